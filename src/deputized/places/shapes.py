"""The shapes of counties that ship for GIS, as RFC 7946 has polygons: outer rings counterclockwise, holes inside."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parents[1] / "data" / "geometry" / "shapes.json"
UNIT = 10_000  # parts of a degree
NOTES = {
    "51610": "a square about its centre: the Census Bureau's boundaries at this scale have no area for it",
}
"""What is to be known of a shape."""
Position = tuple[float, float]
Ring = tuple[Position, ...]
Point = tuple[int, int]


@lru_cache(maxsize=1)
def shapes() -> dict[str, tuple[tuple[Ring, ...], ...]]:
    """Polygons by county FIPS, each its outer ring and then its holes, in degrees; rings are closed.

    Borders that two counties share have the same points, so that neighbours neither overlap nor gape.
    """
    raw = json.loads(FILE.read_text(encoding="utf-8"))
    arcs = []
    for flat in raw["arcs"]:
        x = y = 0
        points: list[Point] = []
        for dx, dy in zip(flat[::2], flat[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        arcs.append(points)

    def walk(ring: list[int]) -> list[Point]:
        return [p for a in ring for p in (arcs[a] if a >= 0 else arcs[~a][::-1])[:-1]]

    return {
        fips: _polygons([loop for part in parts for ring in part for loop in _loops(walk(ring))])
        for fips, parts in raw["counties"].items()
    }


def _loops(ring: list[Point]) -> list[list[Point]]:
    """A ring that touches itself at a point, as the rings it is made of; any other as it is."""
    out: list[list[Point]] = []
    path: list[Point] = []
    for point in ring:
        if point in path:
            at = path.index(point)
            out.append(path[at:])
            del path[at:]
        path.append(point)
    return [loop for loop in (*out, path) if len(loop) > 2 and _area(loop)]


def _polygons(loops: list[list[Point]]) -> tuple[tuple[Ring, ...], ...]:
    """Outer rings, which the source draws clockwise, with the holes in each; a hole in none is an error."""
    outer = [[loop] for loop in loops if _area(loop) < 0]
    for hole in (loop for loop in loops if _area(loop) > 0):
        around = [p for p in outer if all(_holds(p[0], point) for point in hole)]
        min(around, key=lambda p: abs(_area(p[0]))).append(hole)
    return tuple(tuple(_closed(ring[::-1]) for ring in polygon) for polygon in outer)


def _area(ring: list[Point]) -> float:
    return sum(p[0] * q[1] - q[0] * p[1] for p, q in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def _holds(ring: list[Point], point: Point) -> bool:
    """Whether a point is in a ring or on its corner."""
    if point in ring:
        return True
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _closed(ring: list[Point]) -> Ring:
    return tuple((x / UNIT, y / UNIT) for x, y in (*ring, ring[0]))
