"""The words claims are written in: numbers' units, models, places, days, and how exactly a number is meant."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from deputized import reference
from deputized.claims.claim import Operator, Place, Unit, When

UNITS = (
    (Unit.ROWS, r"rows|lines|entries"),
    (
        Unit.AGREEMENTS,
        r"agreements?|MOAs?|memorand(?:a|ums) of (?:agreement|understanding)|partnerships|contracts",
    ),
    (Unit.SHERIFFS, r"sheriff'?s'? (?:offices|departments)|sheriffs'? offices|sheriffs"),
    (Unit.AGENCIES, r"agencies|departments|partners|jurisdictions|police forces|bodies"),
    (Unit.COUNTIES, r"counties"),
    (Unit.STATES, r"states"),
    (Unit.TERRITORIES, r"territor(?:y|ies)"),
    (
        Unit.OFFICERS,
        r"(?:[a-z]+ ){0,2}(?:officers|deputies|dollars|million|billion|troopers|arrests|encounters)",
    ),
)
MODELS = (
    ("TFM", r"task[- ]force(?: model| agreements?| officers?)?|TFMs?\b"),
    ("JEM", r"jail[- ]enforcement(?: model)?|jail model|JEMs?\b"),
    ("WSO", r"warrant[- ]service(?: officers?)?(?: model| program(?:me)?)?|WSOs?\b"),
)
OPERATORS = (
    (Operator.AT_LEAST, r"at least|no fewer than|no less than|a minimum of|>=|≥"),
    (Operator.AT_MOST, r"at most|no more than|up to|<=|≤"),
    (Operator.OVER, r"over|more than|above|exceed(?:s|ed|ing)?|upwards of|>"),
    (Operator.UNDER, r"under|fewer than|less than|below|almost|nearly|close to|<"),
    (Operator.ABOUT, r"about|around|roughly|approximately|some|circa|an estimated|~"),
    (Operator.EXACTLY, r"exactly|precisely|a total of|="),
)
"""`almost` and `nearly` are read as about by `operator_of`: they say a number was not quite reached."""

GROWTH = r"(?:increase|growth|rise|surge|jump|expansion|more|higher)"
INAUGURATION = When(date(2025, 1, 20), date(2025, 1, 20), "20 January 2025")
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = r"(?P<month>" + "|".join(m[:3] + r"(?:" + m[3:] + r"|t?\.?)?" for m in _MONTHS) + r")\.?"
_DAYS = (
    re.compile(r"(?P<year>(?:19[89]|20[0-3])\d)-(?P<m>\d\d)-(?P<day>\d\d)\b"),
    re.compile(r"(?P<year>(?:19[89]|20[0-3])\d)-(?P<m>\d\d)\b"),
    re.compile(rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>(?:19[89]|20[0-3])\d)\b", re.I),
    re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? (?P<year>(?:19[89]|20[0-3])\d)\b", re.I),
    re.compile(rf"(?P<part>early|mid|late)?[- ]?{_MONTH},? (?P<year>(?:19[89]|20[0-3])\d)\b", re.I),
    re.compile(r"(?<![\d,.$])(?P<year>(?:19[89]|20[0-3])\d)(?![\d,.]\d|%)\b"),
)
_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}


def find_days(text: str) -> list[tuple[int, int, When]]:
    """Where days and periods stand in a text; the most precise reading first, no two overlap.

    >>> [w.words for _, _, w in find_days("958 on 2 Sep 2025, up from 135 in Jan. 2025")]
    ['2 Sep 2025', 'Jan. 2025']
    """
    found: list[tuple[int, int, When]] = []
    for pattern in _DAYS:
        for m in pattern.finditer(text):
            if all(m.end() <= start or m.start() >= end for start, end, _ in found) and (w := _when(m)):
                found.append((m.start(), m.end(), w))
    return sorted(found, key=lambda f: f[0])


def _when(found: re.Match[str]) -> When | None:
    groups = found.groupdict()
    year = int(groups["year"])
    if groups.get("m"):
        month = int(groups["m"])
    elif groups.get("month"):
        month = next(
            n for n, m in enumerate(_MONTHS, 1) if m.startswith(groups["month"].lower().rstrip(".")[:3])
        )
    else:
        return When(date(year, 1, 1), date(year, 12, 31), found[0])
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    if groups.get("day"):
        day = int(groups["day"])
        return When(date(year, month, day), date(year, month, day), found[0]) if 1 <= day <= last else None
    first, end = _PARTS.get((groups.get("part") or "").lower(), (1, 31))
    return When(date(year, month, first), date(year, month, min(end, last)), found[0].strip())


@lru_cache(maxsize=1)
def _states() -> re.Pattern[str]:
    names = sorted((s.name for s in reference.states()), key=len, reverse=True)
    codes = [s.postal for s in reference.states()]
    return re.compile(rf"\b(?:(?i:{'|'.join(map(re.escape, names))})|(?:{'|'.join(codes)}))\b")


_COUNTY = re.compile(
    r"\b(?P<name>[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}) (?:County|Parish),? ?"
    r"(?:\(?(?P<state>[A-Z]{2}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)\)?)?"
)


def find_places(text: str) -> list[tuple[int, int, Place]]:
    """Where counties and states stand in a text. Postal codes count only in capitals."""
    found: list[tuple[int, int, Place]] = []
    by_name = {s.name.casefold(): s.postal for s in reference.states()}
    for m in _COUNTY.finditer(text):
        county = _county(m["name"], m["state"])
        if county is not None:
            found.append((m.start(), m.end(), county))
    for m in _states().finditer(text):
        if any(start <= m.start() < end for start, end, _ in found):
            continue
        postal = by_name.get(m[0].casefold(), m[0])
        found.append((m.start(), m.end(), Place(postal, None, m[0])))
    return sorted(found, key=lambda f: f[0])


def _county(name: str, state: str | None) -> Place | None:
    from deputized.places import PlaceError, find_county

    if state is None:
        return None
    words = name.split()
    for n in range(len(words)):  # "In Kinney County, TX": the name may begin later
        try:
            county = find_county(f"{' '.join(words[n:])}, {state}")
        except PlaceError:
            continue
        return Place(county.state, county.fips, f"{county.name}, {county.state}")
    return None


def operator_of(before: str, after: str) -> tuple[Operator, str]:
    """How exactly a number is meant, by the words just before it and the sign just after; and those words."""
    if after.startswith("+"):
        return Operator.AT_LEAST, "+"
    for operator, words in OPERATORS:
        if m := re.search(rf"(?:^|\s)({words})\s*(?:the\s+)?$", before, re.I):
            if re.match(r"almost|nearly|close to", m[1], re.I):
                return Operator.ABOUT, m[1]
            return operator, m[1]
    return Operator.EXACTLY, ""


def unit_words() -> Iterable[tuple[Unit, re.Pattern[str]]]:
    """Each unit with the words for it."""
    return ((unit, re.compile(rf"\b(?:{words})\b", re.I)) for unit, words in UNITS)


def find_models(text: str) -> list[tuple[int, int, str]]:
    """Where models are named in a text."""
    found = [
        (m.start(), m.end(), model)
        for model, words in MODELS
        for m in re.finditer(rf"\b(?:{words})", text, re.I if model else 0)
    ]
    return sorted(found)
