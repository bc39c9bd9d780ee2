"""Resolves what a person writes to one agency, or says which ones it may be, or that there is none."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from deputized import reference
from deputized.reference import fold
from deputized.resolver.answers import CAN_BE_ASKED, Ask, Exact, Nothing, Resolution
from deputized.resolver.bodies import KnownBody, bodies_of, may_be_listed
from deputized.resolver.keys import NameKey, county_said, name_key
from deputized.resolver.states import read_state, split_state

LONGEST = 200  # characters; no agency's name is half as long
LIKE = 0.75  # likeness of the place's letters from which a body is worth showing
SHOWN = 8


@dataclass(slots=True)
class Resolver:
    """The road for one registry; a state's bodies are read when first asked for."""

    db: sqlite3.Connection
    _bodies: dict[str, tuple[KnownBody, ...]] = field(default_factory=dict)

    def resolve(self, text: str, state: str | None = None, kinds: frozenset[str] | None = None) -> Resolution:
        """One body, several to choose from, or nothing. `state` in any wording; `kinds` keeps bodies of those kinds.

        Raises ValueError if `state` names no state.
        """
        text = " ".join(text.split())
        said = None if state is None else read_state(state)
        if state is not None and said is None:
            raise ValueError(f"{state}: not a state or territory; give a postal code such as TX")
        if len(text) > LONGEST or not re.search(r"[a-z0-9]", fold(text)):
            shown = text if len(text) <= 40 else f"{text[:40]}…"
            return Nothing(f"nothing found: no agency is called {shown!r}; {CAN_BE_ASKED}")
        found = self._by_code(text)
        if found is None:
            found = self._by_name(text, said)
        elif said and isinstance(found, Exact) and found.body.state != said:
            return Nothing(f"{text} is {found.body.told}, which is not in {said}")
        return _of_kinds(found, kinds, text)

    def bodies(self, state: str) -> tuple[KnownBody, ...]:
        """Every body known in a state."""
        if state not in self._bodies:
            self._bodies[state] = bodies_of(self.db, state)
        return self._bodies[state]

    # codes --------------------------------------------------------------------------------------------

    def _by_code(self, text: str) -> Resolution | None:
        if re.fullmatch(r"[a-z]{2}-[a-z0-9-]+", text):
            return self._by_id(text)
        if re.fullmatch(r"(?=.*\d)[A-Za-z]{2}[A-Za-z0-9]{5}(?:[A-Za-z0-9]{2})?", text):
            return self._by_ori(text.upper().ljust(9, "0"))
        if re.fullmatch(r"\d{4,5}|\d{7}", text):
            return self._by_geoid(text if len(text) == 7 else text.zfill(5))
        if text.isdigit():
            return Nothing(f"nothing found: {text} is no county's FIPS and no town's GEOID; {CAN_BE_ASKED}")
        return None

    def _by_id(self, text: str) -> Resolution | None:
        wanted = text
        for _ in range(8):  # a redirect may lead to another
            row = self.db.execute("SELECT new_id FROM redirects WHERE old_id = ?", (wanted,)).fetchone()
            if row is None:
                break
            wanted = row["new_id"]
        row = self.db.execute("SELECT state FROM agencies WHERE agency_id = ?", (wanted,)).fetchone()
        if row is None:
            return None
        return Exact(next(b for b in self.bodies(row["state"]) if b.agency_id == wanted), "id")

    def _by_ori(self, ori: str) -> Resolution | None:
        prefix = "NE" if ori.startswith("NB") else ori[:2]
        if prefix not in {s.postal for s in reference.states()}:
            return None
        bodies = self.bodies(prefix)
        found = next((b for b in bodies if b.ori == ori), None)
        if found is None:
            return Nothing(f"nothing found: no agency of the FBI's tables has ORI {ori}; {CAN_BE_ASKED}")
        return _sure(found, bodies, "ORI")

    def _by_geoid(self, code: str) -> Resolution:
        postal = {s.fips: s.postal for s in reference.states()}.get(code[:2])
        if len(code) == 5 and code in reference.counties_by_fips() and postal:
            ours = [b for b in self.bodies(postal) if code in b.county_fips and b.kind == "sheriff"]
            if len(ours) == 1:
                return Exact(ours[0], "FIPS")
            rest = sorted((b for b in self.bodies(postal) if code in b.county_fips), key=_rank)
            return Ask(tuple(rest[:SHOWN]), exact=False) if rest else self._no_code(code)
        if len(code) == 7 and postal:
            town = next((p for p in reference.places_of(postal) if p.place_geoid == code), None)
            if town is not None:
                ours = [
                    b for b in self.bodies(postal)
                    if any(k.base == fold(town.name) and k.role in ("police", "public_safety", "marshal") for k in b.keys)
                    and (not b.county_fips or set(b.county_fips) & set(town.all_counties))
                ]  # fmt: skip
                if len(ours) == 1:
                    return _sure(ours[0], self.bodies(postal), "GEOID")
                if ours:
                    return Ask(tuple(sorted(ours, key=_rank)[:SHOWN]), exact=False)
        return self._no_code(code)

    @staticmethod
    def _no_code(code: str) -> Nothing:
        what = "county's FIPS" if len(code) == 5 else "town's GEOID"
        return Nothing(
            f"nothing found: {code} is no {what} that a body we know of answers to; {CAN_BE_ASKED}"
        )

    # names --------------------------------------------------------------------------------------------

    def _by_name(self, text: str, state: str | None) -> Resolution:
        bare, named, certain = split_state(text)
        if state and named and certain and named != state:
            return Nothing(f"nothing found: {text!r} names {named}, and {state} was asked for")
        readings: list[tuple[str, str | None]] = []
        if named and (state is None or named == state):
            readings.append((bare, named))
        if not (named and certain):
            readings.append((text, state))
        exact: dict[int, KnownBody] = {}
        for name, where in readings:
            for one in [where] if where else [s.postal for s in reference.states()]:
                for body in self._called(name, one):
                    exact[id(body)] = body
        if len(exact) == 1:
            body = next(iter(exact.values()))
            return _sure(body, self.bodies(body.state), "name")
        if exact:
            return Ask(tuple(sorted(exact.values(), key=_rank)[:SHOWN]), exact=True)
        near = self._near(*readings[0])
        if near:
            return Ask(near, exact=False)
        where = f" in {readings[0][1]}" if readings[0][1] else ""
        return Nothing(f"nothing found: no agency is called {text!r}{where}; {CAN_BE_ASKED}")

    def _called(self, text: str, state: str) -> list[KnownBody]:
        """Bodies of a state that bear this very name: of the same form if any is, else of no other form."""
        name, county = county_said(state, text)
        asked = name_key(state, name)
        if not asked.base:
            return []
        same: list[KnownBody] = []
        fitting: list[KnownBody] = []
        for body in self.bodies(state):
            if county and body.county_fips and county not in body.county_fips:
                continue
            kept = [k for k in body.keys if _says(asked, k)]
            if any(k.form == asked.form for k in kept):
                same.append(body)
            elif any(not k.form or not asked.form for k in kept):
                fitting.append(body)
        return same or fitting

    def _near(self, text: str, state: str | None) -> tuple[KnownBody, ...]:
        """Bodies worth asking about: the same place's first, then those of like letters; people decide."""
        ranked = []
        for one in [state] if state else [s.postal for s in reference.states()]:
            asked = name_key(one, county_said(one, text)[0])
            for body in self.bodies(one):
                if score := max((_likeness(asked, k) for k in body.keys), default=0.0):
                    ranked.append((-round(score, 2), _rank(body), body))
        ranked.sort(key=lambda r: r[:2])
        return tuple(body for _, _, body in ranked[:SHOWN])


def _says(asked: NameKey, held: NameKey) -> bool:
    return (
        asked.base == held.base
        and asked.number == held.number
        and (not asked.role or asked.role == held.role)
    )


def _likeness(asked: NameKey, held: NameKey) -> float:
    """0 to 2: above 1 the place is the one named and office, form or number are not; no place named: the office."""
    office = 0.2 if asked.role == held.role else 0.0
    if not asked.base:
        return 1.0 if asked.role and office else 0.0
    if asked.base == held.base:
        return 1.5 + office + (0.1 if asked.number == held.number else 0.0)
    like = OSA.normalized_similarity(asked.base, held.base, score_cutoff=LIKE)
    return float(like) * 0.8 + office if like else 0.0


def _rank(body: KnownBody) -> tuple[int, int, str, str]:
    return (-body.people, -body.active, body.state, body.agency_id or body.ori or body.name)


def _sure(body: KnownBody, bodies: tuple[KnownBody, ...], how: str) -> Resolution:
    """One body, unless it is on no list and a listed one may be it under another name."""
    if body.agency_id is None and (others := may_be_listed(body, bodies)):
        return Ask((*others[: SHOWN - 1], body), exact=False)
    return Exact(body, how)


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
