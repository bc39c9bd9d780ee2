"""A registry brought up to date with later lists says what one built at once says."""

from __future__ import annotations

import hashlib
import json
import pickle
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from deputized.archive import Ledger
from deputized.model.tables import TABLES
from deputized.registry import build_registry
from deputized.registry.build import resume_of
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


def test_later_lists_added_are_a_build_of_all(ledger: Ledger, tmp_path: Path) -> None:
    some = Cut(Cut(ledger, slice(160, None)), slice(0, 100))  # type: ignore[arg-type]
    anew, before = tmp_path / "anew.sqlite", tmp_path / "before.sqlite"
    build_registry(some, anew)
    build_registry(Cut(some, slice(-30, None)), before, resumable=True)  # type: ignore[arg-type]
    for last, added in ((6, 24), (1, 5), (0, 1)):  # each on the one before
        after, seen = tmp_path / f"{last}.sqlite", list[int]()
        build_registry(
            Cut(some, slice(-last, None)) if last else some,  # type: ignore[arg-type]
            after,
            lambda done, total, seen=seen: seen.append(total),  # type: ignore[misc]
            before,
            resumable=True,
        )
        assert seen == [added] * added, "only the lists ahead were replayed"
        before = after
    whole, grown = rows(anew), rows(before)
    assert before.stat().st_size < anew.stat().st_size * 1.04, "grown list by list it is hardly larger"
    for name, expected in whole.items():
        assert grown[name] == expected, name


def test_a_list_found_in_the_middle_starts_anew(ledger: Ledger, tmp_path: Path) -> None:
    some = Cut(ledger, slice(24, None))
    before, after, anew = (tmp_path / f"{name}.sqlite" for name in ("before", "after", "anew"))
    build_registry(Cut(some, slice(12, 13)), before, resumable=True)  # type: ignore[arg-type]
    seen: list[int] = []
    build_registry(some, after, lambda done, total: seen.append(total), before)
    assert seen[-1] == len(some.publications) == 24
    build_registry(some, anew)
    assert rows(after) == rows(anew)


def test_a_damaged_or_foreign_resume_file_is_not_believed(registry_file: Path, tmp_path: Path) -> None:
    good = resume_file(registry_file).read_bytes()
    head, _, body = good.partition(b"\n")
    path = tmp_path / "r.resume"
    assert Resume.read(path) is None

    class Evil:
        def __reduce__(self):  # type: ignore[no-untyped-def]
            return (Path.touch, (tmp_path / "ran",))

    def signed(body: bytes) -> bytes:
        return (
            json.dumps(json.loads(head) | {"sha256": hashlib.sha256(body).hexdigest()}).encode()
            + b"\n"
            + body
        )

    graph = json.loads(body)
    evil = pickle.dumps(Evil())
    for data in (
        b"", good[:1000], bytes([good[0] ^ 1]) + good[1:], good[:-1] + bytes([good[-1] ^ 1]), evil, signed(evil),
        bytes.fromhex(json.loads(head)["rules"]) + hashlib.sha256(evil).digest() + evil,  # the form it once had
        signed(b"{}"), signed(b"[" * 100_000), signed(json.dumps(graph | {"root": 0}).encode()),
        signed(json.dumps(graph | {"count": graph["count"] + 1}).encode()),
        signed(json.dumps(graph | {"groups": graph["groups"][1:]}).encode()),
    ):  # fmt: skip
        path.write_bytes(data)
        assert Resume.read(path) is None
    assert not (tmp_path / "ran").exists()
    path.write_bytes(signed(body))
    assert Resume.read(path) is not None, "the same data again is read"


EDITS = {
    "rows deleted": "DELETE FROM listings WHERE publication_id = 'participating-2025-12-12pm' AND row_number % 6 = 0",
    "a value changed": "UPDATE contents SET agency_raw = 'Nobody' WHERE content_id = (SELECT min(content_id) FROM contents)",
    "a row added": "INSERT INTO findings SELECT publication_id, 'made up', 1, '' FROM publications LIMIT 1",
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_a_base_edited_in_place_is_not_built_on(registry_file: Path, tmp_path: Path, edit: str) -> None:
    base = tmp_path / "base.sqlite"
    shutil.copyfile(registry_file, base)
    shutil.copyfile(resume_file(registry_file), resume_file(base))
    assert resume_of(base, Ledger.shipped()) is not None
    db = sqlite3.connect(base)
    assert db.execute(edit).rowcount > 0
    db.commit()
    db.close()
    assert resume_of(base, Ledger.shipped()) is None


def test_a_base_damaged_on_disk_is_not_built_on(ledger: Ledger, registry_file: Path, tmp_path: Path) -> None:
    base = tmp_path / "base.sqlite"
    data = bytearray(registry_file.read_bytes())
    shutil.copyfile(resume_file(registry_file), resume_file(base))
    for broken in (data[:-1], b"", bytes(data[:9000]) + bytes([data[9000] ^ 64]) + bytes(data[9001:])):
        base.write_bytes(broken)
        assert resume_of(base, ledger) is None
    base.unlink()
    assert resume_of(base, ledger) is None


WATCH = """
import sys
from pathlib import Path
opened = set()
sys.addaudithook(lambda event, given: opened.add(str(given[0])) if event == "open" else None)
from deputized.archive import Ledger
from deputized.registry import build_registry, resume
sys.path[:0] = ["tests", "tests/library"]
from registry_fixture import Cut
build_registry(Cut(Ledger.shipped(), slice(10, None)), Path(sys.argv[1]) / "r.sqlite")
code = {str(m.__file__) for n, m in sys.modules.items() if n.startswith("deputized.")}
print(*sorted(code), "--", *sorted(opened), "--", *sorted(map(str, resume._rule_files())), sep="\\n")
"""


def test_the_stamp_covers_every_file_a_build_reads(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", WATCH, str(tmp_path)], cwd=root, capture_output=True, text=True, check=True
    )
    code, opened, covered = (set(part.split()) for part in done.stdout.split("--"))
    ours = {
        p for p in opened if p.startswith((str(root / "src"), str(root / "curation"))) and ".pyc" not in p
    }
    read = {p for p in code | ours if "/data/archive/" not in p and not p.endswith("__pycache__")}
    assert len(read) > 60
    above = ("/library/", "/facts/")  # the package's own door imports these; a registry, being below, cannot
    assert {p for p in read - covered if not any(a in p for a in above)} == set()
    assert any("/readers/" in p for p in read) and any("/reference/" in p for p in read)
