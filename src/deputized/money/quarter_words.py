"""Quarters as offices write them: 2026Q1, "Q1 2026", "Jan-Mar 2026", "Q2 FY2026" where the fiscal year's start is told."""

from __future__ import annotations

import re

from deputized.money.quarters import Quarter
from deputized.money.written import Ambiguous

_YEAR_FIRST = re.compile(r"(?:CY ?)?(20\d\d)[-/ ]*(?:Q|QTR|T)[-. ]*([1-4])", re.I)
_QUARTER_FIRST = re.compile(
    r"(?:Q|QTR\.?|QUARTER|T)[-. ]*([1-4])[-/, ]*(?:OF )?(?:CY ?)?(20\d\d)|([1-4])Q[-/, ]*(20\d\d)", re.I
)
_SHORT = re.compile(r"(?:Q([1-4]) ?['’]|([1-4])Q ?['’]?|Q([1-4])-)(\d\d)", re.I)
_IN_WORDS = ("first", "second", "third", "fourth")
_ORDINAL = re.compile(r"([1-4])(?:ST|ND|RD|TH) (?:QUARTER|QTR\.?)[,]?(?: OF)? (20\d\d)", re.I)
_FISCAL = re.compile(
    r"(?:(?:Q|QTR)[-. ]*([1-4])[-/, ]*FY[-. ]*'?(20\d\d|\d\d)|FY[-. ]*'?(20\d\d|\d\d)[-/, ]*(?:Q|QTR)[-. ]*([1-4]))",
    re.I,
)
_MONTHS = re.compile(r"([A-Za-z]{3,9})\.? ?(?:-|–|to|through) ?([A-Za-z]{3,9})\.?,? (20\d\d)", re.I)
_STARTS = {"jan": 1, "apr": 2, "jul": 3, "oct": 4}
_ENDS = {"mar": 1, "jun": 2, "sep": 3, "dec": 4}


def read_quarter(text: str, fiscal_start: int | None = None) -> Quarter:
    """A calendar quarter. `fiscal_start` is the month (1 to 12) a fiscal year begins in, for "Q2 FY2026".

    Raises Ambiguous for a fiscal quarter whose year's start is not told, ValueError for what is no quarter.

    >>> str(read_quarter("Jan-Mar 2026")), str(read_quarter("Q2 FY2026", 10)), str(read_quarter("Q2 FY26", 7))
    ('2026Q1', '2026Q1', '2025Q4')
    """
    written = " ".join(text.split())
    for n, word in enumerate(_IN_WORDS, 1):
        if written.lower().startswith(f"{word} "):
            written = f"{n}{('st', 'nd', 'rd', 'th')[n - 1]}{written[len(word) :]}"
    if found := _SHORT.fullmatch(written):
        number, year = (x for x in found.groups() if x)
        return Quarter(2000 + int(year), int(number))
    if found := _YEAR_FIRST.fullmatch(written):
        return Quarter(int(found[1]), int(found[2]))
    if found := _QUARTER_FIRST.fullmatch(written) or _ORDINAL.fullmatch(written):
        number, year = (x for x in found.groups() if x)
        return Quarter(int(year), int(number))
    if found := _MONTHS.fullmatch(written):
        first, last = _STARTS.get(found[1][:3].lower()), _ENDS.get(found[2][:3].lower())
        if first is not None and first == last:
            return Quarter(int(found[3]), first)
    if found := _FISCAL.fullmatch(written):
        number, year = (int(found[1]), found[2]) if found[1] else (int(found[4]), found[3])
        if fiscal_start is None:
            raise Ambiguous(
                f"{text[:40]!r} is a quarter of a fiscal year: say in which month the year begins, --fiscal-start 10"
            )
        return _fiscal(number, int(year[-2:]) + 2000, fiscal_start)
    raise ValueError(f"{text[:40]!r} is no quarter; write it as 2025Q4")


def _fiscal(number: int, year: int, start: int) -> Quarter:
    """The calendar quarter of a fiscal one: a fiscal year is called by the calendar year it ends in."""
    if start not in (1, 4, 7, 10):
        raise ValueError(
            f"a fiscal year from month {start} does not fall in calendar quarters; write the quarter as 2025Q4"
        )
    begins = year if start == 1 else year - 1
    month = start - 1 + 3 * (number - 1)
    return Quarter(begins + month // 12, month % 12 // 3 + 1)
