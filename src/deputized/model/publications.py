"""Publications and the distinct rows that stand in them, as the archive gives them to everything above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from deputized.model.cells import CellValue
from deputized.model.day_order import UNKNOWN, ListOrder, Moments, place


class ListKind(StrEnum):
    """Which of ICE's lists a publication is, judged by its content and not by its name."""

    PARTICIPATING = "participating"
    PENDING = "pending"
    WEBPAGE = "webpage"


@dataclass(frozen=True, slots=True)
class Publication:
    """One distinct version of one of ICE's lists."""

    publication_id: (
        str  # e.g. participating-2025-12-12pm; lists not yet issued end in the start of their hash
    )
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
    moments: Moments = UNKNOWN  # what else is known of when it was out
    newest_signed: str = ""  # looked for only where several lists are of one part of a day
    order_evidence: str = ""  # why it stands behind another of its kind and day; empty for the first

    @property
    def order(self) -> ListOrder:
        """Sorts publications in time, by what is known of them and never by what their ids are."""
        return place(
            self.published_date,
            self.part_of_day,
            self.kind.value,
            self.moments,
            self.newest_signed,
            self.sha256,
        )


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
