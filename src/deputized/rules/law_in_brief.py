"""What a state's law says of one body, a line each: only laws that speak of bodies of its kind, the strongest first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from deputized import reference
from deputized.reference import fold
from deputized.rules.acts import Law, Posture
from deputized.rules.days import Truth
from deputized.rules.predicates import BoundGroup, is_bound
from deputized.rules.statutes import posture_of

_LISTED = {
    "sheriff": ("sheriff", "county"),
    "county": ("county_police", "county"),
    "county_police": ("county_police", "county"),
    "city": ("municipal_police", "municipal"),
    "municipal_police": ("municipal_police", "municipal"),
    "constable": ("constable", "constable_district"),
    "campus": ("campus", "campus"),
    "port": ("port", "port"),
    "prosecutor": ("prosecutor", "county"),
    "state_police": ("state_police", "state"),
    "national_guard": ("national_guard", "state"),
    "fish_wildlife_agriculture": ("fish_wildlife_agriculture", "state"),
    "other_state": ("other", "state"),
}
"""A kind as the tables of police name it, to the kind and level that laws are read for. Others are left out on purpose:
tribal and federal bodies are under no law of a state's on agreements that we hold, and of `other` no level is known."""
_SAYS = {
    Posture.FORBIDS: "forbids agreements to bodies of its kind",
    Posture.RESTRICTS: "sets conditions or limits for it and does not forbid an agreement",
    Posture.COOPERATE: "asks it to work with ICE and does not ask for an agreement",
    Posture.BARS_BANS: "keeps local governments from forbidding it an agreement or work with ICE",
    Posture.JAIL_CONTRACTS: "bars contracts to hold people for ICE; agreements are another matter",
    Posture.INCENTIVISES: "offers money to those like it that hold an agreement",
}
_DETAINERS = "asks it to honor ICE's detainers and does not ask for an agreement"
_BOUND = {
    Truth.YES: "{} binds it",
    Truth.NO: "{} does not bind it",
    Truth.UNCLEAR: "whether {} binds it is not known",
}
_PLAIN = frozenset(["the", "of", "and", "for", "a", "state", "department"])


@dataclass(frozen=True, slots=True)
class ToldLaw:
    """What one law says of a body."""

    law_id: str
    words: str  # "SB 8 binds it"
    bound: str | None  # yes, no, unclear under a mandate; None under any other law
    why: str


def laws_on(
    state: str, kind: str, county_fips: str | None, day: date, *, name: str = "", agency_id: str | None = None,
    level: str | None = None,
) -> tuple[ToldLaw, ...]:  # fmt: skip
    """What laws that stand on a day say of a body, in the order of `posture_of`; empty where none speaks of its kind.

    `kind` is one of the tables of police or of the lists. Without a `level` the usual one of the kind is meant.
    """
    asked, usual = _LISTED.get(kind, (kind, ""))
    if kind == "corrections":
        usual = "county" if county_fips else "state"
    at = level or usual
    if not at:
        return ()
    found = []
    for law in posture_of(state, day).laws:
        groups = tuple(b for b in law.binds if b.covers(asked, at) and _means(b, state, name, agency_id))
        if groups:
            found.append(_told(law, groups, asked, at, county_fips, day))
    return tuple(found)


def law_on(
    state: str, kind: str, county_fips: str | None, day: date, *, name: str = "", level: str | None = None
) -> ToldLaw | None:
    """The law that matters most to a body on a day; None where none we hold speaks of bodies of its kind."""
    found = laws_on(state, kind, county_fips, day, name=name, level=level)
    return found[0] if found else None


_PERHAPS = "(whether it is in force is not known)"


def _told(
    law: Law, groups: tuple[BoundGroup, ...], kind: str, level: str, fips: str | None, day: date
) -> ToldLaw:
    bill = _short(law.bill)
    bound, why = None, law.covered
    if law.posture is Posture.MANDATES:
        people = reference.counties_by_fips()[fips].population_2020 if fips else None
        test = is_bound(groups, kind, level, fips, people)
        bound = test.truth.value
        why = "the law names it" if any(b.named for b in groups) else test.why
        words = _BOUND[test.truth].format(bill)
    elif law.says[0] == ("must", "detainers"):
        words = f"{bill} {_DETAINERS}"
    else:
        words = f"{bill} {_SAYS[law.posture]}"
    if law.in_force(day) is Truth.UNCLEAR:
        words += f" {_PERHAPS}"
    elif law.in_part(day):
        words += ", and a court has stayed part of it"
    return ToldLaw(law.law_id, words, bound, why)


def _means(group: BoundGroup, state: str, name: str, agency_id: str | None) -> bool:
    """Whether a body is among those a group names one by one, by our id or by the words of its name."""
    if not group.named or (agency_id and group.means(agency_id)):
        return True
    mine = _words(name, state)
    return bool(mine) and any(_words(n.name, state) == mine for n in group.named)


def _words(name: str, state: str) -> frozenset[str]:
    own = next(s.name for s in reference.states() if s.postal == state)
    return frozenset(fold(name).split()) - frozenset(fold(own).split()) - _PLAIN


def _short(bill: str) -> str:
    """A bill without its session and year: SB 8 (89R, 2025) is SB 8."""
    return re.sub(r"\s*\([^()]*\)", "", bill)
