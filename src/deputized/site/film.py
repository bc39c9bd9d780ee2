"""The program's growth as a moving picture: the country's counties on every list, as GIF, WebP or PNG.

Drawn by Pillow, which the pictures for sharing are drawn with. Only what a list changed is drawn anew; the last frame stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from deputized.library import Registry
from deputized.places.choropleth import county_classes
from deputized.places.geometry import county_rings, geometry
from deputized.places.projection import HEIGHT, WIDTH
from deputized.site.map_page import moments
from deputized.site.picture import font
from deputized.site.words import day as day_words
from deputized.site.words import say

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

    from deputized.places.residents import Holder

FORMATS = {".gif": "GIF", ".webp": "WEBP", ".png": "PNG"}
START = date(2024, 12, 1)
"""When the film begins: before it years pass in which next to nothing moves."""
WIDE, HIGH, TOP, FINE = 900, 724, 84, 2
STEP, MOMENT, LAST = 110, 1500, 6000
"""Milliseconds of a list, of the first list after a marked moment, and of the newest."""
CAPTION = 12
"""Lists through which a moment's words stand."""
SHADES = {"county": (8, 48, 107), "town": (91, 143, 199), "state": (201, 214, 231), "": (228, 228, 228)}
KEYS = (("county", "map_county"), ("town", "map_town"), ("state", "film_state"), ("", "map_grey"))
INK, SOFT, GROUND, ACCENT = (26, 26, 26), (84, 84, 84), (255, 255, 255), (163, 63, 0)


@dataclass(frozen=True, slots=True)
class FilmFrame:
    """What one list shows: its day and id, how many agencies it names, each county's class, a moment's words."""

    day: date
    list_id: str
    agencies: int
    classes: dict[str, str]
    moment: str
    is_new_moment: bool


def frames(registry: Registry, since: date, model: str | None, language: str) -> Iterator[FilmFrame]:
    """One frame a day that has a list, from the first on or after `since`. Raises LookupError if there is none."""
    days = sorted(d for d in set(registry.clocks.dates) if d >= since.isoformat())
    if not days:
        raise LookupError(f"no list is of {since} or later; the newest is of {registry.clocks.dates[-1]}")
    marked, left, words, seen = moments(), 0, "", ""
    for day in days:
        found = registry.listed(day)
        if found.list_used.publication_id == seen:
            continue  # a day on which only the pending list was printed
        seen = found.list_used.publication_id
        due = [key for key, when in marked if when <= day]
        marked = [m for m in marked if m[0] not in due]
        if is_new := bool(due) and day != days[0]:
            words, left = say(language, due[-1]), CAPTION
        holders = [h for h in found.holders if (model in h.models if model else h.models)]
        yield FilmFrame(
            found.list_day, seen, len({h.agency_id for h in holders}), _classes(holders, model),
            words if left > 0 else "", is_new,
        )  # fmt: skip
        left -= 1


def _classes(holders: list[Holder], model: str | None) -> dict[str, str]:
    """Counties by the nearest body that holds one; a state's own counts where it has street powers, not for its prisons."""
    return county_classes((h for h in holders if h.level != "state" or "TFM" in h.models), model)


def film(
    registry: Registry,
    format_: str,
    since: date = START,
    model: str | None = None,
    language: str = "en",
    progress: Callable[[int], None] | None = None,
) -> bytes:
    """The moving picture's bytes. The same registry gives the same bytes."""
    drawn = _Drawing(model, language)
    shown = list(frames(registry, since, model, language))
    pictures, times = [], []
    for n, frame in enumerate(shown):
        pictures.append(drawn.picture(frame, (n + 1) / len(shown)))
        times.append(LAST if n == len(shown) - 1 else MOMENT if frame.is_new_moment else STEP)
        if progress is not None:
            progress(n + 1)
    return _packed(pictures, times, format_)


