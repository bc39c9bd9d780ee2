"""Names lists by their bytes and puts them in time; neither depends on the order in which they were taken in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from itertools import pairwise

from deputized.archive.names import read_name
from deputized.archive.records import FileRecord, is_listing
from deputized.model.day_order import Moments, reason, seen_and_saved
from deputized.model.publications import Content, ListKind, Publication

MARK_LENGTH = 8
"""So many hex digits of a list's hash stand at the end of its id."""


@lru_cache(maxsize=1)
def issued_lists() -> Mapping[str, str]:
    """The ids that lists have been published under, by the hash of their bytes: these they keep."""
    text = (resources.files("deputized") / "data" / "ids.csv").read_text(encoding="utf-8")
    rows = (line.split(",") for line in text.splitlines() if line.startswith("list,"))
    return {sha256: id_ for _, sha256, id_ in rows}


def list_id(record: FileRecord, length: int = MARK_LENGTH) -> str:
    """A list's id: the one it was published under; else kind, day, part of day and the start of its hash."""
    issued = issued_lists().get(record.sha256)
    day = f"{record.named_kind}-{record.date.day.isoformat()}{record.date.part_of_day}"
    return issued or f"{day}-{record.sha256[:length]}"


def name_publications(records: Iterable[FileRecord]) -> None:
    """Gives each record its id. Two that share the start of their hashes are told apart by more of it."""
    found: dict[str, list[FileRecord]] = defaultdict(list)
    for record in records:
        found[list_id(record)].append(record)
    for name, group in found.items():
        for record in group:
            record.publication_id = name if len(group) == 1 else list_id(record, len(record.sha256))


def publication(record: FileRecord) -> Publication:
    """The public face of a file record."""
    return Publication(
        publication_id=record.publication_id,
        kind=record.kind,
        named_kind=record.named_kind,
        published_date=record.date.day,
        part_of_day=record.date.part_of_day,
        date_source=record.date.source,
        date_evidence=record.date.evidence,
        name_in_source=record.name_in_source,
        first_captured_at=record.first_captured_at,
        sha256=record.sha256,
        byte_count=record.byte_count,
        sheet=record.sheets[record.list_sheet].name,
        header=tuple("" if cell is None else str(cell) for cell in record.header),
        row_count=record.row_count,
        link_count=record.link_count,
        hidden_row_count=record.hidden_row_count,
        moments=_moments(record),
    )


def _moments(record: FileRecord) -> Moments:
    name = read_name(record.name_in_source)
    clock = name.clock if record.date.source == "archive_capture" else ""
    return Moments(clock, record.first_captured_at, record.modified or "", name.sequence)


def in_order(
    records: Iterable[FileRecord], contents: Mapping[str, Content]
) -> list[tuple[FileRecord, Publication]]:
    """Records with their public faces, in the order of time, each with the evidence for its place."""
    held = {record.sha256: record for record in records}
    faces = {sha256: publication(record) for sha256, record in held.items()}
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for sha256, face in faces.items():
        alike[face.order[:4]].append(sha256)
    for group in alike.values():
        if len(group) > 1:
            known = [seen_and_saved(faces[s].published_date, faces[s].moments) for s in group]
            by_saving = not all(seen for seen, _ in known) and all(saved for _, saved in known)
            for sha256 in group:
                moments = faces[sha256].moments._replace(by_saving=by_saving)
                newest = newest_signing(held[sha256], contents)
                faces[sha256] = replace(faces[sha256], moments=moments, newest_signed=newest)
    ordered = sorted(faces.values(), key=lambda face: face.order)
    days: dict[tuple[ListKind, date], list[Publication]] = defaultdict(list)
    for face in ordered:
        days[face.kind, face.published_date].append(face)
    for lists in days.values():
        for before, after in pairwise(lists):
            why = reason(before.order, after.order, after.moments.by_saving)
            faces[after.sha256] = replace(after, order_evidence=f"Behind {before.publication_id}: {why}.")
    return [(held[face.sha256], faces[face.sha256]) for face in ordered]


def newest_signing(record: FileRecord, contents: Mapping[str, Content]) -> str:
    """The newest SIGNED day of a list that is not after its own day; empty if there is none."""
    limit = record.date.day + timedelta(days=1)
    signed = (contents[t].signed for t in set(record.tokens) if t and is_listing(contents[t]))
    newest = max((d for d in signed if type(d) is date and d <= limit), default=None)
    return newest.isoformat() if newest else ""
