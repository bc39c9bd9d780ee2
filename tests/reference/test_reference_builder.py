"""The builder gives the bytes that ship, and says what is wrong with an input that has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from deputized.reference.builder import build
from deputized.reference.tables import FOLDER


@pytest.mark.corpus
def test_rebuilt_tables_are_the_shipped_ones_byte_for_byte(shared_reference: Path, tmp_path: Path) -> None:
    written = build(shared_reference, tmp_path)
    assert {p.name for p in written} | {
        "aliases.csv",
        "judicial_districts.csv",
        "recoded.csv",
        "sources.csv",
        "townships.csv",
        "zips.csv",
    } == {p.name for p in FOLDER.glob("*.csv")}
    for path in written:
        assert path.read_bytes() == (FOLDER / path.name).read_bytes(), path.name


@pytest.mark.corpus
def test_no_shared_file_is_shipped_as_it_is(shared_reference: Path) -> None:
    shipped = {p.read_bytes() for p in FOLDER.glob("*.csv")}
    assert not [p.name for p in shared_reference.glob("*.csv") if p.read_bytes() in shipped]


@pytest.mark.corpus
def test_a_missing_input_is_named(shared_reference: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(shared_reference, source)
    (source / "places.csv").chmod(0o644)
    source.chmod(0o755)
    (source / "places.csv").unlink()
    with pytest.raises(FileNotFoundError, match=r"places\.csv"):
        build(source, tmp_path / "out")
