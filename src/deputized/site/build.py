"""Builds the whole site: both languages, data files, feeds. The same registry and day give the same bytes.

Every file is an `Item`: its path, a digest of all it is made from, and how to make it. A build after a new list makes
and touches only the files whose digest changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from deputized.claims import KnownAnswer, check_known
from deputized.library import Registry
from deputized.library.opening import open_registry
from deputized.rules import series
from deputized.rules.chronicle import Point
from deputized.site import front, topics, words
from deputized.site.about import about_pages
from deputized.site.agency_page import agency, listings_item
from deputized.site.book import Book, Row, read_book
from deputized.site.brief import brief_item
from deputized.site.calculator import calculator_data, calculator_page
from deputized.site.county_page import county, county_values
from deputized.site.data_pages import data_pages
from deputized.site.digest import digests, read_weeks
from deputized.site.downloads import Download, described, tables, whole
from deputized.site.embeds import card, embed_maps
from deputized.site.feeds import feeds
from deputized.site.images import picture_item, pictures
from deputized.site.law_days import law_days
from deputized.site.methods import method_pages
from deputized.site.months import slider
from deputized.site.output import Entry, Item, Output, digest, fixed, settle
from deputized.site.page import Page
from deputized.site.rendering import page_item, program_stamp
from deputized.site.search_index import search_index
from deputized.site.signposts import not_found, redirects
from deputized.site.sitemap import sitemap
from deputized.site.stamp import newest_css
from deputized.site.state_page import state
from deputized.site.workers import meanwhile, pool, uninterrupted
from deputized.store import alone

ASSETS = Path(__file__).parent / "assets"
CHUNK = 200
Progress = Callable[[int, int], None]
Maker = Callable[[Book, str, str, str], Iterable[Item]]


def _county_items(book: Book, fips: str, language: str, base_url: str) -> Iterator[Item]:
    """All there is of one county in one language: its page, its brief and its card."""
    values, framed = county_values(book, fips, language), card(book, fips, language)
    page = page_item(county(book, fips, language, values, framed), language, base_url)
    yield page
    yield brief_item(book, fips, language, values, page.key, base_url)
    yield page_item(framed, language, base_url)


MANY: dict[str, Maker] = {
    "state": lambda book, key, language, base: [page_item(state(book, key, language), language, base)],
    "county": _county_items,
    "agency": lambda book, key, language, base: [page_item(agency(book, key, language), language, base)],
    "picture": lambda _book, key, _language, _base: [picture_item(key, _STATE["pictures"][key])],
    "listings": lambda book, key, _language, _base: [listings_item(book, key)],
}
"""Kinds of thing of which there are many: the files of each are made from a key, in a language."""
ONCE = ("picture", "listings")
"""Those that both languages share."""


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
    canonical addresses and feeds are written. Another build into the folder is waited for. Raises ValueError for a
    folder that holds something else; whatever is raised, the site that stood there stays.
    """
    with alone(folder):
        output = Output.open(folder)
        made_from = digest(
            program_stamp(), hashlib.sha256(registry.path.read_bytes()).hexdigest(), today, base_url
        )
        if output.is_made_from(made_from):
            return Built(folder, _pages(output.before), len(output.before), 0, 0)
        try:
            _fill(output, registry, today, base_url, workers, progress)
            with uninterrupted():
                removed = output.close(made_from)
        finally:
            output.abandon()
    return Built(folder, _pages(output.now), len(output.now), output.written, removed)


def _fill(
    output: Output, registry: Registry, today: date, base_url: str, workers: int, progress: Progress | None
) -> None:
    """Make every file that changed, aside."""
    _STATE.clear()
    _STATE.update(registry=registry, base_url=base_url, folder=output.folder, before=output.before)
    with meanwhile(workers, _first, _own_connection) as first:
        book = read_book(registry, today)
        _STATE.update(book=book, pictures=dict(pictures(book)))
        file, settled, claims = first()
    jobs = list(_jobs(book))
    with pool(workers, _own_connection) as run:
        tables_later = run(_tables, (claims,))
        rendered = [run(_rest, (claims,)), *(run(_told, (x,)) for x in words.LANGUAGES)]
        rendered += [run(_work, (job,)) for job in jobs]
        files, others = tables_later()
        files, settled = [file, *files], [*settled, *others]
        for done, later in enumerate(rendered, 1):
            for path, entry, written in later():
                output.take(path, entry, written)
            if progress is not None:
                progress(done, len(rendered))
    for path, entry, written in settled:
        output.take(path, entry, written)
    output.put_all(_described(book, files, base_url))
    output.put_all(_assets(book))
    pages = sorted(p for p in output.now if p.endswith("index.html"))
    addresses = [p.removesuffix("index.html") for p in pages]
    for made in (sitemap(base_url, addresses), redirects(book, base_url), not_found(base_url)):
        output.put_all(fixed(path, body) for path, body in made)


