"""Who left ICE's lists, what came after and what is known of why; and who was announced as pending and waits or never came."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import TYPE_CHECKING

from deputized.explore.bodies import listed_bodies
from deputized.facts.agreements import pending_lives
from deputized.model.days import DayLike, maybe_day
from deputized.places.lookup import state_code
from deputized.rules.prohibitions import bans, states_that_forbid

if TYPE_CHECKING:
    from deputized.library.registry import Registry

WHYS = ("law", "followed", "holds_other", "document_withdrawn", "not_said")
"""What is known of why a row is gone: a law of its state forbade it by then; another agreement took its place; the agency
holds another model; ICE took the document down before; nothing we hold says. ICE itself gives no reason for any."""


SOON = 60
"""Days before a row is gone within which a document taken down may have to do with it."""


@dataclass(frozen=True, slots=True)
class Why:
    """One thing that is known, with what it rests on."""

    key: str  # of WHYS
    what: str  # the law, the agreement, the models, the list
    day: str | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """An agreement that is off ICE's lists. Absence from a list is not proof that an agreement has ended."""

    agreement_id: str
    agency_id: str
    agency: str
    state: str
    model: str
    kind: str
    people: int | None
    signed_date: str | None
    first_listed_date: str
    last_listed_date: str
    last_list: str
    last_row: int | None
    absent_date: str  # of the first list without it
    absent_list: str
    lists_without: int  # lists of our record from then on, all without it
    status: str  # how the agency stands now: listed or left
    whys: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A run on the pending lists that is no agreement: still pending, or gone from that list and never listed."""

    pending_id: str
    agency_id: str
    agency: str
    state: str
    model: str
    people: int | None
    from_date: str
    last_date: str
    to_date: str | None  # of the first pending list without it
    days: int  # from its first pending list to the newest one, or to the first without it
    listed_later: str | None  # first list on which the agency stood with this model after all
    row: int | None


def left(
    registry: Registry,
    since: DayLike | None = None,
    until: DayLike | None = None,
    state: str | None = None,
    model: str | None = None,
) -> list[Left]:
    """Agreements whose row is gone for good as far as our lists go, newest first; `since` and `until` are days of the
    first list without them."""
    first, last = maybe_day(since, "since"), maybe_day(until, "until")
    wanted, day = state_code(state), registry.day()
    people = {b.agency_id: b.people for b in listed_bodies(registry, _states(registry))}
    gone = {
        e["agreement_id"]: e
        for e in registry.changes(kind="delisted,renewed,model_switched")
        if e["known_to"] is None
    }
    withdrawn = defaultdict(list)
    for event in registry.changes(kind="moa_withdrawn"):
        withdrawn[event["agreement_id"]].append(event)
    laws = _laws(registry)
    found = []
    for a in day.agreements:
        if a.in_force or a.absent_date is None:
            continue
        if (wanted and a.state != wanted) or (model and a.model != model.upper()):
            continue
        if (first and a.absent_date < first.isoformat()) or (last and a.absent_date > last.isoformat()):
            continue
        agency_id = registry.clocks.agency_known(a.agency_id, None)
        event = gone.get(a.agreement_id, {})
        clocks = registry.clocks
        absent = clocks.dates.index(a.absent_date)
        last_place = max(n for n, d in enumerate(clocks.dates) if d <= (a.last_listed_date or ""))
        held = sorted({o.model for o in day.by_agency.get(agency_id, ()) if o.in_force})
        whys = [w for w in (
            laws.get(a.agreement_id),
            Why("followed", a.superseded_by, a.absent_date) if a.superseded_by else None,
            Why("holds_other", ", ".join(held)) if held and not a.superseded_by else None,
            *(
                Why("document_withdrawn", e["publication_id"], e["date"])
                for e in withdrawn[a.agreement_id]
                if e["date"] <= a.absent_date and _between(e["date"], a.absent_date) <= SOON
            ),
        ) if w is not None] or [Why("not_said", "")]  # fmt: skip
        found.append(
            Left(
                a.agreement_id, agency_id, a.agency, a.state, a.model, a.kind, people.get(agency_id), a.signed_date,
                a.first_listed_date, a.last_listed_date or "", event.get("previous_publication_id") or clocks.lists[last_place],
                event.get("previous_row_number"), a.absent_date, event.get("publication_id") or clocks.lists[absent],
                len(clocks.dates) - absent, "listed" if held else "left", tuple(whys),
            )
        )  # fmt: skip
    return sorted(found, key=lambda x: (x.absent_date, x.people or 0, x.agreement_id), reverse=True)


def pending(registry: Registry, state: str | None = None) -> list[Waiting]:
    """Runs on the pending lists that led to no agreement: those that wait still first, then the newest to go."""
    wanted = state_code(state)
    people = {b.agency_id: b.people for b in listed_bodies(registry, _states(registry))}
    newest = newest_pending(registry)
    rows = {
        e["agency_id"] + "." + str(e["model"]) + "." + e["date"]: e["previous_row_number"]
        for e in registry.changes(kind="pending_cleared")
    }
    day = registry.day()
    found = []
    for p in pending_lives(registry.db):
        if p.listed_date is not None or (wanted and p.agency_id[:2].upper() != wanted):
            continue
        later = sorted(
            a.first_listed_date
            for a in day.by_agency.get(p.agency_id, ())
            if a.model == p.model and a.first_listed_date >= p.from_date
        )
        end = p.to_date or newest
        found.append(
            Waiting(
                p.pending_id, p.agency_id, registry.names[p.agency_id].name, p.agency_id[:2].upper(), p.model,
                people.get(p.agency_id), p.from_date, p.last_date, p.to_date, _between(p.from_date, end),
                later[0] if later else None, rows.get(f"{p.agency_id}.{p.model}.{p.to_date}"),
            )
        )  # fmt: skip
    return sorted(found, key=lambda w: (w.to_date or "9999", w.people or 0, w.pending_id), reverse=True)


def usual_wait(registry: Registry) -> tuple[int, int]:
    """How many runs became agreements, and the median days from the first pending list to the first list with it."""
    days = [
        _between(p.from_date, p.listed_date)
        for p in pending_lives(registry.db)
        if p.listed_date and p.listed_date >= p.from_date
    ]
    return len(days), round(median(days)) if days else 0


def newest_pending(registry: Registry) -> str:
    """Day of the newest believed pending list."""
    return max(
        (str(x["published_date"]) for x in registry.lists("pending") if x["standing"] == "believed"),
        default="",
    )


def _between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _states(registry: Registry) -> tuple[str, ...]:
    return tuple(sorted({i[:2].upper() for i in registry.names}))


def _laws(registry: Registry) -> dict[str, Why]:
    """Agreements that were gone once a law of their state forbade them, by the law."""
    found = {}
    for state in states_that_forbid():
        for ban in bans(registry, state):
            for entry in (*ban.still_listed, *ban.gone_before):
                begun = ban.law.effective.latest.isoformat() if ban.law.effective else None
                signed = ban.law.signed.latest.isoformat() if ban.law.signed else begun
                if entry.first_without and signed and entry.first_without >= signed:
                    found[entry.agreement_id] = Why("law", f"{ban.state} {ban.law.bill}", begun)
    return found
