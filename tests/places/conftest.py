"""One registry, built once from the shipped ledger, for every test that asks about places."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from deputized.archive import Ledger
from deputized.registry import build_registry


@pytest.fixture(scope="session")
def registry_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("places") / "registry.sqlite"
    build_registry(Ledger.open(), path)
    return path


@pytest.fixture(scope="session")
def registry(registry_file: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(registry_file)
    yield connection
    connection.close()
