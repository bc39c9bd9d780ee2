"""Bodies on the older lists of 2007 to 2017 that no later list is known to name: one record for every view."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from deputized import reference
from deputized.facts.rosters import OlderListing, rosters
from deputized.model.days import in_words
from deputized.model.spans import last_day
from deputized.places.lookup import PlaceError, find_county
from deputized.resolver import Exact, KnownBody, resolver_of
from deputized.resolver.keys import NameKey, name_key
from deputized.resolver.states import leading_state, split_state, state_asked

if TYPE_CHECKING:
    from deputized.library.registry import Registry

NO_LIST = frozenset({"archived", "pending"})
"""Standings that are not on a list of those who hold an agreement: an index of documents, and the announced."""
OFFICE = re.compile(r"(?i)sheriff|police|patrol|safety|correction|constable|marshal|jail|detention")
"""What a name must say to be tied to a body: that of a county alone may be of its sheriff, its jail or its board."""
JAIL_WORDS = frozenset({"regional", "adult", "center", "facility"})
"""Words that one jail's names have and lack by turns."""


@dataclass(frozen=True, slots=True)
class OnOlderLists:
    """One body as older lists name it. Its last listing is no proof of an end: `next_list` is the first without it."""

    body: KnownBody  # that of the reference tables where its name is theirs, else as the lists print it
    names: tuple[str, ...]  # as printed, newest last
    models: tuple[str, ...]  # as printed: Task Force, Jail Enforcement, Hybrid
    signed_dates: tuple[str, ...]
    first_as_of: str  # as precise as the list gives it: a day or a month
    last_as_of: str
    next_list: str | None  # the next older list's day, without it; None where no older list follows
    first_of_ours: str  # day of the first of ICE's own tables that we hold, from which on none names it
    listings: tuple[OlderListing, ...]

    @property
    def sentence(self) -> str:
        """Where it stood, under what, and by when it was gone."""
        first, last = shown(self.first_as_of), shown(self.last_as_of)
        where = f"on older lists from {first} to {last}" if first != last else f"on an older list, of {first}"
        held = f" ({', '.join(self.models)})" if self.models else " (model not printed)"
        gone = (
            f"not on that of {shown(self.next_list)}"
            if self.next_list
            else "no list of the years after is to be had"
        )
        return f"{where}{held}; {gone}"

    @property
    def since_then(self) -> str:
        """What is true of it since: that it was not found on our lists, and from when on they speak."""
        return f"not found on the lists we hold from {shown(self.first_of_ours)} on"

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as commands and the API give it."""
        return {
            "name": self.body.name, "state": self.body.state, "names": list(self.names), "models": list(self.models),
            "signed_dates": list(self.signed_dates), "first_as_of": self.first_as_of, "last_as_of": self.last_as_of,
            "next_list": self.next_list, "sentence": self.sentence, "listings": [asdict(x) for x in self.listings],
        }  # fmt: skip


def shown(as_of: str, language: str = "en") -> str:
    """A day or a month in words.

    >>> shown("2009-10-28"), shown("2009-02"), shown("2009-02", "es")
    ('October 28, 2009', 'February 2009', 'febrero de 2009')
    """
    if len(as_of) == 10:
        return in_words(date.fromisoformat(as_of), language)
    first = date.fromisoformat(f"{as_of}-01")
    return f"{first:%B %Y}" if language == "en" else in_words(first, language).partition(" de ")[2]


@dataclass(slots=True)
class OlderBodies:
    """The bodies of older lists that no agency of later lists is tied to, by state; read when first asked for."""

    registry: Registry
    _by_state: dict[str, tuple[OnOlderLists, ...]] = field(default_factory=dict)

    def of_state(self, state: str) -> tuple[OnOlderLists, ...]:
        """Those of a state, by name."""
        if state not in self._by_state:
            self._by_state[state] = tuple(self._read(state))
        return self._by_state[state]

    def of_body(self, body: KnownBody) -> OnOlderLists | None:
        """What older lists say of a body that is on no later one."""
        if body.agency_id is not None:
            return None
        return next((e for e in self.of_state(body.state) if e.body == body), None)

    def in_county(self, state: str, county_fips: str) -> tuple[OnOlderLists, ...]:
        """Those whose office or town lies in a county, or partly."""
        return tuple(e for e in self.of_state(state) if county_fips in e.body.county_fips)

    def called(self, text: str, state: str | None = None) -> tuple[OnOlderLists, ...]:
        """Those that bear this very name on an older list; without a state, in any."""
        text = " ".join(text.split())
        bare, named, certain = split_state(text)
        if named is None and (lead := leading_state(text)):
            bare, named = lead
        asked = state_asked(state) if state else None
        if asked and named and certain and asked != named:
            return ()
        found: dict[int, OnOlderLists] = {}
        for where in (
            [asked or named] if asked or named else sorted({s.state for s in self.registry.said if s.state})
        ):
            for name in {bare, text} if named else {text}:
                key = name_key(where, name) if where else None
                if key is None or not (key.role and (key.base or asked or named)):
                    continue
                for e in self.of_state(where or ""):
                    if key in e.body.keys:
                        found[id(e)] = e
        return tuple(found.values())

    def _read(self, state: str) -> Iterable[OnOlderLists]:
        resolver = resolver_of(self.registry.db)
        known: dict[tuple[str, str | None], list[OlderListing]] = {}
        bodies: dict[tuple[str, str | None], KnownBody] = {}
        others: list[list[OlderListing]] = []
        for s in self.registry.said:
            if s.state != state or s.agency_id is not None:
                continue
            found = resolver.resolve(_name(s), state) if OFFICE.search(_name(s)) else None
            if isinstance(found, Exact) and found.how == "name":
                if found.body.agency_id is None:
                    key = (found.body.name, found.body.ori)
                    bodies[key] = found.body
                    known.setdefault(key, []).append(s)
                continue
            _put(others, s)
        told = [(bodies[key], some) for key, some in known.items()]
        told += [(_unknown(state, some), some) for some in others]
        days = sorted({last_day(r.as_of) for r in rosters(self.registry.db)})
        for body, some in sorted(told, key=lambda t: t[0].name):
            if any(s.status not in NO_LIST for s in some):
                yield _told(body, some, days, self.registry.clocks.dates[0])


def _put(others: list[list[OlderListing]], s: OlderListing) -> None:
    """Adds a statement to the bodies it is of: those of its name, and those with one model, one signing day and a
    name that shares the place's words (a jail that was renamed)."""
    same = [some for some in others if any(_is_same(s, x) for x in some)]
    for some in same[1:]:
        same[0] += some
        others.remove(some)
    if same:
        same[0].append(s)
        same[0].sort(key=lambda x: x.as_of)
    else:
        others.append([s])


