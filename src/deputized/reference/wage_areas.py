"""Wages by area for the package, and which metropolitan area a county is surely in.

BLS prints wages by area and no list of the counties of an area is among our sources. A metropolitan area is named for
its principal cities and is made of whole counties, so the county of a principal city is surely in it. Of the other
metropolitan counties nothing sure can be said, and nothing is: they get the figure of their state when read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from deputized.reference.folding import fold

Row = dict[str, str]
FILE = "oews_may2025_law_enforcement_by_area.csv"
OCCUPATIONS = ("33-3051", "33-3012")
WAGE_COLUMNS = (
    "area_code", "level", "state", "area", "soc", "employment", "mean", "p25", "median", "p75", "rse_pct",
)  # fmt: skip
METRO_COLUMNS = ("county_fips", "area_code", "city")
METRO = ("1", "2", "3")  # rural-urban continuum codes of 2023, made of the same delineation of areas
CITY = re.compile(
    r" (city and borough|city|town|village|borough|municipality|zona urbana|"
    r"urban county|(metropolitan|metro|consolidated|unified) government)?( \(balance\))?$"
)
WORDS_OF_COUNTIES = re.compile(r" (County|Town)$")


def level_of(area: Row) -> str:
    """nation, state, metro or nonmetro."""
    if area["area_type"] != "metro_or_nonmetro":
        return area["area_type"]
    return "nonmetro" if "nonmetropolitan area" in area["area_name"] else "metro"


def wages(rows: Iterable[Row], postal: dict[str, str]) -> list[tuple[str, ...]]:
    """The wages of patrol officers and jailers, by area; an area without a mean is left out.

    Raises ValueError for a row whose numbers are not in order or not numbers.
    """
    found = []
    for row in rows:
        parts = [_dollars(row[k]) for k in ("annual_mean", "annual_p25", "annual_median", "annual_p75")]
        if row["soc"] not in OCCUPATIONS or not parts[0]:
            continue
        known = [int(p) for p in parts[1:] if p]
        if known != sorted(known):
            raise ValueError(f"{row['area_name']}, {row['soc']}: percentiles are not in order: {parts[1:]}")
        found.append(
            (
                row["area_code"], level_of(row), postal.get(row["state_fips"], ""), row["area_name"], row["soc"],
                _dollars(row["employment"]), *parts, _dollars(row["wage_rse_pct"]),
            )
        )  # fmt: skip
    return sorted(found)


def _dollars(text: str) -> str:
    """A number as BLS prints it; empty where it prints a dash, which is a figure not released."""
    return "" if text == "-" else text


def metros(rows: Iterable[Row], counties: Iterable[Row], places: Iterable[Row]) -> list[tuple[str, str, str]]:
    """Each county that holds a principal city of one metropolitan area: county, area, city.

    The first city is in the first state named. A city that two counties may hold, or a county that two areas would claim, is left out.
    """
    current = {c["fips"]: c for c in counties if c["status"] == "current"}
    codes = {c["state"]: c["fips"][:2] for c in current.values()}
    towns: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for place in places:
        towns[place["place_fips"][:2], _key(CITY.sub("", place["name"]))].append(place)
    claims: dict[str, dict[str, str]] = defaultdict(dict)
    for code, name in sorted({(r["area_code"], r["area_name"]) for r in rows if level_of(r) == "metro"}):
        cities, _, states = name.rpartition(", ")
        first = [codes[s] for s in states.split("-") if s in codes]
        for n, city in enumerate(_cities(cities)):
            near = [p for s in (first[:1] if n == 0 else first) for p in towns.get((s, _key(city)), ())]
            near = [p for p in near if current.get(p["county_fips"], {}).get("rucc_2023") in METRO]
            held = {p["county_fips"] for p in near if p["incorporated"] == "1"}
            held = held or {
                p["county_fips"] for p in near
            }  # a principal city may be a census-designated place
            if len(held) == 1:
                claims[next(iter(held))].setdefault(code, city)
    return sorted((county, *next(iter(areas.items()))) for county, areas in claims.items() if len(areas) == 1)


def _cities(names: str) -> list[str]:
    """The cities of an area's name, whose own names may have a hyphen: every run of parts is a candidate."""
    parts = re.split(r"--?|/", names)
    runs = ["-".join(parts[n : n + size]) for size in (1, 2) for n in range(len(parts) - size + 1)]
    return [WORDS_OF_COUNTIES.sub("", r) for r in runs]


def _key(name: str) -> str:
    return fold(WORDS_OF_COUNTIES.sub("", name).replace("/", "-"))
