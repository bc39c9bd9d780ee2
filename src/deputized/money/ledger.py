"""A claim: every officer's quarters against the published rules, line by line, with totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from deputized.money.amounts import ZERO
from deputized.money.coverage import Item, Line, OfficerQuarter, cover, vehicle
from deputized.money.quarters import Quarter
from deputized.money.rules import Rule, rules

AGENCY = "the agency"


@dataclass(frozen=True, slots=True)
class Total:
    """Sums of rounded lines: cost = covered + not_covered, and awards beside them."""

    cost: Decimal
    covered: Decimal
    not_covered: Decimal
    awards: Decimal

    @property
    def claimed(self) -> Decimal:
        """What the rules, read generously, would pay: covered cost and awards."""
        return self.covered + self.awards


@dataclass(frozen=True, slots=True)
class ClaimSheet:
    """Every line, by quarter, officer and item."""

    lines: tuple[Line, ...]

    @property
    def total(self) -> Total:
        return total(self.lines)

    def by_quarter(self) -> dict[Quarter, Total]:
        """Totals of each quarter, in time."""
        groups: dict[Quarter, list[Line]] = defaultdict(list)
        for line in self.lines:
            groups[line.quarter].append(line)
        return {q: total(groups[q]) for q in sorted(groups)}

    def by_item(self) -> dict[Item, Total]:
        """Totals of each item."""
        return {item: total([x for x in self.lines if x.item is item]) for item in Item}


def total(lines: Iterable[Line]) -> Total:
    """Sums of lines."""
    some = list(lines)
    costs = [x for x in some if x.item is not Item.AWARD]
    return Total(
        sum((x.cost for x in costs), ZERO),
        sum((x.covered for x in costs), ZERO),
        sum((x.not_covered for x in costs), ZERO),
        sum((x.covered for x in some if x.item is Item.AWARD), ZERO),
    )


def claim(
    roster: Sequence[OfficerQuarter], *, with_vehicle: bool = True, published: tuple[Rule, ...] | None = None
) -> ClaimSheet:
    """The claim of a roster. The order of its rows changes nothing.

    An officer's quarters are taken in time: the overtime cap is kept by federal fiscal year, equipment is claimed
    once. `with_vehicle` False leaves out the agency's vehicle.
    """
    known = published or rules()
    rows = sorted(roster, key=lambda o: (o.officer_id, o.quarter))
    lines: list[Line] = []
    used: dict[tuple[str, int], Decimal] = {}
    equipped: set[str] = set()
    for row in rows:
        key = (row.officer_id, row.quarter.fiscal_year)
        found, used[key] = cover(row, used.get(key, ZERO), row.officer_id in equipped, known)
        if any(x.item is Item.EQUIPMENT for x in found):
            equipped.add(row.officer_id)
        lines += found
    if with_vehicle and (extra := vehicle(AGENCY, rows, known)) is not None:
        lines.append(extra)
    order = list(Item)
    lines.sort(key=lambda x: (x.quarter, x.item is Item.VEHICLE, x.officer_id, order.index(x.item)))
    return ClaimSheet(tuple(lines))
