"""Hand verdicts on what an agency governs, each with its reason and evidence, from curation/places.yml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from deputized import curated
from deputized.curated.shapes import PlaceEntry
from deputized.reference import fold
from deputized.registry.curation import CurationError, curation_folder


@dataclass(frozen=True, slots=True)
class PlaceRuling:
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


def read(path: Path) -> tuple[PlaceRuling, ...]:
    """Every verdict of a file. ValueError names the entry that lacks a field or has an unknown one."""
    try:
        return tuple(_verdict(entry) for entry in curated.read(path, PlaceEntry))
    except curated.CuratedError as error:
        raise CurationError(str(error)) from error


def _verdict(entry: curated.CuratedEntry) -> PlaceRuling:
    counties = entry.get("county_fips")
    return PlaceRuling(
        entry["state"], entry["agency"], entry.get("level"), None if counties is None else tuple(counties),
        entry.get("place_geoid"), entry.get("ori"), entry.get("staffing", True),
        entry.get("partial", False), entry["reason"],
        entry["evidence"], entry["author"], str(entry["written"]),
    )  # fmt: skip


@lru_cache(maxsize=1)
def verdicts() -> dict[tuple[str, str], PlaceRuling]:
    """Verdicts by state and folded agency name. ValueError if two speak of one agency."""
    table: dict[tuple[str, str], PlaceRuling] = {}
    for verdict in read(curation_folder() / "places.yml"):
        key = (verdict.state, fold(verdict.agency))
        if key in table:
            raise CurationError(f"places.yml: two verdicts on {verdict.agency}, {verdict.state}; merge them")
        table[key] = verdict
    return table
