"""Answers held as they were sent: the same bytes, while one registry answers and not beyond it."""

from __future__ import annotations

import itertools
import json
import shutil
import socket
from pathlib import Path
from unittest.mock import patch

import pytest
from starlette.testclient import TestClient

from deputized.api import desk as desk_module
from deputized.api import ready
from deputized.api.app import make_app
from deputized.api.desk import AnswerDesk
from deputized.cli.commands.api import _listener

KINNEY = "/v1/agency/tx-kinney-county-sheriff"


@pytest.fixture
def told(registry_file: Path):  # type: ignore[no-untyped-def]
    """A client, and what reached the application behind the answers held."""
    reached: list[str] = []
    first = ready.ReadyAnswers.__init__

    def watched(self, app, desk):  # type: ignore[no-untyped-def]
        async def behind(scope, receive, send):  # type: ignore[no-untyped-def]
            if scope["type"] == "http":
                reached.append(scope["path"])
            await app(scope, receive, send)

        first(self, behind, desk)

    with (
        patch.object(ready.ReadyAnswers, "__init__", watched),
        patch.object(desk_module, "LOOK_AGAIN", 600.0),
        TestClient(make_app(AnswerDesk(registry_file))) as client,
    ):
        yield client, reached


def test_asked_again_it_is_the_same_and_nothing_is_computed(told) -> None:  # type: ignore[no-untyped-def]
    client, reached = told
    answers = [client.get(KINNEY) for _ in range(4)]
    assert {a.content for a in answers} == {answers[0].content}
    assert {tuple(sorted(a.headers.items())) for a in answers} == {tuple(sorted(answers[0].headers.items()))}
    assert len(reached) <= 2, "the first opens the registry, the second is held"


def test_what_an_answer_depends_on_tells_two_questions_apart(told) -> None:  # type: ignore[no-untyped-def]
    client, reached = told
    plain = [client.get(KINNEY) for _ in range(3)][-1]
    before = len(reached)
    csv = [client.get(KINNEY, headers={"Accept": "text/csv"}) for _ in range(2)]
    assert all(c.headers["content-type"].startswith("text/csv") for c in csv)
    from_page = [client.get(KINNEY, headers={"Origin": "https://example.org"}) for _ in range(2)]
    assert all(p.headers["access-control-allow-origin"] == "*" for p in from_page)
    none = [client.get(KINNEY, headers={"If-None-Match": plain.headers["etag"]}) for _ in range(2)]
    assert [n.status_code for n in none] == [304, 304]
    spanish = [client.get(KINNEY, params={"lang": "es"}) for _ in range(2)]
    assert {s.headers["content-language"] for s in spanish} == {"es"}
    assert len(reached) == before + 4, "one of each pair is computed"
    refused = [client.get("/v1/agency/nobody-at-all") for _ in range(2)]
    assert [r.status_code for r in refused] == [404, 404]
    assert len(reached) == before + 6, "a refusal is made anew"
    assert client.head(KINNEY).content == b"" and client.post(KINNEY).status_code == 405


def test_it_is_forgotten_with_its_registry_and_what_was_asked_is_answered_ahead(
    registry_file: Path, earlier_file: Path, tmp_path: Path
) -> None:
    served = tmp_path / "served.sqlite"
    shutil.copyfile(earlier_file, served)
    desk = AnswerDesk(served)
    with patch.object(desk_module, "LOOK_AGAIN", 0.0), TestClient(make_app(desk)) as client:
        old = [client.get(KINNEY) for _ in range(3)]
        fresh = served.with_suffix(".fresh")
        shutil.copyfile(registry_file, fresh)
        fresh.replace(served)
        for _ in range(3_000):
            new = client.get(KINNEY)
            if new.headers["deputized-newest-list"] != old[0].headers["deputized-newest-list"]:
                break
            assert new.content == old[0].content
    assert json.loads(new.content)["newest_list"] > json.loads(old[0].content)["newest_list"]
    assert [asked[0].name for asked in desk._asked.values()] == ["agency"], "it was carried over"


def test_one_looks_for_a_newer_registry_and_no_other_waits(registry_file: Path) -> None:
    desk = AnswerDesk(registry_file)
    assert desk.moment() is None, "none is at hand"
    desk.registry()
    moment = desk.moment()
    assert moment is not None
    later = itertools.count(desk_module.time.monotonic() + 5, 0.001)
    with patch.object(desk_module.time, "monotonic", lambda: next(later)):
        assert desk.moment() is None, "this one looks"
        assert desk.moment() is moment and desk.moment() is moment, "others do not wait for it"


def test_a_limit_counts_what_is_held_too(registry_file: Path) -> None:
    with TestClient(make_app(AnswerDesk(registry_file), a_minute=4)) as client:
        assert [client.get(KINNEY).status_code for _ in range(6)] == [200, 200, 200, 200, 429, 429]


def test_head_and_body_are_sent_without_waiting() -> None:
    with _listener("127.0.0.1", 0) as listener:
        assert listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