def _packed(pictures: Sequence[Image.Image], times: list[int], format_: str) -> bytes:
    more: dict[str, Any] = {
        "GIF": {"disposal": 1},
        "WEBP": {"loop": 1, "lossless": True, "method": 3},
        "PNG": {"loop": 1},
    }
    out = BytesIO()
    pictures[0].save(out, format_, save_all=True, append_images=pictures[1:], duration=times, **more[format_])
    return out.getvalue()


class _Drawing:
    """The map twice as large as it is shown, with what the last frame left on it."""

    def __init__(self, model: str | None, language: str) -> None:
        from PIL import Image, ImageDraw

        self.language = language
        self.title = say(language, "film_title") + (f": {say(language, model)}" if model else "")
        scale = WIDE / WIDTH
        self.high = round(HEIGHT * scale)
        self.rings = {
            f: [[(x * scale * FINE, y * scale * FINE) for x, y in ring] for ring in county_rings(f)]
            for f in sorted(geometry().counties)
        }
        self.classes: dict[str, str] = {}
        self.large = Image.new("RGB", (WIDE * FINE, self.high * FINE), GROUND)
        self.pen = ImageDraw.Draw(self.large)
        for fips in self.rings:
            self._fill(fips, "")
        self.palette = self._palette()

    def picture(self, frame: FilmFrame, share: float) -> Image.Image:
        """One frame: the day, how many, the map, what the shades mean, the list it rests on."""
        from PIL import Image, ImageDraw

        for fips in self.rings:
            kind = frame.classes.get(fips, "")
            if kind != self.classes.get(fips, ""):
                self._fill(fips, kind)
        self.classes = frame.classes
        sheet = Image.new("RGB", (WIDE, HIGH), GROUND)
        sheet.paste(self.large.reduce(FINE), (0, TOP))
        pen = ImageDraw.Draw(sheet)
        pen.text((18, 10), self.title, font=font(21), fill=SOFT)
        pen.text((18, 38), day_words(self.language, frame.day), font=font(34), fill=INK)
        count = say(self.language, "n_agencies", n=frame.agencies)
        pen.text((WIDE - 18, 38), count, font=font(34), fill=SHADES["county"], anchor="ra")
        if frame.moment:
            pen.text((WIDE - 18, 86), frame.moment, font=font(19), fill=ACCENT, anchor="ra")
        self._foot(pen, frame, share)
        return sheet.quantize(palette=self.palette, dither=Image.Dither.NONE)

    def _foot(self, pen: ImageDraw.ImageDraw, frame: FilmFrame, share: float) -> None:
        y, x = HIGH - 62, 18.0
        keys = [(kind, say(self.language, key)) for kind, key in KEYS]
        size = next(
            s for s in range(15, 6, -1) if sum(font(s).getlength(w) + 42 for _, w in keys) < WIDE - 20
        )
        for kind, words in keys:
            pen.rectangle((x, y + 2, x + 18, y + 15), fill=SHADES[kind], outline=SOFT)
            pen.text((x + 24, y + 15 - size), words, font=font(size), fill=INK)
            x += font(size).getlength(words) + 42
        source = say(self.language, "film_source", list=frame.list_id)
        pen.text((18, HIGH - 36), source, font=font(14), fill=SOFT)
        pen.rectangle((0, HIGH - 8, WIDE, HIGH), fill=SHADES[""])
        pen.rectangle((0, HIGH - 8, round(WIDE * share), HIGH), fill=SHADES["county"])

    def _fill(self, fips: str, kind: str) -> None:
        for ring in self.rings[fips]:
            if len(ring) > 2:
                self.pen.polygon(ring, fill=SHADES[kind], outline=GROUND)

    def _palette(self) -> Image.Image:
        """The film's few colors, each with what lies between it and the ground: the same for every frame."""
        from PIL import Image

        colors = [*SHADES.values(), INK, SOFT, ACCENT]
        steps = [
            tuple(round(g + (c - g) * n / 8) for c, g in zip(color, GROUND, strict=True))
            for color in colors for n in range(1, 9)
        ]  # fmt: skip
        flat = [part for color in (GROUND, *steps) for part in color]
        found = Image.new("P", (1, 1))
        found.putpalette(flat)
        return found
