"""Verdicts: what can be said of a number from the counts that were made, and when a count makes a claim true.

Between two lists nobody knows, so the answer there is an interval. A verdict never says more than the lists do.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from deputized.claims.claim import Operator, Part
from deputized.library.status import ListUsed

if TYPE_CHECKING:
    from deputized.claims.comparing import Weighed

SAME_SHARE = 0.005
"""A contradicted number this near to a count of another unit is taken for one."""

NEAR_SHARE = 0.05
"""A number further than this from every count is contradicted; nearer it is off by so many."""

SOON = 7
"""Days after a claim's day within which the first list may be the one that was meant."""

TWO_SIDED = (Operator.EXACTLY, Operator.ABOUT, Operator.BETWEEN)


class Verdict(StrEnum):
    """What can be said of a claim; the order is from best to worst."""

    SUPPORTED = "supported"
    WITHIN = "within bounds"
    NUMBER_ONLY = "number right, sentence not checked"
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
    weighed: tuple[Weighed, ...] = ()  # what is said beside the number, and whether it holds
    number_verdict: Verdict | None = None  # that of the number alone
    slip: str = ""  # the slip that yields a wrong number, where one is known


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

    if (split := _disagree(part, ways)) is not None:
        so, not_so = split
        words = (
            f"it depends on how one counts: {so.value:,.0f} {so.words}, {not_so.value:,.0f} {not_so.words}"
        )
        return verdict(Verdict.UNCHECKABLE, so, words)
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


def newest(checked: Checked) -> Finding | None:
    """The count of the last list of the time by the way that fits best: what a reader is told that the lists give."""
    best = checked.best
    if best is None or best.variant:
        return best
    alike = [f for f in checked.findings if f.way == best.way and not f.variant and f.position != "after"]
    return max(alike, key=lambda f: f.list_used.published_date) if alike else best


def _disagree(part: Part, ways: dict[str, list[Finding]]) -> tuple[Finding, Finding] | None:
    """One count that makes "fewer than 500" true and one that makes it false, if every list bears each of them out."""
    if part.operator in TWO_SIDED:
        return None
    some = [[f for f in found if not f.variant] for name, found in ways.items() if name != "printed"]
    so = next((found for found in some if found and all(holds(part, f.value) for f in found)), None)
    not_so = next((found for found in some if found and not any(holds(part, f.value) for f in found)), None)
    return (so[0], not_so[0]) if so and not_so else None


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
    """How far "about" reaches: two and a half per cent, or half the place it is rounded to, a tenth of it at most."""
    zeros = len(f"{number:.0f}") - len(f"{number:.0f}".rstrip("0"))
    return max(0.025 * number, min(10**zeros / 2, 0.1 * number) if zeros else 0)


def percent_holds(part: Part, value: float) -> bool:
    """Whether a percentage is the one given, rounded or cut off at its last place."""
    step = 10.0**-part.decimals
    if part.operator is Operator.EXACTLY:
        return abs(value - part.number) <= step / 2 + 1e-9 or 0 <= value - part.number < step
    if part.operator is Operator.ABOUT:
        return abs(value - part.number) <= max(0.025 * part.number, step, part.slack)
    return holds(part, value)
