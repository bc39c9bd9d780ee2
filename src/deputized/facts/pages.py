"""What the pages show of every agency, read in bulk: names, printings, decisions, documents, events."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from itertools import pairwise

from deputized.facts.records import Record, grouped, records

Run = tuple[str, str | None]
"""A run of lists: the day of the first that has an agreement, and of the first without; None while it lasts."""
SPELLS = """
-- one row per agreement and run of lists that have it
SELECT agreement_id, from_date, to_date FROM agreement_spells WHERE state_of_list = 'listed' ORDER BY agreement_id, from_position
"""
EVENTS = """
-- one row per event that stands
SELECT e.event_id, e.date, e.previous_date, e.publication_id, e.kind, e.state, e.model, e.agency_id, e.agreement_id, e.before,
       e.after, e.detail, g.name AS agency
FROM events e LEFT JOIN agencies g USING (agency_id) WHERE e.known_to IS NULL ORDER BY e.date DESC, e.event_id
"""
NAMES = """
-- one row per spelling of an agency on one kind of list
SELECT agency_id, name_raw, state_raw, kind, first_date, last_date, last_publication_id
FROM agency_names ORDER BY first_date, name_raw
"""
PRINTINGS = """
-- one row per agency and wording of a row
SELECT l.agency_id, l.content_id, c.state_raw, c.agency_raw, c.type_raw, c.county_raw, c.support_type_raw, c.signed_raw, c.moa_raw,
       c.moa_url, min(p.position) AS first_position
FROM listings l JOIN contents c USING (content_id) JOIN publications p USING (publication_id)
WHERE l.agency_id IS NOT NULL GROUP BY l.agency_id, l.content_id ORDER BY l.agency_id, first_position, l.content_id
"""
ADDRESSES = """
-- one row per printing: a list and a row of it
SELECT agency_id, content_id, publication_id, row_number
FROM listings JOIN publications USING (publication_id) WHERE agency_id IS NOT NULL ORDER BY position, row_number
"""
DECISIONS = """
-- one row per judgement that bears on an agency
SELECT decision_id, question, verdict, rule, rules_version, score, left_text, right_text, agency_id, other_agency_id, evidence, decided_by,
       known_from
FROM decisions ORDER BY decision_id
"""
CORRECTIONS = "SELECT * FROM corrections ORDER BY correction_id"
DOCUMENTS = "SELECT * FROM documents ORDER BY document_id"
REDIRECTS = """
-- one row per id that was issued and now leads to an agency
SELECT old_id, new_id, reason, since, name, agencies.state FROM redirects JOIN agencies ON agency_id = new_id
WHERE redirects.kind = 'agency' ORDER BY old_id
"""


def runs(db: sqlite3.Connection) -> dict[str, list[Run]]:
    """By agreement: runs of lists that have it."""
    found: dict[str, list[Run]] = defaultdict(list)
    for agreement, start, stop in db.execute(SPELLS):
        found[agreement].append((start, stop))
    return found


def absences(some: list[Run]) -> tuple[tuple[str, str], ...]:
    """Between runs of lists: the day of the first list without, and of the list that has it again.

    >>> absences([("2025-06-27", "2025-07-18"), ("2026-03-02", None)])
    (('2025-07-18', '2026-03-02'),)
    """
    return tuple((stop, back) for (_, stop), (back, _) in pairwise(some) if stop is not None)


def events(db: sqlite3.Connection, listed: dict[str, list[Run]]) -> list[Record]:
    """Events that stand, newest first; `back` is the list that has an omitted row again."""
    found = records(db, EVENTS)
    for e in found:
        gaps = (
            dict(absences(listed[e["agreement_id"]])) if e["kind"] == "omitted" and e["agreement_id"] else {}
        )
        e["back"] = gaps.get(e["date"])
    return found


def spellings(db: sqlite3.Connection) -> dict[str, list[Record]]:
    """By agency: each spelling on one kind of list."""
    return grouped(records(db, NAMES), "agency_id")


def printings(db: sqlite3.Connection) -> dict[str, list[Record]]:
    """By agency: every wording of its rows, with the address of each printing: list and row."""
    where: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for agency, content, publication, row in db.execute(ADDRESSES):
        where[(agency, content)].append((publication, row))
    found = records(db, PRINTINGS)
    for wording in found:
        wording["addresses"] = where[(wording["agency_id"], wording["content_id"])]
    return grouped(found, "agency_id")


def decisions(db: sqlite3.Connection) -> dict[str, list[Record]]:
    """By agency: judgements that bear on it."""
    return grouped(records(db, DECISIONS), "agency_id")


def corrections(db: sqlite3.Connection) -> list[Record]:
    """Every reviewed correction."""
    return records(db, CORRECTIONS)


def documents(db: sqlite3.Connection) -> dict[str, list[Record]]:
    """By agency: signed agreements read by hand."""
    return grouped(records(db, DOCUMENTS), "agency_id")


def redirects(db: sqlite3.Connection) -> list[Record]:
    """Ids that were issued and now lead to an agency."""
    return records(db, REDIRECTS)
