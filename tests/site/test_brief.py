"""The brief of a county: tagged PDF, a page or two, the page's own numbers, in both languages."""

from __future__ import annotations

import random
import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from deputized.library import Registry
from deputized.site.book import Book
from deputized.site.brief import brief_item, county_pdf
from deputized.site.county_page import county, county_values
from deputized.site.output import Item
from deputized.site.rendering import page_item
from deputized.site.words import LANGUAGES, day, say
from site_fixture import once_absent


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def brief_of(book: Book, fips: str, language: str = "en") -> Item:
    """The brief as the site makes it, with its page's key."""
    values = county_values(book, fips, language)
    page = page_item(county(book, fips, language, values), language, "")
    return brief_item(book, fips, language, values, page.key)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("base_url", ["", "https://example.org/"])
def test_a_brief_of_the_site_says_where_the_newest_list_is_named(
    book: Book, language: str, base_url: str
) -> None:
    prefix = "es/" if language == "es" else ""
    for fips in ("48271", "46003"):
        values = county_values(book, fips, language)
        item = brief_item(book, fips, language, values, "key", base_url)
        address = f"{base_url}{prefix}county/{fips}/"
        told = (
            say(language, "brief_changed", address=address)
            if values["changed"]
            else say(language, "brief_unchanged", address=address, first=day(language, book.first))
        )
        text = text_of(item.make())
        assert told.removesuffix(address) in text
        assert address in text.replace(" ", "")
    assert brief_item(book, fips, language, values, "key", "https://other.org/").key != item.key


def test_guam_is_named_once_and_its_statewide_agency_told(book: Book) -> None:
    text = text_of(brief_of(book, "66010").make())
    assert "Guam, Guam" not in text
    assert say("en", "county_territory", n=1) in text
    agencies = len({a.agency_id for a in book.statewide["AR"]})
    assert agencies < len(book.statewide["AR"]), "agencies are counted, not agreements"
    assert say("es", "county_statewide", n=agencies) in text_of(brief_of(book, "05001", "es").make())


def test_a_spanish_brief_gives_the_reason_marked_as_english(book: Book) -> None:
    pdf = brief_of(book, "48271", "es").make()
    assert book.bound["48271"].why in text_of(pdf)
    reader = PdfReader(BytesIO(pdf))
    marked = b"".join(page.get_contents().get_data() for page in reader.pages)  # type: ignore[union-attr]
    assert len(re.findall(rb"/Lang ?\(en\)", marked)) == 1


def test_a_brief_names_the_days_an_agreement_was_off_the_lists(book: Book) -> None:
    held = once_absent(book)
    text = text_of(brief_of(book, held.county_fips).make())
    assert say("en", "absent_days", gone=day("en", held.gone), back=day("en", held.back)) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_kinney_says_what_the_page_says(book: Book, language: str) -> None:
    pdf = county_pdf(book, "48271", language)
    text = text_of(pdf)
    held = say(language, "n_agreements", n=2), say(language, "n_agencies", n=2)
    assert say(language, "county_lead", agreements=held[0], agencies=held[1]) in text
    assert "Kinney County Sheriff" in text
    assert "3,129" in text
    assert {"en": "March 26, 2025", "es": "26 de marzo de 2025"}[language] in text
    assert {"en": "December 1, 2026", "es": "1 de diciembre de 2026"}[language] in text
    assert book.registry.clocks.lists[-1] in text, "made on demand it names the newest list"


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
    assert book.registry.clocks.lists[-1] not in text_of(first.make())
    assert brief_of(book, "48273").key != first.key
