"""Hand verdicts on what an agency governs, each with its reason and evidence, from curation/places.yml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from deputized.reference import fold
from deputized.registry.curation import CurationError, curation_folder, flat

_FIELDS = {
    "state", "agency", "level", "county_fips", "place_geoid", "ori", "staffing", "partial", "reason", "evidence",
    "author", "written",
}  # fmt: skip
_REQUIRED = ("state", "agency", "reason", "evidence", "author", "written")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody looked up. None leaves a question to the rules; "" or no codes: undecided; "none": it
    has no such thing."""

    state: str
    agency: str
    level: str | None
    county_fips: tuple[str, ...] | None
    place_geoid: str | None
    ori: str | None
    staffing: bool  # False: the ORI's figures are another body's, so show none
    partial: bool  # True: it serves other counties too, so that shares of people would be wrong
    reason: str
    evidence: str
    author: str
    written: str


def read(path: Path) -> tuple[Verdict, ...]:
    """Every verdict of a file. ValueError names the entry that lacks a field or has an unknown one."""
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        entries = yaml.load(path.read_text(encoding="utf-8"), Loader=loader) or []
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CurationError(f"{path}: it cannot be read as YAML; mend it there: {flat(error)}") from error
    return tuple(_verdict(path.name, number, entry) for number, entry in enumerate(entries, 1))


def _verdict(file: str, number: int, entry: dict[str, Any]) -> Verdict:
    where = f"{file}, entry {number} ({entry.get('agency', 'no agency')})"
    if unknown := sorted(set(entry) - _FIELDS):
        raise CurationError(f"{where}: unknown fields {unknown}; use {sorted(_FIELDS)}")
    if missing := [f for f in _REQUIRED if not entry.get(f)]:
        raise CurationError(f"{where}: {missing} missing; a verdict says why and where it can be seen")
    counties = entry.get("county_fips")
    return Verdict(
        entry["state"], entry["agency"], entry.get("level"), None if counties is None else tuple(counties),
        entry.get("place_geoid"), entry.get("ori"), entry.get("staffing", True),
        entry.get("partial", False), entry["reason"],
        entry["evidence"], entry["author"], str(entry["written"]),
    )  # fmt: skip


@lru_cache(maxsize=1)
def verdicts() -> dict[tuple[str, str], Verdict]:
    """Verdicts by state and folded agency name. ValueError if two speak of one agency."""
    table: dict[tuple[str, str], Verdict] = {}
    for verdict in read(curation_folder() / "places.yml"):
        key = (verdict.state, fold(verdict.agency))
        if key in table:
            raise CurationError(f"places.yml: two verdicts on {verdict.agency}, {verdict.state}; merge them")
        table[key] = verdict
    return table
