"""Taking lists in: all or none, any order, any number of times, killed at any moment, two at once."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cut_short import KILLS, forks
from deputized.archive import Incoming, IngestRefused, Ledger, LedgerError, ingest, tables
from deputized.archive.home import current_folder, shipped_folder, user_ledger
from deputized.archive.rebuild import incoming_of, rebuild
from deputized.archive.write import locked, write_plain
from deputized.readers.errors import ReadError
from deputized.readers.xlsx import read_workbook
from list_names import bare
from workbook_surgery import edit_parts, manifest

pytestmark = pytest.mark.corpus

CHOSEN = (
    "participating/2025-02-21.xlsx",
    "participating/2025-02-26.xlsx",
    "participating/2025-03-01.xlsx",
    "participating/2025-09-02am.xlsx",
    "participating/2025-09-02pm.xlsx",
    "participating/2025-09-22pm.xlsx",
    "participating/2025-09-24am.xlsx",
    "participating/2026-03-02am.xlsx",
    "pending/2025-03-27.xlsx",
    "pending/2025-03-27_2.xlsx",
    "pending/2025-07-11am.xlsx",
    "pending/2025-07-11am_2.xlsx",
    "pending/2025-11-06pm.xlsx",
    "pending/2025-11-14am.xlsx",
    "webpage/2021-01-13T002027.xlsx",
    "webpage/2021-01-16T022328.xlsx",
)


@pytest.fixture(scope="module")
def chosen(shared_corpus: Path) -> list[Incoming]:
    rows = {row["file"]: row for row in manifest(shared_corpus)}
    return [incoming_of(shared_corpus, rows[name]) for name in CHOSEN]


@pytest.fixture(scope="module")
def rebuilt(shared_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What `rebuild` writes from a folder of the chosen files alone."""
    source = tmp_path_factory.mktemp("source")
    with (shared_corpus / "manifest.csv").open(encoding="utf-8") as file:
        header, *rows = file.read().splitlines()
    kept = [row for row in rows if row.split(",", 1)[0] in CHOSEN]
    (source / "manifest.csv").write_text("\n".join([header, *kept]) + "\n", encoding="utf-8")
    for name in CHOSEN:
        (source / name).parent.mkdir(exist_ok=True)
        shutil.copy(shared_corpus / name, source / name)
    out = tmp_path_factory.mktemp("out")
    rebuild(source, out)
    return files_of(out)


def files_of(ledger_dir: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in current_folder(ledger_dir).iterdir()}


def again(incoming: Incoming, note: bytes) -> Incoming:
    """The same list in other bytes."""
    data = edit_parts(incoming.data, {"docProps/app.xml": lambda xml: xml + b"<!-- " + note + b" -->"})
    return Incoming(incoming.name, data, incoming.captured_at)


def in_batches(files: list[Incoming], cuts: Iterable[int]) -> list[list[Incoming]]:
    return [files[a:b] for a, b in pairwise([0, *sorted(cuts), len(files)]) if files[a:b]]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(CHOSEN))), cuts=st.sets(st.integers(1, len(CHOSEN) - 1), max_size=4))
def test_any_order_and_any_batches_give_the_bytes_of_a_rebuild(
    chosen: list[Incoming], rebuilt: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory,
    order: list[int], cuts: set[int],
) -> None:  # fmt: skip
    ledger_dir = tmp_path_factory.mktemp("ledger")
    for batch in in_batches([chosen[i] for i in order], cuts):
        assert ingest(batch, ledger_dir).is_changed
    assert files_of(ledger_dir) == rebuilt


def test_the_same_file_twice_changes_nothing(chosen: list[Incoming], tmp_path: Path) -> None:
    ingest(chosen[:4], tmp_path)
    before = files_of(tmp_path)
    report = ingest([chosen[2], chosen[2]], tmp_path)
    assert not report.is_changed
    assert {file.status for file in report.files} == {"known"}
    assert files_of(tmp_path) == before


