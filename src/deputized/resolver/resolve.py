"""Resolves what a person writes to one agency, or says which ones it may be, or that there is none."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass, field

from deputized import reference
from deputized.facts.spellings import printed_names
from deputized.reference import fold
from deputized.registry.gazetteer import is_place
from deputized.resolver import index, suggestions
from deputized.resolver.answers import CAN_BE_ASKED, Ask, Exact, Nothing, Resolution
from deputized.resolver.codes import by_code
from deputized.resolver.initials import bears, initials_in
from deputized.resolver.institutions import CAMPUS
from deputized.resolver.keys import NameKey, county_said, is_apart, name_key
from deputized.resolver.known_bodies import KnownBody, bodies_of, may_be_listed
from deputized.resolver.spanish import in_english
from deputized.resolver.states import leading_state, names_its_state, read_state, split_state, state_asked

LONGEST = 200  # characters; no agency's name is half as long
SHOWN = 8
MANY = 10  # times a town's people, from which a county's police may be meant by the bare name


@dataclass(slots=True)
class Resolver:
    """The road for one registry; a state's bodies are read when first asked for."""

    db: sqlite3.Connection
    _bodies: dict[str, tuple[KnownBody, ...]] = field(default_factory=dict)
    _printed: dict[str, str] = field(default_factory=dict)

    def resolve(self, text: str, state: str | None = None, kinds: frozenset[str] | None = None) -> Resolution:
        """One body, several to choose from, or nothing. `state` in any wording; `kinds` keeps bodies of those kinds.

        Raises ValueError if `state` names no state.
        """
        text = in_english(" ".join(text.split()))
        said = None if state is None else state_asked(state)
        if state is not None and said is None:
            raise ValueError(f"{state}: not a state or territory; give a postal code such as TX")
        if len(text) > LONGEST or not re.search(r"[a-z0-9]", fold(text)):
            shown = text if len(text) <= 40 else f"{text[:40]}…"
            return Nothing(f"nothing found: no agency is called {shown!r}; {CAN_BE_ASKED}")
        if state is None and (whole := read_state(text)):
            return Nothing(
                f"nothing found: {text} is a state or territory, and no agency is asked for (deputized state {whole}); "
                f"{CAN_BE_ASKED}"
            )
        found = by_code(self, text, said)
        if found is None:
            found = self._by_name(text, said)
        elif said and isinstance(found, Exact) and found.body.state != said:
            return Nothing(f"nothing found: {text} is {found.body.told}, which is not in {said}")
        return _of_kinds(found, kinds, text)

    def ranked(
        self, text: str, state: str | None = None, limit: int = SHOWN
    ) -> list[tuple[float, KnownBody]]:
        """Bodies that may be meant, best first, each with a score: 1 for those that answer exactly, less for the like.

        Raises ValueError if `state` names no state.
        """
        found = self.resolve(text, state)
        if isinstance(found, Nothing):
            return []
        if isinstance(found, Exact):
            return [(1.0, found.body)]
        if found.exact:
            return [(1.0, body) for body in found.candidates[:limit]]
        scores = {id(body): score for score, body in self._near_of(text, state, limit)}
        first = [(scores.pop(id(body), 0.7), body) for body in found.candidates]
        rest = [(score, body) for score, body in self._near_of(text, state, limit) if id(body) in scores]
        return (first + rest)[:limit]

    def bodies(self, state: str) -> tuple[KnownBody, ...]:
        """Every body known in a state."""
        if state not in self._bodies:
            self._bodies[state] = bodies_of(self.db, state)
        return self._bodies[state]

    # names --------------------------------------------------------------------------------------------

    def _by_name(self, text: str, state: str | None) -> Resolution:
        _, named, certain = split_state(text)
        if state and named and certain and named != state:
            return Nothing(f"nothing found: {text!r} names {named}, and {state} was asked for")
        if called := self.called(text, state):
            return called
        if found := self._by_initials(text, state):
            return found
        if near := self._near_of(text, state, SHOWN):
            return Ask(tuple(body for _, body in near), exact=False)
        first = self._readings(text, state)[0][1]
        where = f" in {first}" if first else ""
        return Nothing(f"nothing found: no agency is called {text!r}{where}; {CAN_BE_ASKED}")

    def called(self, text: str, state: str | None = None) -> Exact | Ask | None:
        """What bears this very name, in any reading of it; None if nothing does."""
        exact: dict[int, KnownBody] = {}
        for name, where in self._readings(text, state):
            for one in [where] if where else self._states_naming(name):
                for body in self._called(name, one):
                    exact[id(body)] = body
        if len(exact) == 1:
            return self.sure(next(iter(exact.values())), "name")
        return Ask(tuple(sorted(exact.values(), key=rank)), exact=True) if exact else None

    def _readings(self, text: str, state: str | None) -> list[tuple[str, str | None]]:
        """Ways to part a text into a name and a state; None: in any state."""
        bare, named, certain = split_state(text)
        out: list[tuple[str, str | None]] = []
        if named and (state is None or named == state):
            out.append((bare, named))
        if not (named and certain):
            out.append((text, state))
            lead = leading_state(text)
            if lead and state in (None, lead[1]) and name_key(lead[1], lead[0]).base:
                out.append(lead)
        return out

    def _near_of(self, text: str, state: str | None, limit: int) -> list[tuple[float, KnownBody]]:
        """Bodies like the text: of the reading that names a state, if it has any, and of no other if it is that state's."""
        own = names_its_state(text)
        for name, where in sorted(self._readings(text, state), key=lambda r: r[1] is None):
            if own and where != own:
                continue
            if near := self._near(name, where, limit):
                return near
        return []

    def _by_initials(self, text: str, state: str | None) -> Exact | Ask | None:
        """Bodies of these initials: in a state that is named, or of the place named beside them."""
        for name, where in self._readings(text, state):
            initials, rest = initials_in(name)
            if not initials or not (rest or where):
                continue
            found: dict[int, KnownBody] = {}
            for one in [where] if where else self._states_naming(rest):
                place = name_key(one, rest).base if rest else ""
                for body in self.bodies(one):
                    if not body.by_code and any(
                        bears(initials, k) and place in ("", k.base) for k in body.keys
                    ):
                        found[id(body)] = body
            if len(found) == 1 and rest and where:
                return self.sure(next(iter(found.values())), "name")
            if found:
                return Ask(tuple(sorted(found.values(), key=rank)[:SHOWN]), exact=False)
        return None

    def sure(self, body: KnownBody, how: str) -> Exact | Ask:
        """One body, unless it is on no list and a listed one may be it under another name."""
        if body.agency_id is None and (others := may_be_listed(body, self.bodies(body.state))):
            return Ask((body, *others[: SHOWN - 1]), exact=False)
        return Exact(body, how)

    def _called(self, text: str, state: str) -> list[KnownBody]:
        """Bodies of a state that bear this very name: of the same form if any is, else of no other form.

        Two ways to space a name (De Soto, DeSoto) are one where no body bears it as it is written.
        """
        name, county = county_said(state, text)
        asked = name_key(state, name)
        if not asked.base:
            return []
        here = [
            b for b in self.bodies(state)
            if not b.by_code and not (county and b.county_fips and county not in b.county_fips)
        ]  # fmt: skip
        for spaced in (True, False):
            same: list[KnownBody] = []
            fitting: list[KnownBody] = []
            for body in here:
                kept = [k for k in body.keys if _says(asked, k, spaced)]
                if any(k.form == asked.form for k in kept):
                    same.append(body)
                elif any(_fits(state, asked, k) for k in kept):
                    fitting.append(body)
            if len(fitting) == 1 and all(_is_other(state, asked, k) for k in fitting[0].keys):
                fitting = []
            if same or fitting:
                found = same or fitting
                if not any(b.agency_id for b in found):
                    found += [b for b in _campuses(asked, here) if b not in found]
                return found + _of_county(asked, here, max(b.people for b in found))
        return _campuses(asked, here)

    def _states_naming(self, text: str) -> list[str]:
        """States in which a body may bear this name: the others need not be read."""
        out = []
        for state in (s.postal for s in reference.states()):
            base = name_key(state, county_said(state, text)[0]).base
            if base and (
                index.names_base(state, base)
                or self._is_printed(state, base)
                or state in self._campus_states(base)
            ):
                out.append(state)
        return out

    def _campus_states(self, base: str) -> set[str]:
        """States with a university of several campuses that is called so."""
        if not set(base.split()) & CAMPUS:
            return set()
        return {s for held, states in index.bases().items() if held.startswith(f"{base} ") for s in states}

    def _is_printed(self, state: str, base: str) -> bool:
        """Whether all words of a name stand somewhere in the names that ICE's lists print in a state."""
        if not self._printed:
            for where, name in printed_names(self.db):
                self._printed[where] = f"{self._printed.get(where, ' ')}{fold(name)} "
        held = self._printed.get(state, "")
        return all(word in held for word in base.split())

    def _near(self, text: str, state: str | None, limit: int) -> list[tuple[float, KnownBody]]:
        """Bodies worth asking about: the same place's first, then those of like letters; people decide."""
        ranked = []
        for one in [state] if state else suggestions.states_near(text):
            asked = suggestions.AskedName.of(one, text)
            for body in self.bodies(one):
                if not body.by_code and (score := asked.like(body.keys)):
                    ranked.append((-round(score, 2), rank(body), body))
        ranked.sort(key=lambda r: r[:2])
        return [(min(-score, suggestions.MOST), body) for score, _, body in ranked[:limit]]


