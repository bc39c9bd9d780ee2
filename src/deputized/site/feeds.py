"""Feeds of changes: Atom (RFC 4287) and JSON Feed 1.1, for the country, every state and every county, in both languages.

Ids are `tag:` URIs made of the registry's own ids, so that an entry keeps its id wherever the site is hosted. With a
base address all links are absolute, as feed readers like best. Without one, Atom's links are relative to the feed
(which RFC 4287 allows) and the JSON feed, which has no relative addresses, leaves them out.

A county that no list has ever named has no feed: who waits for its first agreement follows its state's, which tells of
every county. Counties have Atom alone, which every reader takes. What a later list took back stays told: an entry of its
own says that it was taken back, and when. A list bears a day and no hour; its entries bear noon in the east of the
United States, so that the day is the same for readers from there to Hawaii.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

from deputized.facts.happenings import Happening
from deputized.site.content import SiteContent
from deputized.site.news import by_agency, in_county, with_taken_back
from deputized.site.output import OutputFile, digest
from deputized.site.rendering import code_stamp
from deputized.site.sentences import caution, plain, sentence, source
from deputized.site.words import day as words_day
from deputized.site.words import say

MOST = 50
LEFT = ("delisted", "relisted")
PENDING = ("pending_listed", "pending_cleared")
TAG = "tag:deputized,2026:"


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed in one language: the folder it lies in below the language's root, and its entries, newest first."""

    language: str
    folder: str  # "", "state/tx/", "county/48271/"
    title: str
    about: str
    entries: Sequence[Happening]
    started: str  # the day an empty feed bears: that of the first list

    @property
    def home(self) -> str:
        """The language's root, below the site's."""
        return "es/" if self.language == "es" else ""

    @property
    def id(self) -> str:
        return f"{TAG}feed/{self.home}{self.folder}"

    @property
    def updated(self) -> str:
        return _moment(max((max(h.known_from, h.told_on) for h in self.entries), default=self.started))


def feeds(content: SiteContent, language: str, base_url: str = "") -> Iterator[OutputFile]:
    """Every feed's files in one language; made anew only where an entry is new."""
    for feed in every_feed(content, language):
        key = digest(code_stamp(), base_url, feed)
        place = f"{feed.home}{feed.folder}"
        yield OutputFile(f"{place}feed.atom", key, partial(_encoded, atom, feed, base_url))
        if not feed.folder.startswith("county/"):
            yield OutputFile(f"{place}feed.json", key, partial(_encoded, json_feed, feed, base_url))


def _encoded(write: Callable[[Feed, str], str], feed: Feed, base_url: str) -> bytes:
    return write(feed, base_url).encode("utf-8")


def every_feed(content: SiteContent, language: str) -> Iterator[Feed]:
    """The country's (who came and who left), each state's and each county's (every change)."""
    found = with_taken_back(content)
    of_agency = by_agency(found)
    country, of_place = say(language, "feed_about_country"), say(language, "feed_about_place")

    def place(folder: str, name: str, some: Sequence[Happening]) -> Feed:
        return Feed(
            language, folder, say(language, "feed_place", place=name), of_place, some[:MOST], content.first
        )

    news = [h for h in found if h.is_news]
    yield Feed(language, "", say(language, "feed_country"), country, news[:MOST], content.first)
    for folder, kinds in (("left/", LEFT), ("pending/", PENDING)):
        title, about = say(language, f"feed_{folder[:-1]}"), say(language, f"feed_about_{folder[:-1]}")
        yield Feed(
            language, folder, title, about, [h for h in found if h.kind in kinds][:MOST], content.first
        )
    for postal, name in sorted(content.names_of_states.items()):
        yield place(f"state/{postal.lower()}/", name, [h for h in found if h.state == postal])
    for fips in sorted(f for f in content.counties if content.by_county.get(f)):
        yield place(f"county/{fips}/", content.county(fips), in_county(content, fips, of_agency))


