"""The roster explorer: the page that asks the roster by any filter, and the data its script reads."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup

from deputized.explore.bodies import OTHER_KINDS
from deputized.explore.packed import compact, packed, packed_others, packed_places
from deputized.explore.view import BOUND, RURALITIES, STATUSES
from deputized.facts.agencies import kinds
from deputized.library import Registry
from deputized.places.geometry import FILE
from deputized.site import words
from deputized.site.content import SiteContent
from deputized.site.output import OutputFile, fixed
from deputized.site.page import MODELS, Page, teller

TOLD = (
    "roster_failed", "roster_loading", "roster_which", "roster_no_place", "roster_too_early", "roster_list",
    "roster_near", "roster_count", "roster_take_off", "roster_rows", "roster_none", "roster_citation", "roster_whole",
    "roster_copied", "roster_signed_from", "roster_signed_to", "roster_as_of", "roster_known_on", "roster_pending",
    "roster_until", "roster_whole_state", "roster_miles_note", "roster_reaching", "roster_land_miles",
    "roster_plot_label", "roster_plot_table", "or", "TFM", "JEM", "WSO", "TTFM", "HYBRID",
)  # fmt: skip
"""Words the script says, by their key."""
COLUMNS = {"state": "state", "county": "col_county", "kind": "col_kind", "status": "standing", "models": "model",
           "signed": "signed", "listed": "first_listed", "ori": "head_ori", "officers": "col_officers", "people": "col_people",
           "miles": "roster_miles", "day": "day", "bodies": "agencies"}  # fmt: skip


def roster_page(content: SiteContent, language: str) -> Page:
    """The page; its table is filled by roster.js."""
    say = teller(language)
    every = (*kinds(content.registry.db), *OTHER_KINDS)
    resolved = content.status.resolved
    return Page(
        "roster/", "roster.html", say("roster_title"),
        {
            "listed": resolved.agencies, "bodies": len(content.agencies), "first": content.first,
            "states": sorted(content.names_of_states.items(), key=lambda s: s[1]),
            "models": [(m, f"{m}: {say(m)}") for m in MODELS],
            "statuses": [(s, say(f"status_{s}")) for s in STATUSES],
            "kinds": sorted(((k, say(k)) for k in every), key=lambda k: k[1]),
            "ruralities": [(r, say(f"rural_{r}")) for r in RURALITIES],
            "bound": [(b, say(f"binding_{b}")) for b in BOUND],
            "sorts": [(key, say(word)) for key, word in (
                ("name", "agency"), ("-signed", "roster_sort_signed"), ("-listed", "roster_sort_listed"), ("-people", "roster_sort_people"),
                ("-officers", "roster_sort_officers"), ("miles", "roster_sort_miles"),
            )],
            "by_state": [(s.state, s.name, s.agencies) for s in content.status.by_state],
            "words": script_words(language, (*TOLD, *every), COLUMNS),
        },
        scripts=("roster.js",), styles=("explore.css",), description=say("roster_describe", n=resolved.agencies), feed="",
    )  # fmt: skip


def script_words(language: str, keys: Iterable[str], columns: dict[str, str]) -> Markup:
    """Words for a script as JSON, with places to fill left open."""
    n = words.LANGUAGES.index(language)
    found: dict[str, Any] = {key: words.WORDS[key][n] for key in keys}
    found |= {f"status_{s}": words.WORDS[f"status_{s}"][n] for s in STATUSES}
    found |= {f"rural_{r}": words.WORDS[f"rural_{r}"][n] for r in RURALITIES}
    found |= {f"binding_{b}": words.WORDS[f"binding_{b}"][n] for b in BOUND}
    found |= {f"col_{key}": words.WORDS[word][n] for key, word in columns.items()}
    found["months"] = ",".join(words.MONTHS[language])
    return Markup(json.dumps(found, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/"))


ROSTER_FILES: dict[str, Callable[[Registry], Any]] = {
    "data/roster.json": packed,
    "data/bodies.json": packed_others,
    "data/places.json": lambda _registry: packed_places(),
    "data/county-shapes.json": lambda _registry: json.loads(FILE.read_text(encoding="utf-8")),
}
"""What the scripts of roster and map read."""


def roster_data(registry: Registry) -> Iterable[OutputFile]:
    """These files."""
    for name, make in ROSTER_FILES.items():
        yield fixed(name, compact(make(registry)))
