"""Who is bound by a state's mandate and who has complied: every sheriff of the state, one row each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from deputized import reference
from deputized.facts.runs import newest_pending
from deputized.facts.runs import pending as on_pending_list
from deputized.library.status import ListUsed
from deputized.model.days import DayLike, day_of, maybe_day
from deputized.model.shown import Shown
from deputized.places.lookup import find_state, state_code
from deputized.registry.places.gazetteer import county_name
from deputized.rules.bound_agencies import (
    ANNOUNCED,
    HELD,
    NONE,
    OTHER,
    STANDINGS,
    BodyRow,
    bodies,
    standing_of,
    timing,
)
from deputized.rules.days import Truth
from deputized.rules.predicates import Bound, is_bound
from deputized.rules.sources import RulesError
from deputized.rules.statutes import Law, Posture, laws, laws_of

if TYPE_CHECKING:
    from deputized.library.registry import Registry
    from deputized.registry.places.answers import Match


@dataclass(frozen=True, slots=True)
class HeldAgreement:
    """An agreement in force."""

    agreement_id: str
    model: str
    signed_date: str | None  # as ICE prints it: nearly always ICE's countersignature


@dataclass(frozen=True, slots=True)
class MandateRow:
    """One sheriff: bound or not and why, what the office holds, who lives there."""

    county_fips: str
    county: str
    population: int | None  # census of 2020
    rurality: str  # metro, adjacent, remote, unknown
    office: str  # as the reference lists name it, or as ICE does
    bound: Truth
    why: str
    duty: str
    standing: str  # one of STANDINGS
    agreements: tuple[HeldAgreement, ...]
    pending: tuple[tuple[str, str], ...]  # model, day first on the pending list
    other_bodies: tuple[
        tuple[str, tuple[str, ...]], ...
    ]  # other bodies of the county the law names: id, models
    timing: str = ""  # in time, late, partly, time left, overdue; empty where the law sets no deadline
    agencies: tuple[str, ...] = ()  # our ids of the office


@dataclass(frozen=True, slots=True)
class MandateTotal:
    """Sheriffs that are bound, by how they stand."""

    rurality: str  # metro, adjacent, remote, unknown, or all
    bound: int
    held: int
    other_model: int
    announced: int
    none: int
    unclear: int  # whether the law binds them is not known
    unclear_held: int
    not_bound: int
    not_bound_held: int
    population_bound: int
    population_left: int  # of bound counties whose sheriff holds none that fulfils the law


@dataclass(frozen=True, slots=True)
class Mandate(Shown):
    """A state's mandate on a day."""

    state: str
    name: str
    law: Law
    as_of: date
    today: date
    standing_of_law: str
    list_used: ListUsed | None
    days_left: int | None  # from `today` to the deadline; negative once it has passed
    floor: int | None
    rows: tuple[MandateRow, ...]
    totals: tuple[MandateTotal, ...]
    state_bodies: tuple[tuple[str, tuple[str, ...]], ...]  # bodies of the state the law names: id, models
    notes: tuple[str, ...]
    bodies: tuple[BodyRow, ...] = ()  # bodies that are no sheriffs: of the state, named, or that run a jail
    list_age: int | None = None  # days from the list used to `today`

    @property
    def in_force(self) -> Truth:
        """Whether the law was in force on `today`; if not, `bound` says whom it would bind."""
        return self.law.in_force(self.today)


def mandating(state: str, known_on: date | None = None) -> Law | None:
    """The state's mandate our record knew on a day: law before what is only pending, the newest first.

    One on sheriffs comes before one on the state's own agencies; of these only one that nothing has ended.
    """
    known = [law for law in laws_of(state, known_on) if law.posture is Posture.MANDATES and law.binds]
    found = [law for law in known if not law.is_narrow]
    narrow = [law for law in known if law.is_narrow and law.is_law and law.until is None]
    if not any(law.is_law for law in found):
        found = narrow or found
    ranked = sorted(found, key=lambda law: (law.is_law, law.signed.earliest if law.signed else date.min))
    return ranked[-1] if ranked else None


def mandated_on(state: str, day: date, known_on: date | None = None) -> bool:
    """Whether a mandate of the state that names whom it binds was in force on a day."""
    return any(
        law.posture is Posture.MANDATES and law.is_law and bool(law.binds) and law.in_force(day) is Truth.YES
        for law in laws_of(state, known_on)
    )


def states_with_mandate() -> tuple[str, ...]:
    """States with a mandate on sheriffs that can be told as law and tested on counties."""
    found = {law.state for law in laws() if law.is_law}
    return tuple(
        s for s in sorted(found) if (law := mandating(s)) is not None and law.is_law and not law.is_narrow
    )


def states_that_bind_agencies() -> tuple[str, ...]:
    """States whose mandate is on their own agencies alone."""
    found = {law.state for law in laws() if law.is_law}
    return tuple(
        s for s in sorted(found) if (law := mandating(s)) is not None and law.is_law and law.is_narrow
    )


