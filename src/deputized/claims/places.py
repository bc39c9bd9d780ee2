"""Places as claims write them: states by name, postal code or newspaper's short form, several together, and counties."""

from __future__ import annotations

import re
from functools import lru_cache

from deputized import reference
from deputized.claims.claim import Place

_SHORT = {
    "Ala.": "AL", "Ariz.": "AZ", "Ark.": "AR", "Calif.": "CA", "Colo.": "CO", "Conn.": "CT", "Del.": "DE", "Fla.": "FL",
    "Ga.": "GA", "Ill.": "IL", "Ind.": "IN", "Kan.": "KS", "Ky.": "KY", "La.": "LA", "Md.": "MD", "Mass.": "MA",
    "Mich.": "MI", "Minn.": "MN", "Miss.": "MS", "Mo.": "MO", "Mont.": "MT", "Neb.": "NE", "Nev.": "NV", "N.H.": "NH",
    "N.J.": "NJ", "N.M.": "NM", "N.Y.": "NY", "N.C.": "NC", "N.D.": "ND", "Okla.": "OK", "Ore.": "OR", "Pa.": "PA",
    "R.I.": "RI", "S.C.": "SC", "S.D.": "SD", "Tenn.": "TN", "Tex.": "TX", "Vt.": "VT", "Va.": "VA", "Wash.": "WA",
    "W.Va.": "WV", "Wis.": "WI", "Wyo.": "WY", "D.C.": "DC",
}  # fmt: skip
_COUNTY = re.compile(
    r"\b(?P<name>[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}) (?:County|Parish)(?:'s)?\b(?! \w+ies)"
    r"(?:,? ?\(?(?P<state>[A-Z]{2}\b|[A-Z][a-z]+\.|[A-Z][a-z]+(?: [A-Z][a-z]+)?)\)?)?"
)
_COUNTIES = re.compile(
    r"(?:[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,2}, ){0,40}[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,2},? and [A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,2}"
    r" (?:[Cc]ounties|[Pp]arishes)\b"
)
"""Names of counties in a list: "Allegany, Washington and Wicomico Counties" names no state."""
_TOGETHER = re.compile(r",? (?:and|or|plus|&) |, ")


def find_places(text: str) -> list[tuple[int, int, Place]]:
    """Where counties and states stand in a text. Postal codes count only in capitals.

    A county without its state is known by the one state the text names, or if only one is called so.
    """
    found: list[tuple[int, int, Place]] = []
    states = [
        (m.start(), m.end(), Place(_postal(m[0]), None, state_name(_postal(m[0]))))
        for m in _states().finditer(text)
    ]
    lists = [m.span() for m in _COUNTIES.finditer(text)]
    states = [s for s in states if not any(a <= s[0] and s[1] <= b for a, b in lists)]
    named = {p.state for _, _, p in states}
    for m in _COUNTY.finditer(text):
        if (county := _county(m["name"], m["state"], named)) is not None:
            in_state = m["state"] is not None and _known(m["state"])
            end = m.end() if in_state else m.end("name") + len(" County")
            found.append((m.start(), end, county))
    found += [s for s in states if not any(start <= s[0] < end for start, end, _ in found)]
    return sorted(found, key=lambda f: f[0])


def unclear_county(text: str) -> str:
    """What is unclear about the counties a text names: the name is of several, or of none in that state; or empty."""
    from deputized.places import PlaceError, county_as_printed

    named = {_postal(m[0]) for m in _states().finditer(text)}
    for m in _COUNTY.finditer(text):
        if _county(m["name"], m["state"], named) is not None:
            continue
        name = m["name"].split()[-1]
        state = (
            _postal(m["state"])
            if m["state"] and _known(m["state"])
            else next(iter(named), "")
            if len(named) == 1
            else ""
        )
        try:
            county_as_printed(f"{name}, {state}" if state else f"{name} County")
        except PlaceError as error:
            if state or "counties are called" in str(error):
                return str(error)
    return ""


def joined(text: str, places: list[tuple[int, int, Place]]) -> list[tuple[int, int, Place]]:
    """States that stand side by side ("Florida and Texas") made one place."""
    kept: list[tuple[int, int, Place]] = []
    for start, end, place in places:
        last = kept[-1] if kept else None
        if (
            last
            and not place.county_fips
            and not last[2].county_fips
            and _TOGETHER.fullmatch(text[last[1] : start])
        ):
            together = Place(
                last[2].state,
                None,
                f"{last[2].name} and {place.name}",
                tuple(dict.fromkeys((*last[2].others, place.state))),
            )
            kept[-1] = (last[0], end, together)
            continue
        kept.append((start, end, place))
    return kept


@lru_cache(maxsize=1)
def _states() -> re.Pattern[str]:
    names = sorted((s.name for s in reference.states()), key=len, reverse=True)
    codes = [s.postal for s in reference.states()]
    short = sorted(map(re.escape, _SHORT), key=len, reverse=True)
    return re.compile(
        rf"\b(?:(?i:{'|'.join(map(re.escape, names))})(?!\w)|(?:{'|'.join(short)})|"
        rf"(?:{'|'.join(codes)})\b(?!-)(?! OF\b))"
    )


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    return {s.name.casefold(): s.postal for s in reference.states()}


def _postal(written: str) -> str:
    return _by_name().get(written.casefold(), _SHORT.get(written, written))


def state_name(postal: str) -> str:
    """What a state is called."""
    return next((s.name for s in reference.states() if s.postal == postal), postal)


def _known(written: str) -> bool:
    return _postal(written) in {s.postal for s in reference.states()}


def _county(name: str, state: str | None, named: set[str]) -> Place | None:
    from deputized.places import PlaceError, county_as_printed

    words = name.split()
    where = (
        [_postal(state)]
        if state is not None and _known(state)
        else sorted(named)
        if len(named) == 1
        else [""]
    )
    for n in range(len(words)):  # "In Kinney County, TX": the name may begin later
        wanted = " ".join(words[n:])
        try:
            county = county_as_printed(f"{wanted}, {where[0]}" if where[0] else f"{wanted} County")
        except PlaceError:
            continue
        return Place(county.state, county.fips, f"{county.name}, {county.state}")
    return None
