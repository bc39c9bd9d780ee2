"""Checks shares, growth, and what is new since a day."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from deputized.claims.checking import NOT_LISTED, kinds_of, out_of_reach, ratio, told, unchecked
from deputized.claims.claim import Kind, Part, Unit, Whole
from deputized.claims.counting import OWN, Books, bodies_there_are, near, way
from deputized.claims.verdicts import (
    NEAR_SHARE,
    TWO_SIDED,
    Checked,
    Finding,
    Verdict,
    bearing,
    holds,
    interval,
    percent_holds,
)

if TYPE_CHECKING:
    pass

NEAR_RATE = 0.02
"""Growth further than this share of itself from every figure is contradicted; shares are judged as counts are."""


def check_share(part: Part, books: Books) -> Checked:
    """A share of the agreements or agencies of a whole that a state, a model or both hold.

    The whole is the country's unless the claim says another; or every county or sheriff there is.
    """
    if part.unit in NOT_LISTED:
        return unchecked(part, NOT_LISTED[part.unit])
    whole = part.whole or Whole()
    if not whole.every and not whole.any_body and (part.place, part.model) == (whole.place, whole.model):
        return unchecked(part, "a share needs a state or a model whose share it is")
    there_are = bodies_there_are(part) if whole.every else None
    if whole.every and not there_are:
        return unchecked(
            part, "how many there are in all, with and without an agreement, is in no table we hold"
        )
    places, outside = _places(part, books)
    if outside:
        return unchecked(part, outside)
    of = replace(part, place=whole.place, model=whole.model, body=None if whole.any_body else part.body)
    some_of = replace(part, place=part.place or whole.place, model=part.model or whole.model)
    found = []
    for position, place in places:
        for name in OWN[part.unit] if there_are else kinds_of(part.unit):
            w = way(name)
            bottom = there_are or books.count(place, of, w)
            top = books.count(place, some_of, w)
            words = f"{top:,} of {bottom:,} {w.words if not there_are else part.unit.value}"
            found.append(Finding(name, words, ratio(top, bottom), books.used(place), position))
    if not found:
        return unchecked(part, "no list bears on that time")
    return told(_judge_rate(part, found, []), books)


def check_growth(part: Part, books: Books) -> Checked:
    """Growth since a base day, in one unit at both ends; and with the units mixed, to see whether that was done."""
    if part.unit in NOT_LISTED:
        return unchecked(part, NOT_LISTED[part.unit])
    bases = _bases(part, books)
    if not bases:
        return unchecked(part, _no_base(part))
    places, outside = _places(part, books)
    if outside:
        return unchecked(part, outside)
    own, mixed = [], []
    names = kinds_of(part.unit)
    every = ("agreements", "rows", "agencies", "names", "printed")
    ends = tuple(dict.fromkeys((*names, *every)))
    for base in bases:
        before = {name: books.count(base, part, way(name)) for name in ends}
        since = books.used(base).published_date
        for position, place in places:
            after = {name: books.count(place, part, way(name)) for name in ends}
            used = books.used(place)
            for top in ends:
                for bottom in ends:
                    value = ratio(after[top], before[bottom]) - 100
                    same = way(top).unit == way(bottom).unit or {top, bottom} == {"agreements", "rows"}
                    words = f"growth of {way(top).words} since the list of {since}" if same else (
                        f"{way(top).words} set against {way(bottom).words} on the list of {since}"
                    )  # fmt: skip
                    if math.isnan(value):
                        continue
                    if same and top in names:
                        own.append(Finding(f"{top}/{bottom}", words, value, used, position))
                    elif not same and top in every and bottom in every:
                        mixed.append(Finding(f"{top}/{bottom}", words, value, used, position, "mixed_units"))
    if not own:
        return unchecked(
            part, f"there was none on the list of {books.used(bases[0]).published_date} to grow from"
        )
    return told(_judge_rate(part, own, mixed), books)


def _places(part: Part, books: Books) -> tuple[list[tuple[str, int]], str]:
    last = date.fromisoformat(books.days[-1])
    first, end = (part.when.first, part.when.last) if part.when else (last, last)
    outside = out_of_reach(part, books, first, end)
    found = near(books.days, first, end)
    return [(k, p) for k in ("on", "before", "after") for p in found.get(k, ())], outside


def _bases(part: Part, books: Books) -> list[int]:
    """The last list on or before the base: on its first day and on its last, where it is a period."""
    if part.since is None:
        return []
    found = []
    for end in (part.since.first, part.since.last):
        earlier = [n for n, day in enumerate(books.days) if day <= end.isoformat()]
        if earlier and earlier[-1] not in found:
            found.append(earlier[-1])
    return found


def _no_base(part: Part) -> str:
    return f"no list is as old as the base, {part.since.words if part.since else 'which is not given'}"


def _judge_rate(part: Part, own: list[Finding], mixed: list[Finding]) -> Checked:
    everything = (*own, *mixed)
    own = [
        f
        for name in dict.fromkeys(f.way for f in own)
        for f in bearing(part, [x for x in own if x.way == name])
    ]

    def verdict(kind: Verdict, best: Finding, reason: str, off_by: float | None = None) -> Checked:
        low, high = interval(own, best.way)
        return Checked(part, kind, off_by, best, low, high, everything, reason)

    for name in dict.fromkeys(f.way for f in own):
        some = [f for f in own if f.way == name]
        on = next((f for f in some if f.position == "on" and percent_holds(part, f.value)), None)
        if on is not None and (part.operator in TWO_SIDED or all(percent_holds(part, f.value) for f in some)):
            return verdict(Verdict.SUPPORTED, on, "a list of the day gives it")
        if all(percent_holds(part, f.value) for f in some):
            return verdict(Verdict.SUPPORTED, some[0], "every list that bears on the day gives it")
    holding = next((f for f in own if percent_holds(part, f.value)), None)
    if holding is not None:
        return verdict(Verdict.WITHIN, holding, "the list before or after gives it")
    closest = min(own, key=lambda f: (abs(f.value - part.number), f.position != "on"))
    for name in dict.fromkeys(f.way for f in own):
        low, high = interval(own, name)
        if part.operator in TWO_SIDED and low <= part.number <= high:
            return verdict(
                Verdict.WITHIN,
                next(f for f in own if f.way == name),
                "it lies between the lists before and after",
            )
    rough = part.slack > 0  # "doubled" reaches so far that mixed units meet it by chance
    wrong = None if rough else next((f for f in mixed if percent_holds(part, f.value)), None)
    if wrong is not None:
        return verdict(Verdict.WRONG_UNIT, wrong, "the units are mixed", part.number - wrong.value)
    distance = part.number - closest.value
    near = NEAR_RATE if part.kind is Kind.GROWTH else NEAR_SHARE
    is_near = abs(distance) <= near * abs(closest.value)
    reason = (
        _stated_ends(part)
        or ("" if rough else _mixing(mixed))
        or f"the nearest figure is {closest.value:.1f}%"
    )
    return verdict(Verdict.OFF if is_near else Verdict.CONTRADICTED, closest, reason, distance)


def _stated_ends(part: Part) -> str:
    """What the claim's own ends give, and whether they count two different things."""
    if len(part.ends) != 2:
        return ""
    (low, first), (high, last) = part.ends
    names = ["" if unit is Unit.UNSAID else f" {unit.value}" for unit in (first, last)]
    words = f"from {low:,.0f}{names[0]} to {high:,.0f}{names[1]} is growth of {ratio(high, low) - 100:.0f}%"
    return words + (", and the units are mixed" if first is not last else "")


