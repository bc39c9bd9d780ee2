"""Who is in on a day: as ICE printed it, and as resolved. Rows, agreements and agencies are three numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from deputized import reference
from deputized.facts.clocks import FAR, InForce, Standing
from deputized.facts.lists import ListUsed as ListUsed
from deputized.facts.lists import announced, list_used, pending_list, printed_rows, suspects
from deputized.library.counts import MODELS, InForceCount, by_model, count
from deputized.model.days import AsOf, DayError, DayLike, maybe_day
from deputized.model.kinds import model_code
from deputized.model.shown import Shown
from deputized.places.lookup import state_code

if TYPE_CHECKING:
    from deputized.library.earlier import Earlier
    from deputized.library.registry import Registry

STALE_DAYS = 14
SIGNED_NOTE = (
    "SIGNED on ICE's list is nearly always the day ICE countersigned (29 of 33 documents read by hand), "
    "not the day the agency signed"
)


@dataclass(frozen=True, slots=True)
class PrintedCounts:
    """What stands on the list, counted as printed: one row of ICE's table is one row."""

    rows: int
    rows_by_model: dict[str, int]
    states: int
    territories: int
    names: int  # distinct state and name, spaces and letter case aside
    hidden_rows: int


@dataclass(frozen=True, slots=True)
class Resolved(InForceCount):
    """Agreements in force after resolution, and how many states and territories they are in."""

    states: int
    territories: int


@dataclass(frozen=True, slots=True)
class StateCount:
    """Agreements in force in one state or territory."""

    state: str
    name: str
    is_territory: bool
    agencies: int
    agreements: int
    tfm: int
    jem: int
    wso: int
    ttfm: int  # tribal
    hybrid: int  # street and jail in one, to 2012
    unknown: int


@dataclass(frozen=True, slots=True)
class PendingCount:
    """What the last pending list announces."""

    publication_id: str
    published_date: str
    agreements: int
    agreements_by_model: dict[str, int]


@dataclass(frozen=True, slots=True)
class Status(Shown):
    """Who is in on a day, as known on another."""

    as_of: str | None
    known_on: str | None
    state: str | None
    model: str | None
    list_used: ListUsed | None
    next_list: ListUsed | None  # the first list after as_of that was known; the truth lies between the two
    printed: PrintedCounts
    resolved: Resolved
    by_state: tuple[StateCount, ...]
    pending: PendingCount | None
    notes: tuple[str, ...]
    earlier: Earlier | None = (
        None  # of a day before ICE's first list: what older lists say; None for later days
    )

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as the command's JSON gives it."""
        return asdict(self)


def status(
    registry: Registry,
    as_of: DayLike | AsOf | None,
    known_on: DayLike | None,
    state: str | None,
    model: str | None,
) -> Status:
    """Answer `Registry.status`. `as_of` may also be a list's id, to tell two lists of one day apart.

    Raises `LookupError` for an unknown list, and `ValueError` for a day, state or model that is none.
    """
    clocks = registry.clocks
    place = clocks.position_of(as_of) if isinstance(as_of, str) else None
    if place is not None:
        as_of = clocks.dates[place]
    else:
        try:
            when = AsOf.of(as_of, known_on)
        except DayError:
            if isinstance(as_of, str) and as_of.startswith(("participating-", "webpage-", "pending-")):
                raise LookupError(
                    f"{as_of}: no believed participating list has this id; `deputized lists` shows all"
                ) from None
            raise
        as_of, known_on = when.texts
    known_on = known.isoformat() if (known := maybe_day(known_on, "known_on")) else None
    state, model = state_code(state), model_code(model)
    if place is None:
        place = clocks.position(as_of, known_on)
    everyone = clocks.in_force(as_of, known_on, at=place)
    held = [
        a for a in everyone if (state is None or a.state == state) and (model is None or a.model == model)
    ]
    used = list_used(registry.db, clocks.lists[place]) if place is not None else None
    after = None
    if as_of is not None:
        following = (place if place is not None else -1) + 1
        if following < len(clocks.lists) and clocks.dates[following] <= (known_on or FAR):
            after = list_used(registry.db, clocks.lists[following])
    before = _earlier(registry, as_of, known_on, state, model, len(held))
    rests: list[InForce] = _as_in_force(before, held)
    in_force = frozenset((a.agency_id, a.model) for a in everyone)
    pending = _pending(registry, as_of, known_on, state, model, in_force)
    return Status(
        as_of, known_on, state, model, used, after,
        _printed_earlier(before) if before is not None and before.stands else _printed(registry, used, state, model),
        _resolved(rests), tuple(_by_state(rests)), pending, tuple(_notes(registry, used, pending, as_of, known_on)),
        before,
    )  # fmt: skip


