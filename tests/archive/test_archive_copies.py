"""The same rows in a poorer container are the same list, seen again: in any order, any number of times."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import other_books
from deputized.archive import Ledger
from deputized.archive.ingest import ingest
from deputized.readers.xlsx import read_file
from workbook_surgery import edit_sheet

pytestmark = pytest.mark.corpus
NEWEST = "participating/2026-05-18am.xlsx"


def rows_of(path: Path) -> list[list[Any]]:
    return [list(row.cells) for row in read_file(path).sheets[0].rows]


def as_csv(rows: list[list[Any]]) -> bytes:
    out = io.StringIO(newline="")
    plain = [["" if v is None or not isinstance(v, str | date | int) else v for v in row] for row in rows]
    csv.writer(out).writerows(plain)
    return out.getvalue().encode()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEPUTIZED_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.mark.parametrize("ending", ["csv", "tsv", "html"])
def test_a_copy_of_a_shipped_list_is_a_sighting_of_it(shared_cases: Path, ending: str) -> None:
    path = shared_cases / f"lists/other_formats/participatingAgencies05182026.{ending}"
    before = Ledger.open()
    report = ingest([path])
    found = report.files[0]
    assert found.status == "sighted" and found.publication_id.startswith("participating-2026-05-18")
    assert any("a copy of that list" in s for s in found.signals)
    after = Ledger.open()
    assert [p.sha256 for p in after.publications] == [p.sha256 for p in before.publications]
    seen = {name for key, _, name, _, _ in after.sightings if key == found.publication_id}
    assert path.name in seen, "its container is evidence"
    again = ingest([path])
    assert again.files[0].status == "known" and not again.is_changed


def test_which_came_first_makes_no_difference(home: Path, shared_corpus: Path) -> None:
    book = home / "participatingAgencies09012026am.xlsx"
    book.write_bytes(edit_sheet((shared_corpus / NEWEST).read_bytes(), lambda sheet: sheet.delete_rows(5)))
    rows = rows_of(book)
    copies = {
        "csv": as_csv(rows),
        "xls": other_books.xls(rows_plain(rows)),
        "ods": other_books.ods(rows_plain(rows)),
    }
    paths = []
    for ending, data in copies.items():
        path = home / f"participatingAgencies09012026.{ending}"
        path.write_bytes(data)
        paths.append(path)
    orders = ([*paths, book], [book, *reversed(paths)])
    ledgers = [home / "one", home / "two"]
    for order, ledger in zip(orders, ledgers, strict=True):
        for path in order:
            ingest([path], ledger)
    first, second = (Ledger.open(ledger) for ledger in ledgers)
    assert first.sha256 == second.sha256
    assert len(first.publications) == 1 and len(first.sightings) == 4


def rows_plain(rows: list[list[Any]]) -> list[list[Any]]:
    return [[v if isinstance(v, str | date | int) else None for v in row] for row in rows]


def test_other_rows_or_another_day_are_a_list_of_its_own(home: Path, shared_cases: Path) -> None:
    data = (shared_cases / "lists/other_formats/participatingAgencies05182026.csv").read_bytes()
    other, later = home / "participatingAgencies05182026.csv", home / "participatingAgencies06202026.csv"
    other.write_bytes(b"\n".join(data.split(b"\n")[:-3]))
    later.write_bytes(data)
    found = ingest([other, later])
    assert [f.status for f in found.files] == ["added", "added"]
    assert {p.sheet for p in Ledger.open().publications if p.name_in_source.endswith(".csv")} == {
        "text with commas"
    }


def collected(rows: list[list[Any]], days: str) -> bytes:
    """A list as a spreadsheet program saves it as text: days by its own habit, errors as their codes."""

    def written(value: Any) -> Any:
        if isinstance(value, date):
            return value.strftime(days)
        return getattr(value, "code", value)

    out = io.StringIO(newline="")
    csv.writer(out).writerows([["" if v is None else written(v) for v in row] for row in rows])
    return out.getvalue().encode()


@pytest.mark.parametrize("days", ["%Y/%m/%d", "%m/%d/%Y", "%Y-%m-%d 00:00:00", "%d.%m.%Y"])
def test_days_as_text_and_errors_by_their_codes_are_no_difference(
    home: Path, shared_corpus: Path, days: str
) -> None:
    path = home / "participatingAgencies05182026am.csv"
    path.write_bytes(collected(rows_of(shared_corpus / NEWEST), days))
    found = ingest([path]).files[0]
    assert (found.status, found.publication_id) == ("sighted", "participating-2026-05-18am")


def test_one_other_day_is_a_difference(home: Path, shared_corpus: Path) -> None:
    rows = rows_of(shared_corpus / NEWEST)
    at = [str(v) for v in rows[0]].index("SIGNED")
    rows[5][at] = date(2025, 1, 2)
    path = home / "participatingAgencies05182026am.csv"
    path.write_bytes(collected(rows, "%m/%d/%Y"))
    assert ingest([path]).files[0].publication_id != "participating-2026-05-18am"


def without_link(data: bytes, row: int) -> bytes:
    return edit_sheet(data, lambda sheet: setattr(sheet.cell(row, 7), "hyperlink", None))


def test_a_workbook_saved_without_the_links_that_lead_nowhere_is_a_copy(
    home: Path, shared_corpus: Path
) -> None:
    """What a program drops when it saves is the link that is no address; one that is, is missed."""
    data = (shared_corpus / NEWEST).read_bytes()
    links = {
        row.number: dict(row.links).get(6, "") for row in read_file(shared_corpus / NEWEST).sheets[0].rows
    }
    broken = next(n for n, url in links.items() if url and not url.startswith(("http://", "https://")))
    whole = next(n for n, url in links.items() if url.startswith("https://"))
    path = home / "participatingAgencies05182026am.xlsx"
    path.write_bytes(without_link(data, broken))
    assert ingest([path]).files[0].publication_id == "participating-2026-05-18am"
    path.write_bytes(without_link(data, whole))
    assert ingest([path]).files[0].publication_id != "participating-2026-05-18am"
