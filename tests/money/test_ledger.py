"""The published rules on rosters: hand-worked cases with their arithmetic, and what must hold of every claim."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deputized.money.amounts import ZERO, cents
from deputized.money.coverage import ClaimLine, Line, OfficerQuarter, OvertimeReading
from deputized.money.ledger import claim, total
from deputized.money.quarters import Quarter, quarters
from deputized.money.rules import rule, rules

Q4 = Quarter(2025, 4)
D = Decimal


def officer(**changes: object) -> OfficerQuarter:
    base = OfficerQuarter(
        "1", "TFM", date(2025, 9, 1), None, D(52_000), D(19_760), Q4, D(0), D("37.50"), D("0.92")
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def line(lines: tuple[Line, ...], item: ClaimLine) -> Line:
    return next(x for x in lines if x.item is item)


def test_a_whole_quarter_of_salary_and_benefits() -> None:
    """92 of 365 days: 52,000 x 92 / 365 = 13,106.849...; 19,760 x 92 / 365 = 4,980.602..."""
    lines = claim([officer()]).lines
    assert line(lines, ClaimLine.SALARY).covered == D("13106.85")
    assert line(lines, ClaimLine.BENEFITS).covered == D("4980.60")
    assert line(lines, ClaimLine.SALARY).not_covered == ZERO


def test_certified_in_the_middle_of_a_quarter() -> None:
    """17 November to 31 December is 45 of 92 days: 52,000 x 45 / 365 = 6,410.958..."""
    lines = claim([officer(certified_on=date(2025, 11, 17))]).lines
    assert line(lines, ClaimLine.SALARY).covered == D("6410.96")
    assert line(lines, ClaimLine.SALARY).not_covered == D("13106.85") - D("6410.96")
    assert "47 of 92 days" in line(lines, ClaimLine.SALARY).reason


def test_after_a_rise_the_cap_is_that_of_the_new_salary() -> None:
    """First quarter: 12,000 of overtime under 0.25 x 52,000 = 13,000. Then 60,000: 15,000 - 12,000 = 3,000 are left."""
    first = officer(overtime_hours=D(320), overtime_rate=D("37.50"))
    second = officer(quarter=Quarter(2026, 1), annual_salary=D(60_000), overtime_hours=D(320))
    covered = [x.covered for x in claim([second, first]).lines if x.item is ClaimLine.OVERTIME]
    assert covered == [D(12_000), D(3_000)]


def test_the_rules_begin_on_the_first_of_october_2025() -> None:
    q3 = claim([officer(quarter=Quarter(2025, 3))]).lines
    assert line(q3, ClaimLine.SALARY).covered == ZERO
    assert line(q3, ClaimLine.AWARD).covered == ZERO
    assert line(q3, ClaimLine.EQUIPMENT).covered == D("7500.00"), "equipment was paid on 26 September 2025"


def test_overtime_up_to_a_quarter_of_salary_by_fiscal_year() -> None:
    """Cap 52,000 x 0.25 = 13,000. 400 h x 37.50 = 15,000 in the first quarter: 13,000 covered, 2,000 not; then none,
    until the next fiscal year."""
    rows = [officer(quarter=q, overtime_hours=D(400)) for q in quarters(Q4, Quarter(2026, 4))]
    overtime = [x for x in claim(rows).lines if x.item is ClaimLine.OVERTIME]
    assert [x.covered for x in overtime] == [D("13000.00"), ZERO, ZERO, ZERO, D("13000.00")]
    assert [x.not_covered for x in overtime] == [
        D("2000.00"),
        D("15000.00"),
        D("15000.00"),
        D("15000.00"),
        D("2000.00"),
    ]
    assert overtime[0].reason == "above the year's cap of a quarter of annual salary"


@pytest.mark.parametrize(
    ("rate", "award"),
    [
        ("1", 1000),
        ("0.90", 1000),
        ("0.8999", 750),
        ("0.80", 750),
        ("0.7999", 500),
        ("0.70", 500),
        ("0.6999", 0),
        ("0", 0),
    ],
)
def test_awards_by_tier(rate: str, award: int) -> None:
    """90.0 per cent is the highest tier; 89.99 is cut off to 89, the tier below."""
    assert line(claim([officer(success_rate=D(rate))]).lines, ClaimLine.AWARD).covered == award


def test_equipment_once_an_officer_and_a_vehicle_once_an_agency() -> None:
    rows = [officer(officer_id=n, quarter=q) for n in "123" for q in quarters(Q4, Quarter(2026, 3))]
    found = claim(rows)
    assert found.by_item()[ClaimLine.EQUIPMENT].covered == 3 * 7500
    assert found.by_item()[ClaimLine.VEHICLE].covered == 100_000
    assert claim(rows, with_vehicle=False).by_item()[ClaimLine.VEHICLE].covered == 0


@pytest.mark.parametrize("model", ["JEM", "WSO"])
def test_other_models_are_covered_for_nothing(model: str) -> None:
    found = claim([officer(model=model, overtime_hours=D(10))])
    assert found.total.claimed == ZERO
    assert found.total.not_covered == found.total.cost > ZERO
    assert "speaks of task force officers" in found.lines[0].reason


def test_not_certified_is_not_covered() -> None:
    found = claim([officer(certified_on=None)])
    assert found.total.claimed == ZERO
    assert found.lines[0].reason == "not certified"


def test_who_left_is_covered_until_then() -> None:
    """1 October to 14 November is 45 days."""
    lines = claim([officer(left_on=date(2025, 11, 15))]).lines
    assert line(lines, ClaimLine.SALARY).covered == D("6410.96")


def test_half_a_cent_is_rounded_up() -> None:
    assert cents(D("0.125")) == D("0.13")
    assert cents(D("0.135")) == D("0.14")


def test_rules_are_versioned_by_their_first_day() -> None:
    assert rule("salary_and_benefits", date(2025, 9, 30)) is None
    found = rule("salary_and_benefits", date(2025, 10, 1))
    assert found is not None
    assert found.source.date == "2025-09-02"
    later = replace(found, value=D("0.5"), effective_from=date(2026, 1, 1))
    versions = (*(replace(r, effective_to=date(2026, 1, 1)) if r is found else r for r in rules()), later)
    halved = claim([officer(quarter=Quarter(2026, 1))], published=versions)
    assert line(halved.lines, ClaimLine.SALARY).covered == cents(D(52_000) * 90 / 365 / 2)


MONEY = st.decimals(0, 200_000, places=2)
ROWS = st.builds(
    OfficerQuarter,
    officer_id=st.sampled_from([str(n) for n in range(40)]),
    model=st.sampled_from(["TFM", "TFM", "JEM", "WSO"]),
    certified_on=st.one_of(st.none(), st.dates(date(2025, 1, 1), date(2025, 12, 31))),
    left_on=st.none(), annual_salary=MONEY, annual_benefits=MONEY,
    quarter=st.sampled_from(list(quarters(Quarter(2025, 3), Quarter(2027, 1)))),
    overtime_hours=st.decimals(0, 900, places=1), overtime_rate=st.decimals(0, 150, places=2),
    success_rate=st.one_of(st.none(), st.decimals(0, 1, places=3)),
)  # fmt: skip
ROSTERS = st.lists(ROWS, max_size=12, unique_by=lambda o: (o.officer_id, o.quarter)).map(
    lambda rows: [
        replace(o, annual_salary=rows[0].annual_salary, annual_benefits=rows[0].annual_benefits) for o in rows
    ]
)


@given(ROSTERS)
def test_paid_and_unpaid_are_the_total_to_the_cent(rows: list[OfficerQuarter]) -> None:
    found = claim(rows)
    whole = found.total
    assert whole.covered + whole.not_covered == whole.cost
    assert sum((t.cost for t in found.by_quarter().values()), ZERO) == whole.cost
    assert sum((t.claimed for t in found.by_item().values()), ZERO) == whole.claimed
    assert all(x.covered >= 0 and x.not_covered >= 0 for x in found.lines)


@given(ROSTERS, st.randoms())
def test_the_order_of_officers_changes_nothing(rows: list[OfficerQuarter], shuffle: random.Random) -> None:
    other = rows[:]
    shuffle.shuffle(other)
    assert claim(other) == claim(rows)


@given(ROSTERS.filter(bool), st.decimals(0, 500, places=1), st.data())
def test_more_overtime_never_lowers_the_bill(
    rows: list[OfficerQuarter], more: Decimal, data: st.DataObject
) -> None:
    which = data.draw(st.integers(0, len(rows) - 1))
    raised = [
        replace(o, overtime_hours=o.overtime_hours + more) if n == which else o for n, o in enumerate(rows)
    ]
    before, after = claim(rows).total, claim(raised).total
    assert after.cost >= before.cost
    assert after.covered >= before.covered
    assert after.not_covered >= before.not_covered


@given(ROSTERS)
@settings(max_examples=50)
def test_overtime_of_a_fiscal_year_stays_under_its_cap(rows: list[OfficerQuarter]) -> None:
    sums: dict[tuple[str, int], Decimal] = {}
    for x in claim(rows).lines:
        if x.item is ClaimLine.OVERTIME:
            key = (x.officer_id, x.quarter.fiscal_year)
            sums[key] = sums.get(key, ZERO) + x.covered
    assert all(value <= cents(rows[0].annual_salary / 4) for value in sums.values())


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parent / "golden").glob("*.json")), ids=lambda p: p.stem
)
def test_golden_cases(path: Path) -> None:
    """Inputs and cents, for this ledger and for any other implementation of the rules."""
    case = json.loads(path.read_text(encoding="utf-8"))
    rows = [
        OfficerQuarter(
            r["officer_id"], r["model"], date.fromisoformat(r["certified_on"]) if r["certified_on"] else None,
            date.fromisoformat(r["left_on"]) if r["left_on"] else None, D(r["annual_salary"]), D(r["annual_benefits"]),
            Quarter.read(r["quarter"]), D(r["overtime_hours"]), D(r["overtime_rate"]),
            D(r["success_rate"]) if r["success_rate"] is not None else None,
        )
        for r in case["roster"]
    ]  # fmt: skip
    found = [
        [str(x.quarter), x.officer_id, x.item.value, int(x.cost * 100), int(x.covered * 100)]
        for x in claim(rows, reading=OvertimeReading(case["overtime"])).lines
    ]
    assert found == case["lines"]


def test_an_empty_roster_costs_nothing() -> None:
    assert claim([]).lines == ()
    assert total([]).claimed == ZERO
