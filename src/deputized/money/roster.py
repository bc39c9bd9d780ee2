"""Reads a roster of officers, CSV or XLSX: one row per officer and quarter. All problems are told at once.

Officers go by a number of the agency's choosing, never by name. Nothing is computed on half a roster.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from deputized.model.cells import CellError
from deputized.money.amounts import ZERO, amount
from deputized.money.coverage import OfficerQuarter
from deputized.money.quarters import Quarter
from deputized.readers.errors import ReadError
from deputized.readers.formulas import formula_cells
from deputized.readers.xlsx import read_workbook

COLUMNS = (
    "officer_id", "model", "certified_on", "left_on", "annual_salary", "benefits", "quarter", "overtime_hours",
    "overtime_rate", "success_rate",
)  # fmt: skip
OPTIONAL = frozenset({"left_on", "success_rate", "certified_on"})
MEANINGS = {
    "officer_id": "a number of your own; no names",
    "model": "TFM, JEM or WSO",
    "certified_on": "day of ICE's authorisation, 2025-11-17; empty if not yet",
    "left_on": "first day no longer authorised; empty if still so",
    "annual_salary": "base pay a year in dollars",
    "benefits": "a share of salary (0.38) or dollars a year (19,760)",
    "quarter": "2025Q4: October to December 2025",
    "overtime_hours": "hours of overtime on this work in the quarter",
    "overtime_rate": "dollars an hour",
    "success_rate": "0 to 1, as ICE reports it; empty if not told",
}
"""What each column holds, for the template."""

FORMULA = CellError("=formula")
MAX_BYTES, MAX_ROWS = 20_000_000, 20_000
MODELS = ("TFM", "JEM", "WSO")
T = TypeVar("T")


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


@dataclass(frozen=True, slots=True)
class Mark:
    """What of a row must agree with other rows; None where the cell could not be read."""

    row: int
    officer_id: str | None
    quarter: Quarter | None
    model: str | None
    certified_on: date | None
    is_dated: bool  # whether certified_on was read, empty included


class RosterError(ValueError):
    """A roster that cannot be used; `problems` holds every one found."""

    def __init__(self, name: str, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        shown = "\n  ".join(str(p) for p in problems[:50])
        more = f"\n  and {len(problems) - 50} more" if len(problems) > 50 else ""
        super().__init__(
            f"{name}: {len(problems)} problem{'s' if len(problems) > 1 else ''}, nothing was computed\n  {shown}{more}"
        )


def read_roster(path: Path) -> list[OfficerQuarter]:
    """The rows of a roster file. Raises RosterError with every problem, or for a file that cannot be read."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise RosterError(path.name, [Problem(0, "", f"the file is larger than {MAX_BYTES:,} bytes")])
        data = path.read_bytes()
    except OSError as error:
        raise RosterError(
            path.name, [Problem(0, "", f"it cannot be opened ({error.strerror or error})")]
        ) from error
    return parse_roster(path.name, data)


def parse_roster(name: str, data: bytes) -> list[OfficerQuarter]:
    """The rows of a roster's bytes; a workbook by its first bytes, else CSV in UTF-8."""
    if data[:2] == b"PK":
        try:
            rows = list(_from_workbook(name, data))
        except ReadError as error:
            raise RosterError(name, [Problem(0, "", str(error))]) from error
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise RosterError(name, [Problem(0, "", "it is neither a workbook nor text in UTF-8")]) from error
        try:
            rows = [(n, list(r)) for n, r in enumerate(csv.reader(io.StringIO(text, newline="")), 1)]
        except csv.Error as error:
            raise RosterError(name, [Problem(0, "", f"it is no CSV ({error})")]) from error
    return _officers(name, rows)


def _from_workbook(name: str, data: bytes) -> Iterable[tuple[int, list[Any]]]:
    formulas = formula_cells(name, data)
    try:
        sheet = next((s for s in read_workbook(name, data).sheets if s.rows), None)
    except ReadError as error:
        found = sorted(cell for cells in formulas.values() for cell in cells)
        if found:  # formulas that were never calculated have no value to read
            raise RosterError(
                name, [Problem(row, f"column {_letters(n)}", UNCALCULATED) for row, n in found]
            ) from error
        raise
    if sheet is None:
        return
    marked = formulas.get(sheet.name, frozenset())
    for row in sheet.rows:
        yield row.number, [FORMULA if (row.number, n) in marked else c for n, c in enumerate(row.cells)]


UNCALCULATED = "a formula without a value; paste values only"


