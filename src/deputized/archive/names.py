"""What the name of one of ICE's files says: which list, which day, which part of the day.

Names are typed by hand several times a week, in half a dozen styles. This module only reads them; whether the
day they say can be right is for `deputized.archive.dates`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath

from deputized.model.publications import ListKind

_STAMP = re.compile(r"(?<!\d)(20\d{2})(\d{2})(\d{2})([0-2]\d[0-5]\d[0-5]\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)(20\d{2})-(\d{2})-(\d{2})(T\d{6})?(?!\d)")
_DIGITS = re.compile(r"(?<!\d)\d{6,10}(?!\d)")
_PARTED = re.compile(r"(?<!\d)(\d{1,2})([-._ ])(\d{1,2})\2(20\d{2}|\d{2})(?!\d)")  # 9-15-2026, 09.15.26
_WORDED = re.compile(
    r"(?<![a-z])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-._ ]*(\d{1,2})[-._, ]+(20\d{2})(?!\d)",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PART = re.compile(r"[ ._-]*(am|pm|mid)(?![a-z]{2})", re.IGNORECASE)
_SEQUENCE = re.compile(r"\d(?:am|pm|mid)[_-]?([0-9b-d])\.[a-z]{3,4}$", re.IGNORECASE)
_CLOCK = re.compile(r"\b(\d{1,2})[.:](\d{2})[.:](\d{2})\s*([AP]M)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReadName:
    """What a file name says. `day` is None where its digits are no calendar day or where it has none."""

    kind: ListKind | None
    digits: str  # the digits of the day as typed; "" if there are none
    day: date | None
    part_of_day: str  # "", am, mid or pm
    is_capture: bool  # the day is that of a web archive's capture, not ICE's own
    clock: str = ""  # hhmmss of a capture
    sequence: str = ""  # which of several of that part of the day: "2" of "pm2", "b" of "am_b", "0" of "pm_0"


def read_name(name: str) -> ReadName:
    """Reads a file name, or a path whose last folder names the kind of list.

    >>> read_name("participatingAgencies12122025pm.xlsx").day
    datetime.date(2025, 12, 12)
    """
    return replace(_read_name(name), sequence=_sequence(name))


def _sequence(name: str) -> str:
    match = _SEQUENCE.search(PurePosixPath(name.replace("\\", "/")).name)
    return match[1].lower() if match else ""


def _read_name(name: str) -> ReadName:
    path = PurePosixPath(name.replace("\\", "/"))
    base = path.name
    for ending in (".xlsx", ".xls", ".csv"):
        if base.lower().endswith(ending):
            base = base[: -len(ending)]
    kind = _kind(base) or _kind(path.parent.name)
    if match := _STAMP.search(base):
        own = _named_day(kind, base[: match.start()])
        if own is not None and own.day is not None:  # ICE's name for it, with the archive's stamp behind
            return own
        year, month, day, clock = match.groups()
        return ReadName(kind, match[0], _day(year, month, day), "", True, clock)
    if match := _ISO.search(base):
        year, month, day, clock = match.groups()
        part = _part(base[match.end() :])
        return ReadName(kind, match[0], _day(year, month, day), part, bool(clock), (clock or "")[1:])
    return _named_day(kind, base) or ReadName(kind, "", None, _part(base), False)


def _named_day(kind: ListKind | None, base: str) -> ReadName | None:
    """The day as ICE writes it, in one run of digits, in parts or with the month in letters; None if there is none."""
    runs = list(_DIGITS.finditer(base))
    if runs:
        match = runs[-1]
        digits = match[0]
        part = _part(base[match.end() :])
        if len(digits) == 8:
            day = _day(digits[4:], digits[:2], digits[2:4]) or _day(digits[:4], digits[4:6], digits[6:])
            return ReadName(kind, digits, day, part, False)
        if len(digits) == 6:
            return ReadName(kind, digits, _day("20" + digits[4:], digits[:2], digits[2:4]), part, False)
        return ReadName(kind, digits, None, part, False)
    parted, worded = _PARTED.search(base), _WORDED.search(base)
    if parted:
        match, month, of_month, year = parted, parted[1], parted[3], parted[4]
    elif worded:
        match, month, of_month, year = worded, str(_MONTHS.index(worded[1].lower()) + 1), worded[2], worded[3]
    else:
        return None
    found = _day(year if len(year) == 4 else "20" + year, month, of_month)
    return ReadName(
        kind, f"{int(month):02}{int(of_month):02}{year}", found, _part(base[match.end() :]), False
    )


def _kind(text: str) -> ListKind | None:
    lowered = text.lower()
    if "pending" in lowered:
        return ListKind.PENDING
    if "participatingentities" in lowered or lowered == "webpage":
        return ListKind.WEBPAGE
    if "participating" in lowered:
        return ListKind.PARTICIPATING
    return None


def _part(rest: str) -> str:
    """The part of day written right behind the digits, or a time of day behind them."""
    if match := _PART.match(rest):
        return match[1].lower()
    if match := _CLOCK.search(rest):
        return match[4].lower()
    return ""


def _day(year: str, month: str, day: str) -> date | None:
    if not 2006 <= int(year) <= 2099:  # the programme's first agreements of this kind are of 2006
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
