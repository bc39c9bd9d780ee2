"""A county among its neighbors: a small map, each county a link to its page, shaded by who holds an agreement."""

from __future__ import annotations

from html import escape

from deputized.places.geometry import county_path
from deputized.site.content import SiteContent, near
from deputized.site.drawing import box_of, hatch, path_class
from deputized.site.words import say

PER = 3
"""Parts to a map unit: what a map of 17 lines' height can show."""


def county_locator(content: SiteContent, fips: str, language: str) -> str:
    """The map, or nothing for a county that is not drawn."""
    shapes = {
        f: county_path(f, PER) for f in (fips, *near(fips)) if f in content.counties and county_path(f, PER)
    }
    if fips not in shapes:
        return ""
    left, top, right, bottom = box_of(shapes.values())
    pad = max(right - left, bottom - top) * 0.03
    view = f"{left - pad:.0f} {top - pad:.0f} {right - left + 2 * pad:.0f} {bottom - top + 2 * pad:.0f}"
    label = escape(say(language, "locator_alt", name=content.county(fips)))
    line = max(right - left, bottom - top) / 160
    parts = [
        f'<svg class="map near" viewBox="{view}" role="group" aria-label="{label}" stroke-width="{line:.1f}">',
        hatch(round(line * 4)) if any(content.classes.get(f) == "state" for f in shapes) else "",
    ]  # fmt: skip
    for f, shape in sorted(shapes.items(), key=lambda s: s[0] == fips):
        name = escape(content.county(f))
        drawn = f'<path{path_class(content.classes.get(f), "here" if f == fips else "")} d="{shape}"><title>{name}</title></path>'
        parts.append(drawn if f == fips else f'<a href="../{f}/">{drawn}</a>')
    return "".join([*parts, "</svg>"])
