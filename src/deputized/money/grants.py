"""State grants an agency may have, by tier of population, each with its source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from deputized.money.amounts import amount
from deputized.rules.sources import FactSource, read_rows, required, source_of

FILE = "state_grants.csv"


@dataclass(frozen=True, slots=True)
class Grant:
    """A state's program, or one tier of it. `maximum` is dollars for an agency; None: not a sum for one.

    Whether a maximum comes again each year is not published.
    """

    state: str
    programme: str
    tier: str
    maximum: Decimal | None
    people_min: int | None
    people_max: int | None
    note: str
    source: FactSource


@lru_cache(maxsize=1)
def grants() -> tuple[Grant, ...]:
    """Every grant our sources name."""
    found = []
    for n, row in enumerate(read_rows(FILE), 2):
        where = f"{FILE}, line {n}"
        low, high = _tier(row["tier"])
        maximum = amount(row["max_amount_usd"]) if row["max_amount_usd"] and low is not None else None
        found.append(
            Grant(
                required(row, "state", where), required(row, "programme", where), row["tier"], maximum, low, high,
                row["note"], source_of(row, where, must=row["programme"] != "none found"),
            )
        )  # fmt: skip
    return tuple(found)


def _tier(text: str) -> tuple[int | None, int | None]:
    numbers = [int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", text)]
    if text.startswith("population <="):
        return 0, numbers[0]
    if text.startswith(">="):
        return numbers[0], None
    if len(numbers) == 2:
        return numbers[0], numbers[1]
    return None, None


def grant_of(state: str, population: int | None) -> Grant | None:
    """The grant of a sheriff's county by its people at the last census; None if our sources name no such sum."""
    if population is None:
        return None
    for grant in grants():
        if grant.state != state or grant.maximum is None or grant.people_min is None:
            continue
        if grant.people_min <= population and (grant.people_max is None or population <= grant.people_max):
            return grant
    return None


def programmes_of(state: str) -> str:
    """The names of a state's programmes our sources confirm, whatever they pay; empty if there is none."""
    return "; ".join(
        dict.fromkeys(g.programme for g in grants() if g.state == state and g.source.is_verified)
    )
