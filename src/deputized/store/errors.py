"""The error of the store."""

from __future__ import annotations


class StoreError(RuntimeError):
    """A registry or a folder cannot be written or read; the message says which and what to do."""
