"""Agencies: the list of them, and the life of one."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING

from deputized.library.lag import FIRST_SPREADSHEET
from deputized.library.status import SIGNED_NOTE
from deputized.model.days import AsOf, DayLike
from deputized.model.kinds import model_code
from deputized.places.lookup import find_county, state_code
from deputized.registry.intervals import PLAUSIBLE_DAYS
from deputized.resolver import Exact, KnownBody, Nothing, resolver_of

if TYPE_CHECKING:
    from deputized.library.registry import Record, Registry
    from deputized.registry.places.answers import Match

AGENCIES = """
-- one row per agency
SELECT agency_id, name, state, kind, jurisdiction_level, county_raw, county_fips, first_listed_date, last_listed_date,
       agreement_count, active_agreement_count,
       (SELECT group_concat(DISTINCT model) FROM agreements
        WHERE agreements.agency_id = agencies.agency_id AND status = 'active') AS active_models
FROM agencies
WHERE (:state IS NULL OR state = :state)
  AND (:model IS NULL OR EXISTS (SELECT 1 FROM agreements WHERE agreements.agency_id = agencies.agency_id
       AND model = :model AND (:standing <> 'active' OR status = 'active')))
  AND (:standing = 'all' OR (:standing = 'active' AND active_agreement_count > 0)
       OR (:standing = 'former' AND active_agreement_count = 0 AND agreement_count > 0)
       OR (:standing = 'pending' AND EXISTS (SELECT 1 FROM pending_spells
           WHERE pending_spells.agency_id = agencies.agency_id AND outcome = 'pending')))
