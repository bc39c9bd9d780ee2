"""Follows ICE's pending lists: who is announced under which model, since when, and what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from deputized.model.publications import Publication
from deputized.registry.agencies import AgencyBook
from deputized.registry.misprints import DAYS, doubt, is_misprint, listed_elsewhere, mend
from deputized.registry.name_likeness import compare
from deputized.registry.state import Agency, Event, ListedRow, PendingSpell, RowAddress, TrackedAgreement

RECENT_DAYS = 60
"""How long after it left a pending row may still be what a new participating row was."""
RENAME_FLOOR = 0.72
JOIN_FLOOR = 0.9


@dataclass(slots=True)
class PendingLists:
    """The believed pending lists so far."""

    book: AgencyBook
    events: list[Event]
    spells: list[PendingSpell] = field(default_factory=list)
    by_agency: dict[tuple[int, str], list[PendingSpell]] = field(default_factory=lambda: defaultdict(list))
    publications: list[Publication] = field(default_factory=list)
    current: dict[tuple[int, str], PendingSpell] = field(default_factory=dict)
    items: dict[tuple[int, str], ListedRow] = field(default_factory=dict)

    @property
    def previous(self) -> Publication | None:
        return self.publications[-1] if self.publications else None

    def recent(self, state: str, model: str, publication: Publication) -> Iterator[PendingSpell]:
        """Spells of a model, not yet executed, that stand or left in the last two months; newest first."""
        for spell in reversed(self.spells):
            if spell.model != model or spell.state != state or spell.agreement is not None:
                continue
            gone = spell.gone
            if gone is None or (publication.published_date - gone.published_date).days <= RECENT_DAYS:
                yield spell

    def stood_after(self, agreement: TrackedAgreement) -> bool:
        """Whether the agency was announced anew under the model after the agreement's last list."""
        last = agreement.last_publication.order
        return any(s.last.order > last for s in self.of(agreement.agency, agreement.model))

    def stands(self, agreement: TrackedAgreement, publication: Publication) -> bool:
        """Whether the agreement's own agency is announced, or was in the last fortnight."""
        return any(
            s.gone is None or (publication.published_date - s.gone.published_date).days <= 14
            for s in self.recent_of(agreement.agency, agreement.model, publication)
        )

    def executed(
        self, agreement: TrackedAgreement, publication: Publication, events: list[Event], item: ListedRow
    ) -> None:
        """A new agreement: tie it to the pending spell it comes from, if one stood lately."""
        for spell in self.recent_of(agreement.agency, agreement.model, publication):
            self.tie(spell, agreement, publication, events, item)
            return

    def tie(
        self,
        spell: PendingSpell,
        agreement: TrackedAgreement,
        publication: Publication,
        events: list[Event],
        item: ListedRow,
    ) -> None:
        """This spell led to that agreement, as the list now shows."""
        spell.agreement = agreement
        agreement.pending_since = spell.first
        if spell.clearing is not None:
            spell.clearing.known_to = publication.published_date
            spell.clearing = None
        events.append(
            Event(
                "pending_executed",
                publication,
                self.previous,
                RowAddress.of(item),
                None,
                agreement.state,
                agreement.model,
                agreement.agency,
                agreement,
                spell,
                None,
                None,
                f"pending since {spell.first.publication_id}, now listed as participating",
                publication.published_date,
            )
        )

    def reach_back(
        self, agreement: TrackedAgreement, publication: Publication, events: list[Event], item: ListedRow
    ) -> None:
        """An agreement printed under another name or state at first: tie it to the spell that led to its first listing."""
        if agreement.pending_since is not None:
            return
        first = agreement.first_publication
        for spell in reversed(self.of(agreement.agency, agreement.model)):
            gone = spell.gone.published_date if spell.gone is not None else None
            announced_before = spell.agreement is None and spell.first.order < first.order
            left_with_it = gone is None or abs((first.published_date - gone).days) <= DAYS
            if announced_before and left_with_it:
                self.tie(spell, agreement, publication, events, item)
                return

    def recent_of(self, agency: Agency, model: str, publication: Publication) -> Iterator[PendingSpell]:
        """Spells of an agency under a model, not yet executed, that stand or left in the last two months."""
        for spell in reversed(self.of(agency, model)):
            if spell.agreement is None and (
                spell.gone is None
                or (publication.published_date - spell.gone.published_date).days <= RECENT_DAYS
            ):
                yield spell

    def of(self, agency: Agency, model: str) -> list[PendingSpell]:
        """Every spell of an agency under a model, whichever of its merged names it was announced under."""
        root = agency.root()
        found = list(self.by_agency.get((root.number, model), ()))
        for old in self.book.merged:
            if old.root() is root:
                found += self.by_agency.get((old.number, model), ())
        return sorted(found, key=lambda s: s.first.order) if len(found) > 1 else found

    def advance(
        self,
        publication: Publication,
        items: list[ListedRow],
        listed: dict[tuple[int, str], TrackedAgreement],
    ) -> list[tuple[ListedRow, PendingSpell]]:
        """Take in the next believed pending list. `listed` holds the agreements on the newest participating list."""
        read: list[tuple[ListedRow, PendingSpell]] = []
        seen: dict[tuple[int, str], ListedRow] = {}
        unknown: list[ListedRow] = []
        for item in items:
            agency = self.book.find(item.reading)
            if agency is None:
                if item.reading.name is not None:
                    unknown.append(item)
                continue
            self.book.note(agency, item.reading)
            seen.setdefault((agency.number, _model(item)), item)
        gone = [k for k in self.current if k not in seen]
        for item in unknown:
            agency = self.book.find(item.reading) or self.rename(item, gone, publication, listed)
            if agency is None:
                agency = self.book.open(item.reading, publication)
                self.book.doubt(agency, item.reading, publication)
            key = (agency.number, _model(item))
            seen.setdefault(key, item)
            if key in gone:
                gone.remove(key)
        for key, item in seen.items():
            if key not in self.current:
                self.replace(key, item, gone, publication)
        for key in gone:
            self.close(key, publication, listed)
        for key, item in seen.items():
            spell = self.current.get(key)
            if spell is None:
                agency = self.book.find(item.reading)
                assert agency is not None and item.reading.name is not None
                spell = PendingSpell(
                    agency, key[1], item.reading.name.state, publication, publication, item.reading.row.county
                )
                self.spells.append(spell)
                self.by_agency[agency.number, key[1]].append(spell)
                self.current[key] = spell
                if self.previous is not None:
                    self.note("pending_listed", spell, publication, item, None, "announced as pending")
            spell.last = publication
        self.items = seen
        for item in items:
            agency = self.book.find(item.reading)
            if agency is not None and (agency.number, _model(item)) in self.current:
                read.append((item, self.current[agency.number, _model(item)]))
        self.publications.append(publication)
        return read

    def replace(
        self, key: tuple[int, str], item: ListedRow, gone: list[tuple[int, str]], publication: Publication
    ) -> None:
        """A known agency comes as a nearly equal name goes that was never anything but pending: they are one."""
        new = item.reading
        agency = self.book.find(new)
        assert agency is not None and new.name is not None
        for other in list(gone):
            spell, old = self.current[other], self.items.get(other)
            if other[1] != key[1] or old is None or old.reading.name is None:
                continue
            if old.reading.name.state != new.name.state and not is_misprint(old.reading.name, new.name):
                continue
            alike = compare(old.reading.name, new.name)
            if alike.veto is not None or alike.score < JOIN_FLOOR or self.was_executed(spell.agency):
                continue
            self.book.merge(spell.agency, agency, publication)
            self.book.decide(
                "same_agency",
                "same",
                "renamed_between_pending_lists",
                alike.score,
                old.reading.name.printed,
                new.name.printed,
                agency,
                publication,
                "same model, one gone as the other comes on neighbouring pending lists",
            )
            self.note(
                "pending_renamed",
                spell,
                publication,
                item,
                old,
                f"printed as {new.row.agency}, before as {old.reading.row.agency}",
            )
            gone.remove(other)
            self.current[key] = self.current.pop(other)
            return

    def was_executed(self, agency: Agency) -> bool:
        return any(s.agreement is not None for s in self.spells if s.agency.root() is agency.root())

    def rename(
        self,
        item: ListedRow,
        gone: list[tuple[int, str]],
        publication: Publication,
        listed: dict[tuple[int, str], TrackedAgreement],
    ) -> Agency | None:
        """A new pending name that takes the place of one gone from this list, or of its correction in the county cell."""
        new = item.reading
        assert new.name is not None
        best: tuple[float, tuple[int, str]] | None = None
        for key in gone:
            spell, old = self.current[key], self.items.get(key)
            if key[1] != _model(item) or old is None or old.reading.name is None or key in listed:
                continue
            if old.reading.name.state != new.name.state and not is_misprint(old.reading.name, new.name):
                continue
            alike = compare(old.reading.name, new.name)
            same_cell = old.reading.row.county is not None and old.reading.row.county == new.row.county
            floor = RENAME_FLOOR - 0.1 if same_cell else RENAME_FLOOR
            if alike.veto is None and alike.score >= max(floor, best[0] if best else 0.0):
                best = alike.score, key
        if best is None:
            return None
        score, key = best
        spell, old = self.current[key], self.items[key]
        agency = spell.agency.root()
        assert old.reading.name is not None
        decision = self.book.decide(
            "same_agency",
            "same",
            "renamed_between_pending_lists",
            score,
            old.reading.name.printed,
            new.name.printed,
            agency,
            publication,
            "same model, one gone as the other comes on neighbouring pending lists",
        )
        self.book.attach(agency, new)
        self.note(
            "pending_renamed",
            spell,
            publication,
            item,
            old,
            f"printed as {new.row.agency}, before as {old.reading.row.agency}",
        )
        self.events[-1].decision = decision
        return agency

    def close(
        self, key: tuple[int, str], publication: Publication, listed: dict[tuple[int, str], TrackedAgreement]
    ) -> None:
        """A spell ends: executed if the agreement is listed, cleared as far as the lists show otherwise."""
        spell = self.current.pop(key)
        spell.gone = publication
        if spell.agreement is None:
            agreement = listed.get((spell.agency.root().number, spell.model))
            if agreement is not None and agreement.first_publication.order >= spell.first.order:
                spell.agreement = agreement
                agreement.pending_since = agreement.pending_since or spell.first
        old = self.items.get(key)
        if spell.agreement is None and not self.found_elsewhere(spell, old, publication, listed):
            self.note(
                "pending_cleared",
                spell,
                publication,
                None,
                old,
                "gone from the pending list, not listed as participating",
            )
            spell.clearing = self.events[-1]

    def found_elsewhere(
        self,
        spell: PendingSpell,
        old_row: ListedRow | None,
        publication: Publication,
        listed: dict[tuple[int, str], TrackedAgreement],
    ) -> bool:
        """Whether a spell that ends was printed under the wrong state: if it was, it is the other state's from its start."""
        old = spell.agency.root()
        found = list(listed_elsewhere(spell, publication, listed.values()))
        sure = [a for a in found if old.name and a.agency.name and is_misprint(old.name, a.agency.name)]
        if len(found) != 1 or not sure or self.was_executed(old):
            self.book.candidates += [
                doubt(spell, a.agency, publication)
                for a in found
                if a.agency.name is not None and a.agency.name.base_how != "none"
            ]
            return False
        agreement = sure[0]
        mend(self.book, spell, agreement.agency, publication)
        spell.agreement = agreement
        agreement.pending_since = agreement.pending_since or spell.first
        self.note(
            "pending_executed",
            spell,
            publication,
            None,
            old_row,
            f"pending since {spell.first.publication_id}, listed as participating in {agreement.state}",
        )
        return True

    def recent_elsewhere(self, state: str, model: str, publication: Publication) -> Iterator[PendingSpell]:
        """Spells of other states that left in the last days and were not executed."""
        for spell in reversed(self.spells):
            if spell.model != model or spell.state == state or spell.agreement is not None:
                continue
            gone = spell.gone
            if gone is not None and (publication.published_date - gone.published_date).days <= DAYS:
                yield spell

    def note(
        self,
        kind: str,
        spell: PendingSpell,
        publication: Publication,
        item: ListedRow | None,
        old: ListedRow | None,
        detail: str,
    ) -> None:
        self.events.append(
            Event(
                kind,
                publication,
                self.previous,
                RowAddress.of(item),
                RowAddress.of(old),
                spell.state,
                spell.model,
                spell.agency.root(),
                spell.agreement,
                spell,
                old.reading.row.agency if old else None,
                item.reading.row.agency if item else None,
                detail,
                publication.published_date,
            )
        )


def _model(item: ListedRow) -> str:
    return item.reading.row.model or "unknown"
