"""Rules: what each model empowers, what each state's law says, who is bound, and the programme's timeline.

Every public name loads its module when first used, so that importing this package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deputized.rules.chronicle import Moment, StatedCount, counts, newest_stated, series, timeline
    from deputized.rules.duties import Mandate, MandateRow, added_by, bound_in, mandate, states_with_mandate
    from deputized.rules.prohibitions import Ban, StillListed, bans, states_that_forbid
    from deputized.rules.provisions import Model, Provision, common, compare, models
    from deputized.rules.sources import FactSource, RulesError
    from deputized.rules.statutes import Law, Posture, StatePosture, laws, laws_of, posture_of, postures

_HOMES = {
    "prohibitions": ("Ban", "StillListed", "bans", "states_that_forbid"),
    "statutes": ("Law", "Posture", "StatePosture", "laws", "laws_of", "posture_of", "postures"),
    "duties": ("Mandate", "MandateRow", "added_by", "bound_in", "mandate", "states_with_mandate"),
    "provisions": ("Model", "Provision", "common", "compare", "models"),
    "sources": ("RulesError", "FactSource"),
    "chronicle": ("StatedCount", "Moment", "counts", "newest_stated", "series", "timeline"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Ban",
    "FactSource",
    "Law",
    "Mandate",
    "MandateRow",
    "Model",
    "Moment",
    "Posture",
    "Provision",
    "RulesError",
    "StatePosture",
    "StatedCount",
    "StillListed",
    "added_by",
    "bans",
    "bound_in",
    "common",
    "compare",
    "counts",
    "laws",
    "laws_of",
    "mandate",
    "models",
    "newest_stated",
    "posture_of",
    "postures",
    "series",
    "states_that_forbid",
    "states_with_mandate",
    "timeline",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
