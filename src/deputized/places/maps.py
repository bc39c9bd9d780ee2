"""A map of the country's counties as SVG, in shades that stay apart in greyscale and to the color-blind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from deputized import reference
from deputized.places.geometry import county_path, geometry, state_borders
from deputized.places.projection import HEIGHT, WIDTH

ATTRIBUTION = "Counties: US Census Bureau 2023 via us-atlas-2023 (ISC)"

# Alaska is drawn at about a third of the scale, Puerto Rico at nine tenths, and none where it lies.
INSET_NAMES = ((20, 560, "Alaska"), (262, 572, "Hawaii"), (838, 604, "Puerto Rico"))


@dataclass(frozen=True, slots=True)
class Shade:
    """One class of a map: its key, how it is filled and what the legend says of it."""

    key: str
    fill: str  # a colour, or a pattern of this file as url(#...)
    label: str


# Lightness falls from about 90 to 20 (CIELAB L*): the order reads in greyscale; the hatch needs no colour.
COUNTY = Shade("county", "#08306b", "The county's sheriff or another county body")
TOWN = Shade("town", "#6b9fd4", "Only town police or constables")
STATE = Shade("state", "url(#hatch)", "Only a statewide agency")
NONE = Shade("none", "#e4e4e4", "Grey: none on ICE's list of that day")
SHADES = (COUNTY, TOWN, STATE, NONE)

_HATCH = (
    '<pattern id="hatch" width="60" height="60" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="60" height="60" fill="#f2f2f2"/><rect width="14" height="60" fill="#3f6ea5"/></pattern>'
)


def map_svg(
    shades: Mapping[str, str],
    *,
    title: str,
    description: str,
    classes: tuple[Shade, ...] = SHADES,
    notes: Mapping[str, str] | None = None,
    footer: str = "",
) -> str:
    """The map as an SVG document. `shades` gives a county FIPS its class key; a county left out is drawn as
    the last class. `notes` are words a reader gets when pointing at a county.

    Raises KeyError for a class key that `classes` lacks, ValueError for a FIPS that no county has.
    """
    known = {shade.key for shade in classes}
    drawn = geometry().counties
    legal = reference.counties_by_fips()
    for fips, key in shades.items():
        if fips not in legal:
            raise ValueError(f"no county has FIPS {fips!r}")
        if key not in known:
            raise KeyError(f"{key!r} is no class of this map; it has {sorted(known)}")
    rest = classes[-1].key
    groups = [
        _group(shade, [f for f in drawn if shades.get(f, rest) == shade.key], notes or {})
        for shade in classes
    ]
    counts = {s.key: sum(1 for f in drawn if shades.get(f, rest) == s.key) for s in classes}
    elsewhere = sorted(f for f in shades if f not in drawn and shades[f] != rest)
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT + 110}" role="img" '
            'aria-labelledby="map-title map-desc" font-family="system-ui,sans-serif">',
            f'<title id="map-title">{escape(title)}</title>',
            f'<desc id="map-desc">{escape(description)}</desc>',
            f"<defs>{_HATCH}</defs>",
            f'<rect width="{WIDTH}" height="{HEIGHT + 110}" fill="#fff"/>',
            f'<text x="20" y="28" font-size="20" font-weight="600" fill="#111">{escape(title)}</text>',
            '<g transform="translate(0 40) scale(.1)" fill-rule="evenodd" stroke-linejoin="round">',
            *(group for group in groups if group),
            f'<path d="{state_borders()}" fill="none" stroke="#fff" stroke-width="12"/>',
            f'<path d="{state_borders()}" fill="none" stroke="#222" stroke-width="4"/>',
            "</g>",
            *(
                f'<text x="{x}" y="{y}" font-size="11" fill="#333">{name}</text>'
                for x, y, name in INSET_NAMES
            ),
            _legend(classes, counts),
            _footer(footer, elsewhere, legal),
            "</svg>\n",
        )
    )


def _group(shade: Shade, counties: list[str], notes: Mapping[str, str]) -> str:
    """The counties of one class: one path, and one of its own for each county with a note."""
    if not counties:
        return ""
    plain = "".join(county_path(f) for f in counties if f not in notes)
    single = "".join(
        f'<path d="{county_path(f)}"><title>{escape(notes[f])}</title></path>' for f in counties if f in notes
    )
    path = f'<path d="{plain}"/>' if plain else ""
    return f'<g class="{shade.key}" fill="{shade.fill}" stroke="#fff" stroke-width="3">{path}{single}</g>'


def _legend(classes: tuple[Shade, ...], counts: Mapping[str, int]) -> str:
    items = []
    for number, shade in enumerate(classes):
        x, y = 20 + 400 * (number // 2), HEIGHT + 40 + 26 * (number % 2)
        scale = (
            f'<g transform="translate({x} {y}) scale(.1)"><rect width="240" height="160" fill="{shade.fill}" '
        )
        label = escape(f"{shade.label} ({counts[shade.key]:,})")
        items.append(
            f'{scale}stroke="#222" stroke-width="6"/></g>'
            f'<text x="{x + 32}" y="{y + 13}" font-size="13" fill="#111">{label}</text>'
        )
    return "".join(items)


def _footer(footer: str, elsewhere: list[str], legal: Mapping[str, reference.CountyRow]) -> str:
    states = sorted({legal[f].state for f in elsewhere})
    names = {s.postal: s.name for s in reference.states()}
    away = f"Not drawn, but listed: {', '.join(names[s] for s in states)}. " if states else ""
    text = escape(f"{away}{footer}{' ' if footer else ''}{ATTRIBUTION}.")
    return f'<text x="20" y="{HEIGHT + 102}" font-size="11" fill="#333">{text}</text>'
