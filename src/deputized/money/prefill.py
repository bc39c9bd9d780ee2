"""What the registry and the reference tables already know of an agency, for a plan; the rest the user gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from deputized import reference
from deputized.money.grants import Grant, grant_of, programmes_of
from deputized.money.rules import rules

if TYPE_CHECKING:
    from deputized.library.registry import Registry


@dataclass(frozen=True, slots=True)
class Known:
    """Facts about an agency, each with where it came from; None where nobody knows."""

    agency_id: str
    name: str
    state: str
    models: tuple[str, ...]  # held on the newest list
    signed: dict[str, str | None]  # model -> SIGNED on ICE's list
    force: int | None  # sworn officers, FBI
    force_year: int | None
    county_fips: str | None
    county: str | None
    population: int | None  # of the county, census of 2020
    grant: Grant | None


def known_of(registry: Registry, which: str, state: str | None = None) -> Known:
    """The facts of one agency by id or name. Raises LookupError if there is none, or more than one."""
    life = registry.agency(which, state)
    agency = life["agency"] if "agency" in life and isinstance(life["agency"], dict) else life
    match = registry.ties[agency["agency_id"]]
    held = [a for a in registry.as_of() if a.agency_id == agency["agency_id"]]
    county = reference.counties_by_fips().get(match.county.code or "")
    people = county.population_2020 if county is not None and match.level == "county" else None
    return Known(
        agency["agency_id"], agency["name"], agency["state"], tuple(a.model for a in held),
        {a.model: a.signed_date for a in held}, match.officers, match.staffing_year, match.county.code,
        f"{county.name}, {county.state}" if county else None, people,
        grant_of(agency["state"], people) if agency["kind"] == "sheriff" else None,
    )  # fmt: skip


def sources_of(known: Known, model: str, given: dict[str, object]) -> dict[str, str]:
    """Where each input of a plan came from, in words."""
    found = {name: "your input" for name, value in given.items() if value is not None}
    if known.force is not None:
        found.setdefault("force", f"FBI, sworn officers reported for {known.force_year}")
    if known.population is not None:
        found.setdefault("population", f"2020 census, {known.county}")
    if known.grant is not None:
        source = known.grant.source
        found.setdefault(
            "grant_maximum", f"{known.grant.programme}, {known.grant.tier} ({source.title}){source.mark}"
        )
    elif programmes := programmes_of(known.state):
        found.setdefault("grant_maximum", f"no sum for this agency is published ({programmes}); give --grant")
    held = model in known.models
    found.setdefault(
        "model", "held on ICE's newest list" if held else "not held on ICE's newest list; set by us"
    )
    signed = known.signed.get(model)
    if signed:
        found.setdefault(
            "start",
            f"the month after SIGNED {signed} on ICE's list, or the rules' first; certification days are not published",
        )
    found.setdefault("start", "the month after today: it is not on ICE's newest list; give --start")
    return found


def start_of(known: Known, model: str, today: date) -> date:
    """The first day of a plan: the month after signing, and not before the rules began or, unsigned, before today."""
    signed = known.signed.get(model)
    first = date.fromisoformat(signed) if signed else today
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return max(following, min(r.effective_from for r in rules() if r.name == "salary_and_benefits"))
