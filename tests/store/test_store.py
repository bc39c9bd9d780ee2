"""The registry's file: schema and description agree, writing is all or nothing, exports hold what the tables hold."""

from __future__ import annotations

import csv
import json
import random
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cut_short import KILLS, forks
from deputized.library import Registry
from deputized.library.opening import _read
from deputized.model.tables import TABLES
from deputized.store import StoreError, write_registry
from deputized.store.export import datapackage, export
from deputized.store.schema import create_statements

TYPES = {
    "text": "TEXT",
    "date": "TEXT",
    "json": "TEXT",
    "integer": "INTEGER",
    "boolean": "INTEGER",
    "real": "REAL",
}


def test_schema_is_the_description(registry: Registry) -> None:
    for table in TABLES:
        columns = registry.rows(f"PRAGMA table_info({table.name})")
        assert [(c["name"], c["type"], bool(c["notnull"])) for c in columns] == [
            (c.name, TYPES[c.type], c.required or c.name in table.key) for c in table.columns
        ], table.name
        sql = registry.rows("SELECT sql FROM sqlite_master WHERE name = ?", table.name)[0]["sql"]
        assert sql.endswith("STRICT, WITHOUT ROWID")


def test_references_hold_and_the_file_is_sound(registry: Registry) -> None:
    assert registry.db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert registry.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_days_are_days(registry: Registry) -> None:
    for table in TABLES:
        for column in table.columns:
            if column.type == "date":
                odd = registry.rows(
                    f"SELECT {column.name} FROM {table.name} WHERE {column.name} IS NOT NULL "
                    f"AND ({column.name} NOT GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]') LIMIT 1"
                )
                assert odd == [], (table.name, column.name)


def test_no_address_of_staff_is_anywhere(registry: Registry) -> None:
    for table in TABLES:
        for column in table.columns:
            if column.type == "text":
                found = registry.rows(
                    f"SELECT {column.name} AS v FROM {table.name} WHERE {column.name} LIKE '%@%' "
                    f"OR {column.name} LIKE '%safelinks%' OR {column.name} LIKE '%\\%40%' ESCAPE '\\' LIMIT 1"
                )
                assert [f for f in found if "|township|" not in f["v"]] == [], (table.name, column.name)


def test_a_build_that_lacks_a_table_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    path.write_bytes(b"what was there")
    with pytest.raises(StoreError, match="publications"):
        write_registry(path, {"meta": []})
    tables: dict[str, list[tuple[object, ...]]] = {t.name: [] for t in TABLES}
    tables["meta"] = [("key", None)]
    with pytest.raises(StoreError, match="the old one is untouched"):
        write_registry(path, tables)
    tables["meta"] = []
    tables["redirects"] = [("a", "agency", "b", "c", "d", "one value too many")]
    with pytest.raises(StoreError):
        write_registry(path, tables)
    assert path.read_bytes() == b"what was there"
    assert [p.name for p in tmp_path.iterdir()] == ["r.sqlite"]


def test_a_row_that_refers_to_nothing_is_refused(tmp_path: Path) -> None:
    tables: dict[str, list[tuple[object, ...]]] = {t.name: [] for t in TABLES}
    tables["findings"] = [("no-such-list", "row_hidden", 1, "row 2")]
    with pytest.raises(StoreError, match="findings refers to a missing row of publications"):
        write_registry(tmp_path / "r.sqlite", tables)


def test_export_is_the_tables_and_no_spreadsheet_runs_it(registry: Registry, tmp_path: Path) -> None:
    written = export(registry.db, tmp_path, ["agencies", "redirects"])
    with (tmp_path / "agencies.csv").open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert len(rows) == written["agencies"] == registry.rows("SELECT count(*) AS n FROM agencies")[0]["n"]
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert [r["name"] for r in package["resources"]] == ["agencies", "redirects"]
    assert [f["name"] for f in package["resources"][0]["schema"]["fields"]] == list(rows[0])
    with pytest.raises(ValueError, match="no such table"):
        export(registry.db, tmp_path, ["secrets"])


def test_hostile_text_is_quoted(tmp_path: Path) -> None:
    db = sqlite3.connect(":memory:")
    for statement in create_statements():
        db.execute(statement)
    for n, text in enumerate(("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "<script>", "plain")):
        db.execute("INSERT INTO redirects VALUES (?, 'agency', ?, 'x', '2025-01-01')", (str(n), text))
    export(db, tmp_path, ["redirects"])
    with (tmp_path / "redirects.csv").open(encoding="utf-8-sig", newline="") as handle:
        values = [r["new_id"] for r in csv.DictReader(handle)]
    assert values == ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t=1", "<script>", "plain"]


def test_the_package_describes_every_column() -> None:
    package = datapackage()
    assert len(package["resources"]) == len(TABLES)
    for resource, table in zip(package["resources"], TABLES, strict=True):
        assert [f["description"] for f in resource["schema"]["fields"]] == [
            c.description for c in table.columns
        ]


BUILD = """
from pathlib import Path
import deputized.archive
from deputized.archive import Ledger
from deputized.library.opening import build
from deputized.registry import build_registry  # what a build needs is loaded before the clock runs
from registry_fixture import Cut
few = Cut(Ledger.shipped(), slice(10, None))
deputized.archive.Ledger.open = lambda: few
def work(path):
    build(Path(path))
"""
"""A build of the first ten lists: real ones, and soon done."""


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_the_last_good_registry(tmp_path: Path) -> None:
    path, chance = tmp_path / "registry.sqlite", random.Random(287)
    with forks(BUILD) as builds:
        builds.run(str(path))
        length = builds.run(str(path))
        good, count, cut = path.stat().st_ino, KILLS or 12, 0
        for n in range(count):  # one in each part of the build
            cut += builds.kill_after(length * (n + chance.random()) / count, str(path))
            with _read(path) as registry:
                assert registry.rows("SELECT count(*) AS n FROM agreements")[0]["n"] > 100
                assert registry.db.execute("PRAGMA quick_check").fetchone()[0] == "ok"
        assert cut >= 0.6 * count
        assert path.stat().st_ino == good or cut < count
        builds.run(str(path))
    left = {p.name for p in tmp_path.iterdir()}
    assert {n for n in left if "lock" not in n} == {"registry.sqlite"}, "the next build clears what was left"


@pytest.mark.slow
def test_two_builds_at_once_leave_one_whole_registry(tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"
    with ThreadPoolExecutor(2) as both, forks(BUILD) as first, forks(BUILD) as second:
        list(both.map(lambda builds: builds.run(str(path)), (first, second)))
    with _read(path) as registry:
        assert registry.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
