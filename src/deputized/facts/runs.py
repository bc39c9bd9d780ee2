"""Runs of lists: which agreement, or applicant, stood on which days, state by state."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass

PENDING = """
-- one row per agency and model on a pending list of a day, as the lists out by then tell
SELECT agency_id, model, from_date FROM pending_spells
WHERE state = ?1 AND from_date <= ?2 AND (to_date IS NULL OR to_date > ?2) ORDER BY from_date, pending_id
"""
NEWEST_PENDING = """
-- one row: the day of the last believed pending list by a day
SELECT max(published_date) FROM publications WHERE kind = 'pending' AND standing = 'believed' AND published_date <= ?
"""
LISTED = """
-- one row per agreement and run of lists that have it, of one state, with the agency that held it
SELECT a.agreement_id, a.agency_id, g.name, a.model, a.signed_date, s.from_date, s.to_date
FROM agreements a
JOIN agreement_spells s USING (agreement_id)
JOIN agencies g USING (agency_id)
WHERE a.state = ?1 AND s.state_of_list = 'listed' AND a.status <> 'merged'
ORDER BY g.name, a.model, s.from_date
"""
LISTS = """
-- one row per day with a believed participating list or page table
SELECT DISTINCT published_date FROM publications
WHERE kind IN ('participating', 'webpage') AND standing = 'believed' ORDER BY published_date
"""


@dataclass(frozen=True, slots=True)
class AgreementRun:
    """An agreement over a run of lists that have it: half-open, `to` None while the newest has it."""

    agreement_id: str
    agency_id: str
    agency: str
    model: str
    signed_date: str | None
    start: str
    stop: str | None

    def covers(self, day: str) -> bool:
        """Whether it was listed on a day (ISO)."""
        return self.start <= day and (self.stop is None or day < self.stop)


def list_days(db: sqlite3.Connection) -> list[str]:
    """Every day (ISO) on which a list we believe came out, oldest first."""
    return [day for (day,) in db.execute(LISTS)]


def runs(db: sqlite3.Connection, state: str) -> tuple[AgreementRun, ...]:
    """Every run of every agreement of one state, by agency, model and day."""
    return tuple(AgreementRun(*row) for row in db.execute(LISTED, (state,)))


def pending(db: sqlite3.Connection, state: str, day: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """By agency: models on the pending list of a day (ISO), each with the day it first stood there."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for agency, model, since in db.execute(PENDING, (state, day)):
        found[agency].append((model, since))
    return {agency: tuple(all_) for agency, all_ in found.items()}


def newest_pending(db: sqlite3.Connection, day: str) -> str | None:
    """The day (ISO) of the last pending list we hold by a day; None if none is as old as that."""
    (newest,) = db.execute(NEWEST_PENDING, (day,)).fetchone()
    return str(newest) if newest else None