def atom(feed: Feed, base_url: str = "") -> str:
    """The feed as Atom."""
    page = base_url + feed.home + feed.folder if base_url else "./"
    mine = f"{page}feed.atom" if base_url else "feed.atom"
    parts = [
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{feed.language}">',
        f"<title>{_text(feed.title)}</title><subtitle>{_text(feed.about)}</subtitle><id>{_text(feed.id)}</id>",
        f"<updated>{feed.updated}</updated><author><name>deputized</name></author>",
        f'<link rel="self" type="application/atom+xml" href="{_text(mine)}"/>',
        f'<link rel="alternate" type="text/html" hreflang="{feed.language}" href="{_text(page)}"/>',
    ]
    for h in feed.entries:
        where = _text(_page(h, feed, base_url))
        parts.append(
            f"<entry><title>{_text(_title(h, feed.language))}</title><id>{_text(_entry_id(h, feed))}</id>"
            f"<updated>{_moment(h.told_on if h.taken_back else h.known_from)}</updated><published>{_moment(h.told_on)}</published>"
            f'<link rel="alternate" type="text/html" href="{where}"/><category term="{_text(h.kind)}"/>'
            f'<content type="text">{_text(_body(h, feed.language))}</content></entry>'
        )
    return "\n".join([*parts, "</feed>"]) + "\n"


def json_feed(feed: Feed, base_url: str = "") -> str:
    """The feed as JSON Feed 1.1; which list and which agency are also in `_deputized`, for programs."""
    whole = {
        "version": "https://jsonfeed.org/version/1.1", "title": feed.title, "description": feed.about,
        "language": feed.language, "authors": [{"name": "deputized"}],
        "items": [
            {
                "id": _entry_id(h, feed), "title": plain(_title(h, feed.language)),
                "content_text": _body(h, feed.language), "date_published": _moment(h.told_on),
                "date_modified": _moment(h.told_on if h.taken_back else h.known_from), "language": feed.language,
                "tags": [h.kind, h.state, h.model],
                "_deputized": {"list": h.list_id, "event": h.event_id, "agency": h.agency_id, "agreement": h.agreement_id},
            }
            | ({"url": _page(h, feed, base_url)} if base_url else {})
            for h in feed.entries
        ],
    }  # fmt: skip
    if base_url:
        page = base_url + feed.home + feed.folder
        whole |= {"home_page_url": page, "feed_url": f"{page}feed.json"}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"


def _page(h: Happening, feed: Feed, base_url: str) -> str:
    """The agency's page, absolute or as seen from the feed."""
    if base_url:
        return f"{base_url}{feed.home}agency/{h.agency_id}/"
    return f"{'../' * feed.folder.count('/')}agency/{h.agency_id}/"


def _entry_id(h: Happening, feed: Feed) -> str:
    """One id per event and language: the same in the feeds of country, state and county."""
    taken = "/taken-back" if h.taken_back else ""
    return f"{TAG}event/{feed.home}{h.event_id.replace('#', '/')}{taken}"


def _title(h: Happening, language: str) -> str:
    if h.taken_back is None:
        return sentence(h, language)
    return say(language, "told_taken_back", day=words_day(language, h.taken_back), what=sentence(h, language))


def _body(h: Happening, language: str) -> str:
    """What to know beside the title, which readers show above it."""
    if h.taken_back is not None:
        told = say(language, f"taken_back_{h.kind}", day=words_day(language, h.taken_back))
        return " ".join(plain(p) for p in (told, source(h, language)))
    parts = (caution(h, language), source(h, language))
    return " ".join(plain(p) for p in parts if p)


def _moment(day: str) -> str:
    """A list bears a day, no hour, and the formats want an instant: noon of Eastern Standard Time."""
    return f"{day}T12:00:00-05:00"


def _text(text: str) -> str:
    return escape(plain(text))
