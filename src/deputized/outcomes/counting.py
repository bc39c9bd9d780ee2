"""Counts of a release by agency, month and model: what is certain, what is possible, and what cannot be tied."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from deputized.facts import release_rows
from deputized.outcomes.attribution import CERTAIN, POSSIBLE, UNTIED, Attributor, Tied
from deputized.outcomes.breaks import Break, breaks
from deputized.places.lookup import PlaceError, find_state

if TYPE_CHECKING:
    from deputized.library import Registry

RECODED = date(2025, 8, 1)
"""From this month on ICE records task force arrests as "Custodial Arrest" too: such rows at a tied place are possible."""


class Key(NamedTuple):
    """What is counted together."""

    agency_id: str  # empty where nothing is tied
    state: str
    month: str
    model: str
    tagged: bool
    certainty: str
    why: str


class Force(NamedTuple):
    """An agreement's days: in force from `start` to `last`, and maybe until `end`, the first list without it."""

    model: str
    start: date
    last: date | None  # None: still listed
    end: date | None


@dataclass(frozen=True, slots=True)
class CountedRelease:
    """All that comes of a release: counts, and where its words change."""

    counts: dict[Key, int]
    breaks: tuple[Break, ...]
    tagged: int


def in_force(registry: Registry) -> dict[str, list[Force]]:
    """Every agreement's days by agency, by all that is known now."""
    found: dict[str, list[Force]] = defaultdict(list)
    for life in registry.clocks.lives():
        agency = registry.clocks.agency_known(life.agency_id, None)
        start = min(life.signed_date or life.first_listed_date, life.first_listed_date)
        gone = date.fromisoformat(life.absent_date) if life.absent_date else None
        last = date.fromisoformat(life.last_listed_date) if gone and life.last_listed_date else None
        found[agency].append(Force(life.model, date.fromisoformat(start), last, gone))
    return found


def judge(tied: Tied, day: date | None, program: str, forces: Iterable[Force]) -> tuple[str, str, str]:
    """Certainty, model and why, of tagged rows with one text, program and day.

    Certain: the text names one body of ours, an agreement of a model that fits was in force that very day. An agreement
    that went between two lists is possible for the days between. No agreement that day: it cannot be that agency's.
    """
    if tied.agency_id is None:
        return UNTIED, "", tied.why
    if day is None:
        return POSSIBLE, "", "the row has no day"
    sure = {
        f.model
        for f in forces
        if f.start <= day and (f.end is None or (f.last is not None and day <= f.last))
    }
    maybe = {f.model for f in forces if f.start <= day and (f.end is None or day < f.end)}
    if not maybe:
        return UNTIED, "", "tied to an agency that had no agreement in force that day"
    if not sure:
        return POSSIBLE, "/".join(sorted(maybe)), "the agreement left between two lists, around that day"
    if re.search(r"task force", program, re.IGNORECASE):
        if "TFM" not in sure:
            return (
                POSSIBLE,
                "TFM",
                "the program is the task force's, and the agency had none in force that day",
            )
        return tied.certainty, "TFM", tied.why
    if tied.reading.kind in ("county_jail", "city_jail"):
        jail = sure & {"JEM", "WSO"}
        if not jail:
            return POSSIBLE, "TFM", "a jail's text, and only a task force agreement in force"
        return tied.certainty, "/".join(sorted(jail)), tied.why
    return tied.certainty, "/".join(sorted(sure)), tied.why


def count(db: release_rows.Engine, registry: Registry) -> CountedRelease:
    """Counts of the table `rows`, agency by agency."""
    attributor, forces = Attributor(registry), in_force(registry)
    counts: Counter[Key] = Counter()
    tagged = 0
    for place, state, city, program, day, n in release_rows.tagged(db):
        where = _postal(state)
        tied = attributor.tie(place or "", where, city or "")
        certainty, model, why = judge(tied, day, program or "", forces.get(tied.agency_id or "", ()))
        agency = tied.agency_id if certainty != UNTIED else None
        counts[Key(agency or "", where or tied.reading.state, _month(day), model, True, certainty, why)] += n
        tagged += n
    for place, state, city, day, n in release_rows.untagged(db, RECODED):
        where = _postal(state)
        tied = attributor.tie(place or "", where, city or "")
        if tied.agency_id is None:
            continue
        _, model, _ = judge(tied, day, "287g Task Force", forces.get(tied.agency_id, ()))
        if "TFM" in {
            f.model
            for f in forces.get(tied.agency_id, ())
            if f.start <= day and (f.end is None or day < f.end)
        }:
            why = "custodial arrest at the place of a task force agency, without a 287(g) tag"
            counts[
                Key(tied.agency_id, where or tied.reading.state, _month(day), model, False, POSSIBLE, why)
            ] += n
    return CountedRelease(dict(counts), breaks(release_rows.words(db)), tagged)


def _month(day: date | None) -> str:
    return f"{day:%Y-%m}" if day else ""


def _postal(text: str | None) -> str:
    if not text:
        return ""
    try:
        return find_state(text).postal
    except PlaceError:
        return ""


def certainty_totals(counts: dict[Key, int]) -> dict[str, int]:
    """Rows by certainty; tagged rows alone, and untagged possible ones apart. They add up to all that was counted."""
    totals = {CERTAIN: 0, POSSIBLE: 0, UNTIED: 0, "possible, untagged": 0}
    for key, n in counts.items():
        totals[key.certainty if key.tagged else "possible, untagged"] += n
    return totals
