"""Rows of the registry file as plain records: for facts that are wide and go to their reader as they are."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

Record = dict[str, Any]


def records(db: sqlite3.Connection, sql: str, *values: object) -> list[Record]:
    """Every row of a query, its columns by name."""
    cursor = db.execute(sql, values)
    columns = [c[0] for c in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor]


def grouped(found: Iterable[Record], key: str) -> dict[str, list[Record]]:
    """Records by a column, in their order; those without a value in it are left out."""
    by: dict[str, list[Record]] = defaultdict(list)
    for record in found:
        if record[key] is not None:
            by[record[key]].append(record)
    return by
