"""The monthly cash flow of a plan, for many draws of what nobody knows at once.

Arrays are draws x months, in dollars. Costs stand in the month they arise; a reimbursement arises in the month of
its cost and is received, if at all, some months later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from deputized.money.plan import Plan, months_from
from deputized.money.quarters import days_in_year
from deputized.money.rules import Rule, rule, rules

Floats: TypeAlias = npt.NDArray[np.float64]
WORK_HOURS = 2080
"""Paid hours in a year of full-time work."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Cash flow of a plan under each draw, month by month."""

    months: tuple[tuple[int, int], ...]
    pay_due: Floats  # of officers employed in any case
    new_pay: Floats  # of posts created for it
    overtime: Floats
    training: Floats  # backfill, and travel where the agency pays it
    supervision: Floats
    transport: Floats
    liability: Floats
    equipment: Floats  # and the vehicle
    claimed: Floats  # what the published rules cover, when it arises
    received: Floats  # what comes in, when it comes in
    granted: Floats  # state grants, at the end of each year
    hours: Floats  # officer-hours taken from other work
    active: Floats  # share of the officers trained and in service

    @property
    def extra(self) -> Floats:
        """Cost beyond pay that is due in any case."""
        return (
            self.new_pay
            + self.overtime
            + self.training
            + self.supervision
            + self.transport
            + self.liability
            + self.equipment
        )

    @property
    def net(self) -> Floats:
        """Local cost beyond pay due in any case, less what is received; negative is a gain."""
        return self.extra - self.received - self.granted

    @property
    def full_net(self) -> Floats:
        """The same with the pay of every officer who takes part counted as cost."""
        return self.net + self.pay_due


def flow(
    plan: Plan,
    draws: Mapping[str, Floats],
    paid: Floats | None = None,
    published: tuple[Rule, ...] | None = None,
) -> Flow:
    """The cash flow of a plan. `draws` gives each assumption one value per draw.

    `paid` (draws x quarters) says of each quarter's claim whether it is paid; without it the share `paid_share` of
    every claim is. Without federal money after `plan.until`.
    """
    known = published or rules()
    months = months_from(plan.start, plan.months)
    size, count = len(draws["paid_share"]), len(months)
    column = {name: values.reshape(-1, 1) for name, values in draws.items()}
    share = np.array([_days(y, m) / days_in_year(y) for y, m in months])
    active, joined = _active(draws["turnover"], draws["hire_months"], count)
    n, existing = plan.officers, plan.officers - plan.new_posts
    hourly = plan.salary * (1 + plan.benefits) / WORK_HOURS
    yearly = plan.salary * (1 + plan.benefits) * share
    overtime = n * active * plan.salary * share * column["overtime_share"]
    hours = column[f"training_hours_{plan.model}"]
    trained = n * joined
    training = trained * hours * hourly * column["backfill_share"] * column["backfill_premium"]
    if plan.model == "WSO":
        training = training + trained * column["trainee_travel"]
    equipment, claimed_once = _once(plan, trained, months, known)
    accrued = _claimed(plan, months, share, active, column, known) * column["eligible_share"] + claimed_once
    result = Flow(
        tuple(months),
        existing * active * yearly,
        plan.new_posts * active * yearly,
        overtime,
        training,
        n * active * column["supervision_hours"] * hourly * 1.2,
        n * active * column["transport_cost"],
        n * active * column["liability_cost"] / 12,
        equipment,
        accrued,
        _received(accrued, draws, months, paid),
        np.zeros((size, count)),
        n * active * column["duty_share"] * WORK_HOURS * share + trained * hours,
        active,
    )
    result.granted[:] = _granted(plan, result, draws)
    return result


def _days(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - date(year, month, 1)).days


def _active(turnover: Floats, hire_months: Floats, count: int) -> tuple[Floats, Floats]:
    """Share of officers trained and in service each month, and share trained that month: all at the start, then
    successors of those who left, once hired."""
    size = len(turnover)
    wait = np.rint(hire_months).astype(int)
    monthly = turnover / 12
    active, joined, left = np.ones((size, count)), np.zeros((size, count)), np.zeros((size, count))
    joined[:, 0] = 1.0
    rows = np.arange(size)
    now = np.ones(size)
    for month in range(count):
        back = month - wait
        joining = np.where(back >= 0, left[rows, np.maximum(back, 0)], 0.0)
        if month:
            joined[:, month] = joining
        now = now + joining
        active[:, month] = now
        left[:, month] = now * monthly
        now = now - left[:, month]
    return active, joined


