"""How a money brief names things: assumptions, quantities, days, costs and gains."""

from __future__ import annotations

from deputized.money.amounts import dollars

MODEL_NAMES = {"TFM": "task force (TFM)", "JEM": "jail enforcement (JEM)", "WSO": "warrant service (WSO)"}
LABELS = {
    "paid_purchases": "Purchases claimed that are paid", "paid_pay": "Pay claimed that is paid",
    "paid_overtime": "Overtime claimed that is paid", "paid_awards": "Awards claimed that are paid",
    "payment_delay": "Months until a claim is paid",
    "eligible_share": "Officers that count as eligible", "success_rate": "Success rate that sets the award",
    "duty_share": "Officers' hours on this work", "overtime_share": "Overtime, as a share of pay",
    "turnover": "Officers who leave in a year", "hire_months": "Months to hire and train one",
    "backfill_share": "Training hours that are stood in for", "backfill_premium": "Pay of who stands in",
    "supervision_hours": "Supervisor's hours, officer and month", "supervisor_premium": "Supervisor's pay",
    "transport_cost": "Transport, officer and month", "liability_cost": "Liability, officer and year",
    "trainee_travel": "Travel of a WSO trainee", "severance_share": "Letting a post go, share of a year's pay",
    "training_hours_TFM": "Training, TFM", "training_hours_JEM": "Training, JEM", "training_hours_WSO": "Training, WSO",
    "work_TFM": "Work under TFM", "work_JEM": "Work under JEM beside TFM", "work_WSO": "Work under WSO beside TFM",
    "wage_growth": "Rise in pay a year", "payroll_tax": "Payroll tax on overtime", "vacancy": "Hours stood in for: posts vacant",
    "outfit_cost": "Recruiting and outfitting a new post", "vehicle_running": "Running the vehicle, a year",
    "advance_interest": "Interest on what is advanced", "discount_rate": "Discount of later years",
    "holds": "People held for ICE, a year", "hold_days": "Days of a hold", "bed_day_cost": "A day in the jail",
    "booking_cost": "Booking of a hold", "hold_medical": "Medical care, bed-day", "hold_transport": "Transport of a held person",
    "hold_income": "ICE's payment for a hold", "scaap": "SCAAP the agreement adds, a year", "suit": "A suit lost",
    "grant_share": "Share of the state grant received", "grant_again": "State grant that comes again each year",
}  # fmt: skip
"""Every assumption in a few words; a test keeps it complete."""


def quantity(value: float, unit: str) -> str:
    """A value with its unit, short.

    >>> quantity(0.75, "share of salary"), quantity(3000, "USD per officer and year"), quantity(1.5, "times pay")
    ('75%', '$3,000', '1.5 times')
    """
    if unit.startswith("share"):
        return f"{value * 100:g}%"
    if unit.startswith("USD"):
        return dollars(value)
    return f"{value:g} {unit.split()[0]}"


def cost(value: float) -> str:
    """A net cost in words, to two figures: nothing that goes in is known to more.

    >>> cost(1234.0), cost(-80_765.0), cost(20.0), cost(161_880.5)
    ('cost of $1,200', 'gain of $81,000', 'about $0', 'cost of $160,000')
    """
    near = rounded(value)
    if not near:
        return "about $0"
    return f"{'cost' if value > 0 else 'gain'} of ${near:,}"


def rounded(value: float) -> int:
    """Dollars without sign to two figures, under 1,000 to the nearest hundred."""
    size = abs(value)
    unit: int = 10 ** max(len(str(int(size))) - 2, 2)
    return int(size / unit + 0.5) * unit


def about(value: float) -> str:
    """Dollars to two figures.

    >>> about(188_939.0), about(27_056.0)
    ('$190,000', '$27,000')
    """
    return f"{'-' if value < 0 and rounded(value) else ''}${rounded(value):,}"


def chances(share: float) -> str:
    """A share of runs in words; never certain, since the runs are not the world.

    >>> chances(0.283), chances(0.0), chances(0.999)
    ('28 in 100', 'under 1 in 100', 'over 99 in 100')
    """
    of_hundred = int(share * 100 + 0.5)
    if of_hundred < 1:
        return "under 1 in 100"
    return "over 99 in 100" if of_hundred > 99 else f"{of_hundred} in 100"
