"""Reads the registry: which agency holds which model on a day, tied to places by `match_agency`."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from datetime import date

from deputized.model.tables import Column, Table
from deputized.places.answers import Answer, Match
from deputized.places.matching import match_agency
from deputized.places.months import Span
from deputized.places.residents import Holder
from deputized.places.verdicts import verdicts
from deputized.reference import fold

# One row per agency.
_AGENCIES = """
SELECT agency_id, state, name, kind, county_raw, jurisdiction_level, type_raw
FROM agencies
WHERE ?1 IS NULL OR state = ?1
ORDER BY agency_id
"""

# One row per spelling of an agency.
_SPELLINGS = """
SELECT DISTINCT agency_id, g.state, n.name_raw
FROM agency_names n JOIN agencies g USING (agency_id)
WHERE ?1 IS NULL OR g.state = ?1
"""

# One row per agreement that stands on the newest believed list published on or before the day.
_LISTED = """
SELECT a.agreement_id, g.agency_id, a.model
FROM agreements a
JOIN agreement_spells s USING (agreement_id)
JOIN agreement_agencies g USING (agreement_id)
WHERE s.state_of_list = 'listed' AND s.from_date <= ?1 AND (s.to_date IS NULL OR s.to_date > ?1)
  AND g.from_date <= ?1 AND (g.to_date IS NULL OR g.to_date > ?1)
  AND a.status <> 'merged'
ORDER BY a.agreement_id
"""

# One row per agreement, with the day it was first listed or signed and the day it was gone for good.
_LIVES = """
SELECT agency_id, model, min(coalesce(signed_date, first_listed_date), first_listed_date), absent_date
FROM agreements
WHERE status <> 'merged'
ORDER BY agreement_id
"""

# One row: the first believed list, the newest up to a day, and the newest of all.
_LISTS = """
SELECT min(published_date), max(published_date) FILTER (WHERE published_date <= ?1), max(published_date)
FROM publications
WHERE kind <> 'pending' AND standing = 'believed'
"""


def _c(name: str, type_: str, description: str, *, null: bool = False, ref: str | None = None) -> Column:
    return Column(name, type_, description, not null, ref)


AGENCY_MATCHES = Table(
    "agency_matches",
    "one row per agency: the county, place and FBI identifier of what it governs, and why",
    (
        _c("agency_id", "text", "Agency", ref="agencies.agency_id"),
        _c("level", "text", "Level of government, the verdict's where there is one"),
        _c("county_status", "text", "matched, not_applicable (it governs no county) or unknown"),
        _c("county_fips", "text", "Main county FIPS", null=True),
        _c("county_fips_all", "text", "Every county FIPS, main one first, joined by ;"),
        _c("county_rule", "text", "The rule that answered"),
        _c("county_score", "real", "1 for equal names, less where a spelling was read past"),
        _c("county_note", "text", "What it rests on or what contradicts it"),
        _c("place_status", "text", "matched, not_applicable or unknown"),
        _c(
            "place_geoid",
            "text",
            "Census GEOID of the town: 7 digits, or 10 for a township or New England town",
            null=True,
        ),
        _c("place_rule", "text", "The rule that answered"),
        _c("place_note", "text", "What it rests on or what contradicts it"),
        _c("ori_status", "text", "matched or unknown"),
        _c("ori", "text", "FBI agency identifier, nine characters", null=True),
        _c("ori_rule", "text", "The rule that answered"),
        _c("ori_note", "text", "What it rests on or what contradicts it"),
        _c("officers", "integer", "Sworn officers in the ORI's newest FBI report", null=True),
        _c("civilians", "integer", "Civilian employees in that report", null=True),
        _c("staffing_year", "integer", "Year of that report", null=True),
        _c("population_served", "integer", "People served, as the FBI counts them", null=True),
        _c("alternatives", "json", "What was weighed and not taken, for county, place and ori"),
    ),
    ("agency_id",),
    (("county_fips",), ("ori",)),
)


def newest_day(connection: sqlite3.Connection) -> date:
    """The day of the newest believed list."""
    return date.fromisoformat(connection.execute(_LISTS, ("9999-12-31",)).fetchone()[2])


def list_day(connection: sqlite3.Connection, day: date) -> date:
    """The day of the list that speaks for a day: the newest believed one published on or before it.

    Raises ValueError for a day before the first list: nobody on a list we lack is not nobody.
    """
    first, newest, _ = connection.execute(_LISTS, (day.isoformat(),)).fetchone()
    if newest is None:
        raise ValueError(f"the first list held here is of {first}; none says who held what on {day}")
    return date.fromisoformat(newest)


def matches(connection: sqlite3.Connection, state: str | None = None) -> dict[str, Match]:
    """Every agency of the registry (or of one state) tied to places, by agency_id."""
    rows = connection.execute(_AGENCIES, (state,)).fetchall()
    judged = _judged_as(connection, {(postal, fold(name)) for _, postal, name, *_ in rows}, state)
    return {
        agency_id: match_agency(
            postal, name, kind, (county,), _level(kind, level, type_), judged.get(agency_id)
        )
        for agency_id, postal, name, kind, county, level, type_ in rows
    }


def _judged_as(
    connection: sqlite3.Connection, names: Set[tuple[str, str]], state: str | None
) -> dict[str, str]:
    """The name its verdict knows an agency by, by agency_id, where that is no agency's newest name.

    ICE misspells a name anew, and a verdict must not be lost by that; one on a name that two agencies bore is.
    """
    orphans = {key for key in verdicts() if key not in names and state in (None, key[0])}
    bearers: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for agency_id, postal, printed in connection.execute(_SPELLINGS, (state,)) if orphans else ():
        if (key := (postal, fold(printed))) in orphans:
            bearers[key][agency_id] = printed
    return {a: name for found in bearers.values() if len(found) == 1 for a, name in found.items()}


def _level(kind: str, level: str, printed_type: str | None) -> str:
    """The level the name gives; of a body whose kind no word of its name tells, the one ICE prints as TYPE.

    What is of no known kind is taken for a state's: a sheriff misspelt would govern no county.
    """
    if kind != "other" or level != "state":
        return level
    first = (printed_type or "").strip().casefold()[:5]
    return {"count": "county", "munic": "municipal", "munci": "municipal"}.get(first, level)


def match_rows(connection: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    """The rows of `AGENCY_MATCHES`, to be stored beside the registry's own tables."""
    for agency_id, match in matches(connection).items():
        county, place, ori = match.county, match.place, match.ori
        yield (
            agency_id, match.level,
            county.status, county.code, ";".join(county.codes), county.rule, county.score, county.note,
            place.status, place.code, place.rule, place.note,
            ori.status, ori.code, ori.rule, ori.note,
            match.officers, match.civilians, match.staffing_year, match.population_served,
            json.dumps({"county": _weighed(county), "place": _weighed(place), "ori": _weighed(ori)}),
        )  # fmt: skip


