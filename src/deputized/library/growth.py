"""How many agreements stood on each believed list, by model: the series behind every chart of growth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from deputized.facts.growth import ModelCount, model_counts, model_counts_by_state
from deputized.places.lookup import state_code

if TYPE_CHECKING:
    from deputized.facts.records import Record
    from deputized.library.registry import Registry


def growth_by_state(registry: Registry) -> dict[str, list[Record]]:
    """`growth` of every state at once, by postal code: the lists that have rows of the state."""
    return {state: _series(rows) for state, rows in model_counts_by_state(registry.db).items()}


def growth(registry: Registry, state: str | None) -> list[Record]:
    """One record per list: published_date, publication_id, rows, agreements, tfm, jem, wso, ttfm, unknown."""
    return _series(model_counts(registry.db, state_code(state)))


def _series(rows: Iterable[ModelCount]) -> list[Record]:
    series: dict[str, Record] = {}
    for row in rows:
        record = series.setdefault(
            row.publication_id,
            {
                "published_date": row.published_date,
                "publication_id": row.publication_id,
                "rows": 0,
                "agreements": 0,
            }
            | dict.fromkeys(("tfm", "jem", "wso", "ttfm", "unknown"), 0),
        )
        counts = Counter(
            {
                "rows": row.row_count,
                "agreements": row.agreement_count,
                row.model.lower(): row.agreement_count,
            }
        )
        for key, value in counts.items():
            record[key] += value
    return list(series.values())
