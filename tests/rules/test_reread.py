"""Three readings of 30 laws each, drawn by lot, by somebody who did not write them: what they found stands in the ledger."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from deputized.rules import laws
from deputized.rules.acts import WHATS
from deputized.rules.days import SourceDay
from deputized.rules.evidence import address

RESULTS = Path(__file__).parents[2] / "bench" / "results"


def _rows(name: str) -> list[dict[str, str]]:
    with (RESULTS / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


FIRST, SECOND, THIRD = (_rows(f"law_reread{n}.csv") for n in ("", "_2", "_3"))
SEED = 20261129
"""Of the draw of the second reading: 30 of the 87 entries there then were, in the order of their names."""
ADDED = {"ok-hb2774-2021", "in-sea590-2011", "md-hb16-2021", "nj-a5207-2021", "nj-directive-2018-6-v1"}
THIRD_SEED = 20261130
"""Of the draw of the third reading: 30 of the 31 entries there then were that neither reading had looked at."""
ADDED_LATER = {"il-kift-2019", "ne-eo25-01-2025", "ne-lb881-2026"}
ROWS = [*FIRST, *SECOND, *THIRD]
LAWS = {law.law_id: law for law in laws()}
DAYS = [
    r
    for r in ROWS
    if r["field"] in WHATS and r["verdict"] in ("agrees", "wrong") and r["found"][:4].isdigit()
]


def test_the_second_draw_is_the_one_of_its_seed() -> None:
    drawn = set(random.Random(SEED).sample(sorted(LAWS.keys() - ADDED - ADDED_LATER), 30))
    before = {r["law_id"] for r in FIRST}
    assert {r["law_id"] for r in SECOND if r["drawn"] == "yes"} == drawn
    assert {r["law_id"] for r in SECOND if r["verdict"] == "read before"} == drawn & before


def test_the_third_draw_is_of_what_nobody_had_read_again() -> None:
    before = {r["law_id"] for r in (*FIRST, *SECOND)}
    left = sorted(LAWS.keys() - before - ADDED_LATER)
    drawn = set(random.Random(THIRD_SEED).sample(left, 30))
    assert {r["law_id"] for r in THIRD if r["drawn"] == "yes"} == drawn
    assert before | {r["law_id"] for r in THIRD} == LAWS.keys() - ADDED_LATER, (
        "every other entry was read again by now"
    )


def test_each_row_tells_what_was_found_and_where() -> None:
    assert len({r["law_id"] for r in FIRST}) == 30
    for row in ROWS:
        assert row["law_id"] in LAWS
        if row["verdict"] == "read before":
            continue
        assert row["verdict"] in ("agrees", "wrong", "not found"), row
        assert row["verdict"] != "wrong" or row["mended"] == "yes", "what was wrong is mended"
        if row["verdict"] != "not found":
            assert row["found"] and row["source_title"], row
            assert address(row["address"], row["law_id"])


@pytest.mark.parametrize("row", DAYS, ids=lambda r: f"{r['law_id']} {r['field']}")
def test_a_day_that_was_read_again_stands_in_the_ledger(row: dict[str, str]) -> None:
    read = SourceDay.read(row["found"].split()[0].rstrip(";,"))
    kept = LAWS[row["law_id"]].first(row["field"])
    assert kept is not None
    assert kept.day.earliest <= read.latest and read.earliest <= kept.day.latest
    if row["mended"] == "yes":
        assert kept.certainty in ("read", "reported"), "a mended day rests on a source, not on a tracker"
