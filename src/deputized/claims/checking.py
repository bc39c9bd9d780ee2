"""Checks one number of a claim: tries every way of counting on the lists that bear on it, and judges.

Between two lists nobody knows, so the answer there is an interval. A verdict never says more than the lists do.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from deputized.claims.claim import Kind, Operator, Part, Unit
from deputized.claims.counting import OTHER, OWN, Books, chosen, near, own_ways, way
from deputized.library.status import ListUsed, territories

WITH_PENDING = "rows as printed with those of the pending list"
SAME_SHARE = 0.005
"""A contradicted number this near to a count of another unit is taken for one."""

NEAR_SHARE = 0.05
"""A number further than this from every count is contradicted; nearer it is off by so many."""


SOON = 7
"""Days after a claim's day within which the first list may be the one that was meant."""


class Verdict(StrEnum):
    """What can be said of a claim; the order is from best to worst."""

    SUPPORTED = "supported"
    WITHIN = "within bounds"
    OFF = "off by N"
    WRONG_UNIT = "right number, wrong unit"
    CONTRADICTED = "contradicted"
    UNCHECKABLE = "cannot be checked"


@dataclass(frozen=True, slots=True)
class Finding:
    """One count that was made: by which way, on which list, and how that list lies to the claim's day."""

    way: str
    words: str
    value: float
    list_used: ListUsed
    position: str  # on, before, after: the list against the day or period
    variant: str = ""  # signed_by, without_territories, with_header


@dataclass(frozen=True, slots=True)
class Checked:
    """The verdict on one number, with the rule that fits best and every count that was made."""

    part: Part
    verdict: Verdict
    off_by: float | None  # claimed less counted, for OFF and CONTRADICTED
    best: Finding | None
    low: float | None  # least and most that the claimed unit was, over the lists that bear on the day
    high: float | None
    findings: tuple[Finding, ...]
    reason: str  # why, or why it cannot be checked


