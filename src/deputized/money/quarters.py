"""Calendar quarters, in which the published awards are counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_WRITTEN = re.compile(r"(20\d\d)[- ]?Q([1-4])$", re.I)


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """One calendar quarter.

    >>> Quarter.read("2025Q4").first, str(Quarter.of(date(2026, 2, 3)))
    (datetime.date(2025, 10, 1), '2026Q1')
    """

    year: int
    number: int  # 1 to 4

    @classmethod
    def read(cls, text: str) -> Quarter:
        """A quarter written 2025Q4. Raises ValueError otherwise."""
        found = _WRITTEN.match(text.strip())
        if found is None:
            raise ValueError(f"{text!r} is no quarter; write it as 2025Q4")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter a day lies in."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def first(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> Quarter:
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def fiscal_year(self) -> int:
        """The federal fiscal year it lies in, which begins on 1 October."""
        return self.year + (self.number == 4)

    def days_from(self, start: date, end: date | None = None) -> int:
        """Its days from `start` on and before `end`."""
        first = max(self.first, start)
        last = self.last + timedelta(days=1) if end is None else min(self.last + timedelta(days=1), end)
        return max((last - first).days, 0)

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"


def days_in_year(year: int) -> int:
    """365 or 366."""
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days


def quarters(first: Quarter, last: Quarter) -> Iterator[Quarter]:
    """Quarters in turn, both ends included."""
    while first <= last:
        yield first
        first = first.next
