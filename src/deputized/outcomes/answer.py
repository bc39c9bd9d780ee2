"""One question for results: of the country, a state, a county or an agency, on a day, as known on another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from deputized import reference
from deputized.model.days import AsOf, DayLike
from deputized.model.shown import Shown
from deputized.outcomes import arrests, bookins, identified, published
from deputized.outcomes.attribution import CERTAIN, POSSIBLE, UNTIED
from deputized.outcomes.bookins import Revision
from deputized.outcomes.definitions import figures
from deputized.outcomes.held_numbers import HeldNumber
from deputized.outcomes.import_counts import Cell, imported
from deputized.outcomes.ties import FoiaTie, Without, foia, without_result
from deputized.places.lookup import PlaceError, find_county, find_state
from deputized.resolver import Exact, KnownBody, Nothing, resolver_of

if TYPE_CHECKING:
    from deputized.library import Registry

ABSENT = "absence in these sources is not absence of results: nobody publishes all of them"
KEPT: list[tuple[object, tuple[FoiaTie, ...], tuple[Without, ...]]] = []


@dataclass(frozen=True, slots=True)
class OutcomeScope:
    """What a question is about: country, state, county or agency."""

    kind: str
    code: str  # US, postal code, FIPS, or what tells the body from others
    name: str
    state: str = ""
    counties: tuple[str, ...] = ()
    agency_id: str | None = None


@dataclass(frozen=True, slots=True)
class ImportedAnswer:
    """What a release you imported has for what was asked: rows shown, and cells that are withheld (under five each)."""

    release: str
    file: str
    first: str
    last: str
    certain: int
    possible: int
    untied: int  # tagged rows of the place that cannot be tied; 0 for an agency
    withheld_cells: int

    @property
    def floor(self) -> int:
        """Certain rows that are shown; withheld ones come on top."""
        return self.certain

    @property
    def ceiling(self) -> int:
        """Certain, possible and untied rows that are shown, and four for every cell withheld."""
        return self.certain + self.possible + self.untied + 4 * self.withheld_cells


@dataclass(frozen=True, slots=True)
class Outcomes(Shown):
    """All that is held for what was asked, and what is not."""

    asked: OutcomeScope
    as_of: date | None
    known_on: date | None
    numbers: tuple[HeldNumber, ...]
    foia: tuple[FoiaTie, ...]
    without: tuple[Without, ...]
    revisions: tuple[Revision, ...]
    imported: tuple[ImportedAnswer, ...]
    unknown: tuple[str, ...]

    def of(self, measure: str) -> tuple[HeldNumber, ...]:
        """The numbers of one measure."""
        return tuple(h for h in self.numbers if h.measure == measure)

    def total(self, measure: str) -> int | float | None:
        """The sum of a measure over agencies and years, published sums left out; None if nothing is held."""
        some = [h.value for h in self.of(measure) if h.value is not None and not h.figure]
        return sum(some) if some else None

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        from dataclasses import asdict

        return {
            "asked": asdict(self.asked), "as_of": self.as_of, "known_on": self.known_on,
            "numbers": [h.to_dict() for h in self.numbers],
            "agencies_2006_2013": [_tied(t) for t in self.foia],
            "agreement_and_no_result": [asdict(w) for w in self.without],
            "revisions": [asdict(r) | {"difference": r.difference} for r in self.revisions],
            "imported": [asdict(t) | {"floor": t.floor, "ceiling": t.ceiling} for t in self.imported],
            "not_known": list(self.unknown),
        }  # fmt: skip


def _tied(t: FoiaTie) -> dict[str, Any]:
    return {
        "state": t.agency.state, "printed": t.agency.printed, "is_starred": t.agency.is_starred,
        "agency_id": t.tie.agency_id, "ori": t.tie.body.ori if t.tie.body else None,
        "county_fips": list(t.tie.body.county_fips) if t.tie.body else [], "tie": t.tie.why,
        "identified": t.agency.identified, "removed": t.agency.removed,
        "years": [
            {"fiscal_year": r.year, "identified": r.identified, "removed": r.removed, "agreement": t.agreement_in(r)}
            for r in t.agency.results
        ],
    }  # fmt: skip


def ties_of(registry: Registry) -> tuple[tuple[FoiaTie, ...], tuple[Without, ...]]:
    """ICE's table tied to our agencies, kept while this registry's file is the last one asked."""
    key = (registry.path, registry.path.stat().st_mtime_ns)
    if not KEPT or KEPT[0][0] != key:
        tied = foia(registry)
        KEPT[:] = [(key, tied, without_result(registry, tied))]
    return KEPT[0][1], KEPT[0][2]


def asked(registry: Registry, which: str | None, state: str | None = None) -> OutcomeScope:
    """Read what is asked for. Raises LookupError naming the candidates if none or several answer."""
    if which is None and state is None:
        return OutcomeScope("country", "US", "United States")
    if which is None or (state is None and _is_state(which)):
        found = find_state(which or state or "")
        return OutcomeScope("state", found.postal, found.name, found.postal)
    try:
        county = find_county(f"{which}, {state}" if state else which)
        return OutcomeScope(
            "county", county.fips, f"{county.name}, {county.state}", county.state, (county.fips,)
        )
    except PlaceError as error:
        no_county = error
    resolution = resolver_of(registry.db).resolve(which, state)
    if isinstance(resolution, Exact):
        return _body(resolution.body)
    if isinstance(resolution, Nothing):
        raise LookupError(f"{resolution.reason}; nor is it a place: {no_county}")
    near = "; ".join(b.told for b in resolution.candidates)
    raise LookupError(f"{which!r} may be any of: {near}. Give an id, or --state")


def _is_state(text: str) -> bool:
    try:
        find_state(text)
    except PlaceError:
        return False
    return True


def _body(body: KnownBody) -> OutcomeScope:
    key = body.agency_id or body.ori or f"{body.state}:{body.name}"
    return OutcomeScope(
        "agency", key, f"{body.name}, {body.state}", body.state, body.county_fips, body.agency_id
    )


def outcomes_of(
    registry: Registry,
    which: str | None = None,
    as_of: DayLike | AsOf | None = None,
    known_on: DayLike | None = None,
    state: str | None = None,
) -> Outcomes:
    """What came of it, as far as sources tell: results by agency, denominators, published figures, all bounded.

    `as_of`: only periods begun by that day. `known_on`: only what was out by that day.
    Raises LookupError if no one place or agency answers to `which`, ValueError for a day that is none.
    """
    when = AsOf.of(as_of, known_on)
    about = asked(registry, which, state)
    tied, without = ties_of(registry)
    mine = tuple(t for t in tied if _concerns(about, t))
    numbers = tuple(
        h for h in _numbers(registry, about, mine, when.known) if _is_in(h, when.world, when.known)
    )
    foia_known = when.known is None or published.last_day(identified.PUBLISHED) <= when.known
    return Outcomes(
        about, when.world, when.known, numbers, mine if foia_known else (),
        tuple(w for w in without if foia_known and about.kind in ("country", "state") and about.state in ("", w.state)),
        tuple(
            r for r in bookins.revisions()
            if about.kind == "country" and (when.known is None or r.after.run_date <= when.known)
            and (when.world is None or r.month <= when.world)
        ),
        _taken(registry, about, when.world), tuple(_unknown(about, mine)),
    )  # fmt: skip


def _taken(registry: Registry, about: OutcomeScope, world: date | None) -> tuple[ImportedAnswer, ...]:
    """Imported counts of the place or agency, months begun by a day."""
    out = []
    for release in imported():
        sums: dict[str, int] = {CERTAIN: 0, POSSIBLE: 0, UNTIED: 0}
        hidden = 0
        for c in release.cells:
            if not _of(registry, about, c) or (world is not None and c.month > f"{world:%Y-%m}"):
                continue
            hidden += c.rows is None
            sums[c.certainty] += c.rows or 0
        out.append(
            ImportedAnswer(f"{release.dataset} {release.release}", release.file, release.first, release.last, sums[CERTAIN],
                  sums[POSSIBLE], sums[UNTIED], hidden)
        )  # fmt: skip
    return tuple(out)


def _of(registry: Registry, about: OutcomeScope, cell: Cell) -> bool:
    if about.kind == "country":
        return True
    if about.kind == "state":
        return cell.state == about.state
    if not cell.agency_id:
        return False
    agency = registry.clocks.agency_known(cell.agency_id, None)
    if about.kind == "agency":
        return agency == about.agency_id
    tie = registry.ties[agency]
    return tie.level != "state" and about.code in tie.county.codes


def _concerns(about: OutcomeScope, t: FoiaTie) -> bool:
    if about.kind == "country":
        return True
    if about.kind == "state":
        return t.agency.state == about.state
    if about.kind == "agency":
        return t.tie.key == about.code
    return t.tie.body is not None and about.code in t.tie.body.county_fips


def _numbers(
    registry: Registry, about: OutcomeScope, mine: tuple[FoiaTie, ...], known: date | None
) -> Iterator[HeldNumber]:
    for t in mine:
        yield from identified.held(t.agency, t.tie.agency_id or t.agency.state, t.tie.why)
    if about.kind == "country":
        yield from bookins.held("ICE", known)
        yield from arrests.held()
    else:
        yield from arrests.held(about.state)
    fits = _figures_of(registry, about)
    yield from (h for h in published.held() if fits(h))


def _figures_of(registry: Registry, about: OutcomeScope) -> Callable[[HeldNumber], bool]:
    counties, reviewed = reference.counties_by_fips(), figures()

    def fits(h: HeldNumber) -> bool:
        agency = reviewed[h.figure].agency
        if about.kind == "country":
            return True
        if about.kind == "agency":
            found = resolver_of(registry.db).resolve(agency) if agency else None
            return isinstance(found, Exact) and _body(found.body).code == about.code
        if about.kind == "county":
            return h.place == about.code
        state = counties[h.place].state if h.place in counties else h.place
        return about.state in (state, agency[:2].upper(), _of_state(h.place))

    return fits


def _of_state(text: str) -> str:
    """The state whose name a body's name begins with; empty if none."""
    known = sorted(reference.states(), key=lambda s: -len(s.name))
    return next((s.postal for s in known if text.startswith(f"{s.name} ")), "")


def _is_in(h: HeldNumber, world: date | None, known: date | None) -> bool:
    begun = h.start or (published.first_day(h.published) if h.published else None)
    if world is not None and begun is not None and begun > world:
        return False
    return known is None or not h.published or published.last_day(h.published) <= known


def _unknown(about: OutcomeScope, mine: tuple[FoiaTie, ...]) -> Iterator[str]:
    if not mine and about.kind != "country":
        yield f"ICE's table of 2006 to 2013 names no agency tied to {about.name}"
    yield (
        "results by agency since October 2013: ICE publishes none; arrests and detainers by agency need the releases of "
        "the Deportation Data Project"
    )
    if about.kind in ("county", "agency"):
        yield "how many of the state's arrests were made by or with this agency"
    yield ABSENT
