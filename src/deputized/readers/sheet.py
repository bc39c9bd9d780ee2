"""One worksheet as a `RawSheet`: values with their types, links, hidden rows and columns, merged cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from xml.etree.ElementTree import Element

from deputized.model.cells import CellError, CellValue
from deputized.model.raw import RawRow, RawSheet
from deputized.readers.errors import ReadError
from deputized.readers.links import clean_link, clean_text
from deputized.readers.numbers import NUMBER, number_value
from deputized.readers.package import Package
from deputized.readers.parts import (
    LAST_ROW,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_HIDDEN_SPANS,
    MAX_LINKS,
    MAX_LIST_TEXT,
    MAX_ROWS,
    MAX_TEXT,
    SheetParts,
    address,
    printed_text,
    texts_of,
    unescape,
)
from deputized.readers.plain import scan_sheet

_HYPERLINK_FORMULA = re.compile(r'\s*=?\s*HYPERLINK\(\s*"((?:[^"]|"")*)"', re.IGNORECASE)
_TOO_LARGE = "Check that it is one of ICE's lists; they have fewer than 10,000 rows and a dozen columns"
_SAVE_AGAIN = "Open it in a spreadsheet program, save it and try again"


class SheetReader:
    """Reads the sheets of one workbook; holds what they share: strings, styles and the calendar."""

    def __init__(
        self, package: Package, strings: Sequence[str], kinds: Sequence[int], *, is_1904: bool
    ) -> None:
        self._package = package
        self._longest = max(map(len, strings), default=0)
        is_ordinary = self._longest <= MAX_TEXT and "safelinks" not in "".join(strings).lower()
        self._strings: list[CellValue] = [*strings] if is_ordinary else [self._text(t) for t in strings]
        self._kinds = kinds
        self._is_1904 = is_1904
        self._sheet = ""
        self._cells = 0

    def read(self, name: str, visibility: str, part: str, targets: dict[str, str]) -> RawSheet:
        """One sheet; `targets` are its relationships by id."""
        self._sheet = name
        data = self._package.read_sheet(part)
        try:
            parts = scan_sheet(data, self._strings, self._plain_value)
        except (ValueError, LookupError, OverflowError):  # the parse will say where
            parts = None
        if parts is None:
            parts = self._parse(part, data)
        self._cells += sum(map(len, parts.rows.values()))
        if self._cells > MAX_CELLS:
            raise self._error(f"it has more than {MAX_CELLS:,} cells", _TOO_LARGE)
        return self._assemble(name, visibility, parts, targets)

    def _error(self, problem: str, remedy: str, row: int | None = None) -> ReadError:
        return ReadError(self._package.name, problem, remedy, sheet=self._sheet, row=row)

    def _text(self, text: str) -> str:
        if len(text) > MAX_TEXT:
            raise ReadError(
                self._package.name, f"one of its texts has more than {MAX_TEXT:,} characters", _TOO_LARGE
            )
        self._longest = max(self._longest, len(text))
        return clean_text(text)

    def _plain_value(self, style: str, kind: str, text: str) -> CellValue:
        if not kind:
            return self._number(int(style or "0"), text)
        return self.value(kind, int(style or "0"), unescape(text, printed=True))

    def _number(self, style: int, text: str) -> CellValue:
        kind = self._kinds[style] if 0 <= style < len(self._kinds) else NUMBER
        return number_value(text.strip(), kind, self._is_1904)

    def value(self, kind: str, style: int, text: str) -> CellValue:
        """The value of a cell of type `kind` (as SpreadsheetML names types); ValueError if it has none."""
        match kind:
            case "s":
                return self._strings[_index(text)]
            case "n" | "":
                return self._number(style, text)
            case "str" | "inlineStr":
                return self._text(text)
            case "e":
                return CellError(text)
            case "b":
                if text.strip() not in ("0", "1", "true", "false"):
                    raise ValueError(f"neither true nor false: {text[:40]!r}")
                return text.strip() in ("1", "true")
            case "d":
                moment = datetime.fromisoformat(text.strip())
                return date.fromisoformat(text.strip()) if len(text.strip()) == 10 else moment
            case _:
                raise ValueError(f"unknown cell type {kind[:40]!r}")

    def _parse(self, part: str, data: bytes) -> SheetParts:
        """The full XML parse, for sheets that are not in the plain form."""
        parts = SheetParts()
        cells: dict[int, dict[int, CellValue]] = {}
        row_number = column = count = 0
        for event, element in self._package.events(part, data):
            tag = element.tag.rpartition("}")[2]
            if event == "start":
                if tag == "row":
                    row_number = self._row_number(element, row_number)
                    column = -1
                    if element.get("hidden") in ("1", "true") and row_number <= MAX_ROWS:
                        parts.hidden_rows.add(row_number)
                continue
            if tag == "c":
                row, column = self._cell_address(element, row_number, column)
                value = self._parsed_value(parts, element, row, column)
                if not 1 <= row <= MAX_ROWS or column >= MAX_COLUMNS:
                    if value is None:  # formatting down to the sheet's edge is nothing printed
                        continue
                    raise self._error("it has cells far outside any list", _TOO_LARGE, row)
                count += 1
                if count > MAX_CELLS:
                    raise self._error(f"it has more than {MAX_CELLS:,} cells", _TOO_LARGE)
                before = cells.setdefault(row, {}).get(column)
                if before is not None and value is not None:
                    raise self._error("one of its cells stands twice", _SAVE_AGAIN, row)
                cells[row][column] = before if value is None else value
            elif tag == "row":
                element.clear()
            else:
                self._take_surrounding(parts, tag, element)
        if self._cells + sum(max(by_column) + 1 for by_column in cells.values()) > MAX_CELLS:
            raise self._error(f"it has more than {MAX_CELLS:,} cells", _TOO_LARGE)
        for row, by_column in cells.items():
            parts.rows[row] = tuple(by_column.get(column) for column in range(max(by_column) + 1))
        return parts

    def _row_number(self, element: Element, previous: int) -> int:
        text = element.get("r")
        if text is None:
            number = previous + 1
        elif text.isascii() and text.isdigit() and len(text) <= 9:
            number = int(text)
        else:
            raise self._error(f"a row is numbered {text[:40]!r}", _SAVE_AGAIN)
        if not 1 <= number <= LAST_ROW:
            raise self._error(f"it has a row beyond {LAST_ROW:,}", _TOO_LARGE, number)
        return number

    def _cell_address(self, element: Element, row: int, column: int) -> tuple[int, int]:
        reference = element.get("r")
        if reference is None:
            row, column = row, column + 1
        else:
            try:
                row, column = address(reference)
            except ValueError as error:
                raise self._error(str(error), _SAVE_AGAIN, row) from error
        return row, column

    def _parsed_value(self, parts: SheetParts, element: Element, row: int, column: int) -> CellValue:
        kind = element.get("t", "n")
        text: str | None = None
        inline: str | None = None
        formula: str | None = None
        for child in element:
            match child.tag.rpartition("}")[2]:
                case "v":
                    text = child.text or ""
                case "is":
                    inline = texts_of(child)
                case "f":
                    formula = child.text or ""
        if formula is not None:
            link = _HYPERLINK_FORMULA.match(formula)
            if link is not None:
                parts.formula_links.append((row, column, link[1].replace('""', '"')))
        content = inline if kind == "inlineStr" else text
        if content is None or (content == "" and kind not in ("str", "inlineStr")):
            if formula is not None:
                raise self._error("a cell holds a formula without the value it printed", _SAVE_AGAIN, row)
            return None
        try:
            return self.value(kind, int(element.get("s", "0")), printed_text(content))
        except (ValueError, IndexError, OverflowError) as error:
            raise self._error(f"a cell cannot be read ({error})", _SAVE_AGAIN, row) from error

    def _take_surrounding(self, parts: SheetParts, tag: str, element: Element) -> None:
        try:
            if tag == "col" and element.get("hidden") in ("1", "true"):
                parts.hidden_columns.append((int(element.get("min", "1")) - 1, int(element.get("max", "1"))))
            elif tag == "mergeCell":
                reference = element.get("ref", "")
                _corners(reference)
                parts.merged.append(reference)
            elif tag == "hyperlink":
                keys = [value for name, value in element.items() if name.endswith("}id")]
                parts.links.append(
                    (element.get("ref", ""), keys[0] if keys else "", element.get("location", ""))
                )
        except ValueError as error:
            raise self._error(f"its {tag} element is damaged ({error})", _SAVE_AGAIN) from error

    def _assemble(self, name: str, visibility: str, parts: SheetParts, targets: dict[str, str]) -> RawSheet:
        rows = {n: _trimmed(c) if c and c[-1] is None else c for n, c in parts.rows.items()}
        width = max(map(len, rows.values()), default=0)
        if self._longest > 1_000:
            texts = (cell for cells in parts.rows.values() for cell in cells if isinstance(cell, str))
            if sum(map(len, texts)) > MAX_LIST_TEXT:
                raise self._error(f"its texts have more than {MAX_LIST_TEXT:,} characters", _TOO_LARGE)
        links = self._links(parts, targets, width)
        hidden_rows = parts.hidden_rows
        raw_rows = []
        for number in sorted({*rows, *hidden_rows, *links}):
            cells = rows.get(number, ())
            row_links = links.get(number)
            is_hidden = number in hidden_rows
            if cells or row_links or is_hidden:
                pairs = tuple(row_links.items()) if row_links else ()
                raw_rows.append(
                    RawRow(number, is_hidden, cells, pairs if len(pairs) < 2 else tuple(sorted(pairs)))
                )
        if len(parts.hidden_columns) > MAX_HIDDEN_SPANS:
            raise self._error("it hides more columns than a sheet can have", _TOO_LARGE)
        hidden = {c for first, end in parts.hidden_columns for c in range(max(first, 0), min(end, width))}
        return RawSheet(name, visibility, tuple(raw_rows), tuple(sorted(hidden)), tuple(parts.merged))

    def _links(self, parts: SheetParts, targets: dict[str, str], width: int) -> dict[int, dict[int, str]]:
        """Cleaned targets by row and column. A range links each of its cells within the sheet's extent."""
        links: dict[int, dict[int, str]] = {}
        last_row = max(parts.rows, default=0)
        count = 0
        for row, column, target in parts.formula_links:
            if url := clean_link(target):
                links.setdefault(row, {})[column] = url
        urls = {key: clean_link(target) for key, target in targets.items()}
        for row, column, key in parts.cell_links:
            if key not in urls:
                raise self._error("a link leads nowhere", _SAVE_AGAIN, row)
            if (url := urls[key]) is not None:
                if not 1 <= row <= MAX_ROWS or column >= MAX_COLUMNS:
                    raise self._error("it has links far outside any list", _TOO_LARGE)
                links.setdefault(row, {})[column] = url
        for reference, key, location in parts.links:
            if key and key not in targets:
                raise self._error(f"the link of {reference[:40]} leads nowhere", _SAVE_AGAIN)
            url = clean_link(targets.get(key, "") + ("#" + location if location else ""))
            try:
                top, left, bottom, right = _corners(reference)
            except ValueError as error:
                raise self._error(f"a link stands at {error}", _SAVE_AGAIN) from error
            if url is None:
                continue
            for row in range(top, max(top, min(bottom, last_row)) + 1):
                for column in range(left, max(left, min(right, width - 1)) + 1):
                    count += 1
                    if count > MAX_LINKS or row > MAX_ROWS or column >= MAX_COLUMNS:
                        raise self._error("it has links far outside any list", _TOO_LARGE)
                    links.setdefault(row, {})[column] = url
        return links


def _trimmed(cells: tuple[CellValue, ...]) -> tuple[CellValue, ...]:
    """A row without the empty cells at its end."""
    end = len(cells) - 1
    while end and cells[end - 1] is None:
        end -= 1
    return cells[:end]


def _index(text: str) -> int:
    index = int(text)
    if index < 0:
        raise IndexError(f"no shared text has the number {index}")
    return index


def _corners(reference: str) -> tuple[int, int, int, int]:
    first, _, last = reference.partition(":")
    top, left = address(first)
    bottom, right = address(last) if last else (top, left)
    if not 1 <= top <= bottom or left > right:
        raise ValueError(f"no cell reference: {reference[:40]!r}")
    return top, left, bottom, right
