"""What ICE's lists did to one agency or another, and what became of it: a case for each class of mess.

docs/methods/mess.md names the test that holds each class; tests/docs checks that the test is there.
"""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from test_replay import part

from deputized.archive import Ledger
from deputized.model.publications import Listing, ListKind
from deputized.registry.replay import Replay, replay
from deputized.registry.state import Agency, TrackedAgreement


def held(replayed: Replay, state: str, name: str, model: str) -> list[TrackedAgreement]:
    """Agreements that a body of this name ever held in the state, copies left out."""
    return [
        a
        for a in replayed.agreements
        if a.model == model
        and not a.is_duplicate
        and any(s == state and name in (h.root().name or h.first_name).printed for h, s, _ in a.holders)
    ]


def agencies(replayed: Replay, state: str, name: str) -> list[Agency]:
    found = [a for a in replayed.book.agencies if a.merged_into is None and a.first_name.state == state]
    return [a for a in found if name in a.first_name.printed or (a.name and name in a.name.printed)]


@pytest.mark.parametrize(
    ("state", "name", "model", "count"),
    [
        ("FL", "Volusia County Sheriff", "TFM", 1),  # stood twice on five lists
        ("PA", "West York Borough", "TFM", 1),  # twice on one
        ("FL", "Zephyrhills", "TFM", 1),  # beside "City of Zephyrhills"
        ("FL", "Fort Walton Beach", "TFM", 2),  # renewed under a second document
        ("FL", "Hardee County Sheriff", "TFM", 1),  # re-dated by weeks
        ("MO", "COMET", "TFM", 1),  # re-dated and back
        ("PA", "East Donegal", "TFM", 1),  # absent for days
        ("WY", "Highway Patrol", "TFM", 1),  # absent for days, back under another name
        ("TX", "Southside Place", "TFM", 1),  # absent for eight months, the same signing
        ("KS", "Rooks County Sheriff", "WSO", 2),  # gone, and signed anew
        ("PA", "Stowe Township", "TFM", 2),  # gone, and signed anew
        ("TN", "Bradley County Sheriff", "JEM", 2),  # gave way to WSO, and signed anew
        ("TN", "Bradley County Sheriff", "WSO", 1),
        ("FL", "Okaloosa County Board", "WSO", 1),  # through three bodies
        ("FL", "Fish & Wildlife", "TFM", 1),  # its row was overwritten with a neighbour's name
        ("TX", "Tenaha Police", "TFM", 1),
    ],
)
def test_agreements_told_apart_and_held_together(
    replayed: Replay, state: str, name: str, model: str, count: int
) -> None:
    assert len(held(replayed, state, name, model)) == count


def test_a_row_overwritten_with_a_neighbours_name_goes_back_to_its_holder(replayed: Replay) -> None:
    (agreement,) = held(replayed, "FL", "Fish & Wildlife", "TFM")
    assert [since.publication_id for _, _, since in agreement.holders] == [
        "participating-2025-02-26",
        "participating-2025-07-15am",
        "participating-2025-07-23pm",
    ]
    assert len(agreement.spells) == 1
    assert "Fish" in agreement.agency.first_name.printed
    assert {d.isoformat() for _, d, _ in agreement.dates if d} == {"2025-02-14"}


@pytest.mark.parametrize(
    ("name", "states"),
    [
        ("Burke County Sheriff", ("GA", "ND")),
        ("Carroll County Sheriff", ("MD", "KY")),
        ("Haskell Police", ("TX", "OK")),
        ("Camden Police", ("DE", "NY")),
        ("Moore County Sheriff", ("TX", "TN")),
        ("ttorney", ("TX", "MS", "GU")),
    ],
)
def test_namesakes_of_two_states_are_two_agencies(
    replayed: Replay, name: str, states: tuple[str, ...]
) -> None:
    found = [agencies(replayed, state, name) for state in states]
    assert all(found)
    numbers = [{a.number for a in group} for group in found]
    assert sum(map(len, numbers)) == len(set().union(*numbers))


@pytest.mark.parametrize(
    ("state", "a", "b"),
    [
        ("FL", "Edgewater Police", "Edgewood Police"),
        ("FL", "Sebastian Police", "Satellite Beach Police"),
        ("PA", "Montour County Sheriff", "Manheim Borough Police"),
    ],
)
def test_one_link_on_two_rows_makes_no_two_agencies_one(replayed: Replay, state: str, a: str, b: str) -> None:
    first, second = agencies(replayed, state, a), agencies(replayed, state, b)
    assert first
    assert second
    assert not {x.number for x in first} & {x.number for x in second}


def test_the_order_of_rows_is_nobodys_identity(ledger: Ledger) -> None:
    lists = sorted(
        (p for p in ledger.publications if p.kind is ListKind.PARTICIPATING), key=lambda p: p.order
    )
    newest = lists[-1]
    shuffled = list(ledger.listings(newest.publication_id))
    contents = [x.content_id for x in shuffled]
    random.Random(287).shuffle(contents)
    later = replace(newest, publication_id="shuffled", part_of_day="pm")
    made = part(ledger, [newest])
    made.publications = [newest, later]
    made.rows["shuffled"] = tuple(
        Listing(x.row_number, c, False) for x, c in zip(shuffled, contents, strict=True)
    )
    found = replay(made)
    assert not found.events
    assert set(found.agreement_rows["shuffled"].values()) == set(found.agreements)


def test_a_participating_list_under_the_pending_name_ends_nothing(ledger: Ledger) -> None:
    lists = sorted(
        (p for p in ledger.publications if p.kind is ListKind.PARTICIPATING), key=lambda p: p.order
    )
    swapped = replace(lists[-1], named_kind=ListKind.PENDING)
    found = replay(part(ledger, [lists[-2], swapped]))
    assert not found.standings[swapped.publication_id].is_believed
    assert "those of a participating list" in found.standings[swapped.publication_id].reason
    assert not found.events


@pytest.mark.parametrize("publication", ["participating-2025-03-01", "participating-2025-08-18pm"])
def test_links_that_go_end_nothing(replayed: Replay, publication: str) -> None:
    here = [e for e in replayed.events if e.publication.publication_id == publication]
    gone = [e for e in here if e.kind == "moa_withdrawn"]
    assert len(gone) >= 70
    assert not [e for e in here if e.kind in ("delisted", "omitted")]
