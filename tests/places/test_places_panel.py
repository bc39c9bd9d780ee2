"""County by month: what stood on each month's last day, since 2021."""

from __future__ import annotations

import sqlite3
from dataclasses import fields
from datetime import date

import pytest

from deputized.places import PanelRow, Span, panel, spans
from deputized.places.months import COLUMNS

OWN = Span("s", "county", ("48271",), "TFM", date(2025, 3, 26), date(2025, 6, 1))
TOWN = Span("t", "municipal", ("48271", "48137"), "TFM", date(2025, 4, 30), None)


def rows(*given: Span, first: date = date(2025, 1, 1), last: date = date(2025, 7, 1)) -> dict[str, PanelRow]:
    return {r.month: r for r in panel(given, first=first, last=last) if r.county_fips == "48271"}


def test_a_model_counts_while_it_stands_on_the_last_day_of_the_month() -> None:
    months = rows(OWN)
    assert [months[f"2025-0{m}"].tfm for m in range(1, 8)] == [0, 0, 1, 1, 1, 0, 0]
    assert months["2025-02"].first_tfm_date is None
    assert months["2025-07"].first_tfm_date == date(2025, 3, 26)


def test_town_police_are_counted_apart_and_in_their_main_county() -> None:
    months = rows(TOWN)
    assert months["2025-04"].municipal_agency_count == 1
    assert months["2025-04"].tfm == 0
    other = [
        r for r in panel([TOWN], first=date(2025, 7, 1), last=date(2025, 7, 1)) if r.county_fips == "48137"
    ]
    assert other[0].municipal_agency_count == 0


def test_statewide_agencies_and_constables_are_not_county_bodies() -> None:
    guard = Span("g", "state", (), "TFM", date(2025, 1, 1), None)
    constable = Span("c", "constable_district", ("48271",), "TFM", date(2025, 1, 1), None)
    july = rows(guard, constable)["2025-07"]
    assert (july.tfm, july.local_agency_count) == (0, 1)


def test_every_county_and_month_stands_once() -> None:
    found = list(panel([], first=date(2021, 1, 1), last=date(2021, 3, 31)))
    assert len(found) == 3144 * 3
    assert len({(r.county_fips, r.month) for r in found}) == len(found)
    assert sum(r.population for r in found) == 3 * 331_449_281
    assert list(panel([], last=date(2021, 3, 31), only_with_agreement=True)) == []


def test_columns_are_the_documented_ones() -> None:
    assert [f.name for f in fields(PanelRow)] == list(COLUMNS)


def test_a_panel_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        list(panel([], last=date(2020, 1, 1)))


def test_kinney_county_of_the_registry(registry: sqlite3.Connection) -> None:
    months = {r.month: r for r in panel(spans(registry), last=date(2026, 4, 30)) if r.county_fips == "48271"}
    assert len(months) == 64
    assert (months["2025-02"].tfm, months["2025-03"].tfm, months["2026-04"].tfm) == (0, 1, 1)
    assert months["2026-04"].rurality == "remote"
    assert months["2026-04"].population == 3129
