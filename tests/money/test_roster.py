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

from deputized.money.coverage import ClaimLine, OfficerQuarter
from deputized.money.ledger import claim
from deputized.money.roster import COLUMNS, OPTIONAL, RosterAnswers, RosterError, parse_roster, read_roster

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
    first, second = parse_roster("r.csv", GOOD.encode()).rows
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
    assert problems(text) == [(4, "annual_salary"), (6, "officer_id")]


def test_a_day_after_the_quarter_and_a_leaving_before_it() -> None:
    assert problems(GOOD.replace("2025-11-17", "2026-01-02")) == [(2, "certified_on")]
    assert problems(GOOD.replace("2025-11-17,,", "2025-11-17,2025-11-17,")) == [(2, "left_on")]


@pytest.mark.parametrize("column", [c for c in COLUMNS if c not in OPTIONAL])
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
        claim(parse_roster("r.xlsx", workbook(rows)).rows).total
        == claim(parse_roster("r.csv", GOOD.encode()).rows).total
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
        claim(parse_roster("r.csv", data).rows)


@given(st.lists(st.lists(st.text(max_size=12), min_size=10, max_size=10), max_size=4))
def test_no_cells_break_the_reader(rows: list[list[str]]) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerows([COLUMNS, *rows])
    with contextlib.suppress(RosterError):
        claim(parse_roster("r.csv", stream.getvalue().encode("utf-8", "replace")).rows)


HEAD = GOOD.splitlines()[0]


def one(text: str, answers: RosterAnswers = RosterAnswers()) -> OfficerQuarter:  # noqa: B008 (frozen)
    (row,) = parse_roster("r.csv", f"{HEAD}\n{text}\n".encode(), answers).rows
    return row


def why(text: str) -> str:
    with pytest.raises(RosterError) as caught:
        parse_roster("r.csv", f"{HEAD}\n{text}\n".encode())
    return str(caught.value)


@pytest.mark.parametrize(
    ("salary", "rate"),
    [
        ('"52.000,00"', '"37,50"'),
        ('"$52,000.00"', "37.5"),
        ("52000", "37.50"),
        ('"52,000"', '"$37.50 "'),
        ("52 000,00", "37.5"),
    ],
)
def test_amounts_as_offices_write_them_are_one_amount(salary: str, rate: str) -> None:
    salary = salary if '"' in salary else f'"{salary}"'
    row = one(f"1,TFM,2025-11-17,,{salary},0.38,2026Q1,40,{rate},0.92")
    assert (row.annual_salary, row.overtime_rate) == (Decimal(52_000), Decimal("37.5"))


def test_a_number_that_can_be_read_in_two_ways_is_a_question() -> None:
    text = "1,TFM,2025-11-17,,52.000,0.38,2026Q1,40,37.50,0.92"
    assert "--decimal comma or point" in why(text)
    assert one(text, RosterAnswers(decimal="comma")).annual_salary == 52_000
    assert one(text, RosterAnswers(decimal="point")).annual_salary == 52


@pytest.mark.parametrize(
    "day", ["11/17/2025", "17/11/2025", '"Nov 17, 2025"', "17-Nov-25", "2025-11-17 00:00:00", "20251117", "45978", "17.11.2025",
            "November 17 2025", "17 de noviembre de 2025", "2025-11-17T00:00:00"],
)  # fmt: skip
def test_days_as_offices_write_them_are_one_day(day: str) -> None:
    assert one(f"1,TFM,{day},,52000,0.38,2026Q1,40,37.5,0.92").certified_on == date(2025, 11, 17)


def test_a_day_in_two_orders_is_a_question_unless_its_column_answers() -> None:
    text = "1,TFM,03/04/2026,,52000,0.38,2026Q2,40,37.5,0.92"
    assert "--dates mdy or dmy" in why(text)
    assert one(text, RosterAnswers(dates="dmy")).certified_on == date(2026, 4, 3)
    both = f"{HEAD}\n{text}\n2,TFM,03/25/2026,,52000,0.38,2026Q2,40,37.5,0.92\n"
    assert parse_roster("r.csv", both.encode()).rows[0].certified_on == date(2026, 3, 4)


