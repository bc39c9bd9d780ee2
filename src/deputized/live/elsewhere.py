"""Lists from elsewhere: a file saved by hand, a folder, a collector's archive with its manifest, any address.

They are an equal path: the same checks, the same ledger, the same record of where they came from.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

from deputized.live.client import Client, is_html, served_name
from deputized.live.page import read_page
from deputized.live.report import FetchReport, ReportLine
from deputized.live.taking import Arrival, Look, TakenArrival, take_in
from deputized.live.trouble import WHAT_TO_DO, FetchStatus, Trouble
from deputized.live.visit_store import Kept, Seen
from deputized.readers.errors import ReadError
from deputized.readers.xlsx import read_bytes

ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".html", ".htm")
MANIFESTS = ("manifest.csv", "snapshots.csv", "index.csv")
NAMES = ("filename", "file", "name", "path", "file_name")
TIMES = ("fetched_at", "captured_at", "first_captured_at", "retrieved_at", "downloaded_at", "seen_at")
ADDRESSES = ("source_url_observed", "url", "source_url", "address")
BATCH = 20
"""Files taken in at once: memory stays bounded, and a kill costs at most these."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One file on its way in, or why it did not come."""

    arrival: Arrival | None
    where: str
    error: str = ""


def from_path(path: Path, kept: Kept, *, is_dry_run: bool = False) -> FetchReport:
    """A file or a folder; a folder's manifest gives times and hashes of what it names. Raises OSError if it is not there."""
    if path.is_dir():
        return _all(_folder(path), kept, str(path), is_dry_run, 0)
    path.stat()
    return _all(iter([_local(path, path.name, "")]), kept, str(path), is_dry_run, 0)


def from_url(url: str, kept: Kept, client: Client, *, is_dry_run: bool = False) -> FetchReport:
    """A list, a manifest (.csv with names in it) or a page that links lists, at any address."""
    try:
        parcels = list(_at(url, client))
    except Trouble as trouble:
        return FetchReport((ReportLine.of("address", trouble),), client.requests, is_dry_run)
    return _all(iter(parcels), kept, url, is_dry_run, client.requests)


def _at(url: str, client: Client) -> Iterator[Parcel]:
    if url.lower().split("?")[0].endswith(".csv"):
        answer = client.file(url)
        rows = manifest_rows(answer.body)
        if rows is None:
            yield Parcel(Arrival(served_name(answer), answer.body, answer.at, answer.last_modified), url)
            return
        for row in rows:
            yield _from_manifest_at(url, row, client)
        return
    try:
        answer = client.file(url)
    except Trouble as trouble:
        if trouble.status is not FetchStatus.NOT_A_LIST or trouble.http_status != 200:
            raise
        answer = client.page(url)
        page = read_page(answer.body, answer.final_url)
        if not page.links:
            raise Trouble(FetchStatus.NO_LINK, url, "this page links no list") from trouble
        for link in page.links.values():
            said = page.totals.get(link.kind)
            file = client.file(link.url)
            day = said.as_of if said else ""
            yield Parcel(Arrival(served_name(file), file.body, file.at, file.last_modified, day), link.url)
        return
    yield Parcel(Arrival(served_name(answer), answer.body, answer.at, answer.last_modified), url)


def _from_manifest_at(url: str, row: Mapping[str, str], client: Client) -> Parcel:
    name = _first(row, NAMES)
    there = urljoin(url, name)
    if there.rsplit("/", 1)[0][: len(url.rsplit("/", 1)[0])] != url.rsplit("/", 1)[0] or ".." in name.split(
        "/"
    ):
        return Parcel(None, name, "its name leads out of the manifest's folder")
    try:
        answer = client.file(there)
    except Trouble as trouble:
        return Parcel(None, there, f"{trouble.status.value}: {trouble.detail}")
    return _checked(name, answer.body, row, there)


def manifest_rows(body: bytes) -> list[dict[str, str]] | None:
    """The rows of a collector's manifest; None if the bytes are no manifest."""
    try:
        reader = csv.DictReader(io.StringIO(body.decode("utf-8-sig")))
        rows = [
            {(k or "").strip().lower(): v or "" for k, v in row.items() if isinstance(v, str | None)}
            for row in reader
        ]
    except (UnicodeDecodeError, csv.Error):
        return None
    if not rows or not (set(rows[0]) & set(NAMES)) or not (set(rows[0]) & {*TIMES, *ADDRESSES, "sha256"}):
        return None
    return [row for row in rows if _first(row, NAMES).lower().endswith(ENDINGS)]


