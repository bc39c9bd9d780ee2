"""The towns of a state by name, each with its municipal form and counties, from every reference that ships.

Two of one name are told apart by form (New York's towns and villages) or by county; where neither differs
the references themselves do not tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from deputized import reference
from deputized.reference import fold

FORMS = frozenset({"city", "town", "village", "borough", "township"})
TELLING = frozenset({"NY", "WI", "VT", "CT"})
"""States where a town stands beside the village or city of its name, with a police of its own."""
NEW_ENGLAND = frozenset({"CT", "MA", "ME", "NH", "RI", "VT"})
RECODED = frozenset({"AK", "CT"})
"""States whose references still use retired codes of counties beside new ones; no two towns of theirs share a name."""
_ROLE = re.compile(
    r"\b(?:police (?:department|dept|services|bureau|authority)|police|department of public safety|public safety|"
    r"marshals office|marshals?)\b.*"
)


@dataclass(frozen=True, slots=True)
class Town:
    """One town as a reference names it. `form` is empty where the reference gives none."""

    code: str  # GEOID or ORI
    form: str
    counties: frozenset[str]
    home: str  # FIPS of its main county; empty if the reference gives none
    is_place: bool  # an incorporated place of the Census
    is_fbi: bool  # the FBI names a police for it


def split_form(name: str, whole: frozenset[str] = frozenset()) -> tuple[str, str]:
    """(base, form) of a folded town name; a name in `whole` keeps its last word ("garden city").

    >>> split_form("town of menasha"), split_form("goshen village"), split_form("charter township of ypsilanti")
    (('menasha', 'town'), ('goshen', 'village'), ('ypsilanti', 'township'))
    """
    words = name.split()
    if len(words) > 2 and words[0] == "charter" and words[1] == "township":
        words = words[1:]
    if len(words) > 2 and words[0] in FORMS and words[1] == "of":
        return " ".join(words[2:]), words[0]
    text = " ".join(words)
    if len(words) > 1 and words[-1] in FORMS and (words[-1] == "township" or text not in whole):
        rest = words[:-1]
        return " ".join(rest[:-1] if rest[-1] == "charter" and len(rest) > 1 else rest), words[-1]
    return text, ""


def _fbi_town(name: str, whole: frozenset[str]) -> tuple[str, str]:
    folded = fold(name.split(",")[0].split(":")[0]).replace("&", "and").replace("/", " ")
    folded = re.sub(r"\btwp\b", "township", folded)
    return split_form(" ".join(_ROLE.sub(" ", folded).split()), whole)


@lru_cache(maxsize=64)
def towns(state: str) -> dict[str, tuple[Town, ...]]:
    """Every town, village, city and township of a state that a reference names, by folded base name."""
    table: dict[str, list[Town]] = {}
    census = reference.places_by_name(state)
    whole = frozenset(census)
    for name, places in census.items():
        for place in places:
            lies = frozenset(place.all_counties)
            town = Town(place.place_geoid, "", lies, place.county_fips, place.is_incorporated, False)
            table.setdefault(name, []).append(town)
    for agency in reference.fbi_agencies_of(state):
        if agency.type != "city":
            continue
        home = agency.county_fips[0] if agency.county_fips else ""
        for base, form in sorted({_fbi_town(n, whole) for n in (agency.name, agency.full_name) if n}):
            if base:
                town = Town(agency.ori, form, frozenset(agency.county_fips), home, False, True)
                table.setdefault(base, []).append(town)
    for (county, name), place in reference.townships().items():
        if place.state == state:
            form = "" if state in NEW_ENGLAND else "township"
            table.setdefault(split_form(name, whole)[0], []).append(
                Town(place.place_geoid, form, frozenset({county}), county, False, False)
            )
    return {name: tuple(dict.fromkeys(found)) for name, found in table.items()}


@lru_cache(maxsize=64)
def borne_once(state: str) -> frozenset[str]:
    """Folded names of towns that only the FBI's list of 2018 names a police of: Sheridan NY, which is not Sherman."""
    return frozenset(_fbi_town(name, frozenset())[0] for name in reference.former_towns(state))


def form_that_tells(state: str, base: str, form: str) -> str:
    """The printed form where it tells two bodies of one name apart, else "".

    A township is never the borough or city of its name. A town of New York, Wisconsin, Vermont or Connecticut is
    not the village or city of its name; the village or city needs its form only where the bare name is nobody's.
    """
    if form == "township":
        return form
    if not form or state not in TELLING:
        return ""
    found = towns(state).get(base, ())
    if form == "town":
        return form if any(t.is_place or (t.is_fbi and t.form != "town") for t in found) else ""
    several = sum(t.is_place for t in found) > 1
    has_town = any(t.is_fbi and t.form == "town" for t in found)
    bare = any(t.is_fbi and not t.form for t in found)
    return form if several or (has_town and not bare) else ""


@lru_cache(maxsize=8192)
def homes(state: str, base: str, form: str) -> tuple[frozenset[str], ...]:
    """The counties of each of several towns of one name that govern themselves; empty if only one has it.

    A town that two references name is one where they give it a county in common.
    """
    if state in RECODED:
        return ()
    wanted = "township" if form == "township" else ""
    sets = [
        t.counties
        for t in towns(state).get(base, ())
        if t.counties
        and (t.is_place or t.is_fbi or t.form == "township")
        and ("township" if t.form == "township" else "") == wanted
    ]
    merged: list[frozenset[str]] = []
    for counties in sets:
        apart = [m for m in merged if not m & counties]
        merged = [*apart, counties.union(*(m for m in merged if m & counties))]
    return tuple(sorted(merged, key=sorted)) if len(merged) > 1 else ()
