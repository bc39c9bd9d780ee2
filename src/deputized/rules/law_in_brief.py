"""What a state's law says of one body, in a few words: whether it binds it, or forbids agreements."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from deputized.rules.days import Truth
from deputized.rules.duties import bound_in
from deputized.rules.prohibitions import forbidding

_WORDS = {
    Truth.YES: "{} binds it",
    Truth.NO: "{} does not bind it",
}


@dataclass(frozen=True, slots=True)
class ToldLaw:
    """The law that matters most to a body: one that forbids agreements first, else a mandate on sheriffs and jails."""

    law_id: str
    words: str  # "SB 8 binds it"
    bound: str | None  # yes, no, unknown; None for a law that forbids
    why: str


def law_on(state: str, kind: str, county_fips: str | None, day: date) -> ToldLaw | None:
    """What law says of a body on a day; None where no law we hold is about it."""
    for law in forbidding(state):
        if law.in_force(day) is Truth.YES:
            return ToldLaw(law.law_id, f"{_short(law.bill)} forbids agreements in its state", None, law.bill)
    asked = kind in ("sheriff", "corrections") and county_fips
    found = bound_in(state, county_fips, day, kind=kind) if asked and county_fips else None
    if found is None or (kind != "sheriff" and not any(b.covers(kind, "county") for b in found[0].binds)):
        return None
    law, bound = found
    words = _WORDS.get(bound.truth, "whether {} binds it is not known").format(_short(law.bill))
    return ToldLaw(law.law_id, words, bound.truth.value, bound.why)


def _short(bill: str) -> str:
    """A bill without its session and year: SB 8 (89R, 2025) is SB 8."""
    return re.sub(r"\s*\([^()]*\)", "", bill)
