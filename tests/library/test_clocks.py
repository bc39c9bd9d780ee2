"""As-of and known-on against the slow model, and against a registry that never saw the later lists."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slow_model import in_force

from deputized.archive import Ledger
from deputized.facts.clocks import Standing
from deputized.library import Registry
from deputized.library.opening import _read
from deputized.registry.layout import Layout
from deputized.store import write_registry

FIRST, LAST = date(2021, 1, 1), date(2026, 5, 10)
DAYS = st.integers(0, (LAST - FIRST).days).map(lambda n: (FIRST + timedelta(days=n)).isoformat())


def test_the_fast_answer_is_the_slow_one(registry: Registry) -> None:
    @settings(max_examples=25, deadline=None)
    @given(as_of=DAYS, known_on=DAYS)
    def check(as_of: str, known_on: str) -> None:
        slow = in_force(registry.db, as_of, known_on)
        fast = registry.as_of(as_of, known_on)
        assert {a.agreement_id for a in fast if a.standing is Standing.LISTED} == slow["listed"]
        assert {a.agreement_id for a in fast if a.standing is Standing.OMITTED} == slow["omitted"]
        signed = {a.agreement_id for a in fast if a.standing is Standing.SIGNED}
        assert signed <= slow["signed_not_listed"]
        held = {(a.agency_id, a.model) for a in fast if a.standing is Standing.LISTED}
        renewals = slow["signed_not_listed"] - signed  # signed anew while the old agreement stands
        for agreement in renewals:
            row = registry.rows("SELECT agency_id, model FROM agreements WHERE agreement_id = ?", agreement)[
                0
            ]
            assert (row["agency_id"], row["model"]) in held

    check()


class Known:
    """A ledger as it was on a day."""

    def __init__(self, ledger: Ledger, day: str) -> None:
        self.publications = tuple(p for p in ledger.publications if p.published_date.isoformat() <= day)
        self.sightings: tuple[tuple[str, str, str, str, date | None], ...] = ()
        self.sha256 = day
        self._ledger = ledger
        held = {x.content_id for p in self.publications for x in ledger.listings(p.publication_id)}
        self.contents = {k: c for k, c in ledger.contents.items() if k in held}

    def listings(self, publication_id: str):  # type: ignore[no-untyped-def]
        return self._ledger.listings(publication_id)


@pytest.mark.parametrize("known_on", ["2025-03-10", "2025-07-20", "2026-02-28"])
def test_known_on_says_what_a_registry_of_that_day_says(
    registry: Registry, ledger: Ledger, tmp_path: Path, known_on: str
) -> None:
    path = tmp_path / "then.sqlite"
    write_registry(path, Layout(Known(ledger, known_on)).tables())
    with _read(path) as then:
        for as_of in ("2024-12-15", "2025-03-05", "2025-07-01", "2025-07-19", "2026-02-20", known_on):
            now = registry.as_of(as_of, known_on)
            old = then.as_of(as_of)
            assert Counter((a.standing, a.model, a.state, a.signed_date) for a in now) == Counter(
                (a.standing, a.model, a.state, a.signed_date) for a in old
            )
            assert len({a.agency_id for a in now}) == len({a.agency_id for a in old})


def test_changes_known_on_a_day_show_nothing_later(registry: Registry) -> None:
    rows = registry.changes(known_on="2026-03-03")
    assert max(r["date"] for r in rows) <= "2026-03-03"
    garrett = [r for r in rows if r["agency_id"] == "md-garrett-county-sheriff" and r["date"] == "2026-03-03"]
    assert [r["kind"] for r in garrett] == ["delisted"]
    later = registry.changes(known_on="2026-03-10", agency="md-garrett-county-sheriff")
    assert [r["kind"] for r in later if r["date"] == "2026-03-03"] == ["omitted"]


def test_before_the_first_list_nothing_is_listed(registry: Registry) -> None:
    answer = registry.status(as_of="2019-01-01", known_on="2020-01-01")
    assert answer.printed.rows == 0
    assert answer.resolved.agreements == 0
    assert any("no spreadsheet of ICE's is as old as" in note for note in answer.notes)
