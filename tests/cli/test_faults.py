"""What the machine refuses becomes one line that names the file, never a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    "words",
    [
        ["map", "-o", "{gone}/x.svg"],
        ["brief", "Kinney, TX", "-o", "{gone}/x.pdf"],
        ["export", "-o", "{file}/x"],
    ],
)
def test_a_place_that_cannot_be_written_is_named(
    words: list[str], registry_file: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    given = [w.format(gone=tmp_path / "gone", file=tmp_path / "file") for w in words]
    done = subprocess.run(
        [sys.executable, "-m", "deputized", *given, "--registry", str(registry_file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert str(tmp_path) in done.stderr


@pytest.mark.parametrize(
    ("command", "says"),
    [("update", "the next run does the rest"), ("site", "nothing was changed"), ("fetch", "what was done")],
)
def test_a_command_that_is_stopped_says_what_it_left(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str, says: str
) -> None:
    from deputized.cli import group

    def stopped(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys, "argv", ["deputized", command])
    monkeypatch.setattr(group.cli, "main", stopped)
    with pytest.raises(SystemExit) as end:
        group.main()
    assert end.value.code == 130
    assert says in capsys.readouterr().err