ORDER BY state, name, agency_id
"""
SHERIFFS = "SELECT agency_id, name FROM agencies WHERE kind = 'sheriff' AND (?1 IS NULL OR state = ?1)"
KINDS = "SELECT DISTINCT kind FROM agencies ORDER BY kind"
FIELDS = (
    "agency_id", "name", "state", "kind", "jurisdiction_level", "county_raw", "county_fips", "first_listed_date",
    "last_listed_date", "agreement_count", "active_agreement_count", "active_models",
)  # fmt: skip
TOLD = 8  # candidates that a sentence names
STANDINGS = ("active", "former", "pending", "all")
AGREEMENTS = """
-- one row per agreement an agency holds or held
SELECT DISTINCT agreements.*, agreement_agencies.agency_id <> agreements.agency_id AS was_handed_on
FROM agreements JOIN agreement_agencies USING (agreement_id) WHERE agreement_agencies.agency_id = ?
ORDER BY first_listed_date, agreement_id
"""
DAYS = "SELECT signed_raw, signed_date, from_date, to_date FROM agreement_dates WHERE agreement_id = ? ORDER BY from_date"
SPELLS = """
-- one row per run of lists that have or lack the agreement
SELECT state_of_list, from_date, to_date, from_publication_id, to_publication_id FROM agreement_spells
WHERE agreement_id = ? ORDER BY from_position
"""
HOLDERS = """
-- one row per agency that held the agreement
SELECT agency_id, agencies.name, from_date, to_date FROM agreement_agencies JOIN agencies USING (agency_id)
WHERE agreement_id = ? ORDER BY from_date
"""
DOCUMENTS = "SELECT * FROM documents WHERE agency_id = ? ORDER BY document_id"
NAMES = """
-- one row per spelling
SELECT name_raw, state_raw, kind, first_date, last_date, listing_count FROM agency_names WHERE agency_id = ?
ORDER BY first_date, name_raw
"""
PENDING = "SELECT * FROM pending_spells WHERE agency_id = ? ORDER BY from_date"
EVENTS = """
-- one row per event that stands
SELECT event_id, date, previous_date, kind, model, agreement_id, detail FROM events
WHERE agency_id = ? AND known_to IS NULL ORDER BY date, event_id
"""
NEWEST = "SELECT max(published_date) AS day FROM publications WHERE kind = 'participating' AND standing = 'believed'"
STATEMENTS = """
-- one row per statement of an older government list
SELECT source, as_of, agency_text, model, signed_date, status FROM statements WHERE agency_id = ? ORDER BY statement_id
"""


class NotListed(LookupError):
    """One body answers to what was asked, and none of the lists we hold is known to name it."""

    def __init__(self, body: KnownBody, newest: str) -> None:
        lists = f"the lists we hold, to {newest}"
        said = (
            f"on none of {lists}"
            if body.standing == "never listed"
            else f"not found on {lists}; whether it is there under another name cannot be told"
        )
        super().__init__(f"{body.name}, {body.state}: {said}")
        self.body = body
        self.newest = newest  # day of the newest list


def agencies(
    registry: Registry,
    state: str | None = None,
    kind: str | None = None,
    model: str | None = None,
    county: str | int | None = None,
    standing: str | None = None,
    as_of: DayLike | AsOf | None = None,
    known_on: DayLike | None = None,
) -> list[Record]:
    """Agencies, by state and name. `standing`: active (default), former, pending or all.

    With `as_of` or `known_on`, those that held an agreement then (see `Registry.as_of`) and under which models;
    `standing` cannot be given with them. `county`: those that govern it or a town in it. `kind` is also a level
    of government that a review of the body gave it: a town's name may be that of a university's police.
    """
    when = AsOf.of(as_of, known_on)
    is_day = when != AsOf()
    if is_day and standing not in (None, "active"):
        raise ValueError(
            "give either a standing or a day: on a day, agencies with an agreement in force are told"
        )
    if standing is not None and standing not in STANDINGS:
        raise ValueError(f"{standing}: standing is one of {', '.join(STANDINGS)}")
    place = find_county(county) if county is not None else None
    postal, code = state_code(state), model_code(model)
    values = {
        "state": None if is_day else postal,
        "model": None if is_day else code,
        "standing": "all" if is_day else standing or "active",
    }
    rows = [dict(row) for row in registry.db.execute(AGENCIES, values)]
    if kind is not None:
        wanted = _kind(registry, kind)
        rows = [r for r in rows if wanted in (r["kind"], registry.ties[r["agency_id"]].level)]
    if place is not None:
        rows = [r for r in rows if governs(registry.ties[r["agency_id"]], place.fips)]
    for row in rows:
        row["county_fips"] = registry.ties[row["agency_id"]].county.code
    return _on_a_day(registry, rows, postal, code, when) if is_day else rows


def governs(tie: Match, county_fips: str) -> bool:
    """Whether an agency governs a county or a town in it; an agency of the whole state is told apart."""
    return tie.level != "state" and county_fips in tie.county.codes


def _kind(registry: Registry, kind: str) -> str:
    wanted, kinds = kind.strip().casefold(), [r["kind"] for r in registry.rows(KINDS)]
    if wanted not in kinds:
        raise ValueError(f"{kind}: no such kind of agency; kinds are {', '.join(kinds)}")
    return wanted


def _on_a_day(
    registry: Registry, rows: list[Record], state: str | None, model: str | None, when: AsOf
) -> list[Record]:
    """The rows of agencies that held an agreement then; one known under an earlier id stands for its heir."""
    models: dict[str, set[str]] = defaultdict(set)
    counts: Counter[str] = Counter()
    for a in registry.as_of(when):
        if (state is None or a.state == state) and (model is None or a.model == model):
            agency_id = registry.clocks.agency_known(a.agency_id, None)
            models[agency_id].add(a.model)
            counts[agency_id] += 1
    return [
        row | {"active_models": ",".join(sorted(held)), "active_agreement_count": counts[row["agency_id"]]}
        for row in rows
        if (held := models.get(row["agency_id"]))
    ]


def agency(registry: Registry, which: str, state: str | None = None) -> Record:
    """The life of one agency: names, agreements with every printed day, documents, pending spells, events.

    `which` is an id, an old id that redirects, a name, an ORI, a county's FIPS or a town's GEOID. Raises
    `NotListed` for a body that is on no list, `LookupError` naming the candidates if none or several answer.
    """
    agency_id = find(registry, which, state)
    record = registry.rows("SELECT * FROM agencies WHERE agency_id = ?", agency_id)[0]
    record["agreements"] = registry.rows(AGREEMENTS, agency_id)
    for agreement in record["agreements"]:
        agreement["signed_days_before_listing"] = _doubted_lead(agreement)
        agreement["printed_days"] = registry.rows(DAYS, agreement["agreement_id"])
        agreement["spells"] = registry.rows(SPELLS, agreement["agreement_id"])
        agreement["holders"] = registry.rows(HOLDERS, agreement["agreement_id"])
    record["documents"] = registry.rows(DOCUMENTS, agency_id)
    record["pending"] = registry.rows(PENDING, agency_id)
    record["names"] = registry.rows(NAMES, agency_id)
    record["events"] = registry.rows(EVENTS, agency_id)
    record["statements"] = registry.rows(STATEMENTS, agency_id)
    record["candidates"] = registry.rows(
        "SELECT * FROM candidates WHERE agency_id = ?1 OR other_agency_id = ?1", agency_id
    )
    record["newest_list"] = registry.meta["newest_publication"]
    record["signed_note"] = SIGNED_NOTE
    return record


def _doubted_lead(agreement: Record) -> int | None:
    """Days from SIGNED to the first listing where they are too many to be believed; None else.

    Since ICE publishes workbooks no agreement has been listed so late but those whose year was mistyped.
    """
    if agreement["signed_date"] is None or agreement["first_listed_date"] <= FIRST_SPREADSHEET:
        return None
    listed, signed = map(date.fromisoformat, (agreement["first_listed_date"], agreement["signed_date"]))
    return (listed - signed).days if (listed - signed).days > PLAUSIBLE_DAYS else None


def find(registry: Registry, which: str, state: str | None = None) -> str:
    """The id of the one agency an id or a name stands for; `LookupError` otherwise."""
    found = resolver_of(registry.db).resolve(which, state)
    if isinstance(found, Exact):
        if found.body.agency_id is not None:
            return found.body.agency_id
        raise NotListed(found.body, str(registry.rows(NEWEST)[0]["day"]))
    if isinstance(found, Nothing):
        raise LookupError(found.reason)
    near = "; ".join(b.told for b in found.candidates[:TOLD])
    if len(found.candidates) > TOLD:
        near += f"; and {len(found.candidates) - TOLD} more of fewer people"
    if found.exact:
        raise LookupError(f"{which!r} may be any of: {near}. Give an id, or --state")
    raise LookupError(
        f"no agency is called {which!r} and no more can be told. Nearest: {near}. Give an id, or --state"
    )
