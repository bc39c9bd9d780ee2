"""Draws a picture for sharing: a title, a few lines and a map, as a PNG of 800 by 420 in sixteen colors.

Why so, with the measurements: docs/decisions/0021-pictures-for-sharing.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from deputized.places.geometry import geometry
from deputized.places.projection import projection

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 800, 420
MARGIN = 38
MAP = 294
"""Side of the square the map is fitted into, at the right."""
FINE = 3
"""Lines and shapes are drawn this many times larger and made smaller, so that edges are smooth."""
GROUND, LAND, SOME, HELD = 255, 206, 130, 16
"""Greys of the map before they get their color: nothing, land, second shade, first shade."""
INK, BLUE = (26, 26, 26), (8, 48, 107)
STEPS = 8

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture shows. Two equal ones are the same bytes."""

    title: str
    lines: tuple[str, ...]
    kicker: str = ""
    note: str = ""  # under the map: what its shades mean
    land: tuple[str, ...] = ()  # states drawn, by FIPS of two digits
    held: tuple[str, ...] = ()  # counties in the first shade
    some: tuple[str, ...] = ()  # counties in the second
    stamp: str = ""  # the list it rests on: drawn, and told in the file


def png(picture: Picture) -> bytes:
    """The picture's bytes."""
    from PIL import ImageDraw

    canvas = _sheet().copy()
    pen = ImageDraw.Draw(canvas)
    wide = WIDTH - 2 * MARGIN - (MAP + 24 if picture.land else 0)
    y = MARGIN - 4
    if picture.kicker:
        pen.text((MARGIN, y), picture.kicker, font=font(20), fill=80)
        y += 35
    size, rows = _fitted(picture.title, wide)
    for row in rows:
        _bold(pen, (MARGIN, y), row, size)
        y += round(size * 1.2)
    y += 15
    size = 25 if len(picture.lines) < 3 else 19
    step = round(size * 1.28)
    most = (HEIGHT - 86 - y) // step
    for row in _within(picture.lines, size, wide, most):
        pen.text((MARGIN, y), row, font=font(size), fill=0)
        y += step
    if picture.stamp:
        pen.text((MARGIN, HEIGHT - 76), picture.stamp, font=font(16), fill=80)
    if picture.note:
        pen.text((WIDTH - MARGIN - MAP, HEIGHT - 76), picture.note, font=font(15), fill=80)
    canvas = canvas.point(_TEXT)
    if picture.land:
        drawn = _land(picture.land).copy()
        for shade, counties in ((SOME, picture.some), (HELD, picture.held)):
            for fips in counties:
                _fill(drawn, picture.land, fips, shade)
        canvas.paste(drawn.point(_MAP), (WIDTH - MARGIN - MAP, 44))
    canvas.paste(2 * STEPS - 1, (0, 0, 11, HEIGHT))
    return _packed(canvas, picture)


def _within(lines: Sequence[str], size: int, wide: int, most: int) -> list[str]:
    """Lines broken to a width; where there is not room for all, the longest give way first, and say so."""
    broken = [_wrapped(line, size, wide) for line in lines]
    while sum(map(len, broken)) > most and max(map(len, broken)) > 1:
        longest = max(broken, key=len)
        longest.pop()
        longest[-1] = longest[-1].rstrip(" …").rstrip(",;") + " …"
    return [row for rows in broken for row in rows][:most]


@lru_cache(maxsize=1)
def _sheet() -> Image.Image:
    """What every picture has: the name of the site at its foot."""
    from PIL import Image, ImageDraw

    canvas = Image.new("L", (WIDTH, HEIGHT), 255)
    pen = ImageDraw.Draw(canvas)
    _bold(pen, (MARGIN, HEIGHT - 50), "deputized", 23)
    pen.text((MARGIN + 130, HEIGHT - 47), "287(g) agreements, from ICE's own lists", font=font(19), fill=80)
    return canvas


def _bold(pen: ImageDraw.ImageDraw, at: tuple[int, int], text: str, size: int) -> None:
    """Text printed twice, a point apart: the typeface has no bold."""
    x, y = at
    for shift in (0, 1):
        pen.text((x + shift, y), text, font=font(size), fill=0)


