"""Figures others published of what came of 287(g), each with its definition, its basis and our bounds."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from deputized.outcomes.definitions import figures
from deputized.outcomes.errors import OutcomesError
from deputized.outcomes.held_numbers import CellAddress, HeldNumber
from deputized.outcomes.tables import as_csv, read_rows, sha256_of, shipped
from deputized.places.lookup import PlaceError, find_county, find_state

PUBLISHED_FILE, EFFICACY_FILE = "published_figures.csv", "efficacy_figures.csv"
TABLE = "published.csv"
FIELDS = (
    "id", "file", "row", "place", "geography", "counted", "value", "unit", "hedge", "start", "end", "published", "source",
    "url", "vintage", "definition", "basis", "confidence",
)  # fmt: skip
NUMBER_WORDS = re.compile(
    r"'(about|over|at least|more than|nearly)|\b(about|more than|rounded)\b", re.IGNORECASE
)
_DAYS = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def derive(outcomes: Path, facts: Path) -> str:
    """The shipped table: both files, a figure that stands in both once, with the sources of both."""
    rows = [_published(r, n) for n, r in enumerate(_read(outcomes, PUBLISHED_FILE, "value"), 2)]
    for n, r in enumerate(_read(facts, EFFICACY_FILE, "value"), 2):
        row = _efficacy(r, n)
        twin = next((p for p in rows if p["place"] == row["place"] and _same(p, row)), None)
        if twin is None:
            rows.append(row)
            continue
        twin["url"] = row["url"]
        twin["confidence"] = row["confidence"]
    return as_csv(FIELDS, ([r[f] for f in FIELDS] for r in rows))


def _read(folder: Path, name: str, needed: str) -> list[dict[str, str]]:
    return read_rows(folder, name, ("measure", needed))


def _published(r: dict[str, str], n: int) -> dict[str, object]:
    where = f"{PUBLISHED_FILE}, row {n}"
    percent = "percent" in r["measure"]
    return {
        "id": r["id"], "file": PUBLISHED_FILE, "row": n, "place": place_of(r["geography"]), "geography": r["geography"],
        "counted": r["measure"], "value": _value(r["value"], where), "unit": "percent" if percent else "",
        "hedge": _hedge(r["definition"]), "start": r["period_start"], "end": r["period_end"],
        "published": _day(r["published"], where), "source": r["source"], "url": "", "vintage": r["data_vintage"],
        "definition": r["definition"], "basis": r["basis"], "confidence": "single source",
    }  # fmt: skip


def _efficacy(r: dict[str, str], n: int) -> dict[str, object]:
    where = f"{EFFICACY_FILE}, row {n}"
    value = _value(r["value"], where)
    share = r["measure"].startswith("share")
    return {
        "id": f"E{n - 1:02}", "file": EFFICACY_FILE, "row": n, "place": place_of(r["scope"]), "geography": r["scope"],
        "counted": r["measure"], "value": round(100 * value, 6) if share else value, "unit": "percent" if share else "",
        "hedge": _hedge(r["note"]), "start": "", "end": "", "published": _day(r["source_date"], where),
        "source": r["source_title"], "url": r["source_url"], "vintage": "", "definition": r["note"] or r["measure"],
        "basis": "as the report gives it", "confidence": r["confidence"],
    }  # fmt: skip


def _same(a: dict[str, object], b: dict[str, object]) -> bool:
    return a["value"] == b["value"] and a["unit"] == b["unit"]


def _value(text: str, where: str) -> int | float:
    try:
        value = float(text)
    except ValueError as error:
        raise OutcomesError(f"{where}: {text!r} is no number; mend the cell") from error
    return int(value) if value == int(value) else value


def _day(text: str, where: str) -> str:
    if not _DAYS.fullmatch(text):
        raise OutcomesError(f"{where}: {text!r} is no day, month or year; write it 2026-10 or 2026-10-05")
    return text


def _hedge(text: str) -> str:
    found = NUMBER_WORDS.search(text)
    return (found[1] or found[2]).lower() if found else ""


def place_of(text: str) -> str:
    """US, a postal code or a FIPS; the text itself where it names an agency."""
    if text.startswith("US") or text == "73 agencies":
        return "US"
    try:
        return find_state(text).postal
    except PlaceError:
        pass
    try:
        return find_county(text).fips if "County" in text else text
    except PlaceError:
        return text


def first_day(text: str) -> date:
    """The earliest day a date as precise as "2026", "2026-10" or "2026-10-05" can mean."""
    parts = [int(p) for p in text.split("-")]
    return date(parts[0], *(parts[1:] or [1]), *([1] if len(parts) < 3 else []))


def last_day(text: str) -> date:
    """The latest day such a date can mean: by then, the figure was certainly out."""
    parts = [int(p) for p in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])


def held() -> Iterator[HeldNumber]:
    """Every published figure."""
    reviewed = figures()
    for r in shipped(TABLE):
        if r["id"] not in reviewed:
            raise OutcomesError(
                f"curation/outcomes.yml: figure {r['id']} is not reviewed; give measure and bounds"
            )
        figure, value = reviewed[r["id"]], float(r["value"])
        yield HeldNumber(
            figure.measure, int(value) if value == int(value) else value, r["unit"] or "", r["place"], r["geography"],
            date.fromisoformat(r["start"]) if r["start"] else None, date.fromisoformat(r["end"]) if r["end"] else None,
            CellAddress(
                r["file"], "", f"row {r['row']}", sha256_of(r["file"]),
                f"{r['source']}{f'; data: {vintage}' if (vintage := r['vintage']) else ''} ({r['basis']})",
            ),
            figure.floor, figure.ceiling, figure.bounds, r["hedge"],
            f"{r['counted']}: {r['definition']}" if r["definition"] != r["counted"] else r["counted"], r["published"],
            r["confidence"], r["url"], r["id"],
        )  # fmt: skip
