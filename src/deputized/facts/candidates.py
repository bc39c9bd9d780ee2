"""Agencies that may be one, with what is printed of each: what a person looks at to judge."""

from __future__ import annotations

import sqlite3

from deputized.facts.records import Record, records

WAITING = """
-- one row per doubt no rule decided
SELECT candidate_id, question, state, agency_id, other_agency_id, score, reason, publication_id
FROM candidates ORDER BY score DESC, candidate_id
"""
AGENCY = """
-- one row: an agency, and the counties printed and found for it
SELECT agency_id, name, state, kind, county_raw, county_fips FROM agencies WHERE agency_id = ?
"""
NAMES = """
-- one row per spelling and kind of list
SELECT name_raw, state_raw, kind, first_date, last_date, listing_count FROM agency_names
WHERE agency_id = ? ORDER BY first_date, name_raw, kind
"""
AGREEMENTS = """
-- one row per agreement
SELECT agreement_id, model, signed_date, status, first_listed_date, last_listed_date, moa_url FROM agreements
WHERE agency_id = ? ORDER BY first_listed_date, agreement_id
"""
PENDING = """
-- one row per run on the pending lists
SELECT pending_id, model, from_date, last_date, outcome FROM pending_spells
WHERE agency_id = ? ORDER BY from_date, pending_id
"""
NEWEST = """
-- one row per kind of list: the day of the newest one
SELECT kind, max(published_date) AS day FROM publications GROUP BY kind
"""


def waiting(db: sqlite3.Connection) -> list[Record]:
    """Every doubt, the likeliest first."""
    return records(db, WAITING)


def printed_of(db: sqlite3.Connection, agency_id: str) -> Record | None:
    """What is printed of an agency: names, agreements, pending runs; None if there is none of that id."""
    found = records(db, AGENCY, agency_id)
    if not found:
        return None
    return found[0] | {
        "names": records(db, NAMES, agency_id),
        "agreements": records(db, AGREEMENTS, agency_id),
        "pending": records(db, PENDING, agency_id),
    }


def newest_days(db: sqlite3.Connection) -> dict[str, str]:
    """The day of the newest list of each kind."""
    return {row["kind"]: row["day"] for row in records(db, NEWEST)}
