"""The county geometry that ships, on the map: outlines of counties and of states in map units."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from deputized.places.projection import projection

FILE = Path(__file__).parents[1] / "data" / "geometry" / "counties.json"
LonLat = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Geometry:
    """Counties as rings of shared arcs (degrees); `~n` walks arc n backwards."""

    source: str
    arcs: tuple[tuple[LonLat, ...], ...]
    counties: dict[str, tuple[tuple[int, ...], ...]]

    def walk(self, arc: int) -> Sequence[LonLat]:
        """The points of an arc in the direction its sign gives."""
        return self.arcs[arc] if arc >= 0 else self.arcs[~arc][::-1]

    def ring(self, arcs: Sequence[int]) -> list[LonLat]:
        """A closed ring's points, each once."""
        return [point for arc in arcs for point in self.walk(arc)[:-1]]


@lru_cache(maxsize=1)
def geometry() -> Geometry:
    """The geometry that ships, read once."""
    raw = json.loads(FILE.read_text(encoding="utf-8"))
    arcs = []
    for flat in raw["arcs"]:
        x = y = 0
        points = []
        for dx, dy in zip(flat[::2], flat[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x / 1000, y / 1000))
        arcs.append(tuple(points))
    counties = {fips: tuple(tuple(ring) for ring in rings) for fips, rings in raw["counties"].items()}
    return Geometry(raw["source"], tuple(arcs), counties)


def _parts(state: str, points: Sequence[LonLat], per: int) -> list[tuple[int, int]]:
    project = projection(state)
    flat = (project(x, y) for x, y in points)
    return [(round(x * per), round(y * per)) for x, y in flat]


def _path(points: list[tuple[int, int]], close: bool) -> str:
    """One subpath in relative parts of a map unit; points that fall together are drawn once."""
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points) if a != b]
    if not steps:
        return ""
    return f"M{_numbers(points[:1])}l{_numbers(steps)}" + ("z" if close else "")


def _numbers(pairs: Iterable[tuple[int, int]]) -> str:
    """Numbers as short as path data may have them: a minus sign parts them as well as a space."""
    return "".join(f"{n}" if n < 0 else f" {n}" for pair in pairs for n in pair).lstrip()


@lru_cache(maxsize=8192)
def county_path(fips: str, per: int = 10) -> str:
    """SVG path data of a county's outline, in tenths of a map unit; empty for one that is not drawn.

    With another `per`, in parts of that many to a unit: fewer make a smaller drawing, and neighbors still meet.
    """
    shape = geometry()
    rings = shape.counties.get(fips, ())
    return "".join(_path(_parts(fips[:2], shape.ring(ring), per), close=True) for ring in rings)


def county_rings(fips: str) -> list[list[tuple[float, float]]]:
    """A county's outline as rings of points in map units, each point once; none for one that is not drawn."""
    shape, project = geometry(), projection(fips[:2])
    return [[project(x, y) for x, y in shape.ring(ring)] for ring in shape.counties.get(fips, ())]


@lru_cache(maxsize=4)
def state_borders(per: int = 10) -> str:
    """SVG path data of the lines between states, coasts left out, in tenths of a map unit or other parts."""
    shape = geometry()
    sides: dict[int, set[str]] = defaultdict(set)
    for fips, rings in shape.counties.items():
        for ring in rings:
            for arc in ring:
                sides[arc if arc >= 0 else ~arc].add(fips[:2])
    return "".join(
        _path(_parts(min(states), shape.arcs[arc], per), close=False)
        for arc, states in sorted(sides.items())
        if len(states) > 1
    )


@lru_cache(maxsize=4)
def coast(per: int = 10) -> str:
    """SVG path data of the country's outer lines: those of one county alone."""
    shape = geometry()
    sides: dict[int, list[str]] = defaultdict(list)
    for fips, rings in shape.counties.items():
        for ring in rings:
            for arc in ring:
                sides[arc if arc >= 0 else ~arc].append(fips[:2])
    return "".join(
        _path(_parts(states[0], shape.arcs[arc], per), close=False)
        for arc, states in sorted(sides.items())
        if len(states) == 1
    )


@lru_cache(maxsize=1)
def neighbours() -> dict[str, tuple[str, ...]]:
    """Counties that share a border line (not just a corner), by FIPS; Connecticut by planning region."""
    shape = geometry()
    sides: dict[int, set[str]] = defaultdict(set)
    for fips, rings in shape.counties.items():
        for ring in rings:
            for arc in ring:
                sides[arc if arc >= 0 else ~arc].add(fips)
    table: dict[str, set[str]] = {fips: set() for fips in shape.counties}
    for counties in sides.values():
        for fips in counties:
            table[fips] |= counties - {fips}
    return {fips: tuple(sorted(near)) for fips, near in table.items()}
