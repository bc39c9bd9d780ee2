"""How late ICE publishes: from signing to first listing, from pending to participating, from listing to MOA.

Listing days are days of lists, so each figure is an upper bound by at most the gap to the list before.
Agreements already on the first list we hold, or signed over two years before it was first listed, say nothing
of lateness and are left out, as are those whose second step has not come: they are counted as waiting.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from statistics import median, quantiles
from typing import TYPE_CHECKING

from deputized.facts.agreements import Milestones, milestones

if TYPE_CHECKING:
    from deputized.facts.records import Record
    from deputized.library.registry import Registry

FIRST_SPREADSHEET = "2025-02-21"
"""From this list on ICE published often enough to tell how late it was."""
STEPS: dict[str, tuple[str, Callable[[Milestones], tuple[str | None, str | None]]]] = {
    "signed_to_listed": (
        "signing day as printed to first participating list",
        lambda m: (m.signed_date, m.first_listed_date),
    ),
    "pending_to_participating": (
        "first pending list to first participating list",
        lambda m: (m.pending_since, m.first_listed_date),
    ),
    "listed_to_moa_posted": (
        "first participating list to first list with an MOA link",
        lambda m: (m.first_listed_date, m.moa_posted_date),
    ),
}
"""What each step is, and the two days of an agreement it lies between; no first day, no step."""


def lag(registry: Registry) -> list[Record]:
    """One record per step per quarter of its second day: n, median, p25, p75, p90, longest (days), waiting."""
    out: list[Record] = []
    every_one = milestones(registry.db)
    for step, (meaning, ends) in STEPS.items():
        days: dict[str, list[int]] = {}
        waiting: dict[str, int] = {}
        for start, end in map(ends, every_one):
            if start is None:
                continue
            listed = end if step != "listed_to_moa_posted" else start
            if listed is None or listed <= FIRST_SPREADSHEET:
                continue
            if end is None:
                waiting[_quarter(start)] = waiting.get(_quarter(start), 0) + 1
                continue
            gap = (date.fromisoformat(end) - date.fromisoformat(start)).days
            if gap > 730:
                continue
            days.setdefault(_quarter(listed), []).append(gap)
        for quarter in sorted({*days, *waiting}):
            out.append({"step": step, "meaning": meaning, "quarter": quarter, **_spread(days.get(quarter, [])),
                        "waiting": waiting.get(quarter, 0)})  # fmt: skip
        every = [gap for gaps in days.values() for gap in gaps]
        out.append(
            {
                "step": step,
                "meaning": meaning,
                "quarter": "all",
                **_spread(every),
                "waiting": sum(waiting.values()),
            }
        )
    return out


def _spread(gaps: list[int]) -> Record:
    if not gaps:
        return {"n": 0, "median": None, "p25": None, "p75": None, "p90": None, "longest": None, "negative": 0}
    cuts = quantiles(gaps, n=20, method="inclusive") if len(gaps) > 1 else [float(gaps[0])] * 19
    return {
        "n": len(gaps),
        "median": median(gaps),
        "p25": cuts[4],
        "p75": cuts[14],
        "p90": cuts[17],
        "longest": max(gaps),
        "negative": sum(g < 0 for g in gaps),
    }


def _quarter(day: str) -> str:
    return f"{day[:4]} Q{(int(day[5:7]) + 2) // 3}"
