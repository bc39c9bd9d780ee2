"""The two clocks: what was so on a day, as far as the lists that were out on another day could say.

`as_of` is a day in the world, `known_on` a day of our record: no list dated later is looked at, nor any
decision that rests on one. Presence on lists is kept as runs of list positions, so that a question is a walk
over a few thousand small records.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from deputized.registry.intervals import starts

LISTS = """
-- one row per believed participating list or page table, in time
SELECT publication_id, published_date FROM publications
WHERE kind IN ('participating', 'webpage') AND standing = 'believed' ORDER BY position
"""
RUNS = """
-- one row per agreement per run of lists that have it
SELECT agreement_id, from_position, to_position FROM agreement_spells
WHERE state_of_list = 'listed' ORDER BY agreement_id, from_position
"""
HOLDERS = """
-- one row per agreement per agency in turn
SELECT agreement_id, printed_agency_id, agency_id, state, position FROM agreement_agencies
JOIN publications ON publications.publication_id = from_publication_id ORDER BY agreement_id, position
"""
DAYS = """
-- one row per agreement per signing day printed
SELECT agreement_id, from_date, signed_date FROM agreement_dates
JOIN publications ON publications.publication_id = from_publication_id ORDER BY agreement_id, position
"""
AGREEMENTS = "SELECT agreement_id, model, first_listed_date, status FROM agreements ORDER BY agreement_id"
PLACES = "SELECT publication_id, position FROM publications"
REDIRECTS = "SELECT old_id, new_id, since FROM redirects WHERE kind = 'agency'"
FAR = "9999-12-31"


class Standing(StrEnum):
    """How an agreement stands on a day."""

    LISTED = "listed"  # on the last list of that day or before
    SIGNED = "signed_not_listed"  # signed by then, as a later list printed; first listed after
    OMITTED = "omitted"  # not on that list, but on lists before and after it
    LEFT = "left"  # on lists before, and on none since that we know of: not in force


IN_FORCE = (Standing.LISTED, Standing.SIGNED, Standing.OMITTED)
"""How an agreement in force may stand; the three are counted apart, and their sum is what is in force."""


class InForce(NamedTuple):
    """One agreement in force on a day, as known on another."""

    agreement_id: str
    agency_id: str
    state: str
    model: str
    signed_date: str | None
    standing: Standing


class AgreementOnDay(NamedTuple):
    """One agreement as it stands on a day and what came before, as known on another."""

    agreement_id: str
    agency_id: str  # as known then: a merge that came later is not made
    state: str
    model: str
    signed_date: str | None
    standing: Standing
    first_listed_date: str
    last_listed_date: str | None  # None: first listed after the day
    absent_date: str | None  # of the first list without it, where it has left or is omitted
    absences: tuple[tuple[str, str], ...]  # each: first list without it, list that has it again


@dataclass(frozen=True, slots=True)
class Track:
    """The presence of one agreement on every believed list."""

    agreement_id: str
    model: str
    runs: tuple[tuple[int, int], ...]  # list positions, half open; open ends far away
    holders: tuple[
        tuple[int, str, str, str], ...
    ]  # (place of the list, agency as printed, agency now, state)
    days: tuple[tuple[str, str | None], ...]  # (day of the list, signing day)
    starts: str | None  # earliest plausible signing day
    is_merged: bool = False


class Clocks:
    """The presence of every agreement on every believed list, held in memory."""

    def __init__(self, db: sqlite3.Connection) -> None:
        rows = db.execute(LISTS).fetchall()
        self.lists: list[str] = [r[0] for r in rows]
        self.dates: list[str] = [r[1] for r in rows]
        self._since: dict[str, tuple[str, str]] = {r[0]: (r[2], r[1]) for r in db.execute(REDIRECTS)}
        places = {r[0]: r[1] for r in db.execute(PLACES)}
        self._places = [places[p] for p in self.lists]
        runs: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for agreement, start, stop in db.execute(RUNS):
            runs[agreement].append((start, 10**9 if stop is None else stop))
        holders: dict[str, list[tuple[int, str, str, str]]] = defaultdict(list)
        for agreement, printed, now, state, place in db.execute(HOLDERS):
            holders[agreement].append((place, printed, now, state))
        days: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
        for agreement, since, signed in db.execute(DAYS):
            days[agreement].append((since, signed))
        self._tracks = [
            Track(
                r[0],
                r[1],
                tuple(runs[r[0]]),
                tuple(holders[r[0]]),
                tuple(days[r[0]]),
                starts(r[2], runs[r[0]][0][0] == 0, (day for _, day in days[r[0]])),
                r[3] == "merged",
            )
            for r in db.execute(AGREEMENTS)
        ]

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Every agreement's presence, by id."""
        return tuple(self._tracks)

    @property
    def redirects(self) -> dict[str, tuple[str, str]]:
        """By an agency's former id: the day from which it is merged, and the id it leads to."""
        return dict(self._since)

    @property
    def places(self) -> tuple[int, ...]:
        """Of each believed list its place among all publications."""
        return tuple(self._places)

    def position(self, as_of: str | None, known_on: str | None) -> int | None:
        """Place of the last believed list dated on or before both days; None before the first."""
        day = min(as_of or FAR, known_on or FAR)
        place = bisect_right(self.dates, day) - 1
        return place if place >= 0 else None

    def position_of(self, publication_id: str) -> int | None:
        """Place of a list among the believed ones; None if it is not one of them."""
        return self.lists.index(publication_id) if publication_id in self.lists else None

    def in_force(
        self, as_of: str | None = None, known_on: str | None = None, *, at: int | None = None
    ) -> list[InForce]:
        """Every agreement in force on `as_of`, by the lists out on `known_on`, sorted by id.

        `at` takes a list's place instead of a day, to tell two lists of one day apart.
        """
        found = self._standing_then(as_of, known_on, at, IN_FORCE)[0]
        return [
            InForce(t.agreement_id, agency, state, t.model, _signed(t, known_on or FAR), standing)
            for t, agency, state, standing in found
        ]

    def lives(self, as_of: str | None = None, known_on: str | None = None) -> list[AgreementOnDay]:
        """Every agreement in force then, and those that had left the lists by then, sorted by id."""
        found, place = self._standing_then(as_of, known_on, None, tuple(Standing))
        known = bisect_right(self.dates, known_on) if known_on is not None else len(self.dates)
        return [
            AgreementOnDay(
                t.agreement_id, agency, state, t.model, _signed(t, known_on or FAR), standing,
                self.dates[t.runs[0][0]], *self._bounds(t, place), self._absences(t, place, known),
            )
            for t, agency, state, standing in found
        ]  # fmt: skip

    def _standing_then(
        self, as_of: str | None, known_on: str | None, at: int | None, wanted: tuple[Standing, ...]
    ) -> tuple[list[tuple[Track, str, str, Standing]], int]:
        known = bisect_right(self.dates, known_on) if known_on is not None else len(self.dates)
        place = at if at is not None else self.position(as_of, known_on)
        if place is None:
            place = -1
        day = as_of if as_of is not None else (self.dates[place] if place >= 0 else FAR)
        found: list[tuple[Track, str, str, Standing]] = []
        for track in self._tracks:
            first = track.runs[0][0]
            if first >= known:
                continue
            standing = _standing(track, place, known, day, known_on or FAR)
            if standing is None or standing not in wanted:
                continue
            agency, state = self._holder(
                track, place if standing is Standing.LISTED else max(place, first), known_on
            )
            found.append((track, agency, state, standing))
        listed = {(agency, t.model) for t, agency, _, standing in found if standing is Standing.LISTED}
        kept = [f for f in found if f[3] is not Standing.SIGNED or (f[1], f[0].model) not in listed]
        return kept, place

    def _bounds(self, track: Track, place: int) -> tuple[str | None, str | None]:
        """Days of the last list up to a place that has an agreement, and of the first one after that lacks it."""
        last, absent = None, None
        for start, stop in track.runs:
            if start <= place:
                last = self.dates[min(stop - 1, place)]
                absent = self.dates[stop] if stop <= place else None
        return last, absent

    def _absences(self, track: Track, place: int, known: int) -> tuple[tuple[str, str], ...]:
        return tuple(
            (self.dates[stop], self.dates[back])
            for (_, stop), (back, _) in pairwise(track.runs)
            if stop <= place and back < known
        )

    def agency_known(self, printed: str, known_on: str | None) -> str:
        """The id an agency went by on a day: a merge that later lists brought is not yet made."""
        seen = printed
        while seen in self._since and (known_on is None or self._since[seen][0] <= known_on):
            seen = self._since[seen][1]
        return seen

    def _holder(self, track: Track, place: int, known_on: str | None) -> tuple[str, str]:
        limit = self._places[min(place, len(self._places) - 1)]
        held = track.holders[0]
        for holder in track.holders[1:]:
            if holder[0] <= limit:
                held = holder
        return self.agency_known(held[1], known_on), held[3]


def _standing(track: Track, place: int, known: int, day: str, known_on: str) -> Standing | None:
    later = False
    before = False
    for start, stop in track.runs:
        if start >= known:
            break
        if start <= place < stop:
            return Standing.LISTED
        if start > place:
            later = True
        else:
            before = True
    if later and before:
        return Standing.OMITTED
    if before:
        return None if track.is_merged else Standing.LEFT
    if later and track.starts is not None and track.starts <= day:
        signed = _signed(track, known_on)
        if signed is not None and signed <= day:
            return Standing.SIGNED
    return None


def _signed(track: Track, known_on: str) -> str | None:
    signed = track.days[0][1]
    for since, day in track.days[1:]:
        if since <= known_on:
            signed = day
    return signed
