"""Everything the pages need, read from the registry in bulk once and kept by county, agency and state."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from deputized import reference
from deputized.library import Registry
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
from deputized.reference import County
from deputized.registry.places.answers import Match
from deputized.registry.places.gazetteer import county_name
from deputized.rules import RulesError, StatePosture, bans, mandate, postures
from deputized.rules.duties import Mandate, MandateRow
from deputized.rules.prohibitions import Ban, states_that_forbid

Row = dict[str, Any]

SPELLS = """
-- one row per agreement and run of lists that have it
SELECT agreement_id, from_date, to_date FROM agreement_spells WHERE state_of_list = 'listed' ORDER BY agreement_id, from_position
"""
EVENTS = """
-- one row per event that stands
SELECT e.event_id, e.date, e.previous_date, e.publication_id, e.kind, e.state, e.model, e.agency_id, e.agreement_id, e.before,
       e.after, e.detail, g.name AS agency
FROM events e LEFT JOIN agencies g USING (agency_id) WHERE e.known_to IS NULL ORDER BY e.date DESC, e.event_id
"""
AGENCIES = "SELECT * FROM agencies ORDER BY agency_id"
NAMES = """
-- one row per spelling of an agency on one kind of list
SELECT agency_id, name_raw, state_raw, kind, first_date, last_date, last_publication_id
FROM agency_names ORDER BY first_date, name_raw
"""
PRINTINGS = """
-- one row per agency and wording of a row
SELECT l.agency_id, l.content_id, c.state_raw, c.agency_raw, c.type_raw, c.county_raw, c.support_type_raw, c.signed_raw, c.moa_raw,
       c.moa_url, min(p.position) AS first_position
FROM listings l JOIN contents c USING (content_id) JOIN publications p USING (publication_id)
WHERE l.agency_id IS NOT NULL GROUP BY l.agency_id, l.content_id ORDER BY l.agency_id, first_position, l.content_id
"""
ADDRESSES = """
-- one row per printing: a list and a row of it
SELECT agency_id, content_id, publication_id, row_number
FROM listings JOIN publications USING (publication_id) WHERE agency_id IS NOT NULL ORDER BY position, row_number
"""
DECISIONS = """
-- one row per judgement that bears on an agency
SELECT decision_id, question, verdict, rule, rules_version, score, left_text, right_text, agency_id, other_agency_id, evidence, decided_by,
       known_from
FROM decisions ORDER BY decision_id
"""
CORRECTIONS = "SELECT * FROM corrections ORDER BY correction_id"
STATEMENTS = """
-- one row per statement of a government list about one agency, before ICE's own spreadsheets
SELECT source, as_of, state, agency_text, model, signed_date, status, county_fips, agency_id FROM statements ORDER BY as_of, statement_id
"""
LISTS = "SELECT publication_id, kind FROM publications ORDER BY position"
DOCUMENTS = "SELECT * FROM documents ORDER BY document_id"

KEPT = ("participating", "pending")
"""Kinds of list that ICE still publishes."""


@dataclass(slots=True)
class Book:
    """What every page is made from. `today` is the day the pages are made on: days to a deadline count from it."""

    registry: Registry
    today: date
    day: Day  # of the newest list: the matter of every record
    newest: date
    first: str
    status: Status
    counties: dict[str, County]
    matches: dict[str, Match]
    agencies: dict[str, Row]
    agreements: dict[str, list[Agreement]]  # by agency
    by_county: dict[str, list[str]]  # agencies that govern the county or a town in it
    by_state: dict[str, list[str]]
    runs: dict[str, list[tuple[str, str | None]]]  # by agreement: first list, first list without
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
    newest_lists: frozenset[str]  # the newest participating and pending lists
    classes: dict[str, str]  # by county: the nearest kind of body that holds an agreement
    statewide: dict[str, tuple[Agreement, ...]]  # in force, of bodies of a whole state
    decisions: dict[str, list[Row]]
    corrections: list[Row]
    statements_by_agency: dict[str, list[Row]]
    statements_by_county: dict[str, list[Row]]
    _counties: dict[str, CountyRecord] = field(default_factory=dict)
    _states: dict[str, StateRecord] = field(default_factory=dict)

    def county_record(self, fips: str) -> CountyRecord:
        """What `deputized county` answers of a county, by the newest list."""
        if fips not in self._counties:
            self._counties[fips] = county_on(self.day, self.counties[fips])
        return self._counties[fips]

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

    def is_territory(self, postal: str) -> bool:
        """Whether a postal code is a territory's."""
        return postal in territories()


