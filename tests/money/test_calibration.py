"""Each known payment is shown with its prediction and what is left over, or with why it cannot be predicted."""

from __future__ import annotations

from decimal import Decimal

from deputized.library import Registry
from deputized.money.assumptions import assumptions
from deputized.money.calibration import UNKNOWN, calibration, fit
from deputized.money.payments import payments


def test_every_payment_is_shown_once(registry: Registry) -> None:
    found = calibration(registry)
    assert [r.payment for r in found] == list(payments())
    for r in found:
        assert r.why
        assert (r.predicted is None) == (r.basis == UNKNOWN)
        if r.residual and r.predicted:
            assert r.residual[0] + r.predicted[1] == r.payment.amount == r.residual[1] + r.predicted[0]


def test_florida_s_rest_is_what_its_sources_call_transport(registry: Registry) -> None:
    state, local = calibration(registry)[:2]
    assert state.residual == (Decimal(1_000_240),) * 2
    assert local.residual == (Decimal(2_700_665),) * 2


def test_what_was_paid_in_all_needs_no_salary(registry: Registry) -> None:
    found = next(r for r in calibration(registry) if r.payment.recipient.startswith("All"))
    assert found.predicted is not None
    assert found.predicted[0] > found.payment.amount


def test_state_money_is_no_federal_payment(registry: Registry) -> None:
    assert all(r.predicted is None for r in calibration(registry) if "IGP" in r.payment.purpose)


def test_the_shares_assumed_are_those_the_payments_allow(registry: Registry) -> None:
    """By hand: 1, 1, (137/195 + 137/140.2575)/2 and 1,000/1,187.5; 98.4 of 140.3 million of pay."""
    found = fit(calibration(registry))
    known = assumptions()
    assert found.purchases[1] == (1 + 1 + (137 / 195 + 137 / 140.2575) / 2 + 1000 / 1187.5) / 4
    assert found.left_for_pay == Decimal(137_000_000 - 28_570_240 - 10_005_665)
    assert 0.69 < found.pay_at_most < 0.71
    assert known["paid_purchases"].central == found.likeliest["purchases"]
    assert abs(known["paid_purchases"].low - found.purchases[0]) < 0.005
    assert known["paid_pay"].central == found.likeliest["pay"] < found.pay_at_most
    assert known["paid_pay"].low == 0, "no known payment need be pay"
    for part in ("paid_overtime", "paid_awards"):
        assert (known[part].low, known[part].central, known[part].high) == (0, known["paid_pay"].central, 1)


def test_each_residual_is_also_shown_at_the_fitted_share(registry: Registry) -> None:
    for r in calibration(registry):
        if r.predicted is not None and r.residual is not None:
            assert r.residual_at(1.0) == r.residual
            assert r.residual_at(0.9)[0] == r.payment.amount - r.predicted[1] * Decimal("0.9")
