"""Ties an agency to the county, place and ORI of what it governs. A pure function of its arguments.

The reference lists decide; spelling only scores. The agency's own name outranks the printed county, which
ICE gets wrong and leaves out; a name the lists do not hold is unknown, with the near ones as candidates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from deputized import reference
from deputized.reference import FbiAgency, PlaceRow, fold
from deputized.registry.names import AgencyName, parse_name
from deputized.registry.places.answers import (
    MATCHED,
    UNKNOWN,
    Alternative,
    Match,
    PlaceAnswer,
    matched,
    not_applicable,
    unknown,
)
from deputized.registry.places.directory import by_full_name, by_ori, is_civil_town, town_key, towns
from deputized.registry.places.gazetteer import (
    PrintedCounty,
    county_name,
    find_places,
    near_places,
    read_county,
)
from deputized.registry.places.identifiers import find_ori
from deputized.registry.places.rulings import PlaceRuling, verdicts
from deputized.registry.places.several import of_several, shares_of, town_counties

COUNTY_KINDS = frozenset({"sheriff", "county_police", "prosecutor", "corrections"})
STATEWIDE = "a statewide body governs no single county"
_COUNTY_WORD = re.compile(r"\b(?:county|parish|co)\b")


def match_agency(
    state: str,
    name: str,
    kind: str,
    printed_counties: Sequence[str | None] = (),
    level: str | None = None,
    judged_as: str | None = None,
) -> Match:
    """The county, place and ORI of one agency, each with rule, score and alternatives.

    `printed_counties` are the COUNTY values ICE printed for it, newest first; `level` overrides the level the
    name gives; `judged_as` is the name a hand verdict knows it by, where ICE prints another today. Raises KeyError
    for what is no postal code.
    """
    return _match(state, name, kind, tuple(printed_counties), level, judged_as or name)


@lru_cache(maxsize=8192)  # every question about a place ties the same agencies anew
def _match(
    state: str,
    name: str,
    kind: str,
    printed_counties: tuple[str | None, ...],
    level: str | None,
    judged_as: str,
) -> Match:
    printed = tuple(read_county(state, p) for p in printed_counties)
    hint = next((p.printed for p in printed if p.fips), None)
    parsed = parse_name(state, name, hint)
    verdict = verdicts().get((state, fold(judged_as)))
    level = (verdict.level if verdict and verdict.level else None) or level or parsed.level
    parsed = replace(parsed, kind=kind, level=level)
    county, place, fbi = _governed(parsed, printed)
    ori = find_ori(parsed, county, fbi)
    if verdict is not None:
        county = _overrule(county, verdict.county_fips, verdict)
        place = _overrule(place, _one(verdict.place_geoid), verdict)
        ori = _overrule(find_ori(parsed, county, fbi), _one(verdict.ori), verdict)
    report = (
        by_ori(state).get(ori.code) if ori.code else None
    )  # a verdict may know an ORI that our tables lack
    if county.status == UNKNOWN and report is not None and report.county_fips:
        county = matched("fbi_agency", report.county_fips, f"FBI tables place {ori.code} there")
    match = Match(state, name, kind, level, county, place, ori)
    if report is None or report.year is None or (verdict and not verdict.staffing):
        return match
    return replace(
        match,
        officers=report.officers,
        civilians=report.civilians,
        staffing_year=report.year,
        population_served=report.population,
    )


def _one(code: str | None) -> tuple[str, ...] | None:
    return None if code is None else ((code,) if code else ())


def _overrule(answer: PlaceAnswer, codes: tuple[str, ...] | None, verdict: PlaceRuling) -> PlaceAnswer:
    """The verdict's answer where it gives one: codes, or that there is none to give."""
    if codes is None:
        return answer
    note = f"{verdict.reason} ({verdict.evidence})"
    others = answer.alternatives
    if answer.status == MATCHED and answer.codes != codes:
        others = (
            *(Alternative(c, "", answer.score, f"rule {answer.rule}, overruled") for c in answer.codes),
            *others,
        )
    if not codes:
        return unknown("verdict", note, others)
    if codes == ("none",):
        return not_applicable("verdict", note)
    is_whole = not verdict.partial and all(c in reference.counties_by_fips() for c in codes)
    shares = shares_of(codes) if is_whole else ()
    return matched("verdict", codes, note, 1.0, others, shares)


