"""The map as lines of text: two points to a character in color, one letter a point without."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from deputized.places.geometry import county_rings, geometry
from deputized.places.maps import SHADES
from deputized.places.projection import HEIGHT, WIDTH

Colour = tuple[int, int, int]
Points = list[list[str]]  # rows of class keys, "" for what lies in no county


@dataclass(frozen=True, slots=True)
class Ink:
    """How a class looks in a terminal; `stripe` alternates with `colour` where the SVG map is hatched."""

    letter: str
    colour: Colour
    stripe: Colour | None = None


INKS = {
    "county": Ink("#", (8, 48, 107)),
    "town": Ink("o", (107, 159, 212)),
    "state": Ink("/", (242, 242, 242), (63, 110, 165)),
    "none": Ink(".", (200, 200, 200)),
}


def map_points(shades: Mapping[str, str], width: int) -> Points:
    """The class of the county that holds each point of a grid `width` points wide; counties that are left
    out are of the last class. A county smaller than a point is drawn where its middle lies."""
    step = WIDTH / width
    points = [[""] * width for _ in range(round(HEIGHT / step))]
    rest = SHADES[-1].key
    small: list[tuple[int, int, str]] = []
    for fips in geometry().counties:
        key = shades.get(fips, rest)
        rings = county_rings(fips)
        drawn = False
        for row, left, right in _runs(rings, step, len(points)):
            for column in range(max(left, 0), min(right, width)):
                points[row][column] = key
                drawn = True
        if not drawn and key != rest:
            x, y = _middle(rings[0])
            small.append((int(y / step), int(x / step), key))
    for row, column, key in small:
        if 0 <= row < len(points) and 0 <= column < width:
            points[row][column] = key
    return points


def _runs(rings: list[list[tuple[float, float]]], step: float, height: int) -> Iterator[tuple[int, int, int]]:
    """(row, first column, column after the last) of the points inside rings, by the even-odd rule."""
    crossings: dict[int, list[float]] = {}
    for ring in rings:
        for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]):
            low, high = sorted((ay / step, by / step))
            for row in range(max(int(low - 0.5), 0), min(int(high + 0.5) + 1, height)):
                if low <= row + 0.5 < high:
                    share = ((row + 0.5) * step - ay) / (by - ay)
                    crossings.setdefault(row, []).append((ax + share * (bx - ax)) / step)
    for row, found in crossings.items():
        found.sort()
        for left, right in zip(found[::2], found[1::2], strict=True):
            yield row, round(left), round(right)


def _middle(ring: list[tuple[float, float]]) -> tuple[float, float]:
    return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)


def map_lines(points: Points, colour: bool) -> Iterator[str]:
    """Lines of text: half blocks in 24-bit color, or letters (# county, o town, / state, . none).

    A line stands for two rows of points; without color it shows the upper one's class, or the lower's.
    """
    for number in range(0, len(points) - 1, 2):
        pairs = zip(points[number], points[number + 1], strict=True)
        if colour:
            cells = (_block(a, b, column, number) for column, (a, b) in enumerate(pairs))
            yield "".join(cells) + "\x1b[0m"
        else:
            letters = (INKS[a or b].letter if a or b else " " for a, b in pairs)
            yield "".join(letters).rstrip()


def swatch(key: str, colour: bool) -> str:
    """A class's mark in the legend."""
    if not colour:
        return INKS[key].letter
    return "".join(_block(key, key, column, 0) for column in range(3)) + "\x1b[0m"


def _block(upper: str, lower: str, column: int, row: int) -> str:
    if not upper and not lower:
        return "\x1b[0m "
    top, bottom = _shade(upper, column, row), _shade(lower, column, row + 1)
    if bottom is None:
        return f"\x1b[0;38;2;{_rgb(top)}m\u2580"
    if top is None:
        return f"\x1b[0;38;2;{_rgb(bottom)}m\u2584"
    return f"\x1b[0;38;2;{_rgb(top)};48;2;{_rgb(bottom)}m\u2580"


def _shade(key: str, column: int, row: int) -> Colour | None:
    if not key:
        return None
    ink = INKS[key]
    return ink.stripe if ink.stripe and (column + row) % 3 == 0 else ink.colour


def _rgb(colour: Colour | None) -> str:
    return ";".join(str(part) for part in colour or (0, 0, 0))
