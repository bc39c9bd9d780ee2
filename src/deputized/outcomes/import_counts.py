"""What is kept of an imported release: counts by agency, month and model on the user's own disk, small cells withheld.

No row of the release is kept. A cell under five is written as withheld, and sums are of what is shown, so that nothing
withheld can be had back by subtraction.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deputized.archive.home import home
from deputized.outcomes.attribution import CERTAIN
from deputized.outcomes.counting import CountedRelease, certainty_totals, count
from deputized.outcomes.engine import opened
from deputized.outcomes.errors import OutcomesError

if TYPE_CHECKING:
    from deputized.library import Registry

LEAST = 5
"""The smallest count that is shown."""
FOLDER = "outcomes"
COUNTS, ABOUT = "counts.csv", "about.json"
FIELDS = ("agency_id", "state", "month", "model", "tagged", "certainty", "rows", "withheld")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `rows` is None where it is withheld: more than none, fewer than five."""

    agency_id: str
    state: str
    month: str
    model: str
    tagged: bool
    certainty: str
    rows: int | None


@dataclass(frozen=True, slots=True)
class Imported:
    """A release taken in."""

    dataset: str
    release: str
    file: str
    sha256: str
    total: int
    kept: int
    duplicates: int
    undated: int
    rule: str
    tagged: int
    first: str
    last: str
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    breaks: tuple[str, ...]
    totals: dict[str, int | None]  # by certainty, of the whole release; None: withheld
    reasons: dict[str, int | None]  # why what cannot be tied cannot be, those of five and more
    newest_list: str  # of the registry by which "in force" was asked
    cells: tuple[Cell, ...]

    @property
    def floor(self) -> int | None:
        """Rows that are certainly of an agency's agreement; None: withheld, fewer than five."""
        return self.totals[CERTAIN]

    @property
    def ceiling(self) -> int:
        """Certain, possible, and tagged rows that cannot be tied: any of them may be of some agency's."""
        return sum(n or 0 for n in self.totals.values())


def import_release(path: Path, registry: Registry, folder: Path | None = None) -> Imported:
    """Take a release in: recognize it, count it, keep the counts. Raises OutcomesError where it cannot be read."""
    with opened(path) as file:
        counted = count(file.db, registry)
        about: dict[str, Any] = {
            "dataset": file.recognized.release.dataset, "release": file.recognized.release.release, "file": path.name,
            "sha256": _sha256(path), "total": file.total, "kept": file.kept, "duplicates": file.duplicates,
            "undated": file.undated, "rule": file.rule, "missing": file.recognized.missing,
            "extra": file.recognized.extra, "first": str(file.first or ""), "last": str(file.last or ""),
        }  # fmt: skip
    done = Imported(
        **about,
        tagged=counted.tagged,
        breaks=tuple(b.told for b in counted.breaks),
        totals=_shown(certainty_totals(counted.counts)),
        reasons=_reasons(counted),
        newest_list=str(registry.day(None).list_day),
        cells=cells(counted),
    )
    _write(done, (folder or home() / FOLDER) / f"{done.dataset}-{done.release}")
    return done


def cells(counted: CountedRelease) -> tuple[Cell, ...]:
    """Counts without their reasons, small ones withheld."""
    sums: dict[tuple[str, str, str, str, bool, str], int] = defaultdict(int)
    for k, n in counted.counts.items():
        sums[k.agency_id, k.state, k.month, k.model, k.tagged, k.certainty] += n
    return tuple(Cell(*key, n if n >= LEAST else None) for key, n in sorted(sums.items()))


def _reasons(counted: CountedRelease) -> dict[str, int | None]:
    sums: dict[str, int] = defaultdict(int)
    for k, n in counted.counts.items():
        if k.agency_id == "":
            sums[k.why] += n
    return _shown(dict(sorted(sums.items(), key=lambda x: (-x[1], x[0]))))


def _shown(sums: dict[str, int]) -> dict[str, int | None]:
    """Counts with those from one to four withheld."""
    return {k: n if n == 0 or n >= LEAST else None for k, n in sums.items()}


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _write(done: Imported, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{COUNTS}.new").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(FIELDS)
        for c in done.cells:
            is_withheld = c.rows is None
            writer.writerow((c.agency_id, c.state, c.month, c.model, int(c.tagged), c.certainty,
                             "" if is_withheld else c.rows, int(is_withheld)))  # fmt: skip
    about = {k: v for k, v in asdict(done).items() if k != "cells"}
    (folder / f"{ABOUT}.new").write_text(
        json.dumps(about, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    for name in (COUNTS, ABOUT):
        (folder / f"{name}.new").replace(folder / name)


def imported(folder: Path | None = None) -> tuple[Imported, ...]:
    """Every release taken in, by dataset and release."""
    base = folder or home() / FOLDER
    if not base.is_dir():
        return ()
    return tuple(_read(p.parent) for p in sorted(base.glob(f"*/{ABOUT}")))


def _read(folder: Path) -> Imported:
    try:
        about: dict[str, Any] = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        with (folder / COUNTS).open(encoding="utf-8", newline="") as stream:
            found = tuple(
                Cell(
                    r["agency_id"], r["state"], r["month"], r["model"], r["tagged"] == "1", r["certainty"],
                    int(r["rows"]) if r["rows"] else None,
                )
                for r in csv.DictReader(stream)
            )  # fmt: skip
        for field in ("missing", "extra", "breaks"):
            about[field] = tuple(about[field])
        return Imported(**about, cells=found)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise OutcomesError(
            f"{folder}: what was kept of a release cannot be read ({error}); delete the folder and import it again"
        ) from error
