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
from deputized.archive.ingest import IngestedFile, Rehearsal
from deputized.live.totals import CountedList
from deputized.model.publications import Content


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file with what is known of it besides its bytes. Times are ISO 8601, `last_modified` an HTTP date."""

    name: str
    body: bytes
    at: str
    last_modified: str = ""
    stated_day: str = ""  # the "As of" day of the page that links it


@dataclass(frozen=True, slots=True)
class TakenArrival:
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


def take_in(arrivals: Sequence[Arrival]) -> list[TakenArrival]:
    """Takes files into the user's ledger, each for itself: one that is refused keeps none of the others out."""
    if not arrivals:
        return []
    try:
        incoming = [Incoming(a.name, a.body, a.at) for a in arrivals]
        return [TakenArrival(f) for f in ingest(incoming, today=date.today()).files]
    except IngestRefused as error:
        if len(arrivals) == 1:
            return [_undated(arrivals[0], error)]
    return [taken for arrival in arrivals for taken in take_in([arrival])]


def _undated(arrival: Arrival, error: IngestRefused) -> TakenArrival:
    """One file that was refused; if only for want of a day, with the server's or the page's."""
    again = dated(arrival)
    if again.published_date is not None and all(isinstance(e, DateUnknown) for e in error.errors):
        try:
            return TakenArrival(ingest([again], today=date.today()).files[0])
        except IngestRefused as other:
            error = other
    return TakenArrival(None, "; ".join(map(str, error.errors)))


class Look:
    """What `take_in` would say of files as they come, and what the rules would say of all of them, with nothing written.

    They are judged together and at the end, each beside the others, as they would be once taken in.
    """

    def __init__(self) -> None:
        self._rehearsal = Rehearsal()
        self._added: list[str] = []

    def at(self, arrivals: Sequence[Arrival]) -> list[TakenArrival]:
        """What `take_in` would say."""
        return [self._one(arrival) for arrival in arrivals]

    def _one(self, arrival: Arrival) -> TakenArrival:
        plain, today = Incoming(arrival.name, arrival.body, arrival.at), date.today()
        try:
            try:
                report = self._rehearsal.take([plain], today=today)
            except IngestRefused as error:
                again = dated(arrival)
                if again.published_date is None or not all(isinstance(e, DateUnknown) for e in error.errors):
                    raise
                report = self._rehearsal.take([again], today=today)
        except IngestRefused as error:
            return TakenArrival(None, "; ".join(map(str, error.errors)))
        (file,) = report.files
        if file.status == "added":
            self._added.append(file.publication_id)
        return TakenArrival(file)

    def doubts(self) -> dict[str, str]:
        """Why lists that came new would not be believed, by their ids."""
        from deputized.library.opening import default_path
        from deputized.registry.list_verdict import (
            verdicts,  # the rules, loaded only when there is something to judge
        )

        if not self._added:
            return {}
        found = verdicts(self._rehearsal.ledger(), self._added, default_path())
        return {name: v.standing.reason for name, v in found.items() if not v.standing.is_believed}


def count(contents: Sequence[Content]) -> CountedList:
    """What rows say, counted as printed."""
    from deputized.registry.rows import (
        read_row,  # the registry's readers, loaded only when there is something to count
    )

    rows = [read_row(content) for content in contents]
    territories = {s.postal for s in reference.states() if s.is_territory}
    places = {row.state for row in rows if row.state}
    models = Counter(row.model or "unknown" for row in rows)
    return CountedList(len(rows), len(places - territories), len(places & territories), dict(models))


def count_list(ledger: Ledger, publication_id: str) -> CountedList:
    """What a list of the ledger holds."""
    return count([ledger.contents[x.content_id] for x in ledger.listings(publication_id)])
