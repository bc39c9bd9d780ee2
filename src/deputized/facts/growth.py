"""Rows and agreements of every believed list, by model: the matter of growth."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

COUNTS = """
-- one row per believed participating list or page table per model
SELECT publication_id, published_date, coalesce(model, 'unknown') AS model,
       count(*) AS row_count, count(DISTINCT agreement_id) AS agreement_count
FROM publications JOIN listings USING (publication_id) JOIN contents USING (content_id)
WHERE kind IN ('participating', 'webpage') AND standing = 'believed' AND (?1 IS NULL OR contents.state = ?1)
GROUP BY publication_id, contents.model ORDER BY position
"""
BY_STATE = """
-- one row per believed participating list or page table per state per model
SELECT contents.state, publication_id, published_date, coalesce(model, 'unknown') AS model,
       count(*) AS row_count, count(DISTINCT agreement_id) AS agreement_count
FROM publications JOIN listings USING (publication_id) JOIN contents USING (content_id)
WHERE kind IN ('participating', 'webpage') AND standing = 'believed' AND contents.state IS NOT NULL
GROUP BY contents.state, publication_id, contents.model ORDER BY contents.state, position
"""


class ModelCount(NamedTuple):
    """Rows and agreements of one model on one list."""

    publication_id: str
    published_date: str
    model: str
    row_count: int
    agreement_count: int


def model_counts(db: sqlite3.Connection, state: str | None) -> list[ModelCount]:
    """By list and model, of the country or a state."""
    return [ModelCount(*row) for row in db.execute(COUNTS, (state,))]


def model_counts_by_state(db: sqlite3.Connection) -> dict[str, list[ModelCount]]:
    """The same of every state at once, by postal code."""
    found: dict[str, list[ModelCount]] = {}
    for state, *row in db.execute(BY_STATE):
        found.setdefault(state, []).append(ModelCount(*row))
    return found