def _pages(files: Iterable[str]) -> int:
    return sum(path.endswith("index.html") for path in files)


_STATE: dict[str, Any] = {}
"""What the workers are forked with: a book is read once and never copied."""

Job = tuple[str, tuple[str, ...], str]  # kind of page, keys, language
Settled = tuple[str, Entry, bool]


def _jobs(book: Book) -> Iterator[Job]:
    keys: dict[str, Iterable[str]] = {
        "state": book.names_of_states,
        "county": book.counties,
        "agency": book.agencies,
        "picture": _STATE["pictures"],
        "listings": book.agencies,
    }
    for kind in MANY:
        some = sorted(keys[kind])
        for language in ("en",) if kind in ONCE else words.LANGUAGES:
            for n in range(0, len(some), CHUNK):
                yield kind, tuple(some[n : n + CHUNK]), language


def _own_connection() -> None:
    """A worker reads through a connection of its own: one taken through a fork is not safe to use."""
    registry = open_registry(_STATE["registry"].path)
    _STATE["registry"] = registry
    if "book" in _STATE:
        _STATE["book"].registry = registry


def _first() -> tuple[Download, list[Settled], tuple[KnownAnswer, ...]]:
    """What is made from the registry alone: its own file for download, and the known claims, checked."""
    registry: Registry = _STATE["registry"]
    file, body = whole(registry)
    return file, [_settled(fixed(f"data/{file.name}", body))], check_known(registry)


def _tables(claims: tuple[KnownAnswer, ...]) -> tuple[list[Download], list[Settled]]:
    """Every table for download."""
    files: list[Download] = []
    settled: list[Settled] = []
    for file, body in tables(_STATE["book"], claims):
        files.append(file)
        settled.append(_settled(fixed(f"data/{file.name}", body)))
    return files, settled


def _told(language: str) -> list[Settled]:
    """Feeds of the country, every state and every county in one language."""
    return [_settled(item) for item in feeds(_STATE["book"], language, _STATE["base_url"])]


def _settled(item: Item) -> Settled:
    return item.path, *settle(_STATE["folder"], item, _STATE["before"].get(item.path))


def _work(job: Job) -> list[Settled]:
    kind, keys, language = job
    book, base_url = _STATE["book"], _STATE["base_url"]
    return [_settled(item) for key in keys for item in MANY[kind](book, key, language, base_url)]


def _rest(claims: tuple[KnownAnswer, ...]) -> list[Settled]:
    """Every page of which there is one, in both languages."""
    book, base_url = _STATE["book"], _STATE["base_url"]
    months = slider(book)
    weeks, quality, points = read_weeks(book), book.registry.doctor(), series(book.registry)
    settled = []
    for language in words.LANGUAGES:
        few = (
            *_few(book, language, months, claims, quality, points, base_url), *digests(book, weeks, language), *method_pages(language),
            *about_pages(book, language), *embed_maps(book, language),
        )  # fmt: skip
        settled += [_settled(page_item(p, language, base_url)) for p in few]
    return [*settled, *(_settled(item) for item in _data(book, months))]


def _described(book: Book, files: list[Download], base_url: str) -> Iterator[Item]:
    """What tells of the downloads: the package, the checksums, and the pages that list them."""
    for file, body in described(book, files):
        files = [*files, file]
        yield fixed(f"data/{file.name}", body)
    for language in words.LANGUAGES:
        yield from (page_item(p, language, base_url) for p in data_pages(book, files, language, base_url))


def _few(
    book: Book,
    language: str,
    months: dict[str, Any],
    claims: tuple[KnownAnswer, ...],
    quality: Row,
    points: Sequence[Point],
    base_url: str,
) -> Iterator[Page]:
    yield front.home(book, language, months, base_url)
    yield front.find(book, language)
    yield front.changes(book, language)
    yield calculator_page(book, language)
    yield from topics.topics(book, language, claims, quality, points)


def _assets(book: Book) -> Iterator[Item]:
    for asset in sorted(ASSETS.iterdir()):
        yield fixed(f"assets/{asset.name}", asset.read_bytes())
    yield fixed("assets/newest.css", newest_css(book.newest))


def _data(book: Book, months: dict[str, Any]) -> Iterator[Item]:
    """What the scripts read."""
    yield fixed("data/months.json", json.dumps(months, separators=(",", ":")))
    yield fixed("data/search.json", search_index(book))
    yield fixed("data/laws.json", json.dumps(law_days(book), ensure_ascii=False, separators=(",", ":")))
    for name, body in calculator_data(book).items():
        yield fixed(f"data/{name}", body)
