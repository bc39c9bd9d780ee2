"""What was so on a day, as known on another, kept by agency and county: the matter of every answer about places."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from deputized.facts.agreements import PendingRun, pending_runs
from deputized.facts.clocks import IN_FORCE, AgreementOnDay, Standing
from deputized.facts.lists import ListUsed, list_used
from deputized.model.days import AsOf
from deputized.places.residents import Holder

if TYPE_CHECKING:
    from deputized.library.registry import Registry


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement as it stood on a day. Days are ISO text, None where there is none or ICE printed none."""

    agreement_id: str
    agency_id: str
    agency: str
    kind: str
    state: str
    model: str
    signed_date: str | None
    standing: str  # listed, signed_not_listed or omitted (these are in force); left
    first_listed_date: str
    last_listed_date: str | None  # of the last list of that day or before with it
    absent_date: str | None  # of the first list after that without it
    absences: tuple[tuple[str, str], ...]  # first list without it, list that has it again
    superseded_by: str | None  # the agreement that took its place, if that was listed by then
    pending_since: str | None
    moa_url: str | None
    moa_posted_date: str | None

    @property
    def in_force(self) -> bool:
        """Whether it is counted among those in force."""
        return self.standing in IN_FORCE

    @property
    def ending(self) -> str | None:
        """How it left the lists: superseded by a later agreement, or removed; None while it is in force."""
        if self.in_force:
            return None
        return "superseded" if self.superseded_by else "removed"


@dataclass(frozen=True, slots=True)
class Pending:
    """One run of an agency and model on the pending lists, as it stood on a day."""

    pending_id: str
    agency_id: str
    agency: str
    state: str
    model: str
    from_date: str
    last_date: str
    outcome: str  # pending, participating or cleared
    is_in_force: bool  # the agency holds the model: ICE leaves rows on the list for weeks after signing


class Day:
    """A day's agreements, pending runs and holders. Raises ValueError for a day before the first list."""

    def __init__(self, registry: Registry, when: AsOf) -> None:
        clocks = registry.clocks
        place = clocks.position(*when.texts)
        if place is None:
            raise ValueError(
                f"the first list held here is of {clocks.dates[0]}; none says who held what on {when.limit}"
            )
        self.when = when
        self.list_used: ListUsed = list_used(registry.db, clocks.lists[place])
        self.list_day = date.fromisoformat(clocks.dates[place])
        self.day = when.world or when.known or self.list_day
        self.ties = registry.ties
        self._registry = registry
        self._county_models: dict[str, dict[str, tuple[str, ...]]] = {}

    @cached_property
    def by_agency(self) -> dict[str, list[Agreement]]:
        """Agreements in force then, and those that had left by then, by the id the agency bears today."""
        r, known = self._registry, (self.when.known or date.max).isoformat()
        found: dict[str, list[Agreement]] = defaultdict(list)
        for life in r.clocks.lives(*self.when.texts):
            now = r.clocks.agency_known(life.agency_id, None)
            found[now].append(self._agreement(life, now, known))
        for some in found.values():
            some.sort(key=lambda a: (a.model, a.first_listed_date, a.agreement_id))
        return found

    def _agreement(self, life: AgreementOnDay, now: str, known: str) -> Agreement:
        names, more = self._registry.names[now], self._registry.details[life.agreement_id]
        limit = min(known, self.when.texts[0] or known)
        followed = (
            more.superseded_by if more.superseded_on is not None and more.superseded_on <= limit else None
        )
        posted = more.moa_posted_date if more.moa_posted_date and more.moa_posted_date <= limit else None
        return Agreement(
            life.agreement_id, life.agency_id, names.name, names.kind, life.state, life.model, life.signed_date,
            life.standing.value, life.first_listed_date, life.last_listed_date, life.absent_date, life.absences,
            followed, more.pending_since if (more.pending_since or known) <= known else None,
            more.moa_url if posted else None, posted,
        )  # fmt: skip

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        """All of them, by agency's name, model and day."""
        every = (a for some in self.by_agency.values() for a in some)
        return tuple(sorted(every, key=lambda a: (a.agency, a.model, a.first_listed_date, a.agreement_id)))

    @cached_property
    def pending_by_agency(self) -> dict[str, list[Pending]]:
        """Runs on the pending lists that had begun by then."""
        held = {(i, a.model) for i, some in self.by_agency.items() for a in some if a.in_force}
        found: dict[str, list[Pending]] = defaultdict(list)
        run: PendingRun
        for run in pending_runs(self._registry.db, *self.when.texts):
            found[run.agency_id].append(
                Pending(
                    run.pending_id, run.agency_id, self._registry.names[run.agency_id].name, run.state, run.model,
                    run.from_date, run.last_date, run.outcome, (run.agency_id, run.model) in held,
                )
            )  # fmt: skip
        return found

    def standing_of(self, agency_id: str) -> str:
        """How an agency stands: in force, pending (announced, and none in force), left, or never listed."""
        some = self.by_agency.get(agency_id, ())
        if any(a.in_force for a in some):
            return "in force"
        if any(p.outcome == "pending" for p in self.pending_by_agency.get(agency_id, ())):
            return "pending"
        return "left" if some else "never listed"

    def county_models(self, state: str) -> dict[str, tuple[str, ...]]:
        """Models that bodies of a whole county have on the list that speaks for the day, by county of a state."""
        if state not in self._county_models:
            found: dict[str, set[str]] = defaultdict(set)
            for holder in self.holders(state):
                if holder.level == "county":
                    for fips in holder.county_fips:
                        found[fips] |= holder.models
            self._county_models[state] = {fips: tuple(sorted(models)) for fips, models in found.items()}
        return self._county_models[state]

    def holders(self, state: str | None = None) -> tuple[Holder, ...]:
        """The agencies on the list that speaks for the day, with the models they hold there."""
        found = []
        for agency_id, some in sorted(self.by_agency.items()):
            models = frozenset(a.model for a in some if a.standing == Standing.LISTED)
            if not models or (state is not None and agency_id[:2].upper() != state):
                continue
            m = self.ties[agency_id]
            found.append(
                Holder(
                    agency_id, m.kind, m.level, m.state, m.county.codes, m.place.code, models, m.ori.code,
                    m.officers, m.population_served,
                )
            )  # fmt: skip
        return tuple(found)
