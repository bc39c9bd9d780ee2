"""The participating lists so far, and one comparison of a list with the believed list before it."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import date

from deputized.model.publications import Publication
from deputized.registry.agencies import AgencyBook
from deputized.registry.changes import note_changes
from deputized.registry.pairing import same_document, same_signing
from deputized.registry.pending import PendingLists
from deputized.registry.rows import Row
from deputized.registry.state import Agency, Decision, Event, ListedRow, RowAddress, TrackedAgreement


@dataclass(slots=True)
class PriorRow:
    """One row of the list before: its address, what it said, and the agreement it was read as."""

    item: ListedRow
    agreement: TrackedAgreement
    slot: int  # number of the agreement on the nearest carried row above; set while comparing


@dataclass(slots=True)
class Participating:
    """The believed participating lists and page tables so far."""

    book: AgencyBook
    pending: PendingLists
    events: list[Event]
    agreements: list[TrackedAgreement] = field(default_factory=list)
    publications: list[Publication] = field(default_factory=list)
    rows: list[PriorRow] = field(default_factory=list)
    by_agency: dict[tuple[int, str], list[TrackedAgreement]] = field(
        default_factory=lambda: defaultdict(list)
    )
    dormant: list[TrackedAgreement] = field(default_factory=list)

    @property
    def previous(self) -> Publication | None:
        """The last believed list."""
        return self.publications[-1] if self.publications else None

    def register(self, agreement: TrackedAgreement) -> None:
        """Let the agreement be found under the agency that holds it now: another one once it was handed over."""
        found = self.by_agency[agreement.agency.number, agreement.model]
        if not any(a is agreement for a in found):
            found.append(agreement)

    def of(self, agency: Agency, model: str) -> list[TrackedAgreement]:
        """Every agreement of an agency under a model, whichever of its merged names they were read under."""
        return [a for a in self.by_agency.get((agency.root().number, model), ()) if a.agency is agency.root()]


class ListStep:
    """One comparison of a list with the believed list before it.

    `arrivals` are rows of this list not yet paired, `departures` those of the list before; `taken` says which
    agreement each row of this list was read as.
    """

    def __init__(self, stream: Participating, publication: Publication, items: list[ListedRow]) -> None:
        self.stream, self.book = stream, stream.book
        self.publication, self.previous = publication, stream.previous
        self.position = len(stream.publications)
        self.items = items
        self.taken: dict[int, TrackedAgreement] = {}  # index into items -> agreement
        self.index_of: dict[int, int] = {}  # agreement number -> its first row here, as an index into items
        self.arrivals: list[int] = []  # indexes into items not yet paired
        self.departures: list[PriorRow] = []
        self.slots: dict[int, int] = {}

    def carry_over(self) -> None:
        waiting: dict[str, deque[PriorRow]] = defaultdict(deque)
        for row in self.stream.rows:
            waiting[row.item.content_id].append(row)
        for i, item in enumerate(self.items):
            queue = waiting.get(item.content_id)
            if queue:
                agreement = queue.popleft().agreement
                self.taken[i] = agreement
                self.index_of.setdefault(agreement.number, i)
            elif item.reading.name is not None:
                self.arrivals.append(i)
        carried = {a.number for a in self.taken.values()}
        above = -1
        left = {id(row) for queue in waiting.values() for row in queue}
        for row in self.stream.rows:
            if id(row) in left:
                row.slot = above
                self.departures.append(row)
            elif row.agreement.number in carried:
                above = row.agreement.number
        above = -1
        for i in range(len(self.items)):
            if i in self.taken:
                above = self.taken[i].number
            else:
                self.slots[i] = above

    def assign(self, index: int, agreement: TrackedAgreement) -> None:
        """This arrival is read as that agreement."""
        self.taken[index] = agreement
        self.index_of.setdefault(agreement.number, index)
        self.arrivals.remove(index)

    def release(self, index: int) -> None:
        """This row turns out not to be the agreement it was read as: it is an arrival again."""
        agreement = self.taken.pop(index)
        del self.index_of[agreement.number]
        self.arrivals.append(index)

    def take(self, index: int, row: PriorRow, decision: Decision | None = None) -> None:
        """This arrival is that departure's agreement."""
        agreement = row.agreement
        self.assign(index, agreement)
        self.departures.remove(row)
        self.note(agreement, row.item, self.items[index], decision)

    def note(
        self,
        agreement: TrackedAgreement,
        old: ListedRow | None,
        new: ListedRow,
        decision: Decision | None = None,
    ) -> None:
        """Tell what the new row changes, and let the agreement be found under whoever holds it now."""
        note_changes(self.stream.events, self.publication, self.previous, agreement, old, new, decision)
        self.stream.register(agreement)

    def same_agency(self) -> list[tuple[int, list[PriorRow]]]:
        """Arrivals with the departures of their agency and model."""
        groups: dict[tuple[int, str], list[PriorRow]] = defaultdict(list)
        for row in self.departures:
            groups[row.agreement.agency.number, row.agreement.model].append(row)
        found = []
        for i in self.arrivals:
            agency = self.book.find(self.items[i].reading)
            if agency is not None and (agency.number, model_of(self.items[i])) in groups:
                found.append((i, groups[agency.number, model_of(self.items[i])]))
        return found

    def depart(self, agreement: TrackedAgreement) -> None:
        if agreement.spells[-1][1] is None:
            agreement.spells[-1][1] = self.position
            agreement.absent_publication = self.publication

    def end(self, agreement: TrackedAgreement, successor: TrackedAgreement) -> None:
        self.depart(agreement)
        agreement.superseded_by = successor
        self.departures = [r for r in self.departures if r.agreement is not agreement]

    def event(
        self,
        kind: str,
        item: ListedRow | None,
        old: ListedRow | None,
        agreement: TrackedAgreement,
        before: str | None,
        after: str | None,
        detail: str,
    ) -> None:
        if self.previous is None:
            return
        self.stream.events.append(
            Event(
                kind,
                self.publication,
                self.previous,
                RowAddress.of(item),
                RowAddress.of(old),
                agreement.state,
                agreement.model,
                agreement.agency,
                agreement,
                None,
                before,
                after,
                detail,
                self.publication.published_date,
            )
        )


