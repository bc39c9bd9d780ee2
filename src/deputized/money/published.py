"""Everything the deterministic part needs, as plain data: for a calculator in another language, and its tests.

Amounts, shares and days are text, so that no reader turns a decimal into something else. How they are put together
and rounded is stated in docs/methods/money.md.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from deputized.money.assumptions import assumptions
from deputized.money.grants import grants
from deputized.money.rules import rules
from deputized.rules.sources import FactSource

if TYPE_CHECKING:
    from deputized.money.plan import Plan

FORMAT = 2
"""Raised when a field of `rules_json` changes its name or meaning."""


def rules_json() -> dict[str, Any]:
    """Every published rule, assumption and state grant, with its source; JSON-able, the same each time.

    >>> found = rules_json()
    >>> next(r["value"] for r in found["rules"] if r["rule"] == "overtime_cap")
    '0.25'
    """
    from numpy.random import PCG64

    from deputized.money.plan import MAX_MONTHS, MODELS, WORK_HOURS
    from deputized.money.scenario import DRAWS, SEED

    begin = PCG64(SEED).state["state"]
    return {
        "format": FORMAT,
        "models": list(MODELS),
        "work_hours_a_year": WORK_HOURS,
        "max_months": MAX_MONTHS,
        "draws": DRAWS,
        "seed": {"seed": SEED, "state": str(begin["state"]), "inc": str(begin["inc"])},  # of numpy.random.PCG64
        "rules": [
            {
                "rule": r.name, "value": str(r.value), "unit": r.unit, "from": r.effective_from.isoformat(),
                "to": r.effective_to.isoformat() if r.effective_to else None, "models": list(r.models), "what": r.what,
                "note": r.note, "source": _source(r.source),
            }
            for r in rules()
        ],
        "assumptions": [
            {
                "name": a.name, "low": text(a.low), "central": text(a.central), "high": text(a.high), "unit": a.unit,
                "meaning": a.meaning, "source": a.source, "source_url": a.source_url,
            }
            for a in assumptions().values()
        ],
        "grants": [
            {
                "state": g.state, "programme": g.programme, "tier": g.tier, "people_min": g.people_min,
                "people_max": g.people_max, "maximum": str(g.maximum) if g.maximum is not None else None, "note": g.note,
                "source": _source(g.source),
            }
            for g in grants()
        ],
    }  # fmt: skip


def _source(source: FactSource) -> dict[str, str]:
    return {"title": source.title, "url": source.url, "date": source.date, "confidence": source.confidence}


def text(value: float) -> str:
    """A number of ours as the decimal it was written as.

    >>> text(0.1), text(40.0)
    ('0.1', '40')
    """
    written = str(Decimal(repr(value)))
    return written.removesuffix(".0")


def rounded(value: float) -> str:
    """Dollars of the scenario to the cent, half a cent away from zero: sign x floor(|value| x 100 + 0.5 + 1e-6) / 100.

    The millionth keeps sums that differ in the last bit from falling on either side of half a cent.

    >>> rounded(1.005), rounded(-2.0), rounded(-0.001)
    ('1.01', '-2.00', '0.00')
    """
    cents = int(abs(value) * 100 + 0.5 + 1e-6)
    return f"{'-' if value < 0 and cents else ''}{cents // 100}.{cents % 100:02d}"


def central_case(plan: Plan) -> dict[str, Any]:
    """The plan with every assumption at its central value: inputs, months, years and answers, amounts as text.

    The shares `paid_...` of every claim are paid. Raises PlanError for a plan that cannot be computed.
    """
    from deputized.money.flow import flow
    from deputized.money.scenario import central

    plan = plan.checked()
    found = flow(plan, central(plan))
    parts = (
        "pay_due", "new_pay", "overtime", "payroll_tax", "training", "stand_ins", "supervision", "transport", "liability",
        "outfitting", "equipment", "vehicle_running", "jail", "suit", "interest", "extra", "claimed", "received", "granted",
        "jail_income", "net", "full_net",
    )  # fmt: skip
    months = [
        {"month": f"{y}-{m:02d}"}
        | {p: rounded(float(getattr(found, p)[0, n])) for p in parts}
        | {"hours": rounded(float(found.hours[0, n])), "officers": rounded(float(found.serving[0, n]))}
        for n, (y, m) in enumerate(found.months)
    ]
    years = [
        {"year": n // 12 + 1}
        | {p: rounded(float(getattr(found, p)[0, n : n + 12].sum())) for p in parts}
        | {"hours": rounded(float(found.hours[0, n : n + 12].sum()))}
        for n in range(0, plan.months, 12)
    ]
    outlay = (found.claimed - found.received)[0].cumsum()
    claims = float(found.claimed.sum())
    return {
        "plan": plan_record(plan),
        "by_month": months,
        "by_year": years,
        "total": {p: rounded(float(getattr(found, p).sum())) for p in parts},
        "largest_advance": rounded(max(float(outlay.max()), 0.0)),
        "break_even_share": f"{float(found.extra.sum()) / claims:.6f}" if claims else None,
        "hours_a_month": rounded(float(found.hours.mean())),
    }


def plan_record(plan: Plan) -> dict[str, Any]:
    """A plan as plain data: what `plan_of` reads again, its assumptions by their central values."""
    return {
        "agency": plan.agency, "model": plan.model, "officers": plan.officers, "salary": text(plan.salary),
        "benefits": text(plan.benefits), "start": plan.start.isoformat(), "months": plan.months,
        "until": plan.until.isoformat() if plan.until else None, "new_posts": plan.new_posts,
        "with_vehicle": plan.with_vehicle, "force": plan.force, "grant_maximum": text(plan.grant_maximum),
        "assumptions": {name: text(a.central) for name, a in plan.known.items()},
    }  # fmt: skip


def plan_of(given: dict[str, Any]) -> Plan:
    """The plan of such plain data; assumptions left out keep their range. Raises KeyError, ValueError, PlanError."""
    from deputized.money.plan import Plan

    until = given.get("until")
    return Plan(
        given.get("agency", ""), given["model"], int(given["officers"]), float(given["salary"]),
        float(given["benefits"]), date.fromisoformat(given["start"]), int(given["months"]),
        date.fromisoformat(until) if until else None, int(given.get("new_posts", 0)),
        bool(given.get("with_vehicle", True)), given.get("force"), grant_maximum=float(given.get("grant_maximum", 0)),
    ).fixing(**{name: float(value) for name, value in given.get("assumptions", {}).items()}).checked()  # fmt: skip
