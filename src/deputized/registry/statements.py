"""What government lists said of agencies between 2002 and 2020, before ICE's lists that we hold.

The shipped table is made by `derive` from ``../shared/reference/history``. Statements stay statements: they
are shown beside an agency whose name reads the same, and make no agreement.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib import resources
from io import StringIO
from pathlib import Path

STATEMENTS_FILE = "statements.csv"
SOURCE_FILE = "agreements_2002_2020_government_lists.csv"
FIELDS = ("source", "as_of", "state", "agency_text", "model", "signed_date", "status", "county_fips")


@dataclass(frozen=True, slots=True)
class Statement:
    """One list's statement about one agency. Empty text means not stated."""

    source: str
    as_of: str
    state: str
    agency_text: str
    model: str
    signed_date: str
    status: str
    county_fips: str


def load_statements() -> tuple[Statement, ...]:
    """The shipped statements, oldest list first."""
    text = (resources.files("deputized") / "data" / STATEMENTS_FILE).read_text(encoding="utf-8")
    return tuple(Statement(**{k: row[k] for k in FIELDS}) for row in csv.DictReader(StringIO(text)))


def derive(reference_folder: Path) -> str:
    """The shipped table's text, from the transcribed lists."""
    with (reference_folder / "history" / SOURCE_FILE).open(encoding="utf-8", newline="") as handle:
        rows: list[tuple[str, ...]] = [
            (r["source"], r["as_of"], r["state"], r["agency"], r["model"], r["date_signed"], r["status"],
             r["county_fips"])
            for r in csv.DictReader(handle)
        ]  # fmt: skip
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(FIELDS)
    rows.sort(key=_oldest_first)
    writer.writerows(rows)
    return out.getvalue()


def _oldest_first(row: tuple[str, ...]) -> tuple[str, ...]:
    return (row[1], *row)