def test_a_later_sighting_of_known_bytes_is_added_once_in_any_order(
    chosen: list[Incoming], tmp_path: Path
) -> None:
    first = chosen[3]
    later = Incoming("participatingAgencies09022025am (1).xlsx", first.data, "2025-10-01T00:00:00+00:00")
    untimed = Incoming("copy of participatingAgencies09022025am.xlsx", first.data)
    results = []
    for number, order in enumerate(
        ([first, later, untimed], [untimed, later, first], [later, first, untimed, later])
    ):
        for incoming in order:
            ingest([incoming], tmp_path / str(number))
        results.append(files_of(tmp_path / str(number)))
    assert results[0] == results[1] == results[2]
    ledger = Ledger.open(tmp_path / "0")
    assert [s[1] for s in ledger.sightings] == [first.captured_at, later.captured_at]
    assert ledger.publications[0].name_in_source == "participatingAgencies090022025am.xlsx"


def test_an_older_list_found_later_lands_in_its_place(chosen: list[Incoming], tmp_path: Path) -> None:
    ingest([chosen[0], chosen[4]], tmp_path)
    newer = Ledger.open(tmp_path).listings("participating-2025-09-02pm")
    report = ingest([chosen[3]], tmp_path)
    assert report.files[0].status == "added"
    ledger = Ledger.open(tmp_path)
    assert [p.publication_id for p in ledger.publications] == [
        "participating-2025-02-21",
        "participating-2025-09-02am",
        "participating-2025-09-02pm",
    ]
    assert ledger.listings("participating-2025-09-02pm") == newer


def test_an_appended_list_appends_lines(chosen: list[Incoming], tmp_path: Path) -> None:
    ordered = sorted(chosen, key=lambda i: i.captured_at)
    participating = [i for i in ordered if i.name.startswith("participating") and "09222025" not in i.name]
    ingest(participating[:-1], tmp_path)
    before = files_of(tmp_path)
    ingest(participating[-1:], tmp_path)
    after = files_of(tmp_path)
    for name in tables.HEADERS:
        assert after[name].startswith(before[name]), name


def test_one_wrong_file_among_several_refuses_all(chosen: list[Incoming], tmp_path: Path) -> None:
    ingest(chosen[:2], tmp_path)
    before = files_of(tmp_path)
    wrong = [
        Incoming("page.xlsx", b"<html>"),
        Incoming("list.xlsx", chosen[5].data),
        Incoming("cut.xlsx", chosen[6].data[:20_000]),
    ]
    with pytest.raises(IngestRefused) as caught:
        ingest([chosen[3], *wrong, chosen[4]], tmp_path)
    text = str(caught.value)
    assert [type(e).__name__ for e in caught.value.errors] == ["ReadError", "DateUnknown", "ReadError"]
    assert "page.xlsx: it is a web page" in text
    assert "--date" in text
    assert text.endswith("Nothing was taken in; the ledger is as it was.")
    assert files_of(tmp_path) == before


def test_a_refused_first_ingest_leaves_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(IngestRefused):
        ingest([tmp_path / "absent.xlsx"], tmp_path / "ledger")
    assert not (tmp_path / "ledger").exists()


def test_a_day_given_by_hand_is_kept_with_its_source(chosen: list[Incoming], tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(chosen[0].data)
    report = ingest([path], tmp_path / "ledger", published_date=date(2025, 2, 22))
    assert report.files[0].publication_id == "participating-2025-02-21"  # by its bytes, whatever its day
    assert Ledger.open(tmp_path / "ledger").publications[0].date_source == "given"


@pytest.mark.parametrize("text", ["yesterday", "2030-05-04", "2030-05-04T12:00:00"])
def test_a_capture_time_without_its_offset_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match="captured_at"):
        ingest([], tmp_path, captured_at=text)


# --- the user's own ledger beside the shipped one ---


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEPUTIZED_HOME", str(tmp_path / "home"))
    return tmp_path


