"""Payments that were made, explained by the rules: how many officers and vehicles they come to.

A payment of a sum and nothing else is consistent with many pairs of officers and vehicles. What the source says of
officers narrows it to one; the vehicles are then inferred, and said to be.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from deputized.money.amounts import amount
from deputized.money.rules import rules
from deputized.rules.sources import FactSource, read_rows, required, source_of

FILE = "payments.csv"
WITHIN = Decimal(1000)
MOST_VEHICLES = 500
FLORIDA = {"Florida state agencies": 3676, "Florida local agencies (total, not each)": 974}
"""Officers equipped, as the sources of the payments of 26 September 2025 state them."""


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment somebody reported. `amount` in dollars."""

    day: str
    recipient: str
    amount: Decimal
    purpose: str
    source: FactSource


@dataclass(frozen=True, slots=True)
class Explained:
    """A payment rebuilt as officers x equipment + vehicles x vehicle."""

    payment: Payment
    officers: int  # stated by the source
    vehicles: int  # inferred
    rebuilt: Decimal
    difference: Decimal  # paid less rebuilt
    other_fits: int  # other pairs of officers and vehicles within $1,000, if the officers were not stated

    @property
    def holds(self) -> bool:
        """Whether it is rebuilt within $1,000."""
        return abs(self.difference) <= WITHIN


def payments() -> tuple[Payment, ...]:
    """Every payment our sources report."""
    return tuple(
        Payment(
            required(r, "date", f"{FILE}, line {n}"), required(r, "recipient", f"{FILE}, line {n}"),
            amount(required(r, "amount_usd", f"{FILE}, line {n}")), r["purpose"], source_of(r, f"{FILE}, line {n}"),
        )
        for n, r in enumerate(read_rows(FILE), 2)
    )  # fmt: skip


def explain(payment: Payment, officers: int) -> Explained:
    """Rebuild a payment with the officers its source states; the vehicles that come nearest are inferred."""
    kit, car = (next(r.value for r in rules() if r.name == name) for name in ("equipment", "vehicle"))
    vehicles = max(int(((payment.amount - officers * kit) / car).to_integral_value()), 0)
    rebuilt = officers * kit + vehicles * car
    fits = sum(
        abs(payment.amount - count * car - _nearest(payment.amount - count * car, kit) * kit) <= WITHIN
        for count in range(min(int(payment.amount / car), MOST_VEHICLES) + 1)
    )
    found = Explained(payment, officers, vehicles, rebuilt, payment.amount - rebuilt, 0)
    return Explained(payment, officers, vehicles, rebuilt, found.difference, fits - int(found.holds))


def _nearest(rest: Decimal, kit: Decimal) -> int:
    return int((rest / kit).to_integral_value())


def check_florida() -> tuple[Explained, ...]:
    """Florida's payments of 26 September 2025, state and local agencies apart."""
    return tuple(explain(p, FLORIDA[p.recipient]) for p in payments() if p.recipient in FLORIDA)
