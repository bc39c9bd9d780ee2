"""How Connecticut's eight former counties lie in the nine planning regions that replaced them in 2022.

FBI tables, jails and places still use the counties; the Census uses the regions. No county is a region, so
the crosswalk gives the share of each county's area in each region, counted on a grid of points about one
kilometre apart. Shares of people differ: use it to say where an agency lies, not to move population.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Shape = list[list[Point]]  # rings, each closed
STEP = 0.01  # degrees
SMALLEST = 0.005  # shares below are slivers of two simplified borders


def crosswalk(legacy_topology: Path, current_geometry: Path) -> list[tuple[str, str, str]]:
    """(former county, planning region, share of the county's area there), the shares of a county adding to 1.

    `legacy_topology` is us-atlas 3 (2017), `current_geometry` the county geometry that ships.
    """
    old = _legacy_shapes(json.loads(legacy_topology.read_text(encoding="utf-8")))
    new = _current_shapes(json.loads(current_geometry.read_text(encoding="utf-8")))
    found = {fips: Counter(_regions(shape, new)) for fips, shape in old.items()}
    rows = []
    for fips, counts in sorted(found.items()):
        total = counts.total()
        large = {region: n for region, n in counts.items() if n / total >= SMALLEST}
        rows += [(fips, region, f"{n / sum(large.values()):.3f}") for region, n in sorted(large.items())]
    return rows


def _regions(shape: Shape, regions: dict[str, Shape]) -> Iterator[str]:
    """The region of each grid point that lies in a county."""
    points = [p for ring in shape for p in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    for row in range(int((north - south) / STEP) + 1):
        for column in range(int((east - west) / STEP) + 1):
            point = (west + (column + 0.5) * STEP, south + (row + 0.5) * STEP)
            if _holds(shape, point):
                yield from (fips for fips, region in regions.items() if _holds(region, point))


def _holds(shape: Shape, point: Point) -> bool:
    """Whether a point lies inside: a line to the east crosses the border an odd number of times."""
    x, y = point
    inside = False
    for ring in shape:
        for (ax, ay), (bx, by) in pairwise(ring):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                inside = not inside
    return inside


def _legacy_shapes(topology: dict[str, Any]) -> dict[str, Shape]:
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    shapes = {}
    for geometry in topology["objects"]["counties"]["geometries"]:
        if geometry["id"].startswith("09"):
            parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
            shapes[geometry["id"]] = [_ring(arcs, ring) for part in parts for ring in part]
    return shapes


def _current_shapes(geometry: dict[str, Any]) -> dict[str, Shape]:
    arcs = []
    for flat in geometry["arcs"]:
        x = y = 0
        points = []
        for dx, dy in zip(flat[::2], flat[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x / 1000, y / 1000))
        arcs.append(points)
    return {
        fips: [_ring(arcs, ring) for ring in rings]
        for fips, rings in geometry["counties"].items()
        if fips.startswith("09")
    }


def _ring(arcs: list[list[Point]], numbers: list[int]) -> list[Point]:
    points = [p for n in numbers for p in (arcs[n] if n >= 0 else arcs[~n][::-1])[:-1]]
    return [*points, points[0]]
