"""The front page and the index of counties."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from markupsafe import Markup

from deputized.explore.desk import ChangeLine, desk
from deputized.rules import newest_stated
from deputized.site.content import SiteContent
from deputized.site.desk_page import DAYS
from deputized.site.drawing import growth_svg
from deputized.site.embeds import map_frame_height, map_words
from deputized.site.linked import dataset_json
from deputized.site.map_page import map_values
from deputized.site.page import Page, dater, teller
from deputized.site.sentences import sentence_html
from deputized.site.state_page import quarterly


def home(
    content: SiteContent, language: str, lines: list[ChangeLine] | None = None, base_url: str = ""
) -> Page:
    """The front page: the number, its day and age; a place to look for; the map; three things that changed; who is bound."""
    say, day = teller(language), dater(language)
    when = day(content.newest)
    resolved, used = content.status.resolved, content.status.list_used
    recent = desk(content.registry, content.newest - timedelta(days=DAYS - 1), content.newest, lines=lines)
    return Page(
        "",
        "home.html",
        say("home_title"),
        {
            "resolved": {
                k: getattr(resolved, k) for k in ("agreements", "agencies", "states", "territories")
            },
            "by_model": resolved.agreements_by_model,
            "rows": content.status.printed.rows,
            "newest": content.newest.isoformat(),
            "frame_height": map_frame_height(language, map_words(content, None, language)),
            "age": say("home_age", n=(content.today - content.newest).days),
            "later": _later(content, language),
            "first": content.first,
            "list": {"id": used.publication_id, "name": used.name_in_source, "sha256": used.sha256}
            if used
            else {},
            "dataset": dataset_json(content, language, base_url),
            "lists_count": len(content.registry.lists()),
            "three": [
                (say(f"lead_{reason}"), sentence_html(line.happening, language, ""), line.happening.list_id)
                for reason, line in _three(recent.leads)
            ],
            "period": say(
                "desk_said", place=say("desk_everywhere"), since=day(recent.since), until=day(recent.until)
            ),
            "changed": {g: recent.counts[g] for g in ("joined", "left")},
            **map_values(content, language),
            "growth": Markup(growth_svg(content.growth, say("growth_title"))),
            "series": quarterly(content.growth),
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
                for s in content.status.by_state
            ],
            "without": _without(content),
            "most": max((s.agreements for s in content.status.by_state), default=1),
            "mandates": [_deadline(content, s) for s in sorted(content.mandates)],
        },
        scripts=("atlas.js",),
        styles=("controls.css", "explore.css"),
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


def _three(leads: Sequence[tuple[str, ChangeLine]]) -> list[tuple[str, ChangeLine]]:
    """The first line of each reason, in order, three at most."""
    found: dict[str, ChangeLine] = {}
    for reason, line in leads:
        found.setdefault(reason, line)
    return list(found.items())[:3]


def _later(content: SiteContent, language: str) -> dict[str, str] | None:
    """A number stated for a day after the newest list: how stale that list is, and who says so."""
    found = newest_stated(content.newest, content.today)
    if found is None:
        return None
    say, source = teller(language), found.source
    return {
        "sentence": say(
            "home_later",
            agreements=say("n_agreements", n=found.count),
            day=dater(language)(found.day.text),
            late=say("n_days", n=(found.day.earliest - content.newest).days),
        ),
        "source": source.title,
        "url": source.url,
        "confidence": {"confirmed": "confirmed", "single source": "single_source"}.get(
            source.confidence, "unverified"
        ),
    }


def _without(content: SiteContent) -> list[tuple[str, str]]:
    """States and territories of which nobody holds an agreement, by name."""
    held = {s.state for s in content.status.by_state if s.agreements}
    return sorted(
        ((p, name) for p, name in content.names_of_states.items() if p not in held), key=lambda s: s[1]
    )


def _deadline(content: SiteContent, state: str) -> dict[str, Any]:
    found = content.mandates[state]
    total = found.totals[-1]
    return {
        "state": state,
        "name": found.name,
        "bound": total.bound,
        "held": total.held,
        "deadline": found.law.deadline.latest.isoformat() if found.law.deadline else None,
    }


def find(content: SiteContent, language: str) -> Page:
    """Every county by state: the search without scripts."""
    rows: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {}
    for fips, c in content.counties.items():
        rows.setdefault(c.state, []).append((fips, c.name, content.models_by_county.get(fips, ())))
    states = [(p, content.names_of_states[p], sorted(v, key=lambda x: x[1])) for p, v in rows.items()]
    return Page(
        "find/",
        "find.html",
        teller(language)("find_title"),
        {"states": sorted(states, key=lambda s: s[1])},
        styles=("controls.css",),
        feed="-",
    )
