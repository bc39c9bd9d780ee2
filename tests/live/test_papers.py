"""Signed agreements are fetched politely: once, again only if they changed, from the archive where ICE has none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from deputized.documents.apart import DocumentReader
from deputized.documents.shelf import Shelf
from deputized.live.client import Client
from deputized.live.papers import Link, fetch_papers
from deputized.live.settings import Settings
from replica.server import Replica
from replica.world import Capture, World

pytestmark = pytest.mark.corpus
NAME = "IowaDeptPublicSafety_TFM_MOA_03.24.2025.pdf"


@pytest.fixture
def paper(shared_corpus: Path) -> bytes:
    return next((shared_corpus).glob(f"moa*/{NAME}")).read_bytes()


@pytest.fixture
def link(world: World, replica: Replica, paper: bytes) -> Link:
    path = world.put(NAME, paper, "2025-03-25T10:00:00")
    return Link(
        replica.url + path,
        "ia-department-of-public-safety",
        "Iowa Department of Public Safety",
        "IA",
        "TFM",
        "20250325",
    )


@pytest.fixture
def reader() -> Iterator[DocumentReader]:
    with DocumentReader(is_optical=False) as made:
        yield made


def test_a_document_is_read_once_and_asked_for_again_only_if_it_changed(
    world: World, client: Client, settings: Settings, reader: DocumentReader, link: Link
) -> None:
    (first,) = fetch_papers([link], client, Shelf(), reader, lambda _: None, settings.replay)
    assert (first["outcome"], first["detail"]) == ("read", "")
    (held,) = Shelf().all()
    assert (held.reading.sha256, held.link) == (first["sha256"], link.url)
    assert held.reading.sure("model") == "TFM"
    (again,) = fetch_papers([link], client, Shelf(), reader, lambda _: None, settings.replay)
    assert (again["outcome"], again["sha256"]) == ("unchanged", first["sha256"])
    assert "If-Modified-Since" in world.asked[-1][1]
    world.switches.no_conditions = True
    (third,) = fetch_papers([link], client, Shelf(), reader, lambda _: None, settings.replay)
    assert third["outcome"] == "unchanged"


def test_what_ice_no_longer_gives_comes_from_the_archive(
    world: World, client: Client, settings: Settings, reader: DocumentReader, link: Link, paper: bytes
) -> None:
    world.files.clear()
    world.captures.append(Capture("20250401120000", link.url, paper))
    (row,) = fetch_papers([link], client, Shelf(), reader, lambda _: None, settings.replay)
    assert row["outcome"] == "read"
    assert [path for path, _ in world.asked][-1].startswith("/web/20250401120000id_/")


def test_a_document_of_another_agency_is_told_of_and_a_page_is_no_document(
    world: World, client: Client, settings: Settings, reader: DocumentReader, link: Link
) -> None:
    other = replace(link, agency="Polk County Sheriff's Office", state="FL", model="JEM")
    (row,) = fetch_papers([other], client, Shelf(), reader, lambda _: None, settings.replay)
    assert "the document names Iowa Department of Public Safety" in row["detail"]
    assert "the list says JEM" in row["detail"] and "the list of FL" in row["detail"]


def test_asking_ends_where_the_site_asks_us_to_stop(
    world: World, client: Client, settings: Settings, reader: DocumentReader, link: Link
) -> None:
    world.switches.throttle = 9
    rows = fetch_papers(
        [link, replace(link, url=link.url + "?2")], client, Shelf(), reader, lambda _: None, settings.replay
    )
    assert {r["outcome"] for r in rows} == {"throttled"}
    assert len(world.asked) == 1
