"""Workbooks of real rows: the shipped archive gives every list back cell for cell, so a clone alone can serve them."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from openpyxl import Workbook

from deputized.archive import Ledger
from deputized.model.raw import RawWorkbook


@lru_cache(maxsize=8)
def restored(publication_id: str) -> RawWorkbook:
    return Ledger.shipped().restore(publication_id)


def workbook_bytes(path: str) -> bytes:
    """A workbook of the corpus ("participating/2025-06-11pm.xlsx"); without it, the same list written from the archive."""
    base = Path(os.environ.get("DEPUTIZED_SHARED") or Path(__file__).parents[3] / "shared")
    file = base / "corpus" / path
    if file.is_file():
        return file.read_bytes()
    publication_id = path.replace("/", "-").removesuffix(".xlsx")
    return book(publication_id, restored(publication_id).modified or "")


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
    out = io.BytesIO()
    made.save(out)
    return _saved_on(out.getvalue(), saved)


def _saved_on(body: bytes, saved: str) -> bytes:
    """The same workbook, saved at a given time: the library that writes it says now."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?=Z?<)", saved[:19].encode(), data)
            new.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
