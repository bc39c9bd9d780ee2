"""Coverage, map and panel: whom the agencies on a day's list reach, and county by month."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from deputized.facts.clocks import Standing
from deputized.facts.lists import ListUsed
from deputized.library.table import Table, table_of
from deputized.model.days import AsOf, DayLike, day_of, maybe_day
from deputized.model.kinds import model_code
from deputized.model.shown import Shown
from deputized.places.lookup import state_code
from deputized.places.months import InForceSpan, PanelRow
from deputized.places.months import panel as months
from deputized.places.residents import STATES, Coverage, Holder
from deputized.places.residents import coverage as people

if TYPE_CHECKING:
    from deputized.library.registry import Registry


@dataclass(frozen=True, slots=True)
class Listed(Shown):
    """The agencies on the list that speaks for a day. What is signed and not yet listed is not among them."""

    day: date
    known_on: date | None
    list_used: ListUsed
    holders: tuple[Holder, ...]

    @property
    def list_day(self) -> date:
        """The day of that list."""
        return date.fromisoformat(self.list_used.published_date)


@dataclass(frozen=True, slots=True)
class Reach(Shown):
    """People by what covers them on a day, counting agencies on the list that speaks for it."""

    day: date
    known_on: date | None
    list_used: ListUsed
    state: str | None
    model: str | None
    by: str
    coverage: Coverage

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)

    def records(self) -> list[dict[str, Any]]:
        """A record per group and, where there are several, their total; a county has its name beside the FIPS."""
        rows = self.coverage.rows if self.by == "total" else (*self.coverage.rows, self.coverage.total)
        return [_named(asdict(r), self.by) for r in rows]

    def table(self) -> Table:
        """A record per group, for pandas, polars or DuckDB."""
        return table_of(self.coverage.rows)


@dataclass(frozen=True, slots=True)
class Panel(Shown):
    """Models in force by county and month. The month of the newest list counts as of that list."""

    newest: date
    known_on: date | None
    until: date
    rows: tuple[PanelRow, ...]

    def table(self) -> Table:
        """A record per county and month, for pandas, polars or DuckDB."""
        return table_of(self.rows)


def listed(
    registry: Registry, as_of: DayLike | AsOf | None, known_on: DayLike | None, state: str | None
) -> Listed:
    """Answer `Registry.listed`. Raises ValueError for a day that is none or is before the first list."""
    day = registry.day(as_of, known_on)
    return Listed(day.day, day.when.known, day.list_used, day.holders(state_code(state)))


def coverage(
    registry: Registry,
    as_of: DayLike | AsOf | None,
    known_on: DayLike | None,
    state: str | None,
    model: str | None,
    by: str,
) -> Reach:
    """Answer `Registry.coverage`; `by` is total, state, rurality or county."""
    found = listed(registry, as_of, known_on, state)
    postal, code = state_code(state), model_code(model)
    counted = people(found.holders, model=code, states=(postal,) if postal else STATES, by=by)
    return Reach(found.day, found.known_on, found.list_used, postal, code, by, counted)


def spans(registry: Registry, known_on: DayLike | None = None) -> tuple[InForceSpan, ...]:
    """Every agreement's time in force, from its signing (or first list) to the first list without it."""
    found = []
    for life in registry.clocks.lives(*AsOf.of(None, known_on).texts):
        tie = registry.ties[registry.clocks.agency_known(life.agency_id, None)]
        start = min(life.signed_date or life.first_listed_date, life.first_listed_date)
        end = life.absent_date if life.standing is Standing.LEFT else None
        found.append(
            InForceSpan(
                life.agency_id, tie.level, tie.county.codes, life.model, date.fromisoformat(start),
                date.fromisoformat(end) if end else None,
            )
        )  # fmt: skip
    return tuple(found)


def panel(
    registry: Registry,
    since: DayLike,
    until: DayLike | None,
    known_on: DayLike | None,
    only_with_agreement: bool,
) -> Panel:
    """Answer `Registry.panel`. Raises ValueError if it would end before it begins."""
    day = registry.day(None, known_on)
    last = maybe_day(until, "until") or day.list_day
    rows = months(
        spans(registry, known_on),
        first=day_of(since, "since"),
        last=last,
        only_with_agreement=only_with_agreement,
        known_to=day.list_day,
    )
    return Panel(day.list_day, day.when.known, last, tuple(rows))


def _named(record: dict[str, Any], by: str) -> dict[str, Any]:
    """A record whose county has its name beside the FIPS."""
    if by != "county":
        return record
    from deputized.registry.places.gazetteer import county_name

    group = record.pop("group")
    return {"group": group, "name": county_name(group) if group != "total" else "", **record}
