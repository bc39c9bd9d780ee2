"""What each agency governs: county, town and FBI identifier, read from the registry state by state."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from deputized.registry.places.answers import Match
from deputized.registry.places.rows import match_of

AGENCIES = """
-- one row per agency of a state
SELECT state, name, kind, agency_places.* FROM agency_places JOIN agencies USING (agency_id)
WHERE state = ? ORDER BY agency_id
"""
STATES = "SELECT DISTINCT state FROM agencies ORDER BY state"


class Ties(Mapping[str, Match]):
    """Every agency of a registry tied to what it governs, by agency id."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._states = tuple(row[0] for row in db.execute(STATES))
        self._known: dict[str, dict[str, Match]] = {}

    def of(self, state: str) -> dict[str, Match]:
        """The agencies of one state."""
        if state not in self._known:
            cursor = self._db.execute(AGENCIES, (state,))
            columns = [c[0] for c in cursor.description]
            rows = (dict(zip(columns, row, strict=True)) for row in cursor)
            self._known[state] = {r["agency_id"]: match_of(r["state"], r["name"], r["kind"], r) for r in rows}
        return self._known[state]

    def governing(self, county_fips: str, state: str) -> dict[str, Match]:
        """The agencies that govern a county or a town in it; those of the whole state are told apart."""
        return {
            a: m for a, m in self.of(state).items() if m.level != "state" and county_fips in m.county.codes
        }

    def __getitem__(self, agency_id: str) -> Match:
        return self.of(agency_id[:2].upper())[agency_id]

    def __iter__(self) -> Iterator[str]:
        return (agency_id for state in self._states for agency_id in self.of(state))

    def __len__(self) -> int:
        return sum(len(self.of(state)) for state in self._states)
