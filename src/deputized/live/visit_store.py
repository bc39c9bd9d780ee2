"""What is kept of every visit, in the user's data folder: bytes, pages, sightings, and what to ask for next time.

All of it is data (bytes as they came, JSON), written whole and aside first. What to ask for next time is saved last:
a run killed at any moment asks again, and loses nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from deputized.archive.home import home
from deputized.live.page import scrub

_HELD: set[Path] = set()
_BUSY = "{}: another fetch or update is under way; this one left it alone"


class Busy(Exception):
    """Another run is under way."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One visit that gave bytes: where, when, under which name, with which headers, and what the page said of it."""

    at: str  # ISO 8601, UTC
    kind: str  # participating, pending, page
    address: str
    final_address: str
    name_as_served: str
    last_modified: str
    etag: str
    content_type: str
    byte_count: int
    sha256: str
    page_sha256: str = ""  # the page that led here, as kept
    stated: Mapping[str, Any] | None = None  # the page's own totals
    source: str = "ice.gov"


class Kept:
    """The folder `live` in the user's data folder."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or home() / "live"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Holds the lock of everything that fetches. Raises Busy.

        The system lets go of it when this process ends, however it ends, also if processes it forked live on.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / "lock"
        if path in _HELD:
            raise Busy(_BUSY.format(self.folder))
        with path.open("a+b") as file:
            if not _lock(file.fileno()):
                raise Busy(_BUSY.format(self.folder))
            _HELD.add(path)
            try:
                yield
            finally:
                _HELD.discard(path)

    def read(self, name: str) -> dict[str, Any]:
        """A kept record; empty if there is none or it cannot be read: then everything is asked for anew."""
        try:
            found = json.loads((self.folder / f"{name}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def write(self, name: str, record: Mapping[str, Any]) -> None:
        """Keep a record: aside, synced, then in place."""
        text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True)
        write_synced(self.folder / f"{name}.json", text.encode("utf-8", "replace"))

    def keep_file(self, body: bytes) -> str:
        """Keep bytes under their hash; gives the hash. Bytes that are there already are left."""
        sha256 = hashlib.sha256(body).hexdigest()
        path = self.file(sha256)
        if not path.is_file() or path.stat().st_size != len(body):
            write_synced(path, body)
        return sha256

    def file(self, sha256: str) -> Path:
        """Where bytes of this hash lie."""
        if not re.fullmatch(r"[0-9a-f]{64}", sha256):
            raise ValueError(f"{sha256!r} is no hash")
        return self.folder / "files" / sha256

    def keep_page(self, body: bytes) -> str:
        """Keep a page without staff addresses; gives the hash of what is kept."""
        return self.keep_file(scrub(body))

    def seen(self, seen: Seen) -> None:
        """Add one sighting to the log; a line torn by a kill is ended first, so that only it is lost."""
        path = self.folder / "sightings.ndjson"
        path.parent.mkdir(parents=True, exist_ok=True)
        line = json.dumps(asdict(seen), ensure_ascii=True, sort_keys=True).encode() + b"\n"
        with path.open("a+b") as file:
            if file.tell():
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":
                    line = b"\n" + line
            file.write(line)
            file.flush()
            os.fsync(file.fileno())

    def sightings(self) -> list[Seen]:
        """Every sighting, in the order of visits; lines that cannot be read are left out."""
        try:
            lines = (
                (self.folder / "sightings.ndjson").read_text(encoding="utf-8", errors="replace").splitlines()
            )
        except FileNotFoundError:
            return []
        found = []
        for line in lines:
            try:
                found.append(Seen(**json.loads(line)))
            except (ValueError, TypeError):
                continue
        return found


def write_synced(path: Path, data: bytes) -> None:
    """Write a file aside and put it in place, so that a reader sees the old one or the whole new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _lock(descriptor: int) -> bool:
    """Takes a lock that belongs to this process alone; whether it was free."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
