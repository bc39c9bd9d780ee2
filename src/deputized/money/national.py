"""What the rules would cover in a year for every task force agency, beside the projections that were published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from deputized.money.rules import rules
from deputized.places import holders

if TYPE_CHECKING:
    from deputized.library.registry import Registry

TRAINED = (
    ("2025-09-02", 8_501, "DHS release, 2 September 2025: trained task force officers"),
    ("2026-01-26", 13_800, "FWD.us, 26 January 2026: the low end of its estimate"),
    ("2026-01-26", 15_800, "FWD.us, 26 January 2026: the high end of its estimate"),
)
"""Officers, as others state them: ICE's lists do not hold any."""

PUBLISHED = (
    (2026, 1_400_000_000, "FWD.us, 16 February 2026: low"),
    (2026, 2_000_000_000, "FWD.us, 16 February 2026: high"),
)
ALL_WORKERS = (39.31 * 2080, 24.63 / 39.31)
"""Pay of state and local government workers of every kind (BLS ECEC, June 2025): wages a year, benefits to wages."""


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
    published: tuple[tuple[int, int, str], ...]
    officers_per_agency: tuple[float, float]
    force: int  # sworn officers of those agencies that report to the FBI
    agencies_with_force: int
    share_of_force: tuple[float, float]  # officers stated as a share of that force
    largest: tuple[
        tuple[str, int, float, float], ...
    ]  # agency, its force, a year at the least and at the most share
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
    held = [h for h in holders(registry.db, day) if "TFM" in h.models]
    forces = {h.agency_id: h.officers for h in held if h.officers}
    force = sum(forces.values())
    by = {r.name: float(r.value) for r in rules()}
    wage, load = salary or ALL_WORKERS[0], benefits if benefits is not None else ALL_WORKERS[1]
    rate = int(success_rate * 100)
    tier = (
        by["award_90"]
        if rate >= 90
        else by["award_80"]
        if rate >= 80
        else by["award_70"]
        if rate >= 70
        else 0.0
    )
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
        PUBLISHED, (least / max(agencies, 1), most / max(agencies, 1)), force, len(forces),
        (least / max(force, 1), most / max(force, 1)), tuple(_largest(forces, found, force)), WHY,
    )  # fmt: skip


def _largest(
    forces: dict[str, int], found: list[Projection], force: int, most: int = 10
) -> list[tuple[str, int, float, float]]:
    """Each agency's year if officers were trained in proportion to its force; the largest forces."""
    totals = [p.total for p in found]
    rows = sorted(forces.items(), key=lambda f: (-f[1], f[0]))[:most]
    return [(a, n, min(totals) * n / force, max(totals) * n / force) for a, n in rows]


WHY = (
    "how many officers are trained is not on ICE's lists; others state 8,501 to 15,800, for different days",
    "what share of them ICE counts as eligible is not published; every officer stated is counted here",
    "officers' pay is not in our sources; at $70,000 and 38 per cent benefits 13,800 officers come to $1.3 billion in pay alone",
    "overtime is at the share given, the published projections do not say theirs; the cap alone is a quarter of salary",
    "the rules were announced; at least $137 million had been paid by 16 February 2026 (FWD.us)",
)
