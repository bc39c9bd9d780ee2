"""What an agency's printed name says: which kind of body, of what place, with which number.

`parse_name` looks at one row alone. Its `key` is equal for spellings that differ only in ways that never
tell two bodies apart (spaces, quotes, abbreviations, a state's own name, a county or town one reference
name away); kind of body, place, township or not, and number always do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from deputized.model.plain import Plain
from deputized.registry.gazetteer import find_county, states_with_county
from deputized.registry.name_readers import NamedBody, Reader
from deputized.registry.towns import FORMS, homes
from deputized.registry.words import ROLE_WORDS, state_named_first, without_state_tag, words_of

TOWN_BODIES = frozenset({"police", "public_safety", "marshal", "unknown"})
STATE_KINDS = frozenset({"state_police", "national_guard", "fish_wildlife_agriculture", "corrections"})


@dataclass(frozen=True, slots=True)
class AgencyName(Plain):
    """A printed name, understood. `base_how` tells how the place in it stands in the reference lists."""

    state: str
    printed: str
    kind: str  # the public kind of agency
    body: str  # which office within that kind; part of the key
    base: str  # the place or the distinctive words, folded
    form: str  # township, or the town, village or city that has a namesake of another form; else ""
    number: str  # precinct, district, circuit or ward
    level: str
    base_how: str  # exact | fixed | none | words (no reference list for such bodies)
    county_fips: str | None
    note: str | None = None  # what was read past: county_name_fixed, place_name_fixed, state_moved
    alternatives: tuple[str, ...] = ()
    has_namesakes: bool = False  # the state has several such towns: the county is part of who it is
    home: str = ""  # FIPS of the county, named or printed, that tells it from its namesakes
    apart: tuple[str, ...] = ()  # judgements that part it from another name, and which of the two it is

    @property
    def key(self) -> str:
        """Equal for spellings of one agency, different for different agencies, as far as one row can tell."""
        return "|".join((self.state, self.body, self.base, self.form, self.number))


@lru_cache(maxsize=16384)
def parse_name(state: str, name: str, county: str | None = None) -> AgencyName:
    """Understand one printed agency name. `county` is the COUNTY cell, used as a hint only."""
    text, said = _with_aside(state, name)
    every = words_of(text)
    within = _county_within(state, every)
    words = without_state_tag(state, every)
    fips = said or within or county_of(state, county)
    body = Reader(state, words, county, fips).read()
    if body.note is None and body.base_how == "none" and body.body in ("sheriffs", "corrections"):
        home = states_with_county(body.base)
        if len(home) == 1 and home[0] != state and ("county" in words or "parish" in words):
            moved = Reader(home[0], words, county, None).read()
            return _named(home[0], name, moved, "state_moved", None, False)
    if body.level == "state" and (home_state := state_named_first(words, state)):
        moved = Reader(home_state, words, county, None).read()
        if moved.kind in STATE_KINDS or (moved.kind == "prosecutor" and moved.level == "state"):
            return _named(home_state, name, moved, "state_moved", None, False)
    return _named(state, name, body, body.note, fips, bool(said or within))


_ASIDE = re.compile(r"\(([^()]*)\)\s*$")
_ACRONYM = re.compile(r"[A-Z]{2,6}")


def _with_aside(state: str, name: str) -> tuple[str, str | None]:
    """(the name, the county in brackets at its end): what brackets say is read by what it is.

    Its initials and a unit of a local body ("(KCSO)", "(Patrol Division)") say nothing of who it is; a form or a
    number does.
    """
    found = _ASIDE.search(name)
    if found is None or found.start() == 0:
        return name, None
    head, aside = name[: found.start()].rstrip(" ,-"), found[1].strip()
    words = without_state_tag(state, words_of(aside))
    if not words or _ACRONYM.fullmatch(aside):
        return head, None
    if words[-1] in ("county", "parish"):
        county = find_county(state, " ".join(words[:-1]))
        return (head, county.fips) if county.how == "exact" else (name, None)
    if len(words) == 1 and words[0] in FORMS:
        return f"{words[0]} of {head}", None
    if any(w.isdigit() for w in words) or "addendum" in words:
        return name, None
    body = Reader(state, without_state_tag(state, words_of(head)), None, None).read()
    is_local = body.level in ("county", "municipal", "constable_district") and body.kind != "other"
    return (head if is_local else name), None


def _county_within(state: str, words: list[str]) -> str | None:
    """FIPS of the county named after a comma or a township's name to tell it from its namesakes.

    "Goshen Township Police Department, Clermont County"; a county's own body names it first.
    """
    at = next((i for i in range(len(words) - 1, 0, -1) if words[i] in ("county", "parish")), 0)
    marks = [i for i in range(at) if words[i] == "," or (words[i] == "township" and i)]
    if not marks or "sheriffs" in words:
        return None
    head, named = words[: marks[-1] + 1], words[marks[-1] + 1 : at]
    tells = any(w == "township" or w in ROLE_WORDS for w in head) and not {"county", "parish"} & set(head)
    if not named or not tells:
        return None
    county = find_county(state, " ".join(named))
    return county.fips if county.how == "exact" else None


def county_of(state: str, county: str | None) -> str | None:
    """FIPS of the county that a COUNTY cell names, if it can be read."""
    if county is None:
        return None
    words = [w for w in words_of(county) if w not in ("county", "parish", ",")]
    return find_county(state, " ".join(words)).fips if words else None


def _named(
    state: str, printed: str, body: NamedBody, note: str | None, fips: str | None, is_said: bool
) -> AgencyName:
    has_namesakes, home = body.form == "township", fips or ""
    if body.body in TOWN_BODIES and body.form != "township":
        found = homes(state, body.base, body.form)
        within = [min(h) for h in found if fips in h]
        has_namesakes = bool(found) or (is_said and body.level == "municipal")
        home = within[0] if within else home
    return AgencyName(
        state, printed, body.kind, body.body, body.base, body.form, body.number, body.level, body.base_how,
        body.county_fips, note, body.alternatives, has_namesakes, home if has_namesakes else "",
    )  # fmt: skip
