"""Which sheet of a workbook holds ICE's list, where its columns are, and which of the lists it is.

Judged by what is printed, never by the file's name or the order of columns. A list that cannot be read for
what it is (a required column gone, printed twice, or holding another column's contents) is a `ReadError`;
what can be read but is out of the ordinary is a signal: a sentence in `ListSheet.signals`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from deputized.model.cells import CellValue
from deputized.model.publications import ListKind
from deputized.model.raw import RawRow, RawSheet, RawWorkbook
from deputized.readers.contents import check_contents
from deputized.readers.errors import ReadError

#: ICE's columns, by the names this project uses, in the order ICE prints them.
COLUMNS = ("state", "agency", "type", "county", "support_type", "signed", "moa", "addendum")
REQUIRED = ("state", "agency", "support_type")

_HEADINGS = {
    "state": "state",
    "states": "state",
    "state/territory": "state",
    "law enforcement agency": "agency",
    "law enforcement agency name": "agency",
    "law enforcement agencies": "agency",
    "agency": "agency",
    "agency name": "agency",
    "lea": "agency",
    "type": "type",
    "agency type": "type",
    "type of agency": "type",
    "county": "county",
    "counties": "county",
    "county/parish": "county",
    "support type": "support_type",
    "type of support": "support_type",
    "model": "support_type",
    "287(g) model": "support_type",
    "program model": "support_type",
    "signed": "signed",
    "date signed": "signed",
    "signed date": "signed",
    "date": "signed",
    "moa": "moa",
    "moa link": "moa",
    "link to moa": "moa",
    "addendum": "addendum",
    "addenda": "addendum",
    "moa addendum": "addendum",
}
_HEADER_WITHIN = 30  # rows
_SPACES = re.compile(r"[\s\xa0]+")
_GIVE_LIST = "Give one of ICE's 287(g) lists as published, with its heading row"
_REPAIR = (
    "Compare it with the page it came from; if ICE printed it so, keep the file and report it as an issue"
)


@dataclass(frozen=True, slots=True)
class ListSheet:
    """Where a workbook's list is and what it is."""

    sheet: int  # index into RawWorkbook.sheets
    kind: ListKind
    header_row: int
    header: tuple[CellValue, ...]
    columns: tuple[tuple[str, int], ...]  # ICE column, 0-based position; in the order of COLUMNS
    rows: tuple[RawRow, ...]  # rows that name an agency, in order
    signals: tuple[str, ...]


@lru_cache(maxsize=32768)  # a row stands on a hundred lists
def heading(value: CellValue) -> str | None:
    """The ICE column that a heading names, in any case and spacing, or None."""
    if not isinstance(value, str):
        return None
    return _HEADINGS.get(_SPACES.sub(" ", value).strip(" .:*").lower())


def is_blank(value: CellValue) -> bool:
    """Whether a cell shows nothing: no value, or a text of spaces."""
    return value is None or (isinstance(value, str) and not value.strip(" \t\r\n\xa0\u200b"))


@lru_cache(maxsize=32768)
def names_agency(value: CellValue) -> bool:
    """Whether a cell of the agency column names an agency: not blank, not the heading once more."""
    return not is_blank(value) and heading(value) != "agency"


def read_list(workbook: RawWorkbook) -> ListSheet:
    """Finds and judges the list in a workbook."""
    found = [
        (index, row) for index, sheet in enumerate(workbook.sheets) if (row := _header_row(sheet)) is not None
    ]
    if not found:
        raise _no_header(workbook)
    if len(found) > 1:
        # The list proper is the one with more rows; a copy or an extract beside it is reported.
        found.sort(key=lambda item: (-len(workbook.sheets[item[0]].rows), item[0]))
    index, header_row = found[0]
    sheet = workbook.sheets[index]
    signals = [
        f"sheet {workbook.sheets[i].name!r} also has ICE's headings; it was not read" for i, _ in found[1:]
    ]
    signals += [
        f"sheet {other.name!r} is not part of the list"
        for i, other in enumerate(workbook.sheets)
        if other.rows and i not in {i for i, _ in found}
    ]
    columns = _columns(workbook.name, sheet, header_row, signals)
    rows = _data_rows(sheet, header_row, columns, signals)
    check_contents(workbook.name, sheet.name, columns, rows)
    if sheet.visibility != "visible":
        signals.append(f"the list stands on a {sheet.visibility} sheet")
    ordered = tuple((name, columns[name]) for name in COLUMNS if name in columns)
    return ListSheet(
        index, _kind(columns, rows), header_row.number, header_row.cells, ordered, tuple(rows), tuple(signals)
    )


