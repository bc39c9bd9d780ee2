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


def covered(
    plan: Plan,
    months: list[Month],
    serving: Floats,
    column: Mapping[str, Floats],
    overtime_share: Floats,
    published: tuple[Rule, ...],
    pay_share: Floats,
) -> Floats:
    """Pay, overtime under its cap, and awards of `serving` officers, by days on which the rules hold.

    `pay_share` is the share of pay that the rule covers, by draw.

    Overtime is spread evenly over a year, so that its yearly cap is the same share of every day's pay.
    """
    total = np.zeros_like(serving)
    known = [r for r in published if plan.model in r.models]
    for n, month in enumerate(months):
        for found in known:
            share = month.share_under(found, plan.until)
            if found.name == "salary_and_benefits":
                yearly = plan.salary * (1 + plan.benefits) * float(found.value)
                total[:, n] += serving[:, n] * yearly * share * pay_share[:, 0]
            elif found.name == "overtime_cap":
                under = np.minimum(overtime_share[:, 0], float(found.value))
                total[:, n] += serving[:, n] * plan.salary * under * share
        if month.number % 3 == 0 and (plan.until is None or month.last <= plan.until):
            rate = column["success_rate"][:, 0]
            total[:, n] += serving[:, n] * award(rate, month, plan.model, published)
    return total * column["eligible_share"]


def award(rate: Floats, month: Month, model: str, published: tuple[Rule, ...]) -> Floats:
    """The award of the quarter that ends with a month, by success rate cut off to whole per cent."""
    found = np.zeros_like(rate)
    per_cent = np.floor(rate * 100 + 1e-9)
    for floor, name in ((70, "award_70"), (80, "award_80"), (90, "award_90")):
        tier = rule(name, month.last, model, published)
        if tier is not None:
            found = np.where(per_cent >= floor, float(tier.value), found)
    return found


def once(plan: Plan, months: list[Month], trained: Floats, published: tuple[Rule, ...]) -> Floats:
    """Equipment of officers as they are trained, and the vehicle with the first of them: what the rules cover.

    Who was trained before the rule held is equipped in its first month. More is not taken to be spent, and nothing
    once federal money has ended.
    """
    spent = np.zeros_like(trained)
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
            on_foot = on_foot & ~bought
        kit = rule("equipment", day, plan.model, published)
        if kit is not None:
            spent[:, n] += bare * float(kit.value)
            bare = np.zeros(len(trained))
    return spent


def payable(claimed: Floats, months: list[Month], paid_share: Floats, paid: Floats | None) -> Floats:
    """The part of each month's claim that is paid in the end.

    `paid` (draws x calendar quarters from the first) says of each quarter's claim whether it is; without it
    `paid_share` of every claim is.
    """
    if paid is None:
        return claimed * paid_share.reshape(-1, 1)
    first = months[0]
    quarter = [(m.year - first.year) * 4 + (m.number - 1) // 3 - (first.number - 1) // 3 for m in months]
    part: Floats = claimed * paid[:, np.array(quarter)]
    return part


def late(coming: Floats, months_late: Floats) -> Floats:
    """Payments, each row as many whole months later as it says; what falls after the horizon is not seen."""
    count = coming.shape[1]
    received = np.zeros_like(coming)
    for delay in np.unique(months_late):
        rows = months_late == delay
        if delay < count:
            received[rows, int(delay) :] = coming[rows, : count - int(delay)]
    return received
