"""The readings that are live: how claims are paid, which pay is covered, whether deputies' hours are counted.

The published rules leave each of them open. A scenario shows all side by side, on the same draws, so that a county
sees what its answer rests on. Which one is shown first is stated; none is hidden.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from deputized.money.federal import Floats
from deputized.money.flow import Flow, flow
from deputized.money.plan import WORK_HOURS, Plan, months_from

QUANTILES = (0.10, 0.50, 0.90)


class Payment(StrEnum):
    """How it comes about that a share of claims is paid."""

    QUARTER_BY_QUARTER = "quarter by quarter"
    ALL_OR_NOTHING = "all or nothing"
    POLICY_ENDS = "policy ends"


class Pay(StrEnum):
    """Which pay the rule on salary and benefits covers."""

    WHOLE = "whole pay"
    HOURS_WORKED = "hours worked"


WHY_PAYMENT = {
    Payment.QUARTER_BY_QUARTER: "each quarter's claim is paid or not by itself; assumed, no source",
    Payment.ALL_OR_NOTHING: "one decision for all claims: reimbursement is not material to the agreement, which can be read so",
    Payment.POLICY_ENDS: "claims are paid until the policy or its money ends, then none; assumed, no source",
}
WHY_PAY = {
    Pay.WHOLE: "full annual salary and benefits of each eligible trained officer (DHS, 2 September 2025)",
    Pay.HOURS_WORKED: "ICE pays for hours worked, as officials of two counties described it; in no published rule",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading and what it comes to: net local cost over the plan, in dollars; a gain is negative.

    `cost_chance` is the share of runs that end with a net cost; `..._with_hours` counts deputies' hours at their pay.
    """

    payment: Payment
    pay: Pay
    cost_chance: float
    net: tuple[float, float, float]  # tenth, fiftieth, ninetieth of a hundred runs
    cost_chance_with_hours: float
    net_with_hours: tuple[float, float, float]


def payments(way: Payment, paid_share: Floats, quarters: int, random: np.random.Generator) -> Floats:
    """Of each draw and quarter, whether its claim is paid (1) or not (0); in the mean `paid_share` of them is.

    Shapes: draws; draws x quarters.
    """
    share = paid_share.reshape(-1, 1)
    if way is Payment.QUARTER_BY_QUARTER:
        return (random.random((len(paid_share), quarters)) < share).astype(np.float64)
    luck = random.random((len(paid_share), 1))
    if way is Payment.ALL_OR_NOTHING:
        return np.broadcast_to(luck < share, (len(paid_share), quarters)).astype(np.float64)
    with np.errstate(divide="ignore"):
        until = np.where(
            share > 0, luck ** ((1 - share) / np.where(share > 0, share, 1)), 0.0
        )  # its mean is the share
    return (np.arange(quarters).reshape(1, -1) < np.floor(until * quarters + 0.5)).astype(np.float64)


def hours_value(plan: Plan, result: Flow) -> Floats:
    """What the hours taken from other work are worth at the officers' pay and benefits: draws x months, dollars.

    Hours for which somebody is paid to stand in, and those of posts created for the work, are costs already.
    """
    value: Floats = result.unreplaced * (plan.salary * (1 + plan.benefits) / WORK_HOURS)
    return value


def readings(plan: Plan, drawn: Mapping[str, Floats], paid: Floats, seed: int) -> tuple[Reading, ...]:
    """Every reading on the same draws, the published words first; `paid` is what the scenario itself goes by."""
    claiming = _claiming(plan)
    found = []
    for pay in Pay:
        for way in Payment:
            ways = paid
            if way is not Payment.QUARTER_BY_QUARTER:
                random = np.random.Generator(np.random.PCG64([seed, list(Payment).index(way)]))
                first = payments(way, drawn["paid_share"], claiming, random)
                ways = np.zeros_like(paid)  # nothing is claimed after the federal money has ended
                ways[:, :claiming] = first
            result = flow(plan, drawn, ways, hours_worked_only=pay is Pay.HOURS_WORKED)
            net = result.net.sum(axis=1)
            whole = net + hours_value(plan, result).sum(axis=1)
            found.append(Reading(way, pay, chance(net), _spread(net), chance(whole), _spread(whole)))
    return tuple(found)


def _claiming(plan: Plan) -> int:
    """Calendar quarters of the plan in which something can be claimed."""
    months = months_from(plan.start, plan.months)
    last = months[-1] if plan.until is None else min(months[-1], (plan.until.year, plan.until.month))
    first = months[0]
    return (last[0] - first[0]) * 4 + (last[1] - 1) // 3 - (first[1] - 1) // 3 + 1


def chance(net: Floats) -> float:
    """The share of runs that end with a net cost of half a dollar or more."""
    return float((net >= 0.5).mean())


def _spread(values: Floats) -> tuple[float, float, float]:
    low, middle, high = (float(v) for v in np.quantile(values, QUANTILES))
    return low, middle, high
