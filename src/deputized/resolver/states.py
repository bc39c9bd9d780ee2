"""States as people write them, and the state that a text names beside an agency."""

from __future__ import annotations

import re
from functools import lru_cache

from deputized import reference
from deputized.reference import fold

_WRITTEN = {
    "AL": "ala", "AK": "alas", "AZ": "ariz", "AR": "ark", "CA": "calif cal", "CO": "colo", "CT": "conn",
    "DC": "d c,washington dc,washington d c", "DE": "del", "FL": "fla", "IL": "ill", "IN": "ind",
    "KS": "kan kans", "MA": "mass", "MI": "mich", "MN": "minn", "MS": "miss", "MT": "mont", "NE": "neb nebr",
    "NV": "nev", "OK": "okla", "OR": "ore oreg", "PA": "penn penna", "TN": "tenn", "TX": "tex", "WA": "wash",
    "WI": "wis wisc", "WV": "wva,w va,w virginia", "WY": "wyo", "NC": "n carolina,n c,no carolina",
    "SC": "s carolina,s c,so carolina", "ND": "n dakota,n d", "SD": "s dakota,s d", "NM": "n mexico,n mex,n m",
    "NH": "n hampshire,n h", "NJ": "n jersey,n j", "NY": "n york,n y", "RI": "r i", "PR": "p r",
    "MP": "cnmi,northern marianas,northern mariana islands", "VI": "usvi,u s virgin islands,us virgin islands",
}  # fmt: skip


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    table = {}
    for state in reference.states():
        table[fold(state.name)] = state.postal
        table[state.postal.casefold()] = state.postal
    for postal, written in _WRITTEN.items():
        names = written.split(",") if "," in written or " " not in written else written.split()
        table.update(dict.fromkeys(names, postal))
    return table


def read_state(text: str) -> str | None:
    """The postal code of a state written as code, name or an abbreviation of it; None if it is none.

    >>> read_state("N. Carolina"), read_state("Fla."), read_state("D.C."), read_state("Utopia")
    ('NC', 'FL', 'DC', None)
    """
    words = " ".join(re.findall(r"[a-z0-9]+", fold(text)))
    return _names().get(words)


def split_state(text: str) -> tuple[str, str | None, bool]:
    """(text without its state, state, whether it can be nothing else): after a comma, in brackets, or last.

    >>> split_state("Kinney County Sheriff, Tex."), split_state("Harris County SO Texas")
    (('Kinney County Sheriff', 'TX', True), ('Harris County SO', 'TX', False))
    """
    marked = re.fullmatch(r"(.+?)\s*[,(]\s*([^,()]+?)\s*\)?\s*", text.strip())
    if marked and (state := read_state(marked[2])):
        return marked[1], state, True
    words = text.split()
    for count in (3, 2, 1):
        if len(words) <= count:
            continue
        tail = " ".join(words[-count:])
        letters = re.sub(r"[^A-Za-z]", "", tail)
        if len(letters) == 2 and not letters.isupper():
            continue  # "in", "or", "me" within a sentence are words
        if state := read_state(tail):
            return " ".join(words[:-count]), state, False
    return text, None, False
