"""Time lines: one row per agreement, bars where lists have it. Text keeps its size at any width of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from markupsafe import Markup

from deputized.library.day import Agreement
from deputized.site.content import SiteContent
from deputized.site.words import say

ROW, TOP = 34, 22
Life = tuple[str, str, Sequence[tuple[str, str | None]]]
"""Label, model, and runs of lists: the first list's day and the day of the first list without, None while it lasts."""


def agreement_timeline(content: SiteContent, rows: Iterable[Agreement], language: str) -> Markup | str:
    """The time lines of agreements; nothing if there are none."""
    found = [(a.agency, a.model, content.runs[a.agreement_id]) for a in rows]
    return (
        Markup(timeline_svg(found, content.first, quarter_after(content.newest), language)) if found else ""
    )


def quarter_after(day: date) -> str:
    """The first day of the next quarter: where time lines end, so that they do not move with every list."""
    month = (day.month + 2) // 3 * 3 + 1
    return date(day.year + month // 13, (month - 1) % 12 + 1, 1).isoformat()


def timeline_svg(found: Sequence[Life], first: str, last: str, language: str) -> str:
    """Time lines from the first list to the end of the newest list's quarter; open ones run to the edge, with an arrow."""
    start, end = date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()

    def x(text: str | None) -> float:
        at = end if text is None else min(max(date.fromisoformat(text).toordinal(), start), end)
        return (at - start) / max(end - start, 1) * 100

    height = TOP + ROW * len(found) + 4
    parts = [
        f'<svg class="lives" width="100%" height="{height}" role="img" aria-label="{escape(say(language, "history_alt"))}">'
    ]
    for year in range(date.fromisoformat(first).year + 1, date.fromisoformat(last).year + 1):
        at = x(f"{year}-01-01")
        parts.append(
            f'<line class="grid" x1="{at:.2f}%" x2="{at:.2f}%" y1="16" y2="{height}"/><text class="tick" x="{at:.2f}%" y="12">{year}</text>'
        )
    for n, (label, model, runs) in enumerate(found):
        top = TOP + n * ROW
        parts.append(
            f'<text class="name" x="0" y="{top + 12}">{escape(_short(label))} · {escape(model)}</text>'
        )
        for begin, stop in runs:
            left = x(begin)
            wide = max(x(stop) - left, 0.6)
            parts.append(
                f'<rect class="m {model.lower()}" x="{min(left, 99.4):.2f}%" y="{top + 17}" width="{wide:.2f}%" height="11" rx="2"/>'
            )
            if stop is None:
                parts.append(f'<text class="more" x="99.6%" y="{top + 26}" aria-hidden="true">›</text>')
    return "".join([*parts, "</svg>"])


def _short(label: str, most: int = 44) -> str:
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"
