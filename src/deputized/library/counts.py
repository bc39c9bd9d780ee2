"""How agreements in force are counted: once, the same in every answer, each part under its name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from deputized.facts.clocks import Standing

MODELS = ("TFM", "JEM", "WSO", "TTFM", "HYBRID", "unknown")
RARE = ("TTFM", "HYBRID", "unknown")
"""Told only where there is one."""


class Held(Protocol):
    """An agreement in force."""

    @property
    def agency_id(self) -> str: ...
    @property
    def model(self) -> str: ...
    @property
    def standing(self) -> str: ...


@dataclass(frozen=True, slots=True)
class InForceCount:
    """Agreements in force: `agreements` is the sum of `listed`, `signed_not_listed` and `omitted`."""

    agreements: int
    listed: int  # on the last list of that day or before
    signed_not_listed: int  # signed by then, and first listed after
    omitted: int  # not on that list, but on lists before and after it
    agreements_by_model: dict[str, int]
    agencies: int
    agencies_by_model: dict[str, int]

    @property
    def words(self) -> str:
        """The count in one sentence with its parts."""
        parts = f"{self.listed:,} listed"
        if self.signed_not_listed:
            parts += f" + {self.signed_not_listed:,} signed and not yet listed"
        if self.omitted:
            parts += f" + {self.omitted:,} omitted for a while"
        return f"{self.agreements:,} in force = {parts}; held by {self.agencies:,} {'agency' if self.agencies == 1 else 'agencies'}"


def count(held: Iterable[Held]) -> InForceCount:
    """Count agreements in force."""
    some = list(held)
    standings = Counter(a.standing for a in some)
    agencies: dict[str, set[str]] = defaultdict(set)
    for a in some:
        agencies[a.model].add(a.agency_id)
    return InForceCount(
        len(some), standings[Standing.LISTED], standings[Standing.SIGNED], standings[Standing.OMITTED],
        by_model(Counter(a.model for a in some)), len({a.agency_id for a in some}),
        by_model({m: len(ids) for m, ids in agencies.items()}),
    )  # fmt: skip


def by_model(counts: dict[str, int]) -> dict[str, int]:
    """TFM, JEM and WSO always, TTFM (tribal), HYBRID (to 2012) and unknown where there is one."""
    return {m: counts.get(m, 0) for m in MODELS if m not in RARE or counts.get(m)}
