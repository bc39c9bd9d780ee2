"""A claim that remembers: quarterly claims equal one of the whole year, and nothing is claimed twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputized.money.amounts import ZERO
from deputized.money.carried import Carried, CarriedError, carried_from_rows, read_carried
from deputized.money.coverage import ClaimLine, OfficerQuarter, OvertimeReading
from deputized.money.ledger import claim, total
from deputized.money.purchases import Purchase
from deputized.money.quarters import Quarter, quarters

D = Decimal
BASE = OfficerQuarter(
    "1",
    "TFM",
    date(2025, 11, 17),
    None,
    D(52_000),
    D(19_760),
    Quarter(2025, 4),
    D(200),
    D("37.50"),
    D("0.92"),
)
YEAR = list(quarters(Quarter(2025, 4), Quarter(2026, 4)))


def rows_of(officers: list[tuple[int, int, int]]) -> list[OfficerQuarter]:
    """Officers as (id, hours a quarter, day of certification) over the year."""
    return [
        replace(BASE, officer_id=str(n), overtime_hours=D(hours), certified_on=date(2025, 10, day), quarter=q)
        for n, hours, day in officers
        for q in YEAR
    ]


OFFICERS = st.lists(
    st.tuples(st.integers(1, 9), st.integers(0, 500), st.integers(1, 31)),
    min_size=1,
    max_size=5,
    unique_by=lambda o: o[0],
)


@given(OFFICERS, st.sampled_from(list(OvertimeReading)))
def test_quarterly_claims_equal_the_years_to_the_cent(
    officers: list[tuple[int, int, int]], reading: OvertimeReading
) -> None:
    rows = rows_of(officers)
    whole = claim(rows, reading=reading)
    state, lines = Carried(), []
    for quarter in YEAR:
        # each claim begins from what the last one wrote down
        state = carried_from_rows(state.rows(), "test")
        lines += claim([r for r in rows if r.quarter == quarter], before=state, reading=reading).lines
    assert total(lines) == whole.total


def test_a_quarter_claimed_again_is_refused() -> None:
    state = Carried()
    claim([BASE], before=state)
    with pytest.raises(CarriedError, match="2025Q4 was claimed before"):
        claim([BASE], before=state)


def test_another_day_of_certification_is_refused_and_a_second_one_is_not() -> None:
    state = Carried()
    claim([BASE], before=state)
    later = replace(BASE, quarter=Quarter(2026, 1), certified_on=date(2026, 1, 5))
    with pytest.raises(CarriedError, match="second certification"):
        claim([later], before=state)
    ended = Carried()
    claim([replace(BASE, left_on=date(2025, 12, 31))], before=ended)
    assert claim([later], before=ended).by_item()[ClaimLine.EQUIPMENT].covered == 0, "equipped before"


def test_what_was_spent_is_covered_up_to_the_ceiling() -> None:
    buys = [
        Purchase(ClaimLine.EQUIPMENT, "1", date(2025, 11, 20), D(5_000)),
        Purchase(ClaimLine.EQUIPMENT, "1", date(2025, 12, 1), D(4_000)),
        Purchase(ClaimLine.VEHICLE, "", date(2025, 12, 2), D(64_000)),
    ]
    found = claim([BASE], purchases=buys)
    equipment, car = found.by_item()[ClaimLine.EQUIPMENT], found.by_item()[ClaimLine.VEHICLE]
    assert (equipment.cost, equipment.covered, equipment.not_covered) == (D(9_000), D(7_500), D(1_500))
    assert (car.covered, found.total.ceilings) == (D(64_000), ZERO)
    assert claim([BASE]).total.ceilings == D(107_500), "without purchases the ceilings are shown as such"


def test_what_is_no_state_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    for text in ("", "[]", '{"carried": 3}', '{"carried": [["quarter", "1", "soon", ""]]}'):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(CarriedError, match=r"x\.json"):
            read_carried(path)
