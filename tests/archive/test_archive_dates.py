"""Publication dates: what the name says, and what the evidence makes of its slips."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputized.archive import DateUnknown, Incoming
from deputized.archive.dates import FIRST_WORKBOOK, evidence_day, one_slip_away, resolve_date
from deputized.archive.intake import take
from deputized.archive.names import read_name
from deputized.archive.records import RowStore
from workbook_surgery import manifest


@pytest.mark.parametrize(
    ("name", "kind", "day", "part"),
    [
        ("participatingAgencies12122025pm.xlsx", "participating", date(2025, 12, 12), "pm"),
        ("pendingAgencies12042025pm2.xlsx", "pending", date(2025, 12, 4), "pm"),
        ("pendingAgencies07112025am_b.xlsx", "pending", date(2025, 7, 11), "am"),
        ("participatingAgencies05122025amB.xlsx", "participating", date(2025, 5, 12), "am"),
        ("participatingAgencies10172025mid.xlsx", "participating", date(2025, 10, 17), "mid"),
        ("participatingAgencies04232026.xlsx", "participating", date(2026, 4, 23), ""),
        ("participatingAgencies05042026am (1).xlsx", "participating", date(2026, 5, 4), "am"),
        ("287gParticipatingAgencies091526pm.xlsx", "participating", date(2026, 9, 15), "pm"),
        ("ParticipatingAgency091826am.xlsx", "participating", date(2026, 9, 18), "am"),
        ("participatingAgencies07152025 12.15.07 AM.xlsx", "participating", date(2025, 7, 15), "am"),
        ("287(g)ParticipatingAgencies 09-15-2026.xlsx", "participating", date(2026, 9, 15), ""),
        ("participatingAgencies 9.15.26pm.xlsx", "participating", date(2026, 9, 15), "pm"),
        ("ParticipatingAgencies091526.PM.xlsx", "participating", date(2026, 9, 15), "pm"),
        ("287gParticipatingAgencies20260915am.xlsx", "participating", date(2026, 9, 15), "am"),
        ("287g_pending_September_15_2026.xlsx", "pending", date(2026, 9, 15), ""),
        ("287gParticipatingAgencies091526pm-20260916101112.xlsx", "participating", date(2026, 9, 15), "pm"),
        ("participatingAgencies 13-45-2026.xlsx", "participating", None, ""),
        ("participatingAgencies-20250221214937.xlsx", "participating", date(2025, 2, 21), ""),
        ("ParticipatingEntities-20210113002027.xlsx", "webpage", date(2021, 1, 13), ""),
        ("participating/2025-12-12pm.xlsx", "participating", date(2025, 12, 12), "pm"),
        ("pending/2025-07-11am_2.xlsx", "pending", date(2025, 7, 11), "am"),
        ("webpage/2025-01-13T002027.xlsx", "webpage", date(2025, 1, 13), ""),
        ("C:\\lists\\pending\\2025-07-11am.xlsx", "pending", date(2025, 7, 11), "am"),
        ("participatingAgencies090022025am.xlsx", "participating", None, "am"),
        ("participatingAgencies13452025am.xlsx", "participating", None, "am"),
        ("pendingAgencies11114025am.xlsx", "pending", None, "am"),
        ("list.xlsx", None, None, ""),
    ],
)
def test_names_of_every_style(name: str, kind: str | None, day: date | None, part: str) -> None:
    read = read_name(name)
    assert (read.kind, read.day, read.part_of_day) == (kind, day, part)


@pytest.mark.corpus
def test_day_and_part_of_day_of_every_file_are_the_manifests(shared_corpus: Path) -> None:
    """Given only the name in the source, the time of capture and the content."""
    store = RowStore()
    corrected = {}
    rows = manifest(shared_corpus)
    assert len(rows) >= 440
    for row in rows:
        incoming = Incoming(
            row["name_in_source"], (shared_corpus / row["file"]).read_bytes(), row["first_captured_at"]
        )
        record, _ = take(incoming, store)
        assert (record.date.day.isoformat(), record.date.part_of_day) == (
            row["published_date"],
            row["part_of_day"],
        )
        if record.date.source == "file_name_corrected":
            corrected[row["name_in_source"]] = record.date.evidence
    assert set(corrected) == {
        "pendingAgencies01062025pm.xlsx",
        "participatingAgencies11114025am.xlsx",
        "participatingAgencies090022025am.xlsx",
        "participatingAgencies08022025pm.xlsx",
        "pendingAgencies10223025am.xlsx",
        "pendingAgencies11114025am.xlsx",
        "pendingAgencies01092025pm.xlsx",
    }
    assert corrected["participatingAgencies08022025pm.xlsx"] == (
        "The file name says 08022025, which cannot be the day; the workbook was last saved on 2025-09-02, "
        "a copy was taken on 2025-09-03, its newest SIGNED date is 2025-08-28; "
        "2025-09-02 is one slip away and fits."
    )


@pytest.mark.corpus
def test_days_of_files_under_the_corpus_own_names_without_a_capture_time(shared_corpus: Path) -> None:
    store = RowStore()
    for row in manifest(shared_corpus)[::9]:
        record, _ = take(Incoming(row["file"], (shared_corpus / row["file"]).read_bytes()), store)
        assert (record.date.day.isoformat(), record.date.part_of_day) == (
            row["published_date"],
            row["part_of_day"],
        )


@pytest.mark.corpus
def test_days_of_the_republished_lists_are_the_corpus_ones(shared_corpus: Path) -> None:
    with (shared_corpus / "republished.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 48
    for row in rows:
        dated = resolve_date(row["name_in_source"], captured_at=row["captured_at"])
        assert (dated.day.isoformat(), dated.part_of_day) == (row["published_date"], row["part_of_day"])


def test_a_day_given_by_hand_stands() -> None:
    dated = resolve_date("list.xlsx", given=date(2026, 5, 4))
    assert (dated.day, dated.source) == (date(2026, 5, 4), "given")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("list.xlsx", "holds no date"),
        ("participatingAgencies99999999am.xlsx", "no possible day"),
        ("participatingAgencies-20251399999999.xlsx", "no"),
    ],
)
def test_a_date_that_cannot_be_told_is_asked_for(name: str, says: str) -> None:
    with pytest.raises(DateUnknown, match=says) as caught:
        resolve_date(name, captured_at="2026-05-05T00:00:00Z", modified="2026-05-04T00:00:00Z")
    assert "--date" in str(caught.value)


def test_two_days_that_fit_alike_are_not_chosen_between() -> None:
    with pytest.raises(DateUnknown, match="may stand for"):
        resolve_date("pendingAgencies1112026am.xlsx")


def test_a_copy_saved_again_later_keeps_its_names_day() -> None:
    dated = resolve_date("pendingAgencies07102025am.xlsx", modified="2026-03-30T10:00:00Z")
    assert (dated.day, dated.source) == (date(2025, 7, 10), "file_name")
    assert "saved again on 2026-03-30" in dated.evidence


def test_a_newer_signing_than_the_name_shows_a_slip() -> None:
    dated = resolve_date(
        "participatingAgencies01052026pm.xlsx", captured_at="2026-02-06T00:00:00Z", modified="2026-02-05T17:00:00Z",
        newest_signed=date(2026, 2, 3),
    )  # fmt: skip
    assert (dated.day, dated.source) == (date(2026, 2, 5), "file_name_corrected")


@pytest.mark.parametrize("text", ["", None, "yesterday", "2025-13-01", "9999-12-31T23:59:59-14:00"])
def test_times_that_are_none_are_no_evidence(text: str | None) -> None:
    assert evidence_day(text) is None


days = st.dates(FIRST_WORKBOOK, date(2027, 12, 31))


@given(days, st.integers(0, 7), st.integers(0, 9))
def test_every_single_wrong_digit_is_one_slip_away(day: date, position: int, digit: int) -> None:
    right = day.strftime("%m%d%Y")
    wrong = right[:position] + str(digit) + right[position + 1 :]
    assert day in one_slip_away(wrong)
    assert day in one_slip_away(right[:position] + right[position] * 2 + right[position + 1 :])


@given(days, st.integers(0, 7), st.integers(0, 9), st.integers(0, 3), st.integers(0, 3))
def test_a_slip_is_put_right_or_shown_as_the_evidence_allows(
    day: date, position: int, digit: int, saved_before: int, taken_after: int
) -> None:
    """Saved up to three days before, taken soon after: never a day the evidence rules out."""
    right = day.strftime("%m%d%Y")
    name = f"pendingAgencies{right[:position]}{digit}{right[position + 1 :]}am.xlsx"
    modified = date.fromordinal(day.toordinal() - saved_before)
    captured = date.fromordinal(day.toordinal() + taken_after)
    try:
        dated = resolve_date(name, captured_at=f"{captured}T15:00:00Z", modified=f"{modified}T15:00:00Z")
    except DateUnknown:
        return
    assert -1 <= (dated.day - modified).days <= 10
    assert dated.day.toordinal() <= captured.toordinal() + 1
