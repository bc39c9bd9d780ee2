"""Files like the Deportation Data Project's, made up for tests alone: no person, no real row."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from deputized.outcomes.releases import Release

TITLES = {
    "eid_case_id": "EID Case ID",
    "eid_subject_id": "EID Subject ID",
    "msc_ncic_charge": "MSC NCIC Charge",
}
SMALL = {"and", "of", "to", "or"}
DATES = {"arrests": "apprehension_date", "detainers": "detainer_prepared_date", "encounters": "event_date",
         "removals": "departed_date"}  # fmt: skip


def title(name: str) -> str:
    """A column's name as ICE prints it."""
    return TITLES.get(name) or " ".join(w if w in SMALL else w.capitalize() for w in name.split("_"))


def rows(release: Release, told: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Rows of a release; `told` gives day, place, state, city, method, program and person of each."""
    for n, t in enumerate(told):
        row: dict[str, Any] = dict.fromkeys(release.columns, "")
        where = {
            DATES[release.dataset]: t.get("day", ""), "apprehension_site_landmark": t.get("place", ""),
            "event_landmark": t.get("place", ""), "detention_facility": t.get("place", ""),
            "apprehension_state": t.get("state", ""), "state": t.get("state", ""), "city": t.get("city", ""),
            "apprehension_method": t.get("method", ""), "final_program": t.get("program", ""),
            "apprehension_final_program": t.get("program", ""), "tod_final_program": t.get("program", ""),
            "unique_identifier": t.get("person", f"p{n}"), "anonymized_identifier": t.get("person", f"p{n}"),
            "anonymized_unique_identifier": t.get("person", f"p{n}"),
        }  # fmt: skip
        row.update({k: v for k, v in where.items() if k in row})
        yield row


def write_csv(path: Path, release: Release, told: Sequence[dict[str, Any]], *, as_ice: bool = True) -> Path:
    """As CSV, with ICE's column names or the publisher's."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([title(c) if as_ice else c for c in release.columns])
        writer.writerows(r.values() for r in rows(release, told))
    return path


def write_parquet(
    path: Path, release: Release, told: Sequence[dict[str, Any]], **more: Sequence[Any]
) -> Path:
    """As Parquet with the publisher's names; `more` are columns of its own."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    made = list(rows(release, told))
    table = {c: [str(r[c]) if r[c] != "" else None for r in made] for c in release.columns}
    day = DATES[release.dataset]
    table[day] = [r[day] or None for r in made]
    pq.write_table(pa.table(table | {k: list(v) for k, v in more.items()}), path)
    return path


def write_workbook(
    path: Path, release: Release, told: Sequence[dict[str, Any]], *, sheets: int = 2, preamble: int = 6
) -> Path:
    """As a workbook with ICE's preamble, rows spread over sheets, and a sheet of notes between."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Notes"
    book.active.append(["Produced for a request"])
    made = [list(r.values()) for r in rows(release, told)]
    size = -(-len(made) // sheets)
    for n in range(sheets):
        sheet = book.create_sheet(f"Data {n + 1}")
        for k in range(preamble):
            sheet.append([f"line {k} of the preamble"] if k != 2 else [])
        sheet.append([title(c) for c in release.columns])
        for row in made[n * size : (n + 1) * size]:
            sheet.append(row)
    book.save(path)
    return path


def many(count: int, seed: int = 7) -> Iterator[dict[str, Any]]:
    """Made up rows over 2023 to 2026, some tagged."""
    pick = random.Random(seed)
    places = [("CAP - LEE COUNTY JAIL, AL STATE", "ALABAMA"), ("GWINNETT COUNTY JAIL", "GEORGIA"),
              ("MIA GENERAL AREA, NON-SPECIFIC", "FLORIDA"), ("", "TEXAS")]  # fmt: skip
    for n in range(count):
        place, state = pick.choice(places)
        yield {
            "day": date(2023, 10, 1) + timedelta(days=pick.randrange(1000)), "place": place, "state": state,
            "method": pick.choice(["287(g) Program", "CAP Local Incarceration", "Located"]), "person": f"p{n // 2}",
        }  # fmt: skip
