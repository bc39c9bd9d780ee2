"""What was found: things by their keys, and how sure it is that they are what was meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from deputized import reference
from deputized.reference import fold
from deputized.reference.former import RETIRED_FIPS
from deputized.resolver.answers import Ask, Exact, Resolution
from deputized.resolver.areas import Area, areas_of
from deputized.resolver.known_bodies import KnownBody

SHOWN = 8
KINDS = ("town", "county", "state", "agency", "body", "law", "model")


@dataclass(frozen=True, slots=True)
class Topic:
    """A law or a model: `keys` are what it is called, folded and without spaces in a bill's number ("sb8")."""

    kind: str
    key: str
    state: str
    people: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. `key`: a GEOID, FIPS, postal code, agency's id, ORI, law's id or model's code."""

    kind: str
    key: str
    state: str


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What answers. `how`: exact (the first bears the name and no other), several (more than one does, or may),
    begun (the text is a name's beginning), near (like it in spelling), nothing. `zip_code`: by which they were found.
    """

    how: str
    hits: tuple[Hit, ...]
    zip_code: str = ""


NOTHING = SearchResult("nothing", ())

_BILLS = (("senate bill", "sb"), ("house bill", "hb"), ("assembly bill", "ab"), ("proyecto del senado", "sb"))


def topic_key(text: str) -> str:
    """A law's or a model's name as it is compared: "S.B. 8", "Senate Bill 8" and "sb-8" are one.

    >>> topic_key("S.B. 8"), topic_key("Senate Bill No. 8"), topic_key("Task Force")
    ('sb8', 'sb8', 'task force')
    """
    words = " ".join(re.findall(r"[a-z0-9]+", fold(text)))
    for long, short in _BILLS:
        words = re.sub(rf"\b{long}\b", short, words)
    return re.sub(r"\b([a-z]{1,3})(?: no| n)? (\d)", r"\1\2", words)


def hit_of(area: Area) -> Hit:
    return Hit(area.kind, area.code, area.state)


def hit_of_body(body: KnownBody) -> Hit:
    if body.agency_id:
        return Hit("agency", body.agency_id, body.state)
    return Hit("body", body.ori or f"{body.state} {body.name}", body.state)


def bodies_in(found: Resolution | None) -> tuple[KnownBody, ...]:
    if isinstance(found, Exact):
        return (found.body,)
    return found.candidates if isinstance(found, Ask) else ()


def found_bodies(found: Exact | Ask) -> SearchResult:
    hits = first_of([hit_of_body(b) for b in bodies_in(found)])
    if isinstance(found, Exact):
        return SearchResult("exact", hits)
    return SearchResult("several" if found.exact else "near", hits)


def first_of(hits: list[Hit]) -> tuple[Hit, ...]:
    return tuple(dict.fromkeys(hits))[:SHOWN]


def of_zip(code: str) -> SearchResult | None:
    by_fips = reference.counties_by_fips()
    found = dict.fromkeys(now for fips in reference.counties_of_zip(code) for now in counties_now(fips))
    ranked = sorted(found, key=lambda f: (-(by_fips[f].population_2020 or 0), f))
    hits = tuple(Hit("county", f, by_fips[f].state) for f in ranked[:SHOWN])
    return SearchResult("exact" if len(hits) == 1 else "several", hits, code) if hits else None


def of_fips(code: str) -> SearchResult | None:
    by_fips = reference.counties_by_fips()
    hits = tuple(Hit("county", f, by_fips[f].state) for f in counties_now(code)[:SHOWN])
    return SearchResult("exact" if len(hits) == 1 else "several", hits) if hits else None


def counties_now(fips: str) -> tuple[str, ...]:
    """The counties that a code, also one that is no more, stands for today; none if it never was one.

    >>> counties_now("48271"), counties_now("46113"), len(counties_now("09001"))
    (('48271',), ('46102',), 3)
    """
    fips = RETIRED_FIPS.get(fips, fips)
    county = reference.counties_by_fips().get(fips)
    if county is None:
        return ()
    return (fips,) if county.status == "current" else reference.successors().get(fips, ())


def of_five(code: str) -> SearchResult:
    """A bare number: first as a ZIP code, which more people know than a FIPS."""
    by_zip, by_fips = of_zip(code), of_fips(code)
    if by_zip and by_fips:
        return SearchResult("several", first_of([*by_zip.hits, *by_fips.hits]), code)
    return by_zip or by_fips or NOTHING


def of_geoid(code: str) -> SearchResult | None:
    postal = {s.fips: s.postal for s in reference.states()}.get(code[:2])
    if len(code) == 5:
        return of_fips(code)
    area = next((a for a in areas_of(postal) if a.code == code), None) if postal else None
    return SearchResult("exact", (hit_of(area),)) if area else None
