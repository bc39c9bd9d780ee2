"""What binds a county's sheriff: one record, one sentence, in two languages, with courts, basis and last check."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from deputized import reference
from deputized.rules.binding import binding
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
