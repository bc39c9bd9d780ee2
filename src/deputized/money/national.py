"""What the rules would cover in a year for every task force agency, beside the projections that were published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import TYPE_CHECKING

from deputized.money.reports import reports
from deputized.money.rules import rules

if TYPE_CHECKING:
    from deputized.library.registry import Registry

TRAINED = (
    ("2025-09-02", 8_501, "DHS release, 2 September 2025: trained task force officers"),
    ("2026-01-26", 13_800, "FWD.us, 26 January 2026: the low end of its estimate"),
    ("2026-01-26", 15_800, "FWD.us, 26 January 2026: the high end of its estimate"),
)
"""Officers, as others state them: ICE's lists do not hold any."""

ALL_WORKERS = (39.31 * 2080, 24.63 / 39.31)
"""Pay of state and local government workers of every kind (BLS ECEC, June 2025): wages a year, benefits to wages."""


@dataclass(frozen=True, slots=True)
class AgencyYear:
    """One agency's part of a year, if officers were trained in proportion to its force."""

    agency_id: str
    force: int  # sworn officers
    force_source: str  # FBI, or inferred
    officers: tuple[float, float]  # at the least and at the most officers stated
    year: tuple[float, float]  # dollars a year under the rules
    equipment_once: tuple[float, float]  # and the vehicle


@dataclass(frozen=True, slots=True)
class Projection:
    """One year's coverage for a number of officers."""

    officers: int
    officers_source: str
    pay: float  # salaries and benefits
    overtime: float  # at the share given
    awards: float
    total: float


@dataclass(frozen=True, slots=True)
class National:
    """The model over every task force agency on a day, and what others projected."""

    as_of: str
    agencies: int  # with a task force agreement on the last list up to that day
    publication_id: str | None
    salary: float
    benefits: float
    overtime_share: float
    success_rate: float
    pay_source: str
    projections: tuple[Projection, ...]
    equipment_once: tuple[float, float]  # least and most officers x 7,500, and a vehicle each agency
    published: tuple[tuple[int, float, str], ...]
    officers_per_agency: tuple[float, float]
    force: int  # sworn officers of those agencies that report to the FBI
    agencies_with_force: int
    share_of_force: tuple[float, float]  # officers stated as a share of that force
    by_agency: tuple[AgencyYear, ...]  # every one of `agencies`, the largest force first
    why_they_differ: tuple[str, ...]


def national(
    registry: Registry,
    as_of: date | None = None,
    salary: float | None = None,
    benefits: float | None = None,
    overtime_share: float = 0.10,
    success_rate: float = 0.75,
) -> National:
    """Coverage of a year under the published rules, for each stated number of officers.

    Without `salary`, pay is that of state and local government workers of every kind, which is no wage of police
    officers and is said so: our sources hold none.
    """
    status = registry.status(as_of=as_of.isoformat() if as_of else None, model="TFM")
    agencies = status.resolved.agencies
    day = as_of or date.fromisoformat(status.list_used.published_date if status.list_used else "1996-09-30")
    members = [a.agency_id for a in registry.as_of(day.isoformat()) if a.model == "TFM"]
    held = [
        h for h in (registry.listed(day).holders if status.list_used else ()) if h.agency_id in set(members)
    ]
    forces = {h.agency_id: h.officers for h in held if h.officers}
    force = sum(forces.values())
    by = {r.name: float(r.value) for r in rules()}
    wage, load = salary or ALL_WORKERS[0], benefits if benefits is not None else ALL_WORKERS[1]
    per_cent = int(success_rate * 100 + 1e-9)
    tier = next((by[f"award_{floor}"] for floor in (90, 80, 70) if per_cent >= floor), 0.0)
    found = []
    for _, officers, source in TRAINED:
        pay = officers * wage * (1 + load) * by["salary_and_benefits"]
        extra = officers * wage * min(overtime_share, by["overtime_cap"])
        awards = officers * tier * 4
        found.append(Projection(officers, source, pay, extra, awards, pay + extra + awards))
    least, most = min(p.officers for p in found), max(p.officers for p in found)
    used = status.list_used
    return National(
        as_of.isoformat() if as_of else (used.published_date if used else ""), agencies,
        used.publication_id if used else None, wage, load, overtime_share, success_rate,
        "your input" if salary else "BLS ECEC, June 2025: state and local government workers of every kind, not police",
        tuple(found),
        (least * by["equipment"] + agencies * by["vehicle"], most * by["equipment"] + agencies * by["vehicle"]),
        tuple(_published()), (least / max(agencies, 1), most / max(agencies, 1)), force, len(forces),
        (least / max(force, 1), most / max(force, 1)), tuple(_by_agency(members, forces, found, by)), WHY,
    )  # fmt: skip


def _published() -> list[tuple[int, float, str]]:
    """The projections others published, by year."""
    found = [r for r in reports() if r.kind == "projection"]
    return [
        (int(r.name.split("_")[2]), float(r.value), f"{r.note or 'estimate'}; {r.source.title}, {r.source.date}{r.source.mark}")
        for r in found
    ]  # fmt: skip


def _by_agency(
    agencies: list[str], forces: dict[str, int], found: list[Projection], by: dict[str, float]
) -> list[AgencyYear]:
    """The model over every agency: the officers stated are shared out by force; the parts add up to the whole.

    An agency that reports no force to the FBI is given the median of those that do, and it is said.
    """
    middle = int(median(forces.values())) if forces else 1
    known = {a: forces.get(a, middle) for a in dict.fromkeys(agencies)}
    whole = sum(known.values())
    ends = [min(found, key=lambda p: p.officers), max(found, key=lambda p: p.officers)]
    rows = []
    for agency, force in sorted(known.items(), key=lambda f: (-f[1], f[0])):
        low, high = (p.officers * force / whole for p in ends)
        year = (ends[0].total * force / whole, ends[1].total * force / whole)
        once = (low * by["equipment"] + by["vehicle"], high * by["equipment"] + by["vehicle"])
        source = "FBI" if agency in forces else "inferred: the median of those that report"
        rows.append(AgencyYear(agency, force, source, (low, high), year, once))
    return rows


WHY = (
    "how many officers are trained is not on ICE's lists; others state 8,501 to 15,800, for different days",
    "which agency trained how many is not published; they are shared out here by the size of each force",
    "what share of them ICE counts as eligible is not published; every officer stated is counted here",
    "officers' pay is not in our sources: what is given stands for all; 13,800 officers at $70,000 and 38 per cent are $1.3 billion",
    "overtime is at the share given, the published projections do not say theirs; the cap alone is a quarter of salary",
    "the rules were announced; at least $137 million had been paid by 16 February 2026 (FWD.us)",
)
