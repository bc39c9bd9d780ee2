"""One file of one source, read and held to its floors."""

from __future__ import annotations

from deputized.readers.errors import ReadError
from deputized.sources.folder import load
from deputized.sources.parsed import Parsed


def read(source: str, name: str, data: bytes, *, is_trimmed: bool = False) -> Parsed:
    """What a file says. Raises ReadError for one that cannot be read, or holds fewer or more rows than a whole one.

    `is_trimmed` is for examples, which hold few rows by design.
    """
    found = load(source)
    parsed = found.parse(name, data)
    floors = found.manifest.floors
    if not is_trimmed and not floors.rows <= len(parsed.rows) <= floors.most_rows:
        raise ReadError(
            name,
            f"it has {len(parsed.rows):,} rows; a whole file of {found.manifest.title} has {floors.rows:,} to "
            f"{floors.most_rows:,}",
            "Check that it is whole, and the right file; limits stand in the source's source.yml",
        )
    return parsed
