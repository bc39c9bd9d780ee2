"""Data files for download: the registry's tables, the growth series and the county shapes."""

from __future__ import annotations

import csv
import io
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deputized.site.book import Book
from deputized.site.geojson import counties_geojson
from deputized.store.export import export


@dataclass(frozen=True, slots=True)
class Download:
    """A file for download and what is in it."""

    name: str
    body: bytes
    what: str


def downloads(book: Book) -> list[Download]:
    """Every file for download."""
    files = [
        Download("growth.csv", _csv(book.registry.growth()), "agreements on every list, by model"),
        Download("counties.geojson", counties_geojson(book).encode(), "county shapes with who holds an agreement on the newest list"),
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as name:
        export(book.registry.db, Path(name))
        for path in sorted(Path(name).iterdir()):
            what = "what every file and column means" if path.suffix == ".json" else f"table {path.stem}"
            files.append(Download(path.name, path.read_bytes(), what))
    return files


def _csv(rows: list[dict[str, Any]]) -> bytes:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()
