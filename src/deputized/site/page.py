"""A page before it is set: where it lies, its template, and the plain values the template is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from deputized.site import words

MODELS = ("TFM", "JEM", "WSO")
Say = Callable[..., str]
Tell = Callable[[str | date | None], str]


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one language. Everything it shows is in `values`: a page whose values are unchanged is not set again."""

    path: str  # below the language's root, "" for home, "county/48271/"
    template: str
    title: str
    values: dict[str, Any] = field(default_factory=dict)
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    feed: str = ""  # the folder its feeds lie in, below the language's root; "-" for none
    description: str = ""
    image: str = ""  # the picture for sharing, below the site's root


def teller(language: str) -> Say:
    """The words of one language."""
    return lambda key, **values: words.say(language, key, **values)


def dater(language: str) -> Tell:
    """Days as one language writes them."""
    return lambda text: words.day(language, text)
