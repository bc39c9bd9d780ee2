"""The life of one agency, and what is doubtful in it."""

from __future__ import annotations

import pytest

from deputized.library import Registry
from deputized.library.agencies import _doubted_lead


@pytest.mark.parametrize(
    ("signed", "listed", "days"),
    [
        ("2025-01-07", "2026-01-08", 366),  # Tenaha, Texas, as printed
        ("2026-01-07", "2026-01-08", None),
        ("2020-06-09", "2021-01-13", None),  # on the first list we hold: says nothing
        (None, "2026-01-08", None),
    ],
)
def test_a_signing_long_before_its_listing_is_doubted(
    signed: str | None, listed: str, days: int | None
) -> None:
    assert _doubted_lead({"signed_date": signed, "first_listed_date": listed}) == days


def test_no_agreement_of_the_registry_is_so_late_once_corrected(registry: Registry) -> None:
    rows = registry.rows("SELECT agreement_id, signed_date, first_listed_date FROM agreements")
    assert len(rows) > 1800
    assert [r for r in rows if _doubted_lead(r) is not None] == []
