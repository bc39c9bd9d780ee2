"""The map counts what the library counts, day by day and filter by filter; by mouse, touch and keyboard; its pictures are kept."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from page_waits import until

from deputized.explore import View, roster
from deputized.explore.packed import compact
from deputized.library import Registry
from deputized.site.content import SiteContent
from deputized.site.frame import Frame
from deputized.site.map_page import map_page, moments
from deputized.site.rendering import page_item
from deputized.site.roster_page import ROSTER_FILES
from deputized.site.search_index import search_parts
from deputized.site.serving import server
from deputized.site.still_map import still_map

ASSETS = Path(__file__).parents[2] / "src" / "deputized" / "site" / "assets"
VIEWS = 20


@pytest.fixture(scope="module")
def pages(
    registry: Registry, content: SiteContent, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("atlas")
    items = [page_item(map_page(content, language), language, Frame.of(content)) for language in ("en", "es")]
    made = {item.path: item.make() for item in items}
    made |= {f"assets/{p.name}": p.read_bytes() for p in ASSETS.iterdir()}
    made |= {
        name: compact(make(registry)).encode() for name, make in ROSTER_FILES.items() if "bodies" not in name
    }
    made |= {path: text.encode() for path, text in search_parts(content)}
    for path, body in made.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(body)
    found = server(folder)
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{found.server_port}/"
    found.shutdown()
    found.server_close()


def opened(chromium: Any, where: str, **more: Any) -> Any:
    page = chromium.new_context(viewport={"width": 1000, "height": 900}, **more).new_page()
    page.goto(where)
    page.wait_for_selector("#map-counts[data-ready]", state="attached")
    return page


def test_twenty_random_views_are_equal(chromium: Any, pages: str, registry: Registry) -> None:
    rng = random.Random(287)
    page = chromium.new_page()
    for _ in range(VIEWS):
        given: dict[str, Any] = {"as_of": rng.choice(registry.clocks.dates)}
        if rng.random() < 0.5:
            given["state"] = rng.choice(["FL", "TX", "GA", "PA", "TN", "NC"])
        if rng.random() < 0.5:
            given["model"] = rng.choice(["TFM", "JEM", "WSO"])
        if rng.random() < 0.3:
            given["kind"] = rng.choice(["sheriff", "municipal_police"])
        view = View.of(**given)
        page.goto(f"{pages}map/?{view.address}")
        page.wait_for_function(
            "a => document.getElementById('map-counts')?.dataset.ready === a", arg=view.address
        )
        counts = page.locator("#map-counts")
        found = roster(registry, view)
        assert counts.get_attribute("data-agencies") == str(found.bodies), view.address
        assert counts.get_attribute("data-agreements") == str(found.agreements), view.address
        if "kind" not in given:
            under = registry.coverage(
                given["as_of"], None, given.get("state"), given.get("model")
            ).coverage.total.sheriff
            assert counts.get_attribute("data-people") == str(under), view.address
    page.close()


def test_the_share_of_texans_under_each_models_sheriff(chromium: Any, pages: str, registry: Registry) -> None:
    page = opened(chromium, f"{pages}map/")
    page.select_option("#m-state", "TX")
    page.wait_for_selector("#map-shares li")
    for model in ("TFM", "JEM", "WSO"):
        covered = registry.coverage(state="TX", model=model).coverage.total
        item = page.locator(f"#map-shares li[data-model={model}]")
        assert item.get_attribute("data-people") == str(covered.sheriff)
        assert f"{100 * covered.sheriff / covered.population:.1f}%" in item.inner_text()
    assert "state=TX" in page.url
    page.context.close()


def test_a_tap_answers_and_a_badge_tells_who(chromium: Any, pages: str) -> None:
    page = opened(chromium, f"{pages}map/?at=487.5,305,1")
    box = page.locator("#map-canvas").bounding_box()
    assert page.locator("#map-still").is_hidden()
    page.locator("#map-list summary").click()
    first = page.locator("#map-list-rows a").first
    name = first.inner_text()
    first.focus()
    assert name in page.locator("#map-card").inner_text()
    page.mouse.click(box["x"] + box["width"] * 0.12, box["y"] + box["height"] * 0.2)
    assert page.locator("#map-card a").count() >= 1
    page.context.close()


def test_it_is_moved_by_keyboard_and_the_view_is_the_address(chromium: Any, pages: str) -> None:
    page = opened(chromium, f"{pages}es/map/")
    page.focus("#map-canvas")
    for _ in range(4):
        page.keyboard.press("+")
    until(page, "location.search.includes('at=')")
    shown = page.locator("#map-list summary").inner_text()
    page.keyboard.press("ArrowLeft")
    page.focus("#map-day")
    page.keyboard.press("ArrowLeft")
    until(page, "location.search.includes('as-of=')")
    where = page.url
    again = opened(chromium, where)
    assert again.locator("#map-counts").inner_text() == page.locator("#map-counts").inner_text()
    assert shown
    page.context.close()
    again.context.close()


def test_pictures_are_kept_with_their_source(chromium: Any, pages: str) -> None:
    page = opened(chromium, f"{pages}map/?state=GA", accept_downloads=True)
    page.wait_for_timeout(800)
    with page.expect_download() as saved:
        page.click("#map-svg")
    text = Path(saved.value.path()).read_text(encoding="utf-8")
    assert text.startswith("<svg") and "participating-2026" in text and "deputized" in text
    with page.expect_download() as saved:
        page.click("#map-png")
    assert Path(saved.value.path()).read_bytes().startswith(b"\x89PNG")
    page.context.close()


def test_no_film_where_motion_is_unwelcome(chromium: Any, pages: str) -> None:
    page = opened(chromium, f"{pages}map/", reduced_motion="reduce")
    assert page.locator("#map-play").is_hidden()
    page.context.close()
    page = opened(chromium, f"{pages}map/")
    page.click("#map-play")
    until(
        page, "location.search === '' && document.getElementById('map-day-out').textContent.includes('2025')"
    )
    page.click("#map-play")
    until(page, "location.search.includes('as-of=202')")
    page.context.close()


def test_without_scripts_there_is_a_still_map_and_its_table(chromium: Any, pages: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{pages}map/")
    assert page.locator("svg.still path.m").count() >= 3
    assert page.locator("main table tbody tr").count() > 30
    assert page.locator("#map-zoom").is_hidden()
    context.close()


def test_the_marked_moments_have_days_of_the_timeline() -> None:
    assert [key for key, _ in moments()] == ["film_florida", "film_money", "film_texas", "film_maryland"]
    assert all(when >= "2024-12-01" for _, when in moments())


def test_the_still_map_fills_no_county_for_a_towns_police(content: SiteContent) -> None:
    """Massachusetts has a prison system's agreement alone, and towns are points."""
    drawn = still_map(content, "map")
    assert drawn.count('class="held') <= 4
    assert len(drawn) < 150_000


def test_script_is_light() -> None:
    assert (ASSETS / "atlas.js").stat().st_size < 60_000
