"""The API over the shipped registry: its answers are the command's, its refusals say what to do."""

from __future__ import annotations

import csv
import io
import json
import threading
import time
from pathlib import Path
from urllib.parse import quote

import pyarrow
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from starlette.testclient import TestClient

from deputized.api.app import make_app
from deputized.api.desk import AnswerDesk
from deputized.api.limits import Buckets
from deputized.api.questions import QUESTIONS
from deputized.api.schema import document
from deputized.cli.group import cli
from deputized.library import Registry

KINNEY = "tx-kinney-county-sheriff"
TFM = f"{KINNEY}.tfm.2025-03-26"
SAME = (
    ("/v1/status?as_of=2025-12-15", "status --as-of 2025-12-15"),
    ("/v1/status?as_of=2025-09-22&known_on=2025-09-23&state=FL", "status --as-of 2025-09-22 --known-on 2025-09-23 --state FL"),
    ("/v1/status?as_of=2014-06-01", "status --as-of 2014-06-01"),
    ("/v1/status?model=tfm&state=Texas", "status --model tfm --state TX"),
    ("/v1/state/FL?as_of=2025-12-15", "state FL --as-of 2025-12-15"),
    ("/v1/county/48271?as_of=2025-12-15&known_on=2025-03-27", "county 48271 --as-of 2025-12-15 --known-on 2025-03-27"),
    ("/v1/county/Miami-Dade,%20FL?as_of=2025-12-15", "county 'Miami-Dade, FL' --as-of 2025-12-15"),
    ("/v1/agencies?state=TX&kind=constable&limit=5000", "agencies --state TX --kind constable"),
    ("/v1/agencies?status=left&limit=5000", "agencies --status left"),
    ("/v1/agencies?near=Del+Rio,+TX&miles=50&limit=5000", "agencies --near 'Del Rio, TX' --miles 50"),
    (f"/v1/agency/{KINNEY}", f"agency {KINNEY}"),
    (f"/v1/agency/{KINNEY}?as_of=2025-12-15&known_on=2025-03-27", f"agency {KINNEY} --as-of 2025-12-15 --known-on 2025-03-27"),
    ("/v1/cite?as_of=2025-12-15&lang=es", "cite --as-of 2025-12-15 --language es"),
    ("/v1/agency?name=Kinney+County+Sheriff,+TX", "agency 'Kinney County Sheriff, TX'"),
    ("/v1/agency?name=Cook+County+Sheriff,+IL", "agency 'Cook County Sheriff, IL'"),
    ("/v1/changes?since=2026-04-01&state=FL&limit=5000", "changes --since 2026-04-01 --state FL"),
    ("/v1/changes?kind=news&since=2026-02-01&state=MD", "changes --kind news --since 2026-02-01 --state MD"),
    ("/v1/lists?kind=pending&limit=5000", "lists --kind pending"),
    ("/v1/coverage?by=rurality&model=tfm", "coverage --by rurality --model tfm"),
    ("/v1/coverage?by=county&state=FL&as_of=2025-12-15", "coverage --by county --state FL --as-of 2025-12-15"),
    ("/v1/law/VA?as_of=2026-01-15", "law VA --as-of 2026-01-15"),
    ("/v1/laws?as_of=2026-01-15", "law --as-of 2026-01-15"),
    (f"/v1/explain/{TFM}", f"explain {TFM}"),
    ("/v1/explain/participating-2025-09-22pm", "explain participating-2025-09-22pm"),
    ("/v1/claim?text=958+agreements+on+2+Sep+2025", "claim '958 agreements on 2 Sep 2025'"),
    ("/v1/cost?agency=tx-kinney-county-sheriff&officers=2&salary=52000&benefits=0.38&until=2027-09-30",
     f"money agency {KINNEY} --officers 2 --salary 52000 --benefits 0.38 --until 2027-09-30"),
    ("/v1/cost?agency=48453&assume=holds%3D40,paid_pay%3D0.2&vehicle=no",
     "money agency 48453 --assume holds=40 --assume paid_pay=0.2 --no-vehicle"),
)  # fmt: skip


