"""The tables that ship: totals that must hold, both Connecticuts, and sheriffs who are not police."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from deputized import reference
from deputized.reference.tables import FOLDER


def _current_of_states() -> list[reference.CountyRow]:
    territories = {s.postal for s in reference.states() if s.is_territory}
    return [c for c in reference.counties() if c.status == "current" and c.state not in territories]


def test_fifty_states_and_dc_have_their_counties_and_people() -> None:
    counties = _current_of_states()
    assert len(counties) == 3144
    assert sum(c.population_2020 or 0 for c in counties) == 331_449_281
    assert sum(c.population_2024 or 0 for c in counties) == 340_110_988


def test_states_are_fifty_and_dc_and_five_territories() -> None:
    states = reference.states()
    assert len(states) == 56
    assert {s.postal for s in states if s.is_territory} == {"AS", "GU", "MP", "PR", "VI"}


def test_connecticut_stands_both_ways_and_is_counted_once() -> None:
    legacy = [c for c in reference.counties() if c.status == "legacy_ct"]
    regions = [c for c in _current_of_states() if c.state == "CT"]
    assert len(legacy) == 8
    assert len(regions) == 9
    assert (
        sum(c.population_2020 or 0 for c in legacy)
        == sum(c.population_2020 or 0 for c in regions)
        == 3_605_944
    )


def test_connecticut_crosswalk_spreads_every_county_over_regions() -> None:
    crosswalk = reference.connecticut_regions()
    assert len(crosswalk) == 8
    assert {region for shares in crosswalk.values() for region in shares} == {
        c.fips for c in _current_of_states() if c.state == "CT"
    }
    for shares in crosswalk.values():
        assert sum(shares.values()) == pytest.approx(1, abs=0.002)
    # Hartford County lies mostly in the Capitol region.
    assert crosswalk["09003"]["09110"] > 0.8


def test_alaska_has_its_new_areas_and_keeps_the_old_one_apart() -> None:
    by_fips = reference.counties_by_fips()
    assert by_fips["02063"].status == by_fips["02066"].status == "current"
    assert by_fips["02261"].status == "legacy_ak"


def test_county_and_city_of_one_name_are_two() -> None:
    baltimore = reference.county_by_name("MD")["baltimore"]
    assert {c.lsad for c in baltimore} == {"county", "independent city"}
    assert len({c.fips for c in baltimore}) == 2


def test_territories_are_there() -> None:
    assert reference.county_by_name("GU")["guam"][0].fips == "66010"
    assert reference.county_by_name("MP")["saipan"][0].fips == "69110"
    assert sum(1 for c in reference.counties() if c.state == "PR") == 78


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ste. Genevieve", "Sainte Genevieve"), ("St. Lucie", "Saint Lucie"), ("Prince George’s", "Prince Georges"),
     ("Miami-Dade", "miami dade"), ("Doña Ana", "Dona  Ana"), ("O‘Brien", "O'Brien")],
)  # fmt: skip
def test_fold_makes_two_spellings_of_one_name_equal(one: str, other: str) -> None:
    assert reference.fold(one) == reference.fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Pima", "Pinal"), ("Walker", "Waller"), ("Stark", "Clark"), ("Stone", "Saint One")]
)
def test_fold_keeps_neighbours_apart(one: str, other: str) -> None:
    assert reference.fold(one) != reference.fold(other)


def test_places_are_all_there_and_their_counties_are_real() -> None:
    places = reference.places()
    assert len(places) == 29_574
    assert sum(p.is_incorporated for p in places) == 19_484
    known = reference.counties_by_fips()
    assert all(fips in known for p in places for fips in p.all_counties)
    assert all(p.county_fips == p.all_counties[0] for p in places)


def test_a_states_rows_are_the_whole_tables_rows_of_that_state() -> None:
    for state in ("TX", "NE", "VA", "PR"):
        assert reference.places_of(state) == tuple(p for p in reference.places() if p.state == state)
        whole = tuple(a for a in reference.fbi_agencies() if a.state == state)
        assert reference.fbi_agencies_of(state) == whole
    assert reference.fbi_agencies_of("NE")[0].ori.startswith("NB")


def test_every_ori_is_nine_characters_and_once() -> None:
    oris = [a.ori for a in reference.fbi_agencies()]
    assert len(oris) == len(set(oris)) == 20_641
    assert {len(o) for o in oris} == {9}


def test_no_sheriffs_ori_is_a_police_departments() -> None:
    by_ori = {a.ori: a for a in reference.fbi_agencies()}
    for sheriff in reference.sheriffs().values():
        if sheriff.ori:
            agency = by_ori[sheriff.ori]
            assert "police" not in f"{agency.name} {agency.full_name or ''}".casefold(), sheriff


@pytest.mark.parametrize(
    ("fips", "ori"), [("13135", "GA0670000"), ("24005", "MD0030000"), ("12031", "FL0160000")]
)
def test_sheriffs_a_plain_join_gets_wrong(fips: str, ori: str) -> None:
    """Gwinnett and Baltimore County have county police besides; Jacksonville's older ORI is retired."""
    assert reference.sheriffs()[fips].ori == ori


def test_states_without_county_sheriffs_have_no_office() -> None:
    by_fips = reference.counties_by_fips()
    offices = Counter(by_fips[s.county_fips].state for s in reference.sheriffs().values() if s.has_office)
    assert not {"AK", "CT", "DC", "HI", "RI"} & set(offices)
    # Sheriffs say they are 3,081: New York City's five counties share one, some Virginia cities their county's.
    assert offices.total() == 3081
    assert offices["TX"] == 254


def test_texas_counties_that_run_a_jail() -> None:
    operation = Counter(j.operation for j in reference.texas_jails().values())
    assert operation == {"county": 228, "none": 20, "private": 6}


def test_jails_are_known_for_every_county_row() -> None:
    jails = reference.jails()
    assert len(jails) == 3143
    assert jails["48271"].has_jail
    assert all(j.capacity is None or j.capacity_known_count > 0 for j in jails.values())


def test_every_table_and_column_names_its_source() -> None:
    sources = reference.sources()
    covered: dict[str, set[str]] = {}
    for source in sources:
        assert (
            source.publisher and source.source and source.licence and source.vintage
        ) or source.publisher == "deputized"
        covered.setdefault(source.table, set()).update(source.columns.split(", "))
    for path in sorted(FOLDER.glob("*.csv")):
        if path.stem in ("sources", "inputs"):
            continue
        with path.open(encoding="utf-8", newline="") as stream:
            header = next(csv.reader(stream))
        named = covered[path.stem]
        keys = {"fips", "county_fips"} if path.stem in ("counties", "texas_jails") else set()
        assert named == {"all"} or set(header) - keys <= named, f"{path.name}: {set(header) - keys - named}"


def test_nothing_of_the_source_files_ships_as_it_was() -> None:
    size = sum(p.stat().st_size for p in FOLDER.glob("*.csv"))
    assert size < 4_100_000
