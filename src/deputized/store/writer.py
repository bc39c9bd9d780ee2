"""Writes a registry aside, checks it, and puts it in the old one's place in one step."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from deputized.model.tables import TABLES
from deputized.store.errors import StoreError
from deputized.store.schema import (
    create_statements,
    drop_statements,
    index_statements,
    insert_statement,
    old_sqlite,
)
from deputized.store.unique import Refused

SEARCH_ROWS = """
INSERT INTO agency_search -- one row per agency per spelling
SELECT DISTINCT agency_id, state, name FROM (
  SELECT agency_id, state, name FROM agencies
  UNION SELECT agency_id, agencies.state, trim(name_raw) FROM agency_names JOIN agencies USING (agency_id)
) ORDER BY agency_id, name
"""


def write_registry(path: Path, tables: Mapping[str, Iterable[tuple[Any, ...]]]) -> None:
    """Write every public table to `path`: aside first, swapped in when whole and checked.

    Raises `StoreError` if a table is missing, a row breaks the schema or the folder cannot be
    written. What was at `path` before stays as it was, also when the process is killed.
    """
    if why := old_sqlite():
        raise StoreError(why)
    missing = [t.name for t in TABLES if t.name not in tables]
    if missing:
        raise StoreError(f"the build gave no rows for {', '.join(missing)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    clear_leftovers(path)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.{os.getpid()}.", suffix=".new", dir=path.parent)
    os.close(handle)
    aside = Path(name)
    try:
        _fill(aside, tables)
        with aside.open("rb+") as written:
            os.fsync(written.fileno())
        aside.replace(path)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(
            f"{path}: the registry could not be written ({error}); the old one is untouched"
        ) from error
    finally:
        aside.unlink(missing_ok=True)


def update_registry(
    previous: Path,
    path: Path,
    tables: Mapping[str, Iterable[tuple[Any, ...]]],
    growing: Collection[str],
    changed: Mapping[str, Mapping[str, str]],
) -> None:
    """Write to `path` the registry at `previous` with later lists added: aside first, swapped in when whole.

    Rows of `growing` tables are added, all other tables are written anew; `changed` maps ids, by column of
    `listings`, that later lists changed. Raises `StoreError` as `write_registry` does.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    clear_leftovers(path)
    aside = path.with_name(f".{path.name}.{os.getpid()}.update.new")
    try:
        shutil.copyfile(previous, aside)
        _update(aside, tables, growing, changed)
        with aside.open("rb+") as written:
            os.fsync(written.fileno())
        aside.replace(path)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(
            f"{path}: the registry could not be written ({error}); the old one is untouched"
        ) from error
    finally:
        aside.unlink(missing_ok=True)


def _update(
    path: Path,
    tables: Mapping[str, Iterable[tuple[Any, ...]]],
    growing: Collection[str],
    changed: Mapping[str, Mapping[str, str]],
) -> None:
    db = sqlite3.connect(path)
    try:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;")
        db.execute("BEGIN")
        refused = Refused()
        for statement in drop_statements():
            db.execute(statement)
        for table in TABLES:
            if table.name not in growing:
                db.execute(f"DELETE FROM {table.name}")
            db.executemany(insert_statement(table), refused.unique(table, tables[table.name]))
        _tell(db, refused)
        for column, ids in changed.items():
            db.execute("CREATE TEMP TABLE renamed (old TEXT PRIMARY KEY, new TEXT)")
            db.executemany("INSERT OR REPLACE INTO renamed VALUES (?, ?)", ids.items())
            db.execute(
                f"UPDATE listings SET {column} = (SELECT new FROM renamed WHERE old = {column}) "
                f"WHERE {column} IN (SELECT old FROM renamed)"
            )
            db.execute("DROP TABLE renamed")
        db.execute("DELETE FROM agency_search")
        db.execute(SEARCH_ROWS)
        for statement in index_statements():
            db.execute(statement)
        for table in TABLES:
            if table.name not in growing and db.execute(f"PRAGMA foreign_key_check({table.name})").fetchone():
                raise StoreError(f"{path.name}: a row of {table.name} refers to a missing row")
        db.execute("COMMIT")
    finally:
        db.close()


def file_sha256(path: Path) -> str:
    """The hash of a file's bytes; empty if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def clear_leftovers(path: Path) -> None:
    """Remove what builds that no longer run left beside a file that is written aside and swapped in."""
    for old in path.parent.glob(f".{path.name}.*.new"):
        pid = old.name.removeprefix(f".{path.name}.").split(".")[0]
        if not pid.isdigit() or not _is_running(int(pid)):
            old.unlink(missing_ok=True)


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _fill(path: Path, tables: Mapping[str, Iterable[tuple[Any, ...]]]) -> None:
    db = sqlite3.connect(path)
    try:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;")
        db.execute("PRAGMA page_size = 8192")
        db.execute("BEGIN")
        for statement in create_statements():
            db.execute(statement)
        refused = Refused()
        for table in TABLES:
            db.executemany(insert_statement(table), refused.unique(table, tables[table.name]))
        _tell(db, refused)
        db.execute(SEARCH_ROWS)
        for statement in index_statements():
            db.execute(statement)
        broken = db.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise StoreError(f"{path.name}: a row of {broken[0]} refers to a missing row of {broken[2]}")
        db.execute("COMMIT")
        db.execute("PRAGMA optimize")
    finally:
        db.close()


def _tell(db: sqlite3.Connection, refused: Refused) -> None:
    """Keep in `meta` which rows were not written."""
    row = refused.meta_row()
    if row is not None:
        db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", row)
