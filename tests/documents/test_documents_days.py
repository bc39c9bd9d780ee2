"""Days as agreements and their files write them."""

from __future__ import annotations

from datetime import date

import pytest

from deputized.documents.days import name_day, stamp_days, written_days
from deputized.documents.written import days_between, ordinal, spellings


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Date: March 5, 2025", date(2025, 3, 5)),
        ("March 06th, 2025", date(2025, 3, 6)),
        ("OCT 1 5 2019", date(2019, 10, 15)),
        ("24APR19", date(2019, 4, 24)),
        ("5 March 2025", date(2025, 3, 5)),
        ("02/28/2025", date(2025, 2, 28)),
        ("3.23.20", date(2020, 3, 23)),
        ("3-13-2020", date(2020, 3, 13)),
    ],
)
def test_a_written_day_is_read(text: str, day: date) -> None:
    assert [d for d, _ in written_days(text)] == [day]


@pytest.mark.parametrize("text", ["13/45/2025", "202-732-4242", "Section 287(g)", "February 30, 2025"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert written_days(text) == []


def test_a_stamp_of_a_digital_signature_is_read() -> None:
    assert [d for d, _ in stamp_days("2020.06.0810:55:08")] == [date(2020, 6, 8)]
    text = "Digitally signed by\nCHIEF\nDate: 2025.03.18 09:52:57\n-05'00'"
    assert [d for d, _ in stamp_days(text)] == [date(2025, 3, 18)]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("287gJEM_CecilCoMD2020-03-09.pdf", date(2020, 3, 9)),
        ("287g_JEM_Knox_6-8-2020.pdf", date(2020, 6, 8)),
        ("KinneyCoTX_TFM_MOA_03.19.2025.pdf", date(2025, 3, 19)),
        ("GarrettCoMD_WSO_MOA_02.28.25.pdf", date(2025, 2, 28)),
        ("LongwoodPoliceDeptFL_TFM_MOA_04142025.pdf", date(2025, 4, 14)),
        ("ArcadiaPDFL_TFM_MOA_030425.pdf", date(2025, 3, 4)),
        ("WestVirginiaNatGuard_TFM_MOA_0611025.pdf", None),
        ("OrangeCountySO_TFM_MOA.pdf", None),
        ("X_TFM_MOA_090022025.pdf", None),
    ],
)
def test_the_day_in_a_files_name(name: str, day: date | None) -> None:
    assert name_day(name) == day


def test_every_day_of_a_year_is_spelled_apart_where_four_digits_are_written() -> None:
    seen: dict[str, date] = {}
    for day in days_between(date(2025, 1, 1), date(2025, 12, 31)):
        for text, _ in spellings(day):
            if text.count("/") == 2 and text.endswith("/2025") and "60" not in text:
                assert seen.setdefault(text, day) == day
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 31)] == [
        "ST", "ND", "RD", "TH", "TH", "TH", "TH", "ST", "ND", "RD", "ST",
    ]  # fmt: skip
