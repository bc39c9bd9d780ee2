"""Reads a roster of officers: one row per officer, quarter and certification. All problems are told at once.

Officers go by a number of the agency's choosing, never by name. Nothing is computed on half a roster, and nothing
is guessed: what can be read in two ways is a question, what is odd is a remark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from deputized.model.cells import CellError
from deputized.money.amounts import ZERO
from deputized.money.coverage import OfficerQuarter
from deputized.money.quarter_words import read_quarter
from deputized.money.quarters import Quarter
from deputized.money.roster_checks import conflicts, divided, officers_of, remarks_on
from deputized.money.written import Ambiguous, Order, Writing, day, number, writing
from deputized.money.written import Mark as DecimalMark
from deputized.readers.office import NoTable, OfficeTable, office_table, problems_of

MEANINGS = {
    "officer_id": "a number of your own; no names",
    "model": "TFM, JEM or WSO",
    "certified_on": "day of ICE's authorization, 2025-11-17; empty if not yet",
    "left_on": "first day no longer authorized; empty if still so",
    "annual_salary": "base pay a year in dollars",
    "benefits": "a share of salary (0.38 or 38%) or dollars a year (19,760)",
    "quarter": "2025Q4: October to December 2025",
    "overtime_hours": "hours of overtime on this work in the quarter",
    "overtime_rate": "dollars an hour; empty where there are no hours",
    "success_rate": "0 to 1 (or 92%), as ICE reports it; empty if not told",
    "employed_from": "first day employed, if within a quarter claimed; may be left out",
    "employed_to": "first day no longer employed; may be left out",
}
"""What each column holds, for the template."""

COLUMNS = tuple(MEANINGS)
OPTIONAL = frozenset({"left_on", "success_rate", "certified_on", "employed_from", "employed_to"})
OTHER_HEADINGS = {
    "officer_id": "officer|officer_no|officer_number|employee_id|employee_number|employee_no|badge|badge_number|id|id_oficial",
    "model": "support_type|program_model|program|agreement|modelo",
    "certified_on": "certified|certification_date|date_certified|certified_date|credentialed_on|fecha_certificacion",
    "left_on": "left|decertified_on|end_date|date_left|certification_ended",
    "annual_salary": "salary|base_salary|annual_base_salary|annual_pay|base_pay|salario_anual",
    "benefits": "benefit_rate|fringe|fringe_rate|fringe_benefits|annual_benefits",
    "quarter": "qtr|period|trimestre",
    "overtime_hours": "ot_hours|hours_overtime|overtime_hrs|ot_hrs",
    "overtime_rate": "ot_rate|hourly_overtime_rate|overtime_hourly_rate",
    "success_rate": "success|performance_rate",
    "employed_from": "hired_on|hire_date|date_hired",
    "employed_to": "separated_on|separation_date|termination_date|date_separated",
}
NAMES = re.compile(r"(?:officer|employee|deputy|first|last|full|middle)?_?(?:name|nombre|surname|apellido)s?")
"""Headings of columns that hold names of persons, which are refused."""
NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’-])*,?(?: +[^\W\d_](?:[^\W\d_]|[.'’-])*,?)+")
"""A cell of two or more words of letters alone: a person's name, not a number of the office's own."""
MODELS = {
    "TFM": "tfm|tf|task force|task force model|task force officer|tfo",
    "JEM": "jem|jail|jail enforcement|jail enforcement model|jail enforcement officer|jeo",
    "WSO": "wso|warrant service|warrant service officer|warrant service officer model|warrant service officers",
}
MAX_BYTES = 20_000_000
T = TypeVar("T")


def _heading(text: str) -> str | None:
    """The column a heading means; None for any other text."""
    for written in (text, re.sub(r"\([^()]*\)", " ", text)):  # "Overtime Rate ($/hr)" is a rate with its unit
        plain = re.sub(r"[^a-z0-9]+", "_", written.strip().lower()).strip("_")
        if plain in MEANINGS:
            return plain
        found = next((c for c, words in OTHER_HEADINGS.items() if plain in words.split("|")), None)
        if found is not None:
            return found
    return None


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a roster, at a row and column as a spreadsheet numbers them."""

    row: int
    column: str
    what: str

    def __str__(self) -> str:
        return (
            f"row {self.row}, {self.column}: {self.what}" if self.column else f"row {self.row}: {self.what}"
        )


