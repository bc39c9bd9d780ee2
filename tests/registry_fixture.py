"""The real registry, built once for a test session and shared by its workers."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from deputized.archive import Ledger
from deputized.library import Registry
from deputized.library.opening import _read, default_path
from deputized.registry import build_registry
from deputized.registry.curation import Corrector, load_corrections
from deputized.registry.replay import Replay, replay
from deputized.registry.resume import resume_file


class Cut:
    """The shipped ledger with its last lists missing, or one in the middle."""

    def __init__(self, ledger: Ledger, missing: slice) -> None:
        gone = set(ledger.publications[missing])
        self.publications = tuple(p for p in ledger.publications if p not in gone)
        held = {p.publication_id for p in self.publications}
        self.contents = ledger.contents
        self.signals, self.judgements = ledger.signals, ledger.judgements
        self.sightings = tuple(s for s in ledger.sightings if s[0] in held)
        self.sha256 = "cut"
        self._ledger = ledger

    def listings(self, publication_id: str):  # type: ignore[no-untyped-def]
        return self._ledger.listings(publication_id)


def shared_temp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all workers of a session."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if base.name.startswith("popen-") else base


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    return Ledger.shipped()


@pytest.fixture(scope="session")
def registry_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The registry of the shipped ledger."""
    folder = shared_temp(tmp_path_factory)
    path = folder / "registry.sqlite"
    with (folder / "registry.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.is_file():
            build_registry(Ledger.shipped(), path, resumable=True)
    return path


def put_in_place(registry_file: Path) -> None:
    """Give the home in force the shipped lists' registry, so that no command need build it: links, not copies."""
    target = default_path()
    target.parent.mkdir(parents=True, exist_ok=True)
    os.link(registry_file, target)
    os.link(resume_file(registry_file), resume_file(target))


@pytest.fixture(scope="session")
def earlier_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The registry as it was before the newest list."""
    folder = shared_temp(tmp_path_factory)
    path = folder / "earlier.sqlite"
    with (folder / "earlier.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.is_file():
            build_registry(Cut(Ledger.shipped(), slice(-1, None)), path)
    return path


@pytest.fixture(scope="session")
def registry(registry_file: Path) -> Iterator[Registry]:
    with _read(registry_file) as opened:
        yield opened


@pytest.fixture(scope="session")
def replayed(ledger: Ledger) -> Replay:
    """The replay of the shipped ledger, with the reviewed corrections."""
    return replay(ledger, None, Corrector(load_corrections()))
