"""The whole ledger in memory, and its way to and from its tables.

What is written depends only on which files and sightings are in it, never on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from deputized.archive import tables
from deputized.archive.dates import ResolvedDate
from deputized.archive.deltas import CopiedRun, apply, runs
from deputized.archive.ordering import in_order, name_publications
from deputized.archive.records import FileRecord, OtherCell, SheetFacts, Sighting, digest
from deputized.model.cells import CellValue, decode, encode
from deputized.model.judgements import ListJudgement
from deputized.model.publications import Content, ListKind
from deputized.readers.lists import COLUMNS, find_columns

ID_LENGTH = 12
_LETTERS = dict(zip(COLUMNS, "SATCUDMX", strict=True))  # how contents.csv names the columns a list has
_COLUMNS_OF = {letter: column for column, letter in _LETTERS.items()}


@dataclass(slots=True)
class ArchiveState:
    """Files by the hash of their bytes, contents by digest (or by content id, when read for reading only)."""

    files: dict[str, FileRecord] = field(default_factory=dict)
    contents: dict[str, Content] = field(default_factory=dict)
    #: Sightings of publications that another ledger holds, by publication id.
    elsewhere: dict[str, set[Sighting]] = field(default_factory=dict)
    #: What persons decided of lists, in the order they did.
    judgements: list[ListJudgement] = field(default_factory=list)

    def owner_of(self, sha256: str) -> FileRecord | None:
        """The publication that these bytes are, or were seen as."""
        if sha256 in self.files:
            return self.files[sha256]
        for record in self.files.values():
            if any(sighting.sha256 == sha256 for sighting in record.sightings):
                return record
        return None


def short_ids(digests: Iterable[str]) -> dict[str, str]:
    """Content ids: the first digits of each digest, more where two would share them."""
    groups: dict[str, list[str]] = {}
    for full in digests:
        groups.setdefault(full[:ID_LENGTH], []).append(full)
    ids: dict[str, str] = {}
    for group in groups.values():
        length = ID_LENGTH
        while len({full[:length] for full in group}) < len(group):
            length += 1
        ids.update((full, full[:length]) for full in group)
    return ids


def to_tables(state: ArchiveState) -> tables.Tables:
    """The rows of every file of the ledger, sorted."""
    name_publications(state.files.values())
    ids = short_ids({token for record in state.files.values() for token in record.tokens if token})
    ids[""] = ""
    result: tables.Tables = {name: [] for name in (*tables.HEADERS, *tables.OPTIONAL)}
    before: dict[ListKind, tuple[list[str], int]] = {}
    written: set[str] = set()
    for record, _ in in_order(state.files.values(), state.contents):
        key = record.publication_id
        result["publications.csv"].append(_publication_row(record))
        for sighting in sorted(record.sightings, key=lambda s: s.order):
            result["sightings.csv"].append(_sighting_row(key, sighting))
        for number, signal in enumerate(record.signals, 1):
            result["signals.csv"].append((key, str(number), encode(signal)))
        for index, facts in enumerate(record.sheets):
            result["sheets.csv"].append(_sheet_row(key, index, facts))
        for other in sorted(record.others, key=lambda o: (o.sheet, o.row, o.column)):
            result["cells.csv"].append(_cell_row(key, other))
        old, old_first = before.get(record.kind, ([], 0))
        first = record.header_row + 1
        for run in runs(old, record.tokens):
            source = "" if run.source is None else str(run.source + old_first)
            result["rows.csv"].append((key, str(run.at + first), str(run.length), source, ids[run.token]))
            if run.token and run.token not in written:
                written.add(run.token)
                result["contents.csv"].append(_content_row(ids[run.token], state.contents[run.token]))
        before[record.kind] = (record.tokens, first)
    for key in sorted(state.elsewhere):
        for sighting in sorted(state.elsewhere[key], key=lambda s: s.order):
            result["sightings.csv"].append(_sighting_row(key, sighting))
    for j in state.judgements:
        row = (j.sha256, j.verdict, encode(j.because), encode(j.judged_by), j.judged_at)
        result["judgements.csv"].append(row)
    return result


def _publication_row(record: FileRecord) -> tuple[str, ...]:
    return (
        record.publication_id,
        record.kind.value,
        record.named_kind.value,
        record.date.day.isoformat(),
        record.date.part_of_day,
        record.date.source,
        record.date.evidence,
        encode(record.name_in_source),
        record.first_captured_at,
        record.sha256,
        str(record.byte_count),
        encode(record.modified),
        str(record.list_sheet),
        str(record.header_row),
        tables.join_cells(record.header),
        str(record.row_count),
        str(record.link_count),
        str(record.hidden_row_count),
    )


def _sighting_row(key: str, sighting: Sighting) -> tuple[str, ...]:
    served = sighting.served_date.isoformat() if sighting.served_date else ""
    return (
        key,
        sighting.seen_at,
        encode(sighting.name_as_served),
        sighting.sha256,
        served,
        sighting.part_of_day,
        sighting.date_source,
    )


def _sheet_row(key: str, index: int, facts: SheetFacts) -> tuple[str, ...]:
    return (
        key,
        str(index),
        encode(facts.name),
        facts.visibility,
        tables.join_ranges(facts.hidden_rows),
        tables.join_ranges(facts.hidden_columns),
        " ".join(facts.merged),
    )


def _cell_row(key: str, other: OtherCell) -> tuple[str, ...]:
    return (key, str(other.sheet), str(other.row), str(other.column), encode(other.value), encode(other.link))


def _content_row(content_id: str, content: Content) -> tuple[str, ...]:
    values = (
        encode(value)
        for value in (
            content.state,
            content.agency,
            content.type,
            content.county,
            content.support_type,
            content.signed,
            content.moa,
            content.moa_url,
            content.addendum,
            content.addendum_url,
        )
    )
    letters = "".join(letter for column, letter in _LETTERS.items() if column in content.columns)
    return (content_id, letters, *values)


def from_tables(rows: tables.Tables, *, with_digests: bool) -> ArchiveState:
    """The state that tables hold. With digests tokens are full hashes, as writing needs; else content ids."""
    state = ArchiveState()
    columns_of: dict[str, frozenset[str]] = {}
    tokens: dict[str, str] = {"": ""}
    for content_id, letters, *values in rows["contents.csv"]:
        columns = columns_of.get(letters)
        if columns is None:
            columns = columns_of[letters] = frozenset(_COLUMNS_OF[letter] for letter in letters)
        content = Content(content_id, columns, *map(decode, values))  # type: ignore[arg-type]
        tokens[content_id] = digest(content) if with_digests else content_id
        state.contents[tokens[content_id]] = content
    by_id = {row[0]: row for row in rows["publications.csv"]}
    grouped = {name: _grouped(rows[name]) for name in ("sheets.csv", "cells.csv", "rows.csv")}
    sightings: dict[str, set[Sighting]] = {}
    for key, seen_at, name, sha256, served, part, source in rows["sightings.csv"]:
        day = date.fromisoformat(served) if served else None
        seen = Sighting(seen_at, str(decode(name) or ""), sha256, day, part, source)
        sightings.setdefault(key, set()).add(seen)
    signals = _grouped(rows["signals.csv"])
    state.judgements = [
        ListJudgement(sha256, verdict, str(decode(because) or ""), str(decode(by) or ""), at)
        for sha256, verdict, because, by, at in rows["judgements.csv"]
    ]
    before: dict[str, tuple[list[str], int]] = {}
    for key, row in by_id.items():
        record = _file_record(row, grouped["sheets.csv"].get(key, []), grouped["cells.csv"].get(key, []))
        record.sightings.update(sightings.pop(key, set()))
        record.signals = tuple(str(decode(signal) or "") for _, _, signal in signals.get(key, []))
        old, old_first = before.get(record.kind, ([], 0))
        first = record.header_row + 1
        record.tokens = apply(
            old,
            (
                CopiedRun(
                    int(at) - first,
                    int(count),
                    int(source) - old_first if source else None,
                    tokens[content_id],
                )
                for _, at, count, source, content_id in grouped["rows.csv"].get(key, [])
            ),
        )
        before[record.kind] = (record.tokens, first)
        state.files[record.sha256] = record
    state.elsewhere = sightings
    return state


def _grouped(rows: list[Sequence[str]]) -> dict[str, list[Sequence[str]]]:
    groups: dict[str, list[Sequence[str]]] = {}
    for row in rows:
        groups.setdefault(row[0], []).append(row)
    return groups


@lru_cache(maxsize=64)  # four hundred lists have a dozen rows of headings between them
def _headings(text: str) -> tuple[tuple[CellValue, ...], tuple[tuple[str, int], ...]]:
    """A list's heading cells, and where each of ICE's columns is among them."""
    header = tables.split_cells(text)
    columns = find_columns(header)
    return header, tuple((name, columns[name]) for name in COLUMNS if name in columns)


def _file_record(row: Sequence[str], sheets: list[Sequence[str]], cells: list[Sequence[str]]) -> FileRecord:
    fields = dict(zip(tables.HEADERS["publications.csv"], row, strict=True))
    header, columns = _headings(fields["header"])
    modified = decode(fields["modified"])
    return FileRecord(
        sha256=fields["sha256"],
        byte_count=int(fields["byte_count"]),
        modified=None if modified is None else str(modified),
        kind=ListKind(fields["kind"]),
        named_kind=ListKind(fields["named_kind"]),
        date=ResolvedDate(
            date.fromisoformat(fields["published_date"]),
            fields["part_of_day"],
            fields["date_source"],
            fields["date_evidence"],
        ),
        name_in_source=str(decode(fields["name_in_source"]) or ""),
        first_captured_at=fields["first_captured_at"],
        list_sheet=int(fields["list_sheet"]),
        header_row=int(fields["header_row"]),
        header=header,
        columns=columns,
        sheets=tuple(
            SheetFacts(
                str(decode(name) or ""),
                visibility,
                tables.split_ranges(hidden_rows),
                tables.split_ranges(hidden_columns),
                tuple(merged.split()),
            )
            for _, _, name, visibility, hidden_rows, hidden_columns, merged in sheets
        ),
        tokens=[],
        others=tuple(
            OtherCell(
                int(sheet), int(number), int(column), decode(value), str(decode(link)) if link else None
            )
            for _, sheet, number, column, value, link in cells
        ),
        row_count=int(fields["row_count"]),
        link_count=int(fields["link_count"]),
        hidden_row_count=int(fields["hidden_row_count"]),
        publication_id=fields["publication_id"],
    )
