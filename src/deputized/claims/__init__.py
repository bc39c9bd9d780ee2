"""Claims: whether a published number is true, by which way of counting, on which lists.

Every public name loads its module when first used, so that importing this package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deputized.claims.answer import Answer, check
    from deputized.claims.claim import Claim, ClaimError, Kind, Operator, Part, Place, Unit, When
    from deputized.claims.counting import WAYS, Books
    from deputized.claims.grammar import parse
    from deputized.claims.known import KnownAnswer, KnownClaim, check_known, known_claims
    from deputized.claims.table import CountTable, Spell, count_table, when_so
    from deputized.claims.verdicts import Checked, Finding, Verdict

_HOMES = {
    "answer": ("Answer", "check"),
    "verdicts": ("Checked", "Finding", "Verdict"),
    "claim": ("Claim", "ClaimError", "Kind", "Operator", "Part", "Place", "Unit", "When"),
    "counting": ("WAYS", "Books"),
    "grammar": ("parse",),
    "known": ("KnownAnswer", "KnownClaim", "check_known", "known_claims"),
    "table": ("CountTable", "Spell", "count_table", "when_so"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "WAYS",
    "Answer",
    "Books",
    "Checked",
    "Claim",
    "ClaimError",
    "CountTable",
    "Finding",
    "Kind",
    "KnownAnswer",
    "KnownClaim",
    "Operator",
    "Part",
    "Place",
    "Spell",
    "Unit",
    "Verdict",
    "When",
    "check",
    "check_known",
    "count_table",
    "known_claims",
    "parse",
    "when_so",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
