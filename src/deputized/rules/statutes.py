"""State law on 287(g) agreements: the ledger of acts, orders and directives, and what a state's law was on a day.

Two clocks: `as_of` is the day whose law is asked, `known_on` the day of our record, which knows each day of an
entry from the day of its source. Only what is enacted or ordered and was read by somebody is told as law.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from deputized import reference
from deputized.model.days import DayLike, day_of, maybe_day
from deputized.places.lookup import find_state
from deputized.rules.acts import MEANINGS, Law, Posture
from deputized.rules.courts import rulings
from deputized.rules.days import Truth
from deputized.rules.reading import FILE, read_laws
from deputized.rules.searches import Looked, looked_in
from deputized.rules.sources import RulesError
from deputized.rules.yaml_lines import read_lined

__all__ = [
    "MEANINGS", "Law", "Posture", "StatePosture", "laws", "laws_of", "posture_of", "postures", "stale",
]  # fmt: skip


@lru_cache(maxsize=1)
def laws() -> tuple[Law, ...]:
    """Every entry of the ledger, by state, with the rulings on it. Raises RulesError at the first wrong one."""
    found = read_laws(read_lined(FILE), FILE)
    ids = {w.law_id for w in found}
    for r in rulings():
        if wrong := set(r.on) - ids:
            raise RulesError(
                f"laws_courts.yml ({r.ruling_id}): touches names {', '.join(wrong)}, which is no law"
            )
    tied = [replace(w, rulings=tuple(r for r in rulings() if w.law_id in r.on)) for w in found]
    return tuple(sorted(tied, key=lambda law: (law.state, law.signed.earliest if law.signed else date.min)))


def laws_of(state: str, known_on: date | None = None) -> tuple[Law, ...]:
    """Every entry of one state that our record knew on a day, as it knew it, oldest first."""
    return tuple(w.as_known(known_on) for w in laws() if w.state == state and w.known(known_on))


def stale(today: date) -> tuple[Law, ...]:
    """Entries to be read again, those longest unread first."""
    found = [w for w in laws() if w.is_stale(today)]
    return tuple(sorted(found, key=lambda w: (w.checked or date.min, w.law_id)))


@dataclass(frozen=True, slots=True)
class StatePosture:
    """What a state's law was on a day, in one word, with the laws behind it."""

    state: str
    name: str
    day: date
    posture: Posture
    certainty: str  # in force, in force in part, unclear; or why nothing is told as law
    laws: tuple[Law, ...]  # in force or unclear that day, the strongest first
    others: tuple[Law, ...]  # known, but not law that day
    looked: tuple[Looked, ...] = ()  # searches that found nothing


def posture_of(state: str, as_of: DayLike, known_on: DayLike | None = None) -> StatePosture:
    """The strongest posture among a state's laws in force on a day.

    Those only perhaps in force come after, and those for the state's own agencies alone after wider ones.
    A state we hold nothing of is `nothing_found`, with it said whether we looked.
    """
    state, as_of, seen = find_state(state).postal, day_of(as_of, "as_of"), maybe_day(known_on, "known_on")
    known = laws_of(state, seen)
    truths = {law.law_id: law.in_force(as_of) for law in known}
    order = list(Posture)
    standing = sorted(
        (law for law in known if truths[law.law_id] is not Truth.NO),
        key=lambda law: (truths[law.law_id] is Truth.UNCLEAR, law.is_narrow, order.index(law.posture)),
    )
    name = next(s.name for s in reference.states() if s.postal == state)
    others = tuple(law for law in known if truths[law.law_id] is Truth.NO)
    searches = looked_in(state, seen)
    if not standing:
        silence = _silence(others, searches)
        return StatePosture(state, name, as_of, Posture.NOTHING, silence, (), others, searches)
    first = standing[0]
    sure = "unclear whether in force"
    if truths[first.law_id] is Truth.YES:
        sure = "in force in part" if first.in_part(as_of) else "in force"
    return StatePosture(state, name, as_of, first.posture, sure, tuple(standing), others, searches)


def _silence(others: tuple[Law, ...], searches: tuple[Looked, ...]) -> str:
    """Why nothing is told as law: what our record does hold of the state."""
    if any(w.is_law for w in others):
        return "no law in force that day"
    if any(w.status in ("pending", "unverified") or not w.source.is_verified for w in others):
        return "only what is pending or unverified"
    return "nothing confirmed" if searches or others else "our sources do not speak of this state"


def postures(as_of: DayLike, known_on: DayLike | None = None) -> tuple[StatePosture, ...]:
    """The posture of every state and territory on a day, by postal code."""
    return tuple(posture_of(s.postal, as_of, known_on) for s in reference.states())
