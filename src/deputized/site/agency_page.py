"""An agency's life: its agreements, every spelling, every listing with its address, what was decided about it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from deputized.library.day import Agreement
from deputized.site.book import Book, Row
from deputized.site.county_page import event, gone, models_words, standing, statement, waiting
from deputized.site.life import lives
from deputized.site.output import Item, fixed
from deputized.site.page import Page, teller
from deputized.site.results_lines import results_lines
from deputized.store.export import guarded


def agency(book: Book, agency_id: str, language: str) -> Page:
    """The page of one agency, on the newest list or not."""
    say = teller(language)
    a, match = book.agencies[agency_id], book.matches[agency_id]
    rows = book.agreements.get(agency_id, [])
    active = [standing(r) for r in rows if r.in_force]
    fips = match.county.code if match.county.code in book.counties else None
    title = f"{a['name']}, {a['state']}"
    return Page(
        f"agency/{agency_id}/",
        "agency.html",
        title,
        {
            "agency_id": agency_id,
            "name": a["name"],
            "kind": a["kind"],
            "state": a["state"],
            "state_name": book.names_of_states[a["state"]],
            "fips": fips,
            "county_label": book.county(fips) if fips else "",
            "counties": [(f, book.county(f)) for f in match.county.codes if f in book.counties],
            "active": active,
            "past": [gone(r) for r in rows if not r.in_force],
            "pending": [waiting(p) for p in book.pending.get(agency_id, ())],
            "models_words": models_words(say, sorted({r["model"] for r in active})),
            "lives": lives(book, rows, language),
            "documents": book.documents_read.get(agency_id, []),
            "links": _links(rows),
            "events": [event(e) for e in book.events_of.get(agency_id, [])],
            "names": [_name(book, n) for n in book.names.get(agency_id, ())],
            "ori": match.ori,
            "place": match.place,
            "placed": match.county,
            "officers": match.officers,
            "staffing_year": match.staffing_year,
            "served": match.population_served,
            "printings": [_printing(book, p) for p in book.printings.get(agency_id, ())],
            "decisions": [_decision(x) for x in book.decisions.get(agency_id, ())],
            "corrections": [
                c for c in book.corrections if a["name"] in c["subject"] and f", {a['state']}" in c["subject"]
            ],
            "statements": [statement(x) for x in book.statements_by_agency.get(agency_id, ())],
            "results": results_lines(book, language, agency_id=agency_id),
            "calculator": agency_id if active or a["kind"] == "sheriff" else "",
        },
        image=f"share/agency/{agency_id}.png",
        description=say("describe_agency", name=title, models=", ".join(sorted({r["model"] for r in active})))
        if active
        else say("describe_agency_gone", name=title),
    )


def _links(rows: list[Agreement]) -> list[Row]:
    """Links to memoranda that ICE prints, and the first list that has each."""
    keys = ("agreement_id", "model", "signed_date", "moa_url", "moa_posted_date")
    return [{k: getattr(r, k) for k in keys} for r in rows if (r.moa_url or "").startswith("https://")]


def _name(book: Book, n: Row) -> tuple[object, ...]:
    """A spelling and the lists it spans; one still printed has no last list yet."""
    last = "" if n["last_publication_id"] in book.newest_lists else n["last_date"]
    return *(n[k] for k in ("name_raw", "state_raw", "kind", "first_date")), last


def _printing(book: Book, p: Row) -> dict[str, Any]:
    """A wording of a row with the address of its first printing, and of its last unless the newest list has it."""
    text = " | ".join(p[k] for k in ("agency_raw", "county_raw", "support_type_raw", "signed_raw") if p[k])
    first, last = p["addresses"][0], p["addresses"][-1]
    ended = last[0] not in book.newest_lists
    return {
        "text": text,
        "first": first,
        "last": last if ended else None,
        "count": len(p["addresses"]) if ended else None,
    }


def listings_item(book: Book, agency_id: str) -> Item:
    """Every listing of an agency with its address, as CSV: the same file for both languages."""
    printings = book.printings.get(agency_id, ())
    wordings = [
        _csv_line([guarded(p[k]) for k in WORDING]) for p in printings
    ]  # each stands on a hundred lists
    printed = sorted(
        (book.positions[publication], row, publication, n)
        for n, p in enumerate(printings)
        for publication, row in p["addresses"]
    )
    lines = [_csv_line(("publication_id", "row_number", *WORDING))]
    lines += [f"{publication},{row},{wordings[n]}" for _, row, publication, n in printed]
    return fixed(f"agency/{agency_id}/listings.csv", "".join(lines))


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
