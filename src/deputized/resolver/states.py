"""States as people write them, and the state that a text names beside an agency."""

from __future__ import annotations

import re
from functools import lru_cache

from deputized import reference
from deputized.reference import fold

_WRITTEN = {
    "AL": "ala", "AK": "alas", "AZ": "ariz", "AR": "ark", "CA": "calif cal", "CO": "colo", "CT": "conn",
    "DC": "d c,washington dc,washington d c", "DE": "del", "FL": "fla", "HI": "hawai", "IL": "ill", "IN": "ind",
    "KS": "kan kans", "LA": "luisiana", "MA": "mass", "MI": "mich", "MN": "minn", "MO": "misuri",
    "MS": "miss misisipi", "MT": "mont", "NE": "neb nebr", "NV": "nev", "OK": "okla", "OR": "ore oreg",
    "PA": "penn penna pensilvania", "TN": "tenn", "TX": "tex tejas", "WA": "wash", "WI": "wis wisc",
    "WV": "wva,w va,w virginia,virginia occidental", "WY": "wyo",
    "NC": "n carolina,n c,no carolina,carolina del norte", "SC": "s carolina,s c,so carolina,carolina del sur",
    "ND": "n dakota,n d,dakota del norte", "SD": "s dakota,s d,dakota del sur",
    "NH": "n hampshire,n h,nuevo hampshire", "NJ": "n jersey,n j,nueva jersey", "NY": "n york,n y,nueva york",
    "NM": "n mexico,n mex,n m,nuevo mexico", "RI": "r i", "PR": "p r",
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


def state_asked(text: str) -> str | None:
    """The postal code of a state asked for as such: also by its FIPS, or by the beginning of one state's name.

    >>> state_asked("48"), state_asked("tenn"), state_asked("new"), state_asked("W.Va.")
    ('TX', 'TN', None, 'WV')
    """
    if state := read_state(text):
        return state
    wanted = fold(text).replace(" ", "")
    names = {fold(s.name).replace(" ", ""): s for s in reference.states()}
    begun = [s.postal for name, s in names.items() if len(wanted) >= 3 and name.startswith(wanted)]
    by_fips = [s.postal for s in names.values() if s.fips == wanted]
    return by_fips[0] if by_fips else begun[0] if len(begun) == 1 else None


def split_state(text: str) -> tuple[str, str | None, bool]:
    """(text without its state, state, whether it can be nothing else): after a comma, in brackets, or last.

    >>> split_state("Kinney County Sheriff, Tex."), split_state("Harris County SO Texas")
    (('Kinney County Sheriff', 'TX', True), ('Harris County SO', 'TX', False))
    >>> split_state("Harris County (TX) Sheriff"), split_state("Texas: Harris County Sheriff")
    (('Harris County Sheriff', 'TX', True), ('Harris County Sheriff', 'TX', True))
    """
    marked = re.fullmatch(r"(.+?)\s*[,(]\s*([^,()]+?)\s*\)?\s*", text.strip())
    if marked and (state := read_state(marked[2])):
        return marked[1], state, True
    for apart in (_BRACKETS, _BEFORE, _BETWEEN):
        if (found := apart.fullmatch(text.strip())) and (state := read_state(found["state"])):
            rest = " ".join(
                part for name, part in sorted(found.groupdict().items()) if name != "state" and part
            )
            return rest, state, True
    words = text.split()
    for count in (3, 2, 1):
        if len(words) <= count:
            continue
        tail = " ".join(words[-count:])
        if state := read_state(tail):
            return _IN.sub("", " ".join(words[:-count])), state, False
    return text, None, False


_BRACKETS = re.compile(
    r"(?P<a>[^()]+?)\s*[(\[]\s*(?P<state>[^()]+?)\s*[)\]]\s*(?P<b>[^()]+)"
)  # County (TX) Sheriff
_BEFORE = re.compile(r"(?P<state>[^:,]+?)(?:\s*[:,–—]\s*|\s+-\s+)(?P<a>.+)")  # TX: Harris County Sheriff
_BETWEEN = re.compile(r"(?P<a>.+?)\s*,\s*(?P<state>[^,]+?)\s*,\s*(?P<b>.+)")  # Harris County, TX, Sheriff
_IN = re.compile(r"(?i)[\s,]+(?:in|of|en|,|-|–)$")


def leading_state(text: str) -> tuple[str, str] | None:
    """(the rest, state) where a text begins with a state's name: "Texas Harris County Sheriff"; None else."""
    words = text.split()
    for count in (3, 2, 1):
        if len(words) > count + 1 and (state := read_state(" ".join(words[:count]))):
            head = "".join(words[:count])
            if len(head) > 2 or head.isupper():
                return " ".join(words[count:]), state
    return None
