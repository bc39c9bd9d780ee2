"""A county or a state asked for by name: found, or refused with what was tried; and what is known of it."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest

from deputized.places import PlaceError, county_story, find_county, find_state, state_story


@pytest.mark.parametrize(
    "asked", ["Kinney, TX", "48271", "Kinney County, Texas", "kinney,tx", " Kinney , TX "]
)
def test_a_county_is_found_however_it_is_written(asked: str) -> None:
    assert find_county(asked).fips == "48271"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Kinny, TX", "no county of Texas is called 'Kinny'; nearest: Kinney County, TX"),
        ("Franklin", "counties are called 'Franklin'"),
        ("Nowhere", "no county is called 'Nowhere'"),
        ("99999", "no county has FIPS 99999"),
        ("Kinney, Texos", "no state or territory is called ' Texos'; nearest: Texas"),
    ],
)
def test_what_is_no_one_county_is_refused_with_what_was_tried(asked: str, said: str) -> None:
    with pytest.raises(PlaceError, match=said.replace("(", r"\(")):
        find_county(asked)


def test_a_name_borne_once_needs_no_state() -> None:
    assert find_county("Kinney").fips == "48271"


def test_county_and_city_of_one_name() -> None:
    assert find_county("Baltimore, MD").fips == "24005"
    assert find_county("Baltimore city, MD").fips == "24510"


def test_states_are_found_by_code_name_and_fips() -> None:
    assert {find_state(t).postal for t in ("TX", "texas", "48")} == {"TX"}


def test_kinney_countys_story(registry: sqlite3.Connection) -> None:
    story = county_story(registry, "Kinney, TX")
    assert story.county.population_2020 == 3129
    assert story.county.rurality == "remote"
    assert story.sheriff is not None and story.sheriff.officers == 8
    assert story.jails is not None and story.jails.has_jail
    assert story.texas_jail is not None and story.texas_jail.operation == "county"
    sheriff = next(a for a in story.agreements if a.kind == "sheriff")
    assert (sheriff.model, sheriff.signed_date, sheriff.status) == ("TFM", "2025-03-26", "active")
    assert {n.county_fips for n in story.neighbours} == {"48137", "48323", "48463", "48465"}
    assert next(n for n in story.neighbours if n.county_fips == "48465").models == ("WSO",)
    assert any(a.kind == "national_guard" for a in story.statewide)


def test_a_story_of_an_earlier_day_knows_only_what_was_listed(registry: sqlite3.Connection) -> None:
    story = county_story(registry, "Kinney, TX", date(2025, 3, 1))
    assert story.agreements == ()
    assert story.day == date(2025, 3, 1)


def test_a_county_without_a_sheriff_says_so(registry: sqlite3.Connection) -> None:
    story = county_story(registry, "Kodiak Island, AK")
    assert "the reference lists name no sheriff's office here" in story.unknown
    assert [a.model for a in story.agreements] == ["WSO"]  # Kodiak's town police


def test_a_former_county_says_so(registry: sqlite3.Connection) -> None:
    story = county_story(registry, "Hartford, CT")
    assert any("former county" in gap for gap in story.unknown)


def test_texas_story(registry: sqlite3.Connection) -> None:
    story = state_story(registry, "Texas")
    assert story.jail_counties == 228
    assert story.jail_counties_with_sheriff_agreement == 182
    assert story.sheriff_offices == 254
    assert story.agency_counts["sheriff"] == story.sheriffs_with_agreement == 195
    assert story.coverage["any"].total.population == 29_145_505


def test_a_state_without_agreements_has_a_story(registry: sqlite3.Connection) -> None:
    story = state_story(registry, "VT")
    assert story.agency_counts == {}
    assert story.coverage["any"].total.none == story.coverage["any"].total.population
    assert story.jail_counties is None
