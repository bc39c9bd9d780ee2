"""Taking in lists: all of the given files or none, in any order, any number of times.

What a ledger says depends only on which files it was given. The work is done in memory; the ledger on disk
changes by one rename (see `deputized.archive.write`), so a process killed at any moment leaves the old ledger
or the new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from deputized.archive import tables
from deputized.archive.copies import fold_copies
from deputized.archive.errors import DateUnknown, IngestRefused, LedgerError
from deputized.archive.home import SUMS, current_folder, has_ledger, shipped_folder, user_ledger
from deputized.archive.intake import Incoming, settle, take
from deputized.archive.ledger import Ledger, load_state, merge, shipped_state
from deputized.archive.ordering import name_publications
from deputized.archive.records import FileRecord, RowStore, Sighting
from deputized.archive.state import ArchiveState, from_tables, to_tables
from deputized.archive.write import locked, write_generation
from deputized.model.judgements import DOUBT, ListJudgement, forgotten
from deputized.model.memory import uncollected
from deputized.model.publications import Content
from deputized.readers.errors import ReadError, plain_name
from deputized.readers.xlsx import read_bytes

_KIND_FOLDERS = ("participating", "pending", "webpage")


@dataclass(frozen=True, slots=True)
class IngestedFile:
    """What became of one file."""

    name: str
    publication_id: str
    status: str  # added | sighted (known content, a new sighting of it) | known (nothing new) | forgotten (taken out before)
    date_evidence: str
    signals: tuple[str, ...]  # what the reader found out of the ordinary, one sentence each
    same_rows_as: str | None  # a publication of its kind that lists the same rows in the same order


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did, file by file in the order given."""

    ledger_dir: Path
    files: tuple[IngestedFile, ...]
    is_changed: bool


@uncollected()
def ingest(
    files: Iterable[Path | str | Incoming],
    ledger_dir: Path | None = None,
    *,
    captured_at: str | None = None,
    published_date: date | None = None,
    today: date | None = None,
) -> IngestReport:
    """Takes lists into a ledger and says what became of each.

    Without `ledger_dir` they go to the user's own ledger, which stands beside the shipped one; with it, to a
    ledger that stands alone. `captured_at` (ISO 8601 with offset) and `published_date` hold for every path
    given; an `Incoming` brings its own. With `today`, a list of a day to come is doubted. Raises IngestRefused,
    naming every file that cannot be taken in, and then writes nothing; LedgerError if the ledger is damaged or locked.
    """
    batch = _read_batch(files, _checked_time(captured_at), published_date)
    base = ArchiveState() if ledger_dir else shipped_state()[0]
    target = ledger_dir or user_ledger()
    if target.resolve() == shipped_folder():
        raise LedgerError(
            f"{target}: the shipped ledger is not written to. Leave out the folder to add to your own."
        )
    with locked(target):
        state, is_there = _state_at(target)
        before = _marks(state)
        statuses = [_add(base, state, batch.contents, record) for record, _ in batch.taken]
        copies = fold_copies(base, state)
        _doubt_days_to_come(state, statuses, today)
        changed = _marks(state) != before
        files_now = tables.dump(to_tables(state))
        if changed or not is_there:
            write_generation(target, files_now)
    return IngestReport(target, _told(batch, statuses, copies, base, state), changed)


class Rehearsal:
    """What `ingest` would do, files after files as they come, with nothing written: the ledger grows in memory."""

    def __init__(self, ledger_dir: Path | None = None) -> None:
        self._target = ledger_dir or user_ledger()
        self._base = ArchiveState() if ledger_dir else shipped_state()[0]
        self._state = _state_at(self._target)[0] if self._target.is_dir() else ArchiveState()

    @uncollected()
    def take(
        self,
        files: Iterable[Path | str | Incoming],
        *,
        captured_at: str | None = None,
        published_date: date | None = None,
        today: date | None = None,
    ) -> IngestReport:
        """What `ingest` would say of these after those before; raises what it would raise, and then took none of them."""
        batch = _read_batch(files, _checked_time(captured_at), published_date)
        before = _marks(self._state)
        statuses = [_add(self._base, self._state, batch.contents, record) for record, _ in batch.taken]
        copies = fold_copies(self._base, self._state)
        _doubt_days_to_come(self._state, statuses, today)
        name_publications(self._state.files.values())
        told = _told(batch, statuses, copies, self._base, self._state)
        return IngestReport(self._target, told, _marks(self._state) != before)

    @uncollected()
    def ledger(self) -> Ledger:
        """The ledger that would be left by all that was taken."""
        made = from_tables(to_tables(self._state), with_digests=False)
        return Ledger(merge(self._base, made), "not kept")


def preview(
    files: Iterable[Path | str | Incoming],
    ledger_dir: Path | None = None,
    *,
    captured_at: str | None = None,
    published_date: date | None = None,
    today: date | None = None,
) -> tuple[IngestReport, Ledger]:
    """What `ingest` would say, and the ledger it would leave, with nothing written."""
    rehearsal = Rehearsal(ledger_dir)
    report = rehearsal.take(files, captured_at=captured_at, published_date=published_date, today=today)
    return report, rehearsal.ledger()


