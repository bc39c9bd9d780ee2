"""Clauses that set a number back in time: "a year ago it was nine"."""

from __future__ import annotations

import re

from deputized.claims.attach import SOME
from deputized.claims.numbers import Found

_AGO = re.compile(
    rf"\b(?:(?:a|one|1) (?:year|month)|(?:{SOME}) (?:years|months|weeks|days)) (?:earlier|ago|before)\b,?",
    re.I,
)
_CUT = re.compile(r"[;\u2014:,]|\b(?:and|but|while|whereas|compared (?:with|to)|against)\b", re.I)


def is_back(text: str, number: Found) -> bool:
    """Whether a clause sets its number back in time: "a year ago it was nine"."""
    plain = _AGO.sub(lambda m: m[0].replace(",", " "), text)
    begin = max((m.end() for m in _CUT.finditer(plain, 0, number.start)), default=0)
    end = next((m.start() for m in _CUT.finditer(plain, number.end)), len(plain))
    return bool(_AGO.search(plain[begin:end]))


def reach_back(text: str) -> int:
    """Days to either side that "a year ago", "six months ago", "three days earlier" reach."""
    word = m[0].lower() if (m := _AGO.search(text)) else "year"
    return 3 if "day" in word else 5 if "week" in word else 15 if "month" in word else 31
