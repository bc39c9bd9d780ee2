"""What the published rules cover of one officer's quarter, and what they do not: a pure function.

Pay is pro-rated by day: a day counts if the officer is employed and certified on it and the rule holds. Overtime is
read as worked: a roster's hours are hours "on this work", which none but a certified officer can do, so all of them
count in a quarter with a certified day; `OvertimeReading.BY_DAYS` pro-rates them like pay, for an office whose
column holds all overtime. The overtime cap is a share of annual salary, so it is kept by year, not by quarter; that
the year is the federal fiscal year, which begins on October 1 like the rule, is our reading. After a rise the cap is
that of the new salary, less what was covered in the year before. A success rate is cut off to whole percent before
its tier is looked up. Equipment and the vehicle are ceilings: covered is what was spent, up to the ceiling, and
where no purchase is given, the ceiling itself, marked as such.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from deputized.money.amounts import ZERO, cents
from deputized.money.quarters import Quarter, days_in_year
from deputized.money.rules import Rule, rule, rules

CEILING = "a ceiling: covered if that much is spent; no purchase was given"


class ClaimLine(StrEnum):
    """Lines of a claim."""

    SALARY = "salary"
    BENEFITS = "benefits"
    OVERTIME = "overtime"
    AWARD = "performance award"
    EQUIPMENT = "equipment"
    VEHICLE = "vehicle"


class OvertimeReading(StrEnum):
    """How "overtime on this work" is read where an officer was certified for part of a quarter."""

    AS_WORKED = "as-worked"
    BY_DAYS = "by-days"


@dataclass(frozen=True, slots=True)
class OfficerQuarter:
    """One officer's quarter, or the part of it under one certification. Salary and benefits are annual, in dollars."""

    officer_id: str
    model: str
    certified_on: date | None  # None: not yet
    left_on: date | None  # first day no longer certified
    annual_salary: Decimal
    annual_benefits: Decimal
    quarter: Quarter
    overtime_hours: Decimal
    overtime_rate: Decimal  # dollars an hour
    success_rate: Decimal | None  # 0 to 1; None: not told
    employed_from: date | None = None  # None: from before the quarter
    employed_to: date | None = None  # first day no longer employed, or paid under another certification
    part: int = 0  # 0 for the first certification of the quarter

    @property
    def days_paid(self) -> int:
        """Days of the quarter on which the agency pays the officer under this certification."""
        return self.quarter.days_from(self.employed_from or self.quarter.first, self.employed_to)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it cost the agency, what the rules cover, and why not the rest. An award has no cost."""

    officer_id: str
    quarter: Quarter
    item: ClaimLine
    cost: Decimal
    covered: Decimal
    reason: str
    is_ceiling: bool = False  # the rule says "up to", and what was spent is not given
    part: int = 0

    @property
    def award(self) -> Decimal:
        """What an award line would pay; it covers no cost."""
        return self.covered if self.item is ClaimLine.AWARD else ZERO

    @property
    def not_covered(self) -> Decimal:
        """Cost the rules leave with the agency."""
        return self.cost - self.covered if self.item is not ClaimLine.AWARD else ZERO


def cover(
    officer: OfficerQuarter,
    overtime_used: Decimal,
    is_equipped: bool,
    published: tuple[Rule, ...] | None = None,
    reading: OvertimeReading = OvertimeReading.AS_WORKED,
) -> tuple[list[Line], Decimal]:
    """The lines of one officer's quarter, and the overtime covered so far in its fiscal year.

    `overtime_used` is what was covered of it before, `is_equipped` whether equipment was claimed.
    """
    known = published or rules()
    quarter, days = officer.quarter, eligible_days(officer, "salary_and_benefits", known)
    year = days_in_year(quarter.year)
    lines = []
    for item, annual in (
        (ClaimLine.SALARY, officer.annual_salary),
        (ClaimLine.BENEFITS, officer.annual_benefits),
    ):
        cost = cents(annual * officer.days_paid / year)
        rate = rule("salary_and_benefits", quarter.last, officer.model, known)
        share = rate.value if rate is not None else ZERO
        covered = min(cents(annual * days / year * share), cost)
        why = _why(officer, days, known)
        lines.append(Line(officer.officer_id, quarter, item, cost, covered, why, part=officer.part))
    overtime = _overtime(officer, overtime_used, known, reading)
    lines.append(overtime)
    lines.append(_award(officer, known))
    if not is_equipped and (line := _equipment(officer, known)) is not None:
        lines.append(line)
    return lines, overtime_used + overtime.covered


def overtime_cap(officer: OfficerQuarter, published: tuple[Rule, ...] | None = None) -> Decimal:
    """What a fiscal year's overtime may be covered up to."""
    found = rule("overtime_cap", officer.quarter.last, officer.model, published or rules())
    return cents(officer.annual_salary * found.value) if found is not None else ZERO


