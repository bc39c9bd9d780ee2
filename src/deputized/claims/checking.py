"""Checks one count of a claim: tries every way of counting on the lists that bear on it, for a verdict."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from deputized.claims.claim import Kind, Operator, Part, Unit
from deputized.claims.counting import OTHER, OWN, Books, chosen, near, own_ways, way
from deputized.claims.verdicts import Checked, Finding, Verdict, holds, judge
from deputized.claims.verdicts import newest as newest_of
from deputized.library.status import territories

MANY = 40
"""Lists of a period above which the ways of counting another unit are tried only if its own fail."""

LATE = 31
"""Days after a claim's own within which ICE's lists may add what had been signed by it."""

SHORTLY, BEYOND = 7, 50
"""Days past the newest list, and agreements from its count, within which and from which on it still speaks against a number."""

WITH_PENDING = "rows as printed with those of the pending list"

NOT_LISTED = {
    Unit.OFFICERS: "ICE's lists hold agencies and agreements; they do not say that",
    Unit.DOLLARS: "ICE's lists do not speak of money",
    Unit.RATE: "a rate per day, week or month is not checked; give the total and the time",
    Unit.JAILS: "ICE's lists name agencies and their models, not the jails they run",
}


def check_count(part: Part, books: Books) -> Checked:
    """The verdict on a count. The claim's day is that of the newest list if none is given."""
    if part.unit in NOT_LISTED:
        return unchecked(part, NOT_LISTED[part.unit])
    books = books.waiting if part.is_pending else books
    last = date.fromisoformat(books.days[-1])
    first_day, last_day = (part.when.first, part.when.last) if part.when else (last, last)
    outside = out_of_reach(part, books, first_day, last_day)
    if outside:
        return unchecked(part, outside)
    places = near(books.days, first_day, last_day)
    own = [*_count(part, books, places, own_ways(part))]
    signed = [] if part.is_pending or part.unit is Unit.ROWS else [*_signed_by(part, books, places, last_day)]
    if not own:
        return unchecked(part, "the lists do not count that")
    if len(places.get("on", ())) > MANY:
        alone = judge(part, own, signed, [], _with_header(part, own))
        if alone.verdict in (Verdict.SUPPORTED, Verdict.WITHIN):
            return told(alone, books)  # the other ways of counting would be tried on hundreds of lists
    other = [] if part.is_pending else [*_count(part, books, places, OTHER[part.unit])]
    checked = judge(part, own, signed, other, _with_header(part, own))
    is_upward = part.operator in (Operator.EXACTLY, Operator.ABOUT, Operator.OVER, Operator.AT_LEAST)
    if checked.verdict in (Verdict.OFF, Verdict.WRONG_UNIT, Verdict.CONTRADICTED) and signed and is_upward:
        late = next((f for f in _posted_late(part, books, last_day) if holds(part, f.value)), None)
        if late is not None:
            reason = "rows of a list of the month after signed by the day give it"
            checked = replace(checked, verdict=Verdict.WITHIN, off_by=None, best=late, reason=reason)
    return told(checked, books)


def _posted_late(part: Part, books: Books, day: date) -> Iterable[Finding]:
    """What had been signed by a day, on each list of the month after it: ICE posts some agreements weeks later."""
    until = (day + timedelta(days=LATE)).isoformat()
    for place, published in enumerate(books.days):
        if day.isoformat() < published <= until:
            for w in map(way, OWN[part.unit]):
                words = f"{w.words} of the list of {published} signed by {day}"
                yield Finding(
                    w.name, words, books.count(place, part, w, day), books.used(place), "after", "signed_by"
                )


def _with_header(part: Part, own: Sequence[Finding]) -> list[Finding]:
    """The rows of a list and its header row: a slip that only a count of all rows can make."""
    if part.place or part.model or part.body or part.is_pending:
        return []
    rows = [f for f in own if f.way == "rows"]
    return [
        replace(f, words=f.words + " and the header row", value=f.value + 1, variant="with_header")
        for f in [f for f in rows if f.position == "on"] or rows
    ]


