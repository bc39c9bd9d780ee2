"""Every body we know of in a state: those on ICE's lists and those of the FBI's tables that never were."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from deputized import reference
from deputized.reference import FbiAgency
from deputized.resolver.keys import MUNICIPAL, NameKey, county_said, name_key

ALL_BUT = 0.85  # equal letters, from which an unlisted name may be a listed one misprinted
LISTED = """
-- one row per agency and spelling
SELECT a.agency_id, a.name, a.state, a.kind, a.county_fips, a.active_agreement_count, n.name_raw
FROM agencies a LEFT JOIN agency_names n USING (agency_id) WHERE a.state = ? ORDER BY a.agency_id, n.name_raw
"""


@dataclass(frozen=True, slots=True)
class KnownBody:
    """One body. `agency_id` is None for a body on no list we hold; `ori` is the FBI's, where one name ties it."""

    name: str
    state: str
    kind: str
    agency_id: str | None
    ori: str | None
    county_fips: tuple[str, ...]
    people: int  # of the county or town, to rank by; 0 where the tables do not say
    active: int  # agreements in force on the newest list
    keys: frozenset[NameKey]

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
    """The bodies of a state. A listed body and an FBI agency are one where each alone bears the same key."""
    listed = _listed(db, state)
    sheriffs = _sheriffs(state)
    unlisted = [_of_fbi(a, sheriffs) for a in reference.fbi_agencies_of(state)]
    unlisted += _without_ori(state)
    by_key: dict[NameKey, list[int]] = defaultdict(list)
    for n, body in enumerate(unlisted):
        for key in body.keys:
            by_key[key].append(n)
    tied: set[int] = set()
    out: list[KnownBody] = []
    for body in listed:
        same = sorted({n for key in body.keys if key.role for n in by_key.get(key, ())} - tied)
        if body.kind == "sheriff" and not same:  # however ICE spells it
            same = [n for n, b in enumerate(unlisted) if b.kind == "sheriff" and n not in tied
                    and body.county_fips and set(body.county_fips) <= set(b.county_fips)]  # fmt: skip
        if len(same) > 1 and body.county_fips:
            here = [n for n in same if set(unlisted[n].county_fips) & set(body.county_fips)]
            same = here if len(here) == 1 else same
        if len(same) == 1:
            fbi = unlisted[same[0]]
            tied.add(same[0])
            counties = fbi.county_fips or body.county_fips
            keys = body.keys | fbi.keys
            body = KnownBody(body.name, state, body.kind, body.agency_id, fbi.ori, counties,
                             max(fbi.people, body.people), body.active, keys)  # fmt: skip
        out.append(body)
    return (*out, *(b for n, b in enumerate(unlisted) if n not in tied))


def may_be_listed(body: KnownBody, bodies: tuple[KnownBody, ...]) -> tuple[KnownBody, ...]:
    """Listed bodies that this unlisted one may be under another name: same words, an office a town may call so."""
    return tuple(
        b for b in bodies if b.agency_id and any(_may_be(m, k, b) for m in body.keys for k in b.keys)
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
    rows: dict[str, list[sqlite3.Row]] = defaultdict(list)
    for row in db.execute(LISTED, (state,)):
        rows[row["agency_id"]].append(row)
    people = {c.fips: c.population_2020 or 0 for c in reference.counties() if c.state == state}
    out = []
    for agency_id, found in rows.items():
        first = found[0]
        names = {first["name"], *(r["name_raw"] for r in found if r["name_raw"])}
        keys = frozenset(name_key(state, county_said(state, n)[0]) for n in names)
        fips = (first["county_fips"],) if first["county_fips"] else ()
        count = people.get(first["county_fips"], 0) if first["kind"] == "sheriff" else 0
        out.append(KnownBody(first["name"], state, first["kind"], agency_id, None, fips, count,
                             first["active_agreement_count"], keys))  # fmt: skip
    return out


def _sheriffs(state: str) -> dict[str, str]:
    """ORI -> county FIPS of the state's sheriffs."""
    fips = {s.postal: s.fips for s in reference.states()}[state]
    return {s.ori: f for f, s in reference.sheriffs().items() if f[:2] == fips and s.ori and s.has_office}


def _without_ori(state: str) -> list[KnownBody]:
    """Sheriffs whose office is known and has no ORI of its own in the FBI's tables (Mecklenburg, NC)."""
    out = []
    for fips, sheriff in reference.sheriffs().items():
        county = reference.counties_by_fips()[fips]
        if county.state == state and sheriff.has_office and not sheriff.ori:
            name = f"{county.name} Sheriff's Office"
            keys = frozenset({name_key(state, name)})
            out.append(
                KnownBody(name, state, "sheriff", None, None, (fips,), county.population_2020 or 0, 0, keys)
            )
    return out


def _of_fbi(agency: FbiAgency, sheriffs: dict[str, str]) -> KnownBody:
    state = agency.state
    printed, said = county_said(state, agency.full_name or agency.name)
    name = county_said(state, agency.name)[0]
    counties = reference.counties_by_fips()
    kind = agency.type
    if agency.ori in sheriffs:
        county = counties[sheriffs[agency.ori]]
        kind = "sheriff"
        if "sheriff" not in printed.casefold():
            printed = f"{county.name} Sheriff's Office"
    elif agency.type == "city" and not name_key(state, printed).role:
        printed = f"{printed} Police Department"
    names = {printed}
    if agency.type == "city" and name != printed:
        names.add(name if name_key(state, name).role else f"{name} Police Department")
    if agency.type == "campus" and "police" not in printed.casefold():
        names.add(f"{printed} Police Department")
    people = agency.population or 0
    if kind == "sheriff":
        people = counties[sheriffs[agency.ori]].population_2020 or 0
    keys = frozenset(name_key(state, n) for n in names)
    fips = agency.county_fips or ((said,) if said else ())
    return KnownBody(printed, state, kind, None, agency.ori, fips, people, 0, keys)
