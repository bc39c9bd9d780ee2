"""The programme's timeline since 1996, and how many agreements there were: sourced statements, then ICE's lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from deputized import reference
from deputized.facts.rosters import entries, rosters
from deputized.model.spans import last_day
from deputized.rules.chronicle_laws import ledger_moments
from deputized.rules.days import SourceDay
from deputized.rules.sources import FactSource, RulesError, read_rows, required, source_of

if TYPE_CHECKING:
    from deputized.library.registry import Registry

KINDS = (
    "federal",
    "state law",
    "court",
    "local decision",
    "agreements",
    "models",
    "money",
    "oversight",
    "counts",
)
"""What an event is about: an act or order of the United States, of a state, a court's or an attorney general's word,
agreements signed or ended, ICE's models and texts, money, what an inspector found, a number somebody stated."""

TIMELINE, COUNTS = "timeline.csv", "counts.csv"


@dataclass(frozen=True, slots=True)
class Moment:
    """One dated event of the program."""

    day: SourceDay
    event: str
    detail: str
    source: FactSource
    kind: str  # one of KINDS
    state: str  # postal code; empty: the whole country
    tells: tuple[str, ...]  # ids of the laws or rulings whose event this is


@dataclass(frozen=True, slots=True)
class StatedCount:
    """A number somebody stated for a day. `unit` and `model` are as the source words them."""

    day: SourceDay
    count: int
    unit: str
    model: str
    states: str  # as stated, such as 40 or 39+Guam; empty if not
    note: str
    source: FactSource


@dataclass(frozen=True, slots=True)
class StatedPoint:
    """One point of the joined series of how many there were on a day."""

    day: str  # as precise as it is known
    on: date  # where it is drawn: the first day it may be
    count: int
    unit: str  # as the source words it
    tfm: int | None
    jem: int | None
    wso: int | None
    origin: str  # statement, or list
    evidence: str  # who said it, or the list's id
    confidence: str
    note: str = ""  # what else its source or others say of it


@lru_cache(maxsize=1)
def timeline() -> tuple[Moment, ...]:
    """Every event, oldest first: those noted by hand, and each day of the ledger of laws and courts they do not tell.

    Raises RulesError for a row without a day, a kind or a source.
    """
    noted = _noted()
    told = {(m.day.text, subject) for m in noted for subject in m.tells}
    found = [
        Moment(x.day, x.event, x.detail, x.source, x.kind, x.state, (x.subject,))
        for x in ledger_moments()
        if (x.day.text, x.subject) not in told
    ]
    return tuple(sorted((*noted, *found), key=lambda m: (m.day.earliest, m.day.latest, m.state, m.event)))


def _noted() -> tuple[Moment, ...]:
    """The events noted by hand."""
    postal = {s.postal for s in reference.states()}
    found = []
    for n, row in enumerate(read_rows(TIMELINE), 2):
        where = f"{TIMELINE}, line {n}"
        kind = required(row, "kind", where)
        if kind not in KINDS:
            raise RulesError(f"{where}: kind is {kind!r}; it must be one of {', '.join(KINDS)}")
        if row["state"] and row["state"] not in postal:
            raise RulesError(f"{where}: state is {row['state']!r}, which is no postal code")
        found.append(
            Moment(
                _day(row, where), required(row, "event", where), row["detail"], source_of(row, where), kind,
                row["state"], tuple(row["tells"].split()),
            )
        )  # fmt: skip
    return tuple(found)


@lru_cache(maxsize=1)
def counts() -> tuple[StatedCount, ...]:
    """Every stated number, oldest first. Raises RulesError for a row without a day, a number or a source."""
    found = []
    for n, row in enumerate(read_rows(COUNTS), 2):
        where = f"{COUNTS}, line {n}"
        number = required(row, "count", where)
        if not number.isdigit():
            raise RulesError(f"{where}: count is {number!r}; it must be a whole number")
        found.append(
            StatedCount(
                _day(row, where), int(number), required(row, "unit", where), required(row, "model", where),
                row["states"], row["note"], source_of(row, where),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda c: (c.day.earliest, c.day.latest)))


def _day(row: Mapping[str, str], where: str) -> SourceDay:
    try:
        return SourceDay.read(required(row, "date", where))
    except ValueError as error:
        raise RulesError(f"{where}: date: {error}") from error


def series(registry: Registry) -> tuple[StatedPoint, ...]:
    """How many there were: statements of totals and older lists before our first list, then every believed list.

    Statements after the newest list follow, since nothing else is known of that time. Those between are left
    out: the lists themselves say it. Statements count agreements or agencies, as each says; lists count
    agreements.
    """
    grown = registry.growth()
    first, last = (
        date.fromisoformat(grown[0]["published_date"]),
        date.fromisoformat(grown[-1]["published_date"]),
    )
    said = [c for c in counts() if re.match(r"all|JEM\+WSO", c.model) or c.day.latest < first]
    stated = [c for c in said if c.day.latest < first or c.day.earliest > last]
    points = [
        StatedPoint(
            c.day.text, c.day.earliest, c.count, c.unit, None, None, None, "statement", c.source.title,
            c.source.confidence, _note(c),
        )
        for c in stated
    ]  # fmt: skip
    points += [
        StatedPoint(
            r["published_date"], date.fromisoformat(r["published_date"]), r["agreements"], "agreements",
            r["tfm"], r["jem"], r["wso"], "list", r["publication_id"], "confirmed",
        )
        for r in grown
    ]  # fmt: skip
    points += _rosters(registry)
    return tuple(sorted(points, key=lambda p: p.on))


def _rosters(registry: Registry) -> Iterator[StatedPoint]:
    """Each older list that we hold whole, as a point of its own day: what it has, whatever its caption says."""
    for roster in rosters(registry.db):
        stands = entries(registry.db, roster.roster_id)
        models = Counter(e.model for e in stands)
        printed = set(models) != {"unknown"}
        caption = roster.stated_count
        note = f"its caption says {caption}" if caption not in (None, len(stands)) else ""
        if models["HYBRID"]:
            note = f"{models['HYBRID']} more are hybrids, for street and jail"
        yield StatedPoint(
            roster.as_of, date.fromisoformat(last_day(roster.as_of)), len(stands), "agreements",
            models["TFM"] if printed else None, models["JEM"] if printed else None, None, "statement",
            roster.source, "confirmed" if roster.kind != "mirror" else "single source", note,
        )  # fmt: skip


def newest_stated(after: date, until: date) -> StatedCount | None:
    """The newest number of all agreements that somebody stated for a day after one, up to another; None if there is none."""
    said = [c for c in counts() if c.model == "all" and c.unit == "agreements"]
    later = [c for c in said if c.day.earliest > after and c.day.latest <= until]
    return max(later, key=lambda c: (c.day.latest, c.day.earliest), default=None)


def _note(count: StatedCount) -> str:
    """What is said beside a number: other numbers for the same day, the states it is of, the models."""
    model = "" if count.model == "all" else f"{count.model} only"
    states = f"{count.states} state{'s' * (count.states != '1')}" if count.states.isdigit() else count.states
    if states and states in count.note:
        states = ""
    return "; ".join(x for x in (count.note, model, states) if x)
