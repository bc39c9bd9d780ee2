"""What each agency governs: county, town and FBI identifier, read state by state when first asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from deputized.places.answers import Match
from deputized.places.matching import match_agency

AGENCIES = """
-- one row per agency of a state
SELECT agency_id, state, name, kind, county_raw, jurisdiction_level, type_raw FROM agencies WHERE state = ? ORDER BY agency_id
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
            self._known[state] = {
                agency_id: match_agency(postal, name, kind, (county,), _level(kind, level, type_))
                for agency_id, postal, name, kind, county, level, type_ in self._db.execute(
                    AGENCIES, (state,)
                )
            }
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


def _level(kind: str, level: str, printed_type: str | None) -> str:
    """The level the name gives; of a body whose kind no word of its name tells, the one ICE prints as TYPE.

    What is of no known kind is taken for a state's: a sheriff misspelt would govern no county.
    """
    if kind != "other" or level != "state":
        return level
    first = (printed_type or "").strip().casefold()[:5]
    return {"count": "county", "munic": "municipal", "munci": "municipal"}.get(first, level)
