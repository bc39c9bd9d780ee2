"""Every payment that is known beside what the rules predict of it, with what is left over, and the shares fitted on them.

Officers are taken as the source states them; where it states none, as a first answer would have them, and said so.
Vehicles that no source counts are never fitted here: `deputized money check` shows what number would close a gap.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from deputized.money.assumptions import FIRST, assumptions
from deputized.money.first import first
from deputized.money.national import TRAINED, national
from deputized.money.payments import FLORIDA, Payment, payments
from deputized.money.prefill import known_of
from deputized.money.rules import rules
from deputized.reference.wages import PATROL, all_wages

if TYPE_CHECKING:
    from deputized.library.registry import Registry

POLK = "fl-polk-county-sheriff"
EVERYONE = "All agencies"
STATED, ESTIMATED, UNKNOWN = "stated", "estimate", "not predicted"


@dataclass(frozen=True, slots=True)
class Residual:
    """One payment, predicted: dollars of purchases under the rules, and paid less predicted.

    A range has two ends; without one they are equal. None where the rules do not bear on it or too little is told.
    """

    payment: Payment
    basis: str  # stated, estimate, or not predicted
    officers: tuple[int, int] | None
    predicted: tuple[Decimal, Decimal] | None
    why: str  # how it was predicted, or why it was not

    @property
    def residual(self) -> tuple[Decimal, Decimal] | None:
        """Paid less predicted, the low end first."""
        if self.predicted is None:
            return None
        return self.payment.amount - self.predicted[1], self.payment.amount - self.predicted[0]

    def residual_at(self, share: float) -> tuple[Decimal, Decimal]:
        """Paid less so much of what is predicted, the low end first. Raises ValueError where nothing is predicted."""
        if self.predicted is None:
            raise ValueError(self.why)
        part = Decimal(str(share))
        return self.payment.amount - self.predicted[1] * part, self.payment.amount - self.predicted[0] * part

    @property
    def paid_to_predicted(self) -> tuple[float, float] | None:
        """Paid over predicted, the low end first."""
        if self.predicted is None or not self.predicted[0]:
            return None
        low, high = (float(self.payment.amount / p) for p in reversed(self.predicted))
        return low, high


@dataclass(frozen=True, slots=True)
class Fit:
    """What the known payments say of the shares of claims that are paid.

    Of purchases each payment that can be predicted gives a share, paid over predicted and at most 1; a range counts at
    its middle. Of pay they give a limit alone: no payment need be pay, so the least is 0; the most is what is left of the
    national sum after Florida's, which were purchases, over the pay of the fewest officers stated that was claimed and due.
    """

    purchases: tuple[float, float, float]  # least, mean of the payments, most
    payments: int  # that the mean is of
    pay_at_most: float
    pay_due: Decimal  # dollars of pay that could be claimed from the rules' first day and was due on the payment's day
    left_for_pay: Decimal  # dollars of the national sum that no known payment says were purchases

    @property
    def likeliest(self) -> dict[str, float]:
        """The central shares that follow, to the nearest twentieth: the mean for purchases; half of the limit for pay."""
        return {"purchases": round(self.purchases[1] * 20) / 20, "pay": round(self.pay_at_most * 10) / 20}


def fit(residuals: tuple[Residual, ...]) -> Fit:
    """The shares that the known payments allow."""
    shares, low, high = [], 1.0, 0.0
    for found in residuals:
        if (ratio := found.paid_to_predicted) is None:
            continue
        ends = [min(r, 1.0) for r in ratio]
        low, high = min(low, *ends), max(high, *ends)
        shares.append(sum(ends) / 2)
    everyone = next(p for p in payments() if p.recipient.startswith(EVERYONE))
    left = everyone.amount - sum(p.amount for p in payments() if p.recipient in FLORIDA)
    due = _pay_due(date.fromisoformat(everyone.day))
    return Fit((low, sum(shares) / len(shares), high), len(shares), min(float(left / due), 1.0), due, left)


def _pay_due(day: date) -> Decimal:
    """Pay and benefits of the fewest officers stated, claimed and by the likeliest delay due on a day."""
    known, load = assumptions(), assumptions(FIRST)["benefits"].central
    begun = min(r.effective_from for r in rules() if r.name == "salary_and_benefits")
    late = known["payment_delay"].central
    days = (day - begun).days - late * 365 / 12
    wage = next(w.mean for w in all_wages() if w.soc == PATROL and w.level == "nation")
    return Decimal(round(min(n for _, n, _ in TRAINED) * wage * (1 + load) * days / 365))


def calibration(registry: Registry) -> tuple[Residual, ...]:
    """Every known payment in the order of its file."""
    kit, car = (next(r.value for r in rules() if r.name == name) for name in ("equipment", "vehicle"))
    return tuple(_of(registry, p, kit, car) for p in payments())


def _of(registry: Registry, payment: Payment, kit: Decimal, car: Decimal) -> Residual:
    if not payment.purpose.startswith("federal"):
        return Residual(payment, UNKNOWN, None, None, "state money: the federal rules say nothing of it")
    if payment.recipient in FLORIDA:
        officers = FLORIDA[payment.recipient]
        why = "equipment of the officers stated; how many vehicles were paid is not, so what is left over is transport"
        return Residual(payment, STATED, (officers, officers), (officers * kit, officers * kit), why)
    if payment.recipient.startswith(EVERYONE):
        day = date(2026, 1, 26)
        agencies = national(registry, day).agencies
        least, most = min(n for _, n, _ in TRAINED), max(n for _, n, _ in TRAINED)
        ends = (least * kit + agencies * car, most * kit + agencies * car)
        why = (
            f"equipment of {least:,} to {most:,} officers stated and a vehicle for each of {agencies} agencies: purchases alone "
            "come to more than the least that was paid, so no part of it need be salary"
        )
        return Residual(payment, STATED, (least, most), ends, why)
    if payment.recipient.startswith("Polk County FL"):
        known = known_of(registry, POLK)
        taking = first(known, "TFM").officers
        if taking is not None:
            sum_ = taking * kit + car
            why = f"equipment of {taking} officers, the national share of {known.force:,} sworn (FBI), and a vehicle; none is stated"
            return Residual(payment, ESTIMATED, (taking, taking), (sum_, sum_), why)
    why = "neither officers nor vehicles are stated; what is said of a vehicle and so much a deputy is the rule, no count"
    return Residual(payment, UNKNOWN, None, None, why)
