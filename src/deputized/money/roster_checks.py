"""What must agree between the rows of a roster, what in it is odd, and how a quarter is divided between certifications."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from deputized.money.coverage import OfficerQuarter

HOURLY = Decimal(1_000)
"""Dollars a year under which a salary looks like an hourly wage."""
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
    for at, row in enumerate(rows):
        if row.annual_salary < HOURLY:
            yield at, "annual_salary", f"${row.annual_salary:,} a year: is it an hourly wage?"
        if row.overtime_rate > HIGH_WAGE:
            yield (
                at,
                "overtime_rate",
                f"${row.overtime_rate:,} an hour of overtime: is the decimal mark right?",
            )
        if row.annual_salary and row.annual_benefits > row.annual_salary:
            yield at, "benefits", f"benefits are {row.annual_benefits / row.annual_salary:.0%} of salary"
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
        if row.left_on is not None and row.left_on > row.quarter.last + timedelta(days=366):
            yield at, "left_on", f"{row.left_on} lies more than a year after {row.quarter}"
