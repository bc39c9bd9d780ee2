"""Replays every publication in the order of its day, deciding at each step only by what was out by then.

So what our record knew on a day is a prefix of the replay: no decision looks ahead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from deputized.model.publications import Content, Listing, ListKind, Publication
from deputized.registry.agencies import AgencyBook
from deputized.registry.judge import Mark, judge
from deputized.registry.names import county_of, parse_name
from deputized.registry.participating import advance
from deputized.registry.pending import PendingLists
from deputized.registry.rows import Row, read_row
from deputized.registry.state import Agency, Agreement, Event, Item, Pending, Reading, Standing
from deputized.registry.step import Participating
from deputized.registry.wording import Correct, Wordings, with_wording


class Archive(Protocol):
    """What the replay reads of a ledger."""

    @property
    def publications(self) -> Sequence[Publication]: ...
    @property
    def contents(self) -> Mapping[str, Content]: ...
    def listings(self, publication_id: str) -> Sequence[Listing]: ...


@dataclass(slots=True)
class Replay:
    """Everything the replay found, list by list."""

    book: AgencyBook
    pending: PendingLists
    participating: Participating
    events: list[Event]
    readings: dict[str, Reading] = field(default_factory=dict)
    wordings: Wordings = field(default_factory=Wordings)
    reworded: dict[str, tuple[int, Item]] = field(
        default_factory=dict
    )  # rows in a new wording, and one, by list
    doubted: set[Mark] | None = None  # who stood on the suspect list just before, if one did
    doubted_since: date | None = None  # day of the first of the suspect lists just before
    standings: dict[str, Standing] = field(default_factory=dict)
    agreement_rows: dict[str, dict[int, Agreement]] = field(default_factory=dict)
    pending_rows: dict[str, dict[int, Pending]] = field(default_factory=dict)
    agency_rows: dict[str, dict[int, Agency]] = field(default_factory=dict)

    @property
    def agreements(self) -> list[Agreement]:
        return self.participating.agreements


def read(content: Content, correct: Correct | None = None) -> Reading:
    """Read one distinct row and the name in it; `correct` applies reviewed corrections."""
    row = read_row(content)
    if correct is not None:
        row = correct(row)
    return _understood(row)


def _understood(row: Row) -> Reading:
    if row.state is None or not row.agency:
        return Reading(row, None, None)
    name = parse_name(row.state, row.agency, row.county)
    mark = (name.state, name.body + name.base + name.number, row.model or "")
    return Reading(row, name, county_of(name.state, row.county), mark)


def replay(
    archive: Archive,
    progress: Callable[[int, int], None] | None = None,
    correct: Correct | None = None,
    resume: Replay | None = None,
) -> Replay:
    """Replay a whole ledger, or what comes after the lists that `resume` has seen (it is changed in place)."""
    state = resume if resume is not None else _blank()
    ahead = unseen(state, archive)
    wanted = {x.content_id for p in ahead for x in archive.listings(p.publication_id)}
    state.readings |= {c: read(archive.contents[c], correct) for c in sorted(wanted - state.readings.keys())}
    for n, publication in enumerate(ahead):
        items = [
            Item(x.row_number, x.content_id, state.readings[x.content_id])
            for x in archive.listings(publication.publication_id)
        ]
        items = with_states(state, items)
        pending = publication.kind is ListKind.PENDING
        before = state.pending.items.values() if pending else (r.item for r in state.participating.rows)
        items = with_wording(items, list(before), state.wordings, correct)
        if state.wordings.names:
            state.readings |= {i.content_id: i.reading for i in items}
        if reworded := [i for i in items if i.reworded]:
            state.reworded[publication.publication_id] = len(reworded), reworded[0]
        _take(state, publication, items)
        if progress is not None:
            progress(n + 1, len(ahead))
    return state


def with_states(state: Replay, items: list[Item]) -> list[Item]:
    """The rows of a list; one whose STATE cannot be read is of the state it had on the list before.

    Only if that list has one row, and no more, that says the same in every other cell that tells agreements apart.
    """
    lacking = [n for n, i in enumerate(items) if i.reading.row.state is None and i.reading.row.agency]
    if not lacking:
        return items
    before: dict[tuple[object, ...], set[str | None]] = defaultdict(set)
    for standing in state.participating.rows:
        before[_apart_from_state(standing.item.reading.row)].add(standing.item.reading.row.state)
    found = list(items)
    for n in lacking:
        row = items[n].reading.row
        states = before.get(_apart_from_state(row), set())
        if len(states) == 1:
            known = replace(row, state=next(iter(states)), notes=(*row.notes, "state_from_list_before"))
            reading = state.readings[items[n].content_id] = _understood(known)
            found[n] = replace(items[n], reading=reading)
    return found


def _apart_from_state(row: Row) -> tuple[object, ...]:
    return row.agency.casefold(), row.county, row.model, row.signed, row.moa_file


def unseen(state: Replay, archive: Archive) -> list[Publication]:
    """The publications of a ledger that a replay has not seen, in time."""
    publications = sorted(archive.publications, key=lambda p: p.order)
    return [p for p in publications if p.publication_id not in state.standings]


def _blank() -> Replay:
    book, events = AgencyBook(), list[Event]()
    pending = PendingLists(book, events)
    return Replay(book, pending, Participating(book, pending, events), events)


def _take(state: Replay, publication: Publication, items: list[Item]) -> None:
    """Judge the next publication, and take it in if it is believed."""
    before = [row.item for row in state.participating.rows]
    previous = state.participating.previous
    gap = (publication.published_date - previous.published_date).days if previous else 0
    doubted = (publication.published_date - state.doubted_since).days if state.doubted_since else 0
    standing = judge(publication, items, before, state.doubted, _newest(before), gap, doubted)
    state.standings[publication.publication_id] = standing
    if not standing.is_believed:
        if publication.kind is not ListKind.PENDING:
            state.doubted = {i.reading.mark for i in items}
            state.doubted_since = state.doubted_since or publication.published_date
        _read_only(state, publication, items)
    elif publication.kind is ListKind.PENDING:
        _take_pending(state, publication, items)
    else:
        state.doubted = state.doubted_since = None
        _take_participating(state, publication, items)


def _newest(items: Iterable[Item]) -> date | None:
    return max((i.reading.row.signed for i in items if i.reading.row.signed), default=None)


def _take_participating(state: Replay, publication: Publication, items: list[Item]) -> None:
    rows = advance(state.participating, publication, items)
    for item, agreement in rows:
        state.book.note(agreement.agency, item.reading)
    state.agreement_rows[publication.publication_id] = {i.row_number: a for i, a in rows}
    state.agency_rows[publication.publication_id] = {i.row_number: a.holders[-1][0] for i, a in rows}


def _take_pending(state: Replay, publication: Publication, items: list[Item]) -> None:
    listed = {(r.agreement.agency.number, r.agreement.model): r.agreement for r in state.participating.rows}
    rows = state.pending.advance(publication, items, listed)
    state.pending_rows[publication.publication_id] = {i.row_number: p for i, p in rows}
    state.agency_rows[publication.publication_id] = {i.row_number: p.agency for i, p in rows}


def _read_only(state: Replay, publication: Publication, items: list[Item]) -> None:
    """A suspect list: say whom its rows name where that is known; change nothing."""
    found = ((i.row_number, state.book.find(i.reading)) for i in items)
    state.agency_rows[publication.publication_id] = {
        row: agency for row, agency in found if agency is not None
    }
