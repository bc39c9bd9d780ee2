"""Sets a page: its template, its values, and the frame every page stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from deputized.registry.curation import curation_folder
from deputized.site import words
from deputized.site.citing import citation, filled
from deputized.site.frame import Frame
from deputized.site.law_days import CONFIDENCES
from deputized.site.methods import methods_folder
from deputized.site.output import OutputFile, digest
from deputized.site.page import Page, dater, teller
from deputized.site.stamp import restamped

MENU = (
    ("nav_find", "find/"),
    ("nav_roster", "roster/"),
    ("nav_changes", "changes/"),
    ("nav_models", "models/"),
    ("nav_laws", "laws/"),
    ("nav_money", "calculator/"),
    ("nav_results", "results/"),
    ("nav_claims", "claims/"),
    ("nav_data", "data/"),
    ("nav_about", "about/"),
)
HERE = Path(__file__).parent


BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of the text around them: in a printed name they could disguise what follows."""


def inert(value: Any) -> Any:
    """A value as it may be shown: text without marks of direction, all else as it is."""
    if isinstance(value, str) and not value.isascii():
        return type(value)(BIDI.sub("", value))
    return value


COMMAND = re.compile(r"[:;,.] [^:;,.`]*`deputized [^`]*`[^:;,.]*$")
"""The end of a note that names a command: of use on a terminal, not on a page."""


def told(note: str) -> str:
    """A note of the commands as a page says it.

    >>> told("texas: the list is old: take in a newer one with `deputized ingest`")
    'Texas: the list is old'
    """
    return begun(COMMAND.sub("", note))


def begun(text: str) -> str:
    """Text with its first letter raised and all else as it is: unlike Jinja's own, which lowers the rest."""
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=1)
def templates() -> Environment:
    """The templates: everything escaped, nothing undefined."""
    found = Environment(
        loader=PackageLoader("deputized.site"),
        autoescape=True,
        finalize=inert,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"begun": begun, "told": told}
    return found


@lru_cache(maxsize=1)
def code_stamp() -> str:
    """A digest of the code, templates and words that set pages: another program makes every page anew."""
    return _stamp(p for p in HERE.rglob("*") if p.suffix in {".py", ".html", ".csv", ".typ"})


@lru_cache(maxsize=1)
def program_stamp() -> str:
    """A digest of the whole program with the data, rules and methods it ships."""
    roots = (HERE.parent, curation_folder(), methods_folder())
    return _stamp(p for root in roots for p in root.rglob("*") if "__pycache__" not in p.parts)


def _stamp(paths: Iterable[Path]) -> str:
    found = sha256()
    for path in sorted(p for p in paths if p.is_file()):
        found.update(path.name.encode() + b"\0" + sha256(path.read_bytes()).digest())
    return found.hexdigest()[:16]


def page_item(page: Page, language: str, frame: Frame) -> OutputFile:
    """A page as a file to be: set only if anything it shows, or the program, has changed; a new list is stamped on it."""
    key = digest(code_stamp(), language, frame.base_url, frame.publisher, page)
    return OutputFile(
        page_file(page, language), key, lambda: render(page, language, frame).encode("utf-8"),
        digest(frame.stamp), lambda body: restamped(body, frame.stamp, language),
    )  # fmt: skip


def page_file(page: Page, language: str) -> str:
    """Where a page lies below the site's root."""
    return (
        f"{'es/' if language == 'es' else ''}{page.path}{'' if page.path.endswith('.html') else 'index.html'}"
    )


def render(page: Page, language: str, frame: Frame) -> str:
    """A page's text. An apostrophe stands as it is: no template begins an attribute's value with one (a test holds it)."""
    prefix = "es/" if language == "es" else ""
    path = prefix + page.path
    root = "../" * path.count("/")
    return (
        templates()
        .get_template(page.template)
        .render(
            lang=language,
            other="en" if language == "es" else "es",
            title=page.title,
            description=page.description,
            t=teller(language),
            d=dater(language),
            num=lambda n: words.number(language, n),
            t_raw=lambda key: words.WORDS[key][words.LANGUAGES.index(language)],
            of_law=partial(words.of_law, language),
            root=root,
            home=root + prefix,
            path=path,
            path_en=page.path,
            path_es="es/" + page.path,
            other_path=page.path if language == "es" else "es/" + page.path,
            here=page.path,
            menu=MENU,
            base_url=frame.base_url,
            publisher=frame.publisher,
            trust=lambda confidence: words.say(language, CONFIDENCES.get(confidence, "unverified")),
            asof=frame.stamp.marked(language),
            in_places=partial(filled, asof=frame.stamp.marked(language)),
            cited=partial(citation, page.title, path, frame, language),
            scripts=page.scripts,
            styles=page.styles,
            feed=page.feed,
            image=page.image,
            **page.values,
        )
        .replace("&#39;", "'")
    )
