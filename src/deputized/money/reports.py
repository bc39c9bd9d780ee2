"""What others report of the money: terms and funds that are no rule, projections, payments, local costs, staffing.

None of it is computed with unless a module says so by name; each keeps its source and how far that is to be trusted.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from deputized.rules.sources import GENERAL, FactSource, read_rows, required, source_of

FILE, COSTS = "money_reports.csv", "local_costs.csv"


@dataclass(frozen=True, slots=True)
class MoneyReport:
    """One thing somebody reported. `value` is as reported, empty where nobody gives one."""

    kind: str  # term, fund, projection, staffing or local cost
    name: str
    value: str
    unit: str
    note: str
    source: FactSource


@lru_cache(maxsize=1)
def reports() -> tuple[MoneyReport, ...]:
    """Every report, in the order of its file; local costs last. Raises RulesError for one without a source."""
    found = []
    for n, row in enumerate(read_rows(FILE), 2):
        where = f"{FILE}, line {n}"
        source = source_of(row, where, must=row["confidence"] != GENERAL)
        found.append(
            MoneyReport(required(row, "kind", where), required(row, "name", where), row["value"], row["unit"], row["note"], source)
        )  # fmt: skip
    for n, row in enumerate(read_rows(COSTS), 2):
        where = f"{COSTS}, line {n}"
        name = f"{required(row, 'jurisdiction', where)}, {required(row, 'state', where)}"
        amount = required(row, "amount_usd", where)
        found.append(
            MoneyReport(
                "local cost", name, amount, f"USD, {row['period']}", row["note"], source_of(row, where)
            )
        )
    return tuple(found)


def report(name: str) -> MoneyReport:
    """The report of that name. Raises KeyError if there is none."""
    for found in reports():
        if found.name == name:
            return found
    raise KeyError(name)
