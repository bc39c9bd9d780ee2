"""The second reading of 30 laws by somebody who did not write them: what it found stands in the ledger."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from deputized.rules import laws
from deputized.rules.acts import WHATS
from deputized.rules.days import SourceDay
from deputized.rules.evidence import address

FILE = Path(__file__).parents[2] / "bench" / "results" / "law_reread.csv"
with FILE.open(encoding="utf-8", newline="") as stream:
    ROWS = list(csv.DictReader(stream))
LAWS = {law.law_id: law for law in laws()}
DAYS = [r for r in ROWS if r["field"] in WHATS and r["verdict"] != "not found" and r["found"][:4].isdigit()]


def test_each_row_tells_what_was_found_and_where() -> None:
    assert len({r["law_id"] for r in ROWS}) == 30
    for row in ROWS:
        assert row["law_id"] in LAWS
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
