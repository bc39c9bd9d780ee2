"""Atom and JSON feeds of changes, and the site map."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape

from deputized.site.book import Row
from deputized.site.words import say

MOST = 50


def atom(title: str, here: str, events: Iterable[Row], updated: str) -> str:
    """An Atom feed. `here` is the feed's own address, absolute or a tag of ours where the site has no address."""
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{escape(title)}</title><id>{escape(here)}</id><updated>{updated}T00:00:00Z</updated>",
        "<author><name>deputized</name></author>",
    ]
    for e in list(events)[:MOST]:
        parts.append(
            f"<entry><title>{escape(headline(e))}</title><id>tag:deputized,2026:{escape(e['event_id'])}</id>"
            f"<updated>{e['date']}T00:00:00Z</updated><summary>{escape(_clean(e['detail']))}</summary></entry>"
        )
    return "\n".join([*parts, "</feed>"]) + "\n"


def json_feed(title: str, events: Iterable[Row]) -> str:
    """A JSON feed, version 1.1."""
    items = [
        {
            "id": f"tag:deputized,2026:{e['event_id']}", "title": headline(e), "content_text": _clean(e["detail"]) or headline(e),
            "date_published": f"{e['date']}T00:00:00Z",
        }
        for e in list(events)[:MOST]
    ]  # fmt: skip
    return (
        json.dumps(
            {"version": "https://jsonfeed.org/version/1.1", "title": title, "items": items},
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )


def headline(event: Row) -> str:
    """An event in a line."""
    model = f" ({event['model']})" if event["model"] else ""
    return _clean(
        f"{event['agency'] or event['state'] or ''}, {event['state']}: {say('en', event['kind'])}{model}"
    )


def _clean(text: str | None) -> str:
    """Text an XML file can hold: without control characters."""
    return "".join(c for c in text or "" if c >= " " or c in "\t\n")


def sitemap(base_url: str, paths: Iterable[str]) -> str:
    """The addresses of every page; relative ones where the site has no address of its own."""
    urls = "\n".join(f"<url><loc>{escape(base_url + p)}</loc></url>" for p in paths)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}\n</urlset>\n'
