"""A first answer for a body that has given nothing: pay by BLS, officers by the FBI, each marked as an estimate."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deputized.money.assumptions import FIRST, assumptions
from deputized.money.prefill import Known
from deputized.reference.wages import JAILERS, PATROL, TITLE, Wage, wage_of

if TYPE_CHECKING:
    from deputized.facts.records import Record
    from deputized.library.registry import Registry

ESTIMATE = "estimate"
OWN = "your input"
KINDS = ("sheriff", "city", "municipal_police", "county_police", "county", "constable")
"""Kinds of body that a batch is made of: sheriffs and local police."""


@dataclass(frozen=True, slots=True)
class First:
    """What stands in for each input that was not given, with its source; None where nothing honest can, and `why`."""

    officers: int | None
    salary: float | None
    benefits: float
    wage: Wage | None
    sources: dict[str, str]  # input -> its source; an estimate's begins with the word
    why: tuple[str, ...]  # what is unknown and why, one sentence each

    @property
    def estimated(self) -> tuple[str, ...]:
        """The inputs that are estimates."""
        return tuple(n for n, s in self.sources.items() if s.startswith(ESTIMATE))


def first(
    known: Known, model: str, officers: int | None = None, salary: float | None = None, benefits: float | None = None,
    force: int | None = None,
) -> First:  # fmt: skip
    """The inputs of a plan for a body: what was given, else an estimate, else None with the reason."""
    held = force if force is not None else known.force
    sources, why = {}, []
    wage = None
    if salary is None:
        wage = wage_of(PATROL if model == "TFM" else JAILERS, known.state, known.county_fips)
        if wage is None:
            why.append(_no_wage(known, model))
        else:
            salary = float(wage.mean)
            sources["salary"] = f"{ESTIMATE}: {TITLE}, {wage.occupation}, mean of {wage.area} ({wage.rule})"
    if officers is None:
        if not held:
            why.append(_no_count(known))
        else:
            share = assumptions(FIRST)["share_of_force"]
            officers = taking_part(held, share.central)
            least, most = taking_part(held, share.low), taking_part(held, share.high)
            sources["officers"] = (
                f"{ESTIMATE}: {share.central:.1%} of {held:,} sworn officers, the national share ({least:,} to {most:,})"
            )
    if benefits is None:
        load = assumptions(FIRST)["benefits"]
        benefits = load.central
        sources["benefits"] = f"{ESTIMATE}: {load.source}"
    return First(officers, salary, benefits, wage, sources, tuple(why))


def taking_part(force: int, share: float) -> int:
    """Officers of a force who take part: the share of it, rounded half up, and at least one."""
    return min(max(math.floor(force * share + 0.5), 1), force)


def _no_wage(known: Known, model: str) -> str:
    who = "patrol officers" if model == "TFM" else "jailers"
    return f"pay is unknown: BLS released no figure for {who} where {known.name} is, nor for {known.state}; give --salary"


def _no_count(known: Known) -> str:
    if known.ori is None:
        return f"officers are unknown: {known.name} has no FBI identifier (ORI) that we know, so no report; give --officers"
    if known.force == 0:
        return f"officers are unknown: the FBI's newest report of ORI {known.ori} has 0 sworn officers; give --officers"
    return f"officers are unknown: the FBI holds no report of staff for ORI {known.ori} from 2018 to 2025; give --officers"


def batch(registry: Registry, state: str | None = None, model: str = "TFM") -> Iterator[dict[str, Any]]:
    """The first answer of every sheriff and local police of a state, or of the country: one row a body.

    Amounts are of one year under the published rules at the central assumptions, in whole dollars; empty where an
    input is unknown, and `unknown` says which and why.
    """
    from deputized.library.crosswalk import crosswalk

    for row in crosswalk(registry, state):
        if row["kind"] in KINDS:
            yield _row(row, model)


def _row(row: Record, model: str) -> dict[str, Any]:
    county = f"{row['county_name']}, {row['state']}" if row["county_name"] else None
    known = Known(
        row["agency_id"] or "", row["name"], row["state"], tuple((row["models"] or "").split(",")), {}, row["officers"],
        row["staffing_year"], row["county_fips"], county, row["people"], None, row["kind"], row["ori"],
    )  # fmt: skip
    found = first(known, model)
    pay = None
    if found.officers is not None and found.salary is not None:
        pay = found.officers * found.salary * (1 + found.benefits)
    wage = found.wage
    return {
        "agency_id": row["agency_id"], "ori": row["ori"], "name": row["name"], "state": row["state"], "kind": row["kind"],
        "county_fips": row["county_fips"], "standing": row["standing"], "model": model,
        "force": row["officers"], "force_year": row["staffing_year"], "officers_estimate": found.officers,
        "salary_estimate": round(found.salary) if found.salary is not None else None,
        "salary_p25": wage.p25 if wage else None, "salary_p75": wage.p75 if wage else None,
        "occupation": wage.occupation if wage else None, "wage_area": wage.area if wage else None,
        "wage_rule": wage.rule if wage else None, "pay_and_benefits_a_year": round(pay, -3) if pay is not None else None,
        "unknown": "; ".join(found.why) or None,
    }  # fmt: skip
