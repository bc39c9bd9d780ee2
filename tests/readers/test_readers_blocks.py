"""Values that stand once for several rows are read beside each of them, and the sheet can still be given back."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

import list_slips
from deputized.archive.intake import Incoming, take
from deputized.archive.records import RowStore, to_raw
from deputized.model.raw import RawRow, RawSheet, RawWorkbook
from deputized.readers.lists import read_list
from deputized.readers.xlsx import read_bytes, read_workbook
from list_slips import AGENCY, COUNTY, SIGNED, STATE, TYPE, Line, copied, grid_of, once_a_block, workbook_of

HEADINGS = ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA", "ADDENDUM")
TASK, JAIL, WARRANT = "Task Force Model", "Jail Enforcement Model", "Warrant Service Officer"
# Rows as ICE printed them on its list of 18 May 2026.
ROWS = (
    ("ALABAMA", "Franklin County Sheriff's Office", "County", "Franklin County", WARRANT, date(2025, 3, 26)),
    ("ALABAMA", "Franklin County Sheriff's Office", "County", "Frankin County", JAIL, date(2025, 6, 11)),
    ("ARKANSAS", "Garland County Sheriff's Office", "County ", "Garland County", JAIL, date(2025, 9, 22)),
    ("ARKANSAS", "Garland County Sheriff's Office", "County", "Garland County", WARRANT, date(2026, 4, 13)),
    ("FLORIDA", "Bay County Sheriff's Office", "County", "Bay County ", TASK, date(2025, 2, 26)),
    ("FLORIDA", "Bay County Sheriff's Office", "County", "Bay County", WARRANT, date(2019, 10, 15)),
)


def book_of(
    rows: list[list[object]], merged: tuple[str, ...] = (), name: str = "participatingAgencies05202026am.xlsx"
) -> tuple[bytes, RawWorkbook]:
    """A workbook as a spreadsheet program writes it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADINGS)
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), read_workbook(name, out.getvalue())


def read(book: RawWorkbook, column: int) -> list[object]:
    return [row.cells[column] if column < len(row.cells) else None for row in read_list(book).rows]


@pytest.mark.parametrize("column", range(SIGNED + 1))
@pytest.mark.parametrize(("first", "last"), [(0, 1), (2, 5), (0, 5)])
def test_what_is_merged_down_a_column_is_read_beside_every_row(column: int, first: int, last: int) -> None:
    letter = "ABCDEF"[column]
    _, book = book_of([list(row) for row in ROWS], (f"{letter}{first + 2}:{letter}{last + 2}",))
    expected = [ROWS[first][column] if first <= n <= last else row[column] for n, row in enumerate(ROWS)]
    assert read(book, column) == expected
    found = read_list(book)
    assert sum("are merged" in signal for signal in found.signals) == 1


def test_a_title_merged_along_a_row_and_cells_merged_past_the_end_are_no_listings() -> None:
    rows = [["Agreements in Alabama"], *map(list, ROWS)]
    _, book = book_of(rows, ("A2:H2", "B8:B40", "G3:G4"))
    assert len(read_list(book).rows) == len(ROWS)
    assert not any("are merged" in signal for signal in read_list(book).signals)


def test_the_workbook_is_given_back_with_its_blank_cells() -> None:
    rows = [list(row) for row in ROWS]
    data, book = book_of(rows, ("B2:B3", "A4:A7"))
    store = RowStore()
    record, _ = take(Incoming("participatingAgencies05202026am.xlsx", data), store)
    assert record.row_count == len(ROWS)
    again = to_raw(record, store.contents)
    assert [(r.number, r.cells) for r in again.sheets[0].rows] == [
        (r.number, r.cells) for r in book.sheets[0].rows
    ]
    assert again.sheets[0].merged == book.sheets[0].merged


@pytest.fixture(scope="module")
def newest(shared_corpus: Path) -> RawWorkbook:
    path = shared_corpus / "participating/2026-05-18am.xlsx"
    return read_workbook(path.name, read_bytes(path))


@pytest.mark.corpus
@pytest.mark.parametrize("column", [STATE, AGENCY])
def test_a_list_that_prints_a_value_once_a_block_is_the_same_list(newest: RawWorkbook, column: int) -> None:
    whole = grid_of(newest)
    slipped = workbook_of(newest, once_a_block(column)(copied(whole)))
    assert read(slipped, column) == read(newest, column)


@pytest.mark.corpus
def test_states_that_are_titles_over_their_blocks_are_read(newest: RawWorkbook) -> None:
    lines: list[Line] = []
    above: object = None
    for line in copied(grid_of(newest)):
        state = line.cells[STATE]
        if lines and state != above:
            lines.append(Line([state, *([None] * 7)]))
        above = state
        if lines:
            line.cells[STATE] = None
        lines.append(line)
    printed = [str(value).strip() for value in read(newest, STATE)]
    assert [str(value).strip() for value in read(workbook_of(newest, lines), STATE)] == printed


@pytest.mark.corpus
@pytest.mark.parametrize("column", [STATE, AGENCY])
@pytest.mark.parametrize("slip", ["broken off", "few gaps", "all but the first"])
def test_a_column_that_broke_off_is_not_filled(newest: RawWorkbook, column: int, slip: str) -> None:
    grid = copied(grid_of(newest))
    gaps = {
        "broken off": range(len(grid) // 2, len(grid)),
        "few gaps": range(40, 44),
        "all but the first": range(2, len(grid)),
    }[slip]
    for n in gaps:
        grid[n].cells[column] = None
    found = read_list(workbook_of(newest, grid))
    assert not found.filled and not found.blocks


@pytest.mark.corpus
def test_an_agency_is_not_handed_on_to_a_row_of_another_county(newest: RawWorkbook) -> None:
    grid = once_a_block(AGENCY)(copied(grid_of(newest)))
    blank = next(n for n, line in enumerate(grid) if n and line.cells[AGENCY] is None)
    grid[blank].cells[COUNTY] = "Kinney County"
    assert not read_list(workbook_of(newest, grid)).filled


def test_rows_without_a_block_are_left_as_they_are() -> None:
    rows = tuple(RawRow(n, False, (*row, None, None), ()) for n, row in enumerate(ROWS, 2))
    sheet = RawSheet("Sheet1", "visible", (RawRow(1, False, HEADINGS, ()), *rows))
    book = RawWorkbook("x.xlsx", "", 0, (sheet,))
    assert not read_list(book).filled
    assert read(replace(book, sheets=(sheet,)), TYPE) == [row[TYPE] for row in ROWS]
    assert list_slips.NAMES[TYPE] == "type"
