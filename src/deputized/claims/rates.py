"""Checks shares, growth, what is new since a day, and that an agreement was signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from deputized.claims.checking import (
    NEAR_SHARE,
    Checked,
    Finding,
    Verdict,
    holds,
    interval,
    kinds_of,
    out_of_reach,
    percent_holds,
    ratio,
    unchecked,
)
from deputized.claims.claim import Part, Unit
from deputized.claims.counting import Books, chosen, near, way

if TYPE_CHECKING:
    from deputized.library.registry import Registry

NEAR_RATE = 0.02
"""A percentage further than this share of itself from every figure is contradicted."""

SIGNED = """
-- one row per agreement, with the agency that holds it now
SELECT a.agreement_id, a.model, a.signed_date, a.first_publication_id, a.agency_id FROM agreements a
WHERE a.state = ?1 AND a.status <> 'merged' ORDER BY a.signed_date, a.agreement_id
"""


def check_share(part: Part, books: Books) -> Checked:
    """A share of the country's agreements or agencies that a state, a model or both hold."""
    if part.place is None and part.model is None:
        return unchecked(part, "a share needs a state or a model whose share it is")
    places, outside = _places(part, books)
    if outside:
        return unchecked(part, outside)
    found = []
    for position, place in places:
        rows = books.rows(place)
        some = chosen(rows, part.model, part.place, books)
        for name in kinds_of(part.unit):
            w = way(name)
            value = ratio(w.count(some, books), w.count(rows, books))
            found.append(Finding(name, f"share of {w.words}", value, books.used(place), position))
    return _judge_rate(part, found, [])


def check_growth(part: Part, books: Books) -> Checked:
    """Growth since a base day, in one unit at both ends; and with the units mixed, to see whether that was done."""
    base = _base(part, books)
    if base is None:
        return unchecked(
            part, f"no list is as old as the base, {part.since.words if part.since else 'which is not given'}"
        )
    places, outside = _places(part, books)
    if outside:
        return unchecked(part, outside)
    before = chosen(books.rows(base), part.model, part.place, books)
    since = books.used(base).published_date
    own, mixed = [], []
    names = kinds_of(part.unit)
    every = ("agreements", "rows", "agencies", "names", "printed")
    for position, place in places:
        after = chosen(books.rows(place), part.model, part.place, books)
        used = books.used(place)
        for top in every:
            for bottom in every:
                value = ratio(way(top).count(after, books), way(bottom).count(before, books)) - 100
                same = way(top).unit == way(bottom).unit or {top, bottom} == {"agreements", "rows"}
                words = f"growth of {way(top).words} since the list of {since}" if same else (
                    f"{way(top).words} set against {way(bottom).words} on the list of {since}"
                )  # fmt: skip
                if same and top in names:
                    own.append(Finding(f"{top}/{bottom}", words, value, used, position))
                elif not same:
                    mixed.append(Finding(f"{top}/{bottom}", words, value, used, position, "mixed_units"))
    return _judge_rate(part, own, mixed)


def _places(part: Part, books: Books) -> tuple[list[tuple[str, int]], str]:
    last = date.fromisoformat(books.days[-1])
    first, end = (part.when.first, part.when.last) if part.when else (last, last)
    outside = out_of_reach(part, books, first, end)
    found = near(books.days, first, end)
    return [(k, p) for k in ("on", "before", "after") for p in found.get(k, ())], outside


def _base(part: Part, books: Books) -> int | None:
    """The last list on or before the base day."""
    if part.since is None:
        return None
    earlier = [n for n, day in enumerate(books.days) if day <= part.since.last.isoformat()]
    return earlier[-1] if earlier else None


def _judge_rate(part: Part, own: list[Finding], mixed: list[Finding]) -> Checked:
    everything = (*own, *mixed)

    def verdict(kind: Verdict, best: Finding, reason: str, off_by: float | None = None) -> Checked:
        low, high = interval(own, best.way)
        return Checked(part, kind, off_by, best, low, high, everything, reason)

    on = next((f for f in own if f.position == "on" and percent_holds(part, f.value)), None)
    if on is not None:
        return verdict(Verdict.SUPPORTED, on, "a list of the day gives it")
    holding = next((f for f in own if percent_holds(part, f.value)), None)
    if holding is not None:
        return verdict(Verdict.WITHIN, holding, "the list before or after gives it")
    closest = min(own, key=lambda f: (abs(f.value - part.number), f.position != "on"))
    for name in dict.fromkeys(f.way for f in own):
        low, high = interval(own, name)
        if low <= part.number <= high:
            return verdict(
                Verdict.WITHIN,
                next(f for f in own if f.way == name),
                "it lies between the lists before and after",
            )
    wrong = next((f for f in mixed if percent_holds(part, f.value)), None)
    if wrong is not None:
        return verdict(Verdict.WRONG_UNIT, wrong, "the units are mixed", part.number - wrong.value)
    distance = part.number - closest.value
    is_near = abs(distance) <= NEAR_RATE * abs(closest.value)
    reason = _stated_ends(part) or _mixing(mixed) or f"the nearest figure is {closest.value:.1f}%"
    return verdict(Verdict.OFF if is_near else Verdict.CONTRADICTED, closest, reason, distance)


