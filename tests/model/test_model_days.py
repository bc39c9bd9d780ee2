"""Days at the door: read however people and programs write them, or refused with one sentence."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputized.model.days import FIRST_DAY, LAST_DAY, AsOf, DayError, day_of, maybe_day
from deputized.model.kinds import model_code

DAY = date(2025, 9, 2)


@pytest.mark.parametrize(
    "written",
    ["2025-09-02", "2025-9-2", " 2025-09-02 ", "2025/9/2", "2025.09.02", "20250902", "2025‑09‑02", "2025-09-02T23:59:00Z",
     "2025-09-02 10:30", "2 Sep 2025", "2 September 2025", "September 2, 2025", "Sept. 2, 2025", "sep 2nd 2025",
     DAY, datetime(2025, 9, 2, 23, 59), datetime(2025, 9, 2, tzinfo=UTC), datetime(2025, 9, 2, tzinfo=timezone(timedelta(hours=-5))),
     numpy.datetime64("2025-09-02"), numpy.datetime64("2025-09-02T12:00:00.000000001")],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(written: object) -> None:
    assert day_of(written) == DAY


def test_a_pandas_timestamp_is_a_day() -> None:
    pandas = pytest.importorskip("pandas")
    assert day_of(pandas.Timestamp("2025-09-02 15:00")) == DAY
    assert day_of(pandas.Timestamp("2025-09-02", tz="US/Central")) == DAY
    with pytest.raises(DayError, match="missing time"):
        day_of(pandas.NaT)


@pytest.mark.parametrize(
    ("written", "says"),
    [("03/04/2025", "write 2025-03-04 or 2025-04-03"), ("2025-02-30", "no day of the calendar"), ("2025-13-01", "no day of the calendar"),
     ("13/13/2025", "no day of the calendar"), ("1023-05-01", "cannot be meant"),
     ("2999-01-01", "cannot be meant"), ("2025-12", "is no day"), ("2025", "is no day"),
     ("yesterday", "is no day"), ("", "is no day"), ("25-12-12", "is no day"), ("2025-W50-5", "is no day"), ("２０２５-12-12", "is no day"),
     ("ma 5 2025", "is no day"), (20251212, "is no day"), (1.5, "is no day"), (True, "is no day"), ([], "is no day"),
     (numpy.datetime64("NaT"), "is no day"), (date(1, 1, 1), "cannot be meant")],
)  # fmt: skip
def test_what_is_no_day_is_refused_in_one_sentence(written: object, says: str) -> None:
    with pytest.raises(DayError, match=says) as error:
        day_of(written, "--as-of")
    assert str(error.value).startswith("--as-of: ")
    assert "\n" not in str(error.value)


def test_month_and_day_that_can_be_told_apart_are_read() -> None:
    assert day_of("12/13/2025") == day_of("13/12/2025") == date(2025, 12, 13)
    assert day_of("12/12/2025") == date(2025, 12, 12)


@given(st.dates(FIRST_DAY, LAST_DAY))
def test_every_way_to_write_a_day_is_the_same_day(day: date) -> None:
    for written in (
        day.isoformat(),
        f"{day.year}-{day.month}-{day.day}",
        f"{day:%d %B %Y}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%Y%m%d}",
    ):
        assert day_of(written) == day


def test_the_two_clocks() -> None:
    assert AsOf.of() == AsOf(None, None)
    assert AsOf.of("2025-9-2", "2025-9-1").limit == date(2025, 9, 1)
    assert AsOf.of(DAY).texts == ("2025-09-02", None)
    assert AsOf.of(AsOf(DAY)) == AsOf(DAY)
    assert maybe_day(None) is None
    with pytest.raises(DayError, match="known_on: "):
        AsOf.of("2025-9-2", "never")


@pytest.mark.parametrize(
    ("written", "code"),
    [("tfm", "TFM"), ("Task Force", "TFM"), ("warrant-service officer", "WSO"), (None, None)],
)
def test_a_model_in_words(written: str | None, code: str | None) -> None:
    assert model_code(written) == code


@pytest.mark.parametrize("wrong", ["", "task", "xyz", "hybrid"])
def test_no_model(wrong: str) -> None:
    with pytest.raises(ValueError, match="not a model"):
        model_code(wrong)
