"""Finds agencies by name, typing errors allowed: the resolver's candidates, also those on no list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deputized.facts.spellings import found
from deputized.resolver import KnownBody, resolver_of

if TYPE_CHECKING:
    from deputized.facts.records import Record
    from deputized.library.registry import Registry

FIELDS = (
    "agency_id",
    "name",
    "state",
    "kind",
    "ori",
    "county_raw",
    "standing",
    "active_agreement_count",
    "score",
)


def search(registry: Registry, text: str, state: str | None, limit: int) -> list[Record]:
    """Agencies that bear the name or are like it, best first: agency_id (None on no list), name, state, kind, ORI,
    county as ICE prints it, standing, agreements in force, score from 0 to 1 (1: it bears that very name).

    A state may be given apart or in the text ("Kinney County Sheriff, TX"); none outside it is found.
    """
    ranked = resolver_of(registry.db).ranked(text, state, limit)
    return [_row(registry, body, score) for score, body in ranked]


def _row(registry: Registry, body: KnownBody, score: float) -> Record:
    county = found(registry.db, body.agency_id)["county_raw"] if body.agency_id else None
    return {
        "agency_id": body.agency_id, "name": body.name, "state": body.state, "kind": body.kind, "ori": body.ori,
        "county_raw": county, "standing": body.standing,
        "active_agreement_count": body.active, "score": round(score, 3),
    }  # fmt: skip
