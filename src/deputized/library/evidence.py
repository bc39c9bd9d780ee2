"""The chain of evidence behind an id, down to file, sheet and row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deputized.library.agencies import find
from deputized.library.lists import find_list

if TYPE_CHECKING:
    from deputized.library.registry import Record, Registry

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


def explain(registry: Registry, which: str) -> Record:
    """Everything behind an id. Keys: subject, id, record, printed, listings, decisions, corrections, redirects, events.

    An old id is answered with what it leads to.
    """
    moved = registry.rows("SELECT new_id FROM redirects WHERE old_id = ?", which)
    which = moved[0]["new_id"] if moved else which
    for subject, table, key in (
        ("agreement", "agreements", "agreement_id"),
        ("pending", "pending_spells", "pending_id"),
        ("event", "events", "event_id"),
    ):
        found = registry.rows(f"SELECT * FROM {table} WHERE {key} = ?", which)
        if found:
            return (
                _event(registry, found[0])
                if subject == "event"
                else _held(registry, subject, key, which, found[0])
            )
    try:
        publication_id = find_list(registry, which)
    except LookupError:
        agency_id = find(registry, which)
        record = registry.rows("SELECT * FROM agencies WHERE agency_id = ?", agency_id)[0]
        return _held(registry, "agency", "agency_id", agency_id, record)
    return _list(registry, publication_id)


def _held(registry: Registry, subject: str, key: str, which: str, record: Record) -> Record:
    printed = registry.rows(RUNS.format(subject=key), which)
    for row in printed:
        for end in ("first", "last"):
            place = row.pop(f"{end}_position")
            row[end] = registry.rows(ADDRESS.format(subject=key), row["content_id"], place, which)[0]
    events = registry.rows(f"SELECT * FROM events WHERE {key} = ? ORDER BY date, event_id", which)
    corrected = {
        note.partition(":")[2]
        for row in printed
        for note in row["notes"].split("|")
        if note.startswith("corrected:")
    }
    return {
        "subject": subject,
        "id": which,
        "record": record,
        "printed": printed,
        "listings": registry.rows(LISTINGS.format(subject=key), which),
        "decisions": registry.rows(DECISIONS, which),
        "corrections": [
            c
            for c in registry.rows("SELECT * FROM corrections ORDER BY correction_id")
            if c["correction_id"] in corrected
        ],
        "redirects": registry.rows("SELECT * FROM redirects WHERE new_id = ?1 OR old_id = ?1", which),
        "events": events,
    }


def _event(registry: Registry, record: Record) -> Record:
    places = [
        registry.rows(
            "SELECT publication_id, published_date, sha256, sheet, row_number, contents.* FROM listings "
            "JOIN publications USING (publication_id) JOIN contents USING (content_id) "
            "WHERE publication_id = ? AND row_number = ?",
            record[publication],
            record[row],
        )
        for publication, row in (
            ("previous_publication_id", "previous_row_number"),
            ("publication_id", "row_number"),
        )
        if record[publication] is not None and record[row] is not None
    ]
    decided = record["decision_id"]
    return {
        "subject": "event",
        "id": record["event_id"],
        "record": record,
        "listings": [p[0] for p in places if p],
        "decisions": registry.rows("SELECT * FROM decisions WHERE decision_id = ?", decided)
        if decided
        else [],
    }


def _list(registry: Registry, publication_id: str) -> Record:
    record = registry.rows("SELECT * FROM publications WHERE publication_id = ?", publication_id)[0]
    return {
        "subject": "list",
        "id": publication_id,
        "record": record,
        "sightings": registry.rows(
            "SELECT * FROM sightings WHERE publication_id = ? ORDER BY seen_at", publication_id
        ),
        "findings": registry.rows(
            "SELECT * FROM findings WHERE publication_id = ? ORDER BY defect", publication_id
        ),
        "decisions": registry.rows(
            "SELECT * FROM decisions WHERE publication_id = ? ORDER BY decision_id", publication_id
        ),
    }
