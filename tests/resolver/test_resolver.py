"""A name is answered exactly, or asked about, or not at all: never by a neighbor."""

from __future__ import annotations

import pytest

from deputized.library import Registry
from deputized.resolver import Ask, Exact, Nothing, Resolver


@pytest.fixture(scope="module")
def resolver(registry: Registry) -> Resolver:
    return Resolver(registry.db)


@pytest.mark.parametrize(
    "text",
    [
        "tx-kinney-county-sheriff", "TX1360000", "48271", "Kinney County, Texas", "KINNEY CO SO", "Kinney Co. S.O., Tex.",
        "Kinney County, Sheriff of, TX", "alguacil de Kinney, TX", "Kinney County Sheriff's Office (KCSO), Texas",
    ],
)  # fmt: skip
def test_one_agency_by_any_wording(resolver: Resolver, text: str) -> None:
    found = resolver.resolve(text)
    assert isinstance(found, Exact)
    assert found.body.agency_id == "tx-kinney-county-sheriff"


@pytest.mark.parametrize(
    ("text", "ori"),
    [
        ("Harris County Sheriff, TX", "TX1010000"),  # not Harrison County's
        ("Oklahoma City Police", "OK0550600"),  # not Boise City's
        ("Barrington PD, NH", "NH0090200"),  # not Farmington's
        ("Yarmouth Police, MA", "MA0011500"),  # not Falmouth's
        ("West Orange PD, N. Jersey", "NJ0072200"),  # not East Orange's
        ("Town of Goshen PD, NY", "NY0358100"),
        ("Village of Goshen Police, NY", "NY0352300"),
        ("Oak Ridge PD, Kaufman County, TX", "TX1292100"),
    ],
)
def test_a_body_that_never_signed_is_itself(resolver: Resolver, text: str, ori: str) -> None:
    found = resolver.resolve(text)
    assert isinstance(found, Exact)
    assert (found.body.ori, found.body.agency_id, found.body.standing) == (ori, None, "never listed")


@pytest.mark.parametrize(
    "text",
    ["Sheriff", "Harris County Sheriff", "Goshen PD, NY", "Oak Ridge PD, TX", "Kiney County Sherif, TX"],
)
def test_a_doubtful_name_asks(resolver: Resolver, text: str) -> None:
    assert isinstance(resolver.resolve(text), Ask)


def test_candidates_are_ranked_by_people_and_stay_in_the_state_that_was_named(resolver: Resolver) -> None:
    found = resolver.resolve("Harris County Sheriff")
    assert isinstance(found, Ask)
    assert [(b.state, b.agency_id) for b in found.candidates] == [
        ("TX", None),
        ("GA", "ga-harris-county-sheriff"),
    ]
    near = resolver.resolve("Springfeld Police, Tenn.")
    assert isinstance(near, Ask)
    assert {b.state for b in near.candidates} == {"TN"}


@pytest.mark.parametrize("text", ["x" * 10_000, "Sheriff " * 2_000, "😀😀", "保安官", "", "99999", "XX-99"])
def test_what_names_nothing_says_what_can_be_asked(resolver: Resolver, text: str) -> None:
    found = resolver.resolve(text)
    assert isinstance(found, Nothing)
    assert "ask by id" in found.reason
    assert len(found.reason) < 300


def test_two_states_are_not_reconciled(resolver: Resolver) -> None:
    assert isinstance(resolver.resolve("Harris County Sheriff, GA", "TX"), Nothing)
    with pytest.raises(ValueError, match="not a state"):
        resolver.resolve("Kinney County Sheriff", "Utopia")


def test_every_spelling_ice_printed_is_its_own_agency_or_asks(registry: Registry, resolver: Resolver) -> None:
    rows = registry.rows(
        "SELECT DISTINCT agency_id, name_raw, state FROM agency_names JOIN agencies USING (agency_id)"
    )
    exact = 0
    for row in rows:
        found = resolver.resolve(row["name_raw"], row["state"])
        if isinstance(found, Exact):
            assert found.body.agency_id == row["agency_id"], row
            exact += 1
    assert exact >= 0.98 * len(rows) > 1_000
