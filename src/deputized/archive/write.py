"""Putting a ledger on disk so that whoever reads it sees the old one or the new one, never a mix."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from deputized.archive.errors import LedgerError
from deputized.archive.home import BEGINNING, GENERATION, POINTER
from deputized.archive.tables import ledger_sha256


def write_plain(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes a ledger's files into a folder, each by a rename. For folders under version control.

    SHA256SUMS comes last: if the writing is cut short, opening the folder says so.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in sorted(files, key=lambda name: (name == "SHA256SUMS", name)):
        _write_synced(folder / f".{name}.new", files[name])
    for name in sorted(files, key=lambda name: (name == "SHA256SUMS", name)):
        (folder / f".{name}.new").replace(folder / name)
    _sync_folder(folder)


def write_generation(ledger_dir: Path, files: Mapping[str, bytes]) -> None:
    """Writes a new generation whole, puts it in force by one rename, and clears away all but the last two.

    The caller holds the lock.
    """
    name = GENERATION + ledger_sha256(files)[:16]
    previous = _pointed_at(ledger_dir)
    if name != previous:
        target = ledger_dir / name
        if not previous:
            (ledger_dir / BEGINNING).touch()
            _sync_folder(ledger_dir)
        shutil.rmtree(target, ignore_errors=True)  # left half written by a killed process
        target.mkdir()
        for file, data in files.items():
            _write_synced(target / file, data)
        _sync_folder(target)
        _write_synced(ledger_dir / f".{POINTER}.new", f"{name}\n".encode())
        (ledger_dir / f".{POINTER}.new").replace(ledger_dir / POINTER)
        _sync_folder(ledger_dir)
    (ledger_dir / BEGINNING).unlink(missing_ok=True)
    # A reader may just have read the pointer: the generation before stays until the next writing.
    for old in ledger_dir.glob(GENERATION + "*"):
        if old.name not in (name, previous):
            shutil.rmtree(old, ignore_errors=True)


@contextmanager
def locked(ledger_dir: Path, wait_seconds: float = 30.0) -> Iterator[None]:
    """Holds the ledger's lock; the system lets go of it when the process ends, however it ends."""
    ledger_dir.mkdir(parents=True, exist_ok=True)
    with (ledger_dir / "lock").open("a+b") as file:
        deadline = time.monotonic() + wait_seconds
        while not _try_lock(file.fileno()):
            if time.monotonic() > deadline:
                raise LedgerError(
                    f"{ledger_dir}: another ingest is under way. Wait for it to end and try again."
                )
            time.sleep(0.05)
        yield


def _try_lock(descriptor: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _pointed_at(ledger_dir: Path) -> str:
    pointer = ledger_dir / POINTER
    return pointer.read_text(encoding="utf-8").strip() if pointer.is_file() else ""


def _write_synced(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder to sync it
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
