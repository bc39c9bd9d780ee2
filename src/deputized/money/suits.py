"""What counties and cities paid, or were told to pay, over holds and stops for ICE: a tail to look at, never an average."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import lru_cache

from deputized.money.amounts import amount
from deputized.rules.sources import FactSource, read_rows, required, source_of

FILE = "settlements.csv"


@dataclass(frozen=True, slots=True)
class Suit:
    """One suit that ended against a county or city. `amount` in dollars; `people` held, None where not said."""

    place: str
    state: str
    amount: Decimal
    kind: str  # settlement, verdict, or cumulative cost
    day: str
    people: int | None
    what: str
    source: FactSource


@lru_cache(maxsize=1)
def suits() -> tuple[Suit, ...]:
    """Every suit our sources name, the dearest first. Raises RulesError for one without a source."""
    found = []
    for n, row in enumerate(read_rows(FILE), 2):
        where = f"{FILE}, line {n}"
        found.append(
            Suit(
                required(row, "place", where), required(row, "state", where),
                amount(required(row, "amount_usd", where)), required(row, "kind", where), required(row, "day", where),
                int(row["people"]) if row["people"] else None, row["what"], source_of(row, where),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda s: -s.amount))


def suit_record(suit: Suit) -> dict[str, object]:
    """A suit as plain data."""
    return asdict(suit) | {"amount": str(suit.amount)}
