"""models, law, mandate, timeline, claim and claims as a person would ask them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deputized.cli.group import cli


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, [*words])


@pytest.fixture(scope="module")
def ask(registry_file: Path):  # type: ignore[no-untyped-def]
    return lambda *words: run(*words, "--registry", str(registry_file))


@pytest.mark.parametrize(
    "words",
    [
        ["models"],
        ["models", "--all"],
        ["models", "--sources"],
        ["law"],
        ["law", "TX"],
        ["law", "--posture", "forbids"],
    ],
)
def test_every_format(words: list[str]) -> None:
    for format_ in ("table", "csv", "json", "ndjson"):
        result = run(*words, "--format", format_)
        assert result.exit_code == 0, result.output
        assert result.stdout.strip()
        if format_ == "json":
            assert json.loads(result.stdout)


def test_the_models_say_where_a_cell_was_read() -> None:
    rows = list(csv.DictReader(io.StringIO(run("models", "--sources", "--format", "csv").stdout)))
    assert all(row["source"] and row["source_date"] and row["confidence"] for row in rows)
    assert {"TFM", "JEM", "WSO", "all"} == {row["model"] for row in rows}


def test_states_that_forbid() -> None:
    rows = json.loads(run("law", "--posture", "forbids", "--as-of", "2026-11-24", "--format", "json").stdout)
    assert {"CA", "DE", "IL", "MD", "ME", "NJ", "NM", "NY", "OR", "WA"} <= {r["state"] for r in rows}
    earlier = json.loads(
        run("law", "--posture", "forbids", "--as-of", "2026-08-24", "--format", "json").stdout
    )
    assert {r["state"] for r in rows} - {r["state"] for r in earlier} == {"NY"}


def test_what_is_unverified_is_never_told_as_law() -> None:
    text = run("law", "HI").stdout
    assert "forbids" not in text.splitlines()[0]
    assert "unverified: not told as law" in text
    assert "[tracker only]" in run("law", "MS").stdout


def test_entries_to_read_again_come_with_their_addresses() -> None:
    assert json.loads(run("law", "--stale", "--as-of", "2026-11-28", "--format", "json").stdout) == []
    late = json.loads(run("law", "--stale", "--as-of", "2027-06-01", "--format", "json").stdout)
    assert len(late) >= 80
    assert all(r["address"].startswith("http") and r["checked"] for r in late)


def test_mandate_north_carolina_and_day_by_day(ask) -> None:  # type: ignore[no-untyped-def]
    text = ask("mandate", "NC").stdout
    assert "State Highway Patrol" in text
    assert "days old on" in text.splitlines()[0]
    for format_ in ("csv", "json"):
        assert (
            "North Carolina State Bureau of Investigation" in ask("mandate", "NC", "--format", format_).stdout
        )
    assert "of 228" in ask("mandate", "TX", "--by-day").stdout
    assert "no law that forbids" not in ask("mandate", "NC").output
    assert "Teller" not in ask("mandate", "CO").output
    then = ask("mandate", "VA", "--as-of", "2025-12-01").stdout.splitlines()
    assert then[0].startswith("Virginia: Executive Order 47 (2025), in force"), (
        "a mandate of then, not the ban that followed"
    )
    assert "Executive Directive 1" in ask("mandate", "VA").stdout.splitlines()[0]


def test_texas_on_one_screen(ask) -> None:  # type: ignore[no-untyped-def]
    text = ask("mandate", "TX", "--as-of", "2026-05-01").stdout
    assert "deadline: 2026-12-01, 214 days from 2026-05-01" in text
    assert "sha256 f566e8b8a362" in text
    left = ask("mandate", "TX", "--left", "--as-of", "2026-05-01", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(left)))
    assert len(rows) == 46 + 2
    assert rows[0]["county"] == "Harris County, TX"
    assert all(r["why"] for r in rows)


def test_a_ban_lists_who_is_still_on(ask) -> None:  # type: ignore[no-untyped-def]
    text = ask("mandate", "MD", "--as-of", "2026-05-01").stdout
    assert "Garrett County Sheriff's Office" in text
    assert "none yet" in text
    text = ask("mandate", "MD").stdout
    assert "Garrett County Sheriff's Office" in text
    assert "2026-05-18" in text, "the first list without Maryland's last two"
    assert "none yet" not in text


def test_errors_say_what_to_do(ask) -> None:  # type: ignore[no-untyped-def]
    none = ask("mandate", "OH")
    assert none.exit_code == 1
    assert "Mandates stand in AR, FL, GA, TN, TX" in none.output
    assert ask("mandate", "Narnia").exit_code == 2
    assert run("law", "Narnia").exit_code == 2
    unread = ask("claim", "many more agencies have joined")
    assert unread.exit_code == 2
    assert "Understood: nothing" in unread.output
    assert ask("claim").exit_code == 2
    assert ask("claim", "5 agencies", "--number", "5").exit_code == 2
    assert ask("claim", "--number", "5", "--on", "soon").exit_code == 2


def test_a_claim_by_flags_is_the_claim_in_words(ask) -> None:  # type: ignore[no-untyped-def]
    words = json.loads(ask("claim", "over 1,250 agreements on 2025-12-15", "--format", "json").stdout)
    flags = json.loads(
        ask(
            "claim",
            "--number",
            "1250",
            "--operator",
            ">",
            "--unit",
            "agreements",
            "--on",
            "2025-12-15",
            "--format",
            "json",
        ).stdout
    )
    assert words["parts"] == flags["parts"]
    assert words["verdict"] == "within bounds"
    assert all(len(c["sha256"]) == 64 for c in words["parts"][0]["counts"])


def test_the_timeline_is_drawn(ask, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert ask("timeline", "-o", str(tmp_path / "t.svg")).exit_code == 0
    assert (tmp_path / "t.svg").read_text(encoding="utf-8").startswith("<svg")


def test_a_build_stops_at_a_law_without_a_source(tmp_path: Path) -> None:
    """The whole command, with a copy of curation/ whose Texas law lost its source."""
    import os
    import shutil
    import sys

    from deputized.registry.curation import curation_folder

    shutil.copytree(curation_folder(), tmp_path / "curation")
    laws = tmp_path / "curation" / "laws.yml"
    text = laws.read_text(encoding="utf-8")
    broken = text.replace(
        "      url: https://capitol.texas.gov/tlodocs/89R/billtext/html/SB00008F.htm\n", "", 1
    )
    assert broken != text
    laws.write_text(broken, encoding="utf-8")
    code = (
        "import deputized.rules.yaml_lines as s; from pathlib import Path; "
        f"s.curation_folder = lambda: Path({str(tmp_path / 'curation')!r}); "
        "from deputized.cli import main; import sys; sys.argv = ['deputized', 'build', '-o', "
        f"{str(tmp_path / 'r.sqlite')!r}]; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=dict(os.environ),
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "laws.yml" in done.stderr
    assert "url is missing" in done.stderr
    assert not (tmp_path / "r.sqlite").exists()
