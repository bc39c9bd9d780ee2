"""Checks that an agency has, had, ended or never had an agreement, by the lists that name it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from deputized.claims.checking import unchecked
from deputized.claims.claim import Part
from deputized.claims.counting import Books
from deputized.claims.verdicts import Checked, Finding, Verdict

if TYPE_CHECKING:
    from deputized.facts.rosters import OlderListing

STALE = 31
"""Days after the newest list for which it still speaks of an agency."""


def check_bond(part: Part, books: Books, ids: set[str], who: str, early: list[OlderListing]) -> Checked:
    """The verdict by the list in force on the claim's day; the newest where none is given."""
    first, last = (part.when.first, part.when.last) if part.when else (None, None)
    end = last.isoformat() if last else books.days[-1]
    if end < books.days[0]:
        return _before(part, books, who, early)
    at = max(n for n, day in enumerate(books.days) if day <= end)
    if last is not None and (last - date.fromisoformat(books.days[-1])).days > STALE:
        return unchecked(part, f"the newest list we hold is of {books.days[-1]}")
    inside = [n for n, day in enumerate(books.days) if first is None or day >= first.isoformat()]
    times = [n for n in inside if n <= at] if first != last and first is not None else [at]
    models = part.model.split(" and ") if part.model else None

    def on(place: int) -> int:
        return sum(r.agency_id in ids and (models is None or r.model in models) for r in books.rows(place))

    now = on(at)
    best = Finding("agreements", f"agreements of {who}", float(now), books.used(at), "on")
    shown = f"ICE's list of {books.days[at]} has {now or 'none'} of {who}"
    if part.bond == "had" and part.when is not None and first == last:
        times = [n for n in range(at + 1) if on(n)][-1:]  # "had" without a day: at some time
    if part.bond in ("has", "had") and (now or any(on(n) for n in times)):
        return Checked(part, Verdict.SUPPORTED, None, best, None, None, (best,), shown)
    if part.bond == "lacks":
        verdict = Verdict.CONTRADICTED if now else Verdict.SUPPORTED
        return Checked(part, verdict, None, best, None, None, (best,), shown)
    return _over_time(part, books, [n for n in range(at, -1, -1) if on(n)], best, shown, who, early)


def _over_time(
    part: Part, books: Books, held: list[int], best: Finding, shown: str, who: str, early: list[OlderListing]
) -> Checked:
    """What was, by every list to the day: that it ended, that it once was, that it never was. `held`: the last first."""
    archived = [
        e for e in early if e.status == "archived"
    ]  # a document is kept; that it was ever in force is not said
    early = [e for e in early if e.status != "archived"]
    said = (
        f"the list of {books.days[held[0]]} has it" if held else f"{early[-1].source} has it" if early else ""
    )
    is_now = bool(best.value)

    def verdict(kind: Verdict, words: str) -> Checked:
        return Checked(part, kind, None, best, None, None, (best,), words)

    if part.bond == "never":
        if said:
            return verdict(Verdict.CONTRADICTED, f"{said}: {who}")
        if archived:
            return unchecked(
                part,
                f"{shown}, but {archived[0].source} names {archived[0].agency_text}, {archived[0].state}",
            )
        return unchecked(part, f"{shown}, nor has any list we hold; lists of 2017 to 2020 are missing")
    if part.bond == "ended":
        if is_now:
            return verdict(Verdict.CONTRADICTED, f"{shown} still")
        if held:
            return verdict(Verdict.SUPPORTED, f"{shown}; the last list with one is of {books.days[held[0]]}")
        if early:
            last = f"{early[-1].source}, as of {early[-1].last_as_of}, is the last older list with one"
            return verdict(Verdict.SUPPORTED, f"{shown}; {last}")
        return unchecked(part, f"{shown}, nor has any list we hold: there was none to end")
    if part.bond == "had":
        is_open = part.when is None or part.when.is_day
        return verdict(Verdict.SUPPORTED, f"{said}: {who}") if said and is_open else unchecked(part, shown)
    last = f"; the last list with one is of {books.days[held[0]]}" if held else ""
    return verdict(Verdict.CONTRADICTED, shown + last)


def _before(part: Part, books: Books, who: str, early: list[OlderListing]) -> Checked:
    """Of a time before ICE's spreadsheets: a roster of that time may name the agency; nothing speaks against it."""
    assert part.when is not None
    begin, end = part.when.first.isoformat(), part.when.last.isoformat()
    hit = next(
        (s for s in early if s.as_of <= end and s.last_as_of >= begin and s.status != "archived"), None
    )
    if hit is not None and part.bond in ("has", "had"):
        said = f"{hit.source}, as of {hit.as_of}, lists {hit.agency_text}, {hit.state}"
        return Checked(part, Verdict.SUPPORTED, None, None, None, None, (), said)
    if hit is not None and part.bond in ("never", "lacks"):
        return unchecked(part, f"{hit.source}, as of {hit.as_of}, lists {hit.agency_text}, {hit.state}")
    return unchecked(
        part,
        f"ICE's spreadsheets that we hold begin on {books.days[0]}, and no older list of that time names {who}",
    )
