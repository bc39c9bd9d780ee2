"""A registry, open for questions."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from deputized.facts import file
from deputized.facts.clocks import Clocks, InForce
from deputized.facts.records import Record, records
from deputized.model.days import AsOf, DayLike
from deputized.model.shown import ShownDict, of_record

if TYPE_CHECKING:
    from datetime import date

    from deputized.facts.agreements import Details, Names
    from deputized.facts.rosters import OlderListing
    from deputized.facts.ties import Ties
    from deputized.library.county import County
    from deputized.library.day import Day
    from deputized.library.early_rosters import OlderBodies
    from deputized.library.freshness import Freshness
    from deputized.library.reach import Listed, Panel, Reach
    from deputized.library.state import State
    from deputized.library.status import Status
    from deputized.library.table import Table
    from deputized.registry.list_verdict import ListVerdict

KEPT_DAYS = 8


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
        self._days: dict[AsOf, Day] = {}
        self._keeping = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        """Copied and sent to worker processes as the path of its file, which is opened anew there."""
        from deputized.library.opening import open_registry

        return open_registry, (self.path.resolve(),)

    def __repr__(self) -> str:
        return f"<Registry {self.path}>"

    def _repr_html_(self) -> str:
        return of_record(self.meta)

    def rows(self, sql: str, *values: object) -> list[Record]:
        """Rows of any query of your own as records; `model.tables` describes tables and columns."""
        return records(self.db, sql, *values)

    @cached_property
    def clocks(self) -> Clocks:
        """Presence of every agreement on every believed list."""
        return Clocks(self.db)

    @cached_property
    def ties(self) -> Ties:
        """Every agency tied to what it governs, by id; read state by state."""
        from deputized.facts.ties import Ties

        return Ties(self.db)

    @cached_property
    def names(self) -> dict[str, Names]:
        """Name and kind of every agency, by id."""
        from deputized.facts.agreements import names

        return names(self.db)

    @cached_property
    def details(self) -> dict[str, Details]:
        """Days and links of every agreement, by id."""
        from deputized.facts.agreements import details

        return details(self.db)

    @cached_property
    def said(self) -> tuple[OlderListing, ...]:
        """What lists older than ICE's spreadsheets say of agencies, oldest first."""
        from deputized.facts.rosters import said

        return said(self.db)

    @cached_property
    def older_bodies(self) -> OlderBodies:
        """Bodies that lists of 2007 to 2017 name and no later list is known to."""
        from deputized.library.early_rosters import OlderBodies

        return OlderBodies(self)

    def day(self, as_of: DayLike | AsOf | None = None, known_on: DayLike | None = None) -> Day:
        """What was so on a day, as known on another, by agency and county; the last few are kept.

        Raises ValueError for a day that is none or is before the first list.
        """
        from deputized.library.day import Day

        when = AsOf.of(as_of, known_on)
        found = self._days.get(when)
        if found is None:
            found = Day(self, when)
            with self._keeping:  # readers in several threads share what is kept
                while len(self._days) >= KEPT_DAYS:
                    self._days.pop(next(iter(self._days)))
                self._days[when] = found
        return found

    @cached_property
    def meta(self) -> dict[str, str]:
        """Facts about this build."""
        return file.meta(self.db)

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

    def county(
        self, which: str | int, as_of: DayLike | AsOf | None = None, known_on: DayLike | None = None
    ) -> County:
        """One county on a day, by FIPS or by name and state: who governs it, what is in force, what is not known."""
        from deputized.library.county import county

        return county(self, which, as_of, known_on)

    def state(
        self, which: str, as_of: DayLike | AsOf | None = None, known_on: DayLike | None = None
    ) -> State:
        """One state on a day: agreements and agencies in force, people by what covers them, what is not placed."""
        from deputized.library.state import state

        return state(self, which, as_of, known_on)

    def listed(
        self,
        as_of: DayLike | AsOf | None = None,
        known_on: DayLike | None = None,
        state: str | None = None,
    ) -> Listed:
        """The agencies on the list that speaks for a day, each with its models and what it governs."""
        from deputized.library.reach import listed

        return listed(self, as_of, known_on, state)

    def coverage(
        self,
        as_of: DayLike | AsOf | None = None,
        known_on: DayLike | None = None,
        state: str | None = None,
        model: str | None = None,
        by: str = "total",
    ) -> Reach:
        """People by what covers them on a day, nobody counted twice; `by` total, state, rurality or county."""
        from deputized.library.reach import coverage

        return coverage(self, as_of, known_on, state, model, by)

    def panel(
        self,
        since: DayLike = "2021-01-01",
        until: DayLike | None = None,
        known_on: DayLike | None = None,
        *,
        only_with_agreement: bool = False,
    ) -> Panel:
        """Models in force by county and month, with first days, town agencies, people and rurality."""
        from deputized.library.reach import panel

        return panel(self, since, until, known_on, only_with_agreement)

    def freshness(self, today: date) -> Freshness:
        """How old the newest list is on a day."""
        from deputized.library.freshness import freshness

        return freshness(self, today)

    def growth(self, state: str | None = None) -> Table:
        """Agreements on every believed list, by model: one record per list."""
        from deputized.library.growth import growth
        from deputized.library.table import Table

        return Table(growth(self, state))

    def agencies(
        self,
        state: str | None = None,
        kind: str | None = None,
        model: str | None = None,
        county: str | int | None = None,
        standing: str | None = None,
        as_of: DayLike | AsOf | None = None,
        known_on: DayLike | None = None,
    ) -> Table:
        """Agencies by state, kind, model, county and standing (active, former, pending, all), or on a day."""
        from deputized.library.agencies import FIELDS, agencies
        from deputized.library.table import Table

        return Table(agencies(self, state, kind, model, county, standing, as_of, known_on), FIELDS)

    def agency(self, which: str, state: str | None = None) -> Record:
        """One agency's whole life, by id or by name."""
        from deputized.library.agencies import agency

        return ShownDict(agency(self, which, state))

    def search(self, text: str, state: str | None = None, limit: int = 20) -> Table:
        """Agencies whose name, in any spelling, is like the text; typing errors allowed. Best first."""
        from deputized.library.search import FIELDS, search
        from deputized.library.table import Table

        return Table(search(self, text, state, limit), FIELDS)

    def changes(
        self,
        since: DayLike | None = None,
        until: DayLike | None = None,
        state: str | None = None,
        kind: str | None = None,
        model: str | None = None,
        agency: str | None = None,
        known_on: DayLike | None = None,
    ) -> Table:
        """What changed between neighboring lists; `kind` is one, several with commas, or "news"."""
        from deputized.library.changes import FIELDS, changes
        from deputized.library.table import Table

        return Table(changes(self, since, until, state, kind, model, agency, known_on), FIELDS)

    def lists(self, kind: str | None = None) -> Table:
        """Every publication in time, with its counts, hash and standing."""
        from deputized.library.lists import FIELDS, lists
        from deputized.library.table import Table

        return Table(lists(self, kind), FIELDS)

    def find_list(self, which: DayLike) -> str:
        """A list's id, given its id, the start of its hash, its file's name or its day."""
        from deputized.library.lists import find_list

        return find_list(self, which)

    def quarantined(self) -> list[Record]:
        """Lists that were taken in and are not believed, and those a person judged, with the reasons."""
        from deputized.library.lists import quarantined

        return quarantined(self)

    def quarantine(self, publication_id: str) -> Record:
        """One list's standing with all that was remarked and measured when it was read and judged."""
        from deputized.library.lists import quarantine

        return quarantine(self, publication_id)

    def verdicts(self, publication_ids: Iterable[str]) -> dict[str, ListVerdict]:
        """The standing of some lists, and the events each brought by kind."""
        from deputized.library.lists import verdicts

        return verdicts(self, publication_ids)

    def diff(self, before: DayLike, after: DayLike) -> Table:
        """Rows that two lists do not share, agreement by agreement."""
        from deputized.library.lists import DIFF_FIELDS, diff
        from deputized.library.table import Table

        return Table(diff(self, before, after), DIFF_FIELDS)

    def explain(self, which: str) -> Record:
        """The whole chain of evidence behind an agency, agreement, pending spell, event or list."""
        from deputized.library.evidence import explain

        return ShownDict(explain(self, which))

    def doctor(self) -> Record:
        """Quality of ICE's lists, doubts to review, corrections that are due."""
        from deputized.library.quality import doctor

        return doctor(self)

    def lag(self) -> Table:
        """How late ICE publishes: days between one fact and the next, by quarter."""
        from deputized.library.lag import lag
        from deputized.library.table import Table

        return Table(lag(self))
