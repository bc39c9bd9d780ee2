"""How much of the newest list is tied to places and identifiers, by kind of agency, and what is missing."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict

from deputized.places.answers import MATCHED, UNKNOWN, Answer, Match
from deputized.places.standing import matches

Record = dict[str, object]
QUESTIONS = ("county", "place", "ori")
# One row per agency with an agreement on the newest believed list.
_ACTIVE = """
SELECT agency_id, count(*) FROM agreements WHERE status = 'active' GROUP BY agency_id ORDER BY agency_id
"""


def report_rows(connection: sqlite3.Connection) -> list[Record]:
    """One record per kind of agency, and one for all: agencies, agreements, share tied of those that could be.

    Shares are of agreements whose agency has such a thing: a state agency has no county and is left out.
    """
    tied = matches(connection)
    groups: dict[str, list[tuple[Match, int]]] = defaultdict(list)
    for agency_id, agreements in connection.execute(_ACTIVE):
        match = tied[agency_id]
        groups[match.kind].append((match, agreements))
    every = [pair for pairs in groups.values() for pair in pairs]
    return [_row(kind, groups[kind]) for kind in sorted(groups)] + [_row("all", every)]


def missing_rows(connection: sqlite3.Connection, state: str | None = None) -> list[Record]:
    """One record per active agency and question without an answer: what was tried, and the nearest candidates."""
    tied = matches(connection, state.upper() if state else None)
    out: list[Record] = []
    for agency_id, agreements in connection.execute(_ACTIVE):
        match = tied.get(agency_id)
        if match is None:
            continue
        for question in QUESTIONS:
            answer = _answer(match, question)
            if answer.status == UNKNOWN:
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
            statuses[_answer(match, question).status] += agreements
        could = statuses[MATCHED] + statuses[UNKNOWN]
        record[f"{question}_tied"] = statuses[MATCHED]
        record[f"{question}_of"] = could
        record[f"{question}_share"] = f"{statuses[MATCHED] / could:.2%}" if could else "none has one"
    return record


def _answer(match: Match, question: str) -> Answer:
    answer: Answer = getattr(match, question)
    return answer