def mandate(
    registry: Registry,
    state: str,
    as_of: DayLike | None = None,
    known_on: DayLike | None = None,
    *,
    today: DayLike | None = None,
    floor: int | None = None,
) -> Mandate:
    """Every sheriff of a state against its mandate.

    `as_of` is the day whose agreements count, by default that of the newest list; `today` the day from which the
    days to the deadline are counted, by default `as_of`. `floor` asks what if only counties of so many people
    were bound. Raises RulesError for a state without a mandate.
    """
    postal = state_code(state) or ""
    as_of, known_on = maybe_day(as_of, "as_of"), maybe_day(known_on, "known_on")
    today = maybe_day(today, "today")
    law = _law(postal, as_of, known_on)
    status = registry.status(
        as_of.isoformat() if as_of else None, known_on.isoformat() if known_on else None, postal
    )
    day = as_of or date.fromisoformat(status.list_used.published_date if status.list_used else "1996-09-30")
    if floor is not None:
        law = replace(law, binds=tuple(replace(b, population_min=floor) for b in law.binds))
    held = _held(registry, postal, as_of, known_on)
    pending = on_pending_list(registry.db, postal, (min(day, known_on) if known_on else day).isoformat())
    tied = registry.ties.of(postal)
    clock = today or day
    now = clock.isoformat()
    rows = [] if law.is_narrow else sorted(_rows(law, postal, tied, held, pending, now), key=_order)
    others = tuple(bodies(law, tied, held, pending, now))
    newest = newest_pending(registry.db, min(day, known_on or day).isoformat())
    age = (clock - date.fromisoformat(status.list_used.published_date)).days if status.list_used else None
    return Mandate(
        postal, next(s.name for s in reference.states() if s.postal == postal), law, day, clock, law.stands(clock),
        status.list_used, (law.deadline.latest - clock).days if law.deadline else None, floor,
        tuple(rows), tuple(_totals(rows)), tuple(_state_bodies(law, tied, held)),
        tuple(_notes(law, rows, status.list_used, clock, newest)), others, age,
    )  # fmt: skip


def _law(postal: str, as_of: date | None, known_on: date | None) -> Law:
    known = [
        law for law in laws_of(postal, known_on)
        if law.posture is Posture.MANDATES and law.is_law
    ]  # fmt: skip
    if as_of is not None:
        for law in sorted(known, key=lambda law: law.is_narrow):
            if law.binds and law.in_force(as_of) is Truth.YES:
                return law
    found = mandating(postal, known_on)
    if found is None:
        raise RulesError(f"{postal}: our record holds no mandate there{_held_instead(postal, known_on)}")
    return found


def _held_instead(postal: str, known_on: date | None) -> str:
    """What our record does hold of a state without a testable mandate, and where there is one."""
    held = "; ".join(
        f"{law.bill}: {law.posture.value.replace('_', ' ')}, {'law' if law.is_law else law.status}"
        for law in laws_of(postal, known_on)
    )
    known = f" as known on {known_on}" if known_on else ""
    return (
        f"{known} that can be tested. It holds {held or 'no law of this state'} (`deputized law {postal}`). "
        f"Mandates stand in {', '.join(states_with_mandate())}; on the state's own agencies alone in "
        f"{', '.join(states_that_bind_agencies())}"
    )


def _held(
    registry: Registry, postal: str, as_of: date | None, known_on: date | None
) -> dict[str, tuple[HeldAgreement, ...]]:
    found: dict[str, list[HeldAgreement]] = defaultdict(list)
    days = (as_of.isoformat() if as_of else None, known_on.isoformat() if known_on else None)
    for a in registry.as_of(*days):
        if a.state == postal:
            found[a.agency_id].append(HeldAgreement(a.agreement_id, a.model, a.signed_date))
    return {agency: tuple(sorted(all_, key=lambda h: h.model)) for agency, all_ in found.items()}


def _rows(
    law: Law,
    postal: str,
    tied: dict[str, Match],
    held: dict[str, tuple[HeldAgreement, ...]],
    pending: dict[str, tuple[tuple[str, str], ...]],
    today: str,
) -> Iterable[MandateRow]:
    by_county: dict[str, list[str]] = defaultdict(list)
    for agency, match in tied.items():
        for fips in match.county.codes[:1] if match.level == "county" else ():
            by_county[fips].append(agency)
    named = {kind for b in law.binds for kind in b.bodies} - {"sheriff"}
    for county in reference.counties():
        office = reference.sheriffs().get(county.fips)
        if county.state != postal or county.status != "current" or office is None or not office.has_office:
            continue
        here = [a for a in by_county.get(county.fips, ()) if tied[a].kind == "sheriff"]
        agreements = tuple(h for a in here for h in held.get(a, ()))
        waiting = tuple(p for a in here for p in pending.get(a, ()))
        bound = is_bound(law.binds, "sheriff", "county", county.fips, county.population_2020)
        standing = standing_of(law, {h.model for h in agreements}, waiting)
        yield MandateRow(
            county.fips, county_name(county.fips), county.population_2020, county.rurality,
            office.name or (tied[here[0]].agency if here else f"Sheriff of {county.name}"),
            bound.truth, bound.why, bound.duty, standing, agreements, waiting,
            tuple(
                (a, tuple(h.model for h in held[a]))
                for a in sorted(by_county.get(county.fips, ()))
                if tied[a].kind in named and a in held
            ),
            timing(law, standing, agreements, today), tuple(here),
        )  # fmt: skip


