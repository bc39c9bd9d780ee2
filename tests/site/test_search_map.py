"""The search box and the map's slider in a real browser: by keyboard and mouse, in both languages."""

from __future__ import annotations

import gzip
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from page_waits import until

from deputized.site.serving import server


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


def ask(page: Any, text: str) -> list[str]:
    """Type a text; the names of what is shown once it is settled."""
    page.evaluate(
        """() => {
            window.settled = false;
            document.getElementById('q').addEventListener('settled', () => { window.settled = true; }, { once: true });
        }"""
    )
    page.fill("#q", text)
    until(page, "window.settled", 20)
    return page.locator("#hits .hit-name").all_inner_texts()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Kinney county texs", "Kinney County, TX"), ("san bernadino", "San Bernardino, CA"), ("miamidade", "Miami-Dade County, FL"),
        ("st louis county mo", "St. Louis County, MO"), ("frederick md sheriff", "Frederick County Sheriff's Office, MD"),
        ("Doña Ana", "Doña Ana, NM"), ("condado de Kinney", "Kinney County, TX"), ("Tejas", "Texas"),
        ("alguacil del condado de Kinney", "Kinney County Sheriff's Office, TX"), ("de kalb ga", "DeKalb County, GA"),
        ("los angelas", "Los Angeles, CA"), ("nueva york", "New York"), ("48271", "Kinney County, TX"), ("78840", "Val Verde County, TX"),
        ("KINNEY COUNTY", "Kinney County, TX"), ("kodiak pd", "Kodiak Police Department, AK"), ("Houston TX", "Houston, TX"),
        ("SB 8", "Texas: SB 8 (89R, 2025)"), ("TFM", "Task Force (TFM)"), ("nashville tn", "Nashville-Davidson, TN"),
    ],
)  # fmt: skip
def test_people_find_what_they_mean(page: Any, find_address: str, typed: str, first: str) -> None:
    page.goto(find_address + "find/")
    assert ask(page, typed)[0] == first


def test_what_is_found_leads_to_pages(page: Any, find_address: str, site: Path) -> None:
    """Towns, counties, states, agencies on lists and on none, laws and models, in both languages."""
    texts = [
        "Del Rio TX",
        "Val Verde County TX",
        "Texas",
        "hialeah pd",
        "LAPD",
        "SB 8",
        "SB 54",
        "TFM",
        "287(g)",
        "Florida Highway Patrol",
        "06604",
    ]
    for where in ("find/", "es/find/"):
        page.goto(find_address + where)
        for text in texts:
            assert ask(page, text), text
            for href in page.evaluate(
                "[...document.querySelectorAll('#hits a')].map((a) => new URL(a.href).pathname)"
            ):
                assert (site / href.lstrip("/") / "index.html").is_file(), (text, href)


def test_every_page_has_the_box(site: Path) -> None:
    """Once, with the script that answers; a frame for other sites has it without one."""
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' not in text:
            assert text.count('name="q"') == 1, page
            assert ("assets/site.js" in text) == ("/embed/" not in str(page)), page


def test_the_address_that_leads_nowhere_is_looked_for(
    page: Any, find_address: str, site: Path, tmp_path: Path
) -> None:
    shutil.copytree(site / "assets", tmp_path / "assets")
    shutil.copytree(site / "data" / "find", tmp_path / "data" / "find")
    (tmp_path / "county").mkdir()
    shutil.copy(site / "404.html", tmp_path / "county" / "del-rio-tx.html")
    found = server(tmp_path)
    threading.Thread(target=found.serve_forever, daemon=True).start()
    page.goto(f"http://127.0.0.1:{found.server_port}/county/del-rio-tx.html")
    page.wait_for_selector("#hits a")
    assert page.locator("#hits .hit-name").first.inner_text() == "Del Rio, TX"
    assert page.locator("#q").input_value() == "del rio tx"
    page.wait_for_load_state("networkidle", timeout=20_000)
    found.shutdown()
    found.server_close()


