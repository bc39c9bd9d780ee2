"""The reading contract: slips of whole lists, made on the newest real one, may not become events."""

from __future__ import annotations

import pickle
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

import list_slips
from deputized.archive import Ledger
from deputized.archive.records import RowStore, from_raw, is_listing
from deputized.model.publications import Content, Listing, ListKind, Publication
from deputized.model.raw import RawWorkbook
from deputized.readers.errors import ReadError
from deputized.readers.lists import read_list
from deputized.registry.contract import SHARES, TOUCHED
from deputized.registry.replay import Replay, replay
from list_slips import Grid, Slip, copied, grid_of, workbook_of
from replica.books import restored

NEWEST = "participating/2026-05-18am.xlsx"
DAY = date(2026, 5, 18)


@dataclass
class Made:
    """The newest list alone, and lists made from it a few days later."""

    publications: list[Publication]
    contents: dict[str, Content]
    rows: dict[str, tuple[Listing, ...]]

    def listings(self, publication_id: str) -> tuple[Listing, ...]:
        return self.rows[publication_id]


Later = Callable[..., tuple[Replay, list[Publication]]]


@pytest.fixture(scope="module")
def workbook() -> RawWorkbook:
    return restored("participating-2026-05-18am")


@pytest.fixture(scope="module")
def grid(workbook: RawWorkbook) -> Grid:
    return grid_of(workbook)


@pytest.fixture(scope="module")
def later(ledger: Ledger) -> Later:
    """Reads workbooks as lists that come after the newest, two and six days later unless told otherwise."""
    newest = max((p for p in ledger.publications if p.kind is ListKind.PARTICIPATING), key=lambda p: p.order)
    listings = ledger.listings(newest.publication_id)
    assert newest.published_date == DAY
    contents = {x.content_id: ledger.contents[x.content_id] for x in listings}
    base = Made([newest], contents, {newest.publication_id: listings})
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(50_000)
    before = pickle.dumps(replay(base))
    sys.setrecursionlimit(limit)

    def read(
        workbooks: list[RawWorkbook], days: tuple[int, ...] = (2, 6)
    ) -> tuple[Replay, list[Publication]]:
        made = Made([newest], dict(contents), dict(base.rows))
        for n, workbook in enumerate(workbooks):
            found, store = read_list(workbook), RowStore()
            tokens, _, _ = from_raw(workbook, found, store)
            name, rows = f"made-{n}", []
            for number, token in enumerate(tokens, found.header_row + 1):
                if token and is_listing(store.contents[token]):
                    key = token[:12] if token[:12] in contents else token
                    made.contents.setdefault(key, replace(store.contents[token], content_id=key))
                    rows.append(Listing(number, key, False))
            day = DAY + timedelta(days=days[n])
            made.publications.append(
                replace(newest, publication_id=name, kind=found.kind, published_date=day, sha256=name)
            )
            made.rows[name] = tuple(rows)
        return replay(made, resume=pickle.loads(before)), made.publications[1:]

    return read


def events_of(found: Replay) -> Counter[str]:
    return Counter(e.kind for e in found.events if e.publication.publication_id.startswith("made"))


DOUBTED = (
    "shift agency 1", "shift type 1", "shift county 2", "shift model 1", "shift signed 1", "shift moa 921", "shift addendum -1",
    "shift agency 1 from 921 for 120", "shift signed 1 from 2 for 40", "shift model 1 from 1813 for 30",
    "sort signed alone", "sort county alone", "sort moa alone", "shift links 1", "shift links 50", "no links",
    "remove moa", "rename signed", "remove county", "empty second half of signed", "county once a block",
    "dates day and month", "some dates %d/%m/%Y", "years 1", "some years -1", "days one off",
    "pasted again 0.02", "pasted again 0.5", "without FLORIDA", "without NEVADA", "IDAHO misread", "without Warrant",
    "models jail and warrant exchanged", "models merged", "empty model", "models hybrid", 
    "counties all N/A", "cut 3 before the end", "cut 30 from the top", "cut 100 in the middle", "signed in the future",
)  # fmt: skip
REFUSED = (
    "swap state signed",
    "swap agency model",
    "remove state",
    "rename agency",
    "beside 1",
)
READ = (
    "move agency moa", "shuffled rows", "dates %b %d, %Y", "dates %Y-%m-%d %H:%M:%S", "days as numbers", "states by code",
    "states in small letters", "agencies in capitals", "agencies Co.", "models short", "total", "totals by model", "footnotes",
    "subtotal in state", "terminated section", "pending section", "heading per page", "placeholders", "titles in between",
    "state once a block", "agency once a block",
)  # fmt: skip


