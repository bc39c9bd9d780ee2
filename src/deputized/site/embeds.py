"""What other sites may show in a frame: the map of the country and a card per county. No script, a style sheet of
their own, and every link opens the whole page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil
from pathlib import Path
from textwrap import wrap

from markupsafe import Markup

from deputized.places import county_classes
from deputized.places.geometry import county_path, geometry, state_borders
from deputized.places.projection import HEIGHT, WIDTH
from deputized.site.card_words import Told, cut, one_line, told
from deputized.site.content import SiteContent
from deputized.site.frame import Frame
from deputized.site.page import MODELS, Page, dater, teller
from deputized.site.rendering import render

ASSETS = Path(__file__).parent / "assets"
MOST = 6
"""Lines to a row of a card in a frame; the county's page has the others."""
PER = 1
"""Parts to a map unit: what a frame of 300 to 900 points can show."""
CLASSES = ("county", "town", "state")


def embed_maps(content: SiteContent, language: str) -> Iterator[Page]:
    """`embed/map/` (any model) and `embed/map/tfm/` and so on."""
    for model in (None, *MODELS):
        yield _map(content, model, language)


def map_words(content: SiteContent, model: str | None, language: str) -> str:
    """What the map shows, in numbers."""
    classes = county_classes(content.holders, model)
    counts = {
        kind: sum(1 for f, k in classes.items() if k == kind and f in content.counties) for kind in CLASSES
    }
    return teller(language)("map_counts", day=dater(language)(content.newest), **counts)


def _map(content: SiteContent, model: str | None, language: str) -> Page:
    say = teller(language)
    classes, words = county_classes(content.holders, model), map_words(content, model, language)
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


def card(content: SiteContent, fips: str, language: str) -> Page:
    """`embed/county/FIPS/`: the answer card. Its list and day stand in marked places, as on every page."""
    found = told(content.card(fips), language, content.today)
    return Page(
        f"embed/county/{fips}/", "embed_county.html", content.place_title(fips),
        {"card": replace(cut(found, MOST), means=(), trained=""), "target": f"county/{fips}/"},
    )  # fmt: skip


def alone(content: SiteContent, fips: str, language: str, base_url: str) -> bytes:
    """A card as one file that needs no other: its style within it. Its links lead to the site, or nowhere without one."""
    text = render(card(content, fips, language), language, Frame.of(content, base_url))
    sheet = (ASSETS / "embed.css").read_text(encoding="utf-8")
    text = re.sub(r'<link rel="(?:stylesheet|icon)"[^>]*>\n', "", text)
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    text = text.replace("</head>", f"<style>{sheet}</style>\n</head>")
    if base_url:
        text = re.sub(r'(href|action)="(?:\.\./)+', rf'\1="{base_url}', text)
    else:
        text = re.sub(r"<form.*?</form>\n", "", text)
        text = re.sub(r'<a href="\.\./[^"]*"[^>]*>([^<]*)</a>', r"\1", text)
    return text.encode("utf-8")


def frame_height(page: Page, language: str) -> int:
    """The height to recommend for a card's frame: all it says is seen at the narrowest usual width.

    Counted in lines of letters somewhat wider than most; where a reader's are wider still, the frame scrolls and the
    source stays in sight.
    """
    say, day = teller(language), dater(language)
    listed = f"{say('stamp_as_of')} {day('2026-09-30')} (participating-2026-09-30am-abcd)"
    foot = f"{listed}. {say('embed_whole')} · the deputized daily"
    found: Told = page.values["card"]
    lines = [(page.title, TITLE), (foot, FOOT)]
    for row in found.rows:
        lines.append((row.label, LABEL))
        lines += [(one_line(x), PLAIN) for x in row.lines]
        if row.key == "law" and found.act:
            lines.append((found.act, PLAIN))
    height = FRAME + sum(line.height(text) for text, line in lines)
    return -(-height // 10) * 10


def map_frame_height(language: str, words: str) -> int:
    """The height to recommend for the map's frame: at the narrowest usual width the map is as wide as the frame lets it."""
    say, day = teller(language), dater(language)
    foot = f"{say('stamp_as_of')} {day('2026-09-30')} (participating-2026-09-30am-abcd). {say('embed_whole')} · the deputized daily"
    keys = ("map_county", "map_town", "map_state", "map_grey")
    lines = [(say("map_title"), TITLE), (words, PLAIN), (foot, FOOT), *((say(k), KEY) for k in keys)]
    height = FRAME + NARROW * HEIGHT / WIDTH + sum(line.height(text) for text, line in lines)
    return ceil(height / 10) * 10


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


TITLE, LABEL, PLAIN, FOOT = _Line(24, 23, 7), _Line(30, 17, 11), _Line(31, 23.2, 4), _Line(36, 19.8, 14)
KEY = _Line(30, 21, 3.2)
NARROW = 266
"""Points that a map has in a frame of 300."""
FRAME = 36 + 44
"""The card's border and padding, the border of the frame around it, and the search below."""
