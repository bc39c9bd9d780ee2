"""The panel for research: both clocks as the registry answers them, results of the right county and year, empty is not zero."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from deputized.cli.group import cli
from deputized.library import Registry
from deputized.outcomes.import_counts import Cell, Imported
from deputized.outcomes.panel import COLUMNS, StudyPanel, study_panel
from deputized.outcomes.panel_files import codebook, write_panel
from deputized.places.months import COUNTY_LEVELS

NAMES = list(COLUMNS)


@pytest.fixture(scope="module")
def recent(registry: Registry) -> StudyPanel:
    return study_panel(registry, "2025-11-01", "2026-01-31", kept=())


def cells(study: StudyPanel, fips: str, month: str) -> dict[str, object]:
    return dict(zip(NAMES, next(r for r in study.rows if r[0] == fips and r[2] == month), strict=True))


def test_both_clocks_are_the_registrys(registry: Registry, recent: StudyPanel) -> None:
    for day, month in (("2025-12-31", "2025-12"), ("2025-11-30", "2025-11")):
        for suffix, known in (("", None), ("_known", day)):
            held = [0, 0, 0]
            for a in registry.as_of(day, known):
                tie = registry.ties[registry.clocks.agency_known(a.agency_id, None)]
                if tie.level in COUNTY_LEVELS and a.model in ("TFM", "JEM", "WSO"):
                    held[("TFM", "JEM", "WSO").index(a.model)] += len(tie.county.codes)
            columns = [NAMES.index(f"{m}{suffix}") for m in ("tfm", "jem", "wso")]
            told = [sum(r[n] for r in recent.rows if r[2] == month) for n in columns]
            assert told == held, (day, suffix)


def test_law_and_people_stand_beside(registry: Registry, recent: StudyPanel) -> None:
    kinney = cells(recent, "48271", "2025-12")
    assert kinney["population"] == 3129 and kinney["rurality"] == "remote"
    assert cells(recent, "48271", "2026-01")["state_posture"] == "mandates"
    assert cells(recent, "48271", "2025-12")["has_mandate"] == 0


def test_results_stand_in_their_county_and_fiscal_year_and_models_before_2021_are_empty(
    registry: Registry,
) -> None:
    old = study_panel(registry, "2007-09-01", "2007-10-31", kept=())
    september, october = cells(old, "04013", "2007-09"), cells(old, "04013", "2007-10")
    assert (september["fiscal_year"], september["identified_fy"]) == (2007, 3056)
    assert (october["fiscal_year"], october["identified_fy"], october["removed_fy"]) == (2008, 13_522, 11_841)
    assert all(october[c] is None for c in ("tfm", "jem", "wso", "tfm_known", "municipal_agency_count"))
    pinal = cells(old, "04021", "2007-10")
    assert pinal["identified_fy"] != october["identified_fy"]


def test_imported_counts_are_the_countys_and_a_withheld_cell_leaves_it_empty(registry: Registry) -> None:
    def release(*found: Cell) -> tuple[Imported, ...]:
        return (
            Imported("arrests", "2026-08", "f", "", 0, 0, 0, 0, "", 0, "", "", (), (), (), {}, {}, "", found),
        )  # fmt: skip

    def cell(agency: str, certainty: str, rows: int | None) -> Cell:
        return Cell(agency, "GA", "2026-01", "JEM", True, certainty, rows)

    hall = "ga-hall-county-sheriff"
    found = study_panel(registry, "2026-01-01", "2026-01-31",
                        kept=release(cell(hall, "certain", 8), cell(hall, "possible", None), cell("", "cannot be tied", 90)))  # fmt: skip
    row = cells(found, "13139", "2026-01")
    assert (row["rows_certain"], row["rows_possible"]) == (8, None)
    assert "arrests 2026-08" in str(row["vintage"])
    assert sum(r[NAMES.index("rows_certain")] or 0 for r in found.rows) == 8


def test_files_hold_the_same(recent: StudyPanel, tmp_path: Path) -> None:
    frames = []
    for ending, read in ((".parquet", pd.read_parquet), (".dta", pd.read_stata),
                         (".csv", lambda p: pd.read_csv(p, dtype={"county_fips": str}))):  # fmt: skip
        path = tmp_path / f"panel{ending}"
        write_panel(recent, path)
        frames.append(read(path))
    for frame in frames:
        assert list(frame.columns) == NAMES and len(frame) == len(recent.rows)
        assert list(frame.county_fips) == [r[0] for r in recent.rows]
        assert frame.tfm.sum() == sum(r[NAMES.index("tfm")] for r in recent.rows)


def test_the_codebook_counts_what_is_held(recent: StudyPanel) -> None:
    rows = {r["column"]: r for r in csv.DictReader(io.StringIO(codebook(recent)))}
    assert list(rows) == NAMES
    assert int(rows["tfm"]["held"]) == len(recent.rows)
    assert int(rows["identified_fy"]["empty"]) == len(recent.rows)


def test_it_cannot_end_before_it_begins(registry: Registry) -> None:
    with pytest.raises(ValueError, match="before it begins"):
        study_panel(registry, "2026-01-01", "2025-01-01", kept=())


def test_the_command(registry_file: Path, tmp_path: Path) -> None:
    run = CliRunner()
    words = [
        "outcomes",
        "panel",
        "--since",
        "2025-12-01",
        "--until",
        "2025-12-31",
        "--registry",
        str(registry_file),
    ]
    done = run.invoke(cli, [*words, "-o", str(tmp_path / "p.csv")])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "p.csv").is_file() and (tmp_path / "p.codebook.csv").is_file()
    assert "county_fips (text)" in run.invoke(cli, ["outcomes", "panel"]).stdout
    assert run.invoke(cli, [*words, "-o", str(tmp_path / "p.xls")]).exit_code == 2
