"""Which sheet of a workbook holds ICE's list, where its columns are, and which of the lists it is.

Judged by what is printed, never by the file's name or the order of columns. A list that cannot be read for
what it is (a required column gone, printed twice, or holding another column's contents) is a `ReadError`;
what can be read but is out of the ordinary is a signal: a sentence in `ListSheet.signals`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from io import StringIO

from rapidfuzz.distance import OSA

from deputized.model.cells import CellValue
from deputized.model.publications import ListKind
from deputized.model.raw import RawRow, RawSheet, RawWorkbook
from deputized.readers.aside import (
    Aside,
    is_status,
    is_title,
    lacks_signing,
    no_agency,
    not_in_force,
    tail_says,
    texts,
    title_says,
)
from deputized.readers.blocks import read_blocks
from deputized.readers.contents import check_contents, is_agency
from deputized.readers.errors import ReadError

#: ICE's columns, by the names this project uses, in the order ICE prints them.
COLUMNS = ("state", "agency", "type", "county", "support_type", "signed", "moa", "addendum")
REQUIRED = ("state", "agency", "support_type")


def _headings() -> dict[str, str]:
    """Heading as it is printed, in lower case -> ICE column: the folder of the source says them."""
    text = (files("deputized") / "sources" / "ice_participating" / "columns.csv").read_text(encoding="utf-8")
    return {h: row["column"] for row in csv.DictReader(StringIO(text)) for h in row["headings"].split("|")}


_HEADINGS = _headings()
#: Headings of tables that others make of ICE's lists.
COLLECTED = re.compile(
    r"extracted|(?:first|last|date) (?:seen|added|removed|scraped|checked|updated)\b|scraped|archived|snapshot|"
    r"agency validation|source file|content hash|sha256|agency id|agreement id|fips|ori\b|geoid|latitude|longitude"
)
_HEADER_WITHIN = 30  # rows
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
    left_out: frozenset[int] = frozenset()  # rows below the headings that are no listings whatever they name
    filled: Mapping[int, RawRow] = field(
        default_factory=dict
    )  # rows read with values that stand once for several
    blocks: tuple[str, ...] = ()  # the cells filled so, as ranges


@lru_cache(maxsize=32768)  # a row stands on a hundred lists
def heading(value: CellValue) -> str | None:
    """The ICE column that a heading names, in any case, spacing and punctuation, or None."""
    return _HEADINGS.get(_words(value))


def _words(value: CellValue) -> str:
    """A heading's words: in lower case, without what stands in brackets behind them ("AGENCY (LEA)")."""
    if not isinstance(value, str):
        return ""
    text = re.sub(r"\([^)]*\)", " ", value.lower().replace("287(g)", "287g"))
    return " ".join(re.findall(r"[a-z0-9]+", text))


def find_columns(header: Sequence[CellValue]) -> dict[str, int]:
    """ICE column -> position. A heading that names none is read as the one missing column it nearly names."""
    columns: dict[str, int] = {}
    for position, cell in enumerate(header):
        if (column := heading(cell)) is not None:
            columns[column] = position
    for position, cell in enumerate(header):
        words = _words(cell)
        if heading(cell) is not None or len(words) < 5:
            continue
        limit = 2 if len(words) >= 10 else 1
        near = {c for n, c in _HEADINGS.items() if OSA.distance(words, n, score_cutoff=limit) <= limit}
        if len(near) == 1 and not near & columns.keys():
            columns[near.pop()] = position
    return columns


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
    blocks = read_blocks(sheet, header_row.number, columns)
    sheet = blocks.within(sheet)
    signals += blocks.signals
    rows, left_out = _data_rows(sheet, header_row, columns, signals)
    named = _below(sheet, sheet.rows.index(header_row), columns["agency"])
    check_contents(workbook.name, sheet.name, columns, named)
    if len(named) > 2 and not rows:
        raise ReadError(
            workbook.name,
            f"none of its {len(named)} rows is an agreement in force: {signals[-1]}",
            _GIVE_LIST,
            sheet=sheet.name,
            row=named[0].number,
        )
    signed = columns.get("signed", len(header_row.cells))
    if workbook.is_1904 and any(
        isinstance(c, int | float) for r in rows for c in r.cells[signed : signed + 1]
    ):
        signals.append(
            "the workbook counts days from 1904; numbers under SIGNED are kept as Excel usually counts"
        )
    if sheet.visibility != "visible":
        signals.append(f"the list stands on a {sheet.visibility} sheet")
    ordered = tuple((name, columns[name]) for name in COLUMNS if name in columns)
    return ListSheet(
        index,
        _kind(columns, rows),
        header_row.number,
        header_row.cells,
        ordered,
        tuple(rows),
        tuple(signals),
        left_out,
        blocks.rows,
        blocks.ranges(),
    )


