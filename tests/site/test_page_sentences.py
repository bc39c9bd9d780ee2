"""What pages say in words: days, letters raised, gaps of lists, who passes a row on, where laws are read."""

from __future__ import annotations

import re
from html import unescape

import pytest

from deputized.facts.pages import absences
from deputized.site.agency_page import agency
from deputized.site.content import SiteContent
from deputized.site.county_page import county
from deputized.site.frame import Frame
from deputized.site.page import Page
from deputized.site.rendering import begun, render, told
from deputized.site.state_page import state
from deputized.site.topics import mandate_page
from deputized.site.words import LANGUAGES, WORDS, day, say
from site_fixture import once_absent


def text_of(content: SiteContent, page: Page, language: str = "en") -> str:
    return unescape(render(page, language, Frame.of(content)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_mandates_keep_their_capitals_and_name_no_command(content: SiteContent, language: str) -> None:
    text = text_of(content, mandate_page(content, "TX", language), language)
    assert "cannot be seen in ICE's lists" in text
    assert "(Texas: September 2021; elsewhere HIFLD 2024)" in text
    assert "deputized ingest" not in text
    assert f'In force, <span lang="{language}">{day(language, "2026-01-01")}</span>.' in text
    assert any("`deputized ingest`" in n for n in content.mandates["TX"].notes), "the command says it still"
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
def test_agencies_of_the_whole_state_stand_in_the_lead(content: SiteContent, language: str) -> None:
    street = content.card("05001").street
    arkansas = text_of(content, county(content, "05001", language), language)
    assert say(language, "card_street", n=len(street)) in arkansas
    assert len(street) < len(content.statewide["AR"]), (
        "agencies, not agreements, and none that works in its jails alone"
    )
    guam = text_of(content, county(content, "66010", language), language)
    assert say(language, "card_street_territory", n=1) in guam


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_that_passes_says_from_whom_to_whom(content: SiteContent, language: str) -> None:
    names = {
        "before": "Parker County District Attorney's Office",
        "after": "Parker County (County) Attorney's Office",
    }
    row = f"{say(language, 'reattributed')}: {say(language, 'from_to', **names)}"
    pages = (
        county(content, "48367", language), agency(content, "tx-parker-county-county-attorney", language),
    )  # fmt: skip
    for page in pages:
        assert row in text_of(content, page, language), page.path


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_of_older_lists_and_documents_are_in_words(content: SiteContent, language: str) -> None:
    some = agency(content, "md-frederick-county-sheriff", language)
    text = text_of(content, some, language)
    before = text[text.index('id="before"') :]
    before = before[: before.index("</table>")]
    assert f'<td lang="{language}">{day(language, "2008-02-06")}</td>' in before
    assert not re.search(r">\d{4}-\d\d-\d\d<", before)
    read = next(i for i, x in content.documents_read.items() if x[0]["ice_signed_date"])
    signed = day(language, content.documents_read[read][0]["ice_signed_date"])
    shown = text_of(content, agency(content, read, language), language)
    assert f"<dt>{say(language, 'paper_ice_signed')}</dt><dd>{signed}" in shown
    fips = content.matches[read].county.codes[0]
    of_county = text_of(content, county(content, fips, language), language)
    assert f'<td lang="{language}">{signed}</td>' in of_county


@pytest.mark.parametrize("language", LANGUAGES)
def test_agreements_name_the_days_they_were_off_the_lists(content: SiteContent, language: str) -> None:
    held = once_absent(content)
    days = {"gone": day(language, held.gone), "back": day(language, held.back)}
    for page in (county(content, held.county_fips, language), agency(content, held.agency_id, language)):
        text = text_of(content, page, language)
        assert f"{day(language, held.first_listed)}; {say(language, 'absent_days', **days)}</td>" in text
        assert f"{say(language, 'omitted')}: {say(language, 'from_until', **days)}</td>" in text
    assert absences([("2021-01-13", None)]) == ()


def test_the_law_of_a_county_links_its_source(content: SiteContent) -> None:
    url = content.postures["TX"].laws[0].source.url
    assert url.startswith("https://")
    assert f'<a href="{url}" rel="external noreferrer">' in text_of(content, county(content, "48271", "en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_state_without_agreements_says_so(content: SiteContent, language: str) -> None:
    text = text_of(content, state(content, "VT", language), language)
    assert f"<strong>{say(language, 'state_none', name='Vermont')}</strong>" in text
    assert say(language, "n_agreements", n=0) not in text
