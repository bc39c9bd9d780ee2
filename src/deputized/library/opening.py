"""Finds the registry that belongs to the ledger and the rules in force, and builds it when there is none yet."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

from deputized.archive.home import POINTER, home, shipped_folder, user_ledger
from deputized.facts import file
from deputized.library.registry import Registry

Progress = Callable[[int, int], None]


class RegistryMissing(FileNotFoundError):
    """There is no registry at a path that was named; the message says how to build one."""


def open_registry(path: Path | str | None = None, *, progress: Progress | None = None) -> Registry:
    """The registry at `path`; without one, that of the ledger in force, built first if need be (a few seconds).

    Raises `RegistryMissing` if a named file does not exist or is no registry.
    """
    if path is not None:
        return _read(Path(path))
    wanted = default_path()
    if not wanted.is_file():
        build(wanted, progress=progress)
    return _read(wanted)


def build(path: Path, *, progress: Progress | None = None) -> None:
    """Build the registry of the ledger in force at `path`, and clear away those of earlier ledgers beside it."""
    from deputized.archive import Ledger
    from deputized.registry import build_registry

    if path != default_path():
        build_registry(Ledger.open(), path, progress)
        return
    earlier = sorted(
        (p for p in path.parent.glob("registry-*.sqlite") if p != path), key=lambda p: p.stat().st_mtime
    )
    build_registry(Ledger.open(), path, progress, earlier[-1] if earlier else None, resumable=True)
    for old in path.parent.glob("registry-*"):
        if old.stem != path.stem:
            old.unlink(missing_ok=True)


def default_path() -> Path:
    """Where the registry of the ledger and rules in force lives: its name is a hash of both."""
    return home() / f"registry-{_stamp()}.sqlite"


def _stamp() -> str:
    from deputized.registry.resume import rules_digest

    pointer = user_ledger() / POINTER
    digest = hashlib.sha256(pointer.read_bytes() if pointer.is_file() else b"shipped")
    digest.update((shipped_folder() / "SHA256SUMS").read_bytes())
    digest.update(rules_digest())
    return digest.hexdigest()[:12]


def _read(path: Path) -> Registry:
    if not path.is_file():
        raise RegistryMissing(f"{path}: no registry there. Build one with: deputized build -o {path}")
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False)
    db.row_factory = sqlite3.Row
    try:
        file.check(db)
    except sqlite3.DatabaseError as error:
        db.close()
        raise RegistryMissing(
            f"{path}: not a registry ({error}). Build one with: deputized build -o {path}"
        ) from error
    return Registry(db, path)
