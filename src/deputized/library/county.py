"""One county on a day: who governs it, what is in force, announced and past, the people, and what is not known."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from deputized import reference
from deputized.facts.lists import ListUsed
from deputized.library.counts import InForceCount, count
from deputized.library.day import Agreement, Day, Pending
from deputized.library.early_rosters import OnOlderLists
from deputized.library.gaps import Gap, county_gaps
from deputized.model.days import AsOf, DayLike
from deputized.model.shown import Shown
from deputized.places.geometry import neighbours
from deputized.places.lookup import PlaceError, find_county, namesakes
from deputized.reference import CountyRow, Jails, Sheriff, TexasJail
from deputized.registry.places.gazetteer import county_name
from deputized.resolver import Exact, resolver_of
from deputized.resolver.keys import says_office

if TYPE_CHECKING:
    from deputized.library.registry import Registry
    from deputized.registry.places.answers import Match


@dataclass(frozen=True, slots=True)
class CountyAgency:
    """An agency that governs the county or a town in it, and that ICE had listed or announced by that day."""

    agency_id: str
    agency: str
    kind: str
    models: tuple[str, ...]  # of its agreements in force
    match: Match  # what it is tied to, and why


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A county that shares a border, and the models its sheriff or other county bodies have on the list."""

    county_fips: str
    name: str
    models: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class County(Shown):
    """Everything the registry and the reference tables say of one county on a day.

    Bodies whose main county is another one are told here too; `main` counts those whose main county this is, so
    that over all counties of a state it adds up to the state without its statewide and unplaced bodies.
    """

    county: CountyRow
    day: date
    known_on: date | None
    list_used: ListUsed
    in_force: InForceCount
    main: InForceCount
    agencies: tuple[CountyAgency, ...]
    agreements: tuple[Agreement, ...]  # in force first, then those that left
    pending: tuple[Pending, ...]
    statewide: tuple[Agreement, ...]  # in force, of agencies of the whole state
    neighbours: tuple[Neighbour, ...]
    sheriff: Sheriff | None  # ORI and staffing are the matched agency's where the FBI's list names none
    sheriff_name: str | None  # the office as the reference lists name it, or ICE does
    jails: Jails | None
    texas_jail: TexasJail | None
    namesakes: tuple[CountyRow, ...]  # St. Louis city for St. Louis County
    gaps: tuple[Gap, ...]  # what is not known
    older: tuple[OnOlderLists, ...] = ()  # its bodies that lists of 2007 to 2017 alone are known to name

    @property
    def unknown(self) -> tuple[str, ...]:
        """What is not known, one sentence each."""
        return tuple(gap.sentence for gap in self.gaps)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as the command's JSON gives it."""
        return asdict(self) | {"unknown": self.unknown, "older": tuple(e.to_dict() for e in self.older)}


def county(
    registry: Registry, which: str | int | CountyRow, as_of: DayLike | AsOf | None, known_on: DayLike | None
) -> County:
    """Answer `Registry.county`. Raises `PlaceError` if no one county is meant, ValueError for a day that is none or
    is before the first list."""
    place = county_of(registry, which)
    return replace(
        county_on(registry.day(as_of, known_on), place),
        older=registry.older_bodies.in_county(place.state, place.fips),
    )


def county_of(registry: Registry, which: str | int | CountyRow) -> CountyRow:
    """The county that is meant: by its code or name, a ZIP code, or an agency that lies in one county alone.

    Raises `PlaceError` if no one county is.
    """
    try:
        return find_county(which)
    except PlaceError:
        if not isinstance(which, str):
            raise
        found = resolver_of(registry.db).resolve(which)
        is_body = isinstance(found, Exact) and (found.how in ("id", "ORI", "GEOID") or says_office(which))
        if not (is_body and isinstance(found, Exact) and len(found.body.county_fips) == 1):
            raise
        return reference.counties_by_fips()[found.body.county_fips[0]]


def county_on(day: Day, place: CountyRow) -> County:
    """The record of a county, from a day's facts."""
    by_fips = reference.counties_by_fips()
    governing = day.ties.governing(place.fips, place.state)
    every = [a for i in governing for a in day.by_agency.get(i, ())]
    every.sort(key=lambda a: (not a.in_force, a.agency, a.model, a.first_listed_date, a.agreement_id))
    waited = [p for i in governing for p in day.pending_by_agency.get(i, ())]
    waited.sort(key=lambda p: (p.from_date, p.pending_id))
    held = [a for a in every if a.in_force]
    seen = {i for i in governing if day.by_agency.get(i) or day.pending_by_agency.get(i)}
    bodies = tuple(_body(day, i, governing[i]) for i in sorted(seen, key=lambda i: (governing[i].agency, i)))
    sheriff = _sheriff(place, governing)
    return County(
        place, day.day, day.when.known, day.list_used, count(held),
        count(a for i in governing if governing[i].county.code == place.fips for a in day.by_agency.get(i, ())
              if a.in_force),
        bodies, tuple(every), tuple(waited), statewide(day, place.state),
        tuple(
            Neighbour(fips, county_name(fips), day.county_models(by_fips[fips].state).get(fips, ()))
            for fips in neighbours().get(place.fips, ())
        ),
        sheriff, _office(sheriff, bodies), reference.jails().get(place.fips),
        reference.texas_jails().get(place.fips), namesakes(place), county_gaps(place, bodies, sheriff),
    )  # fmt: skip


def statewide(day: Day, state: str) -> tuple[Agreement, ...]:
    """Agreements in force of the agencies of a whole state."""
    whole = (i for i, m in day.ties.of(state).items() if m.level == "state")
    found = (a for i in whole for a in day.by_agency.get(i, ()) if a.in_force)
    return tuple(sorted(found, key=lambda a: (a.agency, a.model, a.first_listed_date, a.agreement_id)))


def _body(day: Day, agency_id: str, match: Match) -> CountyAgency:
    models = {a.model for a in day.by_agency.get(agency_id, ()) if a.in_force}
    return CountyAgency(agency_id, match.agency, match.kind, tuple(sorted(models)), match)


def _sheriff(place: CountyRow, governing: dict[str, Match]) -> Sheriff | None:
    """The county's sheriff as the lists name it; where they name no ORI, with that of the matched agency."""
    listed = reference.sheriffs().get(place.fips)
    own = [m for m in governing.values() if m.kind == "sheriff" and m.ori.code]
    if listed is None or listed.ori or len(own) != 1:
        return listed
    match = own[0]
    return replace(
        listed, ori=match.ori.code, name=match.agency, year=match.staffing_year, officers=match.officers,
        civilians=match.civilians,
    )  # fmt: skip


def _office(sheriff: Sheriff | None, bodies: tuple[CountyAgency, ...]) -> str | None:
    listed = [b.agency for b in bodies if b.kind == "sheriff"]
    if sheriff is None or not (sheriff.has_office or listed):
        return None
    return sheriff.name or (listed[0] if listed else None)
