"""Corrections are reviewed data; shipped facts are what their builders make."""

from __future__ import annotations

from pathlib import Path

import pytest

from deputized.archive import Ledger
from deputized.library import Registry
from deputized.registry import documents, statements
from deputized.registry.build import update_ids
from deputized.registry.curation import CurationError, load_corrections
from deputized.registry.issued import Issued, shipped_ids
from deputized.registry.judgements import in_force

GOOD = """
- id: x
  action: read_county
  state: TX
  agency: Somewhere Police Department
  printed: Wrong County
  value: Right County
  reason: it is there
  evidence: a map
  author: a reader
  date: 2026-01-01
  expect: printed
"""


def load(tmp_path: Path, text: str) -> tuple[object, ...]:
    path = tmp_path / "corrections.yml"
    path.write_text(text, encoding="utf-8")
    return load_corrections(path)


def test_a_whole_entry_is_read(tmp_path: Path) -> None:
    assert len(load(tmp_path, GOOD)) == 1


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("  reason: it is there\n", ""), r"line 2 \(x\), reason: reason missing"),
        (("  evidence: a map\n", ""), r"line 2 \(x\), evidence: evidence missing"),
        (
            ("read_county", "erase"),
            r"line 3 \(x\), action: 'erase' is not allowed; it must be one of read_county",
        ),
        (("expect: printed", "expect: always"), "it must be one of history, printed"),
        (("  value: Right County\n", ""), "value missing"),
        (("  state: TX\n", "  state: TX\n  model: XYZ\n"), "it must be one of JEM, TFM, WSO"),
    ],
)
def test_a_faulty_entry_is_named(tmp_path: Path, change: tuple[str, str], complaint: str) -> None:
    with pytest.raises(CurationError, match=complaint):
        load(tmp_path, GOOD.replace(*change))


def test_two_entries_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CurationError, match="two entries"):
        load(tmp_path, GOOD + GOOD)


def test_every_correction_still_holds(registry: Registry) -> None:
    rows = registry.rows("SELECT correction_id, expectation, is_met FROM corrections")
    assert len(rows) == len(load_corrections()) + len(in_force().rows) >= 12
    assert [r for r in rows if not r["is_met"]] == []


def test_a_corrected_value_stands_beside_what_was_printed(registry: Registry) -> None:
    record = registry.explain("tx-yoakum-police")
    assert record["printed"][-1]["county_raw"].strip() == "Yoakum County"
    assert [c["correction_id"] for c in record["corrections"]] == ["yoakum-police-county"]
    assert record["record"]["county_fips"] == "48285"


def test_shipped_ids_are_current_and_issuing_again_changes_nothing(tmp_path: Path) -> None:
    copy = tmp_path / "ids.csv"
    copy.write_bytes(shipped_ids().read_bytes())
    update_ids(Ledger.shipped(), copy)
    assert copy.read_bytes() == shipped_ids().read_bytes(), "run: deputized ids"


def test_ids_name_one_thing_each() -> None:
    issued = Issued.read()
    assert set(issued.agencies.values()).isdisjoint(issued.merged.values())
    assert issued.agencies["TX|sheriffs|kinney||"] == "tx-kinney-county-sheriff"
    assert "tx-kinney-county-sheriff.tfm.2025-03-26" in issued.agreements


def test_an_older_list_found_later_changes_no_id(ledger: Ledger, tmp_path: Path) -> None:
    class Later:
        """The ledger as if its first thirty lists had not been found yet."""

        publications = ledger.publications[30:]
        contents = ledger.contents
        sightings = ()
        sha256 = "later"
        listings = staticmethod(ledger.listings)

    kept = tmp_path / "ids.csv"
    kept.write_text("kind,anchor,id\n", encoding="utf-8")
    update_ids(Later(), kept)
    before = Issued.read(kept)
    update_ids(ledger, kept)
    after = Issued.read(kept)
    assert before.agencies.items() <= after.agencies.items()
    assert before.agreements.items() <= after.agreements.items()


def test_documents_are_what_the_reading_says(shared_corpus: Path) -> None:
    shipped = Path(documents.__file__).parents[1] / "data" / documents.DOCUMENTS_FILE
    assert shipped.read_text(encoding="utf-8") == documents.derive(shared_corpus)


def test_statements_are_what_the_lists_say(shared_reference: Path) -> None:
    folder = Path(statements.__file__).parents[1] / "data"
    for name, text in statements.derive(shared_reference, shared_reference.parent / "history").items():
        assert (folder / name).read_text(encoding="utf-8") == text