def _folder(folder: Path) -> Iterator[Parcel]:
    told: dict[Path, dict[str, str]] = {}
    for name in MANIFESTS:
        if (folder / name).is_file():
            for row in manifest_rows((folder / name).read_bytes()) or ():
                path = (folder / _first(row, NAMES)).resolve()
                if not path.is_relative_to(folder.resolve()):
                    yield Parcel(None, _first(row, NAMES), "its name leads out of the manifest's folder")
                elif path.is_file():
                    told[path] = row
                else:
                    yield Parcel(None, _first(row, NAMES), "the manifest names it and it is not there")
    for path in sorted(folder.rglob("*")):
        is_inside = path.resolve().is_relative_to(folder.resolve())
        if path.suffix.lower() in ENDINGS and path.name not in MANIFESTS and path.is_file() and is_inside:
            row = told.get(path.resolve(), {})
            kind = path.parent.name if path.parent.name in ("participating", "pending", "webpage") else ""
            parcel = _local(path, f"{kind}/{path.name}" if kind else path.name, _time(row))
            yield (
                _checked(parcel.arrival.name, parcel.arrival.body, row, str(path))
                if row and parcel.arrival
                else parcel
            )


def _local(path: Path, name: str, at: str) -> Parcel:
    try:
        body = read_bytes(path)
    except ReadError as error:
        return Parcel(None, str(path), str(error))
    return Parcel(
        Arrival(name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"), body, at), str(path)
    )


def _checked(name: str, body: bytes, row: Mapping[str, str], where: str) -> Parcel:
    wanted = row.get("sha256", "").strip().lower()
    found = hashlib.sha256(body).hexdigest()
    if wanted and wanted != found:
        return Parcel(None, where, f"its hash is {found[:12]}, the manifest says {wanted[:12]}")
    return Parcel(Arrival(name, body, _time(row)), where)


def _first(row: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((row[n].strip() for n in names if row.get(n, "").strip()), "")


def _time(row: Mapping[str, str]) -> str:
    """A manifest's time, if it is one with an offset; a time of nowhere is no evidence."""
    text = _first(row, TIMES)
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return ""
    return text if moment.tzinfo else ""


def _all(parcels: Iterator[Parcel], kept: Kept, source: str, is_dry_run: bool, requests: int) -> FetchReport:
    items: list[ReportLine] = []
    batch: list[tuple[Parcel, Arrival]] = []
    look = Look() if is_dry_run else None
    for parcel in parcels:
        if parcel.arrival is None:
            items.append(_refused(parcel, parcel.error))
        elif is_html(parcel.arrival.body) and not re.search(r"\.html?$", parcel.arrival.name, re.IGNORECASE):
            items.append(_refused(parcel, "it is a web page saved under a list's name"))
        else:
            batch.append((parcel, parcel.arrival))
        if len(batch) == BATCH:
            items += take_batch(batch, kept, source, look)
            batch = []
    report = FetchReport((*items, *take_batch(batch, kept, source, look)), requests, is_dry_run)
    return report.judged(look.doubts()) if look else report


def take_batch(
    batch: list[tuple[Parcel, Arrival]], kept: Kept, source: str, look: Look | None = None
) -> list[ReportLine]:
    """Takes some files in and keeps the record of each; with a look, only says what would come of them."""
    if not batch:
        return []
    arrivals = [arrival for _, arrival in batch]
    taken = look.at(arrivals) if look else take_in(arrivals)
    return [
        _settled(parcel, arrival, result, kept, source, is_dry_run=look is not None)
        for (parcel, arrival), result in zip(batch, taken, strict=True)
    ]


def _settled(
    parcel: Parcel, arrival: Arrival, result: TakenArrival, kept: Kept, source: str, *, is_dry_run: bool
) -> ReportLine:
    if result.file is None:
        return _refused(parcel, result.error)
    file = result.file
    sha256 = hashlib.sha256(arrival.body).hexdigest()
    if not is_dry_run and file.status != "known":
        at = arrival.at or datetime.now(UTC).isoformat(timespec="seconds")
        kind = file.publication_id.split("-")[0]
        kept.seen(Seen(
            at, kind, parcel.where, parcel.where, arrival.name, arrival.last_modified, "", "", len(arrival.body), sha256,
            source=source,
        ))  # fmt: skip
    status = FetchStatus.NEW if file.status == "added" else FetchStatus.UNCHANGED
    detail = "; ".join(file.signals)
    return ReportLine(
        arrival.name,
        status,
        parcel.where,
        "",
        file.publication_id,
        sha256,
        detail,
        date_evidence=file.date_evidence,
    )


def _refused(parcel: Parcel, error: str) -> ReportLine:
    status = FetchStatus.NOT_A_LIST
    todo = (
        "give ICE's list as published"
        if Path(parcel.where).exists()
        else WHAT_TO_DO[status].format(url=parcel.where)
    )
    return ReportLine(
        Path(parcel.where).name, status, parcel.where, detail=error.rstrip("."), what_to_do=todo
    )
