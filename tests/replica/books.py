"""Workbooks of real rows: the shipped archive gives every list back cell for cell, so a clone alone can serve them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from openpyxl import Workbook

from deputized.archive import Ledger
from deputized.model.raw import RawWorkbook

NEWEST = "participating-2026-05-01pm"
NEWEST_PENDING = "pending-2026-02-20pm"


@lru_cache(maxsize=8)
def restored(publication_id: str) -> RawWorkbook:
    return Ledger.shipped().restore(publication_id)


@lru_cache(maxsize=1)
def newest(kind: str = "participating") -> str:
    """The id of the newest shipped list of a kind."""
    return [p.publication_id for p in Ledger.shipped().publications if p.kind.value == kind][-1]


def book(
    publication_id: str,
    saved: str,
    *,
    rows: int | None = None,
    more: Sequence[Sequence[object]] = (),
    without: int = 0,
) -> bytes:
    """A list as an .xlsx saved on a day (ISO): its first `rows` rows, all by default, or all but the last `without`;
    `more` are rows added at the end, in the columns of the list."""
    raw = restored(publication_id)
    sheet = max(raw.sheets, key=lambda s: len(s.rows))
    made = Workbook()
    page = made.active
    assert page is not None
    page.title = sheet.name[:31]
    kept = sheet.rows if rows is None else sheet.rows[: rows + 1]
    kept = kept[: len(kept) - without] if without else kept
    for row in kept:
        links = dict(row.links)
        for column, value in enumerate(row.cells):
            if value is None:
                continue
            cell = page.cell(row.number, column + 1)
            cell.value = value if isinstance(value, str | int | float | bool | date) else str(value)
            if links.get(column):
                cell.hyperlink = links[column]
    for n, extra in enumerate(more, page.max_row + 1):
        for column, value in enumerate(extra, 1):
            page.cell(n, column).value = value  # type: ignore[assignment]
    made.properties.modified = datetime.fromisoformat(saved)
    made.properties.created = datetime.fromisoformat(saved)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
