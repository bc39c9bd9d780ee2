"""Fetches signed agreements that ICE's list links to, one at a time, and holds each against what its link says it is."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deputized.documents.apart import DocumentReader, Unreadable
from deputized.documents.of_agency import doubts
from deputized.documents.shelf import HeldDocument, Shelf
from deputized.live.client import Client
from deputized.live.settings import REPLAY
from deputized.live.trouble import FetchStatus, Trouble

if TYPE_CHECKING:
    from deputized.library import Registry


@dataclass(frozen=True, slots=True)
class Link:
    """One link to a document, and whose it is by the list."""

    url: str
    agency_id: str
    agency: str
    state: str
    model: str
    day: str  # on which it was first linked


def linked(registry: Registry, which: str | None, state: str | None) -> list[Link]:
    """The documents that the newest list links to for an agency, or for all of a state."""
    out = []
    ids = (
        [registry.agency(which, state)["agency_id"]]
        if which
        else [a["agency_id"] for a in registry.agencies(state=state)]
    )
    for agency_id in ids:
        agency = registry.agency(agency_id)
        for a in agency["agreements"]:
            if a["moa_url"] and a["status"] == "active":
                day = (a["moa_posted_date"] or a["first_listed_date"]).replace("-", "")
                out.append(Link(a["moa_url"], agency_id, agency["name"], agency["state"], a["model"], day))
    return out


def fetch_papers(
    links: Sequence[Link],
    client: Client,
    shelf: Shelf,
    reader: DocumentReader,
    tell: Callable[[str], None],
    replay: str = REPLAY,
) -> list[dict[str, Any]]:
    """Fetch and read each; whatever goes wrong with one is its outcome. Asking ends where the site asks us to stop.

    A document that is held is asked for only if it changed since. `replay` is where archived files are to be had.
    """
    known = {h.link: h for h in shelf.all() if h.link}
    out, stopped = [], False
    for number, link in enumerate(links, 1):
        tell(f"{number} of {len(links)}: {link.url}")
        row = {
            "url": link.url,
            "agency_id": link.agency_id,
            "model": link.model,
            "outcome": "",
            "sha256": "",
            "detail": "",
        }
        out.append(row)
        if stopped:
            row["outcome"] = FetchStatus.THROTTLED.value
            row["detail"] = "the site asked us to stop; run it again in an hour"
            continue
        before = known.get(link.url)
        file = shelf.file(before.reading.sha256) if before else None
        since = formatdate(file.stat().st_mtime, usegmt=True) if file and file.is_file() else ""
        try:
            body = _body(client, link, since, replay)
            if (
                before
                and since
                and (body is None or hashlib.sha256(body).hexdigest() == before.reading.sha256)
            ):
                row.update(
                    outcome="unchanged", sha256=before.reading.sha256, detail=other_agency(before, link)
                )
                continue
            held = _read(body or b"", link, shelf, reader)
            row.update(outcome="read", sha256=held.reading.sha256, detail=other_agency(held, link))
        except Trouble as trouble:
            stopped = trouble.status is FetchStatus.THROTTLED
            row.update(outcome=trouble.status.value, detail=trouble.detail)
        except Unreadable as error:
            row.update(outcome="not read", detail=error.why)
    return out


def _body(client: Client, link: Link, since: str, replay: str) -> bytes | None:
    """The file's bytes from ICE, else as the Wayback Machine archived it nearest to the day it was first linked;
    None if it has not changed."""
    try:
        response = client.file(link.url, since)
        return None if response.is_unchanged else response.body
    except Trouble as trouble:
        if since or trouble.status in (FetchStatus.THROTTLED, FetchStatus.OFFLINE):
            raise
        try:
            return client.file(f"{replay}/{link.day}000000id_/{link.url}").body
        except Trouble:
            raise trouble from None


def _read(body: bytes, link: Link, shelf: Shelf, reader: DocumentReader) -> HeldDocument:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.pdf"
        path.write_bytes(body)
        return shelf.add(path, reader, link.url.rsplit("/", 1)[-1], link.url)


def other_agency(held: HeldDocument, link: Link) -> str:
    """What to say if the document names another agency, state or model than its link; empty if it does not."""
    words = {
        "agency": "the document names {}, the list {}",
        "state": "the document speaks of {}, the list of {}",
        "model": "the document is {}, the list says {}",
    }
    found = doubts(held.reading, link.agency, link.state, link.model)
    return "; ".join(words[d.what].format(d.document, d.listed) for d in found)
