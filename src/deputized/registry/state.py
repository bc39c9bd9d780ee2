"""What the replay keeps in hand: agencies, agreements and pending spells as they grow list by list."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from deputized.model.plain import Linked, Plain
from deputized.model.publications import Publication
from deputized.registry.names import AgencyName
from deputized.registry.rows import Row


@dataclass(frozen=True, slots=True)
class RowReading(Plain):
    """One distinct printed row, read: the row and the name in it. `name` is None when it cannot be read."""

    row: Row
    name: AgencyName | None
    county_fips: str | None  # county that the COUNTY cell resolves to
    mark: tuple[str, str, str] = ("", "", "")  # who and which model, by name alone
    said: int = 0  # what of the row can be read, as bits: see `said`


@dataclass(frozen=True, slots=True)
class ListedRow(Plain):
    """One row of one list, read."""

    row_number: int
    content_id: str
    reading: RowReading
    reworded: frozenset[str] = frozenset()  # columns in other words than before, as on much of the list


class RowAddress(NamedTuple):
    """Where an event stands on its list, and the name printed there."""

    row_number: int
    agency: str

    @classmethod
    def of(cls, item: ListedRow | None) -> RowAddress | None:
        """The address of a row; None for none."""
        return None if item is None else cls(item.row_number, item.reading.row.agency)


@dataclass(slots=True, eq=False)
class Agency(Linked):
    """One agency as the replay knows it. `merged_into` is set when later evidence joins two."""

    number: int
    first_name: AgencyName
    first_publication: Publication
    keys: list[str] = field(default_factory=list)
    counties: set[str] = field(default_factory=set)
    homes: set[str] = field(default_factory=set)  # counties that tell it from its namesakes
    name: AgencyName | None = None  # of its newest printing
    merged_into: Agency | None = None
    merged_since: date | None = None

    def root(self) -> Agency:
        agency = self
        while agency.merged_into is not None:
            agency = agency.merged_into
        return agency


@dataclass(slots=True, eq=False)
class TrackedAgreement(Linked):
    """One agreement as the replay knows it. Positions count believed participating lists and page tables."""

    number: int
    model: str
    holders: list[tuple[Agency, str, Publication]]  # (agency, state, first list that prints it so)
    dates: list[tuple[str | None, date | None, Publication]]
    spells: list[list[int | None]]  # [first position listed, first position absent or None]
    first_publication: Publication
    last_publication: Publication
    absent_publication: Publication | None = None
    moa_file: str | None = None
    moa_url: str | None = None
    moa_is_refused: bool = False  # a reviewed correction says the link leads to another agency's document
    moa_posted: Publication | None = None
    addendum_file: str | None = None
    addendum_url: str | None = None
    superseded_by: TrackedAgreement | None = None
    is_duplicate: bool = False
    delisting: Event | None = None
    pending_since: Publication | None = None

    @property
    def agency(self) -> Agency:
        holder = self.holders[-1][0]
        return holder if holder.merged_into is None else holder.root()

    @property
    def state(self) -> str:
        return self.holders[-1][1]

    @property
    def signed(self) -> date | None:
        return self.dates[-1][1]

    @property
    def is_listed(self) -> bool:
        return self.spells[-1][1] is None


@dataclass(slots=True, eq=False)
class PendingSpell(Linked):
    """One run of pending lists that announce an agency under a model."""

    agency: Agency
    model: str
    state: str
    first: Publication
    last: Publication
    county: str | None = None  # COUNTY as first printed
    gone: Publication | None = None
    agreement: TrackedAgreement | None = None
    clearing: Event | None = None  # the event that said it was cleared, while that stands


@dataclass(slots=True, eq=False)
class Decision(Linked):
    number: int
    question: str
    verdict: str
    rule: str
    score: float | None
    left: str
    right: str
    agency: Agency | None
    other_agency: Agency | None
    agreement: TrackedAgreement | None
    publication: Publication
    evidence: str
    decided_by: str = "rules"


@dataclass(slots=True, eq=False)
class Event(Linked):
    kind: str
    publication: Publication
    previous: Publication | None
    row: RowAddress | None
    previous_row: RowAddress | None
    state: str | None
    model: str | None
    agency: Agency | None
    agreement: TrackedAgreement | None
    pending: PendingSpell | None
    before: str | None
    after: str | None
    detail: str
    known_from: date
    known_to: date | None = None
    decision: Decision | None = None


@dataclass(slots=True, eq=False)
class Candidate:
    question: str
    agency: Agency
    other: Agency
    score: float
    reason: str
    publication: Publication
    pending: PendingSpell | None = None  # the run it is about: the doubt is gone once that is an agreement


@dataclass(slots=True)
class Belief:
    """Whether a list is believed, and why not."""

    is_believed: bool
    reason: str = ""
    rule: str = ""
