"""Every body the FBI names, read as if it stood on a list: no name corrected into another, and no two bodies under
one name unless the reason is given.

A correction is wrong here whatever it says, since every one of these names is right as it stands.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from deputized import reference
from deputized.reference import FbiAgency
from deputized.registry.names import AgencyName, parse_name

Read = tuple[FbiAgency, AgencyName]
Read2018 = tuple[str, str, AgencyName]
RESULT = Path(__file__).parent / "results" / "names.txt"


def read_all() -> Iterator[Read]:
    """Each named agency of the FBI's tables with its name as we read it, the county printed beside it."""
    states = {s.postal for s in reference.states()}
    counties = reference.counties_by_fips()
    for agency in reference.fbi_agencies():
        if agency.full_name and agency.state in states:
            county = counties.get(agency.county_fips[0]) if agency.county_fips else None
            yield agency, parse_name(agency.state, agency.full_name, county.name if county else None)


def collisions(read: list[Read]) -> list[tuple[str, list[FbiAgency], str]]:
    """(key, the agencies that share it, why), where the printed county does not tell them apart."""
    found: dict[tuple[str, str], list[Read]] = defaultdict(list)
    for agency, name in read:
        found[name.key, name.home].append((agency, name))
    return [(key, [a for a, _ in group], why(group)) for (key, _), group in found.items() if len(group) > 1]


def why(group: list[Read]) -> str:
    """Why several agencies of the FBI are one body here, or may not be told apart; empty if nothing explains it."""
    names = [name for _, name in group]
    printed = {name.printed.casefold() for name in names}
    if all(n.level == "state" for n in names):
        return "offices of one state body"
    if len(printed) == 1 and all(n.kind == "campus" for n in names):
        nameless = {"independent", "school", "district"} >= set(names[0].base.split())
        return "the FBI's table cuts the name off" if nameless else "campuses of one school"
    if len(printed) == 1 and len({a.county_fips for a, _ in group}) == 1:
        return "two identifiers of one body"
    return ""


def read_of_2018() -> list[Read2018]:
    """Each town's police that the FBI's list of 2018 alone names, with its name as we read it in each county of its state.

    The table that ships has no county; a correction within any county would be one.
    """
    found = []
    for state in (s.postal for s in reference.states()):
        for name in reference.former_towns(state):
            for county in (None, *(c.name for c in reference.counties() if c.state == state)):
                parsed = parse_name(state, f"{name} Police Department", county)
                found.append((f"{name}, {state}", county or "", parsed))
    return found


def report(read: list[Read] | None = None) -> str:
    """The whole benchmark as text."""
    read = list(read_all()) if read is None else read
    wrong = [(agency, name) for agency, name in read if name.note is not None]
    shared = collisions(read)
    lines = [f"named FBI agencies: {len(read)}", f"read as another: {len(wrong)}"]
    lines += [f"  {a.ori} {a.full_name}, {a.state}: read as {n.base}, {n.state}" for a, n in wrong]
    former = read_of_2018()
    fixed = sorted({(name, county, n.base) for name, county, n in former if n.note is not None})
    lines.append(f"towns' police of the FBI's list of 2018 alone: {len({name for name, _, _ in former})}")
    lines.append(f"read as another, whatever county is printed beside them: {len(fixed)}")
    lines += [f"  {name}: read as {base} beside {county}" for name, county, base in fixed]
    lines.append(f"names shared by two or more where the county does not tell: {len(shared)}")
    reasons = Counter(reason or "NOT EXPLAINED" for _, _, reason in shared)
    lines += [f"  {n} {reason}" for reason, n in sorted(reasons.items())]
    lines += [
        f"    {key}: {len(group)} agencies, {reason or 'NOT EXPLAINED'}" for key, group, reason in shared
    ]
    return "\n".join([*lines, ""])
