"""State law on 287(g) agreements: acts, orders and directives with their days, and what was not found.

Two clocks: `as_of` is the day whose law is asked, `known_on` the day of our record, which knows an entry from
the day of its source. Only what is enacted or ordered and was read by somebody is told as law.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from deputized import reference
from deputized.model.days import DayLike, day_of, maybe_day
from deputized.places.lookup import find_state
from deputized.rules.days import UNKNOWN, SourceDay, Truth
from deputized.rules.predicates import Binding, read_binding
from deputized.rules.sources import RulesError, Source, read_entries, required, source_of

FILE = "laws.yml"
STATUSES = ("enacted", "ordered", "pending", "unverified", "none")
LAW = ("enacted", "ordered")
MODELS = ("TFM", "JEM", "WSO")
DAYS = ("signed", "effective", "deadline", "until")
FIELDS = frozenset(
    (
        "id", "state", "posture", "status", "bill", "statute", *DAYS, "covered", "binds", "models", "satisfied_by",
        "enforcement", "note", "printed", "assumed", "replaced_by", "source_title", "source_url", "source_date", "confidence",
    )
)  # fmt: skip


class Posture(StrEnum):
    """What a state's law does about agreements; the order is that of force, for a one-word answer."""

    FORBIDS = "forbids"
    MANDATES = "mandates"
    RESTRICTS = "restricts"
    COOPERATE = "duty_to_cooperate"
    BARS_BANS = "bars_local_bans"
    INCENTIVISES = "incentivises"
    NOTHING = "nothing_found"


MEANINGS = {
    Posture.FORBIDS: "no agency it covers may hold an agreement",
    Posture.MANDATES: "those it binds must seek or hold an agreement",
    Posture.RESTRICTS: "an agreement is allowed only under conditions",
    Posture.COOPERATE: "jails or agencies must work with ICE; it does not ask for an agreement",
    Posture.BARS_BANS: "towns may not forbid agreements",
    Posture.INCENTIVISES: "money is offered to those that hold one",
    Posture.NOTHING: "no such law was found or could be confirmed; that is not proof that there is none",
}


@dataclass(frozen=True, slots=True)
class Law:
    """One act, order or directive; or one search that found nothing (`status` none, no days)."""

    law_id: str
    state: str
    posture: Posture
    status: str
    bill: str
    statute: str
    signed: SourceDay | None  # None: unknown
    effective: SourceDay | None  # None: unknown
    deadline: SourceDay | None  # None: it sets none
    until: SourceDay | None  # first day no longer in force; None: open or unknown
    covered: str  # in words
    binds: tuple[Binding, ...]  # as a predicate; empty where the text is not known well enough
    models: str  # what the text says of models, in words
    satisfied_by: tuple[str, ...]  # models that fulfil a mandate
    enforcement: str
    note: str
    printed: Mapping[str, str]  # days as the source prints them
    assumed: tuple[str, ...]  # which of the days no source was read for
    replaced_by: str | None
    source: Source

    @property
    def is_law(self) -> bool:
        """Whether it may be told as law: enacted or ordered, and somebody read a source."""
        return self.status in LAW and self.source.is_verified

    @property
    def is_narrow(self) -> bool:
        """Whether it speaks of the state's own agencies alone, not of sheriffs and towns."""
        return bool(self.binds) and all(b.level == "state" for b in self.binds)

    def in_force(self, day: date) -> Truth:
        """Whether it is law on a day. Unclear where its first or last day is not known well enough."""
        if not self.is_law:
            return Truth.NO
        if self.until is not None and self.until.reached(day) is Truth.YES:
            return Truth.NO
        begun = self.effective.reached(day) if self.effective else _begun(self.signed, self.deadline, day)
        ending = self.until is not None and self.until.reached(day) is Truth.UNCLEAR
        return Truth.UNCLEAR if begun is Truth.YES and ending else begun

    def known(self, day: date | None) -> bool:
        """Whether our record can have known it on a day: its source is of that day or earlier, and it was signed.

        A source that bears only a year may be of its first day; a law is not known before it is signed.
        """
        if day is None or not self.source.date:
            return True
        first = SourceDay.read(self.source.date).earliest
        if self.is_law and self.signed is not None:
            first = max(first, self.signed.earliest)
        return first <= day

    def shown(self, field: str) -> str:
        """A day as it is shown: as the source gives it, marked where it is assumed; empty if there is none."""
        day: SourceDay | None = getattr(self, field)
        if day is None:
            return ""
        return f"{day} (assumed, not read)" if field in self.assumed else str(day)

    def stands(self, day: date) -> str:
        """How it stands on a day, in words."""
        if self.status == "none":
            return "nothing could be confirmed"
        if self.status not in LAW:
            return f"{self.status}: not told as law"
        if not self.is_law:
            return "not verified: not told as law"
        truth = self.in_force(day)
        if truth is Truth.YES:
            if "effective" in self.assumed:
                return f"in force, if it began on {self.effective}, which is assumed and was not read"
            return "in force" if self.effective else "in force by its deadline at the latest"
        if truth is Truth.UNCLEAR:
            return "enacted; whether it was in force that day is not known"
        if self.until is not None and self.until.reached(day) is Truth.YES:
            return f"no longer in force since {self.until}"
        if self.signed is not None and self.signed.reached(day) is Truth.YES:
            return f"signed, not yet in force ({self.effective})" if self.effective else "signed"
        return "not yet enacted"