NOT_LISTED = {
    Unit.OFFICERS: "ICE's lists hold agencies and agreements; they do not say that",
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
    other = [] if part.is_pending else [*_count(part, books, places, OTHER[part.unit])]
    return told(judge(part, own, signed, other, _with_header(part, own)), books)


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
    shown = (
        f"{checked.best.value:,.{1 if part.kind in (Kind.SHARE, Kind.GROWTH) else 0}f} ({checked.best.words})"
    )
    if part.when is None:
        if checked.verdict is Verdict.WRONG_UNIT:
            return checked
        reason = f"no day is given, and on the newest list we hold, of {newest}, it is {shown}: give the day, as 12 Dec 2025"
    elif part.when.last.isoformat() > newest and not part.when.is_day:
        reason = f"our lists end on {newest}, inside that time; that day it was {shown}"
    elif part.when.first.isoformat() < oldest and part.when.last.isoformat() <= books.days[1]:
        reason = f"our lists begin on {oldest}, inside that time; that day it was {shown}"
    else:
        return checked
    return replace(checked, verdict=Verdict.UNCHECKABLE, off_by=None, reason=reason)


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
            rows = chosen(books.rows(place), part, books)
            for name in names:
                if name == "with_pending":
                    value = len(rows) + books.pending(place, part)
                    yield Finding(name, WITH_PENDING, value, books.used(place), position)
                    continue
                w = way(name)
                yield Finding(w.name, w.words, w.count(rows, books), books.used(place), position)


def _signed_by(part: Part, books: Books, places: dict[str, list[int]], day: date) -> Iterable[Finding]:
    """Rows of the next list signed by the day: what was in force that day, as far as ICE had posted it since."""
    for place in places.get("after", ()):
        rows = chosen(books.rows(place), part, books, day)
        home = [r for r in rows if r.state not in territories()]
        for name in OWN[part.unit]:
            w = way(name)
            counted = w.count(rows, books)
            words = f"{w.words} of the next list signed by {day}"
            yield Finding(w.name, words, counted, books.used(place), "after", "signed_by")
            if len(home) < len(rows) and part.unit is not Unit.TERRITORIES:
                yield Finding(
                    w.name, f"{words}, territories left out", w.count(home, books), books.used(place), "after",
                    "without_territories",
                )  # fmt: skip


def bearing(part: Part, own: Sequence[Finding], signed: Sequence[Finding] = ()) -> list[Finding]:
    """The counts that bound what was so on a claim's day.

    Between lists: the last before and the first after. Where a list is of the day, ICE's list is a step: it shows
    what the list before did until the first of the day is out, and what the last of the day does from then on; what
    was signed by then and posted later is all that can be added.
    """
    on = [f for f in own if f.position == "on"]
    if not on:
        return list(own)
    opening = on[0].list_used
    is_out_at_once = opening.part_of_day == "am" and (
        part.when is None or part.when.first.isoformat() == opening.published_date
    )
    before = [] if is_out_at_once else [f for f in own if f.position == "before"]
    top = max(f.value for f in on)
    late = [f for f in signed if f.variant == "signed_by" and f.value > top]
    return [*before, *on, *late]


def judge(
    part: Part, own: list[Finding], signed: list[Finding], other: list[Finding], header: list[Finding]
) -> Checked:
    """The verdict from what was counted. Each way of counting is an interval of its own: they are never mixed."""
    everything = (*own, *signed, *header, *other)
    ways = {
        name: bearing(part, [f for f in own if f.way == name], [f for f in signed if f.way == name])
        for name in dict.fromkeys(f.way for f in own)
    }

    def verdict(kind: Verdict, best: Finding, reason: str, off_by: float | None = None) -> Checked:
        low, high = interval([f for some in ways.values() for f in some], best.way)
        return Checked(part, kind, off_by, best, low, high, everything, reason)

    for some in ways.values():
        on = next((f for f in some if f.position == "on" and holds(part, f.value)), None)
        if on is not None and (part.operator in TWO_SIDED or all(holds(part, f.value) for f in some)):
            return verdict(Verdict.SUPPORTED, _nearest(part, some), "a list of the day or period shows it")
        if all(holds(part, f.value) for f in some):
            return verdict(
                Verdict.SUPPORTED, _nearest(part, some), "every list that bears on the day shows it"
            )
    fitting = next((f for f in signed if f.value == part.number), None)
    for some in ways.values():
        holding = next((f for f in some if holds(part, f.value)), None)
        low, high = min(f.value for f in some), max(f.value for f in some)
        if holding is not None or (part.operator in TWO_SIDED and _overlaps(part, low, high)):
            late = [
                f for f in some if f.variant and part.number > max(g.value for g in some if not g.variant)
            ]
            best = fitting or holding or next(iter(late), None) or _nearest(part, some)
            return verdict(Verdict.WITHIN, best, "it lies between the lists before and after")
    if fitting is not None and part.operator is Operator.EXACTLY:
        return verdict(Verdict.WITHIN, fitting, "rows of the next list signed by the day give it")
    neighbour = next((f for f in own if f.value == part.number and _is_next(part, f)), None)
    if neighbour is not None:
        return verdict(Verdict.WITHIN, neighbour, "the first list after the day gives it")
    counted = next((f for f in header if f.value == part.number and part.operator is Operator.EXACTLY), None)
    if counted is not None:
        return verdict(Verdict.OFF, counted, "the header row was counted as an agreement", 1)
    closest = min(
        (f for some in ways.values() for f in some if not f.variant),
        key=lambda f: (abs(_distance(part, f.value)), f.position != "on"),
    )
    distance = _distance(part, closest.value)
    is_near = abs(distance) <= max(1, NEAR_SHARE * closest.value) and bool(
        part.number
    )  # "none" is not near to one
    mistaken = _mistaken(part, other, near=not is_near)
    if mistaken is not None and (not is_near or mistaken.value == part.number):
        reason = f"it is the number of {mistaken.words}, not of {part.unit.value}"
        return verdict(Verdict.WRONG_UNIT, mistaken, reason, part.number - mistaken.value)
    kind = Verdict.OFF if is_near else Verdict.CONTRADICTED
    return verdict(kind, closest, f"the nearest count is {closest.value:,.0f}", distance)


def _is_next(part: Part, found: Finding) -> bool:
    """Whether a count is that of the first list after the claim's time, and soon enough to have been meant."""
    if part.operator is not Operator.EXACTLY or part.when is None or found.position != "after":
        return False
    return (date.fromisoformat(found.list_used.published_date) - part.when.last).days <= SOON


def _nearest(part: Part, some: Sequence[Finding]) -> Finding:
    """The count nearest to the claim, one of the day before one of another."""
    kept = [f for f in some if not f.variant and f.position == "on"] or list(some)
    return min(kept, key=lambda f: abs(f.value - part.number))


def _distance(part: Part, value: float) -> float:
    """How much the claim says too many (or, negative, too few): for "over 1,000" of 1,000, one."""
    number = part.number
    match part.operator:
        case Operator.OVER:
            return math.floor(number) + 1 - value
        case Operator.UNDER:
            return math.ceil(number) - 1 - value
        case Operator.BETWEEN if part.upper is not None:
            return number - value if value < number else part.upper - value
        case _:
            return number - value


def _overlaps(part: Part, low: float, high: float) -> bool:
    return low <= (part.upper if part.upper is not None else part.number) and part.number <= high


TWO_SIDED = (Operator.EXACTLY, Operator.ABOUT, Operator.BETWEEN)


def interval(own: Sequence[Finding], name: str) -> tuple[float, float]:
    """Least and most of one way of counting; of the first way if that one was not used for the claimed unit."""
    some = [f.value for f in own if f.way == name] or [f.value for f in own if f.way == own[0].way]
    return min(some), max(some)


def _mistaken(part: Part, other: list[Finding], *, near: bool) -> Finding | None:
    """A count of another unit that the number is, lies between, or (`near`) all but is."""
    if part.operator not in TWO_SIDED:
        return None
    exact = next((f for f in other if holds(part, f.value)), None)
    if exact is not None or not near:
        return exact
    for name in dict.fromkeys(f.way for f in other):
        values = [f for f in other if f.way == name]
        closest = min(values, key=lambda f: abs(f.value - part.number))
        inside = min(f.value for f in values) < part.number < max(f.value for f in values)
        if inside or abs(closest.value - part.number) <= SAME_SHARE * closest.value:
            return closest
    return None


def holds(part: Part, value: float) -> bool:
    """Whether a count makes the number true, as exactly as it is said."""
    number = part.number
    match part.operator:
        case Operator.EXACTLY:
            return value == number
        case Operator.OVER:
            return value > number
        case Operator.AT_LEAST:
            return value >= number
        case Operator.UNDER:
            return value < number
        case Operator.AT_MOST:
            return value <= number
        case Operator.BETWEEN:
            return part.upper is not None and number <= value <= part.upper
        case Operator.ABOUT:
            return abs(value - number) <= max(tolerance(number), part.slack)


def tolerance(number: float) -> float:
    """How far "about" reaches: two and a half per cent, or half the place the number is rounded to."""
    zeros = len(f"{number:.0f}") - len(f"{number:.0f}".rstrip("0"))
    return max(0.025 * number, 10**zeros / 2 if zeros else 0)


def percent_holds(part: Part, value: float) -> bool:
    """Whether a percentage is the one given, rounded or cut off at its last place."""
    step = 10.0**-part.decimals
    if part.operator is Operator.EXACTLY:
        return abs(value - part.number) <= step / 2 + 1e-9 or 0 <= value - part.number < step
    if part.operator is Operator.ABOUT:
        return abs(value - part.number) <= max(0.025 * part.number, step, part.slack)
    return holds(part, value)


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
