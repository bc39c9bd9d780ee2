"""The ledger in memory while it is made: files, their rows as references to distinct contents, sightings.

A row of a list is kept as the hash of what is printed in ICE's columns; what else a workbook holds (other
sheets, rows above the headings, cells outside the columns) is kept cell by cell. Nothing is lost: `to_raw`
gives the workbook back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from deputized.archive.dates import ResolvedDate
from deputized.model.cells import CellValue, encode
from deputized.model.publications import Content, ListKind
from deputized.model.raw import RawRow, RawSheet, RawWorkbook
from deputized.readers.blocks import FILLED, filled_cells
from deputized.readers.lists import COLUMNS, ListSheet, names_agency

LINKED = ("moa", "addendum")  # the columns whose cells ICE links


@dataclass(frozen=True, slots=True)
class OtherCell:
    """A cell that is not part of the list. `value` or `link` is set."""

    sheet: int
    row: int
    column: int
    value: CellValue
    link: str | None


@dataclass(frozen=True, slots=True)
class SheetFacts:
    name: str
    visibility: str
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[int, ...]
    merged: tuple[str, ...]  # and, with ~ before them, blank cells that are read as the value above


@dataclass(frozen=True, slots=True)
class Sighting:
    """One time that bytes of this content were seen. `seen_at` is ISO 8601 with offset, or empty."""

    seen_at: str
    name_as_served: str
    sha256: str
    served_date: date | None
    part_of_day: str
    date_source: str

    @property
    def order(self) -> tuple[str, str, str]:
        """Sorts sightings in time, unknown times last."""
        return (instant(self.seen_at), self.name_as_served, self.sha256)


@dataclass(slots=True)
class FileRecord:
    """One workbook: its facts, its sheets, its rows. `tokens[i]` is the content of row header_row + 1 + i."""

    sha256: str
    byte_count: int
    modified: str | None
    kind: ListKind
    named_kind: ListKind
    date: ResolvedDate
    name_in_source: str
    first_captured_at: str
    list_sheet: int
    header_row: int
    header: tuple[CellValue, ...]
    columns: tuple[tuple[str, int], ...]
    sheets: tuple[SheetFacts, ...]
    tokens: list[str]  # content digest, "" where nothing is printed in ICE's columns
    others: tuple[OtherCell, ...]
    row_count: int
    link_count: int
    hidden_row_count: int
    sightings: set[Sighting] = field(default_factory=set)
    publication_id: str = ""
    signals: tuple[str, ...] = ()  # what the reader found out of the ordinary


def instant(text: str) -> str:
    """A time as UTC text that sorts; "~" (after all times) for an empty one."""
    if not text:
        return "~"
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC).isoformat()


def canonical_text(content: Content) -> str:
    """The text whose hash is a row's identity: each column the list has, its value, and its link."""
    lines = []
    for column in COLUMNS:
        if column in content.columns:
            lines.append(f"{column}={encode(getattr(content, column))}")
    for column in LINKED:
        url = getattr(content, f"{column}_url")
        if url is not None:
            lines.append(f"{column}>{encode(url)}")
    return "\n".join(lines)


def digest(content: Content) -> str:
    """The full hash of a row as printed."""
    return hashlib.sha256(canonical_text(content).encode()).hexdigest()


def content_of(row: RawRow, columns: tuple[tuple[str, int], ...], present: frozenset[str]) -> Content:
    """The printed row in ICE's columns, with an empty id."""
    cells, width = row.cells, len(row.cells)
    values = {name: (cells[position] if position < width else None) for name, position in columns}
    urls: dict[str, str] = {}
    if row.links:
        at = dict(row.links)
        urls = {name: at[position] for name, position in columns if name in LINKED and position in at}
    get = values.get
    return Content(
        "",
        present,
        get("state"),
        get("agency"),
        get("type"),
        get("county"),
        get("support_type"),
        get("signed"),
        get("moa"),
        urls.get("moa"),
        get("addendum"),
        urls.get("addendum"),
    )


def is_empty(content: Content) -> bool:
    """Whether nothing at all stands in ICE's columns of a row."""
    return all(getattr(content, c) is None for c in COLUMNS) and not (content.moa_url or content.addendum_url)


@dataclass(slots=True)
class RowStore:
    """Distinct rows met so far, over any number of workbooks: by digest, and by how they stood in a sheet."""

    contents: dict[str, Content] = field(default_factory=dict)
    known: dict[tuple[object, ...], str] = field(default_factory=dict)


