"""What the registry knows of each agreement and of each run on the pending lists, beside its standing."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

DETAILS = """
-- one row per agreement
SELECT a.agreement_id, a.superseded_by, later.first_listed_date, a.pending_since, a.moa_url, a.moa_posted_date
FROM agreements a LEFT JOIN agreements later ON later.agreement_id = a.superseded_by
"""
AGENCIES = "SELECT agency_id, name, kind FROM agencies"
RUNS = """
-- one row per run of an agency and model on the pending lists
SELECT p.pending_id, p.agency_id, p.state, p.model, p.from_date, p.last_date, p.to_date, p.agreement_id, a.first_listed_date
FROM pending_spells p LEFT JOIN agreements a USING (agreement_id) ORDER BY p.from_date, p.pending_id
"""
MILESTONES = """
-- one row per agreement
SELECT signed_date, pending_since, first_listed_date, moa_posted_date FROM agreements WHERE status <> 'merged'
"""
SIGNED = """
-- one row per agreement, with the agency that holds it now
SELECT a.agreement_id, a.model, a.signed_date, a.first_publication_id, a.agency_id FROM agreements a
WHERE a.state = ?1 AND a.status <> 'merged' ORDER BY a.signed_date, a.agreement_id
"""
HELD_BY = """
-- one row per agency with an agreement on the newest believed list
SELECT agency_id, count(*) FROM agreements WHERE status = 'active' GROUP BY agency_id ORDER BY agency_id
"""
FAR = "9999-12-31"


class Details(NamedTuple):
    """Days and links of an agreement, all that is known of them now."""

    superseded_by: str | None
    superseded_on: str | None  # first list with the agreement that took its place
    pending_since: str | None
    moa_url: str | None
    moa_posted_date: str | None


class PendingRun(NamedTuple):
    """A run of an agency and model on ICE's pending lists, as it stood on a day."""

    pending_id: str
    agency_id: str
    state: str
    model: str
    from_date: str
    last_date: str  # of the last list of that day or before that has it
    outcome: str  # pending (still on it), participating or cleared
    agreement_id: str | None


class Names(NamedTuple):
    """How an agency is called, and of which kind it is."""

    name: str
    kind: str


def details(db: sqlite3.Connection) -> dict[str, Details]:
    """By agreement."""
    return {row[0]: Details(*row[1:]) for row in db.execute(DETAILS)}


def names(db: sqlite3.Connection) -> dict[str, Names]:
    """By agency."""
    return {row[0]: Names(row[1], row[2]) for row in db.execute(AGENCIES)}


def pending_runs(db: sqlite3.Connection, as_of: str | None, known_on: str | None) -> list[PendingRun]:
    """Runs that had begun by a day, as far as the lists out on another tell what became of them."""
    day, known = min(as_of or FAR, known_on or FAR), known_on or FAR
    found = []
    for pending, agency, state, model, begun, last, gone, agreement, listed in db.execute(RUNS):
        if begun > day:
            continue
        is_on = gone is None or gone > day
        is_listed = listed is not None and listed <= (day if is_on else known)
        outcome = "participating" if is_listed else "pending" if is_on else "cleared"
        found.append(
            PendingRun(
                pending,
                agency,
                state,
                model,
                begun,
                min(last, day),
                outcome,
                agreement if is_listed else None,
            )
        )
    return found


class PendingLife(NamedTuple):
    """A run of an agency and model on ICE's pending lists, with all that became of it."""

    pending_id: str
    agency_id: str
    model: str
    from_date: str
    last_date: str
    to_date: str | None  # of the first pending list without it
    listed_date: str | None  # first list with the agreement it came to


def pending_lives(db: sqlite3.Connection) -> list[PendingLife]:
    """Every run there was, by its first day."""
    return [
        PendingLife(pending, agency, model, begun, last, gone, listed)
        for pending, agency, _, model, begun, last, gone, _, listed in db.execute(RUNS)
    ]


class Milestones(NamedTuple):
    """The days of an agreement that tell how late ICE published."""

    signed_date: str | None
    pending_since: str | None
    first_listed_date: str
    moa_posted_date: str | None


def milestones(db: sqlite3.Connection) -> list[Milestones]:
    """Of every agreement."""
    return [Milestones(*row) for row in db.execute(MILESTONES)]


class Signing(NamedTuple):
    """When an agreement was signed, as ICE prints it, and who holds it now."""

    agreement_id: str
    model: str
    signed_date: str | None
    first_publication_id: str
    agency_id: str


def signings(db: sqlite3.Connection, state: str | None) -> list[Signing]:
    """Of every agreement of a state, by day."""
    return [Signing(*row) for row in db.execute(SIGNED, (state,))]


def held_by(db: sqlite3.Connection) -> list[tuple[str, int]]:
    """Agencies with agreements on the newest list, and how many each has."""
    return [(row[0], row[1]) for row in db.execute(HELD_BY)]