@pytest.fixture(scope="module")
def named(grid: Grid) -> dict[str, Slip]:
    return dict(list_slips.slips(grid))


@pytest.mark.parametrize("name", DOUBTED)
def test_a_slip_of_the_list_is_doubted_however_often_it_comes(
    workbook: RawWorkbook, grid: Grid, named: dict[str, Slip], later: Later, name: str
) -> None:
    slipped = workbook_of(workbook, named[name](copied(grid)))
    found, lists = later([slipped, slipped])
    for publication in lists:
        standing = found.standings[publication.publication_id]
        assert not standing.is_believed
        assert len(standing.reason) > 20
    assert events_of(found) == Counter()


@pytest.mark.parametrize("name", REFUSED)
def test_a_list_that_cannot_be_one_is_refused(
    workbook: RawWorkbook, grid: Grid, named: dict[str, Slip], name: str
) -> None:
    with pytest.raises(ReadError, match=r"column|heading|agreement"):
        read_list(workbook_of(workbook, named[name](copied(grid))))


@pytest.mark.parametrize("name", READ)
def test_the_same_list_in_other_clothes_is_no_news(
    workbook: RawWorkbook, grid: Grid, named: dict[str, Slip], later: Later, name: str
) -> None:
    found, (publication,) = later([workbook_of(workbook, named[name](copied(grid)))])
    assert found.standings[publication.publication_id].is_believed
    assert len(found.agreement_rows[publication.publication_id]) == len(grid) - 1
    assert events_of(found) == Counter()


@pytest.mark.parametrize(
    ("days", "words"), [(1320, "days after"), (26_000, "days after"), (-400, "after the list's own day")]
)
def test_a_day_that_the_signings_speak_against_is_doubted(
    workbook: RawWorkbook, later: Later, days: int, words: str
) -> None:
    found, (publication,) = later([workbook], (days,))
    standing = found.standings[publication.publication_id]
    assert standing.rule == "wrong_day" and words in standing.reason


def test_a_day_that_has_not_come_is_no_signing_day(workbook: RawWorkbook, grid: Grid, later: Later) -> None:
    slipped = copied(grid)
    slipped[5].cells[list_slips.SIGNED] = date(2099, 4, 28)
    found, (publication,) = later([workbook_of(workbook, slipped)])
    agreement = found.agreement_rows[publication.publication_id][6]
    assert agreement.signed is None and agreement.dates[-1][0] == "2099-04-28"
    assert events_of(found) == Counter({"redated": 1})


def test_a_list_after_a_doubted_one_is_held_against_the_last_believed(
    workbook: RawWorkbook, grid: Grid, named: dict[str, Slip], later: Later
) -> None:
    slipped = workbook_of(workbook, named["shift signed 1"](copied(grid)))
    found, (doubted, whole) = later([slipped, workbook])
    assert not found.standings[doubted.publication_id].is_believed
    assert found.standings[whole.publication_id].is_believed
    assert events_of(found) == Counter()


def test_every_limit_stands_above_what_real_lists_show(replayed: Replay) -> None:
    """No real list breaks the contract, and none touches more than five sixths of what a kind of change may touch."""
    found = [m for measures in replayed.measures.values() for m in measures]
    assert {m.name for m in found} == {*TOUCHED, *SHARES}
    assert [m for m in found if m.is_broken] == []
    assert [m for m in found if m.name in TOUCHED and m.rows > 0.83 * m.limit] == []
