"""The growth of agreements as an SVG drawing: no script, no font fetched, legible in grey."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deputized.facts.records import Record

WIDTH, HEIGHT = 860, 440
LEFT, RIGHT, TOP, BOTTOM = 64, 150, 64, 56
LINES = (
    ("tfm", "Task Force (TFM)", "#b34700", ""),
    ("wso", "Warrant Service (WSO)", "#1f5fa8", "7 3"),
    ("jem", "Jail Enforcement (JEM)", "#444444", "2 3"),
)
"""Series, label, color (told apart without color vision) and dash (told apart in grey)."""


def growth_svg(series: Sequence[Record], state: str | None = None) -> str:
    """A line a model over every believed list; `series` is that of `Registry.growth`. ValueError if empty."""
    if not series:
        raise ValueError("no list has an agreement there: nothing to draw")
    days = [date.fromisoformat(r["published_date"]).toordinal() for r in series]
    top = _round_up(max(r[key] for r in series for key, *_ in LINES))
    first, last = series[0], series[-1]

    def x(day: int) -> float:
        return LEFT + (day - days[0]) / max(days[-1] - days[0], 1) * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM)

    where = f" in {escape(state.upper())}" if state else ""
    title = f"287(g) agreements on ICE's list{where}, by model"
    words = (
        f"{first['published_date']}: {first['agreements']} agreements. {last['published_date']}: {last['agreements']}, of "
        f"them TFM {last['tfm']}, WSO {last['wso']}, JEM {last['jem']}. {len(series)} lists."
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'aria-labelledby="t d" font-family="system-ui, sans-serif" font-size="13" fill="#222">',
        f'<title id="t">{title}</title><desc id="d">{words}</desc>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="26" font-size="17" font-weight="600">{title}</text>',
        f'<text x="{LEFT}" y="45" fill="#555">{words}</text>',
    ]
    for value in range(0, top + 1, max(top // 5, 1)):
        parts.append(f'<path d="M{LEFT} {y(value):.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y(value) + 4:.1f}" text-anchor="end">{value:,}</text>')
    for label, day in _ticks(days[0], days[-1]):
        parts.append(f'<path d="M{x(day):.1f} {HEIGHT - BOTTOM}v6" stroke="#888"/>')
        parts.append(f'<text x="{x(day):.1f}" y="{HEIGHT - BOTTOM + 22}" text-anchor="middle">{label}</text>')
    for key, _, colour, dash in LINES:
        points = " ".join(f"{x(d):.1f},{y(r[key]):.1f}" for d, r in zip(days, series, strict=True))
        stroke = f' stroke-dasharray="{dash}"' if dash else ""
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2.2"{stroke}/>'
        )
    lowest = float(HEIGHT - BOTTOM) + 18
    for key, label, colour, _ in sorted(LINES, key=lambda line: last[line[0]]):
        at = min(y(last[key]) + 4, lowest - 32)
        lowest = at
        edge = WIDTH - RIGHT + 8
        parts.append(f'<text x="{edge}" y="{at:.1f}" fill="{colour}" font-weight="600">{last[key]:,}</text>')
        parts.append(f'<text x="{edge}" y="{at + 14:.1f}" fill="{colour}" font-size="12">{label}</text>')
    source = f"Source: ICE's lists, newest {escape(last['publication_id'])}; a day is that of a list, not of a signing."
    parts.append(f'<text x="{LEFT}" y="{HEIGHT - 12}" fill="#555" font-size="12">{source}</text></svg>')
    return "\n".join(parts) + "\n"


def _round_up(value: int) -> int:
    """The top of an axis of five steps: the least 5, 10, 25, 50, 100, ... that holds the value."""
    power = 1
    while True:
        for step in (1, 2, 5) if power == 1 else (power, 2 * power, power * 5 // 2, 5 * power):
            if step * 5 >= value:
                return step * 5
        power *= 10


def _ticks(first: int, last: int) -> Iterable[tuple[str, int]]:
    start, end = date.fromordinal(first), date.fromordinal(last)
    for year in range(start.year, end.year + 1):
        day = date(year, 1, 1).toordinal()
        if first <= day <= last:
            yield str(year), day
