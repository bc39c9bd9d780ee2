"""Everything the pages need, read from the registry in bulk once and kept by county, agency and state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from deputized import reference
from deputized.documents.of_agency import AgencyPapers, papers_of
from deputized.documents.shipped import shipped
from deputized.facts import pages
from deputized.facts.agencies import every_agency
from deputized.facts.lists import hashes, kinds_of_lists
from deputized.facts.pages import Run
from deputized.facts.records import grouped
from deputized.library import Registry
from deputized.library.card import NEVER, Card
from deputized.library.county import County as CountyRecord
from deputized.library.county import county_on, statewide
from deputized.library.day import Agreement, Day, Pending
from deputized.library.growth import growth_by_state
from deputized.library.state import State as StateRecord
from deputized.library.state import state_on
from deputized.library.status import Status, territories
from deputized.model.memory import uncollected
from deputized.places import county_classes, find_state
from deputized.places.geometry import neighbours
from deputized.places.residents import Holder
from deputized.reference import CountyRow
from deputized.registry.places.answers import Match
from deputized.registry.places.gazetteer import county_name
from deputized.rules import RulesError, StatePosture, bans, mandate, postures
from deputized.rules.binding import Binding, binding
from deputized.rules.duties import Mandate, MandateRow
from deputized.rules.duty import carded
from deputized.rules.prohibitions import Ban, states_that_forbid

Row = dict[str, Any]


KEPT = ("participating", "pending")
"""Kinds of list that ICE still publishes."""


@dataclass(slots=True)
class SiteContent:
    """What every page is made from. `today` is the day the pages are made on: days to a deadline count from it."""

    registry: Registry
    today: date
    day: Day  # of the newest list: the matter of every record
    newest: date
    first: str
    status: Status
    counties: dict[str, CountyRow]
    matches: dict[str, Match]
    agencies: dict[str, Row]
    agreements: dict[str, list[Agreement]]  # by agency
    by_county: dict[str, list[str]]  # agencies that govern the county or a town in it
    by_state: dict[str, list[str]]
    runs: dict[str, list[Run]]  # by agreement: first list, first list without
    pending: dict[str, list[Pending]]
    events: list[Row]
    events_of: dict[str, list[Row]]
    names: dict[str, list[Row]]
    printings: dict[str, list[Row]]
    documents_read: dict[str, list[Row]]  # signed agreements read by hand, by agency
    holders: tuple[Holder, ...]
    models_by_county: dict[str, tuple[str, ...]]  # of county bodies
    postures: dict[str, StatePosture]
    mandates: dict[str, Mandate]
    bound: dict[str, MandateRow]  # by county
    bans: dict[str, tuple[Ban, ...]]
    growth: list[Row]
    growth_of: dict[str, list[Row]]  # by state
    names_of_states: dict[str, str]
    positions: dict[str, int]  # of publications in time
    hashes: dict[str, str]  # of publications
    newest_lists: frozenset[str]  # the newest participating and pending lists
    classes: dict[str, str]  # by county: the nearest kind of body that holds an agreement
    statewide: dict[str, tuple[Agreement, ...]]  # in force, of bodies of a whole state
    decisions: dict[str, list[Row]]
    corrections: list[Row]
    statements_by_agency: dict[str, list[Row]]
    statements_by_county: dict[str, list[Row]]
    _counties: dict[str, CountyRecord] = field(default_factory=dict)
    _states: dict[str, StateRecord] = field(default_factory=dict)
    _bindings: dict[str, Binding] = field(default_factory=dict)
    _cards: dict[str, Card] = field(default_factory=dict)
    _papers: dict[str, AgencyPapers] = field(default_factory=dict)

    def county_record(self, fips: str) -> CountyRecord:
        """What `deputized county` answers of a county, by the newest list."""
        if fips not in self._counties:
            self._counties[fips] = county_on(self.day, self.counties[fips])
        return self._counties[fips]

    def binding(self, fips: str) -> Binding:
        """What binds a county's sheriff on the day the pages are made."""
        if fips not in self._bindings:
            self._bindings[fips] = binding(self.counties[fips], self.today)
        return self._bindings[fips]

    def card(self, fips: str) -> Card:
        """The answer card of a county, by the newest list."""
        if fips not in self._cards:
            self._cards[fips] = carded(self.county_record(fips), self.first, self.binding(fips))
        return self._cards[fips]

    def papers(self, agency_id: str) -> AgencyPapers:
        """An agency's signed agreements as far as they were read, and the lives of its agreements."""
        if agency_id not in self._papers:
            held = {h.document_id: h for h in shipped()}
            self._papers[agency_id] = papers_of(self.registry.agency(agency_id), held)
        return self._papers[agency_id]

    def state_record(self, postal: str) -> StateRecord:
        """What `deputized state` answers of a state or territory, by the newest list."""
        if postal not in self._states:
            self._states[postal] = state_on(self.day, find_state(postal))
        return self._states[postal]

    def county(self, fips: str) -> str:
        """A county's name with its state."""
        return county_name(fips)

    def place_title(self, fips: str) -> str:
        """A county's name with its state's, whole; once where the state or territory is the county."""
        found = self.counties[fips]
        state = self.names_of_states[found.state]
        return state if found.name == state else f"{found.name}, {state}"

    def speaks_of(self, fips: str) -> bool:
        """Whether there is something to say of a county: somebody there holds, held or is announced with an agreement.

        Only such a county has a brief, a card and a picture as files; any other has them by command.
        """
        return self.card(fips).standing != NEVER

    def is_territory(self, postal: str) -> bool:
        """Whether a postal code is a territory's."""
        return postal in territories()


