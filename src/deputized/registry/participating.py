"""Follows agreements from one believed participating list to the next and tells what changed.

Rows that stay as printed are carried over. What is left of the old list is paired with what is new on this
one in a fixed order: same agency and model; another name with the same signing day or MOA file; another
model of the same agency; agreements that were absent; new ones. Whatever no rule pairs is new or gone.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from deputized.model.publications import Publication
from deputized.registry.agencies import AgencyBook
from deputized.registry.changes import note_changes
from deputized.registry.likeness import compare
from deputized.registry.pairing import is_renewal, same_document, same_signing
from deputized.registry.pending import PendingLists
from deputized.registry.state import Agency, Agreement, Decision, Event, Item

RENAME_FLOOR = 0.5
"""Least likeness of two names joined by the same signing day on neighbouring lists."""
IMPOSSIBLE_NAME_FLOOR = 0.3
"""The same, where one of the two is no county or town of the state and stands in the other's place."""
PENDING_FLOOR = 0.72
"""Least likeness of a pending name and the participating name it became."""
JOIN_FLOOR = 0.9
SAME_CELL_FLOOR = 0.6
"""Least likeness of a pending name and one already known, alone and with the same text under COUNTY."""
RETURN_DAYS = 14
"""An unposted agreement back within this many days under another date was re-dated, not signed again."""
FRESH_DAYS = 10
SWITCH_DAYS = 45


@dataclass(slots=True)
class Row:
    """One row of the list before: its address, what it said, and the agreement it was read as."""

    item: Item
    agreement: Agreement
    slot: int  # number of the agreement on the nearest carried row above; set while comparing


@dataclass(slots=True)
class Participating:
    """The believed participating lists and page tables so far."""

    book: AgencyBook
    pending: PendingLists
    events: list[Event]
    agreements: list[Agreement] = field(default_factory=list)
    publications: list[Publication] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    by_agency: dict[tuple[int, str], list[Agreement]] = field(default_factory=lambda: defaultdict(list))
    dormant: list[Agreement] = field(default_factory=list)

    @property
    def previous(self) -> Publication | None:
        return self.publications[-1] if self.publications else None

    def advance(self, publication: Publication, items: list[Item]) -> list[tuple[Item, Agreement]]:
        """Take in the next believed list; returns its rows with the agreement each was read as."""
        return Step(self, publication, items).run()

    def of(self, agency: Agency, model: str) -> list[Agreement]:
        """Every agreement of an agency under a model, whichever of its merged names they were read under."""
        return [a for a in self.by_agency.get((agency.root().number, model), ()) if a.agency is agency.root()]


