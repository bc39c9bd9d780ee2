"""The timeline drawn: the whole program on a log scale, and under it the years since 2025 by model.

Every part has a class, so that a page may give it the colors and sizes of its own style sheet.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from deputized.rules.chronicle import Moment, StatedPoint
from deputized.rules.chronicle_words import ENGLISH, Say, english

WIDTH, HEIGHT = 900, 930
LEFT, RIGHT = 62, 30
MARKED = (
    ("1996-09-30", "statute"),
    ("2002", "first_agreement"),
    ("2011-12-15", "maricopa"),
    ("2012-09-18", "alamance"),
    ("2012-12-31", "task_forces_end"),
    ("2019-05-06", "wso_begins"),
    ("2025-01-20", "revival"),
)
"""Events that the upper chart names, by their day in the timeline, with the key of a short label."""

RECENT = (
    ("2025-01-20", "revival"),
    ("2025-02-26", "florida"),
    ("2025-07-04", "federal_money"),
    ("2025-10-01", "reimbursement"),
    ("2026-01-01", "texas"),
    ("2026-02-17", "maryland"),
    ("2026-05", "tennessee"),
    ("2026-05-27", "new_york"),
)
"""Events that the lower chart names."""

COLOURS = {"total": "#b34700", "TFM": "#1f5fa8", "WSO": "#2f7d4f", "JEM": "#6b3fa0"}


@dataclass(frozen=True, slots=True)
class _Panel:
    """One chart: its time, its place, and how high a count stands."""

    start: date
    end: date
    top: int
    bottom: int
    height_of: Callable[[float], float]  # 0 at the bottom to 1 at the top

    def x(self, day: date) -> float:
        span = self.end.toordinal() - self.start.toordinal()
        return LEFT + (day.toordinal() - self.start.toordinal()) / span * (WIDTH - LEFT - RIGHT)

    def y(self, count: float) -> float:
        return self.bottom - self.height_of(count) * (self.bottom - self.top)


def timeline_svg(points: Sequence[StatedPoint], moments: Sequence[Moment], say: Say = english) -> str:
    """The chart as SVG: above on a log scale (each gridline is ten times the one below), below on a plain one.

    `say` gives its words by the keys of chronicle_words.ENGLISH. Raises ValueError if there is no list to draw.
    """
    listed = [p for p in points if p.origin == "list"]
    stated = [p for p in points if p.origin == "statement"]
    if not listed:
        raise ValueError("no list is known: nothing to draw")
    end = date.fromordinal(max(p.on for p in points).toordinal() + 45)
    first, last = listed[0], listed[-1]
    title, summary = (
        escape(say("title"), quote=False),
        escape(
            say(
                "summary", stated=len(stated), lists=len(listed), first=first.day, last=last.day,
                fewest=first.count, most=last.count,
            )
        ),
    )  # fmt: skip
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="programme" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'aria-labelledby="t d" font-family="system-ui, sans-serif" font-size="13" fill="#222">',
        f'<title id="t">{title}</title><desc id="d">{summary}</desc>',
        f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text class="head" x="{LEFT}" y="28" font-size="17" font-weight="600">{title}</text>',
        _small(48, summary),
        *_whole(listed, stated, moments, end, say),
        *_recent(listed, stated, moments, end, say),
        _small(HEIGHT - 26, escape(say("sources"), quote=False)),
        _small(HEIGHT - 10, escape(say("after", last=last.day), quote=False)),
    ]
    return "\n".join(parts) + "</svg>\n"


def _small(y: int, text: str) -> str:
    return f'<text class="soft" x="{LEFT}" y="{y}" fill="#555" font-size="12">{text}</text>'


def _whole(
    listed: Sequence[StatedPoint],
    stated: Sequence[StatedPoint],
    moments: Sequence[Moment],
    end: date,
    say: Say,
) -> list[str]:
    top = math.ceil(math.log10(max(p.count for p in (*listed, *stated))))
    panel = _Panel(date(1996, 1, 1), end, 78, 370, lambda n: math.log10(max(n, 1)) / top)
    parts = _grid(panel, [10**n for n in range(top + 1)])
    for year in range(2000, end.year + 1, 5):
        parts += _tick(panel, date(year, 1, 1), str(year))
    parts += _marks(panel, moments, MARKED, say)
    parts.append(_line(panel, [(p.on, p.count) for p in listed], "total", 2.4))
    parts += [_statement(panel, p, say) for p in stated]
    return parts


def _recent(
    listed: Sequence[StatedPoint],
    stated: Sequence[StatedPoint],
    moments: Sequence[Moment],
    end: date,
    say: Say,
) -> list[str]:
    start = date(2025, 1, 1)
    late = [p for p in stated if p.on >= start]
    lists = [p for p in listed if p.on >= start]
    most = math.ceil(max(p.count for p in (*listed, *late)) / 500) * 500
    panel = _Panel(start, end, 520, 790, lambda n: n / most)
    parts = [
        f'<text class="second" x="{LEFT}" y="496" font-size="15" font-weight="600">{escape(say("recent"))}</text>',
        *_grid(panel, range(0, most + 1, 500)),
    ]
    months = say("months").split()
    for n in range((end.year - 2025) * 12 + end.month):
        if n % 3 == 0:
            day = date(2025 + n // 12, n % 12 + 1, 1)
            parts += _tick(panel, day, f"{months[day.month - 1]} {day.year}")
    parts += _marks(panel, moments, RECENT, say)
    if lists:
        for name in ("JEM", "WSO", "TFM", "total"):
            some = [(p.on, count) for p in lists if (count := _of(p, name)) is not None]
            parts.append(_line(panel, some, name, 2.4 if name == "total" else 1.8))
            day, newest = some[-1]
            label = say("all", count=newest) if name == "total" else f"{name} {newest:,}"
            parts.append(
                f'<text class="end {name.lower()}" x="{panel.x(day) + 6:.1f}" y="{panel.y(newest) + 4:.1f}" font-size="12" '
                f'fill="{COLOURS[name]}">{escape(label)}</text>'
            )
    parts += [_statement(panel, p, say) for p in late]
    return parts


def _of(point: StatedPoint, name: str) -> int | None:
    return {"total": point.count, "TFM": point.tfm, "JEM": point.jem, "WSO": point.wso}[name]


def _grid(panel: _Panel, counts: Sequence[int]) -> list[str]:
    parts = []
    for count in counts:
        at = panel.y(count)
        parts.append(f'<path class="grid" d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{count:,}</text>')
    return parts


def _tick(panel: _Panel, day: date, label: str) -> list[str]:
    at = panel.x(day)
    return [
        f'<path class="edge" d="M{at:.1f} {panel.bottom}v5" stroke="#888"/>',
        f'<text x="{at:.1f}" y="{panel.bottom + 19}" text-anchor="middle">{label}</text>',
    ]


def _line(panel: _Panel, some: Sequence[tuple[date, int]], name: str, width: float) -> str:
    line = " ".join(f"{panel.x(day):.1f},{panel.y(count):.1f}" for day, count in some)
    return f'<polyline class="{name.lower()}" points="{line}" fill="none" stroke="{COLOURS[name]}" stroke-width="{width}"/>'


def _statement(panel: _Panel, p: StatedPoint, say: Say) -> str:
    doubt = "" if p.confidence == "confirmed" else f", {_known(p.confidence, say)}"
    note = f"; {p.note}" if p.note else ""
    what = f"{p.day}: {p.count:,} {_known(p.unit, say)} ({p.evidence}{doubt}{note})"
    label = f"<title>{escape(what)}</title>"
    x, y = panel.x(p.on), panel.y(p.count)
    kind, fill = ("hollow", "#fff") if p.unit == "agreements" else ("solid", "#444")
    return (
        f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{fill}" stroke="#444" stroke-width="2">'
        f"{label}</circle>"
    )


def _known(text: str, say: Say) -> str:
    """A unit or confidence in the chart's words; one it has no words for stays as its source has it."""
    return say(text) if text in ENGLISH else text


