"""`deputized check`: a file, standard input or the words; every format; what cannot be read is refused in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deputized.cli.group import cli

TEXT = "ICE had 1,372 agreements under the 287(g) program on Jan. 26. It fields 911 calls."


@pytest.fixture(scope="module")
def run(registry_file: Path):  # type: ignore[no-untyped-def]
    def go(*words: str, input: str | None = None) -> Result:
        return CliRunner().invoke(cli, ["check", *words, "--registry", str(registry_file)], input=input)

    return go


def test_a_file_standard_input_and_words_say_the_same(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    results = [
        run(str(path), "--published", "2026-01-27", "-f", "json"),
        run("-", "--published", "2026-01-27", "-f", "json", input=TEXT),
        run(TEXT, "--published", "2026-01-27", "-f", "json"),
    ]
    assert [r.exit_code for r in results] == [0, 0, 0], results[0].output
    assert len({r.stdout for r in results}) == 1
    (claim,) = json.loads(results[0].stdout)["claims"]
    assert (claim["verdict"], claim["number"], claim["first_day"]) == ("supported", 1372, "2026-01-26")


@pytest.mark.parametrize("format_", ["terminal", "md", "html", "csv", "json"])
def test_every_format(run, format_: str) -> None:  # type: ignore[no-untyped-def]
    result = run(TEXT, "--published", "2026-01-27", "-f", format_)
    assert result.exit_code == 0, result.output
    assert "supported" in result.stdout.lower()


def test_a_reading_is_corrected(run) -> None:  # type: ignore[no-untyped-def]
    result = run("The state has 287 of them.", "--as", "agreements; TX; 2026-01-26", "-f", "json")
    assert result.exit_code == 0, result.output
    assert run(TEXT, "--as", "bananas").exit_code == 2
    assert run("no-such-file.txt").exit_code == 2


def test_a_doubtful_reading_is_asked_about(run) -> None:  # type: ignore[no-untyped-def]
    text = "ICE had 287 agreements under the 287(g) program."
    result = run(
        text, "--published", "2026-01-27", "--confirm", "-f", "csv", input="agreements; TX; 2026-01-26\n"
    )
    assert result.exit_code == 0, result.output
    assert "supported" in result.stdout
