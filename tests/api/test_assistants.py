"""The assistants' tools, driven by the SDK's own client over standard input and output, on questions with checked answers."""

from __future__ import annotations

import csv
import json
import os
import socket
import sqlite3
import sys
import threading
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from click.testing import CliRunner
from mcp import Client, StdioServerParameters
from starlette.testclient import TestClient

from deputized.api.desk import AnswerDesk
from deputized.api.tools import TOOLS, call, make_server
from deputized.cli.group import cli
from deputized.library import Registry
from loop_apart import run_apart

QUESTIONS = list(csv.DictReader((Path(__file__).parent / "questions.csv").open(encoding="utf-8")))


def at(answer: Any, where: str) -> Any:
    for part in where.split("/"):
        answer = answer[int(part)] if isinstance(answer, list) else answer[part]
    return answer


async def ask_all(registry_file: Path) -> tuple[list[str], list[dict[str, Any]]]:
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "deputized", "mcp", "--registry", str(registry_file)],
        env=dict(os.environ),
    )
    async with Client(server, read_timeout_seconds=300) as client:
        names = [t.name for t in (await client.list_tools()).tools]
        answers = []
        for row in QUESTIONS:
            got = await client.call_tool(row["tool"], json.loads(row["arguments"]))
            assert got.structured_content is not None
            assert json.loads(got.content[0].text) == got.structured_content
            assert len(got.content[0].text) < 40_000
            answers.append(dict(got.structured_content))
        return names, answers


@pytest.fixture(scope="module")
def asked(registry_file: Path) -> tuple[list[str], list[dict[str, Any]]]:
    return run_apart(ask_all(registry_file))


def test_every_question_is_answered_as_checked(asked: tuple[list[str], list[dict[str, Any]]]) -> None:
    names, answers = asked
    assert names == list(TOOLS)
    wrong = []
    for row, answer in zip(QUESTIONS, answers, strict=True):
        try:
            found = at(answer, row["where"])
        except (KeyError, IndexError, TypeError, ValueError):
            found = f"nothing at {row['where']}: {json.dumps(answer)[:300]}"
        expected = json.loads(row["answer"])
        right = (
            expected["has"] in json.dumps(found, ensure_ascii=False)
            if isinstance(expected, dict)
            else found == expected
        )
        if not right:
            wrong.append((row["question"], found))
    assert wrong == []
    assert {row["tool"] for row in QUESTIONS} == set(TOOLS)


def test_every_answer_is_dated_and_says_what_it_rests_on(
    asked: tuple[list[str], list[dict[str, Any]]],
) -> None:
    for row, answer in zip(QUESTIONS, asked[1], strict=True):
        if "refused" in answer:
            assert answer["detail"], row["question"]
        else:
            assert answer["newest_list"] and answer["as_of"] and answer["known_on"], row["question"]


def test_the_tools_answer_over_http_on_this_machine(registry_file: Path) -> None:
    """The same server, asked by the SDK's client over a port of loopback; a page from elsewhere is refused."""
    served = make_server(AnswerDesk(registry_file)).streamable_http_app()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(served, log_level="error"))
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{port}/mcp"
        given = {"id": "tx-kinney-county-sheriff", "as_of": "2025-12-15", "known_on": "2025-03-27"}

        async def ask() -> tuple[list[str], Any, int]:
            async with Client(address, read_timeout_seconds=60) as client:
                names = [t.name for t in (await client.list_tools()).tools]
                answer = (await client.call_tool("agency", given)).structured_content
            async with httpx.AsyncClient(timeout=20) as other:
                foreign = await other.post(address, json={}, headers={"Origin": "https://example.org"})
            return names, answer, foreign.status_code

        try:
            names, answer, refused = run_apart(ask())
        finally:
            server.should_exit = True
            thread.join(20)
    assert names == list(TOOLS) and refused == 403
    assert answer == run_apart(call(AnswerDesk(registry_file), "agency", given))[0]


def test_a_place_is_never_guessed(registry_file: Path) -> None:
    desk = AnswerDesk(registry_file)
    for text in (
        "Springfield",
        "Washington County Sheriff",
        "Franklin police",
        "Kinny",
        "the sheriff",
        "county",
    ):
        answer, refused = run_apart(call(desk, "find", {"q": text}))
        assert refused and answer["refused"] in ("several", "not_found"), (text, answer)
    for text in ("Washington County", "Orange", "Xyz, TX"):
        answer, refused = run_apart(call(desk, "place", {"q": text}))
        assert refused, (text, answer)


STREET = ("TFM", "TTFM", "HYBRID")
SQL = """
SELECT agreement_id FROM agreement_spells JOIN agreements USING (agreement_id) JOIN agency_places USING (agency_id)
JOIN publications ON publications.publication_id = agreement_spells.from_publication_id
WHERE state_of_list = 'listed' AND model IN ('TFM', 'TTFM', 'HYBRID') AND agency_places.county_fips = '48271'
AND from_date <= :day AND published_date <= :day AND (to_date IS NULL OR to_date > :day)
"""


def test_who_held_street_powers_in_kinney_county_by_every_road(
    client: TestClient, registry: Registry, registry_file: Path
) -> None:
    """On 15 December 2025; and could it be known on 27 March 2025? By library, command, API, assistant and the SQLite file."""
    for known, expected in ((None, True), ("2025-03-27", True), ("2025-03-26", False)):
        roads: dict[str, set[str]] = {}
        held = registry.county("48271", "2025-12-15", known)
        roads["library"] = {a.agreement_id for a in held.agreements if a.in_force and a.model in STREET}
        clock = ["--known-on", known] if known else []
        done = CliRunner().invoke(
            cli,
            [
                "county",
                "48271",
                "--as-of",
                "2025-12-15",
                *clock,
                "-f",
                "json",
                "--registry",
                str(registry_file),
            ],
        )
        records = {"command": json.loads(done.stdout)}
        address = "/v1/county/48271?as_of=2025-12-15" + (f"&known_on={known}" if known else "")
        records["api"] = client.get(address).json()["answer"]
        given = {"fips": "48271", "as_of": "2025-12-15"} | ({"known_on": known} if known else {})
        records["assistant"] = run_apart(call(AnswerDesk(registry_file), "county", given))[0]["answer"]
        for road, record in records.items():
            roads[road] = {
                a["agreement_id"]
                for a in record["agreements"]
                if a["standing"] != "left" and a["model"] in STREET
            }
        with sqlite3.connect(registry_file) as db:
            roads["sqlite"] = {
                r[0] for r in db.execute(SQL, {"day": min("2025-12-15", known or "2025-12-15")})
            }
        right = {"tx-kinney-county-sheriff.tfm.2025-03-26"} if expected else set()
        assert roads == dict.fromkeys(("library", "command", "api", "assistant", "sqlite"), right), known
