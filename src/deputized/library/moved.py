"""Where an id that was once issued leads: no id of ours goes dead, and none comes to mean something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deputized.facts import evidence as facts
from deputized.library.lists import find_list
from deputized.registry.happenings import Leading, parts

if TYPE_CHECKING:
    from deputized.library.registry import Registry


def follow(registry: Registry, which: str) -> str:
    """The id that `which` leads to; itself if it leads nowhere."""
    moved = facts.moved_to(registry.db, which)
    if moved != which or "#" not in which:
        return moved
    on, kind, subject = parts(which)
    try:
        on = find_list(registry, on)
    except LookupError:
        return which
    held, now = facts.events_on(registry.db, on), f"{on}#{which.partition('#')[2]}"
    if not subject or now in held:
        return now

    def moved_to(old: str) -> str | None:
        new = facts.moved_to(registry.db, old)
        return new if new != old else None

    return Leading(held, moved_to).follow(f"{on}#{kind}.{subject}")