def _says(asked: NameKey, held: NameKey, spaced: bool) -> bool:
    bases = (asked.base, held.base) if spaced else (asked.base.replace(" ", ""), held.base.replace(" ", ""))
    is_office = asked.role == held.role or (not asked.role and held.role not in ("school", "tribe"))
    return bases[0] == bases[1] and asked.number == held.number and is_office


def _campuses(asked: NameKey, here: list[KnownBody]) -> list[KnownBody]:
    """Campuses of the university that is named without one: each may be meant, and none before the others."""
    if asked.role != "campus":
        return []
    head = f"{asked.base} "
    return [b for b in here if any(k.role == "campus" and k.base.startswith(head) for k in b.keys)]


def _of_county(asked: NameKey, here: list[KnownBody], people: int) -> list[KnownBody]:
    """A county's police that a bare name may mean rather than the town's: Nassau Police, NY, where a village of
    1,000 has its own and the county's serve a thousand times as many."""
    if asked.role != "police" or asked.form or asked.base.endswith(" county"):
        return []
    whole = NameKey(asked.role, f"{asked.base} county", "", asked.number)
    return [b for b in here if b.people > MANY * people and whole in b.keys]


def _fits(state: str, asked: NameKey, held: NameKey) -> bool:
    """Whether one of the two says no municipal form and may be of the form that the other says."""
    return not (asked.form and (held.form or is_apart(state, asked.form)))


