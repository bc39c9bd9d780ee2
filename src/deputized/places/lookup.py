"""Finds the county or state a person asks for by name, or says what was tried."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from deputized import reference
from deputized.reference import CountyRow, StateRow, fold
from deputized.reference.former import FORMER_COUNTIES, RETIRED_FIPS
from deputized.registry.places.gazetteer import county_name, find_places, read_county
from deputized.resolver.states import state_asked

_CODE = re.compile(r"(?i)(?:(?P<what>fips|zip(?: ?code)?)[ :#]*)?(?P<code>\d{4,5})")
_KINDS = ("county", "parish", "borough", "census area", "municipality", "municipio")


class PlaceError(LookupError, ValueError):
    """No one place answers to what was asked; the message names what was tried and what is near."""


def find_state(text: str | StateRow) -> StateRow:
    """A state by postal code, FIPS, name or a newspaper's abbreviation of it.

    >>> find_state("texas").postal, find_state("Okla.").postal, find_state("W.Va.").postal
    ('TX', 'OK', 'WV')
    """
    if isinstance(text, StateRow):
        return text
    if not isinstance(text, str):
        raise PlaceError(f"{text!r}: not a state or territory; give a postal code such as TX")
    state = _state(text)
    if state is not None:
        return state
    wanted = fold(text)
    near = sorted(reference.states(), key=lambda s: -OSA.normalized_similarity(wanted, fold(s.name)))
    raise PlaceError(
        f"no state or territory is called {text.strip()!r}; nearest: {', '.join(s.name for s in near[:2])}"
    )


def state_code(state: str | StateRow | None) -> str | None:
    """Postal code of a state, however it is written (see `find_state`); None for None."""
    return None if state is None else find_state(state).postal


def _state(text: str) -> StateRow | None:
    postal = state_asked(text)
    return next((s for s in reference.states() if s.postal == postal), None)


def find_county(text: str | int | CountyRow) -> CountyRow:
    """A county by FIPS, by name and state, or by a ZIP code in it: "48271", "Kinney, TX", "kinney county texas",
    "ZIP 78832". Five digits alone are a FIPS if a county has it.

    Raises PlaceError if no county, or more than one, answers to it: also where a county and an independent city
    share a name and which of them is meant is not said (see `namesakes`).
    """
    county, asked = _read_county(text)
    rivals = namesakes(county) if asked and not _SAYS_WHICH.search(fold(asked)) else ()
    rivals = tuple(c for c in rivals if c.status == "current")
    if not rivals:
        return county
    both = sorted((county, *rivals), key=lambda c: (-(c.population_2020 or 0), c.fips))
    each = "; ".join(f"{county_name(c.fips)} (FIPS {c.fips})" for c in both)
    raise PlaceError(f"{len(both)} are called {asked!r}: {each}. Say which, as '{county_name(both[0].fips)}'")


def county_as_printed(text: str) -> CountyRow:
    """A county as a column or a sentence about counties names it: there a name alone means the county, and not the
    independent city that shares it. Raises PlaceError as `find_county` does.
    """
    return _read_county(text)[0]


_SAYS_WHICH = re.compile(r"\b(?:county|city|co|cnty|cty|condado|ciudad)\b")


def _read_county(text: str | int | CountyRow) -> tuple[CountyRow, str]:
    """The county that a text means, and by what name it was found; no name where a code says which."""
    if isinstance(text, CountyRow):
        return text, ""
    if isinstance(text, int) or type(text).__module__ == "numpy":
        text = str(text)
    if not isinstance(text, str):
        raise PlaceError(f"{text!r} names no county; write it as 'Kinney, TX' or as five digits, 48271")
    wanted = " ".join(text.split())
    if coded := _CODE.fullmatch(wanted):
        code = coded["code"].zfill(5)  # a spreadsheet drops the zero
        return _by_code(code, (coded["what"] or "").casefold()[:3]), ""
    if not any(c.isalpha() for c in wanted):
        raise PlaceError(f"{text!r} names no county; write it as 'Kinney, TX' or as five digits, 48271")
    name, comma, state_name = wanted.rpartition(",")
    if comma:
        return _in_state(name.strip(), find_state(state_name)), wanted
    return _without_comma(wanted), wanted


def _by_code(code: str, what: str) -> CountyRow:
    by_fips = reference.counties_by_fips()
    if code in by_fips and what != "zip":
        return by_fips[code]
    if code in RETIRED_FIPS and what != "zip":
        now = RETIRED_FIPS[code]
        raise PlaceError(f"no county has FIPS {code} any more; it is now {county_name(now)} (FIPS {now})")
    found = reference.counties_of_zip(code) if what != "fip" else ()
    if len(found) == 1:
        return by_fips[found[0]]
    if found:
        several = "; ".join(f"{county_name(f)} (FIPS {f})" for f in found)
        raise PlaceError(f"ZIP code {code} lies in {len(found)} counties: {several}. Say which")
    what_it_is_not = f"no ZIP code area is {code}" if what == "zip" else f"no county has FIPS {code}"
    raise PlaceError(what_it_is_not + ("" if what else f", and no ZIP code area is {code}"))


def namesakes(county: CountyRow) -> tuple[CountyRow, ...]:
    """The other counties of the state with this base name: St. Louis city beside St. Louis County."""
    named = reference.county_by_name(county.state)[fold(county.base_name)]
    return tuple(c for c in named if c.fips != county.fips)


_SHORT = re.compile(r"(?i)\s+(?:co|cnty|cty)\.?$")
_AT_HEAD = re.compile(r"(?i)^(?:the\s+)?(?:county|parish|condado|parroquia)\s+(?:of|del?)\s+(.+)$")


def _exact(name: str, state: str) -> CountyRow | None:
    """The county of a state that bears this name. "Bedford city" is not the county: that city is no more."""
    name = _AT_HEAD.sub(r"\1 County", _SHORT.sub(" County", name))
    bare = name.casefold().removeprefix("city of ").removeprefix("ciudad de ")
    asked = f"{bare} city" if bare != name.casefold() else name
    read = read_county(state, asked)
    if read.how != "exact" or read.fips is None:
        return None
    county = reference.counties_by_fips()[read.fips]
    says_city = fold(asked).endswith(" city") and "city" not in fold(county.name)
    return None if says_city else county


def _in_state(name: str, state: StateRow) -> CountyRow:
    county = _exact(name, state.postal) or _whole_state(name, state)
    if county is not None:
        return county
    raise PlaceError(f"no county of {state.name} is called {name!r}{_hint(name, state)}")


def _whole_state(name: str, state: StateRow) -> CountyRow | None:
    """The District of Columbia, or Guam, is its own one county: "Washington, DC"."""
    own = [c for c in reference.counties() if c.state == state.postal and c.status == "current"]
    asked = fold(name) in (fold(state.name), "dc", "washington dc", "washington")
    return own[0] if len(own) == 1 and asked else None


def _hint(name: str, state: StateRow) -> str:
    """What a name that is no county's may mean: a former name, a town, or a county spelled nearly so."""
    base = fold(name)
    for kind in _KINDS:
        base = base.removesuffix(f" {kind}")
    former = FORMER_COUNTIES.get((state.postal, base))
    if former:
        return f"; it is now {county_name(former)} (FIPS {former})"
    towns = find_places(state.postal, base.removeprefix("city of ").removesuffix(" city"))
    if towns:
        counties = sorted({fips for town in towns for fips in town.all_counties})
        return f"; {towns[0].name} is a town in {' and '.join(county_name(f) for f in counties)}"
    read = read_county(state.postal, name)
    near = [f for f in (read.fips, *read.candidates) if f]
    if near:
        return f"; nearest: {', '.join(county_name(f) for f in near)}"
    elsewhere = [c for s in reference.states() if (c := _exact(name, s.postal))]
    if 0 < len(elsewhere) < 6:
        return f"; there is {', '.join(county_name(c.fips) for c in elsewhere)}"
    names = reference.county_by_name(state.postal)
    best = sorted(names, key=lambda known: (-OSA.normalized_similarity(base, known), known))[:3]
    return f"; nearest by spelling: {', '.join(county_name(names[n][0].fips) for n in best)}"