def _mixing(mixed: list[Finding]) -> str:
    """What mixing the units would give, so that a reader sees that it was, or was not, done."""
    if not mixed:
        return ""
    low, high = min(f.value for f in mixed), max(f.value for f in mixed)
    return (
        f"even with the units mixed, agencies against agreements, the lists give {low:,.0f}% to {high:,.0f}%"
    )


def check_new(part: Part, books: Books) -> Checked:
    """What stands on a day's list and not on that of the base day; and what was signed from the base to the day."""
    if part.unit in NOT_LISTED:
        return unchecked(part, NOT_LISTED[part.unit])
    bases = _bases(part, books)
    if not bases or part.since is None:
        return unchecked(part, _no_base(part))
    places, outside = _places(part, books)
    if outside:
        return unchecked(part, outside)
    first, last = part.since.first, part.when.last if part.when else date.max
    names = ("agreements", "agencies", "names")
    if part.unit in (Unit.SHERIFFS, Unit.COUNTIES, Unit.STATES):
        names = OWN[part.unit][:1]  # type: ignore[assignment]
    found = []
    for base in bases:
        before = books.chosen(base, part)
        held = {name: way(name).keys(before, books) for name in names}
        since = books.used(base).published_date
        for position, place in places:
            after = books.chosen(place, part)
            used = books.used(place)
            signed = [
                r for r in books.chosen(place, part, last)
                if r.signed is not None and r.signed >= first.isoformat()
            ]  # fmt: skip
            for name in names:
                w = way(name)
                value = len(w.keys(after, books) - held[name])
                words = f"{w.words} on the list that are not on that of {since}"
                found.append(Finding(name, words, value, used, position))
                words = f"{w.words} with a signing day from {first}" + (f" to {last}" if part.when else "")
                found.append(Finding(name, words, w.count(signed, books), used, position, "signed_since"))
    return told(_judge_new(part, found), books)


