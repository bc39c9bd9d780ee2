"""A name that any reference bears is never read as its neighbor's, and form, number and county tell bodies apart."""

from __future__ import annotations

import pytest
from bench import names as bench

from deputized import reference
from deputized.registry.abbreviations import STATES, WORDS
from deputized.registry.name_likeness import compare
from deputized.registry.names import AgencyName, parse_name
from deputized.registry.numerals import in_digits, number_of, roman, spelt
from deputized.registry.towns import homes, towns


def told_apart(a: AgencyName, b: AgencyName) -> bool:
    return a.key != b.key or (bool(a.home) and bool(b.home) and a.home != b.home)


def test_no_named_agency_of_the_fbi_is_corrected_into_another() -> None:
    read = list(bench.read_all())
    assert len(read) > 16_400
    assert [(a.ori, n.base) for a, n in read if n.note is not None] == []
    frozen = bench.RESULT.read_text(encoding="utf-8")
    assert bench.report(read) == frozen
    assert "NOT EXPLAINED" not in frozen


def test_a_town_without_its_county_printed_is_not_corrected_either() -> None:
    for state in ("MA", "NH", "NJ", "ME", "NY", "PA", "WI"):
        for agency in reference.fbi_agencies_of(state):
            if agency.type == "city" and agency.full_name:
                assert parse_name(state, agency.full_name).note is None, agency


@pytest.mark.parametrize(
    ("state", "name", "county", "base"),
    [
        ("NH", "Barrington PD", "Strafford County", "barrington"),
        ("MA", "Yarmouth Police Dept.", "Barnstable County", "yarmouth"),
        ("NJ", "West Orange Police", "Essex County", "west orange"),
        ("MO", "St. Marys Police Department", "Ste. Genevieve County", "st marys"),
        ("IL", "Kansas Police Department", "Edgar County", "kansas"),
        ("MN", "New York Mills Police Department", "Otter Tail County", "new york mills"),
        ("MN", "Lake of the Woods County Sheriff's Office", None, "lake of the woods"),
        ("LA", "St. John the Baptist Parish Sheriff's Office", None, "st john the baptist"),
        ("VA", "Isle of Wight Sheriff's Office", None, "isle of wight"),
    ],
)
def test_names_stay_their_own(state: str, name: str, county: str | None, base: str) -> None:
    found = parse_name(state, name, county)
    assert (found.state, found.base, found.base_how, found.note) == (state, base, "exact", None)


@pytest.mark.parametrize(
    ("state", "wrong", "county", "right"),
    [
        ("MI", "Berrian County Sheriff's Offic", None, "berrien"),
        ("NH", "Farmingtn Police Department", "Strafford County", "farmington"),
    ],
)
def test_what_nobody_is_called_is_still_set_right(
    state: str, wrong: str, county: str | None, right: str
) -> None:
    found = parse_name(state, wrong, county)
    assert (found.base, found.base_how) == (right, "fixed")


APART = [
    ("NY", "Town of Goshen Police Department", "Village of Goshen Police Department"),
    ("NY", "Newburgh Town PD", "City of Newburgh PD"),
    ("NY", "Hamburg Village Police Department", "Hamburg Town Police Department"),
    ("WI", "City of Brookfield Police Department", "Town of Brookfield Police Department"),
    ("WI", "Village of Pewaukee PD", "City of Pewaukee PD"),
    ("VT", "Barre City Police Department", "Barre Town Police Department"),
    ("CT", "Groton Police Department", "Groton Town Police Department"),
    ("NJ", "Chester Borough Police Department", "Chester Township Police Department"),
    ("MI", "Charter Township of Flint Police Department", "City of Flint Police Department"),
    ("TX", "Galveston County Constable Precinct I", "Galveston County Constable Precinct III"),
    ("TX", "Harris County Constable Precinct IV", "Harris County Constable Precinct VI"),
    ("TX", "Harris County Constable Precinct Six", "Harris County Constable Precinct Seven"),
    ("TX", "Harris County Constable Precinct 2 Place 1", "Harris County Constable Precinct 2 Place 2"),
    ("AR", "Twenty-First Judicial District Drug Task Force", "Twenty-Second Judicial District Drug Task Force"),
    ("VA", "Richmond City Sheriff's Office", "Richmond County Sheriff's Office"),
    ("MO", "St. Louis County Police Department", "St. Louis Metropolitan Police Department"),
    ("OH", "Goshen Township PD (Clermont County)", "Goshen Township PD (Mahoning County)"),
    ("OH", "Oakwood Police Department, Montgomery County", "Oakwood Police Department, Paulding County"),
]  # fmt: skip


