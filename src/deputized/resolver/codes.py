"""Answers a code: our id, an ORI, a county's FIPS, a town's GEOID, a ZIP code.

A bare number of five digits may be a FIPS and a ZIP code: if it is both it is asked about, never chosen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from deputized import reference
from deputized.facts.spellings import current_id
from deputized.reference import fold
from deputized.reference.former import RETIRED_FIPS
from deputized.resolver.answers import CAN_BE_ASKED, Ask, Exact, Nothing, Resolution
from deputized.resolver.index import PREFIXES
from deputized.resolver.keys import MUNICIPAL
from deputized.resolver.known_bodies import KnownBody

if TYPE_CHECKING:
    from deputized.resolver.resolve import Resolver

SHOWN = 8
_SAID = re.compile(
    r"(?i)(?P<what>ori|fips|geoid|zip(?:\s*code)?|county)(?:\s*(?:code|no\.?|number))?[\s:#=]*(?P<code>[a-z0-9-]+)"
)
_CENSUS = re.compile(
    r"(?i)(?:0500000|1600000|0600000)?US(\d{5}|\d{7}|\d{10})"
)  # a geography of data.census.gov
_APART = re.compile(r"(?i)([a-z]{2})[\s-]?(\d{3})[\s-]?([a-z0-9]{2}[\s-]?[a-z0-9]{2}|[a-z0-9]{2})")


def by_code(resolver: Resolver, text: str, state: str | None) -> Resolution | None:
    """What a code stands for; None if the text is no code. A state that was asked for tells a FIPS from a ZIP."""
    if re.fullmatch(r"[a-z]{2}-[a-z0-9-]+", text):
        return _by_id(resolver, text)
    said = _SAID.fullmatch(text)
    what, code = (said["what"].casefold()[:3], said["code"]) if said else ("", text)
    if what == "cou":
        what, code = ("fip", code) if code.replace("-", "").isdigit() else ("", text)
    if census := _CENSUS.fullmatch(text):
        what, code = "fip" if len(census[1]) == 5 else "geo", census[1]
    elif re.fullmatch(r"\d{2}-\d{3}", code):  # state and county
        what, code = "fip", code.replace("-", "")
    elif what in ("", "ori") and (apart := _APART.fullmatch(code if said else text)):
        code = re.sub(r"[\s-]", "", "".join(apart.groups()))
    if what in ("", "ori") and re.fullmatch(r"(?=.*\d)[A-Za-z]{2}[A-Za-z0-9]{5}(?:[A-Za-z0-9]{2})?", code):
        return _by_ori(resolver, code.upper().ljust(9, "0"))
    if re.fullmatch(r"\d{5}-\d{4}", code):  # ZIP+4
        return _by_zip(resolver, code[:5]) or _no_code(code, "ZIP code")
    if not code.isdigit() or not code.isascii():
        return None
    if what in ("", "geo") and len(code) in (7, 10):
        return _by_geoid(resolver, code)
    if len(code) not in (4, 5):
        return _no_code(code, "county's FIPS, no ZIP code and no town's GEOID")
    code = code.zfill(5)
    of_county = _by_fips(resolver, code) if what != "zip" else None
    of_zip = _by_zip(resolver, code) if what in ("", "zip") else None
    if of_county and of_zip:
        kept = [a for a in (of_county, of_zip) if state is None or _state_of(a) == state]
        return kept[0] if len(kept) == 1 else Ask((*_bodies(of_county), *_bodies(of_zip))[:SHOWN], False)
    return of_county or of_zip or _no_code(code, "county's FIPS and no ZIP code")


def _bodies(found: Resolution) -> tuple[KnownBody, ...]:
    if isinstance(found, Exact):
        return (found.body,)
    return found.candidates[: SHOWN // 2] if isinstance(found, Ask) else ()


def _state_of(found: Resolution) -> str | None:
    return next((b.state for b in _bodies(found)), None)


def _by_id(resolver: Resolver, text: str) -> Resolution | None:
    found = current_id(resolver.db, text)
    if found is None:
        return None
    return Exact(next(b for b in resolver.bodies(found[1]) if b.agency_id == found[0]), "id")


def _by_ori(resolver: Resolver, ori: str) -> Resolution | None:
    """An ORI is one body's, and what it may be called on a list is not asked: `standing` says if it can be told."""
    prefix = PREFIXES.get(ori[:2], ori[:2])
    if prefix not in {s.postal for s in reference.states()}:
        return None
    found = [b for b in resolver.bodies(prefix) if b.ori == ori]
    if not found:
        return Nothing(f"nothing found: no agency of the FBI's tables has ORI {ori}; {CAN_BE_ASKED}")
    return Exact(found[0], "ORI") if len(found) == 1 else Ask(tuple(found), exact=True)


def _by_fips(resolver: Resolver, code: str) -> Resolution | None:
    """The sheriff of the county; where it has none, or shares one, the bodies of the county."""
    asked, code = code, RETIRED_FIPS.get(code, code)
    county = reference.counties_by_fips().get(code)
    if county is None:
        return None
    here = [
        b for b in resolver.bodies(county.state)
        if not b.by_code and {code, *reference.successors().get(code, ())} & set(b.county_fips)
    ]  # fmt: skip
    ours = [b for b in here if b.kind == "sheriff"]
    if len(ours) == 1:
        return Exact(ours[0], "FIPS")
    rest = ours or here
    return (
        Ask(_ranked(rest), exact=False)
        if rest
        else _no_code(asked, f"code of a body we know of ({county.name}, FIPS {code})")
    )


def _by_zip(resolver: Resolver, code: str) -> Resolution | None:
    """The sheriff of the one county a ZIP code lies in; of several, each is a candidate."""
    found = [_by_fips(resolver, fips) for fips in reference.counties_of_zip(code)]
    if len(found) == 1 and isinstance(found[0], Exact):
        return Exact(found[0].body, "ZIP")
    bodies = {id(b): b for f in found if f for b in _bodies(f)}
    return Ask(_ranked(list(bodies.values())), exact=False) if bodies else None


def _by_geoid(resolver: Resolver, code: str) -> Resolution:
    postal = {s.fips: s.postal for s in reference.states()}.get(code[:2])
    if postal is None:
        return _no_code(code, "town's GEOID")
    bodies = resolver.bodies(postal)
    if held := [b for b in bodies if b.place_geoid == code and b.kind == "municipal_police"]:
        return Exact(held[0], "GEOID") if len(held) == 1 else Ask(_ranked(held), exact=True)
    pool = reference.townships().values() if len(code) == 10 else reference.places_of(postal)
    town = next((p for p in pool if p.place_geoid == code), None)
    if town is None:
        return _no_code(code, "town's GEOID that a body we know of answers to")
    ours = [
        b for b in bodies
        if any(k.base == fold(town.name) and k.role in MUNICIPAL for k in b.keys) and not b.by_code
        and (not b.county_fips or set(b.county_fips) & set(town.all_counties))
    ]  # fmt: skip
    if len(ours) == 1:
        return resolver.sure(ours[0], "GEOID")
    return (
        Ask(_ranked(ours), exact=False)
        if ours
        else _no_code(code, f"code of a body we know of ({town.name})")
    )


def _ranked(bodies: list[KnownBody]) -> tuple[KnownBody, ...]:
    return tuple(
        sorted(bodies, key=lambda b: (-b.people, -b.active, b.state, b.agency_id or b.ori or b.name))[:SHOWN]
    )


def _no_code(code: str, what: str) -> Nothing:
    return Nothing(f"nothing found: {code} is no {what}; {CAN_BE_ASKED}")
