"""The site in a real browser: search, slider, phone and desktop, without scripts, and axe's rules of accessibility."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from deputized.library import Registry
from site_fixture import PAGES


def test_a_misspelt_county_is_found(chromium: Any, address: str) -> None:
    page = chromium.new_page()
    page.goto(address)
    page.fill("#q", "Kinny county texs")
    page.wait_for_selector("#hits a")
    assert page.locator("#hits .hit-name").first.inner_text() == "Kinney County, TX"
    page.keyboard.press("Enter")
    page.wait_for_url("**/county/48271/")
    assert page.locator("h1").inner_text() == "Kinney County, Texas"
    page.close()


def test_what_is_not_there_is_said(chromium: Any, address: str) -> None:
    page = chromium.new_page()
    page.goto(address + "es/find/?q=zzzzqqqq")
    page.wait_for_selector("#drop:not([hidden])")
    assert "No se encontró nada parecido" in page.locator("#drop").inner_text()
    page.close()


def test_the_map_of_home_shows_what_status_says(chromium: Any, address: str, registry: Registry) -> None:
    page = chromium.new_page()
    page.goto(address + "?as-of=2025-12-15&model=TFM")
    page.wait_for_selector("#map-counts[data-ready]")
    status = registry.status(as_of="2025-12-15", model="tfm").resolved
    words = page.locator("#map-counts").inner_text()
    assert words.startswith("December 15, 2025")
    assert f"{status.agencies:,} agencies, {status.agreements:,} agreements" in words
    page.close()


def test_nothing_but_the_site_itself_is_asked(chromium: Any, address: str) -> None:
    page = chromium.new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    for where in ("", "county/48271/", "es/"):
        page.goto(address + where)
        page.wait_for_load_state("networkidle")
    assert asked
    assert all(url.startswith(address) for url in asked)
    assert errors == []
    page.close()


THIN = """() => {
  for (const parent of document.querySelectorAll("main, main *")) {
    const counts = {};
    for (const child of [...parent.children]) {
      counts[child.tagName] = (counts[child.tagName] ?? 0) + 1;
      if (counts[child.tagName] > 24) child.remove();
    }
  }
}"""
"""Of what one loop of a template sets, two dozen are looked at: on three thousand equal lines the rules take minutes."""

AXE = """(rules) => axe.run(document, { resultTypes: ["violations"], ...(rules && { runOnly: rules }) }).then(
  (r) => r.violations.map((v) => v.id + ": " + v.nodes[0].html.slice(0, 160)))"""


@pytest.mark.parametrize("language", ["", "es/"])
def test_axe_finds_nothing(chromium: Any, address: str, language: str) -> None:
    import axe_core_python

    source = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    context = chromium.new_context(bypass_csp=True, viewport={"width": 390, "height": 800})
    page = context.new_page()
    found: dict[str, list[str]] = {}
    for n, where in enumerate(PAGES if language == "" else PAGES[::2]):  # one template makes both languages
        page.emulate_media(color_scheme="light")
        page.goto(address + language + where)
        page.evaluate(source)
        page.evaluate(THIN)
        for scheme in ("light", "dark") if n < 8 else ("light",):
            page.emulate_media(color_scheme=scheme)
            if violations := page.evaluate(AXE, ["color-contrast"] if scheme == "dark" else None):
                found[f"{where or 'home'} {scheme}"] = violations
    context.close()
    assert found == {}


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_no_page_is_wider_than_its_window(chromium: Any, address: str, width: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900})
    wide = []
    for where in PAGES:
        page.goto(address + where)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(where)
    page.close()
    assert wide == []


@pytest.mark.parametrize("language", ["", "es/"])
def test_words_of_bars_stay_in_their_window(chromium: Any, address: str, language: str) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 900})
    for where, least in (("lag/", 10), ("mandate/tx/", 5), ("quality/", 10)):
        page.goto(f"{address}{language}{where}")
        ends = page.evaluate(
            "[...document.querySelectorAll('.hbars text')].map(t => t.getBoundingClientRect().right)"
        )
        assert len(ends) > least, where
        assert max(ends) <= 390, where
    page.close()


CONTRASTS = """() => {
  const light = c => {
    const n = c.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * n[0] + .7152 * n[1] + .0722 * n[2];
  };
  const box = getComputedStyle(document.querySelector('.programme .ground')).fill;
  const ground = light(box === 'none' ? getComputedStyle(document.body).backgroundColor : box);
  return [...document.querySelectorAll('.programme text')].map(t => light(getComputedStyle(t).fill))
    .map(v => (Math.max(v, ground) + .05) / (Math.min(v, ground) + .05));
}"""
"""The contrast of every text of the timeline's chart with what it stands on; axe does not tell it within a drawing."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_timeline_s_chart_is_readable(chromium: Any, address: str, scheme: str) -> None:
    page = chromium.new_page(color_scheme=scheme)
    page.goto(f"{address}timeline/")
    found = page.evaluate(CONTRASTS)
    assert len(found) > 20
    assert min(found) >= 4.5
    page.close()


