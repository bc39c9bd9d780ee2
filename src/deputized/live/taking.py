"""From bytes to the ledger: dated by all the evidence a visit gives, taken in, and held against the page's totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from deputized import reference
from deputized.archive import DateUnknown, Incoming, IngestRefused, Ledger, ingest
from deputized.archive.ingest import IngestedFile
from deputized.archive.intake import take
from deputized.archive.records import RowStore
from deputized.live.totals import Counted
from deputized.model.publications import Content
from deputized.readers.errors import ReadError


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file with what is known of it besides its bytes. Times are ISO 8601, `last_modified` an HTTP date."""

    name: str
    body: bytes
    at: str
    last_modified: str = ""
    stated_day: str = ""  # the "As of" day of the page that links it


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one arrival: the ledger's word for it, or why it was refused."""

    file: IngestedFile | None
    error: str = ""


def dated(arrival: Arrival) -> Incoming:
    """The arrival with the day the server, or the page, gives it: for files whose own name and cells tell none."""
    plain = Incoming(arrival.name, arrival.body, arrival.at)
    day, note = _outside_day(arrival)
    return replace(plain, published_date=day, date_note=note) if day else plain


def _outside_day(arrival: Arrival) -> tuple[date | None, str]:
    if (moment := http_time(arrival.last_modified)) is not None:
        day = moment.astimezone(_eastern(moment)).date()
        return (
            day,
            f"Its name {arrival.name} tells no day that can be; the server says it was put up on {day}.",
        )
    if arrival.stated_day:
        day = date.fromisoformat(arrival.stated_day)
        return (
            day,
            f"Its name {arrival.name} tells no day that can be; the page that links it says as of {day}.",
        )
    return None, ""


def http_time(text: str) -> datetime | None:
    """The time of an HTTP header, or None."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _eastern(moment: datetime) -> ZoneInfo | timezone:
    """Washington's time; where the system has no table of zones, standard time."""
    try:
        return ZoneInfo("America/New_York")
    except (ZoneInfoNotFoundError, OSError):
        return timezone(timedelta(hours=-5))


def take_in(arrivals: Sequence[Arrival]) -> list[Taken]:
    """Takes files into the user's ledger, each for itself: one that is refused keeps none of the others out."""
    if not arrivals:
        return []
    try:
        return [Taken(f) for f in ingest([Incoming(a.name, a.body, a.at) for a in arrivals]).files]
    except IngestRefused as error:
        if len(arrivals) == 1:
            return [_undated(arrivals[0], error)]
    return [taken for arrival in arrivals for taken in take_in([arrival])]


def _undated(arrival: Arrival, error: IngestRefused) -> Taken:
    """One file that was refused; if only for want of a day, with the server's or the page's."""
    again = dated(arrival)
    if again.published_date is not None and all(isinstance(e, DateUnknown) for e in error.errors):
        try:
            return Taken(ingest([again]).files[0])
        except IngestRefused as other:
            error = other
    return Taken(None, "; ".join(map(str, error.errors)))


def look_at(arrivals: Sequence[Arrival]) -> list[Taken]:
    """What `take_in` would say, without writing anything."""
    found = []
    for arrival in arrivals:
        try:
            try:
                record, signals = take(Incoming(arrival.name, arrival.body, arrival.at), RowStore())
            except DateUnknown:
                record, signals = take(dated(arrival), RowStore())
        except (ReadError, DateUnknown) as error:
            found.append(Taken(None, str(error)))
            continue
        known = Ledger.open().find(record.sha256)
        name = known or f"{record.named_kind}-{record.date.day}{record.date.part_of_day}"
        status = "known" if known else "added"
        found.append(Taken(IngestedFile(arrival.name, name, status, record.date.evidence, signals, None)))
    return found


def count(contents: Sequence[Content]) -> Counted:
    """What rows say, counted as printed."""
    from deputized.registry.rows import (
        read_row,  # the registry's readers, loaded only when there is something to count
    )

    rows = [read_row(content) for content in contents]
    territories = {s.postal for s in reference.states() if s.is_territory}
    places = {row.state for row in rows if row.state}
    models = Counter(row.model or "unknown" for row in rows)
    return Counted(len(rows), len(places - territories), len(places & territories), dict(models))


def count_list(ledger: Ledger, publication_id: str) -> Counted:
    """What a list of the ledger holds."""
    return count([ledger.contents[x.content_id] for x in ledger.listings(publication_id)])
