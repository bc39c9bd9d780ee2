"""What a sentence names beside its claim is not read into it: who speaks, what others do, what ended, who only waits."""

from datetime import date

import pytest

from deputized.claims import Books, Verdict
from deputized.claims.article import read_article
from deputized.claims.grammar import parse
from deputized.library import Registry

WRONG = (Verdict.CONTRADICTED, Verdict.OFF, Verdict.WRONG_UNIT)


@pytest.fixture(scope="module")
def books(registry: Registry) -> Books:
    return Books(registry)


@pytest.mark.parametrize(
    "text",
    [
        "Together 29 counties received federal funds",
        "At least three sheriffs say they are seeking agreements with ICE",
        "Nearly 70 agencies across the country are prepared to assist ICE",
        "Reporters contacted 21 agencies about the program",
        "More than 500 counties, municipalities, and states have taken on 287(g) duties",
        "The new law voided nine 287(g) agreements",
        "Only two 287(g) agreements have been terminated since 2021",
        "ICE has paid $14 million in 287(g) grants to 40 agencies",
        "If the applications are approved, four agencies will have 287(g) agreements",
    ],
)
def test_bodies_that_do_something_else_are_not_judged(text: str) -> None:
    assert parse(f"{text} on May 1, 2025", date(2025, 5, 1)).parts[-1].foreign


@pytest.mark.parametrize(
    "text",
    [
        "29 counties signed 287(g) agreements with ICE",
        "About 250 agencies participate in the program and received funds",
        "22 Virginia sheriffs continue operating under these agreements",
    ],
)
def test_bodies_with_agreements_are(text: str) -> None:
    assert not parse(f"{text} on May 1, 2025", date(2025, 5, 1)).parts[0].foreign


def test_one_of_many_is_a_number_of_many() -> None:
    parts = parse("On March 20, 2025 Nassau was one of 187 counties nationally with 287(g) agreements").parts
    assert [(p.number, p.unit.value) for p in parts] == [(187, "counties")]
    parts = parse(
        "On January 30, 2026 ICE had 1,372 agreements in 40 states and nine pending applications"
    ).parts
    assert not parts[1].is_pending


def test_a_number_of_other_agencies_is_no_more_than_a_number(registry: Registry, books: Books) -> None:
    found = read_article(
        registry, "Six other Maryland agencies joined 287(g).", published=date(2025, 3, 17), books=books
    )
    verdicts = {p.verdict for r in found.reads for p in r.parts}
    assert verdicts
    assert not verdicts & {*WRONG, Verdict.SUPPORTED, Verdict.WITHIN}


def test_officers_have_no_model() -> None:
    parts = parse(
        "On May 1, 2025 there were 517 agreements in 39 states with 8,500 trained task force officers"
    ).parts
    assert {p.model for p in parts[:2]} == {None}
    assert (
        parse("On May 1, 2025 there were 250 agreements under the task force model").parts[0].model == "TFM"
    )


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Jane Roe, who leads a group in Ohio, said Texas had 91 agreements on June 4, 2025", "TX"),
        ("At a meeting in Austin, Texas, officials said Florida had 271 agreements on June 4, 2025", "FL"),
        ("On June 4, 2025 there were 91 agreements in Texas, said Ann Poe of the Ohio Immigrant Alliance", "TX"),
        ("While California bars them, 91 agreements stood in Texas on June 4, 2025", "TX"),
    ],
)  # fmt: skip
def test_the_place_is_that_of_the_claim(text: str, state: str) -> None:
    place = parse(text).parts[0].place
    assert place is not None
    assert place.state == state


def test_a_place_named_only_beside_the_claim_makes_nothing_wrong(registry: Registry, books: Books) -> None:
    for text in (
        "ICE had 641 agreements on June 4, 2025, according to a Texas Tribune analysis.",
        "On June 4, 2025, there were 641 287(g) agreements, said Jane Roe of the Ohio Immigrant Alliance.",
        "There are 641 287(g) agreements, reversing a decline under the Biden administration.",
    ):
        found = read_article(registry, text, published=date(2025, 6, 4), books=books)
        assert [p.verdict for r in found.reads for p in r.parts], text
        assert not any(p.verdict in WRONG for r in found.reads for p in r.parts), text


def test_a_wrong_number_of_a_named_place_stays_wrong(registry: Registry, books: Books) -> None:
    found = read_article(
        registry, "Texas had 777 287(g) agreements on June 4, 2025.", published=date(2025, 6, 4), books=books
    )
    assert [p.verdict for r in found.reads for p in r.parts] == [Verdict.CONTRADICTED]