def _governed(
    name: AgencyName, printed: tuple[PrintedCounty, ...]
) -> tuple[PlaceAnswer, PlaceAnswer, tuple[FbiAgency, ...]]:
    """(county, place, FBI town agencies that fit) for a body of this level."""
    if name.level == "state":
        return not_applicable("statewide", STATEWIDE), not_applicable("statewide", STATEWIDE), ()
    several = of_several(name, next((p.fips for p in printed if p.fips), None))
    if name.level == "municipal" and name.base.endswith(" regional"):
        police = towns(name.state).get(town_key(name.printed), ())
        no_town = not_applicable("regional_police", "a regional police force serves several towns")
        return several or _town_county(name, printed, police), no_town, police
    if name.level == "municipal" or _is_town_constable(name):
        return _municipal(name, printed)
    no_place = not_applicable("no_town", f"a {name.level.replace('_', ' ')} body governs no town")
    return several or _county(name, printed), no_place, ()


def _is_town_constable(name: AgencyName) -> bool:
    """Pennsylvania's constables are elected by a borough, township or ward, not by a county's precinct."""
    return name.kind == "constable" and name.state == "PA"


def _county(name: AgencyName, printed: tuple[PrintedCounty, ...]) -> PlaceAnswer:
    """The county an agency is named for; else the one an FBI name of it gives; else the printed one."""
    if name.county_fips:
        how = 1.0 if name.base_how == "exact" else 0.9
        rule = "county_name" if name.base_how == "exact" else "county_name_fixed"
        return matched(rule, (name.county_fips,), _conflict(name.county_fips, printed), how)
    if (within := _county_in(name)) is not None:
        return matched("county_in_name", (within,), _conflict(within, printed), 0.9)
    listed = by_full_name(name.state).get(fold(name.printed), ())
    counties = {fips for agency in listed for fips in agency.county_fips}
    if listed and len(counties) == 1:
        return matched("fbi_name", tuple(counties), f"FBI tables name {listed[0].ori} so")
    return _printed(name, printed)


def _county_in(name: AgencyName) -> str | None:
    """The one county whose whole name stands before "County" or "Parish" in a name no rule could split:
    "Sheriff of Kinney County", "Kinney Co. S.O."."""
    if name.level != "county":
        return None
    words = _COUNTY_WORD.split(fold(name.printed))[0].split()
    if len(words) == len(fold(name.printed).split()):
        return None
    table = reference.county_by_name(name.state)
    for start in range(max(len(words) - 4, 0), len(words)):
        found = [c for c in table.get(" ".join(words[start:]), ()) if c.lsad != "independent city"]
        if found:
            return found[0].fips
    return None


def _conflict(fips: str, printed: tuple[PrintedCounty, ...]) -> str:
    wrong = [p for p in printed if p.how != "empty" and p.fips != fips]
    if not wrong:
        return ""
    return f"ICE printed {wrong[0].printed!r}; the name says {county_name(fips)}"


def _printed(name: AgencyName, printed: tuple[PrintedCounty, ...]) -> PlaceAnswer:
    for value in printed:
        if value.fips:
            rule = "printed_county" if value.how == "exact" else "printed_county_fixed"
            score = 1.0 if value.how == "exact" else 1 - value.distance / max(len(value.printed), 1)
            return matched(rule, (value.fips,), f"ICE printed {value.printed!r}", round(score, 3))
    own = [c for c in reference.counties() if c.state == name.state and c.status == "current"]
    if len(own) == 1:
        return matched("only_county", (own[0].fips,), f"{own[0].name} is the only county of {name.state}")
    if name.level == "regional":
        return not_applicable("regional", "a body of several counties; none is printed")
    tried = "; ".join(repr(p.printed) for p in printed if p.how != "empty") or "no county printed"
    return unknown("no_county", f"{name.printed!r} names no county of {name.state}, and {tried} gives none")


