"""How old the newest list is: one answer for every command and page that gives a number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from deputized.facts.lists import doubted_since, newest_list
from deputized.model.shown import Shown

if TYPE_CHECKING:
    from deputized.library.registry import Registry

STALE_DAYS = 14
"""ICE changes its list several times a week: past so many days what we hold is not today's."""


@dataclass(frozen=True, slots=True)
class Freshness(Shown):
    """The newest list and its age in days on `today`; a registry without lists has none."""

    publication_id: str | None
    published_date: str | None
    today: date
    age_days: int | None
    doubted: tuple[str, ...] = ()  # later lists of agreements in force that are not believed

    @property
    def is_stale(self) -> bool:
        return self.age_days is None or self.age_days > STALE_DAYS

    @property
    def sentence(self) -> str:
        """How old it is, as one clause."""
        if self.published_date is None or self.age_days is None:
            return "there is no list of ICE's here"
        if self.age_days < 0:
            return f"newest list: {self.published_date}"
        age = (
            "today's"
            if self.age_days == 0
            else "1 day old"
            if self.age_days == 1
            else f"{self.age_days} days old"
        )
        return f"newest list: {self.published_date}, {age}"

    @property
    def advice(self) -> str:
        """What to do about it; empty while it is fresh."""
        return "for today's list run: deputized update" if self.is_stale else ""

    def is_after_newest(self, day: str | None) -> bool:
        """Whether a day is later than all we know."""
        return (
            day is not None
            and self.published_date is not None
            and day[:1].isdigit()
            and day > self.published_date
        )


def freshness(registry: Registry, today: date) -> Freshness:
    """How old the newest list is on a day."""
    newest = newest_list(registry.db)
    if newest is None:
        return Freshness(None, None, today, None)
    doubted = tuple(doubted_since(registry.db, newest[0]))
    return Freshness(*newest, today, (today - date.fromisoformat(newest[1])).days, doubted)
