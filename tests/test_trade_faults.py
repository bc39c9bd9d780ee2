"""Faults that befell others, and us: every row of the table of them is walked here or by the test named beside it."""

from __future__ import annotations

import ast
import csv
import io
import os
import re
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from deputized.archive import Incoming, Ledger
from deputized.archive.ingest import Rehearsal
from deputized.cli.group import cli
from deputized.library import Registry
from deputized.library.opening import RegistryMissing, _read
from deputized.registry.curation import Corrector, load_corrections
from deputized.registry.names import parse_name
from deputized.registry.replay import read
from deputized.registry.rows import read_row
from deputized.store import StoreError, write_registry
from shared_inputs import CHECKOUT, shared_folder

WALKED = {
    "A11": "readers/test_readers_blocks.py", "A12": "registry/test_contract.py::test_the_same_list_in_other_clothes_is_no_news",
    "A13": "readers/test_readers_odd.py", "A14": "readers/test_readers_aside.py", "A16": "readers/test_readers_aside.py",
    "A17": "readers/test_readers_aside.py",
    "A20": "registry/test_contract.py::test_a_slip_of_the_list_is_doubted_however_often_it_comes",
    "A22": "registry/test_contract.py::test_a_slip_of_the_list_is_doubted_however_often_it_comes",
    "A23": "readers/test_readers_aside.py", "B04": "registry/test_doubts.py::test_two_bodies_on_one_list_are_two_agencies",
    "B07": "registry/test_doubts.py::test_two_bodies_on_one_list_are_two_agencies",
    "B09": "registry/test_doubts.py::test_two_bodies_on_one_list_are_two_agencies",
    "B10": "registry/test_doubts.py::test_two_bodies_on_one_list_are_two_agencies",
    "B13": "registry/test_doubts.py::test_what_is_read_as_one_body_twice_is_in_doubt",
    "B14": "registry/test_wording.py::test_a_change_of_wording_is_no_change_of_anybody",
    "C01": "library/test_clocks.py", "C02": "library/test_clocks.py", "C03": "registry/test_ids.py::test_an_event_follows_what_it_befell",
    "C04": "site/test_feeds.py::test_an_entry_bears_its_list_s_day_at_noon_and_names_the_list",
    "C06": "registry/test_rows.py", "C08": "registry/test_rows.py",
    "C10": "site/test_feeds.py::test_what_a_list_took_back_is_told_as_taken_back",
    "D01": "places/test_places_several.py", "D09": "registry/test_rows.py", "D12": "registry/test_rows.py",
    "E01": "places/test_shapes.py::test_rings_are_closed_wound_as_the_standard_says_and_on_the_globe",
    "E04": "places/test_shapes.py::test_every_county_has_its_shape_and_small_cities_and_territories_too",
    "E05": "site/test_downloads.py::test_the_package_keeps_the_standard",
    "E09": "dataset/test_one_database.py::test_datasette_serves_every_table_view_and_question",
    "H07": "resolver", "J02": "library/test_door.py", "J03": "library/test_door.py",
}  # fmt: skip
"""Rows that other tests walk: a file or folder of tests, or one test in it."""


# A: a workbook ---------------------------------------------------------------------------------------


def signed_as_in_plain(name: str) -> None:
    """The rows of an odd workbook, read to the end, say what the plain one's say."""
    folder = shared_folder("cases") / "workbooks"

    def said(path: Path) -> list[tuple[object, ...]]:
        rehearsal = Rehearsal()
        given = Incoming("participatingAgencies05252026am.xlsx", path.read_bytes(), "", date(2026, 5, 25))
        (file,) = rehearsal.take([given]).files
        assert file.status == "added"
        ledger = rehearsal.ledger()
        rows = [read_row(ledger.contents[x.content_id]) for x in ledger.listings(file.publication_id)]
        return [(r.state, r.agency, r.county, r.model, r.signed) for r in rows]

    plain = said(folder / "plain.xlsx")
    assert len(plain) == 4 and all(isinstance(row[-1], date) for row in plain)
    assert said(folder / name) == plain


def a05(_: Registry) -> None:
    for name in ("last_row_cell.xlsx", "last_row_empty.xlsx"):
        signed_as_in_plain(name)


def a04(_: Registry) -> None:
    for name in ("broken_core.xlsx", "empty_core.xlsx", "bad_core.xlsx"):
        signed_as_in_plain(name)


# B: identity -----------------------------------------------------------------------------------------

