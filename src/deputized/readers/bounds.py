"""The last bound on what is made of a file: the memory a reading may take, whatever the file says of itself.

Each reader counts what it makes and refuses early, with the reason. This holds for what nobody thought of.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deputized.readers.errors import ReadError

MOST_BYTES = 400 * 2**20
_STATM = Path("/proc/self/statm")


@contextmanager
def bounded(name: str) -> Iterator[None]:
    """Let the block take no more than MOST_BYTES beyond what the program holds; beyond it a ReadError.

    Where the system cannot say or hold it (not Linux, other threads at work), only the readers' own counts hold.
    """
    try:
        with _address_space():
            yield
    except MemoryError as error:
        raise ReadError(
            name,
            f"reading it would take more than {MOST_BYTES // 2**20} MB of memory; no real list does",
            "Check that it is one of ICE's lists",
        ) from error


@contextmanager
def _address_space() -> Iterator[None]:
    try:
        import resource
    except ImportError:
        yield
        return
    if threading.active_count() > 1 or not _STATM.is_file():
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = int(_STATM.read_text(encoding="ascii").split()[0]) * resource.getpagesize() + MOST_BYTES
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    if soft != resource.RLIM_INFINITY and soft <= limit:
        yield
        return
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
