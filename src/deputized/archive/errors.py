"""Errors of the archive, beside the readers' own `ReadError`."""

from __future__ import annotations

from collections.abc import Sequence


class LedgerError(Exception):
    """A ledger on disk that is missing, damaged or locked; the message says which file and what to do."""


class IngestRefused(Exception):
    """Files that were not taken in, each with its reason; the ledger is as it was."""

    def __init__(self, errors: Sequence[Exception]) -> None:
        self.errors = tuple(errors)
        super().__init__(self.errors)

    def __str__(self) -> str:
        return "\n".join([*map(str, self.errors), "Nothing was taken in; the ledger is as it was."])


class DateUnknown(Exception):
    """A file whose publication date neither its name nor the evidence gives; ask the user for one."""

    def __init__(self, name: str, why: str) -> None:
        self.name = name
        self.why = why
        super().__init__(name, why)

    def __str__(self) -> str:
        return f"{self.name}: {self.why}. Give the day ICE published it with --date YYYY-MM-DD."
