"""Charts and maps of the pages as SVG: no script, no color alone, legible in grey; colors come from the style sheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from html import escape
from itertools import accumulate

from deputized.places.geometry import county_path

Series = Sequence[dict[str, object]]
MODELS = ("tfm", "wso", "jem")
PLOT, PLOT_TOP, PLOT_FOOT = 300, 26, 24
FOLD = date(2025, 1, 1).toordinal()
FOLDED = 12.5
"""The share of a chart's width that the years before the fold are given."""


def growth_svg(series: Series, label: str) -> str:
    """Agreements by model over every list: three lines told apart by dash as well as color."""
    if not series:
        return ""
    days = [date.fromisoformat(str(r["published_date"])).toordinal() for r in series]
    most = max(int(str(r[m])) for r in series for m in MODELS) or 1
    step: int = next(s * 10**p for p in range(6) for s in (1, 2, 5) if s * 10**p * 6 >= most)
    count = -(-most // step)

    x = folded(days[0], days[-1])

    def y(value: float) -> float:
        return PLOT - PLOT_FOOT - value / (step * count) * (PLOT - PLOT_TOP - PLOT_FOOT)

    parts = [f'<svg class="growth" width="100%" height="{PLOT}" role="img" aria-label="{escape(label)}">']
    for n in range(count + 1):
        at = y(n * step)
        parts.append(
            f'<line class="grid" x1="0" x2="100%" y1="{at:.1f}" y2="{at:.1f}"/>'
            f'<text class="tick left" x="0" y="{at - 4:.1f}">{n * step:,}</text>'
        )
    parts += _years(days[0], days[-1], x)
    parts.append(
        f'<svg x="0" y="0" width="100%" height="{PLOT}" viewBox="0 0 100 {PLOT}" preserveAspectRatio="none">'
    )
    for model in MODELS:
        line = " ".join(f"{x(d):.2f},{y(int(str(r[model]))):.1f}" for d, r in zip(days, series, strict=True))
        parts.append(f'<polyline class="line {model}" points="{_thin(line)}"/>')
    parts.append("</svg>")
    spots: list[float] = []
    for model in MODELS:
        value = int(str(series[-1][model]))
        spot = y(value) - 7
        while any(abs(spot - s) < 16 for s in spots):
            spot -= 4
        spots.append(spot)
        parts.append(
            f'<text class="end-label {model}" x="99.5%" y="{spot:.1f}">{model.upper()} {value:,}</text>'
        )
    return "".join([*parts, "</svg>"])


def folded(first: int, last: int) -> Callable[[int], float]:
    """Where a day stands, in hundredths of the width: the four years before 2025, in which little moved, in an eighth of it."""
    if not first < FOLD < last:
        return lambda at: (at - first) / max(last - first, 1) * 100

    def x(at: int) -> float:
        if at < FOLD:
            return (at - first) / (FOLD - first) * FOLDED
        return FOLDED + (at - FOLD) / (last - FOLD) * (100 - FOLDED)

    return x


def _years(first: int, last: int, x: Callable[[int], float]) -> Iterator[str]:
    """Years where they begin; those folded together under one label, with a line where the fold is."""
    begins = date.fromordinal(first).year + 1
    if first < FOLD < last:
        at = x(FOLD)
        yield f'<line class="fold" x1="{at:.2f}%" x2="{at:.2f}%" y1="0" y2="{PLOT - PLOT_FOOT}"/>'
        yield f'<text class="tick left" x="0" y="{PLOT - 6}">{begins - 1}–{(date.fromordinal(FOLD).year - 1) % 100}</text>'
        begins = date.fromordinal(FOLD).year
        for year in range(begins, date.fromordinal(last).year + 1):
            for month in (4, 7, 10):
                if (day := date(year, month, 1).toordinal()) < last:
                    at = x(day)
                    yield f'<line class="grid" x1="{at:.2f}%" x2="{at:.2f}%" y1="{PLOT - PLOT_FOOT}" y2="{PLOT - PLOT_FOOT + 5}"/>'
    for year in range(begins, date.fromordinal(last).year + 1):
        off = (
            5.5 if date(year, 1, 1).toordinal() == FOLD else 0.8
        )  # beside the folded years' label on a phone
        yield f'<text class="tick left" x="{x(date(year, 1, 1).toordinal()) + off:.2f}%" y="{PLOT - 6}">{year}</text>'


SMALL_WIDE, SMALL_HIGH = 160, 70


def small_growth_svg(series: Series, label: str, first: date, last: date) -> str:
    """One state's agreements on every list as one small line from one day to another, its height its own."""
    if not series:
        return ""
    days = [date.fromisoformat(str(r["published_date"])).toordinal() for r in series]
    counts = [sum(int(str(r[m])) for m in MODELS) for r in series]
    if days[0] > first.toordinal():
        days, counts = [first.toordinal(), days[0], *days], [0, 0, *counts]
    x, most = folded(first.toordinal(), last.toordinal()), max(*counts, 1)
    points = " ".join(
        f"{x(d) / 100 * SMALL_WIDE:.1f},{SMALL_HIGH - 4 - n / most * (SMALL_HIGH - 10):.1f}"
        for d, n in zip(days, counts, strict=True)
    )
    fold = x(FOLD) / 100 * SMALL_WIDE
    return (
        f'<svg class="small" viewBox="0 0 {SMALL_WIDE} {SMALL_HIGH}" role="img" aria-label="{escape(label)}">'
        f'<line class="grid" x1="0" x2="{SMALL_WIDE}" y1="{SMALL_HIGH - 4}" y2="{SMALL_HIGH - 4}"/>'
        f'<line class="fold" x1="{fold:.1f}" x2="{fold:.1f}" y1="0" y2="{SMALL_HIGH - 4}"/>'
        f'<polyline class="line held" points="{_thin(points)}"/></svg>'
    )


def _thin(points: str) -> str:
    """Points without those that lie between two of the same height: the line is the same."""
    some = points.split(" ")
    heights = [p.split(",")[1] for p in some]
    keep = [
        i
        for i in range(len(some))
        if i in (0, len(some) - 1) or not heights[i - 1] == heights[i] == heights[i + 1]
    ]
    return " ".join(some[i] for i in keep)


def state_map(shapes: Iterable[tuple[str, str, str, str | None]], label: str) -> str:
    """Counties as links: FIPS, address, name and class of each. Nothing if none of them is drawn."""
    drawn = [(f, where, name, kind) for f, where, name, kind in shapes if county_path(f)]
    if not drawn:
        return ""
    left, top, right, bottom = box_of(county_path(f) for f, *_ in drawn)
    pad = (right - left) * 0.02
    view = f"{left - pad:.0f} {top - pad:.0f} {right - left + 2 * pad:.0f} {bottom - top + 2 * pad:.0f}"
    line = max(right - left, bottom - top) / 500
    parts = [
        f'<svg class="map state" viewBox="{view}" role="group" aria-label="{escape(label)}" stroke-width="{line:.1f}">',
        hatch(round(line * 6)),
    ]
    for f, where, name, kind in drawn:
        parts.append(
            f'<a href="{where}" tabindex="-1" aria-label="{escape(name)}"><path{path_class(kind)} d="{county_path(f)}">'
            f"<title>{escape(name)}</title></path></a>"
        )
    return "".join([*parts, "</svg>"])


def hatch(size: float) -> str:
    """The pattern of counties where only a statewide agency holds an agreement, `size` units apart; one to a page."""
    return (
        f'<defs><pattern id="hatch" width="{size:g}" height="{size:g}" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect class="hatch-ground" width="{size:g}" height="{size:g}"/>'
        f'<rect class="hatch-line" width="{size / 4:g}" height="{size:g}"/></pattern></defs>'
    )


def path_class(*classes: str | None) -> str:
    """The class attribute of a path, or nothing."""
    some = " ".join(c for c in classes if c)
    return f' class="{some}"' if some else ""


def box_of(paths: Iterable[str]) -> tuple[float, float, float, float]:
    """The box around paths: left, top, right, bottom."""
    lefts, tops, rights, bottoms = zip(*map(_box, paths), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


@lru_cache(maxsize=8192)
def _box(path: str) -> tuple[float, float, float, float]:
    """The box of a path made of `M x y l dx dy ... z` pieces; a county's is asked for by each of its neighbors."""
    xs: list[int] = []
    ys: list[int] = []
    for piece in path.split("M")[1:]:
        numbers = [int(n) for n in re.findall(r"-?\d+", piece)]
        xs += accumulate(numbers[::2])
        ys += accumulate(numbers[1::2])
    return min(xs), min(ys), max(xs), max(ys)
