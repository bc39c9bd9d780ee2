"""Parsers for two forms that sources come in: tables in text files, and ICE's lists."""

from __future__ import annotations

import csv
import hashlib
import re
from datetime import date
from io import StringIO

from deputized.model.publications import ListKind
from deputized.readers.errors import ReadError
from deputized.readers.formats import read_list_file
from deputized.readers.lists import read_list
from deputized.sources.folder import SourceColumn, load
from deputized.sources.parsed import Parsed, ParsedRow, Provenance

_FORMS = {
    "whole": re.compile(r"-?\d+(?:\.0+)?"),
    "number": re.compile(r"-?\d+(?:\.\d+)?"),
    "code": re.compile(r"[0-9A-Z]+"),
    "month or day": re.compile(r"\d{4}-\d\d(?:-\d\d)?"),
}
_KINDS = {
    ListKind.PARTICIPATING: "a list of agreements in force",
    ListKind.PENDING: "a pending list",
    ListKind.WEBPAGE: "the table of ICE's page",
}


def parse_table(source: str, name: str, data: bytes) -> Parsed:
    """A text file with separators, under the headings of the source's columns.csv.

    Raises ReadError naming row and column for a heading that is missing or unknown and for a cell of another type.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(
            name, f"it is not UTF-8 text (byte {error.start})", "Save it as CSV in UTF-8"
        ) from error
    columns = load(source).columns
    sha256 = hashlib.sha256(data).hexdigest()
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    rows: list[ParsedRow] = []
    try:
        places = _places(name, next(reader, []), columns)
        for number, cells in enumerate(reader, 2):
            if not any(cells):
                continue
            if len(cells) != len(places):
                raise ReadError(
                    name,
                    f"it has {len(cells)} cells under {len(places)} headings",
                    "Mend the row",
                    row=number,
                )
            values = {c.column: cells[places[c.column]] for c in columns if c.column in places}
            for column in columns:
                _check(name, number, column, values.get(column.column, ""))
            rows.append(ParsedRow(Provenance(source, name, sha256, "", number), values))
    except csv.Error as error:
        raise ReadError(
            name, f"it is no CSV ({error})", "Give the file as published", row=reader.line_num
        ) from error
    return Parsed(tuple(rows))


def _places(name: str, header: list[str], columns: tuple[SourceColumn, ...]) -> dict[str, int]:
    """Where each column stands. A heading may stand once; none may be unknown, and no column required may be missing."""
    meant = {h: c.column for c in columns for h in c.headings}
    places: dict[str, int] = {}
    for at, cell in enumerate(header):
        column = meant.get(cell.strip().lower())
        if column is None or column in places:
            wrong = "is not one of this source's" if column is None else "stands twice"
            raise ReadError(
                name, f"the column {cell[:60]!r} {wrong}", "Compare it with the source's columns.csv", row=1
            )
        places[column] = at
    missing = [c.column for c in columns if c.required and c.column not in places]
    if missing:
        raise ReadError(
            name,
            f"it lacks the column {', '.join(missing)}",
            "Compare it with the source's columns.csv",
            row=1,
        )
    return places


def _check(name: str, number: int, column: SourceColumn, text: str) -> None:
    if not text:
        if column.required:
            raise ReadError(
                name,
                f"nothing stands under {column.column}",
                "Mend the row, or give the whole file",
                row=number,
            )
        return
    form = _FORMS.get(column.type)
    is_right = form is None or form.fullmatch(text) is not None
    if column.type == "day":
        is_right = _is_day(text)
    if not is_right:
        raise ReadError(
            name,
            f"{column.column} is {text[:60]!r}, which is no {column.type}",
            "Mend the row, or give the file as published",
            row=number,
        )


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def parse_ice_list(source: str, kind: ListKind, name: str, data: bytes) -> Parsed:
    """One of ICE's lists in any container. Raises ReadError for what is none, or another of them than is asked."""
    book = read_list_file(name, data)
    found = read_list(book)
    if found.kind is not kind:
        raise ReadError(
            name, f"it is {_KINDS[found.kind]}, not {_KINDS[kind]}", "Give it to the source it is of"
        )
    sheet = book.sheets[found.sheet].name
    rows = []
    for raw in found.rows:
        row = found.filled.get(raw.number, raw)
        links = dict(row.links)
        rows.append(
            ParsedRow(
                Provenance(source, name, book.sha256, sheet, row.number),
                {c: row.cells[at] if at < len(row.cells) else None for c, at in found.columns},
                {c: links[at] for c, at in found.columns if at in links},
            )
        )
    return Parsed(tuple(rows), found.signals)
