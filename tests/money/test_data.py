"""What ships says what the collected facts say, row by row: nothing invented, nothing lost, nothing surer."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from deputized.money.grants import grants
from deputized.money.payments import payments
from deputized.money.reports import report, reports
from deputized.money.rules import rules
from deputized.registry.curation import curation_folder
from deputized.rules.sources import public

FACTS = Path(__file__).parents[3] / "shared" / "facts"
RULE_OF = {
    "salary_and_benefits_rate": "salary_and_benefits", "overtime_cap": "overtime_cap", "award_tier_90_100": "award_90",
    "award_tier_80_89": "award_80", "award_tier_70_79": "award_70", "equipment": "equipment", "vehicle": "vehicle",
}  # fmt: skip
SOURCE = ("source_title", "source_url", "source_date", "confidence")


def facts(name: str) -> list[dict[str, str]]:
    path = FACTS / name
    if not path.exists():
        pytest.skip("needs ../shared/facts, which is beside the repository and not in it")
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize(
    ("shipped", "collected"),
    [
        ("state_grants.csv", "state_grants.csv"),
        ("payments.csv", "payments_made.csv"),
        ("local_costs.csv", "local_costs.csv"),
    ],
)
def test_tables_that_ship_whole(shipped: str, collected: str) -> None:
    with (curation_folder() / shipped).open(encoding="utf-8", newline="") as stream:
        assert list(csv.DictReader(stream)) == facts(collected)


def test_every_reported_rule_is_a_rule_or_a_report_as_sure_as_its_source() -> None:
    by_rule = {r.name: r for r in rules()}
    for row in facts("reimbursement_rules.csv"):
        name = row["parameter"]
        if name == "effective_date":
            assert by_rule["salary_and_benefits"].effective_from.isoformat() == row["value"]
            continue
        found = by_rule[RULE_OF[name]] if name in RULE_OF else report(name)
        source = found.source
        assert (source.title, source.url, source.date, source.confidence) == tuple(row[k] for k in SOURCE), (
            name
        )
        assert str(found.value) == row["value"]


def test_every_figure_on_staffing_and_pay_is_a_report() -> None:
    for row in facts("staffing_wage_parameters.csv"):
        found = report(row["parameter"])
        assert (found.value, found.unit, found.note, found.source.confidence) == (
            row["value"], row["unit"], public(row["note"]), row["confidence"],
        )  # fmt: skip


def test_who_is_eligible_is_said_to_rest_on_one_source() -> None:
    assert report("eligible_models").source.confidence == "single source"


def test_reports_are_no_rules() -> None:
    assert "arrest_trigger" not in {r.name for r in rules()}
    assert {r.kind for r in reports()} == {"term", "fund", "projection", "staffing", "local cost"}
    assert len(payments()) == 7
    assert all(g.maximum is None for g in grants() if g.state != "TX"), "no other sum is for an agency"


def test_working_notes_stay_with_those_who_wrote_them() -> None:
    said = " ".join(f"{r.value} {r.note} {r.source.title}" for r in reports())
    assert not [w for w in ("NOT FOUND", "in the stores", "obtain before", "do not model") if w in said]
