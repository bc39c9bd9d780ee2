"""A printable claim sheet: a workbook whose formulas are live, so that a clerk can follow and change it.

What the roster gives and the rules say stands in cells of its own; every amount is a formula over them, and holds
the library's figure as its last result. A formula rounds where the ledger does, so both give the same cents.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from deputized.money.coverage import Item, Line, OfficerQuarter
from deputized.money.ledger import ClaimSheet
from deputized.money.quarters import Quarter, days_in_year
from deputized.money.rules import Rule, rule

NOTE = (
    "What published rules cover, not what will be paid: the memorandum of agreement says that reimbursement is not "
    "material to it. Pro-rated by day; each line rounded to the cent, half a cent up."
)
COLUMNS = ("quarter", "officer", "item", "cost", "covered", "not covered", "why not")
ROSTER = (
    "officer", "model", "certified on", "left on", "annual salary", "annual benefits", "quarter", "first day", "last day",
    "days in year", "days covered", "fiscal year", "overtime hours", "overtime rate", "success rate",
)  # fmt: skip


def claim_workbook(claim: ClaimSheet, roster: Sequence[OfficerQuarter], published: Sequence[Rule]) -> bytes:
    """The claim as XLSX: lines, totals, the roster and the rules, joined by formulas. Same claim, same bytes."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties(
        {"title": "Claim under the published rules of reimbursement", "created": datetime(2025, 10, 1)}
    )
    styles = {
        "bold": book.add_format({"bold": True}), "money": book.add_format({"num_format": "#,##0.00"}),
        "total": book.add_format({"num_format": "#,##0.00", "bold": True, "top": 1}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
    }  # fmt: skip
    sheets = [book.add_worksheet(name) for name in ("lines", "totals", "roster", "rules")]
    cells = _rules(sheets[3], styles, published)
    rows = sorted(roster, key=lambda o: (o.officer_id, o.quarter))
    _roster(sheets[2], styles, rows, published, cells)
    _lines(sheets[0], styles, claim, rows, published, cells)
    _totals(sheets[1], styles, claim)
    for sheet in sheets:
        sheet.set_landscape()
        sheet.set_paper(1)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&Rpage &P of &N")
    book.close()
    return stream.getvalue()


def _rules(sheet: Any, styles: Mapping[str, Any], published: Sequence[Rule]) -> dict[int, str]:
    """Writes the rules; the cell of each rule's value, by the rule's place in `published`."""
    sheet.write_row(
        0, 0, ("rule", "value", "unit", "from", "to", "models", "source", "confidence"), styles["bold"]
    )
    cells = {}
    for n, found in enumerate(published):
        row = n + 1
        sheet.write_string(row, 0, found.what)
        sheet.write_number(row, 1, float(found.value))
        sheet.write_string(row, 2, found.unit)
        sheet.write_datetime(row, 3, _noon(found.effective_from), styles["day"])
        if found.effective_to is not None:
            sheet.write_datetime(row, 4, _noon(found.effective_to), styles["day"])
        for column, text in (
            (5, ", ".join(found.models)),
            (6, found.source.title),
            (7, found.source.confidence),
        ):
            sheet.write_string(row, column, text)
        cells[n] = f"rules!$B${row + 1}"
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, 7, 16)
    return cells


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def _roster(
    sheet: Any, styles: Mapping[str, Any], rows: Sequence[OfficerQuarter], published: Sequence[Rule], cells: Mapping[int, str]
) -> None:  # fmt: skip
    sheet.write_row(0, 0, ROSTER, styles["bold"])
    for n, officer in enumerate(rows, 1):
        quarter = officer.quarter
        sheet.write_string(n, 0, officer.officer_id)
        sheet.write_string(n, 1, officer.model)
        for column, day in (
            (2, officer.certified_on), (3, officer.left_on), (7, quarter.first), (8, quarter.last),
        ):  # fmt: skip
            if day is not None:
                sheet.write_datetime(n, column, _noon(day), styles["day"])
        sheet.write_number(n, 4, float(officer.annual_salary), styles["money"])
        sheet.write_number(n, 5, float(officer.annual_benefits), styles["money"])
        sheet.write_string(n, 6, str(quarter))
        sheet.write_number(n, 9, days_in_year(quarter.year))
        versions = [
            cells[i].replace("$B$", "$D$")
            for i, r in enumerate(published)
            if r.name == "salary_and_benefits" and officer.model in r.models
        ]
        sheet.write_formula(n, 10, _days(n + 1, versions), None, _days_now(officer, published))
        sheet.write_number(n, 11, quarter.fiscal_year)
        sheet.write_number(n, 12, float(officer.overtime_hours))
        sheet.write_number(n, 13, float(officer.overtime_rate), styles["money"])
        if officer.success_rate is not None:
            sheet.write_number(n, 14, float(officer.success_rate))
    sheet.set_column(0, len(ROSTER) - 1, 13)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)


