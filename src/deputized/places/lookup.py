"""Finds the county or state a person asks for by name, or says what was tried."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from deputized import reference
from deputized.places.gazetteer import read_county
from deputized.reference import County, State, fold


class PlaceError(LookupError):
    """No one place answers to what was asked; the message names what was tried and what is near."""


def find_state(text: str) -> State:
    """A state by postal code, FIPS or name.

    >>> find_state("texas").postal
    'TX'
    """
    wanted = fold(text)
    for state in reference.states():
        if wanted in (state.postal.casefold(), state.fips, fold(state.name)):
            return state
    near = sorted(reference.states(), key=lambda s: -OSA.normalized_similarity(wanted, fold(s.name)))
    raise PlaceError(
        f"no state or territory is called {text!r}; nearest: {', '.join(s.name for s in near[:2])}"
    )


def find_county(text: str) -> County:
    """A county by FIPS or by name and state: "48271", "Kinney, TX", "Kinney County, Texas".

    Raises PlaceError if no county, or more than one, answers to it.
    """
    wanted = text.strip()
    if wanted.isdigit() and len(wanted) == 5:
        county = reference.counties_by_fips().get(wanted)
        if county is None:
            raise PlaceError(f"no county has FIPS {wanted}")
        return county
    name, _, state_name = wanted.rpartition(",")
    if not name:
        return _without_state(wanted)
    state = find_state(state_name)
    read = read_county(state.postal, name)
    if read.how == "exact" and read.fips:
        return reference.counties_by_fips()[read.fips]
    near = [f for f in (read.fips, *read.candidates) if f]
    hint = f"; nearest: {', '.join(_full(reference.counties_by_fips()[f]) for f in near)}" if near else ""
    raise PlaceError(f"no county of {state.name} is called {name.strip()!r}{hint}")


def _without_state(name: str) -> County:
    found = []
    for state in reference.states():
        read = read_county(state.postal, name)
        if read.how == "exact" and read.fips:
            found.append(reference.counties_by_fips()[read.fips])
    if len(found) == 1:
        return found[0]
    if not found:
        raise PlaceError(f"no county is called {name!r} in any state; write it as 'Kinney, TX'")
    names = ", ".join(_full(c) for c in found)
    raise PlaceError(f"{len(found)} counties are called {name!r}: {names}; say which")


def _full(county: County) -> str:
    return f"{county.name}, {county.state}"
