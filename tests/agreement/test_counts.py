"""One question, one answer: the status of a day is the sum of its states, and of its counties and statewide bodies."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deputized import reference
from deputized.library import Registry
from deputized.library.county import county_on
from deputized.library.state import state_on

FIRST, LAST = date(2021, 1, 13), date(2026, 6, 30)
DAYS = st.integers(0, (LAST - FIRST).days).map(lambda n: FIRST + timedelta(days=n))
PARTS = ("agreements", "listed", "signed_not_listed", "omitted")


def add_up(registry: Registry, as_of: date | None, known_on: date | None) -> None:
    told = registry.status(as_of, known_on).resolved
    by_state = {s.state: s for s in registry.status(as_of, known_on).by_state}
    day = registry.day(as_of, known_on)
    total: Counter[str] = Counter()
    for place in reference.states():
        state = state_on(day, place)
        counted = state.in_force
        assert counted.agreements == counted.listed + counted.signed_not_listed + counted.omitted
        assert counted.agreements == len(state.agreements)
        if counted.agreements:
            assert counted.agreements == by_state[place.postal].agreements
            assert counted.agencies == by_state[place.postal].agencies
        else:
            assert place.postal not in by_state
        for part in PARTS:
            total[part] += getattr(counted, part)
        counties: Counter[str] = Counter()
        for county in reference.counties():
            if county.state == place.postal:
                counties.update({p: getattr(county_on(day, county).main, p) for p in PARTS})
        for part in PARTS:
            rest = getattr(state.statewide_in_force, part) + getattr(state.unplaced_in_force, part)
            assert counties[part] + rest == getattr(counted, part), (place.postal, part)
    assert {p: total[p] for p in PARTS} == {p: getattr(told, p) for p in PARTS}


@pytest.mark.parametrize(
    ("as_of", "known_on"),
    [(None, None), (date(2025, 12, 12), None), (date(2025, 7, 7), date(2025, 7, 10)), (date(2025, 9, 22), date(2026, 2, 1))],
)  # fmt: skip
def test_a_day_adds_up(registry: Registry, as_of: date | None, known_on: date | None) -> None:
    add_up(registry, as_of, known_on)


@pytest.mark.slow
def test_any_two_days_add_up(registry: Registry) -> None:
    @settings(max_examples=6, deadline=None)
    @given(as_of=DAYS, known_on=DAYS)
    def check(as_of: date, known_on: date) -> None:
        add_up(registry, as_of, known_on)

    check()


def test_texas_of_12_december_2025_is_one_number_in_every_answer(registry: Registry) -> None:
    """82 in one answer and 78 in another; 198 and 193 of all models: listed alone, and with those signed by then."""
    status = registry.status("2025-12-12", state="TX").resolved
    state = registry.state("TX", "2025-12-12")
    agencies = registry.agencies(state="TX", as_of="2025-12-12")
    tfm = registry.agencies(state="TX", model="tfm", as_of="2025-12-12")
    assert state.in_force.agreements_by_model == status.agreements_by_model
    assert len(tfm) == state.model_counts["TFM"] == status.agencies_by_model["TFM"] == 82
    assert (
        len(agencies)
        == state.in_force.agencies
        == status.agencies
        == sum(state.agency_counts.values())
        == 198
    )
    assert status.words == state.in_force.words
    assert "250 listed + 4 signed and not yet listed + 1 omitted" in status.words


def test_what_was_known_on_a_day_uses_no_later_list(registry: Registry) -> None:
    for known in ("2025-03-10", "2025-09-05", "2026-01-20"):
        county, state = registry.county("Miami-Dade, FL", None, known), registry.state("FL", None, known)
        reach = registry.coverage(known_on=known, state="FL")
        assert county.list_used == state.list_used == reach.list_used
        days = [
            d
            for a in state.agreements
            for d in (a.first_listed_date, a.last_listed_date, a.absent_date, a.moa_posted_date)
            if d
        ]
        days += [d for a in county.agreements for gap in a.absences for d in gap]
        days += [d for p in county.pending for d in (p.from_date, p.last_date)]
        assert max(days) <= known
        assert all(
            r.month <= known[:7]
            for r in registry.panel("2025-01-01", "2026-04-30", known, only_with_agreement=True).rows
        )
        assert state.coverage["any"] == reach.coverage
    early = registry.panel("2025-03-01", "2025-03-31", "2025-03-10", only_with_agreement=True).rows
    late = registry.panel("2025-03-01", "2025-03-31", only_with_agreement=True).rows
    assert sum(r.tfm for r in early) < sum(r.tfm for r in late)


def test_a_day_before_the_first_list_is_refused(registry: Registry) -> None:
    """Nobody on a list we lack is not nobody."""
    for days in (("2020-1-1", None), (None, "2020-1-1"), ("2025-1-1", "2021-1-12")):
        for ask in (
            lambda d: registry.county("Kinney, TX", *d), lambda d: registry.state("TX", *d),
            lambda d: registry.coverage(*d), lambda d: registry.listed(*d),
        ):  # fmt: skip
            with pytest.raises(ValueError, match="the first list held here is of 2021-01-13"):
                ask(days)
