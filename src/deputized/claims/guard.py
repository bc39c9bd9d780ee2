"""Holds a number's verdict to what was read: words nobody read, and statements beside the number, are weighed in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from deputized.claims.claim import Kind, Part, Unit, When
from deputized.claims.comparing import Weighed, weigh
from deputized.claims.counting import Books
from deputized.claims.extras import Sort
from deputized.claims.verdicts import Checked, Verdict

_RIGHT = (Verdict.SUPPORTED, Verdict.WITHIN)
_WRONG = (Verdict.CONTRADICTED, Verdict.OFF, Verdict.WRONG_UNIT)
_SCOPE_ONLY = re.compile(
    r"(?:more|fewer|less|higher|lower|larger|bigger|smaller|greater)\b.*than|only|all|every|each|both|"
    r"most|least|fewest|largest|biggest|highest|"
    r"lowest|smallest|first|second|third|leads?|leading|ranks?|ranked|record|fell|dropped|declined|"
    r"unprecedented|alone|already|still|recently|"
    r"half|third|quarter|twice|overtook|unchanged|steady|many|several|few|again|unique|peaked|"
    r"compared (?:with|to)|vs\.?|requir\w+|mandat\w+",
    re.I,
)
"""Unread words that add to what a number says and do not change what it counts: a wrong number stays wrong."""


def guarded(checked: Checked, books: Books, check: Callable[[Part], Checked]) -> Checked:
    """The verdict with what stands beside the number.

    A statement that fails on every list makes the claim false. A number that is right beside words unread is no more
    than a right number; one that is wrong beside words that may change what it counts is not judged.
    """
    part = checked.part
    narrow = _narrowed(part)
    if narrow is not None and checked.verdict not in _RIGHT:
        again = check(narrow)
        if again.verdict in _RIGHT:  # "764 agreements, all under the Task Force model": a number of those
            checked, part = again, narrow
    weighed = tuple(weigh(e, _when_it_held(checked), books) for e in part.extras)
    checked = replace(checked, weighed=weighed, number_verdict=checked.verdict)
    if part.kind is Kind.STATED:
        return _stated(checked, weighed)
    false = [w for w in weighed if w.holds is False]
    if false and checked.verdict is Verdict.WITHIN and checked.best is not None and checked.best.variant:
        return replace(
            checked, verdict=Verdict.NUMBER_ONLY
        )  # no list of the day shows the number, nor what is said of it
    if false and checked.verdict in (*_RIGHT, Verdict.OFF):
        return replace(checked, verdict=Verdict.CONTRADICTED, off_by=None)
    is_list = (
        part.unit is Unit.STATES and part.place is not None and part.number == len(part.place.states) > 1
    )
    unsure = (
        is_list
        or part.unread
        or any(  # "two states, Texas and Ohio": the list itself says the number
            w.holds is None for w in weighed
        )
    )
    if unsure and checked.verdict in _RIGHT:
        return replace(checked, verdict=Verdict.NUMBER_ONLY)
    if checked.verdict in _WRONG and (left := _left(checked)):
        words = ", ".join(f"“{w}”" for w in left)
        nearest = f"; the lists give {checked.best.value:,.0f} ({checked.best.words})" if checked.best else ""
        return replace(
            checked, verdict=Verdict.UNCHECKABLE, off_by=None,
            reason=f"{words} may change what is counted, and was not read{nearest}",
        )  # fmt: skip
    return checked


def _left(checked: Checked) -> tuple[str, ...]:
    """The words unread that keep a number from being called wrong.

    One that is the count of something else, or all but is its own, was understood: only words that may change what is
    counted hold it back. One far from every count may as well have been read wrongly: then any unread word does.
    """
    part = checked.part
    bearing = tuple(w for w in part.unread if not _SCOPE_ONLY.fullmatch(w))
    if bearing or (checked.number_verdict or checked.verdict) is not Verdict.CONTRADICTED:
        return bearing
    return tuple(dict.fromkeys((*part.unread, *part.strange)))


def _when_it_held(checked: Checked) -> Part:
    """The number on the days of the lists that give it: a rank beside it is of those days, not of the weeks around them."""
    best, part = checked.best, checked.part
    if checked.verdict not in _RIGHT or best is None or best.position != "on" or part.kind is not Kind.COUNT:
        return part
    days = sorted(
        f.list_used.published_date for f in checked.findings
        if (f.way, f.value, f.position, f.variant) == (best.way, best.value, "on", "")
    )  # fmt: skip
    if not days:
        return part
    first, last = (date.fromisoformat(d) for d in (days[0], days[-1]))
    return replace(part, when=When(first, last, part.when.words if part.when else days[-1]))


def _narrowed(part: Part) -> Part | None:
    """A number with "all under the Task Force model" beside it, read as one of that model; None if nothing narrows it."""
    extra = next((e for e in part.extras if e.sort is Sort.ALL and e.sign > 0 and not e.head), None)
    if extra is None or part.kind is not Kind.COUNT or extra.signed_in is not None:
        return None
    return replace(
        part, model=extra.model or part.model, body=extra.body or part.body, place=extra.place or part.place
    )


def _stated(checked: Checked, weighed: tuple[Weighed, ...]) -> Checked:
    """The verdict on a statement without a number."""
    words = "; ".join(w.words for w in weighed)
    if any(w.holds is False for w in weighed):
        return replace(checked, verdict=Verdict.CONTRADICTED, reason=words)
    if any(w.holds is None for w in weighed) or checked.part.unread:
        left = ", ".join(f"“{w}”" for w in checked.part.unread)
        return replace(
            checked, verdict=Verdict.UNCHECKABLE, reason=words + (f"; {left} was not read" if left else "")
        )
    return replace(checked, verdict=Verdict.SUPPORTED, reason=words)


def left_over(checked: Checked) -> str:
    """What stands beside the number, in a sentence to print after it; empty if nothing does."""
    if checked.part.kind is Kind.STATED or checked.verdict is Verdict.UNCHECKABLE:
        return ""
    parts = [w.words[0].upper() + w.words[1:] + "." for w in checked.weighed]
    if checked.part.unread:
        words = ", ".join(f"“{w}”" for w in checked.part.unread)
        parts.append(f"Not checked: {words}.")
    return " ".join(parts)


def is_read(part: Part) -> bool:
    """Whether every claim-bearing word beside a number was read."""
    return not part.unread
