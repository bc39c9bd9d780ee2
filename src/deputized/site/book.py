"""Everything the pages need, read from the registry in bulk once and kept by county, agency and state."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from deputized import reference
from deputized.library import Registry
from deputized.library.growth import growth_by_state
from deputized.library.status import Status, territories
from deputized.places import holders, matches, newest_day, spans
from deputized.places.answers import Match
from deputized.places.gazetteer import county_name
from deputized.places.geometry import neighbours
from deputized.places.months import Span
from deputized.places.residents import Holder
from deputized.reference import County
from deputized.rules import RulesError, StatePosture, bans, mandate, postures
from deputized.rules.duties import Mandate, MandateRow
from deputized.rules.prohibitions import Ban, states_that_forbid

Row = dict[str, Any]

AGREEMENTS = """
-- one row per agreement
SELECT a.agreement_id, a.agency_id, g.name AS agency, g.kind, a.state, a.model, a.signed_date, a.first_listed_date,
       a.last_listed_date, a.absent_date, a.status, a.moa_url
FROM agreements a JOIN agencies g USING (agency_id) WHERE a.status <> 'merged'
ORDER BY g.name, a.model, a.first_listed_date, a.agreement_id
"""
SPELLS = """
-- one row per agreement and run of lists that have it
SELECT agreement_id, from_date, to_date FROM agreement_spells WHERE state_of_list = 'listed' ORDER BY agreement_id, from_position
"""
PENDING = """
-- one row per spell on the pending list
SELECT p.*, g.name AS agency, g.kind FROM pending_spells p JOIN agencies g USING (agency_id) ORDER BY p.from_date, p.pending_id
"""
EVENTS = """
-- one row per event that stands
SELECT e.event_id, e.date, e.kind, e.state, e.model, e.agency_id, e.agreement_id, e.detail, g.name AS agency
FROM events e LEFT JOIN agencies g USING (agency_id) WHERE e.known_to IS NULL ORDER BY e.date DESC, e.event_id
"""
AGENCIES = "SELECT * FROM agencies ORDER BY agency_id"
NAMES = "SELECT agency_id, name_raw, state_raw, kind, first_date, last_date, listing_count FROM agency_names ORDER BY first_date, name_raw"
PRINTINGS = """
-- one row per agency and wording of a row: the first and the last list that print it, with their rows
SELECT l.agency_id, l.content_id, c.agency_raw, c.county_raw, c.support_type_raw, c.signed_raw, count(*) AS lists,
       min(p.position) AS first_position, max(p.position) AS last_position
FROM listings l JOIN contents c USING (content_id) JOIN publications p USING (publication_id)
WHERE l.agency_id IS NOT NULL GROUP BY l.agency_id, l.content_id ORDER BY l.agency_id, first_position, l.content_id
"""
ADDRESSES = """
-- one row per printing on a list
SELECT content_id, agency_id, position, publication_id, min(row_number) AS row_number
FROM listings JOIN publications USING (publication_id) GROUP BY content_id, agency_id, publication_id
"""
DOCUMENTS = "SELECT * FROM documents ORDER BY document_id"


@dataclass(slots=True)
class Book:
    """What every page is made from. `today` is the day the pages are made on: days to a deadline count from it."""

    registry: Registry
    today: date
    newest: date
    first: str
    status: Status
    counties: dict[str, County]
    matches: dict[str, Match]
    agencies: dict[str, Row]
    agreements: dict[str, list[Row]]  # by agency
    by_county: dict[str, list[str]]  # agencies that govern the county or a town in it
    by_state: dict[str, list[str]]
    runs: dict[str, list[tuple[str, str | None]]]  # by agreement: first list, first list without
    pending: dict[str, list[Row]]
    events: list[Row]
    events_of: dict[str, list[Row]]
    names: dict[str, list[Row]]
    printings: dict[str, list[Row]]
    documents: dict[str, list[Row]]
    holders: tuple[Holder, ...]
    models_by_county: dict[str, tuple[str, ...]]  # of county bodies
    spans: tuple[Span, ...]
    postures: dict[str, StatePosture]
    mandates: dict[str, Mandate]
    bound: dict[str, MandateRow]  # by county
    bans: dict[str, tuple[Ban, ...]]
    growth: list[Row]
    growth_of: dict[str, list[Row]]  # by state
    names_of_states: dict[str, str] = field(default_factory=dict)

    def county(self, fips: str) -> str:
        """A county's name with its state."""
        return county_name(fips)

    def is_territory(self, postal: str) -> bool:
        return postal in territories()


def read_book(registry: Registry, today: date) -> Book:
    """Read everything. The same registry and day give the same book."""
    newest = newest_day(registry.db)
    tied = matches(registry.db)
    agencies = {r["agency_id"]: r for r in registry.rows(AGENCIES)}
    by_county: dict[str, list[str]] = defaultdict(list)
    by_state: dict[str, list[str]] = defaultdict(list)
    for agency_id, match in tied.items():
        by_state[match.state].append(agency_id)
        for fips in match.county.codes if match.level != "state" else ():
            by_county[fips].append(agency_id)
    held = holders(registry.db, newest)
    models: dict[str, set[str]] = defaultdict(set)
    for h in held:
        if h.level == "county":
            for fips in h.county_fips:
                models[fips] |= h.models
    known = postures(today)
    mandates = _mandates(registry, today)
    return Book(
        registry, today, newest, registry.clocks.dates[0], registry.status(),
        {c.fips: c for c in reference.counties() if c.status == "current"}, tied, agencies,
        _group(registry.rows(AGREEMENTS), "agency_id"), by_county, by_state, _runs(registry),
        _group(registry.rows(PENDING), "agency_id"), (events := registry.rows(EVENTS)), _group(events, "agency_id"),
        _group(registry.rows(NAMES), "agency_id"), _printings(registry), _group(registry.rows(DOCUMENTS), "agency_id"),
        held, {f: tuple(sorted(m)) for f, m in models.items()}, spans(registry.db), {p.state: p for p in known},
        mandates, {r.county_fips: r for m in mandates.values() for r in m.rows},
        {s: bans(registry, s, today=today) for s in states_that_forbid()},
        registry.growth(), growth_by_state(registry), {s.postal: s.name for s in reference.states()},
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


def _printings(registry: Registry) -> dict[str, list[Row]]:
    """Every wording of an agency's rows, with the address of its first and last printing."""
    where = {
        (content, agency, position): (publication, row)
        for content, agency, position, publication, row in registry.db.execute(ADDRESSES)
    }
    rows = registry.rows(PRINTINGS)
    for row in rows:
        key = (row["content_id"], row["agency_id"])
        row["first"] = where[(*key, row["first_position"])]
        row["last"] = where[(*key, row["last_position"])]
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
