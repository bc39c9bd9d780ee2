"""Builds the whole site: both languages, data files, feeds. The same registry and day give the same bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from deputized.claims import KnownAnswer, check_known
from deputized.library import Registry
from deputized.library.opening import open_registry
from deputized.site import feeds, pages, topics, words
from deputized.site.book import Book, read_book
from deputized.site.geojson import counties_geojson
from deputized.site.months import slider
from deputized.site.output import Output
from deputized.site.pages import Page

MENU = (
    ("nav_home", ""), ("nav_find", "find/"), ("nav_changes", "changes/"), ("nav_models", "models/"), ("nav_laws", "laws/"),
    ("nav_claims", "claims/"), ("nav_data", "data/"), ("nav_about", "about/"),
)  # fmt: skip
ASSETS = Path(__file__).parent / "assets"
CHUNK = 400
Progress = Callable[[int, int], None]


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
    """Build the site into a folder, touching only what changed.

    `today` is the day laws and deadlines are told for. `base_url` is the address the site will have, with which
    canonical addresses and feeds are written. Raises ValueError for a folder that holds something else.
    """
    output = Output.open(folder)
    book = read_book(registry, today)
    _STATE.clear()
    _STATE.update(book=book, base_url=base_url)
    jobs = list(_jobs(book))
    with _pool(workers) as run:
        months_later, claims_later = run(_months, ()), run(_known, ())
        rendered = [run(_work, (job,)) for job in jobs]
        for done, later in enumerate(rendered, 1):
            for path, text in later():
                output.put(path, text)
            if progress is not None:
                progress(done, len(jobs))
        months, claims = months_later(), claims_later()
    for language in words.LANGUAGES:
        for page in _few(book, language, months, claims):
            output.put(*render(page, language, book, base_url))
    files = _data(book, months, output)
    for language in words.LANGUAGES:
        output.put(*render(topics.data_page(files, language), language, book, base_url))
    _feeds(book, output, base_url)
    for asset in sorted(ASSETS.iterdir()):
        output.put(f"assets/{asset.name}", asset.read_bytes())
    count = sum(p.endswith("index.html") for p in output.now)
    output.put(
        "sitemap.xml",
        feeds.sitemap(
            base_url, sorted(p.removesuffix("index.html") for p in output.now if p.endswith("index.html"))
        ),
    )
    output.put(
        "robots.txt", "User-agent: *\nAllow: /\n" + (f"Sitemap: {base_url}sitemap.xml\n" if base_url else "")
    )
    removed = output.close()
    return Built(folder, count, len(output.now), output.written, removed)


_STATE: dict[str, Any] = {}
"""What the workers are forked with: a book is read once and never copied."""

Job = tuple[str, tuple[str, ...], str]  # kind of page, keys, language


def _jobs(book: Book) -> Iterator[Job]:
    for language in words.LANGUAGES:
        for kind, keys in (
            ("state", sorted(book.names_of_states)),
            ("county", sorted(book.counties)),
            ("agency", sorted(book.agencies)),
        ):
            for n in range(0, len(keys), CHUNK):
                yield kind, tuple(keys[n : n + CHUNK]), language


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


def _work(job: Job) -> list[tuple[str, str]]:
    kind, keys, language = job
    book, base_url = _STATE["book"], _STATE["base_url"]
    make = {"state": pages.state, "county": pages.county, "agency": pages.agency}[kind]
    return [render(make(book, key, language), language, book, base_url) for key in keys]


def _few(
    book: Book, language: str, months: dict[str, Any], claims: tuple[KnownAnswer, ...]
) -> Iterator[Page]:
    yield pages.home(book, language, months)
    yield pages.find(book, language)
    yield pages.changes(book, language)
    yield from topics.topics(book, language, claims)


@lru_cache(maxsize=1)
def templates() -> Environment:
    """The templates: everything escaped, nothing undefined."""
    return Environment(
        loader=PackageLoader("deputized.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(page: Page, language: str, book: Book, base_url: str) -> tuple[str, str]:
    """A page's file and its text."""
    home = "es/" if language == "es" else ""
    path = home + page.path
    root = "../" * path.count("/")
    other = page.path if language == "es" else "es/" + page.path
    text = templates().get_template(page.template).render(
        lang=language, title=page.title, description=page.description, t=pages.teller(language), d=lambda x: words.day(language, x),
        t_raw=lambda key: words.WORDS[key][words.LANGUAGES.index(language)], num=lambda n: words.number(language, n),
        book=book, root=root, home=root + home, path=path, path_en=page.path, path_es="es/" + page.path, other_path=other,
        here=page.path, menu=MENU, base_url=base_url, scripts=page.scripts, feed=page.feed, **page.values,
    )  # fmt: skip
    return path + "index.html", text


def _data(book: Book, months: dict[str, Any], output: Output) -> list[tuple[str, int, str]]:
    """Data files of the pages and for download; name, bytes and what is in each."""
    import tempfile

    from deputized.store.export import export

    output.put("data/months.json", json.dumps(months, separators=(",", ":")))
    output.put("data/search.json", json.dumps(_search(book), ensure_ascii=False, separators=(",", ":")))
    files: list[tuple[str, bytes, str]] = [
        ("growth.csv", _csv(book.registry.growth()), "agreements on every list, by model"),
        (
            "counties.geojson",
            counties_geojson(book).encode(),
            "county shapes with who holds an agreement on the newest list",
        ),
    ]
    with tempfile.TemporaryDirectory() as name:
        export(book.registry.db, Path(name))
        for path in sorted(Path(name).iterdir()):
            what = "what every file and column means" if path.suffix == ".json" else f"table {path.stem}"
            files.append((path.name, path.read_bytes(), what))
    for name, body, _ in files:
        output.put(f"data/{name}", body)
    return [(name, len(body), what) for name, body, what in files]


def _csv(rows: list[dict[str, Any]]) -> bytes:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


def _search(book: Book) -> list[tuple[str, str, str]]:
    """What the search looks through: address, label, other words for it."""
    rows = [
        (f"county/{f}/", book.county(f), book.names_of_states[c.state])
        for f, c in sorted(book.counties.items())
    ]
    for agency_id, a in sorted(book.agencies.items()):
        rows.append((f"agency/{agency_id}/", f"{a['name']}, {a['state']}", book.names_of_states[a["state"]]))
    rows += [(f"state/{p.lower()}/", name, p) for p, name in sorted(book.names_of_states.items())]
    return rows


def _feeds(book: Book, output: Output, base_url: str) -> None:
    newest = book.newest.isoformat()
    here = base_url or "tag:deputized,2026:"
    output.put(
        "feed.atom",
        feeds.atom("287(g): what changed on ICE's lists", here + "feed.atom", book.events, newest),
    )
    output.put("feed.json", feeds.json_feed("287(g): what changed on ICE's lists", book.events))
    for postal, name in sorted(book.names_of_states.items()):
        events = [e for e in book.events if e["state"] == postal]
        if events:
            path = f"state/{postal.lower()}/feed.atom"
            output.put(path, feeds.atom(f"287(g) in {name}", here + path, events, events[0]["date"]))
    for fips in sorted(book.counties):
        some = [e for i in book.by_county.get(fips, ()) for e in book.events_of.get(i, ())]
        if some:
            some.sort(key=lambda e: (e["date"], e["event_id"]), reverse=True)
            path = f"county/{fips}/feed.atom"
            output.put(path, feeds.atom(f"287(g) in {book.county(fips)}", here + path, some, some[0]["date"]))
