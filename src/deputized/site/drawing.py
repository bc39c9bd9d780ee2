"""Drawings of the pages as SVG: no script, no colour alone, legible in grey; colours come from the style sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from deputized.places.geometry import county_path, geometry, state_borders
from deputized.places.projection import HEIGHT, WIDTH
from deputized.site.words import say

LIFE_WIDTH, LIFE_LEFT, LIFE_ROW = 640, 8, 30


def lives_svg(
    lives: Sequence[tuple[str, str, list[tuple[str, str | None]], str]], first: str, last: str, language: str
) -> str:
    """Time lines: label, model, runs of lists [from, to) and the id of the page's row; newest list at the right."""
    start, end = date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()
    height = 34 + LIFE_ROW * len(lives)

    def x(text: str | None) -> float:
        at = end if text is None else min(max(date.fromisoformat(text).toordinal(), start), end)
        return LIFE_LEFT + (at - start) / max(end - start, 1) * (LIFE_WIDTH - 2 * LIFE_LEFT)

    parts = [
        f'<svg class="lives" viewBox="0 0 {LIFE_WIDTH} {height}" role="img" aria-label="{escape(say(language, "history_alt"))}">'
    ]
    for year in range(date.fromisoformat(first).year + 1, date.fromisoformat(last).year + 1):
        at = x(f"{year}-01-01")
        parts.append(
            f'<path class="grid" d="M{at:.1f} 18V{height}"/><text class="tick" x="{at:.1f}" y="12">{year}</text>'
        )
    for n, (label, model, runs, _) in enumerate(lives):
        top = 24 + n * LIFE_ROW
        for begin, stop in runs:
            left, right = x(begin), x(stop)
            parts.append(
                f'<rect class="m {model.lower()}" x="{left:.1f}" y="{top + 14}" width="{max(right - left, 2):.1f}" height="9"/>'
            )
        anchor = x(runs[0][0]) if runs else LIFE_LEFT
        late = anchor > LIFE_WIDTH * 0.55
        place = LIFE_WIDTH - LIFE_LEFT if late else anchor
        parts.append(
            f'<text class="name{" late" if late else ""}" x="{place:.1f}" y="{top + 10}">{escape(label[:64])}: {model}</text>'
        )
    return "".join([*parts, "</svg>"])


def growth_svg(series: Sequence[dict[str, object]], language: str, label: str) -> str:
    """Agreements by model over every list: three lines told apart by dash as well as colour."""
    width, height, left, right, top, bottom = 640, 300, 46, 104, 14, 26
    if not series:
        return ""
    days = [date.fromisoformat(str(r["published_date"])).toordinal() for r in series]
    most = max(max(int(str(r[m])) for m in ("tfm", "jem", "wso")) for r in series) or 1
    step: int = next(s * 10**p for p in range(5) for s in (1, 2, 5) if s * 10**p * 6 >= most)
    count = -(-most // step)

    def x(at: int) -> float:
        return left + (at - days[0]) / max(days[-1] - days[0], 1) * (width - left - right)

    def y(value: float) -> float:
        return height - bottom - value / (step * count) * (height - top - bottom)

    parts = [f'<svg class="growth" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(label)}">']
    for n in range(count + 1):
        parts.append(
            f'<path class="grid" d="M{left} {y(n * step):.1f}H{width - right}"/>'
            f'<text class="tick end" x="{left - 6}" y="{y(n * step) + 4:.1f}">{n * step:,}</text>'
        )
    for year in range(date.fromordinal(days[0]).year + 1, date.fromordinal(days[-1]).year + 1):
        parts.append(
            f'<text class="tick" x="{x(date(year, 1, 1).toordinal()):.1f}" y="{height - 8}">{year}</text>'
        )
    spots: list[float] = []
    for model in ("TFM", "WSO", "JEM"):
        line = " ".join(
            f"{x(d):.1f},{y(int(str(r[model.lower()]))):.1f}" for d, r in zip(days, series, strict=True)
        )
        parts.append(f'<polyline class="line {model.lower()}" points="{line}"/>')
        value = int(str(series[-1][model.lower()]))
        spot = min(y(value) + 4, height - bottom)
        while any(abs(spot - s) < 15 for s in spots):
            spot -= 5
        spots.append(spot)
        parts.append(
            f'<text class="end-label {model.lower()}" x="{width - right + 6}" y="{spot:.1f}">{model} {value:,}</text>'
        )
    return "".join([*parts, "</svg>"])


def county_map(classes: dict[str, str], language: str, label: str) -> str:
    """The country's counties, one path each, with its class; a script may change the classes by month."""
    parts = [
        f'<svg id="map" class="map" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}">',
        '<defs><pattern id="hatch" width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="hatch-ground" width="12" height="12"/><rect class="hatch-line" width="3" height="12"/></pattern></defs>',
        f'<g transform="scale({1 / PER})" fill-rule="evenodd">',
    ]
    for fips in sorted(geometry().counties):
        kind = classes.get(fips)
        parts.append(f'<path id="c{fips}"{f" class={kind}" if kind else ""} d="{county_path(fips, PER)}"/>')
    parts.append(f'</g><path class="borders" transform="scale({1 / PER})" d="{state_borders(PER)}"/></svg>')
    return "".join(parts)


PER = 2
"""Parts to a map unit of the country's map: half a unit is finer than a phone shows, and halves the page."""


def state_map(
    fips: Iterable[str], classes: dict[str, str], links: dict[str, str], names: dict[str, str], label: str
) -> str:
    """One state's counties, each a link to its page."""
    drawn = [f for f in fips if county_path(f)]
    if not drawn:
        return ""
    boxes = [_box(county_path(f)) for f in drawn]
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, bottom = max(b[2] for b in boxes), max(b[3] for b in boxes)
    pad = (right - left) * 0.02
    view = f"{left - pad:.0f} {top - pad:.0f} {right - left + 2 * pad:.0f} {bottom - top + 2 * pad:.0f}"
    parts = [f'<svg class="map state" viewBox="{view}" role="group" aria-label="{escape(label)}">']
    for f in drawn:
        kind = classes.get(f)
        parts.append(
            f'<a href="{links[f]}" aria-label="{escape(names[f])}"><path{f" class={kind}" if kind else ""} d="{county_path(f)}">'
            f"<title>{escape(names[f])}</title></path></a>"
        )
    return "".join([*parts, "</svg>"])


def _box(path: str) -> tuple[float, float, float, float]:
    """The box of a path made of `M x,y l dx,dy ... z` pieces."""
    xs, ys = [], []
    for piece in path.split("M")[1:]:
        head, _, tail = piece.rstrip("z").partition("l")
        px, py = (float(v) for v in head.split(","))
        xs.append(px)
        ys.append(py)
        for pair in tail.split():
            dx, dy = (float(v) for v in pair.split(","))
            px, py = px + dx, py + dy
            xs.append(px)
            ys.append(py)
    return min(xs), min(ys), max(xs), max(ys)
