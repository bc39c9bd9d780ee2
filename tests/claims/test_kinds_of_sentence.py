"""One sentence a kind: what is read, and what is not called wrong."""

from datetime import date

import pytest

from deputized.claims import Books, Verdict
from deputized.claims.article import Desk, read_article
from deputized.claims.clean import tidied
from deputized.claims.days import find_days
from deputized.claims.grammar import parse
from deputized.library import Registry

RIGHT = (Verdict.SUPPORTED, Verdict.WITHIN)
WRONG = (Verdict.CONTRADICTED, Verdict.OFF, Verdict.WRONG_UNIT)


@pytest.fixture(scope="module")
def books(registry: Registry) -> Books:
    return Books(registry)


def desk(registry: Registry, books: Books, text: str, day: str = "2026-02-12") -> Desk:
    return read_article(registry, text, published=date.fromisoformat(day), books=books)


def verdicts(read: Desk) -> list[Verdict]:
    return [p.verdict for r in read.reads for p in r.parts]


def test_respectively() -> None:
    parts = parse("Ohio, Iowa and Utah had 3, 2 and 12 agreements respectively on May 1, 2026").parts
    assert [(p.place and p.place.state, p.number) for p in parts] == [("OH", 3), ("IA", 2), ("UT", 12)]


def test_a_list_of_models_and_states() -> None:
    parts = parse(
        "As of June 6, 2025 there were JEM agreements with 102 in 26 states, WSO with 232 in 32, TFM with 315 in 30"
    ).parts
    assert [(p.model, p.unit.value) for p in parts] == [
        ("JEM", "agreements"), ("JEM", "states"), ("WSO", "agreements"), ("WSO", "states"), ("TFM", "agreements"), ("TFM", "states")
    ]  # fmt: skip


def test_what_cannot_be_is_not_read() -> None:
    (part, _) = parse(
        "Departments in 38 states signed, but half of the agreements are in Florida, as of May 1, 2025"
    ).parts
    assert part.place is None, "there are not 38 states in Florida"


def test_numbers_that_are_names() -> None:
    assert tidied("seven new 287(g) agreements in Trump 2.0") == "seven new such agreements in Trump"


def test_a_day_without_a_year_takes_that_of_publication() -> None:
    days = find_days("456 on April 17, three times December 2024", None, date(2025, 4, 18))
    assert days[0][2].first == date(2025, 4, 17)
    days = find_days("between Sept. 17 and Dec. 12, 2025", None, date(2026, 11, 1))
    assert days[0][2].first == date(2025, 9, 17)


@pytest.mark.parametrize(
    "text",
    [
        "Seven states, including New Jersey and Delaware, bar the agreements by law or policy.",
        "The law would require 200 sheriffs in Texas to sign agreements with ICE.",
        "Other agencies in 12 more U.S. states are participating in the 287(g) program.",
        "In Ohio, 40 agencies have signed or are waiting to sign 287(g) agreements.",
        "So far, 12 agencies in the state have signed 287(g) agreements.",
    ],
)
def test_what_is_not_called_wrong(registry: Registry, books: Books, text: str) -> None:
    assert not set(verdicts(desk(registry, books, text))) & set(WRONG)


def test_place_and_unit_are_carried(registry: Registry, books: Books) -> None:
    read = desk(
        registry,
        books,
        "Florida has 341 agreements with ICE, as of Jan. 26, 2026.\nAs of that day, the state had all 67 sheriffs signed on.",
    )
    assert verdicts(read)[0] in RIGHT
    assert all(p.part.place and p.part.place.state == "FL" for r in read.reads for p in r.parts)


def test_which_way_it_went(registry: Registry, books: Books) -> None:
    assert (
        verdicts(
            desk(registry, books, "By January 26, 2026, the number of 287(g) agreements had fallen to 1,372.")
        )[0]
        in WRONG
    )
    assert (
        verdicts(
            desk(registry, books, "By January 26, 2026, the number of 287(g) agreements had risen to 1,372.")
        )[0]
        in RIGHT
    )


@pytest.mark.parametrize(
    "text",
    [
        "Texas, which had 26 agreements in December 2024, now has 291.",
        "As of January 26, Alabama and Georgia had 49 agreements each.",
        "Florida (341) and Texas (287) together accounted for 46% of all agreements on Jan. 26, 2026.",
        "Three-quarters of the agreements signed since January 2025 use the task force model.",
        "Texas, que tenía 26 acuerdos en diciembre de 2024, ahora tiene 291.",
    ],
)
def test_true_ones_are_not_called_wrong(registry: Registry, books: Books, text: str) -> None:
    assert not set(verdicts(desk(registry, books, text))) & set(WRONG)


def test_a_share_of_states_is_told(registry: Registry, books: Books) -> None:
    desk(registry, books, "Florida 12% states of the agreements")