class RosterError(ValueError):
    """A roster that cannot be used; `problems` holds every one found."""

    def __init__(self, name: str, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        shown = "\n  ".join(str(p) for p in problems[:50])
        more = f"\n  and {len(problems) - 50} more" if len(problems) > 50 else ""
        super().__init__(
            f"{name}: {len(problems)} problem{'s' if len(problems) > 1 else ''}, nothing was computed\n  {shown}{more}"
        )


@dataclass(frozen=True, slots=True)
class StaffRoster:
    """The rows of a roster, and what in it is odd enough to be said."""

    rows: tuple[OfficerQuarter, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RosterAnswers:
    """What a person says of a file that can be read in two ways; None where they say nothing."""

    decimal: DecimalMark | None = None
    dates: Order | None = None
    fiscal_start: int | None = None  # the month, 1 to 12, in which the office's fiscal year begins


def read_roster(path: Path, answers: RosterAnswers = RosterAnswers()) -> StaffRoster:
    """The roster in a file. Raises RosterError with every problem, or for a file that cannot be read."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise RosterError(path.name, [Problem(0, "", f"the file is larger than {MAX_BYTES:,} bytes")])
        data = path.read_bytes()
    except OSError as error:
        raise RosterError(
            path.name, [Problem(0, "", f"it cannot be opened ({error.strerror or error})")]
        ) from error
    return parse_roster(path.name, data, answers)


def parse_roster(name: str, data: bytes, answers: RosterAnswers = RosterAnswers()) -> StaffRoster:
    """The roster in a file's bytes: CSV or a workbook, old ones too."""
    try:
        table = office_table(name, data, _heading)
    except NoTable as error:
        raise RosterError(name, [Problem(*p) for p in problems_of(error)]) from error
    return _roster(name, table, answers)


def _roster(name: str, table: OfficeTable, answers: RosterAnswers) -> StaffRoster:
    header = table.header
    problems = [
        Problem(table.header_row, c, "the column is missing")
        for c in COLUMNS
        if c not in header and c not in OPTIONAL
    ]
    problems += [
        Problem(table.header_row, c, "the column stands there twice") for c in COLUMNS if header.count(c) > 1
    ]
    for heading in header:
        if heading and heading not in COLUMNS:
            what = f"no such column; columns are {', '.join(COLUMNS)}"
            if NAMES.fullmatch(heading):
                what = "names of persons are not read; take the column out and number the officers"
            problems.append(Problem(table.header_row, heading, what))
    if problems:
        raise RosterError(name, problems)
    how = {
        column: writing(
            (cells[n] for _, cells in table.rows if n < len(cells)), answers.decimal, answers.dates
        )
        for n, column in enumerate(header)
        if column
    }
    reader = _Reader(how, answers.fiscal_start, problems)
    rows_of, passed = officers_of(table)
    found = [row for n, cells in rows_of if (row := reader.row(n, header, cells)) is not None]
    numbers = [n for n, _ in found]
    rows = [o for _, o in found]
    problems += [
        Problem(numbers[at], column, what.format(row=numbers[other]))
        for at, other, column, what in conflicts(rows)
    ]
    if not found and not problems:
        problems.append(Problem(table.header_row, "", "there is no row below the header"))
    if problems:
        again = {p for same in reader.asked.values() for p in same[1:]}
        raise RosterError(name, sorted((p for p in problems if p not in again), key=lambda p: p.row))
    remarks = [f"row {numbers[at]}, {column}: {what}" for at, column, what in remarks_on(rows)]
    return StaffRoster(tuple(divided(rows)), (*table.remarks, *passed, *remarks))


@dataclass(slots=True)
class _Reader:
    how: Mapping[str, Writing]
    fiscal_start: int | None
    problems: list[Problem]
    asked: dict[str, list[Problem]] = field(
        default_factory=dict
    )  # what can be read in two ways, asked once a column

    def row(self, n: int, header: Sequence[str], cells: Sequence[Any]) -> tuple[int, OfficerQuarter] | None:
        """A row's officer with the row's number; None if it has problems, which are told."""
        before = len(self.problems)
        values = {h: c for h, c in zip(header, cells, strict=False) if h}
        if len(cells) > len(header) and any(c not in (None, "") for c in cells[len(header) :]):
            self.problems.append(Problem(n, "", "it has more cells than the header"))

        def take(column: str, read: Callable[[Any], T]) -> T | None:
            return self._take(n, values, column, read)

        def on(column: str) -> date | None:
            return take(column, lambda c: day(c, self.how.get(column, Writing())))

        officer_id, model = take("officer_id", _id), take("model", _model)
        certified, left = on("certified_on"), on("left_on")
        employed, parted = on("employed_from"), on("employed_to")
        salary = take("annual_salary", lambda c: self._positive("annual_salary", c))
        benefits = take("benefits", lambda c: _benefits(self._positive("benefits", c)))
        quarter = take("quarter", lambda c: read_quarter(str(c), self.fiscal_start))
        hours = take("overtime_hours", lambda c: _hours(self._positive("overtime_hours", c)))
        if hours == 0 and str(values.get("overtime_rate") or "").strip() == "":
            values["overtime_rate"] = 0  # without hours no rate is needed
        rate = take("overtime_rate", lambda c: self._positive("overtime_rate", c))
        success = take("success_rate", lambda c: _share(number(c, self.how["success_rate"])))
        self._days(n, values, quarter, certified, left, employed, parted)
        if len(self.problems) > before:
            return None
        assert officer_id is not None and model is not None and salary is not None and benefits is not None
        assert quarter is not None and hours is not None and rate is not None
        annual = benefits * salary if benefits <= 2 else benefits
        return n, OfficerQuarter(
            officer_id,
            model,
            certified,
            left,
            salary,
            annual,
            quarter,
            hours,
            rate,
            success,
            employed,
            parted,
        )

    def _take(self, n: int, values: Mapping[str, Any], column: str, read: Callable[[Any], T]) -> T | None:
        cell = values.get(column)
        if cell is None or str(cell).strip() == "":
            if column not in OPTIONAL:
                self.problems.append(Problem(n, column, "empty"))
            return None
        if isinstance(cell, CellError) or str(cell).startswith(("=", "#")):
            shown = cell.code if isinstance(cell, CellError) else str(cell)[:40]
            self.problems.append(
                Problem(n, column, f"{shown!r}: a formula or an error, not a value; paste values only")
            )
            return None
        try:
            return read(cell)
        except ValueError as error:
            told = Problem(n, column, str(error)[:200])
            self.problems.append(told)
            if isinstance(error, Ambiguous):
                self.asked.setdefault(column, []).append(told)
            return None

    def _positive(self, column: str, cell: Any) -> Decimal:
        value = number(cell, self.how[column])
        if value < 0:
            raise ValueError(f"{value} is negative")
        if value > 10_000_000:
            raise ValueError(f"{value} is more than ten million")
        return value

    def _days(
        self, n: int, values: Mapping[str, Any], quarter: Quarter | None, certified: date | None,
        left: date | None, employed: date | None, parted: date | None,
    ) -> None:  # fmt: skip
        is_dated = certified is not None or str(values.get("certified_on") or "").strip() == ""
        if certified is not None and quarter is not None and certified > quarter.last:
            what = f"{certified} is after {quarter} has ended; leave the row out or the day empty"
            self.problems.append(Problem(n, "certified_on", what))
        if left is not None and is_dated and (certified is None or left <= certified):
            self.problems.append(Problem(n, "left_on", f"{left} is not after certified_on"))
        if employed is not None and parted is not None and parted <= employed:
            self.problems.append(Problem(n, "employed_to", f"{parted} is not after employed_from"))
        if parted is not None and left is not None and left > parted:
            self.problems.append(Problem(n, "left_on", f"{left} is after the officer's last day, {parted}"))
        if quarter is not None and (
            (employed is not None and employed > quarter.last)
            or (parted is not None and parted <= quarter.first)
        ):
            self.problems.append(Problem(n, "quarter", f"the officer was not employed in {quarter}"))


def _id(cell: Any) -> str:
    text = str(cell).strip()
    text = text.removesuffix(".0") if text.endswith(".0") else text
    if len(text) > 40 or not text.isprintable():
        raise ValueError("give a short number or code")
    if NAME.fullmatch(text):
        raise ValueError("it looks like a person's name; give a number of your own")
    return text


def _model(cell: Any) -> str:
    text = re.sub(r"[^a-z]+", " ", str(cell).lower().replace("287(g)", "")).strip()
    text = text.removesuffix(" agreement").removesuffix(" program")
    found = next((m for m, words in MODELS.items() if text in words.split("|")), None)
    if found is None:
        raise ValueError(f"{str(cell)[:40]!r} is no model; give TFM, JEM or WSO")
    return found


def _benefits(value: Decimal) -> Decimal:
    if 2 < value < 100:
        raise ValueError(f"{value} is neither a share of salary (0.38 or 38%) nor dollars a year")
    return value


def _hours(value: Decimal) -> Decimal:
    if value > 24 * 92:
        raise ValueError(f"{value} hours are more than a quarter has")
    return value


def _share(value: Decimal) -> Decimal:
    if not ZERO <= value <= 1:
        raise ValueError(f"{value} is not between 0 and 1; write 0.92 or 92%")
    return value