def _is_same(one: OlderListing, other: OlderListing) -> bool:
    first, second = _key(one), _key(other)
    if first == second:
        return True
    if not first.role or first.role != second.role:
        return False
    is_signed_alike = one.signed_date is not None and one.signed_date == other.signed_date
    shared = set(first.base.split()) & set(second.base.split())
    if is_signed_alike and len(shared) > 1:
        return True
    own = [set(k.base.split()) - JAIL_WORDS for k in (first, second)]
    return first.role == "jail" and own[0] == own[1] and len(own[0]) > 1


def _name(s: OlderListing) -> str:
    """The name without what is no part of it, its state written out: "NM Department of Corrections"."""
    text = re.sub(r"(?i)\s+addendum$", "", s.agency_text.strip())
    lead, _, rest = text.partition(" ")
    names = {x.postal: x.name for x in reference.states()}
    return f"{names[lead]} {rest}" if lead == s.state and rest else text


def _key(s: OlderListing) -> NameKey:
    return name_key(s.state or "", _name(s))


def _unknown(state: str, some: Iterable[OlderListing]) -> KnownBody:
    """A body no reference table names, under the name it bore last."""
    listed = [s for s in some if s.status not in NO_LIST] or list(some)
    fips = sorted({s.county_fips for s in some if s.county_fips})
    if not fips:
        with suppress(PlaceError):
            fips = [find_county(f"{listed[-1].agency_text}, {state}").fips]
    return KnownBody(
        listed[-1].agency_text, state, "other", None, None, tuple(fips), 0, 0, frozenset(_key(s) for s in some)
    )  # fmt: skip


def _told(body: KnownBody, some: list[OlderListing], days: list[str], first_of_ours: str) -> OnOlderLists:
    listed = [s for s in some if s.status not in NO_LIST]
    first = min((s.as_of for s in listed), key=last_day)
    last = max((s.last_as_of for s in listed), key=last_day)
    return OnOlderLists(
        body,
        tuple(dict.fromkeys(s.agency_text for s in some)),
        tuple(dict.fromkeys(s.model for s in listed if s.model)),
        tuple(sorted({s.signed_date for s in listed if s.signed_date})),
        first,
        last,
        next((d for d in days if d > last_day(last)), None),
        first_of_ours,
        tuple(some),
    )
