"""What is wrong with ICE's lists, what is in doubt, and what of our corrections is due."""

from __future__ import annotations

import sqlite3

from deputized.facts.records import Record, records

DEFECTS = """
-- one row per class of defect
WITH latest AS (
  SELECT defect, max(position) AS position FROM findings JOIN publications USING (publication_id) GROUP BY defect
)
SELECT defect, sum(count) AS row_count, count(*) AS list_count, min(published_date) AS first_date,
       max(published_date) AS last_date,
       sum(CASE WHEN publication_id = ?1 THEN count ELSE 0 END) AS newest_row_count,
       max(CASE WHEN publications.position = latest.position THEN publication_id || ' ' || example END) AS example
FROM findings JOIN publications USING (publication_id) JOIN latest USING (defect) GROUP BY defect ORDER BY row_count DESC, defect
"""
MONTHS = """
-- one row per month per class of defect
SELECT substr(published_date, 1, 7) AS month, defect, sum(count) AS row_count, count(*) AS list_count
FROM findings JOIN publications USING (publication_id) GROUP BY month, defect ORDER BY month, defect
"""
SUSPECT = """
-- one row per list that is not believed
SELECT publication_id, published_date, kind, named_kind, row_count, standing_reason, standing_rule
FROM publications WHERE standing = 'suspect' ORDER BY position
"""
CANDIDATES = """
-- one row per doubt
SELECT candidate_id, question, candidates.state, agency_id, other_agency_id, score, reason, publication_id
FROM candidates ORDER BY score DESC, candidate_id
"""
CORRECTIONS = "SELECT * FROM corrections ORDER BY is_met, correction_id"
EXAMPLES = "SELECT defect, max(example) FROM findings GROUP BY defect"


def defects(db: sqlite3.Connection, publication_id: str) -> list[Record]:
    """Classes of defect by how many rows have them, those of one list told apart."""
    return records(db, DEFECTS, publication_id)


def defects_by_month(db: sqlite3.Connection) -> list[Record]:
    """The same by month."""
    return records(db, MONTHS)


def suspect_lists(db: sqlite3.Connection) -> list[Record]:
    """Lists that are not believed."""
    return records(db, SUSPECT)


def candidates(db: sqlite3.Connection) -> list[Record]:
    """Doubts, the likeliest first."""
    return records(db, CANDIDATES)


def corrections_due(db: sqlite3.Connection) -> list[Record]:
    """Every correction, those that are due for review first."""
    return records(db, CORRECTIONS)


def examples(db: sqlite3.Connection) -> dict[str, str]:
    """One example of every class of defect."""
    return {row[0]: row[1] for row in db.execute(EXAMPLES)}
