"""Which sheet, which list, which columns: by content; and what cannot be read for what it is, is refused."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from deputized.model.publications import ListKind
from deputized.model.raw import RawRow, RawSheet, RawWorkbook
from deputized.readers.errors import ReadError
from deputized.readers.lists import COLUMNS, ListSheet, heading, read_list
from deputized.readers.xlsx import read_workbook
from replica.books import restored
from workbook_surgery import edit_sheet, manifest

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def book() -> RawWorkbook:
    return restored("participating-2025-12-12pm")


@pytest.fixture(scope="module")
def pending() -> RawWorkbook:
    return restored("pending-2025-07-10am")


def with_rows(book: RawWorkbook, change: Callable[[list[list[Any]]], None]) -> RawWorkbook:
    """The list with its cells, header first, changed in place; links are left out."""
    sheet = book.sheets[0]
    table = [list(row.cells) + [None] * (8 - len(row.cells)) for row in sheet.rows]
    change(table)
    rows = tuple(RawRow(number, False, tuple(cells), ()) for number, cells in enumerate(table, 1))
    return RawWorkbook(
        book.name, book.sha256, book.byte_count, (RawSheet(sheet.name, "visible", rows),), book.modified
    )


def named(found: ListSheet) -> list[tuple[Any, ...]]:
    """Rows by ICE's columns, in COLUMNS' order, whatever order they stand in."""
    at = dict(found.columns)
    return [
        tuple(row.cells[at[c]] if c in at and at[c] < len(row.cells) else None for c in COLUMNS)
        for row in found.rows
    ]


def test_every_list_of_the_corpus_is_the_kind_and_has_the_rows_the_manifest_says(shared_corpus: Path) -> None:
    for row in manifest(shared_corpus)[::7]:
        found = read_list(read_workbook(row["file"], (shared_corpus / row["file"]).read_bytes()))
        assert len(found.rows) == int(row["rows"]), row["file"]
        is_misnamed = row["file"] == "participating/2025-09-22pm.xlsx"
        assert found.kind == ("pending" if is_misnamed else row["kind"]), row["file"]
        assert "|".join(str(cell) for cell in found.header if cell) == row["header"]


def test_the_pending_list_under_the_participating_name_is_a_pending_list(shared_corpus: Path) -> None:
    found = read_list(read_workbook("x", (shared_corpus / "participating/2025-09-22pm.xlsx").read_bytes()))
    assert (found.kind, len(found.rows)) == (ListKind.PENDING, 42)


def test_an_empty_pending_list_is_a_list(shared_corpus: Path) -> None:
    found = read_list(read_workbook("x", (shared_corpus / "pending/2025-11-06pm.xlsx").read_bytes()))
    assert (found.kind, found.rows) == (ListKind.PENDING, ())


def test_a_scratch_sheet_is_reported(shared_corpus: Path) -> None:
    found = read_list(read_workbook("x", (shared_corpus / "participating/2026-03-02am.xlsx").read_bytes()))
    assert found.signals == ("sheet 'Sheet2' is not part of the list",)


def test_columns_in_any_order_read_the_same(book: RawWorkbook) -> None:
    expected = named(read_list(with_rows(book, lambda table: None)))
    for seed in range(6):
        order = list(range(8))
        random.Random(seed).shuffle(order)

        def permute(table: list[list[Any]], order: list[int] = order) -> None:
            table[:] = [[cells[i] for i in order] for cells in table]

        found = read_list(with_rows(book, permute))
        assert named(found) == expected
        assert found.kind == ListKind.PARTICIPATING


@pytest.mark.parametrize("column", range(8))
def test_a_dropped_column_is_refused_or_taken_for_what_is_left(book: RawWorkbook, column: int) -> None:
    def drop(table: list[list[Any]]) -> None:
        for cells in table:
            del cells[column]

    name = COLUMNS[column]
    if name in ("state", "agency", "support_type"):
        with pytest.raises(ReadError, match="heading") as caught:
            read_list(with_rows(book, drop))
        assert caught.value.sheet == "Sheet1"
    else:
        assert name not in dict(read_list(with_rows(book, drop)).columns)


def test_a_list_whose_signed_column_went_is_still_a_participating_list(book: RawWorkbook) -> None:
    sheet = book.sheets[0]
    rows = tuple(
        RawRow(r.number, r.hidden, r.cells[:5] + r.cells[6:], tuple((c - (c > 5), u) for c, u in r.links))
        for r in sheet.rows
    )
    found = read_list(RawWorkbook("x", "", 0, (RawSheet("Sheet1", "visible", rows),)))
    assert found.kind == ListKind.PARTICIPATING


@pytest.mark.parametrize(
    ("left", "right"), [(0, 1), (0, 2), (0, 3), (0, 4), (1, 4), (1, 5), (4, 5), (4, 2), (5, 3)]
)
def test_swapped_contents_under_right_headings_are_refused(book: RawWorkbook, left: int, right: int) -> None:
    def swap(table: list[list[Any]]) -> None:
        for cells in table[1:]:
            cells[left], cells[right] = cells[right], cells[left]

    with pytest.raises(ReadError, match=r"does not hold|swapped") as caught:
        read_list(with_rows(book, swap))
    assert caught.value.row == 2


def test_swapped_contents_of_a_pending_list_are_refused(pending: RawWorkbook) -> None:
    def swap(table: list[list[Any]]) -> None:
        for cells in table[1:]:
            cells[0], cells[1] = cells[1], cells[0]

    with pytest.raises(ReadError, match="swapped"):
        read_list(with_rows(pending, swap))


def test_a_state_misspelt_throughout_and_a_blank_model_column_pass(book: RawWorkbook) -> None:
    def misspell(table: list[list[Any]]) -> None:
        for cells in table[1:]:
            cells[0] = "PENNSLYVANIA" if cells[0] == "PENNSYLVANIA" else cells[0]
            cells[4] = None

    assert len(read_list(with_rows(book, misspell)).rows) == 1245


def test_a_column_printed_twice_is_refused(book: RawWorkbook) -> None:
    with pytest.raises(ReadError, match="stands twice"):
        read_list(with_rows(book, lambda table: table[0].__setitem__(2, "state ")))


def test_an_unknown_column_is_reported(book: RawWorkbook) -> None:
    def add(table: list[list[Any]]) -> None:
        for number, cells in enumerate(table):
            cells += [None] * (8 - len(cells)) + ["REGION" if number == 0 else "South"]

    found = read_list(with_rows(book, add))
    assert len(found.rows) == 1245
    assert found.signals == (
        "the column 'REGION' is not one of ICE's known columns; it is kept but not read",
    )


def test_text_beside_the_list_is_one_signal(book: RawWorkbook) -> None:
    def scribble(table: list[list[Any]]) -> None:
        for cells in table[3:40]:
            cells += [None] * (10 - len(cells)) + ["?"]

    assert read_list(with_rows(book, scribble)).signals == (
        "37 rows from row 4 on have text outside the list's columns; it is kept but not read",
    )


def test_headings_worded_anew_or_misspelt_are_read_and_reported(book: RawWorkbook) -> None:
    anew = ["STATE / TERRITORY", "LAW ENFORCMENT AGENCY (LEA)", "Agency Type", "COUNTY/PARISH", "287(g) Model",
            "Date MOA Signed", "Link to MOA", "ADDENDUMM"]  # fmt: skip
    found = read_list(with_rows(book, lambda table: table.__setitem__(0, anew)))
    assert dict(found.columns) == dict(read_list(book).columns)
    assert len(found.rows) == 1245
    assert found.signals == (
        "the column 'LAW ENFORCMENT AGENCY (LEA)' is read as AGENCY",
        "the column 'ADDENDUMM' is read as ADDENDUM",
    )


def test_a_new_column_is_not_read_as_one_it_nearly_names(book: RawWorkbook) -> None:
    def add(table: list[list[Any]]) -> None:
        table[0] += [None] * (8 - len(table[0])) + ["STATUS"]

    found = read_list(with_rows(book, add))
    assert dict(found.columns) == dict(read_list(book).columns)
    assert any("'STATUS'" in signal for signal in found.signals)


@pytest.mark.parametrize(
    ("printed", "column"),
    [
        ("STATE", "state"),
        (" Law  Enforcement\nAgency ", "agency"),
        ("Support Type:", "support_type"),
        ("date signed", "signed"),
        ("MOA Link", "moa"),
        ("Notes", None),
        (None, None),
        (5, None),
    ],
)
def test_headings_are_known_in_any_case_and_spacing(printed: Any, column: str | None) -> None:
    assert heading(printed) == column


def test_rows_that_are_no_listing_are_reported_and_not_read(book: RawWorkbook) -> None:
    def add(table: list[list[Any]]) -> None:
        table.append(["Total", None, None, None, None, None, 1245, None])
        table.append(list(table[0]))
        table.append([" ", "\xa0", None, None, None, None, None, None])
        table[5].append("spill")

    found = read_list(with_rows(book, add))
    assert len(found.rows) == 1245
    assert set(found.signals) == {
        "row 1247 names no agency; it is kept but not read",
        "row 1248 repeats the heading row; it is kept but not read",
        "row 6 has text outside the list's columns; it is kept but not read",
    }


def test_a_title_above_the_headings_is_found_past_and_reported(book: RawWorkbook) -> None:
    found = read_list(
        with_rows(book, lambda table: table.insert(0, ["287(g) list of 12 December"] + [None] * 7))
    )
    assert (found.header_row, len(found.rows)) == (2, 1245)
    assert found.signals == ("row 1 stands above the heading row; it is kept but not read",)


def test_a_workbook_without_a_list_says_which_sheets_it_has() -> None:
    sheet = RawSheet("Budget", "visible", (RawRow(1, False, ("Year", "Cost"), ()),))
    with pytest.raises(ReadError, match="'Budget'"):
        read_list(RawWorkbook("x", "", 0, (sheet,)))


def test_ten_times_the_rows_odd_dates_and_markup_are_read(shared_corpus: Path) -> None:
    data = (shared_corpus / "participating/2025-04-28am.xlsx").read_bytes()

    def edit(ws: Any) -> None:
        rows = [[cell.value for cell in cells] for cells in ws.iter_rows(min_row=2)]
        for _ in range(9):
            for cells in rows:
                ws.append(cells)
        ws["B2"] = "<script>alert('x')</script> Sheriff 😀 ='cmd'|x"
        ws["F3"] = date(1900, 3, 1)
        ws["F4"] = date(2999, 12, 31)

    book = read_workbook("x.xlsx", edit_sheet(data, edit))
    found = read_list(book)
    assert len(found.rows) == 5060
    assert found.rows[0].cells[1] == "<script>alert('x')</script> Sheriff 😀 ='cmd'|x"
    assert [row.cells[5] for row in found.rows[1:3]] == [date(1900, 3, 1), date(2999, 12, 31)]
