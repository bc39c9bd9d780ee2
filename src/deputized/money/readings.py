"""The readings that are live: how claims are paid, which pay is covered, whether deputies' hours are counted.

The published rules leave each of them open. A scenario shows all side by side, on the same draws, so that a county
sees what its answer rests on. Which one is shown first is stated; none is hidden.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from deputized.money.federal import Floats, Paid
from deputized.money.flow import flow
from deputized.money.plan import CLAIMED, Plan, months_from

QUANTILES = (0.10, 0.50, 0.90)


class PaymentCase(StrEnum):
    """How it comes about that a share of claims is paid."""

    QUARTER_BY_QUARTER = "quarter by quarter"
    ALL_OR_NOTHING = "all or nothing"
    POLICY_ENDS = "policy ends"


class Pay(StrEnum):
    """Which pay the rule on salary and benefits covers."""

    WHOLE = "whole pay"
    HOURS_WORKED = "hours worked"


WHY_PAYMENT = {
    PaymentCase.QUARTER_BY_QUARTER: "each quarter's claim is paid or not by itself; assumed, no source",
    PaymentCase.ALL_OR_NOTHING: "one decision for all claims: reimbursement is not material to the agreement, which can be read so",
    PaymentCase.POLICY_ENDS: "claims are paid until the policy or its money ends, then none; assumed, no source",
}
WHY_PAY = {
    Pay.WHOLE: "full annual salary and benefits of each eligible trained officer (DHS, 2 September 2025)",
    Pay.HOURS_WORKED: "ICE pays for hours worked, as officials of two counties described it; in no published rule",
}


@dataclass(frozen=True, slots=True)
class CostReading:
    """One reading and what it comes to: net local cost over the plan, in dollars; a gain is negative.

    `cost_chance` is the share of runs that end with a net cost; `..._with_hours` counts deputies' hours at their pay.
    """

    payment: PaymentCase
    pay: Pay
    cost_chance: float
    net: tuple[float, float, float]  # tenth, fiftieth, ninetieth of a hundred runs
    cost_chance_with_hours: float
    net_with_hours: tuple[float, float, float]


def luck_of(way: PaymentCase, count: int, quarters: int, random: np.random.Generator) -> Floats:
    """The luck of `count` draws, uniform from 0 to 1: of each quarter by itself, or one for all."""
    return random.random((count, quarters if way is PaymentCase.QUARTER_BY_QUARTER else 1))


def payments(way: PaymentCase, share: Floats, quarters: int, luck: Floats) -> Floats:
    """Of each draw and quarter, whether its claim is paid (1) or not (0); in the mean `share` of them is.

    Shapes: draws; draws x quarters. The parts of a claim share one luck: what has the larger share is paid where what
    has the smaller one is.
    """
    share = share.reshape(-1, 1)
    if way is not PaymentCase.POLICY_ENDS:
        paid: Floats = np.broadcast_to(luck < share, (len(share), quarters)).astype(np.float64)
        return paid
    with np.errstate(divide="ignore"):
        until = np.where(
            share > 0, luck ** ((1 - share) / np.where(share > 0, share, 1)), 0.0
        )  # its mean is the share
    return (np.arange(quarters).reshape(1, -1) < np.floor(until * quarters + 0.5)).astype(np.float64)


def paid_of(way: PaymentCase, draws: Mapping[str, Floats], quarters: int, luck: Floats) -> dict[str, Floats]:
    """Of each part of a claim, what `payments` says."""
    return {part: payments(way, draws[f"paid_{part}"], quarters, luck) for part in CLAIMED}


def readings(plan: Plan, drawn: Mapping[str, Floats], paid: Paid, seed: int) -> tuple[CostReading, ...]:
    """Every reading on the same draws, the published words first; `paid` is what the scenario itself goes by."""
    claiming = _claiming(plan)
    count, quarters = paid[CLAIMED[0]].shape
    found = []
    for pay in Pay:
        for way in PaymentCase:
            ways = paid
            if way is not PaymentCase.QUARTER_BY_QUARTER:
                random = np.random.Generator(np.random.PCG64([seed, list(PaymentCase).index(way)]))
                first = paid_of(way, drawn, claiming, luck_of(way, count, claiming, random))
                # nothing is claimed after the federal money has ended
                ways = {
                    part: np.pad(sums, ((0, 0), (0, quarters - claiming))) for part, sums in first.items()
                }
            result = flow(plan, drawn, ways, hours_worked_only=pay is Pay.HOURS_WORKED)
            net = result.net.sum(axis=1)
            whole = net + result.hours_at_pay.sum(axis=1)
            found.append(CostReading(way, pay, chance(net), _spread(net), chance(whole), _spread(whole)))
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
