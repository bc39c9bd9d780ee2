"""How many there were on every list, by unit, model and state: small enough for a page to look a number up in.

Kept as runs: a count stands until the next one given. `when_so` reads it: on which lists, and as what, a number was so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from deputized.claims.claim import Kind, Operator, Part, Unit
from deputized.claims.counting import Books, way
from deputized.library.status import territories

UNITS = {
    "agreements": "agreements",
    "agencies": "agencies",
    "sheriffs": "sheriffs",
    "counties": "sheriff_counties",
}
"""Units of the table with the way each is counted; states are counted of the country alone."""

MODELS = ("", "TFM", "JEM", "WSO")
COUNTRY = "US"

Runs = list[tuple[int, int]]
"""Place of the list in `days` from which a count stands, and the count."""


@dataclass(frozen=True, slots=True)
class CountTable:
    """`counts`: by place (US or a state), model ("" for all) and unit."""

    days: tuple[str, ...]
    counts: dict[str, dict[str, dict[str, Runs]]]


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in which a number was so, from one list to another, both included."""

    place: str
    model: str
    unit: str
    first: str
    last: str


def count_table(books: Books) -> CountTable:
    """Every such count of every believed list."""
    counts: dict[str, dict[str, dict[str, Runs]]] = {}

    def put(place: str, model: str, unit: str, at: int, value: int) -> None:
        runs = counts.setdefault(place, {}).setdefault(model, {}).setdefault(unit, [])
        if (runs[-1][1] if runs else 0) != value:
            runs.append((at, value))

    seen: set[str] = set()
    for at in range(len(books.days)):
        for model in MODELS:
            part = Part(Kind.COUNT, 0, Operator.EXACTLY, Unit.AGREEMENTS, model or None, None, None)
            for unit, name in UNITS.items():
                by = books.by_state(at, part, way(name))
                seen |= set(by)
                put(COUNTRY, model, unit, at, books.count(at, part, way(name)))
                for state in sorted(seen):
                    put(state, model, unit, at, by.get(state, 0))
                if unit == "agreements":
                    there = {s for s, n in by.items() if n} - territories()
                    put(COUNTRY, model, "states", at, len(there))
    return CountTable(tuple(books.days), counts)


def when_so(table: CountTable, number: int) -> Iterator[Spell]:
    """When, where and of what a number was so, the country first."""
    for place in sorted(table.counts, key=lambda p: (p != COUNTRY, p)):
        for model, units in table.counts[place].items():
            for unit, runs in units.items():
                for n, (at, value) in enumerate(runs):
                    if value == number:
                        end = runs[n + 1][0] - 1 if n + 1 < len(runs) else len(table.days) - 1
                        yield Spell(place, model, unit, table.days[at], table.days[end])
