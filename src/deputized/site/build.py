"""Builds the whole site: both languages, data files, feeds. The same registry and day give the same bytes.

Every file is an `OutputFile`: its path, a digest of all it is made from, and how to make it. A build after a new list makes
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

from deputized.api.files import AnswerFiles
from deputized.claims import KnownAnswer, check_known
from deputized.explore.desk import ChangeLine, every_line
from deputized.library import Registry
from deputized.library.opening import open_registry
from deputized.rules import series
from deputized.rules.chronicle import StatedPoint
from deputized.site import front, topics, words
from deputized.site.about import about_pages
from deputized.site.agency_page import agency, printings_item
from deputized.site.brief import brief_item
from deputized.site.calculator import calculator_data, calculator_page
from deputized.site.claims_page import claims_data
from deputized.site.content import Row, SiteContent, read_content
from deputized.site.county_page import county, county_values
from deputized.site.data_pages import data_pages
from deputized.site.desk_page import desk_data, desk_pages
from deputized.site.digest import digests, read_weeks
from deputized.site.downloads import Download, described, tables, whole
from deputized.site.embeds import card, embed_maps
from deputized.site.feeds import feeds
from deputized.site.frame import Frame, Publisher
from deputized.site.growth_page import growth_page
from deputized.site.images import picture_item, pictures
from deputized.site.law_days import law_days
from deputized.site.list_files import list_item
from deputized.site.map_page import map_page
from deputized.site.methods import method_pages
from deputized.site.output import FileEntry, Output, OutputFile, digest, fixed, settle
from deputized.site.page import Page
from deputized.site.redirects import not_found, redirects
from deputized.site.rendering import page_item, program_stamp
from deputized.site.roster_page import roster_data, roster_page
from deputized.site.search_index import search_parts
from deputized.site.sitemap import sitemap
from deputized.site.state_page import agreements_item, state
from deputized.site.workers import meanwhile, pool, uninterrupted
from deputized.store import alone

ASSETS = Path(__file__).parent / "assets"
CHUNK = 200
Progress = Callable[[int, int], None]
Maker = Callable[[SiteContent, str, str, Frame], Iterable[OutputFile]]


def _county_items(content: SiteContent, fips: str, language: str, frame: Frame) -> Iterator[OutputFile]:
    """All there is of one county in one language: its page and, where there is something to say, its brief and its card."""
    values, framed = county_values(content, fips, language), card(content, fips, language)
    page = page_item(county(content, fips, language, values, framed), language, frame)
    yield page
    if content.speaks_of(fips):
        yield brief_item(content, fips, language, values, page.key, frame)
        yield page_item(framed, language, frame)


MANY: dict[str, Maker] = {
    "state": lambda content, key, language, frame: [
        page_item(state(content, key, language), language, frame)
    ],
    "county": _county_items,
    "agency": lambda content, key, language, frame: [
        page_item(agency(content, key, language), language, frame)
    ],
    "picture": lambda _book, key, _language, _frame: [picture_item(key, _STATE["pictures"][key])],
    "agreements": lambda content, key, _language, _frame: [agreements_item(content, key)],
    "list": lambda content, key, _language, _frame: [list_item(content, key)],
    "printings": lambda content, key, _language, _frame: [printings_item(content, key)],
}
"""Kinds of thing of which there are many: the files of each are made from a key, in a language."""
ONCE = ("agreements", "picture", "list", "printings")
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
    publisher: Publisher | None = None,
    workers: int = 2,
    progress: Progress | None = None,
) -> Built:
    """Build the site into a folder, making and touching only what changed.

    `today` is the day laws and deadlines are told for. `base_url` is the address the site will have, with which
    canonical addresses and feeds are written; `publisher` who answers for it. Another build into the folder is
    waited for. Raises ValueError for a
    folder that holds something else; whatever is raised, the site that stood there stays.
    """
    with alone(folder):
        output = Output.open(folder)
        made_from = digest(
            program_stamp(),
            hashlib.sha256(registry.path.read_bytes()).hexdigest(),
            today,
            base_url,
            publisher,
        )
        if output.is_made_from(made_from):
            return Built(folder, _pages(output.before), len(output.before), 0, 0)
        try:
            _fill(output, registry, today, (base_url, publisher), workers, progress)
            with uninterrupted():
                removed = output.close(made_from)
        finally:
            output.abandon()
    return Built(folder, _pages(output.now), len(output.now), output.written, removed)


def _fill(
    output: Output,
    registry: Registry,
    today: date,
    settings: tuple[str, Publisher | None],
    workers: int,
    progress: Progress | None,
) -> None:
    """Make every file that changed, aside."""
    _STATE.clear()
    _STATE.update(registry=registry, folder=output.folder, before=output.before)
    with meanwhile(workers, _first, _own_connection) as first:
        content = read_content(registry, today)
        frame = Frame.of(content, *settings)
        _STATE.update(content=content, frame=frame, pictures=dict(pictures(content)))
        file, settled, claims = first()
    jobs = list(_jobs(content))
    with pool(workers, _own_connection) as run:
        tables_later = run(_tables, (claims,))
        rendered = [
            run(_rest, (claims,)),
            run(_explored, ()),
            run(_answers, ()),
            *(run(_told, (x,)) for x in words.LANGUAGES),
        ]
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
    output.put_all(_described(content, files, frame))
    output.put_all(_assets(content))
    pages = sorted(p for p in output.now if p.endswith("index.html"))
    addresses = [p.removesuffix("index.html") for p in pages]
    for made in (sitemap(frame.base_url, addresses), redirects(content, frame), not_found(frame)):
        output.put_all(fixed(path, body) for path, body in made)


def _pages(files: Iterable[str]) -> int:
    return sum(path.endswith("index.html") for path in files)


_STATE: dict[str, Any] = {}
"""What the workers are forked with: a content is read once and never copied."""

Job = tuple[str, tuple[str, ...], str]  # kind of page, keys, language
Settled = tuple[str, FileEntry, bool]


def _jobs(content: SiteContent) -> Iterator[Job]:
    keys: dict[str, Iterable[str]] = {
        "state": content.names_of_states,
        "county": content.counties,
        "agency": content.agencies,
        "picture": _STATE["pictures"],
        "agreements": content.names_of_states,
        "list": content.hashes,
        "printings": content.names_of_states,
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
    if "content" in _STATE:
        _STATE["content"].registry = registry


def _first() -> tuple[Download, list[Settled], tuple[KnownAnswer, ...]]:
    """What is made from the registry alone: its own file for download, and the known claims, checked."""
    registry: Registry = _STATE["registry"]
    file, body = whole(registry)
    return file, [_settled(fixed(f"data/{file.name}", body))], check_known(registry)


def _tables(claims: tuple[KnownAnswer, ...]) -> tuple[list[Download], list[Settled]]:
    """Every table for download."""
    files: list[Download] = []
    settled: list[Settled] = []
    for file, body in tables(_STATE["content"], claims):
        files.append(file)
        settled.append(_settled(fixed(f"data/{file.name}", body)))
    return files, settled


def _told(language: str) -> list[Settled]:
    """Feeds of the country, every state and every county in one language."""
    return [_settled(item) for item in feeds(_STATE["content"], language, _STATE["frame"].base_url)]


def _settled(item: OutputFile) -> Settled:
    return item.path, *settle(_STATE["folder"], item, _STATE["before"].get(item.path))


def _work(job: Job) -> list[Settled]:
    kind, keys, language = job
    content, frame = _STATE["content"], _STATE["frame"]
    return [_settled(item) for key in keys for item in MANY[kind](content, key, language, frame)]


def _rest(claims: tuple[KnownAnswer, ...]) -> list[Settled]:
    """Every page of which there is one, in both languages."""
    content, frame = _STATE["content"], _STATE["frame"]
    weeks, quality, points = read_weeks(content), content.registry.doctor(), series(content.registry)
    lines = every_line(content.registry)
    settled = []
    for language in words.LANGUAGES:
        few = (
            *_few(content, language, claims, quality, points, lines, frame.base_url),
            *digests(content, weeks, language), *method_pages(language),
            *about_pages(content, language), *embed_maps(content, language),
        )  # fmt: skip
        settled += [_settled(page_item(p, language, frame)) for p in few]
    return [*settled, *(_settled(item) for item in _data(content))]


def _explored() -> list[Settled]:
    """What the roster, the desk, the map and the claims page are asked from in the browser."""
    content = _STATE["content"]
    made = (roster_data(content.registry), desk_data(content), claims_data(content.registry))
    return [_settled(item) for some in made for item in some]


def _answers() -> list[Settled]:
    """What a program asks: the API's answers to the common questions."""
    content = _STATE["content"]
    made = AnswerFiles(content.registry, content.today).made()
    return [_settled(fixed(path, body)) for path, body in made]