def _stated_ends(part: Part) -> str:
    """What the claim's own ends give, and whether they count two different things."""
    if len(part.ends) != 2:
        return ""
    (low, first), (high, last) = part.ends
    words = f"from {low:,.0f} {first.value} to {high:,.0f} {last.value} is growth of {ratio(high, low) - 100:.0f}%"
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
    """What stands on a day's list and not on that of the base day; and rows signed since the base."""
    base = _base(part, books)
    if base is None:
        return unchecked(
            part, f"no list is as old as the base, {part.since.words if part.since else 'which is not given'}"
        )
    places, outside = _places(part, books)
    if outside:
        return unchecked(part, outside)
    before = chosen(books.rows(base), part.model, part.place, books)
    since = books.used(base)
    names = ("agreements", "agencies", "names")
    found = []
    for position, place in places:
        after = chosen(books.rows(place), part.model, part.place, books)
        for name in names:
            attribute = {"agreements": "agreement_id", "agencies": "agency_id", "names": "name"}[name]
            old = {(r.state, getattr(r, attribute)) for r in before}
            value = len({(r.state, getattr(r, attribute)) for r in after} - old)
            words = f"{way(name).words} on the list that are not on that of {since.published_date}"
            found.append(Finding(name, words, value, books.used(place), position))
            day = part.since.first.isoformat() if part.since else ""
            signed = [r for r in after if r.signed is not None and r.signed >= day]
            words = f"{way(name).words} with a signing day since {day}"
            found.append(
                Finding(
                    name, words, way(name).count(signed, books), books.used(place), position, "signed_since"
                )
            )
    return _judge_new(part, found)


def _judge_new(part: Part, found: list[Finding]) -> Checked:
    def verdict(kind: Verdict, best: Finding, reason: str, off_by: float | None = None) -> Checked:
        low, high = interval(found, best.way)
        return Checked(part, kind, off_by, best, low, high, tuple(found), reason)

    own = [f for f in found if part.unit is Unit.UNSAID or way(f.way).unit is part.unit]
    on = next((f for f in own if f.position == "on" and holds(part, f.value)), None)
    if on is not None:
        return verdict(Verdict.SUPPORTED, on, "a list of the day shows it")
    for name, variant in dict.fromkeys((f.way, f.variant) for f in own):
        some = [f for f in own if (f.way, f.variant) == (name, variant)]
        values = [f.value for f in some]
        holding = next((f for f in some if holds(part, f.value)), None)
        if holding is not None or min(values) <= part.number <= max(values):
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


def check_signed(part: Part, books: Books, registry: Registry) -> Checked:
    """That an agency of a county signed, by ICE's SIGNED column: nearly always the day ICE countersigned."""
    if part.place is None or part.place.county_fips is None:
        return unchecked(part, "an agreement is looked up by its county; give one, as Kinney County, TX")
    place = part.place.county_fips
    rows = [
        r for r in registry.db.execute(SIGNED, (part.place.state,))
        if (part.model is None or r["model"] == part.model)
        and place in books.counties.get(r["agency_id"], ("", ()))[1][:1]
    ]  # fmt: skip
    found = []
    for row in rows:
        used = books.used_by_id(row["first_publication_id"])
        words = f"{row['agreement_id']}, SIGNED {row['signed_date'] or 'not printed'}"
        inside = part.when is None or (
            row["signed_date"] is not None
            and part.when.first.isoformat() <= row["signed_date"] <= part.when.last.isoformat()
        )
        found.append(Finding("signed", words, float(inside), used, "first list with it"))
    if not found:
        what = f"no {part.model + ' ' if part.model else ''}agreement of an agency of {part.place.name} is on any list we hold"
        return Checked(
            replace(part, unit=Unit.AGREEMENTS), Verdict.CONTRADICTED, None, None, None, None, (), what
        )
    hits = [f for f in found if f.value]
    best = (hits or found)[0]
    return Checked(
        part, Verdict.SUPPORTED if hits else Verdict.CONTRADICTED, None, best, None, None, tuple(found),
        "ICE's list prints a signing day in that time" if hits else f"ICE's list prints another day: {best.words}",
    )  # fmt: skip