def _claimed(
    plan: Plan,
    months: list[tuple[int, int]],
    share: Floats,
    active: Floats,
    column: Mapping[str, Floats],
    known: tuple[Rule, ...],
) -> Floats:
    """Pay, overtime under its cap and awards, in months in which the rules hold for the model."""
    total = np.zeros_like(active)
    for n, (year, month) in enumerate(months):
        day = date(year, month, _days(year, month))
        if plan.until is not None and day >= plan.until:
            continue
        pay = rule("salary_and_benefits", day, plan.model, known)
        cap = rule("overtime_cap", day, plan.model, known)
        if pay is not None:
            total[:, n] += (
                plan.officers * active[:, n] * plan.salary * (1 + plan.benefits) * share[n] * float(pay.value)
            )
        if cap is not None:
            covered = np.minimum(column["overtime_share"][:, 0], float(cap.value))
            total[:, n] += plan.officers * active[:, n] * plan.salary * share[n] * covered
        if month % 3 == 0:
            total[:, n] += (
                plan.officers * active[:, n] * award(column["success_rate"][:, 0], day, plan.model, known)
            )
    return total


def award(rate: Floats, day: date, model: str, known: tuple[Rule, ...]) -> Floats:
    """The award of a quarter that ends on `day`, by success rate cut off to whole per cent."""
    found = np.zeros_like(rate)
    per_cent = np.floor(rate * 100 + 1e-9)
    for floor, name in ((70, "award_70"), (80, "award_80"), (90, "award_90")):
        tier = rule(name, day, model, known)
        if tier is not None:
            found = np.where(per_cent >= floor, float(tier.value), found)
    return found


def _once(
    plan: Plan, trained: Floats, months: list[tuple[int, int]], known: tuple[Rule, ...]
) -> tuple[Floats, Floats]:
    """Equipment and the vehicle: spent as far as the rules give a sum, and claimed the same month."""
    spent = np.zeros_like(trained)
    for n, (year, month) in enumerate(months):
        day = date(year, month, _days(year, month))
        if plan.until is not None and day >= plan.until:
            continue
        kit = rule("equipment", day, plan.model, known)
        if kit is not None:
            spent[:, n] += trained[:, n] * float(kit.value)
        car = rule("vehicle", day, plan.model, known)
        if n == 0 and car is not None and plan.with_vehicle:
            spent[:, n] += float(car.value)
    return spent, spent.copy()


def _received(
    accrued: Floats, draws: Mapping[str, Floats], months: list[tuple[int, int]], paid: Floats | None
) -> Floats:
    """Claims paid, each as many months later as its draw says; what falls after the horizon is not seen."""
    count = accrued.shape[1]
    if paid is None:
        coming = accrued * draws["paid_share"].reshape(-1, 1)
    else:
        quarter = np.array(
            [(y - months[0][0]) * 4 + (m - 1) // 3 - (months[0][1] - 1) // 3 for y, m in months]
        )
        coming = accrued * paid[:, quarter]
    received = np.zeros_like(accrued)
    delay = np.rint(draws["payment_delay"]).astype(int)
    for months_late in np.unique(delay):
        rows = delay == months_late
        if months_late < count:
            received[rows, months_late:] = coming[rows, : count - months_late]
    return received


def _granted(plan: Plan, result: Flow, draws: Mapping[str, Floats]) -> Floats:
    """State grants, at the end of each twelve months: up to the maximum, for cost beyond what was received."""
    granted = np.zeros_like(result.active)
    if not plan.grant_maximum:
        return granted
    open_cost = result.extra - result.received
    for start in range(0, plan.months, 12):
        stop = min(start + 12, plan.months)
        left = np.maximum(open_cost[:, start:stop].sum(axis=1), 0)
        granted[:, stop - 1] = np.minimum(left, plan.grant_maximum * draws["grant_share"])
    return granted
