"""What every parser gives: rows as printed, each with the address it stands at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from deputized.model.cells import CellValue


@dataclass(frozen=True, slots=True)
class Provenance:
    """The address of one fact: which source, which file by its hash, which sheet (empty in a text file), which row."""

    source: str
    file: str
    sha256: str
    sheet: str
    row: int

    def __str__(self) -> str:
        sheet = f"sheet {self.sheet!r}, " if self.sheet else ""
        return f"{self.source}: {self.file} (sha256 {self.sha256[:12]}), {sheet}row {self.row}"


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """One row: its cells by the names of columns.csv, its links by the same names, and where it stands."""

    at: Provenance
    values: Mapping[str, CellValue]
    links: Mapping[str, str] = field(default_factory=dict)

    def text(self, column: str) -> str:
        """A cell as text; empty where nothing is printed."""
        value = self.values.get(column)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Parsed:
    """One file of one source: its rows in order, and what is odd about it, in sentences."""

    rows: tuple[ParsedRow, ...]
    signals: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[ParsedRow]:
        return iter(self.rows)

    def plain(self) -> dict[str, Any]:
        """As it stands in a golden file: rows with their numbers, without the file's name and hash."""
        return {
            "rows": [
                {
                    "sheet": r.at.sheet,
                    "row": r.at.row,
                    "values": {k: v if v is None else str(v) for k, v in r.values.items()},
                    **({"links": dict(r.links)} if r.links else {}),
                }
                for r in self.rows
            ],
            "signals": list(self.signals),
        }
