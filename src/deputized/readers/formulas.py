"""Which cells of a workbook hold formulas: a list keeps their last value, a form filled in by hand should not."""

from __future__ import annotations

from deputized.model.memory import uncollected
from deputized.readers.package import Package
from deputized.readers.parts import column_index
from deputized.readers.xlsx import worksheet_parts


def formula_cells(name: str, data: bytes) -> dict[str, frozenset[tuple[int, int]]]:
    """Row (from 1) and column (from 0) of every cell with a formula, by sheet. Raises ReadError as a reader does."""
    package = Package(name, data)
    found: dict[str, frozenset[tuple[int, int]]] = {}
    with uncollected():
        for sheet, part in worksheet_parts(package):
            cells = set()
            for event, element in package.events(part, package.read(part)):
                if event == "end" and element.tag.rpartition("}")[2] == "c":
                    if any(child.tag.rpartition("}")[2] == "f" for child in element):
                        cells.add(_address(element.get("r", "")))
                    element.clear()
            found[sheet] = frozenset(cells)
    return found


def _address(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    return int(reference[len(letters) :] or 0), column_index(letters)
