"""Where ledgers live.

The shipped ledger is part of the package and is never written to. What a user ingests is a small ledger of
its own under the user's data directory; `Ledger.open` reads both as one. An own ledger is a directory with a
file `current` that names the generation in force: a new one is written whole beside the old, and one rename
puts it in force.
"""

from __future__ import annotations

import os
from pathlib import Path

from deputized.archive.errors import LedgerError

POINTER = "current"
GENERATION = "generation-"
SUMS = "SHA256SUMS"
BEGINNING = ".beginning"
"""A file that stands while a folder's first ledger is written: without the pointer there is none yet."""


def shipped_folder() -> Path:
    """The ledger in the package."""
    return Path(__file__).resolve().parent.parent / "data" / "archive"


def home() -> Path:
    """The user's data directory.

    $DEPUTIZED_HOME, else $XDG_DATA_HOME/deputized, else ~/.local/share/deputized.
    """
    if chosen := os.environ.get("DEPUTIZED_HOME"):
        return Path(chosen)
    base = os.environ.get("XDG_DATA_HOME")
    # The XDG standard has relative paths ignored.
    return (
        Path(base) if base and Path(base).is_absolute() else Path.home() / ".local" / "share"
    ) / "deputized"


def user_ledger() -> Path:
    """The directory of the lists the user has ingested; it need not exist."""
    return home() / "ledger"


def has_ledger(path: Path) -> bool:
    """Whether lists were taken in at `path`. LedgerError if they were and the file that names them is lost."""
    if (path / POINTER).is_file():
        return True
    if (path / BEGINNING).is_file():  # the first ingest was ended before its ledger was in force
        return False
    if left := generations(path):
        raise LedgerError(
            f"{path / POINTER}: the file is lost; the lists are still there. Make it again with one line in it: "
            f"{left[-1]}"
        )
    return False


def generations(path: Path) -> list[str]:
    """The names of a ledger's whole generations, oldest first."""
    found = [p for p in path.glob(GENERATION + "*") if (p / SUMS).is_file()] if path.is_dir() else []
    return [p.name for p in sorted(found, key=lambda p: (p.stat().st_mtime_ns, p.name))]


def current_folder(path: Path) -> Path:
    """The folder that holds a ledger's tables: the generation in force, or `path` itself."""
    pointer = path / POINTER
    try:
        name = pointer.read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return path
    except OSError as error:
        raise LedgerError(f"{pointer}: cannot be read ({error.strerror}).") from error
    if not name or "/" in name or "\\" in name or name.startswith("."):
        name = ""
    if not name or not (path / name).is_dir():
        if left := generations(path):
            raise LedgerError(
                f"{pointer}: names no generation that is there. Write one line into it: {left[-1]}"
            )
        raise LedgerError(f"{pointer}: names no generation. Delete {path} and ingest its files again.")
    return path / name