def _earlier(
    registry: Registry,
    as_of: str | None,
    known_on: str | None,
    state: str | None,
    model: str | None,
    signed: int,
) -> Earlier | None:
    """What older lists say of a day before the first list; None for any later day."""
    from deputized.library.earlier import earlier

    clocks = registry.clocks
    if as_of is None or as_of >= clocks.dates[0]:
        return None
    first = _printed(registry, list_used(registry.db, clocks.lists[0]), state, model).rows
    return earlier(registry, as_of, known_on, state, model, signed, first)


def _as_in_force(before: Earlier | None, held: list[InForce]) -> list[InForce]:
    """The agreements an answer counts: of a day before the lists those of the roster, where one speaks."""
    if before is None or not before.stands:
        return held
    standing = Standing.SIGNED if before.agreements is None else Standing.LISTED
    return [InForce("", e.holder, e.state, e.model, e.signed_date, standing) for e in before.stands]


def _printed_earlier(before: Earlier) -> PrintedCounts:
    """What stands on the roster that speaks for a day."""
    places = {e.state for e in before.stands}
    return PrintedCounts(
        len(before.stands), dict(before.by_model), len(places - territories()), len(places & territories()),
        len({(e.state, " ".join(e.agency_text.upper().split())) for e in before.stands}), 0,
    )  # fmt: skip


def territories() -> frozenset[str]:
    """Postal codes of the territories, which are never counted as states."""
    return frozenset(s.postal for s in reference.states() if s.is_territory)


def _printed(
    registry: Registry, used: ListUsed | None, state: str | None, model: str | None
) -> PrintedCounts:
    rows = printed_rows(registry.db, used.publication_id) if used else []
    rows = [r for r in rows if (state is None or r.state == state) and (model is None or r.model == model)]
    models = Counter(r.model or "unknown" for r in rows)
    places = {r.state for r in rows if r.state is not None}
    return PrintedCounts(
        len(rows), by_model(models), len(places - territories()), len(places & territories()),
        len({(r.state, " ".join(r.agency.replace("’", "'").split())) for r in rows}), sum(r.is_hidden for r in rows),
    )  # fmt: skip


def _resolved(held: list[InForce]) -> Resolved:
    counted = count(held)
    places = {a.state for a in held}
    parts = {f.name: getattr(counted, f.name) for f in fields(counted)}
    return Resolved(**parts, states=len(places - territories()), territories=len(places & territories()))


def _by_state(held: list[InForce]) -> Iterable[StateCount]:
    agencies: dict[str, set[str]] = defaultdict(set)
    models: dict[str, Counter[str]] = defaultdict(Counter)
    for a in held:
        agencies[a.state].add(a.agency_id)
        models[a.state][a.model] += 1
    for known in sorted(reference.states(), key=lambda s: s.name):
        count = models.get(known.postal)
        if count:
            yield StateCount(
                known.postal, known.name, known.is_territory, len(agencies[known.postal]), count.total(),
                *(count[m] for m in MODELS),
            )  # fmt: skip


def _pending(
    registry: Registry,
    as_of: str | None,
    known_on: str | None,
    state: str | None,
    model: str | None,
    in_force: Collection[tuple[str, str]],
) -> PendingCount | None:
    """What the last pending list announces and is not in force: ICE leaves rows on it for weeks after signing."""
    last = pending_list(registry.db, min(as_of or FAR, known_on or FAR))
    if last is None:
        return None
    held = [
        r
        for r in announced(registry.db)
        if r.since <= last[2] < r.until
        and (r.agency_id, r.model) not in in_force
        and (state is None or r.state == state)
        and (model is None or r.model == model)
    ]
    models = Counter(r.model for r in held)
    return PendingCount(last[0], last[1], len(held), by_model(models))


def _notes(
    registry: Registry,
    used: ListUsed | None,
    pending: PendingCount | None,
    as_of: str | None,
    known_on: str | None,
) -> Iterable[str]:
    clocks = registry.clocks
    if used is None:
        yield f"no spreadsheet of ICE's is as old as {min(as_of or FAR, known_on or FAR)}: the first we hold is of {clocks.dates[0]}"
        return
    if as_of is not None and used.published_date < as_of:
        following = next((d for d in clocks.dates if d > as_of and d <= (known_on or FAR)), None)
        if following is None:
            yield f"no later list is known: nothing is known of the time after {used.published_date}"
        else:
            yield f"no list is dated {as_of}: the answer is that of {used.published_date}, the next is of {following}"
    if pending is not None:
        age = (date.fromisoformat(used.published_date) - date.fromisoformat(pending.published_date)).days
        if age > STALE_DAYS:
            yield f"the last pending list we hold, of {pending.published_date}, is {age} days older than the list used"
    for row in suspects(registry.db, used.published_date, min(as_of or FAR, known_on or FAR)):
        yield f"{row['publication_id']} is not believed: {row['standing_reason']}"
    yield SIGNED_NOTE
