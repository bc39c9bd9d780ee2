"""What a printed name says, and that neighbours a letter apart never share a key."""

from __future__ import annotations

import pytest

from deputized.registry.name_likeness import compare
from deputized.registry.names import parse_name

KINDS = [
    ("TX", "Kinney County Sheriff's Office", "sheriff", "county"),
    ("TX", "Kinney County SO", "sheriff", "county"),
    ("LA", "Lafourche Parish Sheriff's Office", "sheriff", "county"),
    ("VA", "Hopewell Sheriff's Office", "sheriff", "county"),
    ("FL", "Gulfport PD", "municipal_police", "municipal"),
    ("FL", "Indian River Shores DPS", "municipal_police", "municipal"),
    ("MI", "Center Line Division of Public Safety and Security", "municipal_police", "municipal"),
    ("TX", "New Berlin Marshal's Office", "municipal_police", "municipal"),
    ("PA", "State College Police Department", "municipal_police", "municipal"),
    ("FL", "Gulf County BOCC", "corrections", "county"),
    ("KY", "Grayson County Detention Center", "corrections", "county"),
    ("PA", "County of Franklin / Franklin County Jail", "corrections", "county"),
    ("VA", "Southwest Virginia Regional Jail Authority", "corrections", "regional"),
    ("NC", "Albemarle District Jail", "corrections", "regional"),
    ("AK", "Department of Corrections", "corrections", "state"),
    ("TX", "Galveston County Constable's Office Pct.1", "constable", "constable_district"),
    ("PA", "Unity Township Constable, PA", "constable", "constable_district"),
    ("LA", "Ward 5 Marshal's Office", "constable", "constable_district"),
    ("FL", "University of West Florida Board of Trustees", "campus", "campus"),
    ("FL", "Tallahassee State College Police Department", "campus", "campus"),
    ("OK", "Caney Valley Public Schools Police Department", "campus", "campus"),
    ("AZ", "Pinal County Attorney's Office", "prosecutor", "county"),
    ("FL", "Office of the State Attorney, 20th Judicial Circuit ", "prosecutor", "judicial_district"),
    ("TX", "Office of the Attorney General", "prosecutor", "state"),
    ("LA", "Louisiana State Patrol", "state_police", "state"),
    ("WY", "Wyoming Highway State Patrol ", "state_police", "state"),
    ("TX", "Texas National Guard", "national_guard", "state"),
    ("LA", "Louisiana Military Department", "national_guard", "state"),
    ("FL", "Florida Fish and Wildlife Conservation Commission", "fish_wildlife_agriculture", "state"),
    ("FL", "Lee County Port Authority Police", "port", "port"),
    ("OK", "Cherokee Nation Marshal Service", "tribal", "tribal"),
    ("MO", "COMET Drug Task Force", "other", "regional"),
    ("KS", "Kansas  Bureau Of Investigation", "other", "state"),
]
SAME = [
    ("TX", "Walker County Sheriff’s Department", "Walker County Sheriff's Office"),
    ("TX", "Dimmit Couny Sheriff's Office ", "Dimmit County Sheriff's Office"),
    ("MO", "Christian County Sherrif's Office ", "Christian County Sheriff's Office"),
    ("MI", "Berrian County Sheriff's Offic", "Berrien County Sheriff's Office"),
    ("AL", "Jackson's Gap Police Department", "Jacksons Gap Police Department"),
    ("AK", "Department of Corrections", "Alaska Department of Corrections"),
    ("FL", "City of Melbourne Police Department", "Melbourne Police Department"),
    ("FL", "Ft. Myers Police Department", "Fort Myers Police Department"),
    ("FL", "Miami Dade Sheriff's Office", "Miami-Dade Sheriff's Office"),
    ("FL", "New Port Richey Polce Department", "New Port Richey Police Department"),
    ("FL", "St Johns County Sheriff's Office", "St. Johns County Sheriff's Office"),
    ("LA", "Arnaudville Police Department, LA", "Arnaudville Police Department"),
    ("MT", "MT Dept of Justice", "Montana Department of Justice"),
    ("OK", "Texas County's Sheriff's Office ", "Texas County Sheriff's Office"),
    ("PA", "Quarryville Borough Police Department", "Quarryville Police Department"),
    ("PA", "Constable Unity Township", "Unity Township Constable, PA"),
    ("TN", "Metropolitan Moore County Sheriff's Office ", "Moore County Sheriff's Office"),
    ("TX", "Neuces County Constable Precinct 5 ", "Nueces County Constable Pct. 5"),
    ("VA", "Hopewell County Sheriff's Office", "Hopewell Sheriff's Office"),
    ("WI", "Mantiowoc County Sheriff's Office", "Manitowoc County Sheriff's Office"),
    ("TX", "Sheriff of Kinney", "Kinney County Sheriff's Office"),
    ("TX", "Sherrif of Kinney County", "Kinney County Sheriff's Office"),
    ("TX", "Office of the Sheriff, Kinney County", "Kinney County Sheriff's Office"),
    ("LA", "Sheriff of East Baton Rouge Parish", "East Baton Rouge Parish Sheriff's Office"),
    ("TX", "Police of Eagle Pass", "Eagle Pass Police Department"),
    ("TX", "District Attorney of Fannin County", "Fannin County District Attorney's Office"),
    ("FL", "Criminal Investigation Division, Department of Financial Services ",
     "Florida Department of Financial Services, Criminal Investigation Division"),
]  # fmt: skip
DIFFERENT = [
    ("TX", "Sheriff of Loving", "Sheriff of Kinney"),
    ("AZ", "Pima County Sheriff's Office", "Pinal County Sheriff's Office"),
    ("TX", "Walker County Sheriff's Office", "Waller County Sheriff's Office"),
    ("TX", "Parker County Sheriff's Office", "Parmer County Sheriff's Office"),
    ("TX", "Coke County Sheriff's Office", "Cooke County Sheriff's Office"),
    ("TX", "Scurry County Sheriff's Office", "Terry County Sheriff's Office"),
    ("FL", "Marion County Sheriff's Office", "Martin County Sheriff's Office"),
    ("FL", "Baker County Sheriff's Office", "Bay County Sheriff's Office"),
    ("FL", "Winter Garden Police Department", "Winter Haven Police Department"),
    ("FL", "Melbourne Police Department", "Melbourne Beach Police Department"),
    ("FL", "Palm Beach Police Department", "North Palm Beach Police Department"),
    ("FL", "University of Florida Police Department", "University of West Florida Police Department"),
    ("FL", "University of North Florida Police Department", "University of South Florida Police Department"),
    ("AR", "Benton Police Department", "Benton County Sheriff's Office"),
    ("SC", "Horry County Police Department", "Horry County Sheriff's Office"),
    (
        "AR",
        "Arkansas Department of Public Safety",
        "Arkansas Department of Public Safety-Crime Information Center",
    ),
    ("PA", "Mahanoy City Borough Police Department", "Mahanoy Township Police Department"),
    ("PA", "Cambria County Prison", "Cambria County Sheriff's Office"),
    ("TN", "Bradley County Constable District 6", "Bradley County Constable District 7"),
    ("TX", "Galveston County Constable's Office Pct.1", "Galveston County Constable's Office Pct.4"),
    ("TX", "Marion Police Department", "Marlin Police Department"),
    ("OK", "Wichita County Sheriff's Office", "Washita County Sheriff's Office"),
    ("OK", "Oklahoma Bureau of Narcotics", "Oklahoma Bureau of Investigation"),
    ("FL", "Escambia County Sheriff's Office", "Escambia County Board of County Commissioners"),
    ("TX", "Parker County District Attorney's Office", "Parker County (County) Attorney's Office"),
]


