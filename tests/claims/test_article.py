"""Whole articles: mended, taken apart, read with what stands before each sentence, judged sentence by sentence."""

from __future__ import annotations

import re
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deputized.claims import Books, ClaimError, Unit, Verdict
from deputized.claims.article import Desk, NumberCorrection, read_article
from deputized.claims.desk import FIELDS, records, to_dict, to_html, to_markdown, to_text
from deputized.claims.prose import dateline, mended, plain, sentences
from deputized.library import Registry

ARTICLES = Path(__file__).parents[3] / "shared" / "cases" / "articles"
PUBLISHED = date(2026, 1, 27)


@pytest.fixture(scope="module")
def books(registry: Registry) -> Books:
    return Books(registry)


def desk(registry: Registry, books: Books, text: str, published: date | None = PUBLISHED) -> Desk:
    return read_article(registry, text, published=published, books=books)


def verdicts(found: Desk) -> list[str]:
    return [p.verdict.value for r in found.reads for p in r.parts]


@pytest.mark.parametrize("name", ["daily-yonder-2026-01-13.txt", "daily-yonder-2026-01-13.garbled.txt"])
def test_the_article_is_right_sentence_by_sentence(registry: Registry, books: Books, name: str) -> None:
    path = ARTICLES / name
    if not path.is_file():
        pytest.skip("../shared/cases/articles is not here")
    found = desk(registry, books, path.read_text(encoding="utf-8"), None)
    assert found.published == date(2026, 1, 13)
    read = {
        (p.part.number, p.part.unit): (p.verdict, p.part.when.first.isoformat() if p.part.when else "")
        for r in found.reads
        for p in r.parts
    }
    assert read[669, Unit.AGENCIES] == (Verdict.WITHIN, "2025-12-15")
    assert read[34, Unit.STATES] == (Verdict.WRONG_UNIT, "2025-12-15")
    assert read[117, Unit.AGREEMENTS] == (Verdict.CONTRADICTED, "2022-01-01")
    assert read[1250, Unit.AGREEMENTS] == (Verdict.WITHIN, "2025-12-15")
    assert read[40, Unit.STATES] == (Verdict.WRONG_UNIT, "2025-12-15")
    assert read[1, Unit.AGREEMENTS][0] is Verdict.SUPPORTED, "Kinney County signed in March 2025"
    assert read[200, Unit.SHERIFFS][0] is Verdict.SUPPORTED
    assert len(read) == 7, "911 calls, 31 years, 3,100 people and 100,000 are no claims of the program"


def test_what_was_said_before_is_carried(registry: Registry, books: Books) -> None:
    text = (
        "Texas has joined the 287(g) program faster than most.\n"
        "There were 287 agreements in the state on Jan. 26. Of those, 176 were held by sheriffs."
    )
    found = desk(registry, books, text)
    assert verdicts(found)[0] == "supported"
    part = found.reads[0].parts[0].part
    assert part.place is not None
    assert part.place.state == "TX"
    assert part.when is not None
    assert part.when.first == date(2026, 1, 26)


def test_a_guessed_place_is_tried_both_ways(registry: Registry, books: Books) -> None:
    found = desk(registry, books, "Texas leads on 287(g). ICE had 905 agreements there, officials said.")
    assert verdicts(found) == ["contradicted"], "wrong for Texas and for the country"


def test_numbers_that_claim_nothing_are_left_out(registry: Registry, books: Books) -> None:
    text = (
        "ICE answered 911 calls. He spent 31 years as an agent. The 40-hour training starts in 2026. Kinney County has 3,100 people. "
        "The law covers counties above 100,000. Senate Bill 8 passed. It is 12 miles to the border. " * 4
    )
    assert desk(registry, books, text).reads == ()


def test_the_slip_is_named(registry: Registry, books: Books) -> None:
    found = desk(registry, books, "As of Jan. 26, 2026, ICE had 1,274 agreements under the 287(g) program.")
    (part,) = [p for r in found.reads for p in r.parts]
    assert part.verdict in (Verdict.CONTRADICTED, Verdict.OFF)
    assert "2025-12-29" in part.slip


