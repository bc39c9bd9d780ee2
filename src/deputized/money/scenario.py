"""What a plan costs: a point estimate, ten thousand draws, what matters most, and how the models compare."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from deputized.money.federal import Floats, Paid
from deputized.money.flow import Flow, flow
from deputized.money.plan import MODELS, WORK_HOURS, Plan
from deputized.money.readings import (
    QUANTILES,
    WHY_PAY,
    WHY_PAYMENT,
    CostReading,
    PaymentCase,
    chance,
    luck_of,
    paid_of,
    readings,
)
from deputized.money.suits import suit_record, suits

DRAWS, SEED = 10_000, 287


@dataclass(frozen=True, slots=True)
class Spread:
    """The tenth, fiftieth and ninetieth of a hundred draws, in order."""

    p10: float
    p50: float
    p90: float

    @classmethod
    def of(cls, values: Floats) -> Spread:
        return cls(*(float(v) for v in np.quantile(values, QUANTILES)))


@dataclass(frozen=True, slots=True)
class TornadoBar:
    """One assumption's pull on the net local cost, all others at their central value."""

    name: str
    meaning: str
    low: float  # value of the assumption
    high: float
    cost_at_low: float  # net local cost over the horizon
    cost_at_high: float

    @property
    def width(self) -> float:
        return abs(self.cost_at_high - self.cost_at_low)


@dataclass(frozen=True, slots=True)
class ScenarioAnswers:
    """What a commissioner asks, over the horizon of the plan, in dollars."""

    net_by_year: tuple[Spread, ...]  # local cost beyond pay due in any case; negative is a gain
    net: Spread
    cost_chance: float  # share of runs that end with a net local cost
    net_with_hours: Spread  # with deputies' hours counted at their pay
    cost_chance_with_hours: float
    net_at_replacement: Spread  # with those hours counted at what a stand-in is paid
    cost_chance_at_replacement: float
    full_net: Spread  # with the pay of every officer who takes part counted
    claimed: Spread
    received: Spread
    if_unpaid: Spread  # what it costs beyond pay due in any case if no claim is ever paid and no grant given
    largest_advance: Spread  # most the county is out of pocket for claims at any time
    break_even: (
        Spread  # share of claims that must be paid for no net cost; above 1: never; not a number: no claims
    )
    hours_a_month: Spread
    force_share: Spread | None  # hours as a share of the whole force's; None if the force is not known
    go_on_a_year: Spread  # what the work costs beyond pay and purchases, by the last twelve months
    keep_posts_a_year: float  # what the new posts cost after the federal money
    let_posts_go: Spread  # once


@dataclass(frozen=True, slots=True)
class Scenario:
    """A plan's results: the point estimate month by month, the draws' spread, what matters, the models side by side."""

    plan: Plan
    point: Flow
    answers: ScenarioAnswers
    cumulative: tuple[Spread, ...]  # net local cost so far, month by month
    tornado: tuple[TornadoBar, ...]
    by_model: dict[str, Spread]  # net local cost over the horizon
    hours_by_model: dict[str, Spread]  # officer-hours a month
    chance_by_model: dict[str, float]  # share of runs that end with a net local cost
    readings: tuple[CostReading, ...]
    draws: int
    seed: int


def central(plan: Plan) -> dict[str, Floats]:
    """Every assumption at its central value, as one draw."""
    return {name: np.array([a.central]) for name, a in plan.known.items()}


def draw(plan: Plan, count: int, seed: int) -> tuple[dict[str, Floats], Paid]:
    """Triangular draws of every assumption, and of each quarter's claim whether it is paid, part by part.

    Assumptions are drawn in the order of their names, so that the same seed gives the same draws.
    """
    random = np.random.Generator(np.random.PCG64(seed))
    found = {}
    for name in sorted(plan.known):
        a = plan.known[name]
        found[name] = (
            np.full(count, a.central)
            if a.low == a.high
            else random.triangular(a.low, a.central, a.high, count)
        )
    way, quarters = PaymentCase.QUARTER_BY_QUARTER, plan.months // 3 + 2
    return found, paid_of(way, found, quarters, luck_of(way, count, quarters, random))


def scenario(plan: Plan, draws: int = DRAWS, seed: int = SEED) -> Scenario:
    """Everything about a plan. The same plan, draws and seed give the same numbers.

    Raises PlanError for a plan that cannot be computed.
    """
    plan = plan.checked()
    drawn, paid = draw(plan, draws, seed)
    result = flow(plan, drawn, paid)
    models, hours, chances = {}, {}, {}
    for model in MODELS:
        other = result if model == plan.model else flow(plan.under(model), drawn, paid)
        models[model] = Spread.of(other.net.sum(axis=1))
        hours[model] = Spread.of(other.hours.mean(axis=1))
        chances[model] = chance(other.net.sum(axis=1))
    running = np.cumsum(result.net, axis=1)
    return Scenario(
        plan, flow(plan, central(plan)), answers(plan, result, drawn),
        tuple(Spread.of(running[:, n]) for n in range(plan.months)), tornado(plan), models, hours, chances,
        readings(plan, drawn, paid, seed), draws, seed,
    )  # fmt: skip


