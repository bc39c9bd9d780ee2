"""The search box and the map's slider in a real browser: by keyboard and mouse, in both languages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from waiting import until

from deputized.library import Registry
from deputized.site.book import Book


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A window in which any error of a script fails the test."""
    opened = chromium.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda e: errors.append(str(e)))
    opened.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    yield opened
    opened.close()
    assert errors == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Kinny county texs", "Kinney County, TX"), ("san bernadino", "San Bernardino County, CA"),
        ("miami dade", "Miami-Dade County, FL"), ("miamidade", "Miami-Dade County, FL"),
        ("st louis county mo", "St. Louis County, MO"), ("saint louis city", "St. Louis city, MO"),
        ("frederick md sheriff", "Frederick County Sheriff's Office, MD"), ("dona ana", "Doña Ana County, NM"),
        ("Doña Ana", "Doña Ana County, NM"), ("condado de Kinney", "Kinney County, TX"), ("Tejas", "Texas"),
        ("alguacil del condado de Kinney", "Kinney County Sheriff's Office, TX"), ("de kalb ga", "DeKalb County, GA"),
        ("los angelas", "Los Angeles County, CA"), ("texas", "Texas"), ("nueva york", "New York"), ("pensilvania", "Pennsylvania"),
        ("48271", "Kinney County, TX"), ("new york county ny", "New York County, NY"),
        ("kinney", "Kinney County, TX"), ("prince georges county", "Prince George's County, MD"),
        ("KINNEY COUNTY", "Kinney County, TX"), ("kodiak pd", "Kodiak Police Department, AK"),
    ],
)  # fmt: skip
def test_people_find_what_they_mean(page: Any, address: str, typed: str, first: str) -> None:
    page.goto(address + "find/")
    page.fill("#q", typed)
    page.wait_for_selector("#hits a")
    assert page.locator("#hits a").first.inner_text() == first


def test_addresses_decoded_from_the_small_file_are_those_of_pages(
    page: Any, address: str, site: Path, book: Book
) -> None:
    """A hundred and more counties, agencies and states, found by their own names: first or nearly, and each a page."""
    assert (site / "data" / "search.json").stat().st_size < 120_000
    wanted = {f"county/{f}/": f"{c.name} {c.state}" for f, c in list(book.counties.items())[::60]}
    wanted |= {f"agency/{i}/": f"{a['name']} {a['state']}" for i, a in list(book.agencies.items())[::20]}
    wanted |= {f"state/{p.lower()}/": name for p, name in list(book.names_of_states.items())[::9]}
    pages = {
        f"../{kind}/{key}/"
        for kind, keys in (("county", book.counties), ("agency", book.agencies))
        for key in keys
    }
    pages |= {f"../state/{p.lower()}/" for p in book.names_of_states}
    page.goto(address + "find/")
    page.fill("#q", "kinney")
    page.wait_for_selector("#hits a")
    found = page.evaluate(
        """(names) => names.map((name) => {
          const box = document.getElementById('q');
          box.value = name;
          box.dispatchEvent(new Event('input', {bubbles: true}));
          return [...document.querySelectorAll('#hits a')].map((a) => a.getAttribute('href'));
        })""",
        list(wanted.values()),
    )
    assert {h for hrefs in found for h in hrefs} <= pages
    missed = [
        (where, hrefs[:2])
        for where, hrefs in zip(wanted, found, strict=True)
        if f"../{where}" not in hrefs[:3]
    ]
    assert missed == []


def test_agencies_gone_come_after_those_in_force(page: Any, address: str, book: Book) -> None:
    page.goto(address)
    page.fill("#q", "sheriff massachusetts")
    page.wait_for_selector("#hits a")
    kinds = page.locator("#hits .hit-kind").all_inner_texts()
    gone = [n for n, k in enumerate(kinds) if "no longer listed" in k]
    held = [n for n, k in enumerate(kinds) if "on the newest list" in k]
    assert gone
    assert not held or max(held) < min(gone)


def test_the_combobox_follows_the_keyboard(page: Any, address: str) -> None:
    page.goto(address)
    box = page.locator("#q")
    assert box.get_attribute("role") == "combobox"
    assert box.get_attribute("aria-expanded") == "false"
    box.focus()
    page.keyboard.type("frederick")
    page.wait_for_selector("#hits a")
    assert box.get_attribute("aria-expanded") == "true"
    assert page.locator("#hits").get_attribute("role") == "listbox"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("#hits [aria-selected=true]")
    assert chosen.count() == 1
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id") == "hit-1"
    assert page.evaluate("document.activeElement.id") == "q", "the focus stays where one types"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    last = page.locator("#hits a").count() - 1
    assert box.get_attribute("aria-activedescendant") == f"hit-{last}", "up from the box is the last"
    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert page.locator("#hits a").count() == 0
    assert box.input_value() == "frederick"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    where = page.locator("#hits [aria-selected=true]").get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{where}")


def test_nothing_found_is_said_and_the_count_is_spoken(page: Any, address: str) -> None:
    page.goto(address + "es/")
    page.fill("#q", "zzzzqqqq")
    page.wait_for_selector("#hits li")
    assert page.locator("#q").get_attribute("aria-expanded") == "false"
    until(page, "document.querySelector('#hits + [role=status]').textContent.startsWith('No se encontró')")
    page.fill("#q", "kinney")
    until(page, "document.querySelector('#hits + [role=status]').textContent.includes('resultados')")
    assert "condado" in page.locator("#hits .hit-kind").first.inner_text()


