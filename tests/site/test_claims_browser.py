"""The claims page in a real browser: a number or a sentence is looked up in every list, as the library looks it up."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from page_waits import until

from deputized.claims import Books, CountTable, count_table, when_so
from deputized.library import Registry
from deputized.site.claims_page import claims_data, claims_page
from deputized.site.content import SiteContent
from deputized.site.frame import Frame
from deputized.site.rendering import page_item
from deputized.site.serving import server

ASSETS = Path(__file__).parents[2] / "src" / "deputized" / "site" / "assets"
MOST = 60
"""Rows that the page shows."""


@pytest.fixture(scope="module")
def table(registry: Registry) -> CountTable:
    return count_table(Books(registry))


@pytest.fixture(scope="module")
def pages(
    registry: Registry, content: SiteContent, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("claims")
    items = [page_item(claims_page((), x), x, Frame.of(content)) for x in ("en", "es")]
    made = {item.path: item.make() for item in (*items, *claims_data(registry))}
    made |= {f"assets/{p.name}": p.read_bytes() for p in ASSETS.iterdir()}
    for path, body in made.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(body)
    found = server(folder)
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{found.server_port}/"
    found.shutdown()
    found.server_close()


def asked(page: Any, text: str) -> list[str]:
    """The rows shown once the page has answered."""
    page.fill("#when-said", text)
    until(page, f"document.getElementById('when-form').dataset.ready === {text!r}")
    return [
        " ".join(r.split())
        for r in page.locator("#when-table tbody tr").evaluate_all("some => some.map(x => x.innerText)")
    ]


def test_the_page_finds_what_the_library_finds(chromium: Any, pages: str, table: CountTable) -> None:
    page = chromium.new_page()
    page.goto(f"{pages}claims/")
    for number in [1000, 325, *random.Random(15).sample(range(20, 1400), 14)]:
        rows = asked(page, str(number))
        found = [*when_so(table, number)]
        told = page.locator("#when-told").inner_text()
        if found:
            assert len(rows) == min(len(found), MOST) and f"was so: {len(found):,}" in told, number
            values = page.locator("#when-table tbody tr").evaluate_all(
                "some => some.map(x => x.dataset.spell)"
            )
            assert values == [f"{s.place} {s.model} {s.unit} {s.first} {s.last}" for s in found][:MOST], (
                number
            )
        else:
            assert told.startswith("No list from"), number
    page.close()


def test_a_sentence_fills_the_fields_and_its_address_brings_it_back(chromium: Any, pages: str) -> None:
    page = chromium.new_context(viewport={"width": 320, "height": 700}).new_page()
    page.goto(f"{pages}claims/")
    text = "As of Sept. 17, 2025, Florida had 325 agreements."
    rows = asked(page, text)
    assert page.input_value("#when-place") == "FL" and page.input_value("#when-unit") == "agreements"
    assert rows and all("Florida" in r for r in rows)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.goto(page.url)
    until(page, f"document.getElementById('when-form').dataset.ready === {text!r}")
    assert page.input_value("#when-place") == "FL"
    page.context.close()


@pytest.mark.parametrize("text", ["999999", "El programa 287(g)"])
def test_what_was_never_so_is_said(chromium: Any, pages: str, text: str) -> None:
    page = chromium.new_page()
    page.goto(f"{pages}es/claims/")
    assert asked(page, text) == []
    assert page.locator("#when-told").inner_text().startswith(("Ninguna lista", "No se halló"))
    page.close()
