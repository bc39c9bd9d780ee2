"""Another tracker's table as it is written: CSV, workbook or JSON, with its columns mapped to what they mean."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from deputized.readers.errors import ReadError
from deputized.readers.formats import read_list_file

MOST_BYTES = 200_000_000
MOST_ROWS = 2_000_000
TITLE_ROWS = 20
MARKS = ",\t;|"
FIELDS: dict[str, tuple[str, ...]] = {
    "agency": ("law enforcement agency", "agency", "agency name", "lea", "name", "department", "organization", "participating agency"),
    "state": ("state", "state or territory", "st", "state name", "state abbreviation", "state code", "jurisdiction state"),
    "county": ("county", "county name", "parish", "county or parish"),
    "model": ("support type", "model", "program model", "type of agreement", "agreement type", "287g model", "model type",
              "program", "type"),
    "day": ("date", "as of", "as of date", "list date", "snapshot", "snapshot date", "last updated", "retrieved"),
    "signed": ("signed", "date signed", "signed date", "signature date", "moa date", "signing date"),
    "fips": ("fips", "county fips", "fips code", "countyfips", "geoid", "key"),
    "ori": ("ori", "ori9", "ori code", "fbi ori"),
    "id": ("agency id", "id", "record id", "leaic id", "lea id", "uid"),
    "status": ("status", "cooperation", "participation", "standing", "287g", "287 g", "has agreement"),
}  # fmt: skip
"""What a column may mean, and the headings by which it is guessed, the surest first."""
NOTHING = frozenset({"", "na", "n/a", "nan", "none", "null", "-", "--"})


class TrackerError(ValueError):
    """A table that cannot be compared; the message names the file and what to do."""


@dataclass(frozen=True, slots=True)
class TrackerRow:
    """One row: `place` is where it stands in the file, `said` the text of each field that a column is mapped to."""

    place: str
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TrackerTable:
    """A table with its mapping: field to heading as printed; `unused` are headings that say nothing here."""

    name: str
    columns: Mapping[str, str]
    unused: tuple[str, ...]
    rows: tuple[TrackerRow, ...]


def words(heading: str) -> str:
    """A heading in plain words: "County_FIPS " is "county fips"."""
    return " ".join(re.findall(r"[a-z0-9]+", heading.lower().replace("287(g)", "287g")))


def guess(headings: Sequence[str]) -> dict[str, int]:
    """Field -> position, by the surest heading of each; no heading is taken twice."""
    said = [words(h) for h in headings]
    found: dict[str, int] = {}
    for field, names in FIELDS.items():
        for name in names:
            places = [n for n, w in enumerate(said) if w == name and n not in found.values()]
            if places:
                found[field] = places[0]
                break
    return found


def read_tracker(name: str, data: bytes, columns: Mapping[str, str] | None = None) -> TrackerTable:
    """The table in a file's bytes. `columns`: field -> heading, before any guess; an empty heading leaves a field out.

    Raises `TrackerError` if there is no table, a heading is not there, or neither an agency nor a county is named.
    """
    if len(data) > MOST_BYTES:
        raise TrackerError(f"{name}: larger than {MOST_BYTES // 1_000_000} MB; give a part of it")
    sheet, headings, body = _table(name, data)
    mapped = guess(headings)
    for field, heading in (columns or {}).items():
        if field not in FIELDS:
            raise TrackerError(f"{field}: no such field; fields are {', '.join(FIELDS)}")
        mapped.pop(field, None)
        if not heading:
            continue
        if heading not in headings:
            raise TrackerError(
                f"{name}: no column is headed {heading!r}; there are {', '.join(headings)[:400]}"
            )
        place = headings.index(heading)
        mapped = {f: n for f, n in mapped.items() if n != place} | {field: place}
    if "agency" not in mapped and "fips" not in mapped:
        raise TrackerError(
            f"{name}: no column names an agency or a county's FIPS; say which, as in --column agency=HEADING. "
            f"Headings: {', '.join(headings)[:400]}"
        )
    rows = []
    for number, cells in body:
        said = {f: _text(cells[n]) for f, n in mapped.items() if n < len(cells)}
        said = {f: t for f, t in said.items() if t.casefold() not in NOTHING or f == "status"}
        if said.get("agency") or said.get("fips"):
            rows.append(TrackerRow(f"{sheet}row {number}", said))
    used = set(mapped.values())
    return TrackerTable(
        name, {f: headings[n] for f, n in sorted(mapped.items())},
        tuple(h for n, h in enumerate(headings) if n not in used and h), tuple(rows),
    )  # fmt: skip


Body = Iterable[tuple[int, Sequence[Any]]]


def _table(name: str, data: bytes) -> tuple[str, list[str], Body]:
    if (
        data[:4] == b"PK\x03\x04"
        or data[:2] == b"\x1f\x8b"
        or data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    ):
        return _workbook(name, data)
    text = _decoded(name, data)
    if text.lstrip()[:1] in ("{", "["):
        return _json(name, text)
    return _delimited(name, text)


def _workbook(name: str, data: bytes) -> tuple[str, list[str], Body]:
    try:
        book = read_list_file(name, data)
    except ReadError as error:
        raise TrackerError(str(error)) from error
    best: tuple[int, Any, int] | None = None
    for sheet in book.sheets:
        for place, row in enumerate(sheet.rows[:30]):
            fits = len(guess([_text(c) for c in row.cells]))
            if fits >= 2 and (best is None or fits > best[0]):
                best = (fits, sheet, place)
    if best is None:
        raise TrackerError(f"{name}: no sheet has a row of headings such as agency, state, model")
    _, sheet, place = best
    headings = [_text(c) for c in sheet.rows[place].cells]
    return f"sheet {sheet.name}, ", headings, [(r.number, r.cells) for r in sheet.rows[place + 1 :]]


def _decoded(name: str, data: bytes) -> str:
    if b"\0" in data[:4096] and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise TrackerError(f"{name}: neither text nor a workbook that can be read; give CSV, XLSX or JSON")
    for encoding in (
        ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252", "latin-1")
    ):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TrackerError(f"{name}: its text cannot be read; save it as UTF-8")


def _delimited(name: str, text: str) -> tuple[str, list[str], Body]:
    lines = text[:20_000].splitlines()
    first = next((line for line in lines[:TITLE_ROWS] if any(line.count(mark) for mark in MARKS)), "")
    separator = max(MARKS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        headings: list[str] = []
        while sum(map(bool, headings)) < 2 and reader.line_num < TITLE_ROWS:  # titles stand above them
            headings = [h.strip() for h in next(reader)]
        body: list[tuple[int, list[str]]] = []
        for cells in reader:
            if len(body) >= MOST_ROWS:
                raise TrackerError(f"{name}: more than {MOST_ROWS:,} rows; give a part of it")
            body.append((reader.line_num, cells))
    except StopIteration:
        headings, body = [], []
    except csv.Error as error:
        raise TrackerError(f"{name}, line {reader.line_num}: {error}; mend that line") from error
    if sum(map(bool, headings)) < 2:
        raise TrackerError(f"{name}: its first lines hold no row of headings with separators between")
    return "", headings, body


def _records(text: str) -> Any:
    """JSON, or a record a line."""
    try:
        return json.loads(text)
    except ValueError:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines[:2]):
            raise
        return [json.loads(line) for line in lines]


def _json(name: str, text: str) -> tuple[str, list[str], Body]:
    try:
        held = _records(text)
    except (ValueError, RecursionError) as error:
        raise TrackerError(f"{name}: not JSON ({error}); mend it, or give CSV") from error
    if isinstance(held, dict):
        lists = [v for v in held.values() if isinstance(v, list) and v and isinstance(v[0], dict)]
        keyed = [{"key": k, **v} for k, v in held.items() if isinstance(v, dict)]
        held = lists[0] if len(lists) == 1 else keyed
    rows = [r for r in held if isinstance(r, dict)]
    if not rows:
        raise TrackerError(f"{name}: no list of records in it, nor records under keys")
    headings = list(dict.fromkeys(str(k) for r in rows for k in r))
    return "", headings, [(n, [r.get(h) for h in headings]) for n, r in enumerate(rows, 1)]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())[:300]