FROM_1904 = 1462
"""So many days later than usual a workbook begins that counts from 1904."""


def in_usual_count(workbook: RawWorkbook) -> RawWorkbook:
    """A workbook with the bare numbers under SIGNED in Excel's usual count, where its own begins in 1904.

    A number that is formatted as a date is one already; of the others nobody below could tell from when they count.
    """
    if not workbook.is_1904:
        return workbook
    return replace(workbook, sheets=tuple(map(_sheet_in_usual_count, workbook.sheets)))


def _sheet_in_usual_count(sheet: RawSheet) -> RawSheet:
    header = _header_row(sheet)
    at = None if header is None else find_columns(header.cells).get("signed")
    if header is None or at is None:
        return sheet
    rows = []
    for row in sheet.rows:
        value = row.cells[at] if row.number > header.number and at < len(row.cells) else None
        if isinstance(value, int | float) and not isinstance(value, bool):
            row = row._replace(cells=(*row.cells[:at], value + FROM_1904, *row.cells[at + 1 :]))
        rows.append(row)
    return replace(sheet, rows=tuple(rows))


def _header_row(sheet: RawSheet) -> RawRow | None:
    for row in sheet.rows:
        if row.number > _HEADER_WITHIN:
            break
        names = find_columns(row.cells)
        if "agency" in names and len(names) >= 3:
            return row
    return None


def _no_header(workbook: RawWorkbook) -> ReadError:
    for sheet in workbook.sheets:
        for row in sheet.rows[:_HEADER_WITHIN]:
            names = find_columns(row.cells)
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
    columns = find_columns(header.cells)
    read_as = {position: column for column, position in columns.items()}
    for position, cell in enumerate(header.cells):
        column = heading(cell)
        if column is not None and columns[column] != position:
            raise ReadError(
                name,
                f"the column {cell!r} stands twice in the heading row",
                _REPAIR,
                sheet=sheet.name,
                row=header.number,
            )
        if column is None and position in read_as:
            meant = read_as[position].upper().replace("_", " ")
            signals.append(f"the column {str(cell)[:60]!r} is read as {meant}")
        elif column is None and not is_blank(cell):
            if is_status(_words(cell)):
                signals.append(
                    f"the column {str(cell)[:60]!r} tells which rows are in force; it is read for that alone"
                )
                continue
            signals.append(
                f"the column {str(cell)[:60]!r} is not one of ICE's known columns; it is kept but not read"
            )
    if len(made := [str(c) for c in header.cells if COLLECTED.match(_words(c))]) > 1:
        raise ReadError(
            name,
            f"it is a collector's table made from ICE's lists, not a list of ICE's (it has the columns "
            f"{', '.join(made)}): ended agreements stand in it beside those in force",
            "Give the workbook that ICE published; collectors keep it beside their own",
            sheet=sheet.name,
            row=header.number,
        )
    missing = [column for column in REQUIRED if column not in columns]
    if missing:
        printed = ", ".join(column.upper().replace("_", " ") for column in missing)
        raise ReadError(
            name, f"its heading row lacks {printed}", _REPAIR, sheet=sheet.name, row=header.number
        )
    return columns


