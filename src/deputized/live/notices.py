"""One thing to tell, and who wants to hear it.

A `Notice` has a key of its own that never changes: by it nobody is told the same thing twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from deputized.live.subscriptions import Subscription


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell. `states`, `models` and the rest are what subscriptions look at."""

    key: str
    kind: str
    group: str  # news, documents, printing, pending, suspect, deadline, trouble
    sentence: str
    source: str = ""
    caution: str = ""
    state: str = ""
    model: str = ""
    agency_id: str = ""
    counties: frozenset[str] = frozenset()
    days: int = 0  # to a deadline


def wanted(told: Iterable[Notice], subscription: Subscription) -> list[Notice]:
    """What a subscription wants of it."""
    return [t for t in told if _wants(subscription, t)]


def _wants(s: Subscription, t: Notice) -> bool:
    if not s.kinds & {t.kind, t.group, "all"}:
        return False
    if t.group in ("suspect", "trouble"):  # of the whole list: no place narrows it
        return True
    if t.group == "deadline":
        return t.days <= s.days and (not s.states or t.state in s.states)
    places = not (s.states or s.counties or s.agencies) or (
        t.state in s.states or bool(t.counties & s.counties) or t.agency_id in s.agencies
    )
    return places and (not s.models or t.model in s.models)
