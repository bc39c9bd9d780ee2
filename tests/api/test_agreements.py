"""Every agreement as rows: whole lives; with a day, those in force then as could be known then."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from deputized.library import Registry

KINNEY = "tx-kinney-county-sheriff.tfm.2025-03-26"


def ids(client: TestClient, query: str) -> list[str]:
    return [a["agreement_id"] for a in client.get(f"/v1/agreements?limit=5000&{query}").json()["rows"]]


def test_a_row_is_the_agreements_own_answer(client: TestClient) -> None:
    rows = client.get("/v1/agreements?county=48271").json()["rows"]
    held = next(r for r in rows if r["agreement_id"] == KINNEY)
    assert held == client.get(f"/v1/agreement/{KINNEY}").json()["answer"]
    assert [s["from_date"] for s in held["spells"]] == ["2025-03-27"]


@pytest.mark.parametrize(
    ("as_of", "known_on"), [("2025-12-15", None), ("2025-12-15", "2025-06-30"), ("2026-05-18", None)]
)
def test_on_a_day_they_are_those_the_status_counts(
    client: TestClient, registry: Registry, as_of: str, known_on: str | None
) -> None:
    query = f"as_of={as_of}" + (f"&known_on={known_on}" if known_on else "")
    for state, model in (("FL", "tfm"), ("VA", None), ("TX", "jem")):
        found = ids(client, f"{query}&state={state}" + (f"&model={model}" if model else ""))
        told = registry.status(as_of, known_on, state, model).resolved.agreements
        assert len(found) == len(set(found)) == told, (state, model)


def test_kinney_on_both_clocks(client: TestClient) -> None:
    day = "county=48271&model=tfm&as_of=2025-12-15"
    assert ids(client, f"{day}&known_on=2025-03-27") == [KINNEY]
    assert ids(client, f"{day}&known_on=2025-03-26") == []
    assert client.get("/v1/agreements?state=Narnia").status_code in (400, 404)
