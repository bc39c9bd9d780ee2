"""Pages for who comes to an address that is no longer, or never was, one of ours: redirects of ids, and "not found".

They stand outside the frame of the other pages: a redirect because it must say so in its head, "not found" because a
host shows it at any depth, so that its links cannot be relative.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from deputized.facts.pages import redirects as redirected
from deputized.site import words
from deputized.site.content import SiteContent
from deputized.site.frame import Frame
from deputized.site.page import teller
from deputized.site.rendering import templates
from deputized.site.sentences import plain


def redirects(content: SiteContent, frame: Frame) -> Iterator[tuple[str, bytes]]:
    """A page at the address of every agency id that now leads elsewhere, in both languages."""
    template = templates().get_template("redirect.html")
    for row in redirected(content.registry.db):
        for language in words.LANGUAGES:
            home = "es/" if language == "es" else ""
            text = template.render(
                lang=language, t=teller(language), old_id=row["old_id"], new_id=row["new_id"], name=plain(row["name"]),
                state=row["state"], since=words.day(language, row["since"]), root="../../../" if home else "../../",
                asof=frame.stamp.marked(language), publisher=frame.publisher,
                canonical=f"{frame.base_url}{home}agency/{row['new_id']}/" if frame.base_url else f"../{row['new_id']}/",
            )  # fmt: skip
            yield f"{home}agency/{row['old_id']}/index.html", text.encode("utf-8")


def not_found(frame: Frame) -> Iterator[tuple[str, bytes]]:
    """404.html, in both languages at once, since hosts know one such page. Without a base address the site is taken
    to stand at the root of its host."""
    top = urlsplit(frame.base_url).path or "/"
    text = templates().get_template("404.html").render(
        top=top, say={x: teller(x) for x in words.LANGUAGES}, publisher=frame.publisher,
        asof={x: frame.stamp.marked(x) for x in words.LANGUAGES},
    )  # fmt: skip
    yield "404.html", text.encode("utf-8")
