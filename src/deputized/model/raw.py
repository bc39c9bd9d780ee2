"""What a reader gives: a workbook as it was printed, before anything is understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from deputized.model.cells import CellValue


class RawRow(NamedTuple):
    """One row as printed. `number` counts from 1 as Excel does; `cells[0]` is column A.

    A named tuple, because reading makes one for each of a thousand rows and it is four times quicker to make.
    """

    number: int
    hidden: bool
    cells: tuple[CellValue, ...]  # trailing None trimmed
    links: tuple[tuple[int, str], ...]  # (0-based column, target with SafeLinks unwrapped), sorted


@dataclass(frozen=True, slots=True)
class RawSheet:
    name: str
    visibility: str  # visible | hidden | veryHidden
    rows: tuple[RawRow, ...]  # rows with any value, link or hidden flag, in order
    hidden_columns: tuple[int, ...] = ()
    merged: tuple[str, ...] = ()  # ranges such as "A1:B2"


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    name: str  # the file's name as given
    sha256: str
    byte_count: int
    sheets: tuple[RawSheet, ...]
    modified: str | None = None  # dcterms:modified in docProps/core.xml, ISO 8601, as printed
    is_1904: bool = False  # it counts days from 1904, as workbooks begun on old Macs do
