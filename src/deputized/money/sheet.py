"""A printable claim sheet: a workbook whose formulas are live, so that a clerk can follow and change it.

What the roster gives and the rules say stands in cells of its own; every amount is a formula over them, and holds
the library's figure as its last result. A formula rounds where the ledger does, so both give the same cents.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from deputized.money.amounts import ZERO
from deputized.money.carried import HEADER, SHEET, Carried
from deputized.money.coverage import ClaimLine, Line, OfficerQuarter, OvertimeReading
from deputized.money.ledger import ClaimSheet
from deputized.money.quarters import days_in_year
from deputized.money.rules import Rule, rule

NOTE = (
    "What published rules cover, not what will be paid: the memorandum of agreement says that reimbursement is not "
    "material to it. Pro-rated by day; each line rounded to the cent, half a cent up. Equipment and vehicle: up to the "
    "ceiling, if that much is spent. Cost = covered + not covered; awards cover no cost and are added apart."
)
COLUMNS = (
    "quarter",
    "officer",
    "item",
    "cost",
    "covered",
    "not covered",
    "award",
    "why not, or on what it rests",
)
ROSTER = (
    "officer", "model", "certified on", "left on", "annual salary", "annual benefits", "quarter", "first day", "last day",
    "days in year", "days covered", "fiscal year", "overtime hours", "overtime rate", "success rate", "paid from",
    "paid until", "days paid",
)  # fmt: skip


def claim_workbook(
    claim: ClaimSheet,
    roster: Sequence[OfficerQuarter],
    published: Sequence[Rule],
    carried: Carried | None = None,
    reading: OvertimeReading = OvertimeReading.AS_WORKED,
    used_before: Mapping[tuple[str, int], Decimal] | None = None,
) -> bytes:
    """The claim as XLSX: lines, totals, the roster and the rules, joined by formulas. Same claim, same bytes.

    `carried` is what this claim leaves for the next one; it is kept in a sheet of that name. `used_before` is the
    overtime covered by earlier claims, by officer and federal fiscal year.
    """
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
    rows = sorted(roster, key=lambda o: (o.officer_id, o.quarter, o.part))
    _roster(sheets[2], styles, rows, published, cells)
    _lines(sheets[0], styles, claim, _Formulas(rows, published, cells, reading, used_before or {}))
    _totals(sheets[1], styles, claim)
    if carried is not None:
        sheets.append(_carried(book.add_worksheet(SHEET), styles, carried))
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


def _carried(sheet: Any, styles: Mapping[str, Any], carried: Carried) -> Any:
    sheet.write_row(0, 0, HEADER, styles["bold"])
    for n, row in enumerate(carried.rows(), 1):
        for column, text in enumerate(row):
            sheet.write_string(n, column, text)
    sheet.set_column(0, 3, 24)
    return sheet


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
            (15, officer.employed_from), (16, officer.employed_to),
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
        row = n + 1
        paid = f'=MAX(0,MIN(I{row}+1,IF(Q{row}="",I{row}+1,Q{row}))-MAX(H{row},P{row}))'
        sheet.write_formula(n, 17, paid, None, officer.days_paid)
    sheet.set_column(0, len(ROSTER) - 1, 13)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)


def _days(row: int, starts: Sequence[str]) -> str:
    """Days of the quarter from certification and the rule's first day, to the day before the officer left and the
    rule's last; one term per version of the rule."""
    terms = []
    for start in starts:
        ends = f'MIN(I{row}+1,IF(D{row}="",I{row}+1,D{row}),IF(Q{row}="",I{row}+1,Q{row}),{_end(start)})'
        terms.append(f"MAX(0,{ends}-MAX(H{row},C{row},P{row},{start}))")
    return f'=IF(C{row}="",0,{"+".join(terms) or "0"})'


def _end(start: str) -> str:
    cell = start.replace("$D$", "$E$")
    return f'IF({cell}="",DATE(9999,1,1),{cell})'


def _days_now(officer: OfficerQuarter, published: Sequence[Rule]) -> int:
    from deputized.money.coverage import eligible_days

    return eligible_days(officer, "salary_and_benefits", tuple(published))


