"""The map as an instrument: the page, and the values every page that shows it shares."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from deputized import reference
from deputized.explore.view import BOUND, RURALITIES
from deputized.facts.agencies import kinds
from deputized.rules import timeline
from deputized.site import words
from deputized.site.content import SiteContent
from deputized.site.page import MODELS, Page, dater, teller
from deputized.site.still_map import still_map

TOLD = (
    "atlas_counts", "atlas_shares", "atlas_share", "atlas_share_any", "atlas_in_view", "atlas_more", "atlas_signed", "atlas_people",
    "atlas_officers", "atlas_point_county", "atlas_left", "atlas_state", "atlas_state_jail", "atlas_nothing", "atlas_source",
    "atlas_legend", "map_play", "map_pause", "unknown", "TFM", "JEM", "WSO", "TTFM", "HYBRID",
)  # fmt: skip
MOMENTS = (
    ("film_florida", "FL", "SB 2-C"),
    ("film_money", "", "Reimbursement programme takes effect"),
    ("film_texas", "TX", "Texas SB 8 takes effect"),
    ("film_maryland", "MD", "Maryland HB 444"),
)
"""Marked moments of the film: our words, the state, and how the timeline's event begins; its day comes from the timeline."""


def map_page(content: SiteContent, language: str) -> Page:
    """`map/`: the map alone, with its table by state."""
    say = teller(language)
    values = map_values(content, language)
    return Page(
        "map/", "map.html", say("atlas_title"),
        values | {
            "by_state": [(s.state, s.name, s.agreements, s.agencies, s.tfm, s.wso, s.jem) for s in content.status.by_state],
        },
        scripts=("atlas.js",), styles=("explore.css",), feed="", image="share/home.png", description=say("atlas_describe"),
    )  # fmt: skip


def map_values(content: SiteContent, language: str) -> dict[str, Any]:
    """What the map's part of a page is set from."""
    say, day = teller(language), dater(language)
    n = words.LANGUAGES.index(language)
    told: dict[str, str] = {key: words.WORDS[key][n] for key in TOLD}
    told["months"] = ",".join(words.MONTHS[language])
    resolved = content.status.resolved
    under = content.registry.coverage().coverage.total.sheriff
    return {
        "atlas": {
            "still": Markup(still_map(content, say("atlas_alt"))),
            "words": _json(told),
            "moments": _json([[when, say(key)] for key, when in moments()]),
            "fips": _json({s.fips: s.postal for s in reference.states()}),
            "counts": say(
                "atlas_counts", day=day(content.newest), agencies=resolved.agencies, agreements=resolved.agreements, people=under
            ),
            "states": sorted(content.names_of_states.items(), key=lambda s: s[1]),
            "models": [(m, f"{m}: {say(m)}") for m in MODELS],
            "kinds": sorted(((k, say(k)) for k in kinds(content.registry.db)), key=lambda k: k[1]),
            "ruralities": [(r, say(f"rural_{r}")) for r in RURALITIES],
            "bound": [(b, say(f"binding_{b}")) for b in BOUND],
            "days": len(set(content.registry.clocks.dates)),
        }
    }  # fmt: skip


def moments() -> list[tuple[str, str]]:
    """Marked moments and their days, in time; one the timeline no longer has is left out."""
    found = []
    for key, state, begins in MOMENTS:
        days = [
            m.day.earliest.isoformat() for m in timeline() if m.state == state and m.event.startswith(begins)
        ]
        if days:
            found.append((key, min(days)))
    return sorted(found, key=lambda f: f[1])


def _json(value: Any) -> Markup:
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/"))
