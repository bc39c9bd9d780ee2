"""A claim: every officer's quarters against the published rules, line by line, with totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from deputized.money.amounts import ZERO
from deputized.money.carried import Carried
from deputized.money.coverage import ClaimLine, Line, OfficerQuarter, OvertimeReading, cover, vehicle
from deputized.money.purchases import Purchase, bought
from deputized.money.quarters import Quarter
from deputized.money.rules import Rule, rules

AGENCY = "the agency"


@dataclass(frozen=True, slots=True)
class Total:
    """Sums of rounded lines: cost = covered + not_covered; awards, which cover no cost, stand beside them.

    `ceilings` is the part of `covered` that rests on a ceiling being spent in full, since no purchase was given.
    """

    cost: Decimal
    covered: Decimal
    not_covered: Decimal
    awards: Decimal
    ceilings: Decimal = ZERO

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

    def by_item(self) -> dict[ClaimLine, Total]:
        """Totals of each item."""
        return {item: total([x for x in self.lines if x.item is item]) for item in ClaimLine}


def total(lines: Iterable[Line]) -> Total:
    """Sums of lines."""
    some = list(lines)
    costs = [x for x in some if x.item is not ClaimLine.AWARD]
    return Total(
        sum((x.cost for x in costs), ZERO),
        sum((x.covered for x in costs), ZERO),
        sum((x.not_covered for x in costs), ZERO),
        sum((x.award for x in some), ZERO),
        sum((x.covered for x in costs if x.is_ceiling), ZERO),
    )


def claim(
    roster: Sequence[OfficerQuarter],
    *,
    with_vehicle: bool = True,
    published: tuple[Rule, ...] | None = None,
    before: Carried | None = None,
    reading: OvertimeReading = OvertimeReading.AS_WORKED,
    purchases: Sequence[Purchase] | None = None,
) -> ClaimSheet:
    """The claim of a roster. The order of its rows changes nothing.

    An officer's quarters are taken in time: the overtime cap is kept by federal fiscal year, equipment is claimed
    once. `with_vehicle` False leaves out the agency's vehicle. `before` is what earlier claims left; it is brought up
    to date with this one. `purchases` None takes equipment and vehicle at their ceilings, marked as such.

    Raises CarriedError where the roster contradicts `before` or claims a quarter again.
    """
    known = published or rules()
    state = before if before is not None else Carried()
    state.check(roster)
    rows = sorted(roster, key=lambda o: (o.officer_id, o.quarter, o.part))
    lines: list[Line] = []
    used = dict(state.overtime)
    equipped = set(state.equipped)
    for row in rows:
        key = (row.officer_id, row.quarter.fiscal_year)
        bare = purchases is None and row.officer_id not in equipped
        found, used[key] = cover(row, used.get(key, ZERO), not bare, known, reading)
        if any(x.item is ClaimLine.EQUIPMENT for x in found):
            equipped.add(row.officer_id)
        lines += found
    if purchases is not None:
        lines += bought(purchases, rows, state, known, AGENCY, with_vehicle=with_vehicle)
    elif with_vehicle and state.vehicle is None and (extra := vehicle(AGENCY, rows, known)) is not None:
        lines.append(extra)
    state.take(rows, lines)
    order = list(ClaimLine)
    lines.sort(
        key=lambda x: (x.quarter, x.item is ClaimLine.VEHICLE, x.officer_id, x.part, order.index(x.item))
    )
    return ClaimSheet(tuple(lines))
