"""Bodies of several places, slivers, retired county codes, and kinds of body without a public ORI."""

from __future__ import annotations

from collections import defaultdict

import pytest

from deputized import reference
from deputized.library import Registry
from deputized.library.matching import reason_rows
from deputized.registry.places.answers import MATCHED, NOT_APPLICABLE
from deputized.registry.places.matching import match_agency

CURRENT = {c.fips for c in reference.counties() if c.status == "current"}


def test_each_state_s_judicial_districts_hold_each_of_its_counties_once() -> None:
    held = defaultdict(list)
    for (state, _, _), codes in reference.judicial_districts().items():
        held[state] += codes
    for state, codes in held.items():
        assert sorted(codes) == sorted(f for f in CURRENT if reference.counties_by_fips()[f].state == state)


@pytest.mark.parametrize(
    ("state", "name", "kind", "printed", "codes"),
    [
        ("FL", "Office of the State Attorney, 20th Judicial Circuit", "prosecutor", "Lee County",
         {"12071", "12015", "12021", "12043", "12051"}),
        ("FL", "State Attorney, Fourth Judicial Circuit", "prosecutor", None, {"12019", "12031", "12089"}),
        ("OK", "District Attorney, District 8", "prosecutor", None, {"40071", "40103"}),
        ("VA", "Rappahannock, Shenandoah, Warren Regional Jail Authority", "corrections", None,
         {"51157", "51171", "51187"}),
        ("VA", "Prince William-Manassas Regional Adult Detention Center", "corrections", None, {"51153", "51683"}),
        ("PA", "Greene Washington Regional Police Department", "municipal_police", "Greene County",
         {"42059", "42125"}),
    ],
)  # fmt: skip
def test_a_body_of_several_counties_has_each_with_its_share(
    state: str, name: str, kind: str, printed: str | None, codes: set[str]
) -> None:
    match = match_agency(state, name, kind, [printed])
    assert set(match.county.codes) == codes
    assert sum(match.county.shares) == pytest.approx(1, abs=0.005)
    people = {c: reference.counties_by_fips()[c].population_2020 or 0 for c in codes}
    for code, share in zip(match.county.codes, match.county.shares, strict=True):
        assert share == pytest.approx(people[code] / sum(people.values()), abs=0.001)
    if printed is not None:
        assert reference.counties_by_fips()[match.county.codes[0]].name == printed


def test_a_town_of_a_sliver_is_its_main_county_s_alone_whatever_is_printed() -> None:
    seen = 0
    for place in reference.places():
        if not place.is_incorporated or len(place.all_counties) != 2 or place.state in ("CT", "AK"):
            continue
        if len(reference.places_by_name(place.state)[reference.fold(place.name)]) > 1:
            continue
        lesser = reference.counties_by_fips()[place.all_counties[1]]
        match = match_agency(
            place.state, f"{place.name} Police Department", "municipal_police", [lesser.name]
        )
        if match.place.code != place.place_geoid:
            continue
        seen += 1
        if place.main_share > 0.95:
            assert match.county.codes == (place.county_fips,), place
        else:
            assert match.county.codes == (lesser.fips, place.county_fips), place
            assert sum(match.county.shares) == pytest.approx(1, abs=0.002)
        if seen > 250:
            break
    assert seen > 200


def test_no_town_and_no_police_hang_on_a_retired_code() -> None:
    assert {f for p in reference.places() for f in p.all_counties} <= CURRENT
    assert {f for a in reference.fbi_agencies() for f in a.county_fips} <= CURRENT


@pytest.mark.parametrize(
    ("state", "name", "printed", "fips"),
    [
        ("AK", "Valdez Police Department", "Chugach Census Area", "02063"),
        ("AK", "Cordova Police Department", "Valdez-Cordova Census Area", "02063"),
        ("AK", "Valdez Police Department", None, "02063"),
        ("CT", "Ansonia Police Department", "New Haven County", "09140"),
        ("CT", "Torrington Police Department", "Litchfield County", "09160"),
        ("CT", "Groton Police Department", None, "09180"),
    ],
)
def test_towns_of_former_counties_are_in_today_s(
    state: str, name: str, printed: str | None, fips: str
) -> None:
    match = match_agency(state, name, "municipal_police", [printed])
    assert match.county.codes == (fips,)
    assert match.county.note == ""


def test_connecticut_s_towns_lie_where_the_fbi_has_their_police() -> None:
    """The region kept by hand and the FBI's, which are two sources, agree for every place with a police."""
    places = reference.places_by_name("CT")
    compared = 0
    for agency in reference.fbi_agencies_of("CT"):
        for place in places.get(reference.fold(agency.name), ()) if agency.type == "city" else ():
            assert (place.county_fips,) == agency.county_fips, agency
            compared += 1
    assert compared > 40


def test_hopewell_s_sheriff_is_hopewell_s(registry: Registry) -> None:
    found = registry.db.execute(
        "SELECT county_fips, county_status FROM agency_places WHERE agency_id = 'va-hopewell-city-sheriff'"
    )
    assert [tuple(r) for r in found] == [("51670", MATCHED)]


def test_no_public_ori_is_not_the_same_as_not_found(registry: Registry) -> None:
    rows = registry.db.execute(
        "SELECT a.kind, p.ori, p.ori_status, p.ori_rule FROM agencies a JOIN agency_places p USING (agency_id)"
    ).fetchall()
    jails = [(status, rule) for kind, ori, status, rule in rows if kind == "corrections" and ori is None]
    assert len(jails) > 30
    assert set(jails) == {(NOT_APPLICABLE, "no_public_ori")}
    assert ("municipal_police", "unknown") in {(kind, status) for kind, _, status, _ in rows}
    told = {
        str(r["why"]) for r in reason_rows(registry) if r["kind"] == "corrections" and r["missing"] == "ori"
    }
    assert told == {"no public ORI for this kind of body"}


def test_no_jail_is_lent_an_ori_of_a_sheriff_or_a_town() -> None:
    """Every county's jail, asked for by the usual names, has no ORI but one that the FBI gives a jail's name."""
    for fips, sheriff in reference.sheriffs().items():
        county = reference.counties_by_fips()[fips]
        if not sheriff.ori or int(fips) % 7:
            continue
        for name in (f"{county.name} Jail", f"{county.name} Detention Center", f"{county.name} Corrections"):
            match = match_agency(county.state, name, "corrections", [county.name])
            assert match.ori.code != sheriff.ori, name
            assert match.officers is None or match.ori.status == MATCHED, name
