"""A state or territory: who holds agreements, where, under which law, how many people live there, what changed."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from deputized.rules import timeline
from deputized.site.book import Book
from deputized.site.county_page import event, law_values, standing
from deputized.site.drawing import growth_svg, state_map
from deputized.site.page import MODELS, Page, dater, teller
from deputized.site.results_lines import results_lines

RECENT = 25


def state(book: Book, postal: str, language: str) -> Page:
    """The page of one state or territory."""
    say, day = teller(language), dater(language)
    name = book.names_of_states[postal]
    record = book.state_record(postal)
    rows = [standing(a) for a in record.agreements]
    fips = sorted(
        (f for f, c in book.counties.items() if c.state == postal), key=lambda f: book.counties[f].name
    )
    series = book.growth_of.get(postal, [])
    held, agencies = record.in_force, record.in_force.agencies
    shapes = [(f, f"../../county/{f}/", book.county(f), book.classes.get(f)) for f in fips]
    return Page(
        f"state/{postal.lower()}/",
        "state.html",
        name,
        {
            "state": postal,
            "name": name,
            "is_territory": book.is_territory(postal),
            "agreements": held.agreements,
            "agencies": agencies,
            "by_model": [(m, n) for m, n in held.agreements_by_model.items() if m != "unknown"],
            "by_kind": sorted(record.agency_counts.items(), key=lambda c: (-c[1], c[0])),
            "law": law_values(book, postal, None),
            "laws": _laws(book, postal),
            "moments": _moments(postal),
            "mandate": _mandate(book, postal),
            "coverage": [(m, record.coverage[m].total) for m in ("any", *MODELS)],
            "sheriffs": record.sheriffs_with_agreement,
            "offices": record.sheriff_offices,
            "unplaced": [(i, book.agencies[i]["name"]) for i in record.unplaced],
            "active": rows,
            "events": [event(e) for e in book.events if e["state"] == postal][:RECENT],
            "counties": [
                (f, book.counties[f].name, book.models_by_county.get(f, ()), book.classes.get(f))
                for f in fips
            ],
            "growth": Markup(growth_svg(series, f"{say('trend')}: {name}")) if series else "",
            "series": quarterly(series),
            "map": Markup(state_map(shapes, f"{say('map_title')}: {name}")),
            "results": results_lines(book, language, state=postal),
            "newest": book.newest.isoformat(),
            "list": book.status.list_used.publication_id if book.status.list_used else "",
        },
        feed=f"state/{postal.lower()}/",
        image=f"share/state/{postal.lower()}.png",
        description=say(
            "describe_state", name=name, n=held.agreements, agencies=agencies, day=day(book.newest)
        )
        if rows
        else say("state_none", name=name),
    )


def _laws(book: Book, postal: str) -> list[dict[str, Any]]:
    found = book.postures[postal]
    return [
        {
            "bill": w.bill,
            "statute": w.statute,
            "posture": w.posture.value,
            "covered": w.covered,
            "stands": w.stands(book.today),
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


def _mandate(book: Book, postal: str) -> dict[str, Any] | None:
    found = book.mandates.get(postal)
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
