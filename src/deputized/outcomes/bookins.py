"""ICE's detention workbooks: initial book-ins by arresting agency and month, workbook by workbook.

The workbooks never split 287(g) out: it is somewhere inside "ICE". A later workbook may print another number for the
same month: that is a revision, kept beside the earlier one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from deputized.model.cells import CellValue
from deputized.model.raw import RawSheet, RawWorkbook
from deputized.outcomes.errors import OutcomesError
from deputized.outcomes.held_numbers import CellAddress, HeldNumber
from deputized.outcomes.tables import as_csv, read_rows, sha256_of, shipped
from deputized.readers.xlsx import read_workbook

TABLE = "book_ins.csv"
FIELDS = (
    "file", "sheet", "fiscal_year", "data_through", "run_date", "arresting_agency", "first_cell", "counts", "read",
)  # fmt: skip
MONTHS = ("Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep")
AGENCIES = ("ICE", "CBP", "Total")
OURS, OTHERS = "read by us", "as read by others"
ORIGIN = "ICE, Detention Statistics workbook"
_TITLE = re.compile(
    r"ICE Initial Book-Ins by Arresting Agency and Month:\s*(?:EO)?FY\s*(\d{4})", re.IGNORECASE
)
_THROUGH = re.compile(
    r"Book-ins data (?:is|are) updated through\s*(\d{1,2}/\d{1,2}/\d{4})\s*\(IIDS.*?run date\s*(\d{1,2}/\d{1,2}/\d{4})",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class BookIns:
    """One arresting agency's months of one workbook; None where the workbook has a blank."""

    file: str
    sheet: str
    fiscal_year: int
    data_through: date
    run_date: date
    arresting_agency: str
    first_cell: str  # of October; empty where we do not hold the workbook
    counts: tuple[int | None, ...]
    read: str

    def months(self) -> Iterator[tuple[date, int, str, bool]]:
        """First day, count, cell and whether the month was not over, for months the workbook covers."""
        for n, count in enumerate(self.counts):
            first = month_of(self.fiscal_year, n)
            if count is None or first > self.data_through:
                continue
            yield first, count, _beside(self.first_cell, n), _last(first) > self.data_through


def month_of(fiscal_year: int, n: int) -> date:
    """The first day of a fiscal year's n-th month, counted from 0 (October)."""
    return date(fiscal_year - 1, 10 + n, 1) if n < 3 else date(fiscal_year, n - 2, 1)


