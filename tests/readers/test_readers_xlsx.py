"""What the reader gives is what the workbook prints: against openpyxl, and the fast scan against the parse."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bench.gold import labelled
from openpyxl.worksheet.hyperlink import Hyperlink

from deputized.model.cells import CellError, CellValue
from deputized.model.raw import RawRow, RawSheet, RawWorkbook
from deputized.readers import sheet as sheet_module
from deputized.readers.errors import ReadError
from deputized.readers.links import clean_link
from deputized.readers.xlsx import read_workbook
from workbook_surgery import SHEET, edit_parts, edit_sheet, manifest, replaced

pytestmark = pytest.mark.corpus

ODD = (
    "participating/2025-03-01.xlsx",  # saved again by another program
    "participating/2025-07-08pm.xlsx",  # 408 rows hidden
    "participating/2025-09-22pm.xlsx",  # a pending list
    "participating/2025-09-24am.xlsx",  # a blank row inside
    "participating/2026-03-02am.xlsx",  # a second sheet
    "participating/2026-04-30am.xlsx",  # carriage returns in texts
    "pending/2025-05-22pm.xlsx",
    "pending/2025-11-06pm.xlsx",  # no rows
    "webpage/2025-02-19T163339.xlsx",
)


def sample(corpus: Path, step: int) -> list[Path]:
    return [corpus / row["file"] for row in manifest(corpus)[::step]] + [corpus / name for name in ODD]


def as_openpyxl_sees(
    data: bytes,
) -> list[tuple[str, dict[tuple[int, int], object], dict[tuple[int, int], str], set[int]]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    sheets = []
    for ws in book.worksheets:
        values: dict[tuple[int, int], object] = {}
        links: dict[tuple[int, int], str] = {}
        for cells in ws.iter_rows():
            for cell in cells:
                at = (cell.row, cell.column - 1)
                if cell.value is not None:
                    values[at] = CellError(str(cell.value)) if cell.data_type == "e" else cell.value
                if cell.hyperlink is not None and (url := clean_link(cell.hyperlink.target or "")):
                    links[at] = url
        hidden = {number for number, row in ws.row_dimensions.items() if row.hidden}
        sheets.append((ws.title, values, links, hidden))
    return sheets


def plain(value: object) -> object:
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return value


def test_values_links_and_hidden_rows_are_those_openpyxl_finds(shared_corpus: Path) -> None:
    for path in sample(shared_corpus, 12):
        data = path.read_bytes()
        book = read_workbook(path.name, data)
        for sheet, (title, values, links, hidden) in zip(book.sheets, as_openpyxl_sees(data), strict=True):
            assert sheet.name == title
            ours = {
                (row.number, column): value
                for row in sheet.rows
                for column, value in enumerate(row.cells)
                if value is not None
            }
            assert ours == {at: plain(value) for at, value in values.items()}, path.name
            assert {(row.number, c): url for row in sheet.rows for c, url in row.links} == links, path.name
            assert {row.number for row in sheet.rows if row.hidden} == hidden, path.name


def test_the_fast_scan_and_the_full_parse_agree(shared_corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scanned = {path: repr(read_workbook(path.name, path.read_bytes())) for path in sample(shared_corpus, 30)}
    monkeypatch.setattr(sheet_module, "scan_sheet", lambda *_: None)
    monkeypatch.setattr("deputized.readers.xlsx.scan_strings", lambda _: None)
    monkeypatch.setattr("deputized.readers.xlsx.scan_targets", lambda _: None)
    for path, expected in scanned.items():
        assert repr(read_workbook(path.name, path.read_bytes())) == expected, path.name


def test_nearly_all_of_the_corpus_is_read_by_the_fast_scan(
    shared_corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []
    parse = sheet_module.SheetReader._parse

    def spy(self: sheet_module.SheetReader, part: str, data: bytes) -> sheet_module.SheetParts:
        parsed.append(self._package.name)
        return parse(self, part, data)

    monkeypatch.setattr(sheet_module.SheetReader, "_parse", spy)
    paths = sample(shared_corpus, 4)
    for path in paths:
        read_workbook(path.name, path.read_bytes())
    assert len(set(parsed)) <= 3, parsed


def test_error_cells_are_errors_and_not_texts(shared_corpus: Path) -> None:
    book = read_workbook("x.xlsx", (shared_corpus / "participating/2025-12-12pm.xlsx").read_bytes())
    errors = [cell for row in book.sheets[0].rows for cell in row.cells if isinstance(cell, CellError)]
    assert len(errors) == 221
    assert set(errors) == {CellError("#N/A")}


def test_no_address_of_a_person_survives_in_any_link(shared_corpus: Path) -> None:
    wrapped = 0
    for row in manifest(shared_corpus):
        data = (shared_corpus / row["file"]).read_bytes()
        book = read_workbook(row["file"], data)
        for sheet in book.sheets:
            for raw in sheet.rows:
                for _, url in raw.links:
                    wrapped += row["sha256"] in labelled()
                    lowered = url.lower()
                    assert "@" not in lowered and "%40" not in lowered and "safelinks" not in lowered
                    assert "data=" not in lowered
    assert wrapped == 146_246  # MESS.md section 7 counts as many


# --- things the corpus does not have (MESS.md section 0), done to real lists ---


@pytest.fixture(scope="module")
def data(shared_corpus: Path) -> bytes:
    return (shared_corpus / "participating/2025-06-11pm.xlsx").read_bytes()


def row_of(book: RawWorkbook, number: int) -> RawRow:
    return next(row for row in book.sheets[0].rows if row.number == number)


def test_a_link_over_a_range_stands_on_each_of_its_cells(data: bytes) -> None:
    def edit(ws: Any) -> None:
        ws["D5"].hyperlink = Hyperlink(ref="D5:D9", target="https://www.ice.gov/range.pdf")
        ws["D5"].hyperlink.ref = "D5:D9"

    book = read_workbook("x.xlsx", edit_sheet(data, edit))
    found = {number: dict(row_of(book, number).links).get(3) for number in range(4, 11)}
    url = "https://www.ice.gov/range.pdf"
    assert found == {4: None, 5: url, 6: url, 7: url, 8: url, 9: url, 10: None}


def test_a_link_range_over_the_whole_sheet_stays_within_its_extent(data: bytes) -> None:
    first = re.search(rb'<hyperlink ref="(G\d+)"', zipfile.ZipFile(io.BytesIO(data)).read(SHEET))
    assert first is not None
    whole = first[0].replace(first[1], b"A1:XFD1048576")
    book = read_workbook("x.xlsx", edit_parts(data, {SHEET: replaced(first[0], whole)}))
    sheet = book.sheets[0]
    assert all(column < 20 for row in sheet.rows for column, _ in row.links)
    assert sheet.rows[-1].number < 700
    assert len(dict(sheet.rows[0].links)) >= 7


def test_a_link_to_a_place_in_the_workbook_is_kept(data: bytes) -> None:
    def edit(ws: Any) -> None:
        ws["G5"].hyperlink = Hyperlink(ref="G5", location="Sheet1!A1")

    assert dict(row_of(read_workbook("x", edit_sheet(data, edit)), 5).links)[6] == "#Sheet1!A1"


def test_a_hyperlink_formula_is_a_link_and_its_value_the_text(data: bytes) -> None:
    formula = b'<f>HYPERLINK("https://www.ice.gov/f.pdf","link")</f><v>link</v>'

    def edit(xml: bytes) -> bytes:
        start = xml.index(b'<c r="D5"')
        end = xml.index(b"</c>", start)
        return xml[:start] + b'<c r="D5" t="str">' + formula + xml[end:]

    row = row_of(read_workbook("x", edit_parts(data, {SHEET: edit})), 5)
    assert row.cells[3] == "link"
    assert dict(row.links)[3] == "https://www.ice.gov/f.pdf"


def test_a_formula_without_a_value_is_an_error_that_names_the_row(data: bytes) -> None:
    def edit(ws: Any) -> None:
        ws["B7"] = "=A7&C7"

    with pytest.raises(ReadError, match=r"formula without the value") as caught:
        read_workbook("x.xlsx", edit_sheet(data, edit))
    assert (caught.value.sheet, caught.value.row) == ("Sheet1", 7)


def test_hidden_columns_merged_cells_and_sheet_order(data: bytes) -> None:
    def edit(ws: Any) -> None:
        ws.column_dimensions["C"].hidden = True
        ws.merge_cells("A3:A4")
        book = ws.parent
        first = book.create_sheet("Notes", 0)
        first["A1"] = "notes"
        first.sheet_state = "veryHidden"

    book = read_workbook("x.xlsx", edit_sheet(data, edit))
    assert [(s.name, s.visibility) for s in book.sheets] == [("Notes", "veryHidden"), ("Sheet1", "visible")]
    assert book.sheets[1].hidden_columns == (2,)
    assert book.sheets[1].merged == ("A3:A4",)


def first_cells(data: bytes, values: list[object]) -> list[CellValue]:
    def edit(ws: Any) -> None:
        for column, value in enumerate(values, 1):
            ws.cell(3, column).value = value

    return list(row_of(read_workbook("x", edit_sheet(data, edit)), 3).cells[: len(values)])


def test_values_keep_their_types(data: bytes) -> None:
    values: list[CellValue] = [
        1,
        2.5,
        True,
        date(1900, 1, 5),
        date(2999, 12, 31),
        datetime(2025, 3, 26, 13, 30),
        time(9, 15),
        timedelta(hours=30),
        "<b>&amp;😀</b>",
        " x \n y ",
    ]
    assert list(map(repr, first_cells(data, list(values)))) == list(map(repr, values))


def test_dates_count_from_1904_where_the_workbook_says_so(data: bytes) -> None:
    signed = [row.cells[5] for row in read_workbook("x", data).sheets[0].rows[1:] if len(row.cells) > 5]
    shifted = edit_parts(data, {"xl/workbook.xml": replaced(b"<workbookPr", b'<workbookPr date1904="1"')})
    other = [row.cells[5] for row in read_workbook("x", shifted).sheets[0].rows[1:] if len(row.cells) > 5]
    pairs = [
        (a, b) for a, b in zip(signed, other, strict=True) if isinstance(a, date) and isinstance(b, date)
    ]
    assert len(pairs) > 500
    assert {b - a for a, b in pairs} == {timedelta(days=1462)}


@pytest.mark.parametrize(
    "edit",
    [
        lambda xml: xml.replace(b"<sheetData>", b"<!-- <c r='A1'/> --><sheetData>"),
        lambda xml: xml.replace(b' t="s"><v>', b"  t='s' ><v>"),
        lambda xml: xml.replace(b"<row ", b"<row\n ").replace(b"</c>", b"</c >"),
        lambda xml: b"\xef\xbb\xbf" + xml,
        lambda xml: xml.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16"),
    ],
)  # fmt: skip
def test_the_same_sheet_written_in_another_way_reads_the_same(
    data: bytes, edit: Callable[[bytes], bytes]
) -> None:
    rewritten = edit_parts(data, {SHEET: edit})
    assert rewritten != data
    assert sheets_of(rewritten) == sheets_of(data)


def sheets_of(data: bytes) -> tuple[RawSheet, ...]:
    return read_workbook("x.xlsx", data).sheets
