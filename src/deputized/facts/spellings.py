"""What a search shows of an agency."""

from __future__ import annotations

import sqlite3

from deputized.facts.records import Record, records

FOUND = "SELECT agency_id, name, state, kind, county_raw, active_agreement_count FROM agencies WHERE agency_id = ?"


def found(db: sqlite3.Connection, agency_id: str) -> Record:
    """What a search shows of an agency."""
    return records(db, FOUND, agency_id)[0]
