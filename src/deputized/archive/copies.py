"""Copies in poorer containers: text, a page or an old workbook with the rows of a list we hold is that list, seen again.

Such a copy has lost what its container cannot hold (links, error values, spaces at the end of a cell, which texts are
days), so it is told by what is left: the same kind of list, of the same day, with the same rows in the same order.
A workbook saved again by another program may have lost no more than links that lead nowhere: it is told by the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from deputized.archive.records import LINKED, FileRecord, is_listing
from deputized.archive.state import ArchiveState
from deputized.model.cells import CellError, CellValue
from deputized.readers.lists import COLUMNS

Bare = tuple[tuple[CellValue, ...], ...]


def fold_copies(base: ArchiveState, state: ArchiveState) -> dict[str, tuple[FileRecord, bool]]:
    """Make every copy a sighting of the list it is of; gives that list, and whether it is news, by the copy's hash.

    What comes of it does not hang on which of them came first. `base` is left as it is.
    """
    owners: dict[str, FileRecord] = {}
    for sha256, record in sorted(state.files.items()):
        owner = next(_originals(base, state, record), None)
        if owner is not None:
            owners[sha256] = owner
    found = {}
    for sha256, owner in owners.items():
        seen = state.files.pop(sha256).sightings - owner.sightings
        if owner.sha256 in base.files:
            elsewhere = state.elsewhere.setdefault(owner.publication_id, set())
            found[sha256] = owner, not seen <= elsewhere
            elsewhere |= seen
        else:
            found[sha256] = owner, bool(seen)
            owner.sightings |= seen
    return found


def _originals(base: ArchiveState, state: ArchiveState, copy: FileRecord) -> Iterator[FileRecord]:
    """The lists with more links that a list without any, or without those that lead nowhere, may be a copy of,
    best first."""
    rows: Bare | None = None
    links: Bare | None = None
    for source in (base, state):
        for record in sorted(source.files.values(), key=lambda r: (r.date.part_of_day, r.sha256)):
            is_like = record.kind == copy.kind and record.date.day == copy.date.day
            if not is_like or record.link_count <= copy.link_count or record.row_count != copy.row_count:
                continue
            if copy.link_count:
                links = links or _whole_links(copy, state)
                if _whole_links(record, source) != links:
                    continue
            if rows is None:
                rows = bare_rows(copy, state)
            if bare_rows(record, source) == rows:
                yield record


def _whole_links(record: FileRecord, source: ArchiveState) -> Bare:
    """The links of a list's rows, but for those that are no web address: a program may drop them when it saves."""
    contents = (source.contents[token] for token in record.tokens if token)
    return tuple(
        tuple(
            url if url and _WHOLE.match(url) else None
            for c in LINKED
            for url in (getattr(content, f"{c}_url"),)
        )
        for content in contents
        if is_listing(content)
    )


_WHOLE = re.compile(r"(?i)https?://[^/]")


def bare_rows(record: FileRecord, source: ArchiveState) -> Bare:
    """A list's rows as the poorest container holds them."""
    contents = (source.contents[token] for token in record.tokens if token)
    return tuple(
        tuple(_bare(column, getattr(content, column)) for column in COLUMNS)
        for content in contents
        if is_listing(content)
    )


_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})
_DAY = re.compile(
    r"(?:(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})|(?P<m2>\d{1,2})[-/](?P<d2>\d{1,2})[-/](?P<y2>\d{4})"
    r"|(?P<d3>\d{1,2})\.(?P<m3>\d{1,2})\.(?P<y3>\d{4}))(?:[T ]0{1,2}:00(?::00)?)?"
)  # fmt: skip


def _bare(column: str, value: CellValue) -> CellValue:
    if isinstance(value, CellError):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        text = " ".join(value.split())
        if text in _ERRORS:
            return None
        return (_day(text) if column == "signed" else None) or text or None
    return value


def _day(text: str) -> date | None:
    """A whole day in figures: year first, or as it is written in the US, or with dots; None for anything else."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year, month, day = ((found[p] or found[f"{p}2"] or found[f"{p}3"]) for p in "ymd")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
