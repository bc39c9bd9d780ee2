"""The shipped tables of results: facts our program derived from the files, each row with its address."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import resources
from io import StringIO
from pathlib import Path

from deputized.outcomes.errors import OutcomesError

FOLDER = Path(str(resources.files("deputized"))) / "data" / "outcomes"
FILES = "files.csv"
Rows = tuple[dict[str, str], ...]


@lru_cache(maxsize=16)
def shipped(name: str) -> Rows:
    """The rows of a shipped table. Raises OutcomesError if it is not there."""
    path = FOLDER / name
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return tuple(csv.DictReader(stream))
    except OSError as error:
        raise OutcomesError(f"{name}: the shipped table cannot be read ({error}); install again") from error


def sha256_of(file: str) -> str:
    """The hash of a file that shipped rows were derived from; empty for a file we never held ourselves."""
    return next((r["sha256"] for r in shipped(FILES) if r["file"] == file), "")


def as_csv(fields: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table's text; the same rows give the same bytes."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(fields)
    writer.writerows(rows)
    return out.getvalue()


def read_rows(folder: Path, name: str, needed: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a raw CSV. Raises OutcomesError naming the file and the columns that are not there."""
    path = folder / name
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            missing = [c for c in needed if c not in (reader.fieldnames or ())]
            if missing:
                raise OutcomesError(f"{name}: no column {', '.join(missing)}; is it the file meant?")
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise OutcomesError(f"{name}: cannot be read ({error}); give the folder that holds it") from error
    for n, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise OutcomesError(f"{name}, row {n}: it has more or fewer cells than the header; mend the row")
    return rows


def whole_number(text: str, where: str) -> int | None:
    """A count as printed; None for a blank, which is no zero. Raises OutcomesError for anything else."""
    bare = text.strip().replace(",", "")
    if not bare:
        return None
    if not bare.isdigit():
        raise OutcomesError(f"{where}: {text!r} is no count; mend the cell or leave it blank")
    return int(bare)