def answers(plan: Plan, result: Flow, drawn: Mapping[str, Floats]) -> ScenarioAnswers:
    """The answers from a flow."""
    years = [slice(n, min(n + 12, plan.months)) for n in range(0, plan.months, 12)]
    outlay = np.cumsum(result.claimed - result.received, axis=1)
    claims = result.claimed.sum(axis=1)
    extra = result.extra.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        even = np.where(claims > 0, extra / np.where(claims > 0, claims, 1), np.nan)
    year_of_posts = plan.new_posts * plan.salary * (1 + plan.benefits)
    hours = result.hours.mean(axis=1)
    with_hours = (result.net + result.hours_at_pay).sum(axis=1)
    replaced = (result.net + result.hours_at_replacement).sum(axis=1)
    return ScenarioAnswers(
        tuple(Spread.of(result.net[:, y].sum(axis=1)) for y in years),
        Spread.of(result.net.sum(axis=1)),
        chance(result.net.sum(axis=1)),
        Spread.of(with_hours),
        chance(with_hours),
        Spread.of(replaced),
        chance(replaced),
        Spread.of(result.full_net.sum(axis=1)),
        Spread.of(claims),
        Spread.of(result.received.sum(axis=1)),
        Spread.of(extra),
        Spread.of(np.maximum(outlay.max(axis=1), 0)),
        Spread.of(even),
        Spread.of(hours),
        Spread.of(hours * 12 / (plan.force * WORK_HOURS)) if plan.force else None,
        Spread.of(result.running[:, -12:].mean(axis=1) * 12),
        year_of_posts,
        Spread.of(year_of_posts * drawn["severance_share"]),
    )


def tornado(plan: Plan) -> tuple[TornadoBar, ...]:
    """Each assumption alone at its low and high value, the widest first; those that move nothing are left out."""
    bars = []
    middle = central(plan)
    for name, a in plan.known.items():
        if a.low == a.high:
            continue
        costs = [float(flow(plan, middle | {name: np.array([value])}).net.sum()) for value in (a.low, a.high)]
        bars.append(TornadoBar(name, a.meaning, a.low, a.high, costs[0], costs[1]))
    return tuple(sorted((b for b in bars if b.width >= 1), key=lambda b: -b.width))


def record(found: Scenario) -> dict[str, Any]:
    """The scenario as plain data."""
    from dataclasses import asdict

    plan, point = found.plan, found.point
    return {
        "agency": plan.agency, "model": plan.model, "officers": plan.officers, "new_posts": plan.new_posts,
        "salary": plan.salary, "benefits": plan.benefits, "start": plan.start.isoformat(), "months": plan.months,
        "until": plan.until.isoformat() if plan.until else None, "force": plan.force, "population": plan.population,
        "grant_maximum": plan.grant_maximum, "inputs": dict(plan.sources),
        "estimates": [n for n, s in plan.sources.items() if s.startswith("estimate")], "draws": found.draws, "seed": found.seed,
        "answers": _finite(asdict(found.answers)),
        "by_model": {m: asdict(s) for m, s in found.by_model.items()},
        "hours_by_model": {m: asdict(s) for m, s in found.hours_by_model.items()},
        "chance_by_model": found.chance_by_model,
        "readings": [asdict(r) | {"why_payment": WHY_PAYMENT[r.payment], "why_pay": WHY_PAY[r.pay]} for r in found.readings],
        "tornado": [asdict(b) for b in found.tornado],
        "suits": [suit_record(s) for s in suits()],
        "assumptions": [asdict(a) for a in plan.known.values()],
        "point_by_month": [
            {
                "month": f"{y}-{m:02d}", "extra_cost": round(float(point.extra[0, n]), 2),
                "pay_due": round(float(point.pay_due[0, n]), 2), "claimed": round(float(point.claimed[0, n]), 2),
                "received": round(float(point.received[0, n]), 2), "granted": round(float(point.granted[0, n]), 2),
                "net": round(float(point.net[0, n]), 2), "net_so_far_p10": round(found.cumulative[n].p10, 2),
                "net_so_far_p50": round(found.cumulative[n].p50, 2), "net_so_far_p90": round(found.cumulative[n].p90, 2),
            }
            for n, (y, m) in enumerate(point.months)
        ],
    }  # fmt: skip


def _finite(value: Any) -> Any:
    """Plain data without numbers JSON cannot hold: what has no number is None."""
    if isinstance(value, dict):
        return {k: _finite(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(v) for v in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
