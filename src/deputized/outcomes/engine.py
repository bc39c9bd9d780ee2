"""Reads a release out of core: the file stays on disk, rows never become Python objects, only counts come back."""

from __future__ import annotations

import csv
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deputized.facts import release_rows
from deputized.outcomes.errors import OutcomesError
from deputized.outcomes.releases import Recognized, recognize, snake

if TYPE_CHECKING:
    import duckdb

MEMORY = "600MB"
THREADS = 2
PREAMBLE = 40
"""Rows of a sheet among which its header is looked for."""
MOST_UNPACKED = 6_000_000_000


@dataclass(frozen=True, slots=True)
class Opened:
    """A release as a table `rows` of an open database."""

    db: duckdb.DuckDBPyConnection
    recognized: Recognized
    total: int  # rows in the file
    kept: int
    duplicates: int
    undated: int
    rule: str  # how duplicates were told
    first: date | None
    last: date | None


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """The release in a file: Parquet, CSV or a workbook. Everything temporary is deleted afterwards.

    Raises OutcomesError for a file that is none of these, is damaged, or is no release we know.
    """
    try:
        import duckdb
    except ImportError as error:
        raise OutcomesError(
            "importing releases needs DuckDB, which is not installed: pip install 'deputized[outcomes]'"
        ) from error
    if not path.is_file():
        raise OutcomesError(f"{path}: no such file")
    with tempfile.TemporaryDirectory(prefix="deputized-") as folder:
        db = duckdb.connect(str(Path(folder) / "work.duckdb"))
        try:
            db.execute(f"SET memory_limit = '{MEMORY}'")
            db.execute(f"SET threads = {THREADS}")
            db.execute("SET preserve_insertion_order = false")
            db.execute("SET enable_progress_bar = false")
            try:
                source, columns = _source(db, path, Path(folder))
                found = recognize(columns, path.name)
                yield _table(db, found, source)
            except duckdb.Error as error:
                first = str(error).splitlines()[0][:200]
                raise OutcomesError(
                    f"{path.name}: cannot be read ({first}); fetch it again, or convert it"
                ) from error
        finally:
            db.close()


def _source(db: duckdb.DuckDBPyConnection, path: Path, folder: Path) -> tuple[str, list[str]]:
    kind = _kind(path)
    if kind == "parquet":
        relation = f"read_parquet({_quoted(path)})"
    elif kind == "csv":
        relation = _csv(path)
    else:
        relation = _csv(_workbook(path, folder))
    return relation, release_rows.columns(db, relation)


def _kind(path: Path) -> str:
    with path.open("rb") as stream:
        head = stream.read(4)
    if head == b"PAR1":
        return "parquet"
    if head == b"PK\x03\x04":
        return "xlsx"
    if head.startswith(b"vers"):
        raise OutcomesError(
            f"{path.name}: a pointer to a large file, not the file itself; fetch it from its address"
        )
    if head in (b"\xd0\xcf\x11\xe0",) or not head or b"\x00" in head:
        raise OutcomesError(
            f"{path.name}: neither Parquet, CSV nor an .xlsx workbook; convert it to one of them"
        )
    return "csv"


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _csv(path: Path) -> str:
    return (
        f"read_csv({_quoted(path)}, header = true, all_varchar = true, quote = '\"', escape = '\"', null_padding = true, "
        "max_line_size = 4000000)"
    )


def _workbook(path: Path, folder: Path) -> Path:
    """Every sheet that has the release's header, one under the other, as CSV; other sheets are named nowhere.

    Raises OutcomesError where sheets that follow each other have other columns.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(path) as package:
            size = sum(i.file_size for i in package.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise OutcomesError(f"{path.name}: cannot be read ({error}); fetch it again") from error
    if size > MOST_UNPACKED:
        raise OutcomesError(f"{path.name}: {size / 1e9:.0f} GB unpacked; convert it to Parquet or CSV")
    out = folder / "sheets.csv"
    header: list[str] | None = None
    try:
        book = CalamineWorkbook.from_path(str(path))
        with out.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            for name in book.sheet_names:
                rows = iter(book.get_sheet_by_name(name).iter_rows())
                mine = _header(rows, path.name, name)
                if mine is None:
                    continue
                if header is None:
                    header = mine
                    writer.writerow([*header, "sheet_original"])
                elif [snake(c) for c in mine] != [snake(c) for c in header]:
                    raise OutcomesError(
                        f"{path.name}, sheet {name}: its columns are not those of the sheet before"
                    )
                for row in rows:
                    if any(c != "" for c in row):
                        writer.writerow([*map(_text, row[: len(header)]), name])
    except (CalamineError, OSError) as error:
        raise OutcomesError(f"{path.name}: cannot be read ({error}); fetch it again") from error
    if header is None:
        raise OutcomesError(
            f"{path.name}: no sheet has the header of a release within its first {PREAMBLE} rows"
        )
    return out


def _header(rows: Iterator[list[Any]], file: str, sheet: str) -> list[str] | None:
    """The first row that has a release's columns; rows before it are the preamble."""
    for _ in range(PREAMBLE):
        row = next(rows, None)
        if row is None:
            return None
        names = [str(c) for c in row]
        while names and not names[-1].strip():
            names.pop()
        if sum(bool(n.strip()) for n in names) < 4:
            continue
        try:
            recognize(names, f"{file}, sheet {sheet}")
        except OutcomesError:
            continue
        return names
    return None


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _table(db: duckdb.DuckDBPyConnection, found: Recognized, source: str) -> Opened:
    total = release_rows.total(db, source)
    release_rows.make(db, source, found.columns, found.flag)
    kept, undated, first, last = release_rows.kept(db)
    if found.flag:
        rule = f"the publisher's own column {found.flag}"
    elif person := found.columns.get("person"):
        rule = f"one row per {person} and day; rows without one or the other are all kept"
    else:
        rule = "no column tells persons apart: duplicates cannot be told"
    return Opened(db, found, total, kept, total - kept, undated, rule, first, last)
