"""A first answer without a question: pay by area, officers by the FBI, marked, or unknown with the reason."""

from __future__ import annotations

import csv
import io

import pytest
from click.testing import CliRunner

from deputized import reference
from deputized.cli.group import cli
from deputized.library import Registry
from deputized.money.assumptions import FIRST, assumptions
from deputized.money.first import KINDS, first, taking_part
from deputized.money.national import TRAINED, national
from deputized.money.prefill import known_of
from deputized.reference.wages import JAILERS, PATROL, all_wages, wage_of


@pytest.mark.parametrize(
    ("state", "county", "area", "mean"),
    [
        ("TX", "48453", "Austin-Round Rock-San Marcos, TX", 82_910),  # a principal city
        (
            "DC",
            "11001",
            "Washington-Arlington-Alexandria, DC-VA-MD-WV",
            None,
        ),  # Virginia has a Washington too
        ("MO", "29095", "Kansas City, MO-KS", None),
        ("KS", "20209", "Kansas", None),  # the other Kansas City: its area is not sure
        ("PA", "42079", "Scranton--Wilkes-Barre, PA", None),  # a city with a hyphen
        ("GA", "13059", "Athens-Clarke County, GA", None),  # a city that is its county
        ("KS", "20023", "Kansas nonmetropolitan area", None),
        ("TX", "48271", "6 nonmetropolitan areas of TX", 63_211),
        ("TX", "48209", "Austin-Round Rock-San Marcos, TX", None),
        ("TX", "48091", "San Antonio-New Braunfels, TX", None),
        ("TX", None, "Texas", 76_160),
        ("GU", "66010", "Guam", None),
    ],
)
def test_which_area_stands_for_a_county(state: str, county: str | None, area: str, mean: int | None) -> None:
    wage = wage_of(PATROL, state, county)
    assert wage is not None
    assert wage.area == area
    assert wage.rule
    assert mean is None or wage.mean == mean


def test_a_place_without_a_figure_is_not_given_another_s() -> None:
    assert wage_of(PATROL, "AS", "60010") is None
    reno = wage_of(PATROL, "NV", "32031")
    assert reno is not None
    assert all(w.mean > 10_000 for w in all_wages())
    assert wage_of(JAILERS, "TX", "48453") != wage_of(PATROL, "TX", "48453")


def test_every_county_of_the_states_has_a_figure() -> None:
    without = [
        c.fips
        for c in reference.counties()
        if wage_of(PATROL, c.state, c.fips) is None and int(c.fips[:2]) <= 56
    ]
    assert without == []


def test_the_share_that_takes_part_is_that_of_the_national_record(registry: Registry) -> None:
    from datetime import date

    force = sum(a.force for a in national(registry, date(2026, 1, 26)).by_agency)
    share = assumptions(FIRST)["share_of_force"]
    stated = [officers for _, officers, _ in TRAINED]
    assert [share.low, share.central, share.high] == [round(n / force, 3) for n in stated]


def test_officers_are_at_least_one_and_never_more_than_the_force() -> None:
    assert [taking_part(f, 0.187) for f in (1, 2, 8, 663)] == [1, 1, 1, 124]


@pytest.mark.parametrize("which", ["48453", "Travis County Sheriff, TX", "Wichita Police, KS", "TX2270000"])
def test_a_body_on_no_list_is_known(registry: Registry, which: str) -> None:
    known = known_of(registry, which)
    assert known.agency_id == ""
    found = first(known, "TFM")
    assert found.why == ()
    assert found.estimated == ("salary", "officers", "benefits")


def test_a_code_of_a_county_finds_the_same_office_as_its_name(registry: Registry) -> None:
    assert known_of(registry, "48271") == known_of(registry, "tx-kinney-county-sheriff")
    for text in ("02020", "99999"):
        with pytest.raises(LookupError, match=text):
            known_of(registry, text)


def test_every_body_has_an_estimate_or_the_reason(registry_file) -> None:  # type: ignore[no-untyped-def]
    words = ["money", "bodies", "--state", "TX", "--format", "csv", "--registry", str(registry_file)]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert sum(r["kind"] == "sheriff" for r in rows) >= 254
    assert {r["kind"] for r in rows} <= set(KINDS)
    for row in rows:
        assert bool(row["pay_and_benefits_a_year"]) != bool(row["unknown"]), row
        assert bool(row["force"] and int(row["force"])) == bool(row["officers_estimate"]), row


def test_no_count_is_said_and_officers_given_replace_it(registry_file, registry: Registry) -> None:  # type: ignore[no-untyped-def]
    fips = next(f for f, s in reference.sheriffs().items() if s.ori and s.has_office and not s.officers)
    words = ["money", "agency", fips, "--registry", str(registry_file), "--draws", "200"]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 2
    assert "officers are unknown" in done.output
    assert CliRunner().invoke(cli, [*words, "--officers", "1"]).exit_code == 0
