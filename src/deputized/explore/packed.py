"""The roster as data a browser can ask by the same filters on any day: `web/src/clock.ts` reads it.

Columns instead of records, and what repeats by its number: a tenth of the bytes of the same as records.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from deputized import reference
from deputized.explore.bodies import RosterBody, listed_bodies, other_bodies
from deputized.facts.agreements import pending_lives
from deputized.facts.clocks import Track
from deputized.places.residents import STATES

if TYPE_CHECKING:
    from deputized.library.registry import Registry

MODELS = ("TFM", "JEM", "WSO", "TTFM", "HYBRID", "unknown")
OPEN = -1


def packed(registry: Registry) -> dict[str, Any]:
    """Every agency on a list, every agreement and pending run with what each list says of it."""
    clocks = registry.clocks
    bodies = listed_bodies(registry, [s.postal for s in reference.states()])
    bodies.sort(key=lambda b: b.agency_id)
    olds = sorted(clocks.redirects)
    number = {i: n for n, i in enumerate([*(b.agency_id for b in bodies), *olds])}
    used = sorted({f for b in bodies for f in b.county_fips})
    return {
        "dates": clocks.dates, "places": clocks.places, "lists": clocks.lists, "models": MODELS,
        "states": {s.postal: s.name for s in reference.states()},
        "counties": {f: reference.counties_by_fips()[f].name for f in used},
        "people": _people(used), "state_people": _state_people(),
        "agencies": columns(bodies), "olds": olds,
        "redirects": [[number[old], number[new], since] for old, (since, new) in sorted(clocks.redirects.items())],
        "tracks": [_track(registry, t, number) for t in clocks.tracks],
        "pending": [
            [p.pending_id, number[p.agency_id], MODELS.index(p.model), p.from_date, p.last_date, p.to_date, p.listed_date]
            for p in pending_lives(registry.db)
        ],
    }  # fmt: skip


def _people(used: Sequence[str]) -> dict[str, int]:
    """People of these counties at the census of 2020: those there are today, of the 50 states and DC."""
    return {
        c.fips: c.population_2020
        for c in reference.counties()
        if c.fips in set(used) and c.status == "current" and c.state in STATES and c.population_2020
    }


def _state_people() -> dict[str, int]:
    """People of each state at the census of 2020."""
    found = dict.fromkeys(STATES, 0)
    for c in reference.counties():
        if c.status == "current" and c.state in found:
            found[c.state] += c.population_2020 or 0
    return found


def packed_others(registry: Registry) -> dict[str, Any]:
    """Every body of the reference tables that is on no list we hold."""
    bodies = other_bodies(registry, [s.postal for s in reference.states()])
    bodies.sort(key=lambda b: (b.state, b.key))
    used = sorted({f for b in bodies for f in b.county_fips if f in reference.counties_by_fips()})
    names = {f: reference.counties_by_fips()[f].name for f in used}
    return {
        "counties": names,
        "agencies": columns(bodies),
        "unclear": [n for n, b in enumerate(bodies) if b.is_unclear],
    }


def packed_places() -> dict[str, Any]:
    """Every town and county with a point, by state: what a view may be near to."""
    points = reference.place_points()
    towns: dict[str, list[list[Any]]] = {}
    for place in reference.places():
        if (point := points.get(place.place_geoid)) is not None:
            towns.setdefault(place.state, []).append([place.name, *point])
    counties: dict[str, list[list[Any]]] = {}
    for county in reference.counties():
        if county.status == "current" and county.latitude is not None:
            counties.setdefault(county.state, []).append([county.name, county.latitude, county.longitude])
    return {"towns": towns, "counties": counties}


def compact(data: Any) -> str:
    """As JSON without a space."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def columns(bodies: Sequence[RosterBody]) -> dict[str, Any]:
    """The bodies column by column; a column of few values as the values and their numbers."""
    return {
        "id": [b.agency_id for b in bodies] if any(b.agency_id for b in bodies) else [],
        "name": [b.name for b in bodies],
        "ori": [b.ori or "" for b in bodies],
        "officers": [b.officers for b in bodies],
        "people": [b.people for b in bodies],
        "fips": [";".join(b.county_fips) for b in bodies],
        "lat": [b.place.latitude if b.place else None for b in bodies],
        "lon": [b.place.longitude if b.place else None for b in bodies],
        **{
            name: few(getattr(b, name) for b in bodies)
            for name in ("state", "kind", "level", "rurality", "bound")
        },
        "point": few(b.place.how if b.place else "" for b in bodies),
    }


def few(values: Iterable[str]) -> list[Any]:
    """A column of few values: the values, then each row's as its number."""
    rows = list(values)
    known = {v: n for n, v in enumerate(sorted(set(rows)))}
    return [list(known), [known[v] for v in rows]]


def _track(registry: Registry, t: Track, number: dict[str, int]) -> list[Any]:
    """Id, model, runs, first day it may be taken as signed, whether merged, holders, signing days, what took its place."""
    more = registry.details[t.agreement_id]
    runs = [
        n for start, stop in t.runs for n in (start, OPEN if stop >= len(registry.clocks.dates) else stop)
    ]
    return [
        t.agreement_id, MODELS.index(t.model), runs, t.starts, int(t.is_merged),
        [[place, number[printed]] for place, printed, _, _ in t.holders],
        [[since, signed] for since, signed in t.days], more.superseded_on if more.superseded_by else None,
    ]  # fmt: skip
