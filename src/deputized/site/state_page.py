"""A state or territory: who holds agreements, where, under which law, how many people live there, what changed."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from markupsafe import Markup

from deputized.registry.places.answers import Match
from deputized.rules import timeline
from deputized.site.card_words import FILLED
from deputized.site.content import SiteContent
from deputized.site.county_page import event, law_values, standing
from deputized.site.drawing import growth_svg, state_map
from deputized.site.output import OutputFile, fixed
from deputized.site.page import MODELS, Page, Say, dater, teller
from deputized.site.results_lines import results_lines
from deputized.store.export import guarded

RECENT = 25


def state(content: SiteContent, postal: str, language: str) -> Page:
    """The page of one state or territory."""
    say, day = teller(language), dater(language)
    name = content.names_of_states[postal]
    record = content.state_record(postal)
    rows = [standing(a) | {"level": _level(content.matches[a.agency_id])} for a in record.agreements]
    fips = sorted(
        (f for f, c in content.counties.items() if c.state == postal), key=lambda f: content.counties[f].name
    )
    series = content.growth_of.get(postal, [])
    held, agencies = record.in_force, record.in_force.agencies
    shapes = [(f, f"../../county/{f}/", content.county(f), content.classes.get(f)) for f in fips]
    return Page(
        f"state/{postal.lower()}/",
        "state.html",
        name,
        {
            "state": postal,
            "week": (content.newest - timedelta(days=6)).isoformat(),
            "newest_day": content.newest.isoformat(),
            "name": name,
            "is_territory": content.is_territory(postal),
            "agreements": held.agreements,
            "agencies": agencies,
            "by_model": [(m, n) for m, n in held.agreements_by_model.items() if m != "unknown"],
            "by_kind": sorted(record.agency_counts.items(), key=lambda c: (-c[1], c[0])),
            "law": law_values(content, postal, None),
            "laws": _laws(content, postal),
            "moments": _moments(postal),
            "mandate": _mandate(content, postal),
            "coverage": [(m, record.coverage[m].total) for m in ("any", *MODELS)],
            "sheriffs": record.sheriffs_with_agreement,
            "offices": record.sheriff_offices,
            "unplaced": [(i, content.agencies[i]["name"]) for i in record.unplaced],
            "active": rows,
            "events": [event(e) for e in content.events if e["state"] == postal][:RECENT],
            "counties": (counties := list(_counties(content, fips))),
            "letters": [anchor for *_, anchor in counties if anchor],
            "signs": FILLED,
            "contents": _contents(
                say,
                active=bool(rows),
                changes=any(e["state"] == postal for e in content.events),
                grows=bool(series),
            ),
            "growth": Markup(growth_svg(series, f"{say('trend')}: {name}")) if series else "",
            "series": quarterly(series),
            "map": Markup(state_map(shapes, f"{say('map_title')}: {name}")),
            "results": results_lines(content, language, state=postal),
        },
        feed=f"state/{postal.lower()}/",
        styles=("card.css",),
        image=f"share/state/{postal.lower()}.png",
        description=say(
            "describe_state", name=name, n=held.agreements, agencies=agencies, day=day(content.newest)
        )
        if rows
        else say("state_none", name=name),
    )


def _level(match: Match) -> str:
    """Which of a state's filters an agency falls under."""
    if match.kind == "sheriff":
        return "sheriff"
    return {"municipal": "town", "state": "statewide"}.get(match.level, "others")


def _counties(
    content: SiteContent, fips: list[str]
) -> Iterator[tuple[str, str, tuple[str, ...], str | None, str]]:
    """Each county with the models of its bodies; the first of each letter bears that letter as its anchor."""
    before = ""
    for f in fips:
        name = content.counties[f].name
        letter = unicodedata.normalize("NFKD", name)[0].upper()
        yield (
            f,
            name,
            content.models_by_county.get(f, ()),
            content.classes.get(f),
            letter if letter != before else "",
        )
        before = letter


def _contents(say: Say, *, active: bool, changes: bool, grows: bool) -> list[tuple[str, str]]:
    """The parts of the page, in their order."""
    every = (
        ("counties", "counties", True), ("holds", "holds", active), ("law", "the_law", True), ("changes", "latest", changes),
        ("trend", "trend", grows), ("coverage", "coverage", True), ("results", "results_section", True),
    )  # fmt: skip
    return [(id_, say(key)) for id_, key, there in every if there]


AGREEMENTS = (
    "agreement_id", "agency_id", "agency", "kind", "county_fips", "model", "standing", "signed_date", "first_listed_date",
    "last_listed_date", "absent_date", "moa_url", "list", "list_date",
)  # fmt: skip


def agreements_item(content: SiteContent, postal: str) -> OutputFile:
    """A state's agreements, in force and past, as CSV; each row names the list it rests on."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(AGREEMENTS)
    used = content.status.list_used
    listed = (used.publication_id, used.published_date) if used else ("", "")
    for agency_id in sorted(content.by_state.get(postal, ())):
        for a in content.agreements.get(agency_id, ()):
            writer.writerow(
                (a.agreement_id, agency_id, guarded(a.agency), a.kind, ";".join(content.matches[agency_id].county.codes), a.model,
                 a.standing, a.signed_date, a.first_listed_date, a.last_listed_date, a.absent_date, guarded(a.moa_url), *listed)
            )  # fmt: skip
    return fixed(f"state/{postal.lower()}/agreements.csv", out.getvalue())


def _laws(content: SiteContent, postal: str) -> list[dict[str, Any]]:
    found = content.postures[postal]
    return [
        {
            "bill": w.bill,
            "statute": w.statute,
            "posture": w.posture.value,
            "covered": w.covered,
            "stands": w.stands(content.today),
            "effective": w.shown("effective"),
            "source": w.source.title,
            "date": w.source.date,
            "confidence": w.source.confidence,
        }
        for w in (*found.laws, *found.others)
        if w.bill
    ]


def _moments(postal: str) -> list[dict[str, str]]:
    """Events of the timeline in one state, newest first."""
    return [
        {
            "day": m.day.text,
            "event": m.event,
            "detail": m.detail,
            "source": m.source.title,
            "url": m.source.url if m.source.url.startswith("https://") else "",
        }
        for m in reversed(timeline())
        if m.state == postal
    ]


def _mandate(content: SiteContent, postal: str) -> dict[str, Any] | None:
    found = content.mandates.get(postal)
    if found is None:
        return None
    total = found.totals[-1] if found.totals else None
    if total is None:
        return None
    deadline = found.law.deadline.latest.isoformat() if found.law.deadline else None
    return {
        "bound": total.bound,
        "held": total.held,
        "left": total.bound - total.held,
        "unclear": total.unclear,
        "deadline": deadline,
    }


def quarterly(series: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The last list of every quarter, for the table behind the chart."""
    last: dict[str, dict[str, Any]] = {}
    for row in series:
        quarter = f"{row['published_date'][:4]}-{(int(row['published_date'][5:7]) + 2) // 3}"
        last[quarter] = row
    return list(last.values())