def _begun(signed: SourceDay | None, deadline: SourceDay | None, day: date) -> Truth:
    """Of a law whose first day is unknown: not before it was signed, and by its deadline at the latest."""
    if deadline is not None and deadline.reached(day) is Truth.YES:
        return Truth.YES
    if signed is not None and signed.reached(day) is Truth.NO:
        return Truth.NO
    return Truth.UNCLEAR


@lru_cache(maxsize=1)
def laws() -> tuple[Law, ...]:
    """Every entry of curation/laws.yml, by state. Raises RulesError at the first that is not as it must be."""
    found = read_laws(read_entries(FILE), FILE)
    return tuple(sorted(found, key=lambda law: (law.state, law.signed.earliest if law.signed else date.min)))


def read_laws(entries: Iterable[Mapping[str, Any]], name: str) -> tuple[Law, ...]:
    """Laws from entries of a file called `name`. Raises RulesError naming file and entry."""
    found: dict[str, Law] = {}
    postal = {s.postal for s in reference.states()}
    for number, entry in enumerate(entries, 1):
        where = f"{name}, entry {number} ({entry.get('id', 'no id')})"
        law = _law(entry, where)
        if law.law_id in found:
            raise RulesError(f"{where}: the id is given twice")
        if law.state not in postal:
            raise RulesError(f"{where}: {law.state} is no postal code")
        found[law.law_id] = law
    for law in found.values():
        if law.replaced_by is not None and law.replaced_by not in found:
            raise RulesError(f"{name} ({law.law_id}): replaced_by {law.replaced_by}, which is no entry")
    return tuple(found.values())


