"""ICE's arrests by state, January 2025 to July 2026: a denominator; 287(g) is not split out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from deputized.outcomes.held_numbers import CellAddress, HeldNumber
from deputized.outcomes.tables import as_csv, read_rows, sha256_of, shipped, whole_number
from deputized.places.lookup import find_state

SOURCE_FILE = "ice_arrests_by_state_202501_202607.csv"
TABLE = "arrests_by_state.csv"
FIELDS = ("state", "arrests", "row")
START, END = date(2025, 1, 1), date(2026, 7, 31)
PUBLISHED = "2026-09"
ORIGIN = (
    "counts of the Deportation Data Project's release of August 2026 by mtkonczal (data/ice_arrests_by_state.csv): rows "
    "that are no duplicates, state filled in, 50 states and DC"
)


def derive(folder: Path) -> str:
    """The shipped table from the raw one."""
    rows = read_rows(folder, SOURCE_FILE, ("state_name", "arrests"))
    return as_csv(
        FIELDS,
        (
            (find_state(r["state_name"]).postal, whole_number(r["arrests"], f"{SOURCE_FILE}, row {n}"), n)
            for n, r in enumerate(rows, 2)
        ),
    )


def held(state: str | None = None) -> Iterator[HeldNumber]:
    """The arrests of one state, or of every one."""
    for r in shipped(TABLE):
        if state in (None, r["state"]):
            count = int(r["arrests"])
            yield HeldNumber(
                "arrests_all", count, "arrests", r["state"], r["state"], START, END,
                CellAddress(SOURCE_FILE, "", f"B{r['row']}", sha256_of(SOURCE_FILE), ORIGIN), 0, count,
                "all ICE arrests, whatever brought them: none is certainly of a 287(g) agency, and no more than these can be",
                published=PUBLISHED, confidence="single source",
            )  # fmt: skip
