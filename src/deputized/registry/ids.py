"""Ids that never change meaning: issued ones are kept in `data/ids.csv`, new ones are minted from the name.

An agency's issued id is found again by any of its name keys, an agreement's by any signing day printed for it, and
all of them by the row they were read from. When two issued ids turn out to be one, the first stays and the other
becomes a redirect; when one turns out to be two, it stays with what its row is read as.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from deputized import reference
from deputized.model.publications import Publication
from deputized.registry.issued import Address, Issued
from deputized.registry.names import AgencyName
from deputized.registry.state import Agency, PendingSpell, TrackedAgreement
from deputized.registry.words import state_words, words_of

LONGEST_ID = 100  # characters of an agency's; the longest that ICE's names gave has 76
NUMBERED = re.compile(r"(?<=-\d\d)\.\d+$")  # the ".2" of a second agreement of one day
BODY_SLUGS = {
    "sheriffs": "sheriff",
    "police": "police",
    "constables": "constable",
    "county_police": "county-police",
    "public_safety": "public-safety",
    "marshal": "marshal",
    "corrections": "corrections",
    "jail": "jail",
    "commissioners": "commissioners",
    "justice_authority": "justice-authority",
    "district_attorney": "district-attorney",
    "county_attorney": "county-attorney",
    "prosecutor": "prosecutor",
    "district_jail": "district-jail",
}


@dataclass(slots=True)
class Ids:
    """Ids of one build."""

    issued: Issued
    agencies: dict[int, str] = field(default_factory=dict)  # agency number -> id, merged ones included
    agreements: dict[int, str] = field(default_factory=dict)
    pending: dict[int, str] = field(default_factory=dict)  # id() of the spell -> id
    anchors: list[tuple[str, str, str]] = field(default_factory=list)
    retired: list[tuple[str, str, str, str]] = field(default_factory=list)  # (kind, old id, new id, reason)

    def name_agencies(self, agencies: Sequence[Agency], held: Mapping[Address, Agency]) -> None:
        """Give every agency its id; the oldest first, so that newcomers give way to what stands."""
        agencies = sorted(agencies, key=lambda a: (a.merged_into is not None, a.number))
        taken = set(self.issued.agencies.values()) | set(self.issued.merged.values())
        witnessed = {id_: held[a] for a, id_ in self.issued.rows["agency"] if a in held}
        bearers = self._bearers(agencies, witnessed)
        every = self.issued.agencies | self.issued.merged
        used: set[str] = set()
        for find, agency in ((find, agency) for find in (anchors, spare_anchors) for agency in agencies):
            known = self.issued.agencies
            if agency.merged_into is not None:
                known = every
            free = [known[a] for a in find(agency) if a in known and known[a] not in used]
            if agency.merged_into is None:
                free = [i for i in free if bearers.get(i, agency) is agency]
                here = f"{(agency.name or agency.first_name).state.lower()}-"
                free.sort(key=lambda i: not i.startswith(here))  # of one name in two states the newest
            if free and agency.number not in self.agencies:
                self.agencies[agency.number] = free[0]
                used.add(free[0])
        for id_, agency in witnessed.items():
            root = agency.root()
            if id_ not in used and root.number not in self.agencies and bearers[id_] is root:
                self.agencies[root.number] = id_
                used.add(id_)
        for agency in agencies:
            if agency.number not in self.agencies:
                name = (
                    agency.first_name if agency.merged_into is not None else agency.name or agency.first_name
                )
                self.agencies[agency.number] = _free(_agency_slug(name), _county_slug(agency, name), taken)
            taken.add(self.agencies[agency.number])
            used.add(self.agencies[agency.number])
        gone = {i: self.agencies[a.root().number] for i, a in witnessed.items() if i not in used}
        claimed: set[tuple[str, str]] = set()
        for find, agency in ((find, agency) for find in (anchors, spare_anchors) for agency in agencies):
            mine = self.agencies[agency.number]
            kind = "agency" if agency.merged_into is None else "merged"
            for anchor in find(agency):
                if (kind, anchor) in claimed:  # a namesake's, which stood there first
                    continue
                claimed.add((kind, anchor))
                was = self.issued.agencies.get(anchor)
                if was is not None and was != mine and was not in used:
                    gone.setdefault(was, mine)
                self.anchors.append((kind, anchor, mine))
        self._retire("agency", gone, "two names proved to be one agency")

    def _bearers(self, agencies: Iterable[Agency], witnessed: Mapping[str, Agency]) -> dict[str, Agency]:
        """Who bears an id now: whom its row is read as, unless a split left its name to another."""
        claims: dict[str, list[Agency]] = defaultdict(list)
        for agency in agencies:
            if agency.merged_into is None:
                for anchor in anchors(agency):
                    if anchor in self.issued.agencies:
                        claims[self.issued.agencies[anchor]].append(agency)
        found = {id_: agency.root() for id_, agency in witnessed.items()}
        for id_, claimants in claims.items():
            if id_ in found and len(set(map(id, claimants))) > 1:
                named = [a for a in claimants if _agency_slug(a.name or a.first_name) == id_]
                if named and found[id_] not in named:
                    found[id_] = named[0]
        return found

    def name_agreements(
        self, agreements: Sequence[TrackedAgreement], held: Mapping[Address, TrackedAgreement]
    ) -> None:
        """Give every agreement its id: agency, model and the first readable signing day printed for it."""
        stems = {
            a.number: f"{self.agencies[a.holders[0][0].root().number]}.{a.model.lower()}" for a in agreements
        }
        wanted = {a.number: _wanted(a, stems[a.number]) for a in agreements}
        witnessed = {i: held[at].number for at, i in self.issued.rows["agreement"] if at in held}
        known = set(self.issued.agreements.values()) | {i for _, i in self.issued.rows["agreement"]}
        self.agreements = _named(wanted, stems, known, witnessed)
        self.anchors += [("agreement", i, i) for i in self.agreements.values()]
        gone = {i: self.agreements[n] for i, n in witnessed.items()}
        listed_as: dict[str, str] = {}
        for agreement in agreements:
            for agency, _, _ in agreement.holders:
                for _, day, _ in agreement.dates:
                    for number in (agency.root().number, agency.number):
                        name = f"{self.agencies[number]}.{agreement.model.lower()}.{day}"
                        listed_as.setdefault(name, self.agreements[agreement.number])
        for old in sorted(known - gone.keys()):
            new = listed_as.get(old) or listed_as.get(NUMBERED.sub("", old))
            if new is not None:
                gone[old] = new
        self._retire("agreement", gone, "two listings proved to be one agreement")

    def name_pending(self, spells: Sequence[PendingSpell], held: Mapping[Address, PendingSpell]) -> None:
        """Give every pending spell its id: agency, model and the day it was first announced."""
        places = {id(s): n for n, s in enumerate(spells)}
        stems = {
            n: f"{self.agencies[s.agency.root().number]}.{s.model.lower()}" for n, s in enumerate(spells)
        }
        wanted = {n: [f"{stems[n]}.pending-{s.first.published_date}"] for n, s in enumerate(spells)}
        witnessed = {i: places[id(held[at])] for at, i in self.issued.rows["pending"] if at in held}
        known = set(self.issued.pending.values()) | {i for _, i in self.issued.rows["pending"]}
        named = _named(wanted, stems, known, witnessed)
        self.pending = {id(spell): named[n] for n, spell in enumerate(spells)}
        self.anchors += [("pending", i, i) for i in named.values()]
        self._retire(
            "pending", {i: named[n] for i, n in witnessed.items()}, "what it announces goes by another id now"
        )

    def _retire(self, kind: str, gone: Mapping[str, str], reason: str) -> None:
        """Ids that nothing bears any more lead on."""
        borne = {
            "agency": self.agencies.values,
            "agreement": self.agreements.values,
            "pending": self.pending.values,
        }
        in_use = set(borne[kind]())
        self.retired += [(kind, old, new, reason) for old, new in gone.items() if old not in in_use]

    def leads_to(self) -> dict[str, str]:
        """Where each id that nothing bears any more leads."""
        return {old: new for _, old, new, _ in self.retired}

    def keep_lists(self, publications: Iterable[Publication]) -> None:
        """Keep the ids of lists: those of other bytes can never be theirs."""
        self.anchors += [("list", p.sha256, p.publication_id) for p in publications]


def _wanted(agreement: TrackedAgreement, stem: str) -> list[str]:
    """The ids an agreement may go by: one for each day printed for it."""
    days = [d.isoformat() for _, d, _ in agreement.dates if d is not None]
    first = agreement.first_publication.published_date
    return [f"{stem}.{day}" for day in days] or [f"{stem}.listed-{first}"]


def _named(
    wanted: Mapping[int, Sequence[str]],
    stems: Mapping[int, str],
    known: Collection[str],
    witnessed: Mapping[str, int],
) -> dict[int, str]:
    """An id for each number: one already published that its rows bear witness to, else a new one.

    An id whose witness is read as another of the same agency and model is never taken: it would mean something else.
    """
    theirs: dict[int, list[str]] = defaultdict(list)
    for id_, number in witnessed.items():
        if id_.startswith(f"{stems[number]}."):
            theirs[number].append(id_)
    held = {id_ for ids in theirs.values() for id_ in ids}
    named: dict[int, str] = {}
    taken: set[str] = set()
    for number, issued in theirs.items():
        chosen = next((w for w in wanted[number] if w in issued), None) or min(issued)
        named[number] = chosen
        taken.add(chosen)
    for number, ids in wanted.items():
        if number in named:
            continue
        free = (w for w in ids if w in known and w not in taken and w not in held)
        chosen, count = next(free, ids[0]), 2
        while chosen in taken or chosen in held:
            chosen, count = f"{ids[0]}.{count}", count + 1
        named[number] = chosen
        taken.add(chosen)
    return named


def anchors(agency: Agency) -> list[str]:
    """What an agency's id is found again by: its name keys, with the county where that tells namesakes apart."""
    out: list[str] = []
    for key in _keys(agency):
        if "|township|" in key:
            out += [f"{key}@{fips}" for fips in sorted(agency.counties)] or [f"{key}@"]
        elif agency.homes:
            out += [f"{key}@{fips}" for fips in sorted(agency.homes)]
        else:
            out.append(key)
    return out


