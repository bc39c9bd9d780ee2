"""What the registry and the reference tables already know of an agency, for a plan; the rest the user gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from deputized import reference
from deputized.library.find_body import body_of
from deputized.money.grants import Grant, grant_of, programmes_of
from deputized.money.rules import rules

if TYPE_CHECKING:
    from deputized.library.registry import Registry
    from deputized.resolver import KnownBody


@dataclass(frozen=True, slots=True)
class Known:
    """Facts about an agency, each with where it came from; None where nobody knows."""

    agency_id: str  # empty for a body on no list
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
    kind: str = ""
    ori: str | None = None


def known_of(registry: Registry, which: str, state: str | None = None) -> Known:
    """The facts of one body by id, name, ORI or its county's FIPS, on a list or on none.

    Raises LookupError if there is none, or more than one.
    """
    body = body_of(registry, _code(registry, which), state)
    if body.agency_id is None:
        return _unlisted(body)
    match = registry.ties[body.agency_id]
    held = [a for a in registry.as_of() if a.agency_id == body.agency_id]
    county = reference.counties_by_fips().get(match.county.code or "")
    people = county.population_2020 if county is not None and match.level == "county" else None
    return Known(
        body.agency_id, body.name, body.state, tuple(a.model for a in held),
        {a.model: a.signed_date for a in held}, match.officers, match.staffing_year, match.county.code,
        f"{county.name}, {county.state}" if county else None, people,
        grant_of(body.state, people) if body.kind == "sheriff" else None, body.kind, body.ori,
    )  # fmt: skip


def _code(registry: Registry, which: str) -> str:
    """The ORI of a county's sheriff for its FIPS code, or the id of one on ICE's lists whom the FBI's list of counties
    leaves out; anything else as it is. Raises LookupError if it has none."""
    text = which.strip()
    if len(text) != 5 or not text.isdigit():
        return which
    county, sheriff = reference.counties_by_fips().get(text), reference.sheriffs().get(text)
    if county is None:
        raise LookupError(f"{text}: no county has this FIPS code")
    if sheriff is not None and sheriff.ori is not None:
        return sheriff.ori
    listed = [
        a["agency_id"]
        for a in registry.agencies(state=county.state, standing="all")
        if a["kind"] == "sheriff" and registry.ties[a["agency_id"]].county.code == text
    ]
    if len(listed) != 1:
        raise LookupError(
            f"{text}: no sheriff's office of {county.name}, {county.state} is in our tables; give a department by name"
        )
    return str(listed[0])


def _unlisted(body: KnownBody) -> Known:
    """A body on no list: what the reference tables say of it."""
    report = next((a for a in reference.fbi_agencies_of(body.state) if a.ori == body.ori), None)
    county = reference.counties_by_fips().get(body.county_fips[0] if body.county_fips else "")
    people = county.population_2020 if county is not None and body.kind == "sheriff" else None
    return Known(
        "", body.name, body.state, (), {}, report.officers if report else None, report.year if report else None,
        county.fips if county else None, f"{county.name}, {county.state}" if county else None, people,
        grant_of(body.state, people) if body.kind == "sheriff" else None, body.kind, body.ori,
    )  # fmt: skip


def sources_of(known: Known, model: str, given: dict[str, object]) -> dict[str, str]:
    """Where each input of a plan came from, in words."""
    found = {name: "your input" for name, value in given.items() if value is not None}
    if known.force:
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
