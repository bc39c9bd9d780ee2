"""What happened, by agency and county: the matter of feeds, digests and sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from deputized.facts.happenings import Happening, order
from deputized.facts.happenings import happenings as read_happenings

if TYPE_CHECKING:
    from deputized.site.book import Book


def happenings(book: Book) -> tuple[Happening, ...]:
    """Everything that stands, newest list first; within a list news first, then by state and agency."""
    return read_happenings(book.registry.db)


def by_agency(found: Iterable[Happening]) -> dict[str, list[Happening]]:
    """The same, by agency."""
    kept: dict[str, list[Happening]] = defaultdict(list)
    for happening in found:
        kept[happening.agency_id].append(happening)
    return kept


def in_county(book: Book, fips: str, of_agency: dict[str, list[Happening]]) -> list[Happening]:
    """What happened with the agencies that govern a county or a town in it, in the order of `happenings`."""
    some = [h for i in book.by_county.get(fips, ()) for h in of_agency.get(i, ())]
    some.sort(key=order)
    return some
