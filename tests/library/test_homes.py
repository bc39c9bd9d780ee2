"""A home in any path, in use by two commands at once, damaged or full: what is there is read, or one line says what to do."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

import pytest

from deputized.archive import Ledger, LedgerError
from deputized.archive.ingest import ingest
from deputized.cli.faults import plain_words
from deputized.library.opening import default_path, open_registry
from deputized.registry.curation import CurationError, load_corrections
from deputized.registry.places.rulings import read as read_verdicts
from deputized.registry.resume import is_as_built, resume_file
from deputized.store import StoreError, alone

LIST = "pending/2025-02-21.xlsx"


def homed(registry_file: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with the registry of the shipped ledger in it."""
    monkeypatch.setenv("DEPUTIZED_HOME", str(home))
    home.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(registry_file, default_path())
    shutil.copyfile(resume_file(registry_file), resume_file(default_path()))
    return default_path()


@pytest.mark.parametrize(
    "name",
    ["a?b", "a#b", "50% off", "%41", "Donn\u00e9es d'\u00e9t\u00e9", "a&b;c", "?mode=rw#", "\u65e5\u672c"],
)
def test_a_home_may_be_in_any_path(
    registry_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    homed(registry_file, tmp_path / name / "home", monkeypatch)
    with open_registry() as registry:
        assert registry.rows("SELECT count(*) AS n FROM publications")[0]["n"] > 400
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_a_registry_changed_since_it_was_built_is_known_as_such(
    registry_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = homed(registry_file, tmp_path, monkeypatch)
    assert is_as_built(path), "a copy has another time and the same bytes"
    db = sqlite3.connect(path)
    db.execute(
        "DELETE FROM listings WHERE publication_id = 'participating-2025-12-12pm' AND row_number % 6 = 0"
    )
    db.commit()
    db.close()
    assert not is_as_built(path)
    resume_file(path).write_text("no record", encoding="utf-8")
    assert not is_as_built(path)


@pytest.mark.corpus
def test_a_lost_or_wrong_pointer_hides_no_list(
    shared_corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPUTIZED_HOME", str(tmp_path))
    ingest([shared_corpus / LIST], published_date=date(2026, 9, 1))
    case = (shared_corpus / LIST).read_bytes()
    other = tmp_path / "pendingAgencies09022026.xlsx"
    other.write_bytes(edited(case))
    ingest([other])
    count = len(Ledger.open().publications)
    pointer = tmp_path / "ledger" / "current"
    good = pointer.read_bytes()
    for damage in (None, b"", b"../x", b"generation-0", b"\xff\xfe", b"/etc"):
        pointer.unlink() if damage is None else pointer.write_bytes(damage)
        for work in (Ledger.open, lambda: ingest([other]), open_registry if damage is None else Ledger.open):
            with pytest.raises(LedgerError, match="current") as caught:
                work()
        assert good.decode().strip() in str(caught.value), "it says the line to write"
    pointer.write_text(str(caught.value).split()[-1].rstrip("."), encoding="utf-8")
    assert len(Ledger.open().publications) == count


def edited(data: bytes) -> bytes:
    """The workbook with one more agency."""
    from workbook_surgery import edit_sheet

    return edit_sheet(
        data,
        lambda sheet: sheet.append(
            ["TEXAS", "Loving County Sheriff's Office", "County", "Loving County", "Task Force Model"]
        ),
    )


@pytest.mark.corpus
def test_a_file_name_that_is_no_utf8_is_taken_in_and_read_back(
    shared_corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPUTIZED_HOME", str(tmp_path / "home"))
    path = os.fsdecode(os.fsencode(tmp_path) + b"/pending\xff\xe9Agencies09012026.xlsx")
    try:
        shutil.copyfile(shared_corpus / LIST, path)
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    data = (shared_corpus / "pending" / "2025-03-13.xlsx").read_bytes()
    Path(path).write_bytes(edited(data))
    done = subprocess.run(
        [sys.executable, "-m", "deputized", "ingest", path],
        capture_output=True,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    assert b"Traceback" not in done.stderr, done.stderr  # an old list under a new day is taken in and doubted
    own = [p for p in Ledger.open().publications if "09012026" in p.name_in_source]
    assert len(own) == 1 and own[0].name_in_source.encode("utf-8")
    Path(path).write_bytes(b"no list")
    done = subprocess.run(
        [sys.executable, "-m", "deputized", "ingest", path], capture_output=True, check=False
    )
    assert (
        done.returncode == 1 and b"Traceback" not in done.stderr and b"Agencies09012026.xlsx" in done.stderr
    )


ENTRY = "- {{id: a, action: {}, state: {}, agency: A, reason: r, evidence: e, author: a, date: {}, expect: printed, value: x}}"
SLIPS = ("- id: [", "a: b: c", "- id: x\n  reason: 'open", "\t- id: x", "- 7", "x: y", "- id: 1",
    ENTRY.format("read_signed", "TX", "2026-05-04"),
    ENTRY.format("read_county", 5, "2026-05-04"), ENTRY.format("read_county", "TX", "soon"), "\x00", "*x")  # fmt: skip


@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_in_corrections_is_one_line_that_names_the_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "corrections.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CurationError, match=r"corrections\.yml") as caught:
        load_corrections(path)
    assert "\n" not in str(plain_words(caught.value))


def test_a_slip_in_places_is_one_line_that_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "places.yml"
    path.write_text("- state: [", encoding="utf-8")
    with pytest.raises(CurationError, match=r"places\.yml"):
        read_verdicts(path)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/x/y"), "/x/y: the disk is full"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "the disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", b"/x/\xff"), "permissions"),
        (OSError(errno.ENAMETOOLONG, "File name too long", "/x\udcff"), "File name too long"),
        (sqlite3.OperationalError("database or disk is full"), "the disk is full"),
        (sqlite3.DatabaseError("database disk image is malformed"), "build it anew"),
        (StoreError("x: y"), "x: y"),
        (MemoryError(), "memory"),
    ],
)
def test_what_the_machine_refuses_has_plain_words(error: Exception, says: str) -> None:
    line = plain_words(error)
    assert line is not None and says in line and line.encode("utf-8")


def test_a_fault_of_the_program_is_not_hidden() -> None:
    assert plain_words(KeyError("x")) is None and plain_words(TypeError("y")) is None


def test_one_writer_waits_for_another_or_says_so(tmp_path: Path) -> None:
    code = "import sys, time, pathlib; from deputized.store import alone\n"
    code += "with alone(pathlib.Path(sys.argv[1])):\n print('in', flush=True); time.sleep(2)"
    other = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE)
    assert other.stdout is not None and other.stdout.readline().strip() == b"in"
    with pytest.raises(StoreError, match="another command"), alone(tmp_path, wait_seconds=0.2):
        pass
    began = time.monotonic()
    with alone(tmp_path), alone(tmp_path):
        assert other.wait() == 0
    assert time.monotonic() - began > 0.5
    assert list(tmp_path.iterdir()) == [], "nothing is left in the folder"


def test_three_exports_into_one_folder(registry_file: Path, tmp_path: Path) -> None:
    words = [
        sys.executable,
        "-m",
        "deputized",
        "export",
        "-o",
        str(tmp_path / "out"),
        "--registry",
        str(registry_file),
    ]
    words += ["--table", "agencies", "--table", "agreements"]
    running = [
        subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for process in running:
        _, error = process.communicate(timeout=120)
        assert process.returncode == 0, error
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "agencies.csv",
        "agreements.csv",
        "datapackage.json",
    ]


@pytest.mark.corpus
def test_a_build_beside_an_intake_is_of_one_ledger(
    registry_file: Path, shared_corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The registry's name tells the ledger it is of, also if a list came between the two being looked at."""
    homed(registry_file, tmp_path, monkeypatch)
    first, come = Ledger.open, threading.Event()

    def beside() -> Ledger:
        if not come.is_set():
            come.set()
            ingest(
                [shared_corpus / LIST], published_date=date(2026, 9, 1), captured_at="2026-09-01T00:00:00Z"
            )
        return first()

    monkeypatch.setattr("deputized.archive.Ledger.open", beside)
    for path in (default_path(), resume_file(default_path())):
        path.rename(path.with_stem("registry-0"))  # an earlier registry to build on
    with open_registry() as registry:
        assert come.is_set()
        assert registry.path == default_path()
        assert registry.meta["ledger_sha256"] == first().sha256
