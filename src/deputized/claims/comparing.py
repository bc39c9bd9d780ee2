"""Checks what a sentence says beside its numbers: rank, comparison, "all", which way a number went."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from deputized.claims.claim import Part, Place, Unit
from deputized.claims.counting import OWN, Books, Way, chosen, near, way
from deputized.claims.extras import Extra, Sort

MONTHS_BACK = (30, 90, 180, 365)
"""Days back from which "rose to" or "fell to" may be meant where no other day is given."""
_COUNTED = (Unit.AGREEMENTS, Unit.ROWS, Unit.AGENCIES, Unit.SHERIFFS, Unit.COUNTIES, Unit.UNSAID)


@dataclass(frozen=True, slots=True)
class Weighed:
    """Whether a statement holds: on every list that bears on its day (True), on none (False), or nobody can say (None)."""

    extra: Extra
    holds: bool | None
    words: str


def weigh(extra: Extra, part: Part, books: Books) -> Weighed:
    """What the lists say of a statement about a number's place, model, unit and day."""
    if extra.is_own:
        return Weighed(extra, False, f"“{extra.words}”: the numbers go the other way")
    if part.unit not in _COUNTED or part.is_pending or (part.place and part.place.county_fips):
        return Weighed(extra, None, f"“{extra.words}” was not checked")
    last = date.fromisoformat(books.days[-1])
    first_day, last_day = (part.when.first, part.when.last) if part.when else (last, last)
    places = near(books.days, first_day, last_day)
    bearing = places.get("on") or [*places.get("before", ()), *places.get("after", ())]
    if not bearing or first_day.isoformat() > books.days[-1]:
        return Weighed(extra, None, f"“{extra.words}”: no list we hold is of that time")
    seen: list[tuple[bool | None, str]] = []
    for name in OWN[part.unit]:
        w = way(name)
        some = [_one(extra, part, books, n, w) for n in bearing]
        seen.append((_joined([s for s, _ in some]), some[-1][1]))
    verdicts = {v for v, _ in seen}
    holds = verdicts.pop() if len(verdicts) == 1 else None
    said = {True: "so", False: "not so", None: "that depends on the list or the way of counting"}[holds]
    return Weighed(
        extra, holds, f"“{extra.words}”: {said}; {seen[0][1]}, on the list of {books.days[bearing[-1]]}"
    )


def _joined(some: list[bool | None]) -> bool | None:
    return some[0] if len(set(some)) == 1 else None


def _one(extra: Extra, part: Part, books: Books, at: int, w: Way) -> tuple[bool | None, str]:
    match extra.sort:
        case Sort.RANK | Sort.LEAST:
            return _ranked(extra, part, books, at, w)
        case Sort.COMPARE:
            return _compared(extra, part, books, at, w)
        case Sort.ALL:
            return _all(extra, part, books, at, w)
        case Sort.WENT:
            return _went(extra, part, books, at, w)


def _ranked(extra: Extra, part: Part, books: Books, at: int, w: Way) -> tuple[bool | None, str]:
    if part.place is None or part.place.others:
        return None, "whose rank is meant is not said"
    counts = books.by_state(at, part, w)
    mine = counts.get(part.place.state, 0)
    if extra.among:
        if part.place.state not in extra.among:
            return None, f"{part.place.name} is none of them"
        counts = {s: n for s, n in counts.items() if s in extra.among}
    if extra.sort is Sort.LEAST:
        counts = {s: -n for s, n in counts.items() if n}
        if not mine:
            return None, f"{part.place.name} has none"
        mine = -mine
    above = sorted((s for s, n in counts.items() if n > mine), key=lambda s: -counts[s])
    same = [s for s, n in counts.items() if n == mine and s != part.place.state]
    rank = len(above) + 1
    if extra.is_top or extra.than:
        told = ", ".join(f"{s} {abs(counts[s]):,}" for s in above[:3])
        words = f"{part.place.name} with {abs(mine):,} {w.words} is number {rank}" + (
            f" (before it {told})" if above else ""
        )
        if extra.is_top:
            return rank <= extra.rank, words
        return set(above) <= {p.state for p in extra.than}, words
    names = ", ".join(f"{s} {abs(counts[s]):,}" for s in above[:3])
    words = f"{part.place.name} with {abs(mine):,} {w.words} is number {rank}" + (
        f" (before it {names})" if above else ""
    )
    if same and rank == extra.rank:
        is_shared = rank > 1 and extra.sort is Sort.RANK
        return True if is_shared else None, words + f", as is {', '.join(same)}"
    return rank == extra.rank, words


def _compared(extra: Extra, part: Part, books: Books, at: int, w: Way) -> tuple[bool | None, str]:
    if part.place is None:
        return None, "who is compared is not said"
    counts = books.by_state(at, part, w)

    def of(place: Place) -> int:
        return sum(counts.get(s, 0) for s in place.states)

    if any(set(p.states) == set(part.place.states) for p in extra.than):
        return None, "who is compared with it is not said"
    mine = of(part.place)
    others = [(p.name or p.state, of(p)) for p in extra.than]
    told = " and ".join(f"{n} {v:,}" for n, v in others)
    return all(
        (mine - v) * extra.sign > 0 for _, v in others
    ), f"{part.place.name or part.place.state} {mine:,} {w.words}, {told}"


def _all(extra: Extra, part: Part, books: Books, at: int, w: Way) -> tuple[bool | None, str]:
    rows = books.chosen(at, part)
    narrow = replace(part, model=extra.model or part.model, body=extra.body or part.body)
    some = chosen(rows, narrow, books)
    if extra.place is not None:
        some = [r for r in some if r.state in extra.place.states]
    if extra.signed_in is not None:
        first, last = extra.signed_in.first.isoformat(), extra.signed_in.last.isoformat()
        some = [r for r in some if r.signed and first <= r.signed <= last]
    total, kept = w.count(rows, books), w.count(some, books)
    if not total:
        return None, "there is none"
    return (kept == total if extra.sign > 0 else kept == 0), f"{kept:,} of {total:,} {w.words}"


def _went(extra: Extra, part: Part, books: Books, at: int, w: Way) -> tuple[bool | None, str]:
    now = books.count(at, part, w)
    day = date.fromisoformat(books.days[at])
    before: list[tuple[str, int]] = []
    for back in MONTHS_BACK:
        earlier = [n for n, d in enumerate(books.days) if d <= (day - timedelta(days=back)).isoformat()]
        if earlier:
            before.append((books.days[earlier[-1]], books.count(earlier[-1], part, w)))
    if not before:
        return None, "no earlier list"
    told = "; ".join(f"{v:,} on {d}" for d, v in before[:2])
    changes = {(now > v) - (now < v) for _, v in before}
    words = f"{now:,} {w.words}, {told}"
    if changes <= {extra.sign}:
        return True, words
    return (False if extra.sign not in changes else None), words