def test_the_index_is_loaded_on_first_use_only(page: Any, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    page.goto(address + "find/")
    page.wait_for_load_state("networkidle")
    assert not [u for u in asked if u.endswith("search.json")]
    page.focus("#q")
    page.fill("#q", "kin")
    page.wait_for_selector("#hits a")
    page.fill("#q", "kinney")
    assert len([u for u in asked if u.endswith("search.json")]) == 1


def test_a_key_is_answered_at_once(page: Any, address: str) -> None:
    """Typing a long question letter by letter: the median key well under a tenth of what one notices."""
    page.goto(address + "find/")
    page.fill("#q", "k")
    page.fill("#q", "kinney")
    page.wait_for_selector("#hits a")
    times = page.evaluate(
        """() => {
          const box = document.getElementById('q'), text = 'sheriffs of san bernadino county california', out = [];
          for (let n = 2; n <= text.length; n++) {
            box.value = text.slice(0, n);
            const start = performance.now();
            box.dispatchEvent(new Event('input', {bubbles: true}));
            out.push(performance.now() - start);
          }
          return out.sort((a, b) => a - b);
        }"""
    )
    assert times[len(times) // 2] < 10, times


def shaded(page: Any) -> dict[str, int]:
    found: dict[str, int] = page.evaluate(
        "() => Object.fromEntries(['county','town','state'].map((k) => [k, document.querySelectorAll(`#map path.${k}`).length]))"
    )
    return found


def test_the_slider_by_keyboard(page: Any, address: str, site: Path) -> None:
    days = [
        m["day"] for m in json.loads((site / "data" / "months.json").read_text(encoding="utf-8"))["months"]
    ]
    page.goto(address + "#2025-06")
    page.wait_for_selector("#slider:not([hidden])")
    month = page.locator("#month")
    at = days.index("2025-06-15")
    assert int(month.input_value()) == at
    page.focus("#month")
    for key, where in (
        ("ArrowRight", at + 1),
        ("PageDown", at - 11),
        ("PageUp", at + 1),
        ("Home", 0),
        ("End", len(days) - 1),
    ):
        page.keyboard.press(key)
        assert int(month.input_value()) == where, key
        assert month.get_attribute("aria-valuetext") == page.locator("#month-out").inner_text()
    assert "#" not in page.url, "the newest month of any model is the page itself"
    page.keyboard.press("ArrowLeft")
    assert page.url.endswith("#" + days[-2][:7])


def test_numbers_are_spoken_once_the_slider_rests(page: Any, address: str) -> None:
    page.goto(address + "#2025-06")
    page.wait_for_selector("#slider:not([hidden])")
    page.evaluate(
        """() => { window.said = []; new MutationObserver(() => window.said.push(1)).observe(
          document.querySelector('#map-words + [role=status]'), {childList: true, characterData: true, subtree: true}); }"""
    )
    page.focus("#month")
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    until(page, "window.said.length > 0")
    assert page.evaluate("window.said.length") == 1
    assert (
        page.locator("#map-words + [role=status]").text_content() == page.locator("#map-words").inner_text()
    )


def test_back_and_forward_move_the_map(page: Any, address: str, registry: Registry) -> None:
    page.goto(address)
    page.wait_for_selector("#slider:not([hidden])")
    newest = shaded(page)
    page.evaluate("location.hash = '#2021-06.wso'")
    until(page, "document.getElementById('map-words').textContent.startsWith('June 15, 2021')")
    assert page.locator("#model").input_value() == "WSO"
    assert shaded(page)["county"] < newest["county"]
    page.go_back()
    until(page, "!document.getElementById('map-words').textContent.startsWith('June 15, 2021')")
    assert shaded(page) == newest


def test_it_plays_and_pauses_by_the_button_alone(page: Any, address: str) -> None:
    page.goto(address + "#2021-06")
    page.wait_for_selector("#slider:not([hidden])")
    before = page.locator("#month").input_value()
    page.wait_for_timeout(600)
    assert page.locator("#month").input_value() == before, "nothing moves by itself"
    page.click("#play")
    assert page.locator("#play").inner_text() == "Pause"
    until(page, f"Number(document.getElementById('month').value) > {before} + 1")
    page.click("#play")
    stopped = page.locator("#month").input_value()
    page.wait_for_timeout(600)
    assert page.locator("#month").input_value() == stopped


def test_nothing_plays_where_motion_is_unwelcome(page: Any, address: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(address)
    page.wait_for_selector("#slider:not([hidden])")
    assert page.locator("#play").is_hidden()
    page.emulate_media(reduced_motion="no-preference")
    page.wait_for_selector("#play:visible")


def test_a_county_says_its_name_and_opens_its_page(page: Any, address: str) -> None:
    page.goto(address + "es/")
    page.wait_for_selector("#slider:not([hidden])")
    page.dispatch_event("#c48271", "pointerover", {"pointerType": "mouse", "bubbles": True})
    until(page, "document.getElementById('map-tip').textContent.includes('Kinney County, TX')")
    assert "Fuerza de Tarea (organismo del condado)" in page.locator("#map-tip").inner_text()
    page.dispatch_event("#c48271", "click")
    page.wait_for_url("**/es/county/48271/")


def test_the_map_has_no_stop_for_every_county(page: Any, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("#slider:not([hidden])")
    assert (
        page.evaluate("[...document.querySelectorAll('#map *')].filter((n) => n.tabIndex >= 0).length") == 0
    )