def printed(command: str, registry_file: Path) -> object:
    import shlex

    words = shlex.split(command)
    extra = [] if words[0] == "law" else ["--registry", str(registry_file)]
    done = CliRunner().invoke(cli, [*words, "-f", "json", *extra])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.mark.parametrize(("address", "command"), SAME, ids=[a for a, _ in SAME])
def test_the_api_answers_what_the_command_prints(
    client: TestClient, registry_file: Path, address: str, command: str
) -> None:
    got = client.get(address)
    assert got.status_code == 200, got.text
    answer = got.json()
    held = answer.get("rows", answer.get("answer"))
    if address.startswith("/v1/cost"):
        held = held["scenario"]
    assert held == printed(command, registry_file)
    assert answer["newest_list"] == "participating-2026-05-18am"
    assert answer.get("next") is None


def test_a_mandate_and_a_ban(client: TestClient, registry_file: Path) -> None:
    texas = client.get("/v1/mandate/TX?as_of=2025-12-29").json()["answer"]
    assert [texas["mandate"]] == printed("mandate TX --as-of 2025-12-29", registry_file)
    maryland = client.get("/v1/mandate/MD").json()["answer"]
    assert maryland["mandate"] is None
    assert maryland["still_listed"] == printed("mandate MD", registry_file)
    assert client.get("/v1/mandate/WY").status_code == 404


def test_an_agreement_and_a_citation(client: TestClient, registry: Registry) -> None:
    held = client.get(f"/v1/agreement/{TFM}").json()["answer"]
    assert (held["agency_id"], held["model"], held["first_listed_date"]) == (KINNEY, "TFM", "2025-03-27")
    assert client.get("/v1/agreement/tx-none.tfm.2025-01-01").status_code == 404
    said = client.get("/v1/cite?as_of=2025-12-15&lang=es").json()["answer"]
    used = registry.status(as_of="2025-12-15").list_used
    assert used is not None and used.sha256 in said["text"] and said["text"].startswith("ICE, lista")


