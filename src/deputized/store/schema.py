"""The SQLite schema, made from `model.tables`: STRICT tables, foreign keys, indexes, full-text search."""

from __future__ import annotations

from collections.abc import Sequence

from deputized.model.tables import TABLES, Column, Table

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


def create_statements() -> list[str]:
    """Statements that make every table, in an order in which references exist."""
    return [_create(table) for table in TABLES] + [SEARCH_SCHEMA]


def index_statements() -> list[str]:
    """Statements that make every index; run after the rows are in."""
    return [
        f"CREATE INDEX {_index(table, columns)} ON {table.name} ({', '.join(columns)})"
        for table in TABLES
        for columns in table.indexes
    ]


def drop_statements() -> list[str]:
    """Statements that drop every index before rows are added: put in under one they would scatter over half-filled pages."""
    return [f"DROP INDEX {_index(table, columns)}" for table in TABLES for columns in table.indexes]


def _index(table: Table, columns: Sequence[str]) -> str:
    return f"{table.name}_by_{'_'.join(columns)}"


def insert_statement(table: Table) -> str:
    """The INSERT that takes a row in column order."""
    marks = ", ".join("?" * len(table.columns))
    return f"INSERT INTO {table.name} VALUES ({marks})"


def _create(table: Table) -> str:
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
