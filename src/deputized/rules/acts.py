"""One act, order or directive: what it says to whom, its days, and how it stood on any day.

Spells are half-open: in force from its first day to the day before the first day it no longer is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from deputized.rules.courts import Ruling
from deputized.rules.days import SourceDay, Truth
from deputized.rules.evidence import BEST, Cited, Dated
from deputized.rules.predicates import BoundGroup
from deputized.rules.sources import FactSource

KINDS = ("act", "order", "directive")
VERBS = ("must", "may", "must not", "must ask", "must report")
OBJECTS = (
    "agreements", "agreements on conditions", "local limits", "detainers", "cooperation", "data", "status checks",
    "jail contracts", "grants",
)  # fmt: skip
WHATS = (
    "introduced", "passed", "signed", "vetoed", "overridden", "without signature", "in force", "repealed", "struck",
    "rescinded", "expires", "died",
)  # fmt: skip
BEGUN = ("signed", "overridden", "without signature")
ENDED = ("repealed", "struck", "rescinded", "expires")
STALE_AFTER = 120
"""Days after which an entry is to be read again."""


class Posture(StrEnum):
    """What a state's law does about agreements; the order is that of force, for a one-word answer."""

    FORBIDS = "forbids"
    MANDATES = "mandates"
    RESTRICTS = "restricts"
    COOPERATE = "duty_to_cooperate"
    BARS_BANS = "bars_local_bans"
    JAIL_CONTRACTS = "bars_jail_contracts"
    INCENTIVISES = "incentivises"
    NOTHING = "nothing_found"


MEANINGS = {
    Posture.FORBIDS: "no agency it covers may hold an agreement",
    Posture.MANDATES: "those it binds must seek or hold an agreement",
    Posture.RESTRICTS: "agreements, holds or data are allowed only under conditions; it does not forbid agreements",
    Posture.COOPERATE: "jails or agencies must work with ICE; it does not ask for an agreement",
    Posture.BARS_BANS: "towns may not forbid agreements or work with ICE",
    Posture.JAIL_CONTRACTS: "public jails may not hold people for ICE under contract; agreements are another matter",
    Posture.INCENTIVISES: "money is offered to those that hold one",
    Posture.NOTHING: "no such law was found or could be confirmed; that is not proof that there is none",
}
_POSTURES = {
    ("must not", "agreements"): Posture.FORBIDS,
    ("must", "agreements"): Posture.MANDATES,
    ("must ask", "agreements"): Posture.MANDATES,
    ("must report", "agreements"): Posture.COOPERATE,
    ("may", "agreements"): Posture.RESTRICTS,
    ("may", "agreements on conditions"): Posture.RESTRICTS,
    ("must ask", "agreements on conditions"): Posture.RESTRICTS,
    ("must not", "local limits"): Posture.BARS_BANS,
    ("must not", "jail contracts"): Posture.JAIL_CONTRACTS,
    ("may", "grants"): Posture.INCENTIVISES,
}


def posture_for(says: tuple[tuple[str, str], ...]) -> Posture | None:
    """The posture of the first thing an entry says; None for a pair of verb and object that means nothing."""
    found = [_posture(verb, thing) for verb, thing in says]
    return found[0] if found and None not in found else None


