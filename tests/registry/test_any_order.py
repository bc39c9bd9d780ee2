"""What a registry says depends on which lists it was given, never on the order in which they were taken in."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from deputized.archive import Incoming, Ledger, ingest
from deputized.archive.rebuild import incoming_of
from deputized.model.tables import TABLES
from deputized.registry import build_registry
from workbook_surgery import manifest

pytestmark = pytest.mark.corpus

SAME_DAY = (
    "participating/2025-03-27.xlsx",
    "participating/2025-03-27_2.xlsx",
    "pending/2025-03-27.xlsx",
    "pending/2025-03-27_2.xlsx",
    "pending/2025-07-11am.xlsx",
    "pending/2025-07-11am_2.xlsx",
    "participating/2025-07-24am.xlsx",
    "participating/2025-07-24pm.xlsx",
    "participating/2025-07-24pm_2.xlsx",
)
ORDERS = ((8, 3, 1, 10, 5, 0, 7, 2, 9, 4, 6), (10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0))
CUTS = ((1, 2, 7), (5,))


@pytest.fixture(scope="module")
def files(shared_corpus: Path, shared_cases: Path) -> list[Incoming]:
    rows = {row["file"]: row for row in manifest(shared_corpus)}
    twins = sorted((shared_cases / "lists" / "publication_id").glob("*.xlsx"))
    assert len(twins) == 2
    name = "participatingAgencies05202026am.xlsx"
    real = [incoming_of(shared_corpus, rows[f]) for f in SAME_DAY]
    return [*real, *(Incoming(name, t.read_bytes()) for t in twins)]


def said(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    with sqlite3.connect(path) as db:
        return {t.name: db.execute(f"SELECT * FROM {t.name}").fetchall() for t in TABLES}


def built(files: list[Incoming], cuts: tuple[int, ...], folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All tables of a registry whose lists came in so many batches, each built on the registry before."""
    made, start = folder / "registry.sqlite", 0
    for stop in (*cuts, len(files)):
        ingest(files[start:stop], folder / "ledger")
        build_registry(Ledger.open(folder / "ledger"), made, previous=made, resumable=True)
        start = stop
    return said(made)


def test_lists_of_one_day_in_any_order_and_batches_give_the_same_tables_and_ids(
    files: list[Incoming], tmp_path: Path
) -> None:
    whole = built(files, (), tmp_path / "whole")
    for number, (order, cuts) in enumerate(zip(ORDERS, CUTS, strict=True)):
        other = built([files[i] for i in order], cuts, tmp_path / str(number))
        for table in whole:
            assert other[table] == whole[table], table


def test_lists_of_one_day_stand_in_the_order_of_their_evidence(files: list[Incoming], tmp_path: Path) -> None:
    ingest(reversed(files), tmp_path)
    lists = {p.publication_id: p for p in Ledger.open(tmp_path).publications}
    order = list(lists)
    assert order[:4] == [
        "participating-2025-03-27",
        "pending-2025-03-27",
        "participating-2025-03-27-2",
        "pending-2025-03-27-2",
    ]
    assert (
        lists["participating-2025-03-27-2"].order_evidence
        == "Behind participating-2025-03-27: it is of the afternoon, the other of the morning."
    )
    assert "later one of that part of the day" in lists["participating-2025-07-24pm-2"].order_evidence
    twins = [p for p in lists.values() if p.published_date.isoformat() == "2026-05-20"]
    assert [p.order_evidence[-65:] for p in twins if p.order_evidence] == [
        "nothing tells which came first; they stand by the hash of their bytes."[-65:]
    ]
    assert twins[0].sha256 < twins[1].sha256


def test_a_capture_stamp_orders_what_was_taken_in_the_wrong_way_round(
    shared_corpus: Path, tmp_path: Path
) -> None:
    """Taken in afternoon first, an agency of the afternoon's list must not end by the morning's."""
    rows = {row["file"]: row for row in manifest(shared_corpus)}
    morning, evening = (incoming_of(shared_corpus, rows[f]) for f in SAME_DAY[:2])
    ingest([evening], tmp_path / "ledger")
    ingest([morning], tmp_path / "ledger")
    build_registry(Ledger.open(tmp_path / "ledger"), tmp_path / "registry.sqlite")
    with sqlite3.connect(tmp_path / "registry.sqlite") as db:
        guard = "SELECT status, absent_publication_id FROM agreements WHERE agency_id = 'fl-state-guard'"
        assert db.execute(guard).fetchall() == [("active", None)]
        assert db.execute("SELECT count(*) FROM events WHERE kind = 'delisted'").fetchone() == (0,)


def test_a_known_moment_decides_before_the_newest_signing(files: list[Incoming], tmp_path: Path) -> None:
    """Two lists under one name: the copy taken first is the first; without copies the newest signing tells."""
    first, second = files[6], files[7]
    name = "participatingAgencies07242025.xlsx"
    early, late = "2025-07-24T12:00:00+00:00", "2025-07-24T21:00:00+00:00"
    for number, (a, b) in enumerate([(early, late), (late, early)]):
        ingest([Incoming(name, second.data, b), Incoming(name, first.data, a)], tmp_path / str(number))
        times = [p.first_captured_at for p in Ledger.open(tmp_path / str(number)).publications]
        assert times == [early, late]
        why = Ledger.open(tmp_path / str(number)).publications[1].order_evidence
        assert "a copy was taken 2025-07-24 at 21:00:00 UTC, of the other 2025-07-24 at 12:00:00 UTC" in why
