"""Rows leave a pending list as they are signed: a list on which many are missing that were not is doubted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from deputized.archive import Ledger
from deputized.model.publications import Content, Listing, ListKind, Publication
from deputized.registry.replay import Replay, replay

DAY = date(2025, 8, 29)
"""ICE's pending list of the forenoon has 78 rows; 59 of them left by the afternoon, all but two as agreements."""


@dataclass(frozen=True)
class Made:
    """Real lists up to one, and pending lists made from its rows."""

    publications: Sequence[Publication]
    contents: Mapping[str, Content]
    base: Ledger
    made: Mapping[str, Sequence[Listing]]

    @property
    def sha256(self) -> str:
        return "made"

    def listings(self, publication_id: str) -> Sequence[Listing]:
        return (
            self.made[publication_id] if publication_id in self.made else self.base.listings(publication_id)
        )


def read(ledger: Ledger, keeps: Sequence[Sequence[int]], days: Sequence[int]) -> tuple[Replay, list[str]]:
    """The lists up to the pending list of 78 rows, and after it pending lists with the rows kept."""
    pending = max(
        (p for p in ledger.publications if p.kind is ListKind.PENDING and p.published_date < DAY),
        key=lambda p: p.order,
    )
    before = [
        p
        for p in ledger.publications
        if p.order <= pending.order and p.published_date >= DAY - timedelta(days=8)
    ]
    rows = ledger.listings(pending.publication_id)
    assert len(rows) == 78
    made, lists = dict[str, Sequence[Listing]](), list(before)
    for n, (keep, day) in enumerate(zip(keeps, days, strict=True)):
        name = f"made-{n}"
        made[name] = [rows[i] for i in keep]
        on = pending.published_date + timedelta(days=day)
        lists.append(replace(pending, publication_id=name, sha256=name, published_date=on))
    return replay(Made(lists, ledger.contents, ledger, made)), list(made)


@pytest.mark.parametrize("keep", [range(0), range(20), range(40, 78), range(58), range(0, 78, 2)])
def test_a_pending_list_that_lost_rows_which_are_no_agreements_is_doubted(
    ledger: Ledger, keep: Sequence[int]
) -> None:
    found, (name,) = read(ledger, [keep], [1])
    standing = found.standings[name]
    assert not standing.is_believed and standing.rule == "partial"
    told = re.match(r"partial: (\d+) of the 78 rows of the pending list before", standing.reason)
    assert told and 78 - len(keep) - 3 <= int(told[1]) <= 78 - len(keep)  # a few were agreements already
    assert not [e for e in found.events if e.publication.publication_id == name]


def test_a_few_that_leave_are_believed(ledger: Ledger) -> None:
    found, (name,) = read(ledger, [range(68)], [1])
    assert found.standings[name].is_believed


def test_what_stays_away_for_a_fortnight_is_gone_and_what_comes_back_was_never_away(ledger: Ledger) -> None:
    found, names = read(ledger, [range(20), range(20), range(20)], [1, 8, 16])
    assert [found.standings[n].is_believed for n in names] == [False, False, True]
    found, names = read(ledger, [range(20), range(78)], [1, 3])
    assert [found.standings[n].is_believed for n in names] == [False, True]
    assert not [e for e in found.events if e.publication.publication_id in names]


def test_a_loss_of_the_one_list_confirms_none_of_the_other(ledger: Ledger) -> None:
    """A pending list that is doubted says nothing of lists of agreements, and the other way round."""
    found, _ = read(ledger, [range(20)], [1])
    assert set(found.doubts) == {"pending"}


def test_every_real_pending_list_is_believed_but_the_one_of_another_name(
    replayed: Replay, ledger: Ledger
) -> None:
    pending = [p.publication_id for p in ledger.publications if p.kind is ListKind.PENDING]
    doubted = [p for p in pending if not replayed.standings[p].is_believed]
    assert len(pending) > 200
    assert [replayed.standings[p].rule for p in doubted] == ["wrong_list"]
