"""Who holds what a number counts, and words beside it that set it in another light: a right number supports no such sentence."""

from __future__ import annotations

from datetime import date

import pytest

from deputized.claims import Books
from deputized.claims.article import read_article
from deputized.claims.subject import holder
from deputized.claims.verdicts import Verdict
from deputized.library import Registry

DAY = date(2026, 5, 18)
RIGHT = (Verdict.SUPPORTED, Verdict.WITHIN)


@pytest.fixture(scope="module")
def counted(registry: Registry) -> tuple[Books, int, int, int]:
    """Agreements of the newest list: all, Florida's, Texas's."""
    every, florida, texas = (registry.status(DAY, state=s).resolved.agreements for s in (None, "FL", "TX"))
    return Books(registry), every, florida, texas


def verdict(registry: Registry, books: Books, text: str) -> Verdict:
    reads = read_article(registry, text, published=DAY, books=books).reads
    return reads[0].verdict if reads else Verdict.UNCHECKABLE


@pytest.mark.parametrize(
    "text",
    [
        "Florida sheriffs hold {fl} agreements.",
        "Texas constables hold {tx} agreements.",
        "Sheriffs hold all {all} agreements.",
        "Universities hold {all} agreements.",
        "Police departments hold {all} agreements.",
        "Counties hold {all} agreements.",
        "Police chiefs in Florida signed {fl} agreements.",
        "State police agencies hold {tx} agreements in Texas.",
        "District attorneys hold {all} agreements.",
        "The {all} agreements belong to counties.",
        "The {fl} agreements in Florida are held by cities.",
        "Los alguaciles de Florida tienen {fl} acuerdos.",
        "Los {tx} acuerdos de Texas son de policías municipales.",
        "Los {fl} acuerdos de Florida pertenecen a universidades.",
        "The Trump administration inherited {all} agreements.",
        "Before Trump's return, there were {all} agreements nationwide.",
        "Obama signed {all} agreements.",
        "The Biden administration signed {all} agreements.",
        "ICE trained officers under all {all} agreements.",
        "ICE paid for {all} agreements.",
        "ICE investigated {all} agreements.",
        "Congress approved {all} agreements.",
        "Judges struck down {all} agreements.",
        "Courts upheld {tx} agreements in Texas.",
        "Only two states, Texas and Ohio, have a single agreement each.",
        "Antes de Trump, Florida tenía {fl} acuerdos.",
        "Texas tiene la menor cantidad de acuerdos, {tx}.",
    ],
)
def test_a_right_number_supports_no_sentence_that_says_more(
    registry: Registry, counted: tuple[Books, int, int, int], text: str
) -> None:
    books, every, fl, tx = counted
    written = text.format(all=f"{every:,}", fl=fl, tx=tx)
    assert verdict(registry, books, written) not in RIGHT


@pytest.mark.parametrize(
    "text",
    [
        "ICE has {all} agreements.",
        "A whopping {all} agreements are in force.",
        "Local law enforcement agencies hold {all} agreements.",
        "Florida police departments and sheriffs have signed {fl} agreements.",
        "Texas has {tx} agreements, the most of any state.",
        "Texas tiene {tx} acuerdos.",
        "Hay {all} acuerdos en vigor.",
    ],
)
def test_plain_words_keep_a_right_number_supported(
    registry: Registry, counted: tuple[Books, int, int, int], text: str
) -> None:
    books, every, fl, tx = counted
    written = text.format(all=f"{every:,}", fl=fl, tx=tx)
    assert verdict(registry, books, written) in RIGHT


def test_sheriffs_own_agreements_are_counted_as_theirs(registry: Registry) -> None:
    books = Books(registry)
    part = (
        read_article(registry, "Sheriffs in Texas hold 273 agreements.", published=DAY, books=books)
        .reads[0]
        .parts[0]
    )
    assert part.part.body is not None and part.part.body.kinds == ("sheriff",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Florida sheriffs hold 348 agreements", "sheriffs"),
        ("Cities in Texas have signed 12 agreements", "municipal agencies"),
        ("Sheriffs and police departments hold 12 agreements", None),
        ("ICE has 12 agreements", None),
    ],
)
def test_the_holder_is_the_subject(text: str, words: str | None) -> None:
    start = next(n for n, c in enumerate(text) if c.isdigit())
    end = start + len("".join(c for c in text[start:].split()[0]))
    kind, _ = holder(text, start, end)
    assert (kind.words if kind else None) == words
