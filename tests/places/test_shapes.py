"""The shapes for GIS keep RFC 7946, and borders are shared: neighbours neither overlap nor gape."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from deputized import reference
from deputized.places.shapes import FILE, NOTES, Ring, shapes
from deputized.places.shapes_builder import build_shapes


def area(ring: Ring) -> float:
    """Twice the signed area is the sum; positive for a ring that runs counterclockwise."""
    return sum(p[0] * q[1] - q[0] * p[1] for p, q in pairwise(ring)) / 2


def rings() -> list[tuple[str, int, Ring]]:
    """County, place in its polygon (0: the outer ring) and ring, of all."""
    return [(f, n, r) for f, polygons in shapes().items() for p in polygons for n, r in enumerate(p)]


def test_every_county_has_its_shape_and_small_cities_and_territories_too() -> None:
    current = {c.fips for c in reference.counties() if c.status == "current"}
    assert current - set(shapes()) == {"60030", "60040"}  # Rose Island and Swains: without people
    assert set(shapes()) <= current
    for fips in ("51670", "51610", "66010", "69110", "78010", "60010", "15005", "51678"):
        assert shapes()[fips], fips
    assert set(NOTES) <= set(shapes())


def test_rings_are_closed_wound_as_the_standard_says_and_on_the_globe() -> None:
    for fips, n, ring in rings():
        assert ring[0] == ring[-1], fips
        assert len(ring) >= 4, fips
        assert len(set(ring)) == len(ring) - 1, fips
        assert (area(ring) > 0) == (n == 0), fips
        east = [x for x, _ in ring]
        assert -180 <= min(east) < max(east) <= 180, fips
        assert max(east) - min(east) < 180, f"{fips} crosses the date line"
        assert all(-15 < y < 72 for _, y in ring), fips


def test_sizes_are_those_of_the_census() -> None:
    """In square miles, nearly; the smallest cities are a few points of a coarse grid, and coasts hold water."""
    from math import cos, radians

    close = 0
    drawn = {c.fips: c for c in reference.counties() if c.fips in shapes() and c.land_sqmi}
    for fips, county in drawn.items():
        lat = radians(shapes()[fips][0][0][0][1])
        found = sum(area(r) for p in shapes()[fips] for r in p) * 69.1 * 69.1 * cos(lat)
        assert found > (0.005 if fips in NOTES else 0.2) * (county.land_sqmi or 0), fips
        close += abs(found / (county.land_sqmi or 1) - 1) < 0.1
    assert close > 0.9 * len(drawn)


def test_borders_are_shared_and_nothing_overlaps() -> None:
    """Each step of a border is walked once a way, and no two steps meet but at their ends."""
    steps = Counter(step for _, _, ring in rings() for step in pairwise(ring))
    assert set(steps.values()) == {1}, "two counties on one side of a border"
    inner = sum(1 for p, q in steps if (q, p) in steps)
    assert inner > 0.8 * len(steps)
    cells: dict[tuple[int, int], list[tuple[tuple[float, float], tuple[float, float]]]] = {}
    for p, q in steps:
        if (q, p) in steps and p > q:
            continue
        for x in range(int(min(p[0], q[0]) // 0.1), int(max(p[0], q[0]) // 0.1) + 1):
            for y in range(int(min(p[1], q[1]) // 0.1), int(max(p[1], q[1]) // 0.1) + 1):
                cells.setdefault((x, y), []).append((p, q))

    def turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> int:
        found = round(((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) * 1e8)
        return (found > 0) - (found < 0)

    for held in cells.values():
        for i, (p, q) in enumerate(held):
            for r, s in held[i + 1 :]:
                if not {p, q} & {r, s}:
                    apart = turn(p, q, r) * turn(p, q, s) > 0 or turn(r, s, p) * turn(r, s, q) > 0
                    beside = turn(p, q, r) == turn(p, q, s) == 0 and (
                        max(p, q) < min(r, s) or max(r, s) < min(p, q)
                    )
                    assert apart or beside, (p, q, r, s)


def test_another_source_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "counties-10m.json"
    source.write_text("{}", encoding="utf-8")
    with pytest.raises(ValueError, match=r"us-atlas-2023 4\.0\.0"):
        build_shapes(source, tmp_path)
    assert FILE.stat().st_size < 600_000
