"""ICE's program page: where its lists are, and what it says of them itself.

The link is found by the heading above it and by its own words, never by its address: ICE has had two kinds of address
and two dozen styles of name. Menus, banners and footers are not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from deputized.live.totals import Totals, read_totals
from deputized.model.publications import ListKind

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
OUTSIDE = ("nav", "header", "footer", "aside", "script", "style", "template", "noscript")
"""Parts of a page that hold no list."""
VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
OTHER_FILES = re.compile(
    r"\.(?:pdf|docx?|jpe?g|png|gif|svg|webp|mp4|zip|pptx?|html?|aspx?|ics)$|^(?:mailto|tel|javascript|data):",
    re.IGNORECASE,
)
STAFF = re.compile(r"[\w.+'-]+(?:@|%40|&#64;|\s?\[at\]\s?)[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
SAFE_LINK = re.compile(r"https?://[\w.-]*safelinks\.protection\.outlook\.com/[^\s\"'<>]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to a list: what it is by the words around it, its address, and those words."""

    kind: ListKind
    url: str
    text: str
    heading: str


@dataclass(frozen=True, slots=True)
class ProgramPage:
    """What the program page says. `links` and `totals` have at most one entry a kind."""

    links: dict[ListKind, PageLink]
    totals: dict[ListKind, Totals]
    edited: str  # day of the last edit as the page gives it, "" if it does not
    has_table: bool  # the list stands on the page itself, as until February 2025
    is_program_page: bool
    doubts: tuple[str, ...] = ()  # what was out of the ordinary, one clause each


@dataclass(slots=True)
class _Seen:
    """An anchor as it is read."""

    href: str
    heading: str
    text: list[str] = field(default_factory=list)


class _Walk(HTMLParser):
    """Collects headings, anchors, running text and tables outside of menus."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.outside: list[str] = []
        self.heading = ""
        self.in_heading: list[str] | None = None
        self.anchors: list[_Seen] = []
        self.anchor: _Seen | None = None
        self.text: list[str] = []
        self.edited = ""
        self.canonical = ""
        self.has_table = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in attrs}
        if tag == "meta" and given.get("property") == "article:modified_time":
            self.edited = given.get("content", "")[:10]
        if tag == "link" and given.get("rel") == "canonical":
            self.canonical = given.get("href", "")
        if tag in OUTSIDE:
            self.outside.append(tag)
        if self.outside:
            return
        if tag in HEADINGS:
            self.in_heading = []
        elif tag == "a" and given.get("href"):
            self.anchor = _Seen(given["href"], self.heading)
            self.anchors.append(self.anchor)
        elif tag == "table" and "participating" in given.get("summary", "").lower():
            self.has_table = True
        if tag not in ("a", "strong", "em", "b", "i", "span", "sup", "u"):
            self.text.append(" \n ")

    def handle_endtag(self, tag: str) -> None:
        if tag in OUTSIDE and tag in self.outside:
            while self.outside.pop() != tag:
                pass
        if self.outside:
            return
        if tag in HEADINGS and self.in_heading is not None:
            self.heading, self.in_heading = _tidy(self.in_heading), None
        elif tag == "a":
            self.anchor = None
        elif tag == "p":
            self.text.append(" \n ")

    def handle_data(self, data: str) -> None:
        if self.outside:
            return
        self.text.append(data)
        if self.in_heading is not None:
            self.in_heading.append(data)
        if self.anchor is not None:
            self.anchor.text.append(data)


def read_page(body: bytes, url: str) -> ProgramPage:
    """Reads ICE's program page as it came from `url`. Never fails: a page of anything else has no links."""
    walk = _Walk()
    walk.feed(body.decode("utf-8", "replace"))
    walk.close()
    text = "".join(walk.text)
    links: dict[ListKind, PageLink] = {}
    doubts: list[str] = []
    ranked = sorted(
        ((score, -n, link) for n, a in enumerate(walk.anchors) for score, link in [_score(a, url)] if link is not None),
        key=lambda x: x[:2], reverse=True,
    )  # fmt: skip
    for _, _, link in ranked:
        known = links.setdefault(link.kind, link)
        if known.url != link.url:
            doubts.append(f"a second link names the {link.kind.value} list: {link.url}")
    is_program = "287(g)" in text and (walk.has_table or bool(links) or "/287g" in walk.canonical)
    return ProgramPage(links, read_totals(text), walk.edited, walk.has_table, is_program, tuple(doubts))


def _score(anchor: _Seen, base: str) -> tuple[int, PageLink | None]:
    """How surely an anchor leads to a list (0: it does not), and the link it is."""
    text, heading = _tidy(anchor.text), anchor.heading
    try:
        url = urljoin(base, anchor.href.strip())
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return 0, None
    is_page_itself = url.split("#")[0].rstrip("/") == base.split("#")[0].rstrip("/")
    if parts.scheme not in ("http", "https") or is_page_itself or OTHER_FILES.search(parts.path):
        return 0, None
    if "." not in host and host != "localhost":  # the page's own broken link, https://287g
        return 0, None
    by_text, by_heading = _kind(text), _kind(heading)
    is_file = bool(re.search(r"\.(?:xlsx?|xlsm|xlsb|csv|ods)$|/download", parts.path, re.IGNORECASE))
    kind = by_text or (by_heading if is_file else None)
    if kind is None:
        return 0, None
    score = 4 * (by_text is not None) + 2 * is_file + (by_heading == kind)
    if score < 5 and not is_file:  # words alone, under another heading, leading to a page
        return 0, None
    return score, PageLink(kind, url, text, heading)


def _kind(text: str) -> ListKind | None:
    words = text.lower()
    if not re.search(r"agenc|entit|applica|list|moa", words):
        return None
    if "pending" in words:
        return ListKind.PENDING
    return ListKind.PARTICIPATING if "participating" in words else None


def _tidy(parts: list[str]) -> str:
    return " ".join("".join(parts).split())


def scrub(body: bytes) -> bytes:
    """A page's bytes fit to be kept: addresses of staff are dropped, and nothing else is changed."""
    text = body.decode("utf-8", "surrogateescape")
    text = SAFE_LINK.sub("[link dropped]", text)
    return STAFF.sub("[address dropped]", text).encode("utf-8", "surrogateescape")