def _data_rows(
    sheet: RawSheet, header: RawRow, columns: dict[str, int], signals: list[str]
) -> tuple[list[RawRow], frozenset[int]]:
    """The rows that are listings, and the numbers of those that name something and are none."""
    # What stands under a heading we do not know is reported once, with the heading.
    known = set(columns.values()) | {p for p, cell in enumerate(header.cells) if not is_blank(cell)}
    agency = columns["agency"]
    status = next((p for p, cell in enumerate(header.cells) if is_status(_words(cell))), None)
    outside: list[int] = []
    first_gap = next(p for p in range(len(known) + 1) if p not in known)
    rows = []
    aside = Aside()
    section = ""  # why the rows from here on are not in force; "" while they are
    for at, row in enumerate(sheet.rows):
        if row.number <= header.number:
            if row.number < header.number and not all(map(is_blank, row.cells)):
                signals.append(f"row {row.number} stands above the heading row; it is kept but not read")
            continue
        cells = row.cells
        if is_title(row, columns):
            title = texts(row)[0]
            meaning = None if _names_one(title) else title_says(title)
            if meaning is not None:
                section = f"under {title[:60]!r}" if meaning == "out" else ""
                aside.put(row.number, f"is a title ({title[:60]!r})")
                continue
        if len(cells) > agency and names_agency(cells[agency]):
            why = _why_aside(row, columns, status, section)
            if why is not None:
                aside.put(row.number, why)
                continue
            rows.append(row)
            if any(p not in known and not is_blank(cells[p]) for p in range(first_gap, len(cells))):
                outside.append(row.number)
        elif len(cells) > agency and heading(cells[agency]) == "agency":
            signals.append(f"row {row.number} repeats the heading row; it is kept but not read")
            if not section and lacks_signing(_below(sheet, at, agency), columns):
                section = f"under the second heading row ({row.number}) and without SIGNED"
        elif not all(map(is_blank, cells)):
            signals.append(f"row {row.number} names no agency; it is kept but not read")
    if outside:
        which = f"row {outside[0]}" if len(outside) == 1 else f"{len(outside)} rows from row {outside[0]} on"
        verb = "has" if len(outside) == 1 else "have"
        signals.append(f"{which} {verb} text outside the list's columns; it is kept but not read")
    signals += aside.signals()
    return rows, frozenset(aside.rows)


def _below(sheet: RawSheet, at: int, agency: int) -> list[RawRow]:
    """The rows below a place in the sheet that name an agency."""
    return [r for r in sheet.rows[at + 1 :] if len(r.cells) > agency and names_agency(r.cells[agency])]


def _names_one(text: str) -> bool:
    """Whether a lone text may be an agency's name rather than a title."""
    return is_agency(text) and not text.isupper() and title_says(text) != "out"


def _why_aside(row: RawRow, columns: dict[str, int], status: int | None, section: str) -> str | None:
    """Why a row that has something in the agency column is no agreement in force; None if it may be one."""
    cells = row.cells
    agency = cells[columns["agency"]]
    model = columns["support_type"]
    is_whole = is_agency(agency) and model < len(cells) and not is_blank(cells[model])
    if (why := no_agency(agency)) is not None and not is_whole:  # "Source Lake Police Department" is no note
        return why
    if section:
        return f"stands {section}"
    if is_title(row, columns) and not is_agency(agency):
        return f"holds nothing but {str(agency).strip()[:40]!r}"
    if status is not None and status < len(cells) and (word := not_in_force(str(cells[status] or ""))):
        return f"has the status {word!r}"
    for column in ("agency", "support_type"):
        position = columns[column]
        if position < len(cells) and (word := tail_says(cells[position])):
            return f"is marked {word!r} under {column.upper().replace('_', ' ')}"
    return None


def _kind(columns: dict[str, int], rows: list[RawRow]) -> ListKind:
    if "signed" in columns:
        is_page = "type" not in columns and "county" not in columns
        return ListKind.WEBPAGE if is_page else ListKind.PARTICIPATING
    # No SIGNED column: a pending list, unless it has ADDENDUM, which none has, or most rows link to a signed agreement.
    if "addendum" in columns:
        return ListKind.PARTICIPATING
    moa = columns.get("moa")
    linked = sum(any(column == moa for column, _ in row.links) for row in rows)
    return ListKind.PARTICIPATING if rows and 2 * linked > len(rows) else ListKind.PENDING
