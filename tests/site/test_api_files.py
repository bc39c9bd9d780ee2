"""The answers as files: each is the API's own, a description holds them, and one tells who held street powers in Kinney."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from starlette.testclient import TestClient

from deputized import reference
from deputized.api.app import make_app
from deputized.api.desk import AnswerDesk
from deputized.api.schema import document
from deputized.library import Registry
from site_fixture import TODAY

SOME = ("tx", "vt", "gu", "fl")
"""States whose files are asked for anew; the others are made by the same three lines."""


@pytest.fixture(scope="module")
def files(site: Path) -> dict[str, str]:
    """The address each file answers as, by its place in the site."""
    told = json.loads((site / "api/v1/index.json").read_text(encoding="utf-8"))
    return {f["file"].lstrip("/"): f["asks"] for f in told["files"]}


def read(site: Path, path: str) -> Any:
    return json.loads((site / path).read_text(encoding="utf-8"))


def test_every_file_is_the_apis_answer_byte_for_byte(
    site: Path, files: dict[str, str], registry_file: Path
) -> None:
    whole = {p.relative_to(site).as_posix() for p in (site / "api").rglob("*.json")}
    assert whole == {*files, "api/v1/index.json", "api/v1/openapi.json"}
    assert sum(path.startswith("api/v1/agreements/") for path in files) == len(reference.states())
    some = [p for p in files if len(Path(p).stem) != 2 or Path(p).stem in SOME]
    assert len(some) > 20
    with TestClient(make_app(AnswerDesk(registry_file))) as client:
        for path in some:
            got = client.get(files[path])
            assert got.status_code == 200, files[path]
            assert got.content == (site / path).read_bytes(), path
    assert f"as_of={TODAY.isoformat()}" in files["api/v1/law/tx.json"]
    headers = (site / "_headers").read_text(encoding="utf-8")
    assert headers.startswith("/api/v1/*") and "Access-Control-Allow-Origin: *" in headers


def test_every_file_keeps_the_description_which_has_the_apis_schemas(
    site: Path, files: dict[str, str]
) -> None:
    told, ours = read(site, "api/v1/openapi.json"), document()["components"]["schemas"]
    validate(told)
    assert told["components"]["schemas"].items() <= json.loads(json.dumps(ours)).items()
    seen = set()
    for template, item in told["paths"].items():
        get = item["get"]
        schema = get["responses"]["200"]["content"]["application/json"]["schema"]
        check = Draft202012Validator({**schema, "components": told["components"]})
        values = [(p["name"], p["schema"]["enum"]) for p in get["parameters"]]
        name, allowed = values[0] if values else ("", [""])
        for value in allowed:
            path = template.replace(f"{{{name}}}", value).lstrip("/")
            seen.add(path)
            if len(value) != 2 or value in SOME:
                wrong = next(check.iter_errors(read(site, path)), None)
                assert wrong is None, f"{path}: {wrong}"
    assert seen == set(files)


def test_the_files_together_hold_every_agreement_agency_change_and_list(
    site: Path, files: dict[str, str], registry: Registry
) -> None:
    def rows(folder: str) -> list[dict[str, Any]]:
        some = [p for p in files if p.startswith(f"api/v1/{folder}")]
        return [row for path in some for row in read(site, path)["rows"]]

    agreements = [r["agreement_id"] for r in rows("agreements/")]
    assert len(agreements) == len(set(agreements))
    assert set(agreements) == {
        a["agreement_id"] for a in registry.rows("SELECT agreement_id FROM agreements")
    }
    listed = {a["agency_id"] for a in registry.agencies(standing="all")}
    assert {r["agency_id"] for r in rows("agencies/")} <= listed
    assert {r["agency_id"] for r in rows("agreements/")} <= {r["agency_id"] for r in rows("agencies/")}
    assert [r["event_id"] for r in rows("changes/")] == [c["event_id"] for c in registry.changes(kind="news")]
    assert [r["publication_id"] for r in rows("lists.json")] == [
        x["publication_id"] for x in registry.lists()
    ]
    assert {r["county_fips"] for r in rows("counties.json")} > {"48271", "12086"}


@pytest.mark.parametrize(
    ("known_on", "held"), [("2025-03-27", ["tx-kinney-county-sheriff"]), ("2025-03-26", [])]
)
def test_a_file_tells_who_held_street_powers_in_kinney(site: Path, known_on: str, held: list[str]) -> None:
    """By plain reading, as a page's script would: the county's agencies, and the spells of their agreements."""
    there = {
        a["agency_id"] for a in read(site, "api/v1/agencies/tx.json")["rows"] if "48271" in (a["county_fips"] or "").split(";")
    }  # fmt: skip
    found = [
        a["agency_id"]
        for a in read(site, "api/v1/agreements/tx.json")["rows"]
        if a["agency_id"] in there and a["model"] == "TFM" and a["first_listed_date"] <= known_on
        and any(s["from_date"] <= "2025-12-15" and (s["to_date"] or "9999") > "2025-12-15" for s in a["spells"])
    ]  # fmt: skip
    assert found == held
