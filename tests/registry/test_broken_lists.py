"""Lists broken as ICE might break them, each added behind the newest real one: what they may not do to the registry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from deputized.archive import Ledger
from deputized.model.publications import Content, Listing, ListKind, Publication
from deputized.registry.replay import Replay, replay


class Broken:
    """A ledger whose newest list is followed by made-up ones, a day apart or at the days given."""

    def __init__(
        self,
        ledger: Ledger,
        lists: Sequence[Sequence[Content]],
        days: Sequence[int] = (),
        *,
        whole: bool = False,
    ) -> None:
        newest = max(
            (p for p in ledger.publications if p.kind is ListKind.PARTICIPATING), key=lambda p: p.order
        )
        self.publications: list[Publication] = list(ledger.publications) if whole else [newest]
        self.contents = dict(ledger.contents)
        self._made: dict[str, tuple[Listing, ...]] = {}
        self._ledger = ledger
        for n, rows in enumerate(lists):
            key = f"made-up-{n}"
            day = newest.published_date + timedelta(days=days[n] if days else n + 1)
            self.publications.append(replace(newest, publication_id=key, published_date=day))
            self._made[key] = tuple(Listing(at, row.content_id, False) for at, row in enumerate(rows, 2))
            self.contents |= {row.content_id: row for row in rows}

    def listings(self, publication_id: str) -> Sequence[Listing]:
        return self._made.get(publication_id) or (
            () if publication_id in self._made else self._ledger.listings(publication_id)
        )


@pytest.fixture(scope="module")
def rows(ledger: Ledger) -> list[Content]:
    """The newest list's rows."""
    newest = max((p for p in ledger.publications if p.kind is ListKind.PARTICIPATING), key=lambda p: p.order)
    return [ledger.contents[x.content_id] for x in ledger.listings(newest.publication_id)]


def in_force(found: Replay) -> int:
    return sum(a.is_listed for a in found.agreements)


def told(found: Replay) -> set[str]:
    """Kinds of the events that stand, other than that a cell is printed otherwise."""
    made = [e for e in found.events if e.publication.publication_id.startswith("made-up")]
    return {e.kind for e in made if e.known_to is None} - {"state_corrected"}


@pytest.mark.parametrize("printed", ["", "??", "#N/A", "Statewide", "QX"])
def test_a_state_that_cannot_be_read_ends_nothing(ledger: Ledger, rows: list[Content], printed: str) -> None:
    index = next(n for n, r in enumerate(rows) if str(r.state).strip() == "ALABAMA")
    broken = replace(rows[index], state=printed, content_id="broken")
    found = replay(Broken(ledger, [[*rows[:index], broken, *rows[index + 1 :]]]))
    assert found.standings["made-up-0"].is_believed
    assert told(found) == set()
    assert found.agreement_rows["made-up-0"][index + 2].state == "AL"
    assert "state_from_list_before" in found.readings["broken"].row.notes


@pytest.mark.parametrize("printed", ["Ala.", "A. L.", "AL"])
def test_a_state_of_an_old_short_form_is_that_state(
    ledger: Ledger, rows: list[Content], printed: str
) -> None:
    index = next(n for n, r in enumerate(rows) if str(r.state).strip() == "ALABAMA")
    short = replace(rows[index], state=printed, content_id="short")
    found = replay(Broken(ledger, [[*rows[:index], short, *rows[index + 1 :]]]))
    assert told(found) == set()
    row = found.readings["short"].row
    assert (row.state, row.state_printed) == ("AL", printed)
    assert "state_abbreviated" in row.notes
    assert "state_from_list_before" not in row.notes


def test_an_abbreviated_state_is_read(ledger: Ledger, rows: list[Content]) -> None:
    short = [
        replace(r, state="OKLA.", content_id=f"ok{n}") if str(r.state).strip() == "OKLAHOMA" else r
        for n, r in enumerate(rows)
    ]
    assert sum(a is not b for a, b in zip(rows, short, strict=True)) > 50
    found = replay(Broken(ledger, [short]))
    assert found.standings["made-up-0"].is_believed
    assert told(found) == set()


def test_a_list_whose_states_cannot_be_read_is_suspect(ledger: Ledger, rows: list[Content]) -> None:
    lost = [replace(r, state="", agency=f"{r.agency} x", content_id=f"no{n}") for n, r in enumerate(rows)]
    found = replay(Broken(ledger, [lost]))
    assert found.standings["made-up-0"].rule == "column_unreadable"
    assert in_force(found) == len({id(a) for a in found.agreement_rows[found.participating.previous.publication_id].values()})  # type: ignore[union-attr]  # fmt: skip


def test_a_whole_state_gone_is_missing(ledger: Ledger, rows: list[Content]) -> None:
    found = replay(Broken(ledger, [[r for r in rows if str(r.state).strip() != "OKLAHOMA"]]))
    assert found.standings["made-up-0"].rule == "partial"
    assert "none of OK among them" in found.standings["made-up-0"].reason
    assert told(found) == set()


def test_a_list_that_repeats_itself_is_suspect(ledger: Ledger, rows: list[Content]) -> None:
    found = replay(Broken(ledger, [rows * 10]))
    assert found.standings["made-up-0"].rule == "repeated"
    assert told(found) == set()


@pytest.mark.parametrize("cut", [lambda r: [[], r[:1]], lambda r: [r[:600], r[:601]]])
def test_two_broken_lists_in_a_row_end_nothing(
    ledger: Ledger, rows: list[Content], cut: Callable[[list[Content]], list[list[Content]]]
) -> None:
    found = replay(Broken(ledger, cut(rows)))
    assert not found.standings["made-up-0"].is_believed
    assert not found.standings["made-up-1"].is_believed
    assert told(found) == set()


def test_a_large_loss_that_lasts_is_believed(ledger: Ledger, rows: list[Content]) -> None:
    found = replay(Broken(ledger, [rows[:600], rows[:601], rows[:601]], days=(1, 8, 15)))
    assert [found.standings[f"made-up-{n}"].is_believed for n in range(3)] == [False, False, True]


def test_an_agreement_that_changed_hands_is_found_under_its_holder(
    ledger: Ledger, rows: list[Content]
) -> None:
    index = next(n for n, r in enumerate(rows) if "Haskell" in str(r.agency) and "OKLA" in str(r.state))
    without = [*rows[:index], *rows[index + 1 :]]
    found = replay(
        Broken(ledger, [without, rows, [*rows, replace(rows[index], content_id="twice")]], whole=True)
    )
    assert {"omitted", "relisted"} <= told(found)
    assert told(found) & {"listed", "delisted"} == set()
    first, last = (found.agreement_rows[f"made-up-{n}"] for n in (1, 2))
    assert first[index + 2] is last[index + 2] is last[len(rows) + 2]
