"""Values that stand once for several rows: merged cells, and a state or agency printed only on the first row of its block.

What a person sees beside every row of a block is read on every row of it. The cells filled so are kept as ranges, so
that the sheet can still be given back as it was printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from rapidfuzz.distance import OSA

from deputized.model.cells import CellError, CellValue
from deputized.model.raw import RawRow, RawSheet
from deputized.readers.aside import is_title, texts
from deputized.readers.contents import is_state

FILLED = "~"
"""Before a range: its cells were blank, and hold the value that stands above them."""
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})", re.ASCII)
_LINKED = ("moa", "addendum")  # a document is one agreement's: it is never handed on
_FEW = 5  # fewer blank cells than this make no habit of a list
_MOST = 0.5  # of the rows lack their state where it is printed once a block


@dataclass(slots=True)
class Blocks:
    """The rows whose blank cells were filled, as they are read."""

    rows: dict[int, RawRow] = field(default_factory=dict)
    cells: dict[int, list[int]] = field(default_factory=dict)  # column -> rows filled
    signals: list[str] = field(default_factory=list)

    def put(self, row: RawRow, column: int, value: CellValue) -> None:
        """A row's blank cell holds a value."""
        row = self.rows.get(row.number, row)
        cells = [*row.cells, *([None] * (column + 1 - len(row.cells)))]
        cells[column] = value
        self.rows[row.number] = row._replace(cells=tuple(cells))
        self.cells.setdefault(column, []).append(row.number)

    def ranges(self) -> tuple[str, ...]:
        """What was filled, as ranges of neighboring rows."""
        return tuple(f"{FILLED}{_letters(c)}{a}:{_letters(c)}{b}" for c, a, b in self._runs())

    def _runs(self) -> Iterator[tuple[int, int, int]]:
        for column, numbers in sorted(self.cells.items()):
            first = last = numbers[0]
            for number in numbers[1:]:
                if number != last + 1:
                    yield column, first, last
                    first = number
                last = number
            yield column, first, last

    def within(self, sheet: RawSheet) -> RawSheet:
        """The sheet with these rows in place of its own."""
        if not self.rows:
            return sheet
        return replace(sheet, rows=tuple(self.rows.get(row.number, row) for row in sheet.rows))


def filled_cells(ranges: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """The (row, column) of every cell that `Blocks.ranges` tells of."""
    for text in ranges:
        if text.startswith(FILLED) and (found := _RANGE.fullmatch(text[len(FILLED) :])):
            for number in range(int(found[2]), int(found[4]) + 1):
                yield number, _position(found[1])


def read_blocks(sheet: RawSheet, header_row: int, columns: Mapping[str, int]) -> Blocks:
    """What stands once for several rows below a heading row."""
    blocks = Blocks()
    below = [row for row in sheet.rows if row.number > header_row]
    _merged(sheet, below, columns, blocks)
    below = [blocks.rows.get(row.number, row) for row in below]
    _states(below, columns, blocks)
    below = [blocks.rows.get(row.number, row) for row in below]
    _agencies(below, columns, blocks)
    return blocks


def _merged(sheet: RawSheet, below: list[RawRow], columns: Mapping[str, int], blocks: Blocks) -> None:
    """Cells merged down a column: Excel shows the value of the first beside all the rows."""
    names = {position: name for name, position in columns.items() if name not in _LINKED}
    at = {row.number: row for row in below}
    for text in sheet.merged:
        found = _RANGE.fullmatch(text)
        if found is None or found[1] != found[3] or (column := _position(found[1])) not in names:
            continue  # merged along a row: a title
        first, last = int(found[2]), int(found[4])
        value = _cell(at[first], column) if first in at else None
        if value is None:
            continue
        rows = [n for n in at if first < n <= last and _cell(at[n], column) is None and _says(at[n])]
        for number in rows:
            blocks.put(at[number], column, value)
        if rows:
            blocks.signals.append(
                f"cells {text} are merged: {str(value)[:60]!r} is read on rows {first} to {last}"
            )


def _states(below: list[RawRow], columns: Mapping[str, int], blocks: Blocks) -> None:
    """STATE only on the first row of each state's block, or as a title over it."""
    state, agency = columns["state"], columns["agency"]
    above: CellValue = None
    seen: list[CellValue] = []
    blank: list[tuple[RawRow, CellValue]] = []
    rows = 0
    for row in below:
        if is_title(row, columns):
            title = texts(row)[0]
            if is_state(title):
                above = title
                seen.append(title)
            continue
        if _cell(row, agency) is None or _cell(row, columns["support_type"]) is None:
            continue
        rows += 1
        value = _cell(row, state)
        if value is not None:
            above = value
            seen.append(value)
        elif above is not None:
            blank.append((row, above))
    # A list that prints each state once hardly repeats the one before; a column that broke off does on most rows.
    repeats = sum(a == b for a, b in pairwise(seen))
    if len(blank) < max(_FEW, _MOST * rows) or 2 * repeats > len(seen) or len(seen) < 2:
        return
    for row, value in blank:
        blocks.put(row, state, value)
    blocks.signals.append(
        f"STATE is printed once for each block of rows: it is read on {len(blank)} rows below, from row {blank[0][0].number} on"
    )


def _agencies(below: list[RawRow], columns: Mapping[str, int], blocks: Blocks) -> None:
    """An agency's name only on the first of its agreements: the rows below have its state and county, and another
    model or day. One blank that does not fit, or one name repeated, and blanks are gaps, not a habit."""
    agency = columns["agency"]
    place = [columns[name] for name in ("state", "county") if name in columns]
    other = [columns[name] for name in ("support_type", "signed") if name in columns]
    block: list[RawRow] = []
    blank: list[tuple[RawRow, CellValue]] = []
    for row in below:
        if _cell(row, columns["support_type"]) is None:
            continue
        is_same = bool(block) and all(_is_near(_cell(row, c), _cell(block[0], c)) for c in place)
        name = _cell(row, agency)
        if name is not None:
            if is_same and name == _cell(block[0], agency):
                return
            block = [row]
        elif is_same and not any(all(_cell(row, c) == _cell(b, c) for c in other) for b in block):
            blank.append((row, _cell(block[0], agency)))
            block.append(row)
        else:
            return
    if len(blank) < _FEW:
        return
    for row, name in blank:
        blocks.put(row, agency, name)
    blocks.signals.append(
        f"LAW ENFORCEMENT AGENCY is printed once for each block of rows: it is read on {len(blank)} rows below, "
        f"from row {blank[0][0].number} on"
    )


def _is_near(one: CellValue, other: CellValue) -> bool:
    """Whether two cells name one place, a slip of the pen aside."""
    a, b = (" ".join(str(cell or "").casefold().split()) for cell in (one, other))
    return a == b or (len(a) > 8 and OSA.distance(a, b, score_cutoff=1) <= 1)


def _cell(row: RawRow, position: int) -> CellValue:
    """A cell's value, None where it shows nothing."""
    cell = row.cells[position] if position < len(row.cells) else None
    return None if isinstance(cell, str) and not cell.strip(" \t\r\n\xa0\u200b") else cell


def _says(row: RawRow) -> bool:
    """Whether anything stands in a row: rows past the table's end hold no listing whatever is merged over them."""
    return any(not isinstance(cell, CellError) and cell is not None for cell in row.cells)


def _position(letters: str) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found - 1


def _letters(position: int) -> str:
    found = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        found = chr(65 + rest) + found
    return found
