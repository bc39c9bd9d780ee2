"""The changes desk in a browser says what the library says: random places and periods, two lists side by side."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from page_waits import until

from deputized.explore.desk import NEWS_GROUPS, ChangeLine, desk, every_line, two_lists
from deputized.explore.packed import compact, packed
from deputized.library import Registry
from deputized.site.content import SiteContent
from deputized.site.desk_page import changes_page, desk_data
from deputized.site.frame import Frame
from deputized.site.rendering import page_item
from deputized.site.serving import server

ASSETS = Path(__file__).parents[2] / "src" / "deputized" / "site" / "assets"


@pytest.fixture(scope="module")
def lines(registry: Registry) -> list[ChangeLine]:
    return every_line(registry)


@pytest.fixture(scope="module")
def pages(
    registry: Registry,
    content: SiteContent,
    lines: list[ChangeLine],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("desk")
    items = [page_item(changes_page(content, x, lines), x, Frame.of(content)) for x in ("en", "es")]
    made = {item.path: item.make() for item in (*items, *desk_data(content, lines))}
    made |= {f"assets/{p.name}": p.read_bytes() for p in ASSETS.iterdir()}
    made["data/roster.json"] = compact(packed(registry)).encode()
    for path, body in made.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(body)
    found = server(folder)
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{found.server_port}/"
    found.shutdown()
    found.server_close()


def test_random_periods_are_equal_in_browser_and_library(
    chromium: Any, pages: str, registry: Registry, lines: list[ChangeLine]
) -> None:
    rng = random.Random(30)
    page = chromium.new_page()
    for _ in range(20):
        first, last = sorted(rng.sample(registry.clocks.dates, 2))
        state, model = rng.choice(["", "FL", "TX", "GA", "MD", "KY"]), rng.choice(["", "", "TFM", "WSO"])
        asked = "&".join(
            f"{k}={v}"
            for k, v in (("state", state), ("since", first), ("until", last), ("model", model))
            if v
        )
        page.goto(f"{pages}changes/?{asked}")
        until(page, f"document.getElementById('desk').dataset.ready === '{state} {first} {last} {model}'")
        found = desk(registry, first, last, state or None, model or None, lines=lines)
        for group in NEWS_GROUPS:
            shown = page.locator(f"#desk-news [data-group={group}] b").inner_text()
            assert shown == f"{found.counts[group]:,}", (asked, group)
        held = page.locator("#desk-held").inner_text()
        assert f"{found.before:,} before, {found.after:,} after" in held, asked
        events = page.locator(".leads li").evaluate_all("some => some.map((x) => x.dataset.event)")
        assert events == [line.happening.event_id.partition("#")[2] for _, line in found.leads], asked
    page.close()


def test_what_changed_in_georgia_in_april(chromium: Any, pages: str, registry: Registry) -> None:
    """One of the five tasks, as a new user does it on a phone: choose the state, choose the month."""
    page = chromium.new_context(viewport={"width": 390, "height": 800}).new_page()
    page.goto(f"{pages}changes/")
    page.select_option("#d-state", "GA")
    page.get_by_role("link", name="April 2026").click()
    until(page, "document.getElementById('desk').dataset.ready === 'GA 2026-04-01 2026-04-30 '")
    found = desk(registry, "2026-04-01", "2026-04-30", "GA")
    assert page.locator("h2").first.inner_text() == "Georgia, April 1, 2026 to April 30, 2026"
    assert page.locator("#desk-news [data-group=joined] b").inner_text() == str(found.counts["joined"])
    assert page.url.endswith("?state=GA&since=2026-04-01&until=2026-04-30")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.close()


def test_two_lists_side_by_side(chromium: Any, pages: str, registry: Registry) -> None:
    page = chromium.new_page()
    page.goto(f"{pages}es/changes/?from=participating-2026-03-27am&to=participating-2026-04-30am")
    page.wait_for_selector("#two-said[data-new]")
    found = two_lists(registry, "participating-2026-03-27am", "participating-2026-04-30am")
    said = page.locator("#two-said")
    assert said.get_attribute("data-new") == str(len(found.new))
    assert said.get_attribute("data-gone") == str(len(found.gone))
    page.close()
