"""Finds the slip that yields a wrong number: another list's day, one spelling of a state, territories, the place left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from deputized.claims.claim import Kind, Operator, Part, Unit
from deputized.claims.counting import Books, Way, near, own_ways, way
from deputized.facts.lists import ResolvedRow as Row
from deputized.library.status import territories

FAR = 400
"""Days from a claim's within which another list's number is taken for the one meant."""


def slip(part: Part, books: Books) -> str:
    """How a wrong count came about, in a sentence; empty if no known slip yields it.

    Only for exact counts: a round number is met by chance.
    """
    if part.kind is not Kind.COUNT or part.operator is not Operator.EXACTLY or part.number < 10:
        return ""
    books = books.waiting if part.is_pending else books
    if not books.days:
        return ""
    last = date.fromisoformat(books.days[-1])
    first_day, last_day = (part.when.first, part.when.last) if part.when else (last, last)
    places = near(books.days, first_day, last_day)
    bearing = [*places.get("on", ()), *places.get("before", ()), *places.get("after", ())]
    for name in own_ways(part):
        w = way(name)
        for at in bearing[:12]:
            if words := _spelling(part, books, at, w) or _narrower(part, books, at, w):
                return words
    return _other_day(part, books, first_day)


def _spelling(part: Part, books: Books, at: int, w: Way) -> str:
    """ "299 is the rows spelled TEXAS; five more are spelled with a trailing space: 304"."""
    if part.place is None or part.place.others or part.place.county_fips:
        return ""
    rows = books.chosen(at, part)
    spelt = Counter(_state_as_printed(r) for r in rows)
    if len(spelt) < 2:
        return ""
    for written in spelt:
        some = [r for r in rows if _state_as_printed(r) == written]
        if w.count(some, books) == part.number:
            others = sum(spelt.values()) - spelt[written]
            odd = next(s for s in spelt if s != written)
            how = "with a space before or after" if odd.strip() == written.strip() else f"“{odd}”"
            return (
                f"{part.number:,.0f} is the {w.words} spelled “{written}” on the list of {books.days[at]}; {others:,} more "
                f"rows are spelled {how}: {w.count(rows, books):,}"
            )
    return ""


def _state_as_printed(row: Row) -> str:
    return (row.printed or "").split("\x1f")[0]


def _narrower(part: Part, books: Books, at: int, w: Way) -> str:
    """The number of the same list without territories, of one model, or of the whole country."""
    day, number = books.days[at], f"{part.number:,.0f} is the {w.words}"
    rows = books.chosen(at, part)
    abroad = territories()
    home = [r for r in rows if r.state not in abroad]
    if part.place is None and len(home) < len(rows) and w.count(home, books) == part.number:
        return (
            f"{number} on the list of {day} with the territories left out: {w.count(rows, books):,} with them"
        )
    if part.model is None:
        for model in ("TFM", "JEM", "WSO"):
            if w.count([r for r in rows if r.model == model], books) == part.number:
                return f"{number} under {model} alone on the list of {day}; all models make {w.count(rows, books):,}"
    elif books.count(at, replace(part, model=None), w) == part.number:
        return f"{number} under all models on the list of {day}; {part.model} makes {w.count(rows, books):,}"
    return ""


def _other_day(part: Part, books: Books, day: date) -> str:
    """When the number was true, by the same way of counting."""
    if part.unit in (Unit.STATES, Unit.TERRITORIES, Unit.STATES_AND_TERRITORIES) or part.number < 25:
        return ""
    w = way(own_ways(part)[0])
    within = [n for n, d in enumerate(books.days) if abs((date.fromisoformat(d) - day).days) <= FAR]
    hits = [n for n in _likely(part, books, within, w) if books.count(n, part, w) == part.number]
    if not hits:
        return ""
    first, last = books.days[hits[0]], books.days[hits[-1]]
    when = f"the list of {first}" if first == last else f"lists from {first} to {last}"
    return f"{part.number:,.0f} {w.words} stood on {when}"


def _likely(part: Part, books: Books, within: list[int], w: Way) -> list[int]:
    """The lists about the one where the count passes the number: counts all but always grow, so halving finds it."""
    low, high = 0, len(within)
    while low < high:
        middle = (low + high) // 2
        if books.count(within[middle], part, w) < part.number:
            low = middle + 1
        else:
            high = middle
    return within[max(0, low - 4) : low + 8]
