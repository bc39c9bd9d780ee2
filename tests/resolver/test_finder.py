"""Whatever is typed is found as it is meant, asked about where it is doubtful, and never answered by a neighbor."""

from __future__ import annotations

import pytest

from deputized import reference
from deputized.library import Registry
from deputized.resolver import resolver_of
from deputized.resolver.finder import Finder
from deputized.resolver.found import SearchResult
from deputized.rules.named import topics


@pytest.fixture(scope="module")
def finder(registry: Registry) -> Finder:
    return Finder(resolver_of(registry.db), topics())


def first(found: SearchResult) -> str:
    """The first thing in words: kind, name or key, state."""
    if not found.hits:
        return ""
    hit = found.hits[0]
    if hit.kind == "county":
        return f"county {reference.counties_by_fips()[hit.key].name}, {hit.state}"
    if hit.kind == "town":
        return f"town {next(p.name for p in reference.places_of(hit.state) if p.place_geoid == hit.key)}, {hit.state}"
    return f"{hit.kind} {hit.key}"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        # a town before the county of its name, also where that lies elsewhere
        ("Houston TX", "town Houston, TX"), ("Fort Worth, Texas", "town Fort Worth, TX"), ("Dallas TX", "town Dallas, TX"),
        ("dallas", "town Dallas, TX"), ("Orange, CA", "town Orange, CA"), ("Richmond VA", "town Richmond, VA"),
        ("Kinney", "county Kinney County, TX"), ("Kinney, TX", "county Kinney County, TX"), ("Oakland", "town Oakland, CA"),
        # forms that are said
        ("Orange County, CA", "county Orange County, CA"), ("city of Orange CA", "town Orange, CA"),
        ("St Louis county mo", "county St. Louis County, MO"), ("St. Louis, MO", "town St. Louis, MO"),
        ("Baltimore city, MD", "town Baltimore, MD"), ("Kansas City KS", "town Kansas City, KS"),
        ("Hays Co., TX", "county Hays County, TX"),
        ("parroquia de Orleans", "county Orleans Parish, LA"), ("Goshen, Orange County, NY", "town Goshen, NY"),
        # a government's own name, a former one, one in common speech
        ("Nashville TN", "town Nashville-Davidson metropolitan government (balance), TN"), ("Honolulu", "town Urban Honolulu, HI"),
        ("Louisville KY", "town Louisville/Jefferson County metro government (balance), KY"), ("Boise, Idaho", "town Boise City, ID"),
        ("Ventura CA", "town San Buenaventura (Ventura), CA"), ("Brooklyn", "county Kings County, NY"), ("NYC", "town New York, NY"),
        ("Dade County, FL", "county Miami-Dade County, FL"),
        # ways to write a state, an address, a question
        ("houston, tex.", "town Houston, TX"), ("TX: Houston", "town Houston, TX"), ("Texas Houston", "town Houston, TX"),
        ("Del Rio, TX 78840", "town Del Rio, TX"), ("287(g) in Del Rio, TX?", "town Del Rio, TX"), ("Washington DC", "town Washington, DC"),
        ("Texas", "state TX"), ("Nueva York", "state NY"), ("Nuevo México", "state NM"),
        # codes
        ("78840", "county Val Verde County, TX"), ("78840-1234", "county Val Verde County, TX"),
        ("ZIP 10001", "county New York County, NY"),
        ("FIPS 48271", "county Kinney County, TX"), ("48271", "county Kinney County, TX"), ("4819792", "town Del Rio, TX"),
        ("GEOID 4819792", "town Del Rio, TX"), ("TX1360000", "agency tx-kinney-county-sheriff"),
        ("ORI TX1360000", "agency tx-kinney-county-sheriff"),
        ("tx-kinney-county-sheriff", "agency tx-kinney-county-sheriff"), ("FIPS 46113", "county Oglala Lakota County, SD"),
        # agencies, by the resolver
        ("Kinney Co. S.O., Tex.", "agency tx-kinney-county-sheriff"), ("hialeah pd", "agency fl-hialeah-police"),
        ("alguacil del condado de Harris, Texas", "body TX1010000"), ("LAPD", "body CA0194200"),
        # laws and models
        ("SB 8", "law tx-sb8-2025"), ("S.B. 8 Texas", "law tx-sb8-2025"), ("Ley SB 8 de Texas", "law tx-sb8-2025"),
        ("Senate Bill 168 Florida", "law fl-sb168-2019"), ("Values Act", "law ca-sb54-2017"), ("TFM", "model TFM"),
        ("task force", "model TFM"),
        ("WSO", "model WSO"), ("fuerza de tarea", "model TFM"), ("jail enforcement", "model JEM"), ("287(g)", "model "),
        # begun
        ("Del R", "town Del Rio, TX"), ("houston t", "town Houston, TX"), ("val verde cou", "county Val Verde County, TX"),
        ("tenness", "state TN"),
        # misspelt
        ("Housten TX", "town Houston, TX"), ("Pheonix", "town Phoenix, AZ"), ("kinny county texs", "county Kinney County, TX"),
        ("Phneix City AL", "town Phenix City, AL"), ("Mazion IN", "town Marion, IN"), ("Miami Daid County", "county Miami-Dade County, FL"),
    ],
)  # fmt: skip
def test_what_is_meant_comes_first(finder: Finder, text: str, meant: str) -> None:
    assert first(finder.find(text)) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Springfield", "Jackson MO", "Nassau, NY", "Kansas City", "10001", "orange county", "Washington", "New York", "Oakwood, OH",
        "Fairfield County CT", "TRUST Act", "Franklin County Sheriff",
        "Richmond, VA", "Baltimore Md.", "St Louis MO", "Roanoke, Virginia", "Fairfax VA", "Franklin, Va.",
    ],
)  # fmt: skip
def test_what_several_bear_is_asked_about(finder: Finder, text: str) -> None:
    found = finder.find(text)
    assert found.how == "several"
    assert len(found.hits) > 1


