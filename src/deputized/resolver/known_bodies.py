"""Every body we know of in a state: those on ICE's lists and those of the FBI's tables that never were."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from deputized import reference
from deputized.facts.spellings import listed as listed_names
from deputized.resolver.index import rows_of
from deputized.resolver.keys import MUNICIPAL, NameKey, county_said, name_key

ALL_BUT = 0.85  # equal letters, from which an unlisted name may be a listed one misprinted


@dataclass(frozen=True, slots=True)
class KnownBody:
    """One body. `agency_id` is None for a body on no list we hold; `ori` is what the registry ties it to."""

    name: str
    state: str
    kind: str
    agency_id: str | None
    ori: str | None
    county_fips: tuple[str, ...]
    people: int  # of the county or town, to rank by; 0 where the tables do not say
    active: int  # agreements in force on the newest list
    keys: frozenset[NameKey]
    place_geoid: str | None = None  # of a listed town's body
    by_code: bool = False  # a second ORI of a body that is known under its name: only its code finds it

    @property
    def standing(self) -> str:
        """listed (now or once, or pending), never listed, or cannot tell.

        Only towns' police and sheriffs are named alike by ICE and the FBI; of a campus or a body of the whole
        state that we do not find on the lists we cannot say that it is not there under another name.
        """
        if self.agency_id:
            return "listed"
        return "never listed" if self.kind in ("city", "sheriff") else "cannot tell"

    @property
    def told(self) -> str:
        """The body in a line of candidates."""
        who = f"{self.name}, {self.state}"
        if self.agency_id:
            return f"{self.agency_id} ({who})"
        counties = [reference.counties_by_fips()[f].name for f in self.county_fips[:1]]
        said = (
            "on no list"
            if self.standing == "never listed"
            else "not found on a list, maybe under another name"
        )
        where = f", {counties[0]}" if counties and counties[0] not in self.name else ""
        return f"{f'ORI {self.ori}' if self.ori else 'no ORI'} ({who}{where}: {said})"


def bodies_of(db: sqlite3.Connection, state: str) -> tuple[KnownBody, ...]:
    """The bodies of a state. A listed body is the FBI's of the ORI that the registry ties it to.

    One the registry ties to none is a sheriff of the index by its county alone; else it stands for itself.
    """
    by_ori = {row.ori: row for row in rows_of(state) if row.ori}
    sheriffs = {
        row.county_fips[0]: row for row in rows_of(state) if row.kind == "sheriff" and row.county_fips
    }
    tied: set[int] = set()
    out: list[KnownBody] = []
    for body in _listed(db, state):
        rows = [by_ori[body.ori]] if body.ori in by_ori else []
        if body.kind == "sheriff" and len(body.county_fips) == 1:
            own = sheriffs.get(body.county_fips[0])
            if own is not None and own not in rows and (not rows or own.ori is None):
                rows.append(own)
        for row in rows:
            tied.add(id(row))
            body = KnownBody(
                body.name, state, body.kind, body.agency_id, body.ori or row.ori, body.county_fips or row.county_fips,
                max(row.people, body.people), body.active, body.keys | row.keys, body.place_geoid,
            )  # fmt: skip
        out.append(body)
    borne = {key for body in out for key in body.keys}
    for row in rows_of(state):
        if id(row) not in tied:
            by_code = row.by_code or (row.is_old and bool(row.keys & borne))
            out.append(
                KnownBody(
                    row.name,
                    state,
                    row.kind,
                    None,
                    row.ori,
                    row.county_fips,
                    row.people,
                    0,
                    row.keys,
                    by_code=by_code,
                )
            )
    return tuple(out)


def may_be_listed(body: KnownBody, bodies: tuple[KnownBody, ...]) -> tuple[KnownBody, ...]:
    """Listed bodies that this unlisted one may be under another name: those no ORI is known of, like words."""
    return tuple(
        b
        for b in bodies
        if b.agency_id
        and (b.ori is None or b.kind not in ("municipal_police", "sheriff"))
        and not (b.county_fips and body.county_fips and not set(b.county_fips) & set(body.county_fips))
        and any(_may_be(m, k, b) for m in body.keys for k in b.keys)
    )


def _may_be(mine: NameKey, listed: NameKey, body: KnownBody) -> bool:
    """The same words and number, or all but the same in a listed name that no FBI agency was found for."""
    roles = (mine.role or "police", listed.role or "police")
    if mine.number != listed.number or not (roles[0] == roles[1] or MUNICIPAL.issuperset(roles)):
        return False
    if body.ori is None and mine.base and listed.base:  # Sunny Isles, Sunny Isles Beach
        few, many = sorted((set(mine.base.split()), set(listed.base.split())), key=len)
        if len(few) > 1 and few < many:
            return True
    if mine.base == listed.base:
        return not (mine.form and listed.form and mine.form != listed.form)
    return (
        body.ori is None
        and OSA.normalized_similarity(mine.base, listed.base, score_cutoff=ALL_BUT) >= ALL_BUT
    )


def _listed(db: sqlite3.Connection, state: str) -> list[KnownBody]:
    out = []
    for agency_id, found in listed_names(db, state).items():
        first = found[0]
        names = {first["name"], *(r["name_raw"] for r in found if r["name_raw"])}
        keys = frozenset(name_key(state, county_said(state, n)[0]) for n in names)
        fips = tuple(first["county_fips_all"].split(";")) if first["county_fips_all"] else ()
        if first["level"] == "state":
            fips = ()
        count = 0
        if first["kind"] == "sheriff" and fips:
            count = reference.counties_by_fips()[fips[0]].population_2020 or 0
        out.append(KnownBody(first["name"], state, first["kind"], agency_id, first["ori"], fips, count,
                             first["active_agreement_count"], keys, first["place_geoid"]))  # fmt: skip
    return out
