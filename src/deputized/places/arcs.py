"""Arcs of a TopoJSON topology: read to whole numbers, walked, simplified by area, written as differences."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

Point = tuple[int, int]
Flat = Sequence[tuple[float, float]]


def index(arc: int) -> int:
    """The place of an arc that may be given backwards (~n)."""
    return arc if arc >= 0 else ~arc


def walk(arcs: list[list[Point]], arc: int) -> list[Point]:
    """The points of an arc in the direction it is given in."""
    return arcs[arc] if arc >= 0 else arcs[~arc][::-1]


def decode(topology: dict[str, Any], unit: int) -> list[list[Point]]:
    """Every arc, in whole parts of a degree, `unit` of them to one."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points: list[Point] = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((round((x * sx + tx) * unit), round((y * sy + ty) * unit)))
        arcs.append(points)
    return arcs


def differences(arc: list[Point]) -> list[int]:
    """The first point, then each point's difference from the last."""
    flat = [arc[0][0], arc[0][1]]
    for (x0, y0), (x1, y1) in pairwise(arc):
        flat += [x1 - x0, y1 - y0]
    return flat


def worth_keeping(flat: Flat, least: float, floor: int) -> list[bool]:
    """Which points stay (Visvalingam): those whose triangle with their neighbors covers more than `least`.

    `floor` points between the ends stay whatever they cover.
    """
    before, after = list(range(-1, len(flat) - 1)), list(range(1, len(flat) + 1))
    keep = [True] * len(flat)
    left = len(flat) - 2
    heap = [(triangle(flat[i - 1], flat[i], flat[i + 1]), i) for i in range(1, len(flat) - 1)]
    area_of = {i: area for area, i in heap}
    heapq.heapify(heap)
    while heap and left > floor:
        area, i = heapq.heappop(heap)
        if area > least:
            break
        if not keep[i] or area_of[i] != area:
            continue
        keep[i] = False
        left -= 1
        a, b = before[i], after[i]
        after[a], before[b] = b, a
        for j in (a, b):
            if 0 < j < len(flat) - 1:
                area_of[j] = max(area, triangle(flat[before[j]], flat[j], flat[after[j]]))
                heapq.heappush(heap, (area_of[j], j))
    return keep


def triangle(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    """The area of a triangle."""
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2
