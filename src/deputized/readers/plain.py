"""The fast reading of a worksheet: a byte scan of the plain form in which every common program writes.

`scan_sheet` and `scan_strings` either account for every cell, row and link of the part, or return None and
leave it to the full XML parse in `deputized.readers.sheet`. They never guess: each scan counts the elements
it should have met, and comments, CDATA, document types, processing instructions, prefixes, formulas or an
unusual order of attributes are all left to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import compress, islice
from operator import ne

from deputized.model.cells import CellValue
from deputized.readers.parts import (
    MAX_ROWS,
    SheetParts,
    column_index,
    text_of_runs,
    unescape,
)

_ATTRIBUTES = rb'((?: [\w:]+="[^"<]*")*)'
_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"(?: s="(\d{1,6})")?'
    rb'(?: t="s"><v>(\d{1,9})</v>'
    rb'|(?: t="(\w+)")?>(?:<v>([^<]+)</v>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>))</c>'
)
_ROW = re.compile(rb'<row r="(\d{1,7})"' + _ATTRIBUTES + rb"/?>")
_COLUMN = re.compile(rb"<col" + _ATTRIBUTES + rb"/>")
_MERGE = re.compile(rb'<mergeCell ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"/>')
_HYPERLINK = re.compile(
    rb'<hyperlink ref="([A-Z]{1,3}\d{1,7})" r:id="([^"&<]*)"(?: (?:display|tooltip|xr:uid)="[^"<]*")*/>'
)
_TARGET = re.compile(
    rb'<Relationship Id="([^"&<]*)" Type="[^"<]*" Target="([^"<]*)"(?: TargetMode="(?:External|Internal)")?/>'
)
_STRING = re.compile(rb"<si>(.*?)</si>", re.DOTALL)
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_CONTROL = bytes((*range(9), 11, 12, *range(14, 32)))
_TRUE = (b"1", b"true")

Convert = Callable[[bytes, bytes, bytes, bytes], CellValue]  # style, type, value, inline text


def is_plain(data: bytes) -> bool:
    """Whether an XML part is UTF-8 without anything that could hide or fake an element."""
    head = data[:200]
    return (
        head.startswith((b'<?xml version="1.0" encoding="UTF-8"', b"<worksheet", b"<sst", b"<Relationships"))
        and data.find(b"<!") < 0
        and data.find(b"<?", 2) < 0
        and data.find(b"\r", len(head)) < 0
        and len(data.translate(None, _CONTROL)) == len(data)
    )


def scan_strings(data: bytes) -> list[str] | None:
    """The shared strings in order, or None if the part is not plain."""
    if not is_plain(data) or data.find(b"='") >= 0 or not data.rstrip().endswith((b"</sst>", b"/>")):
        return None
    pieces = _STRING.findall(data)
    if len(pieces) != data.count(b"<si"):
        return None
    strings = []
    for piece in pieces:
        if piece.startswith(b"<t>") and piece.endswith(b"</t>") and piece.count(b"<") == 2:
            strings.append(unescape(piece[3:-4]))
        else:
            strings.append(text_of_runs(piece))
    return strings


def scan_targets(data: bytes) -> dict[str, str] | None:
    """Relationship id to target, or None if the part is not plain."""
    if not is_plain(data) or not data.rstrip().endswith(b"</Relationships>"):
        return None
    pairs = _TARGET.findall(data)
    if len(pairs) != data.count(b"<Relationship") - 1:
        return None
    return {key.decode(): unescape(target) for key, target in pairs}


def scan_sheet(data: bytes, strings: list[CellValue], convert: Convert) -> SheetParts | None:
    """All that a sheet holds, or None if it is not plain. `convert` reads cells that are no shared strings."""
    if not is_plain(data) or not data.rstrip().endswith(b"</worksheet>"):
        return None
    start, end = data.find(b"<sheetData>"), data.find(b"</sheetData>")
    if start < 0 or end < start or data.count(b"<sheetData") != 1:
        return None
    body = data[start:end]
    outside = data[:start] + data[end:]
    if (
        body.find(b"<f") >= 0
        or outside.find(b"='") >= 0
        or outside.find(b"<c ") >= 0
        or outside.find(b"<row") >= 0
    ):
        return None
    parts = SheetParts()
    if not (_take_rows(parts, body) and _take_cells(parts, body, strings, convert)):
        return None
    return parts if _take_surroundings(parts, outside) else None


def _take_rows(parts: SheetParts, body: bytes) -> bool:
    rows = _ROW.findall(body)
    if len(rows) != body.count(b"<row"):
        return False
    if body.find(b"hidden") >= 0:
        for number, attributes in rows:
            if b"hidden" in attributes and dict(_ATTRIBUTE.findall(attributes)).get(b"hidden") in _TRUE:
                parts.hidden_rows.add(int(number))
    return not rows or int(rows[-1][0]) <= MAX_ROWS


def _take_cells(parts: SheetParts, body: bytes, strings: list[CellValue], convert: Convert) -> bool:
    matches = _CELL.findall(body)
    if len(matches) != body.count(b"</c>"):
        return False
    if not matches:
        return True
    letters, rows, styles, indexes, types, values, inlines = zip(*matches, strict=True)
    cells: list[CellValue] = [strings[int(index)] if index else None for index in indexes]
    for position in compress(range(len(cells)), map(bytes.__eq__, indexes, (b"",) * len(cells))):
        cells[position] = convert(styles[position], types[position], values[position], inlines[position])
    starts = [0, *compress(range(1, len(rows)), map(ne, rows, islice(rows, 1, None)))]
    layouts: dict[tuple[bytes, ...], list[int] | None] = {}
    for first, last in zip(starts, [*starts[1:], len(rows)], strict=True):
        number = int(rows[first])
        key = letters[first:last]
        if key not in layouts:
            layouts[key] = [column_index(letter) for letter in key]
        layout = layouts[key]
        if layout is None or number in parts.rows or not 1 <= number <= MAX_ROWS:
            return False
        width = len(layout)
        if layout == _STRAIGHT[:width]:
            parts.rows[number] = tuple(cells[first:last])
            continue
        if layout != sorted(set(layout)):
            return False
        row: list[CellValue] = [None] * (layout[-1] + 1)
        for column, value in zip(layout, cells[first:last], strict=True):
            row[column] = value
        parts.rows[number] = tuple(row)
    return True


_STRAIGHT = list(range(64))


def _take_surroundings(parts: SheetParts, outside: bytes) -> bool:
    columns = _COLUMN.findall(outside)
    merges = _MERGE.findall(outside)
    links = _HYPERLINK.findall(outside)
    if (
        len(columns) != outside.count(b"<col ")
        or len(merges) != outside.count(b"<mergeCell ")
        or len(links) != outside.count(b"<hyperlink ")
    ):
        return False
    for attributes in columns:
        if b"hidden" in attributes:
            fields = dict(_ATTRIBUTE.findall(attributes))
            if fields.get(b"hidden") in _TRUE:
                parts.hidden_columns.append((int(fields[b"min"]) - 1, int(fields[b"max"])))
    parts.merged.extend(ref.decode() for ref in merges)
    parts.links.extend((ref.decode(), key.decode(), "") for ref, key in links)
    return True
