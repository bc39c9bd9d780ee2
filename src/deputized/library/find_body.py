"""One body by anything a person may write, for every question that is about a body: exact, or asked, or nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from deputized import reference
from deputized.resolver import Ask, Exact, KnownBody, Nothing, resolver_of

if TYPE_CHECKING:
    from deputized.library.early_rosters import OnOlderLists
    from deputized.library.registry import Registry

TOLD = 8  # candidates that a sentence names


class Doubtful(LookupError):
    """Several bodies may be meant, or are like what was asked; `candidates` best first."""

    def __init__(self, message: str, candidates: tuple[KnownBody, ...]) -> None:
        super().__init__(message)
        self.candidates = candidates


class NotListed(LookupError):
    """One body answers to what was asked, and none of the lists we hold is known to name it but older ones may."""

    def __init__(self, body: KnownBody, newest: str, older: OnOlderLists | None = None) -> None:
        day = date.fromisoformat(newest)
        state = next(s.name for s in reference.states() if s.postal == body.state)
        held = f"{day.day} {day:%B %Y}"
        said = (
            f"on no list we hold to {held}"
            if body.standing == "never listed"
            else f"not found on the lists we hold to {held}; whether it is there under another name cannot be told"
        )
        if older is not None:
            said = f"{older.sentence}; {older.since_then}"
        super().__init__(f"{body.name}, {state}: {said}")
        self.body = body
        self.older = older  # what lists of 2007 to 2017 say of it
        self.newest = newest  # day of the newest list


def body_of(registry: Registry, which: str, state: str | None = None) -> KnownBody:
    """The one body that is meant, on a list or on none. Raises `Doubtful` if several may be, LookupError if none is."""
    found = resolver_of(registry.db).resolve(which, state)
    if isinstance(found, Exact):
        return found.body
    older = (
        registry.older_bodies.called(which, state) if isinstance(found, Nothing) or not found.exact else ()
    )
    if len(older) == 1:
        return older[0].body
    if older:
        raise Doubtful(
            _question(which, Ask(tuple(e.body for e in older), True)), tuple(e.body for e in older)
        )
    if isinstance(found, Nothing):
        raise LookupError(found.reason)
    raise Doubtful(_question(which, found), found.candidates)


def find(registry: Registry, which: str, state: str | None = None) -> str:
    """The id of the one agency an id or a name stands for. Raises `NotListed` for a body on no list, and as `body_of`."""
    body = body_of(registry, which, state)
    if body.agency_id is None:
        raise NotListed(body, registry.clocks.dates[-1], registry.older_bodies.of_body(body))
    return body.agency_id


def _question(which: str, found: Ask) -> str:
    near = "; ".join(b.told for b in found.candidates[:TOLD])
    if len(found.candidates) > TOLD:
        near += f"; and {len(found.candidates) - TOLD} more of fewer people"
    if found.exact:
        return f"{which!r} may be any of: {near}. Give an id, or --state"
    return f"no agency is called {which!r} and no more can be told. Nearest: {near}. Give an id, or --state"
