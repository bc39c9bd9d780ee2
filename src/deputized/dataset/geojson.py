"""Bodies as GeoJSON (RFC 7946): a point each, and what the point is; one without a point is told without geometry."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deputized.facts.records import Record


def bodies_geojson(bodies: Iterable[Record]) -> str:
    """One feature a body, by its id; positions are longitude and latitude in degrees (WGS 84)."""
    lines = []
    for body in sorted(bodies, key=lambda b: b["body_id"]):
        at = body["longitude"], body["latitude"]
        feature = {
            "type": "Feature", "id": body["body_id"],
            "geometry": None if None in at else {"type": "Point", "coordinates": [round(x, 5) for x in at]},
            "properties": {k: v for k, v in body.items() if k not in ("longitude", "latitude")},
        }  # fmt: skip
        lines.append(json.dumps(feature, separators=(",", ":"), ensure_ascii=False))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
