"""Whatever a list brings twice is data: no key that stands twice stops a registry from being written."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from deputized.archive import Ledger
from deputized.library.opening import _read
from deputized.model.publications import Content, Listing, ListKind, Publication
from deputized.model.tables import TABLES
from deputized.registry import build_registry
from deputized.store import write_registry
from deputized.store.unique import REFUSED


class Further:
    """The newest lists of the shipped ledger, then made-up ones a day apart."""

    def __init__(self, ledger: Ledger, lists: Sequence[Sequence[Content]], since: date) -> None:
        self.publications: list[Publication] = [p for p in ledger.publications if p.published_date >= since]
        self.contents = dict(ledger.contents)
        self.sha256 = "made up"
        self._made: dict[str, tuple[Listing, ...]] = {}
        self._ledger = ledger
        newest = max(
            (p for p in self.publications if p.kind is ListKind.PARTICIPATING), key=lambda p: p.order
        )
        for n, rows in enumerate(lists, 1):
            day = date.fromordinal(newest.published_date.toordinal() + n)
            made = replace(newest, publication_id=f"participating-{day}", published_date=day, sha256=f"{n}")
            self.publications.append(made)
            self._made[made.publication_id] = tuple(
                Listing(at, row.content_id, False) for at, row in enumerate(rows, 2)
            )
            self.contents |= {row.content_id: row for row in rows}
        held = {p.publication_id for p in self.publications}
        self.sightings = [s for s in ledger.sightings if s[0] in held]

    def listings(self, publication_id: str) -> Sequence[Listing]:
        found = self._made.get(publication_id)
        return self._ledger.listings(publication_id) if found is None else found


@pytest.fixture(scope="module")
def rows(ledger: Ledger) -> list[Content]:
    newest = max((p for p in ledger.publications if p.kind is ListKind.PARTICIPATING), key=lambda p: p.order)
    return [ledger.contents[x.content_id] for x in ledger.listings(newest.publication_id)]


def test_an_agreement_passed_on_twice_on_one_list(
    ledger: Ledger, rows: list[Content], tmp_path: Path
) -> None:
    """Both bodies that once held an agreement are printed again beside the one that holds it."""
    held = next(r for r in rows if "Okaloosa" in str(r.agency) and "Commiss" in str(r.agency))
    again = [
        replace(held, content_id=f"again{n}", agency=name, moa_url=None)
        for n, name in enumerate(("Okaloosa County Sheriff's Office", "Okaloosa County Corrections"))
    ]
    path = tmp_path / "r.sqlite"
    further = Further(ledger, [[*rows, *again]], date(2025, 2, 1))
    lists = [p for p in further.publications if p.kind is ListKind.PARTICIPATING]
    further.publications = [*lists[:-2:8], *lists[-2:]]  # every eighth tells the story as well
    kept = {p.publication_id for p in further.publications}
    further.sightings = [s for s in further.sightings if s[0] in kept]
    build_registry(further, path)
    with _read(path) as registry:
        assert registry.doctor()["rows_refused"] == {}
        found = registry.rows(
            "SELECT DISTINCT agency_id FROM listings WHERE publication_id = 'participating-2026-05-19' "
            "AND agency_id LIKE 'fl-okaloosa%' AND agreement_id LIKE '%wso%'"
        )
    assert len(found) == 3, "each printed row keeps the body it names"


@pytest.mark.parametrize("seed", range(4))
def test_lists_shuffled_between_agencies_make_a_registry(
    ledger: Ledger, rows: list[Content], tmp_path: Path, seed: int
) -> None:
    """Names, days, models and links exchanged between rows of one state, list after list: never an error."""
    chance = random.Random(seed)
    lists = []
    florida = [r for r in rows if str(r.state).strip() == "FLORIDA"]
    now = list(florida)
    for n in range(4):
        for _ in range(80):
            a, b = chance.sample(range(len(now)), 2)
            column = chance.choice(["agency", "signed", "support_type", "moa_url", "county"])
            now[a] = replace(now[a], content_id=f"s{n}-{a}-{b}", **{column: getattr(now[b], column)})
        now += [replace(chance.choice(now), content_id=f"t{n}-{k}") for k in range(5)]
        lists.append(list(now))
    only = Further(ledger, [florida, *lists], date(2026, 5, 18))
    only.publications = [p for p in only.publications if p.published_date > date(2026, 5, 18)]
    only.sightings = []
    path = tmp_path / "r.sqlite"
    build_registry(only, path)
    db = sqlite3.connect(path)
    try:
        assert db.execute("SELECT count(*) FROM agreements").fetchone()[0] > 300
        refused = db.execute("SELECT value FROM meta WHERE key = ?", (REFUSED,)).fetchone()
        assert refused is None, "the rules themselves give each key once"
    finally:
        db.close()


@pytest.mark.parametrize("name", [t.name for t in TABLES])
def test_a_key_that_stands_twice_in_any_table_is_told_and_kept_once(
    registry_file: Path, tmp_path: Path, name: str
) -> None:
    db = sqlite3.connect(registry_file)
    try:
        tables = {
            t.name: [] if t.name != name else db.execute(f"SELECT * FROM {name} LIMIT 3").fetchall()
            for t in TABLES
        }
    finally:
        db.close()
    table = next(t for t in TABLES if t.name == name)
    if any(c.references for c in table.columns):  # without the rows it refers to, only its form is tried
        tables[name] = []
    rows = tables[name]
    tables[name] = [*rows, *rows]
    path = tmp_path / "r.sqlite"
    write_registry(path, tables)
    db = sqlite3.connect(path)
    try:
        assert db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] == len(rows) + (
            name == "meta" and bool(rows)
        )
        told = db.execute("SELECT value FROM meta WHERE key = ?", (REFUSED,)).fetchone()
        assert (json.loads(told[0])[name]["count"] if told else 0) == len(rows)
    finally:
        db.close()
