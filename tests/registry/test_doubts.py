"""What must not be on one list is shown where it is: two agreements of one body, or two names with two days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from deputized.archive import Ledger
from deputized.library import Registry
from deputized.library.opening import _read
from deputized.registry import build_registry
from deputized.registry.doubts import TWO_AGREEMENTS, TWO_NAMES, doubts
from deputized.registry.replay import Replay
from made_up import longer, row, with_rows

DAYS = date(2026, 9, 1), date(2026, 9, 8)


def pair(ledger: Ledger, a: str, b: str, state: str, counties: tuple[str, str], lists: int = 1) -> Replay:
    named = zip((a, b), counties, DAYS, strict=True)
    return with_rows(ledger, [row(ledger, n, state, c, d) for n, c, d in named], lists)


APART = [
    ("Town of Goshen Police Department", "Village of Goshen Police Department", "NEW YORK", ("Orange County",) * 2),
    ("City of Brookfield PD", "Town of Brookfield PD", "WISCONSIN", ("Waukesha County",) * 2),
    ("Oak Ridge Police Department", "Oak Ridge Police Department", "TEXAS", ("Kaufman County", "Cooke County")),
    ("Barrington Police Department", "Farmington Police Department", "NEW HAMPSHIRE", ("Strafford County",) * 2),
    ("Harris County Constable Precinct I", "Harris County Constable Precinct III", "TEXAS",
     ("Harris County",) * 2),
    ("Adams Township Police Department", "Adams Township Police Department", "PENNSYLVANIA",
     ("Butler County", "Cambria County")),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "state", "counties"), APART)
def test_two_bodies_on_one_list_are_two_agencies(
    ledger: Ledger, a: str, b: str, state: str, counties: tuple[str, str]
) -> None:
    found = pair(ledger, a, b, state, counties, lists=2)
    for name in ("made-up-0", "made-up-1"):
        assert found.standings[name].is_believed
        rows = found.agreement_rows[name]
        one, other = (rows[n] for n in sorted(rows)[-2:])
        assert one.agency is not other.agency
    assert list(doubts((r.item, r.agreement) for r in found.participating.rows)) == []


def test_what_is_read_as_one_body_twice_is_in_doubt(ledger: Ledger) -> None:
    found = pair(
        ledger, "St. Cloud PD", "City of St. Cloud Police Department", "MINNESOTA", ("Stearns County",) * 2
    )
    told = list(doubts((r.item, r.agreement) for r in found.participating.rows))
    assert [d.kind for d in told] in ([TWO_AGREEMENTS], [TWO_NAMES])
    assert "'City of St. Cloud Police Department', signed 2026-09-08" in told[0].text


def test_history_has_such_bodies_and_the_newest_list_none(registry: Registry) -> None:
    rows = registry.rows(
        "SELECT defect, example FROM findings WHERE defect IN (?, ?)", TWO_AGREEMENTS, TWO_NAMES
    )
    assert len(rows) > 30
    assert {r["defect"] for r in rows} == {TWO_AGREEMENTS}
    assert {r["example"].split(", ")[1] for r in rows} >= {
        "City of St. Cloud Police Department",
        "University of Central Florida Board of Trustees",
        "West York Borough Police Department",
    }
    assert registry.rows("SELECT * FROM candidates WHERE question = 'one_body'") == []


def test_the_doubt_is_in_doctor_and_beside_the_agency(ledger: Ledger, tmp_path: Path) -> None:
    names = ("St. Cloud PD", "City of St. Cloud Police Department")
    rows = [row(ledger, n, "MINNESOTA", "Stearns County", d) for n, d in zip(names, DAYS, strict=True)]
    build_registry(longer(ledger, rows), tmp_path / "made.sqlite")
    with _read(tmp_path / "made.sqlite") as registry:
        told = registry.doctor()
        assert [c["agency_id"] for c in told["candidates"] if c["question"] == "one_body"] == [
            "mn-st-cloud-police"
        ]
        assert any(d["defect"] == TWO_AGREEMENTS and d["newest_row_count"] for d in told["defects"])
        assert "printed twice" in registry.agency("mn-st-cloud-police")["candidates"][0]["reason"]
