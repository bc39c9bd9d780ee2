"""The bodies of the roster, each with what is so of it on every day: kind, place, people, officers, law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deputized import reference
from deputized.explore.points import Point, where
from deputized.resolver.known_bodies import KnownBody, bodies_of
from deputized.rules.duties import mandate, states_that_bind_agencies, states_with_mandate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deputized.library.registry import Registry
    from deputized.registry.places.answers import Match

_KINDS = {"city": "municipal_police", "county": "county_police"}
"""The FBI's kinds under the names the registry has for them; its others keep theirs."""
OTHER_KINDS = ("federal", "other_state", "tribal")
"""Kinds that only bodies on no list have."""
_LEVELS = {"sheriff": "county", "county": "county", "city": "municipal", "campus": "campus", "tribal": "tribal",
           "state_police": "state", "other_state": "state", "federal": "federal"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RosterBody:
    """One body. `agency_id` is empty for one that is on no list we hold."""

    agency_id: str
    name: str
    state: str
    kind: str
    level: str
    county_fips: tuple[str, ...]
    ori: str | None
    officers: int | None
    people: int | None  # of the county at the census of 2020, or of the town; None where nobody counts them
    rurality: str  # of its main county: metro, adjacent, remote, unknown; empty for a body of the whole state
    bound: str  # of view.BOUND
    place: Point | None  # where it is; None for a body of the whole state, or where nothing tells
    is_unclear: bool = False  # not found on a list, and maybe there under another name

    @property
    def key(self) -> str:
        """What it is known by: our id, else its ORI, else its name and state."""
        return self.agency_id or self.ori or f"{self.name}, {self.state}"

    @property
    def county(self) -> str:
        """Name of its main county; empty where it has none."""
        found = reference.counties_by_fips().get(self.county_fips[0]) if self.county_fips else None
        return found.name if found else ""


def listed_bodies(registry: Registry, states: Iterable[str]) -> list[RosterBody]:
    """Every agency some list named, of these states."""
    found = []
    for state in states:
        law = Bindings(registry, state)
        for agency_id, match in registry.ties.of(state).items():
            name = registry.names[agency_id]
            found.append(_body(agency_id, name.name, name.kind, match, law))
    return found


def other_bodies(registry: Registry, states: Iterable[str]) -> list[RosterBody]:
    """Every body of the reference tables that is on no list we hold, of these states."""
    officers = {a.ori: a.officers for a in reference.fbi_agencies()}
    towns = _towns()
    found = []
    for state in states:
        law = Bindings(registry, state)
        for body in bodies_of(registry.db, state):
            if body.agency_id is None and not body.by_code:
                found.append(_other(body, officers.get(body.ori or ""), towns, law))
    return found


def _towns() -> dict[tuple[str, str], str]:
    """County and folded name of each incorporated place to its GEOID; none where two share both."""
    found: dict[tuple[str, str], str] = {}
    twice = set()
    for place in reference.places():
        key = (place.county_fips, reference.fold(place.name))
        if key in found:
            twice.add(key)
        found[key] = place.place_geoid
    return {k: v for k, v in found.items() if k not in twice}


def _body(agency_id: str, name: str, kind: str, match: Match, law: Bindings) -> RosterBody:
    fips, level = match.county.codes if match.level != "state" else (), match.level
    point = where(level, match.place.code, match.ori.code, fips[0] if fips else None)
    return RosterBody(
        agency_id, name, match.state, kind, level, fips, match.ori.code, match.officers, _people(match, fips),
        _rurality(level, fips), law.of(agency_id, kind, fips), point,
    )  # fmt: skip


def _people(match: Match, fips: tuple[str, ...]) -> int | None:
    if match.level == "county" and fips:
        counted = [
            reference.counties_by_fips()[f].population_2020 for f in fips if f in reference.counties_by_fips()
        ]
        return sum(n for n in counted if n) or None
    if match.level == "municipal":
        place = _people_of_places().get(match.place.code or "")
        return place if place is not None else match.population_served
    return None


_PEOPLE: dict[str, int | None] = {}


def _people_of_places() -> dict[str, int | None]:
    if not _PEOPLE:
        _PEOPLE.update(
            (p.place_geoid, p.population) for p in (*reference.places(), *reference.townships().values())
        )
    return _PEOPLE


def _other(
    body: KnownBody, officers: int | None, towns: dict[tuple[str, str], str], law: Bindings
) -> RosterBody:
    kind, level = _KINDS.get(body.kind, body.kind), _LEVELS.get(body.kind, "other")
    fips = body.county_fips if level != "state" else ()
    stem = body.name.removesuffix(" Police Department")
    town = towns.get((fips[0], reference.fold(stem))) if level == "municipal" and fips else None
    point = where(level, town, body.ori, fips[0] if fips else None)
    return RosterBody(
        "", body.name, body.state, kind, level, fips, body.ori, officers,
        (body.people or None) if level in ("county", "municipal") else None, _rurality(level, fips),
        law.of("", kind, fips), point,
        body.standing == "cannot tell",
    )  # fmt: skip


def _rurality(level: str, fips: tuple[str, ...]) -> str:
    if level == "state":
        return ""
    found = reference.counties_by_fips().get(fips[0]) if fips else None
    return found.rurality if found else "unknown"


class Bindings:
    """Whom a state's mandate binds."""

    def __init__(self, registry: Registry, state: str) -> None:
        self._by_county: dict[str, str] = {}
        self._by_agency: dict[str, str] = {}
        self.has_law = state in states_with_mandate() or state in states_that_bind_agencies()
        if not self.has_law:
            return
        found = mandate(registry, state)
        for row in found.rows:
            self._by_county[row.county_fips] = row.bound.value
            self._by_agency.update(dict.fromkeys(row.agencies, row.bound.value))
        for other in found.bodies:
            if other.agency_id:
                self._by_agency[other.agency_id] = other.bound.value

    def of(self, agency_id: str, kind: str, fips: tuple[str, ...]) -> str:
        """yes, unclear, no or none."""
        if not self.has_law:
            return "none"
        if agency_id in self._by_agency:
            return self._by_agency[agency_id]
        if kind == "sheriff" and len(fips) == 1:
            return self._by_county.get(fips[0], "no")
        return "no"
