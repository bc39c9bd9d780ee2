"""The models side by side: each cell from a document, powers as the documents give them."""

from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from deputized.rules import common, compare, models
from deputized.rules.provisions import CELLS, NOT_GIVEN, NOT_READ, POWERS


def power(name: str) -> dict[str, str]:
    given = {m.model: m.power(name) is not None for m in models() if m.cell("powers")}
    return {model: "yes" if has else "no" for model, has in given.items()}


@pytest.mark.parametrize(
    ("name", "tfm", "jem", "wso"),
    [
        ("interrogate", "yes", "yes", "no"),
        ("process", "yes", "yes", "no"),
        ("arrest_without_warrant", "yes", "no", "no"),
        ("serve_arrest_warrant", "yes", "yes", "yes"),
        ("serve_removal_warrant", "no", "yes", "yes"),
        ("issue_detainer", "yes", "yes", "no"),
        ("hold_and_transport", "yes", "yes", "no"),
    ],
)
def test_powers_as_the_agreements_list_them(name: str, tfm: str, jem: str, wso: str) -> None:
    assert power(name) == {"TFM": tfm, "JEM": jem, "WSO": wso}


def test_an_arrest_without_warrant_has_its_condition() -> None:
    provision = models()[0].power("arrest_without_warrant")
    assert provision is not None
    assert "likely to escape" in provision.condition


def test_a_warrant_service_officer_has_two_powers() -> None:
    assert len(models()[2].cell("powers")) == 2


def test_the_comparison_has_every_cell_and_says_what_nobody_read() -> None:
    rows = compare(("TFM", "JEM", "WSO", "HYBRID"))
    assert len(rows) == len(CELLS) - 1 + len(POWERS)
    assert all(row[m] for row in rows for m in ("TFM", "JEM", "WSO", "HYBRID"))
    hybrid = [row["HYBRID"] for row in rows]
    assert NOT_READ in hybrid
    assert NOT_GIVEN not in hybrid, "of a model whose document nobody read, no power can be denied"
    assert not [row for row in rows if NOT_READ in (row["TFM"], row["JEM"], row["WSO"])]


def test_what_is_not_confirmed_says_so() -> None:
    hours = next(r for r in compare() if r["cell"] == "Hours of training")
    assert "[single source]" in hours["WSO"]
    assert "[" not in hours["TFM"]


def test_documents_named_are_those_of_the_corpus(shared_corpus: Path) -> None:
    with (shared_corpus / "moa_manifest.csv").open(encoding="utf-8", newline="") as stream:
        known = {row["sha256"] for row in csv.DictReader(stream)}
    named = {p.sha256 for m in models() for p in m.provisions if p.sha256}
    assert len(named) >= 6
    assert named <= known


def test_what_binds_in_all_has_its_source() -> None:
    statute, variants, tribal = common()
    assert "(g)(9)" in statute.text
    assert statute.source.confidence == "confirmed"
    assert variants.source.mark == " [single source]"
    assert "Tribal Task Force Model" in tribal.text


def test_every_row_of_the_facts_has_its_cell(shared_facts: Path) -> None:
    cells = {
        "eligibility": "who", "authorisation_term": "duration", "costs_clause": "costs", "statute": "statute",
        "variants": "variants",
    }  # fmt: skip
    with (shared_facts / "models.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            cell = cells.get(row["attribute"], row["attribute"])
            found = [p for m in models() for p in m.cell(cell) if m.model == row["model"]] or [
                p for p in common() if p.cell == cell
            ]
            assert found, row
            assert all(p.source.is_verified for p in found)
            if row["attribute"] == "training_hours":
                assert {p.source.confidence for p in found} == {row["confidence"]}, row


def test_two_sources_that_conflict_are_both_told() -> None:
    by_name = {m.model: m for m in models()}
    assert "April 24, 2019" in by_name["WSO"].in_use
    assert "May 6, 2019" in by_name["WSO"].in_use
    assert "some say that it was removed" in by_name["JEM"].cell("complaints")[0].text


def letters(text: str) -> str:
    """Letters and figures alone: scans part words and join them."""
    return re.sub(r"[^a-z0-9]", "", text.casefold())


@pytest.mark.corpus
def test_each_quote_stands_in_the_signed_text_it_is_of(shared_corpus: Path) -> None:
    """The sentence is in the PDF with the hash that the provision names."""
    by_hash = {hashlib.sha256(p.read_bytes()).hexdigest(): p for p in (shared_corpus / "moa").glob("*.pdf")}
    texts: dict[str, str] = {}
    quoted = [p for m in models() for p in m.provisions if p.quote]
    assert len(quoted) >= 12
    for p in quoted:
        if p.sha256 not in texts:
            pages = PdfReader(by_hash[p.sha256]).pages
            texts[p.sha256] = letters(" ".join(page.extract_text() or "" for page in pages))
        assert letters(p.quote) in texts[p.sha256], f"{p.cell}: {p.quote}"
        assert len(p.quote.split()) <= 40
