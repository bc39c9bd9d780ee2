"""What an agency's printed name says: which kind of body, of what place, with which number.

`parse_name` looks at one row alone. Its `key` is equal for spellings that differ only in ways that never
tell two bodies apart (spaces, quotes, abbreviations, a state's own name, a county or town one reference
name away); kind of body, place, township or not, and number always do.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from deputized.model.plain import Plain
from deputized.registry.bodies import Body, Reader
from deputized.registry.gazetteer import find_county, states_with_county
from deputized.registry.words import state_named_first, without_state_tag, words_of


@dataclass(frozen=True, slots=True)
class AgencyName(Plain):
    """A printed name, understood. `base_how` tells how the place in it stands in the reference lists."""

    state: str
    printed: str
    kind: str  # the public kind of agency
    body: str  # which office within that kind; part of the key
    base: str  # the place or the distinctive words, folded
    form: str  # "" or township, where it tells places apart
    number: str  # precinct, district, circuit or ward
    level: str
    base_how: str  # exact | fixed | none | words (no reference list for such bodies)
    county_fips: str | None
    note: str | None = None  # what was read past: county_name_fixed, place_name_fixed, state_moved
    alternatives: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Equal for spellings of one agency, different for different agencies, as far as one row can tell."""
        return "|".join((self.state, self.body, self.base, self.form, self.number))


@lru_cache(maxsize=16384)
def parse_name(state: str, name: str, county: str | None = None) -> AgencyName:
    """Understand one printed agency name. `county` is the COUNTY cell, used as a hint only."""
    words = without_state_tag(state, words_of(name))
    body = Reader(state, words, county, county_of(state, county)).read()
    if body.note is None and body.base_how == "none" and body.body in ("sheriffs", "corrections"):
        home = states_with_county(body.base)
        if len(home) == 1 and home[0] != state and ("county" in words or "parish" in words):
            moved = Reader(home[0], words, county, None).read()
            return _named(home[0], name, moved, "state_moved")
    if body.level == "state" and (home_state := state_named_first(words, state)):
        return _named(home_state, name, Reader(home_state, words, county, None).read(), "state_moved")
    return _named(state, name, body, body.note)


def county_of(state: str, county: str | None) -> str | None:
    """FIPS of the county that a COUNTY cell names, if it can be read."""
    if county is None:
        return None
    words = [w for w in words_of(county) if w not in ("county", "parish", ",")]
    return find_county(state, " ".join(words)).fips if words else None


def _named(state: str, printed: str, body: Body, note: str | None) -> AgencyName:
    return AgencyName(
        state, printed, body.kind, body.body, body.base, body.form, body.number, body.level, body.base_how,
        body.county_fips, note, body.alternatives,
    )  # fmt: skip
