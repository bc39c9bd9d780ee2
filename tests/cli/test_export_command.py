"""deputized export, in both formats."""

from __future__ import annotations

import json
from pathlib import Path

import frictionless
import openpyxl
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from deputized.cli.group import cli


def test_export_writes_parquet_with_its_package(registry_file: Path, tmp_path: Path) -> None:
    words = [
        "export",
        "-o",
        str(tmp_path),
        "--format",
        "parquet",
        "--table",
        "agencies",
        "--registry",
        str(registry_file),
    ]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 0, done.output
    assert {p.name for p in tmp_path.iterdir()} == {"agencies.parquet", "datapackage.json"}
    rows = pq.read_table(tmp_path / "agencies.parquet").num_rows
    assert f"agencies.parquet: {rows:,} rows" in done.output
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert [(r["path"], r["format"]) for r in package["resources"]] == [("agencies.parquet", "parquet")]


def test_export_names_the_formats_it_knows(registry_file: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(
        cli, ["export", "-o", str(tmp_path / "x"), "--format", "xls", "--registry", str(registry_file)]
    )
    assert done.exit_code == 2
    assert "csv" in done.output and "parquet" in done.output
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("format_", ["csv", "parquet", "xlsx"])
def test_bodies_of_a_state_are_exported_in_every_format(
    registry_file: Path, tmp_path: Path, format_: str
) -> None:
    folder = tmp_path / "out"
    words = ["export", "-o", str(folder), "--table", "bodies", "--state", "Vt.", "--format", format_]
    done = CliRunner().invoke(cli, [*words, "--registry", str(registry_file)])
    assert done.exit_code == 0, done.output
    file = folder / f"bodies.{format_}"
    if format_ == "csv":
        report = frictionless.Package(folder / "datapackage.json").validate()
        assert report.valid, report.flatten(["rowNumber", "fieldName", "type"])[:5]
        count = len(file.read_text(encoding="utf-8").splitlines()) - 1
    elif format_ == "parquet":
        table = pq.read_table(file)
        count = table.num_rows
        assert set(table.column("state").to_pylist()) == {"VT"}
    else:
        sheet = openpyxl.load_workbook(file, read_only=True).active
        assert sheet is not None
        rows = list(sheet.iter_rows(values_only=True))
        assert rows[0][:4] == ("body_id", "agency_id", "ori", "name")
        count = len(rows) - 1
    assert f"bodies.{format_}: {count:,} rows" in done.output
    assert count > 50
