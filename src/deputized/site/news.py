"""What happened, by agency and county: the matter of feeds, digests and sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from deputized.facts.happenings import Happening, order, taken_back
from deputized.facts.happenings import happenings as read_happenings

if TYPE_CHECKING:
    from deputized.site.content import SiteContent


def happenings(content: SiteContent) -> tuple[Happening, ...]:
    """Everything that stands, newest list first; within a list news first, then by state and agency."""
    return read_happenings(content.registry.db)


def with_taken_back(content: SiteContent) -> tuple[Happening, ...]:
    """The same with what a later list took back, each in the place of the day it was taken back on."""
    found = [*happenings(content), *taken_back(content.registry.db)]
    found.sort(key=order)
    return tuple(found)


def by_agency(found: Iterable[Happening]) -> dict[str, list[Happening]]:
    """The same, by agency."""
    kept: dict[str, list[Happening]] = defaultdict(list)
    for happening in found:
        kept[happening.agency_id].append(happening)
    return kept


def in_county(content: SiteContent, fips: str, of_agency: dict[str, list[Happening]]) -> list[Happening]:
    """What happened with the agencies that govern a county or a town in it, in the order of `happenings`."""
    some = [h for i in content.by_county.get(fips, ()) for h in of_agency.get(i, ())]
    some.sort(key=order)
    return some
