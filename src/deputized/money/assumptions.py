"""What nobody published and a scenario needs: each a name, a range, and where it comes from, if anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from deputized.rules.sources import RulesError, read_rows, required

FILE = "assumptions.csv"
FIRST = "first_answers.csv"
"""What a first answer takes where the county has given nothing: no part of the draws."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """A quantity with a low, a central and a high value. Draws are triangular between them."""

    name: str
    low: float
    central: float
    high: float
    unit: str
    meaning: str
    source: str  # what it rests on, or "assumed, no source", or "your input"
    source_url: str

    def fixed(self, value: float, source: str = "your input") -> Assumption:
        """The same quantity, known."""
        return Assumption(self.name, value, value, value, self.unit, self.meaning, source, "")


@lru_cache(maxsize=2)
def assumptions(file: str = FILE) -> dict[str, Assumption]:
    """Every assumption of a file by name. Raises RulesError for one without a range in order or a word on its source."""
    found = {}
    for n, row in enumerate(read_rows(file), 2):
        where = f"{file}, line {n}"
        name = required(row, "name", where)
        try:
            low, central, high = (float(required(row, k, where)) for k in ("low", "central", "high"))
        except ValueError as error:
            raise RulesError(f"{where}: {error}") from error
        if not low <= central <= high:
            raise RulesError(f"{where}: low, central and high are not in order")
        found[name] = Assumption(
            name, low, central, high, required(row, "unit", where), required(row, "meaning", where),
            required(row, "source", where), row["source_url"],
        )  # fmt: skip
    return found
