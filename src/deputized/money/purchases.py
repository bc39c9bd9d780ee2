"""What was bought for this work: the rules cover what was spent, up to a ceiling an officer or agency."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from deputized.money.amounts import ZERO, cents
from deputized.money.carried import Carried
from deputized.money.coverage import ClaimLine, Line, OfficerQuarter
from deputized.money.quarters import Quarter
from deputized.money.rules import Rule, rule
from deputized.money.written import day, number, writing

COLUMNS = ("item", "officer_id", "bought_on", "amount")
MAX_BYTES = 5_000_000


class PurchaseError(ValueError):
    """A list of purchases that cannot be used, with every row to blame."""


@dataclass(frozen=True, slots=True)
class Purchase:
    """One purchase: equipment of an officer, or a vehicle of the agency. Dollars."""

    item: ClaimLine  # EQUIPMENT or VEHICLE
    officer_id: str  # empty for a vehicle
    bought_on: date
    amount: Decimal


def read_purchases(path: Path) -> list[Purchase]:
    """Purchases from a CSV with columns item, officer_id, bought_on, amount. Raises PurchaseError."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise PurchaseError(f"{path.name}: larger than {MAX_BYTES:,} bytes")
        text = path.read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise PurchaseError(f"{path.name}: it cannot be read ({error})") from error
    missing = [c for c in COLUMNS if not rows or c not in rows[0]]
    if missing:
        raise PurchaseError(f"{path.name}: columns must be {', '.join(COLUMNS)}, and a row below them")
    days = writing(r["bought_on"] for r in rows)
    amounts = writing(r["amount"] for r in rows)
    found, wrong = [], []
    for n, row in enumerate(rows, 2):
        try:
            item = ClaimLine(str(row["item"]).strip().lower())
            if item not in (ClaimLine.EQUIPMENT, ClaimLine.VEHICLE):
                raise ValueError(f"{item.value!r} is bought by nobody")
            officer = (row["officer_id"] or "").strip()
            if item is ClaimLine.EQUIPMENT and not officer:
                raise ValueError("equipment needs its officer_id")
            spent = number(row["amount"] or "", amounts)
            if spent < 0:
                raise ValueError(f"{spent} is negative")
            found.append(
                Purchase(
                    item, officer if item is ClaimLine.EQUIPMENT else "", day(row["bought_on"], days), spent
                )
            )
        except ValueError as error:
            wrong.append(f"row {n}: {error}")
    if wrong:
        shown = "\n  ".join(wrong[:50])
        raise PurchaseError(f"{path.name}: {len(wrong)} problems, nothing was computed\n  {shown}")
    return found


def bought(
    purchases: Sequence[Purchase], rows: Sequence[OfficerQuarter], state: Carried, known: tuple[Rule, ...],
    agency: str, *, with_vehicle: bool,
) -> Iterable[Line]:  # fmt: skip
    """Lines of purchases in the quarters claimed: covered up to the ceiling, once an officer and once the agency."""
    claimed = {o.quarter for o in rows}
    groups: dict[tuple[ClaimLine, str], list[Purchase]] = defaultdict(list)
    for p in sorted(purchases, key=lambda p: (p.bought_on, p.officer_id, p.amount)):
        if Quarter.of(p.bought_on) in claimed and (with_vehicle or p.item is not ClaimLine.VEHICLE):
            groups[p.item, p.officer_id].append(p)
    for (item, officer), some in sorted(groups.items(), key=lambda g: (g[0][0].value, g[0][1])):
        done = state.vehicle is not None if item is ClaimLine.VEHICLE else officer in state.equipped
        left: Decimal | None = None
        for p in some:
            holder = _certified(rows, officer if item is ClaimLine.EQUIPMENT else None, p.bought_on)
            found = rule(item.value, p.bought_on, holder.model, known) if holder is not None else None
            cost = cents(p.amount)
            if done or found is None:
                covered = ZERO
                reason = (
                    "claimed before"
                    if done
                    else "no certified task force officer, or no rule, on the day it was bought"
                )
            else:
                left = cents(found.value) if left is None else left
                covered = min(cost, left)
                left -= covered
                reason = f"above the ceiling of ${found.value:,.0f}" if covered < cost else ""
            yield Line(officer or agency, Quarter.of(p.bought_on), item, cost, covered, reason)


def _certified(rows: Sequence[OfficerQuarter], officer: str | None, day: date) -> OfficerQuarter | None:
    """An officer (any, for None) certified by the end of the quarter of a day."""
    last = Quarter.of(day).last
    return next(
        (
            o
            for o in rows
            if (officer is None or o.officer_id == officer)
            and o.certified_on is not None
            and o.certified_on <= last
            and (o.left_on is None or o.left_on > day)
        ),
        None,
    )
