"""An agency's life: its agreements, every spelling, every listing with its address, what was decided about it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from deputized.library.card import ANNOUNCED, LEFT, LISTED, NEVER, Party
from deputized.library.day import Agreement
from deputized.site.agreement_timeline import agreement_timeline
from deputized.site.card_words import CardLine, cover_words, means_of, one_line, party_lines, short
from deputized.site.content import Row, SiteContent
from deputized.site.county_page import event, gone, standing, statement, waiting
from deputized.site.images import county_image, image_path
from deputized.site.letter import letter
from deputized.site.output import OutputFile, fixed
from deputized.site.page import Page, dater, teller
from deputized.site.papers_lines import lives_lines, papers_lines
from deputized.site.results_lines import results_lines
from deputized.store.export import guarded


def agency(content: SiteContent, agency_id: str, language: str) -> Page:
    """The page of one agency, on the newest list or not."""
    say = teller(language)
    a, match = content.agencies[agency_id], content.matches[agency_id]
    rows = content.agreements.get(agency_id, [])
    active = [standing(r) for r in rows if r.in_force]
    fips = match.county.code if match.county.code in content.counties else None
    title = f"{a['name']}, {a['state']}"
    party = _party(content, fips, agency_id)
    lines = _now(content, agency_id, party, language)
    return Page(
        f"agency/{agency_id}/",
        "agency.html",
        title,
        {
            "agency_id": agency_id,
            "name": a["name"],
            "kind": a["kind"],
            "state": a["state"],
            "state_name": content.names_of_states[a["state"]],
            "fips": fips,
            "county_label": content.county(fips) if fips else "",
            "counties": [(f, content.county(f)) for f in match.county.codes if f in content.counties],
            "active": active,
            "past": [gone(r) for r in rows if not r.in_force],
            "pending": [waiting(p) for p in content.pending.get(agency_id, ())],
            "lines": lines,
            "means": means_of((r["model"] for r in active), say),
            "cover": cover_words(party.cover, say) if party is not None and party.cover is not None else "",
            "letter": _letter(content, fips, agency_id, language),
            "beside": _beside(content, fips, agency_id, language),
            "near": [
                (n.county_fips, n.name, n.models)
                for n in content.county_record(fips).neighbours
                if n.county_fips in content.counties
            ]
            if fips
            else [],
            "agreement_timeline": agreement_timeline(content, rows, language),
            "papers": papers_lines(content.papers(agency_id), language),
            "lives": lives_lines(content.papers(agency_id), language),
            "links": _links(rows),
            "events": [event(e) for e in content.events_of.get(agency_id, [])],
            "names": [_name(content, n) for n in content.names.get(agency_id, ())],
            "ori": match.ori,
            "place": match.place,
            "placed": match.county,
            "officers": match.officers,
            "staffing_year": match.staffing_year,
            "served": match.population_served,
            "printings": [_printing(content, p) for p in content.printings.get(agency_id, ())],
            "decisions": [_decision(x) for x in content.decisions.get(agency_id, ())],
            "corrections": [
                c
                for c in content.corrections
                if a["name"] in c["subject"] and f", {a['state']}" in c["subject"]
            ],
            "statements": [statement(x) for x in content.statements_by_agency.get(agency_id, ())],
            "results": results_lines(content, language, agency_id=agency_id),
            "calculator": agency_id if active or a["kind"] == "sheriff" else "",
        },
        image=county_image(content, fips or "") if fips else image_path("state", a["state"]),
        styles=("card.css",),
        description=f"{title}. {one_line(lines[0])}.",
    )


def _party(content: SiteContent, fips: str | None, agency_id: str) -> Party | None:
    """The agency as its county's card has it; None for one of a whole state or of no county."""
    if fips is None:
        return None
    return next((p for p in content.card(fips).parties if p.agency_id == agency_id), None)


