"""One writer a folder: a second waits for the first to end, or says what is in its way."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deputized.store.errors import StoreError

WAIT_SECONDS = 300.0
_HELD: set[Path] = set()


@contextmanager
def alone(folder: Path, wait_seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold a folder, which is made if need be; nothing is left in it. Raises `StoreError` after the wait.

    The system lets go of it when the process ends, however it ends. Inside a block that holds the folder already it
    does nothing. Where a file system knows no locks there are none: each file is still swapped in whole.
    """
    folder.mkdir(parents=True, exist_ok=True)
    place = folder.resolve()
    if os.name == "nt" or place in _HELD:  # Windows opens no folders
        yield
        return
    descriptor = os.open(place, os.O_RDONLY)
    try:
        deadline = time.monotonic() + wait_seconds
        while not _lock(descriptor):
            if time.monotonic() > deadline:
                raise StoreError(f"{folder}: another command has been writing there; try again when it ends")
            time.sleep(0.05)
        _HELD.add(place)
        try:
            yield
        finally:
            _HELD.discard(place)
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # no locks on this file system
        return True
    return True
