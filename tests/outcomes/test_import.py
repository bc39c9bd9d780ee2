"""Releases taken in: every one known, in every format; made up files, used here alone; only counts kept."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from deputized.cli.group import cli
from deputized.library import Registry
from deputized.outcomes import engine, outcomes_of, releases
from deputized.outcomes.breaks import breaks
from deputized.outcomes.errors import OutcomesError
from deputized.outcomes.import_counts import LEAST, Imported, import_release, imported
from deputized.outcomes.releases import recognize
from outcomes import made_releases as made

RELEASES = {r.name: r for r in releases.releases()}
HALL = {
    "place": "HALL COUNTY JAIL",
    "state": "GEORGIA",
    "method": "287(g) Program",
    "program": "287G Program",
}
TOLD: list[dict[str, Any]] = [
    *({"day": date(2026, 2, 3), "person": f"person-a{i}", **HALL} for i in range(7)),
    {"day": date(2026, 2, 3), "person": "person-a1", **HALL},  # the same person on the same day
    {"day": date(2026, 2, 4), "person": "person-a1", **HALL},  # the same person on another day
    *({"day": date(2026, 2, 3), "place": "STEWART DETENTION CENTER", "state": "GEORGIA", "method": "287(g) Program",
       "program": "287G Program", "person": f"b{i}"} for i in range(6)),
    *({"day": date(2026, 3, 3), "place": "KINNEY COUNTY SHERIFF", "state": "TEXAS", "method": "Custodial Arrest",
       "program": "287g Task Force", "person": f"c{i}"} for i in range(5)),
    *({"day": date(2026, 3, 3), "place": "KINNEY COUNTY SHERIFF", "state": "TEXAS", "method": "Custodial Arrest",
       "program": "", "person": f"d{i}"} for i in range(6)),
    {"day": date(2026, 3, 3), "place": "HALL COUNTY JAIL", "state": "GEORGIA", "method": "Located", "person": "e"},
    {"day": "", "person": "f", **HALL},
]  # fmt: skip
WRITERS = {"csv": made.write_csv, "parquet": made.write_parquet, "xlsx": made.write_workbook}


def taken(registry: Registry, folder: Path, name: str, kind: str) -> Imported:
    path = WRITERS[kind](folder / f"any name.{kind}", RELEASES[name], TOLD)
    return import_release(path, registry, folder / "kept")


@pytest.mark.corpus
def test_the_shipped_columns_are_those_of_the_schema(shared_outcomes: Path) -> None:
    assert (releases.FOLDER / releases.TABLE).read_text(encoding="utf-8") == releases.derive(shared_outcomes)


@pytest.mark.parametrize("name", RELEASES)
def test_every_release_is_recognized_by_its_columns_and_by_the_publishers(name: str) -> None:
    release = RELEASES[name]
    for columns in (release.columns, [made.title(c) for c in release.columns], [*release.columns, "file_original",
                    "row_original", "duplicate_likely"], [c for c in release.columns if c not in release.optional]):  # fmt: skip
        assert recognize(columns, "f").release is release


@pytest.mark.parametrize(
    ("name", "kind"),
    [(n, k) for i, n in enumerate(RELEASES) for k in ("csv", "parquet", "xlsx") if k != "xlsx" or i % 2 == 0],
)
def test_every_release_in_every_format(registry: Registry, tmp_path: Path, name: str, kind: str) -> None:
    done = taken(registry, tmp_path, name, kind)
    assert f"{done.dataset} {done.release}" == name
    assert (done.total, done.duplicates, done.undated) == (len(TOLD), 1, 1)
    assert (done.first, done.last) == ("2026-02-03", "2026-03-03")
    if "place" not in recognize(RELEASES[name].columns, "f").columns:
        assert done.floor == 0, "without a place nothing is tied"


@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx"])
def test_floor_and_ceiling(registry: Registry, tmp_path: Path, kind: str) -> None:
    done = taken(registry, tmp_path, "arrests 2026-08", kind)
    assert done.totals["certain"] == 8 + 5, "eight at Hall's jail, five of Kinney's task force"
    assert done.totals["cannot be tied"] == 6
    assert done.totals["possible"] is None, "one row without a day: under five, withheld"
    assert done.totals["possible, untagged"] == 6
    assert done.tagged == 8 + 1 + 6 + 5
    shown = {(c.agency_id, c.month, c.model, c.tagged, c.certainty): c.rows for c in done.cells}
    assert shown["tx-kinney-county-sheriff", "2026-03", "TFM", True, "certain"] == 5
    assert shown["tx-kinney-county-sheriff", "2026-03", "TFM", False, "possible"] == 6
    hall = [c for c in done.cells if c.agency_id == "ga-hall-county-sheriff" and c.certainty == "certain"]
    assert [(c.month, c.rows) for c in hall] == [("2026-02", 8)]
    assert "a facility; who runs it is not said" in done.reasons


def test_only_counts_are_kept_and_small_ones_withheld(registry: Registry, tmp_path: Path) -> None:
    done = taken(registry, tmp_path, "arrests 2026-08", "csv")
    files = sorted(p.name for p in (tmp_path / "kept").rglob("*") if p.is_file())
    assert files == ["about.json", "counts.csv"]
    text = "".join(p.read_text(encoding="utf-8") for p in (tmp_path / "kept").rglob("*.*"))
    assert "person-" not in text and "JAIL" not in text.split("reasons")[0]
    with next((tmp_path / "kept").rglob("counts.csv")).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert all((r["rows"] == "") == (r["withheld"] == "1") for r in rows)
    assert all(int(r["rows"]) >= LEAST for r in rows if r["rows"])
    assert any(r["withheld"] == "1" for r in rows)
    assert imported(tmp_path / "kept") == (done,)


def test_the_publishers_own_flag_is_used_where_it_is_there(registry: Registry, tmp_path: Path) -> None:
    flags = [str(n % 4 == 0).lower() for n in range(len(TOLD))]
    path = made.write_parquet(
        tmp_path / "f.parquet", RELEASES["arrests 2026-08"], TOLD, duplicate_drop_row=flags
    )
    done = import_release(path, registry, tmp_path / "kept")
    assert done.duplicates == flags.count("true")
    assert "duplicate_drop_row" in done.rule


def test_words_that_change_are_named_month_by_month(registry: Registry, tmp_path: Path) -> None:
    told = []
    for month in range(5, 12):
        method = "287(g) Program" if month < 8 else "Custodial Arrest"
        told += [
            {"day": date(2025, month, 1 + i % 27), "place": "X", "state": "TEXAS", "method": method,
             "program": "287g Task Force", "person": f"{month}-{i}"} for i in range(25)
        ]  # fmt: skip
    path = made.write_csv(tmp_path / "f.csv", RELEASES["arrests 2026-08"], told)
    done = import_release(path, registry, tmp_path / "kept")
    assert len(done.breaks) == 2
    assert all(b.startswith("2025-08: ") for b in done.breaks)
    assert any("'Custodial Arrest' goes from 0% to 100%" in b for b in done.breaks)


def test_breaks_look_past_months_with_few_rows() -> None:
    few = [
        (date(2025, 1, 1), "p", "a", 100),
        (date(2025, 2, 1), "p", "b", 3),
        (date(2025, 3, 1), "p", "a", 100),
    ]
    assert breaks(few) == ()
    slow = [(date(2025, m, 1), "p", w, n) for m, split in enumerate([(80, 20), (60, 40), (40, 60)], 1)
            for w, n in zip("ab", split, strict=True)]  # fmt: skip
    assert breaks(slow) == (), "a change by a fifth is no break"


def test_a_workbook_whose_sheets_differ_or_have_no_header_is_refused(
    registry: Registry, tmp_path: Path
) -> None:
    import openpyxl

    path = made.write_workbook(tmp_path / "f.xlsx", RELEASES["arrests 2026-08"], TOLD)
    book = openpyxl.load_workbook(path)
    sheet = book["Data 2"]
    sheet.cell(7, 1).value = "Something Else"
    book.save(path)
    with pytest.raises(OutcomesError, match="sheet Data 2: its columns are not those"):
        import_release(path, registry, tmp_path / "kept")
    made.write_workbook(path, RELEASES["arrests 2026-08"], TOLD, preamble=engine.PREAMBLE + 1)
    with pytest.raises(OutcomesError, match="no sheet has the header"):
        import_release(path, registry, tmp_path / "kept")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        (
            "a.parquet",
            b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
            "a pointer to a large file",
        ),
        ("a.csv", b"one,two\n1,2\n", "no release we know"),
        ("a.csv", b"", "neither Parquet"),
        ("a.parquet", b"PAR1 and nothing else", "cannot be read"),
        ("a.xlsx", b"PK\x03\x04broken", "cannot be read"),
        ("a.xls", b"\xd0\xcf\x11\xe0\x00\x00", "neither Parquet"),
        ("a.csv", b"Apprehension Date,apprehension_date\n1,2\n", "is there twice"),
    ],
)
def test_other_files_are_refused_by_name(
    registry: Registry, tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(OutcomesError, match=says) as caught:
        import_release(path, registry, tmp_path / "kept")
    assert name in str(caught.value)
    assert not (tmp_path / "kept").exists()


def test_what_a_file_lacks_or_has_beyond_is_told() -> None:
    columns = [c for c in RELEASES["detainers 2026-08"].columns if c != "felon"] + ["New Column"]
    found = recognize(columns, "f")
    assert (found.missing, found.extra) == (("felon",), ("new_column",))


def test_a_hostile_path_and_hostile_cells_do_no_harm(registry: Registry, tmp_path: Path) -> None:
    odd = tmp_path / "it's; DROP TABLE rows --.csv"
    told = [{**t, "place": '=HYPERLINK("x")\'; DROP TABLE rows; --'} for t in TOLD[:8]]
    made.write_csv(odd, RELEASES["arrests 2026-08"], told)
    done = import_release(odd, registry, tmp_path / "kept")
    assert done.totals["cannot be tied"] == 7


def test_without_the_extra_it_says_what_to_install(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "duckdb", None)
    path = made.write_csv(tmp_path / "f.csv", RELEASES["arrests 2026-08"], TOLD)
    with pytest.raises(OutcomesError, match=r"pip install 'deputized\[outcomes\]'"):
        import_release(path, registry)


def test_the_command(registry_file: Path, tmp_path: Path) -> None:
    path = made.write_csv(tmp_path / "f.csv", RELEASES["arrests 2026-08"], TOLD)

    def run(*words: str) -> str:
        done = CliRunner().invoke(cli, ["outcomes", *words])
        assert done.exit_code == 0, done.output
        return done.stdout

    text = run("import", str(path), "-o", str(tmp_path / "kept"), "--registry", str(registry_file))
    assert "arrests, release 2026-08" in text and "floor 13, ceiling 25" in text and "no rows" in text
    cells = json.loads(run("import", str(path), "-o", str(tmp_path / "kept"), "--format", "json", "--registry",
                           str(registry_file)))  # fmt: skip
    assert sum(c["rows"] or 0 for c in cells if c["certainty"] == "certain") == 13
    rows = json.loads(run("releases", "--format", "json"))
    assert [r["release"] for r in rows if "arrests-latest.parquet" in r["address"]] == ["2026-08"], (
        "the newest alone"
    )
    missing = CliRunner().invoke(cli, ["outcomes", "import", "none.csv", "--registry", str(registry_file)])
    assert missing.exit_code == 1 and "no such file" in missing.output


def test_what_was_imported_stands_in_the_answer_of_its_own_place(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPUTIZED_HOME", str(tmp_path / "home"))
    assert outcomes_of(registry, "ga-hall-county-sheriff").imported == ()
    path = made.write_csv(tmp_path / "f.csv", RELEASES["arrests 2026-08"], TOLD)
    import_release(path, registry)
    hall = outcomes_of(registry, "ga-hall-county-sheriff").imported[0]
    assert (hall.floor, hall.certain, hall.untied) == (8, 8, 0)
    assert hall.ceiling == hall.certain + hall.possible + 4 * hall.withheld_cells
    assert outcomes_of(registry, "Hall County, GA").imported[0].certain == 8
    assert outcomes_of(registry, "GA").imported[0].untied == 6
    assert outcomes_of(registry, "Kinney County, TX").imported[0].certain == 5
    assert outcomes_of(registry, "Cobb County, GA").imported[0].ceiling == 0
    assert outcomes_of(registry, "Hall County, GA", as_of="2026-01-31").imported[0].certain == 0
