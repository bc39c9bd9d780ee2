"""The years before ICE's spreadsheets: rosters by their day, signing days, and a gap that is told as one."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deputized.library import Registry


@pytest.mark.parametrize(
    ("day", "agreements", "by_model"),
    [
        ("2007-09-01", 29, {"unknown": 29}),
        ("2007-09-19", 28, {"unknown": 28}),
        ("2008-03-10", 41, {"unknown": 41}),
        ("2009-02-28", 67, {"TFM": 23, "JEM": 31, "HYBRID": 13}),
        ("2009-10-28", 61, {"TFM": 26, "JEM": 23, "HYBRID": 12}),
        ("2010-08-31", 68, {"TFM": 23, "JEM": 29, "HYBRID": 16}),
        ("2010-10-29", 71, {"TFM": 25, "JEM": 46}),
        ("2011-08-18", 69, {"TFM": 20, "JEM": 49}),
        ("2011-09-02", 69, {"TFM": 20, "JEM": 49}),
        ("2012-01-20", 68, {"TFM": 20, "JEM": 48}),
        ("2012-08-01", 68, {"TFM": 20, "JEM": 48}),
        ("2012-10-16", 57, {"TFM": 17, "JEM": 40}),
        ("2012-12-31", 39, {"JEM": 39}),
        ("2013-08-07", 36, {"JEM": 36}),
        ("2014-04-14", 37, {"JEM": 37}),
        ("2014-08-13", 35, {"JEM": 35}),
        ("2015-01-06", 34, {"JEM": 34}),
        ("2015-12-29", 32, {"JEM": 32}),
        ("2016-12-11", 34, {"JEM": 34}),
        ("2017-03-05", 37, {"JEM": 37}),
        ("2017-07-02", 45, {"JEM": 45}),
        ("2017-08-01", 58, {"JEM": 58}),
    ],
)
def test_a_day_of_a_roster_has_its_count(
    registry: Registry, day: str, agreements: int, by_model: dict[str, int]
) -> None:
    found = registry.status(as_of=day)
    assert found.earlier is not None
    assert found.earlier.basis == "roster"
    assert found.resolved.agreements == found.printed.rows == found.earlier.agreements == agreements
    assert {m: n for m, n in found.resolved.agreements_by_model.items() if n} == by_model
    assert sum(s.agreements for s in found.by_state) == agreements


def test_every_capture_s_rows_are_counted(registry: Registry, shared_history: Path) -> None:
    """The count of each capture of ICE's page, from the transcription itself."""
    with (shared_history / "ice_factsheet_rosters_2011_2017.csv").open(
        encoding="utf-8", newline=""
    ) as stream:
        rows = Counter(r["capture_date"] for r in csv.DictReader(stream))
    held = {
        r["captured_date"]: r["row_count"]
        for r in registry.rows("SELECT captured_date, row_count FROM rosters WHERE captured_date IS NOT NULL")
    }
    assert held == dict(rows)
    assert len(held) == 28


def test_captions_that_are_wrong_are_kept_and_told(registry: Registry) -> None:
    wrong = [
        r["roster_id"]
        for r in registry.rows(
            "SELECT * FROM rosters WHERE stated_count IS NOT NULL AND stated_count <> row_count"
        )
    ]
    assert wrong == ["ice-page-2012-01-20", "ice-page-2014-04-14"]
    told = registry.status(as_of="2014-04-14").earlier
    assert told is not None and told.before is not None
    assert (told.before.stated_count, told.before.agreements) == (36, 37)


def test_between_rosters_both_are_told(registry: Registry) -> None:
    found = registry.status(as_of="2014-05-01").earlier
    assert found is not None and found.before is not None and found.after is not None
    assert (found.basis, found.before.agreements, found.after.agreements) == ("between", 37, 35)


@pytest.mark.parametrize("day", ["2017-10-01", "2018-12-31", "2020-06-30", "2021-01-12"])
def test_the_gap_is_told_as_one(registry: Registry, day: str) -> None:
    found = registry.status(as_of=day)
    assert found.earlier is not None and found.earlier.before is not None
    assert found.earlier.basis == "gap"
    assert found.earlier.agreements is None
    assert found.earlier.before.agreements == 58
    assert found.earlier.on_first_list == 150
    assert found.earlier.at_least == found.resolved.agreements > 0
    assert "not known" in found.earlier.sentence


def test_before_the_first_roster_signing_days_speak(registry: Registry) -> None:
    found = registry.status(as_of="2005-01-01").earlier
    assert found is not None
    assert (found.basis, found.agreements) == ("signed", None)
    assert {e.state for e in found.stands} == {"AL", "FL"}
    assert found.at_least == 2


def test_a_state_and_a_model_are_asked_of_rosters_too(registry: Registry) -> None:
    assert registry.status(as_of="2010-10-29", state="AZ").resolved.agreements == 9
    assert registry.status(as_of="2010-10-29", model="tfm").resolved.agreements == 25


def test_what_was_not_yet_out_is_not_known(registry: Registry) -> None:
    """The page of 29 October 2010 was captured in February 2011."""
    found = registry.status(as_of="2010-10-29", known_on="2011-01-01").earlier
    assert found is not None and found.before is not None
    assert found.before.roster_id == "mpi-2010-2010-08"


@settings(max_examples=60, deadline=None)
@given(day=st.dates(date(2002, 1, 1), date(2021, 1, 12)))
def test_no_day_before_the_lists_is_a_bare_nought(registry: Registry, day: date) -> None:
    """States add up to the whole, and a lower bound never exceeds the number told."""
    found = registry.status(as_of=day)
    assert found.earlier is not None
    assert found.earlier.sentence
    assert sum(s.agreements for s in found.by_state) == found.resolved.agreements
    if found.earlier.agreements is not None:
        assert found.earlier.agreements == found.resolved.agreements > 0
    elif found.resolved.agreements == 0:
        assert day < date(2002, 1, 1) + timedelta(days=365)