def _is_other(state: str, asked: NameKey, held: NameKey) -> bool:
    """Whether a bare name is that of a village or city which we know, and the one body found is the township's."""
    return not asked.form and is_apart(state, held.form) and is_place(state, held.base)


def rank(body: KnownBody) -> tuple[int, int, str, str]:
    """Most people first, then most agreements."""
    return (-body.people, -body.active, body.state, body.agency_id or body.ori or body.name)


def _of_kinds(found: Resolution, kinds: frozenset[str] | None, text: str) -> Resolution:
    if kinds is None or isinstance(found, Nothing):
        return found
    held = (found.body,) if isinstance(found, Exact) else found.candidates
    kept = tuple(b for b in held if b.kind in kinds)
    if not kept:
        return Nothing(f"nothing found: {text!r} is no {' or '.join(sorted(kinds))}; {CAN_BE_ASKED}")
    if isinstance(found, Exact):
        return found
    return (
        Exact(kept[0], "name")
        if found.exact and len(kept) == 1 and kept[0].agency_id
        else Ask(kept, found.exact)
    )


_OPEN: list[Resolver] = []


def resolver_of(db: sqlite3.Connection) -> Resolver:
    """The resolver of an open registry, kept while it is the last one asked."""
    if not _OPEN or _OPEN[0].db is not db:
        _OPEN[:] = [Resolver(db)]
    return _OPEN[0]