def test_without_scripts_a_county_is_found_by_links(chromium: Any, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator("svg.still path.m").count() >= 3
    assert "May 18, 2026: " in page.locator("#map-counts").inner_text()
    page.get_by_role("link", name="All counties by state").click()
    page.get_by_role("link", name="Kinney County").click()
    assert page.locator("h1").inner_text() == "Kinney County, Texas"
    context.close()


def test_the_keyboard_reaches_the_content(chromium: Any, address: str) -> None:
    page = chromium.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")
    page.close()


def test_the_header_s_box_is_worked_by_keyboard_alone(chromium: Any, address: str) -> None:
    """Reached in a few steps, answered in the list, closed and opened again, and what is chosen opens at its place."""
    page = chromium.new_page()
    page.set_default_timeout(20_000)
    page.goto(f"{address}county/48271/")
    steps = 0
    while page.evaluate("document.activeElement.id") != "q" and steps < 8:
        page.keyboard.press("Tab")
        steps += 1
    assert steps < 6
    page.keyboard.type("Miami Beach, FL")
    page.wait_for_selector("#hits a")
    page.keyboard.press("ArrowDown")
    box, first = page.locator("#q"), page.locator("#hits a").first
    assert box.get_attribute("aria-expanded") == "true"
    assert box.get_attribute("aria-activedescendant") == first.get_attribute("id")
    assert first.get_attribute("aria-selected") == "true"
    assert "sheriff: street powers since March 6, 2025" in first.inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#drop").is_hidden()
    assert (box.get_attribute("aria-expanded"), box.input_value()) == ("false", "Miami Beach, FL")
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("#hits a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/county/12086/#town-1245025")
    assert page.locator("#towns").get_attribute("open") is not None
    page.close()


@pytest.mark.parametrize(("language", "most"), [("", 2.0), ("es/", 2.2)])
def test_a_county_is_read_in_two_phone_screens(
    chromium: Any, address: str, language: str, most: float
) -> None:
    """The card, what it means, the law with its day, and how to quote it; the rest is folded below."""
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    screens = {}
    for fips in ("48271", "01005", "06037", "48201"):
        page.goto(f"{address}{language}county/{fips}/")
        screens[fips] = page.evaluate("document.getElementById('cite').getBoundingClientRect().bottom") / 844
    page.close()
    assert {f: s for f, s in screens.items() if s > most} == {}


SHIFTS = """async () => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.hadRecentInput ? 0 : entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  await new Promise((done) => setTimeout(done, 300));
  return sum;
}"""


@pytest.mark.parametrize(
    "path, controls", [("", "#map-controls"), ("calculator/", "#calc"), ("laws/", "#law-form")]
)
def test_nothing_moves_when_its_controls_appear(
    chromium: Any, address: str, path: str, controls: str
) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 1600})
    page.goto(address + path)
    page.wait_for_selector(f"{controls}:not([hidden])")
    assert page.evaluate(SHIFTS) < 0.01
    page.close()
    still = chromium.new_context(java_script_enabled=False).new_page()
    still.goto(address + path)
    assert still.locator(controls).bounding_box() is None, "without scripts there is no gap in its place"
    still.close()
