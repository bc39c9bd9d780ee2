"""Lists of participants older than ICE's spreadsheets: whole rosters of 2007 to 2017, and who stands on them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from typing import Any

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
SAID = """
-- one row per statement of an older list about one agency
SELECT statements.source, statements.as_of, state, agency_text, model, signed_date, status, county_fips, agency_id,
       rosters.kind
FROM statements JOIN rosters USING (roster_id) ORDER BY statements.as_of, captured_date, statement_id
"""
MODELS = {"Task Force": "TFM", "Jail Enforcement": "JEM", "Hybrid": "HYBRID"}
"""Models as older lists print them. A hybrid is one agreement for the street and the jail."""


@dataclass(frozen=True, slots=True)
class OlderList:
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
class RosterEntry:
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


def rosters(db: sqlite3.Connection) -> tuple[OlderList, ...]:
    """Every older list that says who held an agreement on a day, oldest first."""
    return tuple(OlderList(*row) for row in db.execute(ROSTERS))


def entries(db: sqlite3.Connection, roster_id: str) -> tuple[RosterEntry, ...]:
    """What stands on an older list as signed."""
    return tuple(
        RosterEntry(state, text, agency_id, MODELS.get(model, "unknown"), signed)
        for state, text, agency_id, model, signed in db.execute(ENTRIES, (roster_id,))
    )


@dataclass(frozen=True, slots=True)
class OlderListing:
    """What older lists say of an agency's agreement: one list, or a run of captures of ICE's page that say the same."""

    source: str
    as_of: str
    last_as_of: str  # of the last capture that says so; the same as `as_of` for one list
    lists: int
    state: str | None
    agency_text: str
    model: str | None
    signed_date: str | None
    status: str | None
    county_fips: str | None
    agency_id: str | None


def statements(db: sqlite3.Connection) -> list[dict[str, Any]]:
    """Every statement of older lists, one a row, oldest list first."""
    names = (
        "source",
        "as_of",
        "state",
        "agency_text",
        "model",
        "signed_date",
        "status",
        "county_fips",
        "agency_id",
        "kind",
    )
    return [dict(zip(names, row, strict=True)) for row in db.execute(SAID)]


def said(db: sqlite3.Connection) -> tuple[OlderListing, ...]:
    """Every statement of older lists, those of ICE's page together where captures repeat them; oldest first."""
    found: dict[tuple[str | None, ...], OlderListing] = {}
    for *row, kind in db.execute(SAID):
        source, as_of, state, text, model, signed, status, fips, agency_id = row
        page = (
            source
            if kind != "ice_page" or signed is None
            else "ICE's 287(g) page, captured by the Wayback Machine"
        )
        key = (page, state, text, model, signed, status)
        first = found.get(key)
        found[key] = (
            replace(first, last_as_of=as_of, lists=first.lists + 1)
            if first is not None
            else OlderListing(page, as_of, as_of, 1, state, text, model, signed, status, fips, agency_id)
        )
    return tuple(found.values())
