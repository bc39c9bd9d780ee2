"""What is counted over every listing: when each agency stood, how it was spelt, which documents were linked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from deputized.model.plain import Linked
from deputized.model.publications import Content, Listing, ListKind, Publication
from deputized.registry.issued import Address
from deputized.registry.places.rows import place_row
from deputized.registry.replay import Replay
from deputized.registry.rows import Row, as_text
from deputized.registry.state import Agency, PendingSpell, TrackedAgreement


@dataclass(slots=True)
class AgencySpan(Linked):
    """When one agency was listed and pending, and what its newest rows print."""

    first_listed: str | None = None
    last_listed: str | None = None
    first_pending: str | None = None
    last_pending: str | None = None
    county: str | None = None
    county_fips: str | None = None  # county that the COUNTY cell last printed with any value resolves to
    type: str | None = None
    name: str | None = None

    def see(self, day: str, is_pending: bool, row: Row, county_fips: str | None) -> None:
        """One more row that names the agency, in the order of the lists."""
        if is_pending:
            self.first_pending, self.last_pending = self.first_pending or day, day
        else:
            self.first_listed, self.last_listed = self.first_listed or day, day
        if row.county is not None:
            self.county, self.county_fips = row.county, county_fips
        self.type = row.type or self.type
        if not is_pending or self.first_listed is None:
            self.name = row.agency


@dataclass(slots=True)
class Spelling(Linked):
    """How often, and from which list to which, a name was printed so."""

    first_publication_id: str
    first_date: str
    last_publication_id: str
    last_date: str
    count: int = 1


NameKey = tuple[int, str, str, str]  # agency number, name and state as printed, kind of list
PlaceKey = tuple[str, str, str, str, str | None, str | None, str | None]  # arguments of place_row


@dataclass(slots=True)
class Tally:
    """Sums over listings, one publication after the other. Agencies are numbers: later merges do not change them."""

    documents: frozenset[str]  # files of the signed agreements read by hand
    witnesses: dict[str, frozenset[int]] = field(
        default_factory=dict
    )  # rows that ids were published from, by list
    spans: dict[int, AgencySpan] = field(default_factory=partial(defaultdict, AgencySpan))
    names: dict[NameKey, Spelling] = field(default_factory=dict)
    linked: dict[tuple[str, str], TrackedAgreement] = field(default_factory=dict)
    corrected: set[str] = field(default_factory=set)
    contents: set[str] = field(default_factory=set)
    keys: dict[tuple[str, str], str] = field(default_factory=dict)  # name keys of statements and documents
    places: dict[PlaceKey, tuple[Any, ...]] = field(
        default_factory=dict
    )  # what agencies were found to govern

    agency_at: dict[Address, Agency] = field(default_factory=dict)  # what those rows are read as
    agreement_at: dict[Address, TrackedAgreement] = field(default_factory=dict)
    pending_at: dict[Address, PendingSpell] = field(default_factory=dict)

    def see(
        self,
        publication: Publication,
        listings: Sequence[Listing],
        contents: Mapping[str, Content],
        found: Replay,
    ) -> None:
        """Count one more publication that the replay has taken."""
        name, day = publication.publication_id, publication.published_date.isoformat()
        believed, is_pending = found.standings[name].is_believed, publication.kind is ListKind.PENDING
        agencies = found.agency_rows.get(name, {})
        agreements = found.agreement_rows.get(name, {})
        self._hear(name, found)
        for x in listings:
            self.contents.add(x.content_id)
            reading = found.readings[x.content_id]
            row = reading.row
            if row.notes:
                self.corrected.update(note[10:] for note in row.notes if note.startswith("corrected:"))
            agency = agencies.get(x.row_number)
            if agency is None:
                continue
            if believed:
                self.spans[agency.number].see(day, is_pending, row, reading.county_fips)
            content = contents[x.content_id]
            key = (
                agency.number,
                as_text(content.agency) or "",
                as_text(content.state) or "",
                publication.kind.value,
            )
            spelling = self.names.get(key)
            if spelling is None:
                self.names[key] = Spelling(name, day, name, day)
            else:
                spelling.last_publication_id, spelling.last_date = name, day
                spelling.count += 1
            if row.moa_file in self.documents and x.row_number in agreements:
                agreement = agreements[x.row_number]
                self.linked.setdefault((agreement.state, row.moa_file or ""), agreement)

    def _hear(self, name: str, found: Replay) -> None:
        """Keep what the rows of a list that ids were published from are read as."""
        for row in self.witnesses.get(name, ()):
            if row in (agencies := found.agency_rows.get(name, {})):
                self.agency_at[name, row] = agencies[row]
            if row in (agreements := found.agreement_rows.get(name, {})):
                self.agreement_at[name, row] = agreements[row]
            if row in (spells := found.pending_rows.get(name, {})):
                self.pending_at[name, row] = spells[row]

    def place(self, *of: *PlaceKey) -> tuple[Any, ...]:
        """What an agency governs, as `place_row` has it; asked of the reference lists once."""
        if of not in self.places:
            self.places[of] = place_row(*of)
        return self.places[of]

    def span(self, numbers: Iterable[int]) -> AgencySpan:
        """The spans of an agency and of those merged into it, as one."""
        found = [self.spans[n] for n in numbers if n in self.spans]
        if len(found) == 1:
            return found[0]
        whole = AgencySpan()
        for part in sorted(found, key=lambda s: max(s.last_listed or "", s.last_pending or "")):
            whole.first_listed = min(filter(None, (whole.first_listed, part.first_listed)), default=None)
            whole.last_listed = max(filter(None, (whole.last_listed, part.last_listed)), default=None)
            whole.first_pending = min(filter(None, (whole.first_pending, part.first_pending)), default=None)
            whole.last_pending = max(filter(None, (whole.last_pending, part.last_pending)), default=None)
            if part.county is not None:
                whole.county, whole.county_fips = part.county, part.county_fips
            whole.type = part.type or whole.type
            if part.first_listed is not None or whole.first_listed is None:
                whole.name = part.name or whole.name
        return whole
