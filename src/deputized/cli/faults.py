"""What a command says of an error that is the world's and not the program's: one plain line, and what to do."""

from __future__ import annotations

import errno
import sqlite3


def plain_words(error: BaseException) -> str | None:
    """The line for an error that has one; None for any other, which is a fault of the program and is shown whole."""
    from concurrent.futures.process import BrokenProcessPool

    from deputized.archive.errors import DateUnknown, IngestRefused, LedgerError
    from deputized.readers.errors import ReadError
    from deputized.registry.curation import CurationError
    from deputized.store.errors import StoreError

    if isinstance(error, (LedgerError, StoreError, CurationError, ReadError, IngestRefused, DateUnknown)):
        return str(error)
    if isinstance(error, BrokenProcessPool):
        return "a process of this command was ended from outside (too little memory?); what was there before stays. Try again"
    if isinstance(error, MemoryError):
        return "there is not enough memory for this; what was there before stays"
    if isinstance(error, sqlite3.Error):
        if "full" in str(error):
            return "the disk is full; make room and try again. What was there before stays"
        return f"the registry cannot be read ({error}); build it anew: deputized build"
    if isinstance(error, OSError):
        return _of_system(error)
    return None


def _of_system(error: OSError) -> str:
    where = f"{printable(error.filename)}: " if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{where}the disk is full; make room and try again. What was there before stays"
    if error.errno == errno.EROFS or isinstance(error, PermissionError):
        return f"{where}it may not be written or read ({error.strerror}); give another place, or mend the permissions"
    return f"{where}{error.strerror or error}; give another place, or mend this one"


def printable(name: object) -> str:
    """A file name as a terminal can show it, whatever bytes are in it."""
    text = name.decode("utf-8", "surrogateescape") if isinstance(name, bytes) else str(name)
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
