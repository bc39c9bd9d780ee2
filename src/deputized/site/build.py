"""Builds the whole site: both languages, data files, feeds. The same registry and day give the same bytes.

Every file is an `Item`: its path, a digest of all it is made from, and how to make it. A build after a new list makes
and touches only the files whose digest changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from deputized.claims import KnownAnswer, check_known
from deputized.library import Registry
from deputized.library.opening import open_registry
from deputized.site import feeds, front, topics, words
from deputized.site.agency_page import agency
from deputized.site.book import Book, read_book
from deputized.site.brief import brief_item
from deputized.site.calculator import calculator_data, calculator_page
from deputized.site.county_page import county
from deputized.site.downloads import downloads
from deputized.site.law_days import law_days
from deputized.site.months import slider
from deputized.site.output import Entry, Item, Output, fixed, settle
from deputized.site.page import Page
from deputized.site.rendering import page_item
from deputized.site.search_index import search_index
from deputized.site.stamp import newest_css
from deputized.site.state_page import state

ASSETS = Path(__file__).parent / "assets"
CHUNK = 200
Progress = Callable[[int, int], None]
PAGES: dict[str, Callable[[Book, str, str], Page]] = {"state": state, "county": county, "agency": agency}
MANY: dict[str, Callable[[Book, str, str, str], Item]] = {
    kind: lambda book, key, language, base_url, make=make: page_item(
        make(book, key, language), language, base_url
    )
    for kind, make in PAGES.items()
} | {"brief": lambda book, key, language, _: brief_item(book, key, language)}
"""Kinds of file of which there are many: each is made from a key, in a language."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    folder: Path
    pages: int
    files: int
    written: int
    removed: int


def build_site(
    registry: Registry,
    folder: Path,
    today: date,
    *,
    base_url: str = "",
    workers: int = 2,
    progress: Progress | None = None,
) -> Built:
    """Build the site into a folder, making and touching only what changed.

    `today` is the day laws and deadlines are told for. `base_url` is the address the site will have, with which
    canonical addresses and feeds are written. Raises ValueError for a folder that holds something else.
    """
    output = Output.open(folder)
    book = read_book(registry, today)
    _STATE.clear()
    _STATE.update(book=book, base_url=base_url, folder=folder, before=output.before)
    jobs = list(_jobs(book))
    with _pool(workers) as run:
        months_later, claims_later = run(_months, ()), run(_known, ())
        rendered = [run(_work, (job,)) for job in jobs]
        for done, later in enumerate(rendered, 1):
            for path, entry, written in later():
                output.take(path, entry, written)
            if progress is not None:
                progress(done, len(jobs))
        months, claims = months_later(), claims_later()
    for language in words.LANGUAGES:
        output.put_all(page_item(p, language, base_url) for p in _few(book, language, months, claims))
    output.put_all(_assets(book))
    output.put_all(_data(book, months, base_url))
    output.put_all(_feeds(book, base_url))
    pages = sorted(p for p in output.now if p.endswith(".html"))
    output.put_all(_for_robots(base_url, pages))
    removed = output.close()
    return Built(folder, len(pages), len(output.now), output.written, removed)


_STATE: dict[str, Any] = {}
"""What the workers are forked with: a book is read once and never copied."""

Job = tuple[str, tuple[str, ...], str]  # kind of page, keys, language
Settled = tuple[str, Entry, bool]


def _jobs(book: Book) -> Iterator[Job]:
    keys: dict[str, Iterable[str]] = {
        "state": book.names_of_states,
        "county": book.counties,
        "agency": book.agencies,
        "brief": book.counties,
    }
    for kind in MANY:
        some = sorted(keys[kind])
        for language in words.LANGUAGES:
            for n in range(0, len(some), CHUNK):
                yield kind, tuple(some[n : n + CHUNK]), language


