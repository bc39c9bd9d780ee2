"""The page of results and the lines on county, agency and state pages: numbers from the records, neutral in both tongues."""

from __future__ import annotations

import pytest

from deputized.outcomes import outcomes_of
from deputized.outcomes.definitions import measures
from deputized.outcomes.research import evidence
from deputized.site.agency_page import agency
from deputized.site.content import SiteContent
from deputized.site.county_page import county_values
from deputized.site.frame import Frame
from deputized.site.rendering import render
from deputized.site.results_drawing import months_svg, years_svg
from deputized.site.results_lines import results_lines
from deputized.site.results_page import results_page
from deputized.site.state_page import state
from deputized.site.words import LANGUAGES, WORDS


@pytest.fixture(scope="module")
def pages(content: SiteContent) -> dict[str, str]:
    return {x: render(results_page(content, x), x, Frame.of(content)) for x in LANGUAGES}


def test_its_numbers_are_the_records(content: SiteContent, pages: dict[str, str]) -> None:
    found = outcomes_of(content.registry)
    for html in pages.values():
        assert f"{found.total('identified'):,}" in html and f"{found.total('removed'):,}" in html
        assert f"{len(content.registry.as_of()):,}" in html
        for s in evidence():
            assert s.study_id not in html and s.authors.split(",")[0].split(" ")[0] in html
    assert "71 agencies; 6 of them made half" in pages["en"]


def test_every_figure_stands_with_its_bounds(content: SiteContent) -> None:
    page = results_page(content, "en")
    assert len(page.values["figures"]) == 31
    assert all(f["bounds"].count("/") == 1 and f["why"] for f in page.values["figures"])
    assert [row[0] for row in page.values["florida"]] == ["state dashboard"] * 3 + ["federal rows"]


def test_no_spanish_page_speaks_english_of_its_own(pages: dict[str, str]) -> None:
    for key, (english, _) in WORDS.items():
        if key.startswith("results_") and len(english) > 25 and "{" not in english:
            assert english not in pages["es"], key


def test_our_own_words_take_no_side() -> None:
    """What others print is quoted as it is; our words call nobody names and give no verdict."""
    own = [english for key, (english, _) in WORDS.items() if key.startswith("results_")]
    for m in measures().values():
        own += [m.name, m.counts, *m.cannot_tell]
    for s in evidence():
        own += [s.outcome.en, s.finding.en, s.cannot_tell.en]
    for word in ("illegal", "alien", "criminal", "crackdown", "success", "racist", "deportable", "victim of"):
        assert not [text for text in own if word in text.casefold()], word


def test_the_plots_say_what_they_draw() -> None:
    years = years_svg([("FY2006", 10, 4), ("FY2007", 0, 0)], "label", ("found", "gone"), "en")
    assert (
        years.count("<rect") == 4
        and "10 found" in years
        and "4 gone" in years
        and 'aria-label="label"' in years
    )
    assert months_svg([], "label", "said", "en") == ""


def test_lines_are_an_agencys_own(content: SiteContent) -> None:
    gwinnett = results_lines(content, "en", agency_id="ga-gwinnett-county-sheriff")
    assert "10,670 people identified and 5,635 removed" in gwinnett[0] and "2010 to 2013" in gwinnett[0]
    kinney = results_lines(content, "en", agency_id="tx-kinney-county-sheriff")
    assert len(kinney) == 1 and "not proof" in kinney[0]
    maricopa = results_lines(content, "en", county="04013")
    assert any("41,891" in line for line in maricopa), (
        "an agency on no list since 2021 is told on its county's page"
    )
    assert not any("41,891" in line for line in results_lines(content, "en", county="04021"))
    lavaca = results_lines(content, "es", agency_id="tx-lavaca-county-sheriff")
    assert "10 de noviembre de 2025" in lavaca[0]
    assert " 2026 (" in results_lines(content, "en", agency_id="fl-polk-county-sheriff")[0], (
        "no more than the year is known"
    )
    florida = results_lines(content, "es", state="FL")
    assert any("60,247" in line for line in florida)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_page_leads_there(content: SiteContent, language: str) -> None:
    for page in (agency(content, "tx-kinney-county-sheriff", language), state(content, "TX", language)):
        html = render(page, language, Frame.of(content))
        assert 'id="results"' in html and 'results/"' in html
    assert county_values(content, "48271", language)["results"]
