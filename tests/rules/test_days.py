"""Days as precise as their source, and no more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputized.rules.days import SourceDay, Truth

DAYS = st.dates(date(1996, 1, 1), date(2035, 12, 31))


@given(DAYS)
def test_a_day_is_reached_on_it(day: date) -> None:
    written = SourceDay.read(day.isoformat())
    assert written.reached(day) is Truth.YES
    assert written.reached(day - timedelta(days=1)) is Truth.NO


@given(DAYS, st.sampled_from([4, 7]))
def test_inside_a_month_or_a_year_nobody_knows(day: date, length: int) -> None:
    written = SourceDay.read(day.isoformat()[:length])
    assert written.earliest <= day <= written.latest
    assert written.reached(written.latest) is Truth.YES
    assert written.reached(written.earliest - timedelta(days=1)) is Truth.NO
    if day < written.latest:
        assert written.reached(day) is Truth.UNCLEAR


def test_a_day_somewhere_in_a_time() -> None:
    written = SourceDay.read("2019/2025")
    assert (written.earliest, written.latest) == (date(2019, 1, 1), date(2025, 12, 31))
    assert written.reached(date(2020, 6, 1)) is Truth.UNCLEAR
    with pytest.raises(ValueError, match="ends before it begins"):
        SourceDay.read("2025/2019")


@pytest.mark.parametrize(
    "text",
    ["", "2019/", "/2025", "26", "May 2026", "2026-13", "2026-02-30", "2025-07-29 (override)", "annual"],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        SourceDay.read(text)
