"""A county or a state asked for by name: found, or refused with what was tried; and what is known of it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from deputized import reference
from deputized.library import Registry
from deputized.places import (
    PlaceError,
    county_as_printed,
    find_county,
    find_state,
    namesakes,
)
from deputized.reference import CountyRow


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
        ("Nowhere", "no county is called 'Nowhere' in any state"),
        ("Kiney", "no county is called 'Kiney' in any state; nearest: Kinney County, TX"),
        ("Nowhere, TX", "no county of Texas is called 'Nowhere'; nearest by spelling: "),
        ("Washington", "31 counties are called 'Washington': Washington County, AL; "),
        ("Hialeah, FL", "Hialeah is a town in Miami-Dade County, FL"),
        ("Kinney, Okla.", "no county of Oklahoma is called 'Kinney'; there is Kinney County, TX"),
        ("Dade, FL", "it is now Miami-Dade County, FL (FIPS 12086)"),
        ("Shannon County, S.D.", "it is now Oglala Lakota County, SD (FIPS 46102)"),
        ("Bedford city, VA", "Bedford is a town in Bedford County, VA"),  # a city of its own until 2013
        ("Puerto Rico", "Puerto Rico is a state or territory, not a county; see: deputized state PR"),
        ("", "names no county; write it as 'Kinney, TX' or as five digits, 48271"),
        ("12-086", "names no county"),
        ("99999", "no county has FIPS 99999"),
        ("Kinney, Texos", "no state or territory is called 'Texos'; nearest: Texas"),
    ],
)
def test_what_is_no_one_county_is_refused_with_what_was_tried(asked: str, said: str) -> None:
    with pytest.raises(PlaceError, match=re.escape(said)):
        find_county(asked)


@pytest.mark.parametrize(
    ("asked", "fips"),
    [
        ("kinney county texas", "48271"), ("Kinney, Tex.", "48271"), ("LaSalle, IL", "17099"),
        ("La Salle, Ill.", "17099"), ("dona ana nm", "35013"), ("Doña Ana, NM", "35013"), ("1001", "01001"),
        ("St. Louis County, MO", "29189"), ("Saint Louis city, Mo.", "29510"), ("baltimore city maryland", "24510"),
        ("City of Fairfax, VA", "51600"), ("James City, VA", "51095"), ("Carson City, NV", "32510"),
        ("Washington, D.C.", "11001"), ("DC", "11001"), ("Guam", "66010"), ("Jefferson W.Va.", "54037"),
        ("Capitol, CT", "09110"), ("Prince of Wales-Hyder, AK", "02198"), ("Orleans Louisiana", "22071"),
        ("Lewis and Clark Montana", "30049"), ("Charlottesville", "51540"),
        ("Kinney Co., TX", "48271"), ("Kinney cnty Texas", "48271"), ("County of Kinney, TX", "48271"),
        ("condado de Kinney, Tejas", "48271"), ("parroquia de Orleans, Luisiana", "22071"),
    ],
)  # fmt: skip
def test_a_county_clerks_ways_to_write_it(asked: str, fips: str) -> None:
    assert find_county(asked).fips == fips


def test_every_county_is_found_by_its_own_name_and_state() -> None:
    """With and without the comma; a county in two states is told apart by the state."""
    names = {s.postal: s.name for s in reference.states()}
    for county in reference.counties():
        if county.status == "current":
            assert find_county(f"{county.name}, {county.state}").fips == county.fips
            assert find_county(f"{county.name}, {names[county.state]}").fips == county.fips


SHARED = [
    (county, city)
    for county in reference.counties()
    for city in namesakes(county)
    if county.status == city.status == "current" and city.lsad == "independent city" != county.lsad
]


def test_a_city_and_a_county_of_one_name_name_each_other() -> None:
    assert len(SHARED) == 6
    assert all(namesakes(city) == (county,) for county, city in SHARED)
    assert namesakes(find_county("Kinney, TX")) == ()


@pytest.mark.parametrize(("county", "city"), SHARED, ids=lambda c: c.fips)
def test_a_name_that_a_county_and_a_city_share_is_asked_about(county: CountyRow, city: CountyRow) -> None:
    """However it is written, unless a word says which is meant."""
    state = next(s for s in reference.states() if s.postal == county.state)
    base = county.base_name
    for asked in (
        f"{base}, {county.state}", f"{base.upper()} {state.name}", f"{base.replace('St.', 'Saint')}, {state.name}"
    ):  # fmt: skip
        with pytest.raises(PlaceError, match="Say which") as caught:
            find_county(asked)
        assert county.fips in str(caught.value) and city.fips in str(caught.value)
        assert county_as_printed(asked).fips == county.fips
    for asked in (
        f"{base} County, {county.state}",
        f"{base} Co., {county.state}",
        f"condado de {base}, {county.state}",
    ):
        assert find_county(asked).fips == county.fips
    for asked in (f"{base} city, {county.state}", f"City of {base}, {state.name}"):
        assert find_county(asked).fips == city.fips


def test_a_name_borne_once_needs_no_state() -> None:
    assert find_county("Kinney").fips == "48271"


def test_states_are_found_by_code_name_and_fips() -> None:
    assert {find_state(t).postal for t in ("TX", "texas", "48")} == {"TX"}


def test_kinney_countys_story(registry: Registry) -> None:
    story = registry.county("Kinney, TX")
    assert story.county.population_2020 == 3129
    assert story.county.rurality == "remote"
    assert story.sheriff is not None and story.sheriff.officers == 8
    assert story.jails is not None and story.jails.has_jail
    assert story.texas_jail is not None and story.texas_jail.operation == "county"
    sheriff = next(a for a in story.agreements if a.kind == "sheriff")
    assert (sheriff.model, sheriff.signed_date, sheriff.standing) == ("TFM", "2025-03-26", "listed")
    assert {n.county_fips for n in story.neighbours} == {"48137", "48323", "48463", "48465"}
    assert next(n for n in story.neighbours if n.county_fips == "48465").models == ("WSO",)
    assert any(a.kind == "national_guard" for a in story.statewide)


def test_a_story_of_an_earlier_day_knows_only_what_was_listed(registry: Registry) -> None:
    story = registry.county("Kinney, TX", date(2025, 3, 1))
    assert story.agreements == ()
    assert story.day == date(2025, 3, 1)


def test_a_county_without_a_sheriff_says_so(registry: Registry) -> None:
    story = registry.county("Kodiak Island, AK")
    assert "the reference lists name no sheriff's office here" in story.unknown
    assert [a.model for a in story.agreements] == ["WSO"]  # Kodiak's town police


def test_a_former_county_says_so(registry: Registry) -> None:
    story = registry.county("Hartford, CT")
    assert any("former county" in gap for gap in story.unknown)


def test_texas_story(registry: Registry) -> None:
    story = registry.state("Texas", date(2026, 5, 1))
    assert story.jail_counties == 228
    assert story.jail_counties_with_sheriff_agreement == 182
    assert story.sheriff_offices == 254
    assert story.agency_counts["sheriff"] == story.sheriffs_with_agreement == 195
    assert story.coverage["any"].total.population == 29_145_505


def test_a_state_without_agreements_has_a_story(registry: Registry) -> None:
    story = registry.state("VT")
    assert story.agency_counts == {}
    assert story.coverage["any"].total.none == story.coverage["any"].total.population
    assert story.jail_counties is None


def test_a_day_before_the_first_list_is_refused(registry: Registry) -> None:
    """Nobody on a list we lack is not nobody."""
    for ask in (
        lambda: registry.listed(date(2021, 1, 12)),
        lambda: registry.county("Kinney, TX", date(2020, 1, 1)),
        lambda: registry.state("TX", date(2020, 1, 1)),
    ):
        with pytest.raises(ValueError, match="the first list held here is of 2021-01-13"):
            ask()
    assert registry.listed(date(2025, 12, 15)).list_day == date(2025, 12, 12)
    assert registry.listed(date(2026, 5, 3)).list_day == date(2026, 5, 1)
    assert registry.listed(date(2030, 1, 1)).list_day == registry.day().list_day


def test_a_story_of_an_earlier_day_tells_what_stood_then(registry: Registry) -> None:
    """Of agreements removed since, the story of a day before knows nothing; nor of runs not yet begun."""
    agreement_id, agency_id, first, gone, _, name = registry.db.execute(
        "SELECT a.agreement_id, a.agency_id, a.first_listed_date, a.absent_date, a.state, a.name FROM ("
        "SELECT a.*, g.name FROM agreements a JOIN agencies g USING (agency_id) WHERE a.status = 'removed' "
        "AND g.kind = 'sheriff' AND a.absent_date > '2025-06-01' ORDER BY agreement_id LIMIT 1) a"
    ).fetchone()
    fips = registry.ties[agency_id].county.code
    assert fips is not None, name
    before, after = (registry.county(fips, date.fromisoformat(d)) for d in (first, gone))
    then = {a.agreement_id: a for a in before.agreements}[agreement_id]
    assert (then.ending, then.absent_date, then.last_listed_date) == (None, None, first)
    assert {a.agreement_id: a.ending for a in after.agreements}[agreement_id] == "removed"
    assert all(p.from_date <= first and p.last_date <= first for p in before.pending)
    assert {b.agency_id for b in before.agencies} <= {b.agency_id for b in after.agencies}


def test_a_sheriff_the_fbi_calls_police_has_the_ori_and_staff_of_its_match(
    registry: Registry,
) -> None:
    story = registry.county("Miami-Dade, FL")
    assert story.sheriff is not None
    assert (story.sheriff.ori, story.sheriff.officers) == ("FL0130000", 3081)
    assert not any("no staffing report" in gap for gap in story.unknown)


def test_connecticut_says_where_the_other_half_is(registry: Registry) -> None:
    assert any("Capitol Planning Region, CT 88%" in g for g in registry.county("Hartford, CT").unknown)
    assert any("Hartford County, CT" in g for g in registry.county("Capitol, CT").unknown)


def test_las_vegas_metropolitan_is_a_body_of_clark_county(registry: Registry) -> None:
    """Its head is the county's sheriff, and it runs the county's jail."""
    match = next(
        b.match
        for b in registry.county("Clark, NV").agencies
        if b.agency_id == "nv-las-vegas-metropolitan-police"
    )
    assert (match.level, match.county.codes, match.ori.code) == ("county", ("32003",), "NV0020100")
