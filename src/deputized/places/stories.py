"""What is known of one county or one state: who governs, which agreements, the people, the jail, the gaps."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from deputized import reference
from deputized.places.geometry import neighbours
from deputized.places.lookup import find_county, find_state, namesakes
from deputized.places.residents import Coverage, Holder, coverage
from deputized.places.standing import holders, list_day, matches, newest_day
from deputized.reference import County, Jails, Sheriff, State, TexasJail
from deputized.registry.places.answers import Match
from deputized.registry.places.gazetteer import county_name

# One row per agreement of the state that was listed by a day, as it stood on that day: active if the day's
# list has it; absent if a later one has it again.
_AGREEMENTS = """
SELECT a.agreement_id, a.agency_id, g.name, g.kind, a.model, a.signed_date, a.first_listed_date,
       min(a.last_listed_date, ?2), iif(s.agreement_id IS NULL, a.absent_date, NULL),
       CASE WHEN s.agreement_id IS NOT NULL THEN 'active' WHEN a.status = 'active' THEN 'absent' ELSE a.status END
FROM agreements a
JOIN agencies g USING (agency_id)
LEFT JOIN agreement_spells s ON s.agreement_id = a.agreement_id AND s.state_of_list = 'listed'
     AND s.from_date <= ?2 AND (s.to_date IS NULL OR s.to_date > ?2)
WHERE a.state = ?1 AND a.status <> 'merged' AND a.first_listed_date <= ?2
ORDER BY g.name, a.model, a.signed_date, a.agreement_id
"""

# One row per spell on the pending list of an agency of the state.
_PENDING = """
SELECT p.pending_id, p.agency_id, g.name, p.model, p.from_date, p.last_date, p.outcome
FROM pending_spells p
JOIN agencies g USING (agency_id)
WHERE p.state = ?1
ORDER BY p.from_date, p.pending_id
"""


@dataclass(frozen=True, slots=True)
class StoryAgreement:
    """One agreement as a story tells it; days are None where ICE printed none."""

    agreement_id: str
    agency_id: str
    agency: str
    kind: str
    model: str
    signed_date: str | None
    first_listed_date: str
    last_listed_date: str
    absent_date: str | None
    status: str  # on the day told of: active, absent, superseded, removed


@dataclass(frozen=True, slots=True)
class StoryPending:
    """One run on the pending list."""

    pending_id: str
    agency_id: str
    agency: str
    model: str
    from_date: str
    last_date: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A county that shares a border, and the models its sheriff or other county bodies hold."""

    county_fips: str
    name: str
    models: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountyStory:
    """Everything the registry and the reference tables say of one county on a day."""

    county: County
    day: date
    agencies: tuple[tuple[str, Match], ...]  # (agency_id, match) of the agencies ICE ever listed here
    agreements: tuple[StoryAgreement, ...]
    pending: tuple[StoryPending, ...]
    statewide: tuple[StoryAgreement, ...]  # standing agreements of the state's own agencies
    neighbours: tuple[Neighbour, ...]
    sheriff: Sheriff | None  # ORI and staffing are the matched agency's where the FBI's list names none
    jails: Jails | None
    texas_jail: TexasJail | None
    namesakes: tuple[County, ...]  # St. Louis city for St. Louis County
    unknown: tuple[str, ...]  # what is not known, one sentence each


@dataclass(frozen=True, slots=True)
class StateStory:
    """Agreements, agencies and people of one state on a day."""

    state: State
    day: date
    agency_counts: dict[str, int]  # by kind, of agencies with a standing agreement
    model_counts: dict[str, int]  # agencies that hold each model
    coverage: dict[str, Coverage]  # by model, and "any"
    statewide: tuple[StoryAgreement, ...]
    sheriffs_with_agreement: int
    sheriff_offices: int
    jail_counties: int | None  # Texas: counties that ran a jail in 2021
    jail_counties_with_sheriff_agreement: int | None
    unplaced: tuple[str, ...]  # agency ids without a county that should have one


def county_story(connection: sqlite3.Connection, text: str, day: date | None = None) -> CountyStory:
    """The story of a county asked for by name or FIPS.

    Raises `PlaceError` if no one county is meant, ValueError for a day before the first list.
    """
    county = find_county(text)
    on = day or newest_day(connection)
    list_day(connection, on)
    tied = matches(connection, county.state)
    governing = {a: m for a, m in tied.items() if county.fips in m.county.codes}
    every = _agreements(connection, county.state, on)
    agreements = tuple(a for a in every if a.agency_id in governing)
    pending = tuple(p for p in _pending(connection, county.state, on) if p.agency_id in governing)
    seen = {a.agency_id for a in agreements} | {p.agency_id for p in pending}
    here = {a: m for a, m in governing.items() if a in seen}
    statewide = {a for a, m in tied.items() if m.level == "state"}
    held = _models_by_county(connection, county, on)
    sheriff = _sheriff(county, governing)
    return CountyStory(
        county,
        on,
        tuple(sorted(here.items())),
        agreements,
        pending,
        tuple(a for a in every if a.agency_id in statewide and a.status == "active"),
        tuple(
            Neighbour(fips, county_name(fips), tuple(sorted(held.get(fips, ()))))
            for fips in neighbours().get(county.fips, ())
        ),
        sheriff,
        reference.jails().get(county.fips),
        reference.texas_jails().get(county.fips),
        namesakes(county),
        _gaps(county, here, sheriff),
    )


