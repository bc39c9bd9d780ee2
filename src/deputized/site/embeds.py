"""What other sites may show in a frame: the map of the country and a card per county. No script, a style sheet of
their own, and every link opens the whole page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from textwrap import wrap

from markupsafe import Markup

from deputized.library.day import Agreement
from deputized.model.kinds import EVERY_MODEL
from deputized.places import county_classes
from deputized.places.geometry import county_path, geometry, state_borders
from deputized.places.projection import HEIGHT, WIDTH
from deputized.site.book import Book
from deputized.site.page import MODELS, Page, dater, teller
from deputized.site.sentences import plain

MOST = 6
"""Agreements named on a card; the county's page has the others."""
PER = 1
"""Parts to a map unit: what a frame of 300 to 900 points can show."""
CLASSES = ("county", "town", "state")


def embed_maps(book: Book, language: str) -> Iterator[Page]:
    """`embed/map/` (any model) and `embed/map/tfm/` and so on."""
    for model in (None, *MODELS):
        yield _map(book, model, language)


def _map(book: Book, model: str | None, language: str) -> Page:
    say, day = teller(language), dater(language)
    classes = county_classes(book.holders, model)
    counts = {
        kind: sum(1 for f, k in classes.items() if k == kind and f in book.counties) for kind in CLASSES
    }
    words = say("map_counts", day=day(book.newest), **counts)
    title = say("map_title") + (f": {model}, {say(model)}" if model else "")
    return Page(
        f"embed/map/{model.lower() + '/' if model else ''}", "embed_map.html", title,
        {"map": _svg(classes, f"{title}. {words}"), "words": words, "target": ""},
    )  # fmt: skip


def _svg(classes: dict[str, str], label: str) -> Markup:
    """Four shapes, one per class, each with all its counties: a third of the bytes of a shape per county."""
    shapes = {
        kind: "".join(county_path(f, PER) for f in sorted(geometry().counties) if classes.get(f) == kind)
        for kind in CLASSES
    }
    none = "".join(county_path(f, PER) for f in sorted(geometry().counties) if f not in classes)
    drawn = "".join(f'<path class="{kind}" d="{d}"/>' for kind, d in (("none", none), *shapes.items()) if d)
    start = Markup('<svg class="map" viewBox="0 0 {} {}" role="img" aria-label="{}">').format(
        WIDTH, HEIGHT, label
    )
    hatch = (
        '<defs><pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="hatch-ground" width="8" height="8"/><rect class="hatch-line" width="2.5" height="8"/></pattern></defs>'
    )
    return start + Markup(
        f'{hatch}<g fill-rule="evenodd">{drawn}</g><path class="borders" d="{state_borders(PER)}"/></svg>'
    )


def card(book: Book, fips: str, language: str) -> Page:
    """`embed/county/FIPS/`. It names no newest list, so that it changes only when what it says does."""
    say, day = teller(language), dater(language)
    county = book.counties[fips]
    statewide = len(book.statewide[county.state])
    record = book.county_record(fips)
    active = sorted(
        (a for a in record.agreements if a.in_force), key=lambda a: (a.first_listed_date, a.agreement_id)
    )
    agencies = record.in_force.agencies
    if active:
        lead = say(
            "county_lead",
            agreements=say("n_agreements", n=len(active)),
            agencies=say("n_agencies", n=agencies),
        )
    else:
        lead = say("county_none")
    past = max((a.last_listed_date or "" for a in record.agreements if not a.in_force), default=None)
    return Page(
        f"embed/county/{fips}/", "embed_county.html", book.place_title(fips),
        {
            "lead": lead, "held": [_held(a, language) for a in active[:MOST]], "more": max(len(active) - MOST, 0),
            "past": say("embed_past", day=day(past)) if past and not active else "",
            "statewide": say("embed_statewide", n=statewide) if statewide else "", "target": f"county/{fips}/",
        },
    )  # fmt: skip


def frame_height(page: Page, language: str) -> int:
    """The height to recommend for a card's frame: all it says is seen at the narrowest usual width.

    Counted in lines of letters somewhat wider than most; where a reader's are wider still, the frame scrolls and the
    source stays in sight.
    """
    say, values = teller(language), page.values
    foot = (
        say("embed_whole"),
        say("embed_source"),
        say("newest_list"),
        dater(language)("2026-09-30"),
        "(deputized)",
    )
    lines = [*((f"{a}: {code} {name}. {since}", LISTED) for a, code, name, since in values["held"])]
    if values["more"]:
        lines.append((say("embed_more", n=values["more"]), LISTED))
    lines += [(values[key], PLAIN) for key in ("lead", "past", "statewide") if values[key]]
    lines += [(page.title, TITLE), (" · ".join(foot), FOOT)]
    height = FRAME + sum(line.height(text) for text, line in lines)
    return -(-height // 10) * 10


@dataclass(frozen=True, slots=True)
class _Line:
    """A kind of line: letters it holds in the narrowest frame, its height, and the room around its paragraph."""

    letters: int
    high: float
    around: float

    def height(self, text: str) -> int:
        return ceil(_line_count(text, self.letters) * self.high + self.around)


@lru_cache(maxsize=16384)  # the source's line stands on every card, and much else on all of a state
def _line_count(text: str, letters: int) -> int:
    return len(wrap(text, letters))


TITLE, PLAIN, LISTED, FOOT = _Line(24, 23, 7), _Line(31, 23.2, 7), _Line(30, 23.2, 5), _Line(36, 19.8, 14)
FRAME = 36
"""The card's border and padding, and the border of the frame around it."""


def _held(a: Agreement, language: str) -> tuple[str, str, str, str]:
    """Agency, model and since when."""
    say, day = teller(language), dater(language)
    model = say(a.model) if a.model in EVERY_MODEL else say("unknown_model")
    since = say("embed_since", signed=day(a.signed_date) or say("unknown"), listed=day(a.first_listed_date))
    return plain(a.agency), a.model, model, since
