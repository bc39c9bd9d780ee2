"""What a facility or landmark text says: whose jail, which police, an area, an ICE office, a federal or state prison.

Nothing is set right but abbreviations and the word "county"; a county's or town's name must be a name of the state.
"Stewart Detention Center" is no county's, "STUART SUB-OFFICE" is ICE's, and "Claxton" is not "Clayton".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from deputized import reference
from deputized.reference import fold
from deputized.registry.gazetteer import is_place

KINDS = {
    "sheriff": "a county's sheriff", "county_jail": "a county's jail", "police": "a town's police",
    "city_jail": "a town's jail", "state_agency": "an agency of the state", "state_prison": "a state prison",
    "federal": "a federal prison, court or marshal", "ice": "an ICE office, team or area", "county": "a county, no body named",
    "place": "a place, no body named", "facility": "a facility; who runs it is not said", "empty": "nothing",
    "unread": "not understood",
}  # fmt: skip
BODIES = ("sheriff", "county_jail", "police", "city_jail", "state_agency")
"""Kinds that name a local or state body."""

_STATES = {s.postal: s.name.upper() for s in reference.states()}
_BY_NAME = {name: postal for postal, name in _STATES.items()}
_ICE = re.compile(
    r"GENERAL AREA|NON-?SPECIFIC|SUB-?OFFICE|\bERO\b|FUGITIVE|FUG ?OPS?\b|\bFUG\b|\bICE\b|DISTRICT OFFICE|NON-?DETAINED|"
    r"INTEROPERABILITY|SECURE COMMUNITIES|\bNDD\b|STREET ARREST|FIELD ARREST|INSPECTIONS|ASYLUM|CIS REF|\bSPC\b|HOLD ROOM|"
    r"\bVCAS\b|\bJCART\b|NON-?CUSTODIAL|OFFICE OF INVESTIGATIONS|AT LARGE|\bAREA$|^287\(?G\)?$|^\w{3} CAP$"
)
_FEDERAL = re.compile(
    r"\bFCI\b|\bUSP\b|\bU?S?BOP\b|\bFDC\b|\bFTC\b|FED(ERAL)?[. ]+(CORR|PRISON|DET|TRANSFER)|U\.?S\.? ?PEN|"
    r"(US|U\.S\.|UNITED STATES) MARSHAL|DISTRICT COURT"
)
_PRISON = re.compile(
    r"\bSCI\b|\bS\.C\.I|\bSRCF\b|STATE (PRISON|JAIL|PENITENTIARY|CORR)|DEP(T|ARTMENT)\.? OF (CRIMINAL JUSTICE|CORRECTION)|"
    r"CORRECTIONAL (FACILITY|INSTITUT)|HEALTHCARE FACILITY"
)
_STATE_AGENCY = re.compile(
    r"DEP(T|ARTMENT)\.? OF (CRIMINAL JUSTICE|CORRECTIONS?|PUBLIC SAFETY)|STATE POLICE|HIGHWAY PATROL"
)
_YOUTH = re.compile(r"\bJUV|YOUTH|CHILDREN|SHELTER")
_JAIL = re.compile(r"JAIL|DETENTION|PRISON|CORRECT|\bCORR\b|\bC\.?C\.?$|JUSTICE CENTER|INTAKE|ADULT")
_SHERIFF = re.compile(r"\bSHERIFF(['S]*)?\b|\bS\.?O\.?\b(?!\w)")
_POLICE = re.compile(r"^(?P<town>.+?)\s+(?:PD|P\.D\.|POLICE)\b")
_CITY_JAIL = re.compile(r"^(?P<town>.+?)\s+CITY JAIL\b")
_LEAD = re.compile(r"^(?:CAP|LEAR|CAP-\w{3})\s*-?\s+(?!ACI)")
_ORI = re.compile(r"\b([A-Z]{2})\d{7}\b")
_COUNTY = re.compile(r"^(?P<name>.+?)\s+(?:COUNTY|PARISH)\b(?P<rest>.*)$")
_WORDS = frozenset({"CO", "CT", "DE", "HI", "ID", "IN", "LA", "MA", "ME", "MO", "OH", "OK", "OR", "PA", "SC"})
"""Postal codes that are words or abbreviations too: a state only where marked by a comma, a dash or "STATE"."""


@dataclass(frozen=True, slots=True)
class LandmarkReading:
    """What a text says. `is_exact` is False where a name was one letter off, or a state was told only by the name."""

    kind: str  # a key of KINDS
    state: str = ""
    county_fips: str = ""
    town: str = ""
    is_exact: bool = True
    why: str = ""


@lru_cache(maxsize=65536)
def read_landmark(text: str, state: str = "", city: str = "") -> LandmarkReading:
    """Read a landmark, facility or site; `state` is a postal code or empty, `city` the row's city or empty.

    >>> read_landmark("CAP - LIMESTONE COUTY JAIL, AL").county_fips
    '01083'
    >>> read_landmark("STEWART DETENTION CENTER", "GA").kind, read_landmark("STUART SUB-OFFICE", "FL").kind
    ('facility', 'ice')
    """
    plain = _plain(text)
    if not plain:
        return LandmarkReading("empty", state, why="the text is empty")
    plain, said = _state_said(plain, state)
    if said and state and said != state:
        return LandmarkReading("unread", state, why=f"the text says {said}, the row {state}")
    where = said or state
    plain = _LEAD.sub("", plain).strip(" ,-")
    if found := re.fullmatch(r"287\(?G\)?\s+([A-Z. ]+?)(?:\s+[A-Z]{3})?(?:\s+ERO)?(?:\s+PROGRAM)?", plain):
        return _program(found[1], where)
    if _ICE.search(plain) and not re.search(r"287\(?G\)?$", plain):
        return LandmarkReading("ice", where, why=KINDS["ice"])
    if _FEDERAL.search(plain):
        return LandmarkReading("federal", where, why=KINDS["federal"])
    plain = re.sub(r"\s*-?\s*287\(?G\)?$", "", plain)
    has_county = _COUNTY.match(plain)
    if _STATE_AGENCY.search(plain) and not (has_county and "COUNTY" in plain.split("DEP")[0]):
        named = next((p for n, p in _BY_NAME.items() if plain.startswith(f"{n} ")), "")
        if named and where and named != where:
            return LandmarkReading("unread", where, why=f"the text says {named}, the row {where}")
        return LandmarkReading("state_agency", named or where, why=KINDS["state_agency"])
    if _PRISON.search(plain) and not has_county:
        return LandmarkReading("state_prison", where, why=KINDS["state_prison"])
    if has_county:
        return _of_county(has_county["name"], has_county["rest"], where)
    return _of_town(plain, where, city)


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).upper().replace("’", "'").replace("`", "'")
    text = re.sub(r"\bCO\.(?=\s|$)|\bCNTY\b|\bCO(?= (?:JAIL|PRISON|SHERIFF|SO)\b)", "COUNTY", text)
    text = re.sub(r"\bCOUNTY(?=JAIL\b)|\bCOUNTRY(?= (?:JAIL|SHERIFF|SO\b))", "COUNTY ", text)
    text = " ".join(text.split()).strip(" ,.-")
    return " ".join("COUNTY" if _is_county_misspelt(w) else w for w in text.split(" "))


def _is_county_misspelt(word: str) -> bool:
    """COUTY, CONTY, COUNY: one slip from the word, and no other word."""
    if word[:1] != "C" or word in ("COUNTY", "COUNT", "COUNTRY"):  # two are words of their own
        return False
    return 5 <= len(word) <= 7 and OSA.distance(word, "COUNTY") == 1


def _state_said(text: str, state: str) -> tuple[str, str]:
    """The text without its state, and the state: at its end, or in an ORI."""
    if (ori := _ORI.search(text)) and ori[1] in _STATES:
        head = text[: ori.start()].strip(" ,-")
        return re.sub(rf",?\s+{ori[1]}\w?$", "", head), ori[1]
    found = re.search(r"([\s,\-]+)([A-Z]{2})(\.?|\s+STATE)$", text)
    if found and found[2] in _STATES:
        is_marked = bool(set(found[1]) & set(",-")) or found[3].endswith("STATE")
        if is_marked or found[2] == state or (not state and found[2] not in _WORDS):
            return text[: found.start()].strip(" ,-"), found[2]
    for name, postal in _BY_NAME.items():
        if text.endswith((f", {name}", f" - {name}")):
            return text[: -len(name)].strip(" ,-"), postal
    return text, ""


@lru_cache(maxsize=8192)
def _counties(name: str, state: str) -> tuple[tuple[str, ...], bool]:
    """FIPS of counties of this name, in the state or in all; and whether the name is exact."""
    base = fold(name.replace("'S", "S").replace("SAINT ", "ST "))
    is_named = bool(state) and is_place(
        state, base
    )  # a town's name is never read as a county's of a like name
    wanted = {base, base.replace("st. ", "st "), base.replace("st ", "saint ")}
    states = [state] if state else [s.postal for s in reference.states() if not s.is_territory]
    found, near = [], []
    for one in states:
        for key, counties in reference.county_by_name(one).items():
            some = [c.fips for c in counties if c.lsad != "independent city" and c.status == "current"]
            if key in wanted or key.replace(" ", "") == base.replace(" ", ""):
                found += some
            elif state and not is_named and len(base) > 5 and OSA.distance(key, base) == 1:
                near += some
    if found:
        return tuple(sorted(set(found))), True
    return tuple(sorted(set(near))), False


def _program(name: str, state: str) -> LandmarkReading:
    fips, exact = _counties(name.strip(), state)
    if len(fips) == 1 and exact:
        return LandmarkReading(
            "county_jail",
            _state_of(fips[0]),
            fips[0],
            is_exact=False,
            why="287(g) and a county's name, no body named",
        )
    return LandmarkReading("ice", state, why=KINDS["ice"])


def _state_of(fips: str) -> str:
    return reference.counties_by_fips()[fips].state


def _of_county(name: str, rest: str, state: str) -> LandmarkReading:
    name = name.strip(" ,-")
    fips, exact = _counties(name, state)
    if len(fips) != 1:
        why = f"no county of {state or 'the country'} is called {name.title()}" if not fips else (
            f"{len(fips)} counties are called {name.title()}; the state is not said"
        )  # fmt: skip
        return LandmarkReading("unread", state, why=why)
    where = _state_of(fips[0])
    is_sure = exact and bool(state)
    why = (
        ""
        if is_sure
        else ("the name is one letter off" if not exact else "the state is told by the name alone")
    )
    if _YOUTH.search(rest):
        return LandmarkReading("facility", where, fips[0], why="a county's house for the young, no jail")
    if re.search(r"\bPOLICE\b|\bPD\b", rest):
        return LandmarkReading(
            "police", where, fips[0], f"{name.title()} County", is_sure, why or "a county's police"
        )
    if _SHERIFF.search(rest):
        return LandmarkReading("sheriff", where, fips[0], is_exact=is_sure, why=why or KINDS["sheriff"])
    if _JAIL.search(rest):
        return LandmarkReading(
            "county_jail", where, fips[0], is_exact=is_sure, why=why or KINDS["county_jail"]
        )
    return LandmarkReading("county", where, fips[0], why=KINDS["county"])


def _of_town(text: str, state: str, city: str) -> LandmarkReading:
    if found := _CITY_JAIL.match(text):
        return _town("city_jail", found["town"], state)
    if found := _POLICE.match(text):
        return _town("police", re.sub(r"\s+\d+\w*$", "", found["town"]), state)
    if found := re.match(
        r"^(?P<name>.+?)\s+(?:SHERIFF\S*|S\.?O\.?)(?:\s+OFFICE|\s+DEPARTMENT|\s+DEPT\.?)?$", text
    ):
        fips, exact = _counties(found["name"], state)
        if state and exact and len(fips) == 1:
            return LandmarkReading("sheriff", state, fips[0], why=KINDS["sheriff"])
        return LandmarkReading(
            "unread",
            state,
            why=f"no one county of {state or 'the country'} is called {found['name'].title()}",
        )
    if _JAIL.search(text) or _YOUTH.search(text):
        return LandmarkReading("facility", state, why=KINDS["facility"])
    head = text.split(",")[0].strip()
    if state and is_place(state, fold(head)):
        return LandmarkReading("place", state, town=head.title(), why=KINDS["place"])
    return LandmarkReading("unread", state, why=KINDS["unread"])


def _town(kind: str, name: str, state: str) -> LandmarkReading:
    name = name.strip(" ,-")
    if not state:
        return LandmarkReading("unread", town=name.title(), why="a town, and no state is said")
    bare = re.sub(r"^(?:CITY|TOWN|VILLAGE) OF\s+", "", name)
    if not is_place(state, fold(bare)):
        return LandmarkReading(
            "unread", state, town=name.title(), why=f"no town of {state} is called {name.title()}"
        )
    return LandmarkReading(kind, state, town=bare.title(), why=KINDS[kind])
