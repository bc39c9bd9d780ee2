"""Every question takes a day as people and programs give it, and text is never compared."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from deputized.library import Registry
from deputized.library.lists import find_list

WRITTEN = ("2025-9-22", "2025-09-22", "22 September 2025", date(2025, 9, 22), datetime(2025, 9, 22, 18, 0))


@pytest.mark.parametrize("day", WRITTEN)
def test_one_day_however_written_is_one_answer(registry: Registry, day: Any) -> None:
    told = registry.status(as_of=day)
    assert told == registry.status(as_of="2025-09-22")
    assert (told.as_of, told.printed.rows) == ("2025-09-22", 1000)
    assert registry.as_of(day) == registry.as_of("2025-09-22")
    assert registry.agencies(as_of=day) == registry.agencies(as_of="2025-09-22")
    assert registry.status(known_on=day) == registry.status(known_on="2025-09-22")


def test_changes_since_a_day_without_zeros(registry: Registry) -> None:
    """It answered with nothing: "2026-4-1" is greater than "2026-04-30" as text."""
    assert registry.changes(since="2026-4-1") == registry.changes(since=date(2026, 4, 1)) != []
    assert registry.changes(until="2025-3-1") == registry.changes(until="2025-03-01") != []
    with pytest.raises(ValueError, match="first day is after the last"):
        registry.changes(since="2026-10-1", until="2026-9-30")


@pytest.mark.parametrize("wrong", ["1023-12-12", "2999-01-01", "03/04/2025", "soon", 20250922])
def test_every_question_refuses_what_is_no_day(registry: Registry, wrong: Any) -> None:
    ask: list[Callable[[], object]] = [
        lambda: registry.status(as_of=wrong),
        lambda: registry.status(known_on=wrong),
        lambda: registry.as_of(wrong),
        lambda: registry.agencies(as_of=wrong),
        lambda: registry.changes(since=wrong),
        lambda: registry.changes(known_on=wrong),
    ]
    for question in ask:
        with pytest.raises(ValueError, match=r"day|meant"):
            question()


def test_a_list_is_named_in_any_way(registry: Registry) -> None:
    for written in ("2025-12-12", "2025-12-12pm", "12/12/2025", "2025-12-12 PM", date(2025, 12, 12)):
        assert find_list(registry, written) == "participating-2025-12-12pm"
    assert registry.diff(date(2025, 12, 12), "2026-5-18") == registry.diff("2025-12-12", "2026-05-18") != []
    assert registry.status(as_of="participating-2025-12-12pm").printed.rows == 1245
    with pytest.raises(LookupError, match="no believed participating list has this id"):
        registry.status(as_of="participating-2025-12-12xx")


def test_states_and_models_in_words(registry: Registry) -> None:
    assert registry.status(state="Tex.", model="task force") == registry.status(state="TX", model="TFM")
    assert registry.growth("Florida") == registry.growth("FL") != []
    assert registry.agencies(county="Kinney, TX") == registry.agencies(county=48271) != []


def test_a_county_of_the_agencies_is_that_of_the_places(registry: Registry) -> None:
    """A quarter of the agencies had no county in the file: a town's police was missed by its county."""
    found = {r["agency_id"] for r in registry.agencies(county="01033")}
    assert found == {
        a for a in (r["agency_id"] for r in registry.agencies()) if "01033" in registry.ties[a].county.codes
    }
    assert any(registry.ties[a].level == "municipal" for a in found)


def test_police_of_a_university_are_of_its_kind(registry: Registry) -> None:
    """Florida Atlantic's name is that of a town's police; the review that says so counts here as in a claim."""
    found = registry.agencies(state="FL", kind="campus", as_of="2026-02-09")
    assert "fl-florida-atlantic-police" in {r["agency_id"] for r in found}
    assert len(found) == 16


def test_agencies_as_known_then_add_up_to_the_status(registry: Registry) -> None:
    for days in (("2025-12-12", None), ("2025-9-22", "2025-9-23"), ("2026-2-9", "2026-3-1")):
        told = registry.status(*days).resolved
        rows = registry.agencies(as_of=days[0], known_on=days[1])
        assert sum(r["active_agreement_count"] for r in rows) == told.agreements


def test_a_registry_is_handed_to_another_process_and_copied(registry: Registry) -> None:
    with pickle.loads(pickle.dumps(registry)) as sent, copy.deepcopy(registry) as copied:
        assert sent.db is not registry.db
        expected = registry.status(as_of="2025-12-12")
        assert sent.status(as_of="2025-12-12") == expected == copied.status(as_of="2025-12-12")
    assert str(registry.path) in repr(registry)
