"""The site map, robots.txt, redirects and "not found"."""

from __future__ import annotations

import html5lib
import pytest
from defusedxml.ElementTree import fromstring

from deputized.site.content import SiteContent
from deputized.site.frame import Frame
from deputized.site.redirects import not_found, redirects
from deputized.site.sitemap import sitemap

BASE = "https://news.example.org/287g/"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
PAGES = ["", "es/", "county/48271/", "es/county/48271/", "embed/county/48271/", "es/embed/map/", "only/"]


def test_without_an_address_there_is_no_map() -> None:
    assert dict(sitemap("", PAGES)) == {"robots.txt": b"User-agent: *\nAllow: /\n"}


def test_a_map_names_every_page_and_its_other_language() -> None:
    made = dict(sitemap(BASE, PAGES))
    assert set(made) == {"sitemap.xml", "robots.txt"}
    assert f"Sitemap: {BASE}sitemap.xml" in made["robots.txt"].decode()
    urls = {
        u.findtext(f"{MAP}loc"): {x.attrib["hreflang"]: x.attrib["href"] for x in u.iter(LINK)}
        for u in fromstring(made["sitemap.xml"])
    }
    both = {"en": f"{BASE}county/48271/", "es": f"{BASE}es/county/48271/"}
    assert urls.pop(f"{BASE}only/") == {}
    assert urls[both["en"]] == urls[both["es"]] == both
    assert set(urls) == {BASE, f"{BASE}es/", *both.values()}, "frames for other sites are not mapped"


def test_a_long_map_has_parts_and_an_index() -> None:
    pages = [f"county/{n:05}/" for n in range(25)]
    made = dict(sitemap(BASE, pages, most=10))
    index = [s.findtext(f"{MAP}loc") for s in fromstring(made["sitemap.xml"])]
    assert index == [f"{BASE}sitemap-{n}.xml" for n in (1, 2, 3)]
    parts = [fromstring(made[str(name).removeprefix(BASE)]) for name in index]
    assert [len(p) for p in parts] == [10, 10, 5]
    assert sorted(u.findtext(f"{MAP}loc") for p in parts for u in p) == [BASE + p for p in pages]


def test_an_old_id_leads_on(content: SiteContent) -> None:
    made = dict(redirects(content, Frame.of(content, BASE)))
    moved = content.registry.rows("SELECT old_id, new_id FROM redirects")
    known = {
        r["old_id"]: r["new_id"] for r in moved if r["new_id"] in content.agencies
    }  # agreements have no page of their own
    assert known
    assert set(made) == {f"{home}agency/{old}/index.html" for home in ("", "es/") for old in known}
    for old, new in known.items():
        text = made[f"es/agency/{old}/index.html"].decode()
        html5lib.HTMLParser(strict=True).parse(text)
        assert f'<meta http-equiv="refresh" content="0; url=../{new}/">' in text
        assert f'<link rel="canonical" href="{BASE}es/agency/{new}/">' in text
        assert f'<a href="../{new}/">' in text and old in text and new in content.agencies


@pytest.mark.parametrize(("base_url", "top"), [("", "/"), (BASE, "/287g/")])
def test_not_found_works_at_any_depth(content: SiteContent, base_url: str, top: str) -> None:
    ((path, body),) = not_found(Frame.of(content, base_url))
    text = body.decode()
    html5lib.HTMLParser(strict=True).parse(text)
    assert path == "404.html"
    assert f'href="{top}assets/style.css"' in text and f'href="{top}es/find/"' in text
    assert 'href="../' not in text and 'href="assets' not in text