def _last(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _beside(cell: str, n: int) -> str:
    found = re.fullmatch(r"([A-Z])(\d+)", cell)
    return f"{chr(ord(found[1]) + n)}{found[2]}" if found else ""


def read(name: str, data: bytes) -> list[BookIns]:
    """The table of a workbook's bytes. Raises OutcomesError or ReadError where it is no such workbook."""
    return parse(read_workbook(name, data))


def parse(book: RawWorkbook) -> list[BookIns]:
    """The table "ICE Initial Book-Ins by Arresting Agency and Month" of a workbook, found by its title."""
    through, run = _dates(book)
    for sheet in book.sheets:
        for row in sheet.rows:
            for column, cell in enumerate(row.cells):
                title = _TITLE.search(cell) if isinstance(cell, str) else None
                if title:
                    return _table(book.name, sheet, row.number, column, int(title[1]), through, run)
    raise OutcomesError(
        f"{book.name}: no sheet has the table 'ICE Initial Book-Ins by Arresting Agency and Month'; "
        "give one of ICE's Detention Statistics workbooks of FY2019 or later"
    )


def _dates(book: RawWorkbook) -> tuple[date, date]:
    for sheet in book.sheets:
        for row in sheet.rows:
            for cell in row.cells:
                found = _THROUGH.search(cell) if isinstance(cell, str) else None
                if found:
                    return _us_day(found[1]), _us_day(found[2])
    raise OutcomesError(
        f"{book.name}: no footnote says through which day book-ins are told; without it months cannot be believed"
    )


def _us_day(text: str) -> date:
    month, day, year = map(int, text.split("/"))
    return date(year, month, day)


def _table(
    file: str, sheet: RawSheet, at: int, column: int, year: int, through: date, run: date
) -> list[BookIns]:
    by_number = {r.number: r.cells for r in sheet.rows}
    head = tuple(str(c or "").strip() for c in by_number.get(at + 1, ())[column : column + 13])
    if head != ("Agency", *MONTHS):
        raise OutcomesError(
            f"{file}, sheet {sheet.name}, row {at + 1}: the months are {head}, not October to September"
        )
    found = []
    for number in range(at + 2, at + 8):
        cells = by_number.get(number, ())
        label = str(cells[column] or "").strip() if len(cells) > column else ""
        if label not in AGENCIES:
            break
        counts = tuple(
            _count(c, f"{file}, sheet {sheet.name}, row {number}")
            for c in _padded(cells[column + 1 : column + 13])
        )
        found.append(
            BookIns(file, sheet.name, year, through, run, label, f"{chr(ord('A') + column + 1)}{number}", counts, OURS)
        )  # fmt: skip
    if {b.arresting_agency for b in found} != set(AGENCIES):
        raise OutcomesError(
            f"{file}, sheet {sheet.name}, row {at + 2}: ICE, CBP and Total were expected under the months"
        )
    _must_add_up(found)
    return sorted(found, key=lambda b: AGENCIES.index(b.arresting_agency))


def _padded(cells: Sequence[CellValue]) -> Sequence[CellValue]:
    return (*cells, *[None] * (12 - len(cells)))


def _count(cell: CellValue, where: str) -> int | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool) or not isinstance(cell, int | float) or cell < 0 or cell != int(cell):
        raise OutcomesError(f"{where}: {cell!r} is no count of book-ins")
    return int(cell)


def _must_add_up(found: list[BookIns]) -> None:
    by = {b.arresting_agency: b.counts for b in found}
    for n, month in enumerate(MONTHS):
        parts = (by["ICE"][n] or 0) + (by["CBP"][n] or 0)
        if parts != (by["Total"][n] or 0):
            raise OutcomesError(
                f"{found[0].file}, sheet {found[0].sheet}: in {month} ICE and CBP come to {parts}, the total says "
                f"{by['Total'][n]}; the workbook contradicts itself"
            )


def derive(folder: Path, elsewhere: Sequence[dict[str, object]]) -> str:
    """The shipped table: workbooks of a folder read by us, and `elsewhere` the rows others read from those we lack."""
    found: list[BookIns] = []
    for path in sorted(folder.glob("*detentionStats*.xlsx")):
        found += read(path.name, path.read_bytes())
    held = {b.file for b in found}
    by: dict[tuple[str, str], dict[date, int]] = defaultdict(dict)
    about: dict[str, tuple[int, date, date]] = {}
    for r in elsewhere:
        if r["source_file"] in held:
            continue
        file, who = str(r["source_file"]), str(r["arresting_agency"])
        by[file, who][date.fromisoformat(f"{r['month']}-01")] = int(str(r["book_ins"]))
        about[file] = (int(str(r["fiscal_year"])), _iso(r["data_through"]), _iso(r["iids_run_date"]))
    for (file, who), months in by.items():
        year, through, run = about[file]
        counts = tuple(months.get(month_of(year, n)) for n in range(12))
        found.append(BookIns(file, "", year, through, run, who, "", counts, OTHERS))
    found.sort(key=lambda b: (b.run_date, b.file, AGENCIES.index(b.arresting_agency)))
    return as_csv(FIELDS, (_row(b) for b in found))


def _iso(value: object) -> date:
    return date.fromisoformat(str(value))