def _posture(verb: str, thing: str) -> Posture | None:
    if thing in ("detainers", "cooperation", "data", "status checks"):
        return Posture.COOPERATE if verb in ("must", "must report", "must ask") else Posture.RESTRICTS
    return _POSTURES.get((verb, thing))


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something must be done, and by whom."""

    day: SourceDay
    who: str  # empty: everyone it binds
    source: Cited
    certainty: str


@dataclass(frozen=True, slots=True)
class Law:
    """One act, order or directive."""

    law_id: str
    state: str
    kind: str  # one of KINDS
    says: tuple[tuple[str, str], ...]  # verb and object, the first the one that matters most
    posture: Posture
    bill: str
    statute: str  # the citation
    covered: str  # whom, in words
    place: str  # the whole state, or where
    binds: tuple[BoundGroup, ...]  # as a predicate; empty where the text is not known well enough
    models: str  # what the text says of models, in words
    satisfied_by: tuple[str, ...]  # models that fulfil a mandate
    enforcement: str  # penalty: what happens if not
    enforcer: str
    money: str
    note: str
    unsettled: str  # what sources disagree on, with both; empty if nothing
    days: tuple[Dated, ...]
    deadlines: tuple[Deadline, ...]
    replaced_by: str | None
    unverified: bool  # that it was enacted could not be confirmed
    source: FactSource  # the first of `sources`, with the trust put in the entry
    sources: tuple[Cited, ...]
    checked: date | None  # last day somebody compared the entry with a source
    rulings: tuple[Ruling, ...] = ()  # of courts, that touch it

    def first(self, *whats: str) -> Dated | None:
        """Its first day of these kinds, if one is known."""
        return next((d for d in self.days if d.what in whats), None)

    @property
    def signed(self) -> SourceDay | None:
        """The day it was made law: signed, passed over a veto, or law without signature. None: unknown."""
        found = self.first(*BEGUN)
        return found.day if found else None

    @property
    def effective(self) -> SourceDay | None:
        """First day in force. None: unknown."""
        found = self.first("in force")
        return found.day if found else None

    @property
    def until(self) -> SourceDay | None:
        """First day no longer in force. None: open or unknown."""
        found = self.first(*ENDED)
        return found.day if found else None

    @property
    def deadline(self) -> SourceDay | None:
        """The first of its deadlines."""
        return self.deadlines[0].day if self.deadlines else None

    @property
    def assumed(self) -> tuple[str, ...]:
        """Which of its days no source was read for."""
        names = {"in force": "effective"} | dict.fromkeys(BEGUN, "signed") | dict.fromkeys(ENDED, "until")
        return tuple(names.get(d.what, d.what) for d in self.days if d.certainty == "assumed")

    @property
    def printed(self) -> Mapping[str, str]:
        """Days as their sources print them, where that says more."""
        return {d.what: d.printed for d in self.days if d.printed}

    @property
    def status(self) -> str:
        """enacted, ordered, pending, died or unverified: what it came to, whatever the day."""
        if self.unverified:
            return "unverified"
        if self.first("in force", *BEGUN) is not None or self.deadlines:
            return "enacted" if self.kind == "act" else "ordered"
        return "died" if self.first("died", "vetoed") else "pending"

    @property
    def is_law(self) -> bool:
        """Whether it may be told as law: enacted or ordered, and somebody read a source."""
        return self.status in ("enacted", "ordered") and self.source.is_verified

    @property
    def no_law(self) -> str:
        """Why it is not told as law, as a sentence without its stop; empty for what is told as law."""
        if self.is_law:
            return ""
        end = self.first("died", "vetoed")
        return {
            "pending": f"{self.bill} is pending",
            "died": f"{self.bill} was vetoed" if end and end.what == "vetoed" else f"{self.bill} died",
            "unverified": f"that {self.bill} was enacted could not be confirmed",
        }.get(self.status, f"{self.bill} rests on no source that was read")

    @property
    def rests_on(self) -> Cited:
        """The best of its sources: one that was read before one that is pointed to, the act itself before what is said of it."""
        return min(self.sources, key=lambda s: (s.read is None, BEST.index(s.kind)))

    @property
    def is_narrow(self) -> bool:
        """Whether it speaks of the state's own agencies alone, not of sheriffs and towns."""
        return bool(self.binds) and all(b.level == "state" for b in self.binds)

    @property
    def address(self) -> str:
        """The official address if one of its sources is the act or the body's own page, else the first."""
        return next((s.url for s in self.sources if s.is_text), self.source.url)

    def is_stale(self, day: date) -> bool:
        """Whether it is so long since it was checked that it should be read again."""
        return self.checked is None or day - self.checked > timedelta(days=STALE_AFTER)

    def enjoined(self, day: date) -> tuple[Ruling, ...]:
        """Rulings that stay it, in whole or in part, on a day."""
        return tuple(r for r in self.rulings if r.stays(day))

    def _written(self, day: date) -> Truth:
        """Whether it is on the books and begun, courts apart."""
        if not self.is_law:
            return Truth.NO
        if self.until is not None and self.until.reached(day) is Truth.YES:
            return Truth.NO
        begun = self.effective.reached(day) if self.effective else self._begun(day)
        ending = self.until is not None and self.until.reached(day) is Truth.UNCLEAR
        return Truth.UNCLEAR if begun is Truth.YES and ending else begun

    def _begun(self, day: date) -> Truth:
        """Of a law whose first day is unknown: not before it was signed, and by its deadline at the latest."""
        if self.deadline is not None and self.deadline.reached(day) is Truth.YES:
            return Truth.YES
        if self.signed is not None and self.signed.reached(day) is Truth.NO:
            return Truth.NO
        return Truth.UNCLEAR

    def in_force(self, day: date) -> Truth:
        """Whether it is law on a day: in part counts as yes, stayed in whole as no."""
        if any(r.scope == "whole" for r in self.enjoined(day)):
            return Truth.NO
        return self._written(day)

    def in_part(self, day: date) -> bool:
        """Whether a court stays part of it on a day on which it is else in force."""
        return bool(self.enjoined(day)) and self.in_force(day) is not Truth.NO

    def known(self, day: date | None) -> bool:
        """Whether our record can have known anything of it on a day."""
        return day is None or any(d.known(day) for d in self.days) or (not self.days and self._source_by(day))

    def _source_by(self, day: date) -> bool:
        return any(not s.dated or SourceDay.read(s.dated).earliest <= day for s in self.sources)

    def as_known(self, day: date | None) -> Law:
        """The entry as our record can have held it on a day: later days and rulings left out."""
        if day is None:
            return self
        return replace(
            self,
            days=tuple(d for d in self.days if d.known(day) and not _after(d, day)),
            deadlines=tuple(
                d for d in self.deadlines if not d.source.dated or SourceDay.read(d.source.dated).earliest <= day
            ),
            rulings=tuple(r.as_known(day) for r in self.rulings if r.known(day)),
        )  # fmt: skip

    def shown(self, field: str) -> str:
        """A day as it is shown: as the source gives it, marked where it is assumed; empty if there is none."""
        day: SourceDay | None = getattr(self, field)
        if day is None:
            return ""
        return f"{day} (assumed, not read)" if field in self.assumed else str(day)

    def stands(self, day: date) -> str:
        """How it stands on a day, in words."""
        if self.status in ("pending", "unverified"):
            return f"{self.status}: not told as law"
        if self.status == "died":
            end = self.first("died", "vetoed")
            return f"died: {end.what} on {end.day}, not told as law" if end else "died: not told as law"
        if not self.is_law:
            return "not verified: not told as law"
        stays = self.enjoined(day)
        if self._written(day) is Truth.YES and stays:
            said = "; ".join(f"by {r.by} since {r.ordered}: {r.what}" for r in stays)
            whole = any(r.scope == "whole" for r in stays)
            return f"enjoined {said}" if whole else f"in force in part, enjoined {said}"
        truth = self.in_force(day)
        if truth is Truth.YES:
            if "effective" in self.assumed:
                return f"in force, if it began on {self.effective}, which is assumed and was not read"
            return "in force" if self.effective else "in force by its deadline at the latest"
        if truth is Truth.UNCLEAR:
            return "enacted; whether it was in force that day is not known"
        if self.until is not None and self.until.reached(day) is Truth.YES:
            end = self.first(*ENDED)
            return f"repealed: no longer in force since {self.until} ({end.what if end else 'ended'})"
        if self.signed is not None and self.signed.reached(day) is Truth.YES:
            return f"signed, not yet in force ({self.effective})" if self.effective else "signed"
        if any(d.what in ("introduced", "passed") and d.day.reached(day) is Truth.YES for d in self.days):
            return "pending that day: not yet enacted"
        return "not yet enacted"


def _after(dated: Dated, day: date) -> bool:
    """Whether it tells of something that had not happened by a day: a signature, not a first day fixed ahead."""
    return dated.what not in ("in force", "expires") and dated.day.earliest > day
