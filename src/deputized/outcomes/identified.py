"""ICE's table of people identified and removed under 287(g), by agency and fiscal year, 2006 to 2013 (FOIA)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from deputized.outcomes.errors import OutcomesError
from deputized.outcomes.held_numbers import CellAddress, HeldNumber
from deputized.outcomes.tables import as_csv, read_rows, sha256_of, shipped, whole_number
from deputized.places.lookup import find_state

SOURCE_FILE = "ice_287g_agency_fy2006_2013.csv"
TABLE = "identified_removed.csv"
YEARS = tuple(range(2006, 2014))
COLUMNS = {"identified": "G", "removed": "H"}
"""The column of the source file in which each measure stands."""
FIELDS = (
    "state", "agency", "is_starred", "first_row", *(f"{m}_{y}" for y in YEARS for m in COLUMNS),
)  # fmt: skip
ORIGIN = (
    "ICE statistics released under FOIA, carried by deportationdata/ice-287g (commit 92556ed5), "
    "data/pre2018-ice-removals-long.csv, re-keyed from its stored text"
)
PUBLISHED = "2026-09"
"""The carrier's date; the day on which ICE released the table is not known to us."""


@dataclass(frozen=True, slots=True)
class Result:
    """One agency in one fiscal year. A count is None where the table has a blank."""

    year: int
    identified: int | None
    removed: int | None
    row: int

    @property
    def is_active(self) -> bool:
        """Whether the table shows anything but blanks and zeros."""
        return bool(self.identified or self.removed)

    @property
    def period(self) -> tuple[date, date]:
        """First and last day of the fiscal year."""
        return date(self.year - 1, 10, 1), date(self.year, 9, 30)


@dataclass(frozen=True, slots=True)
class FoiaAgency:
    """An agency as the table prints it, with its eight years."""

    state: str
    printed: str
    is_starred: bool  # ICE's table stars the name; what the star means is not known
    results: tuple[Result, ...]

    @property
    def identified(self) -> int:
        """Over all years; blanks add nothing."""
        return sum(r.identified or 0 for r in self.results)

    @property
    def removed(self) -> int:
        """Over all years; blanks add nothing."""
        return sum(r.removed or 0 for r in self.results)

    @property
    def active_years(self) -> tuple[int, ...]:
        """Years with any result."""
        return tuple(r.year for r in self.results if r.is_active)


def derive(folder: Path) -> str:
    """The shipped table from the raw one. Raises OutcomesError where a row is not as it must be."""
    needed = ("state", "agency", "source_footnote", "fiscal_year", "identified", "removed")
    rows = read_rows(folder, SOURCE_FILE, needed)
    found: dict[tuple[str, str], list[object]] = {}
    for n, row in enumerate(rows, 2):
        where = f"{SOURCE_FILE}, row {n}"
        key = (find_state(row["state"]).postal, row["agency"])
        year = int(row["fiscal_year"])
        if year not in YEARS:
            raise OutcomesError(f"{where}: fiscal year {year}; the table runs from {YEARS[0]} to {YEARS[-1]}")
        line = found.setdefault(key, [*key, int(row["source_footnote"] == "True"), n])
        if len(line) != 4 + 2 * (year - YEARS[0]) or n != int(str(line[3])) + year - YEARS[0]:
            raise OutcomesError(f"{where}: the years of {row['agency']} are not in order, one row each")
        for m in COLUMNS:
            count = whole_number(row[m], f"{where}, {m}")
            line.append("" if count is None else count)
    return as_csv(FIELDS, found.values())


def agencies() -> tuple[FoiaAgency, ...]:
    """Every agency of the table, in its order."""
    out = []
    for row in shipped(TABLE):
        first = int(row["first_row"])
        results = tuple(
            Result(y, _count(row[f"identified_{y}"]), _count(row[f"removed_{y}"]), first + y - YEARS[0])
            for y in YEARS
        )
        out.append(FoiaAgency(row["state"], row["agency"], row["is_starred"] == "1", results))
    return tuple(out)


def _count(text: str) -> int | None:
    return int(text) if text else None


def held(agency: FoiaAgency, place: str, tie: str) -> Iterator[HeldNumber]:
    """The agency's numbers, year by year; years that are blank in both columns are left out.

    `place` is our id of it, or its state; `tie` says how it was tied to ours.
    """
    for result in agency.results:
        for name, value in (("identified", result.identified), ("removed", result.removed)):
            if result.identified is None and result.removed is None:
                continue
            yield HeldNumber(
                name, value, "people" if name == "identified" else "removals and returns", place, agency.printed,
                *result.period, CellAddress(SOURCE_FILE, "", f"{COLUMNS[name]}{result.row}", sha256_of(SOURCE_FILE), ORIGIN),
                value, value,
                "ICE's own count for this agency and year: floor and ceiling are the same; " + tie,
                published=PUBLISHED,
            )  # fmt: skip