@pytest.mark.parametrize(("state", "name", "kind", "level"), KINDS)
def test_kind_and_level(state: str, name: str, kind: str, level: str) -> None:
    parsed = parse_name(state, name, "Jefferson Davis Parish" if "Ward 5" in name else None)
    assert (parsed.kind, parsed.level) == (kind, level)


@pytest.mark.parametrize(("state", "a", "b"), SAME)
def test_spellings_of_one_agency_share_a_key(state: str, a: str, b: str) -> None:
    assert parse_name(state, a).key == parse_name(state, b).key


@pytest.mark.parametrize(("state", "a", "b"), DIFFERENT)
def test_neighbours_are_two_agencies_and_no_likeness_joins_them(state: str, a: str, b: str) -> None:
    first, second = parse_name(state, a), parse_name(state, b)
    assert first.key != second.key
    alike = compare(first, second)
    assert alike.veto is not None or alike.score < 0.9


def test_a_name_without_a_place_is_of_the_county_printed_beside_it() -> None:
    kinney = parse_name("TX", "Sheriff's Office", "Kinney County")
    assert kinney.key == parse_name("TX", "Kinney County Sheriff's Office").key
    assert kinney.key != parse_name("TX", "Sheriff's Office", "Loving County").key


def test_a_county_of_another_state_alone_moves_the_row() -> None:
    moved = parse_name("MA", "Crow Wing County Sheriff's Office ", "Crow Wing County")
    assert (moved.state, moved.note) == ("MN", "state_moved")


def test_a_county_that_exists_in_many_states_is_not_moved() -> None:
    assert parse_name("MT", "Cass County Sheriff's Office").state == "MT"


def test_a_name_of_another_states_county_is_not_fixed_into_a_neighbour() -> None:
    assert parse_name("OK", "Wichita County Sheriff's Office").base_how == "none"


def test_two_near_names_decide_nothing() -> None:
    assert (
        parse_name("TX", "Fall County Sheriff's Office").base_how == "none"
    )  # Falls and Hall are both one edit off


def test_a_town_no_list_knows_stays_as_printed_without_its_county() -> None:
    assert parse_name("FL", "Macro Island Police Department").base == "macro island"
    fixed = parse_name("FL", "Macro Island Police Department", "Collier County")
    assert (fixed.base, fixed.note) == ("marco island", "place_name_fixed")


def test_a_town_called_paris_is_no_parish() -> None:
    assert parse_name("TX", "Paris Police Department").base == "paris"


@pytest.mark.parametrize(
    ("state", "a", "b"),
    [case for case in DIFFERENT if case[0] != "OK" and "Sheriff" in case[1] and "Sheriff" in case[2]],
)
def test_two_counties_of_the_reference_list_are_never_one(state: str, a: str, b: str) -> None:
    first, second = parse_name(state, a), parse_name(state, b)
    assert compare(first, second).veto == f"two reference names: {first.base} and {second.base}"
