"""The answer card of a county: who may act for ICE there, under what, since when, what a law asks, what ended.

Every view draws this one record: the top of the county's page, the frame for other sites, the picture, the brief, the
command. "Never listed" and "left" are standings of their own, and so is "announced". Where an agency may act is told
by its models: one that holds only jail models acts in its jail and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from deputized.facts.lists import ListUsed
from deputized.library.county import County, CountyAgency
from deputized.library.day import Agreement, Day, Pending
from deputized.model.kinds import EVERY_MODEL
from deputized.model.shown import Shown
from deputized.places.towns import people_in, place, places_in

LISTED, ANNOUNCED, LEFT, NEVER, NO_OFFICE, UNKNOWN = (
    "listed",
    "announced",
    "left",
    "never",
    "no_office",
    "unknown",
)
"""Standings of a party; the last two are of sheriffs alone: the county has none, or the reference lists do not say."""
JAIL_MODELS = frozenset({"JEM", "WSO"})
ROLES = ("sheriff", "town", "county", "other")


@dataclass(frozen=True, slots=True)
class Cover:
    """The town a police force covers, and how much of the county that is."""

    geoid: str | None
    town: str
    people: int | None  # of the town who live in the county; None if nobody counts them
    share: float | None  # of the county's people


@dataclass(frozen=True, slots=True)
class Party:
    """One body, or the sheriff the county has or has not, with what it holds, held and was announced with."""

    role: str  # one of ROLES, or state
    agency_id: str  # empty for a sheriff no list ever named
    name: str  # empty where it is not known
    kind: str
    standing: str
    held: tuple[Agreement, ...]
    gone: tuple[Agreement, ...]
    announced: tuple[Pending, ...]
    cover: Cover | None = None

    @property
    def models(self) -> tuple[str, ...]:
        """Models in force, in order."""
        return ordered({a.model for a in self.held})

    @property
    def in_jail_only(self) -> bool:
        """Whether all it holds is exercised in its jails alone: it may not act in the street."""
        return bool(self.held) and all(a.model in JAIL_MODELS for a in self.held)

    @property
    def last_listed(self) -> Agreement | None:
        """Of those that left, the one listed last."""
        return max(self.gone, key=lambda a: (a.last_listed_date or "", a.agreement_id), default=None)


@dataclass(frozen=True, slots=True)
class Duty:
    """What a state's law asks of the sheriff, and how far it is met. Made by `rules.duty`."""

    posture: str
    bound: str  # yes, no, unclear; empty under a law that is no mandate
    certainty: str
    narrow: bool  # it speaks of the state's own agencies alone
    law_id: str
    bill: str
    citation: str
    source: str
    address: str
    basis: str
    covered: str
    why: str
    deadline: str  # as precise as it is known; empty if the law sets none
    models: tuple[str, ...]  # that satisfy it; empty: any
    met: str  # yes, other_model, announced, no; empty where nothing is asked
    stayed: bool  # a court keeps all or part of it from being applied
    others: tuple[str, ...]  # bills that stand beside it


@dataclass(frozen=True, slots=True)
class Card(Shown):
    """The answer for a county on a day."""

    fips: str
    name: str
    state: str
    day: date
    list_used: ListUsed
    first_list: str  # day of the first list held: "never" reaches back to it
    sheriff: Party
    towns: tuple[Party, ...]
    county: tuple[Party, ...]
    other: tuple[Party, ...]
    statewide: tuple[Party, ...]
    town_count: int  # places with a government of their own in the county
    duty: Duty

    @property
    def parties(self) -> tuple[Party, ...]:
        """All of the county's own, the sheriff first; not those of the whole state."""
        return (self.sheriff, *self.towns, *self.county, *self.other)

    @property
    def standing(self) -> str:
        """Of the county as a whole: listed, announced, left or never."""
        found = {p.standing for p in self.parties}
        return next((s for s in (LISTED, ANNOUNCED, LEFT) if s in found), NEVER)

    @property
    def street(self) -> tuple[Party, ...]:
        """Bodies of the whole state that may act here: those that hold more than jail models."""
        return tuple(p for p in self.statewide if not p.in_jail_only)

    @property
    def jails(self) -> tuple[Party, ...]:
        """Bodies of the whole state that act in their own jails or prisons alone."""
        return tuple(p for p in self.statewide if p.in_jail_only)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as the command's JSON gives it."""
        return asdict(self) | {"standing": self.standing}


