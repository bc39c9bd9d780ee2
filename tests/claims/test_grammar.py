"""Claims as people write them, read; and what cannot be read, told."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputized.claims import ClaimError, Kind, Operator, Unit, known_claims, parse
from deputized.claims.days import find_days

ARTICLE = (
    "669 state, county and municipal agencies in the Task Force model across 34 states as of Dec. 15, 2025"
)


def test_the_article_s_sentence() -> None:
    agencies, states = parse(ARTICLE).parts
    assert (agencies.number, agencies.unit, agencies.model) == (669, Unit.AGENCIES, "TFM")
    assert (states.number, states.unit, states.model) == (34, Unit.STATES, "TFM")
    assert agencies.when is not None
    assert agencies.when.first == agencies.when.last == date(2025, 12, 15)
    assert parse(ARTICLE).not_understood == ()


@pytest.mark.parametrize(
    ("text", "operator"),
    [
        ("over 1,250 agreements", Operator.OVER), ("more than 1,250 agreements", Operator.OVER),
        ("at least 1,250 agreements", Operator.AT_LEAST), ("1,250+ agreements", Operator.AT_LEAST),
        ("nearly 1,250 agreements", Operator.ABOUT), ("about 1,250 agreements", Operator.ABOUT),
        ("fewer than 1,250 agreements", Operator.UNDER), ("1,250 agreements", Operator.EXACTLY),
        ("up to 1,250 agreements", Operator.AT_MOST),
    ],
)  # fmt: skip
def test_how_exactly_a_number_is_said(text: str, operator: Operator) -> None:
    (part,) = parse(text).parts
    assert (part.number, part.operator, part.unit) == (1250, operator, Unit.AGREEMENTS)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("63 Texas sheriffs", Unit.SHERIFFS), ("63 sheriff's offices in Texas", Unit.SHERIFFS),
        ("40 states", Unit.STATES), ("2 territories", Unit.TERRITORIES), ("150 of 254 Texas counties", Unit.COUNTIES),
        ("1,001 partnerships", Unit.AGREEMENTS), ("1,317 MOAs", Unit.AGREEMENTS), ("1,031 rows", Unit.ROWS),
        ("8,501 trained officers", Unit.OFFICERS), ("510 law enforcement agencies", Unit.AGENCIES),
    ],
)  # fmt: skip
def test_what_is_counted(text: str, unit: Unit) -> None:
    assert parse(text).parts[0].unit is unit
    assert len(parse(text).parts) == 1


def test_each_number_has_its_own_place() -> None:
    parts = parse("Florida 325, Texas 171 (17 Sep 2025)").parts
    assert [(p.number, p.place.state if p.place else None) for p in parts] == [(325, "FL"), (171, "TX")]


def test_a_model_right_after_a_number_is_that_number_s() -> None:
    parts = parse("2,382 MOAs on 26 Aug 2026: 182 JEM, 546 WSO, 1,654 TFM").parts
    assert [(p.number, p.model) for p in parts] == [(2382, None), (182, "JEM"), (546, "WSO"), (1654, "TFM")]


def test_new_york_is_not_new() -> None:
    (part,) = parse("three New York agreements on 25 Aug 2026").parts
    assert (part.kind, part.number, part.place and part.place.state) == (Kind.COUNT, 3, "NY")


def test_growth_keeps_the_ends_it_states() -> None:
    growth = parse("950% increase, from 135 agreements to 1,168 agencies, on 26 Jan 2026").parts[0]
    assert growth.kind is Kind.GROWTH
    assert growth.ends == ((135, Unit.AGREEMENTS), (1168, Unit.AGENCIES))


def test_shares_and_what_is_new() -> None:
    share = parse("Florida 43% of agreements in June 2025").parts[0]
    assert (share.kind, share.unit, share.place and share.place.state) == (Kind.SHARE, Unit.AGREEMENTS, "FL")
    new = parse("376 new agencies since the inauguration, on 10 April 2025").parts[0]
    assert (new.kind, new.since and new.since.first) == (Kind.NEW, date(2025, 1, 20))


def test_287g_and_forty_hours_are_no_claims() -> None:
    (part,) = parse("The 287(g) program's 40-hour course: 135 agreements in 2024").parts
    assert part.number == 135


def test_a_signing_is_looked_up() -> None:
    (part,) = parse("Kinney County, TX, signed a TFM agreement in March 2025").parts
    assert (part.kind, part.place and part.place.county_fips, part.model) == (Kind.SIGNED, "48271", "TFM")


def test_what_cannot_be_read_is_told_with_examples() -> None:
    with pytest.raises(ClaimError) as caught:
        parse("Texas sheriffs are signing up fast in the Task Force model")
    message = str(caught.value)
    assert "Understood: the place Texas, the model TFM" in message
    assert message.count("deputized claim ") == 2


def test_words_left_over_are_named() -> None:
    assert "elephants" in parse("135 agreements and elephants on 1 May 2025").not_understood


def test_every_known_claim_is_read_whole() -> None:
    for known in known_claims():
        assert parse(known.text).not_understood == (), known.text
        assert len(parse(known.text).parts) == len(known.expected), known.text


MONTHS = [
    "Jan.",
    "February",
    "Mar",
    "April",
    "May",
    "June",
    "July",
    "Aug.",
    "Sept.",
    "October",
    "Nov",
    "Dec.",
]


@given(
    number=st.integers(1, 99_999), unit=st.sampled_from(["agreements", "agencies", "sheriffs", "states", "rows"]),
    words=st.sampled_from(["", "over ", "at least ", "about "]), model=st.sampled_from(["", "TFM ", "JEM ", "WSO "]),
    state=st.sampled_from(["", " in Texas", " in West Virginia", " in New Mexico", " in Guam"]),
    day=st.dates(date(2000, 1, 1), date(2035, 12, 31)), style=st.integers(0, 3),
)  # fmt: skip
def test_what_is_written_by_the_grammar_is_read_back(
    number: int, unit: str, words: str, model: str, state: str, day: date, style: int
) -> None:
    written = (
        day.isoformat(), f"{MONTHS[day.month - 1]} {day.day}, {day.year}", f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        f"{MONTHS[day.month - 1]} {day.year}",
    )[style]  # fmt: skip
    (part,) = parse(f"{words}{number:,} {model}{unit}{state} on {written}").parts
    assert part.number == number
    assert part.unit.value == unit
    assert part.model == (model.strip() or None)
    assert (part.place is not None) == bool(state)
    assert part.when is not None
    assert part.when.first <= day <= part.when.last
    assert part.when.is_day == (style != 3)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        assert parse(text).parts
    except ClaimError as error:
        assert "for example" in str(error)


@given(st.text(alphabet=" ,.0123456789-/%agreements TX2025Dec()", max_size=120))
def test_no_near_claim_breaks_the_reader(text: str) -> None:
    with contextlib.suppress(ClaimError):
        parse(text)
    find_days(text)
