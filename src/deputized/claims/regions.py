"""Groups of states that go by a name, and the country without some of its states."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deputized import reference
from deputized.claims.claim import Place
from deputized.claims.places import find_places, joined
from deputized.library.status import territories

Placed = tuple[int, int, Place]

_NAMED = (
    (r"(?:the |both )?Carolinas", "the Carolinas", "NC SC"),
    (r"(?:the |both )?Dakotas", "the Dakotas", "ND SD"),
    (
        r"(?:(?:[Tt]he |[Aa]ll )?(?:[Ss]ix|6) )?New England states|New England(?! (?:Journal|Patriots|Public|News))",
        "New England",
        "CT ME MA NH RI VT",
    ),
    (
        r"(?:(?:[Tt]he |[Aa]ll )?(?:[Ff]ive|5) )?Gulf(?: Coast)? states|(?:the )?Gulf Coast",
        "the Gulf Coast states",
        "AL FL LA MS TX",
    ),
)
"""Names whose states nobody disputes."""
_LOOSE = (
    (r"(?:the )?Mountain West(?:ern)?(?: states)?", "the Mountain West", "AZ CO ID MT NV NM UT WY"),
    (r"(?:the )?(?:Upper )?Midwest(?:ern states)?", "the Midwest", "IL IN IA KS MI MN MO NE ND OH SD WI"),
    (r"(?:the )?Northeast(?:ern states)?", "the Northeast", "CT ME MA NH NJ NY PA RI VT"),
    (r"(?:the )?Deep South", "the Deep South", "AL GA LA MS SC"),
)  # fmt: skip
"""Names drawn in several ways; the states here are the Census Bureau's, or those mostly meant."""
LOOSE_DOUBT = "which states {} takes in is drawn in several ways"

_OUT = (
    r"(?:outside(?: of)?|excluding|not counting|not including|without counting|leaving out|leaving aside|setting aside|"
    r"apart from|aside from|other than|besides|except(?: for| in)?|excepting|beyond|minus|without)"
)
_BEFORE = re.compile(rf"\b{_OUT} (?:those (?:in|from|of) |the ones in |agencies in )?$", re.I)
_ASIDE = re.compile(r"\b(?:leaving|setting|putting) $", re.I)
_AFTER = re.compile(
    r"(?:,)? (?:are |is )?(?:set |left |put )?(?:aside|excluded|excepted|not counted|not included)\b", re.I
)
_SAYS_NO_OTHERS = re.compile(r"\b(?:no|any|every|each|all|other|none|more|fewer|most)\b[^,;.]*$", re.I)


def named_groups(text: str, places: Sequence[Placed]) -> list[Placed]:
    """Where a text names a group of states; none that overlaps a place already found."""
    found: list[Placed] = []
    for pattern, name, states in (*_NAMED, *_LOOSE):
        first, *others = states.split()
        for m in re.finditer(rf"\b(?:{pattern})(?:'s?)?(?!\w)", text):
            if not any(m.start() < e and s < m.end() for s, e, _ in (*places, *found)):
                found.append((m.start(), m.end(), Place(first, None, name, tuple(others))))
    return found


def loosely_drawn(place: Place | None) -> str:
    """Why a number of a place is not called wrong: nobody agrees on which states it takes in; empty if they do."""
    return next((LOOSE_DOUBT.format(place.name) for _, name, _ in _LOOSE if place and place.name == name), "")


def set_apart(text: str, places: Sequence[Placed]) -> tuple[list[Placed], list[tuple[int, int]]]:
    """The places with "outside Florida" made the rest of the country, and where such words stand.

    A county set apart is none of it, nor are words of rank ("more than any state outside the South").
    """
    kept, spans = [], []
    for start, end, place in places:
        before = _BEFORE.search(text[:start]) or (
            _ASIDE.search(text[:start]) if _AFTER.match(text[end:]) else None
        )
        after = _AFTER.match(text[end:])
        begin = before.start() if before else start
        is_whose = text[end:].startswith(("'s ", "' ")) or text[start:end].endswith("'s")
        is_set = (before is not None or after is not None) and not place.county_fips and not is_whose
        clause = re.split(r"[,;.]", text[:begin])[-1]
        if not is_set or _SAYS_NO_OTHERS.search(clause):
            kept.append((start, end, place))
            continue
        stop = end + (after.end() if after else 0)
        spans.append((begin, stop))
        kept.append((begin, stop, rest_of(place)))
    return kept, spans


def rest_of(place: Place) -> Place:
    """The country without a place.

    >>> rest_of(Place("FL", None, "Florida")).name
    'the country outside Florida'
    """
    rest = [s.postal for s in reference.states() if s.postal not in place.states]
    return Place(rest[0], None, f"the country outside {place.name or place.state}", tuple(rest[1:]))


def read_places(text: str) -> tuple[list[Placed], list[tuple[int, int]]]:
    """Where a text names states, groups of them and counties that a number may be of; and the words that were read for it."""
    named = find_places(text)
    groups = named_groups(text, named)
    places = [
        p
        for p in joined(text, sorted([*named, *groups], key=lambda p: p[0]))
        if not _is_added(text, p[0], p[2])
    ]
    used = [(s, e) for s, e, _ in (*named, *groups)]
    if re.search(r"\d ?%|\bper ?cent\b|\b(?:half|third|quarter|majority)\b", text):
        return places, used  # of what a share is a share, outside a state, is not said
    places, apart = set_apart(text, places)
    return places, [*used, *apart]


def _is_added(text: str, start: int, place: Place) -> bool:
    """ "39 states + Guam", "including Guam": the place is part of what is counted, not where."""
    if place.county_fips:
        return False
    if re.search(r"\b(?:including|plus|such as|like|followed)\s+$", text[:start], re.I):
        return True
    return place.state in territories() and bool(
        re.search(r"states\s*(?:\+|and|plus|,|excluding|except)\s*$", text[:start], re.I)
    )
