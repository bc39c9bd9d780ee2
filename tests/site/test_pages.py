"""The built files: links, weights, languages, numbers, and names that mean harm."""

from __future__ import annotations

import gzip
import json
import random
import re
import shutil
import sqlite3
from collections import Counter
from html import unescape
from pathlib import Path
from posixpath import normpath
from typing import Any

import html5lib
import pytest

from deputized.library import Registry
from deputized.library.opening import _read
from deputized.site import rendering
from deputized.site.agency_page import agency
from deputized.site.content import SiteContent, read_content
from deputized.site.county_page import county
from deputized.site.desk_page import desk_pages
from deputized.site.frame import Frame
from deputized.site.output import MANIFEST, Output, fixed
from deputized.site.rendering import render
from deputized.site.search_index import search_parts
from deputized.site.state_page import state
from deputized.site.words import LANGUAGES, WORDS, say
from site_fixture import PAGES, TODAY

HREF = re.compile(r'(?:href|src)="([^"]*)"')


def text_of(site: Path, page: str, language: str = "en") -> str:
    return (site / ("es" if language == "es" else "") / page / "index.html").read_text(encoding="utf-8")


def test_every_county_agency_and_state_has_a_page_in_both_languages(site: Path, content: SiteContent) -> None:
    for prefix in ("", "es"):
        assert {p.name for p in (site / prefix / "county").iterdir()} == set(content.counties)
        moved = {r["old_id"] for r in content.registry.rows("SELECT old_id FROM redirects")}
        assert {p.name for p in (site / prefix / "agency").iterdir()} - moved == set(content.agencies)
        assert {p.name.upper() for p in (site / prefix / "state").iterdir()} == set(content.names_of_states)
    assert len(content.counties) >= 3144


def test_no_template_begins_a_value_with_an_apostrophe() -> None:
    """`render` puts apostrophes as they are, which is safe only in text and between double quotes."""
    folder = Path(rendering.__file__).parent / "templates"
    assert len(list(folder.glob("*.html"))) > 20
    for template in sorted(folder.glob("*.html")):
        code = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", template.read_text(encoding="utf-8"), flags=re.S)
        assert not re.search(r"<[^>]*\s[\w:-]+\s*=\s*'", code), template.name


def test_every_internal_link_resolves(site: Path) -> None:
    there = {str(p.relative_to(site)) for p in site.rglob("*") if p.is_file()}
    broken: Counter[str] = Counter()
    for path in (p for p in there if p.endswith(".html")):
        folder = path.rpartition("/")[0]
        for link in set(HREF.findall((site / path).read_text(encoding="utf-8"))):
            if link.startswith(("https://", "#")):
                continue
            where = normpath(f"{folder}/{unescape(link).split('#')[0].split('?')[0]}".lstrip("/"))
            if where not in there and normpath(f"{where}/index.html") not in there:
                broken[f"{path}: {link}"] += 1
    assert not broken, list(broken)[:5]


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for page in PAGES:
        text = text_of(site, page)
        for tag in re.findall(r"<(?:script|link|img|iframe|source)[^>]*>", text):
            assert "https://" not in tag, tag
        for link in re.findall(r'<a [^>]*href="https://[^>]*>', text):
            assert 'rel="external noreferrer"' in link
        assert "default-src &#39;none&#39;" in text or "default-src 'none'" in text
        assert "<style" not in text
        assert not re.search(r'\son\w+="', text)


def test_no_page_is_heavier_than_150_kb(site: Path) -> None:
    shared = sum(
        len(gzip.compress((site / "assets" / n).read_bytes())) for n in ("style.css", "site.js", "icon.svg")
    )
    worst = max(
        (
            len(gzip.compress(p.read_bytes())) + shared,
            str(p),
        )
        for p in site.rglob("index.html")
        if p.stat().st_size > 60_000 or p.parent == site
    )
    assert worst[0] < 150_000, worst


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_html_is_well_formed(site: Path, page: str, language: str) -> None:
    html5lib.HTMLParser(strict=True).parse(text_of(site, page, language))
    text = text_of(site, page, language)
    assert text.count("<h1>") == 1
    assert f'<html lang="{language}">' in text
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))


def test_every_word_is_there_in_both_languages() -> None:
    for key, (english, spanish) in WORDS.items():
        assert spanish, key
        assert english or key == "english_text", key
        assert (
            set(re.findall(r"{(\w+)}", english)) == set(re.findall(r"{(\w+)}", spanish))
            or key == "english_text"
        ), key


def own_words(element: Any) -> str:
    """The text of an element without what is marked as English: the site's own words."""
    if element.get("lang") == "en" or not isinstance(element.tag, str) or element.tag in ("script", "style"):
        return ""
    return (element.text or "") + "".join(own_words(child) + (child.tail or "") for child in element)


@pytest.mark.parametrize("page", PAGES)
def test_spanish_pages_have_no_english_of_ours(site: Path, page: str) -> None:
    text = own_words(html5lib.parse(text_of(site, page, "es"), namespaceHTMLElements=False))
    spanish = {s for _, s in WORDS.values()}
    for key, (english, _) in WORDS.items():
        plain = english.split("{")[0].strip()
        if len(plain) > 11 and not any(plain in s for s in spanish):
            assert plain not in text, (key, plain)


