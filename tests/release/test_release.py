"""Releases: the same bytes twice, whole by their checksums, and what changed between two of them told row by row."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from deputized.cli.group import cli
from deputized.library import Registry
from deputized.library.opening import open_registry
from deputized.release import ReleaseError, make_release
from deputized.release.bundle import DataRelease, check_release


@pytest.fixture(scope="module")
def before(earlier_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the registry without its newest list."""
    folder = tmp_path_factory.mktemp("before") / "release"
    with open_registry(earlier_file) as older:
        make_release(older, folder)
    return folder


@pytest.fixture(scope="module")
def made(registry: Registry, before: Path, tmp_path_factory: pytest.TempPathFactory) -> DataRelease:
    """The release after it, with what changed, also in one file."""
    return make_release(registry, tmp_path_factory.mktemp("now") / "r", since=before, zipped=True)


def test_the_same_registry_gives_the_same_bytes(
    registry: Registry, before: Path, made: DataRelease, tmp_path: Path
) -> None:
    """Elsewhere, over the release before it, which it replaces."""
    shutil.copytree(before, tmp_path / "b" / "r")
    two = make_release(registry, tmp_path / "b" / "r", since=before, zipped=True)
    assert made.files == two.files and made.archive is not None and two.archive is not None
    assert made.archive.read_bytes() == two.archive.read_bytes()
    with zipfile.ZipFile(made.archive) as held:
        assert len(held.namelist()) == len(made.files) + 1 and held.testzip() is None
    for line in (two.folder / "SHA256SUMS").read_text().splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256((two.folder / name).read_bytes()).hexdigest() == digest


def test_what_changed_is_told_by_row(registry: Registry, before: Path, made: DataRelease) -> None:
    assert made.changed["publications"]["added"] == 1 and made.changed["publications"]["removed"] == 0
    for table in ("agreements", "events"):
        key = "agreement_id" if table == "agreements" else "event_id"
        old = {r[key] for r in csv.DictReader((before / "data" / f"{table}.csv").open(encoding="utf-8-sig"))}
        new = {r[0] for r in registry.db.execute(f"SELECT {key} FROM {table}")}
        told = list(csv.DictReader((made.folder / "CHANGES.csv").open(encoding="utf-8")))
        added = {r["key"] for r in told if r["table"] == table and r["change"] == "added"}
        assert added and added == new - old and made.changed[table]["added"] == len(added)
    assert (
        f"What changed since {json.loads((before / 'release.json').read_text())['version']}"
        in (made.folder / "README.md").read_text()
    )


def test_it_holds_everything_public_with_its_description(made: DataRelease) -> None:
    """Places, identifiers, laws, duties, claims, payments and results beside the registry's own tables."""
    package = json.loads((made.folder / "data" / "datapackage.json").read_text(encoding="utf-8"))
    told = {r["name"] for r in package["resources"]}
    assert told == set(made.facts.rows) == {p.stem for p in (made.folder / "data").glob("*.csv")}
    assert {"places", "identifiers", "laws", "duties", "claims", "payments", "results", "agreements"} <= told
    readme = (made.folder / "README.md").read_text(encoding="utf-8")
    assert all(f"| {name} | {n:,} | " in readme for name, n in made.facts.rows.items())


def test_what_it_says_of_itself(before: Path) -> None:
    facts = json.loads((before / "release.json").read_text(encoding="utf-8"))
    cff = yaml.safe_load((before / "CITATION.cff").read_text(encoding="utf-8"))
    deposit = json.loads((before / ".zenodo.json").read_text(encoding="utf-8"))
    cited = json.loads((before / "datacite.json").read_text(encoding="utf-8"))
    assert {cff["version"], deposit["version"], cited["version"]} == {facts["version"]}
    assert str(cff["date-released"]) == deposit["publication_date"] == facts["newest_list_date"]
    for name in ("creators", "titles", "publisher", "publicationYear", "types", "schemaVersion"):
        assert cited[name], f"DataCite requires {name}"
    assert cited["identifiers"] == []


def test_a_release_that_was_touched_is_not_whole(before: Path, tmp_path: Path) -> None:
    assert check_release(before) == []
    copy = tmp_path / "copy"
    shutil.copytree(before, copy)
    (copy / "data" / "agencies.csv").write_bytes(b"agency_id\n")
    (copy / "more.txt").write_text("x")
    (copy / "README.md").unlink()
    assert len(check_release(copy)) == 3
    done = CliRunner().invoke(cli, ["release", str(copy), "--check"])
    assert done.exit_code == 1 and "README.md: gone" in done.output


def test_no_folder_of_anothers_is_written_over(registry: Registry, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("kept")
    with pytest.raises(ReleaseError, match="not empty"):
        make_release(registry, tmp_path)
    assert (tmp_path / "mine.txt").read_text() == "kept"
    with pytest.raises(ReleaseError, match="no release in it"):
        make_release(registry, tmp_path / "new", since=tmp_path)
