"""Counties under the names and codes they bore: what they are called now, or what they became part of.

The changes are the Census Bureau's county changes since 1995; a name is folded as `fold` has it.
"""

from __future__ import annotations

FORMER_COUNTIES = {
    ("AK", "wade hampton"): "02158",
    ("FL", "dade"): "12086",
    ("FL", "metro dade"): "12086",
    ("SD", "shannon"): "46102",
}
"""State and folded former name -> FIPS of today."""
RETIRED_FIPS = {
    "02270": "02158",  # Wade Hampton, Alaska
    "12025": "12086",  # Dade, Florida
    "46113": "46102",  # Shannon, South Dakota
    "51515": "51019",  # Bedford city, Virginia, now in its county
    "51560": "51005",  # Clifton Forge, now in Alleghany
    "51780": "51083",  # South Boston, now in Halifax
}
"""FIPS that a county had -> the one it has, or the county that a city became part of."""