@pytest.mark.parametrize(("state", "a", "b"), APART)
def test_form_number_and_county_tell_bodies_apart(state: str, a: str, b: str) -> None:
    one, other = parse_name(state, a), parse_name(state, b)
    assert told_apart(one, other)
    if one.key != other.key:
        assert compare(one, other).veto is not None or compare(one, other).score < 0.6


@pytest.mark.parametrize(("state", "base"), [("TX", "oak ridge"), ("OH", "oakwood")])
def test_the_printed_county_tells_towns_of_one_name_apart(state: str, base: str) -> None:
    counties = [reference.counties_by_fips()[min(h)] for h in homes(state, base, "")]
    read = [parse_name(state, f"{base.title()} Police Department", c.name) for c in counties]
    assert len({n.home for n in read}) == len(counties) > 1
    assert {n.key for n in read} == {read[0].key}


def test_every_two_towns_the_fbi_names_in_one_county_have_two_keys() -> None:
    for state in ("NY", "WI", "VT", "CT", "NJ", "PA", "MI"):
        for base, found in towns(state).items():
            forms = {t.form for t in found if t.is_fbi and t.form}
            if "town" in forms and forms & {"village", "city"}:
                a, b = (f"{f.title()} of {base.title()} PD" for f in sorted(forms)[:2])
                assert parse_name(state, a).key != parse_name(state, b).key


ONE = [
    ("TX", "Kinney County Sheriff's Office",
     ["Kinney Co. S.O.", "KINNEY CO SO", "Kinney Co. Sheriff's Dept. (KCSO)", "Kinney County, Sheriff of",
      "Kinney Cnty. Sher. Ofc.", "Kinney County SO, TX", "Kinney County S. O.", "Sheriff of Kinney Co.",
      "Kinney County Sheriff's Office (Patrol Division)", "*Kinney County Sheriff's Office", "Kinney County SO - TX"]),
    ("TX", "Galveston County Constable Precinct 3",
     ["Galveston County Constable Pct. III", "Galveston County Constable, 3rd Precinct",
      "Galveston Co. Constable Precinct No. 3", "Constable Precinct Three, Galveston County",
      "Galveston County Constable Third Precinct", "Galveston County Const. Prec. 03"]),
    ("NC", "North Carolina Department of Public Safety",
     ["N. Carolina Dept. of Public Safety", "NC DPS", "N.C. Department of Public Safety"]),
    ("FL", "Florida Highway Patrol", ["Fla. Highway Patrol", "FL Hwy Patrol"]),
    ("MP", "Northern Mariana Islands Department of Public Safety",
     ["CNMI Department of Public Safety", "Commonwealth of the Northern Mariana Islands DPS", "CNMI DPS"]),
    ("DC", "District of Columbia National Guard", ["D.C. National Guard", "DC Natl. Guard"]),
    ("PA", "Manheim Township Police Department", ["Manheim Twp. PD", "Manheim Twp P.D.", "Township of Manheim Police"]),
    ("CO", "Weld County Sheriff's Office", ["Weld Co. SO, CO", "Weld County Sheriff's Office, CO", "Weld Co SO"]),
    ("FL", "Office of the State Attorney, 20th Judicial Circuit", ["State Attorney, Twentieth Judicial Circuit"]),
    ("AR", "16th Judicial District Drug Task Force", ["Sixteenth Judicial Dist. Drug Task Force"]),
    ("WI", "Brookfield Police Department", ["City of Brookfield PD"]),
]  # fmt: skip


@pytest.mark.parametrize(("state", "name", "others"), ONE)
def test_abbreviations_and_wordings_are_one_name(state: str, name: str, others: list[str]) -> None:
    key = parse_name(state, name).key
    assert {other: parse_name(state, other).key for other in others} == dict.fromkeys(others, key)


def test_numbers_in_any_writing() -> None:
    ways = {
        1: ("I", "1", "one", "01"),
        4: ("IV", "4", "four"),
        12: ("XII", "12", "twelve"),
        23: ("23", "XXIII"),
    }
    for value, printed in ways.items():
        assert {number_of(in_digits(["precinct", w.lower()])) for w in printed} == {str(value)}
    ranks = {1: ("first", "1st"), 3: ("third", "3rd"), 11: ("eleventh", "11th"), 20: ("twentieth", "20th")}
    for value, printed in ranks.items():
        assert {number_of(in_digits([w, "judicial", "district"])) for w in printed} == {str(value)}
    assert in_digits(["second", "mesa", "police"]) == ["second", "mesa", "police"]
    assert in_digits(["five", "points", "police"]) == ["five", "points", "police"]
    assert (roman("mix"), roman(""), spelt(["ninety", "nine"])) == (0, 0, (99, 2))


def test_the_table_of_abbreviations_is_folded_and_takes_no_towns_name() -> None:
    for word in WORDS:
        assert word == reference.fold(word) and " " not in word
    states = {s.postal for s in reference.states()}
    assert set(STATES) <= states
