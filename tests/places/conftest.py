"""One registry, built once from the shipped ledger, for every test that asks about places."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from deputized.archive import Ledger
from deputized.registry import build_registry


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path: Path = tmp_path_factory.mktemp("places") / "registry.sqlite"
    build_registry(Ledger.open(), path)
    connection = sqlite3.connect(path)
    yield connection
    connection.close()
