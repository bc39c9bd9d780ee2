"""A registry brought up to date with later lists says what one built at once says."""

from __future__ import annotations

import pickle
import sqlite3
from pathlib import Path

import pytest

from deputized.archive import Ledger
from deputized.model.tables import TABLES
from deputized.registry import build_registry
from deputized.registry.resume import Resume, resume_file
from registry_fixture import Cut


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    db = sqlite3.connect(path)
    try:
        found = {
            t.name: db.execute(f"SELECT * FROM {t.name} ORDER BY {', '.join(t.key)}").fetchall()
            for t in TABLES
        }
        found["agency_search"] = sorted(db.execute("SELECT * FROM agency_search").fetchall())
        return found
    finally:
        db.close()


@pytest.mark.parametrize("count", [1, 12, 150])
def test_later_lists_added_are_a_build_of_all(
    ledger: Ledger, registry_file: Path, tmp_path: Path, count: int
) -> None:
    before, after = tmp_path / "before.sqlite", tmp_path / "after.sqlite"
    build_registry(Cut(ledger, slice(-count, None)), before, resumable=True)
    seen: list[int] = []
    build_registry(ledger, after, lambda done, total: seen.append(total), before)
    assert seen == [count] * count, "only the lists ahead were replayed"
    whole, added = rows(registry_file), rows(after)
    for name, expected in whole.items():
        assert added[name] == expected, name


def test_a_list_found_in_the_middle_starts_anew(ledger: Ledger, registry_file: Path, tmp_path: Path) -> None:
    before, after = tmp_path / "before.sqlite", tmp_path / "after.sqlite"
    build_registry(Cut(ledger, slice(200, 201)), before, resumable=True)
    seen: list[int] = []
    build_registry(ledger, after, lambda done, total: seen.append(total), before)
    assert seen[-1] == len(ledger.publications)
    assert rows(after) == rows(registry_file)


def test_a_damaged_or_foreign_resume_file_is_not_believed(registry_file: Path, tmp_path: Path) -> None:
    good = resume_file(registry_file).read_bytes()
    path = tmp_path / "r.resume"
    assert Resume.read(path) is None
    for data in (b"", good[:1000], bytes([good[0] ^ 1]) + good[1:], good[:-1] + bytes([good[-1] ^ 1])):
        path.write_bytes(data)
        assert Resume.read(path) is None
    import hashlib

    class Evil:
        def __reduce__(self):  # type: ignore[no-untyped-def]
            return (print, ("run",))

    body = pickle.dumps(Evil())
    path.write_bytes(good[:32] + hashlib.sha256(body).digest() + body)
    assert Resume.read(path) is None
