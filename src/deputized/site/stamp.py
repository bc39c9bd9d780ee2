"""Which list a page rests on: its day, its id, the start of its hash, and the day the page was made, as text in every page.

A new list changes these four words on every page and little else, so they stand in marked places: `restamped` writes
them anew into a page that stands, without setting it again. The result is that of setting it again, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from deputized.library.freshness import freshness
from deputized.site import words

if TYPE_CHECKING:
    from deputized.site.content import SiteContent

WHAT = ("day", "list", "hash", "made", "isoday", "isomade", "year", "doubt")
MARK = re.compile(rf"(<x-({'|'.join(WHAT)})>)[^<]*")
"""Marked places are elements of a name of their own: a page has fourteen, and there are ten thousand pages."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """The newest list of those in force, and the day the site was made."""

    day: str  # ISO
    list_id: str
    sha256: str
    made: str  # ISO
    doubted: tuple[str, ...] = ()  # later lists that are not believed, and wait for a person

    @classmethod
    def of(cls, content: SiteContent) -> Stamp:
        """The stamp of a content: that of the list its records rest on."""
        used, made = content.status.list_used, content.today.isoformat()
        doubted = freshness(content.registry, content.today).doubted
        if used is None:
            return cls(content.newest.isoformat(), "", "", made, doubted)
        return cls(used.published_date, used.publication_id, used.sha256, made, doubted)

    def text(self, what: str, language: str) -> str:
        """One of its words in a language."""
        match what:
            case "day":
                return words.day(language, self.day)
            case "made":
                return words.day(language, self.made)
            case "isoday":
                return self.day
            case "isomade":
                return self.made
            case "year":
                return self.made[:4]
            case "list":
                return self.list_id
            case "hash":
                return self.sha256[:16]
            case "doubt":
                return (
                    words.say(language, "footer_doubt", lists=", ".join(self.doubted)) if self.doubted else ""
                )
        raise KeyError(what)

    def marked(self, language: str) -> Callable[[str], Markup]:
        """What a template calls to write one of its words in a place that can be written again."""
        return _marked(self, language)

    @property
    def age(self) -> int:
        """Days from the list to the day the site was made."""
        return (date.fromisoformat(self.made) - date.fromisoformat(self.day)).days


@lru_cache(maxsize=16)
def _marked(stamp: Stamp, language: str) -> Callable[[str], Markup]:
    """Nine places to a page, on ten thousand pages: each of the few marks is made once."""
    return lru_cache(maxsize=len(WHAT))(
        lambda what: Markup("<x-{}>{}</x-{}>").format(what, stamp.text(what, language), what)
    )


def restamped(body: bytes, stamp: Stamp, language: str) -> bytes:
    """A page with the words of another stamp in its marked places.

    >>> restamped(b"<x-isoday>2026-05-15</x-isoday>", Stamp("2026-05-18", "", "", "2026-11-29"), "en")
    b'<x-isoday>2026-05-18</x-isoday>'
    """
    texts = {what: str(escape(stamp.text(what, language))) for what in WHAT}
    return MARK.sub(lambda m: m[1] + texts[m[2]], body.decode("utf-8")).encode("utf-8")