class Step:
    """One comparison of a list with the believed list before it."""

    def __init__(self, stream: Participating, publication: Publication, items: list[Item]) -> None:
        self.stream, self.book = stream, stream.book
        self.publication, self.previous = publication, stream.previous
        self.position = len(stream.publications)
        self.items = items
        self.taken: dict[int, Agreement] = {}  # index into items -> agreement
        self.arrivals: list[int] = []  # indexes into items not yet paired
        self.departures: list[Row] = []
        self.slots: dict[int, int] = {}

    def run(self) -> list[tuple[Item, Agreement]]:
        self.carry_over()
        self.pair_same_agency(_same_day)
        self.pair_same_agency(_same_file)
        self.pair_other_names()
        self.settle_days()
        self.pair_unread_models()
        self.pair_returns()
        self.open_new()
        self.close_gone()
        self.finish()
        return [(item, self.taken[i]) for i, item in enumerate(self.items) if i in self.taken]

    # rows as they stood -----------------------------------------------------------------------------

    def carry_over(self) -> None:
        waiting: dict[str, deque[Row]] = defaultdict(deque)
        for row in self.stream.rows:
            waiting[row.item.content_id].append(row)
        for i, item in enumerate(self.items):
            queue = waiting.get(item.content_id)
            if queue:
                self.taken[i] = queue.popleft().agreement
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

    def take(self, index: int, row: Row, decision: Decision | None = None) -> None:
        """This arrival is that departure's agreement."""
        agreement = row.agreement
        self.taken[index] = agreement
        self.arrivals.remove(index)
        self.departures.remove(row)
        note_changes(
            self.stream.events,
            self.publication,
            self.previous,
            agreement,
            row.item,
            self.items[index],
            decision,
        )

    # the same agency and model ----------------------------------------------------------------------

    def pair_same_agency(self, test: Callable[[Item, Item], bool]) -> None:
        """Same agency, model and signing day, or document: the same agreement, whatever else changed."""
        for i, rows in self.same_agency():
            row = next((r for r in rows if r in self.departures and test(r.item, self.items[i])), None)
            if row is not None:
                self.take(i, row)

    def same_agency(self) -> list[tuple[int, list[Row]]]:
        """Arrivals with the departures of their agency and model."""
        groups: dict[tuple[int, str], list[Row]] = defaultdict(list)
        for row in self.departures:
            groups[row.agreement.agency.number, row.agreement.model].append(row)
        found = []
        for i in self.arrivals:
            agency = self.book.find(self.items[i].reading)
            if agency is not None and (agency.number, _model(self.items[i])) in groups:
                found.append((i, groups[agency.number, _model(self.items[i])]))
        return found

    def settle_days(self) -> None:
        """Same agency and model under another day and document: re-dated, or signed again."""
        for i, rows in self.same_agency():
            row = next((r for r in rows if r in self.departures), None)
            if row is not None:
                self.settle(i, row)

    def pair_unread_models(self) -> None:
        """A list whose model cell is blank or unreadable ends nothing: pair by agency and day."""
        for i in list(self.arrivals):
            item = self.items[i]
            agency = self.book.find(item.reading)
            if agency is None:
                continue
            for row in list(self.departures):
                blank = item.reading.row.model is None or row.agreement.model == "unknown"
                if blank and row.agreement.agency is agency and _same_day(row.item, item):
                    if row.agreement.model == "unknown" and item.reading.row.model is not None:
                        row.agreement.model = item.reading.row.model
                    self.take(i, row)
                    break

    def settle(self, index: int, row: Row) -> None:
        """Same agency, same model: the same agreement as it was or re-dated, or its renewal."""
        item, old = self.items[index], row.item.reading.row
        if not is_renewal(old, item.reading.row, self.previous):
            self.take(index, row)
            return
        renewed = self.open_agreement(index)
        old_agreement = row.agreement
        self.departures.remove(row)
        self.end(old_agreement, renewed)
        self.event(
            "renewed",
            item,
            row.item,
            renewed,
            _day(old.signed),
            _day(item.reading.row.signed),
            f"signed again: {_day(old.signed)} is replaced by {_day(item.reading.row.signed)}",
        )

    # another name -----------------------------------------------------------------------------------

    def pair_other_names(self) -> None:
        """Same model and signing day or MOA file, gone under one name and come under another."""
        by_day: dict[tuple[str, date], list[Row]] = defaultdict(list)
        by_file: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self.departures:
            said = row.item.reading.row
            if said.signed is not None:
                by_day[row.agreement.model, said.signed].append(row)
            if said.moa_file is not None:
                by_file[row.agreement.model, said.moa_file].append(row)
        offers: list[tuple[float, int, int, Row, str]] = []
        for i in self.arrivals:
            said = self.items[i].reading.row
            model = _model(self.items[i])
            rows = list(by_day.get((model, said.signed), ())) if said.signed else []
            rows += (
                [r for r in by_file.get((model, said.moa_file), ()) if r not in rows] if said.moa_file else []
            )
            for row in rows:
                offer = self.weigh(i, row)
                if offer is not None:
                    offers.append((-offer[0], i, row.item.row_number, row, offer[1]))
        for minus_score, i, _, row, relation in sorted(offers, key=lambda o: o[:3]):
            if i in self.arrivals and row in self.departures:
                self.join(i, row, relation, -minus_score)

    def weigh(self, index: int, row: Row) -> tuple[float, str] | None:
        """(weight, relation) of reading an arrival as a departure; None if nothing supports it."""
        new, old = self.items[index].reading, row.item.reading
        assert new.name is not None and old.name is not None
        alike = compare(old.name, new.name)
        document = same_document(old.row, new.row)
        same_day = same_signing(old.row, new.row)
        if self.keeps_its_row(row, index):
            return None
        weight = alike.score + document + 0.5 * same_day
        same_slot = row.slot == self.slots.get(index)
        same_county = (old.county_fips is not None and old.county_fips == new.county_fips) or (
            old.name.county_fips is not None
            and old.name.county_fips in (new.name.county_fips, new.county_fips)
        )
        if old.name.state != new.name.state:
            if same_day and alike.score >= 0.9 and old.name.body == new.name.body:
                return weight, "other_state"
            return None
        unknown = self.book.find(new)
        settled = (
            unknown is not None
            and unknown is not row.agreement.agency
            and self.is_elsewhere(unknown, row.agreement)
        )
        floor = RENAME_FLOOR if document or same_county or same_slot else RENAME_FLOOR + 0.1
        if (
            same_slot
            and same_day
            and "none" in (old.name.base_how, new.name.base_how)
            and old.name.body == new.name.body
        ):
            floor = IMPOSSIBLE_NAME_FLOOR
        if alike.veto is None and not settled and alike.score >= floor:
            return weight + 1, "renamed"
        if (
            same_day
            and (document or same_county or same_slot)
            and self.is_handed_over(old.name, new.name, document)
        ):
            return weight, "reattributed"
        return None

    def keeps_its_row(self, row: Row, index: int) -> bool:
        """Whether the departure's own agency has a row of this model among the arrivals that merely re-dates it.

        If that row is a fresh signing, weeks later and just before this list, the old row may have been given
        to the other name.
        """
        for i, rows in self.same_agency():
            if i == index or row not in rows:
                continue
            old, new = row.item.reading.row.signed, self.items[i].reading.row.signed
            fresh = (
                old is not None
                and new is not None
                and self.previous is not None
                and (
                    (new - old).days > RETURN_DAYS and (self.previous.published_date - new).days <= FRESH_DAYS
                )
            )
            if not fresh:
                return True
        return False

    def is_elsewhere(self, agency: Agency, agreement: Agreement) -> bool:
        """Whether an agency already lives on its own: it has other agreements than this one."""
        return any(a is not agreement and a.agency is agency for a in self.stream.agreements)

    @staticmethod
    def is_handed_over(old, new, document: bool) -> bool:  # type: ignore[no-untyped-def]
        """An agreement changes hands within one place, or its document stays; never between two counties."""
        if document:
            return True
        counties = {f for f in (old.county_fips, new.county_fips) if f is not None}
        return len(counties) <= 1 and (
            old.body != new.body or old.kind not in ("sheriff", "municipal_police")
        )

    def join(self, index: int, row: Row, relation: str, score: float) -> None:
        item = self.items[index]
        new, old = item.reading, row.item.reading
        assert new.name is not None and old.name is not None
        agency, agreement = row.agreement.agency, row.agreement
        same = compare(old.name, new.name).score
        evidence = _evidence(old.row, new.row)
        known = self.book.find(new)
        if relation == "other_state":
            alone = not self.is_elsewhere(agency, agreement) and len(agency.keys) == 1
            if (alone and known is None) or (known is not None and alone):
                self.unite(agency, known, item)
                decision = self.book.decide(
                    "same_agency",
                    "same",
                    "state_misprinted",
                    same,
                    old.name.printed + ", " + old.name.state,
                    new.name.printed + ", " + new.name.state,
                    agency.root(),
                    self.publication,
                    evidence,
                    agreement=agreement,
                )
            else:
                target = known or self.book.open(new, self.publication)
                decision = self.book.decide(
                    "same_agreement",
                    "same",
                    "state_misprinted",
                    same,
                    old.name.printed + ", " + old.name.state,
                    new.name.printed + ", " + new.name.state,
                    target,
                    self.publication,
                    evidence,
                    other=agency,
                    agreement=agreement,
                )
        elif relation == "renamed":
            self.unite(agency, known, item)
            decision = self.book.decide(
                "same_agency",
                "same",
                "renamed_between_lists",
                same,
                old.name.printed,
                new.name.printed,
                agency.root(),
                self.publication,
                evidence,
                agreement=agreement,
            )
        else:
            target = known or self.match_pending(item) or self.book.open(new, self.publication)
            decision = self.book.decide(
                "same_agency",
                "different",
                "agreement_handed_over",
                same,
                old.name.printed,
                new.name.printed,
                target,
                self.publication,
                evidence,
                other=agency,
                agreement=agreement,
            )
        self.take(index, row, decision)

    def unite(self, agency: Agency, known: Agency | None, item: Item) -> None:
        """Read the arrival's name as this agency; if it stood for an agency of its own, the two become one."""
        if known is None:
            self.book.attach(agency, item.reading)
        elif known is not agency:
            self.book.merge(known, agency, self.publication)
            for (number, model), agreements in list(self.stream.by_agency.items()):
                if number == known.number:
                    self.stream.by_agency[agency.number, model].extend(agreements)

    # back, or new -----------------------------------------------------------------------------------

    def pair_returns(self) -> None:
        for i in list(self.arrivals):
            item = self.items[i]
            agency = self.book.find(item.reading)
            if agency is None:
                agency = self.match_dormant(item) or self.match_pending(item)
                if agency is None:
                    continue
            model = _model(item)
            twin = self.twin(agency, model, item)
            if twin is not None:
                self.taken[i] = twin
                self.arrivals.remove(i)
                continue
            absent = self.absent(agency, model, item)
            if absent is not None:
                self.bring_back(i, absent)

    def twin(self, agency: Agency, model: str, item: Item) -> Agreement | None:
        """An agreement on this very list printed twice: same agency, model, and signing day or document."""
        for other, agreement in self.taken.items():
            if agreement.agency is agency and agreement.model == model:
                said, mine = self.items[other].reading.row, item.reading.row
                if said.signed == mine.signed or (same_document(said, mine) and not mine.signed):
                    return agreement
        return None

    def absent(self, agency: Agency, model: str, item: Item) -> Agreement | None:
        """An agreement listed before and not on the last list, that this row brings back."""
        said = item.reading.row
        choices = [
            a
            for a in self.stream.of(agency, model)
            if not a.is_listed and a.superseded_by is None and a not in self.taken.values()
        ]
        for agreement in reversed(choices):
            if said.signed is not None and any(d == said.signed for _, d, _ in agreement.dates):
                return agreement
            if said.moa_file is not None and said.moa_file == agreement.moa_file:
                return agreement
        for agreement in reversed(choices):
            gap = (self.publication.published_date - agreement.last_publication.published_date).days
            if (
                gap <= RETURN_DAYS
                and agreement.moa_file is None
                and not self.stream.pending.stood_after(agreement)
            ):
                return agreement
        return None

    def bring_back(self, index: int, agreement: Agreement) -> None:
        item = self.items[index]
        self.taken[index] = agreement
        self.arrivals.remove(index)
        agreement.spells.append([self.position, None])
        gone = agreement.absent_publication
        if agreement.delisting is not None:
            agreement.delisting.known_to = self.publication.published_date
            lost = agreement.delisting
            self.stream.events.append(
                Event(
                    "omitted",
                    lost.publication,
                    lost.previous,
                    None,
                    lost.previous_item,
                    lost.state,
                    lost.model,
                    agreement.agency,
                    agreement,
                    None,
                    lost.before,
                    None,
                    f"absent from {_on(lost.publication)}, back on {_on(self.publication)}",
                    self.publication.published_date,
                )
            )
        agreement.delisting, agreement.absent_publication = None, None
        self.event(
            "relisted",
            item,
            None,
            agreement,
            None,
            item.reading.row.agency,
            f"back after absence since {_on(gone) if gone else 'unknown'}",
        )
        note_changes(self.stream.events, self.publication, self.previous, agreement, None, item, None)

    def match_dormant(self, item: Item) -> Agency | None:
        """A new name with the model and signing day of an agreement that has been absent."""
        new = item.reading
        assert new.name is not None
        for agreement in self.stream.dormant:
            if agreement.is_listed or agreement.model != _model(item) or agreement.state != new.name.state:
                continue
            if new.row.signed is None or agreement.signed != new.row.signed or agreement.agency.name is None:
                continue
            alike = compare(agreement.agency.name, new.name)
            if alike.veto is None and alike.score >= 0.8:
                self.book.decide(
                    "same_agency",
                    "same",
                    "back_under_another_name",
                    alike.score,
                    agreement.agency.name.printed,
                    new.name.printed,
                    agreement.agency,
                    self.publication,
                    f"same model and signing day {new.row.signed}",
                    agreement=agreement,
                )
                self.book.attach(agreement.agency, new)
                return agreement.agency
        return None

    def match_pending(self, item: Item) -> Agency | None:
        """A new name that is the pending agency of the same model whose row this one replaces."""
        new = item.reading
        assert new.name is not None
        best: tuple[float, Agency, str] | None = None
        for spell in self.stream.pending.recent(new.name.state, _model(item), self.publication):
            other = spell.agency.root()
            if other.name is None or self.stream.of(other, spell.model):
                continue
            alike = compare(other.name, new.name)
            if (
                alike.veto is None
                and alike.score >= PENDING_FLOOR
                and (best is None or alike.score > best[0])
            ):
                best = alike.score, other, other.name.printed
        if best is None:
            return None
        score, agency, printed = best
        self.book.decide(
            "same_agency",
            "same",
            "pending_became_participating",
            score,
            printed,
            new.name.printed,
            agency,
            self.publication,
            f"pending under the same model until the row was listed, and not since; {_day(new.row.signed)}",
        )
        self.book.attach(agency, new)
        return agency

    def open_new(self) -> None:
        present = {a.agency.number for a in self.taken.values()}
        for i in list(self.arrivals):
            item = self.items[i]
            agreement = self.open_agreement(i)
            switched = self.switched_from(agreement) if agreement.agency.number not in present else None
            switched = switched or self.leaving_with(agreement)
            before = self.expired(agreement)
            if switched is not None:
                self.switch(switched, agreement, item)
            elif before is not None:
                before.superseded_by = agreement
                self.event(
                    "renewed",
                    item,
                    None,
                    agreement,
                    _day(before.signed),
                    _day(agreement.signed),
                    f"listed again under a new signing day after absence since {_on(before.absent_publication)}",
                )
            else:
                self.event("listed", item, None, agreement, None, item.reading.row.agency, _listed(item))

    def switch(self, old: Agreement, new: Agreement, item: Item) -> None:
        """One model gives way to another, on this list or days after the first left."""
        lost, row = old.delisting, next((r for r in self.departures if r.agreement is old), None)
        detail = f"{old.model} is replaced by {new.model}"
        if lost is not None:
            lost.known_to = self.publication.published_date
            self.stream.events.append(
                Event(
                    "model_switched",
                    lost.publication,
                    lost.previous,
                    None,
                    lost.previous_item,
                    lost.state,
                    old.model,
                    new.agency,
                    old,
                    None,
                    old.model,
                    new.model,
                    f"{detail}, listed on {_on(self.publication)}",
                    self.publication.published_date,
                )
            )
            self.event("listed", item, None, new, None, item.reading.row.agency, _listed(item))
        else:
            self.event("model_switched", item, row.item if row else None, new, old.model, new.model, detail)
        self.end(old, new)

    def leaving_with(self, agreement: Agreement) -> Agreement | None:
        """Another model of the same agency that leaves on this very list."""
        for row in self.departures:
            other = row.agreement
            if (
                other.agency is agreement.agency
                and other.model != agreement.model
                and _later(agreement, other)
            ):
                if other not in self.taken.values():
                    return other
        return None

    def switched_from(self, agreement: Agreement) -> Agreement | None:
        """Another model of the agency that left within two weeks and was signed earlier."""
        for other in reversed(self.stream.dormant):
            if (
                other.agency is agreement.agency
                and other.model != agreement.model
                and other.superseded_by is None
            ):
                gap = (self.publication.published_date - other.last_publication.published_date).days
                if gap <= RETURN_DAYS and not other.is_listed and _later(agreement, other):
                    return other
        return None

    def expired(self, agreement: Agreement) -> Agreement | None:
        """The posted agreement of the same agency and model that was taken off days ago: this one renews it."""
        for other in self.stream.of(agreement.agency, agreement.model):
            if other is agreement or other.is_listed or other.superseded_by is not None or other.is_duplicate:
                continue
            gap = (self.publication.published_date - other.last_publication.published_date).days
            if gap <= RETURN_DAYS and other.moa_file is not None and _later(agreement, other):
                if other.delisting is not None:
                    other.delisting.known_to = self.publication.published_date
                return other
        return None

    def open_agreement(self, index: int) -> Agreement:
        item = self.items[index]
        name = item.reading.name
        assert name is not None
        agency = self.book.find(item.reading)
        if agency is None:
            agency = self.book.open(item.reading, self.publication)
            self.book.doubt(agency, item.reading, self.publication)
        agreement = Agreement(
            len(self.stream.agreements),
            _model(item),
            [(agency, name.state, self.publication)],
            [(item.reading.row.signed_raw, item.reading.row.signed, self.publication)],
            [[self.position, None]],
            self.publication,
            self.publication,
        )
        self.stream.agreements.append(agreement)
        self.stream.by_agency[agency.number, agreement.model].append(agreement)
        if not self.stream.pending.stands(agreement, self.publication):
            self.join_pending(agreement, item)
        self.stream.pending.executed(agreement, self.publication, self.stream.events, item)
        self.taken[index] = agreement
        self.arrivals.remove(index)
        note_changes([], self.publication, None, agreement, None, item, None)
        return agreement

    def join_pending(self, agreement: Agreement, item: Item) -> None:
        """A pending agency of the same model and nearly the same name, whose row this one replaces, is this agency."""
        new = item.reading
        assert new.name is not None
        for spell in list(self.stream.pending.recent(new.name.state, agreement.model, self.publication)):
            other = spell.agency.root()
            if other is agreement.agency or other.name is None or self.stream.of(other, spell.model):
                continue
            alike = compare(other.name, new.name)
            same_cell = spell.county is not None and spell.county == new.row.county
            if (
                alike.veto is None
                and alike.score >= (SAME_CELL_FLOOR if same_cell else JOIN_FLOOR)
                and not self.has_agreements(other)
            ):
                self.book.merge(other, agreement.agency, self.publication)
                self.book.decide(
                    "same_agency",
                    "same",
                    "pending_became_participating",
                    alike.score,
                    other.name.printed,
                    new.name.printed,
                    agreement.agency,
                    self.publication,
                    "pending under the same model until the row was listed, and no pending row of its own",
                )
                return

    def has_agreements(self, agency: Agency) -> bool:
        return any(a.agency is agency for a in self.stream.agreements)

    # gone -------------------------------------------------------------------------------------------

    def close_gone(self) -> None:
        present = {id(a) for a in self.taken.values()}
        for row in list(self.departures):
            agreement = row.agreement
            printed = row.item.reading.row
            if id(agreement) in present:
                self.event(
                    "duplicate_removed",
                    None,
                    row.item,
                    agreement,
                    printed.agency,
                    None,
                    "one of two rows of the same agreement is gone",
                )
                continue
            if agreement.spells[-1][1] is not None:
                continue
            twin = next(
                (
                    a
                    for a in self.taken.values()
                    if a.agency is agreement.agency and a.model == agreement.model
                ),
                None,
            )
            self.depart(agreement)
            if twin is not None:
                agreement.superseded_by, agreement.is_duplicate = twin, True
                self.event(
                    "duplicate_removed",
                    None,
                    row.item,
                    agreement,
                    printed.agency,
                    None,
                    f"another row of the same agency and model, signed {_day(twin.signed)}, stays",
                )
                continue
            copy = self.printed_elsewhere(row)
            if copy is not None:
                agreement.superseded_by, agreement.is_duplicate = copy, True
                self.event(
                    "duplicate_removed",
                    None,
                    row.item,
                    agreement,
                    printed.agency,
                    None,
                    f"the same signing day stands under {copy.agency.first_name.printed}, {copy.state}",
                )
                continue
            switched = self.switched_to(agreement)
            if switched is not None:
                self.end(agreement, switched)
                self.event(
                    "model_switched",
                    None,
                    row.item,
                    agreement,
                    agreement.model,
                    switched.model,
                    f"{agreement.model} leaves after {switched.model} was listed on {_on(switched.first_publication)}",
                )
                continue
            self.event(
                "delisted",
                None,
                row.item,
                agreement,
                printed.agency,
                None,
                f"on {_on(self.previous)}, not on {_on(self.publication)}",
            )
            agreement.delisting = self.stream.events[-1]
            self.stream.dormant.append(agreement)

    def printed_elsewhere(self, row: Row) -> Agreement | None:
        """The agreement whose document this row shared, or of which it was a misprint in the wrong state."""
        old = row.item.reading
        assert old.name is not None
        short = (
            self.publication.published_date - row.agreement.first_publication.published_date
        ).days <= RETURN_DAYS
        for i, agreement in self.taken.items():
            new = self.items[i].reading
            if (
                agreement.model != row.agreement.model
                or not same_signing(old.row, new.row)
                or new.name is None
            ):
                continue
            if agreement.state == row.agreement.state and same_document(old.row, new.row):
                return agreement
            if (
                short
                and agreement.state != row.agreement.state
                and (old.name.body, old.name.base) == (new.name.body, new.name.base)
            ):
                return agreement
        return None

    def switched_to(self, agreement: Agreement) -> Agreement | None:
        """Another model of the same agency, signed later and first listed in the weeks before this one left."""
        for other in self.taken.values():
            if (
                other.agency is agreement.agency
                and other.model != agreement.model
                and _later(other, agreement)
            ):
                gap = (self.publication.published_date - other.first_publication.published_date).days
                if 0 <= gap <= SWITCH_DAYS and other.model != "TFM":
                    return other
        return None

    def depart(self, agreement: Agreement) -> None:
        if agreement.spells[-1][1] is None:
            agreement.spells[-1][1] = self.position
            agreement.absent_publication = self.publication

    def end(self, agreement: Agreement, successor: Agreement) -> None:
        self.depart(agreement)
        agreement.superseded_by = successor
        self.departures = [r for r in self.departures if r.agreement is not agreement]

    def finish(self) -> None:
        for agreement in self.taken.values():
            agreement.last_publication = self.publication
        self.stream.rows = [
            Row(item, self.taken[i], -1) for i, item in enumerate(self.items) if i in self.taken
        ]
        self.stream.publications.append(self.publication)

    def event(
        self,
        kind: str,
        item: Item | None,
        old: Item | None,
        agreement: Agreement,
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
                item,
                old,
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


def _model(item: Item) -> str:
    return item.reading.row.model or "unknown"


def _same_day(old: Item, new: Item) -> bool:
    return same_signing(old.reading.row, new.reading.row)


def _same_file(old: Item, new: Item) -> bool:
    return same_document(old.reading.row, new.reading.row)


def _later(new: Agreement, old: Agreement) -> bool:
    return new.signed is not None and old.signed is not None and new.signed > old.signed


def _day(day: date | None) -> str:
    return day.isoformat() if day else "no readable day"


def _on(publication: Publication | None) -> str:
    return publication.publication_id if publication else "no list"


def _listed(item: Item) -> str:
    row = item.reading.row
    return (
        f"first listed, signed {_day(row.signed)}" if row.signed else "first listed, no readable signing day"
    )


def _evidence(old, new) -> str:  # type: ignore[no-untyped-def]
    parts = []
    if same_signing(old, new):
        parts.append(f"same signing day {_day(new.signed)}")
    if same_document(old, new):
        parts.append(f"same MOA file {new.moa_file}")
    return ", ".join(["same model", *parts, "one gone as the other comes"])
