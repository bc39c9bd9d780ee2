"""Where a release's words change: months in which the same arrests begin to be called something else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

LEAST_ROWS = 20
"""Rows of a month under which its shares tell nothing."""
SHIFT = 0.3
"""A value's share of a group that changes by so much from one month to the next is a break."""


@dataclass(frozen=True, slots=True)
class Break:
    """A value whose share of a group of rows changed at once."""

    month: date
    group: str  # the rows looked at: "program 287g Task Force"
    field: str
    value: str
    before: float  # share in the month before
    after: float

    @property
    def told(self) -> str:
        """In one sentence."""
        return (
            f"{self.month:%Y-%m}: of rows with {self.group}, {self.field} {self.value!r} goes from {self.before:.0%} to "
            f"{self.after:.0%}"
        )


def breaks(counts: Iterable[tuple[date, str, str, int]]) -> tuple[Break, ...]:
    """Breaks in `method` among rows of each program. `counts`: month, program, method, rows.

    Months with few rows are looked past: the month before is the last that had enough.
    """
    by: dict[str, dict[date, dict[str, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for month, program, method, n in counts:
        by[program][month][method] += n
    found = []
    for program in sorted(by):
        before: Mapping[str, int] | None = None
        for month in sorted(by[program]):
            here = by[program][month]
            if sum(here.values()) < LEAST_ROWS:
                continue
            if before is not None:
                for value in sorted({*here, *before}):
                    a, b = _share(before, value), _share(here, value)
                    if abs(b - a) >= SHIFT:
                        found.append(Break(month, f"program {program!r}", "method", value, a, b))
            before = here
    return tuple(sorted(found, key=lambda x: (x.month, x.group, -abs(x.after - x.before), x.value)))


def _share(some: Mapping[str, int], value: str) -> float:
    return some.get(value, 0) / max(sum(some.values()), 1)