def _law(entry: Mapping[str, Any], where: str) -> Law:
    try:
        posture = Posture(required(entry, "posture", where))
    except ValueError as error:
        raise RulesError(f"{where}: {error}; it must be one of {', '.join(Posture)}") from error
    status = required(entry, "status", where)
    if status not in STATUSES:
        raise RulesError(f"{where}: status is {status!r}; it must be one of {', '.join(STATUSES)}")
    nothing = status == "none"
    if nothing != (posture is Posture.NOTHING):
        raise RulesError(f"{where}: posture nothing_found goes with status none, and only with it")
    text = {f: "" if nothing else str(required(entry, f, where)) for f in _TEXTS}
    satisfied = tuple(entry.get("satisfied_by") or ())
    if set(satisfied) - set(MODELS):
        raise RulesError(f"{where}: satisfied_by must name models: {', '.join(MODELS)}")
    assumed = tuple(entry.get("assumed") or ())
    if set(assumed) - set(DAYS):
        raise RulesError(f"{where}: assumed must name days: {', '.join(DAYS)}")
    if unknown := set(entry) - FIELDS:
        raise RulesError(f"{where}: {', '.join(sorted(unknown))} is no field of a law")
    source = source_of(entry, where, must=not nothing)
    if source.date:
        _day(source.date, "source_date", where)
    return Law(
        str(required(entry, "id", where)), str(required(entry, "state", where)), posture, status,
        text["bill"], text["statute"],
        None if nothing else _day(required(entry, "signed", where), "signed", where),
        None if nothing else _day(required(entry, "effective", where), "effective", where),
        _day(entry.get("deadline") or UNKNOWN, "deadline", where),
        _day(entry.get("until") or UNKNOWN, "until", where),
        text["covered"], tuple(read_binding(b, where) for b in entry.get("binds") or ()),
        text["models"], satisfied, text["enforcement"], str(entry.get("note") or ""),
        dict(entry.get("printed") or {}), assumed, entry.get("replaced_by"), source,
    )  # fmt: skip


_TEXTS = ("bill", "statute", "covered", "models", "enforcement")


def _day(value: object, field: str, where: str) -> SourceDay | None:
    if value == UNKNOWN:
        return None
    try:
        return SourceDay.read(str(value))
    except ValueError as error:
        raise RulesError(f"{where}: {field}: {error}, or unknown") from error


def laws_of(state: str, known_on: date | None = None) -> tuple[Law, ...]:
    """Every entry of one state that our record knew on a day, oldest first."""
    return tuple(law for law in laws() if law.state == state and law.known(known_on))


@dataclass(frozen=True, slots=True)
class StatePosture:
    """What a state's law was on a day, in one word, with the laws behind it."""

    state: str
    name: str
    day: date
    posture: Posture
    certainty: str  # in force, unclear whether in force; or why nothing is told as law
    laws: tuple[Law, ...]  # in force or unclear that day, the strongest first
    others: tuple[Law, ...]  # known, but not law that day


def posture_of(state: str, as_of: DayLike, known_on: DayLike | None = None) -> StatePosture:
    """The strongest posture among a state's laws in force on a day.

    Those only perhaps in force come after, and those for the state's own agencies alone after wider ones.

    A state our sources are silent on is `nothing_found`, with that said.
    """
    state, as_of = find_state(state).postal, day_of(as_of, "as_of")
    known = laws_of(state, maybe_day(known_on, "known_on"))
    truths = {law.law_id: law.in_force(as_of) for law in known}
    order = list(Posture)
    standing = sorted(
        (law for law in known if truths[law.law_id] is not Truth.NO),
        key=lambda law: (truths[law.law_id] is Truth.UNCLEAR, law.is_narrow, order.index(law.posture)),
    )
    name = next(s.name for s in reference.states() if s.postal == state)
    others = tuple(law for law in known if truths[law.law_id] is Truth.NO)
    if not standing:
        silence = _silence(others)
        return StatePosture(state, name, as_of, Posture.NOTHING, silence, (), others)
    first = standing[0]
    sure = "in force" if truths[first.law_id] is Truth.YES else "unclear whether in force"
    return StatePosture(state, name, as_of, first.posture, sure, tuple(standing), others)


def _silence(others: tuple[Law, ...]) -> str:
    """Why nothing is told as law: what our record does hold of the state."""
    if not others:
        return "our sources do not speak of this state"
    if any(
        law.status in ("pending", "unverified") or (law.status in LAW and not law.is_law) for law in others
    ):
        return "only what is pending or unverified"
    return "nothing confirmed" if all(law.status == "none" for law in others) else "no law in force that day"


def postures(as_of: DayLike, known_on: DayLike | None = None) -> tuple[StatePosture, ...]:
    """The posture of every state and territory on a day, by postal code."""
    return tuple(posture_of(s.postal, as_of, known_on) for s in reference.states())
