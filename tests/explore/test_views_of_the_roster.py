"""The roster by its filters: counts equal those of other answers, each filter does what it says, slips are named."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from deputized.cli.commands.agencies import command
from deputized.explore import View, find_spot, miles_between, roster
from deputized.explore.points import miles_to_county
from deputized.explore.view import STATUSES
from deputized.library import Registry
from deputized.places.lookup import PlaceError


@pytest.mark.parametrize("day", ["2021-06-01", "2023-01-01", "2025-02-28", "2025-12-12", "2026-03-03", ""])
def test_the_plain_view_is_what_status_counts(registry: Registry, day: str) -> None:
    found, status = roster(registry, as_of=day), registry.status(as_of=day or None).resolved
    assert (found.bodies, found.agreements) == (status.agencies, status.agreements)
    assert found.by_model == {m: n for m, n in status.agencies_by_model.items() if n}


def test_what_was_known_then_is_not_what_is_known_now(registry: Registry) -> None:
    then = roster(registry, as_of="2025-12-12", known_on="2025-12-12")
    status = registry.status("2025-12-12", "2025-12-12").resolved
    assert (then.bodies, then.agreements) == (status.agencies, status.agreements)
    assert then.agreements < roster(registry, as_of="2025-12-12").agreements, "signed then, listed later"


def test_every_body_has_one_status(registry: Registry) -> None:
    whole = roster(registry, status="all")
    assert len({r.body.key for r in whole.rows}) == whole.bodies
    assert sum(whole.by_status.values()) == whole.bodies
    for status in STATUSES:
        assert roster(registry, status=status).bodies == whole.by_status.get(status, 0), status


def test_the_default_agrees_with_the_list_of_agencies(registry: Registry) -> None:
    assert {r.body.agency_id for r in roster(registry).rows} == {r["agency_id"] for r in registry.agencies()}
    florida = roster(registry, state="Florida", as_of="2025-12-12", model="wso")
    listed = registry.agencies(state="FL", model="wso", as_of="2025-12-12")
    assert {r.body.agency_id for r in florida.rows} == {r["agency_id"] for r in listed}


def test_model_and_signing_hold_for_one_agreement(registry: Registry) -> None:
    rows = roster(registry, model="tfm", signed_from="2025-03-01", signed_to="2025-03-31").rows
    assert rows
    for row in rows:
        assert all(
            e.model == "TFM" and "2025-03-01" <= (e.signed_date or "") <= "2025-03-31" for e in row.entries
        )


def test_near_a_place_offices_and_land_are_told_apart(registry: Registry) -> None:
    found = roster(registry, near="Del Rio, TX", model="tfm", sort="miles")
    assert found.view.miles == 50
    near = {r.body.agency_id: r.miles for r in found.rows}
    assert near["tx-kinney-county-sheriff"] == pytest.approx(29, abs=2)
    statewide = {r.body.agency_id for r in found.rows if r.miles is None}
    assert statewide, "bodies of the whole state are shown where the place is in it"
    assert {r.body.state for r in found.rows if r.miles is None} == {"TX"}
    reaching = {r.row.body.agency_id: r.miles_to_land for r in found.reaching}
    assert "tx-edwards-county-sheriff" in reaching, "its land is near, its seat is not"
    assert not set(reaching) & set(near)
    assert all(m <= 50 for m in reaching.values())


def test_miles_are_miles() -> None:
    miami, orlando = find_spot("Miami, FL"), find_spot("Orlando, FL")
    assert miles_between(miami.at, orlando.at) == pytest.approx(204, abs=5)
    assert miles_to_county(find_spot("Del Rio, TX").at, "48465") == 0
    assert find_spot("29.36, -100.9").state is None
    assert find_spot("Val Verde County, TX").how == "county"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"near": "Springfield"}, "say which state"),
        ({"near": "Nowhere at all, TX"}, "no town or county"),
        ({"near": "95, 200"}, "no latitude"),
        ({"miles": 5}, "from where"),
        ({"near": "Del Rio, TX", "miles": "many"}, "whole number"),
        ({"status": "active"}, "status is one of"),
        ({"kind": "sherif"}, "kinds are"),
        ({"state": "Texass"}, "nearest: Texas"),
        ({"signed_from": "2025-03-01", "signed_to": "2025-02-01"}, "after the last"),
        ({"sort": "beauty"}, "sort is one of"),
        ({"flavor": "sweet"}, "no such filter"),
        ({"as_of": "1066-10-14"}, "."),
    ],
)
def test_a_slip_is_named(registry: Registry, given: dict[str, object], told: str) -> None:
    with pytest.raises((ValueError, PlaceError), match=told):
        roster(registry, **given)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"state": "fl, texas", "model": "task force", "as_of": "12/12/2025"},
        {"near": "Del Rio, TX", "miles": 60, "status": "all", "sort": "-people"},
        {"county": "Kinney, TX", "name": "O'Brien & sons, 50%", "bound": "yes"},
    ],
)
def test_an_address_leads_back_to_its_view(given: dict[str, object]) -> None:
    view = View.of(**given)
    assert View.read(view.address) == view
    assert View.read("?" + view.address) == view


def test_never_listed_sheriffs_a_law_binds(registry: Registry) -> None:
    from deputized.rules import mandate

    rows = roster(registry, state="TX", status="never", kind="sheriff", bound="yes", sort="-people").rows
    assert rows[0].body.name == "Harris County Sheriff's Office"
    counted = {r.body.county_fips[0] for r in rows}
    bound = {m.county_fips: m for m in mandate(registry, "TX").rows if m.bound.value == "yes"}
    assert counted <= set(bound)
    assert {f for f, m in bound.items() if not m.agencies} == counted


@pytest.mark.parametrize(
    "given", [{"state": "PA", "sort": "-officers"}, {"near": "Del Rio, TX", "model": "tfm"}, {"name": "Prince George's", "kind": "sheriff"}]
)  # fmt: skip
def test_the_command_of_a_view_gives_its_rows(
    registry: Registry, registry_file: Path, given: dict[str, object]
) -> None:
    view = View.of(**given)
    words = [*shlex.split(view.command)[2:], "--format", "json", "--registry", str(registry_file)]
    done = CliRunner().invoke(command, words)
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) == roster(registry, view).records()