def _now(content: SiteContent, agency_id: str, party: Party | None, language: str) -> tuple[CardLine, ...]:
    """How the agency stands, in the words of the card."""
    say, day = teller(language), dater(language)
    if party is None:
        rows = content.agreements.get(agency_id, [])
        waiting = tuple(
            p for p in content.pending.get(agency_id, ()) if p.outcome == "pending" and not p.is_in_force
        )
        held, gone = tuple(r for r in rows if r.in_force), tuple(r for r in rows if not r.in_force)
        standing = LISTED if held else ANNOUNCED if waiting else LEFT if gone else NEVER
        a = content.agencies[agency_id]
        party = Party("state", agency_id, a["name"], a["kind"], standing, held, gone, waiting)
    lines = tuple(party_lines(party, say, day))
    if party.in_jail_only and party.role == "state":
        lines = (*lines, CardLine(say("agency_jail_only")))
    return lines


def _letter(content: SiteContent, fips: str | None, agency_id: str, language: str) -> str | None:
    """The letter that asks the agency for its papers; None where its county is not known."""
    if fips is None or _party(content, fips, agency_id) is None:
        return None
    return letter(content.card(fips), "en", agency_id, placed=True).text if language == "en" else "es"


def _beside(content: SiteContent, fips: str | None, agency_id: str, language: str) -> list[Row]:
    """The other bodies of the county, with what they hold in a few words."""
    if fips is None:
        return []
    say, day = teller(language), dater(language)
    return [
        {"agency_id": p.agency_id, "agency": p.name, "text": short(p, say, day)}
        for p in content.card(fips).parties
        if p.agency_id and p.agency_id != agency_id
    ]


def _links(rows: list[Agreement]) -> list[Row]:
    """Links to memoranda that ICE prints, and the first list that has each."""
    keys = ("agreement_id", "model", "signed_date", "moa_url", "moa_posted_date")
    return [{k: getattr(r, k) for k in keys} for r in rows if (r.moa_url or "").startswith("https://")]


def _name(content: SiteContent, n: Row) -> tuple[object, ...]:
    """A spelling and the lists it spans; one still printed has no last list yet."""
    last = "" if n["last_publication_id"] in content.newest_lists else n["last_date"]
    return *(n[k] for k in ("name_raw", "state_raw", "kind", "first_date")), last


def _printing(content: SiteContent, p: Row) -> dict[str, Any]:
    """A wording of a row with the address of its first printing, and of its last unless the newest list has it."""
    text = " | ".join(p[k] for k in ("agency_raw", "county_raw", "support_type_raw", "signed_raw") if p[k])
    first, last = p["addresses"][0], p["addresses"][-1]
    ended = last[0] not in content.newest_lists
    return {
        "text": text,
        "first": first,
        "last": last if ended else None,
        "count": len(p["addresses"]) if ended else None,
    }


def printings_item(content: SiteContent, postal: str) -> OutputFile:
    """Every wording ICE printed of a state's agencies, with the list and row of its first and last printing, as CSV.

    The row of every list between is in that list's own file.
    """
    head = (
        "agency_id",
        "first_publication_id",
        "first_row",
        "last_publication_id",
        "last_row",
        "lists",
        *WORDING,
    )
    lines = [_csv_line(head)]
    for agency_id in sorted(i for i, a in content.agencies.items() if a["state"] == postal):
        for p in content.printings.get(agency_id, ()):
            some = sorted(p["addresses"], key=lambda x: (content.positions[x[0]], x[1]))
            lines.append(
                _csv_line((agency_id, *some[0], *some[-1], len(some), *(guarded(p[k]) for k in WORDING)))
            )
    return fixed(f"state/{postal.lower()}/printings.csv", "".join(lines))


def _csv_line(cells: Sequence[Any]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue()


WORDING = (
    "content_id",
    "state_raw",
    "agency_raw",
    "type_raw",
    "county_raw",
    "support_type_raw",
    "signed_raw",
    "moa_raw",
    "moa_url",
)


def _decision(x: Row) -> tuple[str, ...]:
    """A judgement: two printings, what was decided, by which rule and why, and who decided."""
    rule = f"{x['rule'].replace('_', ' ')}, version {x['rules_version']}" + (
        f", likeness {x['score']:.2f}" if x["score"] is not None else ""
    )
    return (
        x["left_text"],
        x["right_text"],
        f"{x['question'].replace('_', ' ')}: {x['verdict']}",
        f"{rule}: {x['evidence']}",
        x["decided_by"],
    )
