"""Many threads read one registry: each is told what one alone is told, also where days are kept and let go."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from deputized.library import Registry
from deputized.library.opening import open_registry

DAYS = (
    "2025-03-27",
    "2025-06-30",
    "2025-09-22",
    "2025-12-15",
    "2026-01-26",
    "2026-03-02",
    "2026-05-18",
    "2024-12-31",
    "2025-08-01",
    "2025-10-31",
)


@pytest.fixture
def fresh(registry_file: Path) -> Iterator[Registry]:
    """One that has kept nothing yet."""
    with open_registry(registry_file) as opened:
        yield opened


def asked(registry: Registry, day: str) -> tuple[object, ...]:
    return (
        registry.status(as_of=day, state="TX").resolved,
        len(registry.day(day).agreements),
        registry.agency("tx-kinney-county-sheriff")["agreements"],
        registry.county("48271", as_of=day).in_force,
    )


def test_threads_are_told_what_one_is_told(registry: Registry, fresh: Registry) -> None:
    right = {day: asked(registry, day) for day in DAYS}
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as pool:
            told = list(
                pool.map(lambda n: (DAYS[n % len(DAYS)], asked(fresh, DAYS[n % len(DAYS)])), range(30))
            )
    finally:
        sys.setswitchinterval(before)
    assert len(told) == 30 and all(found == right[day] for day, found in told)
