"""The quality of ICE's lists: defects by class and over time, suspect lists, doubts and corrections to review."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from deputized.facts import quality as facts
from deputized.registry.findings import CLASSES
from deputized.store.unique import REFUSED

if TYPE_CHECKING:
    from deputized.facts.records import Record
    from deputized.library.registry import Registry


def doctor(registry: Registry) -> Record:
    """Keys: newest_list, defects, by_month, suspect_lists, candidates, rows_refused (by table), corrections (is_met 0: due for review)."""
    newest = registry.meta["newest_publication"]
    defects = facts.defects(registry.db, newest)
    for row in defects:
        row["meaning"] = CLASSES[row["defect"]]
    return {
        "newest_list": newest,
        "defects": defects,
        "by_month": facts.defects_by_month(registry.db),
        "suspect_lists": facts.suspect_lists(registry.db),
        "candidates": facts.candidates(registry.db),
        "rows_refused": json.loads(registry.meta.get(REFUSED, "{}")),
        "corrections": facts.corrections_due(registry.db),
    }
