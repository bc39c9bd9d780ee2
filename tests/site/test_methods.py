"""Methods, about and corrections on the site."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest

from deputized.site.about import about_pages
from deputized.site.content import SiteContent
from deputized.site.frame import Frame
from deputized.site.methods import ORDER, html_of, method_names, method_pages, methods_folder
from deputized.site.rendering import render
from deputized.site.words import WORDS

DOCS = Path(__file__).parents[2] / "docs" / "methods"


def test_every_method_has_a_page_in_both_languages() -> None:
    assert set(method_names()) == {p.stem for p in DOCS.glob("*.md")} == set(ORDER)
    for language in ("en", "es"):
        assert {p.path for p in method_pages(language)} == {"methods/", *(f"methods/{n}/" for n in ORDER)}


@pytest.mark.parametrize("name", ORDER)
def test_a_method_is_its_text_with_a_summary_in_spanish(content: SiteContent, name: str) -> None:
    page = next(p for p in method_pages("es") if p.path == f"methods/{name}/")
    text = render(page, "es", Frame.of(content))
    html5lib.HTMLParser(strict=True).parse(text)
    body = text.split('<div lang="en">')[1]
    headings = re.findall(r"^## +(.+)$", (DOCS / f"{name}.md").read_text(encoding="utf-8"), re.M)
    assert [re.sub("<[^>]+>", "", h).replace("&quot;", '"') for h in re.findall(r"<h2>(.*?)</h2>", body)][
        : len(headings)
    ] == [h.replace("`", "") for h in headings]
    assert WORDS[f"method_{name}_about"][1] in text.replace("&#39;", "'").replace("&quot;", '"')


@pytest.mark.parametrize("name", ORDER)
def test_a_summary_has_no_number_that_its_text_has_not(name: str) -> None:
    text = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    spelt = {"45": "Forty-five", "10": "Ten"}
    for summary in WORDS[f"method_{name}_about"]:
        for number in re.findall(r"(?<![(\w])\d{2,}(?!\w*\))", summary):
            assert number in text or spelt.get(number, "\0") in text, number


def test_html_in_a_text_is_shown_and_not_run() -> None:
    made = html_of(
        '# T\n\n<script>alert(1)</script> <b onclick="x">b</b>\n\n![x](https://evil.example/i.png)\n',
        "../../",
    )
    assert "<script" not in made and "<b " not in made and "<img" not in made
    assert "&lt;script&gt;" in made


def test_links_lead_to_the_site_or_nowhere() -> None:
    made = html_of(
        "[a](identity.md#doubt) [b](../reference/numbers-checked.md) [c](../../src/x.py) [d](https://ice.gov) [e](javascript:x)",
        "../../",
    )
    assert 'href="../../methods/identity/#doubt"' in made
    assert 'href="../../claims/"' in made
    assert '<a href="https://ice.gov" rel="external noreferrer">d</a>' in made
    assert "src/x.py" not in made and "javascript" not in made.replace("[e](javascript:x)", "")


def test_the_texts_ship_in_the_wheel() -> None:
    project = (DOCS.parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    assert '"docs/methods" = "deputized/data/methods"' in project
    assert methods_folder().is_dir()


def test_every_correction_is_shown_with_reason_and_evidence(content: SiteContent) -> None:
    rows = content.registry.rows("SELECT * FROM corrections")
    assert rows
    for language in ("en", "es"):
        page = next(p for p in about_pages(content, language) if p.path == "corrections/")
        text = render(page, language, Frame.of(content)).replace("&#39;", "'").replace("&quot;", '"')
        for row in rows:
            assert all(row[k] in text for k in ("correction_id", "subject", "reason", "evidence"))
        for moved in content.registry.rows(
            "SELECT * FROM redirects WHERE new_id IN (SELECT agency_id FROM agencies)"
        ):
            assert moved["old_id"] in text and f"agency/{moved['new_id']}/" in text
