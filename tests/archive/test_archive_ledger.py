"""The shipped ledger: lossless, private, small, and what the corpus says."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from pathlib import Path

import pytest
from bench.gold import labelled
from hypothesis import given
from hypothesis import strategies as st

from deputized.archive import Ledger, LedgerError, tables
from deputized.archive.deltas import apply, runs
from deputized.archive.home import shipped_folder
from deputized.archive.rebuild import rebuild
from deputized.archive.records import canonical_text, digest
from deputized.archive.state import short_ids
from deputized.model.cells import CellError
from deputized.model.publications import ListKind
from deputized.readers.errors import ReadError
from deputized.readers.xlsx import read_workbook
from workbook_surgery import manifest


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return Ledger.shipped()


def test_headline_counts(ledger: Ledger) -> None:
    first = [p for p in ledger.publications if p.sha256 in labelled()]
    kinds = Counter(p.kind for p in first)
    assert kinds == {"participating": 163, "pending": 213, "webpage": 20}  # one pending list is misnamed
    assert sum(len(ledger.listings(p.publication_id)) for p in first) == 164_536 + 7_827 + 2_834
    assert all(len(ledger.listings(p.publication_id)) == p.row_count for p in ledger.publications)
    listings = ledger.listings("participating-2025-12-12pm")
    assert len(listings) == 1245
    models = Counter(str(ledger.contents[x.content_id].support_type).strip() for x in listings)
    assert models["Task Force Model"] == 661
    assert len(ledger.listings("participating-2025-12-29am")) == 1274
    assert len(ledger.listings("participating-2025-09-03pm")) == 957
    assert len(ledger.listings("webpage-2024-12-11")) == 135


def test_publications_stand_in_the_order_of_time(ledger: Ledger) -> None:
    orders = [p.order for p in ledger.publications]
    assert orders == sorted(orders)
    assert len({p.publication_id for p in ledger.publications}) == len(ledger.publications) >= 440
    same_day = [
        p.name_in_source for p in ledger.publications if p.publication_id.startswith("pending-2025-03-27")
    ]
    assert same_day == sorted(same_day)  # two captures of one day, told apart by their time


def test_the_misnamed_list_has_both_its_kinds(ledger: Ledger) -> None:
    odd = [p for p in ledger.publications if p.kind != p.named_kind]
    assert [(p.publication_id, p.kind, p.row_count) for p in odd] == [
        ("participating-2025-09-22pm", ListKind.PENDING, 42)
    ]


def test_contents_are_what_their_ids_say(ledger: Ledger) -> None:
    for key, content in ledger.contents.items():
        assert key == content.content_id
        assert digest(content).startswith(key)
    assert len({canonical_text(c) for c in ledger.contents.values()}) == len(ledger.contents)


def test_error_cells_and_edge_spaces_are_kept(ledger: Ledger) -> None:
    cells = Counter()
    for p in ledger.publications:
        for listing in ledger.listings(p.publication_id) if p.sha256 in labelled() else ():
            cells[p.kind] += ledger.contents[listing.content_id].county == CellError("#N/A")
    assert cells == {"participating": 33_058, "pending": 1_403, "webpage": 0}  # MESS.md section 5
    assert any(str(c.state) == "TEXAS " for c in ledger.contents.values())


def test_hidden_rows_are_data(ledger: Ledger) -> None:
    listings = ledger.listings("participating-2025-07-08pm")
    assert (len(listings), sum(x.is_hidden for x in listings)) == (807, 408)
    assert (
        sum(
            any(x.is_hidden for x in ledger.listings(p.publication_id))
            for p in ledger.publications
            if p.sha256 in labelled()
        )
        == 24
    )


def test_a_blank_row_inside_keeps_the_addresses_right(ledger: Ledger) -> None:
    numbers = [x.row_number for x in ledger.listings("participating-2025-09-24am")]
    assert 558 not in numbers
    assert {557, 559} <= set(numbers)


def test_no_address_of_a_person_in_any_file_of_the_ledger() -> None:
    for path in shipped_folder().glob("*.csv"):
        text = path.read_text(encoding="utf-8").lower()
        for trace in ("@", "%40", "safelinks", "data=05", "sdata="):
            assert trace not in text, (path.name, trace)


def test_the_ledger_is_small_and_one_record_a_line() -> None:
    total = 0
    for path in shipped_folder().iterdir():
        total += path.stat().st_size
        if path.suffix == ".csv":
            text = path.read_text(encoding="utf-8")
            with path.open(encoding="utf-8", newline="") as file:
                assert len(list(csv.reader(file))) == text.count("\n"), path.name
    assert total < 5_000_000


def test_sightings_hold_captures_and_republished_lists(ledger: Ledger) -> None:
    seen = Counter(key.partition("-")[0] for key, *_ in ledger.sightings)
    assert seen["webpage"] == 658 + 20
    assert len(ledger.sightings) == len(ledger.publications) + 48 + 658
    republished = [s for s in ledger.sightings if s[2] == "participatingAgencies01062025pm.xlsx"]
    assert [(s[0], str(s[4])) for s in republished] == [("participating-2026-01-05pm", "2026-01-06")]


@pytest.mark.corpus
def test_every_workbook_is_given_back_cell_for_cell(shared_corpus: Path, ledger: Ledger) -> None:
    for row in manifest(shared_corpus):
        book = read_workbook(row["name_in_source"], (shared_corpus / row["file"]).read_bytes())
        key = ledger.find(row["sha256"])
        assert key is not None
        assert repr(ledger.restore(key)) == repr(book), row["file"]


@pytest.mark.corpus
def test_rebuilding_from_the_raw_files_gives_the_shipped_bytes(shared_corpus: Path, tmp_path: Path) -> None:
    said: list[str] = []
    rebuild(shared_corpus, tmp_path, said.append)
    for path in shipped_folder().iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name
    assert {p.name for p in tmp_path.iterdir()} == {p.name for p in shipped_folder().iterdir()}
    assert "participating/2026-03-02am.xlsx: sheet 'Sheet2' is not part of the list" in said
    count = len(manifest(shared_corpus))
    assert said[-1] == f"{count} of {count} workbooks read"


@pytest.mark.corpus
def test_rebuilding_refuses_a_file_that_is_not_the_manifests(shared_corpus: Path, tmp_path: Path) -> None:
    rows = manifest(shared_corpus)[:2]
    source = tmp_path / "source"
    (source / "participating").mkdir(parents=True)
    for row in rows:
        shutil.copy(shared_corpus / rows[0]["file"], source / row["file"])
    with (source / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(ReadError, match="SHA-256"):
        rebuild(source, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    with pytest.raises(ReadError, match=r"manifest\.csv"):
        rebuild(tmp_path / "nowhere", tmp_path / "out")


def copy_of_shipped(tmp_path: Path) -> Path:
    folder = tmp_path / "ledger"
    shutil.copytree(shipped_folder(), folder)
    return folder


def test_a_copy_elsewhere_is_the_same_ledger(tmp_path: Path, ledger: Ledger) -> None:
    other = Ledger.open(copy_of_shipped(tmp_path))
    assert other.sha256 == ledger.sha256
    assert other.publications == ledger.publications


def test_one_changed_byte_is_noticed(tmp_path: Path) -> None:
    folder = copy_of_shipped(tmp_path)
    path = folder / "contents.csv"
    path.write_bytes(path.read_bytes().replace(b"Kinney", b"Kimney", 1))
    with pytest.raises(LedgerError, match=r"contents\.csv"):
        Ledger.open(folder)


def test_a_missing_file_is_noticed(tmp_path: Path) -> None:
    folder = copy_of_shipped(tmp_path)
    (folder / "rows.csv").unlink()
    with pytest.raises(LedgerError, match=r"rows\.csv"):
        Ledger.open(folder)


def test_rows_that_do_not_hold_together_are_noticed(tmp_path: Path) -> None:
    folder = copy_of_shipped(tmp_path)
    rows, _ = tables.load(folder)
    del rows["rows.csv"][100]
    for name, data in tables.dump(rows).items():
        (folder / name).write_bytes(data)
    with pytest.raises(LedgerError, match="hold together"):
        Ledger.open(folder)


def test_an_unknown_publication_is_named(ledger: Ledger) -> None:
    with pytest.raises(KeyError, match="participating-1999"):
        ledger.listings("participating-1999-01-01")


tokens = st.lists(st.sampled_from(["", *"abcdefgh"]), max_size=30)


@given(tokens, tokens)
def test_runs_give_the_list_back(before: list[str], after: list[str]) -> None:
    after = [*after, "z"] if after and not after[-1] else after  # a list does not end in a blank row
    assert apply(before, runs(before, after)) == after


@given(tokens.filter(bool))
def test_an_unchanged_list_is_one_run(before: list[str]) -> None:
    rows = [f"{token}{number}" for number, token in enumerate(before)]
    assert len(runs(rows, rows)) == 1


@given(st.sets(st.text("0123456789abcdef", min_size=64, max_size=64), max_size=30), st.integers(1, 3))
def test_ids_stay_apart_when_digests_share_their_first_digits(digests: set[str], length: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("deputized.archive.state.ID_LENGTH", length)
        ids = short_ids(digests)
    assert len(set(ids.values())) == len(digests)
    assert all(full.startswith(short) for full, short in ids.items())
