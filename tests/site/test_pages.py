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
from deputized.site import front
from deputized.site.agency_page import agency
from deputized.site.book import Book, read_book
from deputized.site.county_page import county
from deputized.site.output import MANIFEST, Output, fixed
from deputized.site.rendering import render
from deputized.site.search_index import search_index
from deputized.site.state_page import state
from deputized.site.words import LANGUAGES, WORDS, say
from site_fixture import PAGES, TODAY

HREF = re.compile(r'(?:href|src)="([^"]*)"')


def text_of(site: Path, page: str, language: str = "en") -> str:
    return (site / ("es" if language == "es" else "") / page / "index.html").read_text(encoding="utf-8")


def test_every_county_agency_and_state_has_a_page_in_both_languages(site: Path, book: Book) -> None:
    for prefix in ("", "es"):
        assert {p.name for p in (site / prefix / "county").iterdir()} == set(book.counties)
        moved = {r["old_id"] for r in book.registry.rows("SELECT old_id FROM redirects")}
        assert {p.name for p in (site / prefix / "agency").iterdir()} - moved == set(book.agencies)
        assert {p.name.upper() for p in (site / prefix / "state").iterdir()} == set(book.names_of_states)
    assert len(book.counties) >= 3144


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
    extra = len(gzip.compress((site / "data" / "months.json").read_bytes()))
    worst = max(
        (
            len(gzip.compress(p.read_bytes())) + shared + (extra if p.parent in (site, site / "es") else 0),
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


def test_numbers_of_two_hundred_random_pages(site: Path, book: Book, registry: Registry) -> None:
    """Counted from the registry by another way: `as_of` and the places of agencies."""
    by_agency = Counter(a.agency_id for a in registry.as_of())
    draw = random.Random(287)
    for fips in [*draw.sample(sorted(book.counties), 140), "48271", "12086", "48201"]:
        ids = [i for i in book.by_county.get(fips, ()) if i in by_agency]
        number, agencies = sum(by_agency[i] for i in ids), len(ids)
        text = text_of(site, f"county/{fips}/")
        if number:
            here = say("en", "n_agreements", n=number), say("en", "n_agencies", n=agencies)
            expected = say("en", "county_lead", agreements=here[0], agencies=here[1])
            assert expected in text, fips
            assert text.count('<tr><th scope="row"><a href="../../agency/') >= number
        else:
            assert say("en", "county_none") in unescape(text), fips
    for agency_id in draw.sample(sorted(book.agencies), 60):
        text = unescape(text_of(site, f"agency/{agency_id}/"))
        held = [a for a in registry.as_of() if a.agency_id == agency_id]
        assert ("Not on ICE's newest list" in text) == (not held), agency_id
        assert all(f"({a.model})" in text for a in held)
    for postal in book.names_of_states:
        resolved = registry.status(state=postal).resolved
        counts = (
            say("en", "n_agreements", n=resolved.agreements),
            say("en", "n_agencies", n=resolved.agencies),
        )
        lead = (
            say("en", "state_lead", agreements=counts[0], agencies=counts[1])
            if resolved.agreements
            else say("en", "state_none", name=book.names_of_states[postal])
        )
        assert lead in unescape(text_of(site, f"state/{postal.lower()}/"))


def test_the_slider_s_numbers_are_those_of_status(site: Path, registry: Registry) -> None:
    data = json.loads((site / "data" / "months.json").read_text(encoding="utf-8"))
    at = next(m for m in data["months"] if m["day"] == "2025-12-15")
    status = registry.status(as_of="2025-12-15")
    assert (at["rows"], at["agreements"]) == (status.printed.rows, status.resolved.agreements)
    for model in ("TFM", "JEM", "WSO"):
        assert at["rows_by_model"][model] == registry.status(as_of="2025-12-15", model=model).printed.rows
    for model, runs in data["models"].items():
        for fips, run in runs.items():
            assert sum(run[1::2]) == len(data["months"]), (model, fips)


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
        book = read_book(registry, TODAY)
        made = [
            agency(book, "tx-kinney-county-sheriff", "en"), county(book, "48271", "es"), state(book, "TX", "en"), front.changes(book, "en"),
        ]  # fmt: skip
        for page in made:
            text = render(page, "en", "")
            assert "<script>alert" not in text
            html5lib.HTMLParser(strict=True).parse(text)
        assert "&lt;script&gt;" in render(made[0], "en", "")
        assert HOSTILE in search_index(book).replace('\\"', '"')
        export(registry.db, tmp_path / "csv", ("agency_names",))
    rows = (tmp_path / "csv" / "agency_names.csv").read_text(encoding="utf-8")
    assert "'=<script>" in rows, "no spreadsheet runs it"


def test_shapes_are_geojson(site: Path, book: Book) -> None:
    found = json.loads((site / "data" / "counties.geojson").read_text(encoding="utf-8"))
    assert len(found["features"]) == len(book.counties) == 3235
    assert {"66010", "69110", "51670"} <= {f["id"] for f in found["features"] if f["geometry"]}
    assert [f["id"] for f in found["features"] if f["geometry"] is None] == ["60030", "60040"]
    kinney = next(f for f in found["features"] if f["properties"]["county_fips"] == "48271")
    assert kinney["properties"]["models"] == ["TFM"]
    ring = kinney["geometry"]["coordinates"][0][0]
    assert ring[0] == ring[-1]