def _row(b: BookIns) -> tuple[object, ...]:
    counts = " ".join("-" if c is None else str(c) for c in b.counts)
    return (
        b.file,
        b.sheet,
        b.fiscal_year,
        b.data_through,
        b.run_date,
        b.arresting_agency,
        b.first_cell,
        counts,
        b.read,
    )


def book_ins() -> tuple[BookIns, ...]:
    """Every workbook's table, oldest run first."""
    return tuple(
        BookIns(
            r["file"], r["sheet"], int(r["fiscal_year"]), _iso(r["data_through"]), _iso(r["run_date"]),
            r["arresting_agency"], r["first_cell"], tuple(None if c == "-" else int(c) for c in r["counts"].split()),
            r["read"],
        )
        for r in shipped(TABLE)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class PrintedMonth:
    """What one workbook prints for a month."""

    count: int
    file: str
    run_date: date
    is_partial: bool
    cell: str
    sheet: str
    read: str


def by_month(who: str = "ICE") -> dict[date, tuple[PrintedMonth, ...]]:
    """Every month with all that workbooks print for it, oldest run first; two workbooks of one run are both kept."""
    found: dict[date, list[PrintedMonth]] = defaultdict(list)
    for b in book_ins():
        if b.arresting_agency == who:
            for first, count, cell, is_partial in b.months():
                found[first].append(
                    PrintedMonth(count, b.file, b.run_date, is_partial, cell, b.sheet, b.read)
                )
    return {m: tuple(found[m]) for m in sorted(found)}


@dataclass(frozen=True, slots=True)
class Revision:
    """A month that was over in two workbooks that follow each other, printed with two numbers."""

    month: date
    before: PrintedMonth
    after: PrintedMonth

    @property
    def difference(self) -> int:
        """After less before."""
        return self.after.count - self.before.count


def revisions(who: str = "ICE") -> tuple[Revision, ...]:
    """Every revision of a month that was already over; growth of a month still running is none."""
    found = []
    for month, printed in by_month(who).items():
        whole = [p for p in printed if not p.is_partial]
        found += [Revision(month, a, b) for a, b in pairwise(whole) if a.count != b.count]
    return tuple(found)


def held(who: str = "ICE", known_on: date | None = None) -> Iterator[HeldNumber]:
    """The newest number of every month that workbooks run by a day could tell."""
    for month, printed in by_month(who).items():
        known = [p for p in printed if known_on is None or p.run_date <= known_on]
        if not known:
            continue
        newest = known[-1]
        others = sorted({p.count for p in known if not p.is_partial and p.count != newest.count})
        notes = []
        if newest.is_partial:
            notes.append("partial month")
        if others and not newest.is_partial:
            notes.append(f"revised: earlier workbooks print {', '.join(f'{n:,}' for n in others)}")
        if newest.read == OTHERS:
            notes.append("read from the workbook by others; we do not hold it, so no cell is named")
        yield HeldNumber(
            "book_ins_ice", newest.count, "book-ins", "US", who, month, _last(month),
            CellAddress(newest.file, newest.sheet, newest.cell, sha256_of(newest.file), ORIGIN), 0, newest.count,
            "287(g) is inside this number and never split out: nothing of it is certain, all of it is possible",
            note="; ".join(notes), published=newest.run_date.isoformat(),
        )  # fmt: skip


def read_elsewhere(folder: Path, name: str) -> list[dict[str, object]]:
    """Rows that others read from workbooks, as Parquet or CSV."""
    if name.endswith(".csv"):
        return [dict(r) for r in read_rows(folder, name, ("source_file", "book_ins"))]
    import arro3.io as parquet

    path = folder / name
    try:
        table = parquet.read_parquet(str(path)).read_all()
    except (OSError, ValueError) as error:
        raise OutcomesError(f"{name}: cannot be read ({error}); give the folder that holds it") from error
    columns: dict[str, list[Any]] = {}
    for column in table.column_names:
        values: Any = table.column(column)
        columns[column] = [v.as_py() for v in values]
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
