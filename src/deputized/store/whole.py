"""Everything public as one SQLite file: the registry's tables as they are, and others beside them, with views and notes."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from deputized.model.tables import TABLES, TableDefinition
from deputized.store.alone import alone
from deputized.store.errors import StoreError
from deputized.store.schema import create_statement, index_statements_of, insert_statement
from deputized.store.views import VIEWS

Beside = Mapping[TableDefinition, Callable[[], Sequence[Sequence[Any]]]]
DUCKDB_TYPES = {
    "text": "VARCHAR", "json": "VARCHAR", "date": "DATE", "integer": "BIGINT", "boolean": "BOOLEAN", "real": "DOUBLE",
}  # fmt: skip


def write_whole(db: sqlite3.Connection, path: Path, beside: Beside) -> dict[str, int]:
    """Write the one database to `path`: aside first, swapped in when whole and checked; returns rows per table.

    `beside` are the tables that the registry's file lacks, in an order in which references exist. The same registry
    gives the same bytes. Raises `StoreError` if a row breaks a key; what was at `path` stays.
    """
    counts: dict[str, int] = {}
    with alone(path.parent):
        aside = path.with_name(f".{path.name}.{os.getpid()}.new")
        try:
            with closing(sqlite3.connect(aside)) as out:
                db.backup(out)
                for table, rows in beside.items():
                    out.execute(create_statement(table))
                    counts[table.name] = _insert(out, table, rows())
                    for statement in index_statements_of(table):
                        out.execute(statement)
                for view in VIEWS:
                    out.execute(view.statement)
                out.commit()
                _check(out)
                out.execute("VACUUM")
                counts |= {
                    t.name: out.execute(f"SELECT count(*) FROM {t.name}").fetchone()[0] for t in TABLES
                }
            aside.chmod(0o644)
            aside.replace(path)
        except sqlite3.Error as error:
            raise StoreError(f"{path}: the database could not be written ({error})") from error
        finally:
            aside.unlink(missing_ok=True)
    return counts


def _insert(out: sqlite3.Connection, table: TableDefinition, rows: Iterable[Sequence[Any]]) -> int:
    return out.executemany(insert_statement(table), rows).rowcount


def _check(out: sqlite3.Connection) -> None:
    broken = out.execute("PRAGMA foreign_key_check").fetchmany(3)
    if broken:
        told = "; ".join(f"{table} refers to no row of {parent}" for table, _, parent, _ in broken)
        raise sqlite3.IntegrityError(told)


def duckdb_script(tables: Sequence[TableDefinition]) -> str:
    """SQL that makes one DuckDB database of the Parquet files beside it: keys, views, and a note on every column.

    duckdb deputized.duckdb < deputized.sql
    """
    lines = ["-- made by `deputized export --format parquet`: duckdb deputized.duckdb < deputized.sql"]
    for table in _by_reference(tables):
        columns = [
            f"{_quoted(c.name)} {DUCKDB_TYPES[c.type]}{' NOT NULL' if c.required else ''}"
            for c in table.columns
        ]
        columns.append(f"PRIMARY KEY ({', '.join(map(_quoted, table.key))})")
        present = {t.name for t in tables}
        for c in table.columns:
            if c.references and c.references.split(".")[0] in present - {table.name}:
                other, column = c.references.split(".")
                columns.append(f"FOREIGN KEY ({_quoted(c.name)}) REFERENCES {other} ({_quoted(column)})")
        lines.append(f"CREATE TABLE {table.name} (\n  " + ",\n  ".join(columns) + "\n);")
        lines.append(f"INSERT INTO {table.name} SELECT * FROM '{table.name}.parquet';")
        lines.append(f"COMMENT ON TABLE {table.name} IS {_text(table.grain)};")
        lines += [
            f"COMMENT ON COLUMN {table.name}.{_quoted(c.name)} IS {_text(c.description)};"
            for c in table.columns
        ]
    for view in VIEWS:
        lines += [f"{view.statement};", f"COMMENT ON VIEW {view.name} IS {_text(view.grain)};"]
    return "\n".join(lines) + "\n"


def _by_reference(tables: Sequence[TableDefinition]) -> list[TableDefinition]:
    """The tables, each after those it refers to."""
    left, done = list(tables), list[TableDefinition]()
    names = {t.name for t in tables}
    while left:
        ready = [
            t for t in left
            if {c.references.split(".")[0] for c in t.columns if c.references} & names
            <= {d.name for d in done} | {t.name}
        ]  # fmt: skip
        if not ready:
            raise ValueError(f"tables refer to each other: {', '.join(t.name for t in left)}")
        done += ready
        left = [t for t in left if t not in ready]
    return done


def _quoted(name: str) -> str:
    return f'"{name}"'


def _text(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
