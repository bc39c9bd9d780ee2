"""Constructions of reporters, one a kind: a true number is supported, a false one never is, nor is a true one called wrong."""

from datetime import date

import pytest

from deputized.claims import Books, Verdict
from deputized.claims.article import read_article
from deputized.claims.reworded import plainly
from deputized.claims.spanish import english
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
    ("day", "text", "true", "false"),
    [
        ("2026-03-20", "Outside Florida and Texas, ICE had {} agreements by March 20.", (867,), (967,)),
        ("2026-03-20", "There are {} agreements outside Florida.", (1202,), (1546,)),
        ("2025-08-01", "Leaving Florida aside, only {} agreements were in force on Aug. 1.", (565,), (882,)),
        ("2025-08-01", "Across the Carolinas there are {} agreements.", (52,), (72,)),
        ("2026-05-18", "The five Gulf Coast states hold {} agreements.", (878,), (1878,)),
        ("2026-05-18", "All but {} of the 50 states have at least one participating agency.", (12,), (2,)),
        ("2025-08-01", "Georgia, with {} agreements, has more than any state but Florida and Texas.", (31,), None),
        ("2025-08-01", "Alabama, with {} agreements, has more than any state but Florida and Texas.", None, (26,)),
        ("2026-03-20", "Only Florida has more agreements than the {} in Texas.", (335,), (385,)),
        ("2025-10-01", "Pennsylvania has {} agreements, behind only Florida and Texas.", (39,), (59,)),
        ("2025-10-01", "Pennsylvania has {} agreements, behind only Georgia.", None, (39,)),
        ("2025-12-01", "Florida and Texas lead the nation with {} and {} agreements, respectively.", (337, 231), None),
        ("2025-12-01", "Florida and Tennessee lead the nation with {} and {} agreements, respectively.", None, (337, 53)),
        ("2026-04-20", "Virginia, which had {} agreements in mid-January, is down to {}.", (32, 28), (36, 18)),
        ("2026-05-18", "Virginia's count is down to {} from {} in December.", (29, 32), None),
        ("2026-01-15", "The task force model accounted for {} agreements, the warrant model for {} and the jail model for {}.",
         (721, 448, 147), (721, 147, 448)),
        ("2025-05-01", "Texas, which has {}, and Florida, which has {}, hold most of the agreements with ICE.", None, (244, 77)),
        ("2025-07-01", "Alabama has gone from a single agreement in January to {}.", (21,), (91,)),
        ("2025-07-15", "By the Fourth of July there were {} agreements.", (777,), (677,)),
        ("2026-05-18", "{} percent of the agreements are with sheriffs.", (57,), (87,)),
        ("2026-05-18", "Sheriffs hold {} percent of the agreements.", (57,), (87,)),
        ("2025-05-01", "Some 353 of the agreements, {} percent, are with sheriffs.", (68,), (38,)),
        ("2025-03-01", "Last week all {} Florida sheriffs had signed agreements with ICE.", None, (57,)),
        ("2026-05-18", "Fuera de Florida y Texas hay {} acuerdos.", ("1.108",), ("1.808",)),
        ("2025-12-01", "Tennessee ocupa el tercer puesto, con {} acuerdos.", (53,), (63,)),
        ("2026-04-20", "Virginia bajó de {} acuerdos en enero a {} en abril.", (32, 28), (42, 18)),
    ],
)  # fmt: skip
def test_a_construction(
    registry: Registry, books: Books, day: str, text: str, true: tuple[object, ...] | None, false: tuple[object, ...] | None
) -> None:  # fmt: skip
    if true is not None:
        said = verdicts(registry, books, text.format(*true), day)
        assert said and not set(said) - set(RIGHT), (text, true, said)
    if false is not None:
        said = verdicts(registry, books, text.format(*false), day)
        assert not said or set(said) - set(RIGHT), (text, false, said)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (
            "2025-02-27",
            "All 67 of Florida's county sheriffs have signed agreements with the Department of Homeland Security.",
        ),
        (
            "2025-12-29",
            "As of now, a total of 48 law enforcement agencies across Tennessee have entered into 287(g) agreements.",
        ),
        ("2026-05-18", "Missouri has 103 agreements, the most in the Midwest."),
        ("2026-05-18", "Missouri has 103 agreements, the most of any state in the region."),
        (
            "2023-02-23",
            "Horry County is just one of the three counties in South Carolina that partner with ICE.",
        ),
        ("2026-02-18", "The law requires nine county agencies with existing agreements to terminate them."),
        ("2026-01-15", "Tennessee's 59 agreements are the most outside Florida and Texas."),
    ],
)
def test_a_true_number_is_not_called_wrong(registry: Registry, books: Books, day: str, text: str) -> None:
    said = verdicts(registry, books, text, day)
    assert not set(said) & set(WRONG), (text, said)


def test_reworded() -> None:
    assert plainly("All but 3 of Florida's 67 counties have one.") == "64 of Florida's 67 counties have one."
    assert plainly("Texas has 304; only Florida has more.") == "Texas has 304, behind only Florida."
    assert plainly("In the first three weeks 92 applications were approved.").endswith(
        "92 agreements were signed."
    )
    assert (
        english("El mes pasado eran 1.316 y hoy son 1.425.")
        == "last month there were 1,316 and today there are 1,425."
    )
    assert "more than 6-fold" in english("los acuerdos se han multiplicado por más de seis")