@pytest.mark.parametrize(
    "quarter",
    ["2026Q1", "2026 Q1", "Q1 2026", "2026-Q1", "Jan-Mar 2026", "1st quarter 2026", "1Q 2026", "qtr 1 2026"],
)
def test_quarters_as_offices_write_them(quarter: str) -> None:
    assert str(one(f"1,TFM,2025-11-17,,52000,38%,{quarter},40,37.5,92%").quarter) == "2026Q1"


def test_a_fiscal_quarter_needs_its_years_start() -> None:
    text = "1,TFM,2025-11-17,,52000,0.38,Q2 FY2026,40,37.5,0.92"
    assert "--fiscal-start" in why(text)
    assert str(one(text, RosterAnswers(fiscal_start=10)).quarter) == "2026Q1"
    assert str(one(text, RosterAnswers(fiscal_start=7)).quarter) == "2025Q4"


def test_percent_signs_are_shares_and_a_bare_38_is_asked_about() -> None:
    row = one("1,TFM,2025-11-17,,52000,38%,2026Q1,40,37.5,92%")
    assert (row.annual_benefits, row.success_rate) == (Decimal(19_760), Decimal("0.92"))
    assert "38%" in why("1,TFM,2025-11-17,,52000,38,2026Q1,40,37.5,92")


@pytest.mark.parametrize("model", ["Task Force Model", "tfm", "Task Force", "287(g) Task Force Model"])
def test_models_by_their_names(model: str) -> None:
    assert one(f"1,{model},2025-11-17,,52000,0.38,2026Q1,40,37.5,0.92").model == "TFM"


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8", ";"), ("utf-16", "\t"), ("cp1252", "|"), ("utf-8-sig", ","), ("utf-16-le", ";")],
)
def test_encodings_and_delimiters(encoding: str, delimiter: str) -> None:
    text = f"{HEAD}\nNº1,TFM,2025-11-17,,52000,0.38,2026Q1,40,37.5,0.92\n".replace(",", delimiter)
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    assert parse_roster("r.csv", mark + text.encode(encoding)).rows[0].officer_id == "Nº1"


def test_title_rows_and_other_sheets_are_passed_over_and_said() -> None:
    book = Workbook()
    notes, sheet = book.active, book.create_sheet("Q1")
    notes.append(["Notes of the office"])  # type: ignore[union-attr]
    for row in (
        ["Kinney County Sheriff payroll"],
        [],
        HEAD.split(","),
        [1, "TFM", date(2025, 11, 17), None, 52_000, 0.38, "2026Q1", 40, 37.5, 0.92],
    ):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    found = parse_roster("r.xlsx", stream.getvalue())
    assert found.rows[0].annual_salary == 52_000
    assert any("above the header" in r for r in found.remarks)
    assert any("'Q1'" in r for r in found.remarks)


def test_a_wage_in_the_salary_column_and_a_tenfold_change_are_remarked_on() -> None:
    rows = (
        "1,TFM,2025-11-17,,25.00,0.38,2026Q1,40,37.5,\n2,TFM,2025-11-17,,52000,0.38,2026Q1,0,37.5,\n"
        "2,TFM,2025-11-17,,520000,130%,2026Q2,0,37.5,"
    )
    remarks = " ".join(parse_roster("r.csv", f"{HEAD}\n{rows}\n".encode()).remarks)
    assert "hourly wage" in remarks
    assert "2026Q1 has $52,000" in remarks
    assert "130% of salary" in remarks


@pytest.mark.parametrize("name", ["Smith, John", "John Smith", "O'Brien Mary-Ann"])
def test_names_of_persons_are_refused(name: str) -> None:
    assert "number of your own" in why(f'"{name}",TFM,2025-11-17,,52000,0.38,2026Q1,40,37.5,0.92')
    text = f"officer_name,{HEAD}\nJ. Smith,1,TFM,2025-11-17,,52000,0.38,2026Q1,40,37.5,0.92\n"
    with pytest.raises(RosterError, match="names of persons"):
        parse_roster("r.csv", text.encode())


def test_an_end_that_rows_tell_differently_is_refused_with_both_rows() -> None:
    rows = "1,TFM,2025-11-17,2026-02-10,52000,0.38,2026Q1,40,37.5,0.92\n1,TFM,2025-11-17,,52000,0.38,2026Q2,40,37.5,0.92"
    assert "row 3, left_on" in (text := why(rows))
    assert "row 2" in text
    earlier = "1,TFM,2025-11-17,,52000,0.38,2025Q4,40,37.5,0.92\n1,TFM,2025-11-17,2026-02-10,52000,0.38,2026Q1,40,37.5,0.92"
    assert len(parse_roster("r.csv", f"{HEAD}\n{earlier}\n".encode()).rows) == 2, (
        "the first quarter could not know it"
    )


