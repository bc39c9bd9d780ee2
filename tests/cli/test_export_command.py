"""deputized export, in both formats."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
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
