"""The whole set written to a folder, in the format that is asked for."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from deputized import reference
from deputized.dataset.datasette import metadata
from deputized.dataset.geojson import bodies_geojson
from deputized.dataset.rows import beside
from deputized.library.crosswalk import BODIES, crosswalk
from deputized.model.tables import TABLES
from deputized.store.export import export
from deputized.store.whole import duckdb_script, write_whole

if TYPE_CHECKING:
    from deputized.facts.records import Record
    from deputized.library.registry import Registry

DATABASE = "deputized.sqlite"
SCRIPT = "deputized.sql"
METADATA = "metadata.json"


def write_files(
    registry: Registry,
    folder: Path,
    names: Collection[str] = (),
    format_: str = "csv",
    state: str | None = None,
    bodies: list[Record] | None = None,
) -> list[tuple[str, int | None]]:
    """Write the named tables, or all; (file or table of the database, rows or None) of each.

    `bodies`: those of `crosswalk`, where they are made already. A SQLite database is written whole, GeoJSON holds
    the bodies. Raises ValueError for an unknown table, format or state, and for tables named with SQLite.
    """
    more = beside(registry, state, bodies=bodies)
    if format_ == "sqlite":
        if names or state:
            raise ValueError(
                "--format sqlite writes one database of every table; leave out --table and --state"
            )
        folder.mkdir(parents=True, exist_ok=True)
        counts = write_whole(registry.db, folder / DATABASE, more)
        _write(folder / METADATA, json.dumps(metadata(), ensure_ascii=False, indent=1) + "\n")
        return [(DATABASE, sum(counts.values())), (METADATA, None)]
    if format_ == "geojson":
        if set(names) - {BODIES.name}:
            raise ValueError("--format geojson writes bodies, which have points; leave out other tables")
        bodies = crosswalk(registry, state) if bodies is None else bodies
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / "bodies.geojson", bodies_geojson(bodies))
        return [("bodies.geojson", len(bodies))]
    counts = export(registry.db, folder, names, format_, more)
    written: list[tuple[str, int | None]] = [(f"{name}.{format_}", count) for name, count in counts.items()]
    if format_ == "parquet" and not names:
        _write(folder / SCRIPT, duckdb_script((*TABLES, *more)))
        written.append((SCRIPT, None))
    return written


def write_by_state(registry: Registry, folder: Path, format_: str) -> list[tuple[str, int | None]]:
    """The bodies of each state in a folder of its name: (file, rows) of each."""
    written: list[tuple[str, int | None]] = []
    every: dict[str, list[Record]] = {s.postal: [] for s in reference.states()}
    for body in crosswalk(registry):
        every[body["state"]].append(body)
    for postal, bodies in every.items():
        made = write_files(registry, folder / postal, [BODIES.name], format_, postal, bodies)
        written += [(f"{postal}/{name}", count) for name, count in made]
    return written


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
