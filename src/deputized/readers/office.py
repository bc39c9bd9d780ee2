"""The table in a file that an office exports, found by its header, whatever stands above it or beside it.

CSV with any common delimiter, in UTF-8, UTF-16 or Windows-1252; workbooks, old ones too. A title above the table
and sheets without one are passed over. Bytes in, cells out: what they mean is the caller's.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from deputized.model.cells import CellError
from deputized.readers.errors import ReadError
from deputized.readers.formulas import formula_cells
from deputized.readers.xlsx import read_workbook

FORMULA = CellError("=formula")
UNCALCULATED = "a formula without a value; paste values only"
MAX_ROWS = 20_000
TITLE_ROWS = 30
"""Rows looked through for a header."""
DELIMITERS = ",;\t|"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
Rows = list[tuple[int, list[Any]]]


class NoTable(ValueError):
    """A file without a table that can be used; `row` and `column` where one is to blame, as a spreadsheet counts."""

    def __init__(
        self, what: str, row: int = 0, column: str = "", more: Sequence[tuple[int, str]] = ()
    ) -> None:
        super().__init__(what)
        self.row, self.column, self.more = row, column, tuple(more)


@dataclass(frozen=True, slots=True)
class OfficeTable:
    """Header and rows; numbers are those of the file."""

    header_row: int
    header: tuple[str, ...]  # what each heading means, or the heading in small letters
    headings: tuple[str, ...]  # as they stand in the file
    rows: tuple[tuple[int, list[Any]], ...]
    remarks: tuple[str, ...]


def office_table(
    name: str, data: bytes, known: Callable[[str], str | None], what: str = "a roster", least: int = 4
) -> OfficeTable:
    """The table of a file's bytes. `known` gives the column a heading means, None for any other text; a header has
    `least` of them, and `what` is what the table is, in words.

    Raises NoTable for a file that is none, is empty, or has no header that can be told.
    """
    remarks: list[str] = []
    hidden: dict[str, list[str]] = {}
    sheets = _sheets(name, data, remarks, hidden)
    sheets = [(s, [(n, c) for n, c in rows if any(x not in (None, "") for x in c)]) for s, rows in sheets]
    sheets = [(s, rows) for s, rows in sheets if rows]
    if not sheets:
        raise NoTable("it is empty", 1)
    found = [(s, rows, at) for s, rows in sheets if (at := _header(rows, known, least)) is not None]
    if len(found) > 1:
        names = ", ".join(repr(s) for s, _, _ in found)
        raise NoTable(f"{len(found)} sheets hold {what} ({names}); leave one")
    sheet, rows, at = found[0] if found else (*sheets[0], 0)
    if len(rows) - at - 1 > MAX_ROWS:
        raise NoTable(f"more than {MAX_ROWS:,} rows", rows[at + MAX_ROWS + 1][0])
    if at:
        remarks.append(f"row{'s' if at > 1 else ''} above the header passed over: {at}")
    if len(sheets) > 1 and found:
        remarks.append(f"read from sheet {sheet!r}; other sheets hold none")
    remarks += hidden.get(sheet, ())
    header = tuple(known(str(c)) or _plain(c) if c is not None else "" for c in rows[at][1])
    headings = tuple("" if c is None else " ".join(str(c).split()) for c in rows[at][1])
    return OfficeTable(rows[at][0], header, headings, tuple(rows[at + 1 :]), tuple(remarks))


def _plain(cell: Any) -> str:
    return re.sub(r"\s+", "_", str(cell).strip().lower())


def _header(rows: Rows, known: Callable[[str], str | None], least: int) -> int | None:
    """The place of the row with most known headings, if it has enough."""
    counts = [
        len({k for c in cells if isinstance(c, str) and (k := known(c))}) for _, cells in rows[:TITLE_ROWS]
    ]
    best = max(counts, default=0)
    return counts.index(best) if best >= least else None


def _sheets(
    name: str, data: bytes, remarks: list[str], hidden: dict[str, list[str]]
) -> list[tuple[str, Rows]]:
    if data[:2] == b"PK" and b"mimetypeapplication/vnd.oasis" not in data[:100]:
        return _workbook(name, data, hidden)
    if data[:2] == b"PK" or data[:4] == OLD_WORKBOOK:
        return _other_workbook(name, data)
    text = _text(data, remarks)
    return [(name, _csv(text))]


def _workbook(name: str, data: bytes, hidden: dict[str, list[str]]) -> list[tuple[str, Rows]]:
    formulas: dict[str, frozenset[tuple[int, int]]] = {}
    try:
        formulas = dict(formula_cells(name, data))
        sheets = read_workbook(name, data).sheets
    except ReadError as error:
        found = sorted(cell for cells in formulas.values() for cell in cells)
        if found:  # formulas that were never calculated have no value to read
            more = [(row, f"column {_letters(n)}") for row, n in found]
            raise NoTable(UNCALCULATED, *more[0], more=more) from error
        raise NoTable(str(error)) from error
    for sheet in sheets:
        numbers = [str(row.number) for row in sheet.rows if row.hidden and any(row.cells)]
        told = [f"sheet {sheet.name!r} is hidden: read all the same"] if sheet.visibility != "visible" else []
        if numbers:
            rows = (
                f"rows {', '.join(numbers[:8])}{' …' if len(numbers) > 8 else ''} are"
                if len(numbers) > 1
                else f"row {numbers[0]} is"
            )
            told.append(f"{rows} hidden in the sheet: read all the same")
        hidden[sheet.name] = told
    return [
        (
            sheet.name,
            [
                (row.number, [FORMULA if (row.number, n) in formulas.get(sheet.name, ()) else c for n, c in enumerate(row.cells)])
                for row in sheet.rows
            ],
        )
        for sheet in sheets
    ]  # fmt: skip


def _other_workbook(name: str, data: bytes) -> list[tuple[str, Rows]]:
    """An old .xls or an OpenDocument sheet, by calamine; values alone."""
    import python_calamine

    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        return [
            (s, [(n, list(cells)) for n, cells in enumerate(book.get_sheet_by_name(s).to_python(nrows=MAX_ROWS + TITLE_ROWS), 1)])
            for s in book.sheet_names
        ]  # fmt: skip
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise NoTable(
            f"it is no workbook that can be read ({str(error)[:120]}); save it as .xlsx or CSV"
        ) from error


def _text(data: bytes, remarks: list[str]) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise NoTable("it is neither a workbook nor text") from error
    if b"\x00" in data[:4000]:
        return _unmarked(data)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        remarks.append("not UTF-8: read as Windows-1252")
        return data.decode("cp1252", "replace")


def _unmarked(data: bytes) -> str:
    """UTF-16 without a mark of its order: in text of ours every other byte is nothing, and which one tells the order."""
    head = data[:4000]
    for code, zeros, letters in (
        ("utf-16-le", head[1::2], head[0::2]),
        ("utf-16-be", head[0::2], head[1::2]),
    ):
        if zeros.count(0) >= 0.9 * len(zeros) and 0 not in letters and len(data) % 2 == 0:
            try:
                return data.decode(code)
            except UnicodeDecodeError:
                continue
    raise NoTable("it is neither a workbook nor text")


def _csv(text: str) -> Rows:
    delimiter = _delimiter(text)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows: Rows = []
        for n, cells in enumerate(lines, 1):
            rows.append((n, list(cells)))
            if len(rows) > MAX_ROWS + TITLE_ROWS:
                break
        return rows
    except csv.Error as error:
        raise NoTable(f"it is no CSV ({error})") from error


def _delimiter(text: str) -> str:
    """The mark that parts the fullest of the first lines; a comma where none does."""
    lines = [line for line in text.splitlines()[: TITLE_ROWS + 1] if line.strip()]
    declared = re.match(r"sep=(.)$", lines[0].strip(), re.I) if lines else None
    if declared:
        return declared[1]
    return max(DELIMITERS, key=lambda d: (max((_outside(line, d) for line in lines), default=0), d == ","))


def _outside(line: str, delimiter: str) -> int:
    """How often a mark stands outside quotes."""
    return sum(part.count(delimiter) for part in line.split('"')[::2])


def _letters(column: int) -> str:
    """The letters of a column as a spreadsheet shows them."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def problems_of(error: NoTable) -> Iterable[tuple[int, str, str]]:
    """Row, column and text of each problem that an error stands for."""
    for row, column in error.more or ((error.row, error.column),):
        yield row, column, str(error)
