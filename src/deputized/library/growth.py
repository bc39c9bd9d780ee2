"""How many agreements stood on each believed list, by model: the series behind every chart of growth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from sqlite3 import Row
from typing import TYPE_CHECKING

from deputized.places.lookup import state_code

if TYPE_CHECKING:
    from deputized.library.registry import Record, Registry

COUNTS = """
-- one row per believed participating list or page table per model
SELECT publication_id, position, published_date, coalesce(model, 'unknown') AS model,
       count(*) AS row_count, count(DISTINCT agreement_id) AS agreement_count
FROM publications JOIN listings USING (publication_id) JOIN contents USING (content_id)
WHERE kind IN ('participating', 'webpage') AND standing = 'believed' AND (?1 IS NULL OR contents.state = ?1)
GROUP BY publication_id, contents.model ORDER BY position
"""


BY_STATE = """
-- one row per believed participating list or page table per state per model
SELECT contents.state, publication_id, position, published_date, coalesce(model, 'unknown') AS model,
       count(*) AS row_count, count(DISTINCT agreement_id) AS agreement_count
FROM publications JOIN listings USING (publication_id) JOIN contents USING (content_id)
WHERE kind IN ('participating', 'webpage') AND standing = 'believed' AND contents.state IS NOT NULL
GROUP BY contents.state, publication_id, contents.model ORDER BY contents.state, position
"""


def growth_by_state(registry: Registry) -> dict[str, list[Record]]:
    """`growth` of every state at once, by postal code: the lists that have rows of the state."""
    found: dict[str, list[Row]] = {}
    for row in registry.db.execute(BY_STATE):
        found.setdefault(row["state"], []).append(row)
    return {state: _series(rows) for state, rows in found.items()}


def growth(registry: Registry, state: str | None) -> list[Record]:
    """One record per list: published_date, publication_id, rows, agreements, tfm, jem, wso, ttfm, unknown."""
    return _series(registry.db.execute(COUNTS, (state_code(state),)))


def _series(rows: Iterable[Row]) -> list[Record]:
    series: dict[str, Record] = {}
    for row in rows:
        record = series.setdefault(
            row["publication_id"],
            {
                "published_date": row["published_date"],
                "publication_id": row["publication_id"],
                "rows": 0,
                "agreements": 0,
            }
            | dict.fromkeys(("tfm", "jem", "wso", "ttfm", "unknown"), 0),
        )
        counts = Counter(
            {
                "rows": row["row_count"],
                "agreements": row["agreement_count"],
                row["model"].lower(): row["agreement_count"],
            }
        )
        for key, value in counts.items():
            record[key] += value
    return list(series.values())
