"""The readings side by side: what holds of each, and that the first is the scenario's own answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from deputized.money.plan import Plan
from deputized.money.readings import Pay, PaymentCase, luck_of, payments
from deputized.money.scenario import record, scenario
from deputized.report.words import about, chances, cost

KINNEY = Plan(
    "Anywhere Sheriff",
    "TFM",
    2,
    52_000.0,
    0.38,
    date(2025, 10, 1),
    36,
    until=date(2027, 9, 30),
    force=8,
    grant_maximum=80_000,
)


def test_the_first_reading_is_the_scenarios_own_answer() -> None:
    found = scenario(KINNEY, 2_000)
    first = found.readings[0]
    assert (first.payment, first.pay) == (PaymentCase.QUARTER_BY_QUARTER, Pay.WHOLE)
    assert first.cost_chance == found.answers.cost_chance
    assert first.net == (found.answers.net.p10, found.answers.net.p50, found.answers.net.p90)
    assert len(record(found)["readings"]) == len(PaymentCase) * len(Pay)


@pytest.mark.parametrize("way", list(PaymentCase))
def test_in_the_mean_the_same_share_is_paid(way: PaymentCase) -> None:
    share = np.repeat(np.array([0.0, 0.2, 0.5, 0.8, 1.0]), 20_000)
    random = np.random.Generator(np.random.PCG64(1))
    paid = payments(way, share, 8, luck_of(way, len(share), 8, random))
    means = paid.mean(axis=1).reshape(5, -1).mean(axis=1)
    assert means == pytest.approx([0.0, 0.2, 0.5, 0.8, 1.0], abs=0.015)


def test_all_or_nothing_is_and_a_policy_that_ended_does_not_come_back() -> None:
    share = np.full(500, 0.5)
    random = np.random.Generator(np.random.PCG64(2))
    luck = random.random((500, 1))
    assert set(payments(PaymentCase.ALL_OR_NOTHING, share, 8, luck).sum(axis=1)) == {0.0, 8.0}
    ends = payments(PaymentCase.POLICY_ENDS, share, 8, luck)
    assert (np.diff(ends, axis=1) <= 0).all()


def test_correlated_payment_makes_the_bad_tail_worse() -> None:
    by = {r.payment: r for r in scenario(KINNEY).readings if r.pay is Pay.WHOLE}
    assert by[PaymentCase.ALL_OR_NOTHING].net[2] > 1.5 * by[PaymentCase.QUARTER_BY_QUARTER].net[2] > 0


def test_pay_for_hours_worked_leaves_little_of_a_gain() -> None:
    by = {(r.pay, r.payment): r for r in scenario(KINNEY).readings}
    whole, worked = (by[p, PaymentCase.QUARTER_BY_QUARTER] for p in Pay)
    assert worked.net[1] > whole.net[1] + 30_000
    assert worked.cost_chance > whole.cost_chance


def test_hours_are_not_free() -> None:
    """Two deputies of eight: what is a gain in cash is a cost once their hours are counted."""
    found = scenario(KINNEY).answers
    assert found.cost_chance < 0.5 < found.cost_chance_with_hours < found.cost_chance_at_replacement
    assert found.net.p50 < 0 < found.net_with_hours.p50 < found.net_at_replacement.p50


def test_hours_of_new_posts_are_in_their_pay_and_counted_once() -> None:
    found = scenario(replace(KINNEY, new_posts=2), 500).answers
    assert found.net == found.net_with_hours == found.net_at_replacement


def test_sums_are_said_to_two_figures() -> None:
    assert [cost(x) for x in (161_880.5, -80_765, 1_249, 49)] == [
        "cost of $160,000", "gain of $81,000", "cost of $1,200", "about $0"
    ]  # fmt: skip
    assert about(188_939) == "$190,000"
    assert [chances(x) for x in (0, 0.274, 0.996)] == ["under 1 in 100", "27 in 100", "over 99 in 100"]
