"""Lists out of the Wayback Machine: its index read page by page, one request after the other, picked up where it ended.

Two questions are asked of the index: files under ICE's folder of lists, and captures of the program page (whose links
lead to lists with addresses that say nothing). Raw bytes come from `/web/<time>id_/<address>`; they may be gzip without
saying so, which the client unpacks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from deputized.live.client import Client, served_name
from deputized.live.elsewhere import BATCH, Parcel, take_batch
from deputized.live.page import read_page
from deputized.live.report import FetchReport, ReportLine
from deputized.live.settings import Settings
from deputized.live.taking import Arrival, Look
from deputized.live.trouble import FetchStatus, Trouble
from deputized.live.visit_store import Kept

FOLDER = "www.ice.gov/doclib/about/offices/ero/287g/"
LIMIT = 500
TRIES, WAIT = 5, 15.0
"""503 is common there: five tries, 15 s doubled each time."""
LIST_NAME = re.compile(r"(?:participating|pending)agenc", re.IGNORECASE)
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Capture:
    """One capture in the index."""

    stamp: str  # yyyymmddhhmmss
    address: str
    digest: str

    @property
    def at(self) -> str:
        return datetime.strptime(self.stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC).isoformat()


@dataclass(slots=True)
class _Run:
    """One backfill under way; `done` are captures and links settled, by address and digest."""

    settings: Settings
    kept: Kept
    client: Client
    look: Look | None  # in a dry run
    done: set[str]
    items: list[ReportLine] = field(default_factory=list)
    batch: list[tuple[Parcel, Arrival]] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)

    def settle(self, key: str, parcel: Parcel | None) -> None:
        """Record one capture as dealt with; its file is taken in with the next batch."""
        self.waiting.append(key)
        if parcel is not None and parcel.arrival is not None:
            self.batch.append((parcel, parcel.arrival))
        if len(self.batch) >= BATCH or len(self.waiting) >= 10 * BATCH:
            self.flush()

    def flush(self) -> None:
        """Take the batch in, then say that it is done: a kill between the two only asks again."""
        self.items += take_batch(self.batch, self.kept, "wayback", self.look)
        self.done.update(self.waiting)
        self.batch, self.waiting = [], []
        if self.look is None:
            self.kept.write("wayback", {"done": sorted(self.done)})


def wayback_client(settings: Settings, **more: Any) -> Client:
    """A client with the patience this site asks for. The browser's name is never used here."""
    return Client(
        settings.contact,
        timeout=settings.timeout,
        tries=TRIES,
        base_wait=WAIT,
        longest_wait=240.0,
        pause=1.5,
        **more,
    )


def from_wayback(
    settings: Settings,
    kept: Kept,
    client: Client,
    since: date | None,
    *,
    is_dry_run: bool = False,
    progress: Progress | None = None,
) -> FetchReport:
    """Every list captured since a day that we do not have. What is done is kept: a run cut short is picked up."""
    look = Look() if is_dry_run else None
    run = _Run(settings, kept, client, look, set(map(str, kept.read("wayback").get("done", ()))))
    try:
        for n, capture in enumerate(captures(client, settings, FOLDER, since, prefix=True)):
            if LIST_NAME.search(capture.address.rsplit("/", 1)[-1]):
                _file(run, capture)
            if progress:
                progress(n + 1, n + 2)
        for capture in captures(client, settings, settings.page, since):
            _page(run, capture)
    except Trouble as trouble:
        later = "what came so far is kept; run it again and it goes on from here"
        run.flush()
        run.items.append(
            ReportLine("wayback", trouble.status, trouble.url, detail=trouble.detail, what_to_do=later)
        )
    else:
        run.flush()
    report = FetchReport(tuple(run.items), client.requests, is_dry_run)
    return report.judged(look.doubts()) if look else report


