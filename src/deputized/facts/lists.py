"""ICE's lists as facts: which there are, which speaks for a day, what stands on one, and how to cite it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from deputized.facts.records import Record, records

ONE = """
-- one row: the publication
SELECT publication_id, published_date, part_of_day, sha256, name_in_source FROM publications WHERE publication_id = ?
"""

LISTS = """
-- one row per publication
SELECT publication_id, kind, published_date, part_of_day, row_count, link_count, hidden_row_count, standing,
       standing_reason, date_source, date_evidence, order_evidence, name_in_source, first_captured_at, sha256,
       (SELECT count(*) FROM sightings WHERE sightings.publication_id = publications.publication_id) AS sighting_count
FROM publications WHERE (?1 IS NULL OR kind = ?1) ORDER BY position
"""
JUDGED = """
-- one row per list that is not believed, or that a person judged
SELECT publication_id, kind, published_date, row_count, name_in_source, standing, standing_reason, standing_rule, sha256
FROM publications WHERE standing = 'suspect' OR standing_rule <> '' ORDER BY position
"""
STANDING = """
-- at most one row: one list and its standing
SELECT publication_id, kind, published_date, row_count, name_in_source, standing, standing_reason, standing_rule, sha256
FROM publications WHERE publication_id = ?
"""
SIGNALS = """
-- one row per signal of a list
SELECT number, source, measure, row_count, of_count, limit_count, is_broken, words FROM list_signals
WHERE publication_id = ? ORDER BY number
"""
BROUGHT = """
-- one row per kind of event that stands
SELECT kind, count(*) AS event_count FROM events WHERE publication_id = ? AND known_to IS NULL
GROUP BY kind ORDER BY event_count DESC, kind
"""
PRINTED_ROWS = """
-- one row per row of a list
SELECT row_number, listings.agency_id, agreement_id, pending_id, coalesce(agreement_id, pending_id) AS held,
       state_raw, agency_raw, county_raw, support_type_raw, signed_raw, moa_url, addendum_url
FROM listings JOIN contents USING (content_id) WHERE publication_id = ? ORDER BY row_number
"""
AS_PRINTED = """
-- one row per row of a list, nothing but what is printed there
SELECT row_number, is_hidden, state_raw, agency_raw, type_raw, county_raw, support_type_raw, signed_raw, moa_raw, moa_url,
       addendum_raw, addendum_url
FROM listings JOIN contents USING (content_id) WHERE publication_id = ? ORDER BY row_number
"""
NEWEST = """
-- at most one row: the newest believed list of agreements in force
SELECT publication_id, published_date FROM publications
WHERE kind <> 'pending' AND standing = 'believed' ORDER BY position DESC LIMIT 1
"""
COUNTED_ROWS = """
-- one row per printed row of a list
SELECT contents.state, contents.model, upper(trim(contents.agency_raw)) AS agency, is_hidden
FROM listings JOIN contents USING (content_id) WHERE publication_id = ?
"""
ANNOUNCED = """
-- one row per agency and model on the last believed pending list of a day
SELECT state, model, agency_id, from_position.position AS since, coalesce(gone.position, 1000000000) AS until
FROM pending_spells
JOIN publications AS from_position ON from_position.publication_id = from_publication_id
LEFT JOIN publications AS gone ON gone.publication_id = to_publication_id
"""
PENDING_LIST = """
-- one row: the last believed pending list on or before a day
SELECT publication_id, published_date, position FROM publications
WHERE kind = 'pending' AND standing = 'believed' AND published_date <= ? ORDER BY position DESC LIMIT 1
"""
SUSPECTS = """
-- one row per list between two days that is not believed
SELECT publication_id, standing_reason FROM publications
WHERE standing = 'suspect' AND published_date BETWEEN ? AND ? ORDER BY position
"""
DOUBTED_SINCE = """
-- one row per list of agreements in force behind another that is not believed
SELECT publication_id FROM publications WHERE standing = 'suspect' AND named_kind <> 'pending'
AND position > (SELECT position FROM publications WHERE publication_id = ?) ORDER BY position
"""
NAMED = """
-- one row per list of that id or file name
SELECT publication_id FROM publications WHERE publication_id = ?1 OR name_in_source = ?1 ORDER BY position
"""
OF_HASH = "SELECT publication_id FROM publications WHERE sha256 LIKE ? || '%' ORDER BY position"
OF_PART = """
-- one row per list of that kind, day and part of day
SELECT publication_id FROM publications
WHERE named_kind || '-' || published_date || part_of_day = ? ORDER BY position
"""
OF_DAY = """
-- one row per list of a day, or of a day and a part of it: agreements in force and believed ones first
SELECT publication_id FROM publications WHERE published_date || part_of_day = ?1
OR published_date = ?1 ORDER BY (kind = 'pending'), standing, position DESC
"""
RESOLVED_ROWS = """
-- one row per printed row of a believed list
SELECT c.state, c.model, upper(trim(c.agency_raw)) AS name, l.agency_id, l.agreement_id, c.signed_date, g.kind,
       c.state_raw || char(31) || c.agency_raw || char(31) || coalesce(c.county_raw, '') AS printed
