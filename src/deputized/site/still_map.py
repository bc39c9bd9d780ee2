"""The map without its script: counties whose own body holds an agreement, and every agency as a point in the shape of its model."""

from __future__ import annotations

from collections import defaultdict
from html import escape
from math import cos, sin

from deputized.explore.bodies import RosterBody, listed_bodies
from deputized.facts.clocks import Standing
from deputized.places.geometry import coast, county_path, state_borders
from deputized.places.projection import HEIGHT, NOT_DRAWN, WIDTH, projection
from deputized.site.content import SiteContent

PER = 1
"""Parts to a map unit: what the still map shows at the width of a page."""
SIZE = 3.0
ORDER = ("TFM", "TTFM", "HYBRID", "WSO", "JEM", "unknown")
"""Widest powers first: a county with several models is filled for the first of these."""


def still_map(content: SiteContent, label: str) -> str:
    """The newest list as SVG."""
    held = {
        i: tuple(
            sorted(
                {a.model for a in some if a.in_force and a.standing in (Standing.LISTED, Standing.OMITTED)},
                key=ORDER.index,
            )
        )
        for i, some in content.agreements.items()
    }
    bodies = [
        b for b in listed_bodies(content.registry, sorted(content.names_of_states)) if held.get(b.agency_id)
    ]
    fips_of = {s: f for f, s in ((c.fips[:2], c.state) for c in content.counties.values())}
    fills: dict[str, list[str]] = defaultdict(list)
    for fips, model in _filled(bodies, held).items():
        fills[model].append(fips)
    parts = [
        f'<svg class="map still" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}"><g fill-rule="evenodd">'
    ]
    for model in ORDER:
        if shapes := "".join(county_path(f, PER) for f in sorted(fills.get(model, ()))):
            parts.append(f'<path class="held {model.lower()}" d="{shapes}"/>')
    parts.append(f'</g><path class="borders" d="{state_borders(PER)}{coast(PER)}"/>')
    symbols: dict[str, list[str]] = defaultdict(list)
    seen: dict[tuple[float, float], int] = defaultdict(int)
    for body in bodies:
        if body.place is None or (code := fips_of.get(body.state)) is None or code in NOT_DRAWN:
            continue
        x, y = projection(code)(body.place.longitude, body.place.latitude)
        n = seen[body.place[:2]]
        seen[body.place[:2]] += 1
        if n:
            x, y = x + 1.6 * cos(n * 2.4), y + 1.6 * sin(n * 2.4)
        symbols[held[body.agency_id][0]].append(symbol(held[body.agency_id][0], x, y))
    parts += [
        f'<path class="m {model.lower()}" d="{"".join(symbols[model])}"/>'
        for model in reversed(ORDER)
        if symbols.get(model)
    ]
    return "".join([*parts, "</svg>"])


def _filled(bodies: list[RosterBody], held: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """County to the widest model that a body of the whole county holds there."""
    found: dict[str, str] = {}
    for body in bodies:
        if body.level == "county":
            for fips in body.county_fips:
                found[fips] = min(found.get(fips, "unknown"), held[body.agency_id][0], key=ORDER.index)
    return found


def symbol(model: str, x: float, y: float, size: float = SIZE) -> str:
    """A point as path data: triangle for Task Force, circle for Warrant Service, square for Jail Enforcement, diamond else."""
    if model == "WSO":
        return (
            f"M{x - size:.1f} {y:.1f}a{size} {size} 0 1 0 {2 * size:g} 0a{size} {size} 0 1 0 {-2 * size:g} 0z"
        )
    if model == "JEM":
        return f"M{x - size * 0.88:.1f} {y - size * 0.88:.1f}h{size * 1.76:.1f}v{size * 1.76:.1f}h{-size * 1.76:.1f}z"
    if model == "TFM":
        return f"M{x:.1f} {y - size * 1.25:.1f}l{size * 1.15:.1f} {size * 2.1:.1f}h{-size * 2.3:.1f}z"
    half, wide = size * 1.3, size * 1.1
    return f"M{x:.1f} {y - half:.1f}l{wide:.1f} {half:.1f}l{-wide:.1f} {half:.1f}l{-wide:.1f} {-half:.1f}z"