@uncollected()
def read_content(registry: Registry, today: date) -> SiteContent:
    """Read everything. The same registry and day give the same content."""
    day = registry.day()
    newest, tied = day.list_day, dict(day.ties)
    db = registry.db
    agencies = every_agency(db)
    by_county: dict[str, list[str]] = defaultdict(list)
    by_state: dict[str, list[str]] = defaultdict(list)
    for agency_id, match in tied.items():
        by_state[match.state].append(agency_id)
        for fips in match.county.codes if match.level != "state" else ():
            by_county[fips].append(agency_id)
    held = day.holders()
    known = postures(today)
    mandates = _mandates(registry, today)
    runs = pages.runs(db)
    events, said, lists = pages.events(db, runs), _said(registry, tied), kinds_of_lists(db)
    states = {s.postal: s.name for s in reference.states()}
    return SiteContent(
        registry, today, day, newest, registry.clocks.dates[0], registry.status(),
        {c.fips: c for c in reference.counties() if c.status == "current"}, tied, agencies,
        day.by_agency, by_county, by_state, runs, day.pending_by_agency, events, grouped(events, "agency_id"),
        pages.spellings(db), pages.printings(db), pages.documents(db),
        held, {f: m for s in states for f, m in day.county_models(s).items()}, {p.state: p for p in known},
        mandates, {r.county_fips: r for m in mandates.values() for r in m.rows},
        {s: bans(registry, s, today=today) for s in states_that_forbid()},
        registry.growth(), growth_by_state(registry), states, {name: n for n, name in enumerate(lists)}, hashes(db),
        frozenset({kind: name for name, kind in lists.items() if kind in KEPT}.values()), county_classes(held),
        {s: statewide(day, s) for s in states},
        pages.decisions(db), pages.corrections(db),
        grouped(said, "agency_id"), grouped(said, "county_fips"),
    )  # fmt: skip


def _said(registry: Registry, tied: Mapping[str, Match]) -> list[Row]:
    """What older lists say of agencies, with the county of the agency where the list names none."""
    rows = [asdict(x) for x in registry.said]
    for row in rows:
        if row["county_fips"] is None and row["agency_id"] in tied:
            row["county_fips"] = tied[row["agency_id"]].county.code
    return rows


def _mandates(registry: Registry, today: date) -> dict[str, Mandate]:
    from deputized.rules import states_with_mandate

    found = {}
    for state in states_with_mandate():
        try:
            found[state] = mandate(registry, state, today=today)
        except RulesError:
            continue
    return found


def near(fips: str) -> tuple[str, ...]:
    """Counties that share a border."""
    return neighbours().get(fips, ())
