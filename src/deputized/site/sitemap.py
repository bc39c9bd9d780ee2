"""The site map and robots.txt, for search engines.

The sitemap protocol takes absolute addresses only. A site built without a base address gets no map, rather than one
that no engine may read; its robots.txt says nothing but that all may be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

MOST = 50_000
"""Addresses that one file may hold, by the protocol; more go into parts with an index."""
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NOT_MAPPED = ("embed/", "es/embed/")
"""Pages for other sites' frames: the page they show is mapped."""


def sitemap(base_url: str, pages: Iterable[str], *, most: int = MOST) -> Iterator[tuple[str, bytes]]:
    """sitemap.xml (and its parts, beyond `most` addresses) and robots.txt: path and bytes.

    `pages` are addresses of pages below the site's root, as "county/48271/" and "es/county/48271/". A page that is
    there in both languages names the other as its alternate.
    """
    robots = "User-agent: *\nAllow: /\n"
    if not base_url:
        yield "robots.txt", robots.encode()
        return
    yield "robots.txt", f"{robots}Sitemap: {base_url}sitemap.xml\n".encode()
    there = sorted({p for p in pages if not p.startswith(NOT_MAPPED)})
    known = frozenset(there)
    parts = [there[n : n + most] for n in range(0, len(there), most)] or [[]]
    names = ["sitemap.xml"] if len(parts) == 1 else [f"sitemap-{n}.xml" for n in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        urls = "\n".join(_url(base_url, path, known) for path in part)
        yield (
            name,
            f'{HEAD}<urlset {SPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{urls}\n</urlset>\n'.encode(),
        )
    if len(parts) > 1:
        maps = "\n".join(f"<sitemap><loc>{escape(base_url + name)}</loc></sitemap>" for name in names)
        yield "sitemap.xml", f"{HEAD}<sitemapindex {SPACE}>\n{maps}\n</sitemapindex>\n".encode()


def _url(base_url: str, path: str, known: frozenset[str]) -> str:
    english = path.removeprefix("es/")
    both = ("en", english), ("es", "es/" + english)
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(base_url + where)}"/>' for language, where in both
    )  # fmt: skip
    whole = all(where in known for _, where in both)
    return f"<url><loc>{escape(base_url + path)}</loc>{others if whole else ''}</url>"
