"""Every file of a built site that says what is so names its list and day as text; a new list is stamped, not set anew."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from PIL import Image
from pypdf import PdfReader

from deputized.site.citing import citation
from deputized.site.content import SiteContent
from deputized.site.county_page import county
from deputized.site.frame import Frame, Publisher
from deputized.site.rendering import page_item, render
from deputized.site.stamp import Stamp, restamped
from deputized.site.words import day

ATOM = "{http://www.w3.org/2005/Atom}"
BUDGET_FILES, BUDGET_BYTES = 20_000, 300_000_000


def test_every_file_names_its_list_and_day_as_text(site: Path, content: SiteContent) -> None:
    """It stood in a style sheet for thousands of pages, where no reader, copy or search engine has it."""
    listed, days = content.registry.clocks.lists[-1], {x: day(x, content.newest) for x in ("en", "es")}
    seen: dict[str, int] = {}
    for path in site.rglob("*"):
        if path.suffix == ".html":
            text = re.sub(r"<[^>]+>", "", path.read_text(encoding="utf-8"))
            language = "es" if path.is_relative_to(site / "es") else "en"
            assert days[language] in text and listed in text, path
        elif path.suffix == ".pdf":
            body = path.read_bytes()
            assert listed.encode() in body, path
        elif path.suffix == ".png":
            said = Image.open(path).text["Description"]  # type: ignore[attr-defined]
            assert days["en"] in said and listed in said, path
        elif path.suffix == ".atom":
            for entry in fromstring(path.read_bytes()).findall(f"{ATOM}entry"):
                said = entry.findtext(f"{ATOM}content") or ""
                assert re.search(r"(participating|pending|webpage)-\d{4}-\d\d-\d\d", said), path
        else:
            continue
        seen[path.suffix] = seen.get(path.suffix, 0) + 1
    assert set(seen) == {".html", ".pdf", ".png", ".atom"}
    assert seen[".html"] > 10_000 and seen[".pdf"] > 1_500
    for path in sorted((site / "brief" / "es").iterdir())[::200]:
        text = " ".join(p.extract_text() for p in PdfReader(BytesIO(path.read_bytes())).pages)
        assert days["es"] in " ".join(text.split()), path


def test_a_site_stays_within_its_budget(site: Path) -> None:
    files = [p for p in site.rglob("*") if p.is_file()]
    assert len(files) < BUDGET_FILES
    assert sum(p.stat().st_size for p in files) < BUDGET_BYTES


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_stamped_page_is_the_page_set_anew_byte_for_byte(content: SiteContent, language: str) -> None:
    page = county(content, "48271", language)
    now = Frame.of(content, "https://example.org/", Publisher("The Daily <Example>", "desk@example.org"))
    later = Frame(
        Stamp(
            "2026-12-02",
            "participating-2026-12-02am-abcd",
            "ab" * 32,
            "2027-01-03",
            ("participating-2026-12-03am-ef",),
        ),
        now.base_url,
        now.publisher,
    )
    old, new = page_item(page, language, now), page_item(page, language, later)
    assert old.key == new.key and old.stamp != new.stamp
    assert new.again is not None
    assert new.again(old.make()) == new.make()
    assert (
        day(language, "2026-12-02") in new.make().decode()
        and content.registry.clocks.lists[-1] not in new.make().decode()
    )
    held_back = {"en": "Held back as suspect", "es": "En espera por dudosa"}[language]
    assert f"{held_back}" not in old.make().decode(), "no list waits today"
    assert f"{held_back}" in new.make().decode() and "participating-2026-12-03am-ef" in new.make().decode()
    assert restamped(b"<p>none</p>", later.stamp, language) == b"<p>none</p>"


def test_a_citation_has_address_list_hash_and_day_in_three_forms(content: SiteContent) -> None:
    frame = Frame.of(content, "https://example.org/287g/", Publisher("Smith & Sons_{News}"))
    c = citation('A "county" & <more>', "county/48271/", frame, "en")
    plain = [re.sub(r"<[^>]+>", "", str(x)) for x in (c.text, c.bibtex, c.csl)]
    for text in plain:
        assert content.registry.clocks.lists[-1] in text.replace("\\_", "_")
        assert Stamp.of(content).sha256[:16] in text and "https://example.org/287g/county/48271/" in text
    from html import unescape

    csl = json.loads(unescape(plain[2]))
    assert csl["title"].startswith('A "county" & <more>') and csl["author"] == [
        {"literal": "Smith & Sons_{News}"}
    ]
    bibtex = unescape(plain[1])
    assert bibtex.startswith("@misc{deputized-county-48271,") and r"Smith \& Sons\_\{News\}" in bibtex
    assert bibtex.count("{") - bibtex.count(r"\{") == bibtex.count("}") - bibtex.count(r"\}")


def test_who_publishes_stands_on_every_page_and_a_hostile_address_is_refused(content: SiteContent) -> None:
    who = Publisher("The Example", "https://example.org/contact", "fix@example.org")
    text = render(county(content, "48271", "en"), "en", Frame.of(content, "", who))
    assert "Published by The Example." in text and 'href="https://example.org/contact"' in text
    assert 'href="mailto:fix@example.org?subject=Error%3A%20county/48271/' in text
    for bad in ("javascript:alert(1)", "data:text/html,x", 'x@y" onclick="', "ftp://x", "nobody"):
        with pytest.raises(ValueError, match="give an address"):
            Publisher("x", bad)


OURS = re.compile(
    r"(?i)yonder seed|seed (?:article|text)|research log|GitHub (?:list|note|research|log|timelines)|general knowledge|"
    r"\.\./shared|gold_\w+\.csv|in the stores"
)
"""Words that whoever gathered the facts had for themselves; a reader does not know them."""


def test_no_page_speaks_of_our_own_workshop(site: Path) -> None:
    found = {}
    for path in site.rglob("*.html"):
        if path.is_relative_to(site / "methods") or path.is_relative_to(site / "es" / "methods"):
            continue  # methods name the files of their tests, for who runs them again
        if hit := OURS.search(path.read_text(encoding="utf-8")):
            found[str(path)] = hit[0]
    assert found == {}