def told(checked: Checked, books: Books) -> Checked:
    """The verdict, unless our lists cover too little of the claim's time to speak against it.

    They do where no day is given (a claim of now, our lists are older) and where a period runs past the lists.
    """
    part = checked.part
    if checked.verdict in (Verdict.SUPPORTED, Verdict.WITHIN) or checked.best is None:
        return checked
    newest, oldest = books.days[-1], books.days[0]
    told_of = newest_of(checked) or checked.best
    shown = f"{told_of.value:,.{1 if part.kind in (Kind.SHARE, Kind.GROWTH) else 0}f} ({told_of.words})"
    if part.when is None:
        if checked.verdict is Verdict.WRONG_UNIT:
            return checked
        reason = f"no day is given, and on the newest list we hold, of {newest}, it is {shown}: give the day, as 12 Dec 2025"
    elif part.when.last.isoformat() > newest and not part.when.is_day:
        if _is_past_growth(checked, told_of, newest):
            return checked
        reason = f"our lists end on {newest}, inside that time; that day it was {shown}"
    elif part.when.first.isoformat() < oldest and part.when.last.isoformat() <= books.days[1]:
        reason = f"our lists begin on {oldest}, inside that time; the nearest count is {checked.best.value:,.0f} ({checked.best.words})"
    else:
        return checked
    return replace(checked, verdict=Verdict.UNCHECKABLE, off_by=None, reason=reason)


def _is_past_growth(checked: Checked, last: Finding, newest: str) -> bool:
    """Whether a time runs so little past the newest list that no growth since could make the number right."""
    part = checked.part
    if part.kind is not Kind.COUNT or part.when is None or checked.verdict is not Verdict.CONTRADICTED:
        return False
    days = (part.when.last - date.fromisoformat(newest)).days
    is_above = part.number > 1.5 * last.value and part.number - last.value > BEYOND
    is_below = part.number < 0.5 * last.value and last.value - part.number > BEYOND
    return days <= SHORTLY and (is_above or is_below)


def out_of_reach(part: Part, books: Books, first: date, last: date) -> str:
    """Why no list bears on a period, with what the nearest list shows; empty if one does."""
    begin, end = books.days[0], books.days[-1]
    kind = "pending list" if books.is_waiting else "list"
    if last.isoformat() < begin:
        words, place = f"the first {kind} we hold is of {begin}", 0
    elif first.isoformat() > end:
        words, place = f"the newest {kind} we hold is of {end}", len(books.days) - 1
    else:
        return ""
    if part.kind is not Kind.COUNT:
        return f"{words}: nothing is known here of {part.when.words if part.when else first}"
    rows = chosen(books.rows(place), part, books)
    w = way(own_ways(part)[0])
    counted = w.count(rows, books)
    return (
        f"{words}: nothing is known here of {part.when.words if part.when else first}; "
        f"that nearest list gives {counted:,} ({w.words}{f' under {part.model}' if part.model else ''})"
    )


def unchecked(part: Part, reason: str) -> Checked:
    """A part that no list can answer."""
    return Checked(part, Verdict.UNCHECKABLE, None, None, None, None, (), reason)


def _count(part: Part, books: Books, places: dict[str, list[int]], names: Sequence[str]) -> Iterable[Finding]:
    for position in ("on", "before", "after"):
        for place in places.get(position, ()):
            for name in names:
                if name == "with_pending":
                    value = len(books.chosen(place, part)) + books.pending(place, part)
                    yield Finding(name, WITH_PENDING, value, books.used(place), position)
                    continue
                w = way(name)
                yield Finding(w.name, w.words, books.count(place, part, w), books.used(place), position)


def _signed_by(part: Part, books: Books, places: dict[str, list[int]], day: date) -> Iterable[Finding]:
    """Rows of the next list signed by the day: what was in force that day, as far as ICE had posted it since."""
    for place in places.get("after", ()):
        rows = books.chosen(place, part, day)
        abroad = territories()
        home = [r for r in rows if r.state not in abroad] if part.place is None else rows
        for name in OWN[part.unit]:
            w = way(name)
            counted = books.count(place, part, w, day)
            words = f"{w.words} of the next list signed by {day}"
            yield Finding(w.name, words, counted, books.used(place), "after", "signed_by")
            if len(home) < len(rows) and part.unit is not Unit.TERRITORIES:
                yield Finding(
                    w.name, f"{words}, territories left out", w.count(home, books), books.used(place), "after",
                    "without_territories",
                )  # fmt: skip


def kinds_of(unit: Unit) -> tuple[str, ...]:
    """Ways a percentage of this unit may count; those of agreements and of agencies if it does not say."""
    return (
        OWN[unit]
        if unit in OWN and unit not in (Unit.STATES, Unit.TERRITORIES, Unit.STATES_AND_TERRITORIES)
        else OWN[Unit.UNSAID]
    )


def ratio(top: float, bottom: float) -> float:
    """A percentage; not a number if there is nothing to compare with."""
    return 100 * top / bottom if bottom else math.nan
