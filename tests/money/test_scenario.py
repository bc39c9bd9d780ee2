"""The scenario: it agrees with the ledger where both speak, and behaves as money does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deputized.money.assumptions import assumptions
from deputized.money.coverage import OfficerQuarter
from deputized.money.flow import flow
from deputized.money.ledger import claim
from deputized.money.plan import Plan, PlanError
from deputized.money.quarters import Quarter, quarters
from deputized.money.scenario import central, draw, record, scenario

BASE = Plan(
    "Anywhere Sheriff", "TFM", 3, 52_000.0, 0.38, date(2025, 10, 1), 24, until=date(2027, 1, 1), force=20
)
NO_EXTRAS = dict.fromkeys(
    ("wage_growth", "payroll_tax", "vacancy", "outfit_cost", "vehicle_running", "advance_interest"), 0.0
)
"""The costs a test by hand leaves out."""
SURE = {
    "turnover": 0.0,
    "eligible_share": 1.0,
    "paid_share": 1.0,
    "payment_delay": 1.0,
    "success_rate": 0.85,
    "wage_growth": 0.0,
}


def point(plan: Plan):  # type: ignore[no-untyped-def]
    return flow(plan, central(plan))


def test_the_point_run_is_the_ledger_to_the_cent() -> None:
    """Three officers certified throughout 2025Q4 to 2026Q3, overtime a tenth of pay, success rate 85 per cent."""
    plan = replace(BASE, months=12).fixing(**SURE, overtime_share=0.10)
    year = {2025: 365, 2026: 365}
    roster = [
        OfficerQuarter(
            str(n), "TFM", date(2025, 9, 30), None, Decimal(52_000), Decimal(19_760), q, Decimal(1),
            Decimal(52_000) * q.days / year[q.year] / 10, Decimal("0.85"),
        )
        for n in range(3)
        for q in quarters(Quarter(2025, 4), Quarter(2026, 3))
    ]  # fmt: skip
    assert abs(float(point(plan).claimed.sum()) - float(claim(roster).total.claimed)) < 0.01 * len(
        claim(roster).lines
    )


def test_overtime_above_the_cap_is_the_agency_s() -> None:
    plan = BASE.fixing(**SURE, overtime_share=0.35)
    capped = BASE.fixing(**SURE, overtime_share=0.25)
    assert np.isclose(point(plan).claimed.sum(), point(capped).claimed.sum())
    assert point(plan).overtime.sum() > point(capped).overtime.sum()


def test_if_nothing_is_paid_the_county_pays_all() -> None:
    plan = BASE.fixing(paid_share=0.0)
    found = scenario(plan, 200)
    assert found.answers.received.p90 == 0
    assert np.allclose(found.point.net, found.point.extra)
    assert np.allclose(found.point.full_net, found.point.extra + found.point.pay_due)


def test_nothing_is_claimed_after_the_money_ends() -> None:
    found = point(BASE)
    ended = [n for n, (y, m) in enumerate(found.months) if (y, m) >= (2027, 2)]
    assert found.claimed[:, ended].sum() == 0
    assert found.claimed[:, : ended[0]].min() > 0


@pytest.mark.parametrize("model", ["JEM", "WSO"])
def test_other_models_claim_nothing(model: str) -> None:
    found = scenario(replace(BASE, model=model), 200)
    assert found.answers.claimed.p90 == 0
    assert np.isnan(found.answers.break_even.p50)
    assert record(found)["answers"]["break_even"]["p50"] is None
    assert (found.point.training.sum() > 0) and (
        model != "WSO" or found.plan.known["trainee_travel"].central > 0
    )


def test_the_break_even_share_breaks_even() -> None:
    """Paying that share of every claim, at once and to the end, leaves no net cost."""
    plan = replace(BASE, until=None).fixing(payment_delay=0.0, advance_interest=0.0)
    found = point(plan)
    share = float(found.extra.sum() / found.claimed.sum())
    assert 0 < share < 1
    assert abs(float(point(plan.fixing(paid_share=share)).net.sum())) < 1


def test_the_same_seed_gives_the_same_numbers() -> None:
    assert record(scenario(BASE, 500, 1)) == record(scenario(BASE, 500, 1))
    assert record(scenario(BASE, 500, 1)) != record(scenario(BASE, 500, 2))


def test_new_posts_are_a_cost_after_the_cliff() -> None:
    found = scenario(replace(BASE, new_posts=3), 200).answers
    assert found.keep_posts_a_year == pytest.approx(3 * 52_000 * 1.38)
    assert found.let_posts_go.p90 > 0
    assert scenario(BASE, 200).answers.keep_posts_a_year == 0


def test_hours_are_a_share_of_the_force() -> None:
    """Three of twenty at half their time: 7.5 per cent, and the training of the first month."""
    plan = BASE.fixing(duty_share=0.5, turnover=0.0)
    found = point(plan)
    without_training = found.hours.sum() - 3 * 40
    assert without_training / (2 * 2080 * 20) == pytest.approx(0.075, rel=0.002)


def test_the_tornado_is_widest_first_and_spans_the_point() -> None:
    found = scenario(BASE, 200)
    widths = [b.width for b in found.tornado]
    assert widths == sorted(widths, reverse=True)
    net = float(found.point.net.sum())
    for bar in found.tornado:
        assert min(bar.cost_at_low, bar.cost_at_high) <= net + 1 or bar.name == "payment_delay"
    assert found.tornado[0].name == "paid_pay"


def test_every_assumption_has_a_range_and_a_word_on_its_source() -> None:
    for a in assumptions().values():
        assert a.low <= a.central <= a.high
        assert a.source


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"salary": -1.0}, "salary"), ({"benefits": 1.4}, "benefits"), ({"officers": 0}, "officers"),
        ({"officers": 30}, "more than the agency's 20"), ({"new_posts": 4}, "new posts"), ({"months": 0}, "months"),
        ({"until": date(2020, 1, 1)}, "before the start"), ({"model": "ABC"}, "model"),
    ],
)  # fmt: skip
def test_a_plan_that_cannot_be_computed_says_why(changes: dict[str, object], words: str) -> None:
    with pytest.raises(PlanError, match=words):
        scenario(replace(BASE, **changes))  # type: ignore[arg-type]


def test_an_assumption_that_is_none_is_refused() -> None:
    with pytest.raises(PlanError, match="no such assumption"):
        BASE.fixing(luck=1.0)
    with pytest.raises(PlanError, match=r"paid_purchases 2\.0: it is a share, 0 to 1"):
        BASE.fixing(paid_share=2.0)


@settings(max_examples=60, deadline=None)
@given(
    officers=st.integers(1, 50), salary=st.floats(20_000, 150_000), benefits=st.floats(0, 1), months=st.integers(1, 60),
    overtime=st.floats(0, 0.5), paid=st.floats(0, 1), delay=st.integers(0, 12), new=st.integers(0, 50),
)  # fmt: skip
def test_money_adds_up(
    officers: int,
    salary: float,
    benefits: float,
    months: int,
    overtime: float,
    paid: float,
    delay: int,
    new: int,
) -> None:
    plan = Plan(
        "X", "TFM", officers, salary, benefits, date(2025, 10, 1), months, new_posts=min(new, officers)
    )
    found = point(plan.fixing(overtime_share=min(overtime, 1), paid_share=paid, payment_delay=float(delay)))
    assert np.allclose(found.net + found.received + found.granted + found.jail_income, found.extra)
    assert float(found.received.sum()) <= paid * float(found.claimed.sum()) + 1e-6
    assert (found.serving <= officers + 1e-9).all() and (found.serving >= 0).all()
    more = point(
        plan.fixing(overtime_share=min(overtime + 0.1, 1), paid_share=paid, payment_delay=float(delay))
    )
    assert more.extra.sum() >= found.extra.sum()
    assert more.claimed.sum() >= found.claimed.sum() - 1e-6


def test_the_cliff_is_by_day_and_its_day_still_counts() -> None:
    """Sure pay, no overtime, no award: March 2026 until the 20th is 20 of 365 days of 3 x 52,000 x 1.38."""
    plan = BASE.fixing(**SURE | {"success_rate": 0.0}, overtime_share=0.0)
    found = point(replace(plan, months=12, until=date(2026, 3, 20)))
    assert found.claimed[0, 5] == pytest.approx(3 * 52_000 * 1.38 * 20 / 365)
    assert found.claimed[0, 6:].sum() == 0
    whole = point(replace(plan, months=12, until=date(2026, 3, 31)))
    assert whole.claimed[0, 5] == pytest.approx(3 * 52_000 * 1.38 * 31 / 365)


def test_awards_need_a_quarter_that_ends_before_the_cliff() -> None:
    plan = BASE.fixing(**SURE, overtime_share=0.0)
    ends = [replace(plan, months=12, until=day) for day in (date(2026, 3, 30), date(2026, 3, 31))]
    short, whole = (float(point(p).claimed.sum()) for p in ends)
    assert whole - short == pytest.approx(3 * 52_000 * 1.38 / 365 + 3 * 750)


def test_a_plan_that_starts_in_a_month_begins_on_its_day() -> None:
    """17 to 31 October: 15 of 365 days."""
    found = point(replace(BASE, start=date(2025, 10, 17), months=2).fixing(turnover=0.0))
    assert found.pay_due[0, 0] == pytest.approx(3 * 52_000 * 1.38 * 15 / 365)
    assert found.pay_due[0, 1] == pytest.approx(3 * 52_000 * 1.38 * 30 / 365)


def test_a_new_post_costs_nothing_until_it_is_filled() -> None:
    """Two officers there, one post new and filled after ten months: 2 x 52,000 x 1.38 in a year of 365 days, and of
    the third the 31 + 30 days of August and September 2026."""
    found = point(
        replace(BASE, months=12, new_posts=1).fixing(turnover=0.0, hire_months=10.0, wage_growth=0.0)
    )
    assert found.pay_due.sum() == pytest.approx(2 * 52_000 * 1.38)
    assert found.new_pay.sum() == pytest.approx(52_000 * 1.38 * 61 / 365)
    assert found.serving[0, 9] == 2
    assert found.serving[0, 10] == 3
    assert found.pay_due[0, 4] == pytest.approx(2 * 52_000 * 1.38 * 28 / 365), "February is paid by its days"


def test_who_leaves_is_replaced_after_the_wait() -> None:
    """12 of 120 leave a month (turnover 1.2 cannot be given; 0.6 is 5 a hundred a month): 100, then 95, then 90.25 + 5."""
    plan = replace(BASE, officers=100, force=None, months=3).fixing(turnover=0.6, hire_months=2.0)
    assert point(plan).serving[0].tolist() == pytest.approx([100, 95, 90.25 + 5])
    at_once = point(replace(BASE, officers=100, force=None, months=3).fixing(turnover=0.6, hire_months=0.0))
    assert at_once.serving[0].tolist() == pytest.approx([100, 100, 100])


def test_a_state_grant_pays_only_what_nobody_else_does() -> None:
    """No federal money, WSO, one officer at 52,000 x 1.38 for a year. Work is a fifth of a task force officer's:
    duty 0.25 x 0.2 = 5 per cent of pay, 3,588. Extra: overtime 52,000 x 0.1 x 0.2 = 1,040; supervision 12 x 4 x 0.2 x
    34.50 x 1.2 = 397.44; transport 12 x 120 x 0.2 = 288; liability 400; training 8 x 34.50 x 0.75 x 1.5 + 900 = 1,210.50."""
    plan = replace(BASE, model="WSO", officers=1, months=12, grant_maximum=80_000.0, until=None)
    found = point(plan.fixing(turnover=0.0, grant_share=1.0, **NO_EXTRAS))
    extra = 1_040 + 397.44 + 288 + 400 + 1_210.50
    assert found.extra.sum() == pytest.approx(extra)
    assert found.granted.sum() == pytest.approx(extra + 3_588)
    assert found.granted[0, :11].sum() == 0, "at the end of the twelve months"
    small = point(
        replace(plan, grant_maximum=1_000.0, months=18).fixing(
            turnover=0.0, grant_share=1.0, grant_again=0.5, **NO_EXTRAS
        )
    )
    assert small.granted[0, 11] == pytest.approx(1_000)
    assert small.granted[0, 17] == pytest.approx(1_000 * 6 / 12 * 0.5)


def test_who_is_certified_before_the_rules_is_equipped_once_when_they_begin() -> None:
    """Three officers from 1 August 2025: equipment and vehicle from 26 September on, 3 x 7,500 + 100,000."""
    plan = replace(BASE, start=date(2025, 8, 1), months=6).fixing(turnover=0.0)
    assert point(plan).equipment[0].tolist() == [0, 122_500, 0, 0, 0, 0]


def test_pay_rises_in_costs_and_claims_alike() -> None:
    """No turnover, no overtime: the second twelve months cost and claim a tenth more than the first."""
    plan = replace(BASE, until=None).fixing(
        **SURE | {"wage_growth": 0.10, "success_rate": 0.0}, overtime_share=0.0
    )
    found = point(plan)
    due, claimed = found.pay_due[0], (found.claimed - found.equipment)[0]
    for sums in (due, claimed):
        assert sums[12:].sum() == pytest.approx(sums[:12].sum() * 1.1)


def test_every_new_cost_has_a_switch_and_is_what_its_words_say() -> None:
    """Each alone against a plan with none of them; two officers for a year, 52,000 x 1.38, 34.50 an hour."""
    bare = replace(BASE, officers=2, months=12, until=None).fixing(
        **SURE | NO_EXTRAS | {"overtime_share": 0.1, "paid_share": 0.0}
    )
    without = point(bare).net.sum()
    for name, value, cost in (
        ("payroll_tax", 0.0765, 2 * 52_000 * 0.1 * 0.0765),
        ("vacancy", 0.1, 2 * 0.25 * 2080 * 34.5 * 0.1 * 1.5),
        ("vehicle_running", 6_000.0, 6_000),
        ("suit", 95_000.0, 95_000),
    ):
        assert point(bare.fixing(**{name: value})).net.sum() - without == pytest.approx(cost), name
    post = replace(bare, officers=3, new_posts=1).fixing(hire_months=6.0)
    assert point(post.fixing(outfit_cost=50_000.0)).net.sum() - point(post).net.sum() == pytest.approx(50_000)


def test_holds_cost_what_they_come_to_and_bring_in_what_is_paid_for_them() -> None:
    """120 a year for a day and a half at 100 and 10, booking 150, transport 50; ICE pays 50; SCAAP 9,000."""
    bare = replace(BASE, months=12, until=None, model="WSO").fixing(turnover=0.0, **NO_EXTRAS)
    held = bare.fixing(
        holds=120.0, hold_days=1.5, bed_day_cost=100.0, hold_medical=10.0, booking_cost=150.0, hold_transport=50.0,
        hold_income=50.0, scaap=9_000.0,
    )  # fmt: skip
    found = point(held)
    assert found.jail.sum() == pytest.approx(120 * (150 + 50 + 1.5 * 110))
    assert found.jail_income.sum() == pytest.approx(120 * 50 + 9_000)
    assert (found.net.sum() - point(bare).net.sum()) == pytest.approx(120 * 365 - 15_000)
    assert scenario(held, 200).answers.net.p50 > scenario(bare, 200).answers.net.p50


def test_interest_runs_on_what_the_agency_is_out_of_pocket() -> None:
    """Nothing is paid: at 12 per cent a year each month costs a hundredth of all cost before it."""
    plan = replace(BASE, months=6).fixing(**SURE | NO_EXTRAS | {"paid_share": 0.0})
    found = point(plan.fixing(advance_interest=0.12))
    before = np.cumsum(point(plan).net[0])
    assert found.interest[0].tolist() == pytest.approx([0, *(before[:-1] * 0.01)])
    gains = point(plan.fixing(advance_interest=0.12, paid_share=1.0, payment_delay=0.0))
    assert gains.interest.sum() == 0, "a gain earns none"


def test_a_present_value_adds_up_and_only_later_years_shrink() -> None:
    plan = BASE.fixing(advance_interest=0.0)
    cash, worth = point(plan), point(plan.fixing(discount_rate=0.07))
    assert np.allclose(worth.net[:, :12], cash.net[:, :12])
    assert np.allclose(worth.net[:, 12:], cash.net[:, 12:] / 1.07)
    assert np.allclose(worth.extra - worth.received - worth.granted - worth.jail_income, worth.net)
    assert np.allclose(worth.hours, cash.hours)


def test_the_parts_of_a_claim_are_paid_apart() -> None:
    """Only purchases are paid: what comes in is their ceilings, and nothing of pay."""
    plan = BASE.fixing(paid_share=0.0, paid_purchases=1.0, turnover=0.0)
    assert point(plan).received.sum() == pytest.approx(100_000 + 3 * 7_500)
    drawn = scenario(plan, 300).answers
    assert drawn.received.p10 == drawn.received.p90 == pytest.approx(122_500)


def test_what_has_the_larger_share_is_paid_where_the_smaller_is() -> None:
    drawn, paid = draw(BASE, 500, 3)
    more = drawn["paid_purchases"] >= drawn["paid_pay"]
    assert (paid["purchases"][more] >= paid["pay"][more]).all()
    assert paid["pay"].mean() == pytest.approx(drawn["paid_pay"].mean(), abs=0.03)


def test_what_nobody_knows_is_nothing_until_it_is_set() -> None:
    for name in ("holds", "scaap", "suit", "discount_rate"):
        a = assumptions()[name]
        assert (a.low, a.central, a.high) == (0, 0, 0)
        assert a.source.startswith("not known; set it")