def test_a_move_between_models_in_one_quarter_pays_each_day_once() -> None:
    rows = "1,WSO,2025-09-01,2026-02-15,52000,0.38,2026Q1,10,37.5,\n1,TFM,2026-02-15,,52000,0.38,2026Q1,40,37.5,0.92"
    found = parse_roster("r.csv", f"{HEAD}\n{rows}\n".encode()).rows
    assert [o.days_paid for o in found] == [45, 45]
    lines = claim(found).lines
    salary = [x for x in lines if x.item is ClaimLine.SALARY]
    assert [x.covered for x in salary] == [0, Decimal("6410.96")], "the 45 days of 90 as a task force officer"
    assert sum(1 for x in lines if x.award) == 1


def test_days_of_employment_are_all_that_is_paid() -> None:
    text = f"{HEAD},employed_from,employed_to\n1,TFM,2026-02-15,,52000,0.38,2026Q1,0,37.5,,2026-02-15,\n"
    (row,) = parse_roster("r.csv", text.encode()).rows
    line = next(x for x in claim([row]).lines if x.item is ClaimLine.SALARY)
    assert (line.cost, line.covered, line.reason) == (Decimal("6410.96"), Decimal("6410.96"), "")


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
        rows = parse_roster("r.csv", text.encode()).rows
    except RosterError as error:
        assert all(p.row == 4 for p in error.problems)
    else:
        assert len(rows) == 3
        assert claim(rows).total.cost >= 0


HEADER = GOOD.splitlines()[0]


def line_of(**changed: str) -> str:
    """A roster of one officer, some cells written otherwise; in quotes, so that commas do no harm."""
    plain = {
        "officer_id": "101", "model": "TFM", "certified_on": "2025-11-17", "left_on": "", "annual_salary": "52000.00",
        "benefits": "0.38", "quarter": "2025Q4", "overtime_hours": "40", "overtime_rate": "37.50", "success_rate": "0.92",
    }  # fmt: skip
    return ",".join(f'"{v}"' for v in (plain | changed).values())


@pytest.mark.parametrize(
    ("column", "written"),
    [
        *(("quarter", q) for q in ("Q4'25", "4Q25", "Q4 '25", "Fourth Quarter 2025", "fourth quarter of 2025", "CY2025 Q4", "Q4-25")),
        *(("annual_salary", s) for s in ("+52000.00", "'52000.00", "52.000,00 $", "$ 52,000.00", "52,000.00 USD", "5.2E4", "52 000,00")),
        *(("certified_on", d) for d in ("Monday, November 17, 2025", "Mon 17-Nov-2025", "Mon, 11/17/2025", "17 November 2025")),
        *(("model", m) for m in ("Task-Force Model", "287(g) Task Force Model", "TFO")),
    ],
)  # fmt: skip
def test_what_offices_write_is_read_as_what_it_means(column: str, written: str) -> None:
    told, plain = (
        parse_roster("r.csv", f"{HEADER}\n{row}\n".encode()).rows
        for row in (line_of(**{column: written}), line_of())
    )
    assert told == plain


