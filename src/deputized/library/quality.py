"""The quality of ICE's lists: defects by class and over time, suspect lists, doubts and corrections to review."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from deputized.registry.findings import CLASSES
from deputized.store.unique import REFUSED

if TYPE_CHECKING:
    from deputized.library.registry import Record, Registry

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


def doctor(registry: Registry) -> Record:
    """Keys: newest_list, defects, by_month, suspect_lists, candidates, rows_refused (by table), corrections (is_met 0: due for review)."""
    newest = registry.meta["newest_publication"]
    defects = registry.rows(DEFECTS, newest)
    for row in defects:
        row["meaning"] = CLASSES[row["defect"]]
    return {
        "newest_list": newest,
        "defects": defects,
        "by_month": registry.rows(MONTHS),
        "suspect_lists": registry.rows(SUSPECT),
        "candidates": registry.rows(CANDIDATES),
        "rows_refused": json.loads(registry.meta.get(REFUSED, "{}")),
        "corrections": registry.rows("SELECT * FROM corrections ORDER BY is_met, correction_id"),
    }
