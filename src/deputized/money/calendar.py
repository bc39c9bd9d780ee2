"""The months of a plan, and on how many of their days a published rule holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from deputized.money.plan import Plan, months_from
from deputized.money.quarters import days_in_year
from deputized.money.rules import Rule


@dataclass(frozen=True, slots=True)
class Month:
    """One calendar month of a plan; the first begins on the plan's first day."""

    year: int
    number: int
    first: date
    end: date  # first day after it

    @property
    def share(self) -> float:
        """Its days as a share of its calendar year's."""
        return (self.end - self.first).days / days_in_year(self.year)

    @property
    def last(self) -> date:
        return self.end - timedelta(days=1)

    def share_under(self, rule: Rule, until: date | None) -> float:
        """The part of `share` on which a rule holds and federal money has not ended; `until` is its last day."""
        ends = [self.end]
        ends += [rule.effective_to] if rule.effective_to is not None else []
        ends += [until + timedelta(days=1)] if until is not None else []
        return max((min(ends) - max(self.first, rule.effective_from)).days, 0) / days_in_year(self.year)


def months_of(plan: Plan) -> list[Month]:
    """The months of a plan in turn."""
    found = []
    for n, (year, number) in enumerate(months_from(plan.start, plan.months)):
        end = date(year + number // 12, number % 12 + 1, 1)
        found.append(Month(year, number, plan.start if n == 0 else date(year, number, 1), end))
    return found
