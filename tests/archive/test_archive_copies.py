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
