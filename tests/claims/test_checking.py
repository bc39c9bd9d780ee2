"""Verdicts on the real lists: the hard cases, the hand's verdicts, and what must hold of every verdict."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deputized.claims import (
    Books,
    Claim,
    Kind,
    Operator,
    Part,
    Unit,
    Verdict,
    When,
    check,
    check_known,
    known_claims,
)
from deputized.claims.verdicts import percent_holds, tolerance
from deputized.library import Registry
from deputized.rules.sources import RulesError

SUPPORTED, WITHIN, OFF, WRONG_UNIT, CONTRADICTED, UNCHECKABLE = (
    Verdict.SUPPORTED, Verdict.WITHIN, Verdict.OFF, Verdict.WRONG_UNIT, Verdict.CONTRADICTED, Verdict.UNCHECKABLE,
)  # fmt: skip


@pytest.fixture(scope="module")
def books(registry: Registry) -> Books:
    return Books(registry)


def verdicts(registry: Registry, books: Books, text: str) -> list[Verdict]:
    return [p.verdict for p in check(registry, text, books).parts]


def test_958_counts_the_header(registry: Registry, books: Books) -> None:
    answer = check(registry, "958 agreements on 2 Sep 2025", books)
    (part,) = answer.parts
    assert (part.verdict, part.off_by) == (OFF, 1)
    assert part.best is not None
    assert (part.best.variant, part.best.value) == ("with_header", 958)
    assert "the header row make 958" in answer.sentence


def test_1001_counts_the_header(registry: Registry, books: Books) -> None:
    (part,) = check(registry, "1,001 agreements on 17 Sep 2025", books).parts
    assert (part.verdict, part.off_by) == (OFF, 1)
    assert part.best is not None
    assert part.best.variant == "with_header"


def test_1168_agreements_are_agencies(registry: Registry, books: Books) -> None:
    (part,) = check(registry, "1,168 agreements on 26 Jan 2026", books).parts
    assert part.verdict is WRONG_UNIT
    assert part.best is not None
    assert part.best.way == "printed"
    assert (part.low, part.high) == (1314, 1372)


def test_117_in_2022(registry: Registry, books: Books) -> None:
    answer = check(registry, "117 active agreements in 2022", books)
    (part,) = answer.parts
    assert part.verdict is CONTRADICTED
    own = [f.value for f in part.findings if f.way == "agreements" and f.position == "on"]
    assert (min(own), max(own)) == (140, 142)
    assert "139 on 2023-01-08" in answer.sentence


def test_950_per_cent_mixes_units(registry: Registry, books: Books) -> None:
    answer = check(registry, "950% increase, from 135 agreements to 1,168 agencies, on 26 Jan 2026", books)
    assert answer.parts[0].verdict is CONTRADICTED
    assert "growth of 765%, and the units are mixed" in answer.sentence
    own = [
        f.value for f in answer.parts[0].findings if f.way == "agreements/agreements" and f.position == "on"
    ]
    assert [round(v) for v in own] == [916]


def test_669_in_34_states(registry: Registry, books: Books) -> None:
    answer = check(
        registry, "669 agencies in the Task Force model across 34 states as of Dec. 15, 2025", books
    )
    agencies, states = answer.parts
    assert (agencies.verdict, states.verdict) == (WITHIN, WRONG_UNIT)
    assert (agencies.low, agencies.high) == (661, 684)
    signed = {
        (f.variant, f.value) for f in agencies.findings if f.variant in ("signed_by", "without_territories")
    }
    assert {("signed_by", 670), ("without_territories", 669)} <= signed
    assert states.best is not None
    assert states.best.way == "states_and_territories"
    assert [u.publication_id for u in answer.lists] == [
        "participating-2025-12-12pm",
        "participating-2025-12-29am",
    ]


def test_over_1250_in_40_states(registry: Registry, books: Books) -> None:
    agreements, states = check(registry, "over 1,250 agreements in 40 states on 15 Dec 2025", books).parts
    assert (agreements.verdict, agreements.low, agreements.high) == (WITHIN, 1245, 1274)
    assert states.verdict is WRONG_UNIT


def test_every_verdict_is_the_hand_s(registry: Registry) -> None:
    differing = [k.known.claim_id for k in check_known(registry) if not k.agrees]
    assert differing == []


def test_the_benchmark_of_claims_is_the_frozen_one(registry: Registry) -> None:
    frozen = (Path(__file__).parents[2] / "bench" / "results" / "claims.txt").read_text(encoding="utf-8")
    for k in check_known(registry):
        assert (
            f"{k.known.claim_id}  {k.known.text}\n        {'; '.join(p.verdict.value for p in k.answer.parts)}\n"
            in frozen
        )


def test_every_countable_row_of_the_facts_is_known(shared_facts: Path) -> None:
    import csv

    with (shared_facts / "claim_checks.csv").open(encoding="utf-8", newline="") as stream:
        wanted = {row["id"] for row in csv.DictReader(stream)}
    known = {k.claim_id for k in known_claims()}
    assert wanted <= known
    assert {"AC15", "AC23", "AC24", "AC31"} <= known


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("150 agreements in 2019", "the first list we hold is of 2021-01-13"),
        ("2,116 agreements on 9 Jul 2030", "the newest list we hold is of 20"),
        ("8,501 officers on 2 Sep 2025", "ICE's lists hold agencies and agreements"),
        ("43% of agreements on 2 Sep 2025", "a share needs a state or a model"),
    ],
)
def test_what_cannot_be_checked_says_why(registry: Registry, books: Books, text: str, words: str) -> None:
    answer = check(registry, text, books)
    assert answer.verdict is UNCHECKABLE
    assert words in answer.sentence


def one(number: float, unit: Unit, place: int, books: Books, operator: Operator = Operator.EXACTLY) -> Claim:
    day = books.days[place]
    return Claim("", (Part(Kind.COUNT, number, operator, unit, None, None, When.of(day)),))


@settings(max_examples=60, deadline=None)
@given(
    place=st.integers(0, 182), unit=st.sampled_from([Unit.ROWS, Unit.AGREEMENTS, Unit.AGENCIES, Unit.STATES])
)
def test_what_a_list_shows_is_supported_on_its_day(
    place: int, unit: Unit, registry: Registry, books: Books
) -> None:
    status = registry.status(as_of=registry.clocks.lists[place])
    value = {
        Unit.ROWS: status.printed.rows, Unit.AGREEMENTS: status.resolved.listed,
        Unit.AGENCIES: len({r.agency_id for r in books.rows(place)}), Unit.STATES: status.printed.states,
    }[unit]  # fmt: skip
    assert check(registry, one(value, unit, place, books), books).verdict is SUPPORTED
    far = check(registry, one(value * 3 + 50, unit, place, books), books)
    assert far.verdict in (CONTRADICTED, WRONG_UNIT)


@settings(max_examples=60, deadline=None)
@given(place=st.integers(1, 181), number=st.integers(100, 2000))
def test_a_verdict_never_says_more_than_the_lists(
    place: int, number: int, registry: Registry, books: Books
) -> None:
    (part,) = check(registry, one(number, Unit.AGREEMENTS, place, books), books).parts
    own = {f.value for f in part.findings if f.way in ("agreements", "rows") and not f.variant}
    if part.verdict is SUPPORTED:
        assert number in own
    if part.verdict is WITHIN:
        every = own | {f.value for f in part.findings if f.variant in ("signed_by", "without_territories")}
        assert min(every) <= number <= max(every)
    if part.verdict in (OFF, CONTRADICTED):
        assert number not in own
        assert part.off_by


@settings(max_examples=40, deadline=None)
@given(place=st.integers(1, 181), number=st.integers(1, 3000))
def test_over_is_supported_only_if_every_list_is(
    place: int, number: int, registry: Registry, books: Books
) -> None:
    (part,) = check(registry, one(number, Unit.AGREEMENTS, place, books, Operator.OVER), books).parts
    agreements = [f.value for f in part.findings if f.way == "agreements" and not f.variant]
    if part.verdict is SUPPORTED:
        assert all(v > number for v in agreements) or all(
            f.value > number for f in part.findings if f.way == "rows" and not f.variant
        )
    if all(v > number for v in agreements):
        assert part.verdict is SUPPORTED


@given(st.integers(1, 10**6))
def test_about_reaches_no_further_than_half_its_rounding_a_tenth_or_a_fortieth(number: int) -> None:
    zeros = len(str(number)) - len(str(number).rstrip("0"))
    assert tolerance(number) == max(number * 0.025, min(10**zeros / 2, number * 0.1) if zeros else 0)


@given(st.floats(0, 2000), st.integers(0, 1))
def test_a_percentage_is_right_rounded_or_cut_off(value: float, decimals: int) -> None:
    step = 10.0**-decimals
    for number in (round(value, decimals), math.floor(value / step) * step):
        part = Part(Kind.GROWTH, number, Operator.EXACTLY, Unit.AGREEMENTS, None, None, None, None, decimals)
        assert percent_holds(part, value)
    wrong = Part(
        Kind.GROWTH, value + 2 * step, Operator.EXACTLY, Unit.AGREEMENTS, None, None, None, None, decimals
    )
    assert not percent_holds(wrong, value)


def test_a_known_claim_without_a_verdict_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    from deputized.claims import known

    rows = known.read_rows("claims.csv")
    for field in ("claim", "expected", "source_title", "confidence"):
        monkeypatch.setattr(known, "read_rows", lambda _, field=field: [rows[0] | {field: ""}])
        known.known_claims.cache_clear()
        with pytest.raises(RulesError, match=field):
            known.known_claims()
    monkeypatch.undo()
    known.known_claims.cache_clear()


def test_claims_as_reporters_word_them(registry: Registry) -> None:
    """bench/gold/claims.csv: the verdicts were counted from ICE's workbooks, not with this code."""
    from bench.claims import worded

    found = worded(registry)
    assert len(found) >= 90
    assert [(w.text, w.verdicts) for w in found if w.verdicts != w.expected] == []


