"""Everybody is counted once: the classes add up to the people, whatever agencies hold a model."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deputized import reference
from deputized.library import Registry
from deputized.library.state import jail_counties
from deputized.places import Holder, county_classes, coverage
from deputized.places.residents import CoverageRow

TFM = frozenset({"TFM"})
SHERIFF = Holder("s", "sheriff", "county", "TX", ("48271",), None, TFM, "TX1360000", 8)
MIAMI = Holder("m", "municipal_police", "municipal", "FL", ("12086",), "1245000", TFM)
GUARD = Holder("g", "national_guard", "state", "TX", (), None, TFM)


def adds_up(row: CoverageRow) -> bool:
    return row.sheriff + row.town + row.county_other + row.state_only + row.none == row.population


def people(fips: str) -> int:
    return reference.counties_by_fips()[fips].population_2020 or 0


def test_nobody_is_covered_where_nobody_signed() -> None:
    total = coverage([]).total
    assert total.population == total.none == 331_449_281
    assert total.county_count == 3144


def test_a_sheriff_reaches_the_county() -> None:
    total = coverage([SHERIFF]).total
    assert (total.sheriff, total.sheriff_count) == (people("48271"), 1)
    assert adds_up(total)


def test_a_city_is_not_added_to_its_county() -> None:
    """A tracker printed 102.5% of Florida by adding cities to counties."""
    sheriff = replace(SHERIFF, agency_id="d", state="FL", county_fips=("12086",))
    both = coverage([sheriff, MIAMI], states=["FL"]).total
    assert both.sheriff == people("12086")
    assert both.town == 0
    assert both.overlap_sheriff_town == 467_963  # Miami, 2019 estimate
    alone = coverage([MIAMI], states=["FL"]).total
    assert (alone.sheriff, alone.town, alone.overlap_sheriff_town) == (0, 467_963, 0)


def test_two_agencies_of_one_town_are_one_town() -> None:
    assert coverage([MIAMI, replace(MIAMI, agency_id="n")]).total.town == 467_963


def test_a_statewide_agency_reaches_only_the_rest() -> None:
    total = coverage([SHERIFF, GUARD], states=["TX"]).total
    assert total.sheriff == people("48271")
    assert total.state_only == 29_145_505 - people("48271")
    assert total.none == 0


def test_a_constable_reaches_nobody_that_is_counted_and_is_named() -> None:
    constable = Holder("c", "constable", "constable_district", "TX", ("48271",), None, TFM)
    result = coverage([constable])
    assert result.total.none == result.total.population
    assert result.uncounted == ("c",)


def test_a_holder_without_a_county_is_named() -> None:
    assert coverage([replace(SHERIFF, county_fips=())]).unplaced == ("s",)


def test_former_connecticut_counties_are_not_counted_beside_their_regions() -> None:
    old = replace(SHERIFF, state="CT", county_fips=("09003",))
    result = coverage([old], states=["CT"])
    assert result.unplaced == ("s",)
    assert result.total.population == 3_605_944


def test_an_unknown_grouping_is_refused() -> None:
    with pytest.raises(ValueError, match="say total, state, rurality or county"):
        coverage([], by="party")


_holder = st.builds(
    Holder,
    agency_id=st.text("abcdef", min_size=1, max_size=3),
    kind=st.sampled_from(["sheriff", "municipal_police", "corrections", "constable"]),
    level=st.sampled_from(["county", "municipal", "state", "constable_district", "campus", "regional"]),
    state=st.sampled_from(["TX", "FL"]),
    county_fips=st.sampled_from([("48271",), ("12086",), ("48201", "48157"), (), ("48113", "48085")]),
    place_geoid=st.sampled_from([None, "1245000", "4835000", "4819000", "9999999"]),
    models=st.sampled_from([TFM, frozenset({"WSO", "TFM"}), frozenset({"JEM"})]),
    population_served=st.sampled_from([None, 10, 10_000_000]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_holder, max_size=6), st.sampled_from([None, "TFM", "JEM", "WSO"]))
def test_classes_always_add_up_and_groups_add_up_to_the_total(held: list[Holder], model: str | None) -> None:
    result = coverage(held, model=model, by="state", states=["FL", "TX"])
    assert adds_up(result.total)
    assert all(adds_up(row) for row in result.rows)
    assert sum(row.sheriff for row in result.rows) == result.total.sheriff
    assert result.total.overlap_sheriff_town <= result.total.sheriff
    assert result.total.population == 21_538_187 + 29_145_505


def test_real_lists_add_up_by_state_and_rurality(registry: Registry) -> None:
    held = registry.listed(date(2026, 5, 1)).holders
    for by in ("state", "rurality"):
        result = coverage(held, by=by)
        assert all(adds_up(row) for row in result.rows)
        assert sum(row.population for row in result.rows) == 331_449_281
    florida = next(r for r in coverage(held, by="state").rows if r.group == "FL")
    assert florida.sheriff == florida.population  # all 67 counties
    assert florida.sheriff_count == 67


def test_figures_people_quote(registry: Registry) -> None:
    """Frozen from the registry on the lists of those days; a change is a finding, not a rounding."""
    december = coverage(registry.listed(date(2025, 12, 15)).holders, model="TFM", by="rurality")
    sheriffs = {row.group: row.sheriff_count for row in december.rows}
    assert sheriffs == {"metro": 140, "adjacent": 79, "remote": 40}
    assert december.total.sheriff_count == 259
    nonmetro_share = (sheriffs["adjacent"] + sheriffs["remote"]) / december.total.sheriff_count
    assert nonmetro_share == pytest.approx(0.459, abs=0.001)
    newest = registry.listed(date(2026, 5, 1)).holders
    total = coverage(newest).total
    assert (total.sheriff_count, total.sheriff_office_count) == (758, 3081)
    assert jail_counties(newest) == (182, 228)


def test_texas_counts_agree_with_independent_ones(registry: Registry) -> None:
    """The Center Square counted 63 Texas sheriffs on 29 May 2025; the Comptroller, at least 150 on 15 Jan 2026."""
    may = [h for h in registry.listed(date(2025, 5, 29), state="TX").holders if h.kind == "sheriff"]
    january = [h for h in registry.listed(date(2026, 1, 15), state="TX").holders if h.kind == "sheriff"]
    assert len(may) == pytest.approx(63, abs=2)
    assert len({f for h in january for f in h.county_fips}) >= 150


def test_classes_of_the_map_prefer_the_nearest_body() -> None:
    town = Holder("t", "municipal_police", "municipal", "TX", ("48271",), None, TFM)
    classes = county_classes([GUARD, town], "TFM")
    assert classes["48271"] == "town"
    assert classes["48465"] == "state"
    assert len(classes) == 254
    assert county_classes([GUARD, town, SHERIFF], "TFM")["48271"] == "county"
    assert county_classes([GUARD], "JEM") == {}
