"""Finds the registry that belongs to the ledger and the rules in force, and builds it when there is none yet."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

from deputized.archive.home import POINTER, has_ledger, home, shipped_folder, user_ledger
from deputized.facts import file
from deputized.library.registry import Registry

Progress = Callable[[int, int], None]
_TRIES = 4  # a command beside this one may take lists in or build


class RegistryMissing(FileNotFoundError):
    """There is no registry at a path that was named; the message says how to build one."""


def open_registry(path: Path | str | None = None, *, progress: Progress | None = None) -> Registry:
    """The registry at `path`; without one, that of the ledger in force, built first if need be (a few seconds).

    That of the ledger in force is built anew if it was changed since it was built. Raises `RegistryMissing` if a
    named file does not exist or is no registry.
    """
    if path is not None:
        return _read(Path(path))
    from deputized.registry.resume import is_as_built

    for _ in range(_TRIES):
        wanted = default_path()
        if not wanted.is_file() or not is_as_built(wanted):
            wanted = _build_default(progress, only_if_needed=True)
        try:
            return _read(wanted)
        except RegistryMissing:
            if wanted.is_file():
                wanted.unlink()  # no registry, whatever it is: ours are made of the lists, so nothing is lost
    return _read(default_path())


def build(path: Path, *, progress: Progress | None = None) -> Path:
    """Build the registry of the ledger in force at `path`, and clear away those of earlier ledgers beside it.

    Another build of the same folder is waited for. Returns the path: that of the ledger in force is another if lists
    were taken in meanwhile.
    """
    from deputized.archive import Ledger
    from deputized.registry import build_registry
    from deputized.store import alone

    if path != default_path():
        with alone(path.parent):
            build_registry(Ledger.open(), path, progress)
        return path
    return _build_default(progress, only_if_needed=False)


def _build_default(progress: Progress | None, *, only_if_needed: bool) -> Path:
    from deputized.archive import Ledger
    from deputized.registry import build_registry
    from deputized.registry.resume import is_as_built
    from deputized.store import alone

    with alone(home()):
        for _ in range(_TRIES):
            path = default_path()
            ledger = Ledger.open()
            if default_path() == path:  # else lists were taken in just now
                break
        if only_if_needed and path.is_file() and is_as_built(path):  # another command was quicker
            return path
        others = sorted(
            (p for p in path.parent.glob("registry-*.sqlite") if p != path), key=lambda p: p.stat().st_mtime
        )
        build_registry(ledger, path, progress, others[-1] if others else None, resumable=True)
        keep = {path.stem, others[-1].stem} if others else {path.stem}  # one a reader may be about to open
        for old in path.parent.glob("registry-*"):
            if old.stem not in keep:
                old.unlink(missing_ok=True)
        return path


def default_path() -> Path:
    """Where the registry of the ledger and rules in force lives: its name is a hash of both."""
    return home() / f"registry-{_stamp()}.sqlite"


def _stamp() -> str:
    from deputized.registry.resume import rules_digest

    has_lists = has_ledger(user_ledger())
    digest = hashlib.sha256((user_ledger() / POINTER).read_bytes() if has_lists else b"shipped")
    digest.update((shipped_folder() / "SHA256SUMS").read_bytes())
    digest.update(rules_digest())
    return digest.hexdigest()[:12]


def _read(path: Path) -> Registry:
    if not path.is_file():
        raise RegistryMissing(f"{path}: no registry there. Build one with: deputized build -o {path}")
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)
    db.row_factory = sqlite3.Row
    try:
        file.check(db)
    except sqlite3.DatabaseError as error:
        db.close()
        raise RegistryMissing(
            f"{path}: not a registry ({error}). Build one with: deputized build -o {path}"
        ) from error
    return Registry(db, path)
