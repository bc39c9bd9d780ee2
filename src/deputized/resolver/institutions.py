"""Names of bodies that are no town's and no county's: campuses, school districts, tribes. What they say of policing is
left out, since each has one force whatever it is called.
"""

from __future__ import annotations

from typing import Any

from deputized.registry.gazetteer import is_place
from deputized.registry.words import FILLER, state_words

_POLICING = frozenset(
    {
        "police",
        "public",
        "safety",
        "services",
        "service",
        "security",
        "marshals",
        "marshal",
        "division",
        "campus",
    }
) | {"lighthorse", "enforcement", "law", "at", "bureau"}
CAMPUS = frozenset({"university", "college", "institute"})
_SCHOOLS = frozenset({"school", "schools"})
_OF_SCHOOLS = _SCHOOLS | {
    "district",
    "board",
    "independent",
    "consolidated",
    "public",
    "system",
    "county",
    "parish",
    "city",
}
_TRIBE = frozenset(
    {
        "tribal",
        "tribe",
        "tribes",
        "nation",
        "pueblo",
        "band",
        "bands",
        "rancheria",
        "reservation",
        "lighthorse",
    }
)
_OF_TRIBE = _TRIBE | {"indian", "indians", "community", "sioux", "colony", "agency"}
_BY_STATE = {
    "CA": {"uc": "university california", "csu": "california state university", "cal state": "california state university"},
    "CO": {"cu": "university colorado"},
    "IL": {"siu": "southern illinois university"},
    "MA": {"umass": "university massachusetts"},
    "MD": {"umd": "university maryland"},
    "NC": {"unc": "university north carolina"},
    "NY": {"suny": "state university new york"},
    "TN": {"ut": "university tennessee"},
    "TX": {"ut": "university texas", "texas a and m": "texas a and m university", "tamu": "texas a and m university"},
    "WI": {"uw": "university wisconsin"},
}  # fmt: skip
"""What a state's university of many campuses is called for short, before the campus."""
SERVICES = frozenset(
    {
        "transit",
        "authority",
        "airport",
        "port",
        "railroad",
        "railway",
        "rail",
        "park",
        "parks",
        "hospital",
        "rangers",
    }
) | {"school", "schools", "district", "commission", "harbor", "library", "medical", "center"}
"""Words of bodies whose force is not in their name as the FBI prints it: "Port of Galveston" is asked for as its police."""


def word_lists() -> dict[str, Any]:
    """The words by which institutions are read, for who reads by the same rules elsewhere: the browser."""
    sets = {
        "policing": _POLICING,
        "campus": CAMPUS,
        "schools": _SCHOOLS,
        "of_schools": _OF_SCHOOLS,
        "tribe": _TRIBE,
        "of_tribe": _OF_TRIBE,
    }
    return {name: sorted(words) for name, words in sets.items()} | {"short": _BY_STATE}


def may_be_meant(name: str) -> bool:
    """Whether a town's name has words of an institution: College Station, State College."""
    said = set(name.split())
    return bool(said & (CAMPUS | _SCHOOLS | _TRIBE)) or {"indian", "community"} <= said


def institution(state: str, words: list[str]) -> tuple[str, str, str] | None:
    """(role, base, form) of a campus, a school district or a tribe that a name says; None if it is none of them.

    >>> institution("CA", "uc berkeley police department".split())
    ('campus', 'university california berkeley', '')
    >>> institution("TX", "college station police".split()) is None
    True
    """
    words = _full(state, words)
    said = set(words)
    bare = [w for w in words if w not in FILLER and w not in _POLICING]
    if not bare or is_place(state, " ".join(bare)):
        return None
    if said & CAMPUS:
        return "campus", " ".join(bare) if set(bare) - CAMPUS else "", ""
    if said & _SCHOOLS:
        base = [w for w in bare if w not in _OF_SCHOOLS]
        return ("school", " ".join(base), "county" if said & {"county", "parish"} else "") if base else None
    if said & _TRIBE or {"indian", "community"} <= said:
        core = tribe(state, bare)
        return ("tribe", core, "") if core else None
    return None


def tribe(state: str, words: list[str]) -> str:
    """What is left of a tribe's name without the words that many tribes have, nor its own state's at the head."""
    own = list(state_words(state))
    words = words[len(own) :] if words[: len(own)] == own else words
    return " ".join(w for w in words if w not in _OF_TRIBE and w not in FILLER and w not in _POLICING)


def _full(state: str, words: list[str]) -> list[str]:
    """A short name of a university of many campuses, spelt out where a campus follows."""
    if CAMPUS & set(words):
        return words
    for short, name in _BY_STATE.get(state, {}).items():
        head = short.split()
        rest = [w for w in words[len(head) :] if w not in FILLER and w not in _POLICING]
        if words[: len(head)] == head and rest and "county" not in rest:
            return [*name.split(), *words[len(head) :]]
    return words
