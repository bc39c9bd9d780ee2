"""Counties as GeoJSON (RFC 7946), with who holds an agreement on the newest list."""

from __future__ import annotations

import json

from deputized.places import county_classes
from deputized.places.shapes import NOTES, shapes
from deputized.site.content import SiteContent


def counties_geojson(content: SiteContent) -> str:
    """A feature per county, those of the territories too: FIPS, name, state, people, models, who holds any.

    A county that the boundaries leave out (an island without people) has no geometry. `as_of` is the newest list's day.
    """
    drawn, classes = shapes(), county_classes(content.holders)
    lines = []
    for fips, county in sorted(content.counties.items()):
        if county.status != "current":
            continue
        polygons = drawn.get(fips)
        feature = {
            "type": "Feature",
            "id": fips,
            "properties": {
                "county_fips": fips, "name": county.name, "state": county.state, "population": county.population_2020,
                "models": list(content.models_by_county.get(fips, ())), "held_by": classes.get(fips), "as_of": content.newest.isoformat(),
                "shape_note": NOTES.get(fips),
            },
            "geometry": {"type": "MultiPolygon", "coordinates": polygons} if polygons else None,
        }  # fmt: skip
        lines.append(json.dumps(feature, separators=(",", ":"), ensure_ascii=False))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
