"""Events between neighboring lists."""

from __future__ import annotations

import sqlite3

from deputized.facts.records import Record

CHANGES = """
-- one row per event
SELECT event_id, date, previous_date, events.kind, events.state, model, agencies.name AS agency, events.agency_id, agreement_id,
       before, after, detail, known_from, known_to, publication_id, previous_publication_id, row_number, previous_row_number
FROM events LEFT JOIN agencies USING (agency_id)
WHERE (:since IS NULL OR date >= :since) AND (:until IS NULL OR date <= :until)
  AND (:state IS NULL OR events.state = :state) AND (:model IS NULL OR model = :model)
  AND (:agency IS NULL OR events.agency_id = :agency)
  AND known_from <= :known_on AND (known_to IS NULL OR known_to > :known_on)
ORDER BY date, event_id
"""
KINDS = "SELECT DISTINCT kind FROM events ORDER BY kind"
NEWS = ("listed", "delisted", "omitted", "relisted", "renewed", "model_switched", "reattributed")
"""Kinds that change who is in; the others change how a row is printed."""


def changes(
    db: sqlite3.Connection,
    since: str | None,
    until: str | None,
    state: str | None,
    model: str | None,
    agency_id: str | None,
    known_on: str,
) -> list[Record]:
    """Events between two days, as known on a third."""
    values = {
        "since": since, "until": until, "state": state, "model": model, "agency": agency_id, "known_on": known_on,
    }  # fmt: skip
    return [dict(row) for row in db.execute(CHANGES, values)]


def kinds(db: sqlite3.Connection) -> list[str]:
    """Every kind of event there is, by name."""
    return [row[0] for row in db.execute(KINDS)]