def spare_anchors(agency: Agency) -> list[str]:
    """What its id was found by before its form or county was part of its key, where no namesake has a better claim."""
    out: list[str] = []
    for key in _keys(agency):
        state, body, base, form, number = key.split("|")
        if form in ("city", "town", "village", "borough") or (agency.homes and form != "township"):
            out += [key, "|".join((state, body, base, "", number))]
    return list(dict.fromkeys(out))


def _keys(agency: Agency) -> list[str]:
    return agency.keys if agency.merged_into is None else [agency.first_name.key]


def slug(text: str) -> str:
    """Lower-case words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", reference.fold(text)).strip("-")


def bounded(found: str) -> str:
    """An id short enough to be a file's name with all that is put behind it; one too long ends in a hash of the whole."""
    if len(found) <= LONGEST_ID:
        return found
    return f"{found[: LONGEST_ID - 9].rstrip('-')}-{hashlib.sha256(found.encode()).hexdigest()[:8]}"


def _agency_slug(name: AgencyName) -> str:
    state = name.state.lower()
    if name.county_fips is not None and name.level in ("county", "constable_district", "judicial_district"):
        place = slug(reference.counties_by_fips()[name.county_fips].name)
    elif name.level == "county":
        place = f"{name.base}-county" if "county" in words_of(name.printed) else name.base
    else:
        place = f"{name.base}-{name.form}" if name.form else name.base
    parts = (
        [state, place, BODY_SLUGS[name.body], name.number]
        if name.body in BODY_SLUGS and place
        else [state, _own_words(name)]
    )
    return bounded(slug("-".join(p for p in parts if p)))


def _own_words(name: AgencyName) -> str:
    """The printed name without its state's name: what a state body, a school or a task force goes by."""
    words = [w for w in words_of(name.printed) if w != ","]
    state = list(state_words(name.state))
    rest = words[len(state) :] if words[: len(state)] == state else words
    while len(rest) > 2 and rest[0] in ("the", "office", "of"):
        rest = rest[1:]
    return "-".join(rest or words)


def _county_slug(agency: Agency, name: AgencyName) -> str:
    fips = name.county_fips or min(agency.counties, default=None)
    return slug(reference.counties_by_fips()[fips].name) if fips else ""


def _free(stem: str, county: str, taken: set[str]) -> str:
    """The id, told apart by county and then by number if another agency has it."""
    if stem not in taken:
        return stem
    if county and f"{stem}-{county}" not in taken:
        return f"{stem}-{county}"
    number = 2
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"