def model_of(item: ListedRow) -> str:
    """The row's model; "unknown" where the cell is blank or unreadable."""
    return item.reading.row.model or "unknown"


def same_day(old: ListedRow, new: ListedRow) -> bool:
    """Both rows print the same readable signing day."""
    return same_signing(old.reading.row, new.reading.row)


def same_file(old: ListedRow, new: ListedRow) -> bool:
    """Both rows link to one MOA file."""
    return same_document(old.reading.row, new.reading.row)


def signed_later(new: TrackedAgreement, old: TrackedAgreement) -> bool:
    """Whether the one was signed after the other, as far as both days can be read."""
    return new.signed is not None and old.signed is not None and new.signed > old.signed


def day_text(day: date | None) -> str:
    """A day in words."""
    return day.isoformat() if day else "no readable day"


def list_text(publication: Publication | None) -> str:
    """A list's id in words."""
    return publication.publication_id if publication else "no list"


def listed_text(item: ListedRow) -> str:
    """What a first listing says of its signing."""
    signed = item.reading.row.signed
    return f"first listed, signed {day_text(signed)}" if signed else "first listed, no readable signing day"


def evidence_text(old: Row, new: Row) -> str:
    """What speaks for two rows being one agreement."""
    parts = []
    if same_signing(old, new):
        parts.append(f"same signing day {day_text(new.signed)}")
    if same_document(old, new):
        parts.append(f"same MOA file {new.moa_file}")
    return ", ".join(["same model", *parts, "one gone as the other comes"])
