"""Plans side by side: the same draws, fiscal years that add up, and a plan file whose every slip is named."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from deputized.cli.group import cli
from deputized.money.asked import read_plan
from deputized.money.compare import compare, comparison_record
from deputized.money.plan import Plan, PlanError
from deputized.money.scenario import scenario

PLAN = Plan(
    "A county", "TFM", 4, 60_000, 0.4, date(2026, 1, 15), 30, date(2027, 6, 30), force=40, population=20_000
)


def test_a_side_is_the_scenario_of_its_plan() -> None:
    one = compare([("a", PLAN), ("b", PLAN.under("WSO"))], draws=400)
    for side in one.sides:
        alone = scenario(side.plan, 400)
        assert side.net == alone.answers.net
        assert side.cost_chance == alone.answers.cost_chance
        assert side.hours_a_month == pytest.approx(alone.answers.hours_a_month.p50)


def test_a_plan_against_itself_differs_in_no_run() -> None:
    second = compare([("a", PLAN), ("again", PLAN)], draws=300).sides[1]
    assert second.against_first is not None
    assert (second.against_first.p10, second.against_first.p90, second.dearer_chance) == (0, 0, 0)


def test_an_assumption_set_in_one_plan_leaves_the_other_s_draws_as_they_were() -> None:
    paid = PLAN.fixing(paid_share=1.0)
    both = compare([("a", PLAN), ("paid", paid)], draws=300)
    assert both.sides[0].net == compare([("a", PLAN), ("b", PLAN)], draws=300).sides[0].net
    assert both.sides[1].dearer_chance == 0, "who is always paid never pays more"


@pytest.mark.parametrize(
    ("begins", "years"),
    [
        (1, [(2026, 12), (2027, 12), (2028, 6)]),
        (7, [(2026, 6), (2027, 12), (2028, 12)]),
        (10, [(2026, 9), (2027, 12), (2028, 9)]),
    ],
)
def test_fiscal_years_hold_every_month_once(begins: int, years: list[tuple[int, int]]) -> None:
    certain = replace(PLAN, known={n: a.fixed(a.central) for n, a in PLAN.known.items()}).fixing(
        paid_share=1.0
    )
    side = compare([("a", certain), ("b", certain)], begins, draws=100).sides[0]
    assert [(y.fiscal_year, y.months) for y in side.years] == years
    assert sum(y.net.p50 for y in side.years) == pytest.approx(side.net.p50)
    assert side.per_resident == pytest.approx(side.net.p50 / 20_000)
    assert side.payroll_share == pytest.approx(side.net.p50 / (40 * 60_000 * 1.4 * 2.5))


def test_what_is_not_known_is_not_divided_by() -> None:
    bare = replace(PLAN, force=None, population=None)
    found = comparison_record(compare([("a", bare), ("b", bare)], draws=100))
    assert found["plans"][0]["per_resident"] is None
    assert found["plans"][0]["years"][0]["payroll_share"] is None
    with pytest.raises(PlanError, match="two plans"):
        compare([("a", PLAN)])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "agency: give a name"),
        ("agency = 48453", "write words in quotes"),
        ('agency = "48453"\nofficer = 3', "officer: no such key"),
        ('agency = "48453"\nofficers = "3"', "write a number"),
        ('agency = "48453"\nofficers = true', "write a number"),
        ('agency = "48453"\nuntil = "30.9.2027"', "write a day"),
        ('agency = "48453"\nuntil = 2027-09-30T00:00:00', "write a day"),
        ('agency = "48453"\nfiscal_year_begins = 13', "write a month"),
        ('agency = "48453"\nassume = 3', "write a table"),
        ('agency = "48453"\nvehicle = "no"', "write true or false"),
        ("agency = ", "not a plan file"),
        ("\x00\x01", "not a plan file"),
    ],
)
def test_a_slip_in_a_plan_file_is_named(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PlanError, match=words) as found:
        read_plan(path)
    assert str(path) in str(found.value)


def test_one_file_for_both_commands(registry_file: Path, tmp_path: Path) -> None:
    a, b = tmp_path / "a.toml", tmp_path / "b.toml"
    a.write_text(
        'agency = "48271"\nofficers = 2\nsalary = 52000\nbenefits = 0.38\nuntil = 2027-09-30\nmonths = 30\n'
    )
    b.write_text(
        'agency = "48271"\nofficers = 2\nsalary = 52000\nbenefits = 0.38\nmonths = 30\nmodel = "WSO"\n'
    )
    more = ["--registry", str(registry_file), "--draws", "200", "--format", "json"]
    done = CliRunner().invoke(cli, ["money", "compare", str(a), str(b), *more])
    assert done.exit_code == 0, done.output
    sides = json.loads(done.stdout)["plans"]
    alone = json.loads(CliRunner().invoke(cli, ["money", "agency", str(a), *more]).stdout)
    assert sides[0]["net"] == alone["answers"]["net"]
    assert [s["title"] for s in sides] == ["a", "b"]
    other = json.loads(CliRunner().invoke(cli, ["money", "agency", str(a), "--officers", "3", *more]).stdout)
    assert (other["officers"], other["salary"]) == (3, 52_000), "an option replaces the file's value"
