"""Two plans or more side by side, on the same draws: by the county's fiscal years, per resident, beside the payroll."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

import numpy as np

from deputized.money.assumptions import assumptions
from deputized.money.federal import Floats
from deputized.money.flow import Flow, flow
from deputized.money.plan import Plan, PlanError
from deputized.money.readings import PaymentCase, chance, paid_of
from deputized.money.scenario import DRAWS, SEED, Spread


@dataclass(frozen=True, slots=True)
class Year:
    """One fiscal year of a plan. Dollars are net local cost beyond pay due in any case; a minus is a gain."""

    fiscal_year: int  # by the year it ends in
    months: int  # of the plan that lie in it
    net: Spread
    per_resident: float | None  # middle run; None if no census figure is matched to the body
    payroll_share: (
        float | None
    )  # middle run, of the pay and benefits of every sworn officer over those months


@dataclass(frozen=True, slots=True)
class PlanBeside:
    """One plan of a comparison."""

    title: str
    plan: Plan
    years: tuple[Year, ...]
    net: Spread
    cost_chance: float
    per_resident: float | None
    payroll_share: float | None
    hours_a_month: float
    against_first: Spread | None  # its net less that of the first plan, run by run; None for the first
    dearer_chance: float | None  # share of runs in which it costs more than the first


@dataclass(frozen=True, slots=True)
class Comparison:
    """Plans side by side."""

    sides: tuple[PlanBeside, ...]
    fiscal_year_begins: int
    draws: int
    seed: int


def compare(
    plans: Sequence[tuple[str, Plan]], fiscal_year_begins: int = 10, draws: int = DRAWS, seed: int = SEED
) -> Comparison:
    """Compare plans by the same draws: an assumption that a plan sets is set in it alone.

    Raises PlanError for a plan that cannot be computed, or for less than two.
    """
    if len(plans) < 2:
        raise PlanError("give two plans or more to compare")
    checked = [(title, plan.checked()) for title, plan in plans]
    flows = _flows([p for _, p in checked], draws, seed)
    base = flows[0].net.sum(axis=1)
    sides = []
    for n, ((title, plan), found) in enumerate(zip(checked, flows, strict=True)):
        total = found.net.sum(axis=1)
        spread = Spread.of(total)
        sides.append(
            PlanBeside(
                title, plan, tuple(_years(plan, found, fiscal_year_begins)), spread, chance(total),
                _each(spread.p50, plan.population), _share(spread.p50, plan, plan.months),
                float(np.median(found.hours.mean(axis=1))), Spread.of(total - base) if n else None,
                float((total > base).mean()) if n else None,
            )
        )  # fmt: skip
    return Comparison(tuple(sides), fiscal_year_begins, draws, seed)


def _flows(plans: list[Plan], count: int, seed: int) -> list[Flow]:
    """Each plan's flow on the same random numbers, as `scenario` draws them for a plan that sets no assumption."""
    random = np.random.Generator(np.random.PCG64(seed))
    drawn: dict[str, Floats] = {}
    for name, a in sorted(assumptions().items()):
        same = a.low == a.high
        drawn[name] = (
            np.full(count, a.central) if same else random.triangular(a.low, a.central, a.high, count)
        )
    luck = random.random((count, max(p.months for p in plans) // 3 + 2))
    found = []
    for plan in plans:
        own = drawn | {n: np.full(count, a.central) for n, a in plan.known.items() if a.low == a.high}
        found.append(flow(plan, own, paid_of(PaymentCase.QUARTER_BY_QUARTER, own, luck.shape[1], luck)))
    return found


def _years(plan: Plan, found: Flow, begins: int) -> list[Year]:
    years = []
    ends = [y + (1 if begins > 1 and m >= begins else 0) for y, m in found.months]
    for end, group in groupby(range(plan.months), key=lambda n: ends[n]):
        columns = list(group)
        net = Spread.of(found.net[:, columns].sum(axis=1))
        years.append(
            Year(end, len(columns), net, _each(net.p50, plan.population), _share(net.p50, plan, len(columns)))
        )
    return years


def _each(value: float, people: int | None) -> float | None:
    return value / people if people else None


def _share(value: float, plan: Plan, months: int) -> float | None:
    """Of the agency's payroll over so many months: every sworn officer at the plan's pay and benefits."""
    return value / (plan.force * plan.salary * (1 + plan.benefits) * months / 12) if plan.force else None


def comparison_record(found: Comparison) -> dict[str, Any]:
    """The comparison as plain data."""
    return {
        "fiscal_year_begins": found.fiscal_year_begins, "draws": found.draws, "seed": found.seed,
        "plans": [
            {
                "title": s.title, "agency": s.plan.agency, "model": s.plan.model, "officers": s.plan.officers,
                "salary": s.plan.salary, "benefits": s.plan.benefits, "start": s.plan.start.isoformat(),
                "until": s.plan.until.isoformat() if s.plan.until else None, "months": s.plan.months,
                "inputs": dict(s.plan.sources), "net": asdict(s.net), "cost_chance": s.cost_chance,
                "per_resident": s.per_resident, "payroll_share": s.payroll_share, "hours_a_month": s.hours_a_month,
                "against_first": asdict(s.against_first) if s.against_first else None,
                "dearer_chance": s.dearer_chance, "years": [asdict(y) for y in s.years],
            }
            for s in found.sides
        ],
    }  # fmt: skip
