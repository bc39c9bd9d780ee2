"""Every way of counting a list: rows, agreements, agencies, names as spelt, sheriffs, counties, states.

Counts are of the rows of one believed list as resolved, held in memory: a claim is tried by some twenty ways
on a handful of lists.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from deputized import reference
from deputized.claims.claim import Part, Unit
from deputized.facts.lists import ListUsed, list_used, pending_lists, resolved_rows
from deputized.facts.lists import ResolvedRow as Row
from deputized.library.status import territories

if TYPE_CHECKING:
    from deputized.library.registry import Registry

KEPT = 4000
"""Selections of rows that are kept in memory between claims."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way of counting. `unit` is what it counts; `words` say it in a sentence; `keys` are the things counted."""

    name: str
    unit: Unit
    words: str
    keys: Callable[[Sequence[Row], Books], frozenset[object]]

    def count(self, rows: Sequence[Row], books: Books) -> int:
        """How many of the things there are on these rows."""
        return len(self.keys(rows, books))


class Books:
    """The lists of a registry, read once each, and the counties of its agencies.

    Those of agreements in force; `waiting` are the books of its pending lists.
    """

    def __init__(self, registry: Registry, lists: Sequence[tuple[str, str]] | None = None) -> None:
        self._registry = registry
        self._rows: dict[str, tuple[Row, ...]] = {}
        self._chosen: dict[tuple[object, ...], list[Row]] = {}
        self._counts: dict[tuple[object, ...], int] = {}
        self._by_state: dict[tuple[object, ...], dict[str, int]] = {}
        self._used: dict[str, ListUsed] = {}
        self.is_waiting = lists is not None
        self._lists = [i for i, _ in lists] if lists is not None else list(registry.clocks.lists)
        self.days: list[str] = [d for _, d in lists] if lists is not None else list(registry.clocks.dates)
        """The day of every believed list, in time."""

    @cached_property
    def waiting(self) -> Books:
        """The books of ICE's pending lists."""
        return Books(self._registry, pending_lists(self._registry.db))

    def rows(self, place: int) -> tuple[Row, ...]:
        """The rows of the list at a place in time."""
        name = self._lists[place]
        if name not in self._rows:
            self._rows[name] = tuple(resolved_rows(self._registry.db, name))
        return self._rows[name]

    def pending(self, place: int, part: Part) -> int:
        """Rows of a claim's model and place on the last pending list out with the list at a place in time."""
        out = [n for n, day in enumerate(self.waiting.days) if day <= self.days[place]]
        return len(chosen(self.waiting.rows(out[-1]), part, self.waiting)) if out else 0

    def chosen(self, at: int, part: Part, signed_by: date | None = None) -> list[Row]:
        """Rows of the list at a place in time of a claim's model, place and kind of agency; kept between claims."""
        key = (
            at,
            part.model,
            part.place and (part.place.states, part.place.county_fips),
            part.body,
            signed_by,
        )
        if key not in self._chosen:
            if len(self._chosen) > KEPT:
                self._chosen.clear()
            self._chosen[key] = chosen(self.rows(at), part, self, signed_by)
        return self._chosen[key]

    def count(self, at: int, part: Part, way: Way, signed_by: date | None = None) -> int:
        """How many of a claim's things there are on the list at a place in time; kept between claims."""
        where = part.place and (part.place.states, part.place.county_fips)
        key = (at, part.model, where, part.body, signed_by, way.name)
        if key not in self._counts:
            self._counts[key] = way.count(self.chosen(at, part, signed_by), self)
        return self._counts[key]

    def by_state(self, at: int, part: Part, way: Way) -> dict[str, int]:
        """The count of every state, of a claim's model and kind of agency; kept between claims."""
        key = (at, part.model, part.body, way.name)
        if key not in self._by_state:
            by: dict[str, list[Row]] = defaultdict(list)
            for row in self.chosen(at, replace(part, place=None)):
                by[row.state or ""].append(row)
            self._by_state[key] = {s: way.count(some, self) for s, some in by.items() if s}
        return self._by_state[key]

    def used(self, place: int) -> ListUsed:
        """The list at a place in time, for citing."""
        return self.used_by_id(self._lists[place])

    def used_by_id(self, publication_id: str) -> ListUsed:
        """A list by id, for citing."""
        if publication_id not in self._used:
            self._used[publication_id] = list_used(self._registry.db, publication_id)
        return self._used[publication_id]

    @cached_property
    def counties(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        """Level of government and county FIPS of every agency."""
        return {a: (m.level, m.county.codes) for a, m in self._registry.ties.items()}

    def place_of(self, row: Row) -> tuple[str, tuple[str, ...]]:
        """Level of government and county FIPS of a row's agency; empty if it is not known."""
        return self.counties.get(row.agency_id or "", ("", ()))


def chosen(rows: Iterable[Row], part: Part, books: Books, signed_by: date | None = None) -> list[Row]:
    """Rows of a claim's model, place and kind of agency; `signed_by`: only those signed on that day or earlier."""
    models, place, body = part.model.split(" and ") if part.model else None, part.place, part.body
    day = signed_by.isoformat() if signed_by is not None else None
    kept = [
        r for r in rows
        if (models is None or r.model in models) and (place is None or r.state in place.states)
        and (day is None or (r.signed is not None and r.signed <= day))
    ]  # fmt: skip
    if place is not None and place.county_fips is not None:
        kept = [r for r in kept if place.county_fips in books.place_of(r)[1][:1]]
    if body is not None:
        kept = [r for r in kept if r.kind in body.kinds or books.place_of(r)[0] in body.levels]
    return kept


def _distinct(key: Callable[[Row], object]) -> Callable[[Sequence[Row], Books], frozenset[object]]:
    return lambda rows, _: frozenset(k for r in rows if (k := key(r)) is not None)


def _all_counties(rows: Sequence[Row], books: Books) -> frozenset[object]:
    return frozenset(f for r in rows for f in books.place_of(r)[1][:1])


def _sheriff_counties(rows: Sequence[Row], books: Books) -> frozenset[object]:
    return _all_counties([r for r in rows if r.kind == "sheriff"], books)


def _states(rows: Sequence[Row], _: Books) -> frozenset[object]:
    return frozenset({r.state for r in rows if r.state} - territories())


def _territories(rows: Sequence[Row], _: Books) -> frozenset[object]:
    return frozenset({r.state for r in rows if r.state} & territories())


WAYS = (
    Way("agreements", Unit.AGREEMENTS, "agreements", _distinct(lambda r: r.agreement_id)),
    Way("rows", Unit.ROWS, "rows as printed", lambda rows, _: frozenset(range(len(rows)))),
    Way("agencies", Unit.AGENCIES, "agencies", _distinct(lambda r: r.agency_id)),
    Way("names", Unit.AGENCIES, "agency names as spelt", _distinct(lambda r: (r.state, r.name))),
    Way(
        "printed",
        Unit.AGENCIES,
        "different names with state and county, letter for letter",
        _distinct(lambda r: r.printed),
    ),
    Way(
        "sheriffs",
        Unit.SHERIFFS,
        "sheriffs",
        _distinct(lambda r: r.agency_id if r.kind == "sheriff" else None),
    ),
    Way(
        "sheriff_names",
        Unit.SHERIFFS,
        "sheriffs' names as spelt",
        _distinct(lambda r: (r.state, r.name) if "SHERIFF" in r.name else None),
    ),
    Way("sheriff_counties", Unit.COUNTIES, "counties whose sheriff has an agreement", _sheriff_counties),
    Way("counties", Unit.COUNTIES, "counties with any agency listed", _all_counties),
    Way("states", Unit.STATES, "states", _states),
    Way(
        "states_and_territories",
        Unit.STATES,
        "states and territories together",
        lambda rows, b: _states(rows, b) | _territories(rows, b),
    ),
    Way("territories", Unit.TERRITORIES, "territories", _territories),
)
"""Every way of counting, the plainest of a unit first."""

OWN = {
    Unit.ROWS: ("rows",),
    Unit.AGREEMENTS: ("agreements", "rows"),
    Unit.AGENCIES: ("agencies", "names", "printed"),
    Unit.SHERIFFS: ("sheriffs", "sheriff_names"),
    Unit.COUNTIES: ("sheriff_counties", "counties"),
    Unit.STATES: ("states",),
    Unit.TERRITORIES: ("territories",),
    Unit.STATES_AND_TERRITORIES: ("states_and_territories",),
    Unit.UNSAID: ("agreements", "rows", "agencies", "names", "printed"),
}
"""Ways that count what a unit says. A claim of agreements may count rows: they differ by rows printed twice."""

OTHER = {
    Unit.ROWS: ("agencies", "names", "printed", "with_pending"),
    Unit.AGREEMENTS: ("agencies", "names", "printed", "with_pending", "sheriffs"),
    Unit.AGENCIES: ("agreements", "rows", "with_pending", "sheriffs"),
    Unit.SHERIFFS: ("agencies", "agreements", "sheriff_counties"),
    Unit.COUNTIES: ("sheriffs", "agencies", "agreements"),
    Unit.STATES: ("states_and_territories",),
    Unit.TERRITORIES: (),
    Unit.STATES_AND_TERRITORIES: ("states",),
    Unit.UNSAID: ("with_pending",),
}
"""Ways a number is often given under the wrong unit's name."""


WAITING = {Unit.AGENCIES: ("agencies", "names"), Unit.SHERIFFS: ("sheriffs",), Unit.STATES: ("states",)}
"""Ways that count a pending list; every other unit counts its rows."""


def own_ways(part: Part) -> tuple[str, ...]:
    """Names of the ways that count what a claim says."""
    return WAITING.get(part.unit, ("rows",)) if part.is_pending else OWN[part.unit]


def bodies_there_are(part: Part) -> int | None:
    """How many counties or sheriffs of a claim's place there are, listed or not; None if no table says."""
    place = part.whole.place if part.whole else None
    if part.unit not in (Unit.COUNTIES, Unit.SHERIFFS):
        return None
    here = [
        c
        for c in reference.counties()
        if c.status == "current" and (place is None or c.state in place.states)
    ]
    if part.unit is Unit.COUNTIES:
        return len(here)
    return sum((office := reference.sheriffs().get(c.fips)) is not None and office.has_office for c in here)


def way(name: str) -> Way:
    """A way of counting by name."""
    return next(w for w in WAYS if w.name == name)


def near(days: Sequence[str], first: date, last: date) -> dict[str, list[int]]:
    """Places of the lists that bear on a period: `on` those within it, `before` the last one earlier, `after`
    the first one later."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, day in enumerate(days):
        if day < first.isoformat():
            found["before"] = [place]
        elif day <= last.isoformat():
            found["on"].append(place)
        else:
            found["after"] = [place]
            break
    return found
