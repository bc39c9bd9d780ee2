"""A user's own list is tied row by row: their columns kept, nothing guessed; the country in one table."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from deputized import reference
from deputized.cli.group import cli
from deputized.library import Registry
from deputized.library.crosswalk import COLUMNS, crosswalk
from deputized.library.own_list import match_list
from deputized.resolver.index import points
from deputized.store.sheets import csv_for_excel, workbook

LIST = """Exported 2026-05-01 for the association
ID;Agency Name;State;County;ID;Note
007;Kinney County Sheriff's Office;TX;Kinney;a;=SUM(A1)
2;Harris Co. S.O.;Texas;;b;never signed
3;Oak Ridge PD;TX;Kaufman;c;two of them
4;Oak Ridge PD;TX;;d;which one
5;Kiney County Sherif;TX;;e;misspelt
6;Hialeah PD;Utopia;;f;no state
7;;TX;;g;no name
8;Gotham Knights Special Unit;NJ;;h;nobody
9;Kinney SO;TX;Harris;i;another county;and a cell too many
10;Kinney SO;TX;;j;again
"""


def test_every_row_is_kept_and_tied_or_doubted(registry: Registry) -> None:
    found = match_list(registry, "own.csv", LIST.encode("cp1252"))
    rows = found.rows
    assert [r["ID"] for r in rows] == ["007", "2", "3", "4", "5", "6", "7", "8", "9", "10"]
    assert [r["ID_2"] for r in rows] == list("abcdefghij")
    assert rows[8]["column_7"] == "and a cell too many"
    assert [r["deputized_agency_id"] for r in rows] == [
        "tx-kinney-county-sheriff",
        *[None] * 8,
        "tx-kinney-county-sheriff",
    ]
    assert [r["deputized_ori"] for r in rows[1:4]] == ["TX1010000", "TX1292100", None]
    assert rows[1]["deputized_standing"] == "never listed"
    assert (rows[0]["deputized_models"], rows[0]["deputized_standing"]) == ("TFM", "listed")
    assert rows[2]["deputized_how"] == "name and county"
    assert rows[3]["deputized_candidates"].count("Oak Ridge Police Department") == 2
    assert rows[4]["deputized_candidates"].startswith("tx-kinney-county-sheriff")
    assert 0.8 < rows[4]["deputized_score"] < 1
    assert [r["deputized_doubt"] for r in rows[3:9]] == [
        "several bear the name", "none bears the name; these are like it", "the state 'Utopia' cannot be read",
        "the row names no agency", "nothing found: no agency is called 'Gotham Knights Special Unit' in NJ",
        "the row gives another county: Harris",
    ]  # fmt: skip
    assert sum(list(found.totals.values())[:5]) == len(rows)
    assert (
        "2 tied to an agency on ICE's lists, 2 tied to a body on no list, 3 in doubt, 2 nothing found"
        in found.told
    )


def test_other_files_and_headings(registry: Registry) -> None:
    for data in (
        "Kinney County Sheriff, TX\nHialeah PD, FL\n",  # without a header
        "LEA\tST\nKinney SO\tTX\nHialeah PD\tFla.\n",
        "ORI;Agency\nTX1360000;Kinney SO\nFL0130400;\n",
    ):
        rows = match_list(registry, "x.txt", data.encode()).rows
        assert [r["deputized_agency_id"] for r in rows] == [
            "tx-kinney-county-sheriff",
            "fl-hialeah-police",
        ], data
    odd = b"Whom,Where,deputized_ori\nKinney SO,TX,mine\n"
    row = match_list(registry, "x.csv", odd, "whom", "Where").rows[0]
    assert (row["deputized_ori"], row["deputized_ori_new"]) == ("mine", "TX1360000")
    book = workbook(
        "a", ("agency", "state", "n"), [("Kinney SO", "TX", 12.0), ("Dona Ana County Sheriff", "NM", None)]
    )
    rows = match_list(registry, "x.xlsx", book).rows
    assert [(r["n"], r["deputized_ori"]) for r in rows] == [("12", "TX1360000"), ("", "NM0070000")]
    wrong = match_list(registry, "x.csv", b"agency,state,ori\nKinney SO,TX,TX1010000\n").rows[0]
    assert (wrong["deputized_agency_id"], wrong["deputized_doubt"]) == (
        None,
        "ORI TX1010000 is not that of the name",
    )
    assert (
        match_list(registry, "x.csv", b"agency\nHarris County Sheriff\n", state="TX").rows[0]["deputized_ori"]
        == "TX1010000"
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "x.csv, row 1: it is empty"),
        (b"a,b\n1,2\n", "x.csv, row 1: no column of agency names among 'a', 'b'; say which: --name-column"),
        (b"PK\x03\x04junk", "x.csv"),
        (b"\x00" * 50, "neither a workbook nor text"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(registry: Registry, data: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        match_list(registry, "x.csv", data)


def test_the_command_writes_what_excel_opens(registry_file: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(LIST, encoding="utf-8")
    for name in ("out.csv", "out.xlsx"):
        words = ["match", str(own), "-o", str(tmp_path / name), "--registry", str(registry_file)]
        done = CliRunner().invoke(cli, words)
        assert done.exit_code == 0, done.output
        assert "10 rows: 2 tied to an agency on ICE's lists" in done.stderr
    text = (tmp_path / "out.csv").read_bytes().decode("utf-8-sig")
    assert (tmp_path / "out.csv").read_bytes()[:3] == b"\xef\xbb\xbf"
    rows = list(csv.DictReader(io.StringIO(text)))
    assert (rows[0]["ID"], rows[0]["Note"]) == ("007", "'=SUM(A1)")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert sheet is not None
    assert [sheet.cell(2, n).value for n in (1, 2, 6)] == [
        "007",
        "Kinney County Sheriff's Office",
        "=SUM(A1)",
    ]
    assert sheet.cell(2, 6).data_type == "s"
    same = CliRunner().invoke(cli, ["match", str(own), "-o", str(own), "--registry", str(registry_file)])
    assert same.exit_code == 2
    assert own.read_text(encoding="utf-8") == LIST
    none = CliRunner().invoke(cli, ["match", str(tmp_path / "none.csv"), "--registry", str(registry_file)])
    assert (none.exit_code, "none.csv: the file cannot be opened" in none.stderr) == (2, True)


def test_all_bodies_of_the_country_with_their_codes(registry: Registry) -> None:
    rows = crosswalk(registry)
    assert all(tuple(r) == COLUMNS for r in rows)
    ids = [r["agency_id"] for r in rows if r["agency_id"]]
    assert sorted(ids) == sorted(r["agency_id"] for r in registry.agencies(standing="all"))
    assert sum(r["agreements_in_force"] for r in rows) == registry.status().resolved.agreements
    assert len({r["state"] for r in rows}) >= 55
    by_fips = reference.counties_by_fips()
    for r in rows:
        tie = registry.ties[r["agency_id"]] if r["agency_id"] else None
        assert tie is None or (r["ori"] is None) == (tie.ori.code is None), r
        if r["latitude"] is not None and r["county_fips"]:
            county = by_fips[r["county_fips"]]
            east = abs(county.longitude - r["longitude"])
            away = math.hypot(county.latitude - r["latitude"], min(east, 360 - east))
            assert away < (12 if r["state"] in ("AK", "HI") else 2.5), r
            assert r["point_source"]
    houston = next(r for r in rows if r["ori"] == "TXHPD0000")
    assert (houston["county_fips"], houston["place_geoid"], houston["standing"]) == (
        "48201",
        "4835000",
        "never listed",
    )
    assert {r["state"] for r in crosswalk(registry, "Tex.")} == {"TX"}
    assert len(points()) > 12_000


def test_a_spreadsheet_file_is_the_same_bytes_each_time() -> None:
    rows = [("00123", "=1+1", 3), ("Doña Ana", None, True)]
    assert workbook("a/b", ("code", "x", "n"), rows) == workbook("a/b", ("code", "x", "n"), rows)
    assert (
        csv_for_excel("t", ("code", "x", "n"), rows).decode("utf-8-sig")
        == "code,x,n\r\n00123,'=1+1,3\r\nDoña Ana,,True\r\n"
    )
