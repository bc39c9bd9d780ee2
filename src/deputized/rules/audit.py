"""Reads every file of rules, so that a wrong entry stops a build before anything is written."""

from __future__ import annotations

from deputized.rules.chronicle import counts, timeline
from deputized.rules.courts import rulings
from deputized.rules.provisions import common, models
from deputized.rules.searches import looked
from deputized.rules.statutes import laws


def check_files() -> dict[str, int]:
    """How many entries each file of rules holds. Raises RulesError at the first wrong one, naming file and entry."""
    return {
        "laws": len(laws()),
        "rulings": len(rulings()),
        "searches": len(looked()),
        "models": len(models()),
        "common": len(common()),
        "events": len(timeline()),
        "counts": len(counts()),
    }
