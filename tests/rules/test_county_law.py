"""What binds a county's sheriff: one record, one sentence, in two languages, with courts, basis and last check."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from deputized import reference
from deputized.rules.binding import binding
from deputized.rules.chronicle_laws import ledger_moments
from deputized.rules.courts import LOCAL, rulings
from deputized.rules.statutes import posture_of

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("county", "day", "bound", "says"),
    [
        ("Kinney, TX", TODAY, "yes", "Its deadline is December 1, 2026."),
        ("Kinney, TX", date(2026, 12, 2), "yes", "Its deadline was December 1, 2026."),
        ("Kinney, TX", date(2025, 12, 31), "", "does not ask for an agreement"),
        ("Loving County, TX", TODAY, "no", "does not bind this sheriff"),
        ("51059", date(2026, 8, 30), "", "In force since July 1, 2026."),
        ("51059", TODAY, "", "has stayed part since August 31, 2026"),
        ("Teller, CO", TODAY, "", "does not forbid agreements"),
        ("23019", date(2026, 7, 28), "", "asks nothing of this sheriff"),
        ("23019", date(2026, 7, 29), "", "forbids agreements"),
        ("Bronx, NY", TODAY, "", "forbids agreements"),
    ],
)
def test_sentence(county: str, day: date, bound: str, says: str) -> None:
    found = binding(county, day)
    assert found.bound == bound
    assert says in found.sentence


def test_every_county_has_a_sentence_in_two_languages() -> None:
    """Of one posture with the state's own answer, dated, and with a basis wherever a law is told."""
    for county in reference.counties():
        if county.status != "current":
            continue
        found = binding(county, TODAY)
        state = posture_of(county.state, TODAY)
        assert found.posture == state.posture.value
        assert found.sentence != found.told("es")
        assert "{" not in found.sentence + found.told("es")
        if found.law_id:
            assert found.basis and found.address.startswith("http")
            assert found.checked is not None and "last checked" in found.sentence
        elif found.looked:
            assert "We last looked on" in found.sentence


def test_what_is_long_unread_says_so() -> None:
    found = binding("Kinney, TX", date(2027, 6, 1))
    assert found.is_stale
    assert "more than 120 days before: read it again" in found.sentence


def test_a_stay_of_the_whole_is_told_as_such() -> None:
    found = binding("51059", TODAY)
    whole = replace(found, stays=tuple(replace(s, scope="whole") for s in found.stays))
    assert "has stayed all of it since" in whole.sentence


def test_known_on_leaves_out_what_was_not_known_yet() -> None:
    assert "stayed" not in binding("51059", TODAY, "2026-08-15").sentence


@pytest.mark.parametrize(
    ("county", "day", "says"),
    [
        ("Bucks, PA", date(2025, 5, 20), ""),
        ("Bucks, PA", date(2025, 10, 14), "On agreements in this county, Bucks County Commissioners, May 21, 2025: that only the"),
        ("Bucks, PA", TODAY, "Bucks County Court of Common Pleas, October 15, 2025: the sheriff could"),
        ("Rensselaer, NY", TODAY, "What came of it: not found."),
        ("Teller, CO", TODAY, "On agreements in this county, Colorado Court of Appeals, July 3, 2024"),
        ("El Paso, CO", TODAY, ""),
    ],
)  # fmt: skip
def test_a_court_that_spoke_of_the_county_is_named_in_it_and_in_no_other(
    county: str, day: date, says: str
) -> None:
    found = binding(county, day)
    assert says in found.sentence
    assert bool(says) == ("On agreements in this county" in found.sentence)
    assert bool(says) == ("Sobre los acuerdos en este condado" in found.told("es"))


def test_no_ruling_is_told_of_a_county_that_does_not_exist() -> None:
    names = {(c.state, c.name) for c in reference.counties()}
    said = [r for r in rulings() if r.place and not (r.kind == LOCAL and "County" not in r.place)]
    assert [r.ruling_id for r in said if (r.state, r.place) not in names] == []


def test_what_a_county_itself_voted_is_told_of_it_alone() -> None:
    """Each in the county's sentence if a county decided, in the state's list and, by day and source, in the timeline."""
    local = [r for r in rulings() if r.kind == LOCAL]
    assert len(local) >= 14 and all(r.place and r.sources[0].quote and r.days for r in local)
    assert all(not r.on and r.scope == "none" for r in local), "a vote stays no law of the state"
    counties = {(r.state, r.place): r for r in local if r.place.endswith(" County")}
    for (state, place), vote in counties.items():
        (county,) = [c for c in reference.counties() if (c.state, c.name) == (state, place)]
        told = binding(county.fips, TODAY).sentence
        assert vote.by in told and vote.what in told
    assert "Dallas City Council" not in binding("48113", TODAY).sentence, "the city's vote binds no sheriff"
    days = {(m.day.text, m.state) for m in ledger_moments() if m.kind == LOCAL}
    assert {("2025-06-30", "FL"), ("2025-07-08", "FL"), ("2015-05-12", "CA"), ("2020-06-17", "VA")} <= days
