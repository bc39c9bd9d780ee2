"""What a name says, without any guess: the office, the place's words, its form, its number, its county.

Nothing is set right here but the words of offices; two names have one key only if they say the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from deputized import reference
from deputized.reference import fold
from deputized.reference.former import FORMER_COUNTIES
from deputized.registry.gazetteer import is_place
from deputized.registry.words import FILLER, ORDINALS, has, state_forms, state_words, words_of
from deputized.resolver.institutions import institution

SHORT = {
    "co": "county", "cnty": "county", "cty": "county", "alguacil": "sheriffs", "policia": "police",
    "sheriff": "sheriffs", "sherifs": "sheriffs", "vlg": "village", "hwy": "highway", "metro": "metropolitan",
    "dept": "department", "departments": "department", "departamento": "department", "condado": "county",
    "oficina": "office", "comisaria": "police", "depto": "department",
}  # fmt: skip
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
_ROMAN |= {"x": "10"}
_NUMBERED = frozenset(
    {"precinct", "district", "ward", "circuit", "place", "no", "number", "constables", "troop"}
)
_JAIL = frozenset({"jail", "detention", "corrections", "correctional", "prison", "penitentiary"})
FORMS = ("city", "town", "village", "borough", "township")
TOWN_STATES = frozenset({"NY", "WI"})
"""Where a town lies around or beside a village or city of its name, with police of its own."""
_SAID = re.compile(
    r"(.+?)\s*[,(]\s*([^,()]+?)\s+(?:county|co\.?|parish)\s*\)?\s*((?:p\.?d\.?|police\b.*)?)", re.IGNORECASE
)
_BETWEEN = re.compile(r"([^(]+?)\s*\(\s*([^(),]+?)\s+(?:county|co\.?|parish)\s*\)\s*([^)]+)", re.IGNORECASE)
_COMPASS = {"n": "north", "s": "south", "e": "east", "w": "west", "no": "north"}
_MISPRINT = re.compile(r"Police Department County Sheriff's Office")  # the FBI's Maui, Kauai and Hawaii
_SPANISH = re.compile(r"\b(?:alguacil|condado|policia|departamento|comisaria|oficina)\b")
_OF_THE = re.compile(
    r"(?i)\b(alguacil|condado|polic[ií]a|departamento|comisar[ií]a|oficina|sheriff)\s+del?\s+(?:el\s+)?"
)
MUNICIPAL = frozenset({"police", "public_safety", "marshal"})
"""Offices that one town may have under either name."""


@dataclass(frozen=True, slots=True)
class NameKey:
    """`role` is empty where the name says none ("Kinney County")."""

    role: str
    base: str
    form: str = ""
    number: str = ""


def county_said(state: str, text: str) -> tuple[str, str | None]:
    """(name without it, FIPS of the county said after a comma or in brackets to tell a town from its namesakes)."""
    said = _SAID.fullmatch(text.strip()) or _BETWEEN.fullmatch(text.strip())
    if said is None:
        return text, None
    found = [
        c for c in reference.county_by_name(state).get(fold(said[2]), ()) if c.lsad != "independent city"
    ]
    rest = f"{said[1]} {said[3]}".strip()
    if len(found) != 1 or not name_key(state, rest).base:  # "Sheriff, Harris County"
        return text, None
    return rest, found[0].fips


def _words(text: str) -> list[str]:
    text = re.sub(r"\(\s*[A-Z]{3,6}\s*\)", " ", text)  # (KCSO)
    text = _OF_THE.sub(r"\1 ", text) if _SPANISH.search(fold(text)) else text
    text = re.sub(r"(?i)\bcharter township\b", "township", _MISPRINT.sub("County Police Department", text))
    words = []
    for word in words_of(re.sub(r"\bCo\.?(?=\s)", "County", text)):
        words += SHORT.get(word, word).split()
    return [w for w in words if w != ","]


def _number(words: list[str]) -> tuple[list[str], str]:
    """The words without numbers, and the numbers in order, each with what it counts if it is a place."""
    kept, numbers = [], []
    for i, word in enumerate(words):
        before = words[i - 1] if i else ""
        after = words[i + 1] if i + 1 < len(words) else ""
        digits = re.fullmatch(r"(?:pct|precinct|district)?0*(\d+)(?:st|nd|rd|th)?", word)
        number = digits[1] if digits else ""
        if not number and (before in _NUMBERED or after in _NUMBERED or after == "judicial"):
            number = ORDINALS.get(word) or (_ROMAN.get(word, "") if before in _NUMBERED else "")
        if number:
            numbers.append(f"p{number}" if before == "place" else number)
        else:
            kept.append(word)
    return kept, "-".join(numbers)


_ROLES = frozenset(
    {
        "county",
        "parish",
        "sheriffs",
        "police",
        "department",
        "office",
        "constables",
        "marshals",
        "public",
        "safety",
    }
)


def loose_words(text: str) -> str:
    """The words of a name without those of offices, to compare letters by: "s clair borough"."""
    return " ".join(w for w in _words(text) if w not in _ROLES)


_OFFICES = _JAIL | {"sheriffs", "police", "constables", "marshals", "marshal"}


def says_office(text: str) -> bool:
    """Whether a text names an office of law enforcement, and not a place alone.

    >>> says_office("Kinney Co. S.O., TX"), says_office("Kinney County, TX")
    (True, False)
    """
    return bool(_OFFICES & set(_words(text.replace(",", " ").rstrip(" )").rpartition(" ")[0]) + _words(text)))


def is_apart(state: str, form: str) -> bool:
    """Whether a form makes another body than the bare name: a township, a tribe, a town of NY or WI."""
    return form in ("township", "tribe") or (form == "town" and state in TOWN_STATES)


@lru_cache(maxsize=65536)
def name_key(state: str, text: str) -> NameKey:
    """The key of a name in a state.

    >>> name_key("TX", "Kinney Co. S.O.") == name_key("TX", "Sheriff of Kinney County")
    True
    >>> name_key("NY", "Town of Goshen PD").form, name_key("TX", "Galveston County Constable Precinct III").number
    ('town', '3')
    """
    words, number = _number(_words(text))
    if len(words) > 2 and words[0] in _COMPASS:  # N. Las Vegas
        words = [_COMPASS[words[0]], *words[1:]]
    for called in state_forms(state) if words[1:2] == ["city"] else ():  # Okla. City
        if (words[0],) == called and len(words[0]) > 2:
            words = [*state_words(state), *words[1:]]
    if "police" in words and "chief" in words:  # Police Chief of Boca Raton
        words = [w for w in words if w != "chief"]
    if state == "MP" and words[:1] == ["cnmi"]:
        words = words[1:]
    kept = [w for w in words if w not in FILLER]
    said = set(kept)
    if "sheriffs" in said and not said & _JAIL:
        base = [w for w in kept if w not in ("sheriffs", "county", "parish", "city", "police")]
        form = "county" if said & {"county", "parish"} else "city" if "city" in said else ""
        return NameKey("sheriff", _former(state, base), form, number)
    if said & _JAIL:
        kept = _without_own_state(state, kept)
        base = sorted(set(kept) - {"facility", "center", "parish", "county"})
        return NameKey("jail", " ".join(base), "", number)
    if "constables" in said:
        drop = _NUMBERED | {"county", "constables"}
        return NameKey("constable", " ".join(w for w in kept if w not in drop), "", number)
    if found := institution(state, words):
        return NameKey(*found, number)
    if len(rest := _without_own_state(state, kept)) < len(kept) and "police" not in said:
        kept = words = rest
    if kept == ["public", "safety"]:
        return NameKey("public_safety", "state", "", number)
    if "police" in said:
        return _town(state, "police", [w for w in words if w != "police"], number)
    if "marshals" in said:
        return _town(state, "marshal", [w for w in words if w != "marshals"], number)
    if has(kept, "public", "safety") and kept.index("public") > 0 and kept[-1] in ("safety", "security"):
        town = words[: words.index("public")]
        return _town(state, "public_safety", [w for w in town if w not in ("division", "bureau")], number)
    if kept in (["county"], ["parish"]):
        return NameKey("sheriff", "", "county", number)
    if kept[-1:] in (["county"], ["parish"]) and len(kept) > 1:
        return NameKey("sheriff", _former(state, kept[:-1]), "county", number)
    if kept[:1] == ["county"] and len(kept) > 1:
        return NameKey("sheriff", _former(state, kept[1:]), "county", number)
    return _town(state, "", words, number) if len(kept) <= 5 else NameKey("", " ".join(kept), "", number)


def _former(state: str, base: list[str]) -> str:
    text = " ".join(base)
    now = FORMER_COUNTIES.get((state, text))
    return fold(reference.counties_by_fips()[now].base_name) if now else text


def _without_own_state(state: str, words: list[str]) -> list[str]:
    own = list(state_words(state))
    rest = words[len(own) :]
    return rest if words[: len(own)] == own and rest[:1] not in (["city"], ["county"], []) else words


def _town(state: str, role: str, words: list[str], number: str) -> NameKey:
    form, body = "", list(words)
    while len(body) > 2 and body[0] in (
        "department",
        "office",
        "of",
    ):  # Police Department, City of Springfield
        body = body[1:]
    if len(body) > 2 and body[0] in FORMS and body[1] == "of":
        form, body = body[0], body[2:]
    kept = [w for w in body if w not in FILLER]
    if "state" in kept[1:2] or "highway" in kept:
        kept = _without_own_state(state, kept)
    if not form and len(kept) > 1 and kept[-1] in FORMS:
        if kept[-1] == "township" or not is_place(state, " ".join(kept)):
            form, kept = kept[-1], kept[:-1]
    elif form and kept[-1:] == [form] and len(kept) > 1 and not is_place(state, " ".join(kept)):
        kept = kept[:-1]
    if state in TOWN_STATES and form == "township":  # as the FBI prints the towns of Wisconsin
        form = "town"
    return NameKey(role, " ".join(kept), form, number)