def _doubt_days_to_come(
    state: ArchiveState, statuses: list[tuple[str, FileRecord]], today: date | None
) -> None:
    """A list just added whose day has not come is doubted by the clock, as a person might doubt it."""
    for status, record in statuses:
        if today is None or status != "added" or record.date.day <= today + timedelta(days=1):
            continue
        because = f"its day {record.date.day} had not come when it was taken in"
        state.judgements.append(
            ListJudgement(record.sha256, DOUBT, because, "the clock", f"{today}T00:00:00+00:00")
        )


def _state_at(target: Path) -> tuple[ArchiveState, bool]:
    """The ledger in a folder, to be added to, and whether there is one."""
    is_there = has_ledger(target) or (target / SUMS).exists()
    return (
        load_state(current_folder(target), with_digests=True)[0] if is_there else ArchiveState()
    ), is_there


def _told(
    batch: _Batch,
    statuses: list[tuple[str, FileRecord]],
    copies: Mapping[str, tuple[FileRecord, bool]],
    base: ArchiveState,
    state: ArchiveState,
) -> tuple[IngestedFile, ...]:
    """What became of each file."""
    out = forgotten([*base.judgements, *state.judgements])
    reports = []
    for (record, signals), (status, owner) in zip(batch.taken, statuses, strict=True):
        if record.sha256 in copies:
            owner, is_new = copies[record.sha256]
            status = "sighted" if is_new else "known"
            lost = "some of their links" if record.link_count else "their links"
            told = f"it holds the rows of {owner.publication_id} without {lost}: a copy of that list"
            signals = (*signals, told)
        if owner.sha256 in out:
            status, signals = "forgotten", (out[owner.sha256].sentence, *signals)
        twin = _same_rows(owner, base, state)
        reports.append(
            IngestedFile(
                record.name_in_source, owner.publication_id, status, owner.date.evidence, signals, twin
            )
        )
    return tuple(reports)


@dataclass(frozen=True, slots=True)
class _Batch:
    taken: list[tuple[FileRecord, tuple[str, ...]]]
    contents: dict[str, Content]


def _checked_time(captured_at: str | None) -> str:
    if not captured_at:
        return ""
    try:
        moment = datetime.fromisoformat(captured_at.replace("Z", "+00:00"))
    except ValueError:
        raise ValueError(
            f"captured_at: {captured_at!r} is no ISO 8601 time such as 2026-05-04T13:00:00Z"
        ) from None
    if moment.tzinfo is None:
        raise ValueError(f"captured_at: {captured_at!r} lacks its offset from UTC; write it with Z or +00:00")
    return captured_at


def _read_batch(files: Iterable[Path | str | Incoming], seen_at: str, published: date | None) -> _Batch:
    store = RowStore()
    taken = []
    errors: list[Exception] = []
    for file in files:
        try:
            incoming = file if isinstance(file, Incoming) else _incoming(Path(file), seen_at, published)
            taken.append(take(incoming, store))
        except (ReadError, DateUnknown) as error:
            errors.append(error)
    if errors:
        raise IngestRefused(errors)
    return _Batch(taken, store.contents)


def _incoming(path: Path, seen_at: str, published: date | None) -> Incoming:
    folder, own = path.resolve().parent.name, plain_name(path)
    name = f"{folder}/{own}" if folder in _KIND_FOLDERS else own
    return Incoming(name, read_bytes(path), seen_at, published)


def _marks(state: ArchiveState) -> tuple[frozenset[tuple[str, Sighting]], frozenset[tuple[str, Sighting]]]:
    """What a ledger holds, to see whether it changed: everything else follows from these."""
    return (
        frozenset((sha256, s) for sha256, record in state.files.items() for s in record.sightings),
        frozenset((key, s) for key, sightings in state.elsewhere.items() for s in sightings),
    )


def _add(
    base: ArchiveState, state: ArchiveState, contents: dict[str, Content], record: FileRecord
) -> tuple[str, FileRecord]:
    """Adds one record to the state; gives what became of it and the record that now stands for it."""
    owner = base.owner_of(record.sha256)
    if owner is not None:
        seen = state.elsewhere.get(owner.publication_id, set())
        new = _timed(record.sightings) - owner.sightings - seen
        if new:
            state.elsewhere[owner.publication_id] = seen | new
        return ("sighted" if new else "known"), owner
    owner = state.owner_of(record.sha256)
    if owner is None:
        state.files[record.sha256] = record
        for token in record.tokens:
            if token:
                state.contents.setdefault(token, contents[token])
        return "added", record
    if owner.sha256 != record.sha256:  # seen before as a later copy of another publication's content
        new = _timed(record.sightings) - owner.sightings
        owner.sightings |= new
        return ("sighted" if new else "known"), owner
    before = set(owner.sightings)
    owner.sightings |= record.sightings
    settle(owner, state.contents)
    return ("sighted" if owner.sightings != before else "known"), owner


def _timed(sightings: set[Sighting]) -> set[Sighting]:
    return {sighting for sighting in sightings if sighting.seen_at}


def _same_rows(record: FileRecord, base: ArchiveState, state: ArchiveState) -> str | None:
    """The latest other publication of the kind with the same rows; tokens may be short ids or whole."""
    rows = [token[:12] for token in record.tokens if token]
    twins = [
        other
        for source in (base, state)
        for other in source.files.values()
        if other is not record
        and other.kind == record.kind
        and other.row_count == record.row_count
        and [token[:12] for token in other.tokens if token] == rows
    ]
    return max(twins, key=lambda r: r.date.day).publication_id if twins else None
