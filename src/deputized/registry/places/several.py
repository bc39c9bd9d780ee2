"""Bodies of several places: the counties each governs, and its people's share in each."""

from __future__ import annotations

import re

from deputized import reference
from deputized.reference import PlaceRow, fold
from deputized.registry.names import AgencyName
from deputized.registry.places.answers import PlaceAnswer, matched

SLIVER = 0.05
"""A county that holds less of a town than this is not the town's."""
_SPLIT = re.compile(r"\s*(?:,|/|&|\band\b|-)\s*")
_END = re.compile(
    r"\b(?:regional|adult|multi|joint|jail|detention|police|airport|port|authority|county|counties|narcotics|drug|task|"
    r"district|tri|area)\b.*"
)


def of_several(name: AgencyName, given: str | None) -> PlaceAnswer | None:
    """The counties of a judicial district, or of a regional body that names them; None if neither.

    `given` is the county ICE prints, which is told first.
    """
    codes = reference.judicial_districts().get((name.state, name.body, name.number))
    if codes is not None and name.level == "judicial_district":
        return _matched("judicial_district", codes, given, "the counties of its district by the state's law")
    codes = _named(name)
    if len(codes) > 1:
        return _matched("counties_in_name", codes, given, "its name lists them")
    return None


def _matched(rule: str, codes: tuple[str, ...], given: str | None, note: str) -> PlaceAnswer:
    people = {c: reference.counties_by_fips()[c].population_2020 or 0 for c in codes}
    ordered = tuple(sorted(codes, key=lambda c: (c != given, -people[c], c)))
    return matched(rule, ordered, note, shares=shares_of(ordered))


def shares_of(codes: tuple[str, ...]) -> tuple[float, ...]:
    """Each county's share of the people of all of them in 2020; empty for one, or where a count is not known."""
    people = [
        reference.counties_by_fips()[c].population_2020 if c in reference.counties_by_fips() else None
        for c in codes
    ]
    if len(codes) < 2 or not all(people):
        return ()
    total = sum(n or 0 for n in people)
    return tuple(round((n or 0) / total, 3) for n in people)


def _named(name: AgencyName) -> tuple[str, ...]:
    """The counties that a regional body's name lists, if every part of the list is one."""
    if name.level not in ("regional", "port") and not name.base.endswith(" regional"):
        return ()
    listed = _END.sub("", " ".join(name.printed.replace("’", "'").split()).casefold()).strip(" ,-/&")
    table = reference.county_by_name(name.state)
    parts = [fold(p) for p in _SPLIT.split(listed) if p.strip()]
    if len(parts) == 1:  # "Greene Washington Regional", "Sarasota Manatee Airport"
        words = parts[0].split()
        halves = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
        both = [h for h in halves if h[0] in table and h[1] in table and parts[0] not in table]
        parts = list(both[0]) if len(both) == 1 else []
    if len(parts) < 2 or any(p not in table for p in parts):
        return ()
    return tuple(dict.fromkeys(min(c.fips for c in table[p] if c.status == "current") for p in parts))


def town_counties(place: PlaceRow, given: str | None) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """(the counties a town lies in, its share in each): the one ICE prints before the one the Census calls its main one.

    Where the main one holds all but a sliver the town is that county's alone, whatever ICE prints. With more than
    two the shares of the lesser ones are not known.
    """
    if 1 - place.main_share < SLIVER:
        return (place.county_fips,), ()
    codes = place.all_counties
    if given in codes:
        codes = (given, *(fips for fips in codes if fips != given))
    if len(codes) != 2:
        return codes, ()
    return codes, tuple(
        round(place.main_share if c == place.county_fips else 1 - place.main_share, 3) for c in codes
    )
