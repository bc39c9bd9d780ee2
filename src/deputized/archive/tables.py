"""The ledger's tables as CSV text: one record a line, UTF-8, "\\n", sorted, so that a diff reads like news.

| file | one row per |
|---|---|
| publications.csv | distinct workbook, in order of time |
| sightings.csv | time that a content was seen, under whatever name |
| contents.csv | distinct printed row, in order of first appearance |
| rows.csv | run of rows of a publication: copied from the list of its kind before it, or one new row |
| sheets.csv | sheet of a publication |
| cells.csv | cell that is not part of a list: scratch sheets, notes, links outside the list's columns |
| signals.csv | thing out of the ordinary that the reader said of a list; no file if there is none |
| judgements.csv | decision of a person on a list, in the order they were made; no file if there is none |

SHA256SUMS holds the hash of each file (``sha256sum -c`` checks it); its own hash is the ledger's.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from deputized.archive.errors import LedgerError
from deputized.archive.home import GENERATION, POINTER, SUMS, generations
from deputized.model.cells import CellValue, decode, encode

HEADERS: dict[str, tuple[str, ...]] = {
    "publications.csv": (
        "publication_id",
        "kind",
        "named_kind",
        "published_date",
        "part_of_day",
        "date_source",
        "date_evidence",
        "name_in_source",
        "first_captured_at",
        "sha256",
        "byte_count",
        "modified",
        "list_sheet",
        "header_row",
        "header",
        "row_count",
        "link_count",
        "hidden_row_count",
    ),
    "sightings.csv": (
        "publication_id",
        "seen_at",
        "name_as_served",
        "sha256",
        "served_date",
        "part_of_day",
        "date_source",
    ),
    "contents.csv": (
        "content_id",
        "columns",
        "state",
        "agency",
        "type",
        "county",
        "support_type",
        "signed",
        "moa",
        "moa_url",
        "addendum",
        "addendum_url",
    ),
    "rows.csv": ("publication_id", "row", "count", "from_row", "content_id"),
    "sheets.csv": (
        "publication_id",
        "sheet",
        "name",
        "visibility",
        "hidden_rows",
        "hidden_columns",
        "merged",
    ),
    "cells.csv": ("publication_id", "sheet", "row", "column", "value", "link"),
}
OPTIONAL: dict[str, tuple[str, ...]] = {
    "signals.csv": ("publication_id", "number", "signal"),
    "judgements.csv": ("sha256", "verdict", "because", "judged_by", "judged_at"),
}
"""Tables that a ledger has only if they hold anything: ledgers of earlier versions have none."""
_REPAIR = "Restore it from the release (git checkout, or install the package again) or rebuild it with `deputized archive rebuild`"

Tables = dict[str, list[Sequence[str]]]


def dump(tables: Mapping[str, Iterable[Sequence[str]]]) -> dict[str, bytes]:
    """The bytes of each file of a ledger, SHA256SUMS included."""
    files: dict[str, bytes] = {}
    held = {name: header for name, header in OPTIONAL.items() if tables.get(name)}
    for name, header in {**HEADERS, **held}.items():
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(tables[name])
        files[name] = out.getvalue().encode()
    listed = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    files[SUMS] = listed.encode()
    return files


def load(folder: Path) -> tuple[Tables, str]:
    """A ledger's rows by file name, and its hash. LedgerError if a file is missing or not the one written."""
    listed = sums(folder)
    repair = advice(folder)
    expected: dict[str, str] = {}
    for line in listed.decode("utf-8", "replace").splitlines():
        hashed, _, name = line.partition("  ")
        expected[name] = hashed
    tables: Tables = {}
    for name, header in {**HEADERS, **OPTIONAL}.items():
        if name in OPTIONAL and name not in expected:
            tables[name] = []
            continue
        data = _read(folder / name)
        if hashlib.sha256(data).hexdigest() != expected.get(name):
            raise LedgerError(f"{folder / name}: the file is not the one {SUMS} names. {repair}.")
        rows: Iterator[list[str]] = csv.reader(io.StringIO(data.decode(), newline=""))
        if tuple(next(rows, ())) != header:
            raise LedgerError(f"{folder / name}: its columns are not those of this version. {repair}.")
        tables[name] = list(rows)
    return tables, hashlib.sha256(listed).hexdigest()


def advice(folder: Path) -> str:
    """What to do about a damaged ledger folder: one of a user's own may have the generation before beside it."""
    if not folder.name.startswith(GENERATION):
        return _REPAIR
    others = [name for name in generations(folder.parent) if name != folder.name]
    back = (
        f"To go back to the lists before, write into {folder.parent / POINTER} the line {others[-1]}; or "
        if others
        else ""
    )
    return f"{back}delete {folder.parent} and ingest its files again"


def sums(folder: Path) -> bytes:
    """The hash of each of a ledger's files, as written; their own hash is the ledger's."""
    return _read(folder / SUMS)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise LedgerError(f"{path}: cannot be read ({error.strerror}). {advice(path.parent)}.") from error


def join_cells(cells: Iterable[CellValue]) -> str:
    """Cells as one field: encoded, with "|" between them; a bar or backslash in a text is escaped."""
    return "|".join(encode(cell).replace("\\", "\\\\").replace("|", "\\p") for cell in cells)


def split_cells(text: str) -> tuple[CellValue, ...]:
    """The inverse of `join_cells` for one or more cells."""
    return tuple(decode(_unescape(piece)) for piece in text.split("|"))


def _unescape(text: str) -> str:
    return "\\".join(piece.replace("\\p", "|") for piece in text.split("\\\\"))


def join_ranges(numbers: Iterable[int]) -> str:
    """Rising numbers as "2-5 9"."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return " ".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)


def split_ranges(text: str) -> tuple[int, ...]:
    """The inverse of `join_ranges`."""
    numbers: list[int] = []
    for span in text.split():
        first, _, last = span.partition("-")
        numbers.extend(range(int(first), int(last or first) + 1))
    return tuple(numbers)


def ledger_sha256(files: Mapping[str, bytes]) -> str:
    """The hash of a ledger as a whole."""
    return hashlib.sha256(files[SUMS]).hexdigest()
