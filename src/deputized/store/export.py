"""The registry as open data: CSV files and a datapackage.json made from `model.tables`."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Collection
from pathlib import Path
from typing import Any

from deputized.model.tables import TABLES, Column, Table

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
PACKAGE_TYPES = {
    "text": "string",
    "date": "date",
    "json": "string",
    "integer": "integer",
    "boolean": "boolean",
    "real": "number",
}


def export(db: sqlite3.Connection, folder: Path, names: Collection[str] = ()) -> dict[str, int]:
    """Write the named tables, or all, to `folder`; returns rows per table. ValueError for an unknown table.

    Text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    unknown = set(names) - {t.name for t in TABLES}
    if unknown:
        raise ValueError(
            f"{', '.join(sorted(unknown))}: no such table; tables are {', '.join(t.name for t in TABLES)}"
        )
    chosen = [t for t in TABLES if not names or t.name in names]
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    for table in chosen:
        columns = ", ".join(c.name for c in table.columns)
        order = ", ".join(table.key)
        aside = folder / f".{table.name}.csv.new"
        with aside.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(c.name for c in table.columns)
            count = 0
            for row in db.execute(f"SELECT {columns} FROM {table.name} ORDER BY {order}"):
                writer.writerow([_guard(v) for v in row])
                count += 1
        aside.replace(folder / f"{table.name}.csv")
        written[table.name] = count
    package = json.dumps(datapackage(chosen), ensure_ascii=False, indent=1) + "\n"
    (folder / "datapackage.json").write_text(package, encoding="utf-8")
    return written


def datapackage(tables: Collection[Table] = TABLES) -> dict[str, Any]:
    """The Frictionless description of the exported tables."""
    return {
        "name": "deputized",
        "title": "287(g) agreements: every list ICE printed, as agencies, agreements and events",
        "profile": "tabular-data-package",
        "licenses": [{"name": "CC0-1.0", "path": "https://creativecommons.org/publicdomain/zero/1.0/"}],
        "resources": [_resource(table, {t.name for t in tables}) for table in tables],
    }


def _resource(table: Table, present: set[str]) -> dict[str, Any]:
    foreign = [
        {
            "fields": c.name,
            "reference": {"resource": c.references.split(".")[0], "fields": c.references.split(".")[1]},
        }
        for c in table.columns
        if c.references and c.references.split(".")[0] in present
    ]
    schema: dict[str, Any] = {"fields": [_field(c) for c in table.columns], "primaryKey": list(table.key)}
    if foreign:
        schema["foreignKeys"] = foreign
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "description": table.grain,
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": PACKAGE_TYPES[column.type],
        "description": column.description,
    }
    if column.required:
        field["constraints"] = {"required": True}
    if column.type == "boolean":
        field |= {"trueValues": ["1"], "falseValues": ["0"]}
    return field


def _guard(value: Any) -> Any:
    return "'" + value if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
