"""What a question for an agency comes to: one body, several to choose from, or nothing, with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from deputized.resolver.known_bodies import KnownBody

CAN_BE_ASKED = "ask by id, by name with its state ('Kinney County Sheriff, TX'), by ORI, county FIPS, ZIP code or town GEOID"


@dataclass(frozen=True, slots=True)
class Exact:
    """One body, and no other, answers to the text; `how` says by what: id, ORI, FIPS, ZIP, GEOID, name."""

    body: KnownBody
    how: str


@dataclass(frozen=True, slots=True)
class Ask:
    """Which is meant cannot be told; candidates best first. `exact`: each of them bears the name asked for."""

    candidates: tuple[KnownBody, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing answers; `reason` says why and what can be asked."""

    reason: str


Resolution = Exact | Ask | Nothing
