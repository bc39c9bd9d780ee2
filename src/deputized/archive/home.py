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


def current_folder(path: Path) -> Path:
    """The folder that holds a ledger's tables: the generation in force, or `path` itself."""
    pointer = path / POINTER
    try:
        name = pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return path
    except OSError as error:
        raise LedgerError(f"{pointer}: cannot be read ({error.strerror}).") from error
    if not name or "/" in name or "\\" in name or name.startswith("."):
        raise LedgerError(f"{pointer}: names no generation. Delete {path} and ingest its files again.")
    return path / name
