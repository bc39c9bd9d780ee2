"""What ships of signed agreements, against the hand-read gold: right or withheld, and none wrong where called sure."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.agreements import days_against_gold, report

from deputized.documents.shipped import shipped


def test_no_day_that_is_called_sure_is_wrong(shared_corpus: Path) -> None:
    judged = days_against_gold(shared_corpus)
    assert len(judged) == 60
    assert [j for j in judged if j.outcome == "wrong"] == []


def test_most_days_are_read(shared_corpus: Path) -> None:
    judged = days_against_gold(shared_corpus)
    assert sum(j.outcome == "right" for j in judged) >= 0.8 * len(judged)
    ice = [j for j in judged if j.field == "ice_signed"]
    assert sum(j.outcome == "right" for j in ice) >= 0.9 * len(ice)
    documents = {j.document_id for j in judged}
    both = documents - {j.document_id for j in judged if j.outcome != "right"}
    assert len(both) >= 0.9 * len(documents)


def test_every_document_of_the_corpus_ships_its_facts(shared_corpus: Path) -> None:
    names = {p.name.casefold() for p in (shared_corpus / "moa").glob("*.pdf")}
    names |= {p.name.casefold() for p in (shared_corpus / "moa_more").glob("*.pdf")}
    assert {h.document_id for h in shipped()} == names
    assert len(names) == 156


def test_no_page_of_the_corpus_is_left_unread() -> None:
    assert [h.document_id for h in shipped() if h.reading.get("unread_pages")] == []


def test_models_and_revisions_are_those_of_the_gold(shared_corpus: Path) -> None:
    import csv

    titles = {"Task Force Model": "TFM", "Jail Enforcement Model": "JEM", "Warrant Service Officer": "WSO"}
    held = {h.document_id: h.reading for h in shipped()}
    wrong = []
    for name in ("moa_gold.csv", "moa_more_gold.csv"):
        with (shared_corpus / name).open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                reading = held[row["file"].rsplit("/", 1)[-1].casefold()]
                model = reading.sure("model")
                if model and model != titles.get(row["model"], row["model"]):
                    wrong.append((row["file"], model))
    assert wrong == []


def test_the_frozen_report_is_what_the_bench_prints(shared_corpus: Path) -> None:
    frozen = Path(__file__).parents[2] / "bench" / "results" / "agreements.txt"
    if not frozen.is_file():
        pytest.fail("freeze it: python -m bench agreements --freeze")
    assert report(shared_corpus) == frozen.read_text(encoding="utf-8")


def test_no_name_telephone_or_address_ships() -> None:
    import re

    folder = Path(__file__).parents[2] / "src" / "deputized" / "data" / "documents"
    for path in folder.glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\S+@\S+\.\w+", text), path
        assert not re.search(r"\(\d{3}\) ?\d{3}-\d{4}|\b\d{3}-\d{3}-\d{4}\b", text), path