def check_change(part: Part, books: Books) -> Checked:
    """How many more there are on a day's list than on that of the base day, less what left since."""
    if part.unit in NOT_LISTED:
        return unchecked(part, NOT_LISTED[part.unit])
    bases = _bases(part, books)
    if not bases:
        return unchecked(part, _no_base(part))
    places, outside = _places(part, books)
    if outside:
        return unchecked(part, outside)
    found = []
    for base in bases:
        since = books.used(base).published_date
        for position, place in places:
            for name in OWN[part.unit]:
                w = way(name)
                value = books.count(place, part, w) - books.count(base, part, w)
                words = f"more {w.words} than on the list of {since}"
                found.append(Finding(name, words, value, books.used(place), position))
    return told(_judge_new(part, found), books)


def _judge_new(part: Part, found: list[Finding]) -> Checked:
    def verdict(kind: Verdict, best: Finding, reason: str, off_by: float | None = None) -> Checked:
        low, high = interval(found, best.way)
        return Checked(part, kind, off_by, best, low, high, tuple(found), reason)

    own = [f for f in found if part.unit is Unit.UNSAID or way(f.way).unit is part.unit]
    if not own:
        return unchecked(part, f"what is new or gone is not counted in {part.unit.value}")
    counted = [
        some if variant == "signed_since" else bearing(part, some)
        for name, variant in dict.fromkeys((f.way, f.variant) for f in own)
        if (some := [f for f in own if (f.way, f.variant) == (name, variant)])
    ]
    for some in counted:
        on = next((f for f in some if f.position == "on" and holds(part, f.value)), None)
        if on is not None and (part.operator in TWO_SIDED or all(holds(part, f.value) for f in some)):
            return verdict(Verdict.SUPPORTED, on, "a list of the day shows it")
        if all(holds(part, f.value) for f in some):
            return verdict(Verdict.SUPPORTED, some[0], "every list that bears on the day shows it")
    for some in counted:
        values = [f.value for f in some]
        holding = next((f for f in some if holds(part, f.value)), None)
        if holding is not None or (part.operator in TWO_SIDED and min(values) <= part.number <= max(values)):
            return verdict(Verdict.WITHIN, holding or some[0], "it lies between the lists before and after")
    other = next((f for f in found if f not in own and holds(part, f.value)), None)
    if other is not None:
        return verdict(Verdict.WRONG_UNIT, other, f"it is the number of {other.words}", 0)
    closest = min(own, key=lambda f: abs(f.value - part.number))
    distance = part.number - closest.value
    is_near = abs(distance) <= max(1, NEAR_SHARE * closest.value)
    return verdict(
        Verdict.OFF if is_near else Verdict.CONTRADICTED,
        closest,
        f"the nearest count is {closest.value:,.0f}",
        distance,
    )
