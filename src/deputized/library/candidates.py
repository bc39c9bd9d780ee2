"""Doubts with their evidence side by side, and a judgement on two agencies as the rows that `curation/` keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from deputized import reference
from deputized.archive.home import home
from deputized.facts import candidates as facts
from deputized.library.agencies import find
from deputized.registry.judgements import FILE, Side, append, in_force
from deputized.registry.rows import tidy
from deputized.registry.state_words import read_state

if TYPE_CHECKING:
    from deputized.facts.records import Record
    from deputized.library.registry import Registry


def candidates(registry: Registry) -> list[Record]:
    """Every doubt with what is printed of both agencies, and the command that would decide it."""
    out = []
    for row in facts.waiting(registry.db):
        a, b = (facts.printed_of(registry.db, row[key]) for key in ("agency_id", "other_agency_id"))
        ask = None
        if row["agency_id"] != row["other_agency_id"]:
            ask = f"deputized judge {row['agency_id']} {row['other_agency_id']} same|different|unsure --because ... --evidence ..."
        out.append(row | {"a": a, "b": b, "decide": ask})
    return out


def judge(
    registry: Registry,
    a: str,
    b: str,
    verdict: str,
    *,
    because: str,
    evidence: str,
    who: str,
    when: date,
    expect: str = "",
    replaces: str = "",
    judgement_id: str = "",
    path: Path | None = None,
) -> list[Record]:
    """Write down that two agencies, or two printed names, are the same, different, or not known to be either.

    `a` and `b` are agency ids, or names as printed with their state ("TX: Kinney County Sheriff's Office"). An
    agency printed under several names gives a row for each. The rows stand in the user's own file unless `path`
    says otherwise. Returns them. Raises `CurationError` if they are not as they must be; nothing is written then.
    """
    target = path or home() / FILE
    firsts, seconds = _sides(registry, a), _sides(registry, b)
    second, newest = seconds[-1], facts.newest_days(registry.db)
    pairs = [(side, second) for side in firsts if str(side[0]) != str(second[0])]
    if verdict != "same":
        pairs = [(x, y) for x in firsts for y in seconds if str(x[0]) != str(y[0])]
    stem = judgement_id or f"{_slug(a)}-{verdict}-{_slug(b)}"
    taken = {j.judgement_id for j in in_force().rows} | _ids_in(target)
    rows: list[Record] = []
    for (one, last_one), (other, last_other) in pairs:
        name, number = stem, 2
        while name in taken:
            name, number = f"{stem}-{number}", number + 1
        taken.add(name)
        needed = [last_one] if verdict == "same" else [last_one, last_other]
        row = {
            "judgement_id": name, "a": str(one), "b": str(other), "judgement": verdict, "because": because,
            "evidence": evidence, "who": who, "when": when.isoformat(),
            "expect": expect or ("printed" if all(d in newest.values() for d in needed) else "history"),
            "replaces": replaces if not rows else "",
        }  # fmt: skip
        append(target, row)
        rows.append(row)
    return rows


def _sides(registry: Registry, which: str) -> list[tuple[Side, str]]:
    """The names that an id or a printed name stands for, each with the day it was last printed; the newest last."""
    side = Side.read(which)
    if side is not None:
        return [(side, _last_printed(registry, side))]
    agency = facts.printed_of(registry.db, find(registry, which))
    assert agency is not None
    found: dict[str, tuple[Side, str]] = {}
    for row in sorted(agency["names"], key=lambda r: (r["last_date"], r["kind"] != "pending")):
        state = read_state(row["state_raw"])[0] or agency["state"]
        one = Side.read(f"{state}: {(tidy(row['name_raw']) or '').replace('[', '(').replace(']', ')')}")
        if one is not None:
            if one.name.has_namesakes and not one.name.home and agency["county_fips"]:
                county = reference.counties_by_fips()[agency["county_fips"]].name
                one = replace(one, county=county if "County" in county else f"{county} County")
            found[one.name.key] = (one, max(row["last_date"], found.get(one.name.key, (one, ""))[1]))
    return sorted(found.values(), key=lambda f: f[1])


def _last_printed(registry: Registry, side: Side) -> str:
    """The day of the last list that prints a name; empty if none does."""
    try:
        agency = facts.printed_of(registry.db, find(registry, side.printed))
    except LookupError:
        return ""
    days = [r["last_date"] for r in agency["names"] if tidy(r["name_raw"]) == side.printed] if agency else []
    return max(days, default="")


def _slug(which: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in which.casefold()).split())[:60]


def _ids_in(path: Path) -> set[str]:
    from deputized.registry.judgements import load_judgements

    return {j.judgement_id for j in load_judgements(path)} if path.is_file() else set()
