"""The two plots of a money brief as SVG: no script, no font fetched, legible in grey."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from deputized.model.days import in_words
from deputized.money.amounts import dollars
from deputized.money.scenario import Scenario, TornadoBar
from deputized.report.words import LABELS, about, cost, quantity

INK, SOFT, GRID, COST, MONEY = "#222", "#555", "#ddd", "#b34700", "#1f5fa8"
WIDTH = 380


def _frame(height: int, title: str, words: Sequence[str]) -> list[str]:
    head = f"{escape(title)}. {escape(' '.join(words))}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        f'aria-label="{head}" font-family="Libertinus Serif, Georgia, serif" font-size="13" fill="{INK}">',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="0" y="16" font-size="16" font-weight="600">{escape(title)}</text>',
    ]
    parts += [
        f'<text x="0" y="{34 + 16 * n}" fill="{SOFT}" font-size="12.5">{escape(line)}</text>'
        for n, line in enumerate(words)
    ]
    return parts


def _step(most: float) -> float:
    power = 1.0
    while True:
        for unit in (1.0, 2.0, 2.5, 5.0):
            if unit * power * 4 >= most:
                return unit * power
        power *= 10


def cash_flow_svg(found: Scenario) -> str:
    """Net local cost so far, month by month: the middle draw, the band of eight in ten, and the cliff."""
    height, left, right, top, bottom = 290, 76, 8, 66, 30
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
        "Net cost so far, month by month",
        (
            "Beyond pay due in any case. Below zero: money gained.",
            "Line: the middle run. Band: 8 of 10 runs.",
        ),
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
        months = [n for n, (y_, m) in enumerate(found.point.months) if (y_, m) == (until.year, until.month)]
        if months:
            at = x(months[0])
            flip = at > WIDTH * 0.6
            parts.append(
                f'<path d="M{at:.1f} {top}V{height - bottom}" stroke="{INK}" stroke-dasharray="5 4"/>'
            )
            parts.append(
                f'<text x="{at + (-6 if flip else 6):.1f}" y="{top + 12}" font-size="12" '
                f'text-anchor="{"end" if flip else "start"}">federal money ends</text>'
            )
            parts.append(
                f'<text x="{at + (-6 if flip else 6):.1f}" y="{top + 27}" font-size="12" '
                f'text-anchor="{"end" if flip else "start"}">{in_words(until)}</text>'
            )
    return "\n".join([*parts, "</svg>"]) + "\n"


def moving(found: Scenario, most: int) -> Sequence[TornadoBar]:
    """Assumptions that move the net cost by what is told of it, the widest first."""
    return [b for b in found.tornado if cost(b.cost_at_low) != cost(b.cost_at_high)][:most]


def tornado_svg(found: Scenario, most: int = 7) -> str:
    """Each assumption alone at its low and high value, the widest first."""
    bars = moving(found, most)
    top, row = 88, 33
    height, left, right = top + row * max(len(bars), 1) + 2, 68, 68
    point = float(found.point.net.sum())
    ends = [point, *(v for b in bars for v in (b.cost_at_low, b.cost_at_high))]
    low, high = min(ends), max(ends)

    def x(value: float) -> float:
        return left + (value - low) / ((high - low) or 1) * (WIDTH - left - right)

    parts = _frame(
        height, "What matters most",
        (
            f"Net cost over {found.plan.months} months if one assumption alone",
            "is at its low or its high end. Upright mark: all at",
            f"their likeliest value, {about(point)}.",
        ),
    )  # fmt: skip
    for n, bar in enumerate(bars):
        at = top + n * row
        first, last = sorted((bar.cost_at_low, bar.cost_at_high))
        unit = found.plan.known[bar.name].unit
        label = f"{LABELS[bar.name]}: {quantity(bar.low, unit)} to {quantity(bar.high, unit)}"
        parts.append(
            f'<text x="{WIDTH / 2:.0f}" y="{at + 6}" text-anchor="middle" font-size="12.5">{escape(label)}</text>'
        )
        wide = max(x(last) - x(first), 1.5)
        parts.append(
            f'<rect x="{x(first):.1f}" y="{at + 10}" width="{wide:.1f}" height="11" fill="{MONEY}" fill-opacity="0.85"/>'
        )
        parts.append(f'<path d="M{x(point):.1f} {at + 7}v17" stroke="{INK}" stroke-width="1.5"/>')
        parts.append(
            f'<text x="{x(first) - 4:.1f}" y="{at + 20}" text-anchor="end" font-size="12">{about(first)}</text>'
        )
        parts.append(f'<text x="{x(last) + 4:.1f}" y="{at + 20}" font-size="12">{about(last)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
