"""A mandate day by day: of the sheriffs it binds, how many stood on ICE's lists with a model that fulfils it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from deputized.facts.runs import AgreementRun, list_days, runs
from deputized.rules.bound_agencies import ALL_MODELS
from deputized.rules.days import Truth

if TYPE_CHECKING:
    from deputized.library.registry import Registry
    from deputized.rules.duties import Mandate


@dataclass(frozen=True, slots=True)
class DayCount:
    """The state of a mandate on the day of one list."""

    day: date
    standing: str  # of the law, that day
    bound: int  # sheriffs the law binds, or would bind once in force
    held: int  # of them, with a model that fulfils it on that day's list
    left: int
    days_left: int | None  # to the first deadline; negative once it has passed


def day_by_day(registry: Registry, answer: Mandate) -> tuple[DayCount, ...]:
    """One count per list that changes it, oldest first, from the year before the law was made."""
    wanted = set(answer.law.satisfied_by or ALL_MODELS)
    bound = {r.county_fips: r.agencies for r in answer.rows if r.bound is Truth.YES}
    by_agency: dict[str, list[AgreementRun]] = defaultdict(list)
    for run in runs(registry.db, answer.state):
        if run.model in wanted:
            by_agency[run.agency_id].append(run)
    made = answer.law.signed or answer.law.effective
    first = (made.earliest.replace(day=1) if made else answer.as_of).isoformat()
    found: list[DayCount] = []
    for day in list_days(registry.db):
        if day < first or day > answer.as_of.isoformat():
            continue
        held = sum(
            any(run.covers(day) for agency in agencies for run in by_agency.get(agency, ()))
            for agencies in bound.values()
        )
        on = date.fromisoformat(day)
        standing = answer.law.stands(on)
        if found and (found[-1].held, found[-1].standing) == (held, standing):
            continue
        left = (answer.law.deadline.latest - on).days if answer.law.deadline else None
        found.append(DayCount(on, standing, len(bound), held, len(bound) - held, left))
    return tuple(found)


def chart(counts: Sequence[DayCount], wide: int = 40) -> list[str]:
    """The counts as bars of text, one line each: day, bar, held of bound."""
    lines = []
    for c in counts:
        full = round(wide * c.held / c.bound) if c.bound else 0
        lines.append(f"{c.day}  {'#' * full}{'.' * (wide - full)}  {c.held} of {c.bound}")
    return lines
