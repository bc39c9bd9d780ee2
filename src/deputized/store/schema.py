"""The SQLite schema, made from `model.tables`: STRICT tables, foreign keys, indexes, full-text search."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from deputized.model.tables import TABLES, Column, TableDefinition

SQLITE_TYPES = {
    "text": "TEXT",
    "date": "TEXT",
    "json": "TEXT",
    "integer": "INTEGER",
    "boolean": "INTEGER",
    "real": "REAL",
}
SEARCH_TABLE = "agency_search"
SEARCH_SCHEMA = (
    f"CREATE VIRTUAL TABLE {SEARCH_TABLE} USING fts5"
    "(agency_id UNINDEXED, state UNINDEXED, name, tokenize = 'trigram')"
)


LEAST_SQLITE = (3, 37)
"""The first SQLite that knows STRICT tables."""


def old_sqlite() -> str:
    """Why this Python's SQLite cannot hold a registry, and what to do; empty where it can."""
    if sqlite3.sqlite_version_info >= LEAST_SQLITE:
        return ""
    return (
        f"a registry needs SQLite 3.37 or newer; this Python has {sqlite3.sqlite_version}. "
        "Take a Python that brings its own, such as one of `uv python install 3.12` or of python.org"
    )


def create_statements() -> list[str]:
    """Statements that make every table, in an order in which references exist."""
    return [create_statement(table) for table in TABLES] + [SEARCH_SCHEMA]


def index_statements() -> list[str]:
    """Statements that make every index; run after the rows are in."""
    return [statement for table in TABLES for statement in index_statements_of(table)]


def index_statements_of(table: TableDefinition) -> list[str]:
    """Statements that make the indexes of one table."""
    return [
        f"CREATE INDEX {_index(table, columns)} ON {table.name} ({', '.join(columns)})"
        for columns in table.indexes
    ]


def drop_statements() -> list[str]:
    """Statements that drop every index before rows are added: put in under one they would scatter over half-filled pages."""
    return [f"DROP INDEX {_index(table, columns)}" for table in TABLES for columns in table.indexes]


def _index(table: TableDefinition, columns: Sequence[str]) -> str:
    return f"{table.name}_by_{'_'.join(columns)}"


def insert_statement(table: TableDefinition) -> str:
    """The INSERT that takes a row in column order."""
    marks = ", ".join("?" * len(table.columns))
    return f"INSERT INTO {table.name} VALUES ({marks})"


def create_statement(table: TableDefinition) -> str:
    """The statement that makes one table, with what a row is in a comment."""
    lines = [_column(c) for c in table.columns]
    lines.append(f"PRIMARY KEY ({', '.join(table.key)})")
    lines += [
        f"FOREIGN KEY ({c.name}) REFERENCES {c.references.replace('.', ' (')})"
        for c in table.columns
        if c.references
    ]
    return (
        f"CREATE TABLE {table.name} (  -- {table.grain}\n  "
        + ",\n  ".join(lines)
        + "\n) STRICT, WITHOUT ROWID"
    )


def _column(column: Column) -> str:
    check = f" CHECK ({column.name} IN (0, 1))" if column.type == "boolean" else ""
    return f"{column.name} {SQLITE_TYPES[column.type]}{' NOT NULL' if column.required else ''}{check}"
