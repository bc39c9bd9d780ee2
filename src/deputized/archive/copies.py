"""Copies in poorer containers: text, a page or an old workbook with the rows of a list we hold is that list, seen again.

Such a copy has lost what its container cannot hold (links, error values, spaces at the end of a cell), so it is told by
what is left: the same kind of list, of the same day, with the same rows in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator

from deputized.archive.records import FileRecord, is_listing
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
        if record.link_count:
            continue
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
    """The lists with links that a list without any may be a copy of, best first."""
    rows: Bare | None = None
    for source in (base, state):
        for record in sorted(source.files.values(), key=lambda r: (r.date.part_of_day, r.sha256)):
            is_like = record.kind == copy.kind and record.date.day == copy.date.day
            if not is_like or not record.link_count or record.row_count != copy.row_count:
                continue
            if rows is None:
                rows = bare_rows(copy, state)
            if bare_rows(record, source) == rows:
                yield record


def bare_rows(record: FileRecord, source: ArchiveState) -> Bare:
    """A list's rows as the poorest container holds them."""
    contents = (source.contents[token] for token in record.tokens if token)
    return tuple(
        tuple(_bare(getattr(content, column)) for column in COLUMNS)
        for content in contents
        if is_listing(content)
    )


def _bare(value: CellValue) -> CellValue:
    if isinstance(value, CellError):
        return None
    if isinstance(value, str):
        return " ".join(value.split()) or None
    return value
