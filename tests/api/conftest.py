"""One application over the shipped registry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from deputized.api.app import make_app
from deputized.api.desk import AnswerDesk


@pytest.fixture(scope="session")
def client(registry_file: Path) -> Iterator[TestClient]:
    with TestClient(make_app(AnswerDesk(registry_file))) as made:
        yield made
