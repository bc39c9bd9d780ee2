"""Text with separators (CSV, TSV, semicolons, bars) as a workbook of one sheet."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from datetime import date

from deputized.model.cells import CellValue
from deputized.model.raw import RawRow, RawSheet, RawWorkbook
from deputized.readers.errors import ReadError
from deputized.readers.links import clean_text
from deputized.readers.parts import MAX_CELLS, MAX_COLUMNS, MAX_LIST_TEXT, MAX_ROWS, MAX_TEXT

NAMES = {",": "text with commas", "\t": "text with tabs", ";": "text with semicolons", "|": "text with bars"}
"""What the sheet is called, by its separator: the container is evidence."""
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_TOO_LARGE = "Check that it is one of ICE's lists; they have fewer than 10,000 rows and a dozen columns"
_HEAD_LINES = 30


def read_delimited(name: str, data: bytes) -> RawWorkbook | None:
    """The rows of a text; None if its first lines hold no row of several columns that could be headings."""
    text = _text(data)
    if text is None:
        return None
    separator = _separator(text)
    if separator is None:
        return None
    rows = tuple(_rows(name, text, separator))
    sheet = RawSheet(NAMES[separator], "visible", rows)
    return RawWorkbook(name, hashlib.sha256(data).hexdigest(), len(data), (sheet,))


def _text(data: bytes) -> str | None:
    """The characters: UTF-8 or, with its mark, UTF-16; else what Windows writes. None if there are bytes of no text."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def _separator(text: str) -> str | None:
    """The separator under which the first lines hold a row that reads like ICE's headings."""
    from deputized.readers.lists import find_columns

    head = "".join(text.splitlines(keepends=True)[:_HEAD_LINES])[:100_000]
    best: tuple[int, str] | None = None
    for separator in NAMES:
        try:
            found = max((len(find_columns(row[:MAX_COLUMNS])) for row in _reader(head, separator)), default=0)
        except csv.Error:
            continue
        if found >= 2 and (best is None or found > best[0]):
            best = (found, separator)
    return best[1] if best else None


def _reader(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _rows(name: str, text: str, separator: str) -> Iterator[RawRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    cells = length = number = 0
    while True:
        number += 1
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise ReadError(
                name, f"a line cannot be read ({error})", "Save it again as CSV and try again", row=number
            ) from error
        if not any(fields):
            continue
        cells += len(fields)
        length += sum(map(len, fields))
        if number > MAX_ROWS or len(fields) > MAX_COLUMNS or cells > MAX_CELLS or length > MAX_LIST_TEXT:
            raise ReadError(name, "it has more rows, cells or text than any list", _TOO_LARGE, row=number)
        yield RawRow(number, False, _trimmed(tuple(cell_value(name, field, number) for field in fields)), ())


def cell_value(name: str, text: str, row: int) -> CellValue:
    """A field as a cell: nothing, a day written as a computer writes it, or the text."""
    if not text:
        return None
    if len(text) > MAX_TEXT:
        raise ReadError(name, f"one of its texts has more than {MAX_TEXT:,} characters", _TOO_LARGE, row=row)
    match = _DAY.fullmatch(text)
    if match is not None:
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return text
    return clean_text(text)


def _trimmed(cells: tuple[CellValue, ...]) -> tuple[CellValue, ...]:
    end = len(cells)
    while end and cells[end - 1] is None:
        end -= 1
    return cells[:end]
