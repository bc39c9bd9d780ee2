"""Reads the registry: which agency holds which model on a day, tied to places as `agency_places` has it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from deputized.places.months import Span
from deputized.places.residents import Holder
from deputized.registry.places.answers import Match
from deputized.registry.places.rows import match_of

# One row per agency.
_AGENCIES = """
SELECT state, name, kind, agency_places.*
FROM agency_places JOIN agencies USING (agency_id)
WHERE ?1 IS NULL OR state = ?1
ORDER BY agency_id
"""

# One row per agreement that stands on the newest believed list published on or before the day.
_LISTED = """
SELECT a.agreement_id, g.agency_id, a.model
FROM agreements a
JOIN agreement_spells s USING (agreement_id)
JOIN agreement_agencies g USING (agreement_id)
WHERE s.state_of_list = 'listed' AND s.from_date <= ?1 AND (s.to_date IS NULL OR s.to_date > ?1)
  AND g.from_date <= ?1 AND (g.to_date IS NULL OR g.to_date > ?1)
  AND a.status <> 'merged'
ORDER BY a.agreement_id
"""

# One row per agreement, with the day it was first listed or signed and the day it was gone for good.
_LIVES = """
SELECT agency_id, model, min(coalesce(signed_date, first_listed_date), first_listed_date), absent_date
FROM agreements
WHERE status <> 'merged'
ORDER BY agreement_id
"""

# One row: the first believed list, the newest up to a day, and the newest of all.
_LISTS = """
SELECT min(published_date), max(published_date) FILTER (WHERE published_date <= ?1), max(published_date)
FROM publications
WHERE kind <> 'pending' AND standing = 'believed'
"""


def newest_day(connection: sqlite3.Connection) -> date:
    """The day of the newest believed list."""
    return date.fromisoformat(connection.execute(_LISTS, ("9999-12-31",)).fetchone()[2])


def list_day(connection: sqlite3.Connection, day: date) -> date:
    """The day of the list that speaks for a day: the newest believed one published on or before it.

    Raises ValueError for a day before the first list: nobody on a list we lack is not nobody.
    """
    first, newest, _ = connection.execute(_LISTS, (day.isoformat(),)).fetchone()
    if newest is None:
        raise ValueError(f"the first list held here is of {first}; none says who held what on {day}")
    return date.fromisoformat(newest)


def matches(connection: sqlite3.Connection, state: str | None = None) -> dict[str, Match]:
    """Every agency of the registry (or of one state) tied to places, by agency_id."""
    cursor = connection.execute(_AGENCIES, (state,))
    columns = [c[0] for c in cursor.description]
    rows = (dict(zip(columns, row, strict=True)) for row in cursor)
    return {r["agency_id"]: match_of(r["state"], r["name"], r["kind"], r) for r in rows}


def holders(
    connection: sqlite3.Connection,
    day: date,
    state: str | None = None,
    tied: Mapping[str, Match] | None = None,
) -> tuple[Holder, ...]:
    """The agencies on the newest list up to a day, with the models they hold there.

    `tied` are `matches` made before, for who asks about many days.
    """
    models: dict[str, set[str]] = defaultdict(set)
    for _, agency_id, model in connection.execute(_LISTED, (day.isoformat(),)):
        models[agency_id].add(model)
    return tuple(
        Holder(
            agency_id, match.kind, match.level, match.state, match.county.codes, match.place.code,
            frozenset(models[agency_id]), match.ori.code, match.officers, match.population_served,
        )
        for agency_id, match in (tied if tied is not None else matches(connection, state)).items()
        if agency_id in models
    )  # fmt: skip


def spans(connection: sqlite3.Connection) -> tuple[Span, ...]:
    """Every agreement's time in force, from its signing (or first list) to the first list without it."""
    tied = matches(connection)
    return tuple(
        Span(
            agency_id, tied[agency_id].level, tied[agency_id].county.codes, model,
            date.fromisoformat(start), date.fromisoformat(end) if end else None,
        )
        for agency_id, model, start, end in connection.execute(_LIVES)
    )  # fmt: skip