def test_a_list_of_the_day_is_not_widened_by_later_ones(registry: Registry, books: Books) -> None:
    (part,) = check(registry, "1,270 agreements on 12 Dec 2025", books).parts
    assert (part.verdict, part.off_by) == (OFF, 25), "1,245 that evening; 1,274 is the list of 17 days later"
    (part,) = check(registry, "438 WSO agreements on 12 Dec 2025", books).parts
    assert part.verdict is WITHIN, "436 until the list of that evening gave 440"
    (part,) = check(registry, "560 agreements on 16 May 2025", books).parts
    assert (part.verdict, part.off_by) == (OFF, -11), "571 from that morning on; 558 was the list before"


def test_the_next_list_may_be_the_one_that_was_meant(registry: Registry, books: Books) -> None:
    (part,) = check(registry, "620 TFM agencies on 20 Nov 2025", books).parts
    assert part.verdict is WITHIN, "619 at midday, 620 the next morning"


def test_more_than_is_not_as_many_as(registry: Registry, books: Books) -> None:
    answer = check(registry, "more than 1,000 agreements on 17 Sep 2025", books)
    assert (answer.verdict, answer.parts[0].off_by) == (OFF, 1)
    assert "off by 0" not in answer.sentence


def test_an_old_list_says_nothing_against_a_claim_without_a_day(registry: Registry, books: Books) -> None:
    newest = registry.growth()[-1]
    rows, day = f"{newest['rows']:,}", newest["published_date"]
    answer = check(registry, "ICE now has 12,500 agreements", books)
    assert answer.verdict is UNCHECKABLE
    assert f"newest list we hold, of {day}, it is {rows}" in answer.sentence
    assert check(registry, f"ICE has {rows} agreements", books).verdict is SUPPORTED


