"""The plain data for other implementations: complete, exact, and equal to a recomputation in decimals by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from deputized.money import central_case, plan_of, rules_json
from deputized.money.assumptions import assumptions
from deputized.money.grants import grants
from deputized.money.plan import Plan
from deputized.money.published import rounded
from deputized.money.rules import rules

PLAN = Plan("X", "TFM", 2, 52_000.0, 0.38, date(2025, 10, 1), 36, until=date(2027, 9, 30), force=8)


def test_every_rule_assumption_and_grant_is_in_it_and_nothing_is_a_binary_float() -> None:
    found = rules_json()
    assert json.loads(json.dumps(found)) == found
    assert len(found["rules"]) == len(rules())
    assert len(found["assumptions"]) == len(assumptions())
    assert len(found["grants"]) == len(grants())
    assert not any(isinstance(v, float) for rows in found.values() if isinstance(rows, list) for r in rows
                   if isinstance(r, dict) for v in r.values())  # fmt: skip
    for row in found["assumptions"]:
        a = assumptions()[row["name"]]
        assert [float(row[k]) for k in ("low", "central", "high")] == [a.low, a.central, a.high]


def test_kinney_recomputed_in_decimals() -> None:
    """October 2025, a spreadsheet's way. Two officers at 52,000 x 1.38 = 71,760 a year, 34.50 an hour of 2,080.
    Claim: pay 143,520 x 31/365; overtime 104,000 x 0.10 x 31/365; equipment 15,000; vehicle 100,000. The second
    month has 2 x (1 - 0.08/12) officers; a claim comes in three months later, nine tenths of the purchases and 0.35 of the rest."""
    found = central_case(PLAN)
    first, fourth = found["by_month"][0], found["by_month"][3]
    D = Decimal
    pay, overtime = D(143_520) * 31 / 365, D(104_000) * D("0.1") * 31 / 365
    assert first["pay_due"] == f"{pay:.2f}"
    assert first["overtime"] == f"{overtime:.2f}"
    assert first["training"] == f"{D(2) * 40 * D('34.5') * D('0.75') * D('1.5'):.2f}"
    assert first["supervision"] == f"{D(2) * 4 * D('34.5') * D('1.2'):.2f}"
    assert first["transport"] == "240.00"
    assert first["liability"] == f"{D(800) / 12:.2f}"
    assert first["equipment"] == "115000.00"
    assert first["claimed"] == f"{pay + overtime + 115_000:.2f}"
    assert fourth["received"] == f"{(pay + overtime) * D('0.35') + 115_000 * D('0.9'):.2f}"
    second = found["by_month"][1]
    assert second["officers"] == f"{2 * (1 - D('0.08') / 12):.2f}"
    december = found["by_month"][2]
    there = 2 * (1 - D("0.08") / 12) ** 2
    due = there * 71_760 * 31 / 365
    assert december["claimed"] == f"{due + there * 5_200 * 31 / 365 + there * 500:.2f}", (
        "and the quarter's award"
    )


def test_years_are_sums_of_months_and_net_is_what_is_left() -> None:
    found = central_case(PLAN)
    for year in found["by_year"]:
        months = found["by_month"][12 * year["year"] - 12 : 12 * year["year"]]
        for part in ("pay_due", "extra", "claimed", "received", "granted", "net"):
            assert abs(sum(Decimal(m[part]) for m in months) - Decimal(year[part])) <= Decimal("0.06")
        left = Decimal(year["extra"]) - sum(Decimal(year[p]) for p in ("received", "granted", "jail_income"))
        assert abs(left - Decimal(year["net"])) <= Decimal("0.02")
    september = found["by_month"][23]
    assert september["month"] == "2027-09"
    assert Decimal(september["claimed"]) > 0, "the month of the last day counts"
    assert all(m["claimed"] == "0.00" for m in found["by_month"][24:])
    assert Decimal(found["by_month"][26]["received"]) > 0, "what was claimed before is still paid"
    assert all(m["received"] == "0.00" for m in found["by_month"][27:])


@pytest.mark.parametrize(
    "plan", [PLAN, replace(PLAN, model="WSO", grant_maximum=80_000.0), replace(PLAN, new_posts=1, months=7)]
)
def test_plain_data_reads_back_as_the_same_plan(plan: Plan) -> None:
    found = central_case(plan.fixing(paid_share=0.4, payment_delay=2.0))
    assert central_case(plan_of(found["plan"])) == found


def test_cents_are_half_away_from_zero() -> None:
    """What is a half cent in decimals but a little less in binary goes up as well."""
    assert [rounded(v) for v in (0.005, 1.005, -1.005, 2.675, 0.0049, -0.0, 1234567.895)] == [
        "0.01", "1.01", "-1.01", "2.68", "0.00", "0.00", "1234567.90",
    ]  # fmt: skip


VECTORS = sorted((Path(__file__).parent / "vectors").glob("*.json"))


@pytest.mark.parametrize("path", VECTORS, ids=lambda p: p.stem)
def test_vectors_for_other_implementations(path: Path) -> None:
    """A calculator elsewhere is tested against the same files: a change of the model is a change of these."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert central_case(plan_of(kept["plan"])) == kept


def test_there_are_vectors_of_every_model() -> None:
    assert {json.loads(p.read_text(encoding="utf-8"))["plan"]["model"] for p in VECTORS} == {
        "TFM",
        "JEM",
        "WSO",
    }
