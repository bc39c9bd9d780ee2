"""What must agree between the rows of a roster, what in it is odd, and how a quarter is divided between certifications."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from deputized.money.coverage import OfficerQuarter
from deputized.money.plan import WORK_HOURS
from deputized.readers.office import OfficeTable

TOTAL = re.compile(r"(?:grand |sub-?|report )?totals?(?: general)?:?|sum:?|suma:?", re.I)
NOTE = re.compile(r"[*†‡]|(?:note|source|prepared|printed|page|end of)\b|(?=.*[^\W\d_]{2}.*\s.*\s)", re.I)
"""How a note begins: a mark, a word for one, or three words and more."""
HOURLY = Decimal(1_000)
"""Dollars a year under which a salary looks like an hourly wage."""
LOW_PAY, HIGH_PAY = Decimal(15_000), Decimal(500_000)
"""Dollars a year between which a full-time officer's salary is not remarked on."""
FULL_QUARTER = Decimal(520)
"""Paid hours of a quarter of full time: 13 weeks of 40."""
HIGH_WAGE = Decimal(250)


def conflicts(rows: Sequence[OfficerQuarter]) -> Iterable[tuple[int, int, str, str]]:
    """Rows that contradict an earlier one: both places, the column, and what to say with {row} for the earlier row."""
    by_officer: dict[str, list[tuple[int, OfficerQuarter]]] = defaultdict(list)
    for at, row in enumerate(rows):
        for other, before in by_officer[row.officer_id]:
            if (found := _conflict(before, row)) is not None:
                yield at, other, *found
                break
        by_officer[row.officer_id].append((at, row))


def _conflict(a: OfficerQuarter, b: OfficerQuarter) -> tuple[str, str] | None:
    officer = b.officer_id
    if (a.model, a.certified_on) == (b.model, b.certified_on):
        if a.quarter == b.quarter:
            return "officer_id", f"{officer} has {b.quarter} in row {{row}} too"
        if a.left_on != b.left_on and not _learned_later(a, b):
            one, two = (str(x.left_on) if x.left_on else "no day" for x in (b, a))
            return "left_on", f"{one} here and {two} in row {{row}}: one certification ends once"
        return None
    if a.certified_on is None or b.certified_on is None:
        dated, bare = (a, b) if b.certified_on is None else (b, a)
        if a.quarter == b.quarter or bare.quarter > dated.quarter:
            return (
                "certified_on",
                f"{officer} has a certification in row {{row}} and none here, or the other way round",
            )
        return None
    first, second = sorted((a, b), key=lambda o: o.certified_on or o.quarter.first)
    if first.left_on is None and first.quarter.last < (second.certified_on or first.quarter.first):
        return None  # the earlier row could not know of the later certification
    if first.left_on is None or second.certified_on is None or first.left_on > second.certified_on:
        return "officer_id", (
            f"{officer} is {first.model} certified {first.certified_on} and {second.model} certified "
            f"{second.certified_on} (row {{row}}): give the day the first one ended in left_on, or two officers have one id"
        )
    if a.quarter == b.quarter and (a.annual_salary, a.annual_benefits) != (
        b.annual_salary,
        b.annual_benefits,
    ):
        return "annual_salary", f"{officer} has another salary or benefits for {b.quarter} in row {{row}}"
    return None


def _learned_later(a: OfficerQuarter, b: OfficerQuarter) -> bool:
    """Whether one row has no end because its quarter was over before the end that the other row tells."""
    ended, open_ = (a, b) if a.left_on is not None else (b, a)
    return open_.left_on is None and ended.left_on is not None and open_.quarter.last < ended.left_on


def divided(rows: Sequence[OfficerQuarter]) -> Iterable[OfficerQuarter]:
    """Rows with each officer's quarter divided between its certifications, so that each day is paid once.

    The first certification's part runs from the quarter's start to the day the next begins. One success rate makes one
    award, so it stays with the first part that has it.
    """
    groups: dict[tuple[str, object], list[OfficerQuarter]] = defaultdict(list)
    for row in rows:
        groups[row.officer_id, row.quarter].append(row)
    for group in groups.values():
        group.sort(key=lambda o: o.certified_on or o.quarter.first)
        told = False
        for n, row in enumerate(group):
            start = row.certified_on if n else row.employed_from
            end = group[n + 1].certified_on if n + 1 < len(group) else row.employed_to
            success = None if told else row.success_rate
            told = told or success is not None
            yield replace(row, employed_from=start, employed_to=end, success_rate=success, part=n)


