"""Replays every publication in the order of its day, deciding at each step only by what was out by then.

So what our record knew on a day is a prefix of the replay: no decision looks ahead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from deputized.model.judgements import BELIEVE, ListJudgement
from deputized.model.publications import Content, Listing, ListKind, Publication
from deputized.registry.agencies import AgencyBook
from deputized.registry.contract import ContractMeasure
from deputized.registry.doubts import RowDoubt, doubts
from deputized.registry.judge import LOSSES, DoubtedLists, ListBefore, make_case
from deputized.registry.judgements import judged_name
from deputized.registry.names import county_of
from deputized.registry.participating import advance
from deputized.registry.pending import PendingLists
from deputized.registry.readability import ReadabilityCounts, bits, columns_of
from deputized.registry.rows import Row, read_row
from deputized.registry.state import (
    Agency,
    Belief,
    Event,
    ListedRow,
    PendingSpell,
    RowReading,
    TrackedAgreement,
)
from deputized.registry.step import Participating
from deputized.registry.wording import Correct, Wordings, with_wording

FUTURE_DAYS = 31
"""A signing so long after its own list is a slip; no real list has one a day after it."""


class Archive(Protocol):
    """What the replay reads of a ledger."""

    @property
    def publications(self) -> Sequence[Publication]: ...
    @property
    def contents(self) -> Mapping[str, Content]: ...
    def listings(self, publication_id: str) -> Sequence[Listing]: ...


def judgements_of(archive: Archive) -> Mapping[str, ListJudgement]:
    """What persons decided of the lists, by publication id; an archive need not keep such."""
    found: Mapping[str, ListJudgement] = getattr(archive, "judgements", {})
    return found


@dataclass(slots=True)
class Replay:
    """Everything the replay found, list by list."""

    book: AgencyBook
    pending: PendingLists
    participating: Participating
    events: list[Event]
    readings: dict[str, RowReading] = field(default_factory=dict)
    wordings: Wordings = field(default_factory=Wordings)
    reworded: dict[str, tuple[int, ListedRow]] = field(
        default_factory=dict
    )  # rows in a new wording, and one, by list
    doubts: dict[str, DoubtedLists] = field(
        default_factory=dict
    )  # of the lists just before, for what they lack: listed, pending
    newest_signed: date | None = None  # on the last believed list
    said: dict[str, ReadabilityCounts] = field(
        default_factory=dict
    )  # how the last believed list was read: listed, pending
    standings: dict[str, Belief] = field(default_factory=dict)
    measures: dict[str, tuple[ContractMeasure, ...]] = field(default_factory=dict)
    agreement_rows: dict[str, dict[int, TrackedAgreement]] = field(default_factory=dict)
    pending_rows: dict[str, dict[int, PendingSpell]] = field(default_factory=dict)
    agency_rows: dict[str, dict[int, Agency]] = field(default_factory=dict)
    row_doubts: dict[str, tuple[RowDoubt, ...]] = field(
        default_factory=dict
    )  # what each list raised when it was read: later lists may join or part its agencies

    @property
    def agreements(self) -> list[TrackedAgreement]:
        return self.participating.agreements


def read(content: Content, correct: Correct | None = None) -> RowReading:
    """Read one distinct row and the name in it; `correct` applies reviewed corrections."""
    row = read_row(content)
    if correct is not None:
        row = correct(row)
    return _understood(row, content.columns)


def _understood(row: Row, columns: frozenset[str]) -> RowReading:
    if row.state is None or not row.agency:
        return RowReading(row, None, None, said=bits(row, None, None, columns))
    name = judged_name(row.state, row.agency, row.county)
    mark = (name.state, name.body + name.base + name.number, row.model or "")
    county = county_of(name.state, row.county)
    return RowReading(row, name, county, mark, bits(row, name, county, columns))


def replay(
    archive: Archive,
    progress: Callable[[int, int], None] | None = None,
    correct: Correct | None = None,
    resume: Replay | None = None,
) -> Replay:
    """Replay a whole ledger, or what comes after the lists that `resume` has seen (it is changed in place)."""
    state = resume if resume is not None else _blank()
    ahead, judgements = unseen(state, archive), judgements_of(archive)
    wanted = {x.content_id for p in ahead for x in archive.listings(p.publication_id)}
    state.readings |= {c: read(archive.contents[c], correct) for c in sorted(wanted - state.readings.keys())}
    for n, publication in enumerate(ahead):
        items = [
            ListedRow(x.row_number, x.content_id, state.readings[x.content_id])
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
        _take(state, publication, items, judgements.get(publication.publication_id))
        if progress is not None:
            progress(n + 1, len(ahead))
    return state


def with_states(state: Replay, items: list[ListedRow]) -> list[ListedRow]:
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
            columns = columns_of(items[n].reading.said)
            reading = state.readings[items[n].content_id] = _understood(known, columns)
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


def _take(
    state: Replay, publication: Publication, items: list[ListedRow], judgement: ListJudgement | None = None
) -> None:
    """Judge the next publication, and take it in if it is believed."""
    is_pending = publication.kind is ListKind.PENDING
    newest = max((i.reading.row.signed for i in items if i.reading.row.signed is not None), default=None)
    if newest is not None and (newest - publication.published_date).days > FUTURE_DAYS:
        items = in_time(publication, items)
    stream = "pending" if is_pending else "listed"
    doubt = state.doubts.get(stream)
    case = make_case(publication, items, _before(state, publication), newest, doubt)
    case.relisted = [] if is_pending else _relisted(state, case.compared.came)
    case.left = _unsigned(state, case.compared.lost) if is_pending else []
    judged = case.judge()
    standing = judged.standing if judgement is None else _overruled(judged.standing, judgement)
    state.standings[publication.publication_id] = standing
    state.measures[publication.publication_id] = judged.measures
    if not standing.is_believed:
        if standing.rule in LOSSES:
            since = doubt.since if doubt is not None else publication.published_date
            state.doubts[stream] = DoubtedLists(frozenset(i.reading.mark for i in items), since)
        _read_only(state, publication, items)
        return
    state.said[stream] = case.said
    state.doubts.pop(stream, None)
    if is_pending:
        _take_pending(state, publication, items)
    else:
        state.newest_signed = case.newest_by(publication.published_date)
        _take_participating(state, publication, items)


def _overruled(by_rules: Belief, judgement: ListJudgement) -> Belief:
    """The standing a person gave a list, with what the rules said."""
    doubts = f"; the rules doubt it: {by_rules.reason}" if by_rules.reason else "; the rules believe it"
    return Belief(judgement.verdict == BELIEVE, judgement.sentence + doubts, "person")


def _before(state: Replay, publication: Publication) -> ListBefore:
    """What the list is held against."""
    is_pending = publication.kind is ListKind.PENDING
    previous = state.pending.previous if is_pending else state.participating.previous
    if previous is None:
        return ListBefore()
    gap = (publication.published_date - previous.published_date).days
    if is_pending:
        return ListBefore(list(state.pending.items.values()), state.said.get("pending"), None, gap)
    rows = [row.item for row in state.participating.rows]
    return ListBefore(rows, state.said.get("listed"), state.newest_signed, gap)


def _relisted(state: Replay, came: Sequence[ListedRow]) -> list[ListedRow]:
    """Those of the rows nothing pairs that bring back agreements which had left the list."""
    found = []
    for item in came:
        agency = state.book.find(item.reading)
        if agency is None:
            continue
        known = state.participating.of(agency, item.reading.row.model or "unknown")
        if any(not a.is_listed and a.superseded_by is None for a in known):
            found.append(item)
    return found


def _unsigned(state: Replay, lost: Sequence[ListedRow]) -> list[ListedRow]:
    """Those of the rows gone from the pending list that are no agreement on the newest list of agreements."""
    listed = {(r.agreement.agency.root().number, r.agreement.model) for r in state.participating.rows}
    found = []
    for item in lost:
        agency = state.book.find(item.reading)
        if agency is None or (agency.root().number, item.reading.row.model or "unknown") not in listed:
            found.append(item)
    return found


def in_time(publication: Publication, items: list[ListedRow]) -> list[ListedRow]:
    """The rows of a list; a day under SIGNED that lies more than FUTURE_DAYS after the list's own is none that is read."""
    found = list(items)
    for n, item in enumerate(items):
        row = item.reading.row
        if row.signed is not None and (row.signed - publication.published_date).days > FUTURE_DAYS:
            late = replace(row, signed=None, notes=(*row.notes, "signed_in_future"))
            found[n] = replace(item, reading=replace(item.reading, row=late))
    return found


def _take_participating(state: Replay, publication: Publication, items: list[ListedRow]) -> None:
    rows = advance(state.participating, publication, items)
    for item, agreement in rows:
        state.book.note(agreement.agency, item.reading)
    state.agreement_rows[publication.publication_id] = {i.row_number: a for i, a in rows}
    state.agency_rows[publication.publication_id] = {i.row_number: a.holders[-1][0] for i, a in rows}
    if found := tuple(doubts(rows)):
        state.row_doubts[publication.publication_id] = found


def _take_pending(state: Replay, publication: Publication, items: list[ListedRow]) -> None:
    listed = {(r.agreement.agency.number, r.agreement.model): r.agreement for r in state.participating.rows}
    rows = state.pending.advance(publication, items, listed)
    state.pending_rows[publication.publication_id] = {i.row_number: p for i, p in rows}
    state.agency_rows[publication.publication_id] = {i.row_number: p.agency for i, p in rows}


def _read_only(state: Replay, publication: Publication, items: list[ListedRow]) -> None:
    """A suspect list: say whom its rows name where that is known; change nothing."""
    found = ((i.row_number, state.book.find(i.reading)) for i in items)
    state.agency_rows[publication.publication_id] = {
        row: agency for row, agency in found if agency is not None
    }