def test_lists_go_to_the_users_ledger_and_the_shipped_one_is_untouched(
    own: Path, chosen: list[Incoming]
) -> None:
    before = {p.name: p.read_bytes() for p in shipped_folder().iterdir()}
    base = Ledger.open()
    new = again(chosen[4], b"1")
    new = Incoming(
        "participatingAgencies05042030am.xlsx", new.data, "2030-05-04T15:00:00+00:00", date(2030, 5, 4)
    )
    started = time.process_time()  # of this process alone: the machine may be busy
    report = ingest([new])
    assert time.process_time() - started < 1
    assert report.ledger_dir == user_ledger() == own / "home" / "ledger"
    assert bare(report.files[0].publication_id) == "participating-2030-05-04am"
    assert report.files[0].same_rows_as == "participating-2025-09-02pm"
    ledger = Ledger.open()
    assert len(ledger.publications) == len(base.publications) + 1
    assert bare(ledger.publications[-1].publication_id) == "participating-2030-05-04am"
    assert ledger.sha256 != base.sha256
    assert len(ledger.listings("participating-2030-05-04am")) == ledger.publications[-1].row_count
    assert ledger.rows_sha256("participating-2030-05-04am") == ledger.rows_sha256(
        "participating-2025-09-02pm"
    )
    assert Ledger.shipped().sha256 == base.sha256
    assert {p.name: p.read_bytes() for p in shipped_folder().iterdir()} == before


def test_a_file_the_shipped_ledger_has_adds_nothing(own: Path, shared_corpus: Path) -> None:
    base = Ledger.open().publications
    report = ingest(
        [shared_corpus / "pending/2025-07-10am.xlsx", shared_corpus / "participating/2025-12-12pm.xlsx"]
    )
    assert not report.is_changed
    assert [file.status for file in report.files] == ["known", "known"]
    assert Ledger.open().publications == base


def test_a_new_sighting_of_a_shipped_list_is_kept(own: Path, shared_corpus: Path) -> None:
    path = shared_corpus / "pending/2025-07-10am.xlsx"
    report = ingest([path], captured_at="2026-06-01T00:00:00Z")
    assert [file.status for file in report.files] == ["sighted"]
    seen = [s for s in Ledger.open().sightings if s[0] == "pending-2025-07-10am"]
    assert seen[-1][1] == "2026-06-01T00:00:00Z"
    assert not ingest([path], captured_at="2026-06-01T00:00:00Z").is_changed


def test_other_bytes_under_a_shipped_name_are_named_by_their_hash_in_any_order(
    own: Path, chosen: list[Incoming], tmp_path: Path
) -> None:
    files = [again(chosen[4], b"1"), again(chosen[4], b"2")]
    named = {hashlib.sha256(f.data).hexdigest(): f for f in files}
    report = ingest(files)
    assert {f.publication_id for f in report.files} == {f"participating-2025-09-02pm-{s[:8]}" for s in named}
    turned = ingest([*reversed(files), chosen[4]], tmp_path)
    assert {f.publication_id for f in turned.files} == {
        "participating-2025-09-02pm",  # issued: other bytes never take it
        *(f.publication_id for f in report.files),
    }
    ids = [p.publication_id for p in Ledger.open().publications]
    assert len(set(ids)) == len(ids) == len(Ledger.shipped().publications) + 2


def test_the_shipped_ledger_is_never_written_to(chosen: list[Incoming]) -> None:
    with pytest.raises(LedgerError, match="shipped"):
        ingest(chosen[:1], shipped_folder())


def test_a_damaged_users_ledger_is_named_and_kept(own: Path, chosen: list[Incoming]) -> None:
    ingest([again(chosen[4], b"1")])
    path = current_folder(user_ledger()) / "rows.csv"
    path.write_bytes(path.read_bytes()[:-20])
    for work in (Ledger.open, lambda: ingest([again(chosen[4], b"2")])):
        with pytest.raises(LedgerError, match=r"rows\.csv"):
            work()
    (user_ledger() / "current").write_text("../../etc\n", encoding="utf-8")
    with pytest.raises(LedgerError, match="names no generation"):
        Ledger.open()


# --- faults ---


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300) | st.integers(0, 29_000))
def test_whatever_is_given_is_taken_or_refused_whole(
    chosen: list[Incoming], own: Path, junk: bytes | int
) -> None:
    data = chosen[0].data
    content = junk if isinstance(junk, bytes) else data[:junk] + data[junk + 7 :]
    before = files_of(user_ledger()) if user_ledger().exists() else {}
    try:
        report = ingest([Incoming("participatingAgencies05042030am.xlsx", content)])
    except IngestRefused as refused:
        assert all(isinstance(error, ReadError) for error in refused.errors)
        assert (files_of(user_ledger()) if user_ledger().exists() else {}) == before
        return
    # The bytes that went were of a part that nobody reads: the list is whole, or it would not have been taken.
    taken = Ledger.open().restore(report.files[0].publication_id)
    assert taken.sheets == read_workbook("x", data).sheets


