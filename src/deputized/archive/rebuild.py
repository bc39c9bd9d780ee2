"""The ledger from raw files: a folder of workbooks with its manifest, byte for byte the same each time."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from itertools import repeat
from pathlib import Path

from deputized.archive import tables
from deputized.archive.dates import resolve_date
from deputized.archive.intake import Incoming, sighting_of, take
from deputized.archive.names import read_name
from deputized.archive.records import FileRecord, RowStore, Sighting
from deputized.archive.state import ArchiveState, to_tables
from deputized.archive.write import write_plain
from deputized.model.memory import uncollected
from deputized.model.publications import Content
from deputized.readers.errors import ReadError
from deputized.readers.xlsx import read_bytes

Progress = Callable[[str], None]
_Chunk = tuple[list[tuple[dict[str, str], tuple[FileRecord, tuple[str, ...]]]], dict[str, Content]]
_CHUNK = 33  # workbooks read together: few enough to share among cores, enough to share their rows
_FIX = "Compare the file with its row in manifest.csv"


def rebuild(source_dir: Path, out_dir: Path, progress: Progress | None = None) -> str:
    """Writes the ledger of every file in `source_dir`/manifest.csv to `out_dir`; gives the ledger's hash.

    Files the manifest names must be there with the bytes it states. republished.csv and webpage_captures.csv
    beside it add sightings, if they are there. Nothing is written unless all can be read.
    """
    files = tables.dump(to_tables(state_of(source_dir, progress)))
    write_plain(out_dir, files)
    return tables.ledger_sha256(files)


def state_of(
    source_dir: Path,
    progress: Progress | None = None,
    only: Iterable[str] | None = None,
    processes: int | None = None,
) -> ArchiveState:
    """The ledger of a corpus in memory.

    `only` names rows of the manifest by their file; `processes` is one for each core unless given.
    """
    state = ArchiveState()
    by_file: dict[str, str] = {}
    wanted = None if only is None else set(only)
    rows = [row for row in _rows(source_dir / "manifest.csv") if wanted is None or row["file"] in wanted]
    chunks = [rows[start : start + _CHUNK] for start in range(0, len(rows), _CHUNK)]
    for taken, contents in _each_chunk(source_dir, chunks, processes):
        state.contents.update(contents)
        for row, (record, signals) in taken:
            state.files[record.sha256] = record
            by_file[row["file"]] = record.sha256
            if progress is not None:
                for signal in signals:
                    progress(f"{row['file']}: {signal}")
        if progress is not None:
            progress(f"{len(by_file)} of {len(rows)} workbooks read")
    _add_republished(state, source_dir, by_file)
    _add_captures(state, source_dir)
    return state


def _each_chunk(
    source_dir: Path, chunks: list[list[dict[str, str]]], processes: int | None
) -> Iterator[_Chunk]:
    """Reads the chunks in order, on all cores if there is enough to do."""
    count = min(processes or os.cpu_count() or 1, len(chunks))
    if count < 2:
        yield from (_read_chunk(source_dir, chunk) for chunk in chunks)
        return
    with ProcessPoolExecutor(count) as pool:
        yield from pool.map(_read_chunk, repeat(source_dir), chunks)


def _read_chunk(source_dir: Path, rows: list[dict[str, str]]) -> _Chunk:
    store = RowStore()
    taken = []
    with uncollected():
        for row in rows:
            incoming = incoming_of(source_dir, row)
            record, signals = take(incoming, store)
            if record.sha256 != row["sha256"]:
                raise ReadError(
                    row["file"], f"its SHA-256 is {record.sha256}, not what manifest.csv says", _FIX
                )
            taken.append((row, (record, signals)))
    return taken, store.contents


def incoming_of(source_dir: Path, row: dict[str, str]) -> Incoming:
    """A manifest row's workbook, under the name its source gave it."""
    path = source_dir / row["file"]
    if not path.resolve().is_relative_to(source_dir.resolve()):
        raise ReadError(row["file"], "the manifest names a file outside its folder", _FIX)
    return Incoming(row["name_in_source"], read_bytes(path), row["first_captured_at"])


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        raise ReadError(
            path.name, "it is not in the source folder", "Give the folder that holds manifest.csv"
        )
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _add_republished(state: ArchiveState, source_dir: Path, by_file: dict[str, str]) -> None:
    path = source_dir / "republished.csv"
    for row in _rows(path) if path.is_file() else []:
        owner = by_file.get(row["same_content_as"])
        if owner is None or row["sha256"] in state.files:
            continue
        dated = resolve_date(row["name_in_source"], captured_at=row["captured_at"])
        state.files[owner].sightings.add(
            sighting_of(row["name_in_source"], row["sha256"], row["captured_at"], dated)
        )


def _add_captures(state: ArchiveState, source_dir: Path) -> None:
    path = source_dir / "webpage_captures.csv"
    stamps = {
        name.digits: record
        for record in state.files.values()
        if (name := read_name(record.name_in_source)).is_capture and record.kind == "webpage"
    }
    for row in _rows(path) if path.is_file() else []:
        record = stamps.get(row["same_list_as_capture"])
        if record is None:
            continue
        moment = datetime.strptime(row["captured_at_utc"] + "+0000", "%Y%m%d%H%M%S%z")
        record.sightings.add(
            Sighting(
                moment.isoformat(),
                f"ParticipatingEntities-{row['captured_at_utc']}.xlsx",
                row["sha256_of_extract"],
                moment.date(),
                "",
                "archive_capture",
            )
        )
