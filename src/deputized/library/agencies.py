"""Agencies: the list of them, and the life of one."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from deputized.facts import agencies as facts
from deputized.library.find_body import NotListed, find
from deputized.library.lag import FIRST_SPREADSHEET
from deputized.library.status import SIGNED_NOTE
from deputized.model.days import AsOf, DayLike
from deputized.model.kinds import model_code
from deputized.places.lookup import find_county, state_code
from deputized.registry.intervals import PLAUSIBLE_DAYS

if TYPE_CHECKING:
    from deputized.facts.records import Record
    from deputized.library.registry import Registry
    from deputized.registry.places.answers import Match

__all__ = ["NotListed", "agencies", "agency", "find", "governs"]
FIELDS = (
    "agency_id", "name", "state", "kind", "jurisdiction_level", "county_raw", "county_fips", "first_listed_date",
    "last_listed_date", "agreement_count", "active_agreement_count", "active_models",
)  # fmt: skip
STANDINGS = ("active", "former", "pending", "all")


def agencies(
    registry: Registry,
    state: str | None = None,
    kind: str | None = None,
    model: str | None = None,
    county: str | int | None = None,
    standing: str | None = None,
    as_of: DayLike | AsOf | None = None,
    known_on: DayLike | None = None,
) -> list[Record]:
    """Agencies, by state and name. `standing`: active (default), former, pending or all.

    With `as_of` or `known_on`, those that held an agreement then (see `Registry.as_of`) and under which models;
    `standing` cannot be given with them. `county`: those that govern it or a town in it. `kind` is also a level
    of government that a review of the body gave it: a town's name may be that of a university's police.
    """
    when = AsOf.of(as_of, known_on)
    is_day = when != AsOf()
    if is_day and standing not in (None, "active"):
        raise ValueError(
            "give either a standing or a day: on a day, agencies with an agreement in force are told"
        )
    if standing is not None and standing not in STANDINGS:
        raise ValueError(f"{standing}: standing is one of {', '.join(STANDINGS)}")
    place = find_county(county) if county is not None else None
    postal, code = state_code(state), model_code(model)
    rows = (
        facts.chosen(registry.db, None, None, "all")
        if is_day
        else facts.chosen(registry.db, postal, code, standing or "active")
    )
    if kind is not None:
        wanted = _kind(registry, kind)
        rows = [r for r in rows if wanted in (r["kind"], registry.ties[r["agency_id"]].level)]
    if place is not None:
        rows = [r for r in rows if governs(registry.ties[r["agency_id"]], place.fips)]
    for row in rows:
        row["county_fips"] = registry.ties[row["agency_id"]].county.code
    return _on_a_day(registry, rows, postal, code, when) if is_day else rows


def governs(tie: Match, county_fips: str) -> bool:
    """Whether an agency governs a county or a town in it; an agency of the whole state is told apart."""
    return tie.level != "state" and county_fips in tie.county.codes


def _kind(registry: Registry, kind: str) -> str:
    wanted, kinds = kind.strip().casefold(), facts.kinds(registry.db)
    if wanted not in kinds:
        raise ValueError(f"{kind}: no such kind of agency; kinds are {', '.join(kinds)}")
    return wanted


def _on_a_day(
    registry: Registry, rows: list[Record], state: str | None, model: str | None, when: AsOf
) -> list[Record]:
    """The rows of agencies that held an agreement then; one known under an earlier id stands for its heir."""
    models: dict[str, set[str]] = defaultdict(set)
    counts: Counter[str] = Counter()
    for a in registry.as_of(when):
        if (state is None or a.state == state) and (model is None or a.model == model):
            agency_id = registry.clocks.agency_known(a.agency_id, None)
            models[agency_id].add(a.model)
            counts[agency_id] += 1
    return [
        row | {"active_models": ",".join(sorted(held)), "active_agreement_count": counts[row["agency_id"]]}
        for row in rows
        if (held := models.get(row["agency_id"]))
    ]


def agency(registry: Registry, which: str, state: str | None = None) -> Record:
    """The life of one agency: what it is tied to, names, agreements with every printed day, documents, pending
    spells, events.

    `which` is an id, an old id that redirects, a name, an ORI, a county's FIPS or a town's GEOID. Raises
    `NotListed` for a body that is on no list, `LookupError` naming the candidates if none or several answer.
    """
    agency_id = find(registry, which, state)
    record = facts.agency(registry.db, agency_id) | _tied(registry.ties[agency_id])
    record["agreements"] = lives(registry, agency_id)
    record["documents"] = facts.documents(registry.db, agency_id)
    record["pending"] = facts.pending_spells(registry.db, agency_id)
    record["names"] = facts.spellings(registry.db, agency_id)
    record["events"] = facts.events(registry.db, agency_id)
    record["statements"] = [asdict(x) for x in registry.said if x.agency_id == agency_id]
    record["candidates"] = facts.doubts(registry.db, agency_id)
    record["newest_list"] = registry.meta["newest_publication"]
    record["signed_note"] = SIGNED_NOTE
    return record


def lives(registry: Registry, agency_id: str) -> list[Record]:
    """An agency's agreements, each with its days as printed, its spells on the lists and who held it."""
    found = facts.agreements(registry.db, agency_id)
    for agreement in found:
        agreement["signed_days_before_listing"] = _doubted_lead(agreement)
        agreement["printed_days"] = facts.printed_days(registry.db, agreement["agreement_id"])
        agreement["spells"] = facts.spells(registry.db, agreement["agreement_id"])
        agreement["holders"] = facts.holders(registry.db, agreement["agreement_id"])
    return found


def _tied(tie: Match) -> Record:
    """What the agency is tied to: its county (the main one first), town, FBI identifier, and its staff by the FBI."""
    return {
        "county_fips": tie.county.code, "county_fips_all": tie.county.codes, "place_geoid": tie.place.code,
        "ori": tie.ori.code, "officers": tie.officers, "staffing_year": tie.staffing_year,
        "population_served": tie.population_served,
    }  # fmt: skip


def _doubted_lead(agreement: Record) -> int | None:
    """Days from SIGNED to the first listing where they are too many to be believed; None else.

    Since ICE publishes workbooks no agreement has been listed so late but those whose year was mistyped.
    """
    if agreement["signed_date"] is None or agreement["first_listed_date"] <= FIRST_SPREADSHEET:
        return None
    listed, signed = map(date.fromisoformat, (agreement["first_listed_date"], agreement["signed_date"]))
    return (listed - signed).days if (listed - signed).days > PLAUSIBLE_DAYS else None
