"""What stands beside a number: read, or left unread and then never vouched for."""

from __future__ import annotations

import pytest

from deputized.claims import Books, Verdict, check, parse
from deputized.claims.bearing import unread
from deputized.library import Registry

ON = "as of January 26, 2026"


@pytest.fixture(scope="module")
def books(registry: Registry) -> Books:
    return Books(registry)


@pytest.mark.parametrize(
    "text",
    [
        f"Texas has 287 agreements, more than Florida, {ON}",
        "The number of agreements fell to 1,372 on January 26, 2026",
        "ICE had 1,372 agreements on January 26, 2026, all signed in 2025",
        "ICE had 1,372 agreements on January 26, 2026; all are with sheriffs",
        f"Texas has the most agreements of any state with 287 {ON}",
        f"Florida cancelled 341 agreements {ON}",
        f"Only Texas has 287 agreements {ON}",
        f"Texas will have 287 agreements {ON}",
        f"1,372 agreements {ON}, most of them signed in 2025",
        f"Republican-led states had 1,372 agreements {ON}",
        f"Texas is third with 287 agreements {ON}",
        "None of the 1,372 agreements on January 26, 2026 are in Texas",
        f"Florida has 341 agreements {ON}, fewer than Texas",
        f"All of the 287 agreements in Texas are with sheriffs {ON}",
        f"Texas has 287 agreements {ON}, twice as many as Florida",
        f"1,372 rural agreements {ON}",
    ],
)
def test_what_is_false_beside_a_right_number_is_not_supported(
    registry: Registry, books: Books, text: str
) -> None:
    answer = check(registry, text, books)
    assert answer.verdict in (Verdict.CONTRADICTED, Verdict.NUMBER_ONLY, Verdict.UNCHECKABLE)
    assert answer.to_dict()["verdict"] == answer.verdict.value
    assert any(p["unread"] or p["beside"] for p in answer.to_dict()["parts"])


@pytest.mark.parametrize(
    "text",
    [
        f"Florida, with 341 agreements, has more than any other state {ON}",
        f"Texas is second with 287 agreements, behind Florida, {ON}",
        f"Tennessee ranks third with 63 agreements {ON}",
        f"Florida leads the nation with 341 agreements {ON}",
        f"Florida has the most agreements of any state {ON}",
        "Texas has more agreements than Florida as of May 1, 2026",
        "The number of agreements rose to 1,372 on January 26, 2026",
        f"764 agreements, all under the Task Force Model, were in place {ON}",
        "None of the 1,372 agreements on January 26, 2026 are in California",
        f"Florida has 341 agreements, more than Texas and Georgia, {ON}",
    ],
)
def test_what_is_true_beside_a_right_number_is_supported(registry: Registry, books: Books, text: str) -> None:
    assert check(registry, text, books).verdict is Verdict.SUPPORTED


def test_a_verdict_is_no_wider_than_what_was_read(registry: Registry, books: Books) -> None:
    answer = check(registry, f"Florida has 341 agreements {ON}, many of them dormant", books)
    (part,) = answer.parts
    assert part.verdict is Verdict.NUMBER_ONLY
    assert part.number_verdict is Verdict.SUPPORTED
    assert "Not checked: “many”" in answer.sentence


def test_a_wrong_number_beside_words_that_change_its_meaning_is_not_judged(
    registry: Registry, books: Books
) -> None:
    answer = check(registry, f"Florida terminated 12 agreements {ON}", books)
    assert answer.verdict is Verdict.UNCHECKABLE
    assert "terminated" in answer.sentence


@pytest.mark.parametrize(
    "word", ["more than", "fell", "second", "cancelled", "except", "pending", "rural", "twice"]
)
def test_words_that_bear_on_a_claim_are_known(word: str) -> None:
    assert unread(f"there were 12 agreements {word}", []) or word == "more than"


def test_a_comparison_names_both_sides() -> None:
    (part,) = parse(f"Texas has 287 agreements, more than Florida, {ON}").parts
    assert part.place is not None
    assert part.place.state == "TX"
    assert [p.state for e in part.extras for p in e.than] == ["FL"]
