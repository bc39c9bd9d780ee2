"""Lists of participants older than ICE's spreadsheets: whole rosters of 2007 to 2017, and who stands on them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

ROSTERS = """
-- one row per older list that says who held an agreement on a day
SELECT roster_id, source, kind, as_of, captured_date, caption, stated_count, basis, row_count FROM rosters
WHERE kind <> 'document_index' ORDER BY as_of, captured_date, roster_id
"""
ENTRIES = """
-- one row per agency and model on an older list; what was only pending there is left out
SELECT state, agency_text, agency_id, model, signed_date FROM statements
WHERE roster_id = ? AND coalesce(status, 'listed') <> 'pending' ORDER BY statement_id
"""
OF_AGENCY = """
-- one row per older list that names an agency
SELECT rosters.roster_id, rosters.kind, rosters.source, rosters.as_of, agency_text, model, signed_date, status
FROM statements JOIN rosters USING (roster_id) WHERE agency_id = ? ORDER BY rosters.as_of, statement_id
"""
MODELS = {"Task Force": "TFM", "Jail Enforcement": "JEM", "Hybrid": "HYBRID"}
"""Models as older lists print them. A hybrid is one agreement for the street and the jail."""


@dataclass(frozen=True, slots=True)
class Roster:
    """One older list. `as_of` is a day or a month; a month counts from its last day."""

    roster_id: str
    source: str
    kind: str  # ice_page, government_report, research_report, mirror
    as_of: str
    captured_date: str | None
    caption: str | None
    stated_count: int | None  # by its caption, right or wrong
    basis: str  # why it speaks of that day
    row_count: int

    @property
    def known_from(self) -> str:
        """The first day on which it can have been known: that of its capture, else its own."""
        return self.captured_date or self.as_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One agreement on an older list."""

    state: str
    agency_text: str
    agency_id: str | None  # the agency of later lists that reads to the same name
    model: str  # TFM, JEM, HYBRID; unknown where the list prints none
    signed_date: str | None

    @property
    def holder(self) -> str:
        """What tells one holder from another: our id, else the name as printed."""
        return self.agency_id or f"{self.state}: {' '.join(self.agency_text.upper().split())}"


def rosters(db: sqlite3.Connection) -> tuple[Roster, ...]:
    """Every older list that says who held an agreement on a day, oldest first."""
    return tuple(Roster(*row) for row in db.execute(ROSTERS))


def entries(db: sqlite3.Connection, roster_id: str) -> tuple[Entry, ...]:
    """What stands on an older list as signed."""
    return tuple(
        Entry(state, text, agency_id, MODELS.get(model, "unknown"), signed)
        for state, text, agency_id, model, signed in db.execute(ENTRIES, (roster_id,))
    )
