"""A printable claim sheet: a workbook whose formulas are live, so that a clerk can follow and change it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal

from deputized.money.coverage import Item
from deputized.money.ledger import ClaimSheet
from deputized.money.rules import Rule

NOTE = (
    "What published rules cover, not what will be paid: the memorandum of agreement says that reimbursement is not "
    "material to it. Pro-rated by day; each line rounded to the cent, half a cent up."
)
COLUMNS = ("quarter", "officer", "item", "cost", "covered", "not covered", "why not")


def claim_workbook(claim: ClaimSheet, published: Sequence[Rule]) -> bytes:
    """The claim as XLSX: lines with live sums, a sheet of totals, a sheet of rules. Same claim, same bytes."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    from datetime import datetime

    book.set_properties(
        {"title": "Claim under the published rules of reimbursement", "created": datetime(2025, 10, 1)}
    )
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    lines = book.add_worksheet("lines")
    lines.write_row(0, 0, COLUMNS, bold)
    for n, line in enumerate(claim.lines, 1):
        lines.write_string(n, 0, str(line.quarter))
        lines.write_string(n, 1, line.officer_id)
        lines.write_string(n, 2, line.item.value)
        lines.write_number(n, 3, float(line.cost), money)
        lines.write_number(n, 4, float(line.covered), money)
        formula = "=0" if line.item is Item.AWARD else f"=D{n + 1}-E{n + 1}"
        lines.write_formula(n, 5, formula, money, float(line.not_covered))
        lines.write_string(n, 6, line.reason)
    last = len(claim.lines) + 1
    total = claim.total
    lines.write_string(last, 0, "total", bold)
    for column, value in ((3, total.cost), (4, total.claimed), (5, total.not_covered)):
        letter = "ABCDEFG"[column]
        lines.write_formula(last, column, f"=SUM({letter}2:{letter}{last})", money, float(value))
    lines.set_column(0, 2, 16)
    lines.set_column(3, 5, 14)
    lines.set_column(6, 6, 60)
    lines.freeze_panes(1, 0)
    lines.repeat_rows(0)
    lines.set_landscape()
    lines.fit_to_pages(1, 0)
    sums = book.add_worksheet("totals")
    sums.write_row(0, 0, ("item", "cost", "covered", "not covered"), bold)
    for n, (item, part) in enumerate(claim.by_item().items(), 1):
        sums.write_string(n, 0, item.value)
        for column, letter, value in (
            (1, "D", part.cost),
            (2, "E", part.claimed),
            (3, "F", part.not_covered),
        ):
            formula = f"=SUMIF(lines!C2:C{last},A{n + 1},lines!{letter}2:{letter}{last})"
            sums.write_formula(n, column, formula, money, float(value))
    sums.write_string(len(Item) + 2, 0, NOTE, wrap)
    sums.set_column(0, 3, 18)
    page = book.add_worksheet("rules")
    page.write_row(0, 0, ("rule", "value", "unit", "from", "models", "source", "confidence"), bold)
    for n, found in enumerate(published, 1):
        models = ", ".join(found.models)
        cells = [found.what, str(found.value), found.unit, str(found.effective_from), models]
        cells += [found.source.title, found.source.confidence]
        for column, text in enumerate(cells):
            page.write_string(n, column, text)
    page.set_column(0, 0, 60)
    book.close()
    return stream.getvalue()


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
