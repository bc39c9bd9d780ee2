"""What the ledger of laws and the courts' layer add to the timeline: each dated act, and each ruling, once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from deputized.rules import courts
from deputized.rules.acts import MEANINGS, Law
from deputized.rules.courts import Ruling, rulings
from deputized.rules.days import SourceDay
from deputized.rules.evidence import Cited, Dated
from deputized.rules.sources import CONFIRMED, GENERAL, SINGLE, TRACKER, FactSource
from deputized.rules.statutes import laws

LAW, COURT, LOCAL = "state law", "court", courts.LOCAL
TOLD = {
    "signed": "signed", "overridden": "passed over a veto", "without signature": "becomes law without signature",
    "vetoed": "vetoed", "in force": "in force", "repealed": "repealed", "struck": "struck down",
    "rescinded": "rescinded", "died": "died",
}  # fmt: skip
"""Days of a law that are events; when it was introduced or passed stands in the ledger alone."""

_TRUST = {"read": CONFIRMED, "reported": SINGLE, "tracker": TRACKER}


@dataclass(frozen=True, slots=True)
class LedgerMoment:
    """One day of the ledger as an event: of which act or ruling, in which state, by which source."""

    day: SourceDay
    subject: str  # id of the law or ruling
    kind: str  # LAW, COURT or LOCAL
    state: str
    event: str
    detail: str
    source: FactSource


BEGINS = date(1996, 9, 30)
"""The day of section 287(g) itself: older acts of a state are no events of the program."""


@lru_cache(maxsize=1)
def ledger_moments() -> tuple[LedgerMoment, ...]:
    """Every event of the ledger since the statute that a source was read for, in no order. An assumed first day is no event."""
    return tuple(m for m in (*_of_laws(), *_of_rulings()) if m.day.latest >= BEGINS)


def _of_laws() -> Iterator[LedgerMoment]:
    for law in laws():
        if not law.source.is_verified or law.unverified:
            continue
        for days in _by_day(d for d in law.days if d.what in TOLD and d.certainty != "assumed"):
            first = days[0]
            words = " and ".join(TOLD[d.what] for d in days)
            yield LedgerMoment(
                first.day, law.law_id, LAW, law.state, f"{law.bill}: {words}", _detail(law), _source(first)
            )


def _of_rulings() -> Iterator[LedgerMoment]:
    for ruling in rulings():
        if ruling.kind == "consent rule":
            continue
        for d in ruling.days:
            if d.certainty != "assumed":
                kind = LOCAL if ruling.kind == LOCAL else COURT
                yield LedgerMoment(
                    d.day, ruling.ruling_id, kind, ruling.state, _heading(ruling, d), ruling.what, _source(d)
                )


def _heading(ruling: Ruling, day: Dated) -> str:
    if ruling.kind == LOCAL:
        return f"{ruling.by}: {day.what}"
    case = ruling.case or f"{ruling.kind} by {ruling.by}"
    return f"{case}: {day.what}"


def _by_day(days: Iterator[Dated]) -> Collection[list[Dated]]:
    """Days of one law together that fall on one day: signed and in force at once is one event."""
    found: dict[str, list[Dated]] = {}
    for d in days:
        found.setdefault(d.day.text, []).append(d)
    return found.values()


def _detail(law: Law) -> str:
    return f"{MEANINGS[law.posture]}. Covers: {law.covered}" if law.covered else MEANINGS[law.posture]


def _source(day: Dated) -> FactSource:
    cited: Cited = day.source
    return FactSource(cited.title, cited.url, cited.dated, _TRUST.get(day.certainty, GENERAL))