def test_a_time_that_runs_past_the_lists_is_not_contradicted(registry: Registry, books: Books) -> None:
    newest = date.fromisoformat(registry.growth()[-1]["published_date"])
    answer = check(registry, f"11,900 agreements in {newest.year}", books)
    assert answer.verdict is UNCHECKABLE
    assert f"our lists end on {newest}, inside that time" in answer.sentence


def test_the_nearest_list_is_given_for_a_day_outside(registry: Registry, books: Books) -> None:
    assert (
        "that nearest list gives 150 (agreements)" in check(registry, "90 agreements in 2019", books).sentence
    )
    assert (
        "that nearest list gives 14 (agreements)"
        in check(registry, "3 New York agreements on 25 Aug 2026", books).sentence
    )


def test_the_headline_says_how_much_was_checked(registry: Registry, books: Books) -> None:
    answer = check(registry, "8,501 officers and 40 states on 2 Sep 2025", books)
    assert answer.headline == "supported, for the 1 of 2 numbers that can be checked"


def test_pending_lists_are_counted_apart(registry: Registry, books: Books) -> None:
    answer = check(registry, "92 pending agreements on May 15, 2025", books)
    assert answer.verdict is SUPPORTED
    assert [u.publication_id for u in answer.lists][1].startswith("pending-2025-05-15")