def test_all_pages_together_are_the_whole(client: TestClient) -> None:
    whole = client.get("/v1/agencies?state=TX&sort=-people&limit=5000").json()
    rows, address = [], "/v1/agencies?state=TX&sort=-people&limit=37"
    pages = 0
    while address:
        page = client.get(address)
        rows += page.json()["rows"]
        link = page.headers.get("link", "")
        address = link.partition("<")[2].partition(">")[0]
        pages += 1
    assert rows == whole["rows"] and len(rows) == whole["count"] > 200
    assert pages == -(-len(rows) // 37)
    assert client.get("/v1/agencies?state=TX&after=nobody").status_code == 400


def test_every_format_holds_the_same_rows(client: TestClient) -> None:
    address = "/v1/changes?since=2026-05-01&limit=5000"
    rows = client.get(address).json()["rows"]
    assert rows
    lines = client.get(address, headers={"Accept": "application/x-ndjson"}).text.splitlines()
    assert [json.loads(line) for line in lines] == rows
    table = list(csv.DictReader(io.StringIO(client.get(address + "&format=csv").text)))
    assert [r["event_id"] for r in table] == [r["event_id"] for r in rows]
    arrow = pyarrow.ipc.open_stream(client.get(address + "&format=arrow").content).read_all()
    assert arrow.column("event_id").to_pylist() == [r["event_id"] for r in rows]
    assert str(arrow.schema.field("date").type) == "date32[day]"
    one = client.get("/v1/status?format=csv").text
    assert one.startswith("field,value\n")
    assert client.get(address, headers={"Accept": "image/png"}).status_code == 406
    empty = client.get("/v1/changes?since=2026-05-18&until=2026-05-18&state=HI&format=csv").text
    assert empty.startswith("event_id,date,")


def test_who_has_the_answer_is_sent_none(client: TestClient) -> None:
    first = client.get("/v1/status?as_of=2025-12-15")
    again = client.get("/v1/status?as_of=2025-12-15", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["last-modified"] == "Mon, 18 May 2026 00:00:00 GMT"
    other = client.get("/v1/status?as_of=2025-12-16", headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200
    assert (
        client.get("/v1/status", headers={"Origin": "https://example.org"}).headers[
            "access-control-allow-origin"
        ]
        == "*"
    )


@pytest.mark.parametrize(
    ("address", "status", "kind", "word"),
    [
        ("/v1/status?as_off=2025-01-01", 400, "unknown-parameter", "as_of"),
        ("/v1/status?as_of=03/04/2025", 400, "bad-parameter", "2025-03-04"),
        ("/v1/status?as_of=2025-12-15&as_of=2025-12-16", 400, "bad-parameter", "once"),
        ("/v1/claim", 400, "missing-parameter", "text"),
        ("/v1/agencies?limit=0", 400, "bad-parameter", "1"),
        ("/v1/county/99999", 404, "not-found", "99999"),
        ("/v1/agency?name=Springfield+Police", 300, "several", "id"),
        ("/v1/find?q=Washington+County+Sheriff", 300, "several", "id"),
        ("/v1/find?q=zzzz+qqqq", 404, "not-found", "nothing"),
        ("/v2/status", 404, "no-path", "/v1/"),
        ("/", 404, "no-path", "/v1/"),
    ],
)
def test_a_refusal_says_what_to_do(
    client: TestClient, address: str, status: int, kind: str, word: str
) -> None:
    got = client.get(address)
    assert got.headers["content-type"] == "application/problem+json"
    told = got.json()
    assert (got.status_code, told["status"], told["type"]) == (
        status,
        status,
        f"urn:deputized:problem:{kind}",
    )
    assert word in told["detail"]
    if kind == "several":
        assert len(told["candidates"]) > 1
    assert client.post("/v1/status").status_code == 405
    assert "parámetro" in client.get("/v1/status?x=1&lang=es").json()["title"]


def test_the_document_is_openapi_and_the_answers_keep_it(client: TestClient) -> None:
    whole = client.get("/v1/openapi.json").json()
    validate(whole)
    assert whole == json.loads(json.dumps(document()))
    assert set(whole["paths"]) == {q.path for q in QUESTIONS}
    for address, _ in SAME:
        path = address.partition("?")[0]
        template = next(
            q.path for q in QUESTIONS
            if len(q.path.split("/")) == len(path.split("/"))
            and all(a == b or a.startswith("{") for a, b in zip(q.path.split("/"), path.split("/"), strict=True))
        )  # fmt: skip
        schema = whole["paths"][template]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        wrong = list(
            Draft202012Validator({**schema, "components": whole["components"]}).iter_errors(
                client.get(address).json()
            )
        )
        assert not wrong, f"{address}: {wrong[0].message[:200]} at {list(wrong[0].absolute_path)[:6]}"


NASTY = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["", " ", "' OR 1=1 --", "../../etc/passwd", "%00", "\x00", "2025-02-30", "9999-99-99", "-1", "1e999", "nan", "TX",
         "48271", "Kinney, TX", KINNEY, TFM, "参与", "a" * 3000, "TX,FL", "0", "1", "true", "null", "[]", "{}", "=1+1",
         "participating-2025-09-22pm", "x#y", "participating-2025-09-22pm#listed:", "ZIP 78832", "29.3,-100.8", "１２"]
    ),
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([q for q in QUESTIONS if q.name not in ("panel",)]),
    st.data(),
)
def test_no_parameter_breaks_it(client: TestClient, question, data) -> None:  # type: ignore[no-untyped-def]
    path = question.path
    for param in question.every:
        if f"{{{param.name}}}" in path:
            path = path.replace(
                f"{{{param.name}}}", quote(data.draw(NASTY).encode("utf-8", "surrogatepass"), safe="")
            )
    names = [p.name for p in question.every if f"{{{p.name}}}" not in question.path]
    chosen = data.draw(st.lists(st.sampled_from([*names, "nonsense"]), max_size=3))
    query = "&".join(
        f"{n}={quote(data.draw(NASTY).encode('utf-8', 'surrogatepass'), safe='')}" for n in chosen
    )
    got = client.get(f"{path}?{query}")
    assert got.status_code in (200, 300, 400, 404, 422), (path, query, got.text)
    if got.status_code != 200:
        assert got.json()["detail"]
        assert "Traceback" not in got.text


def test_one_answer_is_of_one_registry(registry_file: Path, earlier_file: Path, tmp_path: Path) -> None:
    """The file is swapped again and again, as a build does, while readers ask: no error, no torn answer."""
    served = tmp_path / "served.sqlite"
    served.write_bytes(earlier_file.read_bytes())
    desk = AnswerDesk(served)
    desk_module = __import__("deputized.api.desk", fromlist=["LOOK_AGAIN"])
    right: dict[str, set[str]] = {}
    for path in (earlier_file, registry_file):
        with TestClient(make_app(AnswerDesk(path))) as alone:
            got = alone.get("/v1/status?state=FL")
            right[got.json()["newest_list"]] = {got.text}
    assert len(right) == 2
    wrong: list[str] = []
    newest, before = (name for name in reversed(right))
    seen: dict[str, int] = dict.fromkeys(right, 0)
    stop = threading.Event()

    def read(client: TestClient) -> None:
        while not stop.is_set():
            got = client.get("/v1/status?state=FL")
            if got.status_code != 200 or got.text not in right.get(got.json()["newest_list"], ()):
                wrong.append(got.text[:300])
                return
            seen[got.json()["newest_list"]] += 1

    with pytest.MonkeyPatch.context() as patch, TestClient(make_app(desk)) as client:
        patch.setattr(desk_module, "LOOK_AGAIN", 0.0)
        client.get("/v1/status?state=FL")
        threads = [threading.Thread(target=read, args=(client,)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for turn in range(6):
            fresh = tmp_path / "fresh.sqlite"
            wanted = before if turn % 2 else newest
            fresh.write_bytes((earlier_file if turn % 2 else registry_file).read_bytes())
            fresh.replace(served)
            had, end = seen[wanted], time.monotonic() + 30
            while seen[wanted] < had + 20 and not wrong and time.monotonic() < end:
                stop.wait(0.02)
            assert wrong == [] and seen[wanted] >= had + 20, "readers are given the new registry"
        stop.set()
        for thread in threads:
            thread.join(60)
    assert wrong == []


def test_a_client_that_asks_too_often_waits(registry_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with TestClient(make_app(AnswerDesk(registry_file), a_minute=3, log=True)) as client:
        codes = [client.get("/v1/").status_code for _ in range(5)]
        assert codes == [200, 200, 200, 429, 429]
        refused = client.get("/v1/status?state=TX")
        assert int(refused.headers["retry-after"]) >= 1 and refused.json()["type"].endswith("too-many")
    log = capsys.readouterr().err
    assert "GET /v1/status 429" in log and "testclient" not in log and "state=TX" not in log


@example(3, [0.0, 0.0, 0.0, 0.0])
@given(st.integers(1, 600), st.lists(st.floats(0, 50), max_size=60))
def test_no_client_gets_more_than_its_share(a_minute: int, waits: list[float]) -> None:
    buckets, now, taken = Buckets(a_minute), 0.0, 0
    for wait in waits:
        now += wait
        taken += buckets.take("one", now) == 0
    assert taken <= a_minute + now * a_minute / 60 + 1
    assert buckets.take("other", now) == 0