def _days(row: int, starts: Sequence[str]) -> str:
    """Days of the quarter from certification and the rule's first day, to the day before the officer left and the
    rule's last; one term per version of the rule."""
    terms = []
    for start in starts:
        ends = f'MIN(I{row}+1,IF(D{row}="",I{row}+1,D{row}),{_end(start)})'
        terms.append(f"MAX(0,{ends}-MAX(H{row},C{row},{start}))")
    return f'=IF(C{row}="",0,{"+".join(terms) or "0"})'


def _end(start: str) -> str:
    cell = start.replace("$D$", "$E$")
    return f'IF({cell}="",DATE(9999,1,1),{cell})'


def _days_now(officer: OfficerQuarter, published: Sequence[Rule]) -> int:
    from deputized.money.coverage import eligible_days

    return eligible_days(officer, "salary_and_benefits", tuple(published))


def _lines(
    sheet: Any, styles: Mapping[str, Any], claim: ClaimSheet, rows: Sequence[OfficerQuarter], published: Sequence[Rule],
    cells: Mapping[int, str],
) -> None:  # fmt: skip
    sheet.write_row(0, 0, (*COLUMNS, "fiscal year"), styles["bold"])
    at = {(o.officer_id, o.quarter): (n, o) for n, o in enumerate(rows, 2)}
    for n, line in enumerate(claim.lines, 1):
        row = n + 1
        for column, text in (
            (0, str(line.quarter)),
            (1, line.officer_id),
            (2, line.item.value),
            (6, line.reason),
        ):
            sheet.write_string(n, column, text)
        place, officer = at.get((line.officer_id, line.quarter), (0, None))
        cost, covered = _formulas(line, row, place, officer, published, cells)
        sheet.write_formula(n, 3, cost, styles["money"], float(line.cost))
        sheet.write_formula(n, 4, covered, styles["money"], float(line.covered))
        left = "=0" if line.item is Item.AWARD else f"=D{row}-E{row}"
        sheet.write_formula(n, 5, left, styles["money"], float(line.not_covered))
        sheet.write_number(n, 7, line.quarter.fiscal_year)
    last = len(claim.lines) + 1
    total = claim.total
    sheet.write_string(last, 0, "total", styles["bold"])
    for column, value in ((3, total.cost), (4, total.claimed), (5, total.not_covered)):
        letter = "ABCDEFG"[column]
        formula = f"=SUM({letter}2:{letter}{last})" if claim.lines else "=0"
        sheet.write_formula(last, column, formula, styles["total"], float(value))
    sheet.set_column(0, 2, 16)
    sheet.set_column(3, 5, 14)
    sheet.set_column(6, 6, 60)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)


