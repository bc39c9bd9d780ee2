"""One workbook's bytes as a file record: read, judged, dated. A pure function of its arguments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from deputized.archive.dates import ResolvedDate, evidence_day, resolve_date
from deputized.archive.names import read_name
from deputized.archive.records import FileRecord, RowStore, Sighting, counts, from_raw, is_listing
from deputized.model.publications import Content
from deputized.readers.formats import read_list_file
from deputized.readers.lists import read_list


@dataclass(frozen=True, slots=True)
class Incoming:
    """A workbook to take in. `name` is what its source calls it; times are ISO 8601, empty if unknown."""

    name: str  # as text that can be kept: see `readers.errors.plain_name`
    data: bytes = field(repr=False)
    captured_at: str = ""
    published_date: date | None = None
    date_note: str = ""  # why `published_date` is the day, as a sentence; empty if it was given by hand


def take(incoming: Incoming, store: RowStore) -> tuple[FileRecord, tuple[str, ...]]:
    """The record of a workbook and the reader's signals. Adds its rows to the store.

    Raises ReadError for a file that is not one of ICE's lists, DateUnknown for one without a date.
    """
    workbook = read_list_file(incoming.name.replace("\\", "/"), incoming.data)
    found = read_list(workbook)
    tokens, sheets, others = from_raw(workbook, found, store)
    dated = resolve_date(
        incoming.name,
        captured_at=incoming.captured_at,
        modified=workbook.modified,
        newest_signed=newest_signed(tokens, store.contents, incoming.captured_at, workbook.modified),
        given=incoming.published_date,
        given_note=incoming.date_note,
    )
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
        signals=found.signals,
    )
    record.sightings.add(sighting_of(record.name_in_source, record.sha256, incoming.captured_at, dated))
    return record, found.signals


def sighting_of(name: str, sha256: str, seen_at: str, dated: ResolvedDate) -> Sighting:
    """The sighting that a dated file stands for."""
    return Sighting(seen_at, name, sha256, dated.day, dated.part_of_day, dated.source)


def newest_signed(
    tokens: Iterable[str], contents: Mapping[str, Content], captured_at: str, modified: str | None
) -> date | None:
    """The newest credible SIGNED date: not after the day the workbook was saved or a copy was taken.

    Without either there is no telling a typing slip from a date, so there is none.
    """
    known = [day for day in (evidence_day(captured_at), evidence_day(modified)) if day is not None]
    if not known:
        return None
    limit = min(known)
    signed = (contents[token].signed for token in set(tokens) if token and is_listing(contents[token]))
    return max((cell for cell in signed if type(cell) is date and cell <= limit), default=None)


def settle(record: FileRecord, contents: Mapping[str, Content]) -> None:
    """Makes a record that gained sightings of its own bytes say what it would have said in any order.

    A day given by hand stands first, then the earliest capture. Sightings without a time tell nothing
    beside ones with a time, and are dropped.
    """
    own = [s for s in record.sightings if s.sha256 == record.sha256]
    keep = [s for s in own if s.seen_at or s.date_source == "given"]
    keep = keep or [min(own, key=lambda s: s.order)]
    record.sightings.difference_update(set(own) - set(keep))
    first = min(keep, key=lambda s: (s.date_source != "given", *s.order))
    noted = record.date if record.date.source == "given" and record.date.day == first.served_date else None
    record.date = resolve_date(
        first.name_as_served,
        captured_at=first.seen_at,
        modified=record.modified,
        newest_signed=newest_signed(record.tokens, contents, first.seen_at, record.modified),
        given=first.served_date if first.date_source == "given" else None,
        given_note=noted.evidence if noted else "",
    )
    record.name_in_source = first.name_as_served
    record.first_captured_at = first.seen_at
    record.named_kind = read_name(first.name_as_served).kind or record.kind