def section(page: str, title: str) -> str:
    """The first table under a heading; empty if there is none."""
    _, found, rest = page.partition(f"<h2>{title}</h2>")
    return rest.split("</table>")[0] if found else ""


def test_numbers_of_two_hundred_random_pages(site: Path, content: SiteContent, registry: Registry) -> None:
    """Counted from the registry by another way: `as_of` and the places of agencies."""
    by_agency = Counter(a.agency_id for a in registry.as_of())
    draw = random.Random(287)
    for fips in [*draw.sample(sorted(content.counties), 140), "48271", "12086", "48201"]:
        ids = [i for i in content.by_county.get(fips, ()) if i in by_agency]
        number, agencies = sum(by_agency[i] for i in ids), len(ids)
        text = text_of(site, f"county/{fips}/")
        if number:
            table = text.split('id="in-force"')[1].split("</details>")[0]
            assert table.count('<tr><th scope="row"><a href="../../agency/') == number, fips
            assert len(set(re.findall(r"agency/([^/]+)/", table))) == agencies, fips
        else:
            assert 'id="in-force"' not in text, fips
    for agency_id in draw.sample(sorted(content.agencies), 60):
        text = unescape(text_of(site, f"agency/{agency_id}/"))
        held = [a for a in registry.as_of() if a.agency_id == agency_id]
        now = text.split('<dl class="card">')[1].split("</dl>")[0]
        assert ("No agreement" in now) == (not held), agency_id
        printed = re.findall(r'data-head="Model"><abbr [^>]*>(\w+)<', section(text, "On ICE's list"))
        assert Counter(printed) == Counter(a.model for a in held), agency_id
    for postal in content.names_of_states:
        resolved = registry.status(state=postal).resolved
        counts = (
            say("en", "n_agreements", n=resolved.agreements),
            say("en", "n_agencies", n=resolved.agencies),
        )
        lead = (
            say("en", "state_lead", agreements=counts[0], agencies=counts[1])
            if resolved.agreements
            else say("en", "state_none", name=content.names_of_states[postal])
        )
        assert lead in unescape(text_of(site, f"state/{postal.lower()}/"))


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(ValueError, match="holds no site of ours"):
        Output.open(tmp_path)


def test_what_is_gone_is_removed_and_only_that(tmp_path: Path) -> None:
    first = Output.open(tmp_path / "s")
    first.put(fixed("a.html", "1"))
    first.put(fixed("b.html", "2"))
    first.close()
    (tmp_path / "s" / "notes.txt").write_text("mine", encoding="utf-8")
    second = Output.open(tmp_path / "s")
    second.put(fixed("a.html", "1"))
    assert second.close() == 1
    assert second.written == 0
    assert sorted(p.name for p in (tmp_path / "s").iterdir()) == [MANIFEST, "a.html", "notes.txt"]


HOSTILE = "<script>alert(1)</script> =cmd|' /C calc'!A0 \u202eevil\u2066 & \"quoted\""


def test_a_hostile_name_is_inert_everywhere(registry_file: Path, tmp_path: Path) -> None:
    from deputized.store.export import export

    copy = tmp_path / "hostile.sqlite"
    shutil.copy(registry_file, copy)
    with sqlite3.connect(copy) as db:
        db.execute("UPDATE agencies SET name = ? WHERE agency_id = 'tx-kinney-county-sheriff'", (HOSTILE,))
        db.execute(
            "UPDATE agency_names SET name_raw = ? WHERE agency_id = 'tx-kinney-county-sheriff'",
            ("=" + HOSTILE,),
        )
        db.execute(
            "UPDATE contents SET agency_raw = ? WHERE agency_raw = 'Kinney County Sheriff''s Office'",
            (HOSTILE,),
        )
    with _read(copy) as registry:
        content = read_content(registry, TODAY)
        made = [
            agency(content, "tx-kinney-county-sheriff", "en"), county(content, "48271", "es"), state(content, "TX", "en"),
            *desk_pages(content, "en"),
        ]  # fmt: skip
        for page in made:
            text = render(page, "en", Frame.of(content))
            assert "<script>alert" not in text
            html5lib.HTMLParser(strict=True).parse(text)
        assert "&lt;script&gt;" in render(made[0], "en", Frame.of(content))
        parts = dict(search_parts(content))
        assert HOSTILE in parts["data/find/tx.json"].replace('\\"', '"'), "text, made into no element"
        export(registry.db, tmp_path / "csv", ("agency_names",))
    rows = (tmp_path / "csv" / "agency_names.csv").read_text(encoding="utf-8")
    assert "'=<script>" in rows, "no spreadsheet runs it"


def test_shapes_are_geojson(site: Path, content: SiteContent) -> None:
    found = json.loads((site / "data" / "counties.geojson").read_text(encoding="utf-8"))
    assert len(found["features"]) == len(content.counties) == 3235
    assert {"66010", "69110", "51670"} <= {f["id"] for f in found["features"] if f["geometry"]}
    assert [f["id"] for f in found["features"] if f["geometry"] is None] == ["60030", "60040"]
    kinney = next(f for f in found["features"] if f["properties"]["county_fips"] == "48271")
    assert kinney["properties"]["models"] == ["TFM"]
    ring = kinney["geometry"]["coordinates"][0][0]
    assert ring[0] == ring[-1]