_TEXT = [STEPS - 1 - min(v * STEPS // 256, STEPS - 1) for v in range(256)]
_MAP = [STEPS + v for v in _TEXT]
PALETTE = bytes(
    round(255 + (ink - 255) * step / (STEPS - 1)) for colour in (INK, BLUE) for step in range(STEPS) for ink in colour
)  # fmt: skip


def _packed(canvas: Image.Image, picture: Picture) -> bytes:
    """Four bits to a point: half the bytes to compress, and nothing to see of it. The words stand in the file too."""
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    out = BytesIO()
    pointed = Image.frombytes("P", canvas.size, canvas.tobytes())
    pointed.putpalette(PALETTE)
    said = PngInfo()
    said.add_itxt("Description", "\n".join((picture.title, *picture.lines, picture.stamp)))
    pointed.save(out, "PNG", bits=4, compress_level=6, pnginfo=said)
    return out.getvalue()


@lru_cache(maxsize=16)
def font(size: int) -> ImageFont.FreeTypeFont:
    """The typeface that comes with Pillow (Aileron, CC0): no font of the machine is asked for."""
    from PIL import ImageFont

    found = ImageFont.load_default(size)
    assert isinstance(found, ImageFont.FreeTypeFont)
    return found


@lru_cache(maxsize=65536)
def _length(text: str, size: int) -> float:
    return font(size).getlength(text)


def _fitted(text: str, wide: int) -> tuple[int, list[str]]:
    """The largest size at which a title takes at most three rows; what is too long even so is cut, and says so."""
    for size in (46, 39, 32, 27):
        rows = _wrapped(text, size, wide)
        if len(rows) <= 3:
            return size, rows
    return size, [*rows[:2], rows[2][:-1] + "…"]


def _wrapped(text: str, size: int, wide: int) -> list[str]:
    rows: list[str] = []
    for word in text.split():
        whole = f"{rows[-1]} {word}" if rows else word
        if rows and _length(whole, size) <= wide:
            rows[-1] = whole
        else:
            while _length(word, size) > wide and len(word) > 1:
                word = word[: len(word) * 2 // 3] + "…"
            rows.append(word)
    return rows


@lru_cache(maxsize=4096)
def _rings(fips: str) -> tuple[Ring, ...]:
    """A county's outline in map units."""
    project, shape = projection(fips[:2]), geometry()
    return tuple(tuple(project(x, y) for x, y in shape.ring(ring)) for ring in shape.counties.get(fips, ()))


@lru_cache(maxsize=64)
def counties_of(states: tuple[str, ...]) -> tuple[str, ...]:
    """The drawn counties of states; empty for territories that have no outline here."""
    return tuple(f for f in sorted(geometry().counties) if f[:2] in states)


@lru_cache(maxsize=64)
def _frame(states: tuple[str, ...]) -> tuple[float, float, float, float, float]:
    """Left, top and scale of a map, and what centres it in its square."""
    points = [p for f in counties_of(states) for ring in _rings(f) for p in ring]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    scale = (MAP - 4) / max(right - left, bottom - top)
    return (
        left, top, scale,
        2 + (MAP - 4 - (right - left) * scale) / 2, 2 + (MAP - 4 - (bottom - top) * scale) / 2,
    )  # fmt: skip


def _placed(states: tuple[str, ...], rings: Iterable[Ring]) -> list[list[tuple[float, float]]]:
    left, top, scale, dx, dy = _frame(states)
    return [[((x - left) * scale + dx, (y - top) * scale + dy) for x, y in ring] for ring in rings]


@lru_cache(maxsize=64)
def _land(states: tuple[str, ...]) -> Image.Image:
    """The map without shades: land, and its counties' lines where there are not too many to see."""
    from PIL import Image, ImageDraw

    large = Image.new("L", (MAP * FINE, MAP * FINE), GROUND)
    pen = ImageDraw.Draw(large)
    for fips in counties_of(states):
        for ring in _placed(states, _rings(fips)):
            points = [(x * FINE, y * FINE) for x, y in ring]
            pen.polygon(points, fill=LAND, outline=LAND, width=2)
    return large.reduce(FINE)


def _fill(drawn: Image.Image, states: tuple[str, ...], fips: str, shade: int) -> None:
    """Fill one county: only its own box is drawn."""
    from PIL import Image, ImageDraw

    rings = [r for r in _placed(states, _rings(fips)) if len(r) > 2]
    if not rings:
        return
    xs, ys = [x for r in rings for x, _ in r], [y for r in rings for _, y in r]
    left, top = int(min(xs)), int(min(ys))
    wide, high = int(max(xs)) - left + 2, int(max(ys)) - top + 2
    mask = Image.new("L", (wide * FINE, high * FINE), 0)
    pen = ImageDraw.Draw(mask)
    for ring in rings:
        pen.polygon([((x - left) * FINE, (y - top) * FINE) for x, y in ring], fill=255)
    drawn.paste(shade, (left, top, left + wide, top + high), mask.reduce(FINE))


def is_drawn(fips: Collection[str]) -> bool:
    """Whether any of these counties has an outline."""
    return any(f in geometry().counties for f in fips)
