"""The monthly cash flow of a plan, for many draws of what nobody knows at once.

Arrays are draws x months, in dollars. Costs stand in the month they arise; a claim arises in the month of its cost
and is received, if at all, some months later. `docs/methods/money.md` states every step for whoever rebuilds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt

from deputized.money.calendar import months_of
from deputized.money.federal import Floats, Paid, covered, late, once, payable
from deputized.money.plan import WORK_HOURS, Plan
from deputized.money.rules import Rule, rules


@dataclass(frozen=True, slots=True)
class Flow:
    """Cash flow of a plan under each draw, month by month. With a discount rate every sum is a present value."""

    months: tuple[tuple[int, int], ...]
    pay_due: Floats  # of officers employed in any case
    new_pay: Floats  # of posts created for it, once filled
    overtime: Floats
    payroll_tax: Floats  # on overtime
    training: Floats  # backfill, and travel where the agency pays it
    stand_ins: Floats  # for hours taken where the force is short
    supervision: Floats
    transport: Floats
    liability: Floats
    outfitting: Floats  # of new posts, as they are filled
    equipment: Floats  # and the vehicle
    vehicle_running: Floats
    jail: Floats  # holds for ICE
    suit: Floats
    interest: Floats  # on what the agency is out of pocket
    claimed: Floats  # what the published rules cover, when it arises
    received: Floats  # what comes in, when it comes in
    granted: Floats  # state grants, at the end of each twelve months
    jail_income: Floats
    hours: Floats  # officer-hours taken from other work
    serving: Floats  # officers trained and in service
    unreplaced: Floats  # officer-hours of those employed in any case that nobody paid here stands in for
    hours_at_pay: Floats  # those hours at the officers' pay and benefits, in dollars
    hours_at_replacement: Floats  # the same at what a stand-in is paid

    @property
    def running(self) -> Floats:
        """Cost of the work beyond pay and purchases: what goes on month after month."""
        return (
            self.overtime + self.payroll_tax + self.training + self.stand_ins + self.supervision + self.transport
            + self.liability + self.vehicle_running + self.jail
        )  # fmt: skip

    @property
    def extra(self) -> Floats:
        """Cost beyond pay that is due in any case."""
        return self.new_pay + self.running + self.outfitting + self.equipment + self.suit + self.interest

    @property
    def income(self) -> Floats:
        """All that comes in."""
        return self.received + self.granted + self.jail_income

    @property
    def net(self) -> Floats:
        """Local cost beyond pay due in any case, less what is received; negative is a gain."""
        return self.extra - self.income

    @property
    def full_net(self) -> Floats:
        """The same with the pay of every officer who takes part counted as cost."""
        return self.net + self.pay_due


def flow(
    plan: Plan,
    draws: Mapping[str, Floats],
    paid: Paid | None = None,
    published: tuple[Rule, ...] | None = None,
    *,
    hours_worked_only: bool = False,
) -> Flow:
    """The cash flow of a plan. `draws` gives each assumption one value per draw.

    `paid` says of each quarter's claim, part by part, whether it is paid; without it the shares `paid_...` of every
    claim are. `hours_worked_only` reads the rule on pay as covering the hours of this work, not whole pay.
    """
    known = published or rules()
    months = months_of(plan)
    column = {name: values.reshape(-1, 1) for name, values in draws.items()}
    share = np.array([m.share for m in months])
    there, there_joined = _staffed(plan.officers - plan.new_posts, draws, plan.months, vacant=False)
    new, new_joined = _staffed(plan.new_posts, draws, plan.months, vacant=True)
    serving, trained = there + new, there_joined + new_joined
    work = column[f"work_{plan.model}"]
    twelfths = np.arange(plan.months) // 12
    salary = plan.salary * (1 + column["wage_growth"]) ** twelfths
    pay = salary * (1 + plan.benefits)
    hourly = pay / WORK_HOURS
    hours = column[f"training_hours_{plan.model}"]
    premium = column["backfill_premium"]
    training = trained * hours * hourly * column["backfill_share"] * premium
    if plan.model == "WSO":
        training = training + trained * column["trainee_travel"]
    overtime_share = column["overtime_share"] * work
    overtime = serving * salary * share * overtime_share
    equipment, driven = once(plan, months, trained, known)
    duty = column["duty_share"] * work
    taken = there * duty * WORK_HOURS * share
    unreplaced = taken * (1 - column["vacancy"]) + there_joined * hours * (1 - column["backfill_share"])
    pay_share = np.minimum(duty, 1.0) if hours_worked_only else np.ones_like(duty)
    claims = covered(plan, months, serving, column, overtime_share, known, pay_share, salary)
    claims["purchases"] = equipment
    coming = payable(claims, months, draws, paid)
    held = column["holds"] * share * serving / plan.officers
    a_hold = column["booking_cost"] + column["hold_transport"]
    a_hold = a_hold + column["hold_days"] * (column["bed_day_cost"] + column["hold_medical"])
    suit = np.zeros_like(serving)
    suit[:, -1] = draws["suit"]
    zeros = np.zeros_like(serving)
    result = Flow(
        tuple((m.year, m.number) for m in months),
        there * pay * share,
        new * pay * share,
        overtime,
        overtime * column["payroll_tax"],
        training,
        taken * hourly * column["vacancy"] * premium,
        serving * work * column["supervision_hours"] * hourly * column["supervisor_premium"],
        serving * work * column["transport_cost"],
        serving * column["liability_cost"] / 12,
        new_joined * column["outfit_cost"],
        equipment,
        driven * column["vehicle_running"] / 12,
        held * a_hold,
        suit,
        zeros,
        sum(claims.values(), zeros),
        late(coming, np.floor(draws["payment_delay"] + 0.5)),
        zeros,
        held * column["hold_income"] + column["scaap"] * share,
        serving * duty * WORK_HOURS * share + trained * hours,
        serving,
        unreplaced,
        unreplaced * hourly,
        unreplaced * hourly * premium,
    )
    if plan.grant_maximum:
        unpaid = result.extra - suit + result.pay_due * duty - coming - result.jail_income
        result = replace(result, granted=_granted(plan, unpaid, draws))
    result = replace(result, interest=_interest(result, draws))
    return _discounted(result, column["discount_rate"], twelfths)


def _interest(result: Flow, draws: Mapping[str, Floats]) -> Floats:
    """Simple interest each month on the net cost up to the end of the month before, where there is one."""
    behind = np.zeros_like(result.pay_due)
    behind[:, 1:] = np.maximum(np.cumsum(result.net, axis=1)[:, :-1], 0)
    charged: Floats = behind * (draws["advance_interest"] / 12).reshape(-1, 1)
    return charged


def _discounted(result: Flow, rate: Floats, twelfths: npt.NDArray[np.int_]) -> Flow:
    """Every sum of dollars as a present value at the first twelve months; as it is where the rate is 0."""
    if not rate.any():
        return result
    factor = (1 + rate) ** -twelfths.astype(np.float64)
    return replace(result, **{name: getattr(result, name) * factor for name in DOLLARS})


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

    `unpaid` is cost beyond pay due in any case but for interest and suits, and that pay for the hours of the work, less
    claims that are paid and income of the jail.
    """
    granted = np.zeros_like(unpaid)
    for start in range(0, plan.months, 12):
        stop = min(start + 12, plan.months)
        most = plan.grant_maximum * (stop - start) / 12 * draws["grant_share"]
        if start:
            most = most * draws["grant_again"]
        granted[:, stop - 1] = np.minimum(np.maximum(unpaid[:, start:stop].sum(axis=1), 0), most)
    return granted


DOLLARS = tuple(f.name for f in fields(Flow) if f.name not in ("months", "hours", "serving", "unreplaced"))
"""The parts that are money."""
