"""Odd but whole workbooks: what spreadsheet programs read is read, and says what the plain one says."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from deputized.readers.errors import ReadError
from deputized.readers.formats import read_list_file
from deputized.readers.lists import read_list
from deputized.readers.xlsx import read_file, read_workbook
from replica.books import workbook_bytes
from workbook_surgery import SHEET, edit_parts, parts_of, zip_of

CASES = Path(__file__).parents[3] / "shared" / "cases" / "workbooks"
REFUSED = {"bzip2": "unusual way"}
"""What neither Excel nor calamine reads."""
OTHERWISE = {"error_agency", "iso_d_cell_z"}  # other values, on purpose


def rows(path: Path) -> list[tuple[Any, ...]]:
    return [
        tuple(as_day(c) for c in row.cells[:6])
        for row in read_list(read_list_file(path.name, path.read_bytes())).rows
    ]


def as_day(cell: Any) -> Any:
    """A day however it was stored: as a date, with a time, or as the number of days Excel counts."""
    if isinstance(cell, datetime):
        return (cell.replace(tzinfo=None)).date()
    if isinstance(cell, (int, float)) and 40_000 < cell < 50_000:
        return date.fromordinal(date(1899, 12, 30).toordinal() + round(cell))
    return cell


@pytest.mark.corpus
@pytest.mark.parametrize("name", sorted(p.stem for p in CASES.glob("*.xlsx")) if CASES.is_dir() else [])
def test_cases(name: str) -> None:
    path = CASES / f"{name}.xlsx"
    if name in REFUSED:
        with pytest.raises(ReadError, match=REFUSED[name]):
            read_file(path)
        return
    plain, found = rows(CASES / "plain.xlsx"), rows(path)
    if name not in OTHERWISE:
        assert [[" ".join(c.split()) for c in r[:5]] for r in found] == [list(r[:5]) for r in plain]
        assert all(isinstance(r[5], date) and r[5].year == 2025 for r in found)
    else:
        assert len(found) >= 3


@pytest.fixture(scope="module")
def data() -> bytes:
    return workbook_bytes("participating/2025-06-11pm.xlsx")


def renamed(data: bytes, rename: Any) -> bytes:
    return zip_of({rename(name): part for name, part in parts_of(data).items()})


@pytest.mark.corpus
@pytest.mark.parametrize(
    "rename",
    [str.upper, str.title, lambda n: n.replace("/", "\\"), lambda n: "/" + n, lambda n: "\\" + n.upper()],
)
def test_parts_are_found_whatever_the_case_and_slashes_of_their_names(data: bytes, rename: Any) -> None:
    assert read_workbook("x.xlsx", renamed(data, rename)).sheets == read_workbook("x.xlsx", data).sheets


@pytest.mark.corpus
@pytest.mark.parametrize(
    "core", [b"", b"<a><b>", b"\xff\xfe", b"no xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", b"<x/>"]
)
def test_broken_properties_refuse_nothing(data: bytes, core: bytes) -> None:
    found = read_workbook("x.xlsx", edit_parts(data, {"docProps/core.xml": lambda _: core}))
    assert found.sheets == read_workbook("x.xlsx", data).sheets and found.modified is None


@pytest.mark.corpus
@pytest.mark.parametrize(
    "empty",
    [
        b'<row r="1048576"><c r="A1048576" s="1"/></row>',
        b'<row r="1048576" ht="15" customHeight="1"/>',
        b'<row r="70000" hidden="1"><c r="XFD70000"/><c r="XFE70000" s="2"/></row>',
        b'<row r="3000"><c r="XFD3000" s="1"/></row>',
    ],
)
def test_formatting_out_to_the_edge_of_the_sheet_is_nothing_printed(data: bytes, empty: bytes) -> None:
    found = read_workbook(
        "x.xlsx", edit_parts(data, {SHEET: lambda xml: xml.replace(b"</sheetData>", empty + b"</sheetData>")})
    )
    assert found.sheets == read_workbook("x.xlsx", data).sheets


@pytest.mark.corpus
def test_what_stands_before_the_zip_is_passed_over(data: bytes) -> None:
    assert (
        read_workbook("x.xlsx", b"\r\nHTTP/1.1 200 OK\r\n\r\n" + data).sheets
        == read_workbook("x.xlsx", data).sheets
    )


def widened(sheet: bytes, rows: int) -> bytes:
    """A sheet whose rows are formatted down to column XFD, as Gnumeric saves them, each element on its own line."""
    letters = [letters_of(n) for n in range(30, 16_384)]
    left = rows

    def wide(match: re.Match[bytes]) -> bytes:
        nonlocal left
        if left == 0:
            return match[0]
        left -= 1
        number = match[2].decode()
        cells = "\n      ".join(f'<c r="{column}{number}" s="0"/>' for column in letters)
        return match[1] + cells.encode() + b"\n    </row>"

    return re.sub(rb'(<row r="(\d+)"(?:(?!</row>).)*)</row>', wide, sheet, flags=re.DOTALL)


def letters_of(column: int) -> str:
    """The letters of a column counted from 0."""
    text = ""
    column += 1
    while column:
        column, at = divmod(column - 1, 26)
        text = chr(65 + at) + text
    return text


@pytest.mark.corpus
@pytest.mark.parametrize("rows", [3, 200])
def test_formatting_down_to_the_last_column_is_nothing_printed(data: bytes, rows: int) -> None:
    """Also where the sheet so unpacks to many times what a list may have."""
    wide = edit_parts(data, {SHEET: lambda sheet: widened(sheet, rows)})
    assert (len(parts_of(wide)[SHEET]) > 24 * 2**20) == (rows == 200)
    assert read_workbook("x.xlsx", wide).sheets == read_workbook("x.xlsx", data).sheets


@pytest.mark.corpus
def test_a_value_far_to_the_right_is_not_left_out_with_the_empty_cells(data: bytes) -> None:
    def far(sheet: bytes) -> bytes:
        return widened(sheet, 3).replace(b'<c r="XFC2" s="0"/>', b'<c r="XFC2"><v>5</v></c>')

    with pytest.raises(ReadError, match="far outside any list"):
        read_workbook("x.xlsx", edit_parts(data, {SHEET: far}))


@pytest.mark.corpus
def test_what_is_hidden_in_a_comment_is_no_cell_also_in_a_wide_sheet(data: bytes) -> None:
    def hidden(sheet: bytes) -> bytes:
        return widened(sheet, 3).replace(
            b"</row>", b'<!--<c r="AA1"/><c r="A1"><v>7</v></c></row>--></row>', 1
        )

    assert read_workbook("x.xlsx", edit_parts(data, {SHEET: hidden})).sheets == (
        read_workbook("x.xlsx", data).sheets
    )
