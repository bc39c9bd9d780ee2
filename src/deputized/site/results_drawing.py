"""Plots of results: two bars a year, and a line of months; text keeps its size at any width, no colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from deputized.site.words import number

ROW, BAR = 44, 13
PLOT, TOP, FOOT = 260, 22, 24


def years_svg(rows: Sequence[tuple[str, int, int]], label: str, names: tuple[str, str], language: str) -> str:
    """Two bars a year: the first filled, the second outlined; each has its number behind it, the first year names them."""
    most = max((max(a, b) for _, a, b in rows), default=0) or 1
    out = [
        f'<svg class="hbars" width="100%" height="{ROW * len(rows)}" role="img" aria-label="{escape(label)}">'
    ]
    for n, (year, first, second) in enumerate(rows):
        top = n * ROW
        out.append(f'<text class="name" x="0" y="{top + 22}">{escape(year)}</text>')
        for k, (value, kind) in enumerate(((first, "held"), (second, "left"))):
            at, wide = top + 4 + k * (BAR + 3), value / most * 55
            out.append(f'<rect class="m {kind}" x="17%" y="{at}" width="{wide:.2f}%" height="{BAR}"/>')
            said = number(language, value) + (f" {names[k]}" if n == 0 else "")
            out.append(f'<text class="tick left" x="{18 + wide:.2f}%" y="{at + 11}">{escape(said)}</text>')
    return "".join([*out, "</svg>"])


def months_svg(points: Sequence[tuple[date, int]], label: str, said: str, language: str) -> str:
    """A line of months with its last number; `said` names it."""
    if not points:
        return ""
    first, last = points[0][0].toordinal(), points[-1][0].toordinal()
    most = max(n for _, n in points) or 1
    step: int = next(s * 10**p for p in range(7) for s in (1, 2, 5) if s * 10**p * 5 >= most)
    count = -(-most // step)

    def x(day: date) -> float:
        return (day.toordinal() - first) / max(last - first, 1) * 100

    def y(value: float) -> float:
        return PLOT - FOOT - value / (step * count) * (PLOT - TOP - FOOT)

    out = [f'<svg class="growth" width="100%" height="{PLOT}" role="img" aria-label="{escape(label)}">']
    for n in range(count + 1):
        at = y(n * step)
        out.append(
            f'<line class="grid" x1="0" x2="100%" y1="{at:.1f}" y2="{at:.1f}"/>'
            f'<text class="tick left" x="0" y="{at - 4:.1f}">{number(language, n * step)}</text>'
        )
    for year in range(points[0][0].year + 1, points[-1][0].year + 1):
        out.append(f'<text class="tick" x="{x(date(year, 1, 1)):.2f}%" y="{PLOT - 6}">{year}</text>')
    line = " ".join(f"{x(d):.2f},{y(n):.1f}" for d, n in points)
    out.append(
        f'<svg x="0" y="0" width="100%" height="{PLOT}" viewBox="0 0 100 {PLOT}" preserveAspectRatio="none">'
        f'<polyline class="line tfm" points="{line}"/></svg>'
    )
    end = f"{said} {number(language, points[-1][1])}"
    out.append(
        f'<text class="end-label tfm" x="99.5%" y="{max(y(points[-1][1]) - 8, 14):.1f}">{escape(end)}</text>'
    )
    return "".join([*out, "</svg>"])