@pytest.mark.parametrize("code", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252"])
def test_every_common_encoding_is_read(code: str) -> None:
    text = "Condado de Peñasco; export\n" + GOOD
    assert parse_roster("r.csv", text.encode(code)).rows == parse_roster("r.csv", GOOD.encode()).rows


def test_bytes_that_are_no_text_are_refused() -> None:
    for data in (b"\x00" * 400, bytes(range(256)) * 4, b"a\x00\x00\x00" * 100):
        with pytest.raises(RosterError):
            parse_roster("r.csv", data)


def test_totals_notes_and_headers_printed_again_are_passed_over_and_told() -> None:
    notes = '"* certified officers only",,,,,,,,,\nPrepared by the budget office\n'
    tail = f"{HEADER}\n{line_of(officer_id='103')}\nTotal,,,,152000,,,40,,\n{notes}"
    found = parse_roster("r.csv", (GOOD + tail).encode())
    assert [o.officer_id for o in found.rows] == ["101", "102", "103"]
    assert found.remarks == (
        "row 4: the header again, not read", "row 6: a total, not read", "row 7: a note, not read", "row 8: a note, not read"
    )  # fmt: skip


@pytest.mark.parametrize(
    "row", ["106,,,,,,,,,", "Total,TFM,2025-11-17,,52000,0.38,2025Q4,40,37.50,0.92", "Smith John,,,,,,,,,"]
)
def test_a_row_that_may_be_an_officer_is_never_passed_over(row: str) -> None:
    """A number alone, a total with a model, a note with officers below it: each is read, or is a problem."""
    text = GOOD + row + "\n" + line_of(officer_id="107") + "\n"
    try:
        found = parse_roster("r.csv", text.encode())
    except RosterError as error:
        assert error.problems[0].row == 4
    else:
        assert len(found.rows) == 4


def test_headings_with_units_are_read() -> None:
    header = "Badge,Program,Certification Date,End Date,Base Salary ($),Fringe,Qtr,OT Hours (this work),Overtime Rate ($/hr),Success Rate"
    text = "\n".join([header, *GOOD.splitlines()[1:]])
    assert parse_roster("r.csv", text.encode()).rows == parse_roster("r.csv", GOOD.encode()).rows


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"annual_salary": "4333.33"}, "a month's pay"), ({"annual_salary": "25"}, "hourly wage"),
        ({"annual_salary": "5200000", "overtime_rate": "3750"}, "decimal mark"), ({"overtime_rate": "3.75"}, "under the hourly pay"),
        ({"overtime_hours": "1200"}, "more than a quarter of full time"), ({"benefits": "0.38%"}, "was a share meant"),
        ({"success_rate": "0.92%"}, "was a share meant"), ({"benefits": "1.38"}, "138% of salary"),
    ],
)  # fmt: skip
def test_what_is_odd_is_remarked_on(changed: dict[str, str], words: str) -> None:
    found = parse_roster("r.csv", f"{HEADER}\n{line_of(**changed)}\n".encode())
    assert any(words in r for r in found.remarks), found.remarks
    assert parse_roster("r.csv", f"{HEADER}\n{line_of()}\n".encode()).remarks == ()


def test_one_officer_under_two_spellings_of_an_id_is_asked_about() -> None:
    text = f"{HEADER}\n{line_of(officer_id='0101')}\n{line_of(officer_id='101', quarter='2026Q1')}\n"
    assert "are they one?" in parse_roster("r.csv", text.encode()).remarks[0]


def test_without_overtime_no_rate_is_needed() -> None:
    (row,) = parse_roster(
        "r.csv", f"{HEADER}\n{line_of(overtime_hours='0', overtime_rate='')}\n".encode()
    ).rows
    assert (row.overtime_hours, row.overtime_rate) == (0, 0)
    with pytest.raises(RosterError, match="overtime_rate: empty"):
        parse_roster("r.csv", f"{HEADER}\n{line_of(overtime_rate='')}\n".encode())


def test_hidden_rows_are_read_and_told() -> None:
    """Rows that a filter hid are officers all the same: left out or read, somebody should know."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in csv.reader(io.StringIO(f"{GOOD}{line_of(officer_id='103')}\n")):
        sheet.append(cells)
    sheet.row_dimensions[3].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    found = parse_roster("r.xlsx", stream.getvalue())
    assert len(found.rows) == 3
    assert found.remarks == ("row 3 is hidden in the sheet: read all the same",)


def test_a_column_that_can_be_read_in_two_ways_is_asked_once() -> None:
    head = "officer_id,model,certified_on,left_on,annual_salary,benefits,quarter,overtime_hours,overtime_rate,success_rate"
    rows = [f"{n},TFM,2025-10-0{n},5/11/2026,52000,0.38,Q2 FY2026,40,37.5,0.92" for n in range(1, 6)]
    with pytest.raises(RosterError) as told:
        parse_roster("r.csv", "\n".join([head, *rows]).encode())
    asked = [(p.row, p.column) for p in told.value.problems]
    assert asked == [(2, "quarter"), (2, "left_on")] or asked == [(2, "left_on"), (2, "quarter")]
    assert (
        "2 problems" in str(told.value)
        and "--dates" in str(told.value)
        and "--fiscal-start" in str(told.value)
    )