def _formulas(
    line: Line, row: int, place: int, officer: OfficerQuarter | None, published: Sequence[Rule], cells: Mapping[int, str]
) -> tuple[str, str]:  # fmt: skip
    """The formulas of a line's cost and of what is covered; `place` is its officer's row on the roster."""

    def value(name: str, model: str, quarter: Quarter) -> str:
        found = rule(name, quarter.last, model, tuple(published))
        return cells[list(published).index(found)] if found is not None else "0"

    if officer is None:  # the agency's vehicle: whose model it goes by does not change its sum
        found = next(i for i, r in enumerate(published) if r.name == "vehicle" and r.value == line.cost)
        return f"={cells[found]}", f"=D{row}"
    get = {
        name: f"roster!${letter}${place}"
        for name, letter in zip(
            ("salary", "benefits", "first", "last", "year", "days", "hours", "rate", "success"), "EFHIJKMNO", strict=True
        )
    }  # fmt: skip
    length = f"({get['last']}-{get['first']}+1)"
    if line.item in (Item.SALARY, Item.BENEFITS):
        annual = get["salary" if line.item is Item.SALARY else "benefits"]
        share = value("salary_and_benefits", officer.model, officer.quarter)
        return (
            f"=ROUND({annual}*{length}/{get['year']},2)",
            f"=MIN(ROUND({annual}*{get['days']}/{get['year']}*{share},2),D{row})",
        )
    if line.item is Item.OVERTIME:
        cap = f"ROUND({get['salary']}*{value('overtime_cap', officer.model, officer.quarter)},2)"
        before = f"SUMIFS(E$1:E{row - 1},B$1:B{row - 1},B{row},C$1:C{row - 1},C{row},H$1:H{row - 1},H{row})"
        return (
            f"=ROUND({get['hours']}*{get['rate']},2)",
            f"=MIN(ROUND(D{row}*{get['days']}/{length},2),MAX({cap}-{before},0))",
        )
    if line.item is Item.AWARD:
        high, middle, low = (value(f"award_{t}", officer.model, officer.quarter) for t in (90, 80, 70))
        rate = f"ROUNDDOWN({get['success']}*100,0)"
        tiers = f"IF({rate}>=90,{high},IF({rate}>=80,{middle},IF({rate}>=70,{low},0)))"
        return "=0", f'=IF(OR({get["days"]}=0,{get["success"]}=""),0,{tiers})'
    return f"={value('equipment', officer.model, officer.quarter)}", f"=D{row}"


def _totals(sheet: Any, styles: Mapping[str, Any], claim: ClaimSheet) -> None:
    last = len(claim.lines) + 1
    sheet.write_row(0, 0, ("item", "cost", "covered", "not covered"), styles["bold"])
    for n, (item, part) in enumerate(claim.by_item().items(), 1):
        sheet.write_string(n, 0, item.value)
        for column, letter, value in (
            (1, "D", part.cost),
            (2, "E", part.claimed),
            (3, "F", part.not_covered),
        ):
            formula = f"=SUMIF(lines!C$2:C${last},A{n + 1},lines!{letter}$2:{letter}${last})"
            sheet.write_formula(n, column, formula, styles["money"], float(value))
    row = len(Item) + 1
    sheet.write_string(row, 0, "total", styles["bold"])
    total = claim.total
    for column, letter, value in ((1, "B", total.cost), (2, "C", total.claimed), (3, "D", total.not_covered)):
        sheet.write_formula(row, column, f"=SUM({letter}2:{letter}{row})", styles["total"], float(value))
    sheet.merge_range(row + 2, 0, row + 2, 3, NOTE, styles["wrap"])
    sheet.set_row(row + 2, 48)
    sheet.merge_range(row + 4, 0, row + 4, 3, "Prepared by: ____________________   Date: ______________")
    sheet.set_column(0, 3, 22)


def claim_records(claim: ClaimSheet) -> list[dict[str, object]]:
    """The lines as records; amounts are decimal text."""
    return [
        {
            "quarter": str(x.quarter), "officer_id": x.officer_id, "item": x.item.value, "cost": _text(x.cost),
            "covered": _text(x.covered), "not_covered": _text(x.not_covered), "why_not": x.reason,
        }
        for x in claim.lines
    ]  # fmt: skip


def _text(value: Decimal) -> str:
    return f"{value:.2f}"