@dataclass(frozen=True, slots=True)
class _Formulas:
    """What the formulas of a line are made of: the roster's rows in order, the rules and the cell of each."""

    rows: Sequence[OfficerQuarter]
    published: Sequence[Rule]
    cells: Mapping[int, str]
    reading: OvertimeReading
    used_before: Mapping[tuple[str, int], Decimal]

    def rule(self, name: str, officer: OfficerQuarter) -> str:
        """The cell of the rule that holds for an officer's quarter; 0 where none does."""
        found = rule(name, officer.quarter.last, officer.model, tuple(self.published))
        return self.cells[list(self.published).index(found)] if found is not None else "0"

    def of(self, line: Line, row: int, place: int, officer: OfficerQuarter | None) -> tuple[str, str]:
        """The formulas of a line's cost and of what is covered; `place` is its officer's row on the roster."""
        if line.item in (ClaimLine.VEHICLE, ClaimLine.EQUIPMENT):
            return self._purchase(line, row)
        assert officer is not None
        get = {
            name: f"roster!${letter}${place}"
            for name, letter in zip(
                ("salary", "benefits", "year", "days", "hours", "rate", "success", "paid"), "EFJKMNOR", strict=True
            )
        }  # fmt: skip
        if line.item in (ClaimLine.SALARY, ClaimLine.BENEFITS):
            annual = get["salary" if line.item is ClaimLine.SALARY else "benefits"]
            share = self.rule("salary_and_benefits", officer)
            return (
                f"=ROUND({annual}*{get['paid']}/{get['year']},2)",
                f"=MIN(ROUND({annual}*{get['days']}/{get['year']}*{share},2),D{row})",
            )
        if line.item is ClaimLine.OVERTIME:
            cap = f"ROUND({get['salary']}*{self.rule('overtime_cap', officer)},2)"
            before = (
                f"SUMIFS(E$1:E{row - 1},B$1:B{row - 1},B{row},C$1:C{row - 1},C{row},I$1:I{row - 1},I{row})"
            )
            used = self.used_before.get((line.officer_id, line.quarter.fiscal_year), ZERO)
            part = f"ROUND(D{row}*{get['days']}/MAX({get['paid']},1),2)"
            if self.reading is OvertimeReading.AS_WORKED:
                part = f"IF({get['days']}>0,D{row},0)"
            return (
                f"=ROUND({get['hours']}*{get['rate']},2)",
                f"=MIN({part},MAX({cap}-{before}-{used:.2f},0))",
            )
        high, middle, low = (self.rule(f"award_{t}", officer) for t in (90, 80, 70))
        percent = f"ROUNDDOWN({get['success']}*100,0)"
        tiers = f"IF({percent}>=90,{high},IF({percent}>=80,{middle},IF({percent}>=70,{low},0)))"
        return "=0", f'=IF(OR({get["days"]}=0,{get["success"]}=""),0,{tiers})'

    def _purchase(self, line: Line, row: int) -> tuple[str, str]:
        found = next(
            (i for i, r in enumerate(self.published) if r.name == line.item.value and r.value == line.cost),
            None,
        )
        if line.is_ceiling and found is not None:
            return f"={self.cells[found]}", f"=D{row}"
        return f"={line.cost:.2f}", f"=MIN({line.covered:.2f},D{row})"


def _lines(sheet: Any, styles: Mapping[str, Any], claim: ClaimSheet, formulas: _Formulas) -> None:
    sheet.write_row(0, 0, (*COLUMNS, "fiscal year"), styles["bold"])
    at = {(o.officer_id, o.quarter, o.part): (n, o) for n, o in enumerate(formulas.rows, 2)}
    for n, line in enumerate(claim.lines, 1):
        row = n + 1
        texts = ((0, str(line.quarter)), (1, line.officer_id), (2, line.item.value), (7, line.reason))
        for column, text in texts:
            sheet.write_string(n, column, text)
        place, officer = at.get((line.officer_id, line.quarter, line.part), (0, None))
        cost, paid = formulas.of(line, row, place, officer)
        is_award = line.item is ClaimLine.AWARD
        sheet.write_formula(n, 3, cost, styles["money"], float(line.cost))
        sheet.write_formula(
            n, 4, "=0" if is_award else paid, styles["money"], float(line.covered - line.award)
        )
        sheet.write_formula(n, 5, f"=D{row}-E{row}", styles["money"], float(line.not_covered))
        sheet.write_formula(n, 6, paid if is_award else "=0", styles["money"], float(line.award))
        sheet.write_number(n, 8, line.quarter.fiscal_year)
    last = len(claim.lines) + 1
    total = claim.total
    sheet.write_string(last, 0, "total", styles["bold"])
    for letter, value in (
        ("D", total.cost),
        ("E", total.covered),
        ("F", total.not_covered),
        ("G", total.awards),
    ):
        formula = f"=SUM({letter}2:{letter}{last})" if claim.lines else "=0"
        sheet.write_formula(last, "ABCDEFG".index(letter), formula, styles["total"], float(value))
    sheet.set_column(0, 2, 16)
    sheet.set_column(3, 6, 14)
    sheet.set_column(7, 7, 60)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)


def _totals(sheet: Any, styles: Mapping[str, Any], claim: ClaimSheet) -> None:
    last = len(claim.lines) + 1
    sheet.write_row(0, 0, ("item", "cost", "covered", "not covered", "award"), styles["bold"])
    for n, (item, part) in enumerate(claim.by_item().items(), 1):
        sheet.write_string(n, 0, item.value)
        for column, letter, value in (
            (1, "D", part.cost),
            (2, "E", part.covered),
            (3, "F", part.not_covered),
            (4, "G", part.awards),
        ):
            formula = f"=SUMIF(lines!C$2:C${last},A{n + 1},lines!{letter}$2:{letter}${last})"
            sheet.write_formula(n, column, formula, styles["money"], float(value))
    row = len(ClaimLine) + 1
    sheet.write_string(row, 0, "total", styles["bold"])
    total = claim.total
    for column, letter, value in (
        (1, "B", total.cost), (2, "C", total.covered), (3, "D", total.not_covered), (4, "E", total.awards),
    ):  # fmt: skip
        sheet.write_formula(row, column, f"=SUM({letter}2:{letter}{row})", styles["total"], float(value))
    sheet.merge_range(row + 2, 0, row + 2, 4, NOTE, styles["wrap"])
    sheet.set_row(row + 2, 64)
    sheet.merge_range(row + 4, 0, row + 4, 4, "Prepared by: ____________________   Date: ______________")
    sheet.set_column(0, 4, 22)


def claim_records(claim: ClaimSheet) -> list[dict[str, object]]:
    """The lines as records; amounts are decimal text."""
    return [
        {
            "quarter": str(x.quarter), "officer_id": x.officer_id, "item": x.item.value, "cost": _text(x.cost),
            "covered": _text(x.covered - x.award), "not_covered": _text(x.not_covered), "award": _text(x.award),
            "is_ceiling": x.is_ceiling, "why": x.reason,
        }
        for x in claim.lines
    ]  # fmt: skip


def _text(value: Decimal) -> str:
    return f"{value:.2f}"