def _order(row: MandateRow) -> tuple[int, int, int, str]:
    truth = {Truth.YES: 0, Truth.UNCLEAR: 1, Truth.NO: 2}
    return truth[row.bound], STANDINGS.index(row.standing), -(row.population or 0), row.county


def _state_bodies(
    law: Law, tied: dict[str, Match], held: dict[str, tuple[HeldAgreement, ...]]
) -> Iterable[tuple[str, tuple[str, ...]]]:
    for agency, match in sorted(tied.items()):
        if (
            match.level == "state"
            and agency in held
            and any(
                b.level == "state" and b.covers(match.kind, "state") and b.means(agency) for b in law.binds
            )
        ):
            yield agency, tuple(h.model for h in held[agency])


def _totals(rows: Sequence[MandateRow]) -> Iterable[MandateTotal]:
    for rurality in ("metro", "adjacent", "remote", "unknown", "all"):
        some = [r for r in rows if rurality in ("all", r.rurality)]
        if not some:
            continue
        bound = [r for r in some if r.bound is Truth.YES]
        unclear = [r for r in some if r.bound is Truth.UNCLEAR]
        free = [r for r in some if r.bound is Truth.NO]
        by = Counter(r.standing for r in bound)
        yield MandateTotal(
            rurality, len(bound), by[HELD], by[OTHER], by[ANNOUNCED], by[NONE],
            len(unclear), sum(r.standing == HELD for r in unclear),
            len(free), sum(r.standing == HELD for r in free),
            sum(r.population or 0 for r in bound),
            sum(r.population or 0 for r in bound if r.standing != HELD),
        )  # fmt: skip


def _notes(
    law: Law, rows: Sequence[MandateRow], used: ListUsed | None, today: date, pending: str | None
) -> Iterable[str]:
    if used is None:
        yield "no list is as old as that day: what sheriffs held then is not known"
    elif (age := (today - date.fromisoformat(used.published_date)).days) > 31:
        yield (
            f"the newest list we hold is of {used.published_date}, {age} days before {today}; what was signed or ended "
            "since then is not known here: take in a newer list with `deputized ingest`"
        )
    if not law.is_law:
        yield f"{law.no_law}: it is not told as law, this is who it would bind"
    elif law.in_force(today) is Truth.NO:
        yield f"{law.bill} was not in force on {today} ({law.stands(today)}): nobody was bound by it, this is who it binds when it is"
    elif law.in_force(today) is Truth.UNCLEAR:
        yield f"whether {law.bill} was in force on {today} is not known: this is who it binds once it is"
    if any("apply" in b.duty or "request" in b.duty for b in law.binds):
        yield "a request or application that ICE has not yet listed cannot be seen in ICE's lists"
    yield (
        f"pending: the newest pending list we hold by then is of {pending}; what was announced since is not known here"
        if pending
        else "pending: no pending list we hold is as old as that"
    )
    if any(b.jail != "any" for b in law.binds):
        yield "who is bound rests on tables of jails (Texas: September 2021; elsewhere HIFLD 2024), which may have changed"
    if law.is_narrow:
        yield "it binds the state's own agencies alone; sheriffs and towns stay free"
    elif not rows:
        yield "the reference lists name no sheriff's office in this state"


def added_by(final: Mandate, floored: Mandate) -> tuple[MandateRow, ...]:
    """Sheriffs whom the law binds and a version with a population floor would not have bound."""
    under = {r.county_fips for r in floored.rows if r.bound is not Truth.YES}
    return tuple(r for r in final.rows if r.bound is Truth.YES and r.county_fips in under)


def bound_in(
    state: str, county_fips: str, as_of: DayLike, known_on: DayLike | None = None, *, kind: str = "sheriff"
) -> tuple[Law, Bound] | None:
    """Whether a county's sheriff, or its department of `kind`, is bound by the state's mandate that day; None if there is none."""
    state, as_of, known_on = find_state(state).postal, day_of(as_of, "as_of"), maybe_day(known_on, "known_on")
    known = [w for w in laws_of(state, known_on) if w.posture is Posture.MANDATES and w.is_law and w.binds]
    standing = [law for law in known if law.in_force(as_of) is not Truth.NO]
    if not standing:
        return None
    law = standing[-1]
    people = reference.counties_by_fips()[county_fips].population_2020
    return law, is_bound(law.binds, kind, "county", county_fips, people)
