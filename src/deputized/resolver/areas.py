"""Every town and county as it is looked for: under which words, in which state and counties, with how many people.

Towns are the Census's places and the townships that ICE's lists made somebody look up. Where the Census gives no
number (places that govern nothing), people are 0: unknown, and ranked last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from deputized import reference
from deputized.reference import PlaceRow, fold
from deputized.reference.former import FORMER_COUNTIES
from deputized.resolver.other_names import COUNTIES, SPANISH, TOWNS


@dataclass(frozen=True, slots=True)
class Area:
    """A town or a county. `keys`: what it is called, as `key_of` writes it, its full name first."""

    kind: str  # town, county
    code: str  # GEOID or FIPS
    name: str
    state: str
    counties: tuple[str, ...]  # the main one first; a county's own code
    people: int
    keys: tuple[str, ...]
    is_city_alone: bool = False  # an independent city: the town of its name stands for it

    @property
    def is_county(self) -> bool:
        return self.kind == "county"


_SMALL = frozenset({"of", "the", "and"})
_LONG = {"ft": "fort", "mt": "mount", "hts": "heights", "twp": "township", "cnty": "county", "cty": "county"}
_HEADS = {"n": "north", "s": "south", "e": "east", "w": "west", "no": "north", "so": "south"}


def key_of(text: str) -> str:
    """The words of a place's name as they are compared: folded, short forms spelt out, small words dropped.

    >>> key_of("Ft. Worth"), key_of("N. Las Vegas"), key_of("Howey-in-the-Hills"), key_of("Doña Ana")
    ('fort worth', 'north las vegas', 'howey in hills', 'dona ana')
    """
    words = re.findall(r"[a-z0-9]+", fold(text.replace("&", " and ").replace("/", " ")))
    if len(words) > 1:
        words[0] = _HEADS.get(words[0], words[0])
        words = [_LONG.get(w, w) for w in words]
        words = [w for w in words if w not in _SMALL] or words
    return " ".join(words)


_GOVERNMENT = re.compile(
    r"(?i)\s*\(balance\)| (?:metropolitan|metro|unified|consolidated) government| city(?= \(balance\))"
)


def names_of(place: PlaceRow) -> tuple[str, ...]:
    """What a place is called: its Census name, and what of it people say where the Census adds a government to it.

    >>> [names_of(p)[1:] for p in reference.places_of("KY") if p.name.startswith("Louisville")]
    [('Louisville', 'Louisville/Jefferson County')]
    """
    name = place.name
    found = [name]
    if (bracket := re.fullmatch(r"(.+?) \(([^)]+)\)", name)) and bracket[2] != "balance":
        found += [bracket[1], bracket[2]]
    plain = _GOVERNMENT.sub("", name)
    if plain != name or re.search(r"[-/,].+ County$", name):
        found += [re.split(r"[-/,]", plain)[0], plain]
    if name.startswith("Urban "):
        found.append(name.removeprefix("Urban "))
    found += [n for n, code in TOWNS if code == place.place_geoid]
    found += [n for n, code in SPANISH if code == place.place_geoid]
    return tuple(dict.fromkeys(found))


def shown(name: str) -> str:
    """A Census name without the government it adds.

    >>> shown("Nashville-Davidson metropolitan government (balance)"), shown("Urban Honolulu"), shown("Butte-Silver Bow (balance)")
    ('Nashville-Davidson', 'Honolulu', 'Butte-Silver Bow')
    """
    return _GOVERNMENT.sub("", name).removeprefix("Urban ")


def _people(place: PlaceRow) -> int:
    """The Census's estimate; of a town that is one government with its county, for which it gives none, the county's."""
    if place.population is None and (_GOVERNMENT.search(place.name) or place.name.endswith(" County")):
        return reference.counties_by_fips()[place.county_fips].population_2020 or 0
    return place.population or 0


def _town(place: PlaceRow) -> Area:
    keys = dict.fromkeys(key_of(name) for name in names_of(place))
    return Area(
        "town",
        place.place_geoid,
        shown(place.name),
        place.state,
        place.all_counties,
        _people(place),
        tuple(k for k in keys if k),
    )


_USUAL = (" County", " Parish", " Municipio", " city")
"""Forms that are taken off a county's name when it is asked for: any other is a part of what it is called."""


def _counties(state: str) -> Iterator[Area]:
    former: dict[str, list[str]] = {}
    for (where, name), fips in FORMER_COUNTIES.items():
        if where == state:
            former.setdefault(fips, []).append(name)
    heirs = reference.successors()
    for base, found in reference.county_by_name(state).items():
        for county in found:
            now = (county.fips,) if county.status == "current" else heirs.get(county.fips, ())
            for n, fips in enumerate(now):
                held = reference.counties_by_fips()[fips]
                others = [key_of(n) for n, code in COUNTIES if code == fips]
                whole = () if county.name.endswith(_USUAL) else (key_of(county.name),)
                keys = dict.fromkeys((key_of(county.base_name), base, *whole, *former.get(fips, ()), *others))
                people = (held.population_2020 or 0) if fips == county.fips else len(now) - n
                is_city = held.lsad == "independent city"
                yield Area("county", fips, held.name, state, (fips,), people, tuple(keys), is_city)


@lru_cache(maxsize=64)
def areas_of(state: str) -> tuple[Area, ...]:
    """The towns and counties of a state.

    A former county stands under its own name for each that took its place, ranked by its share of it and not by people.
    """
    towns = [_town(p) for p in reference.places_of(state)]
    towns += [_town(p) for p in reference.townships().values() if p.state == state]
    return (*towns, *_counties(state))


@lru_cache(maxsize=64)
def areas_by_key(state: str) -> dict[str, tuple[Area, ...]]:
    """Areas of a state by every key."""
    return _by_key(areas_of(state))


@lru_cache(maxsize=1)
def every_area_by_key() -> dict[str, tuple[Area, ...]]:
    """Areas of all states by every key."""
    return _by_key(a for s in reference.states() for a in areas_of(s.postal))


@lru_cache(maxsize=64)
def areas_by_name(state: str | None) -> tuple[list[str], list[Area]]:
    """Every key of a state's areas, or of all, and beside it whose it is."""
    areas = areas_of(state) if state else [a for s in reference.states() for a in areas_of(s.postal)]
    rows = [(key, area) for area in areas for key in area.keys]
    return [key for key, _ in rows], [area for _, area in rows]


def _by_key(areas: Iterator[Area] | tuple[Area, ...]) -> dict[str, tuple[Area, ...]]:
    table: dict[str, list[Area]] = {}
    for area in areas:
        for key in area.keys:
            table.setdefault(key, []).append(area)
    return {key: tuple(found) for key, found in table.items()}