def _described(content: SiteContent, files: list[Download], frame: Frame) -> Iterator[OutputFile]:
    """What tells of the downloads: the package, the checksums, and the pages that list them."""
    for file, body in described(content, files):
        files = [*files, file]
        yield fixed(f"data/{file.name}", body)
    for language in words.LANGUAGES:
        yield from (
            page_item(p, language, frame) for p in data_pages(content, files, language, frame.base_url)
        )


def _few(
    content: SiteContent,
    language: str,
    claims: tuple[KnownAnswer, ...],
    quality: Row,
    points: Sequence[StatedPoint],
    lines: list[ChangeLine],
    base_url: str,
) -> Iterator[Page]:
    yield front.home(content, language, lines, base_url)
    yield front.find(content, language)
    yield from desk_pages(content, language, lines)
    yield calculator_page(content, language)
    yield roster_page(content, language)
    yield map_page(content, language)
    yield growth_page(content, language)
    yield from topics.topics(content, language, claims, quality, points)


def _assets(content: SiteContent) -> Iterator[OutputFile]:
    for asset in sorted(ASSETS.iterdir()):
        yield fixed(f"assets/{asset.name}", asset.read_bytes())


def _data(content: SiteContent) -> Iterator[OutputFile]:
    """What the scripts read."""
    for path, text in search_parts(content):
        yield fixed(path, text)
    yield fixed("data/laws.json", json.dumps(law_days(content), ensure_ascii=False, separators=(",", ":")))
    for name, body in calculator_data(content).items():
        yield fixed(f"data/{name}", body)
