"""Bodies that lists of 2007 to 2017 alone name are found, told with bounds, and never merged by a place's name."""

from __future__ import annotations

from datetime import date

import pytest

from deputized.library import Registry
from deputized.library.agencies import NotListed, find
from deputized.rules.as_records import unlisted_record
from deputized.site.found_words import find as found_things


@pytest.mark.parametrize(
    ("asked", "name", "model", "first", "last", "gone"),
    [
        ("Maricopa County Sheriff's Office", "Maricopa County Sheriff's Office", "Jail Enforcement",
         "2007-09-01", "2011-09-02", "2012-01-20"),
        ("Framingham Police Department, MA", "Framingham Police Department", "Task Force", "2007-09-01", "2009-02", "2009-10-28"),
        ("Prince William-Manassas Adult Detention Center", "Prince William-Manassas Regional Adult Detention Center",
         "Jail Enforcement", "2007-09-01", "2017-08-01", None),
        ("NM Department of Corrections", "New Mexico Department of Corrections", "Jail Enforcement",
         "2007-09-01", "2012-12-31", "2013-08-07"),
    ],
)  # fmt: skip
def test_a_body_of_older_lists_alone_is_told(
    registry: Registry,
    asked: str,
    name: str,
    model: str,
    first: str,
    last: str,
    gone: str | None,
) -> None:
    with pytest.raises(
        NotListed, match=r"on older lists from .*; not found on the lists we hold from January 13, 2021 on"
    ) as told:
        find(registry, asked)
    older = unlisted_record(told.value, date(2026, 5, 20))["older_lists"]
    assert (told.value.body.name, older["first_as_of"], older["last_as_of"], older["next_list"]) == (
        name, first, last, gone,
    )  # fmt: skip
    assert model in older["models"]
    (thing,) = found_things(registry, asked)
    assert (thing.how, thing.name) == ("exact", f"{name}, {told.value.body.state}")
    assert "on older lists from" in thing.answer


def test_a_county_that_older_lists_name_is_not_said_to_be_its_sheriff(
    registry: Registry,
) -> None:
    with pytest.raises(NotListed, match="on no list we hold to") as told:
        find(registry, "Anne Arundel County Sheriff's Office", "MD")
    assert told.value.older is None
    assert [e.body.name for e in registry.county("Anne Arundel, MD").older] == ["Anne Arundel County"]


def test_police_of_one_place_are_not_its_sheriff_nor_its_jail(registry: Registry) -> None:
    named = {e.body.name: e for e in registry.county("51153").older}
    sheriff, police = (
        named["Prince William County Sheriff's Office"],
        named["Prince William County Police Department"],
    )
    assert set(sheriff.models) == set(police.models) == {"Task Force"}
    assert not set(sheriff.names) & set(police.names)


def test_an_office_without_a_place_is_asked_about(registry: Registry) -> None:
    assert len(registry.older_bodies.called("Department of Corrections")) != 1
    assert registry.older_bodies.called("New Mexico Department of Corrections", "TX") == ()
