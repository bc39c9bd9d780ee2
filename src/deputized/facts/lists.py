"""ICE's lists as facts: which one speaks for a day, and how to cite it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

LIST = """
-- one row: the publication
SELECT publication_id, published_date, part_of_day, sha256, name_in_source FROM publications WHERE publication_id = ?
"""


@dataclass(frozen=True, slots=True)
class ListUsed:
    """The list an answer rests on."""

    publication_id: str
    published_date: str
    part_of_day: str
    sha256: str
    name_in_source: str


def list_used(db: sqlite3.Connection, publication_id: str) -> ListUsed:
    """A list by its id, for citing."""
    return ListUsed(*db.execute(LIST, (publication_id,)).fetchone())
