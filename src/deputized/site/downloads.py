"""Everything to download: each table as CSV and Parquet, the registry as SQLite, shapes, checksums, and the package
file (Frictionless Data Package) that describes every file and column."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from deputized.claims import KnownAnswer
from deputized.library import Registry
from deputized.model.tables import TABLES, TableDefinition
from deputized.site.content import SiteContent
from deputized.site.geojson import counties_geojson
from deputized.site.open_data import DERIVED, Derived, derived
from deputized.store.export import FORMATS, datapackage, resource, table_bytes, table_rows

SQLITE = "registry.sqlite.gz"
LARGE = 900_000
"""Bytes beyond which a table's CSV is compressed: a site is to stay within its host's bounds."""
LONG = 6_000
"""Rows beyond which no workbook is made: nobody opens it with pleasure, and CSV and Parquet have every row."""
BY_WORDING = "listings"
"""The table that stands in the order of what is printed, so that equal rows of many lists pack into a third."""
MEDIA = {
    "csv": "text/csv", "parquet": "application/vnd.apache.parquet", "geojson": "application/geo+json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "sqlite": "application/gzip", "json": "application/json", "txt": "text/plain",
}  # fmt: skip
GROUPS = ("whole", "registry", "derived", "shapes", "about")
SOURCES = [
    {
        "title": "ICE, lists of participating and pending agencies, and archived pages",
        "path": "https://www.ice.gov/identify-and-arrest/287g",
    },
    {
        "title": "Reference tables (Census Bureau, FBI, USDA, HIFLD and others): `deputized reference sources` names each"
    },
]


@dataclass(frozen=True, slots=True)
class Download:
    """One file below data/. `rows` is None where there are none to count."""

    name: str
    format: str
    group: str  # of GROUPS
    table: str  # the table it holds; empty if none
    words: str  # what is in it, in English: a table's grain or a sentence
    rows: int | None
    size: int
    sha256: str


Made = tuple[Download, bytes]


def downloads(content: SiteContent, claims: Sequence[KnownAnswer]) -> Iterator[Made]:
    """Every file with its bytes, the package and the checksums last. The same registry and day give the same bytes."""
    files: list[Download] = []
    for made in (whole(content.registry), *tables(content, claims)):
        files.append(made[0])
        yield made
    yield from described(content, files)


def whole(registry: Registry) -> Made:
    """The registry's file as it is, by gzip at level 6 without name or time in its head, so that its bytes depend on
    nothing else. xz would halve it, but not everybody's computer opens that."""
    body = gzip.compress(registry.path.read_bytes(), 6, mtime=0)
    what = "all tables of the registry in one SQLite file with its indexes and search, compressed with gzip"
    return _made(SQLITE, "sqlite", "whole", "", what, None, body)


def tables(content: SiteContent, claims: Sequence[KnownAnswer]) -> Iterator[Made]:
    """Every table in every format, and the shapes of counties."""
    db = content.registry.db
    for group, some in (
        ("registry", (Derived(t, table_rows(db, t)) for t in TABLES)), ("derived", derived(content, claims))
    ):  # fmt: skip
        for found in some:
            table, rows = found.table, found.rows
            if table.name == BY_WORDING:
                rows = sorted(rows, key=lambda row: (row[2], row[0], row[1]))
            for format_ in FORMATS:
                if format_ == "xlsx" and len(rows) > LONG:
                    continue
                body = table_bytes(table, rows, format_)
                name = f"{table.name}.{format_}"
                if format_ == "csv" and len(body) > LARGE:
                    name, body = f"{name}.gz", gzip.compress(body, 6, mtime=0)
                yield _made(name, format_, group, table.name, table.grain, len(rows), body)
    shapes = counties_geojson(content).encode("utf-8")
    what = "one feature per county: shape, people, and who holds an agreement on the newest list"
    yield _made("counties.geojson", "geojson", "shapes", "", what, shapes.count(b'"Feature"'), shapes)


def described(content: SiteContent, files: Sequence[Download]) -> Iterator[Made]:
    """The package that describes the files, and the checksums of all."""
    package = json.dumps(package_of(content, files), ensure_ascii=False, indent=1) + "\n"
    what = "what every file and column means, for programs (Frictionless Data Package)"
    told = _made("datapackage.json", "json", "about", "", what, None, package.encode("utf-8"))
    yield told
    sums = "".join(f"{f.sha256}  {f.name}\n" for f in sorted([*files, told[0]], key=lambda f: f.name))
    what = "SHA-256 of every file: sha256sum -c SHA256SUMS"
    yield _made("SHA256SUMS", "txt", "about", "", what, None, sums.encode("utf-8"))


def _made(name: str, format_: str, group: str, table: str, words: str, rows: int | None, body: bytes) -> Made:
    return Download(name, format_, group, table, words, rows, len(body), sha256(body).hexdigest()), body


def package_of(content: SiteContent, files: Sequence[Download]) -> dict[str, Any]:
    """The package's description: a resource per file, with bytes, hash, rows, columns, license and sources."""
    known: dict[str, TableDefinition] = {t.name: t for t in (*TABLES, *DERIVED)}
    meta = content.registry.meta
    newest = meta["newest_publication"]
    whole = datapackage(()) | {
        "profile": "data-package", "version": f"{meta['program_version']}+{newest}",
        "created": f"{content.newest.isoformat()}T00:00:00Z", "sources": SOURCES,
        "description": (
            f"Every list of 287(g) agreements that ICE published and somebody kept, up to {newest}. In CSV, text a "
            "spreadsheet would run as a formula has an apostrophe before it, and unknown values are empty; Parquet and "
            "SQLite keep text as printed and tell unknown from empty. Laws and deadlines are told for "
            f"{content.today.isoformat()}."
        ),
    }  # fmt: skip
    whole["resources"] = [_described(f, known) for f in files]
    return whole


def _described(f: Download, known: dict[str, TableDefinition]) -> dict[str, Any]:
    if f.table:
        found = resource(known[f.table], known, f.format)
        if f.format != "csv":
            found |= {"name": f"{f.table}-{f.format}", "profile": "data-resource"}
    else:
        found = {
            "name": f.name.lower().replace(".", "-"),
            "path": f.name,
            "format": f.format,
            "description": f.words,
        }
    if f.name.endswith(".csv.gz"):
        found |= {"path": f.name, "compression": "gz"}
    found |= {"mediatype": MEDIA[f.format], "bytes": f.size, "hash": f"sha256:{f.sha256}"}
    if f.format in ("csv", "geojson"):
        found["encoding"] = "utf-8"
    return found | ({"rows": f.rows} if f.table else {})
