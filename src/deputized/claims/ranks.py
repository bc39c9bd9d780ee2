"""Ranks with exceptions or among some states: "more than any state but Florida", "the most in the Midwest", "lead the nation"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from deputized.claims.claim import Place

if TYPE_CHECKING:
    from deputized.claims.extras import Extra

Placed = tuple[int, int, Place]

_BUT = re.compile(
    r",? ?(?:but|except(?: for)?|besides|other than|save(?: for)?|apart from|aside from|outside(?: of)?|after|behind) (?=(?-i:[A-Z]))",
    re.I,
)
_IN = re.compile(r",? ?(?:in|among|of|across|anywhere in) (?:all |any |the )*(?=(?-i:[A-Z]))", re.I)
_IN_ALL = re.compile(
    r",? ?(?:in|among|of|across) (?:all |any |the )*(?:country|nation|United States|U\.?S\.?|states|America\b)",
    re.I,
)
_IN_SOME = re.compile(
    r",? ?(?:in|among|of|across|outside) (?:all |any |the )*(?:South\w*|North\w*|East\w*|West\w*|region|Sun Belt|Rust Belt|Plains|"
    r"border|coastal|[Bb]lue|[Rr]ed|Democrat\w*|Republican\w*|sanctuary)\b"
)
_LEAD = re.compile(
    r" (?:together )?(?:lead|head|top|dominate) (?:the (?:nation|country|list|pack)|all (?:other )?states)\b",
    re.I,
)
_FROM = re.compile(
    r"(?P<now>\d[\d,]*)(?: [a-z]+){0,3}?,? (?:down |up )?(?:from|compared with|against) (?:(?:about|just|only|some|nearly|over|the) )*"
    r"(?P<then>\d[\d,]*)"
)
_HAD = re.compile(
    r"\b(?:had|was|were|stood at|counted|listed|from) (?:(?:about|just|only|some|nearly|over) )*(?P<then>\d[\d,]*)[^;.\d]*$"
)


def _states_at(places: Sequence[Placed], at: int) -> tuple[tuple[str, ...], int] | None:
    """The states named at a place of a text, and where their names end."""
    here = next(((p, e) for s, e, p in places if s <= at + 5 and s >= at and not p.county_fips), None)
    return (here[0].states, here[1]) if here else None


def but_for(extra: Extra, text: str, places: Sequence[Placed]) -> Extra:
    """ "more than any state but Florida and Texas": third, those two before it."""
    m = _BUT.match(text[extra.end :])
    found = _states_at(places, extra.end + m.end()) if m else None
    if m is None or found is None or extra.rank != 1:
        return extra
    states, end = found
    return replace(
        extra, words=f"{extra.words} {text[extra.end : end].strip()}", end=end, rank=1 + len(states),
        than=tuple(Place(s) for s in states),
    )  # fmt: skip


def within(extra: Extra, text: str, places: Sequence[Placed]) -> Extra | None:
    """ "the most in New England": a rank among those states. Nothing if what follows names some that no rule knows."""
    if _IN_ALL.match(text[extra.end :]):
        return extra
    m = _IN.match(text[extra.end :])
    begin = extra.end + (m.end() if m else 0)
    found = _states_at(places, begin - (4 if text[begin - 4 : begin].lower() == "the " else 0)) if m else None
    if found is not None and len(found[0]) > 1:
        words = f"{extra.words} {text[extra.end : found[1]].strip()}"
        return replace(extra, words=words, end=found[1], among=found[0])
    return None if _IN_SOME.match(text[extra.end :]) else extra


def only_behind(extra: Extra, places: Sequence[Placed]) -> Extra:
    """ "behind only Florida and Texas": third."""
    found = _states_at(places, extra.end)
    if found is None:
        return extra
    return replace(extra, rank=1 + len(found[0]), than=tuple(Place(s) for s in found[0]))


def lead_together(text: str, places: Sequence[Placed]) -> list[Extra]:
    """ "Florida and Texas lead the nation": each is among the first two."""
    from deputized.claims.extras import Extra, Sort

    found = []
    for _, end, place in places:
        m = _LEAD.match(text[end:])
        if m is not None and 0 < len(place.others) < 8:
            words = m[0].strip()
            found.append(
                Extra(
                    Sort.RANK, words, end + 1, end + m.end(), rank=len(place.states), is_top=True,
                    than=tuple(Place(s) for s in place.states),
                )
            )  # fmt: skip
    return found


def states_own_base(text: str, start: int, verb: int, sign: int) -> bool:
    """Whether a sentence says itself what a number went down or up from: "down to 29 from 32 in December"."""
    after, before = _FROM.match(text[start:]), _HAD.search(text[:verb])
    number = re.match(r"\d[\d,]*", text[start:])
    if number is None:
        return False
    base = after["then"] if after else before["then"] if before else None
    if base is None:
        return False
    change = int(number[0].replace(",", "")) - int(base.replace(",", ""))
    return change * sign > 0