SHORTER = (
    ("Police Department", "Police Dept."), ("Police Department", "PD"), ("Sheriff's Office", "Sheriff's Department"),
    ("Sheriff's Office", "Sheriff\u2019s Office"),
)  # fmt: skip


def b01(_: Registry) -> None:
    """A correction holds however the agency's name is written beside what it corrects."""
    ledger, correct = Ledger.shipped(), Corrector(load_corrections())
    tried = 0
    for correction in load_corrections():
        printed = [c for c in ledger.contents.values() if str(c.agency).strip() == correction.agency]
        for content in printed:
            right = read(content, correct).row
            if not any(note.startswith("corrected") for note in right.notes):
                continue
            for name in (correction.agency.upper(), *(correction.agency.replace(*pair) for pair in SHORTER)):
                row = read(replace(content, agency=name), correct).row
                assert (row.county, row.signed, row.moa_url) == (right.county, right.signed, right.moa_url), (
                    name
                )
                tried += 1
            break
    assert tried >= 25


def b03(registry: Registry) -> None:
    """What a correction reads is never told as what ICE printed."""
    corrected = {c.value: c.printed for c in load_corrections() if c.action == "read_signed"}
    printed: dict[str, set[str]] = {}
    for row in registry.rows("SELECT agreement_id, signed_raw, signed_date FROM agreement_dates"):
        printed.setdefault(row["agreement_id"], set()).add(row["signed_raw"])
        if corrected.get(row["signed_date"], "") == row["signed_raw"]:
            del corrected[row["signed_date"]]
    assert not corrected, "each correction is read beside what is printed"
    told = 0
    for event in registry.rows(
        "SELECT agreement_id, detail FROM events WHERE detail LIKE '%reviewed correction%'"
    ):
        said = re.findall(r"(?:printed|before) as (\d{4}-\d\d-\d\d)", event["detail"])
        assert said and set(said) <= printed[event["agreement_id"]], event
        told += 1
    assert told


def b18(_: Registry) -> None:
    for county, state in (("Kinney", "TX"), ("Prince George's", "MD"), ("De Kalb", "GA")):
        forms = (
            "{} County Sheriff's Office", "Sheriff of {} County", "{} County, Sheriff of", "{} Co. S.O.", "{} CO SO",
            "County of {} Sheriff's Office", "Sheriff, {} County", "{} County SO", "Office of the Sheriff of {} County",
            "{} County Sheriffs Department", "{} Cnty Sheriff\u2019s Office", "{} County Sheriff",
        )  # fmt: skip
        assert len({parse_name(state, form.format(county)).key for form in forms}) == 1, county


def b20(_: Registry) -> None:
    """Small words of a county's name stay in it."""
    for state, county, base in (
        ("MN", "Lake of the Woods County", "lake of the woods"),
        ("LA", "St. John the Baptist Parish", "st john the baptist"),
        ("VA", "Isle of Wight County", "isle of wight"),
        ("MN", "Lac qui Parle County", "lac qui parle"),
    ):
        forms = ("{} Sheriff's Office", "Sheriff of {}", "{} Sheriff", "{} S.O.", "Office of the Sheriff, {}")
        assert {parse_name(state, form.format(county)).base for form in forms} == {base}


# D: places -------------------------------------------------------------------------------------------


def d03(registry: Registry) -> None:
    held = registry.rows(
        "SELECT count(ori) AS ori, count(county_fips) AS fips, count(*) AS n FROM agency_places"
    )
    assert held[0]["ori"] > 0.85 * held[0]["n"] and held[0]["fips"] > 0.85 * held[0]["n"]
    shown = CliRunner().invoke(cli, ["agencies", "-f", "csv", "--registry", str(registry.path)])
    rows = list(csv.DictReader(io.StringIO(shown.stdout)))
    assert sum(bool(r["ori"]) for r in rows) > 1000 and sum(bool(r["county_fips"]) for r in rows) > 1000


def d04(registry: Registry) -> None:
    apart = registry.rows(
        "SELECT agency_id FROM agencies JOIN agency_places USING (agency_id) "
        "WHERE agencies.county_fips IS NOT agency_places.county_fips"
    )
    assert apart == []


def d05(registry: Registry) -> None:
    for command in (["county"], ["agencies", "--county"]):
        for given in ("1001", "Kinney, TX", "Autauga, AL"):
            done = CliRunner().invoke(cli, [*command, given, "--registry", str(registry.path)])
            assert done.exit_code == 0, (command, given, done.output)


