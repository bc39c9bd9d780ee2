"""What a scenario is asked about: an agency, its officers, its pay, and when the federal money ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from deputized.money.assumptions import Assumption, assumptions

MODELS = ("TFM", "JEM", "WSO")
MAX_MONTHS = 240
MOST = 1_000_000_000
CLAIMED = ("purchases", "pay", "overtime", "awards")
"""What a claim is made of; each is paid in a share of its own, `paid_purchases` and so on."""
ALL_PAID = "paid_share"
WORK_HOURS = 2080
"""Paid hours in a year of full-time work: 52 weeks of 40."""


class PlanError(ValueError):
    """A plan that cannot be computed; the message says what to give."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One scenario. Pay is in dollars a year; shares are 0 to 1.

    `officers` take part. Those employed and paid in any case are certified from `start` on; `new_posts` of them are
    posts created for it, neither paid nor at work until hired and trained. `until` is the last day with federal
    money; None: it does not end within the horizon. `force` is the agency's sworn officers, None if not known.
    """

    agency: str
    model: str
    officers: int
    salary: float
    benefits: float  # as a share of salary
    start: date
    months: int
    until: date | None = None
    new_posts: int = 0
    with_vehicle: bool = True
    force: int | None = None
    population: int | None = None
    state: str | None = None
    grant_maximum: float = 0.0  # dollars, of a state grant; how often it comes again is an assumption
    known: Mapping[str, Assumption] = field(default_factory=assumptions)
    sources: Mapping[str, str] = field(default_factory=dict)  # input -> where it came from

    def checked(self) -> Plan:
        """The plan, if it can be computed. Raises PlanError with every problem."""
        problems = []
        if self.model not in MODELS:
            problems.append(f"model {self.model!r}: give TFM, JEM or WSO")
        if not 1 <= self.officers <= 100_000:
            problems.append(f"officers {self.officers}: give how many take part, 1 or more")
        if not 0 <= self.new_posts <= self.officers:
            problems.append(f"new posts {self.new_posts}: at most as many as officers, {self.officers}")
        if not 0 < self.salary <= 10_000_000:
            problems.append(f"salary {self.salary}: give base pay a year in dollars")
        if not 0 <= self.benefits <= 1:
            problems.append(f"benefits {self.benefits}: give a share of salary, 0 to 1")
        if not 1 <= self.months <= MAX_MONTHS:
            problems.append(f"{self.months} months: give 1 to {MAX_MONTHS}")
        if self.until is not None and self.until < self.start:
            problems.append(f"until {self.until} is before the start, {self.start}")
        if not 0 <= self.grant_maximum <= 1_000_000_000:
            problems.append(f"grant {self.grant_maximum}: give dollars, 0 or more")
        if self.force is not None and self.force < self.officers:
            problems.append(
                f"{self.officers} officers are more than the agency's {self.force} sworn officers; give --force"
            )
        if problems:
            raise PlanError("; ".join(problems))
        return self

    def fixing(self, **values: float) -> Plan:
        """The same plan with some assumptions replaced by your input. Raises PlanError for an unknown name.

        `paid_share` stands for the share of every part of a claim; one named by itself goes before it.
        """
        known = dict(self.known)
        if ALL_PAID in values:
            values = {f"paid_{part}": values[ALL_PAID] for part in CLAIMED} | values
            del values[ALL_PAID]
        for name, value in values.items():
            if name not in known:
                raise PlanError(f"{name}: no such assumption; there are {', '.join(sorted(known))}")
            if known[name].unit.startswith("share") and not 0 <= value <= 1:
                raise PlanError(f"{name} {value}: it is a share, 0 to 1")
            if not 0 <= value <= MOST:
                raise PlanError(f"{name} {value}: give a number from 0 to {MOST:,}")
            known[name] = known[name].fixed(value)
        return replace(self, known=known)

    def under(self, model: str) -> Plan:
        """The same plan under another model."""
        return replace(self, model=model)


def months_from(start: date, count: int) -> list[tuple[int, int]]:
    """Year and month of `count` months in turn."""
    return [(start.year + (start.month - 1 + n) // 12, (start.month - 1 + n) % 12 + 1) for n in range(count)]


def months_between(start: date, end: date) -> int:
    """Months from that of `start` to that of `end`, both counted."""
    return (end.year - start.year) * 12 + end.month - start.month + 1
