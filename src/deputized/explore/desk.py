"""The changes desk: what changed in a place in a period, news told from corrections, what matters most first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deputized.explore.bodies import listed_bodies
from deputized.facts.changes import changes as rows_of_changes
from deputized.facts.clocks import FAR, Standing
from deputized.facts.happenings import Happening, happenings
from deputized.library.lists import find_list
from deputized.model.days import DayLike, maybe_day
from deputized.model.kinds import model_code
from deputized.places.lookup import state_code

if TYPE_CHECKING:
    from deputized.library.registry import Registry

GROUPS: dict[str, tuple[str, ...]] = {
    "joined": ("listed",),
    "left": ("delisted",),
    "back": ("relisted",),
    "changed": ("renewed", "model_switched", "reattributed"),
    "announced": ("pending_listed",),
    "withdrawn": ("pending_cleared",),
    "corrections": (
        "renamed", "redated", "pending_renamed", "state_corrected", "county_corrected", "type_corrected", "duplicate_removed",
        "omitted",
    ),
    "documents": (
        "moa_posted", "moa_replaced", "moa_withdrawn", "addendum_posted", "addendum_replaced", "addendum_withdrawn",
    ),
}  # fmt: skip
"""What a change is to a reader: the first six are news of who takes part, then how ICE prints its rows, then documents."""
GROUP_OF = {kind: group for group, kinds in GROUPS.items() for kind in kinds}
NEWS_GROUPS = tuple(GROUPS)[:6]
WEIGHTS = ("first_in_state", "last_in_state", "came_back", "model_switched", "largest_joined", "largest_left")
"""What makes a change lead: the state had none before, or has none after; it came back; another model; most people."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change with the list and row that show it."""

    happening: Happening
    group: str
    row: int | None
    previous_row: int | None
    people: int | None


@dataclass(frozen=True, slots=True)
class ChangesDesk:
    """What changed. `before` and `after`: agreements on the list before the period and on its last one."""

    since: str
    until: str
    state: str | None
    model: str | None
    lines: tuple[ChangeLine, ...]
    leads: tuple[tuple[str, ChangeLine], ...]  # reason of WEIGHTS, and the line
    list_before: tuple[str, str] | None  # id and day
    list_after: tuple[str, str] | None
    before: int
    after: int

    @property
    def counts(self) -> dict[str, int]:
        """Changes by group, every group named."""
        found = Counter(line.group for line in self.lines)
        return {group: found[group] for group in GROUPS}


def every_line(registry: Registry) -> list[ChangeLine]:
    """Every change that stands, newest list first."""
    rows = {
        r["event_id"]: (r["row_number"], r["previous_row_number"])
        for r in rows_of_changes(registry.db, None, None, None, None, None, FAR)
    }
    people = {
        b.agency_id: b.people
        for b in listed_bodies(registry, sorted({i[:2].upper() for i in registry.names}))
    }
    return [
        ChangeLine(h, GROUP_OF[h.kind], *rows.get(h.event_id, (None, None)), people.get(h.agency_id))
        for h in happenings(registry.db)
    ]  # fmt: skip


def desk(
    registry: Registry,
    since: DayLike | None = None,
    until: DayLike | None = None,
    state: str | None = None,
    model: str | None = None,
    *,
    lines: list[ChangeLine] | None = None,
) -> ChangesDesk:
    """What changed on the lists dated from `since` to `until`, both included. ValueError if the first is after the last."""
    first, last = maybe_day(since, "since"), maybe_day(until, "until")
    clocks = registry.clocks
    begins = first.isoformat() if first else clocks.dates[0]
    ends = last.isoformat() if last else max(clocks.dates[-1], begins)
    if begins > ends:
        raise ValueError(f"nothing lies between {begins} and {ends}: the first day is after the last")
    postal, code = state_code(state), model_code(model)
    some = tuple(
        line
        for line in (every_line(registry) if lines is None else lines)
        if begins <= line.happening.date <= ends
        and (postal is None or line.happening.state == postal)
        and (code is None or line.happening.model == code)
    )
    at_start, at_end = _before(registry, begins), clocks.position(ends, None)
    held = [_listed(registry, place, code) for place in (at_start, at_end)]
    counts = [sum(n for s, n in states.items() if postal is None or s == postal) for states in held]
    named = [
        None if place is None else (clocks.lists[place], clocks.dates[place]) for place in (at_start, at_end)
    ]
    return ChangesDesk(
        begins, ends, postal, code, some, tuple(_leads(some, *held)), named[0], named[1], counts[0], counts[1]
    )


def _before(registry: Registry, day: str) -> int | None:
    dates = registry.clocks.dates
    place = sum(d < day for d in dates) - 1
    return place if place >= 0 else None


def _listed(registry: Registry, place: int | None, model: str | None) -> Counter[str]:
    """Agreements on a list, by the state of the agency that holds them."""
    if place is None:
        return Counter()
    return Counter(
        registry.clocks.agency_known(a.agency_id, None)[:2].upper()
        for a in registry.clocks.in_force(at=place)
        if a.standing is Standing.LISTED and (model is None or a.model == model)
    )


def _leads(
    lines: tuple[ChangeLine, ...], before: Counter[str], after: Counter[str]
) -> list[tuple[str, ChangeLine]]:
    """The few lines that matter most, one of an agency, each for one reason."""
    found: list[tuple[str, ChangeLine]] = []
    used: set[str] = set()

    def lead(reason: str, some: list[ChangeLine], most: int) -> None:
        ranked = sorted(some, key=lambda x: (-(x.people or 0), x.happening.event_id))
        for line in ranked:
            if most and line.happening.agency_id not in used:
                used.add(line.happening.agency_id)
                found.append((reason, line))
                most -= 1

    of = {group: [x for x in lines if x.group == group] for group in GROUPS}
    for state in sorted({x.happening.state for x in of["joined"]}):
        if not before[state]:
            lead("first_in_state", [x for x in of["joined"] if x.happening.state == state], 1)
    for state in sorted({x.happening.state for x in of["left"]}):
        if not after[state]:
            lead("last_in_state", [x for x in of["left"] if x.happening.state == state], 1)
    lead("came_back", of["back"], 3)
    lead("model_switched", [x for x in of["changed"] if x.happening.kind == "model_switched"], 3)
    lead("largest_left", [x for x in of["left"] if x.people], 2)
    lead("largest_joined", [x for x in of["joined"] if x.people], 3)
    return found


@dataclass(frozen=True, slots=True)
class TwoLists:
    """Two lists side by side: agreements on the one alone, on the other alone, and on both."""

    before: tuple[str, str]  # id and day
    after: tuple[str, str]
    gone: tuple[str, ...]  # agreements on the first alone
    new: tuple[str, ...]
    both: int


def two_lists(registry: Registry, before: DayLike, after: DayLike) -> TwoLists:
    """Which agreements two believed participating lists do not share. LookupError for a list that is none of those."""
    clocks, found, sides = registry.clocks, [], []
    for which in (before, after):
        list_id = find_list(registry, which)
        place = clocks.position_of(list_id)
        if place is None:
            raise LookupError(
                f"{list_id}: not a participating list that is believed; `deputized lists` shows those"
            )
        found.append((list_id, clocks.dates[place]))
        sides.append({a.agreement_id for a in clocks.in_force(at=place) if a.standing is Standing.LISTED})
    return TwoLists(
        found[0],
        found[1],
        tuple(sorted(sides[0] - sides[1])),
        tuple(sorted(sides[1] - sides[0])),
        len(sides[0] & sides[1]),
    )
