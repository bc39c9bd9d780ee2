"""How a text that asks for anything at all is read: which part is a place's name, which its state, what form is said.

Small and without tables of places, so that the browser reads by the same steps (`web/src/asking.ts`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from deputized import reference
from deputized.reference import fold
from deputized.resolver.areas import key_of
from deputized.resolver.keys import says_office
from deputized.resolver.states import leading_state, read_state, split_state

COUNTY_FORMS = frozenset({"county", "parish", "borough", "municipio", "condado", "parroquia", "co"})
TOWN_FORMS = frozenset({"city", "town", "village", "borough", "township", "cdp", "ciudad"})
_HEADS = frozenset({"county", "parish", "borough", "municipio", "condado", "parroquia", "city", "town"}) | {
    "village",
    "township",
    "ciudad",
    "pueblo",
    "municipality",
    "villa",
}
_OF = frozenset({"of", "de", "del"})
_AGENCY = frozenset(
    {"department", "dept", "departamento", "university", "college", "patrol", "patrulla", "safety", "seguridad", "corrections"}
) | {
    "correctional", "attorney", "prosecutor", "commission", "bureau", "guard", "troopers", "enforcement", "dps", "doc",
    "sheriff", "sheriffs", "alguacil", "constable", "constables", "marshal", "marshals", "police", "policia", "pd", "jail",
    "carcel", "universidad", "wildlife", "regional", "district", "precinct", "pct",
}  # fmt: skip
_NOISE = re.compile(
    r"(?i)\b287\s*\(?\s*g\s*\)?|[?!¿¡\"“”]|,?\s+(?:usa|u\.s\.a\.?|united states|ee\.? ?uu\.?)\s*$"
)
_ADDRESS = re.compile(r"(.*[A-Za-z]{2}.*?)[\s,]+\d{5}(?:-\d{4})?")
ERRORS = ((9, 3), (6, 2), (3, 1))
"""Letters of a name from which so many slips are allowed."""


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place's words. `want`: any, county or town, as the form that is said with them has it."""

    key: str
    want: str
    whole: str  # with the form: "kansas city"


def cleaned(text: str) -> str:
    """A text without what says nothing of the place: the program's name, a country, a ZIP code after an address.

    >>> cleaned("287(g) in Del Rio, TX 78840, USA?"), cleaned("78840")
    ('Del Rio, TX', '78840')
    """
    bare = " ".join(_NOISE.sub(" ", text).split())
    bare = re.sub(r"(?i)^(?:in|en|ice in)\s+(?=\S+\s)", "", bare) if bare != text else bare
    address = _ADDRESS.fullmatch(bare)
    if address and not re.search(r"(?i)\b(?:zip|fips|geoid|ori|postal|cp)\b", bare):
        bare = address[1].rstrip(" ,")
    return bare or text


def named(text: str) -> PlaceName:
    """A place's name without the form that is said with it.

    >>> named("Kinney Co."), named("Kansas City").key, named("City of Kinney").want
    (PlaceName(key='kinney', want='county', whole='kinney co'), 'kansas', 'town')
    """
    words = key_of(text).split()
    whole = " ".join(words)
    head = words[:1]
    rest = words[1:]
    if head and head[0] in _HEADS and re.match(rf"(?i)\W*{head[0]}\s+(?:of|del?)\b", fold(text)):
        rest = rest[1:] if rest[:1] and rest[0] in _OF else rest
        if rest:
            want = "county" if head[0] in COUNTY_FORMS else "town"
            return PlaceName(" ".join(rest), want, whole)
    if len(words) > 1 and words[-1] in COUNTY_FORMS:
        want = "any" if words[-1] == "borough" else "county"
        return PlaceName(" ".join(words[:-1]), want, whole)
    if len(words) > 2 and words[-2:] == ["planning", "region"]:
        return PlaceName(" ".join(words[:-2]), "county", whole)
    if len(words) > 2 and words[-2:] == ["census", "area"]:
        return PlaceName(" ".join(words[:-2]), "county", whole)
    if len(words) > 1 and words[-1] in TOWN_FORMS:
        return PlaceName(" ".join(words[:-1]), "town", whole)
    return PlaceName(whole, "any", whole)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to part a text: the name, and the state that it names, if any; `certain`: it can be nothing else."""

    name: str
    state: str | None
    certain: bool = False
    is_lead: bool = False  # the state stands first


def readings(text: str) -> list[Reading]:
    """Ways to part a text into a name and a state, the likeliest first."""
    bare, state, certain = split_state(text)
    bare = re.sub(r"(?i)[\s,]+(?:de|del)$", "", bare)
    out = [Reading(bare, state, certain)] if state else []
    if not certain:
        out.append(Reading(text, None))
        lead = leading_state(text)
        words = text.split()
        if lead is None and len(words) == 2 and (first := read_state(words[0])):
            lead = (words[1], first)
        if lead:
            out.append(Reading(*lead, is_lead=True))
    return out


def begun_states(text: str) -> list[tuple[str, str]]:
    """(name, state) for each state that the last words of a text may be the beginning of: "houston t"."""
    words = text.replace(",", " ").split()
    out = []
    for count in (3, 2, 1):
        if len(words) <= count:
            continue
        tail = fold(" ".join(words[-count:]))
        for state in reference.states():
            if fold(state.name).startswith(tail) or (count == 1 and state.postal.casefold().startswith(tail)):
                out.append((" ".join(words[:-count]), state.postal))
    return list(dict.fromkeys(out))


def misspelt_state(text: str) -> tuple[str, str] | None:
    """(name, state) where the last words of a text are a state's name but for a slip: "Kinny county texs"."""
    words = text.replace(",", " ").split()
    for count in (2, 1):
        if len(words) <= count:
            continue
        tail = fold(" ".join(words[-count:]))
        if len(tail) < 4:
            continue
        near = [s.postal for s in reference.states() if OSA.distance(tail, fold(s.name), score_cutoff=1) <= 1]
        if len(near) == 1:
            return " ".join(words[:-count]), near[0]
    return None


def begun_county(key: str) -> str | None:
    """The name where the last word is the beginning of "county": "val verde cou"."""
    name, _, last = key.rpartition(" ")
    is_begun = len(last) > 2 and any(form.startswith(last) for form in ("county", "condado", "parish"))
    return name if name and is_begun else None


def asks_agency(text: str) -> bool:
    """Whether a text names an office, or has a word that agencies' names have and towns' have not."""
    return bool(_AGENCY & set(re.findall(r"[a-z0-9]+", fold(text)))) or says_office(text)


def slips_allowed(length: int) -> int:
    """Slips that a name of so many letters may have and still be shown as like it."""
    return next((most for least, most in ERRORS if length >= least), 0)
