"""The two clocks, slowly and obviously: walk the rows of every list that was out, keep nothing else."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from datetime import date

Answer = dict[str, set[str]]


def in_force(db: sqlite3.Connection, as_of: str, known_on: str) -> Answer:
    """Agreement ids by standing: listed, signed_not_listed, omitted."""
    lists = [
        r[0]
        for r in db.execute(
            "SELECT publication_id FROM publications WHERE kind IN ('participating', 'webpage') AND standing = 'believed' "
            "AND published_date <= ? ORDER BY position",
            (known_on,),
        )
    ]
    days = {r[0]: r[1] for r in db.execute("SELECT publication_id, published_date FROM publications")}
    on: dict[str, set[str]] = {}
    signed: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for name in lists:
        on[name] = set()
        for agreement, day in db.execute(
            "SELECT agreement_id, signed_date FROM listings JOIN contents USING (content_id) WHERE publication_id = ? "
            "ORDER BY row_number",
            (name,),
        ):
            on[name].add(agreement)
            signed[agreement].append((name, day))
    past = [n for n in lists if days[n] <= as_of]
    last = on[past[-1]] if past else set()
    answer: Answer = {"listed": set(last), "signed_not_listed": set(), "omitted": set()}
    for agreement in signed:
        if agreement in last:
            continue
        where = [n for n in lists if agreement in on[n]]
        earlier = [n for n in where if n in past]
        later = [n for n in where if n not in past]
        if earlier and later:
            answer["omitted"].add(agreement)
        elif later and _signed_by(signed[agreement], days, lists[0], as_of):
            answer["signed_not_listed"].add(agreement)
    return answer


def _signed_by(
    printed: list[tuple[str, str | None]], days: dict[str, str], first_list: str, as_of: str
) -> bool:
    """The day printed last is not after as_of, and some printed day is plausible and not after as_of either."""
    first = printed[0][0]
    plausible = [
        d
        for _, d in printed
        if d is not None
        and (first == first_list or (date.fromisoformat(days[first]) - date.fromisoformat(d)).days <= 200)
    ]
    newest = printed[-1][1]
    return bool(plausible) and min(plausible) <= as_of and newest is not None and newest <= as_of