def _letters(column: int) -> str:
    """The letters of a column as a spreadsheet shows them."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _officers(name: str, rows: list[tuple[int, list[Any]]]) -> list[OfficerQuarter]:
    rows = [(n, cells) for n, cells in rows if any(c not in (None, "") for c in cells)]
    if not rows:
        raise RosterError(name, [Problem(1, "", "it is empty")])
    if len(rows) > MAX_ROWS:
        raise RosterError(name, [Problem(rows[MAX_ROWS][0], "", f"more than {MAX_ROWS:,} rows")])
    number, head = rows[0]
    header = [str(c).strip().lower().replace(" ", "_") if c is not None else "" for c in head]
    problems = [
        Problem(number, c, "the column is missing") for c in COLUMNS if c not in header and c not in OPTIONAL
    ]
    problems += [Problem(number, c, "the column stands there twice") for c in COLUMNS if header.count(c) > 1]
    problems += [
        Problem(number, h, f"no such column; columns are {', '.join(COLUMNS)}")
        for h in header
        if h and h not in COLUMNS
    ]
    if problems:
        raise RosterError(name, problems)
    found: list[OfficerQuarter] = []
    marks: list[Mark] = []
    for n, cells in rows[1:]:
        values = {h: c for h, c in zip(header, cells, strict=False) if h}
        if len(cells) > len(header) and any(c not in (None, "") for c in cells[len(header) :]):
            problems.append(Problem(n, "", "it has more cells than the header"))
        officer, mark = _officer(n, values, problems)
        marks.append(mark)
        if officer is not None:
            found.append(officer)
    problems += _conflicts(marks)
    if not found and not problems:
        problems.append(Problem(number, "", "there is no row below the header"))
    if problems:
        raise RosterError(name, sorted(problems, key=lambda p: p.row))
    return found


def _officer(
    n: int, values: Mapping[str, Any], problems: list[Problem]
) -> tuple[OfficerQuarter | None, Mark]:
    """A row's officer, None if it has problems; and what of it must agree with other rows, as far as it reads."""

    def take(column: str, read: Callable[[Any], T], default: T | None = None) -> T | None:
        cell = values.get(column)
        if cell is None or str(cell).strip() == "":
            if column not in OPTIONAL:
                problems.append(Problem(n, column, "empty"))
            return default
        if isinstance(cell, CellError) or str(cell).startswith(("=", "#")):
            shown = cell.code if isinstance(cell, CellError) else str(cell)[:40]
            problems.append(
                Problem(n, column, f"{shown!r}: a formula or an error, not a value; paste values only")
            )
            return default
        try:
            return read(cell)
        except ValueError as error:
            problems.append(Problem(n, column, str(error)[:160]))
            return default

    before = len(problems)
    officer_id = take("officer_id", _id)
    model = take("model", _model)
    certified, left = take("certified_on", _day), take("left_on", _day)
    salary, benefits = take("annual_salary", _positive), take("benefits", _benefits)
    quarter = take("quarter", lambda c: Quarter.read(str(c)))
    hours, rate = take("overtime_hours", _hours), take("overtime_rate", _positive)
    success = take("success_rate", _share)
    is_dated = certified is not None or str(values.get("certified_on") or "").strip() == ""
    mark = Mark(n, officer_id, quarter, model, certified, is_dated)
    if certified is not None and quarter is not None and certified > quarter.last:
        problems.append(
            Problem(
                n, "certified_on",
                f"{certified} is after {quarter} has ended; leave the row out or the day empty",
            )
        )  # fmt: skip
    if left is not None and is_dated and (certified is None or left <= certified):
        problems.append(Problem(n, "left_on", f"{left} is not after certified_on"))
    if len(problems) > before:
        return None, mark
    assert officer_id is not None and model is not None and salary is not None and benefits is not None
    assert quarter is not None and hours is not None and rate is not None
    annual = benefits * salary if benefits <= 1 else benefits
    return OfficerQuarter(
        officer_id, model, certified, left, salary, annual, quarter, hours, rate, success
    ), mark


def _id(cell: Any) -> str:
    text = str(cell).strip()
    text = text.removesuffix(".0") if text.endswith(".0") else text
    if len(text) > 40 or not text.isprintable():
        raise ValueError("give a short number or code")
    return text


def _model(cell: Any) -> str:
    text = str(cell).strip().upper()
    if text not in MODELS:
        raise ValueError(f"{str(cell)[:40]!r} is no model; give TFM, JEM or WSO")
    return text


def _day(cell: Any) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        return date.fromisoformat(str(cell).strip())
    except ValueError as error:
        raise ValueError(f"{str(cell)[:40]!r} is no day; write it as 2025-11-17") from error


def _number(cell: Any) -> Decimal:
    if isinstance(cell, date):
        raise ValueError(f"{cell} is a day, not a number")
    return amount(cell)


def _positive(cell: Any) -> Decimal:
    value = _number(cell)
    if value < 0:
        raise ValueError(f"{value} is negative")
    if value > 10_000_000:
        raise ValueError(f"{value} is more than ten million")
    return value


def _benefits(cell: Any) -> Decimal:
    value = _positive(cell)
    if 1 < value < 100:
        raise ValueError(f"{value} is neither a share of salary (0 to 1) nor dollars a year")
    return value


def _hours(cell: Any) -> Decimal:
    value = _positive(cell)
    if value > 24 * 92:
        raise ValueError(f"{value} hours are more than a quarter has")
    return value


def _share(cell: Any) -> Decimal:
    value = _number(cell)
    if not ZERO <= value <= 1:
        raise ValueError(f"{value} is not between 0 and 1")
    return value


def _conflicts(marks: Sequence[Mark]) -> Iterable[Problem]:
    """One officer twice in a quarter, or with two models or days of certification; each told once a row."""
    quarters: dict[tuple[str, Quarter], int] = {}
    first: dict[str, Mark] = {}
    for mark in marks:
        officer = mark.officer_id
        if officer is None:
            continue
        if mark.quarter is not None:
            row = quarters.setdefault((officer, mark.quarter), mark.row)
            if row != mark.row:
                yield Problem(mark.row, "officer_id", f"{officer} has {mark.quarter} in row {row} too")
        before = first.setdefault(officer, mark)
        other_model = None not in (mark.model, before.model) and mark.model != before.model
        is_dated = mark.is_dated and before.is_dated
        if other_model or (is_dated and mark.certified_on != before.certified_on):
            yield Problem(
                mark.row, "officer_id",
                f"{officer} has another model or certified_on in row {before.row}: two officers with one id?",
            )  # fmt: skip