def captures(
    client: Client, settings: Settings, address: str, since: date | None, *, prefix: bool = False
) -> Iterator[Capture]:
    """The index's captures of an address (or of all below it), oldest first; asked for in parts by its resume key."""
    asked = {
        "url": re.sub(r"^https?://", "", address), "output": "json", "fl": "timestamp,original,statuscode,digest",
        "filter": "statuscode:200", "collapse": "digest", "limit": str(LIMIT), "showResumeKey": "true",
    }  # fmt: skip
    if prefix:
        asked["matchType"] = "prefix"
    if since:
        asked["from"] = since.strftime("%Y%m%d")
    keys: set[str] = set()
    while True:
        answer = patiently(client, f"{settings.cdx}?{urlencode(asked)}")
        rows, key = read_index(answer.body, settings.cdx)
        yield from rows
        if not key or key in keys:
            return
        keys.add(key)
        asked["resumeKey"] = key


def patiently(client: Client, url: str) -> Any:
    """An answer of a site that is often overloaded: 503 and 429 are waited out, five times at most."""
    for attempt in range(TRIES):
        try:
            return client.file(url)
        except Trouble as trouble:
            if trouble.status is not FetchStatus.THROTTLED or attempt + 1 == TRIES:
                raise
        client.sleep(WAIT * 2**attempt)
    raise AssertionError("a try gives an answer or raises")


def read_index(body: bytes, url: str) -> tuple[list[Capture], str]:
    """Captures and the resume key ("" at the end). The first row is the heading; the key follows an empty row."""
    try:
        rows = json.loads(body or b"[]")
        heads = [str(x) for x in rows[0]] if rows else []
        found, key = [], ""
        for n, row in enumerate(rows[1:], 1):
            if not row:
                key = str(rows[n + 1][0]) if n + 1 < len(rows) else ""
                break
            cell = dict(zip(heads, map(str, row), strict=True))
            if re.fullmatch(r"\d{14}", cell["timestamp"]):
                found.append(Capture(cell["timestamp"], cell["original"], cell["digest"]))
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise Trouble(FetchStatus.NOT_A_LIST, url, "the index's answer cannot be read") from error
    return found, key


def _file(run: _Run, capture: Capture) -> None:
    """One capture of a list's file."""
    key = f"{capture.address} {capture.digest}"
    if key in run.done or key in run.waiting:
        return
    url = f"{run.settings.replay}/{capture.stamp}id_/{capture.address}"
    try:
        answer = patiently(run.client, url)
    except Trouble as trouble:
        if trouble.status not in (FetchStatus.NOT_THERE, FetchStatus.NOT_A_LIST):
            raise
        run.settle(key, None)  # a capture of a page under a list's name, or one that is gone
        return
    stamp = re.search(r"/web/(\d{14})", answer.final_url)
    at = Capture(stamp[1], "", "").at if stamp else capture.at
    name = served_name(answer)
    if "." not in name:
        name = capture.address.rsplit("/", 1)[-1]
    run.settle(
        key,
        Parcel(Arrival(name, answer.body, at, answer.headers.get("x-archive-orig-last-modified", "")), url),
    )


def _page(run: _Run, capture: Capture) -> None:
    """One capture of the program page: the lists it links that the index of files does not show."""
    key = f"{capture.address} {capture.digest}"
    if key in run.done:
        return
    url = f"{run.settings.replay}/{capture.stamp}id_/{capture.address}"
    for attempt in range(TRIES):
        try:
            answer = run.client.page(url)
            break
        except Trouble as trouble:
            if trouble.status is FetchStatus.THROTTLED and attempt + 1 < TRIES:
                run.client.sleep(WAIT * 2**attempt)
                continue
            if trouble.status not in (FetchStatus.NOT_THERE, FetchStatus.NOT_A_LIST):
                raise
            run.settle(key, None)
            return
    if run.look is None:
        run.kept.keep_page(answer.body)
    for link in read_page(answer.body, capture.address).links.values():
        if not urlsplit(link.url).path.lower().endswith(".xlsx"):
            _file(run, Capture(capture.stamp, link.url, capture.digest))
    run.settle(key, None)
