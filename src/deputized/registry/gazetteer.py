"""Looks a printed place name up in the reference lists: exact, else the one nearest name, else nothing.

Names are matched to reference lists and never to each other. A name that any reference bears (a Census place,
a town or township the FBI names a police for) is never "fixed" into a neighbour; one that is none is fixed only
when a single reference name is near.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from deputized import reference
from deputized.registry.towns import borne_once, towns


@dataclass(frozen=True, slots=True)
class FoundName:
    """A reference name: `how` is exact, fixed (with the edit distance) or none."""

    name: str  # folded reference name, or the printed one when none was found
    how: str
    distance: int = 0
    fips: str | None = None  # county FIPS, or place GEOID
    alternatives: tuple[str, ...] = ()


@lru_cache(maxsize=64)
def _counties(state: str) -> dict[str, tuple[str, str]]:
    """folded name -> (folded canonical name, FIPS). A bare name means the county, not the city of that name."""
    table: dict[str, tuple[str, str]] = {}
    for base, counties in reference.county_by_name(state).items():
        current = sorted(
            counties, key=lambda c: ("independent city" in c.lsad.lower(), c.status != "current", c.fips)
        )
        table[base] = (base, current[0].fips)
        for county in current:
            if "independent city" in county.lsad.lower():
                table[f"{base} city"] = (f"{base} city" if len(current) > 1 else base, county.fips)
    return table


@lru_cache(maxsize=64)
def _places(state: str) -> dict[str, tuple[str, ...]]:
    """folded town name -> the FIPS of the counties it lies in, as the Census and the FBI's tables have them."""
    return {
        name: tuple(sorted({f for t in found for f in t.counties})) for name, found in towns(state).items()
    }


def nearest(name: str, known: Iterable[str]) -> tuple[str | None, int, tuple[str, ...]]:
    """The one reference name near enough to be meant: one edit, or two in a long name, with no rival."""
    if len(name) < 6:
        return None, 0, ()
    limit = 2 if len(name) >= 7 else 1
    near = extract(name, list(known), scorer=OSA.distance, score_cutoff=limit, limit=6)
    if not near:
        return None, 0, ()
    closest = min(score for _, score, _ in near)
    best = sorted(n for n, score, _ in near if score == closest)
    others = tuple(sorted(n for n, score, _ in near if n not in best))
    if len(best) > 1 or (closest == 2 and others):
        return None, int(closest), tuple(best) + others
    return best[0], int(closest), others


@lru_cache(maxsize=8192)
def find_county(state: str, base: str) -> FoundName:
    """The county of a state by base name ("kinney", "miami dade", "hopewell").

    A name that is a county of another state may be a slip in STATE as well as in the name: it is not fixed.
    """
    table = _counties(state)
    for form in _forms(base):
        if form in table:
            canonical, fips = table[form]
            return FoundName(canonical, "exact", 0, fips)
    if (full := _without_small_words(state).get(_SMALL.sub("", base))) is not None:  # Lake of the Woods
        return FoundName(full, "exact", 0, table[full][1])
    name, distance, others = nearest(base, table)
    if name is None or states_with_county(base):
        return FoundName(base, "none", distance, None, others)
    canonical, fips = table[name]
    return FoundName(canonical, "fixed", distance, fips, others)


_SMALL = re.compile(r"\b(?:of|the|and)\b ?")


@lru_cache(maxsize=64)
def _without_small_words(state: str) -> dict[str, str]:
    return {short: name for name in _counties(state) if (short := _SMALL.sub("", name)) != name}


def _forms(base: str) -> tuple[str, ...]:
    words = base.split()
    forms = [base]
    if words and words[0] in ("metropolitan", "metro", "consolidated", "greater", "the"):
        forms.append(" ".join(words[1:]))
    forms.append(base.replace(" ", ""))
    return tuple(forms)


@lru_cache(maxsize=2048)
def states_with_county(base: str) -> tuple[str, ...]:
    """Postal codes of the states that have a county of exactly this name."""
    return tuple(sorted(s.postal for s in reference.states() if base in _counties(s.postal)))


@lru_cache(maxsize=8192)
def find_place(state: str, base: str, county_fips: str | None = None) -> FoundName:
    """The town or city of a state by name; a fix is made only within the printed county.

    No list holds every township and village, so that an unknown name is often right as it stands.
    """
    table = _places(state)
    if base in table:
        return FoundName(base, "exact", 0)
    joined = {n.replace(" ", ""): n for n in table}
    squeezed = base.replace(" ", "")
    if squeezed in joined:
        return FoundName(joined[squeezed], "exact", 0)
    name, distance, others = nearest(base, table)
    if name is None or base in borne_once(state):
        return FoundName(base, "none", distance, None, others)
    if county_fips is None or county_fips not in table[name]:
        return FoundName(base, "none", distance, None, (name, *others))
    return FoundName(name, "fixed", distance, None, others)


def is_place(state: str, base: str) -> bool:
    """Whether a town or city of the state, no township, has exactly this name."""
    return any(t.form != "township" for t in towns(state).get(base, ()))


@lru_cache(maxsize=1)
def place_names() -> frozenset[str]:
    """The folded name of every town and county there is."""
    states = [s.postal for s in reference.states()]
    return frozenset(n for s in states for n in (*_places(s), *_counties(s)))


def is_place_anywhere(word: str) -> bool:
    """Whether some state has a town or county of exactly this name."""
    return word in place_names()
