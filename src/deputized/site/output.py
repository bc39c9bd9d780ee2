"""Writes a site so that only what changed is made and touched, and what is gone is removed.

What changed is made aside, and put in place when all of it is whole: a build that fails or is stopped leaves the
site as it was. Paths come from files (the manifest, a registry): none of them may lead out of the folder.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

MANIFEST = ".deputized-site.json"
"""What a build wrote: path to key, hash and size. The next build removes only what is ours."""
OPEN = ".deputized-site.open.json"
"""The last manifest while files are put in place. Found at the start, it says that this was cut short: then nothing
that stands there is trusted to be what the manifest says, and everything is made again."""
ASIDE = ".deputized-site.new"
"""The folder in which files are made until all are there."""


OURS = frozenset({MANIFEST, OPEN, ASIDE})


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file to be: where it lies, a digest of everything it is made from, and how to make it."""

    path: str
    key: str
    make: Callable[[], bytes]
    stamp: str = ""
    """What of the newest list it names, apart from its key."""
    again: Callable[[bytes], bytes] | None = None
    """Makes it from the file that stands there with the same key and another stamp."""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file as it stands: the digest of what it was made from, its own hash, its size in bytes, its stamp."""

    key: str
    sha256: str
    size: int
    stamp: str = ""


def digest(*parts: object) -> str:
    """A key of what a file is made from: text, numbers and plain records, told apart by their `repr`."""
    found = hashlib.sha256()
    for part in parts:
        found.update(part if isinstance(part, bytes) else repr(part).encode("utf-8", "surrogatepass"))
        found.update(b"\0")
    return found.hexdigest()[:24]


def fixed(path: str, body: bytes | str) -> OutputFile:
    """A file whose content is at hand."""
    data = body.encode("utf-8") if isinstance(body, str) else body
    return OutputFile(path, hashlib.sha256(data).hexdigest()[:24], lambda: data)


def is_inside(path: str) -> bool:
    """Whether a path, with slashes, names a file below its folder and nothing of ours or hidden above it."""
    parts = path.split("/")
    return (
        not any(p in ("", ".", "..") or "\\" in p or "\0" in p or ":" in p for p in parts)
        and parts[0] not in OURS
    )


def settle(folder: Path, item: OutputFile, before: FileEntry | None) -> tuple[FileEntry, bool]:
    """Make one file aside if it must change; what is to stand there, and whether it does. Made only if its key differs.

    Raises ValueError for a path that leads out of the folder.
    """
    if not is_inside(item.path):
        raise ValueError(f"{item.path!r} is no place for a file of the site")
    target = folder / item.path
    stands = before is not None and target.is_file() and target.stat().st_size == before.size
    if before is not None and stands and before.key == item.key and before.stamp == item.stamp:
        return before, False
    body = _stamped(target, item, before) if before is not None and stands else None
    if body is None:
        body = item.make()
    entry = FileEntry(item.key, hashlib.sha256(body).hexdigest(), len(body), item.stamp)
    if before is not None and stands and before.sha256 == entry.sha256:
        return entry, False
    aside = folder / ASIDE / item.path
    aside.parent.mkdir(parents=True, exist_ok=True)
    aside.write_bytes(body)
    return entry, True


def _stamped(target: Path, item: OutputFile, before: FileEntry) -> bytes | None:
    """The file that stands there with a new stamp; None where it must be made: its matter changed, or somebody changed it."""
    if item.again is None or before.key != item.key:
        return None
    body = target.read_bytes()
    return item.again(body) if hashlib.sha256(body).hexdigest() == before.sha256 else None


@dataclass(slots=True)
class Output:
    """One folder being built."""

    folder: Path
    before: dict[str, FileEntry] = field(default_factory=dict)
    ours: set[str] = field(default_factory=set)
    now: dict[str, FileEntry] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    made_from: str = ""
    """A digest of everything the last whole build was made from; empty if it was cut short."""

    @classmethod
    def open(cls, folder: Path) -> Output:
        """A folder to build into. Raises ValueError for one that holds something else."""
        folder.mkdir(parents=True, exist_ok=True)
        kept, cut = folder / MANIFEST, folder / OPEN
        if not kept.is_file() and not cut.is_file():
            if any(p.name != ASIDE for p in folder.iterdir()):
                raise ValueError(f"{folder} is not empty and holds no site of ours; give another folder")
            cut.write_text("{}", encoding="utf-8")
            return cls(folder)
        shutil.rmtree(folder / ASIDE, ignore_errors=True)  # of a build that was stopped
        if cut.is_file():
            return cls(folder, {}, set(_read(cut)[1]) | set(_read(kept)[1]))
        made_from, found = _read(kept)
        return cls(folder, found, set(found), made_from=made_from)

    def is_made_from(self, key: str) -> bool:
        """Whether the folder holds the whole of a build from the very same things, file for file by size."""
        if not key or self.made_from != key:
            return False
        return all(
            (at := self.folder / path).is_file() and at.stat().st_size == entry.size
            for path, entry in self.before.items()
        )

    def put(self, item: OutputFile) -> None:
        """Write a file if it differs from what stands there."""
        self.take(item.path, *settle(self.folder, item, self.before.get(item.path)))

    def put_all(self, items: Iterable[OutputFile]) -> None:
        """Write every file that differs."""
        for item in items:
            self.put(item)

    def take(self, path: str, entry: FileEntry, written: bool) -> None:
        """Record a file that was settled elsewhere."""
        if path in self.now:
            raise ValueError(f"two pages at {path}")
        self.now[path] = entry
        if written:
            self.changed.append(path)

    @property
    def written(self) -> int:
        """How many files changed."""
        return len(self.changed)

    def abandon(self) -> None:
        """Leave the site as it was."""
        shutil.rmtree(self.folder / ASIDE, ignore_errors=True)

    def close(self, made_from: str = "") -> int:
        """Put what changed in place and remove files of an earlier build that this one no longer has; returns how many."""
        kept = self.folder / MANIFEST
        if kept.is_file():
            kept.replace(self.folder / OPEN)
        for path in self.changed:
            target = self.folder / path
            made = self.folder / ASIDE / path
            try:
                made.replace(target)
            except (FileNotFoundError, NotADirectoryError):
                target.parent.mkdir(parents=True, exist_ok=True)
                made.replace(target)
        gone = self.ours - set(self.now)
        for path in gone:
            _remove(self.folder, path)
        self.abandon()
        aside = self.folder / f"{MANIFEST}.new"
        rows = {p: [e.key, e.sha256, e.size, e.stamp] for p, e in sorted(self.now.items())}
        text = json.dumps({"made_from": made_from, "files": rows}, indent=0)
        aside.write_text(text, encoding="utf-8")
        aside.replace(self.folder / MANIFEST)
        (self.folder / OPEN).unlink(missing_ok=True)
        return len(gone)


def _remove(folder: Path, path: str) -> None:
    """Remove one of our files, if it is a file below the folder also when links are followed."""
    target = folder / path
    if target.parent.resolve().is_relative_to(folder.resolve()) and (target.is_file() or target.is_symlink()):
        target.unlink(missing_ok=True)


def _read(manifest: Path) -> tuple[str, dict[str, FileEntry]]:
    """What a manifest says: what the build was made from, and its files; nothing if it cannot be read."""
    try:
        found = json.loads(manifest.read_text(encoding="utf-8"))
        entries = {p: FileEntry(*row) for p, row in found["files"].items() if is_inside(p)}
        is_whole = all(
            all(isinstance(x, str) for x in (e.key, e.sha256, e.stamp)) and type(e.size) is int
            for e in entries.values()
        )
        return (str(found["made_from"]), entries) if is_whole else ("", {})
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return "", {}