@contextmanager
def _pool(workers: int) -> Iterator[Callable[..., Callable[[], Any]]]:
    """Runs a function now or in a worker forked with the book; gives back what asks for its result."""
    if workers < 2:
        yield lambda work, given: lambda: work(*given)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("fork"), initializer=_own_connection) as pool:
        yield lambda work, given: pool.submit(work, *given).result


def _own_connection() -> None:
    """A worker reads through a connection of its own: one taken through a fork is not safe to use."""
    book: Book = _STATE["book"]
    book.registry = open_registry(book.registry.path)


def _months() -> dict[str, Any]:
    return slider(_STATE["book"])


def _known() -> tuple[KnownAnswer, ...]:
    return check_known(_STATE["book"].registry)


def _work(job: Job) -> list[Settled]:
    kind, keys, language = job
    book, base_url, folder, before = (_STATE[k] for k in ("book", "base_url", "folder", "before"))
    items = (MANY[kind](book, key, language, base_url) for key in keys)
    return [(i.path, *settle(folder, i, before.get(i.path))) for i in items]


def _few(
    book: Book, language: str, months: dict[str, Any], claims: tuple[KnownAnswer, ...]
) -> Iterator[Page]:
    yield front.home(book, language, months)
    yield front.find(book, language)
    yield front.changes(book, language)
    yield calculator_page(book, language)
    yield from topics.topics(book, language, claims)


def _assets(book: Book) -> Iterator[Item]:
    for asset in sorted(ASSETS.iterdir()):
        yield fixed(f"assets/{asset.name}", asset.read_bytes())
    yield fixed("assets/newest.css", newest_css(book.newest))


def _data(book: Book, months: dict[str, Any], base_url: str) -> Iterator[Item]:
    """What the scripts read, and what readers download with the page that lists it."""
    yield fixed("data/months.json", json.dumps(months, separators=(",", ":")))
    yield fixed("data/search.json", search_index(book))
    yield fixed("data/laws.json", json.dumps(law_days(book), ensure_ascii=False, separators=(",", ":")))
    for name, body in calculator_data(book).items():
        yield fixed(f"data/{name}", body)
    files = downloads(book)
    for file in files:
        yield fixed(f"data/{file.name}", file.body)
    for language in words.LANGUAGES:
        yield page_item(topics.data_page(files, language), language, base_url)


def _feeds(book: Book, base_url: str) -> Iterator[Item]:
    """Feeds of the country, every state and every county, in both languages."""
    title = "287(g): what changed on ICE's lists"
    for prefix in ("", "es/"):
        yield from _feed(prefix, title, book.events, base_url)
        for postal, name in sorted(book.names_of_states.items()):
            events = [e for e in book.events if e["state"] == postal]
            yield from _feed(f"{prefix}state/{postal.lower()}/", f"287(g) in {name}", events, base_url)
        for fips in sorted(book.counties):
            some = [e for i in book.by_county.get(fips, ()) for e in book.events_of.get(i, ())]
            some.sort(key=lambda e: (e["date"], e["event_id"]), reverse=True)
            yield from _feed(f"{prefix}county/{fips}/", f"287(g) in {book.county(fips)}", some, base_url)


def _feed(place: str, title: str, events: list[Any], base_url: str) -> Iterator[Item]:
    here = (base_url or "tag:deputized,2026:") + place
    newest = events[0]["date"] if events else "2021-01-13"
    yield fixed(f"{place}feed.atom", feeds.atom(title, here + "feed.atom", events, newest))
    yield fixed(f"{place}feed.json", feeds.json_feed(title, events))


def _for_robots(base_url: str, pages: Iterable[str]) -> Iterator[Item]:
    yield fixed("sitemap.xml", feeds.sitemap(base_url, (p.removesuffix("index.html") for p in pages)))
    yield fixed(
        "robots.txt", "User-agent: *\nAllow: /\n" + (f"Sitemap: {base_url}sitemap.xml\n" if base_url else "")
    )
