"""The reference tables that ship, as typed rows. Each is read once, when first asked for.

Codes (FIPS, GEOID, ORI) are text with their leading zeros. None means that the source does not say.
Where each table comes from, its vintage and its licence stand in ``data/reference/sources.csv``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from deputized.reference.folding import fold

FOLDER = Path(__file__).parents[1] / "data" / "reference"


@dataclass(frozen=True, slots=True)
class State:
    """One of the 50 states, the District of Columbia or the five inhabited territories."""

    postal: str
    fips: str
    name: str
    is_territory: bool


@dataclass(frozen=True, slots=True)
class County:
    """One county or county equivalent.

    `status` is current, legacy_ct (the eight counties that Connecticut's planning regions replaced in 2022)
    or legacy_ak; a legacy county's people are counted again under its successors, so never add the two.
    """

    fips: str
    state: str
    name: str  # "Kinney County"
    base_name: str  # "Kinney"
    lsad: str  # county, parish, independent city, borough, planning region, ...
    status: str
    population_2020: int | None  # decennial count
    population_2024: int | None  # Census estimate for 1 July 2024, vintage 2024
    land_sqmi: float | None
    latitude: float | None
    longitude: float | None
    rucc_2013: int | None  # USDA rural-urban continuum code, 1 to 9
    rucc_2023: int | None
    nchs_2013: int | None  # NCHS urban-rural class, 1 to 6
    nchs_2023: int | None
    ice_field_office: str | None  # ERO field office, April 2026

    @property
    def rurality(self) -> str:
        """metro, adjacent (nonmetro beside a metro area), remote (other nonmetro) or unknown; RUCC 2023."""
        return rurality(self.rucc_2023)


@dataclass(frozen=True, slots=True)
class Place:
    """A Census place: an incorporated one, or a census-designated place (which governs nothing)."""

    place_geoid: str
    state: str
    name: str
    county_fips: str  # the county that holds most of it
    all_counties: tuple[str, ...]
    population: int | None  # 2019 estimate; incorporated places only
    is_incorporated: bool


@dataclass(frozen=True, slots=True)
class FbiAgency:
    """One agency identifier (ORI9) the FBI has used, with its newest staffing report, if any."""

    ori: str
    state: str
    name: str  # as FBI tables print it: "Kinney" for a county's sheriff, "Hialeah" for a town's police
    full_name: str | None  # as the FBI's API of 2018 names it: "Kinney County Sheriff's Office"
    type: str  # city, county, state_police, other_state, campus, tribal, federal, other
    county_fips: tuple[str, ...]
    year: int | None  # year of the staffing report; None: known from the API list of 2018 only
    population: int | None  # people served as the FBI counts them (0 for overlapping bodies)
    officers: int | None  # sworn
    civilians: int | None


@dataclass(frozen=True, slots=True)
class Sheriff:
    """What the reference lists say of a county's sheriff; one row a county, also where there is none.

    `has_office`: FBI or HIFLD name a sheriff's office there, and the state has county sheriffs at all. New
    York City's five counties share one, and some Virginia cities their county's: offices are a few fewer.
    """

    county_fips: str
    ori: str | None
    name: str | None
    year: int | None
    officers: int | None
    civilians: int | None
    is_named_sheriff: bool  # the FBI's own name for the ORI says "sheriff"
    candidate_count: int  # ORIs of the county that could be the sheriff's
    is_in_hifld: bool  # HIFLD lists a sheriff's office in the county
    has_office: bool


@dataclass(frozen=True, slots=True)
class Jails:
    """Open adult local jails of a county per HIFLD 2024 (of the state in AK, CT, DE, HI, RI and VT)."""

    county_fips: str
    jail_count: int
    regional_count: int
    capacity: int | None  # of the jails whose capacity is known
    capacity_known_count: int
    city_lockup_count: int
    names: tuple[str, ...]

    @property
    def has_jail(self) -> bool:
        return self.jail_count > 0


@dataclass(frozen=True, slots=True)
class TexasJail:
    """Whether a Texas county ran a jail in September 2021, per the Commission on Jail Standards."""

    county_fips: str
    operation: str  # county, private (a private jail stands in the county), none
    capacity: int | None
    private_capacity: int | None
    hifld_jail_count: int | None


@dataclass(frozen=True, slots=True)
class Source:
    """Where one table's facts come from and on what terms."""

    table: str
    columns: str
    publisher: str
    source: str
    vintage: str
    licence: str
    via: str
    note: str


def rurality(rucc_2023: int | None) -> str:
    """The rurality class of a 2023 rural-urban continuum code.

    >>> rurality(3), rurality(8), rurality(9), rurality(None)
    ('metro', 'adjacent', 'remote', 'unknown')
    """
    if rucc_2023 is None:
        return "unknown"
    if rucc_2023 <= 3:
        return "metro"
    return "adjacent" if rucc_2023 % 2 == 0 else "remote"


def _rows(name: str) -> Iterator[list[str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        next(rows)
        yield from rows


def _int(text: str) -> int | None:
    return int(text) if text else None


def _float(text: str) -> float | None:
    return float(text) if text else None


def _codes(text: str) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()


@lru_cache(maxsize=1)
def states() -> tuple[State, ...]:
    """50 states, DC and five territories, by postal code."""
    return tuple(State(p, f, n, t == "1") for p, f, n, t in _rows("states.csv"))


@lru_cache(maxsize=1)
def counties() -> tuple[County, ...]:
    """Every county and equivalent, current and legacy, by FIPS."""
    postal = {s.fips: s.postal for s in states()}
    return tuple(
        County(
            r[0], postal[r[0][:2]], r[1], r[2], r[3], r[4], _int(r[5]), _int(r[6]), _float(r[7]),
            _float(r[8]), _float(r[9]), _int(r[10]), _int(r[11]), _int(r[12]), _int(r[13]), r[14] or None,
        )
        for r in _rows("counties.csv")
    )  # fmt: skip


@lru_cache(maxsize=1)
def places() -> tuple[Place, ...]:
    """Every Census place of the 50 states and DC, by GEOID."""
    postal = {s.fips: s.postal for s in states()}
    return tuple(
        Place(g, postal[g[:2]], n, c, tuple(m.split(";")) if m else (c,), int(p) if p else None, i == "1")
        for g, n, c, m, p, i in _rows("places.csv")
    )


@lru_cache(maxsize=1)
def fbi_agencies() -> tuple[FbiAgency, ...]:
    """Every ORI in the FBI's employee reports of 2018 to 2025 and its API list of 2018, by ORI."""
    return tuple(
        FbiAgency(
            o, "NE" if o.startswith("NB") else o[:2], n, f or None, t, tuple(c.split(";")) if c else (),
            int(y) if y else None, int(p) if p else None, int(s) if s else None, int(v) if v else None,
        )
        for o, n, f, t, c, y, p, s, v in _rows("fbi_agencies.csv")
    )  # fmt: skip


@lru_cache(maxsize=1)
def sheriffs() -> dict[str, Sheriff]:
    """What is known of each county's sheriff, by county FIPS (Connecticut by legacy county)."""
    return {
        r[0]: Sheriff(
            r[0], r[1] or None, r[2] or None, _int(r[3]), _int(r[4]), _int(r[5]), r[6] == "1", int(r[7]),
            r[8] == "1", r[9] == "1",
        )
        for r in _rows("sheriffs.csv")
    }  # fmt: skip


@lru_cache(maxsize=1)
def jails() -> dict[str, Jails]:
    """Local jails by county FIPS (Connecticut by legacy county)."""
    return {
        r[0]: Jails(
            r[0], int(r[1]), int(r[2]), _int(r[3]), int(r[4]), int(r[5]),
            tuple(r[6].split(";")) if r[6] else (),
        )
        for r in _rows("jails.csv")
    }  # fmt: skip


@lru_cache(maxsize=1)
def texas_jails() -> dict[str, TexasJail]:
    """Jail operation of the 254 Texas counties, by FIPS."""
    return {r[0]: TexasJail(r[0], r[1], _int(r[2]), _int(r[3]), _int(r[4])) for r in _rows("texas_jails.csv")}


@lru_cache(maxsize=1)
def sources() -> tuple[Source, ...]:
    """Source, vintage and licence of every table, one row per table and source."""
    return tuple(Source(*row) for row in _rows("sources.csv"))


@lru_cache(maxsize=1)
def counties_by_fips() -> dict[str, County]:
    """Counties by FIPS."""
    return {c.fips: c for c in counties()}


@lru_cache(maxsize=1)
def _counties_by_state() -> dict[str, dict[str, tuple[County, ...]]]:
    table: dict[str, dict[str, tuple[County, ...]]] = {s.postal: {} for s in states()}
    for county in counties():
        named = table[county.state]
        name = fold(county.base_name)
        named[name] = (*named.get(name, ()), county)
    return table


def county_by_name(state: str) -> dict[str, tuple[County, ...]]:
    """Counties of a state by folded base name; two where a county and an independent city share one.

    Raises KeyError for what is no postal code.
    """
    return _counties_by_state()[state]


@lru_cache(maxsize=1)
def _places_of_states() -> dict[str, tuple[Place, ...]]:
    table: dict[str, list[Place]] = {s.postal: [] for s in states()}
    for place in places():
        table[place.state].append(place)
    return {state: tuple(found) for state, found in table.items()}


@lru_cache(maxsize=64)
def places_by_name(state: str) -> dict[str, tuple[Place, ...]]:
    """Places of a state by folded name; several where a name is borne twice."""
    table: dict[str, tuple[Place, ...]] = {}
    for place in _places_of_states()[state]:
        name = fold(place.name)
        table[name] = (*table.get(name, ()), place)
    return table


@lru_cache(maxsize=1)
def _fbi_of_states() -> dict[str, tuple[FbiAgency, ...]]:
    table: dict[str, list[FbiAgency]] = {}
    for agency in fbi_agencies():
        table.setdefault(agency.state, []).append(agency)
    return {state: tuple(found) for state, found in table.items()}


def fbi_agencies_of(state: str) -> tuple[FbiAgency, ...]:
    """FBI agencies of a state, by ORI. Nebraska's ORIs begin with NB, and are found under NE."""
    return _fbi_of_states().get(state, ())


@lru_cache(maxsize=64)
def towns_by_name(state: str) -> dict[str, tuple[str, ...]]:
    """Folded names of a state's places, and of the towns and townships its police are named for, with
    the FIPS of the counties each lies in. The Census does not count a New England town or a Pennsylvania
    township as a place, but the FBI lists their police."""
    table: dict[str, set[str]] = {}
    for name, found in places_by_name(state).items():
        table[name] = {fips for place in found for fips in place.all_counties}
    for agency in fbi_agencies_of(state):
        if agency.type == "city":
            table.setdefault(fold(agency.name), set()).update(agency.county_fips)
    return {name: tuple(sorted(fips)) for name, fips in sorted(table.items())}
