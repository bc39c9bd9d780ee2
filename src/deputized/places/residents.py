"""Who lives where which kind of agency holds an agreement, without counting anybody twice.

The rule. Every resident of a county falls into exactly one class, the first that fits:

1. ``sheriff``: the county's sheriff holds the model;
2. ``town``: the sheriff does not, but the police of the town they live in do;
3. ``county_other``: neither does, but another body of the whole county (its jail authority, its police, its
   prosecutor) does;
4. ``state_only``: none of these, but an agency of the whole state does;
5. ``none``: no agency does.

People in class 1 whose town's police hold it too are the overlap: shown beside, never added. Counties count
their 2020 census. Towns count their 2019 estimate, or where the Census has none the population their police
report to the FBI; a town in two counties is split by its share in the main one; the towns of a county never
exceed it. Constables, campus, port, tribal and regional bodies add nobody, as nobody counts the residents of
what they police; they are named in `uncounted`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from functools import lru_cache

from deputized import reference
from deputized.reference import CountyRow

RULE = (
    "Each resident counts once: their county's sheriff, else their own town's police, else another county "
    "body, else only a statewide agency, else none. Counties at the 2020 census, towns at the 2019 estimate."
)
STATES = tuple(s.postal for s in reference.states() if not s.is_territory)


@dataclass(frozen=True, slots=True)
class Holder:
    """One agency and the models it holds on the day asked about."""

    agency_id: str
    kind: str
    level: str
    state: str
    county_fips: tuple[str, ...]
    place_geoid: str | None
    models: frozenset[str]
    ori: str | None = None
    officers: int | None = None
    population_served: int | None = None  # used for a town that is no Census place


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """People and agencies of one group of counties; the five classes add up to `population`."""

    group: str
    population: int
    sheriff: int
    town: int
    county_other: int
    state_only: int
    none: int
    overlap_sheriff_town: int  # of those under `sheriff`, the people whose town police hold it too
    county_count: int
    sheriff_office_count: int  # counties where the reference lists name a sheriff's office
    sheriff_count: int  # counties whose sheriff holds the model
    town_count: int  # towns whose police hold it


@dataclass(frozen=True, slots=True)
class Coverage:
    """Coverage by group, with the rule it follows and what could not be placed."""

    rows: tuple[CoverageRow, ...]
    total: CoverageRow
    officers: int  # sworn officers of the holders whose ORI made an FBI report, each ORI once
    officers_all: int  # sworn officers of every agency with a report, federal ones left out
    uncounted: tuple[str, ...]  # holders that govern no counted population: constables, campuses, ports
    unplaced: tuple[str, ...]  # holders that could not be put in a county
    nonmetro: CoverageRow  # of the total, the counties outside metropolitan areas (RUCC 2023, codes 4 to 9)
    rule: str = RULE


@dataclass(slots=True)
class _Tally:
    population: int = 0
    sheriff: int = 0
    town: int = 0
    county_other: int = 0
    state_only: int = 0
    none: int = 0
    overlap_sheriff_town: int = 0
    county_count: int = 0
    sheriff_office_count: int = 0
    sheriff_count: int = 0
    towns: set[str] = field(default_factory=set)

    def row(self, group: str) -> CoverageRow:
        numbers = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "towns"}
        return CoverageRow(group=group, town_count=len(self.towns), **numbers)


@dataclass(frozen=True, slots=True)
class _Reach:
    """What the holders of a model reach: counties by their bodies, people in towns, states."""

    sheriffs: frozenset[str]
    others: frozenset[str]
    town_people: dict[str, dict[str, int]]  # county FIPS -> town -> people there
    states: frozenset[str]
    uncounted: tuple[str, ...]
    unplaced: tuple[str, ...]


def coverage(
    holders: Iterable[Holder],
    *,
    model: str | None = None,
    states: Iterable[str] = STATES,
    by: str = "total",
) -> Coverage:
    """Coverage by one model, or by any if None, grouped by "total", "state", "rurality" or "county".

    `states` are the postal codes looked at: the 50 states and DC unless told. ValueError for another `by`.
    """
    if by not in ("total", "state", "rurality", "county"):
        raise ValueError(f"coverage by {by!r}: say total, state, rurality or county")
    wanted = frozenset(states)
    held = [h for h in holders if h.state in wanted and (model in h.models if model else h.models)]
    reach = _reach(held)
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    total, nonmetro = _Tally(), _Tally()
    for county in reference.counties():
        if county.state in wanted and county.status == "current":
            for tally in (tallies[_group(county, by)], total):
                _add(tally, county, reach)
            if county.rurality in ("adjacent", "remote"):
                _add(nonmetro, county, reach)
    rows = tuple(tally.row(group) for group, tally in sorted(tallies.items()))
    officers = {h.ori: h.officers for h in held if h.ori and h.officers is not None}
    every = sum(_officers_by_state().get(state, 0) for state in wanted)
    return Coverage(
        rows,
        total.row("total"),
        sum(o or 0 for o in officers.values()),
        every,
        reach.uncounted,
        reach.unplaced,
        nonmetro.row("nonmetro"),
    )


def _group(county: CountyRow, by: str) -> str:
    groups = {"total": "total", "state": county.state, "rurality": county.rurality, "county": county.fips}
    return groups[by]


@lru_cache(maxsize=1)
def _officers_by_state() -> dict[str, int]:
    """Sworn officers of every agency but federal ones, by state."""
    found: Counter[str] = Counter()
    for agency in reference.fbi_agencies():
        if agency.type != "federal":
            found[agency.state] += agency.officers or 0
    return found


@lru_cache(maxsize=1)
def _current() -> frozenset[str]:
    return frozenset(c.fips for c in reference.counties() if c.status == "current")


def _reach(held: list[Holder]) -> _Reach:
    current = _current()
    sheriffs: set[str] = set()
    others: set[str] = set()
    towns: dict[str, dict[str, int]] = defaultdict(dict)
    uncounted, unplaced = [], []
    for holder in held:
        counties = [f for f in holder.county_fips if f in current]
        if holder.kind == "sheriff":
            sheriffs.update(counties)
        elif holder.level == "municipal":
            _settle(towns, holder, counties)
        elif holder.level in ("county", "judicial_district"):
            others.update(counties)
        elif holder.level != "state":
            uncounted.append(holder.agency_id)
        if holder.level != "state" and not counties:
            unplaced.append(holder.agency_id)
    states = frozenset(h.state for h in held if h.level == "state")
    people = {fips: dict(sorted(found.items())) for fips, found in towns.items()}
    return _Reach(
        frozenset(sheriffs),
        frozenset(others),
        people,
        states,
        tuple(sorted(uncounted)),
        tuple(sorted(unplaced)),
    )


def _settle(towns: dict[str, dict[str, int]], holder: Holder, counties: list[str]) -> None:
    """Put a town's people into its counties; two agencies of one town are one town."""
    place = _places().get(holder.place_geoid or "")
    people = place.population if place else None
    if people is None:
        people = holder.population_served or 0
    town = holder.place_geoid or holder.agency_id
    if place is None or len(counties) == 1:
        for fips in counties[:1]:
            towns[fips][town] = people
        return
    rest = (1 - place.main_share) / max(len(counties) - 1, 1)
    for fips in counties:
        towns[fips][town] = round(people * (place.main_share if fips == place.county_fips else rest))


@lru_cache(maxsize=1)
def _places() -> dict[str, reference.PlaceRow]:
    return {p.place_geoid: p for p in (*reference.places(), *reference.townships().values())}


def _add(tally: _Tally, county: CountyRow, reach: _Reach) -> None:
    people = county.population_2020 or 0
    towns = reach.town_people.get(county.fips, {})
    in_towns = min(sum(towns.values()), people)
    sheriff = reference.sheriffs().get(county.fips)
    tally.population += people
    tally.county_count += 1
    tally.sheriff_office_count += bool(sheriff and sheriff.has_office)
    tally.towns |= set(towns)
    if county.fips in reach.sheriffs:
        tally.sheriff_count += 1
        tally.sheriff += people
        tally.overlap_sheriff_town += in_towns
        return
    tally.town += in_towns
    rest = people - in_towns
    if county.fips in reach.others:
        tally.county_other += rest
    elif county.state in reach.states:
        tally.state_only += rest
    else:
        tally.none += rest