INGEST_EACH = """
import json
from pathlib import Path
from deputized.archive import Incoming, ingest
from deputized.archive.intake import take  # what an ingest needs is loaded before the clock runs
def work(argument):
    target, *specs = json.loads(argument)
    for name, path, seen in specs:
        ingest([Incoming(name, Path(path).read_bytes(), seen)], Path(target))
"""


def each(target: Path, rows: list[dict[str, str]], corpus: Path) -> str:
    """What `INGEST_EACH` is asked to do."""
    specs = [[r["name_in_source"], str(corpus / r["file"]), r["first_captured_at"]] for r in rows]
    return json.dumps([str(target), *specs])


@pytest.mark.slow
def test_killed_at_any_moment_the_ledger_is_the_old_or_the_new(shared_corpus: Path, tmp_path: Path) -> None:
    rows = [row for row in manifest(shared_corpus) if row["kind"] == "pending"][::24]
    rows += [row for row in manifest(shared_corpus) if row["kind"] == "participating"][:2]
    states: dict[str, int] = {}  # hash of the ledger after so many files
    for number, row in enumerate(rows, 1):
        ingest([incoming_of(shared_corpus, row)], tmp_path / "whole")
        states[Ledger.open(tmp_path / "whole").sha256] = number
    chance, target = random.Random(287), tmp_path / "killed"
    reached = cut = 0
    with forks(INGEST_EACH) as ingests:
        ingests.run(each(tmp_path / "warm", rows, shared_corpus))
        length = ingests.run(each(tmp_path / "timed", rows, shared_corpus))
        count = KILLS or 20
        for n in range(count):
            cut += ingests.kill_after(
                length * 0.7 * (n + chance.random()) / count, each(target, rows, shared_corpus)
            )
            if (target / "current").exists():
                ledger = Ledger.open(target)
                assert sum(len(ledger.listings(p.publication_id)) for p in ledger.publications)
                assert states[ledger.sha256] >= reached
                reached = states[ledger.sha256]
                if reached == len(rows):
                    shutil.rmtree(target)
                    reached = 0
    assert cut >= 0.6 * count
    for row in rows:
        ingest([incoming_of(shared_corpus, row)], target)
    assert files_of(target) == files_of(tmp_path / "whole")
    assert len(list(target.glob("generation-*"))) <= 2


@pytest.mark.slow
def test_two_ingests_at_once_lose_nothing(shared_corpus: Path, tmp_path: Path) -> None:
    rows = manifest(shared_corpus)[170::40]
    for row in rows:
        ingest([incoming_of(shared_corpus, row)], tmp_path / "whole")
    with ThreadPoolExecutor(2) as both, forks(INGEST_EACH) as first, forks(INGEST_EACH) as second:
        for number in range(2):
            target = tmp_path / str(number)
            running = [
                both.submit(ingests.run, each(target, half, shared_corpus))
                for ingests, half in ((first, rows[::2]), (second, rows[1::2]))
            ]
            while not all(run.done() for run in running):  # reading all the while
                if (target / "current").exists():
                    assert Ledger.open(target).publications
                time.sleep(0.02)
            for run in running:
                run.result()
            assert files_of(target) == files_of(tmp_path / "whole")


def test_a_locked_ledger_is_waited_for_and_then_named(tmp_path: Path) -> None:
    with (
        locked(tmp_path),
        pytest.raises(LedgerError, match="another ingest"),
        locked(tmp_path, wait_seconds=0.2),
    ):
        pass


def test_a_rebuild_cut_short_is_noticed(
    rebuilt: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_plain(tmp_path, rebuilt)
    changed = {**rebuilt, "rows.csv": rebuilt["rows.csv"] + b"x,1,1,,\n"}
    replace = Path.replace

    def fail_at_sums(self: Path, target: Path) -> Path:
        if target.name == "SHA256SUMS":
            raise OSError("cut short")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail_at_sums)
    with pytest.raises(OSError, match="cut short"):
        write_plain(tmp_path, changed)
    with pytest.raises(LedgerError, match=r"rows\.csv"):
        Ledger.open(tmp_path)
