"""Charts and maps of the pages as SVG: no script, no color alone, legible in grey; colors come from the style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from html import escape
from itertools import accumulate

from deputized.places.geometry import county_path, geometry, state_borders
from deputized.places.projection import HEIGHT, WIDTH

Series = Sequence[dict[str, object]]
MODELS = ("tfm", "wso", "jem")
PER = 2
"""Parts to a map unit of the country's map: half a unit is finer than a phone shows, and halves the page."""
PLOT, PLOT_TOP, PLOT_FOOT = 300, 26, 24


def growth_svg(series: Series, label: str) -> str:
    """Agreements by model over every list: three lines told apart by dash as well as color."""
    if not series:
        return ""
    days = [date.fromisoformat(str(r["published_date"])).toordinal() for r in series]
    most = max(int(str(r[m])) for r in series for m in MODELS) or 1
    step: int = next(s * 10**p for p in range(6) for s in (1, 2, 5) if s * 10**p * 6 >= most)
    count = -(-most // step)

    def x(at: int) -> float:
        return (at - days[0]) / max(days[-1] - days[0], 1) * 100

    def y(value: float) -> float:
        return PLOT - PLOT_FOOT - value / (step * count) * (PLOT - PLOT_TOP - PLOT_FOOT)

    parts = [f'<svg class="growth" width="100%" height="{PLOT}" role="img" aria-label="{escape(label)}">']
    for n in range(count + 1):
        at = y(n * step)
        parts.append(
            f'<line class="grid" x1="0" x2="100%" y1="{at:.1f}" y2="{at:.1f}"/>'
            f'<text class="tick left" x="0" y="{at - 4:.1f}">{n * step:,}</text>'
        )
    for year in range(date.fromordinal(days[0]).year + 1, date.fromordinal(days[-1]).year + 1):
        parts.append(
            f'<text class="tick" x="{x(date(year, 1, 1).toordinal()):.2f}%" y="{PLOT - 6}">{year}</text>'
        )
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


def county_map(classes: dict[str, str], label: str) -> str:
    """The country's counties, one path each, with its class; a script may change the classes by month."""
    parts = [
        f'<svg id="map" class="map" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}">',
        hatch(12),
        f'<g transform="scale({1 / PER})" fill-rule="evenodd">',
    ]
    parts += [
        f'<path id="c{f}"{path_class(classes.get(f))} d="{county_path(f, PER)}"/>'
        for f in sorted(geometry().counties)
    ]
    parts.append(f'</g><path class="borders" transform="scale({1 / PER})" d="{state_borders(PER)}"/></svg>')
    return "".join(parts)


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
            f'<a href="{where}" aria-label="{escape(name)}"><path{path_class(kind)} d="{county_path(f)}">'
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
