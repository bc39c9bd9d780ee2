"""Frames for other sites: small, without scripts, and true."""

from __future__ import annotations

import gzip
import random
import re
from collections import Counter
from html import unescape
from typing import Any

import html5lib
import pytest

from deputized.library import Registry
from deputized.places import county_classes
from deputized.site.build import ASSETS
from deputized.site.content import SiteContent
from deputized.site.county_page import county
from deputized.site.embeds import card, embed_maps
from deputized.site.frame import Frame
from deputized.site.rendering import render, templates
from deputized.site.sentences import plain
from deputized.site.words import day

BASE = "https://news.example.org/287g/"


@pytest.mark.parametrize("language", ["en", "es"])
def test_cards_are_small_whole_and_say_who_holds_what(
    content: SiteContent, registry: Registry, language: str
) -> None:
    """Counted by another way: every body in force is on the card, by name or among those it counts."""
    held = {a.agency_id for a in registry.as_of()}
    sheet = len(gzip.compress((ASSETS / "embed.css").read_bytes()))
    for fips in [*random.Random(287).sample(sorted(content.counties), 150), "48271", "12086", "66010"]:
        text = render(card(content, fips, language), language, Frame.of(content))
        html5lib.HTMLParser(strict=True).parse(text)
        assert len(gzip.compress(text.encode())) + sheet < 30_000
        assert "<script" not in text and "style=" not in text and "default-src 'none'" in unescape(text)
        here = [i for i in content.by_county.get(fips, ()) if i in held]
        answer = content.card(fips)
        assert {p.agency_id for p in answer.parties if p.held} == set(here), fips
        names = [p.name for p in answer.parties[1:] if p.held]
        if len(names) < 5:
            assert all(plain(n) in unescape(text) for n in names), fips


def test_a_card_names_its_list_and_day_as_text(content: SiteContent) -> None:
    """They stood in a style sheet, where no copy and no machine reads them."""
    for fips in ("48271", "50001", "12086"):
        text = unescape(render(card(content, fips, "en"), "en", Frame.of(content)))
        assert (
            content.registry.meta["newest_publication"] in text or content.registry.clocks.lists[-1] in text
        )
        assert day("en", content.newest) in text


@pytest.mark.parametrize("model", [None, "TFM", "JEM", "WSO"])
def test_the_map_s_shapes_and_words_are_those_of_the_library(content: SiteContent, model: str | None) -> None:
    page = next(
        p for p in embed_maps(content, "en") if p.path == f"embed/map/{model.lower() + '/' if model else ''}"
    )
    text = render(page, "en", Frame.of(content, BASE))
    assert len(gzip.compress(text.encode())) < 80_000
    assert f'<link rel="canonical" href="{BASE}">' in text
    kinds = Counter(county_classes(content.holders, model).values())
    assert (
        f"{kinds['county']:,} counties by a county body, {kinds['town']:,} more by town police only" in text
    )
    drawn = {
        kind: text.count("M", start, text.index('"/>', start))
        for kind in ("county", "town")
        if (start := text.find(f'class="{kind}" d="')) > 0
    }
    assert drawn["county"] >= kinds["county"]


def test_the_code_to_embed_is_text_and_names_the_whole_address() -> None:
    hostile = '"><script>alert(1)</script>'
    for base_url in (BASE, ""):
        text = (
            templates()
            .from_string(
                '{% import "embed_macro.html" as em with context %}{{ em.embed("county/48271/", label, 320) }}'
            )
            .render(t=lambda key: key, lang="es", base_url=base_url, label=hostile)
        )
        assert "<script" not in text and "<iframe" not in text
        code = unescape(re.search(r"<code>(.*?)</code>", text, re.S)[1])  # type: ignore[index]
        assert code.startswith(
            f'<iframe src="{base_url or "https://example.org/"}es/embed/county/48271/" title="'
        )
        assert ("embed_no_address" in text) == (not base_url)
        assert "<script" not in code, "nor where it is pasted"


def code_of(chromium: Any, where: str) -> str:
    """The frame a page recommends, to be set into another page."""
    page = chromium.new_page()
    page.goto(where)
    text: str = page.locator(".embed code").text_content()
    page.close()
    return text


def seen_in_frame(page: Any, address: str, code: str, width: int) -> dict[str, float]:
    """The frame in a page of another site of a width: how much it shows of how much there is."""
    here = re.sub(r'src="https?://[^"]*?((?:es/)?embed/)', rf'src="{address}\1', code).replace(
        "lazy", "eager"
    )
    page.set_content(f'<!doctype html><div style="width:{width}px">{here}</div>')
    frame = page.wait_for_selector("iframe").content_frame()
    frame.wait_for_selector(".foot")
    found: dict[str, float] = frame.evaluate("""() => ({
      high: innerHeight, all: document.documentElement.scrollHeight, wide: innerWidth, across: document.documentElement.scrollWidth,
      map: document.querySelector('.map')?.getBoundingClientRect().height ?? 0,
      source: document.querySelector('.foot').getBoundingClientRect().bottom,
    })""")
    return found


@pytest.mark.parametrize("language", ["", "es/"])
@pytest.mark.parametrize("where", ["", "county/48271/", "county/12086/", "county/48323/", "county/48201/"])
def test_a_frame_as_recommended_cuts_nothing_at_any_usual_width(
    chromium: Any, address: str, language: str, where: str
) -> None:
    code = code_of(chromium, f"{address}{language}{where}")
    assert "style=" not in code
    page = chromium.new_page()
    for width in (300, 360, 640, 984):
        seen = seen_in_frame(page, address, code, width)
        assert seen["all"] <= seen["high"], (width, seen)
        assert seen["across"] <= seen["wide"], (width, seen)
        if not where:
            assert seen["map"] > 140, "the map gives way, but is still a map"
    page.close()


def test_a_frame_that_is_too_low_still_shows_its_source(chromium: Any, address: str) -> None:
    page = chromium.new_page()
    code = '<iframe src="https://example.org/embed/county/12086/" width="100%" height="240"></iframe>'
    seen = seen_in_frame(page, address, code, 360)
    page.close()
    assert seen["all"] > seen["high"] >= seen["source"] > 0


def test_the_height_of_a_card_s_frame_grows_with_what_it_says(content: SiteContent) -> None:
    heights = {f: county(content, f, "en").values["frame_height"] for f in ("01005", "48271", "12086")}
    assert heights["01005"] < heights["48271"] < heights["12086"] < 2200
