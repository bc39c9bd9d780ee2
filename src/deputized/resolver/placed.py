"""Which towns and counties bear a name or are like it, in a state or in all, and which of them comes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from deputized import reference
from deputized.resolver.areas import Area, areas_by_key, areas_by_name, every_area_by_key
from deputized.resolver.asking import PlaceName, Reading, named, slips_allowed
from deputized.resolver.found import KINDS, SHOWN, Hit, hit_of
from deputized.resolver.keys import county_said

DOUBTED = 10
"""From so many times a town's people on, a county of its name that it does not lie in may be what is meant."""
MEANT = 100
"""From so many times on, the county is shown first."""
SELDOM = 4
"""A county is seldom named without the word: where it is not said, and no state either, so much fewer people count."""


def in_state(reading: Reading) -> list[Area]:
    """Places of a state that bear the name: as it stands, then with its form taken off, then however it is spaced."""
    assert reading.state is not None
    name, county = county_said(reading.state, reading.name)
    table = areas_by_key(reading.state)
    asked = named(name)
    found = _take(table, asked) or _take(_joined(reading.state), _squeezed(asked))
    kept = [a for a in found if county is None or county in a.counties]
    return _ordered(kept, asked)


def anywhere(reading: Reading) -> list[Area]:
    """Places of all states that bear the name, most people first; a town in a county of its name counts as many."""
    asked = named(reading.name)
    found = _take(every_area_by_key(), asked)
    heavy = {(a.state, a.code): _counted(a, asked, SELDOM) for a in found if a.is_county}

    def weight(a: Area) -> int:
        others = (heavy.get((a.state, f), 0) for f in a.counties)
        return _counted(a, asked, SELDOM) if a.is_county else max(a.people, *(0, *others))

    return sorted(_without_doubles(found), key=lambda a: (-weight(a), a.is_county, a.code))


def _counted(area: Area, asked: PlaceName, seldom: int) -> int:
    """An area's people as they count in the ranking."""
    return area.people // seldom if area.is_county and asked.want == "any" else area.people


def _take(table: dict[str, tuple[Area, ...]], asked: PlaceName) -> list[Area]:
    whole = list(table.get(asked.whole, ()))
    found = table.get(asked.key, ())
    if asked.want == "county":  # also where a town is called a county: Echols County, Georgia
        own = [a for a in found if a.is_county and not a.is_city_alone] or [a for a in found if a.is_county]
        return [*own, *(a for a in whole if a not in own)]
    if whole or (asked.want == "any" and asked.key == asked.whole):
        return whole
    if asked.want == "town":
        return [a for a in found if not a.is_county or a.is_city_alone]
    return list(found)


_SPACED: dict[str, dict[str, tuple[Area, ...]]] = {}


def _joined(state: str) -> dict[str, tuple[Area, ...]]:
    if state not in _SPACED:
        table: dict[str, list[Area]] = {}
        for key, areas in areas_by_key(state).items():
            table.setdefault(key.replace(" ", ""), []).extend(areas)
        _SPACED[state] = {key: tuple(areas) for key, areas in table.items()}
    return _SPACED[state]


def _squeezed(asked: PlaceName) -> PlaceName:
    return PlaceName(asked.key.replace(" ", ""), asked.want, asked.whole.replace(" ", ""))


def _without_doubles(areas: Iterable[Area]) -> list[Area]:
    """Each place once; of an independent city and the town that it is, the town."""
    every = list({(a.kind, a.code): a for a in areas}.values())
    towns = {f for a in every if not a.is_county for f in a.counties}
    return [a for a in every if not (a.is_city_alone and a.code in towns)]


def _ordered(areas: list[Area], asked: PlaceName) -> list[Area]:
    """Towns before counties, unless the county has so many more people that it is likelier meant."""
    kept = _without_doubles(areas)
    towns = sorted((a for a in kept if not a.is_county), key=lambda a: (-a.people, a.code))
    counties = sorted((a for a in kept if a.is_county), key=lambda a: (-a.people, a.code))
    if towns and counties and asked.want == "any":
        first, county = towns[0], counties[0]
        if county.code not in first.counties and county.people >= MEANT * max(first.people, 1):
            return [*counties, *towns]
    return [*counties, *towns] if asked.want == "county" else [*towns, *counties]


def certainty(found: list[Area], reading: Reading) -> str:
    """Whether the first of the places that bear the name is the only one to."""
    first = found[0]
    others = [a for a in found[1:] if not (a.is_county and a.code in first.counties)]
    if reading.state:
        is_bare = named(reading.name).want == "any"
        others = [
            a for a in others
            if a.is_county == first.is_county or first.is_county or a.people >= DOUBTED * max(first.people, 1)
            or (is_bare and _is_city_alone(first))
        ]  # fmt: skip
    return "several" if others else "exact"


def _is_city_alone(area: Area) -> bool:
    """Whether a town is an independent city: no county's, so that the county of its name is as likely to be meant."""
    by_fips = reference.counties_by_fips()
    return not area.is_county and any(by_fips[f].lsad == "independent city" for f in area.counties)


def like(asked: PlaceName, state: str | None, seldom: int) -> list[Hit]:
    """Places of a state, or of all, like a name in spelling: each slip costs, many people make up for some of it.

    A town in a county of its name counts as many people as that: Dallas before Dallas County.
    """
    keys, areas = areas_by_name(state)
    here: dict[Area, int] = {}
    for name in dict.fromkeys((asked.whole, asked.key)):  # Maso City, the town of Maso
        for at, cost in _slips(name, keys):
            here[areas[at]] = min(cost, here.get(areas[at], cost))
    costs: dict[tuple[str, str], tuple[int, Area]] = {}
    for area in dict.fromkeys(a for a in areas if a in here):
        costs.setdefault((area.kind, area.code), (here[area], area))
    ranked = []
    for slips, area in costs.values():
        same = [
            costs[c] for f in area.counties if (c := ("county", f)) in costs
        ]  # Philadelphia's county for Philadelphia
        heavy = [_counted(held, asked, seldom) for cost, held in same if cost == slips]
        people = max(_counted(area, asked, seldom), *(0, *heavy))
        wrong = asked.want != "any" and (asked.want == "county") != area.is_county
        cost = slips - 7 * people.bit_length() + (60 if wrong else 0)
        ranked.append((cost, -people, KINDS.index(area.kind), area.code, hit_of(area)))
    ranked.sort(key=lambda r: r[:4])
    return [row[4] for row in ranked[:SHOWN]]


def _slips(asked: str, keys: list[str]) -> Iterator[tuple[int, int]]:
    """Which names are like what is asked, by their place, and what the difference costs."""
    near: dict[int, int] = {}
    if most := slips_allowed(len(asked)):
        for held, slips, at in extract(asked, keys, scorer=OSA.distance, score_cutoff=most, limit=None):
            near[at] = 100 * int(slips) + (40 if asked[:1] != held[:1] else 0)
    yield from near.items()
    for at, held in enumerate(keys):
        if at not in near and (held in asked or asked in held):
            few, many = sorted((asked, held), key=len)
            if len(few) > 4 and f" {few} " in f" {many} ":
                yield at, PART


PART = 260
"""What it costs that one name is a part of the other."""
