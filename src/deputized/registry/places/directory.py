"""FBI agencies of a state by what their names say, so that an agency's name can be looked up, not guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from deputized import reference
from deputized.reference import FbiAgency, fold

_ROLE = re.compile(
    r"\b(?:police department|police dept|police services|police bureau|police|department of public safety|"
    r"public safety|marshals office|marshal)\b"
)
_FORMS = re.compile(r"\b(?:borough|town|village|city)$")
_NOISE = frozenset({"of", "the", "and", "for", "at", "a"})


@dataclass(frozen=True, slots=True)
class TownKey:
    """A town as a name gives it: the township of a name is another body than the borough of that name; so is
    a town of New York or Wisconsin."""

    base: str
    is_township: bool


def town_key(name: str) -> TownKey:
    """The town a police department is named for.

    >>> town_key("Manheim Township Police Department"), town_key("Cumberland Township, Greene County")
    (TownKey(base='manheim', is_township=True), TownKey(base='cumberland', is_township=True))
    """
    folded = fold(name.split(",")[0]).replace("&", "and")
    folded = " ".join(_ROLE.sub(" ", folded).split())
    is_township = folded.endswith(" township") or folded.endswith(" twp")
    base = re.sub(r" (?:township|twp)$", "", folded)
    base = re.sub(r"^(?:city|town|village|borough) of ", "", base)
    return TownKey(_FORMS.sub("", base).strip() or base, is_township)


# States where a town surrounds or lies beside a village or city of its name, with police of its own.
TOWN_STATES = frozenset({"NY", "WI"})
_TOWN = re.compile(r"^town of\b|\btown$|\btown (?=police|of)")


def is_civil_town(state: str, name: str) -> bool:
    """Whether a name says "town" where that is another body than the village or city of the name.

    >>> is_civil_town("WI", "Town of Madison Police"), is_civil_town("FL", "Town of Palm Beach Police")
    (True, False)
    """
    return state in TOWN_STATES and bool(_TOWN.search(fold(name)))


@lru_cache(maxsize=64)
def towns(state: str) -> dict[TownKey, tuple[FbiAgency, ...]]:
    """Town police of a state by the town their FBI names give."""
    table: dict[TownKey, dict[str, FbiAgency]] = {}
    for agency in reference.fbi_agencies_of(state):
        if agency.type == "city":
            for name in (agency.name, agency.full_name):
                if name:
                    key = town_key(name)
                    if is_civil_town(state, agency.name):
                        key = replace(key, is_township=True)
                    table.setdefault(key, {})[agency.ori] = agency
    return {key: tuple(found.values()) for key, found in table.items()}


_POLICE_DEPARTMENT = re.compile(r"(?<!\bstate )\bpolice department\b")
_BOARD = re.compile(r"\b(?:district )?board of trustees(?: of)?\b")


@lru_cache(maxsize=64)
def _own_words(state: str) -> frozenset[str]:
    own = next(s for s in reference.states() if s.postal == state)
    return frozenset(fold(own.name).split())


def words_key(name: str, state: str) -> frozenset[str]:
    """The words of a name that tell bodies apart, whatever their order.

    A state body's own state's name says nothing ("Idaho State Police", "State Police"); a campus's does
    ("University of Florida").
    """
    folded = fold(name).replace("&", " and ").replace("/", " ")
    folded = _BOARD.sub(" ", _POLICE_DEPARTMENT.sub(" ", folded))
    words = set(re.findall(r"[a-z0-9]+", folded)) - _NOISE
    if words & {"university", "college"}:
        return frozenset(words)
    words -= _own_words(state) | {"department", "office", "division", "s"}
    if "state" in words and not words - {"state"} <= {"police", "guard"}:
        words.discard("state")
    if not words <= {"state", "police"}:
        words.discard("police")
    return frozenset(words)


def is_unit(agency: FbiAgency) -> bool:
    """Whether the FBI's full name is of an office or unit of the body its short name gives.

    FBI employee tables cut the unit off: "Department of Correction" is its internal affairs office.
    """
    full, short = fold(agency.full_name or ""), fold(agency.name)
    rest = full[len(short) :].strip(" :,") if full.startswith(short) else ""
    return bool(rest) and rest != "headquarters"


@lru_cache(maxsize=64)
def by_words(state: str) -> dict[frozenset[str], tuple[FbiAgency, ...]]:
    """A state's campus, state and other agencies by the words of their names; units of a body are left out,
    but not the campuses of a university, which the county tells apart."""
    table: dict[frozenset[str], dict[str, FbiAgency]] = {}
    for agency in reference.fbi_agencies_of(state):
        if agency.type in ("city", "county", "federal"):
            continue
        names: tuple[str | None, ...] = (agency.name, agency.full_name)
        if agency.type != "campus" and is_unit(agency):
            names = (agency.full_name,)
        for name in names:
            if name and (key := words_key(name, state)):
                table.setdefault(key, {})[agency.ori] = agency
    return {key: tuple(found.values()) for key, found in table.items()}


@lru_cache(maxsize=64)
def by_full_name(state: str) -> dict[str, tuple[FbiAgency, ...]]:
    """A state's agencies by whole folded name, as either FBI table prints it."""
    table: dict[str, dict[str, FbiAgency]] = {}
    for agency in reference.fbi_agencies_of(state):
        for name in (agency.name, agency.full_name):
            if name:
                table.setdefault(fold(name), {})[agency.ori] = agency
    return {key: tuple(found.values()) for key, found in table.items()}


@lru_cache(maxsize=64)
def folded_names(state: str) -> dict[str, tuple[str, ...]]:
    """The folded names of a state's agencies by ORI."""
    return {
        a.ori: tuple(fold(n) for n in (a.name, a.full_name) if n) for a in reference.fbi_agencies_of(state)
    }


@lru_cache(maxsize=64)
def constables(state: str) -> tuple[FbiAgency, ...]:
    """A state's constables in FBI tables, printed with or without a number."""
    names = folded_names(state)
    return tuple(a for a in reference.fbi_agencies_of(state) if "constable" in names[a.ori][0])


@lru_cache(maxsize=64)
def by_ori(state: str) -> dict[str, FbiAgency]:
    """A state's FBI agencies by ORI."""
    return {agency.ori: agency for agency in reference.fbi_agencies_of(state)}


def newest(agencies: tuple[FbiAgency, ...], *, one_body: bool = False) -> tuple[FbiAgency, ...]:
    """Of ORIs with one name in one county, those with the newest staffing report: an older one is a retired
    identifier. In another county the same name is another body's, whenever it reported, unless they are all
    `one_body`: the offices of a state's."""
    latest: dict[tuple[str, ...], int] = {}
    for agency in agencies:
        where = () if one_body else agency.county_fips
        latest[where] = max(latest.get(where, 0), agency.year or 0)
    return tuple(a for a in agencies if (a.year or 0) == latest[() if one_body else a.county_fips])
