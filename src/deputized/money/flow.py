"""The monthly cash flow of a plan, for many draws of what nobody knows at once.

Arrays are draws x months, in dollars. Costs stand in the month they arise; a claim arises in the month of its cost
and is received, if at all, some months later. `docs/methods/money.md` states every step for whoever rebuilds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from deputized.money.calendar import months_of
from deputized.money.federal import Floats, covered, late, once, payable
from deputized.money.plan import WORK_HOURS, Plan
from deputized.money.rules import Rule, rules


@dataclass(frozen=True, slots=True)
class Flow:
    """Cash flow of a plan under each draw, month by month."""

    months: tuple[tuple[int, int], ...]
    pay_due: Floats  # of officers employed in any case
    new_pay: Floats  # of posts created for it, once filled
    overtime: Floats
    training: Floats  # backfill, and travel where the agency pays it
    supervision: Floats
    transport: Floats
    liability: Floats
    equipment: Floats  # and the vehicle
    claimed: Floats  # what the published rules cover, when it arises
    received: Floats  # what comes in, when it comes in
    granted: Floats  # state grants, at the end of each twelve months
    hours: Floats  # officer-hours taken from other work
    serving: Floats  # officers trained and in service
    unreplaced: Floats  # officer-hours of those employed in any case that nobody paid here stands in for

    @property
    def running(self) -> Floats:
        """Cost of the work beyond pay and purchases: what goes on month after month."""
        return self.overtime + self.training + self.supervision + self.transport + self.liability

    @property
    def extra(self) -> Floats:
        """Cost beyond pay that is due in any case."""
        return self.new_pay + self.running + self.equipment

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
    *,
    hours_worked_only: bool = False,
) -> Flow:
    """The cash flow of a plan. `draws` gives each assumption one value per draw.

    `paid` (draws x quarters) says of each quarter's claim whether it is paid; without it the share `paid_share` of
    every claim is. `hours_worked_only` reads the rule on pay as covering the hours of this work, not whole pay.
    """
    known = published or rules()
    months = months_of(plan)
    column = {name: values.reshape(-1, 1) for name, values in draws.items()}
    share = np.array([m.share for m in months])
    there, there_joined = _staffed(plan.officers - plan.new_posts, draws, plan.months, vacant=False)
    new, new_joined = _staffed(plan.new_posts, draws, plan.months, vacant=True)
    serving, trained = there + new, there_joined + new_joined
    work = column[f"work_{plan.model}"]
    pay = plan.salary * (1 + plan.benefits)
    hourly = pay / WORK_HOURS
    hours = column[f"training_hours_{plan.model}"]
    training = trained * hours * hourly * column["backfill_share"] * column["backfill_premium"]
    if plan.model == "WSO":
        training = training + trained * column["trainee_travel"]
    overtime_share = column["overtime_share"] * work
    equipment = once(plan, months, trained, known)
    duty = column["duty_share"] * work
    pay_share = np.minimum(duty, 1.0) if hours_worked_only else np.ones_like(duty)
    claimed = covered(plan, months, serving, column, overtime_share, known, pay_share) + equipment
    coming = payable(claimed, months, draws["paid_share"], paid)
    result = Flow(
        tuple((m.year, m.number) for m in months),
        there * pay * share,
        new * pay * share,
        serving * plan.salary * share * overtime_share,
        training,
        serving * work * column["supervision_hours"] * hourly * column["supervisor_premium"],
        serving * work * column["transport_cost"],
        serving * column["liability_cost"] / 12,
        equipment,
        claimed,
        late(coming, np.floor(draws["payment_delay"] + 0.5)),
        np.zeros_like(claimed),
        serving * duty * WORK_HOURS * share + trained * hours,
        serving,
        there * duty * WORK_HOURS * share + there_joined * hours * (1 - column["backfill_share"]),
    )
    if plan.grant_maximum:
        result.granted[:] = _granted(plan, result.extra + result.pay_due * duty - coming, draws)
    return result


def _staffed(posts: int, draws: Mapping[str, Floats], count: int, *, vacant: bool) -> tuple[Floats, Floats]:
    """Officers of `posts` trained and in service each month, and trained that month.

    Posts are filled in the first month, or, if `vacant`, once hired and trained; then successors of those who
    left follow, as many months after.
    """
    size = len(draws["turnover"])
    serving, joined, left = (np.zeros((size, count)) for _ in range(3))
    if not posts:
        return serving, joined
    wait = np.floor(draws["hire_months"] + 0.5).astype(int)
    begin = wait if vacant else np.zeros_like(wait)
    wait = np.maximum(wait, 1)  # who leaves in a month is not there again before the next
    rows = np.arange(size)
    now = np.zeros(size)
    for month in range(count):
        back = month - wait
        joining = np.where(back >= 0, left[rows, np.maximum(back, 0)], 0.0)
        joining = joining + np.where(begin == month, float(posts), 0.0)
        joined[:, month] = joining
        now = now + joining
        serving[:, month] = now
        left[:, month] = now * (draws["turnover"] / 12)
        now = now - left[:, month]
    return serving, joined


def _granted(plan: Plan, unpaid: Floats, draws: Mapping[str, Floats]) -> Floats:
    """State grants, at the end of each twelve months: up to the maximum, for cost of the work nobody else pays.

    `unpaid` is cost beyond pay due in any case, and that pay for the hours of the work, less claims that are paid.
    """
    granted = np.zeros_like(unpaid)
    for start in range(0, plan.months, 12):
        stop = min(start + 12, plan.months)
        most = plan.grant_maximum * (stop - start) / 12 * draws["grant_share"]
        if start:
            most = most * draws["grant_again"]
        granted[:, stop - 1] = np.minimum(np.maximum(unpaid[:, start:stop].sum(axis=1), 0), most)
    return granted
