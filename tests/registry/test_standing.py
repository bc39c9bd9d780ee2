"""The table `standing`, read alone, says what the two clocks say."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from datetime import date, timedelta

from deputized.library import Registry
from deputized.registry.intervals import FAR, LISTED, SIGNED, PrintedSpans, stands

THEN = """
-- one row per agreement in force on a day, as known on another; no list says anything of days after it
SELECT agreement_id, agency_id, state, model, signed_date, standing FROM standing
WHERE from_date <= min(:day, :known) AND (to_date IS NULL OR to_date > min(:day, :known))
  AND known_from <= :known AND (known_to IS NULL OR known_to > :known)
ORDER BY agreement_id
"""


def test_the_table_says_what_the_clocks_say(registry: Registry) -> None:
    first = date(2025, 1, 15)
    draw = random.Random(287)
    days = [registry.clocks.dates[n] for n in draw.sample(range(len(registry.clocks.dates)), 12)]
    pairs = [(draw.choice(days), draw.choice(days)) for _ in range(10)]
    for _ in range(35):
        pair = [(first + timedelta(draw.randrange(500))).isoformat() for _ in range(2)]
        pairs.append((pair[0], pair[1]))
    pairs += [(d, FAR) for d in days] + [(FAR, FAR), ("2020-05-01", FAR), ("2021-01-01", "2026-01-01")]
    kinds: Counter[str] = Counter()
    for day, known in pairs:
        read = [tuple(r) for r in registry.db.execute(THEN, {"day": day, "known": known})]
        expected = [tuple(x) for x in registry.clocks.in_force(day, known)]
        assert read == expected, (day, known)
        kinds.update(str(row[5]) for row in read)
    assert min(kinds.values()) > 10 and len(kinds) == 3, kinds


def test_an_agreement_stands_one_way_at_a_time(registry: Registry) -> None:
    held = defaultdict(list)
    for agreement, a, b, c, d in registry.db.execute(
        "SELECT agreement_id, from_date, coalesce(to_date, '~'), known_from, coalesce(known_to, '~') FROM standing"
    ):
        assert a < b and c < d, agreement
        for w, x, y, z in held[agreement]:
            assert max(a, w) >= min(b, x) or max(c, y) >= min(d, z), agreement
        held[agreement].append((a, b, c, d))


def test_a_renewal_is_not_counted_while_the_old_agreement_stands() -> None:
    old = PrintedSpans(
        "a",
        "TFM",
        (("2025-01-01", "2025-06-01"),),
        (("2025-01-01", "x", "TX"),),
        (("2025-01-01", "2024-12-01"),),
        True,
    )
    new = PrintedSpans(
        "b",
        "TFM",
        (("2025-07-01", FAR),),
        (("2025-07-01", "x", "TX"),),
        (("2025-07-01", "2025-05-01"),),
        False,
    )
    found = [(s.agreement_id, s.standing, s.from_date, s.to_date) for s in stands([old, new], {})]
    assert found == [
        ("a", SIGNED, "2024-12-01", "2025-01-01"),
        ("a", LISTED, "2025-01-01", "2025-06-01"),
        ("b", SIGNED, "2025-06-01", "2025-07-01"),
        ("b", LISTED, "2025-07-01", FAR),
    ]
