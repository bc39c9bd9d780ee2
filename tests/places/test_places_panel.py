"""County by month: what stood on each month's last day, since 2021."""

from __future__ import annotations

from datetime import date

import pytest

from deputized.library import Registry
from deputized.library.reach import spans
from deputized.places import InForceSpan, PanelRow, panel
from deputized.places.months import COLUMNS

OWN = InForceSpan("s", "county", ("48271",), "TFM", date(2025, 3, 26), date(2025, 6, 1))
TOWN = InForceSpan("t", "municipal", ("48271", "48137"), "TFM", date(2025, 4, 30), None)


def rows(
    *given: InForceSpan, first: date = date(2025, 1, 1), last: date = date(2025, 7, 1)
) -> dict[str, PanelRow]:
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
    guard = InForceSpan("g", "state", (), "TFM", date(2025, 1, 1), None)
    constable = InForceSpan("c", "constable_district", ("48271",), "TFM", date(2025, 1, 1), None)
    july = rows(guard, constable)["2025-07"]
    assert (july.tfm, july.local_agency_count) == (0, 1)


def test_every_county_and_month_stands_once() -> None:
    found = list(panel([], first=date(2021, 1, 1), last=date(2021, 3, 31)))
    assert len(found) == 3144 * 3
    assert len({(r.county_fips, r.month) for r in found}) == len(found)
    assert sum(r.population for r in found) == 3 * 331_449_281
    assert list(panel([], last=date(2021, 3, 31), only_with_agreement=True)) == []


def test_columns_are_the_documented_ones() -> None:
    assert list(PanelRow._fields) == list(COLUMNS)


def test_a_panel_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        list(panel([], last=date(2020, 1, 1)))


def test_no_month_is_told_of_that_no_list_knows(registry: Registry) -> None:
    """The newest list's month counts as of that list, not as of a day nobody has seen."""
    late = InForceSpan("l", "county", ("48271",), "TFM", date(2025, 6, 20), None)
    known = {
        r.month: r.tfm
        for r in panel([late], first=date(2025, 5, 1), last=date(2025, 12, 1), known_to=date(2025, 6, 10))
        if r.county_fips == "48271"
    }
    assert known == {"2025-05": 0, "2025-06": 0}


@pytest.mark.parametrize("day", ["2021-03-31", "2023-06-30", "2025-03-31", "2025-12-31", "2026-03-31"])
def test_the_panel_and_the_lists_tell_of_the_same_counties(registry: Registry, day: str) -> None:
    """Counted anew from the list of the day: they differ only by agreements signed and not yet listed."""
    end = date.fromisoformat(day)
    tied = registry.ties
    listed: dict[str, set[str]] = {"TFM": set(), "JEM": set(), "WSO": set()}
    for holder in registry.listed(end).holders:
        if holder.level in ("county", "judicial_district", "regional"):
            for model in holder.models:
                listed[model] |= set(holder.county_fips)
    rows = list(panel(spans(registry), first=end, last=end))
    assert len(rows) == 3144
    unlisted = registry.db.execute(
        "SELECT agency_id, model FROM agreements "
        "WHERE status <> 'merged' AND signed_date <= ?1 AND first_listed_date > ?1",
        (day,),
    )
    signed = {(fips, model) for agency_id, model in unlisted for fips in tied[agency_id].county.codes}
    for model, column in (("TFM", "tfm"), ("JEM", "jem"), ("WSO", "wso")):
        counted = {r.county_fips for r in rows if getattr(r, column)}
        assert listed[model] <= counted, model
        assert {(fips, model) for fips in counted - listed[model]} <= signed


def test_kinney_county_of_the_registry(registry: Registry) -> None:
    months = {r.month: r for r in panel(spans(registry), last=date(2026, 4, 30)) if r.county_fips == "48271"}
    assert len(months) == 64
    assert (months["2025-02"].tfm, months["2025-03"].tfm, months["2026-04"].tfm) == (0, 1, 1)
    assert months["2026-04"].rurality == "remote"
    assert months["2026-04"].population == 3129
