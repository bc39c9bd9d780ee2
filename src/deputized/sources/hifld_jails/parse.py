"""Jails and prisons: a table in a text file."""

from __future__ import annotations

from deputized.sources.parsed import Parsed
from deputized.sources.tables import parse_table


def parse(name: str, data: bytes) -> Parsed:
    """The rows of one file. Raises ReadError naming row and column."""
    return parse_table("hifld_jails", name, data)