def from_raw(
    workbook: RawWorkbook, found: ListSheet, store: RowStore
) -> tuple[list[str], tuple[SheetFacts, ...], tuple[OtherCell, ...]]:
    """A workbook's rows as tokens, its sheets' facts and its other cells; adds new rows to the store."""
    present = frozenset(name for name, _ in found.columns)
    listed = {position for _, position in found.columns}
    first_gap = next(p for p in range(len(listed) + 1) if p not in listed)
    linked = {position for name, position in found.columns if name in LINKED}
    facts, others = [], []
    tokens: list[str] = []
    for index, sheet in enumerate(workbook.sheets):
        hidden = tuple(row.number for row in sheet.rows if row.hidden)
        merged = (*sheet.merged, *found.blocks) if index == found.sheet else sheet.merged
        facts.append(SheetFacts(sheet.name, sheet.visibility, hidden, sheet.hidden_columns, merged))
        for printed in sheet.rows:
            row = found.filled.get(printed.number, printed) if index == found.sheet else printed
            below = (
                index == found.sheet and row.number > found.header_row and row.number not in found.left_out
            )
            is_header = index == found.sheet and row.number == found.header_row
            links = dict(row.links)
            if below and len(row.cells) <= first_gap and linked.issuperset(links):
                span = 0
            else:
                span = max([len(row.cells), *(column + 1 for column in links)])
            for position in range(span):
                value = row.cells[position] if position < len(row.cells) else None
                link = links.get(position)
                if is_header or (below and position in listed):
                    value = None
                if below and position in linked:
                    link = None
                if value is not None or link is not None:
                    others.append(OtherCell(index, row.number, position, value, link))
            if below:
                # True == 1 == 1.0 in Python, never in a ledger: the key holds the types too.
                key = (found.columns, row.cells, tuple(map(type, row.cells)), row.links)
                token = store.known.get(key)
                if token is None:
                    content = content_of(row, found.columns, present)
                    token = store.known[key] = "" if is_empty(content) else digest(content)
                    if token:
                        store.contents.setdefault(token, content)
                if not token:
                    continue
                tokens.extend([""] * (row.number - found.header_row - 1 - len(tokens)))
                tokens.append(token)
    return tokens, tuple(facts), tuple(others)


def to_raw(record: FileRecord, contents: Mapping[str, Content]) -> RawWorkbook:
    """The workbook as it was read."""
    cells: dict[tuple[int, int], dict[int, CellValue]] = {}
    links: dict[tuple[int, int], dict[int, str]] = {}
    for other in record.others:
        if other.value is not None:
            cells.setdefault((other.sheet, other.row), {})[other.column] = other.value
        if other.link is not None:
            links.setdefault((other.sheet, other.row), {})[other.column] = other.link
    at = record.list_sheet
    cells.setdefault((at, record.header_row), {}).update(enumerate(record.header))
    for offset, token in enumerate(record.tokens):
        if token:
            content = contents[token]
            key = (at, record.header_row + 1 + offset)
            for name, position in record.columns:
                cells.setdefault(key, {})[position] = getattr(content, name)
                url = getattr(content, f"{name}_url") if name in LINKED else None
                if url is not None:
                    links.setdefault(key, {})[position] = url
    for number, column in filled_cells(record.sheets[at].merged):
        cells.get((at, number), {}).pop(column, None)
    sheets = []
    for index, facts in enumerate(record.sheets):
        hidden = set(facts.hidden_rows)
        numbers = {row for sheet, row in (*cells, *links) if sheet == index} | hidden
        rows = []
        for number in sorted(numbers):
            by_column = {c: v for c, v in cells.get((index, number), {}).items() if v is not None}
            width = max(by_column, default=-1) + 1
            row_links = tuple(sorted(links.get((index, number), {}).items()))
            values = tuple(by_column.get(column) for column in range(width))
            if values or row_links or number in hidden:
                rows.append(RawRow(number, number in hidden, values, row_links))
        merged = tuple(text for text in facts.merged if not text.startswith(FILLED))
        sheets.append(RawSheet(facts.name, facts.visibility, tuple(rows), facts.hidden_columns, merged))
    return RawWorkbook(
        record.name_in_source, record.sha256, record.byte_count, tuple(sheets), record.modified
    )


def counts(workbook: RawWorkbook, found: ListSheet) -> tuple[int, int, int]:
    """Rows that name an agency, cells with a link, hidden rows among them."""
    links = sum(len(row.links) for row in workbook.sheets[found.sheet].rows)
    return len(found.rows), links, sum(row.hidden for row in found.rows)


def is_listing(content: Content) -> bool:
    """Whether a row is data: it names an agency."""
    return names_agency(content.agency)
