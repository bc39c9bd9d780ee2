"""The timeline drawn: how many agreements there were, statements as dots and lists as a line, with events marked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from html import escape

from deputized.rules.chronicle import Moment, Point

WIDTH, HEIGHT = 900, 520
LEFT, RIGHT, TOP, BOTTOM = 62, 30, 74, 150
MARKED = (
    ("1996-09-30", "statute"),
    ("2002", "first agreement"),
    ("2012-12-31", "task forces end"),
    ("2019-05-06", "WSO begins"),
    ("2025-01-20", "revival"),
    ("2025-07-04", "federal money"),
    ("2025-10-01", "reimbursement"),
    ("2026-01-01", "Texas SB 8"),
)
"""Events of the timeline that the chart names, by their day in it, with a short label."""


def timeline_svg(points: Sequence[Point], moments: Sequence[Moment]) -> str:
    """The chart as SVG, on a log scale: each gridline is ten times the one below. ValueError if empty."""
    if not points:
        raise ValueError("no count is known: nothing to draw")
    start, end = date(1996, 1, 1).toordinal(), max(p.on for p in points).toordinal() + 60
    top = math.ceil(math.log10(max(p.count for p in points)))

    def x(day: date) -> float:
        return LEFT + (day.toordinal() - start) / (end - start) * (WIDTH - LEFT - RIGHT)

    def y(count: int) -> float:
        return HEIGHT - BOTTOM - math.log10(max(count, 1)) / top * (HEIGHT - TOP - BOTTOM)

    listed = [p for p in points if p.origin == "list"]
    stated = [p for p in points if p.origin == "statement"]
    words = (
        f"{len(stated)} sourced statements (rings: agreements, squares: agencies) and {len(listed)} of ICE's lists (line), "
        f"{listed[0].day} to {listed[-1].day}: {listed[0].count} to {listed[-1].count:,} agreements."
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="t d" '
        'font-family="system-ui, sans-serif" font-size="13" fill="#222">',
        f'<title id="t">The 287(g) programme, 1996 to today</title><desc id="d">{escape(words)}</desc>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="28" font-size="17" font-weight="600">The 287(g) programme, 1996 to today</text>',
        f'<text x="{LEFT}" y="48" fill="#555" font-size="12">{escape(words)}</text>',
    ]
    for power in range(top + 1):
        at = y(10**power)
        parts.append(f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{10**power:,}</text>')
    for year in range(2000, date.fromordinal(end).year + 1, 5):
        at = x(date(year, 1, 1))
        parts.append(f'<path d="M{at:.1f} {HEIGHT - BOTTOM}v5" stroke="#888"/>')
        parts.append(f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 19}" text-anchor="middle">{year}</text>')
    parts += _marks(moments, x)
    line = " ".join(f"{x(p.on):.1f},{y(p.count):.1f}" for p in listed)
    parts.append(f'<polyline points="{line}" fill="none" stroke="#b34700" stroke-width="2.4"/>')
    for p in stated:
        label = f"<title>{escape(p.day)}: {p.count:,} {escape(p.unit)} ({escape(p.evidence)})</title>"
        if p.unit == "agreements":
            parts.append(
                f'<circle cx="{x(p.on):.1f}" cy="{y(p.count):.1f}" r="4" fill="#fff" stroke="#1f5fa8" '
                f'stroke-width="2">{label}</circle>'
            )
        else:
            parts.append(
                f'<rect x="{x(p.on) - 3.5:.1f}" y="{y(p.count) - 3.5:.1f}" width="7" height="7" fill="#444">{label}</rect>'
            )
    parts.append(
        f'<text x="{LEFT}" y="{HEIGHT - 10}" fill="#555" font-size="12">Log scale. Source: '
        "ICE's lists as held by deputized; statements as named in the table of this chart.</text></svg>"
    )
    return "\n".join(parts) + "\n"


def _marks(moments: Sequence[Moment], x: object) -> list[str]:
    assert callable(x)
    known = {m.day.text: m for m in moments}
    parts, last, row = [], -1e9, 0
    for day, label in MARKED:
        if day not in known:
            continue
        at = x(known[day].day.earliest)
        row = row + 1 if at - last < 96 else 0
        last = at
        base = HEIGHT - BOTTOM + 42 + 18 * row
        flip = at > WIDTH - 130
        parts.append(
            f'<path d="M{at:.1f} {TOP}V{base - 12}" stroke="#999" stroke-dasharray="2 3"/>'
            f'<text x="{at + (-4 if flip else 4):.1f}" y="{base}" font-size="12" text-anchor="{"end" if flip else "start"}">'
            f"{label}<title>{escape(known[day].event)} ({escape(day)})</title></text>"
        )
    return parts