def _without_comma(text: str) -> CountyRow:
    """A name without its state, or with it and no comma between."""
    found = [c for s in reference.states() if (c := _exact(text, s.postal))]
    if len(found) == 1:
        return found[0]
    if found:
        names = "; ".join(county_name(c.fips) for c in found)
        raise PlaceError(
            f"{len(found)} counties are called {text!r}: {names}. Say which, as '{text}, {found[0].state}'"
        )
    if (state := _state(text)) is not None:
        county = _whole_state(state.name, state)
        if county is not None:
            return county
        raise PlaceError(
            f"{state.name} is a state or territory, not a county; see: deputized state {state.postal}"
        )
    words = text.split()
    for count in (1, 2, 3):
        state = _state(" ".join(words[-count:])) if len(words) > count else None
        if state is not None:
            return _in_state(" ".join(words[:-count]), state)
    near = _near_anywhere(text)
    hint = f"; nearest: {'; '.join(near)}" if near else ""
    raise PlaceError(f"no county is called {text!r} in any state{hint}; write it as 'Kinney, TX'")


def _near_anywhere(text: str, limit: int = 5) -> list[str]:
    """Counties of any state within two letters of a name, nearest first."""
    read = (read_county(state.postal, text) for state in reference.states())
    near = sorted((r.distance, r.fips) for r in read if r.how == "near" and r.fips)
    return [county_name(fips) for _, fips in near[:limit]]
