"""Places and people: what each agency governs, who lives there, and who else governs it.

Every public name loads its module when first used, so that importing this package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deputized.places.choropleth import county_classes, model_map
    from deputized.places.lookup import PlaceError, county_as_printed, find_county, find_state, namesakes
    from deputized.places.maps import map_svg
    from deputized.places.months import InForceSpan, PanelRow, panel
    from deputized.places.residents import Coverage, CoverageRow, Holder, coverage

_HOMES = {
    "choropleth": ("county_classes", "model_map"),
    "residents": ("Coverage", "CoverageRow", "Holder", "coverage"),
    "lookup": ("PlaceError", "county_as_printed", "find_county", "find_state", "namesakes"),
    "maps": ("map_svg",),
    "months": ("PanelRow", "InForceSpan", "panel"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Coverage",
    "CoverageRow",
    "Holder",
    "InForceSpan",
    "PanelRow",
    "PlaceError",
    "county_as_printed",
    "county_classes",
    "coverage",
    "find_county",
    "find_state",
    "map_svg",
    "model_map",
    "namesakes",
    "panel",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
