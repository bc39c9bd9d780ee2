"""Ids that never change meaning: issued ones are kept in `data/ids.csv`, new ones are minted from the name.

An agency's issued id is found again by any of its name keys, an agreement's by any signing day printed for
it. When two issued ids turn out to be one, the first stays and the other becomes a redirect.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib import resources
from io import StringIO
from pathlib import Path

from deputized import reference
from deputized.model.publications import Publication
from deputized.registry.names import AgencyName
from deputized.registry.state import Agency, Agreement, Pending
from deputized.registry.words import state_words, words_of

IDS_FILE = "ids.csv"
FIELDS = ("kind", "anchor", "id")
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
class Issued:
    """The ids already published: by an agency's anchors, by those of agencies since merged, by agreement."""

    agencies: dict[str, str] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)
    agreements: dict[str, str] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)  # by the hash of their bytes

    @classmethod
    def read(cls, path: Path | None = None) -> Issued:
        """The shipped ids, or those of another file."""
        text = (
            path.read_text(encoding="utf-8")
            if path is not None
            else (resources.files("deputized") / "data" / IDS_FILE).read_text(encoding="utf-8")
        )
        issued = cls()
        for row in csv.DictReader(StringIO(text)):
            table = {
                "agency": issued.agencies,
                "merged": issued.merged,
                "agreement": issued.agreements,
                "list": issued.lists,
            }
            table[row["kind"]][row["anchor"]] = row["id"]
        return issued


@dataclass(slots=True)
class Ids:
    """Ids of one build."""

    issued: Issued
    agencies: dict[int, str] = field(default_factory=dict)  # agency number -> id, merged ones included
    agreements: dict[int, str] = field(default_factory=dict)
    pending: dict[int, str] = field(default_factory=dict)  # id() of the spell -> id
    anchors: list[tuple[str, str, str]] = field(default_factory=list)
    retired: list[tuple[str, str, str]] = field(default_factory=list)  # (old id, new id, reason)

    def name_agencies(self, agencies: Iterable[Agency]) -> None:
        """Give every agency its id; the oldest first, so that newcomers give way to what stands."""
        agencies = sorted(agencies, key=lambda a: (a.merged_into is not None, a.number))
        taken = set(self.issued.agencies.values()) | set(self.issued.merged.values())
        used: set[str] = set()
        for find, agency in ((find, agency) for find in (anchors, spare_anchors) for agency in agencies):
            held = self.issued.agencies if agency.merged_into is None else self.issued.merged
            free = [held[a] for a in find(agency) if a in held and held[a] not in used]
            if free and agency.number not in self.agencies:
                self.agencies[agency.number] = free[0]
                used.add(free[0])
        for agency in agencies:
            if agency.number not in self.agencies:
                name = (
                    agency.first_name if agency.merged_into is not None else agency.name or agency.first_name
                )
                self.agencies[agency.number] = _free(_agency_slug(name), _county_slug(agency, name), taken)
            taken.add(self.agencies[agency.number])
            used.add(self.agencies[agency.number])
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
                    self.retired.append((was, mine, "two names proved to be one agency"))
                self.anchors.append((kind, anchor, mine))

    def name_agreements(self, agreements: Sequence[Agreement]) -> None:
        """Give every agreement its id: agency, model and the first readable signing day printed for it."""
        taken: set[str] = set()
        for agreement in agreements:
            stem = f"{self.agencies[agreement.holders[0][0].root().number]}.{agreement.model.lower()}"
            days = [d.isoformat() for _, d, _ in agreement.dates if d is not None]
            wanted = [f"{stem}.{day}" for day in days] or [
                f"{stem}.listed-{agreement.first_publication.published_date}"
            ]
            held = next((w for w in wanted if w in self.issued.agreements and w not in taken), wanted[0])
            number, chosen = 2, held
            while chosen in taken:
                chosen, number = f"{held}.{number}", number + 1
            taken.add(chosen)
            self.agreements[agreement.number] = chosen
            self.anchors.append(("agreement", chosen, chosen))
        self._redirect_agreements(agreements, taken)

    def _redirect_agreements(self, agreements: Sequence[Agreement], taken: set[str]) -> None:
        """An issued id that no agreement bears any more leads to the one that was listed so."""
        listed_as: dict[str, str] = {}
        for agreement in agreements:
            for agency, _, _ in agreement.holders:
                for _, day, _ in agreement.dates:
                    name = f"{self.agencies[agency.root().number]}.{agreement.model.lower()}.{day}"
                    listed_as.setdefault(name, self.agreements[agreement.number])
        for old in sorted(set(self.issued.agreements.values()) - taken):
            new = listed_as.get(old) or listed_as.get(NUMBERED.sub("", old))
            if new is not None:
                self.retired.append((old, new, "two listings proved to be one agreement"))

    def name_pending(self, spells: Iterable[Pending]) -> None:
        """Give every pending spell its id: agency, model and the day it was first announced."""
        taken: set[str] = set()
        for spell in spells:
            agency = self.agencies[spell.agency.root().number]
            stem = f"{agency}.{spell.model.lower()}.pending-{spell.first.published_date}"
            chosen, number = stem, 2
            while chosen in taken:
                chosen, number = f"{stem}.{number}", number + 1
            taken.add(chosen)
            self.pending[id(spell)] = chosen

    def keep_lists(self, publications: Iterable[Publication]) -> None:
        """Keep the ids of lists: those of other bytes can never be theirs."""
        self.anchors += [("list", p.sha256, p.publication_id) for p in publications]

    def write(self, path: Path) -> None:
        """Keep every id issued so far, old ones that no row bears any more included."""
        rows = {(kind, anchor): id_ for kind, anchor, id_ in self.anchors}
        for anchor, id_ in self.issued.agencies.items():
            rows.setdefault(("agency", anchor), id_)
        for anchor, id_ in self.issued.merged.items():
            rows.setdefault(("merged", anchor), id_)
        for anchor, id_ in self.issued.agreements.items():
            rows.setdefault(("agreement", anchor), id_)
        for anchor, id_ in self.issued.lists.items():
            rows.setdefault(("list", anchor), id_)
        out = StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(FIELDS)
        writer.writerows((kind, anchor, id_) for (kind, anchor), id_ in sorted(rows.items()))
        aside = path.with_suffix(".new")
        aside.write_text(out.getvalue(), encoding="utf-8")
        aside.replace(path)


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
    return slug("-".join(p for p in parts if p))


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


def shipped_ids() -> Path:
    """The id file in the package."""
    return Path(str(resources.files("deputized"))) / "data" / IDS_FILE
