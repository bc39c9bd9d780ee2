"""The table of every list's counts: what it says is what the lists say, and a number is found in it."""

import json
import random

import pytest

from deputized.claims import Books, CountTable, count_table, when_so
from deputized.claims.claim import Kind, Operator, Part, Place, Unit
from deputized.claims.counting import way
from deputized.claims.table import COUNTRY, UNITS
from deputized.library import Registry


@pytest.fixture(scope="module")
def books(registry: Registry) -> Books:
    return Books(registry)


@pytest.fixture(scope="module")
def table(books: Books) -> CountTable:
    return count_table(books)


def value(table: CountTable, place: str, model: str, unit: str, at: int) -> int:
    runs = table.counts.get(place, {}).get(model, {}).get(unit, [])
    return next((v for first, v in reversed(runs) if first <= at), 0)


def test_cells_are_the_lists_own_counts(table: CountTable, books: Books) -> None:
    some = random.Random(287)
    for _ in range(120):
        at, model, state = (
            some.randrange(len(books.days)),
            some.choice(["", "TFM", "WSO"]),
            some.choice(["", "FL", "TX", "VA"]),
        )
        unit = some.choice(sorted(UNITS))
        place = Place(state, None, state) if state else None
        part = Part(Kind.COUNT, 0, Operator.EXACTLY, Unit.AGREEMENTS, model or None, place, None)
        counted = books.count(at, part, way(UNITS[unit]))
        assert value(table, state or COUNTRY, model, unit, at) == counted


def test_a_number_is_found_with_its_days(table: CountTable) -> None:
    found = [s for s in when_so(table, 1000) if (s.place, s.model, s.unit) == (COUNTRY, "", "agreements")]
    assert [s.first <= "2025-09-17" <= s.last for s in found] == [True]
    assert any((s.place, s.unit, s.model) == ("FL", "sheriffs", "") for s in when_so(table, 67))
    assert not [*when_so(table, 999_999)]


def test_it_is_small(table: CountTable) -> None:
    assert len(json.dumps({"days": table.days, "counts": table.counts}, separators=(",", ":"))) < 150_000
