"""The laws page's file says on every day what `deputized law --as-of` says."""

from __future__ import annotations

import itertools
import random
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from deputized import reference
from deputized.rules import laws, posture_of, postures
from deputized.site.law_days import CERTAINTIES, change_days, spells
from deputized.site.laws_page import tile_map
from deputized.site.words import say

STATES = [s.postal for s in reference.states()]


def on(found: list[Any], day: str) -> Any:
    """The spell a day falls in, by the rule the browser uses; there must be exactly one."""
    (spell,) = [s for s in found if (s[0] is None or s[0] <= day) and (s[1] is None or day < s[1])]
    return spell


@pytest.mark.parametrize("state", STATES)
def test_any_day_agrees_with_the_law_of_that_day(state: str) -> None:
    found = list(spells(state))
    draw = random.Random(state)
    first, last = date(1996, 9, 30).toordinal(), date(2040, 1, 1).toordinal()
    days = {date.fromordinal(draw.randint(first, last)) for _ in range(60)}
    for day in change_days(state):
        days |= {day + timedelta(days=n) for n in (-1, 0, 1)}
    for day in sorted(days):
        asked = posture_of(state, day)
        expected = (asked.posture.value, CERTAINTIES[asked.certainty], tuple(w.law_id for w in asked.laws))
        assert on(found, day.isoformat())[2:] == expected, day


def test_spells_have_no_gap_and_neighbours_differ() -> None:
    for state in STATES:
        found = list(spells(state))
        assert found[0][0] is None
        assert found[-1][1] is None
        for before, after in itertools.pairwise(found):
            assert before[1] == after[0]
            assert before[2:] != after[2:]


def test_the_days_that_laws_turn_are_seen() -> None:
    """Texas: SB 8 from January 1, 2026; Virginia: an order, a directive of the next governor, an act."""
    texas = list(spells("TX"))
    assert on(texas, "2025-12-31")[2] != "mandates"
    assert on(texas, "2026-01-01")[2] == "mandates"
    assert len(list(spells("VA"))) >= 4
    assert sum(len(list(spells(s))) for s in STATES) > len(STATES) + len([w for w in laws() if w.is_law]) // 2


def test_what_a_law_rests_on_has_its_words() -> None:
    for law in laws():
        for language in ("en", "es"):
            assert say(language, f"rests_{law.rests_on.kind}"), law.law_id


def test_a_law_stayed_in_part_is_hatched_on_the_map() -> None:
    content = SimpleNamespace(postures={p.state: p for p in postures(date(2026, 11, 28))})
    drawn = tile_map(content, "en", lambda key, **_: say("en", key))  # type: ignore[arg-type]
    stayed = {t[:2] for t in drawn.split('<a id="s-')[1:] if "stayed" in t.split(">")[0]}
    assert stayed == {p.state for p in content.postures.values() if p.certainty == "in force in part"}
    assert "VA" in stayed and 'id="p-stay"' in drawn
