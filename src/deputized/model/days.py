"""A day as people and programs give it, read once at the door; and the two clocks of every question.

Text is never compared: it becomes a `date` here or is refused with one sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

DayLike: TypeAlias = "str | date"
"""Text, a `date`, a `datetime`, a pandas `Timestamp` or a numpy `datetime64`."""
FIRST_DAY, LAST_DAY = date(1996, 1, 1), date(2049, 12, 31)
"""The year section 287(g) became law, and a day beyond which a year is a slip."""

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})", re.ASCII)
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?,? (\d{4})", re.ASCII)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip


class DayError(ValueError):
    """What was given is no day, or no day that can be meant."""


def day_of(given: Any, what: str = "") -> date:
    """The day that is meant. `what` names the argument in the refusal ("--as-of").

    >>> day_of("2025-9-22"), day_of("Dec. 12, 2025"), day_of(datetime(2025, 12, 12, 15, 30))
    (datetime.date(2025, 9, 22), datetime.date(2025, 12, 12), datetime.date(2025, 12, 12))

    Raises `DayError` for what is no day, for one outside 1996-01-01 to 2049-12-31, and for 03/04/2025, which
    is one day in the United States and another elsewhere.
    """
    where = f"{what}: " if what else ""
    try:
        day = _read(given)
    except DayError as error:
        raise DayError(f"{where}{error}") from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise DayError(f"{where}{day} cannot be meant; give a day from {FIRST_DAY} to {LAST_DAY}")
    return day


def maybe_day(given: Any, what: str = "") -> date | None:
    """The day that is meant, or None where none is given."""
    return None if given is None else day_of(given, what)


def _read(given: Any) -> date:
    if not isinstance(given, str | date) and type(given).__module__ == "numpy" and hasattr(given, "item"):
        given = _numpy_day(given)
    if isinstance(given, datetime):
        if given != given:  # pandas' NaT
            raise DayError("a missing time is no day; write it as 2025-12-12, or give none at all")
        return given.date()
    if isinstance(given, date):
        return given
    if not isinstance(given, str):
        raise DayError(f"{given!r} is no day; write it as 2025-12-12, or give a date")
    text = " ".join(given.translate(_DASHES).split())
    for pattern in (_ISO, _YEAR_FIRST, _EIGHT):
        if found := pattern.fullmatch(text):
            return _day(given, found[1], found[2], found[3])
    if found := _YEAR_LAST.fullmatch(text):
        return _month_and_day(given, int(found[1]), int(found[2]), found[3])
    if (found := _MONTH_FIRST.fullmatch(text)) and (month := _month(found[1])):
        return _day(given, found[3], month, found[2])
    if (found := _DAY_FIRST.fullmatch(text)) and (month := _month(found[2])):
        return _day(given, found[3], month, found[1])
    raise DayError(f"{given[:40]!r} is no day; write it as 2025-12-12")


def _numpy_day(given: Any) -> Any:
    """A numpy `datetime64` of any unit as a date; what is none is given back."""
    if type(given).__name__ != "datetime64":
        return given
    return given.astype("datetime64[D]").item() or "a missing time"


def _day(given: str, year: object, month: object, day: object) -> date:
    try:
        return date(int(str(year)), int(str(month)), int(str(day)))
    except ValueError:
        raise DayError(f"{given[:40]!r} is no day of the calendar; write it as 2025-12-12") from None


def _month_and_day(given: str, first: int, second: int, year: str) -> date:
    if first <= 12 and second <= 12 and first != second:
        raise DayError(
            f"{given!r} is one day in the United States and another elsewhere; write "
            f"{year}-{first:02}-{second:02} or {year}-{second:02}-{first:02}"
        )
    return _day(given, year, *((first, second) if first <= 12 else (second, first)))


def _month(word: str) -> int | None:
    found = [n for n, name in enumerate(_MONTHS, 1) if name.startswith(word.casefold())]
    return found[0] if len(found) == 1 else 9 if word.casefold() == "sept" else None


@dataclass(frozen=True, slots=True)
class AsOf:
    """The two clocks of a question: the day in the world, and the day of our record. None: all we have.

    An answer about `world` uses no list dated after it for what was on the list, and no list dated after
    `known` for anything.
    """

    world: date | None = None
    known: date | None = None

    @classmethod
    def of(cls, as_of: DayLike | AsOf | None = None, known_on: DayLike | None = None) -> AsOf:
        """From whatever was given at the door. Raises `DayError`."""
        if isinstance(as_of, AsOf):
            return as_of
        return cls(maybe_day(as_of, "as_of"), maybe_day(known_on, "known_on"))

    @property
    def limit(self) -> date | None:
        """The earlier of both days: the last day of which a list may be used; None: any."""
        days = [d for d in (self.world, self.known) if d is not None]
        return min(days, default=None)

    @property
    def texts(self) -> tuple[str | None, str | None]:
        """Both days as the registry file writes them."""
        return (
            self.world.isoformat() if self.world else None,
            self.known.isoformat() if self.known else None,
        )


MONTHS = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
           "noviembre", "diciembre"),
}  # fmt: skip


def in_words(day: date, language: str = "en") -> str:
    """A day as people write it in the United States, in English or Spanish.

    >>> in_words(date(2026, 5, 1)), in_words(date(2026, 5, 1), "es")
    ('May 1, 2026', '1 de mayo de 2026')
    """
    name = MONTHS[language][day.month - 1]
    return f"{name} {day.day}, {day.year}" if language == "en" else f"{day.day} de {name} de {day.year}"
