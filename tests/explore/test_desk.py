"""The changes desk: its counts are those of the events, its leads are what they say, who left is told with what is known."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from deputized.explore.desk import GROUP_OF, GROUPS, NEWS_GROUPS, ChangeLine, desk, every_line, two_lists
from deputized.explore.left import WHYS, left, newest_pending, pending, usual_wait
from deputized.facts.happenings import RANK
from deputized.library import Registry


@pytest.fixture(scope="module")
def lines(registry: Registry) -> list[ChangeLine]:
    return every_line(registry)


def test_every_kind_of_change_has_its_group() -> None:
    assert set(RANK) == set(GROUP_OF)


@pytest.mark.parametrize("seed", range(20))
def test_a_period_counts_what_the_events_count(
    registry: Registry, lines: list[ChangeLine], seed: int
) -> None:
    rng = random.Random(seed)
    first, last = sorted(rng.sample(registry.clocks.dates, 2))
    state = rng.choice([None, "FL", "TX", "GA", "MD", "PA"])
    found = desk(registry, first, last, state, lines=lines)
    events = [
        e
        for e in registry.changes(since=first, until=last, state=state)
        if e["known_to"] is None and e["kind"] in GROUP_OF
    ]
    told = Counter(
        GROUP_OF[e["kind"]]
        for e in events
        if not (e["kind"] == "pending_renamed" and e["before"] == e["after"])
    )
    assert found.counts == {g: told[g] for g in GROUPS}
    rows = {e["event_id"]: (e["row_number"], e["previous_row_number"]) for e in events}
    for line in found.lines:
        assert rows[line.happening.event_id] == (line.row, line.previous_row)
        assert line.row or line.previous_row or line.group in ("documents", "corrections"), (
            line.happening.event_id
        )


def test_before_and_after_are_the_lists(registry: Registry) -> None:
    found = desk(registry, "2026-04-01", "2026-04-30")
    printed = registry.status(as_of="2026-04-30").list_used
    assert printed is not None and found.list_after == (printed.publication_id, printed.published_date)
    assert found.after == registry.status(as_of="2026-04-30").resolved.listed
    states = [
        desk(registry, "2026-04-01", "2026-04-30", s.state)
        for s in registry.status(as_of="2026-04-30").by_state
    ]
    assert sum(s.after for s in states) == found.after


def test_the_last_of_a_state_leads(registry: Registry, lines: list[ChangeLine]) -> None:
    found = desk(registry, "2026-05-15", "2026-05-18", lines=lines)
    reasons = {(reason, line.happening.state) for reason, line in found.leads}
    assert ("last_in_state", "MD") in reasons
    agencies = [line.happening.agency_id for _, line in found.leads]
    assert len(agencies) == len(set(agencies)), "one line of an agency"


def test_a_period_upside_down_is_named(registry: Registry) -> None:
    with pytest.raises(ValueError, match="after the last"):
        desk(registry, "2026-05-01", "2026-04-01")


def test_two_lists_differ_by_what_joined_and_left(registry: Registry) -> None:
    found = two_lists(registry, "participating-2026-03-27am", "participating-2026-04-30am")
    added = {
        r["agreement_id"]
        for r in registry.diff("participating-2026-03-27am", "participating-2026-04-30am")
        if r["change"] == "added"
    }
    assert set(found.new) == {a for a in added if a}
    assert found.both + len(found.new) == registry.status(as_of="2026-04-30").resolved.listed
    with pytest.raises(LookupError, match="believed"):
        two_lists(registry, "pending-2026-02-27am", "participating-2026-04-30am")


def test_who_left_is_whoever_the_day_has_as_left(registry: Registry) -> None:
    rows = left(registry)
    day = registry.day()
    assert {x.agreement_id for x in rows} == {a.agreement_id for a in day.agreements if not a.in_force}
    for x in rows:
        assert x.whys
        assert {w.key for w in x.whys} <= set(WHYS)
        assert x.last_listed_date <= x.absent_date, "two lists may be of one day"
        assert (x.status == "listed") == (day.standing_of(x.agency_id) == "in force")
    by_id = {x.agreement_id: x for x in rows}
    maryland = by_id["md-washington-county-sheriff.wso.2025-03-10"]
    assert [w.key for w in maryland.whys] == ["law"]
    assert (maryland.last_list, maryland.last_row) == ("participating-2026-05-14am", 746)
    assert all(x.absent_date >= "2026-01-01" for x in left(registry, since="2026-01-01"))


def test_who_is_pending_led_to_no_agreement(registry: Registry) -> None:
    rows = pending(registry)
    count, days = usual_wait(registry)
    assert count + len(rows) == registry.rows("SELECT count(*) AS n FROM pending_spells")[0]["n"] + 0
    assert 0 < days < 60
    assert all(x.last_date <= newest_pending(registry) for x in rows)
    assert {x.to_date is None for x in rows} <= {True, False}


def test_news_stands_before_printing() -> None:
    assert tuple(GROUPS)[: len(NEWS_GROUPS)] == NEWS_GROUPS
    assert "corrections" not in NEWS_GROUPS
