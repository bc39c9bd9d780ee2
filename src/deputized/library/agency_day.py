"""One agency on a day, as known on another; and one agreement's life."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from deputized.facts import agencies as facts_of_agencies
from deputized.facts import evidence as facts
from deputized.facts.lists import ListUsed
from deputized.library.agencies import governs, lives
from deputized.library.day import Agreement, Pending
from deputized.library.find_body import find
from deputized.library.moved import follow
from deputized.library.table import Table
from deputized.model.days import AsOf, DayLike
from deputized.model.kinds import model_code
from deputized.model.shown import Shown
from deputized.places.lookup import find_county, state_code

if TYPE_CHECKING:
    from deputized.facts.records import Record
    from deputized.library.registry import Registry

FIELDS = (
    "agency_id", "agency", "state", "agreement_id", "model", "signed_date", "signed_raw", "status", "first_publication_id",
    "first_listed_date", "last_publication_id", "last_listed_date", "absent_publication_id", "absent_date", "superseded_by",
    "pending_since", "moa_url", "moa_posted_date", "addendum_url", "was_handed_on", "signed_days_before_listing", "printed_days",
    "spells", "holders", "documents",
)  # fmt: skip
"""What is told of an agreement, in order."""


@dataclass(frozen=True, slots=True)
class AgencyDay(Shown):
    """How an agency stood on a day: agreements in force and those that had left, and what was pending."""

    agency_id: str
    name: str
    as_of: str | None
    known_on: str | None
    list_used: ListUsed
    standing: str  # in force, pending, left or never listed
    agreements: tuple[Agreement, ...]
    pending: tuple[Pending, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)


def agency_on(
    registry: Registry,
    which: str,
    state: str | None = None,
    as_of: DayLike | AsOf | None = None,
    known_on: DayLike | None = None,
) -> AgencyDay:
    """One agency on a day. Raises as `Registry.agency` and `Registry.day` do."""
    agency_id, day = find(registry, which, state), registry.day(as_of, known_on)
    return AgencyDay(
        agency_id, registry.names[agency_id].name, *day.when.texts, day.list_used, day.standing_of(agency_id),
        tuple(day.by_agency.get(agency_id, ())), tuple(day.pending_by_agency.get(agency_id, ())),
    )  # fmt: skip


def agreement(registry: Registry, which: str) -> Record:
    """One agreement by its id or one that leads to it: days as printed, spells, holders, and whose it is.

    Raises LookupError if no agreement bears the id.
    """
    agreement_id = follow(registry, which.strip())
    found = facts.record(registry.db, "agreement", agreement_id)
    if found is None:
        raise LookupError(
            f"{which}: no agreement has this id; ids look like tx-kinney-county-sheriff.tfm.2025-03-26"
        )
    return next(a for a in _held(registry, found["agency_id"]) if a["agreement_id"] == agreement_id)


def agreements(
    registry: Registry,
    state: str | None = None,
    model: str | None = None,
    county: str | int | None = None,
    as_of: DayLike | AsOf | None = None,
    known_on: DayLike | None = None,
) -> Table:
    """Agreements as `agreement` tells each, by id; with a day, those in force then as could be known then.

    `county`: those of bodies that govern it or a town in it. What is told of each is its whole life, whatever the day.
    """
    when, postal, code = AsOf.of(as_of, known_on), state_code(state), model_code(model)
    place = find_county(county) if county is not None else None
    in_force = None if when == AsOf() else {a.agreement_id for a in registry.as_of(when)}
    found = [
        a
        for agency_id in registry.names
        if place is None or governs(registry.ties[agency_id], place.fips)
        for a in (_held(registry, agency_id) if postal in (None, registry.ties[agency_id].state) else ())
        if code in (None, a["model"]) and (in_force is None or a["agreement_id"] in in_force)
    ]
    return Table(sorted(found, key=lambda a: str(a["agreement_id"])), FIELDS)


def _held(registry: Registry, agency_id: str) -> list[Record]:
    """An agency's agreements, each with whose it is and its documents."""
    name, papers = registry.names[agency_id].name, facts_of_agencies.documents(registry.db, agency_id)
    return [
        {"agency_id": agency_id, "agency": name, "state": registry.ties[agency_id].state, **a}
        | {"documents": [d for d in papers if d["agreement_id"] == a["agreement_id"]]}
        for a in lives(registry, agency_id)
        if a["agency_id"] == agency_id  # one that was handed on is told of the body that holds it
    ]
