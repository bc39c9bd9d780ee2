"""Reporters' short forms, and what is not called wrong beside a word nobody knows: kinds, with numbers counted from the lists."""

from datetime import date

import pytest

from deputized.claims import Books, Verdict
from deputized.claims.article import read_article
from deputized.claims.compact import written_out
from deputized.claims.coverage import strange
from deputized.library import Registry

RIGHT = (Verdict.SUPPORTED, Verdict.WITHIN)
WRONG = (Verdict.CONTRADICTED, Verdict.OFF, Verdict.WRONG_UNIT)


@pytest.fixture(scope="module")
def books(registry: Registry) -> Books:
    return Books(registry)


def verdicts(registry: Registry, books: Books, text: str, day: str) -> list[Verdict]:
    desk = read_article(registry, text, published=date.fromisoformat(day), books=books)
    return [p.verdict for r in desk.reads for p in r.parts]


@pytest.mark.parametrize(
    ("day", "text", "so"),
    [
        ("2025-12-15", "Alabama now counts {} agreements, Georgia {}.", ((42, 40), (52, 49))),
        ("2025-12-15", "Arkansas and South Carolina each have {}.", ((33,), None)),
        ("2025-12-15", "Tennessee, where lawmakers passed a statute on jails, has {} agreements.", ((55,), (75,))),
        ("2025-12-15", "With {} agreements, Texas trails only Florida.", ((250,), (290,))),
        ("2025-12-15", "Pennsylvania's {} agreements rank it fourth.", ((49,), (77,))),
        ("2025-12-15", "In all, {} agreements are on the list.", ((1245,), (1395,))),
        ("2025-09-19", "ICE signed its {}th agreement on Sept. 17.", ((1000,), None)),
        ("2025-12-15", "Oklahoma has {} agreements, up from {} in December 2024.", ((27, 3), None)),
        ("2026-05-18", "Kentucky's total fell from {} on May 1 to {} on May 11.", ((46, 42), None)),
        ("2025-12-15", "Texas' share of the agreements rose to {}%.", ((20,), None)),
        ("2026-03-02", "{} percent of North Carolina's agreements are with sheriffs.", ((82,), (97,))),
        ("2025-12-15", "Florida tiene más acuerdos que Texas, con {}.", ((339,), None)),
        ("2025-12-15", "En diciembre, Alabama ya suma {} convenios y Georgia {}.", ((42, 40), None)),
    ],
)  # fmt: skip
def test_forms(
    registry: Registry, books: Books, day: str, text: str, so: tuple[tuple[int, ...], tuple[int, ...] | None]
) -> None:
    found = verdicts(registry, books, text.format(*so[0]), day)
    assert found and set(found) <= {*RIGHT}, (text, found)
    if so[1] is not None:
        wrong = verdicts(registry, books, text.format(*so[1]), day)
        assert set(wrong) & {*WRONG} and not set(wrong) & {*RIGHT}, (text, wrong)


@pytest.mark.parametrize(
    "text",
    [
        "Texas overcame 199 agreements in a blizzard of paperwork.",
        "Fewer than a hundred agreements outran their overseers in Texas.",
        "In Texas 190 agreements were brokered apiece by the two coalitions.",
    ],
)
def test_a_number_far_from_every_count_is_not_called_wrong_beside_a_word_nobody_knows(
    registry: Registry, books: Books, text: str
) -> None:
    assert not set(verdicts(registry, books, text, "2025-12-15")) & {*WRONG}


def test_an_older_list_does_not_bear_out_fewer_than(registry: Registry, books: Books) -> None:
    text = "Fewer than 500 agreements follow the task force model."
    assert not set(verdicts(registry, books, text, "2025-09-19")) & {*RIGHT}, (
        "an older list does not bear it out"
    )


def test_asides_and_words() -> None:
    text = "Ohio, which has the most agreements of any state, has 9."
    assert written_out(text) == text, "what bears on the number stays"
    assert written_out("Ohio, where the governor ordered it, has 9.") == "Ohio has 9."
    assert strange("Ohio has 9 agreements in limbo", [(0, 21)], 9) == ("limbo",)
