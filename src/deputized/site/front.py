"""The front page, the index of counties, and what changed on the last lists."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from deputized.rules import newest_stated
from deputized.site import words
from deputized.site.book import Book, Row
from deputized.site.county_page import event
from deputized.site.drawing import county_map, growth_svg
from deputized.site.linked import dataset_json
from deputized.site.page import Page, dater, teller
from deputized.site.state_page import quarterly

NEWS = ("listed", "delisted", "relisted", "renewed", "model_switched", "reattributed")
LISTS = 12
"""Days with changes that the page of changes shows."""


def home(book: Book, language: str, months: dict[str, Any], base_url: str = "") -> Page:
    """The front page."""
    say, day = teller(language), dater(language)
    last = months["months"][-1]
    county, town, state = last["counts"]["ANY"]
    when = day(last["day"])
    text = (
        say("map_counts", day=when, county=county, town=town, state=state)
        + " "
        + say("map_agreements", agreements=last["agreements"], rows=last["rows"])
    )
    resolved, used = book.status.resolved, book.status.list_used
    week = [e for e in book.events if e["kind"] in NEWS]
    return Page(
        "",
        "home.html",
        say("home_title"),
        {
            "resolved": {
                k: getattr(resolved, k) for k in ("agreements", "agencies", "states", "territories")
            },
            "by_model": resolved.agreements_by_model,
            "rows": book.status.printed.rows,
            "newest": book.newest.isoformat(),
            "later": _later(book, language),
            "first": book.first,
            "list": {"id": used.publication_id, "name": used.name_in_source, "sha256": used.sha256}
            if used
            else {},
            "dataset": dataset_json(book, language, base_url),
            "lists_count": len(book.registry.lists()),
            "map": Markup(county_map(book.classes, say("map_title"))),
            "map_words": text,
            "months": [m["day"] for m in months["months"]],
            "month_names": ",".join(words.MONTHS[language]),
            "growth": Markup(growth_svg(book.growth, say("growth_title"))),
            "series": quarterly(book.growth),
            "latest": [event(e) for e in week[:10]],
            "by_state": [
                {
                    "state": s.state,
                    "name": s.name,
                    "agreements": s.agreements,
                    "agencies": s.agencies,
                    "tfm": s.tfm,
                    "jem": s.jem,
                    "wso": s.wso,
                }
                for s in book.status.by_state
            ],
            "without": _without(book),
            "most": max((s.agreements for s in book.status.by_state), default=1),
            "mandates": [_deadline(book, s) for s in sorted(book.mandates)],
        },
        scripts=("site.js", "map.js"),
        styles=("controls.css",),
        feed="",
        image="share/home.png",
        description=say(
            "describe_home",
            n=resolved.agreements,
            agencies=resolved.agencies,
            states=resolved.states,
            day=when,
        ),
    )


def _later(book: Book, language: str) -> dict[str, str] | None:
    """A number stated for a day after the newest list: how stale that list is, and who says so."""
    found = newest_stated(book.newest, book.today)
    if found is None:
        return None
    say, source = teller(language), found.source
    return {
        "sentence": say(
            "home_later",
            agreements=say("n_agreements", n=found.count),
            day=dater(language)(found.day.text),
            late=say("n_days", n=(found.day.earliest - book.newest).days),
        ),
        "source": source.title,
        "url": source.url,
        "confidence": {"confirmed": "confirmed", "single source": "single_source"}.get(
            source.confidence, "unverified"
        ),
    }


def _without(book: Book) -> list[tuple[str, str]]:
    """States and territories of which nobody holds an agreement, by name."""
    held = {s.state for s in book.status.by_state if s.agreements}
    return sorted(
        ((p, name) for p, name in book.names_of_states.items() if p not in held), key=lambda s: s[1]
    )


def _deadline(book: Book, state: str) -> dict[str, Any]:
    found = book.mandates[state]
    total = found.totals[-1]
    return {
        "state": state,
        "name": found.name,
        "bound": total.bound,
        "held": total.held,
        "deadline": found.law.deadline.latest.isoformat() if found.law.deadline else None,
    }


def find(book: Book, language: str) -> Page:
    """Every county by state: the search without scripts."""
    rows: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {}
    for fips, c in book.counties.items():
        rows.setdefault(c.state, []).append((fips, c.name, book.models_by_county.get(fips, ())))
    states = [(p, book.names_of_states[p], sorted(v, key=lambda x: x[1])) for p, v in rows.items()]
    return Page(
        "find/",
        "find.html",
        teller(language)("find_title"),
        {"states": sorted(states, key=lambda s: s[1])},
        scripts=("site.js",),
        styles=("controls.css",),
        feed="-",
    )


def changes(book: Book, language: str) -> Page:
    """What changed on the last lists."""
    days: dict[str, list[Row]] = {}
    for e in book.events:
        days.setdefault(e["date"], []).append(event(e))
    return Page(
        "changes/",
        "changes.html",
        teller(language)("changes_title"),
        {"days": list(days.items())[:LISTS]},
        feed="",
    )