def eligible_days(officer: OfficerQuarter, name: str, known: tuple[Rule, ...]) -> int:
    """Days of the quarter on which the officer is certified and the rule holds for the model."""
    if officer.certified_on is None:
        return 0
    days = 0
    for found in known:
        if found.name != name or officer.model not in found.models:
            continue
        start = max(officer.certified_on, found.effective_from, officer.employed_from or date.min)
        ends = [d for d in (officer.left_on, found.effective_to, officer.employed_to) if d is not None]
        days += officer.quarter.days_from(start, min(ends) if ends else None)
    return days


def _why(officer: OfficerQuarter, days: int, known: tuple[Rule, ...]) -> str:
    if days == officer.days_paid:
        return ""
    if not any(r.name == "salary_and_benefits" and officer.model in r.models for r in known):
        return f"the published rule speaks of task force officers, not of {officer.model}"
    if officer.certified_on is None:
        return "not certified"
    missing = officer.days_paid - days
    return f"{missing} of {officer.days_paid} days not certified or before the rule"


def _overtime(
    officer: OfficerQuarter, used: Decimal, known: tuple[Rule, ...], reading: OvertimeReading
) -> Line:
    cost = cents(officer.overtime_hours * officer.overtime_rate)
    days = eligible_days(officer, "overtime_cap", known)
    if reading is OvertimeReading.BY_DAYS:
        on_days = cents(cost * days / officer.days_paid) if officer.days_paid else ZERO
    else:
        on_days = cost if days else ZERO
    covered = min(on_days, max(overtime_cap(officer, known) - used, ZERO))
    reasons = [_why(officer, days, known)] if on_days < cost else []
    if covered < on_days:
        reasons.append("above the year's cap of a quarter of annual salary")
    return Line(
        officer.officer_id,
        officer.quarter,
        ClaimLine.OVERTIME,
        cost,
        covered,
        "; ".join(reasons),
        part=officer.part,
    )


def _award(officer: OfficerQuarter, known: tuple[Rule, ...]) -> Line:
    """The award of an officer certified for some of the quarter; none is pro-rated, since no rule says so."""
    line = Line(officer.officer_id, officer.quarter, ClaimLine.AWARD, ZERO, ZERO, "", part=officer.part)
    if not eligible_days(officer, "award_90", known):
        return replace(line, reason=_why(officer, 0, known))
    if officer.success_rate is None:
        return replace(line, reason="no success rate given")
    per_cent = int(officer.success_rate * 100)
    for floor, name in ((90, "award_90"), (80, "award_80"), (70, "award_70")):
        found = rule(name, officer.quarter.last, officer.model, known)
        if per_cent >= floor and found is not None:
            return replace(line, covered=cents(found.value))
    return replace(line, reason="success rate under 70 percent: no award is stated")


def _equipment(officer: OfficerQuarter, known: tuple[Rule, ...]) -> Line | None:
    """Equipment, in the first quarter in which a trained officer is certified while the rule holds."""
    if not eligible_days(officer, "equipment", known):
        return None
    found = rule("equipment", officer.quarter.last, officer.model, known)
    if found is None:
        return None
    value = cents(found.value)
    return Line(
        officer.officer_id,
        officer.quarter,
        ClaimLine.EQUIPMENT,
        value,
        value,
        CEILING,
        is_ceiling=True,
        part=officer.part,
    )


def vehicle(
    agency: str, officers: list[OfficerQuarter], published: tuple[Rule, ...] | None = None
) -> Line | None:
    """The agency's one vehicle, in the first quarter in which it has a certified task force officer."""
    known = published or rules()
    first = next(
        (o for o in sorted(officers, key=lambda o: o.quarter) if eligible_days(o, "vehicle", known)), None
    )
    if first is None:
        return None
    found = rule("vehicle", first.quarter.last, first.model, known)
    if found is None:
        return None
    value = cents(found.value)
    return Line(agency, first.quarter, ClaimLine.VEHICLE, value, value, CEILING, is_ceiling=True)