def _weighed(answer: Answer) -> list[list[object]]:
    return [[a.code, a.name, a.score, a.reason] for a in answer.alternatives]


def holders(
    connection: sqlite3.Connection,
    day: date,
    state: str | None = None,
    tied: Mapping[str, Match] | None = None,
) -> tuple[Holder, ...]:
    """The agencies on the newest list up to a day, with the models they hold there.

    `tied` are `matches` made before, for who asks about many days.
    """
    models: dict[str, set[str]] = defaultdict(set)
    for _, agency_id, model in connection.execute(_LISTED, (day.isoformat(),)):
        models[agency_id].add(model)
    return tuple(
        Holder(
            agency_id, match.kind, match.level, match.state, match.county.codes, match.place.code,
            frozenset(models[agency_id]), match.ori.code, match.officers, match.population_served,
        )
        for agency_id, match in (tied if tied is not None else matches(connection, state)).items()
        if agency_id in models
    )  # fmt: skip


def spans(connection: sqlite3.Connection) -> tuple[Span, ...]:
    """Every agreement's time in force, from its signing (or first list) to the first list without it."""
    tied = matches(connection)
    return tuple(
        Span(
            agency_id, tied[agency_id].level, tied[agency_id].county.codes, model,
            date.fromisoformat(start), date.fromisoformat(end) if end else None,
        )
        for agency_id, model, start, end in connection.execute(_LIVES)
    )  # fmt: skip
