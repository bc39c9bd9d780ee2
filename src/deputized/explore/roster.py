"""The roster: every body that a view's filters leave, with the agreements that put it there, counted as it goes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from deputized import reference
from deputized.explore.bodies import OTHER_KINDS, RosterBody, listed_bodies, other_bodies
from deputized.explore.points import Spot, find_spot, miles_between, miles_to_county, words_of
from deputized.explore.view import OFF_LIST, View
from deputized.facts.agencies import kinds
from deputized.model.shown import Shown

if TYPE_CHECKING:
    from deputized.library.day import Agreement, Day, Pending
    from deputized.library.registry import Registry

FIELDS = (
    "agency_id", "name", "state", "kind", "jurisdiction_level", "county", "county_fips", "ori", "officers", "people",
    "rurality", "bound", "status", "models", "agreements", "signed_first", "signed_last", "first_listed_date",
    "last_listed_date", "first_list_without", "pending_models", "pending_since", "miles", "latitude", "longitude",
    "point",
)  # fmt: skip


FARTHEST = 250
"""No county's land is so many miles from its own office."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What puts a body into a view: an agreement, or a run on the pending lists. Days as ISO text."""

    entry_id: str
    model: str
    signed_date: str | None
    first_date: str  # first list with it
    last_date: str | None  # last list of the day or before with it
    absent_date: str | None  # first list after that without it
    ending: str | None = None  # of one that left: superseded or removed


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One body in a view."""

    body: RosterBody
    status: str
    entries: tuple[Entry, ...]
    pending: tuple[Entry, ...]  # what is pending beside, whatever the status
    miles: float | None = None  # from the place the view is near to; None for a body of the whole state

    @property
    def models(self) -> tuple[str, ...]:
        return tuple(sorted({e.model for e in self.entries}))

    @property
    def signed(self) -> tuple[str, ...]:
        """Signing days, in order."""
        return tuple(sorted(e.signed_date for e in self.entries if e.signed_date))

    def record(self) -> dict[str, Any]:
        """The row under the names of FIELDS."""
        b, first = self.body, [e.first_date for e in self.entries]
        last = [e.last_date for e in self.entries if e.last_date]
        gone = [e.absent_date for e in self.entries if e.absent_date]
        values = (
            b.agency_id or None, b.name, b.state, b.kind, b.level, b.county or None, ";".join(b.county_fips) or None,
            b.ori, b.officers, b.people, b.rurality or None, b.bound, self.status, ",".join(self.models) or None,
            len(self.entries), self.signed[0] if self.signed else None, self.signed[-1] if self.signed else None,
            min(first, default=None), max(last, default=None), max(gone, default=None) if self.status == "left" else None,
            ",".join(sorted({e.model for e in self.pending})) or None,
            min((e.first_date for e in self.pending), default=None), self.miles, *(b.place or (None, None, None)),
        )  # fmt: skip
        return dict(zip(FIELDS, values, strict=True))


@dataclass(frozen=True, slots=True)
class Reaching:
    """A county body in a view but for its distance: its office is farther off, its county comes nearer."""

    row: RosterRow
    miles_to_land: float


@dataclass(frozen=True, slots=True)
class Roster(Shown):
    """The answer to a view: rows in its order. `agreements` counts entries that are agreements in force."""

    view: View
    rows: tuple[RosterRow, ...]
    list_id: str  # of the list that speaks for the day
    list_day: str
    spot: Spot | None
    reaching: tuple[
        Reaching, ...
    ] = ()  # near a place: county bodies whose point lies farther off, and land does not

    @property
    def bodies(self) -> int:
        return len(self.rows)

    @property
    def agreements(self) -> int:
        """Agreements in force among the rows."""
        return sum(len(r.entries) for r in self.rows if r.status == "listed")

    @property
    def by_status(self) -> dict[str, int]:
        return dict(Counter(r.status for r in self.rows))

    @property
    def by_model(self) -> dict[str, int]:
        """Bodies by model; one with two is in both."""
        return dict(sorted(Counter(m for r in self.rows for m in r.models).items()))

    def records(self) -> list[dict[str, Any]]:
        """The rows as records, under the names of FIELDS."""
        return [r.record() for r in self.rows]


def roster(registry: Registry, view: View | None = None, **filters: object) -> Roster:
    """Every body a view leaves, by its filters: `roster(registry, state="FL", model="tfm", as_of="2025-12-12")`.

    A body stands in one status (see `view.STATUSES`), and the entries of that status are what `model` and `signed`
    are held to, both at once. A body of a whole state has no one place: near a place it is shown if the place is in
    its state. Raises ValueError or LookupError for a filter that cannot be read.
    """
    asked = View.of(**filters) if view is None else view
    _check_kinds(registry, asked.kind)
    spot = find_spot(asked.near) if asked.near else None
    day = registry.day(asked.as_of or None, asked.known_on or None)
    states = asked.state or tuple(s.postal for s in reference.states())
    on_lists = not set(asked.status) <= set(OFF_LIST)
    found, reaching = [], []
    for body in listed_bodies(registry, states) if on_lists else ():
        status, entries, pending = standing(day, body.agency_id)
        row = _row(asked, body, status, entries, pending)
        if row is None:
            continue
        if (near := _near(asked, spot, row)) is not None:
            found.append(near)
        elif spot is not None and (land := _land(asked, spot, body)) is not None:
            reaching.append(Reaching(row, land))
    if set(asked.status) & set(OFF_LIST) and not (asked.model or asked.signed_from or asked.signed_to):
        for body in other_bodies(registry, states):
            row = _row(asked, body, "unclear" if body.is_unclear else "never", (), ())
            if row is not None and (near := _near(asked, spot, row)) is not None:
                found.append(near)
    reaching.sort(key=lambda r: (r.miles_to_land, r.row.body.key))
    return Roster(
        asked, tuple(ordered(found, asked.sort)), day.list_used.publication_id, day.list_day.isoformat(), spot,
        tuple(reaching),
    )  # fmt: skip


def _check_kinds(registry: Registry, asked: tuple[str, ...]) -> None:
    known = {*kinds(registry.db), *OTHER_KINDS}
    if wrong := sorted(set(asked) - known):
        raise ValueError(f"{', '.join(wrong)}: no such kind of agency; kinds are {', '.join(sorted(known))}")


def standing(day: Day, agency_id: str) -> tuple[str, tuple[Entry, ...], tuple[Entry, ...]]:
    """How an agency stands on a day, the entries that make it so, and what is pending beside."""
    some, runs = day.by_agency.get(agency_id, []), day.pending_by_agency.get(agency_id, [])
    waiting = tuple(_pending(p) for p in runs if p.outcome == "pending" and not p.is_in_force)
    if held := tuple(_agreement(a) for a in some if a.in_force):
        return "listed", held, waiting
    if waiting:
        return "pending", waiting, waiting
    if some:
        return "left", tuple(_agreement(a) for a in some), ()
    if runs:
        return "announced", tuple(_pending(p) for p in runs), ()
    return "", (), ()


def _agreement(a: Agreement) -> Entry:
    return Entry(
        a.agreement_id,
        a.model,
        a.signed_date,
        a.first_listed_date,
        a.last_listed_date,
        a.absent_date,
        a.ending,
    )


def _pending(p: Pending) -> Entry:
    return Entry(p.pending_id, p.model, None, p.from_date, p.last_date, None)


def _row(
    view: View,
    body: RosterBody,
    status: str,
    entries: tuple[Entry, ...],
    pending: tuple[Entry, ...],
) -> RosterRow | None:
    if status not in view.status or not _fits(view, body):
        return None
    kept = tuple(e for e in entries if _entry_fits(view, e))
    if entries and not kept:
        return None
    return RosterRow(body, status, kept, pending)


def _near(view: View, spot: Spot | None, row: RosterRow) -> RosterRow | None:
    """The row with its miles, if it is near enough or there is no place to be near to."""
    body = row.body
    if spot is None:
        return row
    if body.level == "state":
        return row if spot.state == body.state else None
    if body.place is None:
        return None
    miles = miles_between(spot.at, body.place[:2])
    return replace(row, miles=miles) if miles <= view.miles else None


def _land(view: View, spot: Spot, body: RosterBody) -> float | None:
    """Miles to the land of a county body, if that is near enough."""
    if (
        body.level != "county"
        or body.place is None
        or miles_between(spot.at, body.place[:2]) > view.miles + FARTHEST
    ):
        return None
    some = [m for fips in body.county_fips if (m := miles_to_county(spot.at, fips)) is not None]
    nearest = min(some, default=None)
    return nearest if nearest is not None and nearest <= view.miles else None


def _fits(view: View, body: RosterBody) -> bool:
    return (
        (not view.county or (body.level != "state" and view.county in body.county_fips))
        and (not view.kind or body.kind in view.kind)
        and (not view.rurality or body.rurality in view.rurality)
        and (not view.bound or body.bound in view.bound)
        and (not view.name or _is_named(view.name, body))
    )


def _is_named(asked: str, body: RosterBody) -> bool:
    text = words_of(f"{body.name} {body.county} {body.state} {body.ori or ''}")
    return all(word in text for word in words_of(asked).split())


def _entry_fits(view: View, entry: Entry) -> bool:
    if view.model and entry.model not in view.model:
        return False
    if not (view.signed_from or view.signed_to):
        return True
    day = entry.signed_date
    return day is not None and (view.signed_from or day) <= day <= (view.signed_to or day)


def ordered(rows: list[RosterRow], sort: str) -> list[RosterRow]:
    """Rows in a view's order; those without the value last, ties by state, name and key."""
    back, by = sort.startswith("-"), sort.removeprefix("-")
    rows = sorted(rows, key=lambda r: (r.body.state, words_of(r.body.name), r.body.key))
    if by == "state":
        return rows[::-1] if back else rows
    values = {id(r): _value(r, by) for r in rows}
    known = [r for r in rows if values[id(r)] is not None]
    known.sort(key=lambda r: values[id(r)], reverse=back)  # type: ignore[arg-type, return-value]
    return known + [r for r in rows if values[id(r)] is None]


def _value(row: RosterRow, by: str) -> str | float | None:
    if by == "name":
        return words_of(row.body.name)
    if by == "signed":
        return row.signed[-1] if row.signed else None
    if by == "listed":
        return min((e.first_date for e in row.entries), default=None)
    value: float | None = {"people": row.body.people, "officers": row.body.officers, "miles": row.miles}[by]
    return value
