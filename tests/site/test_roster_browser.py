"""The roster page answers what the library answers: random views, to the byte of the CSV; on phone and desktop; by keyboard."""

from __future__ import annotations

import csv
import io
import json
import random
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from page_waits import until

from deputized.cli.output import write_csv
from deputized.explore import View, roster
from deputized.explore.packed import compact, packed, packed_others, packed_places
from deputized.explore.roster import FIELDS
from deputized.library import Registry
from deputized.site.content import SiteContent
from deputized.site.frame import Frame
from deputized.site.rendering import page_item
from deputized.site.roster_page import ROSTER_FILES, roster_page
from deputized.site.serving import server

VIEWS = 20
ASSETS = Path(__file__).parents[2] / "src" / "deputized" / "site" / "assets"


def random_views(seed: int, registry: Registry) -> Iterator[View]:
    """Views that mix filters as people would; each can be asked."""
    rng = random.Random(seed)
    days = registry.clocks.dates
    kinds = ["sheriff", "municipal_police", "constable", "corrections", "campus", "state_police"]
    for _ in range(VIEWS):
        given: dict[str, Any] = {}
        if rng.random() < 0.5:
            given["state"] = ",".join(
                rng.sample(["FL", "TX", "GA", "PA", "TN", "MD", "NC", "VA", "OK"], rng.randint(1, 2))
            )
        if rng.random() < 0.4:
            given["model"] = ",".join(rng.sample(["TFM", "JEM", "WSO"], rng.randint(1, 2)))
        if rng.random() < 0.3:
            given["kind"] = ",".join(rng.sample(kinds, rng.randint(1, 3)))
        if rng.random() < 0.6:
            given["status"] = rng.choice(
                ["listed,pending", "pending", "left", "left,announced", "all", "never", "never,listed"]
            )
        if rng.random() < 0.6:
            given["as_of"] = rng.choice(days)
        if rng.random() < 0.35:
            given["known_on"] = rng.choice([d for d in days if d >= given.get("as_of", days[0])])
        if rng.random() < 0.3:
            given |= {"signed_from": "2025-02-10", "signed_to": rng.choice(["2025-06-30", "2026-01-31"])}
        if rng.random() < 0.25:
            given |= {
                "near": rng.choice(
                    ["Del Rio, TX", "Miami, Florida", "33.75,-84.39", "Ste. Genevieve County, MO"]
                )
            }
            given |= {"miles": rng.choice([20, 50, 120])}
        if rng.random() < 0.25:
            given["rurality"] = rng.choice(["metro", "adjacent,remote"])
        if rng.random() < 0.25:
            given["bound"] = rng.choice(["yes", "no,unclear", "none"])
        if rng.random() < 0.2:
            given["name"] = rng.choice(["st. johns", "o'brien", "County sheriff", "police a", "TX2"])
        given["sort"] = rng.choice(["state", "name", "-signed", "listed", "-people", "officers", "miles"])
        yield View.of(**given)


