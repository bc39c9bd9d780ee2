"""One workbook's bytes as a file record: read, judged, dated. A pure function of its arguments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from deputized.archive.dates import ResolvedDate, evidence_day, resolve_date
from deputized.archive.names import read_name
from deputized.archive.records import FileRecord, Sighting, counts, from_raw
from deputized.model.publications import Content
from deputized.model.raw import RawWorkbook
from deputized.readers.lists import ListSheet, read_list
from deputized.readers.xlsx import read_workbook


@dataclass(frozen=True, slots=True)
class Incoming:
    """A workbook to take in. `name` is what its source calls it; times are ISO 8601, empty if unknown."""

    name: str
    data: bytes
    captured_at: str = ""
    published_date: date | None = None


def take(
    incoming: Incoming, contents: dict[str, Content], known: dict[tuple[object, ...], str]
) -> tuple[FileRecord, tuple[str, ...]]:
    """The record of a workbook and the reader's signals. Adds its rows to `contents`.

    Raises ReadError for a file that is not one of ICE's lists, DateUnknown for one without a date.
    """
    workbook = read_workbook(incoming.name.replace("\\", "/").rpartition("/")[2], incoming.data)
    found = read_list(workbook)
    dated = resolve_date(
        incoming.name,
        captured_at=incoming.captured_at,
        modified=workbook.modified,
        newest_signed=newest_signed(workbook, found, incoming.captured_at),
        given=incoming.published_date,
    )
    tokens, sheets, others = from_raw(workbook, found, contents, known)
    rows, links, hidden = counts(workbook, found)
    record = FileRecord(
        sha256=workbook.sha256,
        byte_count=workbook.byte_count,
        modified=workbook.modified,
        kind=found.kind,
        named_kind=read_name(incoming.name).kind or found.kind,
        date=dated,
        name_in_source=workbook.name,
        first_captured_at=incoming.captured_at,
        list_sheet=found.sheet,
        header_row=found.header_row,
        header=found.header,
        columns=found.columns,
        sheets=sheets,
        tokens=tokens,
        others=others,
        row_count=rows,
        link_count=links,
        hidden_row_count=hidden,
    )
    record.sightings.add(sighting_of(record.name_in_source, record.sha256, incoming.captured_at, dated))
    return record, found.signals


def sighting_of(name: str, sha256: str, seen_at: str, dated: ResolvedDate) -> Sighting:
    """The sighting that a dated file stands for."""
    return Sighting(seen_at, name, sha256, dated.day, dated.part_of_day, dated.source)


def newest_signed(workbook: RawWorkbook, found: ListSheet, captured_at: str) -> date | None:
    """The newest credible SIGNED date: not after the day the workbook was saved or a copy was taken.

    Without either there is no telling a typing slip from a date, so there is none.
    """
    position = dict(found.columns).get("signed")
    known = [day for day in (evidence_day(captured_at), evidence_day(workbook.modified)) if day is not None]
    if position is None or not known:
        return None
    limit = min(known)
    newest: date | None = None
    for row in found.rows:
        cell = row.cells[position] if position < len(row.cells) else None
        if type(cell) is date and cell <= limit and (newest is None or cell > newest):
            newest = cell
    return newest
