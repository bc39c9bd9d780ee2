"""Ten plans recomputed by a road that shares no code with the library, to the cent, every figure of every month."""

from __future__ import annotations

import ast
from fractions import Fraction
from pathlib import Path

import pytest
from bench import money
from bench.money import CASES, Case, differences, recomputed


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_a_plan_recomputed_agrees_to_the_cent(case: Case) -> None:
    assert differences(case) == []


def test_a_cent_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = recomputed(CASES[0])
    rows[7]["received"] += Fraction(1, 100)
    monkeypatch.setattr(money, "recomputed", lambda _: rows)
    (one,) = differences(CASES[0])
    assert one.startswith("2026-05 received")


def test_the_road_is_its_own() -> None:
    """Nothing of the library is imported but where its answer is asked for."""
    tree = ast.parse(Path(money.__file__).read_text(encoding="utf-8"))
    asking = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == "of_library")
    inside = {id(n) for n in ast.walk(asking)}
    outside = [
        n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module and id(n) not in inside
    ]
    assert not any(m.startswith("deputized") for m in outside)


def test_the_frozen_report_is_what_the_bench_prints() -> None:
    frozen = Path(money.__file__).parent / "results" / "money.txt"
    assert money.report() == frozen.read_text(encoding="utf-8")
