"""How much of the newest list is tied to places and identifiers, by kind of agency, and what is missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from deputized.facts.agreements import held_by
from deputized.facts.records import Record
from deputized.places.lookup import state_code
from deputized.registry.places.answers import MATCHED, UNKNOWN, Match, PlaceAnswer

if TYPE_CHECKING:
    from deputized.library.registry import Registry

QUESTIONS = ("county", "place", "ori")
# Kinds that FBI tables set out to list; jails, prosecutors, constables and national guards stand there by chance.
POLICE = frozenset(
    {"sheriff", "county_police", "municipal_police", "campus", "port", "state_police", "tribal"}
)
WHY = {
    "no_county": "names no county of the state, and none that can be read is printed",
    "no_place": "no Census place bears the name: most are townships or New England towns",
    "two_towns": "two places of the state bear the name, and no county tells which",
    "no_fbi_name": "FBI tables hold no agency of this name and county",
    "precinct_not_given": "FBI tables hold constables of the county without saying which precinct",
    "no_sheriff_ori": "FBI tables hold no ORI named for this county's sheriff",
    "no_public_ori": "no public ORI for this kind of body",
    "several_oris": "several ORIs bear the name",
    "verdict": "looked up by hand and left open, with the reason",
}


def report_rows(registry: Registry) -> list[Record]:
    """One record per kind of agency, one for police and sheriffs, one for all: share tied of those that could be.

    Shares are of agreements whose agency has such a thing: a state agency has no county and is left out.
    """
    tied = registry.ties
    groups: dict[str, list[tuple[Match, int]]] = defaultdict(list)
    for agency_id, agreements in held_by(registry.db):
        match = tied[agency_id]
        groups[match.kind].append((match, agreements))
    every = [pair for pairs in groups.values() for pair in pairs]
    police = [pair for kind in sorted(POLICE & set(groups)) for pair in groups[kind]]
    return [
        *(_row(kind, groups[kind]) for kind in sorted(groups)),
        _row("police_and_sheriffs", police),
        _row("all", every),
    ]


def reason_rows(registry: Registry) -> list[Record]:
    """One record per question, kind of agency and reason: how many agreements lack an answer, and why."""
    tied = registry.ties
    counts: Counter[tuple[str, str, str]] = Counter()
    for agency_id, agreements in held_by(registry.db):
        match = tied[agency_id]
        for question in QUESTIONS:
            answer = _answer(match, question)
            if _is_lacking(answer):
                counts[question, match.kind, answer.rule] += agreements
    order = sorted(counts, key=lambda key: (QUESTIONS.index(key[0]), -counts[key], key))
    return [
        {"missing": question, "kind": kind, "agreements": counts[question, kind, rule],
         "why": WHY.get(rule, rule.replace("_", " "))}
        for question, kind, rule in order
    ]  # fmt: skip


def missing_rows(registry: Registry, state: str | None = None) -> list[Record]:
    """One record per active agency and question without an answer: what was tried, and the nearest candidates."""
    wanted = state_code(state)
    out: list[Record] = []
    for agency_id, agreements in held_by(registry.db):
        match = registry.ties[agency_id]
        if wanted is not None and match.state != wanted:
            continue
        for question in QUESTIONS:
            answer = _answer(match, question)
            if _is_lacking(answer):
                near = "; ".join(f"{a.code} {a.name} ({a.score:g})" for a in answer.alternatives)
                out.append(
                    {"agency_id": agency_id, "kind": match.kind, "missing": question, "agreements": agreements,
                     "rule": answer.rule, "why": answer.note, "candidates": near}
                )  # fmt: skip
    return out


def _row(kind: str, pairs: list[tuple[Match, int]]) -> Record:
    record: Record = {"kind": kind, "agencies": len(pairs), "agreements": sum(n for _, n in pairs)}
    for question in QUESTIONS:
        statuses: Counter[str] = Counter()
        for match, agreements in pairs:
            answer = _answer(match, question)
            statuses[UNKNOWN if _is_lacking(answer) else answer.status] += agreements
        could = statuses[MATCHED] + statuses[UNKNOWN]
        record[f"{question}_tied"] = statuses[MATCHED]
        record[f"{question}_of"] = could
        record[f"{question}_share"] = f"{statuses[MATCHED] / could:.2%}" if could else "none has one"
    return record


def _is_lacking(answer: PlaceAnswer) -> bool:
    """Not found, or a kind of body that has no public identifier: either way there is none to give."""
    return answer.status == UNKNOWN or answer.rule == "no_public_ori"


def _answer(match: Match, question: str) -> PlaceAnswer:
    answer: PlaceAnswer = getattr(match, question)
    return answer
