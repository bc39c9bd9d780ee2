"""Federal money in a cash flow: what the published rules cover, month by month, and when it comes in.

Arrays are draws x months, in dollars. Nothing is covered after `plan.until`; what was claimed up to then is
still paid, late, in the share that is paid at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from deputized.money.calendar import Month
from deputized.money.plan import Plan
from deputized.money.rules import Rule, rule

Floats: TypeAlias = npt.NDArray[np.float64]
Paid: TypeAlias = Mapping[str, Floats]
"""Of each part of a claim, draws x quarters: 1 if that quarter's is paid, else 0."""


def covered(
    plan: Plan,
    months: list[Month],
    serving: Floats,
    column: Mapping[str, Floats],
    overtime_share: Floats,
    published: tuple[Rule, ...],
    pay_share: Floats,
    salary: Floats,
) -> dict[str, Floats]:
    """Pay, overtime under its cap, and awards of `serving` officers, by days on which the rules hold.

    `pay_share` is the share of pay that the rule covers, by draw; `salary` a year's pay, by draw and month.

    Overtime is spread evenly over a year, so that its yearly cap is the same share of every day's pay.
    """
    found = {part: np.zeros_like(serving) for part in ("pay", "overtime", "awards")}
    known = [r for r in published if plan.model in r.models]
    for n, month in enumerate(months):
        for rule_ in known:
            share = month.share_under(rule_, plan.until)
            if rule_.name == "salary_and_benefits":
                yearly = salary[:, n] * (1 + plan.benefits) * float(rule_.value)
                found["pay"][:, n] += serving[:, n] * yearly * share * pay_share[:, 0]
            elif rule_.name == "overtime_cap":
                under = np.minimum(overtime_share[:, 0], float(rule_.value))
                found["overtime"][:, n] += serving[:, n] * salary[:, n] * under * share
        if month.number % 3 == 0 and (plan.until is None or month.last <= plan.until):
            rate = column["success_rate"][:, 0]
            found["awards"][:, n] += serving[:, n] * award(rate, month, plan.model, published)
    return {part: sums * column["eligible_share"] for part, sums in found.items()}


def award(rate: Floats, month: Month, model: str, published: tuple[Rule, ...]) -> Floats:
    """The award of the quarter that ends with a month, by success rate cut off to whole per cent."""
    found = np.zeros_like(rate)
    per_cent = np.floor(rate * 100 + 1e-9)
    for floor, name in ((70, "award_70"), (80, "award_80"), (90, "award_90")):
        tier = rule(name, month.last, model, published)
        if tier is not None:
            found = np.where(per_cent >= floor, float(tier.value), found)
    return found


def once(
    plan: Plan, months: list[Month], trained: Floats, published: tuple[Rule, ...]
) -> tuple[Floats, Floats]:
    """Equipment of officers as they are trained, and the vehicle with the first of them: what the rules cover; and
    in which months the vehicle is there (1) or not (0).

    Who was trained before the rule held is equipped in its first month. More is not taken to be spent, and nothing
    once federal money has ended.
    """
    spent, driven = np.zeros_like(trained), np.zeros_like(trained)
    bare = np.zeros(len(trained))  # officers not yet equipped
    on_foot = np.full(len(trained), plan.with_vehicle)  # whether the vehicle is still to come
    for n, month in enumerate(months):
        bare = bare + trained[:, n]
        if plan.until is not None and month.first > plan.until:
            break
        day = month.last if plan.until is None else min(month.last, plan.until)
        car = rule("vehicle", day, plan.model, published)
        if car is not None:
            bought = on_foot & (trained[:, : n + 1].sum(axis=1) > 0)
            spent[:, n] += np.where(bought, float(car.value), 0.0)
            driven[bought, n:] = 1.0
            on_foot = on_foot & ~bought
        kit = rule("equipment", day, plan.model, published)
        if kit is not None:
            spent[:, n] += bare * float(kit.value)
            bare = np.zeros(len(trained))
    return spent, driven


def payable(
    claims: Mapping[str, Floats], months: list[Month], draws: Mapping[str, Floats], paid: Paid | None
) -> Floats:
    """The part of each month's claim that is paid in the end.

    `claims` are by part of a claim. `paid` says of each part and quarter (draws x calendar quarters from the first)
    whether it is; without it the share `paid_...` of every claim is.
    """
    first = months[0]
    quarter = np.array(
        [(m.year - first.year) * 4 + (m.number - 1) // 3 - (first.number - 1) // 3 for m in months]
    )
    coming = np.zeros_like(claims["pay"])
    for part, sums in claims.items():
        coming += sums * (draws[f"paid_{part}"].reshape(-1, 1) if paid is None else paid[part][:, quarter])
    return coming


def late(coming: Floats, months_late: Floats) -> Floats:
    """Payments, each row as many whole months later as it says; what falls after the horizon is not seen."""
    count = coming.shape[1]
    received = np.zeros_like(coming)
    for delay in np.unique(months_late):
        rows = months_late == delay
        if delay < count:
            received[rows, int(delay) :] = coming[rows, : count - int(delay)]
    return received