def _sheriff(county: County, governing: dict[str, Match]) -> Sheriff | None:
    """The county's sheriff as the lists name it; where they name no ORI, with that of the matched agency."""
    listed = reference.sheriffs().get(county.fips)
    own = [m for m in governing.values() if m.kind == "sheriff" and m.ori.code]
    if listed is None or listed.ori or len(own) != 1:
        return listed
    match = own[0]
    return replace(
        listed,
        ori=match.ori.code,
        name=match.agency,
        year=match.staffing_year,
        officers=match.officers,
        civilians=match.civilians,
    )


def _models_by_county(connection: sqlite3.Connection, county: County, on: date) -> dict[str, set[str]]:
    """Models held by county bodies in the county's state and those its neighbours lie in."""
    by_fips = reference.counties_by_fips()
    states = {by_fips[f].state for f in neighbours().get(county.fips, ())}
    held: dict[str, set[str]] = {}
    for state in sorted(states):
        for holder in holders(connection, on, state):
            if holder.level == "county":
                for fips in holder.county_fips:
                    held.setdefault(fips, set()).update(holder.models)
    return held


def _gaps(county: County, here: dict[str, Match], sheriff: Sheriff | None) -> tuple[str, ...]:
    gaps = []
    if county.status != "current":
        gaps.append(f"{county.name} is a former county; {_successors(county)}")
    elif county.state == "CT":
        old = [fips for fips, shares in reference.connecticut_regions().items() if county.fips in shares]
        names = ", ".join(county_name(fips) for fips in old)
        gaps.append(
            f"jails, towns and police are listed by Connecticut's former counties; this region lies in {names}"
        )
    if sheriff is None or not sheriff.has_office:
        gaps.append("the reference lists name no sheriff's office here")
    elif sheriff.officers is None:
        gaps.append("the sheriff made no staffing report to the FBI from 2018 to 2025")
    jails = reference.jails().get(county.fips)
    if jails is None or not jails.has_jail:
        gaps.append("HIFLD (2024) lists no open adult county jail here; prisoners may be held elsewhere")
    elif jails.capacity is None:
        gaps.append("the jail's capacity is not known")
    for agency_id, match in sorted(here.items()):
        for question, answer in (("FBI identifier", match.ori), ("town", match.place)):
            if answer.status == "unknown":
                gaps.append(f"{agency_id}: no {question} ({answer.note})")
    return tuple(gaps)


def _successors(county: County) -> str:
    shares = reference.connecticut_regions().get(county.fips, {})
    if not shares:
        return "the Census counts its people under its successors"
    parts = (f"{county_name(f)} {share:.0%}" for f, share in sorted(shares.items(), key=lambda x: -x[1]))
    return f"the Census counts its people by planning region; its area lies in {', '.join(parts)}"


def _agreements(connection: sqlite3.Connection, state: str, on: date) -> list[StoryAgreement]:
    return [StoryAgreement(*row) for row in connection.execute(_AGREEMENTS, (state, on.isoformat()))]


def _pending(connection: sqlite3.Connection, state: str, on: date) -> list[StoryPending]:
    """Runs on the pending list that had begun by a day; one that went on past it is pending still."""
    day = on.isoformat()
    runs = (StoryPending(*row) for row in connection.execute(_PENDING, (state,)))
    begun = (p for p in runs if p.from_date <= day)
    return [p if p.last_date <= day else replace(p, last_date=day, outcome="pending") for p in begun]


def state_story(connection: sqlite3.Connection, text: str, day: date | None = None) -> StateStory:
    """The story of a state asked for by postal code or name.

    Raises `PlaceError` if there is none, ValueError for a day before the first list.
    """
    state = find_state(text)
    on = day or newest_day(connection)
    list_day(connection, on)
    held = holders(connection, on, state.postal)
    tied = matches(connection, state.postal)
    begun = _agreements(connection, state.postal, on)
    people = {m: coverage(held, model=m, states=(state.postal,)) for m in ("TFM", "JEM", "WSO")}
    people["any"] = coverage(held, states=(state.postal,))
    total = people["any"].total
    jails = jail_counties(held) if state.postal == "TX" else None
    return StateStory(
        state,
        on,
        dict(sorted(Counter(h.kind for h in held).items())),
        dict(sorted(Counter(model for h in held for model in h.models).items())),
        people,
        tuple(a for a in begun if a.status == "active" and tied[a.agency_id].level == "state"),
        total.sheriff_count,
        total.sheriff_office_count,
        jails[1] if jails else None,
        jails[0] if jails else None,
        people["any"].unplaced,
    )


def jail_counties(held: tuple[Holder, ...]) -> tuple[int, int]:
    """(Texas counties that run a jail and whose sheriff holds an agreement, counties that run a jail)."""
    running = {fips for fips, jail in reference.texas_jails().items() if jail.operation == "county"}
    sheriffs = {fips for h in held if h.kind == "sheriff" for fips in h.county_fips}
    return len(running & sheriffs), len(running)
