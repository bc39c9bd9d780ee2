"""The archive as everything above it reads it: publications, distinct rows, listings, sightings.

>>> from deputized.archive import Ledger
>>> ledger = Ledger.shipped()
>>> len(ledger.listings("participating-2025-12-12pm"))
1245
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

from deputized.archive import tables
from deputized.archive.errors import LedgerError
from deputized.archive.home import current_folder, has_ledger, shipped_folder, user_ledger
from deputized.archive.ordering import in_order, name_publications
from deputized.archive.records import FileRecord, Sighting, is_listing, to_raw
from deputized.archive.state import ArchiveState, from_tables
from deputized.model.judgements import forgotten, standing_judgements
from deputized.model.publications import Content, Listing
from deputized.model.raw import RawWorkbook

SightingRow = tuple[str, str, str, str, date | None]


class Ledger:
    """Every list ICE printed, as printed. Read-only; open one with `Ledger.open`."""

    def __init__(self, state: ArchiveState, sha256: str) -> None:
        self._state = state
        name_publications(state.files.values())
        ordered = in_order(state.files.values(), state.contents)
        out = forgotten(state.judgements)
        #: Lists a person took out, with the word that did it; they stay in the ledger and count for nothing.
        self.forgotten = tuple((face, out[r.sha256]) for r, face in ordered if r.sha256 in out)
        ordered = [(record, face) for record, face in ordered if record.sha256 not in out]
        self._records = {record.publication_id: record for record, _ in ordered}
        #: All publications in the order of time.
        self.publications = tuple(face for _, face in ordered)
        verdicts = standing_judgements(state.judgements)
        #: What persons decided of lists, by publication id: the last word on each.
        self.judgements = {r.publication_id: verdicts[r.sha256] for r, _ in ordered if r.sha256 in verdicts}
        #: What the reader found out of the ordinary, by publication id.
        self.signals = {r.publication_id: r.signals for r, _ in ordered if r.signals}
        self._listings: dict[str, tuple[Listing, ...]] = {}
        self._known: dict[tuple[int, str, bool], Listing] = {}
        #: Hash of the ledger as a whole: of all its files, and of the lists the user added.
        self.sha256 = sha256

    @classmethod
    def open(cls, path: Path | str | None = None) -> Ledger:
        """The ledger at `path`; without one, the shipped ledger and the lists the user has ingested."""
        if path is not None:
            return cls(*load_current(Path(path)))
        added = user_ledger()
        if not has_ledger(added):
            return cls.shipped()
        base, base_sha256 = shipped_state()
        extra, sha256 = load_current(added)
        return cls(merge(base, extra), hashlib.sha256(f"{base_sha256} {sha256}".encode()).hexdigest())

    @classmethod
    def shipped(cls) -> Ledger:
        """The ledger in the package alone."""
        return cls(*shipped_state())

    @property
    def contents(self) -> Mapping[str, Content]:
        """Distinct printed rows by content id."""
        return MappingProxyType(self._state.contents)

    @cached_property
    def sightings(self) -> tuple[SightingRow, ...]:
        """(publication_id, seen_at, name_as_served, sha256, served_date), by publication and time."""
        return tuple(
            (key, s.seen_at, s.name_as_served, s.sha256, s.served_date)
            for key, record in self._records.items()
            for s in sorted(record.sightings, key=lambda s: s.order)
        )

    def listings(self, publication_id: str) -> tuple[Listing, ...]:
        """The rows of one publication that name an agency, in order, hidden ones included."""
        if publication_id not in self._listings:
            self._listings[publication_id] = self._make_listings(self._record(publication_id))
        return self._listings[publication_id]

    def _make_listings(self, record: FileRecord) -> tuple[Listing, ...]:
        hidden = frozenset(record.sheets[record.list_sheet].hidden_rows)
        known, data = self._known, self._data_rows
        listings = []
        for row, token in enumerate(record.tokens, record.header_row + 1):
            if token in data:
                key = (row, token, row in hidden)
                listing = known.get(key)
                if listing is None:
                    listing = known[key] = Listing(*key)
                listings.append(listing)
        return tuple(listings)

    @cached_property
    def _data_rows(self) -> frozenset[str]:
        return frozenset(key for key, content in self._state.contents.items() if is_listing(content))

    def rows_sha256(self, publication_id: str) -> str:
        """A hash of what a publication lists, in order: equal for lists that were served again."""
        text = "\n".join(listing.content_id for listing in self.listings(publication_id))
        return hashlib.sha256(text.encode()).hexdigest()

    def restore(self, publication_id: str) -> RawWorkbook:
        """The workbook of a publication, cell for cell as it was read (its bytes are not kept)."""
        return to_raw(self._record(publication_id), self._state.contents)

    def find(self, sha256: str) -> str | None:
        """The publication that these bytes are, or were seen as; None if they are unknown."""
        record = self._state.owner_of(sha256)
        return record.publication_id if record else None

    def _record(self, publication_id: str) -> FileRecord:
        if publication_id in self._records:
            return self._records[publication_id]
        found = [r for name, r in self._records.items() if name.startswith(f"{publication_id}-")]
        if len(found) == 1:  # the id without the start of the hash, and one list to bear it
            return found[0]
        several = f"; {len(found)} ids begin so" if found else ""
        raise KeyError(f"no publication {publication_id!r} in the ledger{several}")


def merge(base: ArchiveState, extra: ArchiveState) -> ArchiveState:
    """Both ledgers as one. What the base has, it has as the base says; ids of the base stay as they are.

    The base itself is left as it is.
    """
    owners = {sha256: base.owner_of(sha256) for sha256 in extra.files}
    added = {sha256: record for sha256, record in extra.files.items() if owners[sha256] is None}
    further: dict[str, set[Sighting]] = {key: set(seen) for key, seen in extra.elsewhere.items()}
    for sha256, owner in owners.items():
        if owner is not None:
            further.setdefault(owner.publication_id, set()).update(extra.files[sha256].sightings)
    records = {
        sha256: replace(record, sightings=record.sightings | further[record.publication_id])
        if record.publication_id in further
        else record
        for sha256, record in base.files.items()
    }
    contents = dict(base.contents)
    renamed: dict[str, str] = {}
    for key, content in extra.contents.items():
        known = contents.get(key)
        if known is None:
            contents[key] = content
        elif known != content:  # two rows share the first digits of their hashes
            renamed[key] = key + "x"
            contents[key + "x"] = content
    for record in added.values():
        if renamed:
            record.tokens = [renamed.get(token, token) for token in record.tokens]
    return ArchiveState({**records, **added}, contents, judgements=[*base.judgements, *extra.judgements])


def shipped_state() -> tuple[ArchiveState, str]:
    """The shipped ledger's state, to be read only, and its hash. A process reads it once."""
    folder = shipped_folder()
    return _state_of(folder, tables.sums(folder))


@lru_cache(maxsize=1)
def _state_of(folder: Path, sums: bytes) -> tuple[ArchiveState, str]:
    """A ledger folder's state, kept as long as its list of hashes is the same."""
    return load_state(folder)


def load_current(ledger_dir: Path) -> tuple[ArchiveState, str]:
    """The state in force. Ingests that end while it is read may clear it away: then it is read again."""
    for _ in range(10):
        folder = current_folder(ledger_dir)
        try:
            return load_state(folder)
        except LedgerError:
            if current_folder(ledger_dir) == folder:
                raise
    return load_state(current_folder(ledger_dir))


def load_state(folder: Path, *, with_digests: bool = False) -> tuple[ArchiveState, str]:
    """The state of a ledger folder and the ledger's hash; LedgerError if it is damaged."""
    rows, sha256 = tables.load(folder)
    try:
        return from_tables(rows, with_digests=with_digests), sha256
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise LedgerError(
            f"{folder}: the ledger does not hold together ({error}). {tables.advice(folder)}."
        ) from error
