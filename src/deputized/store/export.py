"""The registry as open data: CSV, Parquet or workbooks and a datapackage.json made from `model.tables`."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from deputized.model.as_data import FORMULA_STARTS
from deputized.model.tables import TABLES, Column, TableDefinition
from deputized.store.alone import alone
from deputized.store.sheets import MARK

PACKAGE_TYPES = {
    "text": "string",
    "date": "date",
    "json": "string",
    "integer": "integer",
    "boolean": "boolean",
    "real": "number",
}


FORMATS = ("csv", "parquet", "xlsx")
More = Mapping[TableDefinition, Callable[[], Sequence[Sequence[Any]]]]


def export(
    db: sqlite3.Connection,
    folder: Path,
    names: Collection[str] = (),
    format_: str = "csv",
    more: More | None = None,
) -> dict[str, int]:
    """Write the named tables, or all, to `folder` as CSV, Parquet or workbooks; returns rows per table.

    `more`: tables that the registry's file does not hold, with what gives their rows.

    CSV begins with a byte order mark, so that Excel shows its letters right, and text that a spreadsheet would run as a
    formula gets an apostrophe before it. Raises ValueError for an
    unknown table or format. Each file is written aside and swapped in when whole; another export into the folder is
    waited for.
    """
    if format_ not in FORMATS:
        raise ValueError(f"{format_}: no such format; formats are {', '.join(FORMATS)}")
    every = (*TABLES, *(more or ()))
    unknown = set(names) - {t.name for t in every}
    if unknown:
        raise ValueError(
            f"{', '.join(sorted(unknown))}: no such table; tables are {', '.join(t.name for t in every)}"
        )
    chosen = [t for t in every if not names or t.name in names]
    written = {}
    with alone(folder):
        for table in chosen:
            rows = more[table]() if more and table in more else table_rows(db, table)
            _put(folder / f"{table.name}.{format_}", table_bytes(table, rows, format_))
            written[table.name] = len(rows)
        package = json.dumps(datapackage(chosen, format_), ensure_ascii=False, indent=1) + "\n"
        _put(folder / "datapackage.json", package.encode("utf-8"))
    return written


def table_rows(db: sqlite3.Connection, table: TableDefinition) -> list[tuple[Any, ...]]:
    """A table's rows in the order of its key, columns in the order of its description."""
    columns = ", ".join(c.name for c in table.columns)
    return [
        tuple(row)
        for row in db.execute(f"SELECT {columns} FROM {table.name} ORDER BY {', '.join(table.key)}")
    ]


def table_bytes(table: TableDefinition, rows: Sequence[Sequence[Any]], format_: str) -> bytes:
    """Rows as a file of a format."""
    if format_ == "parquet":
        from deputized.store.parquet import parquet

        return parquet(table, rows)
    if format_ == "xlsx":
        from deputized.store.sheets import workbook

        return workbook(table.name, [c.name for c in table.columns], rows)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(c.name for c in table.columns)
    starts, text = frozenset(FORMULA_STARTS), str  # millions of values: `guarded` for each, without the call
    writer.writerows(["'" + v if v.__class__ is text and v[:1] in starts else v for v in row] for row in rows)
    return (MARK + stream.getvalue()).encode("utf-8")


def _put(path: Path, body: bytes) -> None:
    aside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        aside.write_bytes(body)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def datapackage(tables: Collection[TableDefinition] = TABLES, format_: str = "csv") -> dict[str, Any]:
    """The Frictionless description of the exported tables."""
    return {
        "name": "deputized",
        "title": "287(g) agreements: every list ICE printed, as agencies, agreements and events",
        "profile": "tabular-data-package",
        "licenses": [{"name": "CC0-1.0", "path": "https://creativecommons.org/publicdomain/zero/1.0/"}],
        "resources": [resource(table, {t.name for t in tables}, format_) for table in tables],
    }


def resource(table: TableDefinition, present: Collection[str], format_: str = "csv") -> dict[str, Any]:
    """One table's file, with every column; references only to tables that are present."""
    foreign = [
        {
            "fields": c.name,
            "reference": {"resource": c.references.split(".")[0], "fields": c.references.split(".")[1]},
        }
        for c in table.columns
        if c.references and c.references.split(".")[0] in present
    ]
    schema: dict[str, Any] = {
        "fields": [_field(c, c.name in table.key) for c in table.columns],
        "primaryKey": list(table.key),
    }
    if foreign:
        schema["foreignKeys"] = foreign
    if format_ == "xlsx":  # a cell of a workbook holds the number 0 or 1, not a text
        for field in schema["fields"]:
            if field.pop("trueValues", None) and field.pop("falseValues", None):
                field["type"] = "integer"
    return {
        "name": table.name,
        "path": f"{table.name}.{format_}",
        "format": format_,
        "profile": "tabular-data-resource",
        "description": table.grain,
        "schema": schema,
    }


def _field(column: Column, is_key: bool) -> dict[str, Any]:
    """A column's description. Text that is never NULL may yet be empty, which in CSV looks the same: not `required`."""
    field: dict[str, Any] = {
        "name": column.name,
        "type": PACKAGE_TYPES[column.type],
        "description": column.description,
    }
    if column.required and (is_key or column.type not in ("text", "json")):
        field["constraints"] = {"required": True}
    if column.type == "boolean":
        field |= {"trueValues": ["1"], "falseValues": ["0"]}
    return field


def guarded(value: Any) -> Any:
    """A value as a CSV may hold it: text that a spreadsheet would run as a formula gets an apostrophe before it."""
    return "'" + value if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
