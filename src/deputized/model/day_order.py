"""Where a list stands among the lists of its day, and what says so.

A day's lists are put in order by the first of these that tells them apart: the part of the day in the name
(for a web archive's capture the half of the day it was taken in, by the clock of Washington); the moment a
copy was taken, if that is known of all lists of that part of the day, else the moment the workbook was saved;
the newest signing on it. Where nothing tells, the hash of the bytes decides: that order says nothing of time,
and is said to say nothing. None of it depends on which list was taken in first.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

RANKS = {"am": "1", "": "2", "mid": "3", "pm": "4"}
PARTS = {"1": "the morning", "2": "no part of the day", "3": "midday", "4": "the afternoon"}
LONGEST_LEAD = 10
"""A workbook saved more than this many days before its list was out was saved for another."""
_DAY = timedelta(days=1)
NEVER = "~"  # sorts after all times


class ListOrder(NamedTuple):
    """Sorts lists in time. Times are UTC text; `NEVER` where there is none."""

    day: str
    rank: str  # the part of the day
    kind: str
    sequence: str  # which of several of that part the name says it is
    first: str  # the moment that tells most
    second: str
    newest_signed: str
    sha256: str


class Moments(NamedTuple):
    """What is known of when a list was out."""

    clock: str = ""  # hhmmss, UTC, if the name is that of a web archive's capture
    seen_at: str = ""  # when a copy was first taken, ISO 8601
    saved_at: str = ""  # when the workbook says it was saved, ISO 8601
    sequence: str = ""  # "2" of "pm2"
    by_saving: bool = False  # a copy of another list of that part of the day was taken nobody knows when


UNKNOWN = Moments()


@lru_cache(maxsize=8192)
def place(day: date, part: str, kind: str, moments: Moments, newest_signed: str, sha256: str) -> ListOrder:
    """The place of one list."""
    seen, saved = seen_and_saved(day, moments)
    if moments.clock:
        part = part or ("am" if moments.clock < _noon(day) else "pm")
    first, second = (saved, seen) if moments.by_saving else (seen, saved)
    rank, sequence = RANKS.get(part, "2"), moments.sequence
    return ListOrder(
        day.isoformat(), rank, kind, sequence, _text(first), _text(second), newest_signed, sha256
    )


def seen_and_saved(day: date, moments: Moments) -> tuple[datetime | None, datetime | None]:
    """When a copy was taken and when the workbook was saved, as far as that can be of this list."""
    clock = moments.clock
    stamp = _utc(f"{day}T{clock[:2]}:{clock[2:4]}:{clock[4:]}Z") if clock else None
    seen, saved = stamp or _utc(moments.seen_at), _utc(moments.saved_at)
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    if saved is not None and (
        not start - LONGEST_LEAD * _DAY <= saved <= start + 2 * _DAY or (seen is not None and saved > seen)
    ):
        saved = None  # saved again by whoever took the copy
    return seen, saved


def reason(before: ListOrder, after: ListOrder, by_saving: bool) -> str:
    """What puts one list of a kind and day after another, as the end of a sentence."""
    if before.rank != after.rank:
        return f"it is of {PARTS[after.rank]}, the other of {PARTS[before.rank]}"
    if before.sequence != after.sequence:
        return "its name says that it is a later one of that part of the day"
    how = ("a copy was taken", "its workbook was saved")
    moments = (before.first, after.first), (before.second, after.second)
    for told, (old, new) in zip(reversed(how) if by_saving else how, moments, strict=True):
        if old != new:
            return f"{told} {_clock(new)}, of the other {_clock(old)}"
    if before.newest_signed != after.newest_signed:
        newest = [p.newest_signed or "no readable day" for p in (after, before)]
        return f"its newest signing is {newest[0]}, the other's {newest[1]}"
    return "nothing tells which came first; they stand by the hash of their bytes"


def _clock(text: str) -> str:
    return "at no known time" if text == NEVER else f"{text[:10]} at {text[11:19]} UTC"


def _text(moment: datetime | None) -> str:
    return NEVER if moment is None else moment.isoformat()


def _utc(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _noon(day: date) -> str:
    """Noon in Washington as hhmmss, UTC: summer time runs from the second Sunday of March to the first of November."""
    march, november = date(day.year, 3, 8), date(day.year, 11, 1)
    begins = march + (6 - march.weekday()) * _DAY
    ends = november + (6 - november.weekday()) * _DAY
    return "160000" if begins <= day < ends else "170000"
