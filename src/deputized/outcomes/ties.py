"""Whom a name in a table of results stands for: our agency, a body on no list since 2021, or nobody we can tell."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from deputized import reference
from deputized.facts.rosters import statements
from deputized.model.spans import last_day
from deputized.outcomes.identified import FoiaAgency, Result, agencies
from deputized.resolver import Exact, KnownBody, Nothing, resolver_of
from deputized.resolver.keys import name_key

if TYPE_CHECKING:
    from deputized.library import Registry


@dataclass(frozen=True, slots=True)
class Tie:
    """A printed name tied to one body. `agency_id` is None for a body on no list we hold."""

    printed: str
    state: str
    body: KnownBody | None
    agency_id: str | None
    why: str

    @property
    def key(self) -> str:
        """What tells this body from others: our id, the FBI's, or the name as it reads."""
        if self.body is not None:
            return self.agency_id or self.body.ori or f"{self.state}:{self.body.name}"
        key = name_key(self.state, whole_name(self.printed, self.state))
        return f"{self.state}:{key.role}:{key.base}:{key.form}:{key.number}"


@dataclass(frozen=True, slots=True)
class StatedTie:
    """What one government list said of a body's agreement."""

    source: str
    as_of: date
    model: str
    signed: date | None
    status: str


@dataclass(frozen=True, slots=True)
class FoiaTie:
    """An agency of ICE's table of 2006 to 2013, tied, with what government lists said of its agreement."""

    agency: FoiaAgency
    tie: Tie
    said: tuple[StatedTie, ...]

    def agreement_in(self, result: Result) -> str:
        """What we know of the agreement in that fiscal year, in words; "not known" where no list speaks."""
        start, end = result.period
        signed = [s for s in self.said if s.signed and s.status in ("signed", "listed")]
        if signed:
            by_then = [s for s in signed if s.as_of <= end]
            s = by_then[-1] if by_then else signed[0]
            words = f"signed {s.signed}{f', {s.model}' if s.model else ''} ({s.source}, as of {s.as_of})"
            if s.signed and s.signed > end:
                return (
                    f"results before the day held as signed: {words}"
                    if result.is_active
                    else f"not yet signed: {words}"
                )
            return words if s.as_of >= start else f"{words}; that it still stood then is not known"
        listed = [s for s in self.said if s.as_of <= end]
        if listed:
            s = listed[-1]
            words = f"{s.status}{f', {s.model}' if s.model else ''} ({s.source}, as of {s.as_of})"
            return words if s.as_of >= start else f"{words}; that it still stood then is not known"
        return "not known: no government list we hold speaks of that year"


@dataclass(frozen=True, slots=True)
class Without:
    """A body with an agreement in 2007 to 2014 for which ICE's table has no row, or nothing but blanks and zeros."""

    state: str
    name: str
    said: StatedTie
    why: str


def whole_name(printed: str, state: str) -> str:
    """The name with its state written out: "AZ Department of Corrections", "Washington County Sheriff Office UT".

    >>> whole_name("AZ Department of Corrections", "AZ")
    'Arizona Department of Corrections'
    """
    name = next(s.name for s in reference.states() if s.postal == state)
    text = re.sub(rf"\s+{state}$", "", printed.strip())
    text = re.sub(rf"^{state}\s+", f"{name} ", text)
    return f"{name} {text}" if re.match(r"(?i)(department|dept\.?) of ", text) else text


def tie(registry: Registry, printed: str, state: str) -> Tie:
    """Tie a printed name within its state; several possible bodies are none."""
    found = resolver_of(registry.db).resolve(whole_name(printed, state), state)
    if isinstance(found, Exact):
        body = found.body
        if body.agency_id is not None:
            return Tie(printed, state, body, body.agency_id, f"{found.how} within the state")
        known = f"ORI {body.ori}" if body.ori else "no ORI"
        return Tie(
            printed, state, body, None,
            f"not held: {body.name} ({known}) is on none of ICE's lists since January 2021",
        )  # fmt: skip
    if isinstance(found, Nothing):
        return Tie(
            printed, state, None, None, "not held: no body of this name on ICE's lists since January 2021"
        )
    near = "; ".join(b.told for b in found.candidates[:3])
    return Tie(printed, state, None, None, f"not tied: it may be {near}")