def test_a_correction_is_taken(registry: Registry, books: Books) -> None:
    fix = NumberCorrection.of("agreements; TX; 2026-01-26")
    found = read_article(
        registry, "There are 287 of them under 287(g) agreements.", correction=fix, books=books
    )
    assert verdicts(found) == ["supported"]
    with pytest.raises(ClaimError, match="is no unit"):
        NumberCorrection.of("bananas")


def test_a_page_is_read_without_its_markup(registry: Registry, books: Books) -> None:
    page = (
        "<html><head><style>p{margin:958px}</style><script>var x = 958 + ' agreements';</script></head><body>"
        "<nav>5 agreements</nav><p>Jan. 27, 2026</p><p>ICE had <b>1,372</b> 287(g) agreements on Jan. 26.</p></body></html>"
    )
    found = read_article(registry, page, books=books)
    assert found.published == date(2026, 1, 27)
    assert verdicts(found) == ["supported"]


def test_thirty_thousand_characters_in_two_seconds(registry: Registry, books: Books) -> None:
    one = (
        "As of Jan. 26, 2026, ICE had signed 1,372 agreements under the 287(g) program. Florida has 341 agreements, more than "
        "any other state. Sheriff Smith spent 31 years there and answers 911 calls every night without fail.\n"
    )
    text = one * (30_000 // len(one))
    desk(registry, books, one)
    began = time.process_time()
    found = desk(registry, books, text)
    assert time.process_time() - began < 6, "two seconds on an idle machine"
    assert len(found.reads) > 100


def test_every_format_says_the_same(registry: Registry, books: Books) -> None:
    found = desk(
        registry,
        books,
        "ICE had 1,372 287(g) agreements on Jan. 26 <b>& more</b>. Florida had 999 agreements.",
    )
    rows = records(found)
    assert all(tuple(r) == FIELDS for r in rows)
    for text in (to_markdown(found), to_html(found), to_text(found)):
        assert all(str(r["verdict"]).lower() in text.lower() for r in rows)
    assert "<b>" not in to_html(found)
    assert to_dict(found)["published"] == "2026-01-27"


def test_sentences_end_where_they_end() -> None:
    text = 'As of Dec. 15, the U.S. has 669. Gov. Abbott said "No." Fla. has 342.\nNext line'
    assert [s.text for s in sentences(text)] == [
        "As of Dec. 15, the U.S. has 669.", 'Gov. Abbott said "No."', "Fla. has 342.", "Next line",
    ]  # fmt: skip
    assert all(text[s.start : s.end] == s.text for s in sentences(text))


def test_broken_characters_are_mended() -> None:
    assert mended("the officer\u9225\u6a9a salary") == "the officer's salary"
    assert mended("l\u00c3\u00adder") == "líder"
    assert mended("麻豆 1,372") == "麻豆 1,372"


def test_the_day_of_a_dateline() -> None:
    assert dateline("Title\nJanuary 13, 2026\nBy A. Person") == date(2026, 1, 13)
    assert (
        dateline("The law took effect in the county on January 13, 2026, when the sheriff signed it.") is None
    )
    assert plain("no markup, 3 < 5") == "no markup, 3 < 5"


WORDS = st.lists(
    st.sampled_from(
        ["1,372", "no", "all", "Texas", "agreements", "territories", "rows", "in", "2025", "grew", "by", "12%", "half", "of", "the",
         "new", "since", "January", "sheriffs", "counties", "Harris County", "pending", "more than", "Florida", "JEM", "and", "WSO",
         "from", "to", "doubled", "every", "none", ",", ".", ";", "(", ")", "Dec. 15, 2025", "states", "acuerdos", "en", "1.372",
         "fell", "first", "officers", "$5", "0", "between", "dozens of", "last year", "Feb. 30, 2025", "signed", "joined", "a day"]
    ),
    min_size=1,
    max_size=16,
)  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(words=WORDS, language=st.sampled_from(["en", "es"]))
def test_no_text_stops_the_desk(registry: Registry, books: Books, words: list[str], language: str) -> None:
    text = re.sub(r" ([,.;)])", r"\1", " ".join(words)) + " 287(g)"
    found = read_article(registry, text, published=PUBLISHED, language=language, books=books)
    to_dict(found)
    to_text(found)


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=300))
def test_no_characters_stop_the_desk(registry: Registry, books: Books, text: str) -> None:
    to_text(read_article(registry, "287(g) agreements " + text, books=books))
