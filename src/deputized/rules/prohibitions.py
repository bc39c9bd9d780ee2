"""Agreements that were still listed after a state's law forbade them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from deputized import reference
from deputized.facts.runs import AgreementRun, list_days, runs
from deputized.model.days import DayLike, maybe_day
from deputized.places.lookup import state_code
from deputized.rules.days import Truth
from deputized.rules.sources import RulesError
from deputized.rules.statutes import Law, Posture, laws, laws_of

if TYPE_CHECKING:
    from deputized.library.registry import Registry
    from deputized.registry.places.answers import Match


@dataclass(frozen=True, slots=True)
class StillListed:
    """An agreement ICE still listed on or after the day a law forbade it. Listed is not the same as used."""

    agreement_id: str
    agency_id: str
    agency: str
    model: str
    signed_date: str | None
    last_listed_after: str  # last list of our record that has it
    first_without: str | None  # first later list that lacks it; None: none does
    days_after: int  # from the first day in force to the last list that has it


@dataclass(frozen=True, slots=True)
class Ban:
    """A state's law that forbids agreements, and what ICE listed after it began."""

    state: str
    name: str
    law: Law
    day: date  # of the question
    standing_of_law: str
    newest_list: str  # last list our record holds by that day
    lists_after: int  # lists of our record dated on or after the first day in force
    still_listed: tuple[StillListed, ...]
    on_newest: tuple[StillListed, ...]  # covered agreements on the newest list, whenever it is
    notes: tuple[str, ...]
    gone_before: tuple[
        StillListed, ...
    ] = ()  # covered agreements that were off ICE's lists before the first day


def forbidding(state: str, known_on: date | None = None) -> tuple[Law, ...]:
    """A state's laws that forbid agreements and can be told as law, oldest first."""
    return tuple(w for w in laws_of(state, known_on) if w.posture is Posture.FORBIDS and w.is_law)


def states_that_forbid() -> tuple[str, ...]:
    """States with a law that forbids agreements."""
    return tuple(sorted({law.state for law in laws() if law.posture is Posture.FORBIDS and law.is_law}))


def bans(
    registry: Registry,
    state: str,
    as_of: DayLike | None = None,
    known_on: DayLike | None = None,
    *,
    today: DayLike | None = None,
) -> tuple[Ban, ...]:
    """Every law of a state that forbids agreements, with what ICE listed on or after its first day.

    `today` is the day the law's standing is told for, by default `as_of` or that of the newest list. Raises
    RulesError for a state without one.
    """
    postal = state_code(state) or ""
    as_of, known_on = maybe_day(as_of, "as_of"), maybe_day(known_on, "known_on")
    today = maybe_day(today, "today")
    found = forbidding(postal, known_on)
    if not found:
        raise RulesError(
            f"{postal}: our record holds no law that forbids agreements; there is one in {', '.join(states_that_forbid())}"
        )
    limit = min(d for d in (as_of, known_on, date.max) if d is not None).isoformat()
    days = [d for d in list_days(registry.db) if d <= limit]
    tied = registry.ties.of(postal)
    listed = [r for r in runs(registry.db, postal) if r.start <= limit]
    return tuple(_ban(law, postal, days, listed, tied, today or as_of) for law in found)


def _ban(
    law: Law,
    postal: str,
    days: list[str],
    listed: list[AgreementRun],
    tied: dict[str, Match],
    today: date | None,
) -> Ban:
    newest = days[-1] if days else ""
    begins = law.effective.latest.isoformat() if law.effective else None
    covered = [
        r for r in listed
        if not law.binds
        or any(b.covers(tied[r.agency_id].kind, tied[r.agency_id].level) and b.means(r.agency_id) for b in law.binds)
    ]  # fmt: skip
    after = [d for d in days if begins and d >= begins]
    still, now, before = [], [], []
    for row in covered:
        last = _last(days, row.start, row.stop)
        if last is None:
            continue
        gone = row.stop if row.stop is not None and row.stop <= newest else None
        entry = StillListed(
            row.agreement_id, row.agency_id, row.agency, row.model, row.signed_date, last, gone,
            (date.fromisoformat(last) - law.effective.latest).days if law.effective else 0,
        )  # fmt: skip
        if last == newest and gone is None:
            now.append(entry)
        if begins and last >= begins:
            still.append(entry)
        elif begins and gone is not None:
            before.append(entry)
    day = today or date.fromisoformat(newest)
    return Ban(
        postal, next(s.name for s in reference.states() if s.postal == postal), law, day, law.stands(day), newest,
        len(after), _last_run(still), tuple(now), tuple(_notes(law, newest, begins, len(after))), _last_run(before),
    )  # fmt: skip


def _last(days: list[str], start: str, stop: str | None) -> str | None:
    within = [d for d in days if d >= start and (stop is None or d < stop)]
    return within[-1] if within else None


def _last_run(entries: list[StillListed]) -> tuple[StillListed, ...]:
    """The last run of each agreement, most days after the law first."""
    last = {e.agreement_id: e for e in sorted(entries, key=lambda e: e.last_listed_after)}
    return tuple(sorted(last.values(), key=lambda e: (-e.days_after, e.agency, e.model)))


def _notes(law: Law, newest: str, begins: str | None, after: int) -> list[str]:
    notes = []
    if begins is None:
        notes.append("the first day of the law is not known, so nothing can be said of the time after it")
    elif not after:
        notes.append(
            f"the newest list we hold is of {newest}, before the law's first day {law.effective}: what became of the "
            "agreements is not known here"
        )
    notes.append("ICE lists late and delists late: that an agreement is listed does not say that it is used")
    if law.in_force(date.fromisoformat(newest or "1996-09-30")) is Truth.UNCLEAR:
        notes.append("whether the law was in force on the newest list's day is not known")
    if law.note:
        notes.append(f"our source says: {law.note}")
    return notes
