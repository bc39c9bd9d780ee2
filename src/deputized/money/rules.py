"""What the published rules of reimbursement say, versioned by their first day, each with its source.

They are announcements, not the agreement: the memorandum itself says that reimbursement is not material to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from deputized.money.amounts import amount
from deputized.rules.sources import FactSource, RulesError, read_rows, required, source_of

FILE = "reimbursement.csv"
NAMES = ("salary_and_benefits", "overtime_cap", "award_90", "award_80", "award_70", "equipment", "vehicle")


@dataclass(frozen=True, slots=True)
class Rule:
    """One published rule."""

    name: str
    value: Decimal
    unit: str
    effective_from: date
    effective_to: date | None  # first day it no longer holds
    models: tuple[str, ...]
    what: str
    note: str
    source: FactSource

    def holds(self, day: date, model: str) -> bool:
        """Whether it holds for a model on a day."""
        ended = self.effective_to is not None and day >= self.effective_to
        return model in self.models and day >= self.effective_from and not ended


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Every published rule. Raises RulesError for a row without a number, a day or a source."""
    found = []
    for n, row in enumerate(read_rows(FILE), 2):
        where = f"{FILE}, line {n}"
        name = required(row, "rule", where)
        if name not in NAMES:
            raise RulesError(f"{where}: {name!r} is no rule; rules are {', '.join(NAMES)}")
        try:
            found.append(
                Rule(
                    name, amount(required(row, "value", where)), required(row, "unit", where),
                    date.fromisoformat(required(row, "effective_from", where)),
                    date.fromisoformat(row["effective_to"]) if row["effective_to"] else None,
                    tuple(required(row, "models", where).split(";")), required(row, "what", where), row["note"],
                    source_of(row, where),
                )
            )  # fmt: skip
        except ValueError as error:
            if isinstance(error, RulesError):
                raise
            raise RulesError(f"{where}: {error}") from error
    return tuple(found)


def rule(name: str, day: date, model: str = "TFM", among: tuple[Rule, ...] | None = None) -> Rule | None:
    """The rule of that name that holds for a model on a day; None if none does."""
    return next((r for r in (among or rules()) if r.name == name and r.holds(day, model)), None)