def _marks(
    panel: _Panel, moments: Sequence[Moment], marked: Sequence[tuple[str, str]], say: Say
) -> list[str]:
    """Events as dashed lines with labels under the chart, each in the first row where it has room, above all lines."""
    known = {m.day.text: m for m in moments}
    lines: list[str] = []
    labels: list[str] = []
    rows: list[float] = []  # where the last label of each row ends
    for day, key in marked:
        if day not in known:
            continue
        label = say(key)
        at, width = panel.x(known[day].day.earliest), 7.0 * len(label)
        flip = at + width > WIDTH - 4
        begin, stop = (at - width - 6, at + 2) if flip else (at, at + width + 8)
        row = next((n for n, ends in enumerate(rows) if begin >= ends), len(rows))
        rows[row : row + 1] = [stop]
        base = panel.bottom + 38 + 16 * row
        lines.append(
            f'<path class="edge" d="M{at:.1f} {panel.top}V{base - 10}" stroke="#999" stroke-dasharray="2 3"/>'
        )
        labels.append(
            f'<text class="mark" x="{at + (-4 if flip else 4):.1f}" y="{base}" font-size="12" text-anchor="{"end" if flip else "start"}">'
            f'{escape(label)}<title lang="en">{escape(known[day].event)} ({escape(day)})</title></text>'
        )
    return [*lines, *labels]
