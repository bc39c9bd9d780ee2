"""What rosters older than ICE's spreadsheets say of an agency's agreement: their signing days speak for a claim, never against one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from deputized import reference
from deputized.reference import fold

if TYPE_CHECKING:
    from deputized.claims.claim import When
    from deputized.facts.rosters import OlderListing
    from deputized.library.registry import Registry

_LOOSE = re.compile(
    r"\b(?:the|of|county|city|police|sheriffs?|office|department|dept|agency|board|supervisors)\b"
)


def early_listings(
    registry: Registry, state: str, ids: set[str], name: str, fips: str | None
) -> list[OlderListing]:
    """What older lists say of one agency: by its id, by its county where a county is asked for, else by its very name."""
    county = reference.counties_by_fips().get(fips) if fips else None
    wanted = _key(name)
    return [
        s for s in registry.said
        if s.state == state and s.status in (None, "listed", "archived")
        and (
            s.agency_id in ids
            or (bool(name) and _key(s.agency_text) == wanted)
            or (county is not None and (s.county_fips == fips or fold(s.agency_text).startswith(fold(county.name))))
        )
    ]  # fmt: skip


def signed_then(some: list[OlderListing], when: When | None) -> OlderListing | None:
    """The first that a list prints as signed in a time; of any time, one that stands on a list at all."""
    if when is None:
        return next((s for s in some if s.status != "archived"), None)
    return next(
        (s for s in some if s.signed_date and when.first.isoformat() <= s.signed_date <= when.last.isoformat()),
        None,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    """A name as it is told from others: its kind by one word, its place by its own."""
    low = fold(name).replace("'", "").replace("\u2019", "")
    kind = "sheriff" if "sheriff" in low else "police" if "police" in low else ""
    return " ".join([*_LOOSE.sub(" ", low).split(), kind])
