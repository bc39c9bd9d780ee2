"""Publications and the distinct rows that stand in them, as the archive gives them to everything above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from deputized.model.cells import CellValue


class ListKind(StrEnum):
    """Which of ICE's lists a publication is, judged by its content and not by its name."""

    PARTICIPATING = "participating"
    PENDING = "pending"
    WEBPAGE = "webpage"


@dataclass(frozen=True, slots=True)
class Publication:
    """One distinct version of one of ICE's lists."""

    publication_id: str  # e.g. participating-2025-12-12pm; suffix -2 for a second content under one name
    kind: ListKind  # by content
    named_kind: ListKind  # by file name; differs when ICE served the wrong list
    published_date: date
    part_of_day: str  # "", am, mid, pm, or hhmmss of a Wayback stamp
    date_source: str  # file_name | file_name_corrected | archive_capture | given
    date_evidence: str  # one sentence
    name_in_source: str
    first_captured_at: str  # ISO 8601 with offset, "" if unknown
    sha256: str
    byte_count: int
    sheet: str  # the sheet that holds the list
    header: tuple[str, ...]
    row_count: int
    link_count: int
    hidden_row_count: int

    @property
    def order(self) -> tuple[str, str, str]:
        """Sorts publications in time: day, part of day, then id."""
        rank = {"": "2", "am": "1", "mid": "3", "pm": "4"}.get(self.part_of_day, "2")
        return (self.published_date.isoformat(), rank + self.part_of_day, self.publication_id)


@dataclass(frozen=True, slots=True)
class Content:
    """One distinct row as printed: raw cell values by ICE's column, links beside them.

    A column the list does not have is None, an empty cell is "" only if the workbook holds an empty text.
    `columns` names the ICE columns this row's list has.
    """

    content_id: str  # first 12 hex digits of the sha256 of the canonical row text
    columns: frozenset[str]
    state: CellValue
    agency: CellValue
    type: CellValue
    county: CellValue
    support_type: CellValue
    signed: CellValue
    moa: CellValue
    moa_url: str | None
    addendum: CellValue
    addendum_url: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """One row of one publication: its address and the distinct content that stands there."""

    row_number: int
    content_id: str
    is_hidden: bool
