"""An agency's match as a row of `agency_places`, and back: what the registry keeps is all that was found."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from deputized.reference import fold
from deputized.registry.places.answers import MATCHED, Alternative, Match, PlaceAnswer
from deputized.registry.places.matching import match_agency
from deputized.registry.places.rulings import verdicts

QUESTIONS = ("county", "place", "ori")
_OF_QUESTION = {"county": "counties", "place": "places", "ori": "fbi_agencies"}
Row = tuple[Any, ...]


def place_row(
    state: str,
    name: str,
    kind: str,
    level: str,
    county_raw: str | None,
    type_raw: str | None,
    judged_as: str | None = None,
) -> Row:
    """What an agency governs, as the columns of `agency_places` after its id.

    `judged_as` is the name a hand verdict knows it by, where ICE prints another today.
    """
    match = match_agency(state, name, kind, (county_raw,), level_of(kind, level, type_raw), judged_as)
    answers = (match.county, match.place, match.ori)
    cells: list[Any] = [match.level]
    for question, answer in zip(QUESTIONS, answers, strict=True):
        cells += [answer.status, answer.code]
        if question == "county":
            cells += [";".join(answer.codes), ";".join(f"{share:.3f}" for share in answer.shares)]
        cells += [answer.rule, answer.score, source_of(question, answer), answer.note]
    weighed = {q: [[a.code, a.name, a.score, a.reason] for a in x.alternatives]
               for q, x in zip(QUESTIONS, answers, strict=True)}  # fmt: skip
    return (
        *cells, match.officers, match.civilians, match.staffing_year, match.population_served,
        json.dumps(weighed, ensure_ascii=False),
    )  # fmt: skip


def judged_names(newest: Set[tuple[str, str]], printed: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """The name its verdict knows an agency by, by agency id, where that is no agency's newest name.

    `newest` are state and folded newest name of every agency, `printed` agency id, state and each name printed.
    ICE misspells a name anew, and a verdict must not be lost by that; one on a name that two agencies bore is.
    """
    orphans = verdicts().keys() - newest
    states = {state for state, _ in orphans}
    bearers: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for agency_id, state, name in printed:
        if state in states and (key := (state, fold(name))) in orphans:
            bearers[key][agency_id] = max(bearers[key].get(agency_id, ""), name)
    return {a: name for found in bearers.values() if len(found) == 1 for a, name in found.items()}


def level_of(kind: str, level: str, type_raw: str | None) -> str:
    """The level the name gives; of a body whose kind no word of its name tells, the one ICE prints as TYPE.

    What is of no known kind is taken for a state's: a sheriff misspelt would govern no county.
    """
    if kind != "other" or level != "state":
        return level
    first = (type_raw or "").strip().casefold()[:5]
    return {"count": "county", "munic": "municipal", "munci": "municipal"}.get(first, level)


def source_of(question: str, answer: PlaceAnswer) -> str | None:
    """The table or file a found answer was read from; None where none was found."""
    if answer.status != MATCHED:
        return None
    if answer.rule == "verdict":
        return "curation/places.yml"
    if answer.rule.startswith("printed_county"):
        return "listings"
    if answer.rule.startswith("fbi_"):
        return "fbi_agencies"
    return "townships" if answer.rule == "county_subdivision" else _OF_QUESTION[question]


def match_of(state: str, name: str, kind: str, row: Mapping[str, Any]) -> Match:
    """The match a row of `agency_places` was made from."""
    weighed: Mapping[str, Sequence[Sequence[Any]]] = json.loads(row["alternatives"])
    county, place, ori = (_answer(q, row, weighed[q]) for q in QUESTIONS)
    return Match(
        state, name, kind, row["level"], county, place, ori,
        row["officers"], row["civilians"], row["staffing_year"], row["population_served"],
    )  # fmt: skip


def _answer(question: str, row: Mapping[str, Any], weighed: Sequence[Sequence[Any]]) -> PlaceAnswer:
    shares: tuple[float, ...] = ()
    if question == "county":
        shares = tuple(float(s) for s in row["county_shares"].split(";") if s)
        codes = tuple(row["county_fips_all"].split(";")) if row["county_fips_all"] else ()
    else:
        code = row["place_geoid" if question == "place" else "ori"]
        codes = () if code is None else (code,)
    return PlaceAnswer(
        row[f"{question}_status"], codes, row[f"{question}_rule"], row[f"{question}_score"],
        tuple(Alternative(*one) for one in weighed), row[f"{question}_note"], shares,
    )  # fmt: skip
