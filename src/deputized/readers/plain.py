"""The fast reading of a worksheet: a text scan of the plain form in which every common program writes.

`scan_sheet`, `scan_strings` and `scan_targets` either account for every cell, row and link of
the part, or return None and leave it to the full XML parse in `deputized.readers.sheet`. They never guess:
each scan counts the elements it should have met, and comments, CDATA, document types, processing
instructions, prefixes, formulas or an unusual order of attributes are all left to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import compress
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError, ParserCreate

from defusedxml.ElementTree import fromstring

from deputized.model.cells import CellValue
from deputized.readers.parts import MAX_ROWS, SheetParts, column_index, printed_text, texts_of, unescape

_ATTRIBUTES = r'((?: [\w:]+="[^"<]*")*)'
_CELL = (
    r'<c r="{0}\1"(?: s="(\d+)")?'
    r'(?: t="s"><v>(\d+)</v></c>|(?: t="(\w+)")?><v>([^<]+)</v></c>|/>)'
)
_INLINE_CELL = (
    r'(?:<c r="{0}\1"(?: s="(\d+)")?'
    r'(?:( t="inlineStr")><is><t(?: xml:space="preserve")?>([^<]*)</t></is></c>'
    r"|()/>))?"
)
_REST = r"([^<]*(?:<(?!/row>)[^<]*)*)"  # one step for each element: a step is kept in memory until the end
_EMPTIES = r'(?:<c r="[A-Z]{1,3}\1"(?: s="\d{1,6}")?/>)*'
_GROUPS = 4  # of each cell: style, shared string, type, value
_ROW_START = r'<row r="(\d{1,7})"' + _ATTRIBUTES
_MAX_PLAIN_COLUMNS = 16
_LONGEST_ROW = 200_000  # characters of XML; what has more is left to the parser, which keeps nothing of it
_LONGEST_STRING = 400_000
_LETTERS = "ABCDEFGHIJKLMNOP"
_USED = re.compile(r'<c r="([A-Z]{1,3})\d{1,7}"', re.ASCII)
_EMPTY_ROW = re.compile(r"<row[^<>]*/>(?=<row)")
_COLUMN = re.compile(r"<col" + _ATTRIBUTES + r"/>", re.ASCII)
_MERGE = re.compile(r'<mergeCell ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"/>', re.ASCII)
_HYPERLINK = re.compile(r'<hyperlink ref="([A-Z]{1,3})(\d{1,7})" r:id="([^"&<]+)"[^<>]*/>', re.ASCII)
_LINK_TYPE = '" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="'
_NEXT_TARGET = '" TargetMode="External"/><Relationship Id="'
_STRING = re.compile(r'<si>(?:<t(?: xml:space="preserve")?>([^<]*)</t>|([^<]*(?:<(?!/?si\b)[^<]*)*))</si>')
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"', re.ASCII)
_HEADS = (b'<?xml version="1.0" encoding="UTF-8"', b"<worksheet", b"<sst", b"<Relationships")
_TRUE = ("1", "true")

Convert = Callable[[str, str, str], CellValue]  # style, type, text


def plain_text(data: bytes, ending: bytes) -> str | None:
    """An XML part as text, if it is UTF-8, whole, and without anything that could hide or fake an element."""
    if not data.startswith(_HEADS) or not data[-100:].rstrip().endswith(ending):
        return None
    # The rare character is looked for first: a search for "<!" stops at every "<".
    if (data.find(b"!") >= 0 and data.find(b"<!") >= 0) or (
        data.find(b"?", 2) >= 0 and data.find(b"<?", 2) >= 0
    ):
        return None
    if data.find(b"\r", 57) >= 0:  # not the one behind the XML declaration
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")  # as every XML parser does
    try:
        ParserCreate(namespace_separator=" ").Parse(data, True)  # what is no XML is no sheet to any program
    except ExpatError:
        return None
    return data.decode()


def scan_strings(data: bytes) -> list[str] | None:
    """The shared strings in order, or None if the part is not plain."""
    text = plain_text(data, b">")
    if text is None or text.find("='") >= 0:
        return None
    if max(map(len, text.split("</si>"))) > _LONGEST_STRING:
        return None
    pieces = _STRING.findall(text)
    if len(pieces) != text.count("<si"):
        return None
    return [
        _string(simple, runs) if runs or "&" in simple or "_x" in simple else simple
        for simple, runs in pieces
    ]


def _string(simple: str, runs: str) -> str:
    """A shared string; one of formatted runs, which are few, is parsed as what it is."""
    if not runs:
        return unescape(simple, printed=True)
    try:
        return printed_text(texts_of(fromstring(f"<si>{runs}</si>", forbid_dtd=True)))
    except ParseError as error:
        raise ValueError("formatted runs with a prefix") from error


def scan_targets(data: bytes) -> dict[str, str] | None:
    """The targets of a sheet's links by relationship id, or None if the part is not plain."""
    text = plain_text(data, b"</Relationships>")
    if text is None or text.find("='") >= 0:
        return None
    # Between two types stand one link's target and the next one's id: splitting is quicker than matching.
    pieces = text.split(_LINK_TYPE)
    if len(pieces) - 1 != text.count('/hyperlink"'):
        return None
    targets: dict[str, str] = {}
    key = pieces[0].rpartition('<Relationship Id="')[2]
    for piece in pieces[1:]:
        target, found, rest = piece.partition(_NEXT_TARGET)
        if not found:
            target, found, rest = piece.partition('" TargetMode="External"/>')
        if not found or "<" in target or '"' in key:
            return None
        targets[key] = unescape(target) if "&" in target else target
        key = rest.rpartition('<Relationship Id="')[2] if '"' in rest else rest
    return targets


