"""Tables for people with a spreadsheet: CSV that Excel reads as UTF-8, and a workbook of plain cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from deputized.model.as_data import FORMULA_STARTS

MARK = "\ufeff"
LONGEST = 32_767  # characters that a cell of a workbook holds


def csv_for_excel(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The rows as CSV with a byte order mark and Excel's line ends; no cell runs as a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(columns)
    writer.writerows(
        ["'" + v if isinstance(v, str) and v.startswith(FORMULA_STARTS) else v for v in row] for row in rows
    )
    return (MARK + stream.getvalue()).encode("utf-8")


def workbook(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The rows as an .xlsx sheet: codes stay text with their zeros, nothing runs, the header stays in sight."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    }  # fmt: skip
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"created": datetime(2000, 1, 1)})  # the same rows, the same bytes
    sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", title)[:31].strip() or "rows")
    bold = book.add_format({"bold": True})
    for n, column in enumerate(columns):
        sheet.write_string(0, n, column, bold)
    count = 0
    for count, row in enumerate(rows, 1):
        for n, value in enumerate(row):
            if isinstance(value, bool) or not isinstance(value, int | float):
                if value not in (None, ""):
                    sheet.write_string(count, n, str(value)[:LONGEST])
            else:
                sheet.write_number(count, n, value)
    sheet.freeze_panes(1, 0)
    if columns:
        sheet.autofilter(0, 0, count, len(columns) - 1)
    book.close()
    return stream.getvalue()
