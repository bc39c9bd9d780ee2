"""The two plots of a money brief as SVG: no script, no font fetched, legible in grey."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from deputized.money.amounts import dollars
from deputized.money.scenario import Bar, Scenario

INK, SOFT, GRID, COST, MONEY = "#222", "#555", "#ddd", "#b34700", "#1f5fa8"
WIDTH = 720


def _frame(height: int, title: str, words: str) -> list[str]:
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        f'aria-label="{escape(title)}. {escape(words)}" font-family="Libertinus Serif, Georgia, serif" font-size="13" fill="{INK}">',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="0" y="16" font-size="15" font-weight="600">{escape(title)}</text>',
        f'<text x="0" y="34" fill="{SOFT}" font-size="12">{escape(words)}</text>',
    ]


def _step(most: float) -> float:
    power = 1.0
    while True:
        for unit in (1.0, 2.0, 2.5, 5.0):
            if unit * power * 4 >= most:
                return unit * power
        power *= 10


def cash_flow_svg(found: Scenario) -> str:
    """Net local cost so far, month by month: the middle draw, the band of eight in ten, and the cliff."""
    height, left, right, top, bottom = 300, 78, 14, 50, 34
    band = found.cumulative
    low, high = min(0.0, *(s.p10 for s in band)), max(0.0, *(s.p90 for s in band))
    step = _step(max(high - low, 1.0))
    first = int(low // step) - (low % step != 0 and low // step == 0)
    last = int(-(-high // step))
    count = max(len(band) - 1, 1)

    def x(n: float) -> float:
        return left + n / count * (WIDTH - left - right)

    def y(value: float) -> float:
        return top + (last * step - value) / max((last - first) * step, 1) * (height - top - bottom)

    parts = _frame(
        height,
        "Net local cost so far",
        "Beyond pay that is due in any case; below the zero line the county has gained. Band: 8 in 10 of the draws.",
    )
    for n in range(first, last + 1):
        heavy = ' stroke-width="1.6"' if n == 0 else ""
        colour = INK if n == 0 else GRID
        parts.append(f'<path d="M{left} {y(n * step):.1f}H{WIDTH - right}" stroke="{colour}"{heavy}/>')
        parts.append(
            f'<text x="{left - 6}" y="{y(n * step) + 4:.1f}" text-anchor="end" font-size="12">{dollars(n * step)}</text>'
        )
    shown = -100.0
    for n, (year, month) in enumerate(found.point.months):
        if month != 1 and n:
            continue
        parts.append(f'<path d="M{x(n):.1f} {height - bottom}v5" stroke="{SOFT}"/>')
        if x(n) - shown < 60:
            continue
        shown = x(n)
        label, anchor = (str(year), "middle") if month == 1 else (f"{year}-{month:02d}", "start")
        spot = f'x="{x(n):.1f}" y="{height - bottom + 19}" text-anchor="{anchor}"'
        parts.append(f'<text {spot} font-size="12">{label}</text>')
    upper = " ".join(f"{x(n):.1f},{y(s.p90):.1f}" for n, s in enumerate(band))
    lower = " ".join(f"{x(n):.1f},{y(s.p10):.1f}" for n, s in reversed(list(enumerate(band))))
    parts.append(f'<polygon points="{upper} {lower}" fill="{COST}" fill-opacity="0.18"/>')
    middle = " ".join(f"{x(n):.1f},{y(s.p50):.1f}" for n, s in enumerate(band))
    parts.append(f'<polyline points="{middle}" fill="none" stroke="{COST}" stroke-width="2.4"/>')
    until = found.plan.until
    if until is not None:
        months = [n for n, (y_, m) in enumerate(found.point.months) if (y_, m) >= (until.year, until.month)]
        if months:
            at = x(months[0])
            flip = at > WIDTH * 0.7
            parts.append(
                f'<path d="M{at:.1f} {top}V{height - bottom}" stroke="{INK}" stroke-dasharray="5 4"/>'
            )
            parts.append(
                f'<text x="{at + (-6 if flip else 6):.1f}" y="{top + 12}" font-size="12" '
                f'text-anchor="{"end" if flip else "start"}">federal money ends {until}</text>'
            )
    return "\n".join([*parts, "</svg>"]) + "\n"


LABELS = {
    "paid_share": "share of claims paid", "payment_delay": "months until payment", "eligible_share": "officers that count as eligible",
    "success_rate": "success rate, for awards", "duty_share": "share of hours on it", "overtime_share": "overtime",
    "turnover": "officers who leave", "hire_months": "months to replace one", "backfill_share": "training hours stood in for",
    "backfill_premium": "pay of those who stand in", "supervision_hours": "supervisor's hours", "transport_cost": "transport",
    "liability_cost": "liability", "trainee_travel": "trainees' travel", "severance_share": "letting go",
    "training_hours_TFM": "hours of training", "training_hours_JEM": "hours of training",
    "training_hours_WSO": "hours of training", "grant_share": "share of the state grant",
}  # fmt: skip


def tornado_svg(found: Scenario, most: int = 8) -> str:
    """Each assumption alone at its low and high value, the widest first."""
    bars: Sequence[Bar] = found.tornado[:most]
    height, left, right, top, row = 64 + 26 * max(len(bars), 1), 236, 14, 56, 26
    point = float(found.point.net.sum())
    ends = [point, *(v for b in bars for v in (b.cost_at_low, b.cost_at_high))]
    low, high = min(ends), max(ends)
    pad = (high - low) * 0.16 or 1

    def x(value: float) -> float:
        return left + (value - low + pad) / (high - low + 2 * pad) * (WIDTH - left - right)

    parts = _frame(
        height, "What matters most",
        f"Net local cost over {found.plan.months} months with one assumption at its low or high end; "
        f"all at their likeliest value: {dollars(point)}.",
    )  # fmt: skip
    for n, bar in enumerate(bars):
        at = top + n * row
        first, last = sorted((bar.cost_at_low, bar.cost_at_high))
        label = f"{LABELS.get(bar.name, bar.name)} ({bar.low:g} to {bar.high:g})"
        parts.append(
            f'<text x="{left - 8}" y="{at + 13}" text-anchor="end" font-size="12">{escape(label)}</text>'
        )
        wide = max(x(last) - x(first), 1)
        box = f'x="{x(first):.1f}" y="{at}" width="{wide:.1f}" height="17"'
        parts.append(f'<rect {box} fill="{MONEY}" fill-opacity="0.75"/>')
        parts.append(
            f'<text x="{x(first) - 4:.1f}" y="{at + 13}" text-anchor="end" font-size="11">{dollars(first)}</text>'
        )
        parts.append(f'<text x="{x(last) + 4:.1f}" y="{at + 13}" font-size="11">{dollars(last)}</text>')
    parts.append(f'<path d="M{x(point):.1f} {top - 4}V{top + row * len(bars)}" stroke="{INK}"/>')
    return "\n".join([*parts, "</svg>"]) + "\n"