@pytest.mark.parametrize("state", [s.name for s in reference.states()])
@pytest.mark.parametrize(
    "wording", ["University of {}", "{} State University Police", "University of {} PD", "Universidad de {}"]
)
def test_a_university_is_no_town_and_no_state_of_its_name(finder: Finder, state: str, wording: str) -> None:
    """It is a campus, or several that are asked about, or nothing; never a place."""
    text = wording.format(state)
    own = {
        p.place_geoid for p in reference.places() if p.name == text
    }  # University of Virginia is a CDP, too
    assert all(hit.kind in ("agency", "body") or hit.key in own for hit in finder.find(text).hits)


@pytest.mark.parametrize(
    ("text", "one"),
    [("University of Texas", "TX0572800"), ("Texas A&M University", "TX0210400"), ("Ohio State University", "OH0252700")],
)  # fmt: skip
def test_a_university_of_several_campuses_is_asked_about(finder: Finder, text: str, one: str) -> None:
    found = finder.find(text)
    assert found.how == "several"
    body = resolver_answer(finder, text)
    assert len(body) > 4 and one in body


def resolver_answer(finder: Finder, text: str) -> set[str | None]:
    """The ORIs of all bodies that a text may mean."""
    found = finder.resolver.resolve(text)
    return {b.ori for b in getattr(found, "candidates", ())}


@pytest.mark.parametrize("text", ["Housten TX", "Pheonix", "kinny county texs", "Val Verd County TX"])
def test_a_likeness_is_never_shown_as_exact(finder: Finder, text: str) -> None:
    assert finder.find(text).how in ("near", "several")


@pytest.mark.parametrize(
    "text", ["Zzyzzyx, TX", "Hialeah, TX", "Fort Worth, FL", "Kinney County, FL", "Del Rio PD, OH"]
)
def test_nothing_is_found_outside_a_state_that_is_named(finder: Finder, text: str) -> None:
    state = text[-2:]
    assert all(hit.state == state for hit in finder.find(text).hits)
    assert finder.find(text).how in ("near", "begun", "nothing")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "x",
        "?!",
        "¿",
        "9" * 300,
        "a" * 300,
        "00000",
        "123456789012",
        "()",
        ",",
        ",,, TX",
        "\ud800",
        "(" * 150,
    ],
)
def test_any_text_is_answered(finder: Finder, text: str) -> None:
    assert isinstance(finder.find(text), SearchResult)


def test_every_town_is_found_by_its_name_and_state(finder: Finder) -> None:
    """Every seventh of all: itself, or one of its name, stands first; a county only where it has a hundred times as many people."""
    wrong = []
    for place in reference.places()[::7]:
        found = finder.find(f"{place.name}, {place.state}")
        named = {p.place_geoid for p in reference.places_by_name(place.state)[reference.fold(place.name)]}
        keys = [h.key for h in found.hits]
        county = reference.counties_by_fips().get(keys[0]) if keys else None
        is_county = county is not None and (county.population_2020 or 0) >= 100 * (place.population or 1)
        if not (keys and keys[0] in named) and not (
            is_county and found.how == "several" and named & set(keys)
        ):
            wrong.append((place.name, place.state, found))
    assert wrong == []


def test_every_county_is_found_by_its_name_and_state(finder: Finder) -> None:
    towns = {"town"}
    wrong = []
    for county in reference.counties():
        if county.status == "current":
            found = finder.find(f"{county.name}, {county.state}")
            hit = found.hits[0] if found.hits else None
            is_own = hit is not None and (
                hit.key == county.fips or (county.lsad == "independent city" and hit.kind in towns)
            )
            if not is_own:
                wrong.append((county.name, county.state, found))
    assert wrong == []
