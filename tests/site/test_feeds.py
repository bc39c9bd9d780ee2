"""Feeds, as their specifications want them, and the sentences in them."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sqlite3
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from deputized.facts.happenings import DOCUMENTS, PRINTING, Happening
from deputized.library import Registry
from deputized.library.opening import _read
from deputized.site.content import SiteContent, read_content
from deputized.site.feeds import MOST, feeds
from deputized.site.news import happenings
from deputized.site.sentences import UNSEEN, sentence, sentence_html, source
from deputized.site.words import LANGUAGES
from site_fixture import TODAY

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://news.example.org/287g/"
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d){0,2}:[\w./-]+")


@pytest.fixture(scope="module")
def absolute(content: SiteContent) -> dict[str, bytes]:
    return {i.path: i.make() for language in LANGUAGES for i in feeds(content, language, BASE)}


@pytest.fixture(scope="module")
def relative(content: SiteContent) -> dict[str, bytes]:
    return {i.path: i.make() for language in LANGUAGES for i in feeds(content, language)}


@pytest.fixture(scope="module")
def found(content: SiteContent) -> tuple[Happening, ...]:
    return happenings(content)


def links(element: Element) -> dict[str, str]:
    return {link.attrib["rel"]: link.attrib["href"] for link in element.findall(f"{ATOM}link")}


def text(element: Element, name: str) -> str:
    found = element.findall(ATOM + name)
    assert len(found) == 1, name
    assert found[0].text
    return found[0].text


def test_every_place_has_its_feeds_in_both_languages(
    absolute: dict[str, bytes], content: SiteContent
) -> None:
    folders = [
        "",
        "left/",
        "pending/",
        *(f"state/{p.lower()}/" for p in content.names_of_states),
        *(f"county/{f}/" for f in content.counties if content.by_county.get(f)),
    ]
    wanted = {
        f"{home}{folder}feed.{kind}"
        for home in ("", "es/")
        for folder in folders
        for kind in ("atom", "json")
        if kind == "atom" or not folder.startswith("county/")
    }
    assert set(absolute) == wanted, "counties no list ever named have none, and counties have Atom alone"


def test_every_atom_feed_keeps_rfc_4287(absolute: dict[str, bytes]) -> None:
    ids: Counter[str] = Counter()
    for path, body in absolute.items():
        if not path.endswith(".atom"):
            continue
        feed = fromstring(body)
        assert feed.tag == f"{ATOM}feed"
        ids[text(feed, "id")] += 1
        assert TAG.fullmatch(text(feed, "id"))
        assert text(feed, "title")
        assert feed.findtext(f"{ATOM}author/{ATOM}name") == "deputized"
        assert links(feed) == {"self": BASE + path, "alternate": BASE + path.removesuffix("feed.atom")}
        updated = datetime.fromisoformat(text(feed, "updated"))
        entries = feed.findall(f"{ATOM}entry")
        assert len(entries) <= MOST
        assert len({text(e, "id") for e in entries}) == len(entries)
        for entry in entries:
            assert TAG.fullmatch(text(entry, "id"))
            assert text(entry, "title") and text(entry, "content")
            assert datetime.fromisoformat(text(entry, "updated")) <= updated
            assert links(entry)["alternate"].startswith(BASE)
    assert set(ids.values()) == {1}, "two feeds of one id"


def test_every_json_feed_keeps_its_specification(absolute: dict[str, bytes]) -> None:
    for path, body in absolute.items():
        if not path.endswith(".json"):
            continue
        feed = json.loads(body)
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == BASE + path
        assert feed["home_page_url"] == BASE + path.removesuffix("feed.json")
        assert feed["authors"] == [{"name": "deputized"}]
        assert feed["language"] == ("es" if path.startswith("es/") else "en")
        for item in feed["items"]:
            assert isinstance(item["id"], str) and TAG.fullmatch(item["id"])
            assert item["url"].startswith(BASE) and item["content_text"]
            datetime.fromisoformat(item["date_published"])


def test_both_kinds_of_a_feed_say_the_same(absolute: dict[str, bytes]) -> None:
    for folder in ("", "es/", "state/tx/", "state/md/", "es/state/fl/"):
        atom = fromstring(absolute[f"{folder}feed.atom"])
        items = json.loads(absolute[f"{folder}feed.json"])["items"]
        assert items
        said = [
            (text(e, "id"), text(e, "title"), text(e, "content"), links(e)["alternate"])
            for e in atom.findall(f"{ATOM}entry")
        ]
        assert said == [(i["id"], i["title"], i["content_text"], i["url"]) for i in items]


def test_an_entry_keeps_its_id_wherever_the_site_stands(
    absolute: dict[str, bytes], relative: dict[str, bytes]
) -> None:
    for path in ("feed.atom", "es/state/fl/feed.atom", "county/48271/feed.atom"):
        here, there = fromstring(absolute[path]), fromstring(relative[path])
        assert [e.findtext(f"{ATOM}id") for e in here.iter()] == [
            e.findtext(f"{ATOM}id") for e in there.iter()
        ]
        assert links(there) == {"self": "feed.atom", "alternate": "./"}


def test_without_an_address_no_link_is_made_up(relative: dict[str, bytes], site: Path) -> None:
    """Atom's are relative, and lead to pages that are there; JSON Feed's are left out."""
    for path, body in relative.items():
        assert b"http" not in body.replace(b"http://www.w3.org/2005/Atom", b"").replace(
            b"https://jsonfeed.org/version/1.1", b""
        ), path
    for path in ("feed.atom", "es/feed.atom", "state/tx/feed.atom", "es/county/48271/feed.atom"):
        for entry in fromstring(relative[path]).findall(f"{ATOM}entry"):
            assert ((site / path).parent / links(entry)["alternate"] / "index.html").resolve().is_file()
    assert all("url" not in i for i in json.loads(relative["feed.json"])["items"])


def test_an_event_has_one_id_in_every_feed_and_another_in_each_language(absolute: dict[str, bytes]) -> None:
    country = {i["_deputized"]["event"]: i["id"] for i in json.loads(absolute["feed.json"])["items"]}
    state = {i["_deputized"]["event"]: i["id"] for i in json.loads(absolute["state/tx/feed.json"])["items"]}
    spanish = {i["id"] for i in json.loads(absolute["es/feed.json"])["items"]}
    shared = country.keys() & state.keys()
    assert shared
    assert all(country[e] == state[e] for e in shared)
    assert not spanish & set(country.values())


def test_no_county_s_feed_is_empty(absolute: dict[str, bytes]) -> None:
    some = [p for p in absolute if "county/" in p]
    assert len(some) > 1500
    assert [p for p in some if b"<entry>" not in absolute[p]] == []


def test_an_entry_bears_its_list_s_day_at_noon_and_names_the_list(
    absolute: dict[str, bytes], content: SiteContent
) -> None:
    """Midnight in London is the day before in all of the United States."""
    entries = [
        e for p, b in absolute.items() if p.endswith(".atom") for e in fromstring(b).findall(f"{ATOM}entry")
    ]
    assert len(entries) > 5000
    for e in entries:
        moment = datetime.fromisoformat(text(e, "published"))
        assert (moment.hour, str(moment.utcoffset())) == (12, "-1 day, 19:00:00")
        assert re.search(r"(participating|pending|webpage)-\d{4}-\d\d-\d\d", text(e, "content"))


def test_what_a_list_took_back_is_told_as_taken_back(absolute: dict[str, bytes], registry: Registry) -> None:
    """Garrett County MD was told to have left on 3 March 2026, and was on the next list again."""
    gone = {
        e["event_id"]: e
        for e in registry.rows(
            "SELECT * FROM events WHERE known_to IS NOT NULL AND kind IN ('delisted', 'pending_cleared')"
        )
    }
    assert len(gone) > 20
    told = {}
    for path, body in absolute.items():
        if path.startswith("county/"):
            for e in fromstring(body).findall(f"{ATOM}entry"):
                if text(e, "id").endswith("/taken-back"):
                    told[
                        text(e, "id").removeprefix("tag:deputized,2026:event/").removesuffix("/taken-back")
                    ] = e
    shown = [i for i in gone if i.replace("#", "/") in told]
    assert len(shown) > 5
    for i in shown:
        e = told[i.replace("#", "/")]
        assert text(e, "published").startswith(gone[i]["known_to"]) and text(e, "title").startswith(
            "Taken back on "
        )
    garrett = "participating-2026-03-03am/delisted.md-garrett-county-sheriff.wso.2025-02-28"
    assert "nothing had ended" in text(told[garrett], "content")


def test_what_happened_is_every_event_that_stands(found: tuple[Happening, ...], registry: Registry) -> None:
    wanted = {
        e["event_id"]
        for e in registry.changes()
        if e["known_to"] is None and e["kind"] != "pending_executed"
        and not (e["kind"] == "pending_renamed" and e["before"] == e["after"])
    }  # fmt: skip
    assert {h.event_id for h in found} == wanted
    assert len(found) == len(wanted), "no event twice"
    assert [h.position for h in found] == sorted((h.position for h in found), reverse=True)


def test_the_country_s_feed_has_who_came_and_who_left(absolute: dict[str, bytes]) -> None:
    kinds = {i["tags"][0] for i in json.loads(absolute["feed.json"])["items"]}
    assert "listed" in kinds
    assert not kinds & {*PRINTING, *DOCUMENTS}


with (Path(__file__).parent / "golden" / "sentences.csv").open(encoding="utf-8", newline="") as _stream:
    SENTENCES = [tuple(row.values()) for row in csv.DictReader(_stream)]


@pytest.mark.parametrize(("list_id", "kind", "agency", "english", "spanish"), SENTENCES)
def test_sentences(
    found: tuple[Happening, ...], list_id: str, kind: str, agency: str, english: str, spanish: str
) -> None:
    h = next(h for h in found if (h.list_id, h.kind, h.agency_id) == (list_id, kind, agency))
    assert (sentence(h, "en"), sentence(h, "es")) == (english, spanish)
    assert list_id in source(h, "en")


def test_every_kind_has_a_sentence_that_names_agency_and_list(found: tuple[Happening, ...]) -> None:
    lengths = defaultdict(set)
    for h in found:
        for language in LANGUAGES:
            said = sentence(h, language)
            assert "{" not in said and "  " not in said and "None" not in said
            assert said.endswith(".") and f"({h.state})" in said
            assert h.list_id in source(h, language)
            lengths[h.kind].add(language)
        assert "ended" not in sentence(h, "en") and "terminated" not in sentence(h, "en"), (
            "absence is not an end"
        )
    assert len(lengths) > 18


def test_a_hostile_name_is_inert_in_feeds_and_sentences(registry_file: Path, tmp_path: Path) -> None:
    name = '<script>alert(1)</script> & \u202eevil\u2066 \x07{agency} "quoted" ]]>'
    copy = tmp_path / "hostile.sqlite"
    shutil.copy(registry_file, copy)
    with sqlite3.connect(copy) as db:
        db.execute("UPDATE agencies SET name = ? WHERE agency_id = 'tx-kinney-county-sheriff'", (name,))
        db.execute(
            "UPDATE events SET before = ?, after = ? WHERE agency_id = 'tx-kinney-county-sheriff'",
            (name, name),
        )
    with _read(copy) as registry:
        content = read_content(registry, TODAY)
        made = {i.path: i.make() for i in feeds(content, "en")}
        found = [h for h in happenings(content) if h.agency_id == "tx-kinney-county-sheriff"]
    feed = fromstring(made["county/48271/feed.atom"])
    titles = [text(e, "title") for e in feed.findall(f"{ATOM}entry")]
    assert any("<script>alert(1)</script> & evil {agency}" in t for t in titles)
    assert b"<script>" not in made["county/48271/feed.atom"]
    assert not UNSEEN.search(made["state/tx/feed.json"].decode().replace("\n", ""))
    for h in found:
        assert "<script>" not in sentence_html(h, "en", "../")
