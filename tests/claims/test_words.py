"""The words of claims: numbers, days, places, kinds of agency; and which belongs to which."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputized.claims import ClaimError, Kind, Operator, Unit, parse
from deputized.claims.days import find_days
from deputized.claims.lexicon import body_of, spelt
from deputized.claims.numbers import find_numbers, word_value
from deputized.claims.places import find_places

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("twelve hundred", 1200), ("fifty-one", 51), ("one thousand two hundred and forty-five", 1245),
        ("a hundred", 100), ("two thousand", 2000), ("ninety-nine", 99),
    ],
)  # fmt: skip
def test_numbers_in_words(words: str, value: int) -> None:
    assert word_value(words) == value
    assert parse(f"{words} agreements on 12 Dec 2025").parts[0].number == value


@pytest.mark.parametrize(
    ("text", "number", "operator"),
    [
        ("1.2k agreements", 1200, Operator.ABOUT), ("1.3 thousand agreements", 1300, Operator.ABOUT),
        ("dozens of agencies", 24, Operator.AT_LEAST), ("hundreds of agencies", 200, Operator.AT_LEAST),
        ("a dozen sheriffs", 12, Operator.EXACTLY), ("no agreements", 0, Operator.EXACTLY),
        ("no fewer than forty states", 40, Operator.AT_LEAST), ("as many as 900 agencies", 900, Operator.AT_MOST),
        ("1,000-plus agreements", 1000, Operator.AT_LEAST), ("north of 900 agencies", 900, Operator.OVER),
    ],
)  # fmt: skip
def test_rough_numbers(text: str, number: float, operator: Operator) -> None:
    (part,) = parse(text).parts
    assert (part.number, part.operator) == (number, operator)


def test_a_range_is_one_number() -> None:
    for text in ("between 1,200 and 1,300 agreements", "1,200 to 1,300 agreements", "1,200-1,300 agreements"):
        (part,) = parse(text).parts
        assert (part.number, part.upper, part.operator) == (1200, 1300, Operator.BETWEEN)


def test_from_and_to_are_two_numbers() -> None:
    first, last = parse("from 135 agreements in January 2025 to 1,245 agreements in December 2025").parts
    assert (first.number, first.when and first.when.first) == (135, date(2025, 1, 1))
    assert (last.number, last.when and last.when.first) == (1245, date(2025, 12, 1))


@pytest.mark.parametrize(
    ("text", "per_cent"),
    [
        ("one in four agreements is in Florida", 25), ("a third of agreements are WSO agreements", 33.3),
        ("two-thirds of agreements are TFM", 66.7), ("half the agreements are TFM", 50),
        ("1 in 3 Texas sheriffs have signed", 33.3), ("43% of agreements are in Florida", 43),
    ],
)  # fmt: skip
def test_shares(text: str, per_cent: float) -> None:
    (part,) = parse(text).parts
    assert (part.kind, part.number) == (Kind.SHARE, per_cent)


def test_what_a_share_is_of() -> None:
    within = parse("60% of agreements in Texas are WSO agreements").parts[0]
    assert (within.model, within.whole and within.whole.place and within.whole.place.state) == ("WSO", "TX")
    of_all = parse("40% of Texas counties have an agreement").parts[0]
    assert of_all.whole is not None
    assert (of_all.unit, of_all.whole.every) == (Unit.COUNTIES, True)
    of_the_country = parse("Florida accounts for 43% of agreements").parts[0]
    assert of_the_country.whole is not None
    assert (of_the_country.place and of_the_country.place.state, of_the_country.whole.place) == ("FL", None)


@pytest.mark.parametrize(
    ("text", "growth"),
    [
        ("agreements doubled since May 2025", 100), ("agreements tripled since May 2025", 200),
        ("agreements grew tenfold since May 2025", 900), ("agreements fell 10% since May 2025", -10),
        ("growth of 609% in agreements since May 2025", 609), ("10 times as many agreements as in May 2025", 900),
    ],
)  # fmt: skip
def test_growth(text: str, growth: float) -> None:
    part = parse(text).parts[0]
    assert (part.kind, part.number) == (Kind.GROWTH, growth)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("12/12/2025", "2025-12-12", "2025-12-12"), ("9/17/25", "2025-09-17", "2025-09-17"),
        ("mid-December 2025", "2025-12-11", "2025-12-20"), ("the end of January 2026", "2026-01-21", "2026-01-31"),
        ("Q2 2025", "2025-04-01", "2025-06-30"), ("the second quarter of 2025", "2025-04-01", "2025-06-30"),
        ("the first half of 2025", "2025-01-01", "2025-06-30"), ("summer 2025", "2025-06-01", "2025-08-31"),
        ("FY2025", "2024-10-01", "2025-09-30"), ("fiscal year 2026", "2025-10-01", "2026-09-30"),
        ("late 2025", "2025-09-01", "2025-12-31"), ("when Trump took office", "2025-01-20", "2025-01-20"),
        ("last year", "2025-01-01", "2025-12-31"), ("this month", "2026-11-01", "2026-11-25"),
        ("Sept. 17th, 2025", "2025-09-17", "2025-09-17"), ("17 September, 2025", "2025-09-17", "2025-09-17"),
    ],
)  # fmt: skip
def test_days_and_periods(text: str, first: str, last: str) -> None:
    ((_, _, when),) = find_days(f"5 agreements as of {text}", TODAY)
    assert (when.first.isoformat(), when.last.isoformat()) == (first, last)


def test_a_day_without_a_year_is_not_guessed() -> None:
    with pytest.raises(ClaimError, match="which year September 17 is of is not said"):
        parse("1,001 agreements as of September 17", TODAY)
    lent = parse("between Jan. 20 and May 1, 2025, ICE signed 500 agreements").parts[0]
    assert lent.since is not None
    assert lent.since.first == date(2025, 1, 20)


def test_each_number_has_its_own_day() -> None:
    now, then = parse("1,245 agreements on 12 Dec 2025, up from 571 on 16 May 2025").parts
    assert (now.when and now.when.first, then.when and then.when.first) == (
        date(2025, 12, 12),
        date(2025, 5, 16),
    )
    now, then = parse("1,245 agreements, up from 135 a year earlier, on Dec. 12, 2025").parts
    assert then.when is not None
    assert then.when.first == date(2024, 12, 12)


def test_what_was_signed_in_a_time_is_not_what_stood() -> None:
    assert parse("In 2025, ICE signed 1,140 agreements").parts[0].kind is Kind.NEW
    assert parse("ICE had 1,274 agreements in December 2025").parts[0].kind is Kind.COUNT
    assert parse("67 Florida sheriffs have signed agreements as of March 2025").parts[0].kind is Kind.COUNT


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("In Fla. on 1 May 2026, 5 agreements", ("FL",)), ("N.Y. has 14 agreements", ("NY",)),
        ("600 agreements in Florida and Texas", ("FL", "TX")), ("5 agreements in West Virginia", ("WV",)),
        ("5 agreements in Florida, Texas and Georgia", ("FL", "TX", "GA")),
    ],
)  # fmt: skip
def test_places(text: str, states: tuple[str, ...]) -> None:
    (part,) = parse(text).parts
    assert part.place is not None
    assert part.place.states == states


def test_places_of_several_numbers() -> None:
    parts = parse("1,779 agreements nationwide, including 346 in Florida and 379 in Texas").parts
    assert [p.place.state if p.place else None for p in parts] == [None, "FL", "TX"]
    parts = parse("In Texas, 195 sheriffs and 100 police departments").parts
    assert [p.place.state if p.place else None for p in parts] == ["TX", "TX"]
    parts = parse("Texas overtook Florida with 379 agreements against 346").parts
    assert [p.place.state if p.place else None for p in parts] == ["TX", "FL"]


def test_a_county_that_may_be_one_of_several_is_asked_for() -> None:
    with pytest.raises(ClaimError, match=r"Harris County, GA[,;] Harris County, TX"):
        parse("Harris County has no agreement as of May 1, 2026")
    with pytest.raises(ClaimError, match="nearest: Kinney County, TX"):
        parse("Kiney County, TX signed in March 2025")
    assert find_places("Kinney County signed")[0][2].county_fips == "48271"
    assert find_places("Harris County in Texas")[0][2].county_fips == "48201"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("58 municipal police departments", "police departments"), ("16 university police departments", "campus police"),
        ("4 state agencies", "agencies of the state"), ("9 constables", "constables"),
        ("669 state, county and municipal agencies", None), ("510 law enforcement agencies", None),
    ],
)  # fmt: skip
def test_kinds_of_agency(text: str, words: str | None) -> None:
    body = body_of(text)
    assert (body.words if body else None) == words
    assert parse(text).parts[0].unit is Unit.AGENCIES


def test_a_state_is_counted_by_the_agencies_the_claim_names() -> None:
    (part,) = parse("sheriffs in 37 states as of May 1, 2026").parts
    assert (part.unit, part.body and part.body.words) == (Unit.STATES, "sheriffs")
    assert parse("agencies in 40 states and territories").parts[0].unit is Unit.STATES_AND_TERRITORIES


def test_pending_is_pending() -> None:
    assert parse("92 pending agreements on May 15, 2025").parts[0].is_pending
    assert parse("Pending agreements numbered 67 on April 10, 2025").parts[0].is_pending
    assert not parse("92 agreements on May 15, 2025").parts[0].is_pending


def test_misspelt_words_are_read_and_told() -> None:
    claim = parse("669 agencis in the Task Forse modle in Flordia as of Decmber 15, 2025")
    (part,) = claim.parts
    assert (part.unit, part.model, part.place and part.place.state) == (Unit.AGENCIES, "TFM", "FL")
    assert ("Flordia", "Florida") in claim.read_as
    assert part.when is not None
    assert part.when.first == date(2025, 12, 15)


@given(
    st.sampled_from(
        [
            "countries",
            "country",
            "county",
            "state",
            "stated",
            "office",
            "offices",
            "services",
            "forces",
            "Kansas",
            "Arkansas",
        ]
    )
)
def test_words_that_are_right_are_left(word: str) -> None:
    assert spelt(word) == (word, ())


@pytest.mark.parametrize(
    "text",
    ["a 40-hour course", "SB 8", "in its second year", "12 months", "the 1,000th agreement", "aged 45"],
)
def test_what_is_no_claim(text: str) -> None:
    assert not [n for n in find_numbers(text) if n.number not in (45.0,)]


def test_a_county_s_own_agreement() -> None:
    has = parse("Tarrant County, Texas has a jail enforcement agreement").parts[0]
    assert (has.number, has.operator, has.model) == (1, Operator.AT_LEAST, "JEM")
    assert has.body is not None
    assert has.body.levels == ("county",), "a town's police is not the county's"
    has_none = parse("Harris County, Texas does not have an agreement").parts[0]
    assert (has_none.number, has_none.operator) == (0, Operator.EXACTLY)


@pytest.mark.parametrize(
    "text",
    [
        "1,245 agreements " * 110,
        "five hundred and " * 110,
        "a " * 990,
        "(" * 1990,
        "County " * 280,
        "one in " * 280,
        "9" * 1990,
    ],
)
def test_a_hostile_text_is_read_quickly_or_refused(text: str) -> None:
    import time

    begun = time.perf_counter()
    with contextlib.suppress(ClaimError):
        parse(text)
    assert time.perf_counter() - begun < 5
    with pytest.raises(ClaimError, match="at most 2,000 characters"):
        parse(text * 3)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1,245 agreements on Feb. 30, 2025", "is no day of the calendar"),
        ("1,245 agreements on 2025-13-45", "is no day of the calendar"),
        ("1.245 agreements on 12 Dec 2025", "is not a whole number"),
    ],
)
def test_what_cannot_be_so_is_told(text: str, words: str) -> None:
    with pytest.raises(ClaimError, match=words) as caught:
        parse(text)
    assert str(caught.value).count("deputized claim ") == 2


def test_money_is_no_count() -> None:
    assert parse("$8 million for 40 agencies on 1 May 2026").parts[0].unit is Unit.DOLLARS
    (part,) = parse("12-12-2025: 1,245 agreements").parts
    assert part.when is not None
    assert part.when.first == date(2025, 12, 12)
