"""Counties as GeoJSON, with who holds an agreement on the newest list."""

from __future__ import annotations

import json

from deputized.places import county_classes
from deputized.places.geometry import geometry
from deputized.site.book import Book


def counties_geojson(book: Book) -> str:
    """A feature per drawn county: FIPS, name, state, people, models of county bodies, who holds any (or nobody)."""
    shape, classes = geometry(), county_classes(book.holders)
    lines = []
    for fips, rings in sorted(shape.counties.items()):
        if fips not in book.counties:
            continue
        county = book.counties[fips]
        polygons = [[_closed([[round(x, 3), round(y, 3)] for x, y in shape.ring(ring)])] for ring in rings]
        feature = {
            "type": "Feature",
            "properties": {
                "county_fips": fips, "name": county.name, "state": county.state, "population": county.population_2020,
                "models": list(book.models_by_county.get(fips, ())), "held_by": classes.get(fips), "as_of": book.newest.isoformat(),
            },
            "geometry": {"type": "MultiPolygon", "coordinates": polygons},
        }  # fmt: skip
        lines.append(json.dumps(feature, separators=(",", ":"), ensure_ascii=False))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def _closed(ring: list[list[float]]) -> list[list[float]]:
    return [*ring, ring[0]] if ring and ring[0] != ring[-1] else ring