def test_the_index_is_in_parts(site: Path) -> None:
    """The first is small, and there are few."""
    parts = sorted((site / "data" / "find").iterdir())
    assert len(parts) <= 60
    assert len(gzip.compress((site / "data" / "find" / "first.json").read_bytes())) < 150_000


def test_an_opened_file_says_why_it_has_no_search(page: Any, site: Path) -> None:
    window = page.context.browser.new_page()
    window.goto((site / "find" / "index.html").as_uri())
    window.fill("#q", "kinney")
    window.wait_for_selector("#drop:not([hidden])")
    assert "deputized serve" in window.locator("#drop-note").inner_text()
    window.close()


def test_of_several_the_second_press_opens(page: Any, find_address: str) -> None:
    page.goto(find_address + "find/")
    names = ask(page, "springfield")
    assert len(set(names)) > 3
    assert "Which did you mean?" in page.locator("#drop-note").inner_text()
    page.focus("#q")
    page.keyboard.press("Enter")
    assert page.url.endswith("/find/"), "a guess is not opened"
    assert page.locator("#q").get_attribute("aria-activedescendant") == "hit-0"


def test_the_combobox_follows_the_keyboard(page: Any, address: str) -> None:
    page.goto(address)
    box = page.locator("#q")
    assert box.get_attribute("role") == "combobox"
    assert box.get_attribute("aria-expanded") == "false"
    box.focus()
    page.evaluate(
        """() => {
            const box = document.getElementById('q');
            box.addEventListener('settled', () => { window.settledFor = box.value; });
        }"""
    )
    page.keyboard.type("frederick")
    until(page, "window.settledFor === 'frederick'", 20)
    until(page, "document.querySelectorAll('#hits a').length > 2")
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
    until(page, "document.querySelectorAll('#hits a').length > 2")
    page.keyboard.press("ArrowDown")
    where = page.locator("#hits [aria-selected=true]").get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{where}")


def test_nothing_found_is_said_and_the_count_is_spoken(page: Any, address: str) -> None:
    page.goto(address + "es/")
    ask(page, "zzzzqqqq")
    assert page.locator("#q").get_attribute("aria-expanded") == "false"
    until(page, "document.querySelector('#drop + [role=status]').textContent.startsWith('No se encontró')")
    ask(page, "kinney")
    until(page, "document.querySelector('#drop + [role=status]').textContent.includes('resultados')")
    assert "condado" in page.locator("#hits .hit-kind").first.inner_text()


def test_the_index_is_loaded_on_first_use_only(page: Any, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    page.goto(address + "find/")
    page.wait_for_load_state("networkidle")
    assert not [u for u in asked if "/data/find/" in u]
    ask(page, "Kinney County, T")
    ask(page, "Kinney County, TX")
    parts = [u.rpartition("/")[2] for u in asked if "/data/find/" in u]
    assert len(parts) == len(set(parts)), "each is asked for once"
    assert "first.json" in parts


def test_a_key_is_answered_at_once(page: Any, find_address: str) -> None:
    """On a phone four times as slow, typing letter by letter: half of the keys within 50 ms, though the machine is shared."""
    page.goto(find_address + "find/")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    for text in ("Del Rio, Texas", "hialeah pd", "springfield", "kinny county"):
        ask(page, text)
    times = page.evaluate(
        """async () => {
          const box = document.getElementById('q'), out = [];
          for (const text of ['Del Rio, Texas', 'hialeah pd', 'springfield', 'kinny county', '78840', 'SB 8']) {
            for (let n = 2; n <= text.length; n++) {
              const settled = new Promise((done) => box.addEventListener('settled', done, { once: true }));
              box.value = text.slice(0, n);
              const start = performance.now();
              box.dispatchEvent(new Event('input', { bubbles: true }));
              await settled;
              out.push(performance.now() - start);
            }
          }
          return out.sort((a, b) => a - b);
        }"""
    )
    assert times[len(times) // 2] < 50, times
