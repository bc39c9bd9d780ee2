"""What pages say in words: days, letters raised, gaps of lists, who passes a row on, where laws are read."""

from __future__ import annotations

import re
from html import unescape

import pytest

from deputized.facts.pages import absences
from deputized.site import front
from deputized.site.agency_page import agency
from deputized.site.book import Book
from deputized.site.county_page import county
from deputized.site.page import Page
from deputized.site.rendering import begun, render, told
from deputized.site.state_page import state
from deputized.site.topics import mandate_page
from deputized.site.words import LANGUAGES, WORDS, day, say
from site_fixture import once_absent


def text_of(page: Page, language: str = "en") -> str:
    return unescape(render(page, language, ""))


@pytest.mark.parametrize("language", LANGUAGES)
def test_mandates_keep_their_capitals_and_name_no_command(book: Book, language: str) -> None:
    text = text_of(mandate_page(book, "TX", language), language)
    assert "cannot be seen in ICE's lists" in text
    assert "(Texas: September 2021; elsewhere HIFLD 2024)" in text
    assert "deputized ingest" not in text
    assert f'In force, <span lang="{language}">{day(language, "2026-01-01")}</span>.' in text
    assert any("`deputized ingest`" in n for n in book.mandates["TX"].notes), "the command says it still"
    assert f"{say(language, 'population')} <small>{say(language, 'census')}</small>" in text


def test_notes_without_commands() -> None:
    assert told("a: b is not known here: take in a newer list with `deputized ingest`") == (
        "A: b is not known here"
    )
    assert told("ICE's lists (Texas: 2021)") == "ICE's lists (Texas: 2021)"
    assert begun("") == ""


def test_no_legend_of_the_pages_names_a_shade_that_dark_mode_turns() -> None:
    for key in ("locator_caption", "map_county", "map_town", "map_state", "map_grey"):
        for text in WORDS[key]:
            assert not re.search(r"\b(dark|gr[ea]y|oscuro|gris|p[aá]l)", text, re.IGNORECASE), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_agencies_of_the_whole_state_stand_in_the_lead(book: Book, language: str) -> None:
    agencies = len({a.agency_id for a in book.statewide["AR"]})
    arkansas = text_of(county(book, "05001", language), language)
    assert f'<a href="#who">{say(language, "county_statewide", n=agencies)}</a>' in arkansas
    guam = text_of(county(book, "66010", language), language)
    assert f'<a href="#who">{say(language, "county_territory", n=1)}</a>' in guam
    assert "<h1>Guam</h1>" in guam
    assert say(language, "territorywide") in guam
    held = text_of(county(book, "48271", language), language)
    assert 'class="lead"><strong>' in held
    assert '<a href="#who">' not in held


def test_an_agency_off_the_list_has_no_spelling_on_the_newest(book: Book) -> None:
    assert {p.split("-")[0] for p in book.newest_lists} == {"participating", "pending"}
    text = text_of(agency(book, "md-frederick-county-sheriff", "en"))
    assert say("en", "as_of_newest_low") not in text
    names = text[text.index(f"<h2>{say('en', 'names')}") :]
    names = names[: names.index("</table>")]
    assert '<td lang="en">February 19, 2025</td></tr>' in names
    assert "<td lang=" in names
    assert '<td lang="en"></td></tr>' not in names, "until when is told"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_that_passes_says_from_whom_to_whom(book: Book, language: str) -> None:
    names = {
        "before": "Parker County District Attorney's Office",
        "after": "Parker County (County) Attorney's Office",
    }
    row = f"{say(language, 'reattributed')}: {say(language, 'from_to', **names)}"
    pages = (
        county(book, "48367", language), agency(book, "tx-parker-county-county-attorney", language), front.changes(book, language),
    )  # fmt: skip
    for page in pages:
        assert row in text_of(page, language), page.path


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_of_older_lists_and_documents_are_in_words(book: Book, language: str) -> None:
    some = agency(book, "md-frederick-county-sheriff", language)
    text = text_of(some, language)
    before = text[text.index('id="before"') :]
    before = before[: before.index("</table>")]
    assert f'<td lang="{language}">{day(language, "2008-02-06")}</td>' in before
    assert not re.search(r">\d{4}-\d\d-\d\d<", before)
    read = next(i for i, x in book.documents_read.items() if x[0]["ice_signed_date"])
    signed = day(language, book.documents_read[read][0]["ice_signed_date"])
    shown = text_of(agency(book, read, language), language)
    assert f'Signed by ICE: <span lang="{language}">{signed}</span>' in shown
    fips = book.matches[read].county.codes[0]
    of_county = text_of(county(book, fips, language), language)
    assert f'<td lang="{language}">{signed}</td>' in of_county


@pytest.mark.parametrize("language", LANGUAGES)
def test_agreements_name_the_days_they_were_off_the_lists(book: Book, language: str) -> None:
    held = once_absent(book)
    days = {"gone": day(language, held.gone), "back": day(language, held.back)}
    for page in (county(book, held.county_fips, language), agency(book, held.agency_id, language)):
        text = text_of(page, language)
        assert f"{day(language, held.first_listed)}; {say(language, 'absent_days', **days)}</td>" in text
        assert f"{say(language, 'omitted')}: {say(language, 'from_until', **days)}</td>" in text
    assert absences([("2021-01-13", None)]) == ()


def test_the_law_of_a_county_links_its_source(book: Book) -> None:
    url = book.postures["TX"].laws[0].source.url
    assert url.startswith("https://")
    assert f'<a href="{url}" rel="external noreferrer">' in text_of(county(book, "48271", "en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_state_without_agreements_says_so(book: Book, language: str) -> None:
    text = text_of(state(book, "VT", language), language)
    assert f"<strong>{say(language, 'state_none', name='Vermont')}</strong>" in text
    assert say(language, "n_agreements", n=0) not in text
