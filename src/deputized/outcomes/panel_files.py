"""The panel as Parquet, CSV or Stata, and its codebook."""

from __future__ import annotations

import csv
from pathlib import Path

from deputized.model.tables import Column, TableDefinition
from deputized.outcomes.panel import COLUMNS, StudyPanel
from deputized.outcomes.tables import as_csv
from deputized.store.parquet import parquet
from deputized.store.stata import stata

KEY = ("county_fips", "month")


def write_panel(study: StudyPanel, path: Path) -> None:
    """Write the panel; the ending of the file's name says as what."""
    columns = tuple(Column(name, kind, meaning, name in KEY) for name, (kind, meaning) in COLUMNS.items())
    if path.suffix == ".parquet":
        path.write_bytes(
            parquet(
                TableDefinition("county_months", "one row per county and month", columns, KEY), study.rows
            )
        )
    elif path.suffix == ".dta":
        path.write_bytes(stata(columns, study.rows, f"deputized county by month, {study.vintage}"))
    else:
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(["" if v is None else v for v in row] for row in study.rows)


def codebook(study: StudyPanel) -> str:
    """Every column with its kind, meaning, how many rows hold a value, and its least and most."""
    rows = []
    for n, (name, (kind, meaning)) in enumerate(COLUMNS.items()):
        values = [row[n] for row in study.rows if row[n] is not None]
        numbers = [v for v in values if isinstance(v, int | float)] if kind != "text" else []
        rows.append(
            (
                name,
                kind,
                meaning,
                len(values),
                len(study.rows) - len(values),
                min(numbers, default=""),
                max(numbers, default=""),
            )
        )
    return as_csv(("column", "kind", "meaning", "held", "empty", "least", "most"), rows)
