"""Finds the county or the place a name or a printed COUNTY value means, among the reference rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from deputized import reference
from deputized.reference import CountyRow, PlaceRow, fold

_NO_VALUE = frozenset({"", "#na", "#n/a", "n/a", "na", "none", "#n?a", "e:#n/a", "#n"})
_SUFFIX = re.compile(
    r"\b(county|countey|couny|conty|parish|city and borough|borough|census area|municipality|municipio|island|"
    r"planning region|district)$"
)
_SMALL = re.compile(r"\b(?:the|of)\b ?")


@dataclass(frozen=True, slots=True)
class PrintedCounty:
    """A printed COUNTY value, read: one county, or the ones it could mean where no single one is near."""

    printed: str
    fips: str | None
    how: str  # exact, near (one reference name an edit or two away), none, empty
    distance: int = 0
    candidates: tuple[str, ...] = ()


def _base(text: str) -> str:
    folded = fold(text)
    return _SUFFIX.sub("", folded).strip() or folded


@lru_cache(maxsize=8192)
def read_county(state: str, printed: str | None) -> PrintedCounty:
    """The county of this state that a COUNTY cell names; one that is a county's is never read as another's.

    A bare name that a county and an independent city share means the county, unless the cell says "city".
    """
    text = " ".join((printed or "").split())
    if text.casefold() in _NO_VALUE:
        return PrintedCounty(printed or "", None, "empty")
    table = reference.county_by_name(state)
    folded = fold(text)
    base = _base(text)
    wants_city = folded.endswith(" city")
    for name in (folded, base, base.removesuffix(" city")):
        if name in table:
            return PrintedCounty(text, _pick(table[name], wants_city).fips, "exact")
    squeezed = {name.replace(" ", ""): name for name in table}
    if base.replace(" ", "") in squeezed:
        found = table[squeezed[base.replace(" ", "")]]
        return PrintedCounty(text, _pick(found, wants_city).fips, "exact")
    if len(base) < 4:
        return PrintedCounty(text, None, "none")
    limit = 2 if len(base) >= 7 else 1
    near = sorted((d, n) for n in table if (d := OSA.distance(base, n, score_cutoff=limit)) <= limit)
    candidates = tuple(_pick(table[n], wants_city).fips for _, n in near)
    if near and (len(near) == 1 or near[0][0] < near[1][0]):
        return PrintedCounty(text, candidates[0], "near", near[0][0], candidates[1:])
    return PrintedCounty(text, None, "none", 0, candidates)


def _pick(named: tuple[CountyRow, ...], wants_city: bool) -> CountyRow:
    return min(named, key=lambda c: ((c.lsad == "independent city") != wants_city, c.status, c.fips))


@lru_cache(maxsize=64)
def _places(state: str) -> dict[str, tuple[PlaceRow, ...]]:
    """Places by name without "the" and "of", so that "Howey-in-the-Hills" is found either way."""
    table: dict[str, tuple[PlaceRow, ...]] = {}
    for name, found in reference.places_by_name(state).items():
        key = _SMALL.sub("", name)
        table[key] = (*table.get(key, ()), *found)
    return table


def find_places(state: str, base: str) -> tuple[PlaceRow, ...]:
    """Every place of the state that bears this name; spaces do not count."""
    table = _places(state)
    name = _SMALL.sub("", fold(base))
    found = table.get(name)
    if found is None:
        found = _joined(state).get(name.replace(" ", ""), ())
    return found


@lru_cache(maxsize=64)
def _joined(state: str) -> dict[str, tuple[PlaceRow, ...]]:
    table: dict[str, tuple[PlaceRow, ...]] = {}
    for name, found in _places(state).items():
        key = name.replace(" ", "")
        table[key] = (*table.get(key, ()), *found)
    return table


def near_places(state: str, base: str, limit: int = 3) -> tuple[tuple[float, PlaceRow], ...]:
    """Places with a similar name, best first, with the likeness: candidates for review only."""
    name = _SMALL.sub("", fold(base))
    scored = (
        (OSA.normalized_similarity(name, known), place)
        for known, found in _places(state).items()
        for place in found
    )
    best = sorted(((s, p) for s, p in scored if s >= 0.8), key=lambda x: (-x[0], x[1].place_geoid))
    return tuple(best[:limit])


def county_name(fips: str) -> str:
    """The name of a county with its state, "Kinney County, TX"."""
    county = reference.counties_by_fips()[fips]
    return f"{county.name}, {county.state}"
