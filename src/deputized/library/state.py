"""One state on a day: agreements and agencies in force, the people they reach, sheriffs, what is not placed."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from deputized import reference
from deputized.facts.lists import ListUsed
from deputized.library.counts import InForceCount, by_model, count
from deputized.library.county import statewide
from deputized.library.day import Agreement, Day
from deputized.model.days import AsOf, DayLike
from deputized.model.shown import Shown
from deputized.places.lookup import find_state
from deputized.places.residents import Coverage, Holder, coverage
from deputized.reference import StateRow

if TYPE_CHECKING:
    from deputized.library.registry import Registry

MODELS = ("TFM", "JEM", "WSO")


@dataclass(frozen=True, slots=True)
class State(Shown):
    """Agreements, agencies and people of one state on a day.

    `in_force` counts as `Status` does. Coverage, `sheriffs_with_agreement` and the counties with a jail count
    the agencies on the list that speaks for the day: `in_force.listed`, without those signed and not yet listed.
    """

    state: StateRow
    day: date
    known_on: date | None
    list_used: ListUsed
    in_force: InForceCount
    agency_counts: dict[str, int]  # agencies in force by kind
    model_counts: dict[str, int]  # agencies in force that hold each model
    agreements: tuple[Agreement, ...]  # in force
    coverage: dict[str, Coverage]  # by model, and "any"
    statewide: tuple[Agreement, ...]
    statewide_in_force: InForceCount
    sheriffs_with_agreement: int
    sheriff_offices: int
    jail_counties: int | None  # Texas: counties that ran a jail in 2021
    jail_counties_with_sheriff_agreement: int | None
    unplaced: tuple[str, ...]  # agencies in force without a county that should have one
    unplaced_in_force: InForceCount

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as the command's JSON gives it."""
        return asdict(self)


def state(
    registry: Registry, which: str | StateRow, as_of: DayLike | AsOf | None, known_on: DayLike | None
) -> State:
    """Answer `Registry.state`. Raises `PlaceError` if there is none, ValueError for a day that is none or is before
    the first list."""
    place = find_state(which)
    return state_on(registry.day(as_of, known_on), place)


def state_on(day: Day, place: StateRow) -> State:
    """The record of a state, from a day's facts."""
    ties = day.ties.of(place.postal)
    held = tuple(a for a in day.agreements if a.in_force and a.state == place.postal)
    kinds = {a.agency_id: a.kind for a in held}
    listed = day.holders(place.postal)
    people = {m: coverage(listed, model=m, states=(place.postal,)) for m in MODELS}
    people["any"] = coverage(listed, states=(place.postal,))
    total = people["any"].total
    jails = jail_counties(listed) if place.postal == "TX" else None
    lost = sorted(
        i for i, m in ties.items()
        if m.level != "state" and not m.county.codes and any(a.in_force for a in day.by_agency.get(i, ()))
    )  # fmt: skip
    whole = statewide(day, place.postal)
    in_force = count(held)
    return State(
        place, day.day, day.when.known, day.list_used, in_force,
        dict(sorted(Counter(kinds.values()).items())),
        {m: n for m, n in by_model(in_force.agencies_by_model).items() if n},
        held, people, whole, count(whole), total.sheriff_count, total.sheriff_office_count,
        jails[1] if jails else None, jails[0] if jails else None, tuple(lost),
        count(a for i in lost for a in day.by_agency[i] if a.in_force),
    )  # fmt: skip


def jail_counties(held: tuple[Holder, ...]) -> tuple[int, int]:
    """(Texas counties that run a jail and whose sheriff holds an agreement, counties that run a jail)."""
    running = {fips for fips, jail in reference.texas_jails().items() if jail.operation == "county"}
    sheriffs = {fips for h in held if h.kind == "sheriff" for fips in h.county_fips}
    return len(running & sheriffs), len(running)