def test_a_signing_by_a_town_is_not_the_county_s(registry: Registry, books: Books) -> None:
    answer = check(registry, "Dallas County, Texas, signed an agreement", books)
    assert answer.verdict is CONTRADICTED
    assert "itself" in answer.sentence


def test_jails_and_police_at_large_cannot_be_checked(registry: Registry, books: Books) -> None:
    for text in (
        "10 county jails on 1 May 2026",
        "40% of Florida police departments have an agreement on May 1, 2026",
    ):
        assert check(registry, text, books).verdict is UNCHECKABLE, text


def test_a_signing_of_an_agency_by_name(registry: Registry, books: Books) -> None:
    answer = check(registry, "The Texas National Guard signed a 287(g) agreement in April 2025", books)
    assert answer.verdict is SUPPORTED
    assert "SIGNED 2025-04-" in answer.sentence
    several = check(registry, "Camden Police Department signed a TFM agreement in April 2025", books)
    assert several.verdict is UNCHECKABLE
    assert "several agencies are called so: Camden Police Department, " in several.sentence
    assert "Camden Police Department, DE" in several.sentence
    assert "Camden Police Department, NY" in several.sentence
    one = check(registry, "Camden Police Department in Delaware signed a TFM agreement in April 2025", books)
    assert one.verdict is SUPPORTED
    assert check(registry, "President Trump signed an order in January 2025", books).verdict is UNCHECKABLE


def test_a_claim_whose_own_parts_do_not_add_up(registry: Registry, books: Books) -> None:
    answer = check(registry, "2,608 rows on 28 Sep 2026: 1,849 TFM, 564 WSO, 184 JEM", books)
    assert answer.verdict is UNCHECKABLE
    assert answer.sentence.endswith("add up to 2,597, 11 fewer than its 2,608.")
    whole = check(registry, "2,382 MOAs on 26 Aug 2026: 182 JEM, 546 WSO, 1,654 TFM", books)
    assert whole.arithmetic == ""
    assert check(registry, "135 agreements, 60 JEM, on 20 January 2025", books).arithmetic == ""


def test_the_header_row_explains_only_a_count_of_the_whole_list(registry: Registry, books: Books) -> None:
    for text in ("342 Florida agreements on 26 Jan 2026", "662 TFM agreements on 12 Dec 2025"):
        assert "header" not in check(registry, text, books).sentence, text
