"""Rosters as people make them: every problem at once, nothing computed on half of one, nothing that breaks the reader."""

from __future__ import annotations

import contextlib
import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from deputized.money.ledger import claim
from deputized.money.roster import COLUMNS, RosterError, parse_roster, read_roster

GOOD = (
    "officer_id,model,certified_on,left_on,annual_salary,benefits,quarter,overtime_hours,overtime_rate,success_rate\n"
    '101,TFM,2025-11-17,,"$52,000.00",0.38,2025Q4,40,37.50,0.92\n'
    "102,wso,2025-09-01,,48000,18240,2025 q4,0,34,\n"
)


def problems(text: str) -> list[tuple[int, str]]:
    with pytest.raises(RosterError) as caught:
        parse_roster("r.csv", text.encode())
    return [(p.row, p.column) for p in caught.value.problems]


def test_a_good_roster() -> None:
    first, second = parse_roster("r.csv", GOOD.encode())
    assert (first.annual_salary, first.annual_benefits) == (Decimal("52000.00"), Decimal("19760.0000"))
    assert (second.model, second.annual_benefits, second.success_rate) == ("WSO", Decimal(18240), None)


def test_every_problem_is_told_at_once() -> None:
    text = GOOD + (
        "103,TFM,2026-02-01,,-5,0.38,2025Q4,40,37.50,1.2\n"
        "104,XYZ,soon,,abc,12,2025Q5,3000,,0.5\n"
        "101,TFM,2025-11-17,,52000,0.38,2025Q4,1,37.50,0.9\n"
        "102,TFM,2025-09-01,,48000,0.38,2026Q1,0,34,\n"
        "105,TFM,2025-12-01,2025-11-01,=1+1,0.38,2025Q4,#N/A,37.50,\n"
    )
    assert problems(text) == [
        (4, "annual_salary"), (4, "success_rate"), (4, "certified_on"),
        (5, "model"), (5, "certified_on"), (5, "annual_salary"), (5, "benefits"), (5, "quarter"), (5, "overtime_hours"),
        (5, "overtime_rate"), (6, "officer_id"), (7, "officer_id"), (8, "annual_salary"), (8, "overtime_hours"),
        (8, "left_on"),
    ]  # fmt: skip


def test_two_officers_with_one_id_are_told_even_if_a_row_has_other_problems() -> None:
    text = GOOD + (
        "201,TFM,2025-10-01,,abc,0.38,2025Q4,1,37.50,0.9\n"
        "201,WSO,2025-10-01,,52000,0.38,2026Q1,1,37.50,0.9\n"
        "201,TFM,2025-10-01,,52000,0.38,2025Q4,1,37.50,0.9\n"
    )
    assert problems(text) == [(4, "annual_salary"), (5, "officer_id"), (6, "officer_id")]


def test_a_day_after_the_quarter_and_a_leaving_before_it() -> None:
    assert problems(GOOD.replace("2025-11-17", "2026-01-02")) == [(2, "certified_on")]
    assert problems(GOOD.replace("2025-11-17,,", "2025-11-17,2025-11-17,")) == [(2, "left_on")]


@pytest.mark.parametrize(
    "column", [c for c in COLUMNS if c not in ("left_on", "success_rate", "certified_on")]
)
def test_a_missing_column_is_named(column: str) -> None:
    assert problems(GOOD.replace(column, "something")) == [(1, column), (1, "something")]


def test_empty_files_and_strange_bytes() -> None:
    assert problems("") == [(1, "")]
    assert problems(GOOD.splitlines()[0]) == [(1, "")]
    for data in (b"\xff\xfe\x00x", b"PK\x03\x04 not a zip", b"\x00" * 100):
        with pytest.raises(RosterError):
            parse_roster("r.xlsx", data)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match="cannot be opened"):
        read_roster(tmp_path / "none.csv")


def workbook(rows: list[list[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_is_the_same_roster() -> None:
    rows: list[list[object]] = [list(r) for r in csv.reader(io.StringIO(GOOD))]
    rows[1][2], rows[1][4], rows[1][5] = date(2025, 11, 17), 52000, 0.38
    assert (
        claim(parse_roster("r.xlsx", workbook(rows))).total
        == claim(parse_roster("r.csv", GOOD.encode())).total
    )


def test_formulas_and_text_in_a_workbook_are_named_by_row_and_column() -> None:
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    for n, row in enumerate(csv.reader(io.StringIO(GOOD))):
        sheet.write_row(n, 0, row)
    sheet.write_formula(1, 4, "=26000*2", None, 52_000)
    sheet.write_string(2, 7, "none")
    book.close()
    with pytest.raises(RosterError) as caught:
        parse_roster("r.xlsx", stream.getvalue())
    assert [(p.row, p.column) for p in caught.value.problems] == [(2, "annual_salary"), (3, "overtime_hours")]
    assert "paste values only" in str(caught.value)


def test_a_formula_never_calculated_is_named_too() -> None:
    rows: list[list[object]] = [list(r) for r in csv.reader(io.StringIO(GOOD))]
    rows[1][4] = "=26000*2"
    with pytest.raises(RosterError) as caught:
        parse_roster("r.xlsx", workbook(rows))
    assert [(p.row, p.column) for p in caught.value.problems] == [(2, "column E")]


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    with contextlib.suppress(RosterError):
        claim(parse_roster("r.csv", data))


@given(st.lists(st.lists(st.text(max_size=12), min_size=10, max_size=10), max_size=4))
def test_no_cells_break_the_reader(rows: list[list[str]]) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerows([COLUMNS, *rows])
    with contextlib.suppress(RosterError):
        claim(parse_roster("r.csv", stream.getvalue().encode("utf-8", "replace")))


CELLS = st.sampled_from(
    [
        "1",
        "-1",
        "",
        "TFM",
        "2025Q4",
        "2025-11-01",
        "52000",
        "0.38",
        "1.5",
        "=A1",
        "NaN",
        "inf",
        "1e9",
        "<b>",
        "٣",
        "0x10",
    ]
)


@settings(max_examples=300)
@given(st.lists(CELLS, min_size=10, max_size=10))
def test_mutated_rows_are_read_or_refused_whole(cells: list[str]) -> None:
    text = GOOD + ",".join(cells) + "\n"
    try:
        rows = parse_roster("r.csv", text.encode())
    except RosterError as error:
        assert all(p.row == 4 for p in error.problems)
    else:
        assert len(rows) == 3
        assert claim(rows).total.cost >= 0