FROM listings l JOIN contents c USING (content_id) LEFT JOIN agencies g ON g.agency_id = l.agency_id
WHERE l.publication_id = ?
"""
PENDING_LISTS = """
-- one row per believed pending list, in time
SELECT publication_id, published_date FROM publications
WHERE kind = 'pending' AND standing = 'believed' ORDER BY published_date, position
"""
HASHES = "SELECT publication_id, sha256 FROM publications ORDER BY position"
KINDS = "SELECT publication_id, kind FROM publications ORDER BY position"


@dataclass(frozen=True, slots=True)
class ListUsed:
    """The list an answer rests on."""

    publication_id: str
    published_date: str
    part_of_day: str
    sha256: str
    name_in_source: str


def list_used(db: sqlite3.Connection, publication_id: str) -> ListUsed:
    """A list by its id, for citing."""
    return ListUsed(*db.execute(ONE, (publication_id,)).fetchone())


class PrintedRow(NamedTuple):
    """One printed row of a list, as far as it is counted."""

    state: str | None
    model: str | None
    agency: str  # capitals, as printed
    is_hidden: int


class Announced(NamedTuple):
    """One run of an agency and model on the pending lists, by the places of lists in time."""

    state: str
    model: str
    agency_id: str
    since: int
    until: int


def lists(db: sqlite3.Connection, kind: str | None) -> list[Record]:
    """Every publication in time, or those of a kind."""
    return records(db, LISTS, kind)


def _ids(db: sqlite3.Connection, sql: str, value: str) -> list[str]:
    return [row[0] for row in db.execute(sql, (value,))]


def lists_named(db: sqlite3.Connection, name: str) -> list[str]:
    """Ids of the lists of that id or file name."""
    return _ids(db, NAMED, name)


def lists_of_hash(db: sqlite3.Connection, start: str) -> list[str]:
    """Ids of the lists whose hash begins so."""
    return _ids(db, OF_HASH, start)


def lists_of_part(db: sqlite3.Connection, text: str) -> list[str]:
    """Ids of the lists of a kind, day and part of the day: "participating-2025-12-12pm"."""
    return _ids(db, OF_PART, text)


def lists_of_day(db: sqlite3.Connection, text: str) -> list[str]:
    """Ids of the lists of a day, or of a day and a part of it, the likeliest first."""
    return _ids(db, OF_DAY, text)


def list_rows(db: sqlite3.Connection, publication_id: str) -> list[Record]:
    """The rows of a list as printed, each with its agency and agreement."""
    return records(db, PRINTED_ROWS, publication_id)


def as_printed(db: sqlite3.Connection, publication_id: str) -> list[Record]:
    """The rows of a list as printed, and nothing that was made of them."""
    return records(db, AS_PRINTED, publication_id)


def newest_list(db: sqlite3.Connection) -> tuple[str, str] | None:
    """Id and day of the newest believed list of agreements in force."""
    row = db.execute(NEWEST).fetchone()
    return (row[0], row[1]) if row else None


def printed_rows(db: sqlite3.Connection, publication_id: str) -> list[PrintedRow]:
    """The rows of a list, to be counted."""
    return [PrintedRow(*row) for row in db.execute(COUNTED_ROWS, (publication_id,))]


def pending_list(db: sqlite3.Connection, day: str) -> tuple[str, str, int] | None:
    """Id, day and place in time of the last believed pending list by a day."""
    row = db.execute(PENDING_LIST, (day,)).fetchone()
    return (row[0], row[1], row[2]) if row else None


def announced(db: sqlite3.Connection) -> list[Announced]:
    """Every run on the pending lists."""
    return [Announced(*row) for row in db.execute(ANNOUNCED)]


def suspects(db: sqlite3.Connection, first: str = "", last: str = "9999-12-31") -> list[Record]:
    """Lists between two days that are not believed, with the reason."""
    return records(db, SUSPECTS, first, last)


def hashes(db: sqlite3.Connection) -> dict[str, str]:
    """The hash of every list by its id, in time."""
    return {row[0]: row[1] for row in db.execute(HASHES)}


def kinds_of_lists(db: sqlite3.Connection) -> dict[str, str]:
    """The kind of every list by its id, in time."""
    return {row[0]: row[1] for row in db.execute(KINDS)}


class ResolvedRow(NamedTuple):
    """One printed row of a list as resolved."""

    state: str | None
    model: str | None
    name: str  # capitals, spaces and apostrophes made one
    agency_id: str | None
    agreement_id: str | None
    signed: str | None
    kind: str | None
    printed: str | None  # state, agency and county, letter for letter


def resolved_rows(db: sqlite3.Connection, publication_id: str) -> list[ResolvedRow]:
    """The rows of a believed list."""
    return [
        ResolvedRow(state, model, _plain(name), *rest)
        for state, model, name, *rest in db.execute(RESOLVED_ROWS, (publication_id,))
    ]


@lru_cache(maxsize=16384)  # the same names stand on list after list
def _plain(printed: str | None) -> str:
    """A printed name with single spaces and straight apostrophes."""
    return " ".join((printed or "").replace("\u2019", "'").split())


def pending_lists(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """Id and day of every believed pending list, in time."""
    return [(row[0], row[1]) for row in db.execute(PENDING_LISTS)]


def judged_lists(db: sqlite3.Connection) -> list[Record]:
    """Lists that are not believed, and those a person judged."""
    return records(db, JUDGED)


def list_standing(db: sqlite3.Connection, publication_id: str) -> Record | None:
    """One list and its standing."""
    return next(iter(records(db, STANDING, publication_id)), None)


def signals(db: sqlite3.Connection, publication_id: str) -> list[Record]:
    """All that was remarked and measured of a list."""
    return records(db, SIGNALS, publication_id)


def brought(db: sqlite3.Connection, publication_id: str) -> dict[str, int]:
    """The events a list brought, by kind."""
    return {r["kind"]: r["event_count"] for r in records(db, BROUGHT, publication_id)}


def doubted_since(db: sqlite3.Connection, publication_id: str) -> list[str]:
    """Ids of the lists of agreements in force that came after this one and are not believed."""
    return [row[0] for row in db.execute(DOUBTED_SINCE, (publication_id,))]
