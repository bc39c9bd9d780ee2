"""The brief of a county: tagged PDF, a page or two, the page's own numbers, in both languages."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from deputized.library import Registry
from deputized.site.brief import brief_item, county_pdf, county_words
from deputized.site.content import SiteContent
from deputized.site.county_page import county, county_values
from deputized.site.frame import Frame
from deputized.site.output import OutputFile
from deputized.site.rendering import page_item
from deputized.site.stamp import Stamp
from deputized.site.words import LANGUAGES, day, say
from site_fixture import once_absent


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def brief_of(content: SiteContent, fips: str, language: str = "en") -> OutputFile:
    """The brief as the site makes it, with its page's key."""
    values = county_values(content, fips, language)
    page = page_item(county(content, fips, language, values), language, Frame.of(content))
    return brief_item(content, fips, language, values, page.key, Frame.of(content))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("base_url", ["", "https://example.org/"])
def test_a_brief_bears_its_list_its_day_and_the_page_s_address(
    content: SiteContent, language: str, base_url: str
) -> None:
    prefix = "es/" if language == "es" else ""
    for fips in ("48271", "46003"):
        values = county_values(content, fips, language)
        item = brief_item(content, fips, language, values, "key", Frame.of(content, base_url))
        text = text_of(item.make())
        assert content.registry.clocks.lists[-1] in text.replace(" ", "")
        assert day(language, content.newest) in text and day(language, content.today) in text
        assert f"{base_url}{prefix}county/{fips}/" in text.replace(" ", "")
    assert (
        brief_item(content, fips, language, values, "key", Frame.of(content, "https://other.org/")).key
        != item.key
    )


def test_guam_is_named_once_and_its_statewide_agency_told(content: SiteContent) -> None:
    text = text_of(brief_of(content, "66010").make())
    assert "Guam, Guam" not in text
    assert say("en", "card_street_territory", n=1) in text
    street = len(content.card("05001").street)
    assert street < len(content.statewide["AR"]), (
        "agencies are counted, not agreements, and not those of jails"
    )
    assert say("es", "card_street", n=street) in text_of(brief_of(content, "05001", "es").make())


def test_a_spanish_brief_gives_the_reason_marked_as_english(content: SiteContent) -> None:
    pdf = brief_of(content, "48465", "es").make()  # Val Verde: whether it is bound cannot be told
    assert content.bound["48465"].why.split(";")[0] in text_of(pdf)
    reader = PdfReader(BytesIO(pdf))
    marked = b"".join(page.get_contents().get_data() for page in reader.pages)  # type: ignore[union-attr]
    assert len(re.findall(rb"/Lang ?\(en\)", marked)) >= 2, "the reason and the act"


def test_a_brief_names_the_days_an_agreement_was_off_the_lists(content: SiteContent) -> None:
    held = once_absent(content)
    text = text_of(brief_of(content, held.county_fips).make())
    assert say("en", "absent_days", gone=day("en", held.gone), back=day("en", held.back)) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_kinney_says_what_the_page_says(content: SiteContent, language: str) -> None:
    pdf = county_pdf(content, "48271", language)
    text = text_of(pdf)
    for label, lines in county_words(content, "48271", language, county_values(content, "48271", language))[
        "card"
    ]:
        assert label.upper() in text
        assert all(said.replace("■ ", "") in text for said, _ in lines), label
    assert "Kinney County Sheriff" in text
    assert "3,129" in text
    assert {"en": "March 26, 2025", "es": "26 de marzo de 2025"}[language] in text
    assert {"en": "December 1, 2026", "es": "1 de diciembre de 2026"}[language] in text
    assert content.registry.clocks.lists[-1] in text, "made on demand it names the newest list"


def test_it_is_tagged_for_screen_readers(content: SiteContent) -> None:
    reader = PdfReader(BytesIO(county_pdf(content, "48271", "es")))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert str(root["/Lang"]).startswith("es")  # type: ignore[index]
    assert "/StructTreeRoot" in root  # type: ignore[operator]
    metadata = root["/Metadata"].get_object().get_data().decode()  # type: ignore[index]
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert reader.metadata is not None
    assert reader.metadata.title == "Kinney County, Texas"


def test_every_brief_fits_two_pages(content: SiteContent, registry: Registry) -> None:
    """The counties with most on record, territories, one without anything, and a hundred drawn at random."""
    most = sorted(
        content.counties,
        key=lambda f: -sum(len(content.agreements.get(i, ())) for i in content.by_county.get(f, ())),
    )
    some = [
        *most[:15],
        "66010",
        "69110",
        "72001",
        "60010",
        "02013",
        *random.Random(287).sample(sorted(content.counties), 100),
    ]
    for fips in some:
        for language in LANGUAGES:
            pdf = brief_of(content, fips, language).make()
            assert len(PdfReader(BytesIO(pdf)).pages) <= 2, (fips, language)


def test_a_brief_keeps_its_key_while_county_and_list_do(content: SiteContent) -> None:
    first, again = brief_of(content, "48271"), brief_of(content, "48271")
    assert first.key == again.key
    assert first.make() == again.make(), "the same bytes"
    assert brief_of(content, "48273").key != first.key
    later = Frame(replace(Stamp.of(content), day="2026-12-01"))
    assert (
        brief_item(content, "48271", "en", county_values(content, "48271", "en"), "k", later).key
        != brief_item(
            content, "48271", "en", county_values(content, "48271", "en"), "k", Frame.of(content)
        ).key
    )