@pytest.fixture(scope="module")
def pages(
    registry: Registry, content: SiteContent, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The roster's page in both languages with its data and scripts, served; the rest of the site is not needed."""
    folder = tmp_path_factory.mktemp("roster")
    items = [
        page_item(roster_page(content, language), language, Frame.of(content)) for language in ("en", "es")
    ]
    made = {item.path: item.make() for item in items}
    made |= {f"assets/{p.name}": p.read_bytes() for p in ASSETS.iterdir()}
    made |= {name: compact(make(registry)).encode() for name, make in ROSTER_FILES.items()}
    for path, body in made.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(body)
    found = server(folder)
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{found.server_port}/"
    found.shutdown()
    found.server_close()


def shown(page: Any, view: View) -> tuple[int, int]:
    """Bodies and agreements the page counts for a view, once it has."""
    page.wait_for_selector("#roster-count[data-bodies]")
    page.wait_for_function(
        "a => document.getElementById('roster-count').dataset.ready === a", arg=view.address
    )
    count = page.locator("#roster-count")
    return int(count.get_attribute("data-bodies")), int(count.get_attribute("data-agreements"))


@pytest.mark.parametrize("seed", [14])
def test_random_views_are_equal_in_browser_and_library(
    chromium: Any, pages: str, registry: Registry, seed: int
) -> None:
    context = chromium.new_context(accept_downloads=True)
    page = context.new_page()
    sizes = []
    for view in random_views(seed, registry):
        page.goto(f"{pages}roster/?{view.address}")
        found = roster(registry, view)
        assert shown(page, view) == (found.bodies, found.agreements), view.command
        assert page.locator("#roster-command").text_content() == view.command
        near = page.locator("#roster-reaching a").all_inner_texts()
        assert near == [f"{r.row.body.name}, {r.row.body.state}" for r in found.reaching], view.command
        if found.bodies < 3000:
            with page.expect_download() as saved:
                page.click("#roster-csv")
            text = Path(saved.value.path()).read_text(encoding="utf-8")
            out = io.StringIO()
            write_csv(out, found.records(), FIELDS)
            assert text == out.getvalue(), view.command
        sizes.append(found.bodies)
    assert sum(n > 0 for n in sizes) >= VIEWS / 3, "views that leave nothing prove nothing"
    context.close()


def test_json_has_the_same_rows_and_names_the_list(chromium: Any, pages: str, registry: Registry) -> None:
    page = chromium.new_page()
    view = View.of(state="FL", as_of="2025-12-12")
    page.goto(f"{pages}roster/?{view.address}")
    found = roster(registry, view)
    shown(page, view)
    with page.expect_download() as saved:
        page.click("#roster-json")
    whole = json.loads(Path(saved.value.path()).read_text(encoding="utf-8"))
    assert whole["rows"] == found.records()
    assert whole["list"] == found.list_id
    page.close()


def test_florida_with_ori_as_csv_by_hand(chromium: Any, pages: str, registry: Registry) -> None:
    """One of the five tasks: choose the state, take the CSV; on a phone."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 800}, accept_downloads=True, has_touch=True
    )
    page = context.new_page()
    page.goto(f"{pages}roster/")
    page.wait_for_selector("#roster-rows tr")
    page.select_option("#f-state", "FL")
    until(page, "document.getElementById('roster-count').dataset.ready === 'state=FL'")
    assert page.url.endswith("roster/?state=FL")
    with page.expect_download() as saved:
        page.click("#roster-csv")
    rows = list(csv.DictReader(io.StringIO(Path(saved.value.path()).read_text(encoding="utf-8"))))
    found = roster(registry, state="FL")
    assert [(r["agency_id"], r["ori"]) for r in rows] == [
        (r.body.agency_id, r.body.ori or "") for r in found.rows
    ]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, "nothing to push aside on a phone"
    context.close()


def test_back_and_the_pages_of_the_table_work_by_keyboard(chromium: Any, pages: str) -> None:
    page = chromium.new_page()
    page.goto(f"{pages}es/roster/?status=all")
    page.wait_for_selector("#roster-rows tr", timeout=60_000)
    first = page.locator("#roster-rows th").first.inner_text()
    page.focus("#roster-next")
    page.keyboard.press("Enter")
    assert page.locator("#roster-rows th").first.inner_text() != first
    assert page.locator("#roster-rows tr").count() == 50
    page.focus("#roster-table thead button[data-sort=people]")
    page.keyboard.press("Enter")
    page.wait_for_selector("th[aria-sort=ascending]")
    page.go_back()
    until(page, "!location.search.includes('sort')")
    page.wait_for_selector("th[aria-sort=ascending] button[data-sort=state]")
    page.close()


def test_what_cannot_be_found_is_said(chromium: Any, pages: str) -> None:
    page = chromium.new_page()
    for query, told in (
        ("near=Springfield", "which state"),
        ("near=Nowhere,TX", "no town or county"),
        ("as-of=1999-01-01", "January 13, 2021"),
    ):
        page.goto(f"{pages}roster/?{query}")
        page.wait_for_selector("#roster-count[data-bodies='0']")
        assert told in page.locator("#roster-count").inner_text()
    page.close()


def test_the_data_a_phone_reads_first_is_small(registry: Registry) -> None:
    import gzip

    assert len(gzip.compress(compact(packed(registry)).encode())) < 150_000
    assert len(gzip.compress(compact(packed_others(registry)).encode())) < 550_000
    assert len(gzip.compress(compact(packed_places()).encode())) < 350_000
