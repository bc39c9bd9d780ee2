"""Every spelling of every agency, and what an id of one leads to: for who looks an agency up."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

from deputized.facts.records import Record, records

FOUND = "SELECT agency_id, name, state, kind, county_raw, active_agreement_count FROM agencies WHERE agency_id = ?"
LISTED = """
-- one row per agency and spelling
SELECT a.agency_id, a.name, a.state, a.kind, a.active_agreement_count, n.name_raw, p.ori, p.county_fips_all,
       p.place_geoid, p.level
FROM agencies a JOIN agency_places p USING (agency_id) LEFT JOIN agency_names n USING (agency_id)
WHERE a.state = ? ORDER BY a.agency_id, n.name_raw
"""
PRINTED = """
-- one row per spelling
SELECT state, name_raw FROM agency_names JOIN agencies USING (agency_id) UNION SELECT state, name FROM agencies
"""
MOVED = "SELECT new_id FROM redirects WHERE old_id = ?"
STATE = "SELECT state FROM agencies WHERE agency_id = ?"


def found(db: sqlite3.Connection, agency_id: str) -> Record:
    """What a search shows of an agency."""
    return records(db, FOUND, agency_id)[0]


def listed(db: sqlite3.Connection, state: str) -> dict[str, list[sqlite3.Row]]:
    """By agency of a state: its row once for every spelling."""
    found: dict[str, list[sqlite3.Row]] = defaultdict(list)
    for row in db.execute(LISTED, (state,)):
        found[row["agency_id"]].append(row)
    return found


def printed_names(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """State and name, of every spelling there is."""
    return [(row[0], row[1]) for row in db.execute(PRINTED)]


def current_id(db: sqlite3.Connection, agency_id: str) -> tuple[str, str] | None:
    """The id that an agency's id leads to now, however often it was merged, and its state; None for no id of ours."""
    wanted = agency_id
    for _ in range(8):
        row = db.execute(MOVED, (wanted,)).fetchone()
        if row is None:
            break
        wanted = row[0]
    row = db.execute(STATE, (wanted,)).fetchone()
    return (wanted, row[0]) if row else None
