"""Days as sources give them: a day, a month, a year or a time it lies in, never more precise than what is printed."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

UNKNOWN = "unknown"
_WRITTEN = re.compile(r"(?P<year>[12]\d{3})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?$")


class Truth(StrEnum):
    """What can be said of a statement."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class SourceDay:
    """A day as its source gives it: `text` as written, and the first and last day it may be.

    >>> SourceDay.read("2026-05").latest
    datetime.date(2026, 5, 31)
    """

    text: str
    earliest: date
    latest: date

    @classmethod
    def read(cls, text: str) -> SourceDay:
        """A day, month or year in ISO form, or two with a slash between. Raises ValueError for anything else."""
        if "/" in text:
            first_text, _, last_text = text.partition("/")
            begin, end = cls.read(first_text), cls.read(last_text)
            if begin.earliest > end.latest:
                raise ValueError(f"{text!r} ends before it begins")
            return cls(text, begin.earliest, end.latest)
        found = _WRITTEN.match(text)
        if found is None:
            raise ValueError(
                f"{text!r} is not a day, month or year written 2026-05-27, 2026-05, 2026 or 2019/2025"
            )
        year = int(found["year"])
        first, last = int(found["month"] or 1), int(found["month"] or 12)
        if found["day"]:
            day = date(year, first, int(found["day"]))
            return cls(text, day, day)
        return cls(text, date(year, first, 1), date(year, last, monthrange(year, last)[1]))

    def reached(self, day: date) -> Truth:
        """Whether it has come by `day`; unclear inside the month or year that is all we are told."""
        if day >= self.latest:
            return Truth.YES
        return Truth.NO if day < self.earliest else Truth.UNCLEAR

    def __str__(self) -> str:
        return self.text
