"""Plans for the calculator's tests: drawn at random and at the edges, with what the library says of each."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from deputized.money import central_case, plan_of
from deputized.money.assumptions import assumptions

COUNT = 320


def vectors(seed: int = 287) -> list[dict[str, Any]]:
    """`central_case` of every plan, its plan among it."""
    draw = random.Random(seed)
    return [central_case(plan_of(p)) for p in [*kept(), *edges(), *(drawn(draw) for _ in range(COUNT))]]


def kept() -> list[dict[str, Any]]:
    """The plans of tests/money/vectors."""
    folder = Path(__file__).parents[1] / "money" / "vectors"
    return [json.loads(p.read_text(encoding="utf-8"))["plan"] for p in sorted(folder.glob("*.json"))]


def drawn(draw: random.Random) -> dict[str, Any]:
    """A plan as somebody might ask it, with any part of the assumptions set by hand."""
    start = date(2025, 9, 1) + timedelta(days=draw.randint(0, 900))
    officers = draw.choice([1, 2, 3, 7, 12, 40, 150, 900])
    set_by_hand = {}
    for name, a in assumptions().items():
        if draw.random() < 0.4:
            value = draw.uniform(a.low, a.high if a.high > a.low else a.high * 1.5)
            set_by_hand[name] = (
                f"{value:.{draw.choice([0, 1, 2, 4])}f}"
                if not a.unit.startswith("share")
                else f"{min(value, 1):.3f}"
            )
    return {
        "model": draw.choice(["TFM", "TFM", "TFM", "JEM", "WSO"]), "officers": officers,
        "new_posts": draw.choice([0, 0, 1, officers]), "salary": f"{draw.uniform(18_000, 140_000):.{draw.choice([0, 2])}f}",
        "benefits": f"{draw.choice([0, 0.25, 0.38, draw.random()]):.4f}", "start": start.isoformat(),
        "months": draw.choice([1, 11, 12, 13, 24, 36, 60]),
        "until": draw.choice([None, (start + timedelta(days=draw.randint(0, 1200))).isoformat()]),
        "with_vehicle": draw.random() < 0.7, "grant_maximum": draw.choice(["0", "80000", "140000", "12345.67"]),
        "assumptions": set_by_hand,
    }  # fmt: skip


def edges() -> list[dict[str, Any]]:
    """Ends of months and of federal money, leap years, no pay for anything, awards at their thresholds."""
    plain = {
        "model": "TFM",
        "officers": 2,
        "salary": "52000",
        "benefits": "0.38",
        "start": "2025-10-01",
        "months": 36,
    }
    changes: list[dict[str, Any]] = [
        {}, {"until": "2027-09-30"}, {"until": "2025-10-01"}, {"start": "2025-10-31"}, {"start": "2025-09-25", "months": 3},
        {"start": "2025-06-15", "months": 14}, {"start": "2025-02-01", "new_posts": 1, "months": 24},
        {"start": "2025-06-15", "until": "2025-09-20"},
        {"start": "2025-12-31", "months": 1}, {"start": "2028-02-29", "months": 13}, {"start": "2028-01-01", "until": "2028-02-29"},
        {"until": "2026-03-31"}, {"until": "2026-03-30"}, {"months": 240}, {"officers": 1, "new_posts": 1, "months": 9},
        {"model": "WSO", "new_posts": 2}, {"model": "JEM", "grant_maximum": "100000"}, {"with_vehicle": False, "benefits": "0"},
        {"benefits": "1"}, {"salary": "0.01"}, {"salary": "333333.33", "officers": 333},
    ]  # fmt: skip
    for name, values in {
        "success_rate": ("0", "0.69", "0.699999", "0.7", "0.79", "0.8", "0.8999", "0.9", "1"), "paid_share": ("0", "1"),
        "holds": ("250",), "suit": ("95000",), "discount_rate": ("0.07",), "scaap": ("9000",),
        "payment_delay": ("0", "0.5", "1.49", "240"), "hire_months": ("0", "0.4", "0.5", "60"), "turnover": ("0", "1"),
        "eligible_share": ("0",), "overtime_share": ("0.25", "0.26", "0"), "grant_share": ("0", "1"),
    }.items():  # fmt: skip
        changes += [{"assumptions": {name: v}, "grant_maximum": "80000", "new_posts": 1} for v in values]
    return [plain | c for c in changes]
