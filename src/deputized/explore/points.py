"""Where agencies are, where a place is that somebody names, and how many miles lie between."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, hypot, pi, sin, sqrt
from typing import NamedTuple

from deputized import reference
from deputized.places.geometry import geometry
from deputized.places.lookup import PlaceError, find_state
from deputized.resolver.index import points as offices

LatLon = tuple[float, float]
EARTH_MILES = 3958.8
_PAIR = re.compile(r"(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)")


class Point(NamedTuple):
    """Where an agency is, and what the point is: the town's own (GeoNames), the agency's office (HIFLD), or the
    middle of its county (Census), to a ten-thousandth of a degree."""

    latitude: float
    longitude: float
    how: str  # town, office or county


@dataclass(frozen=True, slots=True)
class Spot:
    """A place somebody named, and where it is."""

    name: str
    state: str | None
    latitude: float
    longitude: float
    how: str  # town, county or coordinates

    @property
    def at(self) -> LatLon:
        return self.latitude, self.longitude


def miles_between(a: LatLon, b: LatLon) -> float:
    """Miles along the surface, to a tenth.

    >>> miles_between((29.3627, -100.8968), (29.3627, -100.8968))
    0.0
    """
    k = pi / 180
    north, east = sin((b[0] - a[0]) * k / 2), sin((b[1] - a[1]) * k / 2)
    part = north * north + cos(a[0] * k) * cos(b[0] * k) * east * east
    return round(EARTH_MILES * 2 * asin(sqrt(min(part, 1))), 1)


def where(level: str, place: str | None, ori: str | None, county: str | None) -> Point | None:
    """An agency's point and what it is the point of; None for one of a whole state, or where none is known."""
    if level == "state":
        return None
    if place is not None and (point := reference.place_points().get(place)):
        return Point(*point, "town")
    if ori is not None and (point := offices().get(ori)):
        return Point(*point, "office")
    found = reference.counties_by_fips().get(county or "")
    if found is not None and found.latitude is not None and found.longitude is not None:
        return Point(found.latitude, found.longitude, "county")
    return None


def words_of(text: str) -> str:
    """Text as names are compared: small letters and digits, words parted by one space."""
    return reference.fold(text)


@lru_cache(maxsize=1)
def towns() -> dict[str, tuple[tuple[str, str, LatLon], ...]]:
    """Folded name to state, name and point of every town that has one; two of a state may share a name."""
    found: dict[str, list[tuple[str, str, LatLon]]] = defaultdict(list)
    points = reference.place_points()
    for place in reference.places():
        if (point := points.get(place.place_geoid)) is not None:
            found[words_of(place.name)].append((place.state, place.name, point))
    return {name: tuple(some) for name, some in found.items()}


def find_spot(text: str) -> Spot:
    """A town, a county or a pair of coordinates.

    >>> find_spot("Del Rio, TX").at
    (29.3627, -100.8968)

    Raises PlaceError where nothing, or more than one town, answers to it.
    """
    wanted = " ".join(text.split())
    if pair := _PAIR.fullmatch(wanted):
        north, east = float(pair[1]), float(pair[2])
        if not (-90 <= north <= 90 and -180 <= east <= 180):
            raise PlaceError(f"{text!r}: no latitude and longitude")
        return Spot(f"{north:g}, {east:g}", None, north, east, "coordinates")
    name, comma, state_name = wanted.rpartition(",")
    state = find_state(state_name).postal if comma else None
    name = name if comma else wanted
    some = [t for t in towns().get(words_of(name), ()) if state is None or t[0] == state]
    if len(some) == 1:
        return Spot(f"{some[0][1]}, {some[0][0]}", some[0][0], *some[0][2], "town")
    if len({t[0] for t in some}) > 1:
        raise PlaceError(f"{text!r}: there is one in {', '.join(t[0] for t in some)}; say which state")
    if some:
        raise PlaceError(
            f"{text!r}: {some[0][0]} has {len(some)} towns of this name; give latitude, longitude"
        )
    county = _county(name, state)
    if county is None:
        raise PlaceError(
            f"{text!r}: no town or county of this name has a known place; write it as 'Del Rio, TX', "
            "'Val Verde County, TX' or '29.36,-100.90'"
        )
    return county


def _county(name: str, state: str | None) -> Spot | None:
    bare = words_of(name)
    some = [
        c
        for c in reference.counties()
        if c.status == "current"
        and (state is None or c.state == state)
        and words_of(c.name) == bare
        and c.latitude is not None
    ]
    if len(some) != 1:
        return None
    county = some[0]
    return Spot(
        f"{county.name}, {county.state}", county.state, county.latitude or 0, county.longitude or 0, "county"
    )


def miles_to_county(spot: LatLon, fips: str) -> float | None:
    """Miles to the nearest land of a county, 0 within it, by the outlines that ship (about half a mile fine); None
    for one that is not drawn."""
    shape = geometry()
    rings = [shape.ring(ring) for ring in shape.counties.get(fips, ())]
    if not rings:
        return None
    north, east = spot
    wide, high = cos(north * pi / 180) * EARTH_MILES * pi / 180, EARTH_MILES * pi / 180
    flat = [[((x - east) * wide, (y - north) * high) for x, y in ring] for ring in rings]
    if sum(_winds(ring) for ring in flat) % 2:
        return 0.0
    return round(
        min(_to_side(a, b) for ring in flat for a, b in zip(ring, ring[1:] + ring[:1], strict=True)), 1
    )


def _winds(ring: list[LatLon]) -> bool:
    """Whether the origin lies within a ring."""
    inside = False
    for (x, y), (u, v) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y > 0) != (v > 0) and (u - x) * -y / (v - y) + x > 0:
            inside = not inside
    return inside


def _to_side(a: LatLon, b: LatLon) -> float:
    """From the origin to the nearest point of a line."""
    (x, y), (dx, dy) = a, (b[0] - a[0], b[1] - a[1])
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else min(max(-(x * dx + y * dy) / length, 0), 1)
    return hypot(x + t * dx, y + t * dy)
