"""A registry, open for questions."""

from __future__ import annotations

import sqlite3
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from deputized.library.clocks import Clocks, InForce
from deputized.model.days import AsOf, DayLike

if TYPE_CHECKING:
    from deputized.library.status import Status
    from deputized.places.answers import Match

Record = dict[str, Any]
"""One answer row; its keys are columns of `model.tables`, or are described where they are made."""


class Registry:
    """Every agency and agreement since 2021, each with its evidence. Read-only; thin views share its names.

    `as_of` is a day in the world, `known_on` a day of our record; both default to everything we have. A day is
    text, a `date`, a `datetime` or a pandas `Timestamp`; a state, county or model is given in any usual way.
    What cannot be read is refused with a `ValueError`, an unknown id with a `LookupError`, each saying what
    was tried.

    >>> import deputized
    >>> registry = deputized.open()
    >>> registry.status(as_of="2025-12-12").printed.rows
    1245
    """

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self.db = db
        self.path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def rows(self, sql: str, *values: object) -> list[Record]:
        """Rows of any SELECT as records."""
        return [dict(row) for row in self.db.execute(sql, values)]

    @cached_property
    def clocks(self) -> Clocks:
        """Presence of every agreement on every believed list."""
        return Clocks(self.db)

    @cached_property
    def ties(self) -> dict[str, Match]:
        """Every agency tied to what it governs, by id."""
        from deputized.places import matches

        return matches(self.db)

    @cached_property
    def meta(self) -> dict[str, str]:
        """Facts about this build."""
        return {row["key"]: row["value"] for row in self.rows("SELECT key, value FROM meta")}

    def as_of(self, as_of: DayLike | AsOf | None = None, known_on: DayLike | None = None) -> list[InForce]:
        """Every agreement in force on a day, as the lists out on another day tell."""
        return self.clocks.in_force(*AsOf.of(as_of, known_on).texts)

    def status(
        self,
        as_of: DayLike | AsOf | None = None,
        known_on: DayLike | None = None,
        state: str | None = None,
        model: str | None = None,
    ) -> Status:
        """Who is in: as ICE printed it and as resolved; rows, agreements, agencies; territories apart."""
        from deputized.library.status import status

        return status(self, as_of, known_on, state, model)

    def growth(self, state: str | None = None) -> list[Record]:
        """Agreements on every believed list, by model: one record per list."""
        from deputized.library.growth import growth

        return growth(self, state)

    def agencies(
        self,
        state: str | None = None,
        kind: str | None = None,
        model: str | None = None,
        county: str | int | None = None,
        standing: str | None = None,
        as_of: DayLike | AsOf | None = None,
        known_on: DayLike | None = None,
    ) -> list[Record]:
        """Agencies by state, kind, model, county and standing (active, former, pending, all), or on a day."""
        from deputized.library.agencies import agencies

        return agencies(self, state, kind, model, county, standing, as_of, known_on)

    def agency(self, which: str, state: str | None = None) -> Record:
        """One agency's whole life, by id or by name."""
        from deputized.library.agencies import agency

        return agency(self, which, state)

    def search(self, text: str, state: str | None = None, limit: int = 20) -> list[Record]:
        """Agencies whose name, in any spelling, is like the text; typing errors allowed. Best first."""
        from deputized.library.search import search

        return search(self, text, state, limit)

    def changes(
        self,
        since: DayLike | None = None,
        until: DayLike | None = None,
        state: str | None = None,
        kind: str | None = None,
        model: str | None = None,
        agency: str | None = None,
        known_on: DayLike | None = None,
    ) -> list[Record]:
        """What changed between neighbouring lists; `kind` is one, several with commas, or "news"."""
        from deputized.library.changes import changes

        return changes(self, since, until, state, kind, model, agency, known_on)

    def lists(self, kind: str | None = None) -> list[Record]:
        """Every publication in time, with its counts, hash and standing."""
        from deputized.library.lists import lists

        return lists(self, kind)

    def diff(self, before: DayLike, after: DayLike) -> list[Record]:
        """Rows that two lists do not share, agreement by agreement."""
        from deputized.library.lists import diff

        return diff(self, before, after)

    def explain(self, which: str) -> Record:
        """The whole chain of evidence behind an agency, agreement, pending spell, event or list."""
        from deputized.library.evidence import explain

        return explain(self, which)

    def doctor(self) -> Record:
        """Quality of ICE's lists, doubts to review, corrections that are due."""
        from deputized.library.quality import doctor

        return doctor(self)

    def lag(self) -> list[Record]:
        """How late ICE publishes: days between one fact and the next, by quarter."""
        from deputized.library.lag import lag

        return lag(self)
