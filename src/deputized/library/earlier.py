"""The years before ICE's spreadsheets: what older rosters, signing days and a gap let us say of a day, with bounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from deputized.facts.clocks import FAR
from deputized.facts.rosters import OlderList, RosterEntry, entries, rosters
from deputized.library.counts import by_model
from deputized.model.spans import last_day

if TYPE_CHECKING:
    from deputized.library.registry import Registry

NEAR_DAYS = 31
"""Days for which a roster still speaks when none follows it."""

ROSTER, BETWEEN, SIGNED, GAP = "roster", "between", "signed", "gap"
WORDS = {
    ROSTER: "a roster of that very day",
    BETWEEN: "the last roster before that day; the next one bounds it",
    SIGNED: "signing days that later lists print: who signed by then; who had left before any list is missing",
    GAP: "no list of that time is to be had: the count lies open between the last roster and the first list after it",
}
"""What an answer of these years rests on, by basis."""


@dataclass(frozen=True, slots=True)
class RosterUsed:
    """An older list an answer rests on, with how many stand on it as asked."""

    roster_id: str
    source: str
    kind: str
    as_of: str
    captured_date: str | None
    stated_count: int | None  # by its caption, for the whole country; right or wrong
    basis: str
    agreements: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is known of a day before ICE's first spreadsheet that we hold.

    `agreements` is the roster's number for `roster` and `between`, and None for `signed` and `gap`, where only
    `at_least` can be said. Models are as older lists print them: HYBRID is one agreement for street and jail.
    """

    basis: str  # roster, between, signed, gap
    words: str
    agreements: int | None
    at_least: int
    by_model: dict[str, int]
    states: int
    agencies: int
    stands: tuple[RosterEntry, ...]  # what the numbers count, row by row; empty in a gap
    before: RosterUsed | None
    after: RosterUsed | None  # None also where a list of ICE's spreadsheets follows
    first_list: str  # day of the first of ICE's lists that we hold
    on_first_list: int  # agreements on it, as asked

    @property
    def sentence(self) -> str:
        """What can be said, in a sentence."""
        if self.basis in (ROSTER, BETWEEN) and self.before is not None:
            after = (
                f"; the next, of {self.after.as_of}, has {self.after.agreements:,}" if self.after is not None else ""
            )  # fmt: skip
            return f"{self.agreements:,} agreements on {self.before.source}, as of {self.before.as_of}{after}"
        said = f"at least {self.at_least:,}, by signing days"
        if self.basis == SIGNED:
            after = (
                f"; {self.after.agreements:,} on the first roster, of {self.after.as_of}"
                if self.after
                else ""
            )
            return said + after
        before = f"{self.before.agreements:,} on the roster of {self.before.as_of}; " if self.before else ""
        return f"not known: {before}{said}; {self.on_first_list:,} on the list of {self.first_list}"


def earlier(
    registry: Registry,
    day: str,
    known_on: str | None,
    state: str | None,
    model: str | None,
    signed: int,
    on_first_list: int,
) -> Earlier:
    """What older lists say of a day (ISO) before the first of ICE's lists that we hold.

    `signed` is how many agreements of later lists were signed by then, `on_first_list` how many stood on the first.
    """
    known = [r for r in rosters(registry.db) if r.known_from <= (known_on or FAR)]
    ordered = sorted(known, key=lambda r: (last_day(r.as_of), r.kind == "ice_page", r.roster_id))
    before = [r for r in ordered if last_day(r.as_of) <= day]
    after = [r for r in ordered if last_day(r.as_of) > day]
    last, following = (before[-1] if before else None), (after[0] if after else None)
    stands = _of(registry, last, state, model) if last else ()
    following_stands = _of(registry, following, state, model) if following else ()
    basis = _basis(day, last, following)
    if basis == SIGNED:
        stands = _signed_by(registry, ordered, day, state, model)
        signed = max(signed, len(stands))
    elif basis == GAP:
        stands = ()
    return Earlier(
        basis, WORDS[basis], len(stands) if basis in (ROSTER, BETWEEN) else None,
        len(stands) if basis in (ROSTER, BETWEEN) else signed,
        by_model(Counter(e.model for e in stands)), len({e.state for e in stands}), len({e.holder for e in stands}), stands,
        _used(last, len(_of(registry, last, state, model))) if last else None,
        _used(following, len(following_stands)) if following else None,
        registry.clocks.dates[0], on_first_list,
    )  # fmt: skip


def _basis(day: str, last: OlderList | None, following: OlderList | None) -> str:
    if last is None:
        return SIGNED
    if last_day(last.as_of) == day:
        return ROSTER
    if following is not None:
        return BETWEEN
    age = date.fromisoformat(day) - date.fromisoformat(last_day(last.as_of))
    return BETWEEN if age.days <= NEAR_DAYS else GAP


def _of(
    registry: Registry, roster: OlderList, state: str | None, model: str | None
) -> tuple[RosterEntry, ...]:
    return tuple(_asked(entries(registry.db, roster.roster_id), state, model))


def _asked(some: Iterable[RosterEntry], state: str | None, model: str | None) -> Iterable[RosterEntry]:
    return (e for e in some if (state is None or e.state == state) and (model is None or e.model == model))


def _signed_by(
    registry: Registry, known: Sequence[OlderList], day: str, state: str | None, model: str | None
) -> tuple[RosterEntry, ...]:
    """Agreements signed by a day, as the oldest roster that prints signing days has them."""
    for roster in known:
        dated = [e for e in entries(registry.db, roster.roster_id) if e.signed_date is not None]
        if dated:
            return tuple(e for e in _asked(dated, state, model) if (e.signed_date or FAR) <= day)
    return ()


def _used(roster: OlderList, agreements: int) -> RosterUsed:
    return RosterUsed(
        roster.roster_id, roster.source, roster.kind, roster.as_of, roster.captured_date, roster.stated_count,
        roster.basis, agreements,
    )  # fmt: skip
