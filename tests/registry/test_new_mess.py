"""Mess nobody has labelled: made-up slips on the newest list, and fewer lists to decide by."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from bench.__main__ import RESULTS
from bench.mess import EACH, NEIGHBOURS, SLIPS, as_seen, report, trial

from deputized.archive import Ledger
from deputized.model.publications import Listing, ListKind, Publication
from deputized.registry.name_likeness import compare
from deputized.registry.names import parse_name
from deputized.registry.replay import Replay, replay
from deputized.registry.resume import Resume, resume_file


@pytest.fixture(scope="module")
def before(registry_file: Path) -> bytes:
    """The replay that the registry's build kept."""
    kept = Resume.read(resume_file(registry_file))
    assert kept is not None
    return as_seen(kept.replay)


def test_the_frozen_result_is_today_s(before: bytes) -> None:
    text = report(before=before)
    assert text == (RESULTS / "mess.txt").read_text(encoding="utf-8"), (
        "the result on made-up mess changed: look, then python -m bench mess --freeze"
    )


@pytest.mark.parametrize("seed", [1001, 1002])
def test_slips_end_nothing_and_neighbours_stay_apart(ledger: Ledger, before: bytes, seed: int) -> None:
    doubt, cases = trial(ledger, seed, before)
    assert doubt == ""
    assert len(cases) == EACH * (len(SLIPS) + len(NEIGHBOURS))
    joined = [c for c in cases if not c.is_same and (c.agreement_kept or c.agency_kept)]
    assert joined == []
    split = [c for c in cases if c.is_same and not (c.agreement_kept and c.agency_kept)]
    assert len(split) <= 1, split


class Fewer:
    """The ledger with some publications left out."""

    def __init__(self, ledger: Ledger, keep: Callable[[Publication], bool]) -> None:
        self.publications = [p for p in ledger.publications if keep(p)]
        self.contents = ledger.contents
        self._ledger = ledger

    def listings(self, publication_id: str) -> Sequence[Listing]:
        return self._ledger.listings(publication_id)


@pytest.mark.parametrize("share", [0.5, 0.2])
def test_fewer_lists_tell_the_same_agencies_apart(ledger: Ledger, replayed: Replay, share: float) -> None:
    """A registry built from a half, or a fifth, of the lists reads every row as the whole does."""
    rng = random.Random(share)
    lists = [p for p in ledger.publications if p.kind is not ListKind.PENDING]
    newest = max(lists, key=lambda p: p.order)
    kept = {
        p.publication_id for p in rng.sample(list(ledger.publications), int(share * len(ledger.publications)))
    }
    fewer = replay(Fewer(ledger, lambda p: p.publication_id in kept or p is newest))
    as_whole, as_part = defaultdict(set), defaultdict(set)
    for publication, rows in fewer.agency_rows.items():
        for row, agency in rows.items():
            whole = replayed.agency_rows[publication][row].root().number
            as_whole[agency.root().number].add(whole)
            as_part[whole].add(agency.root().number)
    assert [fewer.book.agencies[k].first_name.printed for k, v in as_whole.items() if len(v) > 1] == []
    assert [replayed.book.agencies[k].first_name.printed for k, v in as_part.items() if len(v) > 1] == []
    on_newest = [set(found.agreement_rows[newest.publication_id].values()) for found in (fewer, replayed)]
    assert len(on_newest[0]) == len(on_newest[1])


@pytest.mark.parametrize(
    ("state", "printed", "meant"),
    [
        ("AL", "Mobile County hSeriff's Office", "Mobile County Sheriff's Office"),
        ("SC", "McCormick County heriff's Office", "McCormick County Sheriff's Office"),
        ("TX", "Bexar County onstable Precinct 3", "Bexar County Constable Precinct 3"),
        ("FL", "Ponce Inlet tolice Department", "Ponce Inlet Police Department"),
        ("WV", "West Vrginia State Police Department", "West Virginia State Police Department"),
    ],
)
def test_a_role_or_state_misprinted_in_its_first_letter_is_read(state: str, printed: str, meant: str) -> None:
    assert parse_name(state, printed).key == parse_name(state, meant).key


@pytest.mark.parametrize(
    ("state", "a", "b", "is_vetoed"),
    [
        ("FL", "Indian Harbour Buach Police Department", "Indian Harbour Beach Police Department", False),
        ("WV", "West Virginia Nationaal Guard", "West Virginia National Guard", False),
        ("FL", "Melbourne Police Department", "Melbourne Beach Police Department", True),
        ("FL", "Palm Bay Police Department", "Palm Beach Police Department", True),
        ("FL", "North Port Police Department", "South Port Police Department", True),
    ],
)
def test_a_misspelt_telling_word_is_no_other_place(state: str, a: str, b: str, is_vetoed: bool) -> None:
    assert (compare(parse_name(state, a), parse_name(state, b)).veto is not None) == is_vetoed


def test_a_state_body_printed_under_another_state_is_its_own_states() -> None:
    moved = parse_name("IN", "Nebraska State Patrol")
    assert (moved.state, moved.note) == ("NE", "state_moved")
    assert moved.key == parse_name("NE", "Nebraska State Patrol").key
    assert parse_name("WV", "West Virginia State Police").state == "WV"
    assert parse_name("MO", "Texas County Sheriff's Office").state == "MO"