def _municipal(
    name: AgencyName, printed: tuple[PrintedCounty, ...]
) -> tuple[PlaceAnswer, PlaceAnswer, tuple[FbiAgency, ...]]:
    """The town: its name in the Census and FBI lists; the printed county chooses among towns of one name."""
    is_township = name.form == "township" or is_civil_town(name.state, name.printed)
    places = () if is_township else find_places(name.state, name.base)
    police = towns(name.state).get(town_key(f"{name.base} township" if is_township else name.base), ())
    if not places and not police:
        key = town_key(name.printed)
        is_township = is_township or key.is_township
        police = towns(name.state).get(replace(key, is_township=is_township), ())
        places = () if is_township else find_places(name.state, key.base)
    given = next((p.fips for p in printed if p.fips), None)
    near = tuple(Alternative(p.place_geoid, p.name, round(s, 3), "spelling only") for s, p in
                 (() if places or police else near_places(name.state, name.base)))  # fmt: skip
    chosen, rejected = _choose_places(places, police, given)
    police = tuple(a for a in police if _fits(a, chosen, given, police))
    others = tuple(Alternative(p.place_geoid, p.name, 1.0, "another town of this name") for p in rejected)
    if len(chosen) == 1:
        place = chosen[0]
        codes, shares = town_counties(place, given)
        return (
            matched("place_county", codes, _place_conflict(place, given, printed), shares=shares),
            matched("place_name", (place.place_geoid,), "", 1.0, others),
            police,
        )
    if chosen:
        several = tuple(Alternative(p.place_geoid, p.name, 1.0, "towns of one name") for p in chosen)
        where = unknown(
            "two_towns", f"{len(chosen)} places of {name.state} are named {chosen[0].name}", several
        )
        return _town_county(name, printed, police), where, police
    reason = "the Census counts no such place: a township or New England town" if police or is_township else (
        f"no place of {name.state} is named {name.base!r}")  # fmt: skip
    # A constable's township may have no police: that of another township of the name says nothing.
    county = _printed(name, printed) if _is_town_constable(name) else _town_county(name, printed, police)
    if county.code and (town := reference.townships().get((county.code, name.base))):
        return county, matched("county_subdivision", (town.place_geoid,)), police
    return county, unknown("no_place", reason, near), police


def _holds(place: PlaceRow, given: str | None) -> bool:
    """Whether a printed county, or what took a former county's place, holds the town or a part of it."""
    return given is not None and bool(
        {given, *reference.successors().get(given, ())} & set(place.all_counties)
    )


def _choose_places(
    places: tuple[PlaceRow, ...], police: tuple[FbiAgency, ...], given: str | None
) -> tuple[tuple[PlaceRow, ...], tuple[PlaceRow, ...]]:
    """(the places it can be, those ruled out): by printed county, then self-government, then the FBI."""
    chosen = places
    if given is not None and len(chosen) > 1:
        chosen = tuple(p for p in chosen if _holds(p, given)) or chosen
    if len(chosen) > 1:
        chosen = tuple(p for p in chosen if p.is_incorporated) or chosen
    if len(chosen) > 1:
        counties = {fips for agency in police for fips in agency.county_fips}
        chosen = tuple(p for p in chosen if counties & set(p.all_counties)) or chosen
    # A New England town or a township of the same name may stand in the printed county.
    outside = len(chosen) == 1 and given is not None and not _holds(chosen[0], given)
    if outside and any(given in a.county_fips for a in police) and not _has_police(chosen[0], police):
        return (), places
    return chosen, tuple(p for p in places if p not in chosen)


def _has_police(place: PlaceRow, police: tuple[FbiAgency, ...]) -> bool:
    return any(set(a.county_fips) & set(place.all_counties) for a in police)


def _fits(
    agency: FbiAgency, chosen: tuple[PlaceRow, ...], given: str | None, police: tuple[FbiAgency, ...]
) -> bool:
    """Whether a town police agency can be that of the chosen town."""
    if not agency.county_fips:
        return len(police) == 1
    if len(chosen) == 1:
        return bool(set(agency.county_fips) & set(chosen[0].all_counties))
    return given is None or given in agency.county_fips


def _town_county(
    name: AgencyName, printed: tuple[PrintedCounty, ...], police: tuple[FbiAgency, ...]
) -> PlaceAnswer:
    """The county of a town the Census does not count: its police's in FBI tables, else the printed one."""
    if len(police) == 1 and police[0].county_fips:
        return matched("fbi_town", police[0].county_fips, f"FBI tables place {police[0].ori} there")
    return _printed(name, printed)


def _place_conflict(place: PlaceRow, given: str | None, printed: tuple[PrintedCounty, ...]) -> str:
    said = next((p.printed for p in printed if p.how != "empty"), None)
    if said is None or _holds(place, given):
        return ""
    return f"ICE printed {said!r}; {place.name} lies in {county_name(place.county_fips)}"
