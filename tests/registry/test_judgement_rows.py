"""What persons decide of lists: kept as data, above the rules, undone by a later word; lists taken out and taken back."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from deputized.archive import Incoming, Ledger, LedgerError, ingest
from deputized.archive.ingest import preview
from deputized.archive.judging import pass_judgement
from deputized.cli.group import cli
from deputized.registry import build_registry
from deputized.registry.list_verdict import verdicts
from registry_fixture import put_in_place
from workbook_surgery import edit_sheet

NOW = "2026-11-29T08:00:00+00:00"


@pytest.fixture(scope="module")
def lists(shared_corpus: Path) -> tuple[Incoming, Incoming]:
    """A list, and one two days later whose signing days slipped by a row."""
    data = (shared_corpus / "participating/2025-03-28.xlsx").read_bytes()

    def slip(sheet: object) -> None:
        cells = [row[5] for row in sheet.iter_rows(min_row=2) if row[1].value]  # type: ignore[attr-defined]
        values = [c.value for c in cells]
        for cell, value in zip(cells, values[-1:] + values[:-1], strict=True):
            cell.value = value

    return (
        Incoming("participatingAgencies03282025.xlsx", data, "2025-03-29T00:00:00Z"),
        Incoming("participatingAgencies03302025.xlsx", edit_sheet(data, slip), "2025-03-31T00:00:00Z"),
    )


@pytest.fixture
def folder(lists: tuple[Incoming, Incoming], tmp_path: Path) -> Path:
    ingest(lists, tmp_path / "ledger")
    return tmp_path / "ledger"


def standing(folder: Path) -> dict[str, tuple[bool, str]]:
    ledger = Ledger.open(folder)
    found = verdicts(ledger, [p.publication_id for p in ledger.publications])
    return {name[14:24]: (v.standing.is_believed, v.standing.rule) for name, v in found.items()}


def test_a_judgement_stands_above_the_rules_until_it_is_taken_back(folder: Path) -> None:
    assert standing(folder) == {"2025-03-28": (True, ""), "2025-03-30": (False, "mass_change")}
    name, _ = pass_judgement(
        "2025-03-30", "believe", "it is right, we asked", NOW, judged_by="desk", ledger_dir=folder
    )
    assert standing(folder)["2025-03-30"] == (True, "person")
    assert "asked" in Ledger.open(folder).judgements[name].sentence
    pass_judgement(name, "rules", "we asked again", NOW, ledger_dir=folder)
    assert standing(folder)["2025-03-30"] == (False, "mass_change")
    pass_judgement("2025-03-28", "doubt", "not from ICE's page", NOW, ledger_dir=folder)
    assert standing(folder)["2025-03-28"] == (False, "person")


def test_a_list_is_taken_out_and_taken_back(folder: Path, lists: tuple[Incoming, Incoming]) -> None:
    name, _ = pass_judgement("2025-03-30", "forget", "a test of ours", NOW, ledger_dir=folder)
    ledger = Ledger.open(folder)
    assert [p.publication_id for p in ledger.publications] != [] and name not in standing(folder)
    assert [(p.publication_id, j.because) for p, j in ledger.forgotten] == [(name, "a test of ours")]
    again = ingest(lists[1:], folder)
    assert (again.is_changed, again.files[0].status) == (False, "forgotten")
    assert "a test of ours" in again.files[0].signals[0]
    with pytest.raises(LedgerError, match="taken out already"):
        pass_judgement(name, "forget", "once more", NOW, ledger_dir=folder)
    pass_judgement(name, "restore", "it was ICE's", NOW, ledger_dir=folder)
    assert len(Ledger.open(folder).publications) == 2 and Ledger.open(folder).forgotten == ()


@pytest.mark.parametrize(("which", "because"), [("2025-03-31", "no such list"), ("2025-03-30", " ")])
def test_a_judgement_needs_one_list_and_a_reason(folder: Path, which: str, because: str) -> None:
    with pytest.raises((LookupError, ValueError), match=r"no list|say why"):
        pass_judgement(which, "doubt", because, NOW, ledger_dir=folder)


def test_a_registry_follows_a_judgement_on_a_list_it_has_seen(folder: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.sqlite", tmp_path / "second.sqlite"
    build_registry(Ledger.open(folder), first, resumable=True)
    name, _ = pass_judgement("2025-03-30", "believe", "it is right", NOW, ledger_dir=folder)
    build_registry(Ledger.open(folder), second, previous=first, resumable=True)
    for path, word in ((first, "suspect"), (second, "believed")):
        db = sqlite3.connect(path)
        row = db.execute(
            "SELECT standing, standing_rule FROM publications WHERE publication_id = ?", [name]
        ).fetchone()
        assert row[0] == word and (row[1].startswith("person/") == (word == "believed"))
        broken = db.execute("SELECT measure FROM list_signals WHERE is_broken AND publication_id = ?", [name])
        assert "redated" in {r[0] for r in broken}
        db.close()


def test_the_readers_signals_stay_with_the_list(shared_cases: Path, tmp_path: Path) -> None:
    (path,) = (shared_cases / "lists/a31_terminated_section").glob("*.xlsx")
    report = ingest([path], tmp_path)
    ledger = Ledger.open(tmp_path)
    assert ledger.signals == {report.files[0].publication_id: report.files[0].signals}
    assert any("TERMINATED" in s for s in report.files[0].signals)


def test_a_day_that_has_not_come_is_doubted_by_the_clock(
    lists: tuple[Incoming, Incoming], tmp_path: Path
) -> None:
    late = Incoming(lists[0].name, lists[0].data, "", date(2030, 1, 1), "")
    report, ledger = preview([late], tmp_path / "none", today=date(2026, 11, 29))
    name = report.files[0].publication_id
    assert not (tmp_path / "none").exists()
    verdict = verdicts(ledger, [name])[name]
    assert not verdict.standing.is_believed
    assert "had not come" in verdict.standing.reason


def test_a_dry_run_gives_the_verdict_and_stores_nothing(
    shared_cases: Path, registry_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPUTIZED_HOME", str(tmp_path))
    put_in_place(registry_file)
    (path,) = (shared_cases / "lists/a09j_dates_ddmmyyyy").glob("*.xlsx")
    run = CliRunner().invoke(cli, ["ingest", "--dry-run", str(path), "-f", "json"])
    assert run.exit_code == 1, run.output
    (row,) = json.loads(run.stdout)
    assert row["status"] == "suspect" and "SIGNED" in row["standing_reason"]
    assert "nothing was stored" in run.stderr
    assert {p.suffix for p in tmp_path.iterdir()} == {".sqlite", ".resume"}, "what was there"
