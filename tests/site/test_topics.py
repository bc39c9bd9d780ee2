"""Pages that are made alone: the timeline's chart, the lag in whole days, and what the front page says beside its number."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import date

import pytest

from deputized.rules import newest_stated, series
from deputized.rules.chronicle_words import ENGLISH
from deputized.site import front, words
from deputized.site.bars import Bar, bars_svg
from deputized.site.content import SiteContent
from deputized.site.frame import Frame
from deputized.site.rendering import render
from deputized.site.topics import lag_page, timeline_page
from deputized.site.words import LANGUAGES, WORDS, say
from site_fixture import TODAY


@pytest.fixture(scope="module")
def homes(content: SiteContent) -> dict[str, str]:
    return {x: render(front.home(content, x), x, Frame.of(content)) for x in LANGUAGES}


def test_the_chart_has_the_same_english_on_the_site_and_at_the_command_line() -> None:
    assert {k: WORDS[f"chart_{k}"][0] for k in ENGLISH} == ENGLISH
    for language in LANGUAGES:
        assert len(say(language, "chart_months").split()) == 12


def test_the_chart_speaks_the_language_of_its_page(content: SiteContent) -> None:
    page = timeline_page(series(content.registry), "es")
    chart = re.sub(r'<title lang="en">.*?</title>', "", page.values["drawing"])
    for key, (english, spanish) in WORDS.items():
        first = english.split("{")[0].strip()
        if key.startswith("chart_") and len(first) > 3 and first not in spanish:
            assert first not in chart, (key, first)
    assert "fin de las fuerzas de tarea" in chart
    assert f"Después del {words.day('es', content.newest)}" in chart
    assert 'lang="en"' not in chart


def test_the_chart_has_no_colour_that_its_page_does_not_set(content: SiteContent) -> None:
    """Whatever it paints itself stands on its own white ground; a page without that ground paints it anew."""
    page = timeline_page(series(content.registry), "en")
    assert page.styles == ("timeline.css",)
    for tag in re.findall(r"<(?!svg)[^>]*#[0-9a-f]{3}[^>]*>", page.values["drawing"]):
        assert 'class="' in tag, tag


@pytest.mark.parametrize("language", LANGUAGES)
def test_lags_are_whole_days_in_the_right_number(content: SiteContent, language: str) -> None:
    page = lag_page(content, language)
    text = render(page, language, Frame.of(content))
    assert not re.search(r"\d\.\d", re.sub(r"<rect[^>]*>", "", text).split("<main")[1].split("</main>")[0])
    assert not re.search(r"\b1 (days|días)\b", text)
    assert words.day(language, content.newest) in text.split('class="lead"')[1].split("</p>")[0]
    exact = [r for r in content.registry.lag() if r["quarter"] == "all"]
    for r in exact:
        assert say(language, "n_days", n=math.ceil(r["p90"])) in text


def test_a_phrase_stands_beside_its_label_not_behind_its_bar() -> None:
    drawn = bars_svg([Bar("2026 Q1", ((9, "wso", ""),), "half in 9 days")], "lag", "en")
    assert re.search(r'<text class="name" x="0"[^>]*>2026 Q1<tspan[^>]*>half in 9 days</tspan></text>', drawn)
    assert drawn.count("<text") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_says_how_stale_its_number_is(
    content: SiteContent, homes: dict[str, str], language: str
) -> None:
    found = newest_stated(content.newest, TODAY)
    assert found is not None
    told = homes[language].split('class="later">')[1].split("</p>")[0]
    assert f"{found.count:,}" in told
    assert words.day(language, found.day.text) in told
    assert say(language, "n_days", n=(found.day.earliest - content.newest).days) in told
    assert f'href="{found.source.url}" rel="external noreferrer"' in told


def test_home_says_nothing_where_no_later_number_is_known(content: SiteContent) -> None:
    fresh = replace(content, newest=date(2026, 11, 1))
    assert front.home(fresh, "en").values["later"] is None
    early = replace(content, today=content.newest)
    assert front.home(early, "en").values["later"] is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_links_every_state(content: SiteContent, homes: dict[str, str], language: str) -> None:
    section = homes[language].split('aria-labelledby="states-h"', 1)[1].split("</section>")[0]
    linked = re.findall(r'/?state/(\w\w)/"', section)
    assert sorted(x.upper() for x in linked) == sorted(content.names_of_states), "each once"
    assert "California" in section.split('class="without"')[1]
