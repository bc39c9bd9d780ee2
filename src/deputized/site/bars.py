"""Horizontal bars with their numbers: for shares, medians and counts. Text keeps its size at any width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from deputized.site.words import number

ROW, TALL = 46, 64


@dataclass(frozen=True, slots=True)
class Bar:
    """A label and its parts from left to right: value, class, and what the part is, empty if there is one kind only."""

    label: str
    parts: tuple[tuple[float, str, str], ...]
    said: str = ""  # a phrase, which stands above the bar; without it, the parts' numbers stand behind it


def bars_svg(bars: Sequence[Bar], label: str, language: str) -> str:
    """The bars; the longest fills three quarters of the width, so that every number has room behind its bar."""
    most = max((sum(v for v, *_ in b.parts) for b in bars), default=0) or 1
    is_named = any(what and not b.said for b in bars for *_, what in b.parts)
    high = TALL if is_named else ROW  # words behind a bar would leave a phone's window: they stand above it
    out = [
        f'<svg class="hbars" width="100%" height="{high * len(bars)}" role="img" aria-label="{escape(label)}">'
    ]
    for n, bar in enumerate(bars):
        top, at = n * high, 0.0
        phrase = f'<tspan class="tick left" dx="10">{escape(bar.said)}</tspan>' if bar.said else ""
        out.append(f'<text class="name" x="0" y="{top + 15}">{escape(bar.label)}{phrase}</text>')
        for value, kind, _ in bar.parts:
            wide = value / most * 74
            out.append(
                f'<rect class="m {kind}" x="{at:.2f}%" y="{top + high - 25}" width="{wide:.2f}%" height="16"/>'
            )
            at += wide
        if not bar.said:
            numbers = " + ".join(f"{_written(v, language)} {what}".strip() for v, _, what in bar.parts)
            where = f'x="0" y="{top + 32}"' if is_named else f'x="{at + 1:.2f}%" y="{top + 34}"'
            out.append(f'<text class="tick left" {where}>{escape(numbers)}</text>')
    return "".join([*out, "</svg>"])


def _written(value: float, language: str) -> str:
    return number(language, int(value)) if float(value).is_integer() else f"{value:.1f}"
