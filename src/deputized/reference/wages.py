"""What officers and jailers are paid where, by BLS; which figure stands for a county, and by what rule."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from deputized.reference.tables import FOLDER, counties_by_fips

PATROL, JAILERS = "33-3051", "33-3012"
OCCUPATIONS = {PATROL: "Police and Sheriff's Patrol Officers", JAILERS: "Correctional Officers and Jailers"}
"""As BLS calls them."""
TITLE = "BLS, Occupational Employment and Wage Statistics, May 2025"
URL = "https://www.bls.gov/oes/"


@dataclass(frozen=True, slots=True)
class Wage:
    """Pay a year in dollars of one occupation in one area. `rule` says why that area stands for what was asked."""

    area: str
    level: str  # metro, nonmetro, state or nation
    soc: str
    occupation: str
    employment: int | None
    mean: int
    p25: int | None
    median: int | None
    p75: int | None
    rse_pct: float | None  # relative standard error of the mean
    rule: str = ""


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


@lru_cache(maxsize=1)
def _wages() -> dict[tuple[str, str], tuple[str, Wage]]:
    """By area code and occupation: the state, and the wage."""
    return {
        (r["area_code"], r["soc"]): (
            r["state"],
            Wage(
                r["area"], r["level"], r["soc"], OCCUPATIONS[r["soc"]], _int(r["employment"]), int(r["mean"]),
                _int(r["p25"]), _int(r["median"]), _int(r["p75"]), float(r["rse_pct"]) if r["rse_pct"] else None,
            ),
        )
        for r in _rows("wages.csv")
    }  # fmt: skip


def _int(text: str) -> int | None:
    return int(text) if text else None


@lru_cache(maxsize=1)
def _metros() -> dict[str, tuple[str, str]]:
    return {r["county_fips"]: (r["area_code"], r["city"]) for r in _rows("wage_metros.csv")}


def all_wages() -> tuple[Wage, ...]:
    """Every figure that ships."""
    return tuple(w for _, w in _wages().values())


def wage_of(soc: str, state: str, county_fips: str | None) -> Wage | None:
    """The figure that stands for a county, or for a state if no county is given; None if BLS released none there.

    A county with a principal city of a metropolitan area has that area's. A nonmetropolitan county has that of
    its state's nonmetropolitan areas: which of several it lies in is in no source of ours, so theirs are weighed by
    employment. Every other county has its state's.
    """
    county = counties_by_fips().get(county_fips or "")
    if county is not None:
        found = _of_metro(soc, county.fips)
        if found is None and county.rucc_2023 is not None and county.rucc_2023 > 3:
            found = _of_rural(soc, state)
        if found is not None:
            return found
    held = next((w for s, w in _wages().values() if w.level == "state" and s == state and w.soc == soc), None)
    if held is None:
        return None
    if county is None:
        return _ruled(held, "the state")
    return _ruled(
        held, f"the state: which area of BLS {county.name} lies in, or its figure, is in no source of ours"
    )


def _of_metro(soc: str, fips: str) -> Wage | None:
    code, city = _metros().get(fips, ("", ""))
    _, wage = _wages().get((code, soc), ("", None))
    return _ruled(wage, f"the metropolitan area of {city}") if wage else None


def _of_rural(soc: str, state: str) -> Wage | None:
    areas = [w for s, w in _wages().values() if w.level == "nonmetro" and s == state and w.soc == soc]
    if len(areas) < 2:
        return _ruled(areas[0], "the one nonmetropolitan area of the state") if areas else None
    known = [(w, w.employment) for w in areas if w.employment]
    whole = sum(n for _, n in known)
    if not whole:
        return None
    first = areas[0]
    ends = [w.mean for w, _ in known]
    return Wage(
        f"{len(known)} nonmetropolitan areas of {state}", "nonmetro", soc, first.occupation, whole,
        round(sum(w.mean * n for w, n in known) / whole),
        min((w.p25 for w, _ in known if w.p25), default=None), None,
        max((w.p75 for w, _ in known if w.p75), default=None), None,
        f"the state's nonmetropolitan areas, weighed by employment; their means are ${min(ends):,} to ${max(ends):,}",
    )  # fmt: skip


def _ruled(wage: Wage, rule: str) -> Wage:
    return Wage(
        wage.area, wage.level, wage.soc, wage.occupation, wage.employment, wage.mean, wage.p25, wage.median,
        wage.p75, wage.rse_pct, rule,
    )  # fmt: skip
