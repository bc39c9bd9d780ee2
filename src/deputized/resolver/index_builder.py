"""Makes the index of bodies from the reference tables, the FBI's agency list of 2018 and the aliases.

The names are read here once, by the same rules by which a question is read, so that none need be read again.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from deputized import reference
from deputized.reference import CountyRow, FbiAgency, fold
from deputized.resolver.index import COLUMNS, PATH, POINTS, PREFIXES, rows_of, text_of
from deputized.resolver.institutions import SERVICES, tribe
from deputized.resolver.keys import NameKey, county_said, name_key

OFFICES = "agencies_hifld.csv"
FORMER_LIST = "fbi_cde_agencies_2018_not_in_reference.csv"
_KINDS = {
    "City": "city", "County": "county", "State Police": "state_police", "Other State Agency": "other_state",
    "University or College": "campus", "Tribal": "tribal", "Federal": "federal",
}  # fmt: skip
Row = tuple[str, str, str, str, str, int, str, frozenset[NameKey]]


def build(shared_reference_dir: Path, out: Path = PATH) -> Path:
    """Write the index; the same folder gives the same bytes. FileNotFoundError without the FBI's 2018 list."""
    sheriffs = _sheriffs()
    postal = {s.postal for s in reference.states()}
    agencies = [replace(a, state=PREFIXES.get(a.state, a.state)) for a in reference.fbi_agencies()]
    rows = [_of_fbi(a, sheriffs) for a in agencies if a.state in postal]
    rows = _sheriffs_of_cities(rows, _without_ori())
    rows += _of_2018(shared_reference_dir / FORMER_LIST, rows)
    rows = _with_aliases(rows)
    with out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        for state, ori, name, kind, fips, people, by_code, keys in sorted(rows, key=lambda r: r[:3]):
            writer.writerow((state, ori, name, kind, fips, people or "", by_code, text_of(keys)))
    return out


def build_points(shared_reference_dir: Path, out: Path = POINTS) -> Path:
    """Write where the bodies of the index have their office: that of the one HIFLD row of their name and county.

    HIFLD lists posts and substations too; a name with several places in one county has no point.
    """
    found: dict[tuple[str, NameKey, str], set[tuple[str, str]]] = {}
    postal = {s.postal for s in reference.states()}
    with (shared_reference_dir / OFFICES).open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, strict=True):
            if row["state"] in postal and row["lat"] and row["county_fips"]:
                key = name_key(row["state"], row["name"])
                where = (f"{float(row['lat']):.4f}", f"{float(row['lon']):.4f}")
                found.setdefault((row["state"], key, row["county_fips"]), set()).add(where)
    with out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("ori", "latitude", "longitude"))
        for state in sorted(postal):
            for body in rows_of(state):
                near = {
                    p for k in body.keys for f in body.county_fips for p in found.get((state, k, f), ())
                }  # fmt: skip
                if body.ori and len(near) == 1:
                    writer.writerow((body.ori, *near.pop()))
    return out


def _sheriffs() -> dict[str, CountyRow]:
    """ORI -> county of every sheriff the tables know."""
    by_fips = reference.counties_by_fips()
    return {s.ori: by_fips[f] for f, s in reference.sheriffs().items() if s.ori and s.has_office}


def _of_fbi(agency: FbiAgency, sheriffs: dict[str, CountyRow]) -> Row:
    state = agency.state
    printed, said = county_said(state, agency.full_name or agency.name)
    name = county_said(state, agency.name)[0]
    kind = agency.type
    names = {printed}
    people = agency.population or 0
    if county := sheriffs.get(agency.ori):
        kind, people = "sheriff", county.population_2020 or 0
        if "sheriff" not in printed.casefold():
            printed = f"{county.name} Sheriff's Office"
        names |= {printed, f"{county.name} Sheriff's Office"}
        own = agency.name if "sheriff" in agency.name.casefold() else f"{agency.name} County Sheriff's Office"
        names.add(own)
    elif agency.type == "city":
        printed = _as_police(state, printed)
        names = {printed}
        if name != printed:
            names.add(_as_police(state, name))
    elif agency.type == "county" and name_key(state, printed).role == "sheriff":
        kind = "sheriff"
    keys = _keys(state, kind, names)
    fips = agency.county_fips or ((said,) if said else ())
    return (state, agency.ori, _shown(state, printed), kind, ";".join(fips), people, "", keys)


def _as_police(state: str, name: str) -> str:
    """A town's name with its office, if it says none: "Athens-Clarke County" is here a police, no sheriff."""
    role = name_key(state, name).role
    return (
        name if role and (role != "sheriff" or "sheriff" in name.casefold()) else f"{name} Police Department"
    )


