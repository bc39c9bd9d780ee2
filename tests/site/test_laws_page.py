"""The laws page in a real browser: any day, as the library tells it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from page_waits import until

from deputized.rules import postures
from deputized.site.law_days import CERTAINTIES, STAYED, UNSURE
from deputized.site.words import say
from site_fixture import TODAY

READ = """() => Object.fromEntries([...document.querySelectorAll('#law-table tbody tr')].map((r) => [r.id.slice(2), {
  posture: r.cells[1].textContent, bill: r.cells[2].textContent,
  tile: document.getElementById('s-' + r.id.slice(2)).getAttribute('class')}]))"""


def expected(day: date, language: str) -> dict[str, dict[str, str]]:
    """What the table and the tiles must show, from the library."""
    found = {}
    for p in postures(day):
        key = CERTAINTIES[p.certainty]
        found[p.state] = {
            "posture": say(language, p.posture.value) + (f" ({say(language, key)})" if key else ""),
            "bill": "; ".join(w.bill for w in p.laws),
            "tile": f"tile {p.posture.value}{' unsure' if key in UNSURE else ''}{' stayed' if key == STAYED else ''}",
        }
    return found


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_shows_any_day_as_the_library_does(chromium: Any, address: str, language: str) -> None:
    page = chromium.new_page()
    page.goto(f"{address}{'es/' if language == 'es' else ''}laws/")
    page.wait_for_selector("#law-form:not([hidden])")
    assert page.evaluate(READ) == expected(TODAY, language), "as printed"
    for day in ("2026-02-04", "2026-02-03", "2025-06-20", "1996-09-30", "2023-01-01", "2030-07-01"):
        page.fill("#law-day", day)
        page.dispatch_event("#law-day", "change")
        assert page.evaluate(READ) == expected(date.fromisoformat(day), language), day
        assert page.url.endswith("#" + day)
    page.click("#law-today")
    assert page.evaluate(READ) == expected(TODAY, language)
    assert "#" not in page.url
    counts = dict(
        zip(*[page.locator(f"#law-legend {s}").all_inner_texts() for s in ("strong", ".count")], strict=True)
    )
    assert sum(int(n) for n in counts.values()) == 56
    page.close()


def test_a_day_in_the_address_is_shown_and_a_bad_one_is_told(chromium: Any, address: str) -> None:
    page = chromium.new_page()
    page.goto(address + "laws/#2026-01-01")
    until(page, "document.getElementById('law-when').textContent.includes('January 1, 2026')")
    page.fill("#law-day", "")
    page.dispatch_event("#law-day", "change")
    assert "Give a day between" in page.locator("#law-day-error").inner_text()
    assert page.locator("#law-day").get_attribute("aria-invalid") == "true"
    assert "January 1, 2026" in page.locator("#law-when").inner_text()
    page.close()


def test_without_scripts_the_day_of_the_build_is_shown(chromium: Any, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "laws/")
    assert not page.locator("#law-form").is_visible()
    assert f"November {TODAY.day}, 2026" in page.locator("#law-when").inner_text()
    context.close()