def _header_row(sheet: RawSheet) -> RawRow | None:
    for row in sheet.rows:
        if row.number > _HEADER_WITHIN:
            break
        names = {heading(cell) for cell in row.cells} - {None}
        if "agency" in names and len(names) >= 3:
            return row
    return None


def _no_header(workbook: RawWorkbook) -> ReadError:
    for sheet in workbook.sheets:
        for row in sheet.rows[:_HEADER_WITHIN]:
            names = {heading(cell) for cell in row.cells} - {None}
            if len(names) >= 2:
                missing = ", ".join(n.upper().replace("_", " ") for n in REQUIRED if n not in names)
                return ReadError(
                    workbook.name,
                    f"its heading row lacks {missing or 'columns of the list'}",
                    _REPAIR,
                    sheet=sheet.name,
                    row=row.number,
                )
    names_of = ", ".join(repr(sheet.name) for sheet in workbook.sheets[:5])
    return ReadError(
        workbook.name, f"no sheet has the headings of ICE's lists (sheets: {names_of})", _GIVE_LIST
    )


def _columns(name: str, sheet: RawSheet, header: RawRow, signals: list[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for position, cell in enumerate(header.cells):
        column = heading(cell)
        if column in columns:
            raise ReadError(
                name,
                f"the column {cell!r} stands twice in the heading row",
                _REPAIR,
                sheet=sheet.name,
                row=header.number,
            )
        if column is not None:
            columns[column] = position
        elif not is_blank(cell):
            signals.append(
                f"the column {str(cell)[:60]!r} is not one of ICE's known columns; it is kept but not read"
            )
    missing = [column for column in REQUIRED if column not in columns]
    if missing:
        printed = ", ".join(column.upper().replace("_", " ") for column in missing)
        raise ReadError(
            name, f"its heading row lacks {printed}", _REPAIR, sheet=sheet.name, row=header.number
        )
    return columns


def _data_rows(sheet: RawSheet, header: RawRow, columns: dict[str, int], signals: list[str]) -> list[RawRow]:
    known = set(columns.values())
    agency = columns["agency"]
    first_gap = next(p for p in range(len(known) + 1) if p not in known)
    rows = []
    for row in sheet.rows:
        if row.number <= header.number:
            if row.number < header.number and not all(map(is_blank, row.cells)):
                signals.append(f"row {row.number} stands above the heading row; it is kept but not read")
            continue
        cells = row.cells
        if len(cells) > agency and names_agency(cells[agency]):
            rows.append(row)
            if any(p not in known and not is_blank(cells[p]) for p in range(first_gap, len(cells))):
                signals.append(
                    f"row {row.number} has text outside the list's columns; it is kept but not read"
                )
        elif len(cells) > agency and heading(cells[agency]) == "agency":
            signals.append(f"row {row.number} repeats the heading row; it is kept but not read")
        elif not all(map(is_blank, cells)):
            signals.append(f"row {row.number} names no agency; it is kept but not read")
    return rows


def _kind(columns: dict[str, int], rows: list[RawRow]) -> ListKind:
    if "signed" in columns:
        is_page = "type" not in columns and "county" not in columns
        return ListKind.WEBPAGE if is_page else ListKind.PARTICIPATING
    # No SIGNED column: a pending list, unless most rows link to a signed agreement.
    moa = columns.get("moa")
    linked = sum(any(column == moa for column, _ in row.links) for row in rows)
    return ListKind.PARTICIPATING if rows and 2 * linked > len(rows) else ListKind.PENDING