def remarks_on(rows: Sequence[OfficerQuarter]) -> Iterable[tuple[int, str, str]]:
    """What is odd in a roster though it can be read: the row's place, the column, and what to say."""
    last: dict[str, OfficerQuarter] = {}
    bare: dict[str, str] = {}
    for at, row in enumerate(rows):
        yield from ((at, column, what) for column, what in _odd(row))
        before = last.get(row.officer_id)
        if before is not None and before.annual_salary and row.annual_salary:
            change = row.annual_salary / before.annual_salary
            if change >= 5 or change <= Decimal("0.2"):
                yield (
                    at,
                    "annual_salary",
                    f"${row.annual_salary:,} where {before.quarter} has ${before.annual_salary:,}",
                )
        last[row.officer_id] = row
        other = bare.setdefault(row.officer_id.lstrip("0").casefold(), row.officer_id)
        if before is None and other != row.officer_id:
            yield at, "officer_id", f"{row.officer_id} and {other} are read as two officers: are they one?"


def _odd(row: OfficerQuarter) -> Iterable[tuple[str, str]]:
    """What is odd in one row: the column, and what to say."""
    salary, rate = row.annual_salary, row.overtime_rate
    if salary < HOURLY:
        yield "annual_salary", f"${salary:,} a year: is it an hourly wage?"
    elif salary < LOW_PAY:
        yield "annual_salary", f"${salary:,} a year: is it a month's pay, or two weeks'?"
    elif salary > HIGH_PAY:
        yield "annual_salary", f"${salary:,} a year: is the decimal mark right?"
    if rate > HIGH_WAGE:
        yield "overtime_rate", f"${rate:,} an hour of overtime: is the decimal mark right?"
    elif row.overtime_hours and rate * WORK_HOURS < salary:
        yield "overtime_rate", f"${rate:,} an hour of overtime is under the hourly pay of ${salary:,} a year"
    if row.overtime_hours > FULL_QUARTER:
        yield (
            "overtime_hours",
            f"{row.overtime_hours:,} hours of overtime are more than a quarter of full time has",
        )
    if salary and row.annual_benefits > salary:
        yield "benefits", f"benefits are {row.annual_benefits / salary:.0%} of salary"
    elif salary and 0 < row.annual_benefits < salary / 20:
        yield "benefits", f"benefits are {row.annual_benefits / salary:.2%} of salary: was a share meant?"
    if row.success_rate is not None and 0 < row.success_rate < Decimal("0.05"):
        yield "success_rate", f"{row.success_rate:.2%}: was a share meant?"
    if row.left_on is not None and row.left_on > row.quarter.last + timedelta(days=366):
        yield "left_on", f"{row.left_on} lies more than a year after {row.quarter}"


def officers_of(table: OfficeTable) -> tuple[list[tuple[int, list[Any]]], list[str]]:
    """The rows of officers, and a remark on every other that was passed over: a header printed again, a total, a note below.

    A total says so and names neither model nor quarter; a note is one cell of words with no row of an officer below it.
    """
    rows = list(table.rows)
    needed = [n for n, column in enumerate(table.header) if column in ("model", "quarter")]
    kept, remarks = [], []
    is_end = True
    for number, cells in reversed(rows):
        texts = [str(c).strip() for c in cells if c is not None and str(c).strip()]
        bare = all(n >= len(cells) or cells[n] is None or not str(cells[n]).strip() for n in needed)
        if [" ".join(str(c or "").split()) for c in cells][: len(table.headings)] == list(table.headings):
            what = "the header again"
        elif bare and texts and TOTAL.fullmatch(texts[0]):
            what = "a total"
        elif is_end and len(texts) == 1 and NOTE.match(texts[0]):
            what = "a note"
        else:
            is_end = False
            kept.append((number, cells))
            continue
        remarks.append(f"row {number}: {what}, not read")
    return kept[::-1], remarks[::-1]
