"""States as people write them, and the state that a text names beside an agency."""

from __future__ import annotations

import re
from functools import lru_cache

from deputized import reference
from deputized.reference import fold
from deputized.registry.abbreviations import STATES

_SPANISH = {
    "LA": "luisiana", "MO": "misuri", "MS": "misisipi", "PA": "pensilvania", "TX": "tejas", "WV": "virginia occidental",
    "NC": "carolina del norte", "SC": "carolina del sur", "ND": "dakota del norte", "SD": "dakota del sur",
    "NH": "nuevo hampshire", "NJ": "nueva jersey", "NY": "nueva york", "NM": "nuevo mexico,nuevo mejico", "HI": "hawai",
    "DC": "distrito de columbia", "MP": "islas marianas del norte", "AS": "samoa americana,samoa",
    "VI": "islas virgenes,islas virgenes de los estados unidos,islas virgenes de ee uu",
}  # fmt: skip
"""What a state is called in Spanish, folded; in English it is written as printed names have it."""


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    table = {}
    for state in reference.states():
        table[fold(state.name)] = state.postal
        table[state.postal.casefold()] = state.postal
    for postal, forms in STATES.items():
        table |= dict.fromkeys(forms, postal)
    for postal, spanish in _SPANISH.items():
        table |= dict.fromkeys(spanish.split(","), postal)
    return table


def written() -> dict[str, str]:
    """Postal codes by every way to write a state, folded and without punctuation."""
    return dict(_names())


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
    >>> split_state("University of Florida")
    ('University of Florida', None, False)
    >>> split_state("Bay County Florida Sheriff's Office"), split_state("Goshen, New York police")
    (("Bay County Sheriff's Office", 'FL', False), ('Goshen police', 'NY', True))
    """
    marked = re.fullmatch(r"(.+?)\s*[,(]\s*([^,()]+?)\s*\)?\s*", text.strip())
    if marked and (state := read_state(marked[2])):
        return marked[1], state, True
    for apart in (_BRACKETS, _BEFORE, _BETWEEN, _AFTER_COMMA):
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
        if (state := read_state(tail)) and not _IS_NAMED_FOR.search(" ".join(words[:-count])):
            return _IN.sub("", " ".join(words[:-count])), state, False
    if parted := _before_office(words):
        return *parted, False
    return text, None, False


_IS_NAMED_FOR = re.compile(r"(?i)\b(?:university|college|institute|universidad)\s+(?:of|de)(?:\s+the)?$")
"""Before a state's name: it is a part of what is named, as in "University of Texas"."""
_BRACKETS = re.compile(
    r"(?P<a>[^()]+?)\s*[(\[]\s*(?P<state>[^()]+?)\s*[)\]]\s*(?P<b>[^()]+)"
)  # County (TX) Sheriff
_BEFORE = re.compile(r"(?P<state>[^:,]+?)(?:\s*[:,–—]\s*|\s+-\s+)(?P<a>.+)")  # TX: Harris County Sheriff
_BETWEEN = re.compile(r"(?P<a>.+?)\s*,\s*(?P<state>[^,]+?)\s*,\s*(?P<b>.+)")  # Harris County, TX, Sheriff
_OFFICE = r"(?:sheriff|alguacil|constable|marshal|police|polic[ií]a|public safety|jail|s\.?o\.?(?=\W|$)|p\.?d\.?(?=\W|$)).*"
_AFTER_COMMA = re.compile(
    rf"(?i)(?P<a>[^,]+?)\s*,\s*(?P<state>[^,]+?)\s+(?P<b>{_OFFICE})"
)  # Goshen, NY police
_IN = re.compile(r"(?i)[\s,]+(?:in|of|en|,|-|–)$")


def _before_office(words: list[str]) -> tuple[str, str] | None:
    """(the rest, state) where a state stands between a place and its office: "Bay County Florida Sheriff".

    "CO" is there a county.
    """
    office = next(
        (n for n, _ in enumerate(words) if re.fullmatch(_OFFICE, " ".join(words[n:]), re.IGNORECASE)), 0
    )
    for count in (3, 2, 1):
        if office <= count:
            continue
        said = words[office - count : office]
        after_county = fold(words[office - count - 1]).strip(".,") in _COUNTY
        is_told = len(said[0]) > 3 or said[0].isupper() or said[0].istitle() or after_county
        if fold(said[0]).strip(".") == "co":
            continue
        if is_told and (state := read_state(" ".join(said))):
            return " ".join([*words[: office - count], *words[office:]]), state
    return None


_COUNTY = frozenset({"county", "parish", "co"})


def names_its_state(text: str) -> str | None:
    """The state whose own body a text names by its name at the head: "Iowa State Patrol"; None else."""
    found = leading_state(text)
    if found is None or len(text.removesuffix(found[0]).strip()) < 4:
        return None
    return found[1] if fold(found[0]).split()[0] in _OF_STATES else None


_OF_STATES = frozenset(
    {"state", "highway", "department", "bureau", "division", "national", "attorney", "law", "fish"}
)


def leading_state(text: str) -> tuple[str, str] | None:
    """(the rest, state) where a text begins with a state's name: "Texas Harris County Sheriff"; None else."""
    words = text.split()
    for count in (3, 2, 1):
        if len(words) > count + 1 and (state := read_state(" ".join(words[:count]))):
            head = "".join(words[:count])
            if len(head) > 2 or head.isupper():
                return " ".join(words[count:]), state
    return None
