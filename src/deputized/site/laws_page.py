"""The page of every state's law: a map of tiles and a table, for the build's day; `laws.js` shows any other day.

Each state is a tile of one size, so that Rhode Island is seen as well as Texas. Postures differ by pattern as well as
by color.
"""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import Any

from markupsafe import Markup

from deputized.rules import Posture, StatePosture
from deputized.rules.statutes import MEANINGS
from deputized.site import words
from deputized.site.content import SiteContent
from deputized.site.law_days import CERTAINTIES, CONFIDENCES, STAYED, UNSURE
from deputized.site.page import Page, Say, teller

GRID = (
    "AK .. .. .. .. .. .. .. .. .. ME",
    ".. .. .. .. .. .. .. .. .. VT NH",
    "WA ID MT ND MN IL WI MI NY RI MA",
    "OR NV WY SD IA IN OH PA NJ CT ..",
    "CA UT CO NE MO KY WV VA MD DE ..",
    ".. AZ NM KS AR TN NC SC DC .. ..",
    ".. .. .. OK LA MS AL GA .. .. ..",
    "HI .. .. TX .. .. .. .. FL .. ..",
    ".. .. .. .. MP GU AS .. .. PR VI",
)
"""Where each state and territory lies, one tile each, roughly as on a map."""
TILE = 56


def laws_page(content: SiteContent, language: str, tables: list[Any] | None = None) -> Page:
    """The page; `tables` are further tables to stand under it."""
    say = teller(language)
    known = sorted(content.postures.values(), key=lambda p: p.name)
    counts = Counter(p.posture for p in known)
    return Page(
        "laws/", "laws.html", say("laws_short"),
        {
            "today": content.today.isoformat(), "map": Markup(tile_map(content, language, say)), "rows": [row(p) for p in known],
            "postures": [{"key": p.value, "count": counts[p], "meaning": MEANINGS[p]} for p in Posture],
            "month_names": ",".join(words.MONTHS[language]), "tables": tables or [],
        },
        scripts=("laws.js",), styles=("laws.css",), feed="-", image="share/home.png",
    )  # fmt: skip


def row(found: StatePosture) -> dict[str, Any]:
    """What the table and the map show of a state on a day."""
    first = found.laws[0] if found.laws else None
    return {
        "state": found.state, "name": found.name, "posture": found.posture.value, "certainty": CERTAINTIES[found.certainty],
        "bill": first.bill if first else "", "effective": first.effective.text if first and first.effective else None,
        "assumed": first is not None and "effective" in first.assumed, "source": first.source.title if first else "",
        "url": first.source.url if first else "", "confidence": CONFIDENCES[first.source.confidence] if first else "",
        "basis": f"rests_{first.rests_on.kind}" if first else "", "also": [w.bill for w in found.laws[1:]],
    }  # fmt: skip


def tile_map(content: SiteContent, language: str, say: Say) -> str:
    """Tiles in their places; `laws.js` changes the class of `#s-TX`."""
    up = "../../es/" if language == "es" else "../"
    wide, high = len(GRID[0].split()) * TILE, len(GRID) * TILE
    parts = [
        f'<svg id="law-map" viewBox="0 0 {wide} {high}" role="group" aria-label="{escape(say("laws_map"))}">{patterns()}'
    ]
    for y, line in enumerate(GRID):
        for x, state in enumerate(line.split()):
            if state == "..":
                continue
            found = content.postures[state]
            kinds = f"tile {found.posture.value}{' unsure' if CERTAINTIES[found.certainty] in UNSURE else ''}"
            kinds += " stayed" if CERTAINTIES[found.certainty] == STAYED else ""
            label = escape(f"{found.name}: {say(found.posture.value)}")
            parts.append(
                f'<a id="s-{state}" class="{kinds}" href="{up}state/{state.lower()}/" aria-label="{label}">'
                f'<g transform="translate({x * TILE} {y * TILE})">'
                f'<rect class="fill" x="2" y="2" width="{TILE - 4}" height="{TILE - 4}" rx="3"/>'
                f'<rect class="stay" x="2" y="2" width="{TILE - 4}" height="{TILE - 4}" rx="3"/>'
                f'<rect class="plate" x="12" y="17" width="{TILE - 24}" height="22" rx="3"/>'
                f'<text x="{TILE // 2}" y="33">{state}</text></g></a>'
            )
    return "".join([*parts, "</svg>"])


STAY = (
    '<pattern id="p-stay" width="14" height="14" patternUnits="userSpaceOnUse">'
    '<path class="halo" d="M-3 3L11 17M-3 -11L17 9M3 -5L19 11"/><path class="bar" d="M-3 3L11 17M-3 -11L17 9M3 -5L19 11"/></pattern>'
)
"""Hatching over the pattern of a law that a court has stayed in part."""


def patterns() -> str:
    """One pattern a posture; colors come from the style sheet."""
    drawn = {
        Posture.FORBIDS: '<path class="ink" d="M0 0H12V12H0z"/>',
        Posture.MANDATES: '<path class="ink" d="M0 0H12V12H0z"/><path class="gap" d="M2 0V12M8 0V12"/>',
        Posture.RESTRICTS: '<path class="rule" d="M-3 9L9 -3M0 12L12 0M3 15L15 3"/>',
        Posture.COOPERATE: '<circle class="ink" cx="3" cy="3" r="1.8"/><circle class="ink" cx="9" cy="9" r="1.8"/>',
        Posture.BARS_BANS: '<path class="rule" d="M0 3H12M0 9H12"/>',
        Posture.JAIL_CONTRACTS: '<path class="rule" d="M3 0V12M9 0V12"/>',
        Posture.INCENTIVISES: '<path class="rule" d="M0 6H12M6 0V12"/>',
    }
    return "<defs>" + "".join(
        f'<pattern id="p-{p.value}" class="{p.value}" width="12" height="12" patternUnits="userSpaceOnUse">'
        f'<path class="under" d="M0 0H12V12H0z"/>{body}</pattern>'
        for p, body in drawn.items()
    ) + STAY + "</defs>"  # fmt: skip
