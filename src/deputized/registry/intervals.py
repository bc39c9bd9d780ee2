"""Lays out how each agreement stood, as typed rectangles of two clocks: days in the world, days of our record.

A rectangle says: on a day of [from_date, to_date), by the lists out on a day of [known_from, known_to), the
agreement stood so. What was so on `as_of` as known on `known_on` is the rectangles that hold
(min(as_of, known_on), known_on): no list says anything about days after it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

LISTED, SIGNED, OMITTED = "listed", "signed_not_listed", "omitted"
FAR = "9999-12-31"
PLAUSIBLE_DAYS = 200
"""A signing day longer than this before the first list with the agreement is not taken for the day it began:
the few there are proved to be slips in the year. Agreements of the first list we hold are exempt."""
Span = tuple[str, str]  # half open; FAR where the end is open


@dataclass(frozen=True, slots=True)
class PrintedSpans:
    """What the lists printed of one agreement: all days are those of lists."""

    agreement_id: str
    model: str
    runs: tuple[Span, ...]  # listed
    holders: tuple[tuple[str, str, str], ...]  # (first day, agency as printed, state), in turn
    days: tuple[tuple[str, str | None], ...]  # (first day, signing day), in turn
    is_on_first_list: bool


@dataclass(frozen=True, slots=True)
class Stand:
    """One rectangle: a row of `standing`."""

    agreement_id: str
    standing: str
    from_date: str
    to_date: str
    known_from: str
    known_to: str
    agency_id: str
    state: str
    model: str
    signed_date: str | None

    def row(self) -> tuple[str | None, ...]:
        """In the order of the table's columns; an open end is None."""
        ends = [None if end == FAR else end for end in (self.to_date, self.known_to)]
        return (
            self.agreement_id, self.standing, self.from_date, ends[0], self.known_from, ends[1],
            self.agency_id, self.state, self.model, self.signed_date,
        )  # fmt: skip


def starts(first: str, is_first_list: bool, signed: Iterable[str | None]) -> str | None:
    """The earliest plausible signing day printed; None if there is none."""
    listed = date.fromisoformat(first)
    plausible = (
        day
        for day in signed
        if day is not None and (is_first_list or (listed - date.fromisoformat(day)).days <= PLAUSIBLE_DAYS)
    )
    return min(plausible, default=None)


def stands(lives: Sequence[PrintedSpans], redirects: Mapping[str, tuple[str, str]]) -> list[Stand]:
    """Every rectangle of every agreement. `redirects` gives (new id, since) of an agency id."""
    found: list[Stand] = []
    held: dict[tuple[str, str], list[Stand]] = defaultdict(list)
    for life in lives:
        for stand in _present(life, redirects):
            found.append(stand)
            if stand.standing == LISTED:
                held[stand.agency_id, stand.model].append(stand)
    for life in lives:
        for stand in _signed(life, redirects):
            found += _without([stand], held.get((stand.agency_id, stand.model), ()))
    return sorted(found, key=lambda s: (s.agreement_id, s.from_date, s.known_from, s.standing))


def _present(life: PrintedSpans, redirects: Mapping[str, tuple[str, str]]) -> Iterator[Stand]:
    spans = [(LISTED, *run, run[0]) for run in life.runs]
    spans += [
        (OMITTED, left[1], back[0], back[0]) for left, back in zip(life.runs, life.runs[1:], strict=False)
    ]
    for standing, start, stop, known in spans:
        for n, (since, agency, state) in enumerate(life.holders):
            until = life.holders[n + 1][0] if n + 1 < len(life.holders) else FAR
            first, last = max(start, since if n else start), min(stop, until)
            if first < last:
                yield from _known(life, standing, (first, last), max(known, first), agency, state, redirects)


def _signed(life: PrintedSpans, redirects: Mapping[str, tuple[str, str]]) -> Iterator[Stand]:
    listed = life.runs[0][0]
    began = starts(listed, life.is_on_first_list, (day for _, day in life.days))
    if began is None:
        return
    agency, state = life.holders[0][1:]
    for since, then, now in life.holders[1:]:
        if since <= listed:
            agency, state = then, now
    for stand in _known(life, SIGNED, (began, listed), listed, agency, state, redirects):
        if stand.signed_date is not None:
            first = max(began, stand.signed_date)
            if first < listed:
                yield _cut(stand, (first, listed), (stand.known_from, stand.known_to))


def _known(
    life: PrintedSpans, standing: str, valid: Span, known: str, printed: str, state: str,
    redirects: Mapping[str, tuple[str, str]],
) -> Iterator[Stand]:  # fmt: skip
    """One rectangle for each time in which the holder's id and the signing day were known to be the same."""
    cuts = {known}
    seen, turns = printed, [("", printed)]
    while seen in redirects:
        seen, since = redirects[seen]
        turns.append((since, seen))
    cuts |= {since for since, _ in (*turns, *life.days) if since > known}
    ordered = sorted(cuts)
    last: Stand | None = None
    for n, start in enumerate(ordered):
        stop = ordered[n + 1] if n + 1 < len(ordered) else FAR
        agency = printed
        for since, then in turns:
            if since > start:
                break
            agency = then
        signed = life.days[0][1]
        for since, day in life.days[1:]:
            if since <= start:
                signed = day
        stand = Stand(life.agreement_id, standing, *valid, start, stop, agency, state, life.model, signed)
        if last is not None and (last.agency_id, last.signed_date) == (agency, signed):
            last = _cut(last, valid, (last.known_from, stop))
            continue
        if last is not None:
            yield last
        last = stand
    if last is not None:
        yield last


def _without(stands: list[Stand], others: Iterable[Stand]) -> list[Stand]:
    """Rectangles less those of another agreement of the same agency and model, which was listed then."""
    for other in others:
        rest: list[Stand] = []
        for s in stands:
            first, last = max(s.from_date, other.from_date), min(s.to_date, other.to_date)
            since, until = max(s.known_from, other.known_from), min(s.known_to, other.known_to)
            if first >= last or since >= until:
                rest.append(s)
                continue
            pieces = (
                ((s.from_date, first), (s.known_from, s.known_to)),
                ((last, s.to_date), (s.known_from, s.known_to)),
                ((first, last), (s.known_from, since)),
                ((first, last), (until, s.known_to)),
            )
            rest += [_cut(s, v, k) for v, k in pieces if v[0] < v[1] and k[0] < k[1]]
        stands = rest
    return stands


def _cut(s: Stand, valid: Span, known: Span) -> Stand:
    return Stand(s.agreement_id, s.standing, *valid, *known, s.agency_id, s.state, s.model, s.signed_date)
