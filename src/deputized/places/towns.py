"""The towns of a county: which there are, and how many of a town's people live in the county."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from deputized import reference
from deputized.reference import PlaceRow


@lru_cache(maxsize=64)
def _of_state(state: str) -> tuple[dict[str, tuple[PlaceRow, ...]], dict[str, PlaceRow]]:
    try:
        found = reference.places_of(state)
    except KeyError:
        found = ()
    towns = (*found, *(p for p in reference.townships().values() if p.state == state))
    by_county: dict[str, list[PlaceRow]] = defaultdict(list)
    for p in towns:
        for fips in p.all_counties or (p.county_fips,):
            by_county[fips].append(p)
    order = {f: tuple(sorted(some, key=lambda p: (p.name, p.place_geoid))) for f, some in by_county.items()}
    return order, {p.place_geoid: p for p in towns}


def places_in(state: str, fips: str) -> tuple[PlaceRow, ...]:
    """The Census places of a county, by name: towns with a government of their own, and places that are only counted.

    >>> [p.name for p in places_in("TX", "48323") if p.is_incorporated]
    ['Eagle Pass']
    """
    return _of_state(state)[0].get(fips, ())


def place(state: str, geoid: str | None) -> PlaceRow | None:
    """One place by its code."""
    return _of_state(state)[1].get(geoid or "")


def people_in(town: PlaceRow | None, fips: str, served: int | None = None) -> int | None:
    """How many of a town's people live in a county, by the rule of `residents`; None if nobody counts them.

    `served` is what its police report to the FBI, taken where the Census has no estimate.
    """
    people = town.population if town is not None and town.population is not None else served
    if people is None or town is None or len(town.all_counties) < 2:
        return people
    if fips == town.county_fips:
        return round(people * town.main_share)
    return round(people * (1 - town.main_share) / (len(town.all_counties) - 1))