def _shown(state: str, name: str) -> str:
    """The name as it is told: a parish where the FBI prints a county, and its one misprint set right."""
    name = name.replace("Police Department County Sheriff's Office", "County Police Department")
    return name.replace(" County Sheriff", " Parish Sheriff") if state == "LA" else name


def _keys(state: str, kind: str, names: set[str]) -> frozenset[NameKey]:
    """The keys of a body's names. A tribe's is its police too; "Park Police: Union County" also the other way round;
    a port or a transit authority is asked for as its police."""
    said = set(names)
    if kind not in ("city", "county", "sheriff"):
        for name in names:
            what, colon, where = name.partition(": ")
            if colon and where and kind != "campus":
                said.add(f"{where} {what}")
    keys = {name_key(state, n) for n in said}
    if kind == "tribal":
        for name in names:
            if core := tribe(state, reference.fold(name).replace("police department", "").split()):
                keys |= {NameKey("tribe", core), NameKey("police", core, "tribe")}
    elif kind in ("other", "other_state"):
        keys |= {
            NameKey("police", k.base, k.form, k.number)
            for k in set(keys) if not k.role and SERVICES & set(k.base.split())
        }  # fmt: skip
    return frozenset(keys)


def _without_ori() -> list[Row]:
    """Sheriffs whose office is known and has no ORI of its own in the FBI's tables (Mecklenburg, NC)."""
    out: list[Row] = []
    for fips, sheriff in reference.sheriffs().items():
        county = reference.counties_by_fips()[fips]
        if sheriff.has_office and not sheriff.ori:
            name = f"{county.name} Sheriff's Office"
            keys = frozenset({name_key(county.state, name)})
            out.append((county.state, "", name, "sheriff", fips, county.population_2020 or 0, "", keys))
    return out


def _sheriffs_of_cities(rows: list[Row], without: list[Row]) -> list[Row]:
    """The sheriffs without an ORI, but those the FBI lists among the cities: Richmond City Sheriff's Office."""
    out = list(rows)
    for sheriff in without:
        same = [
            n for n, r in enumerate(out)
            if r[0] == sheriff[0] and r[3] != "sheriff" and r[7] & sheriff[7] and r[4] in ("", sheriff[4])
        ]  # fmt: skip
        if len(same) == 1:
            state, ori, name, _, _, _, _, keys = out[same[0]]
            out[same[0]] = (state, ori, name, *sheriff[3:7], keys | sheriff[7])
        else:
            out.append(sheriff)
    return out


def _of_2018(path: Path, known: Iterable[Row]) -> list[Row]:
    """ORIs of the FBI's list of 2018 alone. One that bears a known body's name in its county is by code only."""
    postal = {s.postal for s in reference.states()}
    bearing: dict[tuple[str, NameKey], list[Row]] = {}
    held = {row[1] for row in known}
    for row in known:
        for key in row[7]:
            bearing.setdefault((row[0], key), []).append(row)
    out: list[Row] = []
    with path.open(encoding="utf-8", newline="") as stream:
        for found in csv.DictReader(stream, strict=True):
            ori = found["ori"].strip()
            state = PREFIXES.get(ori[:2], ori[:2])
            if len(ori) != 9 or not ori.isalnum() or state not in postal:
                continue
            if ori in held:
                continue
            kind = _KINDS.get(found["agency_type"], "other")
            county = reference.county_by_name(state).get(fold(found["primary_county"]), ())
            fips = county[0].fips if len(county) == 1 else ""
            name = " ".join(found["agency_name"].split())
            key = name_key(state, county_said(state, name)[0])
            keys = _keys(state, kind, {county_said(state, name)[0]})
            kind = "sheriff" if (kind, key.role) == ("county", "sheriff") else kind
            rivals = [r for r in bearing.get((state, key), ()) if not (fips and r[4] and fips not in r[4])]
            out.append((state, ori, _shown(state, name), kind, fips, 0, "1" if rivals else "2018", keys))
    return out


def _with_aliases(rows: list[Row]) -> list[Row]:
    """The rows, each with the keys of the other names it is known under."""
    others: dict[tuple[str, str], set[NameKey]] = {}
    for alias in reference.aliases():
        others.setdefault((alias.state, alias.ori), set()).add(name_key(alias.state, alias.name))
    known = {(r[0], r[1]) for r in rows}
    if lost := sorted(set(others) - known):
        raise ValueError(f"aliases.csv: no agency has the ORI of {lost}")
    return [(*r[:7], r[7] | others.get((r[0], r[1]), set())) for r in rows]
