"""The reference tables that ship, as typed rows. Each is read once, when first asked for.

Where each table comes from, its vintage and its license stand in ``data/reference/sources.csv``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from deputized.reference.folding import fold
from deputized.reference.rows import (
    Alias,
    CountyRow,
    FbiAgency,
    Jails,
    PlaceRow,
    Sheriff,
    StateRow,
    TableSource,
    TexasJail,
)

FOLDER = Path(__file__).parents[1] / "data" / "reference"


def _rows(name: str) -> Iterator[list[str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        next(rows)
        yield from rows


@lru_cache(maxsize=3)
def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _rows_of(name: str, prefix: str) -> Iterator[list[str]]:
    """The rows whose first cell begins with `prefix`: a run of lines, since tables are sorted by it."""
    text = _text(name)
    first, last = text.find(f"\n{prefix}"), text.rfind(f"\n{prefix}")
    if first >= 0:
        yield from csv.reader(text[first + 1 : text.index("\n", last + 1)].split("\n"))


def _int(text: str) -> int | None:
    return int(text) if text else None


def _float(text: str) -> float | None:
    return float(text) if text else None


def _codes(text: str) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()


@lru_cache(maxsize=1)
def states() -> tuple[StateRow, ...]:
    """50 states, DC and five territories, by postal code."""
    return tuple(StateRow(p, f, n, t == "1") for p, f, n, t in _rows("states.csv"))


@lru_cache(maxsize=1)
def counties() -> tuple[CountyRow, ...]:
    """Every county and equivalent, current and legacy, by FIPS."""
    postal = {s.fips: s.postal for s in states()}
    return tuple(
        CountyRow(
            r[0], postal[r[0][:2]], r[1], r[2], r[3], r[4], _int(r[5]), _int(r[6]), _float(r[7]),
            _float(r[8]), _float(r[9]), _int(r[10]), _int(r[11]), _int(r[12]), _int(r[13]), r[14] or None,
        )
        for r in _rows("counties.csv")
    )  # fmt: skip


@lru_cache(maxsize=1)
def _recoded() -> dict[tuple[str, str], str]:
    """Today's county code by place GEOID or ORI and the retired code that its table still gives it."""
    return {(code, former): county for code, _, former, county in _rows("recoded.csv")}


def _today(code: str, counties_: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_recoded().get((code, fips), fips) for fips in counties_)


@lru_cache(maxsize=1)
def successors() -> dict[str, tuple[str, ...]]:
    """The counties of today that took the place of a former one, by its code, the largest share first."""
    found = {"02261": ("02063", "02066"), "02270": ("02158",), "46113": ("46102",), "51515": ("51019",)}
    for county, shares in connecticut_regions().items():
        found[county] = tuple(sorted(shares, key=lambda region: -shares[region]))
    return found


def _place(row: list[str], state: str) -> PlaceRow:
    geoid, name, county, counties_, share, people, incorporated = row
    lies = tuple(counties_.split(";")) if counties_ else (county,)
    if state in ("AK", "CT"):
        lies = _today(geoid, lies)
    return PlaceRow(
        geoid, state, name, lies[0], lies,
        float(share) if share else 1.0, int(people) if people else None, incorporated == "1",
    )  # fmt: skip


@lru_cache(maxsize=1)
def places() -> tuple[PlaceRow, ...]:
    """Every Census place of the 50 states and DC, by GEOID."""
    postal = {s.fips: s.postal for s in states()}
    return tuple(_place(row, postal[row[0][:2]]) for row in _rows("places.csv"))


@lru_cache(maxsize=64)
def places_of(state: str) -> tuple[PlaceRow, ...]:
    """Census places of a state, by GEOID. Raises KeyError for what is no postal code."""
    fips = {s.postal: s.fips for s in states()}[state]
    return tuple(_place(row, state) for row in _rows_of("places.csv", fips))


@lru_cache(maxsize=1)
def place_points() -> dict[str, tuple[float, float]]:
    """Latitude and longitude of the Census places GeoNames has a point of, by GEOID."""
    return {geoid: (float(north), float(east)) for geoid, north, east in _rows("place_points.csv")}


@lru_cache(maxsize=1)
def townships() -> dict[tuple[str, str], PlaceRow]:
    """Townships and New England towns by county FIPS and folded name: those ICE's lists made somebody look
    up, not all. Their GEOID has ten digits, state, county and subdivision."""
    postal = {s.fips: s.postal for s in states()}
    return {
        (county, fold(name)): PlaceRow(
            geoid, postal[geoid[:2]], name, county, (county,), 1.0, int(people), is_incorporated=True
        )
        for geoid, name, county, people in _rows("townships.csv")
    }


ORI_STATES = {"NB": "NE", "GM": "GU"}
"""States whose ORIs begin with other letters than their postal code."""