def d06(registry: Registry) -> None:
    for fips, heir in (("46113", "46102"), ("02270", "02158"), ("51515", "51019")):
        done = CliRunner().invoke(cli, ["county", fips, "--registry", str(registry.path)])
        assert done.exit_code != 0 and heir in done.output


# E: exports ------------------------------------------------------------------------------------------


def e06(registry: Registry, tmp_path: Path) -> None:
    """Who opens it in Excel has a workbook."""
    from openpyxl import load_workbook

    done = CliRunner().invoke(
        cli,
        ["export", "-o", str(tmp_path), "--table", "agency_names", "--format", "xlsx", "--registry", str(registry.path)],
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    (path,) = tmp_path.glob("**/*.xlsx")
    cells = {
        str(c) for row in load_workbook(path, read_only=True).active.iter_rows(values_only=True) for c in row
    }  # type: ignore[union-attr]
    assert any("\u2019" in c for c in cells)


def e08(registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An old SQLite is named before anything is done, and what to do."""
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 0))
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.34.0")
    with pytest.raises(StoreError, match=r"SQLite 3\.37 or newer.*3\.34\.0"):
        write_registry(tmp_path / "r.sqlite", {})
    with pytest.raises(RegistryMissing, match=r"SQLite 3\.37 or newer.*3\.34\.0"):
        _read(registry.path)


# G, H, I: site, command line, packaging --------------------------------------------------------------


def g01(_: Registry, tmp_path: Path) -> None:
    """A site that is looked at is not built anew."""
    (tmp_path / "index.html").write_text(
        '<link rel="canonical" href="https://example.org/">', encoding="utf-8"
    )
    before = {p: p.stat().st_mtime_ns for p in tmp_path.iterdir()}
    done = CliRunner().invoke(cli, ["serve", "--site", str(tmp_path), "--unless-quiet"])
    assert done.exit_code == 0, done.output
    assert {p: p.stat().st_mtime_ns for p in tmp_path.iterdir()} == before


def h01(registry: Registry) -> None:
    command = [sys.executable, "-m", "deputized", "agencies", "-f", "csv", "--registry", str(registry.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None and running.stderr is not None
        assert running.stdout.readline().startswith(b"agency_id")
        running.stdout.close()  # as `head -1` does
        said = running.stderr.read().decode()
        assert running.wait(120) == 0, said
    assert "Traceback" not in said and "Broken" not in said


def h03(registry: Registry) -> None:
    env = os.environ | {"PYTHONIOENCODING": "cp1252"}
    command = [sys.executable, "-m", "deputized", "summary", "--registry", str(registry.path)]
    done = subprocess.run(command, env=env, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode("cp1252")


def i02(_: Registry) -> None:
    """What is used of typst came with 0.15."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    (wanted,) = (d for d in project["project"]["dependencies"] if d.startswith("typst"))
    assert wanted == "typst>=0.15"


CHECKS: dict[str, Callable[..., None]] = {
    "A01": lambda _: signed_as_in_plain("case_sharedstrings.xlsx"),
    "A03": lambda _: signed_as_in_plain("backslash_names.xlsx"),
    "A04": a04, "A05": a05, "A10": lambda _: signed_as_in_plain("d1904_unstyled.xlsx"),
    "B01": b01, "B03": b03, "B18": b18, "B20": b20, "D03": d03, "D04": d04, "D05": d05, "D06": d06,
    "E06": e06, "E08": e08, "G01": g01, "H01": h01, "H03": h03, "I02": i02,
}  # fmt: skip
"""Rows that are walked here."""


@pytest.mark.parametrize("row", sorted(CHECKS))
def test_a_fault_of_the_table_is_mended(
    row: str, registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = CHECKS[row]
    wants = check.__code__.co_varnames[: check.__code__.co_argcount]
    more = {"tmp_path": tmp_path, "monkeypatch": monkeypatch}
    check(registry, **{name: more[name] for name in wants if name in more})


@pytest.mark.parametrize("row", sorted(WALKED))
def test_a_fault_is_walked_where_it_is_said_to_be(row: str) -> None:
    file, _, name = WALKED[row].partition("::")
    path = CHECKOUT / "tests" / file
    assert path.exists()
    if name:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_no_row_of_the_table_is_left_out() -> None:
    with (shared_folder("cases") / "trade_faults.csv").open(encoding="utf-8", newline="") as file:
        rows = {r["id"] for r in csv.DictReader(file)}
    assert rows == set(CHECKS) | set(WALKED)
    assert not set(CHECKS) & set(WALKED)
