"""Every spelling of every agency, to search through."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from deputized.facts.records import Record, records

SPELLINGS = """
-- one row per agency per spelling
SELECT agency_id, agency_search.name AS spelling, agency_search.state
FROM agency_search WHERE (?1 IS NULL OR agency_search.state = ?1)
"""
FOUND = "SELECT agency_id, name, state, kind, county_raw, active_agreement_count FROM agencies WHERE agency_id = ?"


class Spelling(NamedTuple):
    """One way an agency is written."""

    agency_id: str
    spelling: str
    state: str


def spellings(db: sqlite3.Connection, state: str | None) -> list[Spelling]:
    """Of all agencies, or of those of a state."""
    return [Spelling(*row) for row in db.execute(SPELLINGS, (state,))]


def found(db: sqlite3.Connection, agency_id: str) -> Record:
    """What a search shows of an agency."""
    return records(db, FOUND, agency_id)[0]
