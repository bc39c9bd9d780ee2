"""Every way of counting a list: rows, agreements, agencies, names as spelt, sheriffs, counties, states.

Counts are of the rows of one believed list as resolved, held in memory: a claim is tried by some twenty ways
on a handful of lists.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from deputized.claims.claim import Place, Unit
from deputized.library.status import ListUsed, territories

if TYPE_CHECKING:
    from deputized.library.registry import Registry

ROWS = """
-- one row per printed row of a believed list
SELECT c.state, c.model, upper(trim(c.agency_raw)) AS name, l.agency_id, l.agreement_id, c.signed_date, g.kind,
       c.state_raw || char(31) || c.agency_raw || char(31) || coalesce(c.county_raw, '') AS printed
FROM listings l JOIN contents c USING (content_id) LEFT JOIN agencies g ON g.agency_id = l.agency_id
WHERE l.publication_id = ?
"""
PENDING = """
-- one row per printed row of the last believed pending list of a day
SELECT c.state, c.model FROM listings l JOIN contents c USING (content_id) WHERE l.publication_id = (
  SELECT publication_id FROM publications
  WHERE kind = 'pending' AND standing = 'believed' AND published_date <= ? ORDER BY position DESC LIMIT 1)
"""
LIST = """
-- one row: the list
SELECT publication_id, published_date, part_of_day, sha256, name_in_source FROM publications WHERE publication_id = ?
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row as resolved."""

    state: str | None
    model: str | None
    name: str
    agency_id: str | None
    agreement_id: str | None
    signed: str | None
    kind: str | None
    printed: str | None  # state, agency and county, letter for letter


@dataclass(frozen=True, slots=True)
class Way:
    """One way of counting. `unit` is what it counts; `words` say it in a sentence."""

    name: str
    unit: Unit
    words: str
    count: Callable[[Sequence[Row], Books], int]


class Books:
    """The lists of a registry, read once each, and the counties of its agencies."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._rows: dict[str, tuple[Row, ...]] = {}

    @property
    def days(self) -> list[str]:
        """The day of every believed list, in time."""
        return self._registry.clocks.dates

    def rows(self, place: int) -> tuple[Row, ...]:
        """The rows of the list at a place in time."""
        name = self._registry.clocks.lists[place]
        if name not in self._rows:
            self._rows[name] = tuple(
                Row(
                    r[0],
                    r[1],
                    " ".join((r[2] or "").replace("\u2019", "'").split()),
                    r[3],
                    r[4],
                    r[5],
                    r[6],
                    r[7],
                )
                for r in self._registry.db.execute(ROWS, (name,))
            )
        return self._rows[name]

    def pending(self, place: int, model: str | None, where: Place | None) -> int:
        """Rows of the last pending list out with the list at a place in time."""
        found = self._registry.db.execute(PENDING, (self.days[place],))
        return sum((model is None or m == model) and (where is None or s == where.state) for s, m in found)

    def used(self, place: int) -> ListUsed:
        """The list at a place in time, for citing."""
        return self.used_by_id(self._registry.clocks.lists[place])

    def used_by_id(self, publication_id: str) -> ListUsed:
        """A list by id, for citing."""
        return ListUsed(*self._registry.db.execute(LIST, (publication_id,)).fetchone())

    @cached_property
    def counties(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        """Level of government and county FIPS of every agency."""
        from deputized.places import matches

        return {a: (m.level, m.county.codes) for a, m in matches(self._registry.db).items()}


def chosen(
    rows: Iterable[Row], model: str | None, place: Place | None, books: Books, signed_by: date | None = None
) -> list[Row]:
    """Rows of a model and a place; `signed_by` keeps only those signed on that day or earlier."""
    kept = [
        r for r in rows
        if (model is None or r.model == model) and (place is None or r.state == place.state)
        and (signed_by is None or (r.signed is not None and r.signed <= signed_by.isoformat()))
    ]  # fmt: skip
    if place is None or place.county_fips is None:
        return kept
    return [
        r for r in kept
        if r.agency_id in books.counties and place.county_fips in books.counties[r.agency_id][1][:1]
    ]  # fmt: skip


def _distinct(key: Callable[[Row], object]) -> Callable[[Sequence[Row], Books], int]:
    return lambda rows, _: len({key(r) for r in rows if key(r) is not None})


def _sheriff_counties(rows: Sequence[Row], books: Books) -> int:
    return len(
        {
            f
            for r in rows
            if r.kind == "sheriff"
            for f in books.counties.get(r.agency_id or "", ("", ()))[1][:1]
        }
    )


def _all_counties(rows: Sequence[Row], books: Books) -> int:
    return len({f for r in rows for f in books.counties.get(r.agency_id or "", ("", ()))[1][:1]})


def _states(rows: Sequence[Row], _: Books) -> int:
    return len({r.state for r in rows if r.state} - territories())


def _territories(rows: Sequence[Row], _: Books) -> int:
    return len({r.state for r in rows if r.state} & territories())


WAYS = (
    Way("agreements", Unit.AGREEMENTS, "agreements", _distinct(lambda r: r.agreement_id)),
    Way("rows", Unit.ROWS, "rows as printed", lambda rows, _: len(rows)),
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
    Way("sheriff_counties", Unit.COUNTIES, "counties whose sheriff has an agreement", _sheriff_counties),
    Way("counties", Unit.COUNTIES, "counties with any agency listed", _all_counties),
    Way("states", Unit.STATES, "states", _states),
    Way(
        "states_and_territories",
        Unit.STATES,
        "states and territories together",
        lambda rows, b: _states(rows, b) + _territories(rows, b),
    ),
    Way("territories", Unit.TERRITORIES, "territories", _territories),
)
"""Every way of counting, the plainest of a unit first."""

OWN = {
    Unit.ROWS: ("rows",),
    Unit.AGREEMENTS: ("agreements", "rows"),
    Unit.AGENCIES: ("agencies", "names", "printed"),
    Unit.SHERIFFS: ("sheriffs",),
    Unit.COUNTIES: ("sheriff_counties", "counties"),
    Unit.STATES: ("states",),
    Unit.TERRITORIES: ("territories",),
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
    Unit.UNSAID: ("with_pending",),
}
"""Ways a number is often given under the wrong unit's name."""


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
