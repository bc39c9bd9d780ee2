"""The registry file itself: whether it is one, and what it says of its making."""

from __future__ import annotations

import sqlite3

from deputized.store.schema import old_sqlite

NEEDED = "SELECT 1 FROM meta, publications, agency_places, standing LIMIT 1"
META = "SELECT key, value FROM meta"


def check(db: sqlite3.Connection) -> None:
    """Raises sqlite3.DatabaseError for a file that is no registry, or one of an older program, or by an old SQLite."""
    if why := old_sqlite():
        raise sqlite3.DatabaseError(why)
    db.execute(NEEDED).fetchone()


def meta(db: sqlite3.Connection) -> dict[str, str]:
    """Facts about this build."""
    return {row[0]: row[1] for row in db.execute(META)}