def _fbi_agency(row: list[str]) -> FbiAgency:
    ori, name, full, kind, counties_, year, people, sworn, civil = row
    return FbiAgency(
        ori, ORI_STATES.get(ori[:2], ori[:2]), name, full or None, kind,
        _today(ori, tuple(counties_.split(";"))) if counties_ else (), int(year) if year else None,
        int(people) if people else None, int(sworn) if sworn else None, int(civil) if civil else None,
    )  # fmt: skip


@lru_cache(maxsize=1)
def fbi_agencies() -> tuple[FbiAgency, ...]:
    """Every ORI in the FBI's employee reports of 2018 to 2025 and its API list of 2018, by ORI."""
    return tuple(_fbi_agency(row) for row in _rows("fbi_agencies.csv"))


@lru_cache(maxsize=64)
def fbi_agencies_of(state: str) -> tuple[FbiAgency, ...]:
    """FBI agencies of a state, by ORI. Nebraska's ORIs begin with NB and Guam's with GM; they are found under NE and GU."""
    prefix = next((p for p, postal in ORI_STATES.items() if postal == state), state)
    return tuple(_fbi_agency(row) for row in _rows_of("fbi_agencies.csv", prefix))


@lru_cache(maxsize=64)
def former_towns(state: str) -> tuple[str, ...]:
    """Towns of a state whose police the FBI's list of 2018 alone names, as it prints them."""
    prefix = next((p for p, postal in ORI_STATES.items() if postal == state), state)
    return tuple(name for _, name in _rows_of("former_towns.csv", prefix))


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
def connecticut_regions() -> dict[str, dict[str, float]]:
    """Share of each former Connecticut county's area in each planning region that replaced them."""
    table: dict[str, dict[str, float]] = {}
    for county, region, share in _rows("connecticut.csv"):
        table.setdefault(county, {})[region] = float(share)
    return table


@lru_cache(maxsize=1)
def judicial_districts() -> dict[tuple[str, str, str], tuple[str, ...]]:
    """County codes of a prosecutor's district by state, office and number; two states' are held."""
    return {
        (state, body, number): tuple(found.split(";"))
        for state, body, number, found in _rows("judicial_districts.csv")
    }


@lru_cache(maxsize=1)
def texas_jails() -> dict[str, TexasJail]:
    """Jail operation of the 254 Texas counties, by FIPS."""
    return {r[0]: TexasJail(r[0], r[1], _int(r[2]), _int(r[3]), _int(r[4])) for r in _rows("texas_jails.csv")}


@lru_cache(maxsize=1)
def aliases() -> tuple[Alias, ...]:
    """Other names of FBI agencies, kept by hand, each with what it rests on."""
    return tuple(Alias(*row) for row in _rows("aliases.csv"))


def counties_of_zip(code: str) -> tuple[str, ...]:
    """FIPS of the counties a ZIP code lies in (its tabulation area of 2010); none if it has none."""
    lines = re.findall(rf"^(\d{{5}}),[^\n]*\b{code}\b", _text("zips.csv"), re.MULTILINE)
    return tuple(lines) if re.fullmatch(r"\d{5}", code) else ()


@lru_cache(maxsize=1)
def zips_by_county() -> dict[str, tuple[str, ...]]:
    """ZIP codes (tabulation areas of 2010) by county FIPS."""
    return {fips: tuple(zips.split()) for fips, zips in _rows("zips.csv")}


@lru_cache(maxsize=1)
def sources() -> tuple[TableSource, ...]:
    """Source, vintage and license of every table, one row per table and source."""
    return tuple(TableSource(*row) for row in _rows("sources.csv"))


@lru_cache(maxsize=1)
def counties_by_fips() -> dict[str, CountyRow]:
    """Counties by FIPS."""
    return {c.fips: c for c in counties()}


@lru_cache(maxsize=1)
def _counties_by_state() -> dict[str, dict[str, tuple[CountyRow, ...]]]:
    table: dict[str, dict[str, tuple[CountyRow, ...]]] = {s.postal: {} for s in states()}
    for county in counties():
        named = table[county.state]
        name = fold(county.base_name)
        named[name] = (*named.get(name, ()), county)
    return table


def county_by_name(state: str) -> dict[str, tuple[CountyRow, ...]]:
    """Counties of a state by folded base name; two where a county and an independent city share one.

    Raises KeyError for what is no postal code.
    """
    return _counties_by_state()[state]


@lru_cache(maxsize=64)
def places_by_name(state: str) -> dict[str, tuple[PlaceRow, ...]]:
    """Places of a state by folded name; several where a name is borne twice."""
    table: dict[str, tuple[PlaceRow, ...]] = {}
    for place in places_of(state):
        name = fold(place.name)
        table[name] = (*table.get(name, ()), place)
    return table


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