def ordered(models: Iterable[str]) -> tuple[str, ...]:
    """Models in the order they are always told in."""
    order = (*EVERY_MODEL, "HYBRID", "unknown")
    return tuple(sorted(models, key=lambda m: (order.index(m) if m in order else len(order), m)))


def card(record: County, duty: Duty, first_list: str) -> Card:
    """The card of a county's record."""
    by_agency: dict[str, list[Agreement]] = {}
    for a in record.agreements:
        by_agency.setdefault(a.agency_id, []).append(a)
    waiting: dict[str, list[Pending]] = {}
    for p in record.pending:
        if p.outcome == "pending" and not p.is_in_force:
            waiting.setdefault(p.agency_id, []).append(p)
    parties = [
        _party(record, b, by_agency.get(b.agency_id, []), waiting.get(b.agency_id, []))
        for b in record.agencies
    ]
    sheriffs = [p for p in parties if p.role == "sheriff"]
    sheriff = max(sheriffs, key=lambda p: (_rank(p), p.agency_id), default=None)
    rest = [p for p in parties if p is not sheriff]

    def of(role: str) -> tuple[Party, ...]:
        return tuple(
            sorted(
                (p for p in rest if _shown(p.role) == role), key=lambda p: (-_rank(p), p.name, p.agency_id)
            )
        )

    return Card(
        record.county.fips, record.county.name, record.county.state, record.day, record.list_used, first_list,
        sheriff or _no_party(record), of("town"), of("county"), of("other"), _statewide(record.statewide),
        sum(p.is_incorporated for p in places_in(record.county.state, record.county.fips)), duty,
    )  # fmt: skip


def _shown(role: str) -> str:
    """A second sheriff of one county (an office that was renamed) is told among the county's bodies."""
    return "county" if role == "sheriff" else role


def _rank(p: Party) -> int:
    return (NEVER, LEFT, ANNOUNCED, LISTED).index(p.standing)


def _role(body: CountyAgency) -> str:
    if body.kind == "sheriff":
        return "sheriff"
    level = body.match.level
    if level == "municipal":
        return "town"
    return "county" if level in ("county", "judicial_district") else "other"


def _party(record: County, body: CountyAgency, rows: list[Agreement], waiting: list[Pending]) -> Party:
    role = _role(body)
    cover = _cover(record, body) if role == "town" else None
    return _standing(role, body.agency_id, body.agency, body.kind, rows, waiting, cover)


def _standing(
    role: str,
    agency_id: str,
    name: str,
    kind: str,
    rows: list[Agreement],
    waiting: list[Pending],
    cover: Cover | None = None,
) -> Party:
    held, gone = tuple(a for a in rows if a.in_force), tuple(a for a in rows if not a.in_force)
    standing = LISTED if held else ANNOUNCED if waiting else LEFT if gone else NEVER
    return Party(role, agency_id, name, kind, standing, held, gone, tuple(waiting), cover)


def party_of(day: Day, agency_id: str, name: str, kind: str) -> Party:
    """How one body stands on a day, wherever it governs, as its county's card has it."""
    waiting = [
        p for p in day.pending_by_agency.get(agency_id, ()) if p.outcome == "pending" and not p.is_in_force
    ]
    return _standing("other", agency_id, name, kind, day.by_agency.get(agency_id, []), waiting)


def _no_party(record: County) -> Party:
    """The sheriff no list ever named: one that is there, none, or not told."""
    standing = UNKNOWN if record.sheriff is None else NEVER if record.sheriff.has_office else NO_OFFICE
    return Party("sheriff", "", record.sheriff_name or "", "sheriff", standing, (), (), ())


def _cover(record: County, body: CountyAgency) -> Cover | None:
    m = body.match
    town = place(m.state, m.place.code)
    people = people_in(town, record.county.fips, m.population_served)
    if town is None and people is None:
        return None
    everyone = record.county.population_2020
    share = min(people / everyone, 1.0) if people and everyone else None
    return Cover(m.place.code, town.name if town else "", people, share)


def _statewide(rows: tuple[Agreement, ...]) -> tuple[Party, ...]:
    found: dict[str, list[Agreement]] = {}
    for a in rows:
        found.setdefault(a.agency_id, []).append(a)
    return tuple(
        Party("state", agency_id, some[0].agency, some[0].kind, LISTED, tuple(some), (), ())
        for agency_id, some in found.items()
    )
