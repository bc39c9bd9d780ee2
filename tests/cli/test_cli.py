"""Every command on the real registry, in every format, with its errors."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deputized.cli.group import COMMANDS, cli

TAKES_FORMAT = [
    ["status"],
    ["status", "--as-of", "2025-12-12", "--state", "TX", "--model", "tfm"],
    ["agencies", "--state", "GA", "--kind", "sheriff"],
    ["agency", "tx-kinney-county-sheriff"],
    ["agency", "pa-franklin-county-jail"],
    ["search", "kiney", "cnty", "sherif"],
    ["find", "Del", "Rio", "TX"],
    ["changes", "--since", "2026-04-15", "--kind", "news"],
    ["growth", "--state", "FL"],
    ["lists", "--kind", "webpage"],
    ["diff", "2026-04-30", "2026-05-01"],
    ["explain", "tx-kinney-county-sheriff.tfm.2025-03-26"],
    ["explain", "pa-cambria-county-jail"],
    ["explain", "participating-2025-09-22pm"],
    ["explain", "participating-2026-05-01am#1"],
    ["doctor"],
    ["lag"],
    ["county", "Kinney, TX"],
    ["state", "VT"],
    ["coverage", "--model", "tfm", "--by", "rurality"],
    ["match", "tx-kinney-county-sheriff"],
    ["panel", "--since", "2026-04-01"],
    ["mandate", "TX"],
    ["mandate", "TX", "--floor", "100000", "--left", "--as-of", "2026-01-15", "--known-on", "2026-02-01"],
    ["mandate", "MD"],
    ["timeline", "--since", "2019"],
    ["timeline", "--counts"],
    ["claim", "958 agreements on 2 Sep 2025", "--counts"],
    ["claim", "--number", "325", "--unit", "agreements", "--state", "FL", "--on", "2025-09-17"],
    ["claims"],
]


@pytest.fixture(scope="module")
def run(registry_file: Path):  # type: ignore[no-untyped-def]
    def go(*words: str) -> Result:
        return CliRunner().invoke(cli, [*words, "--registry", str(registry_file)])

    return go


@pytest.mark.parametrize("words", TAKES_FORMAT, ids=" ".join)
def test_every_format(run, words: list[str]) -> None:  # type: ignore[no-untyped-def]
    for format_ in ("table", "csv", "json", "ndjson"):
        result = run(*words, "--format", format_)
        assert result.exit_code == 0, result.output
        assert "\x1b[" not in result.stdout, "no colour where standard output is no terminal"
        assert result.stdout.strip()
        if format_ == "json":
            json.loads(result.stdout)
        elif format_ == "ndjson":
            assert all(json.loads(line) is not None for line in result.stdout.splitlines())
        elif format_ == "csv":
            rows = list(csv.reader(io.StringIO(result.stdout)))
            assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(command: str) -> None:
    result = CliRunner().invoke(cli, [command, "--help"])
    assert result.exit_code == 0
    assert f"deputized {command}" in result.stdout


def test_help_loads_nothing_heavy() -> None:
    """The help of the program and of each command: what it needs to answer in a fifth of a second."""
    code = (
        "import sys\nfrom deputized.cli.group import cli\n"
        f"for words in ([], *[[c] for c in {sorted(COMMANDS)!r}]):\n"
        "    try:\n        cli.main([*words, '--help'], standalone_mode=False)\n    except SystemExit:\n        pass\n"
        "    heavy = {'rich', 'plotext', 'rapidfuzz', 'yaml', 'openpyxl', 'sqlite3'} & set(sys.modules)\n"
        "    assert not heavy, (words, heavy)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "status" in done.stdout


@pytest.mark.parametrize(
    ("words", "some", "none"),
    [
        (["changes"], ["--since", "2026-05-01"], ["--since", "2030-01-01"]),
        (["agencies"], ["--state", "UT"], ["--state", "VT"]),
        (["search"], ["kinney"], ["zzzzqqq"]),
        (["find"], ["Kinney County, TX"], ["zzzzqqq"]),
        (["lists"], ["--suspect"], ["--suspect", "--kind", "webpage"]),
        (["diff", "2026-05-01"], ["2026-04-30"], ["2026-05-01"]),
    ],
    ids=lambda words: words[0],
)
def test_an_empty_answer_in_csv_has_the_header_of_a_full_one(  # type: ignore[no-untyped-def]
    run, words: list[str], some: list[str], none: list[str]
) -> None:
    full, empty = (run(*words, *more, "--format", "csv").stdout.splitlines() for more in (some, none))
    assert len(full) > 1
    assert empty == full[:1]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kinney County, TX", 0),
        ("78840", 0),
        ("Richmond, VA", 2),
        ("Springfield", 2),
        ("Pheonix", 2),
        ("zzzzqqq", 2),
    ],
)
@pytest.mark.parametrize("format_", ["table", "json"])
def test_find_says_by_its_exit_code_whether_one_thing_is_meant(
    run, text: str, code: int, format_: str
) -> None:  # type: ignore[no-untyped-def]
    assert run("find", text, "--format", format_).exit_code == code


def test_numbers_of_a_column_are_written_alike(run) -> None:  # type: ignore[no-untyped-def]
    doctor = run("doctor").stdout
    assert re.search(r"agency_curly_apostrophe +\d,\d{3} ", doctor)
    assert re.search(r"signed_to_listed +2025 Q3 +316 +1 ", run("lag").stdout)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["status", "--as-of", "2025-02-30"], "is no day"),
        (["status", "--state", "Atlantis"], "no state or territory is called"),
        (["status", "--as-of", "participating-1999-01-01"], "no believed participating list"),
        (["agency", "Nobody Whatsoever Department"], "no agency is called"),
        (["agency", "Jefferson County Sheriff"], "may be any of"),
        (["changes", "--kind", "nonsense"], "no such kind of change"),
        (["diff", "2026-04-30", "1999-01-01"], "no list has this id"),
        (["county", "Nowhere, TX"], "Nowhere"),
        (["county", "Jefferson"], "Jefferson"),
        (["agencies", "--kind", "x", "--state", "ZZ"], "ZZ"),
    ],
)
def test_wrong_usage_is_one_clear_line_and_code_2(run, words: list[str], says: str) -> None:  # type: ignore[no-untyped-def]
    result = run(*words)
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_an_unknown_command_gets_a_hint() -> None:
    result = CliRunner().invoke(cli, ["statsu"])
    assert result.exit_code == 2
    assert "Did you mean status" in result.stderr


def test_a_missing_or_damaged_registry_is_named(tmp_path: Path) -> None:
    missing = CliRunner().invoke(cli, ["status", "--registry", str(tmp_path / "none.sqlite")])
    assert missing.exit_code == 1
    assert "deputized build -o" in missing.stderr
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_bytes(b"SQLite format 3\0 but not really" * 50)
    result = CliRunner().invoke(cli, ["status", "--registry", str(damaged)])
    assert result.exit_code == 1
    assert "damaged.sqlite" in result.stderr


def test_an_old_id_leads_to_the_new_one(run, registry) -> None:  # type: ignore[no-untyped-def]
    agencies = {r["agency_id"] for r in registry.rows("SELECT agency_id FROM agencies")}
    moved = {r["old_id"]: r["new_id"] for r in registry.rows("SELECT * FROM redirects")}
    old = next(k for k, v in moved.items() if v in agencies)
    assert json.loads(run("agency", old, "--format", "json").stdout)["agency_id"] == moved[old]
    agreement = "fl-fish-and-wildlife-conservation-commission.tfm.2025-02-14"
    assert moved[f"{agreement}.2"] == agreement
    assert json.loads(run("explain", f"{agreement}.2", "--format", "json").stdout)["id"] == agreement


def test_a_handed_over_agreement_shows_both_bodies(run) -> None:  # type: ignore[no-untyped-def]
    shown = run("agency", "pa-franklin-county-jail").stdout
    assert "printed under Franklin County Sheriffs Office (pa-franklin-county-sheriff) from 2025-03-" in shown
    assert "pa-franklin-county-sheriff.wso" in shown


def test_pictures_are_written(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    for words in (["growth"], ["map", "--as-of", "2025-12-15", "--model", "tfm"]):
        path = tmp_path / f"{words[0]}.svg"
        assert run(*words, "-o", str(path)).exit_code == 0
        text = path.read_text(encoding="utf-8")
        assert text.lstrip().startswith("<svg")
        assert "<title" in text
        assert "http" not in text.replace("http://www.w3.org/2000/svg", "")


def test_a_known_file_changes_nothing_and_a_broken_one_is_refused_whole(
    shared_corpus: Path, tmp_path: Path
) -> None:
    ledger = tmp_path / "own"
    source = shared_corpus / "participating" / "2025-12-12pm.xlsx"
    good = tmp_path / "participatingAgencies12122025pm.xlsx"
    good.write_bytes(source.read_bytes())
    broken = tmp_path / "participatingAgencies12152025pm.xlsx"
    broken.write_bytes(source.read_bytes()[:40_000])
    refused = CliRunner().invoke(cli, ["ingest", str(good), str(broken), "--ledger", str(ledger)])
    assert refused.exit_code == 1
    assert "participatingAgencies12152025pm.xlsx" in refused.stderr
    assert "Nothing was taken in" in refused.stderr
    assert not list(ledger.rglob("*.csv")) if ledger.exists() else True
    first = CliRunner().invoke(cli, ["ingest", str(good), "--ledger", str(ledger), "--format", "json"])
    assert first.exit_code == 0, first.output
    assert json.loads(first.stdout)[0]["status"] == "added"
    again = CliRunner().invoke(cli, ["ingest", str(good), "--ledger", str(ledger), "--format", "json"])
    assert json.loads(again.stdout)[0]["status"] == "known"


def test_restore_gives_the_cells_back(tmp_path: Path) -> None:
    out = tmp_path / "list.csv"
    assert (
        CliRunner()
        .invoke(cli, ["archive", "restore", "participating-2025-12-12pm", "-o", str(out)])
        .exit_code
        == 0
    )
    with out.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert {r["value"] for r in rows if r["row"] == "1"} >= {"STATE", "COUNTY", "SIGNED"}
    assert CliRunner().invoke(cli, ["archive", "restore", "nothing"]).exit_code == 1


def test_a_narrow_terminal_breaks_no_id_and_no_day(registry, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    from deputized.cli.output import table

    rows = registry.agencies(state="UT")
    for width in (60, 80, 120, 160):
        table(rows, ("agency_id", "name", "kind", "first_listed_date", "last_listed_date"), None, width)
        shown = capsys.readouterr().out
        assert all(r["agency_id"] in shown and r["first_listed_date"] in shown for r in rows), width
        assert max(map(len, shown.splitlines())) <= width


def test_a_body_on_no_list_is_an_answer_and_a_doubtful_name_is_none(run) -> None:  # type: ignore[no-untyped-def]
    harris = run("agency", "Harris County Sheriff, TX")
    assert harris.exit_code == 0
    assert "Harris County Sheriff's Office, Texas: on older lists from February 2009" in harris.stdout
    assert "not found on the lists we hold from January 13, 2021 on; SB 8 binds it" in harris.stdout
    assert "  tx-sb8-2025: SB 8 binds it (" in harris.stdout
    asked = run("agency", "Harris County Sheriff")
    assert asked.exit_code == 2
    assert "ga-harris-county-sheriff" in asked.stderr and "TX1010000" in asked.stderr
