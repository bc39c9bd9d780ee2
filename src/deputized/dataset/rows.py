"""Rows of every table beside the registry's own, and of places and codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from deputized import reference
from deputized.claims import check_known
from deputized.dataset import told
from deputized.dataset.tables import (
    ABOUT,
    BESIDE,
    BODY_COUNTIES,
    CLAIMS,
    COUNTIES,
    COUNTY_CODES,
    DUTIES,
    IDENTIFIERS,
    LAWS,
    PAYMENTS,
    PLACE_COUNTIES,
    PLACES,
    RESULTS,
    STATES,
)
from deputized.facts.agencies import former_ids
from deputized.library.crosswalk import BODIES, COLUMNS, crosswalk
from deputized.model.tables import TABLES, TableDefinition
from deputized.reference.former import RETIRED_FIPS
from deputized.store.views import VIEWS

if TYPE_CHECKING:
    from deputized.facts.records import Record
    from deputized.library.registry import Registry

Row = tuple[Any, ...]


def beside(
    registry: Registry,
    state: str | None = None,
    today: date | None = None,
    bodies: list[Record] | None = None,
) -> dict[TableDefinition, Callable[[], list[Row]]]:
    """Every table that the registry's file does not hold, with what gives its rows; a body's rows are made once.

    `state` keeps bodies of one state, and their codes; `today` is the day the laws are told for, by default that of
    the newest list; `bodies` are those of `crosswalk` where they are made already. Raises ValueError if `state` names none.
    """
    day = today or date.fromisoformat(registry.meta["newest_publication"].split("-", 1)[1][:10])
    made = [] if bodies is None else [bodies]

    def every_body() -> list[Record]:
        if not made:
            made.append(crosswalk(registry, state))
        return made[0]

    rows: dict[TableDefinition, Callable[[], Iterator[Row]]] = {
        STATES: _states, COUNTIES: _counties, COUNTY_CODES: _county_codes, PLACES: _places, PLACE_COUNTIES: _place_counties,
        BODIES: lambda: (tuple(b[c] for c in COLUMNS) for b in every_body()),
        BODY_COUNTIES: lambda: _body_counties(every_body()), IDENTIFIERS: lambda: _identifiers(registry, every_body()),
        LAWS: partial(told.laws_rows, day), DUTIES: partial(told.duties_rows, registry),
        CLAIMS: lambda: told.claims_rows(check_known(registry)), PAYMENTS: told.payments_rows,
        RESULTS: partial(told.results_rows, registry), ABOUT: _about,
    }  # fmt: skip
    return {table: partial(_sorted, table, rows[table]) for table in BESIDE}


def _sorted(table: TableDefinition, rows: Callable[[], Iterator[Row]]) -> list[Row]:
    """A table's rows by its key, as the registry's own tables are."""
    at = [next(n for n, c in enumerate(table.columns) if c.name == k) for k in table.key]
    return sorted(rows(), key=lambda row: tuple(row[n] for n in at))


def _states() -> Iterator[Row]:
    for s in reference.states():
        yield (s.postal, s.fips, s.name, int(s.is_territory))


def _counties() -> Iterator[Row]:
    for c in reference.counties():
        yield (
            c.fips, c.state, c.name, c.base_name, c.lsad, c.status, c.population_2020, c.population_2024, c.land_sqmi,
            c.latitude, c.longitude, c.rucc_2023, c.nchs_2023, c.ice_field_office,
        )  # fmt: skip


def _county_codes() -> Iterator[Row]:
    shares = reference.connecticut_regions()
    codes = {(former, now) for former, now in RETIRED_FIPS.items()}
    codes |= {(former, now) for former, counties in reference.successors().items() for now in counties}
    for former, now in codes:
        yield (former, now, shares.get(former, {}).get(now))


def _every_place() -> Iterator[tuple[str, reference.PlaceRow]]:
    for place in reference.places():
        yield "incorporated place" if place.is_incorporated else "census designated place", place
    for place in reference.townships().values():
        yield "county subdivision", place


def _places() -> Iterator[Row]:
    for kind, p in _every_place():
        yield (p.place_geoid, p.state, p.name, kind, p.county_fips, p.main_share, p.population)


def _place_counties() -> Iterator[Row]:
    for _, p in _every_place():
        for position, fips in enumerate(dict.fromkeys((p.county_fips, *p.all_counties)), 1):
            yield (p.place_geoid, fips, position)


def _body_counties(bodies: list[Record]) -> Iterator[Row]:
    for body in bodies:
        for position, fips in enumerate((body["county_fips_all"] or "").split(";"), 1):
            if fips:
                yield (body["body_id"], fips, position)


def _identifiers(registry: Registry, bodies: list[Record]) -> Iterator[Row]:
    former: dict[str, list[str]] = {}
    for old, new in former_ids(registry.db):
        former.setdefault(new, []).append(old)
    aliases: dict[tuple[str, str], list[reference.Alias]] = {}
    for alias in reference.aliases():
        aliases.setdefault((alias.state, alias.ori), []).append(alias)
    for b in bodies:
        who, ours = b["body_id"], b["agency_id"]
        if ours:
            yield (who, "agency_id", ours, "ours", 1.0)
            yield from (
                (who, "former agency_id", old, "ours", 1.0) for old in sorted(set(former.get(ours, ())))
            )
        if b["ori"]:
            yield (who, "ORI", b["ori"], b["ori_rule"], b["ori_score"])
        if b["kind"] == "sheriff" and b["county_fips"]:
            yield (who, "county FIPS", b["county_fips"], b["county_rule"], b["county_score"])
        if b["place_geoid"]:
            yield (who, "place GEOID", b["place_geoid"], b["place_rule"], b["place_score"])
        for name in sorted({a.name for a in aliases.get((b["state"], b["ori"] or ""), ())}):
            yield (who, "name", name, "kept by hand", 1.0)


def _about() -> Iterator[Row]:
    for table in (*TABLES, *BESIDE):
        for position, c in enumerate(table.columns, 1):
            yield (
                table.name, c.name, position, c.type, int(c.name in table.key), c.references or "", c.description, table.grain
            )  # fmt: skip
    for view in VIEWS:
        for position, (name, meaning) in enumerate(view.columns.items(), 1):
            yield (view.name, name, position, "", 0, "", meaning, view.grain)
