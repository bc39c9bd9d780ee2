"""Ids of events: the list that shows one, its kind, and whom or what it befell. Nothing is counted to make them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from deputized.registry.ids import Ids
from deputized.registry.state import Event


def event_ids(events: Iterable[Event], ids: Ids) -> list[str]:
    """The id of each event, in the order given."""
    named: list[str] = []
    used: set[str] = set()
    for event in events:
        stem = f"{event.publication.publication_id}#{event.kind}.{subject_of(event, ids)}"
        chosen, number = stem, 2
        while chosen in used:  # a list that says one thing twice of one row
            chosen, number = f"{stem}~{number}", number + 1
        used.add(chosen)
        named.append(chosen)
    return named


def subject_of(event: Event, ids: Ids) -> str:
    """The agreement an event befell, else the pending spell, else the agency; empty for none."""
    if event.agreement is not None:
        return ids.agreements[event.agreement.number]
    if event.pending is not None:
        return ids.pending[id(event.pending)]
    return ids.agencies[event.agency.root().number] if event.agency is not None else ""


def led_on(issued: Mapping[str, str], held: Collection[str], ids: Ids) -> dict[str, str]:
    """Where each numbered id of an event leads: to the event it is called now, else to what that befell."""
    moved = ids.leads_to()
    found = Leading(held, lambda old: moved.get(old))
    return {old: found.follow(new) for old, new in issued.items()}


class Leading:
    """Follows an event's id when what it befell goes by another id, or its kind was judged anew."""

    def __init__(self, held: Collection[str], moved: Callable[[str], str | None]) -> None:
        self.held = held
        self.moved = moved
        self._by_subject: dict[tuple[str, str], str] = {}
        for id_ in sorted(held, reverse=True):
            on, _, subject = parts(id_)
            self._by_subject[on, subject] = id_

    def follow(self, event_id: str) -> str:
        """The event meant, or the agreement, pending spell or agency that it befell."""
        on, kind, subject = parts(event_id)
        seen = {subject}
        while (new := self.moved(subject)) is not None and new not in seen:
            subject = new
            seen.add(new)
        now = f"{on}#{kind}.{subject}"
        return now if now in self.held else self._by_subject.get((on, subject), subject)


def parts(event_id: str) -> tuple[str, str, str]:
    """The list, kind and subject in an event's id."""
    on, _, rest = event_id.partition("#")
    kind, _, subject = rest.partition(".")
    return on, kind, subject.partition("~")[0]
