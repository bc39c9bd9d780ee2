"""The whole site, built once for a test session and served on loopback."""

from __future__ import annotations

import fcntl
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bench.search import search_site

from deputized.library import Registry
from deputized.site.content import SiteContent, read_content
from deputized.site.serving import server
from registry_fixture import shared_temp
from site_fixture import TODAY, built


@pytest.fixture(scope="session")
def site(registry_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site's folder."""
    folder = shared_temp(tmp_path_factory)
    place = folder / "site"
    with (folder / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.is_dir():
            aside = folder / "site.new"
            built(registry_file, aside)
            aside.rename(place)
    return place


@pytest.fixture(scope="session")
def content(registry: Registry) -> SiteContent:
    return read_content(registry, TODAY)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served."""
    found = server(site)
    thread = threading.Thread(target=found.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{found.server_port}/"
    found.shutdown()
    found.server_close()


@pytest.fixture(scope="session")
def find_address(
    registry: Registry, content: SiteContent, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Where what of the site the search takes is served."""
    folder = tmp_path_factory.mktemp("find")
    search_site(content, folder)
    found = server(folder)
    thread = threading.Thread(target=found.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{found.server_port}/"
    found.shutdown()
    found.server_close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A browser; without one the tests that need it are skipped, saying so."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
