"""Clients the API's own description makes or feeds: one generated from it, one that asks whatever it allows, and curl."""

from __future__ import annotations

import importlib
import json
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from deputized.api.app import make_app
from deputized.api.desk import AnswerDesk
from deputized.api.schema import document

KINNEY = "tx-kinney-county-sheriff.tfm.2025-03-26"
DAY = date(2025, 12, 15)
STREET = ("TFM", "TTFM", "HYBRID")


@pytest.fixture(scope="module")
def address(registry_file: Path) -> Iterator[str]:
    """The API on a port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(make_app(AnswerDesk(registry_file)), log_level="error"))
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(20)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A package made from the OpenAPI document by openapi-python-client, importable."""
    folder = tmp_path_factory.mktemp("client")
    (folder / "openapi.json").write_text(json.dumps(document()), encoding="utf-8")
    (folder / "config.yml").write_text("post_hooks: []\n", encoding="utf-8")
    done = subprocess.run(
        [
            sys.executable, "-m", "openapi_python_client", "generate", "--path", str(folder / "openapi.json"), "--meta", "none",
            "--config", str(folder / "config.yml"), "--output-path", str(folder / "generated_deputized"), "--fail-on-warning",
        ],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    sys.path.insert(0, str(folder))
    yield "generated_deputized"
    sys.path.remove(str(folder))


def test_a_generated_client_knows_who_held_street_powers_in_kinney(generated: str, address: str) -> None:
    client = importlib.import_module(generated).Client(
        base_url=address, timeout=60, raise_on_unexpected_status=True
    )
    county = importlib.import_module(f"{generated}.api.default.county")
    for known, right in (("2025-03-27", {KINNEY}), ("2025-03-26", set())):
        told = county.sync(client=client, fips="48271", as_of=DAY, known_on=date.fromisoformat(known))
        assert told.question == "county" and told.known_on == known
        held = {a.agreement_id for a in told.answer.agreements if a.standing != "left" and a.model in STREET}
        assert held == right
    agencies = importlib.import_module(f"{generated}.api.default.agencies")
    first = agencies.sync(client=client, state="TX", kind="constable", limit=5)
    after = agencies.sync(client=client, state="TX", kind="constable", limit=5, after=first.next_)
    assert len(first.rows) == 5 and first.count > 5
    assert not {r.agency_id for r in first.rows} & {r.agency_id for r in after.rows}
    refused = county.sync(client=client, fips="99999")
    assert refused.status == 404 and "99999" in refused.detail


def test_curl_is_told_the_same(address: str) -> None:
    if shutil.which("curl") is None:
        pytest.skip("no curl on this machine")
    words = [
        "curl",
        "-sf",
        "--max-time",
        "60",
        f"{address}/v1/county/48271?as_of=2025-12-15&known_on=2025-03-27",
    ]
    told = json.loads(subprocess.run(words, capture_output=True, check=True, timeout=90).stdout)
    held = {
        a["agreement_id"]
        for a in told["answer"]["agreements"]
        if a["standing"] != "left" and a["model"] in STREET
    }
    assert held == {KINNEY}


CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
"""That a day which is written right may still be one no list speaks of, a JSON Schema cannot say: refusals are allowed."""


@pytest.fixture(scope="module")
def described(registry_file: Path) -> Any:
    """What the application says of itself, as schemathesis reads it."""
    app = make_app(AnswerDesk(registry_file))
    with TestClient(app):
        yield schemathesis.openapi.from_asgi("/v1/openapi.json", app)


def test_it_keeps_its_own_description(described: Any) -> None:
    """Asked what it allows, of every kind: no server error, no status, type or body but those it describes."""
    asked = 0
    for found in described.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=4, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
        )  # fmt: skip
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            nonlocal asked
            asked += 1
            case.call_and_validate(checks=CHECKS)

        ask()
    assert asked >= 4 * len(document()["paths"]) - 8
