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


@pytest.mark.parametrize(
    ("day", "text", "right"),
    [
        # what a number came up from, and over how many states that was spread
        ("2025-11-08", "The program went from 135 agreements in 21 states to 1,153 in 39.", 4),
        ("2025-11-08", "El programa pasó de 135 acuerdos en 21 estados a 1.153 en 39.", 4),
        # the subject stands before the number
        ("2026-05-18", "ICE lists 1,549 agencies; police departments number about 600.", 2),
        # all, every one, none: with the number
        ("2025-10-15", "In New Hampshire, all 12 agreements are task force agreements.", 1),
        ("2026-01-12", "None of Maryland's eight agreements is a task force agreement.", 1),
        ("2026-01-12", "Ninguno de los ocho acuerdos de Maryland es del modelo de fuerza de tarea.", 1),
        # rank
        ("2026-05-18", "Pennsylvania is now third in the nation with 102 participating agencies.", 1),
        ("2026-05-18", "Florida, con 348 convenios vigentes, va en segundo lugar detrás de Texas.", 1),
        # those of others that wait
        ("2025-11-06", "Sixteen applications were pending on Nov. 4, five of them in Tennessee.", 2),
        ("2026-05-18", "Missouri has 103 agreements, 82 of them under the task force model.", 2),
        ("2025-09-17", "Some 500 of the 1,000 agreements are task force agreements.", 2),
        # a place whose number stands in brackets
        ("2026-05-18", "Pensilvania tiene 102 agencias adheridas, más que Misuri (83) y Arkansas (69).", 3),
        ("2025-12-15", "Nearly half of the 1,245 agreements are in Florida (339) and Texas (250).", 4),
        # so long ago
        ("2026-04-20", "By mid-April ICE had 1,677 agreements, an increase of 35 percent in four months.", 2),
        ("2025-12-20", "Más de un millar de agencias de 39 estados participaban a mediados de diciembre.", 2),
    ],
)
def test_kinds_that_are_read(registry: Registry, books: Books, day: str, text: str, right: int) -> None:
    found = verdicts(desk(registry, books, text, day))
    assert sum(v in RIGHT for v in found) == right, found
    assert not set(found) & set(WRONG)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2026-05-18", "Florida still has more 287(g) agreements than any other state, with 348."),
        ("2026-05-18", "Texas had 348 agreements and Florida 387."),
        ("2026-05-18", "Texas has the most agreements of any state, with 250."),
        ("2026-02-17", "Every one of West Virginia's 30 agreements is with the task force model."),
        ("2026-02-17", "Todos los 30 acuerdos de Virginia Occidental son del modelo de grupo de trabajo."),
        ("2026-05-18", "Missouri has 103 agreements, 30 of them under the task force model."),
        ("2025-09-17", "Exactly 700 of the 1,000 agreements are task force agreements."),
    ],
)
def test_what_is_wrong_beside_a_right_number_is_told(
    registry: Registry, books: Books, day: str, text: str
) -> None:
    assert set(verdicts(desk(registry, books, text, day))) & set(WRONG)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2025-09-17", "Pennsylvania has 39 agreements, all but three of them under the task force model."),
        ("2026-05-18", "Twelve states, among them California and Illinois, have no agency in the program."),
        ("2025-11-21", "In just the first three weeks of November, 92 applications were approved."),
        ("2026-02-01", "In Georgia, 42 agencies take part; a year ago it was nine."),
        ("2026-05-18", "Under Biden the program shrank by 13 agreements; under Trump it grew by more than 1,700."),
        ("2025-06-10", "Buckingham County signed the agreement on May 15, and Mecklenburg County signed it on May 13."),
    ],
)  # fmt: skip
def test_what_is_not_counted_is_not_called_wrong(
    registry: Registry, books: Books, day: str, text: str
) -> None:
    assert not set(verdicts(desk(registry, books, text, day))) & set(WRONG)


def test_a_number_far_from_every_count_in_a_long_sentence_is_not_called_wrong(
    registry: Registry, books: Books
) -> None:
    text = (
        "The group, which has followed cooperation between the police and ICE for years, told us on Tuesday that in Texas "
        "{} agencies were part of that effort by the end of last week."
    )
    assert not set(verdicts(desk(registry, books, text.format("4,000"), "2025-12-15"))) & set(WRONG)
    assert set(verdicts(desk(registry, books, text.format("140"), "2025-12-15"))) & set(WRONG)