@uncollected()
def read_book(registry: Registry, today: date) -> Book:
    """Read everything. The same registry and day give the same book."""
    day = registry.day()
    newest, tied = day.list_day, dict(day.ties)
    agencies = {r["agency_id"]: r for r in registry.rows(AGENCIES)}
    by_county: dict[str, list[str]] = defaultdict(list)
    by_state: dict[str, list[str]] = defaultdict(list)
    for agency_id, match in tied.items():
        by_state[match.state].append(agency_id)
        for fips in match.county.codes if match.level != "state" else ():
            by_county[fips].append(agency_id)
    held = day.holders()
    known = postures(today)
    mandates = _mandates(registry, today)
    runs, events = _runs(registry), registry.rows(EVENTS)
    _date_omissions(events, runs)
    said, lists = registry.rows(STATEMENTS), registry.rows(LISTS)
    states = {s.postal: s.name for s in reference.states()}
    return Book(
        registry, today, day, newest, registry.clocks.dates[0], registry.status(),
        {c.fips: c for c in reference.counties() if c.status == "current"}, tied, agencies,
        day.by_agency, by_county, by_state, runs, day.pending_by_agency, events, _group(events, "agency_id"),
        _group(registry.rows(NAMES), "agency_id"), _printings(registry), _group(registry.rows(DOCUMENTS), "agency_id"),
        held, {f: m for s in states for f, m in day.county_models(s).items()}, {p.state: p for p in known},
        mandates, {r.county_fips: r for m in mandates.values() for r in m.rows},
        {s: bans(registry, s, today=today) for s in states_that_forbid()},
        registry.growth(), growth_by_state(registry), states, {r["publication_id"]: n for n, r in enumerate(lists)},
        frozenset({r["kind"]: r["publication_id"] for r in lists if r["kind"] in KEPT}.values()), county_classes(held),
        {s: statewide(day, s) for s in states},
        _group(registry.rows(DECISIONS), "agency_id"), registry.rows(CORRECTIONS),
        _group(said, "agency_id"), _group(said, "county_fips"),
    )  # fmt: skip


def _group(rows: list[Row], key: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row[key] is not None:
            found[row[key]].append(row)
    return found


def _runs(registry: Registry) -> dict[str, list[tuple[str, str | None]]]:
    found: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for agreement, start, stop in registry.db.execute(SPELLS):
        found[agreement].append((start, stop))
    return found


def absences(runs: list[tuple[str, str | None]]) -> tuple[tuple[str, str], ...]:
    """Between runs of lists: the day of the first list without, and of the list that has it again.

    >>> absences([("2025-06-27", "2025-07-18"), ("2026-03-02", None)])
    (('2025-07-18', '2026-03-02'),)
    """
    return tuple((stop, back) for (_, stop), (back, _) in pairwise(runs) if stop is not None)


def _date_omissions(events: list[Row], runs: dict[str, list[tuple[str, str | None]]]) -> None:
    """Tell every event of the list that has its agreement again, where a row was missing for a while."""
    for e in events:
        gaps = dict(absences(runs[e["agreement_id"]])) if e["kind"] == "omitted" and e["agreement_id"] else {}
        e["back"] = gaps.get(e["date"])


def _printings(registry: Registry) -> dict[str, list[Row]]:
    """Every wording of an agency's rows, with the address of each printing: list and row."""
    where: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for agency, content, publication, row in registry.db.execute(ADDRESSES):
        where[(agency, content)].append((publication, row))
    rows = registry.rows(PRINTINGS)
    for row in rows:
        row["addresses"] = where[(row["agency_id"], row["content_id"])]
    return _group(rows, "agency_id")


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