def foia(registry: Registry) -> tuple[FoiaTie, ...]:
    """Every agency of the table, tied. Two names tied to one body are both left untied, never added up."""
    said = _said(registry)
    ties = [(a, tie(registry, a.printed, a.state)) for a in agencies()]
    count: dict[str, int] = defaultdict(int)
    for _, t in ties:
        count[t.key] += 1
    out = []
    for a, t in ties:
        if count[t.key] > 1:
            t = Tie(
                t.printed,
                t.state,
                None,
                None,
                f"not tied: {count[t.key]} names of the table read as one body",
            )
        out.append(FoiaTie(a, t, tuple(said.get(t.key, ()))))
    return tuple(out)


def _said(registry: Registry) -> dict[str, list[StatedTie]]:
    found: dict[str, list[StatedTie]] = defaultdict(list)
    keys: dict[tuple[str, str], str] = {}
    for r in statements(registry.db):
        as_of = date.fromisoformat(last_day(r["as_of"]))
        if not r["state"] or as_of > date(2014, 9, 30):
            continue
        signed = date.fromisoformat(r["signed_date"]) if r["signed_date"] else None
        name = r["agency_text"], r["state"]
        if name not in keys:
            keys[name] = tie(registry, *name).key
        found[keys[name]].append(
            StatedTie(r["source"], as_of, r["model"] or "", signed, r["status"] or "listed")
        )
    return found


STATEWIDE = re.compile(r"(?i)state police|highway patrol|public safety|department of safety")
GENERIC = frozenset(
    re.findall(
        "[a-z]+",
        "county city town state police department dept sheriff sheriffs office s of the jail center regional adult "
        "detention corrections correctional public safety",
    )
)


def _like(printed: str, state: str, ties: tuple[FoiaTie, ...]) -> str:
    """A row of the table that may be the same body under another name: the same words of the place, or a state's police."""
    mine = _place_words(printed, state)
    for t in ties:
        if t.agency.state != state:
            continue
        other = _place_words(t.agency.printed, state)
        both_statewide = (
            not mine and not other and STATEWIDE.search(printed) and STATEWIDE.search(t.agency.printed)
        )
        if both_statewide or (mine and mine == other):
            return repr(t.agency.printed)
    return ""


def _place_words(printed: str, state: str) -> frozenset[str]:
    words = set(reference.fold(whole_name(printed, state)).split()) - GENERIC
    own = next(s.name for s in reference.states() if s.postal == state)
    return frozenset(words - set(reference.fold(own).split()))


def without_result(registry: Registry, ties: tuple[FoiaTie, ...]) -> tuple[Without, ...]:
    """Bodies that a list of 2007 to 2014 names and that have no result, newest list's word for each."""
    shown = {t.tie.key: t for t in ties}
    out: dict[str, Without] = {}
    ties_of: dict[tuple[str, str], Tie] = {}
    for r in statements(registry.db):
        as_of = date.fromisoformat(last_day(r["as_of"]))
        if not r["state"] or as_of > date(2014, 9, 30):
            continue
        name = r["agency_text"], r["state"]
        t = ties_of[name] = ties_of.get(name) or tie(registry, *name)
        mine = shown.get(t.key)
        if mine is not None and mine.agency.active_years:
            continue
        if r["status"] == "pending" and not r["signed_date"]:
            continue
        if mine is not None:
            why = "the table has nothing but blanks and zeros for it"
        elif near := _like(r["agency_text"], r["state"], ties):
            why = f"the table has no row of this name; whether it is the table's {near} cannot be told"
        else:
            why = "the table has no row of this name"
        signed = date.fromisoformat(r["signed_date"]) if r["signed_date"] else None
        said = StatedTie(r["source"], as_of, r["model"] or "", signed, r["status"] or "listed")
        out[t.key] = Without(r["state"], r["agency_text"], said, why)
    return tuple(sorted(out.values(), key=lambda w: (w.state, w.name)))
