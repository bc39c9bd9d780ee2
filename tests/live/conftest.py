"""The replica, a home of its own for each test, and a client that does not wait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from deputized.live.client import Client
from deputized.live.settings import Settings
from deputized.live.visit_store import Kept
from registry_fixture import put_in_place
from replica.books import book, newest
from replica.server import Replica, serve
from replica.world import PAGE, World


@pytest.fixture(scope="session")
def small() -> bytes:
    """The first twelve rows of the newest shipped list, saved on 22 May 2026."""
    return book(newest(), "2026-05-22T13:00:00", rows=12)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's data folder of its own."""
    folder = tmp_path / "home"
    monkeypatch.setenv("DEPUTIZED_HOME", str(folder))
    monkeypatch.delenv("DEPUTIZED_CONFIG", raising=False)
    monkeypatch.delenv("DEPUTIZED_CONTACT", raising=False)
    return folder


@pytest.fixture
def built_home(home: Path, registry_file: Path) -> Path:
    """A home that has the shipped lists' registry already, so that a test need not build it."""
    put_in_place(registry_file)
    return home


@pytest.fixture
def world(small: bytes) -> World:
    """ICE's page with one list of twelve rows, put up on 22 May 2026."""
    made = World()
    path = made.put("participatingAgencies05222026pm.xlsx", small, "2026-05-22T18:00:00")
    made.show("2026-05-22", path, agreements=12, states=1, territories=0)
    return made


@pytest.fixture
def replica(world: World) -> Iterator[Replica]:
    with serve(world) as server:
        yield server


@pytest.fixture
def settings(home: Path, replica: Replica) -> Settings:
    return Settings(
        home / "config.toml",
        page=replica.url + PAGE,
        cdx=replica.url + "/cdx",
        replay=replica.url + "/web",
        contact="desk@example.org",
    )


@pytest.fixture
def kept(home: Path) -> Kept:
    return Kept()


@pytest.fixture
def client(settings: Settings) -> Client:
    """Waits for nothing: what it would have slept is in `slept`."""
    made = Client(settings.contact, timeout=5.0)
    made.pause = 0.0
    slept: list[float] = []
    made.sleep = slept.append
    return made


def with_page(settings: Settings, path: str) -> Settings:
    return replace(settings, page=settings.page.replace(PAGE, path))
