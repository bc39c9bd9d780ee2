"""Agencies as the registry file tells them: which there are, and all that is kept of the life of one."""

from __future__ import annotations

import sqlite3

from deputized.facts.records import Record, records

CHOSEN = """
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
KINDS = "SELECT DISTINCT kind FROM agencies ORDER BY kind"
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
AGENCY = "SELECT * FROM agencies WHERE agency_id = ?"
FORMER = "SELECT old_id, new_id FROM redirects WHERE kind = 'agency' ORDER BY old_id, new_id"
EVERY = "SELECT * FROM agencies ORDER BY agency_id"
DOUBTS = "SELECT * FROM candidates WHERE agency_id = ?1 OR other_agency_id = ?1"


def chosen(db: sqlite3.Connection, state: str | None, model: str | None, standing: str) -> list[Record]:
    """Agencies of a state, with a model, of a standing (active, former, pending, all) on the newest list."""
    values = {"state": state, "model": model, "standing": standing}
    return [dict(row) for row in db.execute(CHOSEN, values)]


def kinds(db: sqlite3.Connection) -> list[str]:
    """Every kind of agency there is, by name."""
    return [row[0] for row in db.execute(KINDS)]


def agency(db: sqlite3.Connection, agency_id: str) -> Record:
    """The row of one agency."""
    return records(db, AGENCY, agency_id)[0]


def every_agency(db: sqlite3.Connection) -> dict[str, Record]:
    """The rows of all agencies, by id."""
    return {row["agency_id"]: row for row in records(db, EVERY)}


def agreements(db: sqlite3.Connection, agency_id: str) -> list[Record]:
    """Every agreement an agency holds or held."""
    return records(db, AGREEMENTS, agency_id)


def printed_days(db: sqlite3.Connection, agreement_id: str) -> list[Record]:
    """Every signing day ICE printed for an agreement."""
    return records(db, DAYS, agreement_id)


def spells(db: sqlite3.Connection, agreement_id: str) -> list[Record]:
    """Runs of lists that have or lack an agreement."""
    return records(db, SPELLS, agreement_id)


def holders(db: sqlite3.Connection, agreement_id: str) -> list[Record]:
    """Agencies that held an agreement in turn."""
    return records(db, HOLDERS, agreement_id)


def documents(db: sqlite3.Connection, agency_id: str) -> list[Record]:
    """Signed agreements of an agency that were read by hand."""
    return records(db, DOCUMENTS, agency_id)


def spellings(db: sqlite3.Connection, agency_id: str) -> list[Record]:
    """How ICE spelled an agency."""
    return records(db, NAMES, agency_id)


def pending_spells(db: sqlite3.Connection, agency_id: str) -> list[Record]:
    """Runs of an agency on the pending lists."""
    return records(db, PENDING, agency_id)


def events(db: sqlite3.Connection, agency_id: str) -> list[Record]:
    """Events of an agency that stand."""
    return records(db, EVENTS, agency_id)


def doubts(db: sqlite3.Connection, agency_id: str) -> list[Record]:
    """Open questions that name an agency."""
    return records(db, DOUBTS, agency_id)


def former_ids(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """(former id, id of today) of agencies whose id changed."""
    return [(row[0], row[1]) for row in db.execute(FORMER)]
