"""What lies behind an id: printed rows with their addresses, decisions, corrections, sightings."""

from __future__ import annotations

import sqlite3

from deputized.facts.records import Record, records

RUNS = """
-- one row per distinct printed row of the subject, with the first and last list that print it so
SELECT contents.content_id, state_raw, agency_raw, type_raw, county_raw, support_type_raw, signed_raw, moa_raw, moa_url,
       addendum_url, contents.state, contents.model, signed_date, notes, count(*) AS listing_count,
       min(position) AS first_position, max(position) AS last_position
FROM listings JOIN contents USING (content_id) JOIN publications USING (publication_id)
WHERE {subject} = ? GROUP BY contents.content_id ORDER BY first_position, contents.content_id
"""
ADDRESS = """
-- one row: where a printed row stands on one list
SELECT publication_id, published_date, sha256, sheet, row_number, is_hidden, name_in_source
FROM listings JOIN publications USING (publication_id) WHERE content_id = ? AND position = ? AND {subject} = ?
"""
DECISIONS = """
-- one row per decision that bears on the subject
SELECT * FROM decisions WHERE agency_id = ?1 OR other_agency_id = ?1 OR agreement_id = ?1 ORDER BY decision_id
"""
LISTINGS = """
-- one row per listing of the subject
SELECT publication_id, published_date, sha256, sheet, row_number, content_id, is_hidden
FROM listings JOIN publications USING (publication_id) WHERE {subject} = ? ORDER BY position, row_number
"""
ROSTER = """
-- one row per statement of an older list, with the row of the file it stands in
SELECT row_number, state, agency_text, model, signed_date, status, agency_id FROM statements
WHERE roster_id = ? ORDER BY row_number
"""
STATED = """
-- one row per statement of an older list about an agency, with its address
SELECT roster_id, rosters.source, rosters.as_of, source_name, file, sha256, row_number, agency_text, model, signed_date,
       status
FROM statements JOIN rosters USING (roster_id) WHERE agency_id = ? ORDER BY rosters.as_of, captured_date, row_number
"""
MOVED = "SELECT new_id FROM redirects WHERE old_id = ?"
EVENTS_ON = "SELECT event_id FROM events WHERE publication_id = ?"
REDIRECTS = "SELECT * FROM redirects WHERE new_id = ?1 OR old_id = ?1"
CORRECTIONS = "SELECT * FROM corrections ORDER BY correction_id"
DECISION = "SELECT * FROM decisions WHERE decision_id = ?"
PLACE = """
-- at most one row: a row of a list as printed
SELECT publication_id, published_date, sha256, sheet, row_number, contents.* FROM listings
JOIN publications USING (publication_id) JOIN contents USING (content_id) WHERE publication_id = ? AND row_number = ?
"""
SUBJECTS = {
    "agreement": ("agreements", "agreement_id"), "pending": ("pending_spells", "pending_id"), "event": ("events", "event_id"),
    "agency": ("agencies", "agency_id"), "list": ("publications", "publication_id"),
    "roster": ("rosters", "roster_id"),
}  # fmt: skip
"""What an id may stand for: the table that has it, and its key."""


def moved_to(db: sqlite3.Connection, old_id: str) -> str:
    """The id that an id now leads to: itself, unless it was merged."""
    row = db.execute(MOVED, (old_id,)).fetchone()
    return str(row[0]) if row else old_id


def events_on(db: sqlite3.Connection, publication_id: str) -> frozenset[str]:
    """The ids of all events that a list shows."""
    return frozenset(str(row[0]) for row in db.execute(EVENTS_ON, (publication_id,)))


def record(db: sqlite3.Connection, subject: str, which: str) -> Record | None:
    """The row of an id in the table of its subject; None if that has none."""
    table, key = SUBJECTS[subject]
    found = records(db, f"SELECT * FROM {table} WHERE {key} = ?", which)
    return found[0] if found else None


def printed(db: sqlite3.Connection, subject: str, which: str) -> list[Record]:
    """Every wording of a subject's rows, with where it was printed first and last."""
    key = SUBJECTS[subject][1]
    found = records(db, RUNS.format(subject=key), which)
    for row in found:
        for end in ("first", "last"):
            place = row.pop(f"{end}_position")
            row[end] = records(db, ADDRESS.format(subject=key), row["content_id"], place, which)[0]
    return found


def listings(db: sqlite3.Connection, subject: str, which: str) -> list[Record]:
    """Every printed row of a subject, with its address."""
    return records(db, LISTINGS.format(subject=SUBJECTS[subject][1]), which)


def events(db: sqlite3.Connection, subject: str, which: str) -> list[Record]:
    """Every event of a subject, those that no longer stand too."""
    return records(
        db, f"SELECT * FROM events WHERE {SUBJECTS[subject][1]} = ? ORDER BY date, event_id", which
    )


def decisions(db: sqlite3.Connection, which: str) -> list[Record]:
    """Judgements that bear on an agency or agreement."""
    return records(db, DECISIONS, which)


def decision(db: sqlite3.Connection, decision_id: str) -> list[Record]:
    """The judgement an event rests on, if any."""
    return records(db, DECISION, decision_id)


def corrections(db: sqlite3.Connection) -> list[Record]:
    """Every reviewed correction."""
    return records(db, CORRECTIONS)


def redirects(db: sqlite3.Connection, which: str) -> list[Record]:
    """Ids that lead here, and where this one leads."""
    return records(db, REDIRECTS, which)


def place(db: sqlite3.Connection, publication_id: str, row_number: int) -> list[Record]:
    """A row of a list as printed; nothing if the list has no such row."""
    return records(db, PLACE, publication_id, row_number)


def of_roster(db: sqlite3.Connection, roster_id: str) -> list[Record]:
    """The statements of an older list, each with the row of the file it stands in."""
    return records(db, ROSTER, roster_id)


def stated(db: sqlite3.Connection, agency_id: str) -> list[Record]:
    """What older lists state of an agency, each with source, file, hash and row."""
    return records(db, STATED, agency_id)


def of_list(db: sqlite3.Connection, publication_id: str) -> Record:
    """What is kept about a list itself: sightings, findings, decisions."""
    order = {"sightings": "seen_at", "findings": "defect", "decisions": "decision_id"}
    return {
        table: records(db, f"SELECT * FROM {table} WHERE publication_id = ? ORDER BY {key}", publication_id)
        for table, key in order.items()
    }