def scan_sheet(data: bytes, strings: Sequence[CellValue], convert: Convert) -> SheetParts | None:
    """All that a sheet holds, or None if it is not plain. `convert` reads what is no shared string."""
    text = plain_text(data, b"</worksheet>")
    if text is None:
        return None
    before, opening, rest = text.partition("<sheetData>")
    body, closing, after = rest.partition("</sheetData>")
    if not opening or not closing or "='" in before or "='" in after:
        return None
    outside = before + after
    if any(sign in outside for sign in ("<c ", "<row", "<sheetData", "</sheetData")):
        return None
    parts = SheetParts()
    if body and not _take_rows(parts, body, strings, convert):
        return None
    return parts if _take_surroundings(parts, outside) else None


@cache
def _row_pattern(kind: str, width: int, sure: int) -> re.Pattern[str]:
    """A pattern for whole rows with cells in the first `width` columns, in order; the first `sure` always there.

    A cell that may be missing costs half as much again, so rows of another shape fall to the last group, whole.
    """
    if kind == "inline":
        cells = "".join(_INLINE_CELL.format(letter) for letter in _LETTERS[:width])
    else:
        cells = "".join(_CELL.format(letter) for letter in _LETTERS[:sure])
        cells += "".join(f"(?:{_CELL.format(letter)})?" for letter in _LETTERS[sure:width])
    return re.compile(rf"{_ROW_START}(?:/>|>(?:{cells}{_EMPTIES}</row>|{_REST}</row>))", re.ASCII)


def _take_rows(parts: SheetParts, body: str, strings: Sequence[CellValue], convert: Convert) -> bool:
    first_row, _, others = body.partition("</row>")
    width = max((column_index(letters) + 1 for letters in _USED.findall(first_row)), default=0)
    total = body.count("<row")
    if max(map(len, body.split("</row>"))) > _LONGEST_ROW or not _is_rows_only(body, total):
        return False
    if not 0 < width <= _MAX_PLAIN_COLUMNS or total > MAX_ROWS:
        return False
    second_row = _USED.findall(others[: others.find("</row>")])
    sure = next((n for n in range(width) if second_row[n : n + 1] != [_LETTERS[n]]), width)
    kind = "inline" if ' t="inlineStr"' in first_row else "shared"
    rows: list[tuple[str, ...]] = _row_pattern(kind, width, sure).findall(body)
    if len(rows) != total or int(rows[-1][0]) > MAX_ROWS:
        return False
    has_hidden = "hidden" in body
    previous = 0
    for row in rows:
        number = int(row[0])
        if number <= previous:
            return False
        previous = number
        if has_hidden and "hidden" in row[1] and dict(_ATTRIBUTE.findall(row[1])).get("hidden") in _TRUE:
            parts.hidden_rows.add(number)
    take = _take_inline_cells if kind == "inline" else _take_shared_cells
    return take(parts, rows, width, strings, convert)


def _is_rows_only(body: str, total: int) -> bool:
    """Whether nothing stands before, between or behind the rows."""
    joints = body.count("</row><row")
    if "/><row" in body:
        joints += len(_EMPTY_ROW.findall(body))
    last = body[body.rfind("<row") :]
    is_closed = last.endswith("</row>") and last.count("</row>") == 1
    return (
        body.startswith("<row")
        and joints == total - 1
        and (is_closed or (last.endswith("/>") and last.count("<") == 1))
    )


def _take_shared_cells(
    parts: SheetParts, rows: list[tuple[str, ...]], width: int, strings: Sequence[CellValue], convert: Convert
) -> bool:
    by_index: dict[str, CellValue] = {str(index): value for index, value in enumerate(strings)}
    by_index[""] = None
    string_of = by_index.__getitem__
    known: dict[tuple[str, str, str], CellValue] = {}
    columns = range(width)
    for row in rows:
        if row[-1]:
            again = _row_pattern("shared", width, 0).findall(f'<row r="{row[0]}">{row[-1]}</row>')
            if len(again) != 1 or again[0][-1]:
                return False
            row = again[0]
        cells = list(map(string_of, row[3::_GROUPS]))
        for column in compress(columns, row[5::_GROUPS]):
            at = 2 + _GROUPS * column
            key = (row[at], row[at + 2], row[at + 3])
            if key not in known:
                known[key] = convert(*key)
            cells[column] = known[key]
        parts.rows[int(row[0])] = tuple(cells)
    return True


def _take_inline_cells(
    parts: SheetParts, rows: list[tuple[str, ...]], width: int, strings: Sequence[CellValue], convert: Convert
) -> bool:
    for row in rows:
        if row[-1]:
            return False
        texts = zip(row[3:-1:_GROUPS], row[4:-1:_GROUPS], strict=True)
        parts.rows[int(row[0])] = tuple(convert("", "inlineStr", t) if kind else None for kind, t in texts)
    return True


def _take_surroundings(parts: SheetParts, outside: str) -> bool:
    if " location=" in outside:
        return False
    columns = _COLUMN.findall(outside)
    merges = _MERGE.findall(outside)
    links = _HYPERLINK.findall(outside)
    if (
        len(columns) != outside.count("<col ")
        or len(merges) != outside.count("<mergeCell ")
        or len(links) != outside.count("<hyperlink ")
    ):
        return False
    for attributes in columns:
        if "hidden" in attributes:
            fields = dict(_ATTRIBUTE.findall(attributes))
            if fields.get("hidden") in _TRUE:
                parts.hidden_columns.append((int(fields["min"]) - 1, int(fields["max"])))
    parts.merged.extend(merges)
    parts.cell_links.extend((int(row), column_index(letters), key) for letters, row, key in links)
    return True
