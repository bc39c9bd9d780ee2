"""Rows that are no agreements in force are kept and told, never counted; and rows that only look so are counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from deputized.archive.intake import Incoming, take
from deputized.archive.records import RowStore, is_listing
from deputized.model.cells import CellError
from deputized.model.raw import RawRow, RawSheet, RawWorkbook
from deputized.readers.aside import no_agency, not_in_force
from deputized.readers.errors import ReadError
from deputized.readers.lists import ListSheet, read_list
from deputized.registry.rows import Row, read_row

HEADER = ["STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA"]
TRIMMED: list[list[Any]] = [
    ["TEXAS", "Kinney County Sheriff's Office", "County", "Kinney", "Task Force Model", date(2025, 3, 26), "Link"],
    ["TEXAS", "Tenaha Police Department", "Municipality", "Shelby", "Task Force Model", date(2026, 1, 7), "Link"],
    ["FLORIDA", "Alachua County Sheriff's Office", "County", "Alachua", "Jail Enforcement Model", date(2025, 2, 26), "Link"],
    ["OKLAHOMA", "Tulsa County Sheriff's Office", "County", "Tulsa", "Warrant Service Officer", date(2020, 6, 9), "Link"],
]  # fmt: skip


def read(rows: Sequence[Sequence[Any]], header: Sequence[Any] = HEADER) -> ListSheet:
    made = tuple(RawRow(n, False, tuple(cells), ()) for n, cells in enumerate([header, *rows], 1))
    return read_list(RawWorkbook("x.xlsx", "0" * 64, 1, (RawSheet("Sheet1", "visible", made),), None))


def names(found: ListSheet) -> list[Any]:
    return [row.cells[1] for row in found.rows]


WHOLE = [row[1] for row in TRIMMED]


@pytest.mark.parametrize(
    "agency",
    ["Total", "Total Agreements: 1779", "Grand total", "TBD", "N/A", "#REF!", "-", "1779", "* as amended",
     "Note: updated daily", "Last updated 05/18/2026", CellError("#REF!"), CellError("#N/A"), "Subtotals"],
)  # fmt: skip
def test_totals_notes_and_placeholders_are_told_and_not_counted(agency: Any) -> None:
    found = read([*TRIMMED, ["TEXAS", agency, None, None, "Task Force Model"]])
    assert names(found) == WHOLE
    assert found.left_out == {6}
    assert any(s.startswith("row 6 ") and "not counted" in s for s in found.signals)


@pytest.mark.parametrize(
    "agency",
    ["Totality County Sheriff's Office", "None Such Police Department", "Notus Police Department",
     "Pending Creek Police Department", "Page County Sheriff's Office", "Terminated Creek Police Department",
     "Blank County Constable Precinct 1", "Source Lake Police Department"],
)  # fmt: skip
def test_an_agency_whose_name_begins_like_a_note_is_counted(agency: str) -> None:
    row = ["TEXAS", agency, "County", "Kinney", "Task Force Model", date(2025, 3, 26), "Link"]
    assert names(read([*TRIMMED, row])) == [*WHOLE, agency]


@pytest.mark.parametrize(
    "title", ["TERMINATED AGREEMENTS", "Pending agencies", "Expired", "Former participants"]
)
def test_what_stands_under_a_title_of_ended_or_pending_is_not_counted(title: str) -> None:
    below = [
        "TEXAS",
        "Uvalde County Sheriff's Office",
        "County",
        "Uvalde",
        "Task Force Model",
        date(2025, 5, 1),
        "Link",
    ]
    found = read([*TRIMMED, [title], below])
    assert names(found) == WHOLE
    back = read([*TRIMMED[:2], [title], below, ["CURRENT AGREEMENTS"], *TRIMMED[2:]])
    assert names(back) == WHOLE


def test_a_second_heading_row_over_rows_without_signing_ends_the_list() -> None:
    below = ["TEXAS", "Uvalde County Sheriff's Office", "County", "Uvalde", "Task Force Model"]
    assert names(read([*TRIMMED, HEADER, below, below])) == WHOLE
    assert names(read([*TRIMMED[:2], HEADER, *TRIMMED[2:]])) == WHOLE, "a heading on each page ends nothing"


@pytest.mark.parametrize(
    ("status", "counted"),
    [("Terminated", 0), ("WITHDRAWN 5/1/2026", 0), ("Pending", 0), ("not active", 0), ("Active", 1), (None, 1),
     ("Active, renewal pending", 1), ("Signed", 1), ("Effective 2020, expired 2021", 0)],
)  # fmt: skip
def test_a_status_column_says_which_rows_are_in_force(status: str | None, counted: int) -> None:
    rows = [[*row, "Active"] for row in TRIMMED]
    rows[1][-1] = status
    assert len(read(rows, [*HEADER, "STATUS"]).rows) == 3 + counted
    assert (not_in_force(status or "") is None) == bool(counted)


@pytest.mark.parametrize("column", [1, 4])
def test_a_remark_behind_a_name_or_model_is_read(column: int) -> None:
    rows = [list(row) for row in TRIMMED]
    rows[0][column] += " (terminated)"
    found = read(rows)
    assert names(found) == WHOLE[1:]
    assert any("'terminated'" in s for s in found.signals)


def test_a_list_of_nothing_in_force_is_refused() -> None:
    with pytest.raises(ReadError, match="none of its 4 rows is an agreement in force"):
        read([[*row, "Expired"] for row in TRIMMED], [*HEADER, "STATUS"])


def test_no_agency_of_the_ledger_is_taken_for_a_note(ledger: Any) -> None:
    assert [c.agency for c in ledger.contents.values() if is_listing(c) and no_agency(c.agency)] == []


def whole(rows: list[Row]) -> bool:
    return all(r.signed and r.model and r.state for r in rows)


def no_combined(rows: list[Row]) -> bool:
    joint = [r for r in rows if any(n.startswith("model_combined:") for n in r.notes)]
    return len(joint) > 200 and all(r.model is None for r in joint)


@pytest.mark.parametrize(
    ("case", "count", "test"),
    [
        ("a04_status_column", 1751, whole),
        ("a09g_dates_with_time", 1843, whole),
        ("a10e_model_combined", 1557, no_combined),
        ("a29_pending_below", 1843, whole),
        ("a31_terminated_section", 1843, whole),
        ("agreement_passed_on_twice", 1845, whole),
    ],
)
def test_cases(shared_cases: Path, case: str, count: int, test: Callable[[list[Row]], bool]) -> None:
    (path,) = (shared_cases / "lists" / case).glob("*.xlsx")
    store = RowStore()
    record, _ = take(Incoming(path.name, path.read_bytes(), "2026-05-21T00:00:00+00:00"), store)
    rows = [store.contents[t] for t in record.tokens if t]
    listed = [read_row(c) for c in rows if is_listing(c)]
    assert (record.row_count, len(listed)) == (count, count)
    assert test(listed)


def test_a_collectors_table_is_named_for_what_it_is(shared_cases: Path) -> None:
    path = shared_cases / "lists/other_formats/collectors_copy_with_status.xlsx"
    with pytest.raises(ReadError, match="a collector's table made from ICE's lists"):
        take(Incoming("participatingAgencies05202026am.xlsx", path.read_bytes()), RowStore())
