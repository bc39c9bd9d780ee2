"""The brief of a county: tagged PDF, a page or two, the page's own numbers, in both languages."""

from __future__ import annotations

import random
from io import BytesIO

import pytest
from pypdf import PdfReader

from deputized.library import Registry
from deputized.site.book import Book
from deputized.site.brief import brief_item, county_pdf
from deputized.site.county_page import county, county_values
from deputized.site.output import Item
from deputized.site.rendering import page_item
from deputized.site.words import LANGUAGES, say


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def brief_of(book: Book, fips: str, language: str = "en") -> Item:
    """The brief as the site makes it, with its page's key."""
    values = county_values(book, fips, language)
    page = page_item(county(book, fips, language, values), language, "")
    return brief_item(book, fips, language, values, page.key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_kinney_says_what_the_page_says(book: Book, language: str) -> None:
    pdf = county_pdf(book, "48271", language)
    text = text_of(pdf)
    held = say(language, "n_agreements", n=2), say(language, "n_agencies", n=2)
    assert say(language, "county_lead", agreements=held[0], agencies=held[1]) in text
    assert "Kinney County Sheriff" in text
    assert "3,129" in text
    assert {"en": "26 March 2025", "es": "26 de marzo de 2025"}[language] in text
    assert {"en": "1 December 2026", "es": "1 de diciembre de 2026"}[language] in text
    assert "participating-2026-05-01am" in text, "made on demand it names the newest list"


def test_it_is_tagged_for_screen_readers(book: Book) -> None:
    reader = PdfReader(BytesIO(county_pdf(book, "48271", "es")))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert str(root["/Lang"]).startswith("es")  # type: ignore[index]
    assert "/StructTreeRoot" in root  # type: ignore[operator]
    metadata = root["/Metadata"].get_object().get_data().decode()  # type: ignore[index]
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert reader.metadata is not None
    assert reader.metadata.title == "Kinney County, Texas"


def test_every_brief_fits_two_pages(book: Book, registry: Registry) -> None:
    """The counties with most on record, territories, one without anything, and a hundred drawn at random."""
    most = sorted(
        book.counties, key=lambda f: -sum(len(book.agreements.get(i, ())) for i in book.by_county.get(f, ()))
    )
    some = [
        *most[:15],
        "66010",
        "69110",
        "72001",
        "60010",
        "02013",
        *random.Random(287).sample(sorted(book.counties), 100),
    ]
    for fips in some:
        for language in LANGUAGES:
            pdf = brief_of(book, fips, language).make()
            assert len(PdfReader(BytesIO(pdf)).pages) <= 2, (fips, language)


def test_a_brief_of_the_site_keeps_its_key_while_its_county_does(book: Book) -> None:
    """It does not name the newest list, so that a new list makes only the briefs of counties it changes."""

    first, again = brief_of(book, "48271"), brief_of(book, "48271")
    assert first.key == again.key
    assert first.make() == again.make(), "the same bytes"
    assert "participating-2026-05-01am" not in text_of(first.make())
    assert brief_of(book, "48273").key != first.key
