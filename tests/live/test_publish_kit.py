"""The publisher's kit: each file is what its reader takes, by that reader's own check."""

from __future__ import annotations

import configparser
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from dockerfile_parse import DockerfileParser

from deputized.cli.group import cli
from deputized.live.publishing import KIT, write_kit

URL, WHO, PROGRAM = "https://news.example.org/287g/", "data@news.example.org", "/usr/bin/true"


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    write_kit(tmp_path / "kit", URL, WHO, PROGRAM)
    return tmp_path / "kit"


def test_every_file_is_filled_in(kit: Path) -> None:
    assert {p.name for p in kit.iterdir()} == {p.name for p in KIT.iterdir()}
    for path in kit.iterdir():
        assert not re.search(r"@[A-Z_]+@", path.read_text(encoding="utf-8")), path


def test_the_workflow_is_good_yaml(kit: Path) -> None:
    rules = "{extends: default, rules: {line-length: {max: 140}, comments: disable}}"
    done = subprocess.run(
        [sys.executable, "-m", "yamllint", "--strict", "-d", rules, str(kit / "update.yml")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_the_workflow_keeps_githubs_schema(kit: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(kit / "update.yml")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_workflows_scripts_are_good_shell(kit: Path) -> None:
    steps = yaml.safe_load((kit / "update.yml").read_text(encoding="utf-8"))["jobs"]["update"]["steps"]
    scripts = [s["run"] for s in steps if "run" in s]
    assert len(scripts) == 5
    for script in scripts:
        assert "${{" not in script, "values come through the environment: what stands in them is not run"
        done = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_the_workflow_does_what_each_exit_code_asks(kit: Path) -> None:
    steps = yaml.safe_load((kit / "update.yml").read_text(encoding="utf-8"))["jobs"]["update"]["steps"]
    script = next(s["run"] for s in steps if s.get("id") == "update")
    for code, end in ((0, 0), (10, 0), (20, 0), (30, 0), (1, 1), (2, 2)):
        out = kit / f"out{code}"
        text = f'deputized() {{ return {code}; }}\nGITHUB_OUTPUT="{out}"\n{script}'
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", text], capture_output=True, text=True, check=False
        )
        assert done.returncode == end
        assert out.read_text() == f"code={code}\n"


def test_the_units_are_good(kit: Path) -> None:
    for name in ("deputized-update.service", "deputized-update.timer"):
        parser = configparser.ConfigParser(strict=False, interpolation=None)
        parser.read(kit / name)
        assert "Unit" in parser
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze here: the units are only read")
    units = [str(kit / "deputized-update.service"), str(kit / "deputized-update.timer")]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    ours = [line for line in (done.stdout + done.stderr).splitlines() if "deputized-update" in line]
    assert ours == []


def test_the_cron_line_is_good(kit: Path) -> None:
    lines = [x for x in (kit / "crontab").read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    assert len(lines) == 1
    minutes, *rest = lines[0].split(None, 5)
    assert rest[:4] == ["*"] * 4
    first, second = map(int, minutes.split(","))
    assert 0 < first < 30 < second == first + 30 < 60
    assert "%" not in rest[4], "cron takes % for the end of the line"
    for code, said in ((0, ""), (10, ""), (30, ""), (20, "open it"), (1, "open it")):
        home = kit / f"home{code}"
        home.mkdir()
        script = home / "program"
        script.write_text(f"#!/bin/sh\necho open it\nexit {code}\n")
        script.chmod(0o755)
        line = rest[4].replace(PROGRAM, str(script))
        env = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
        done = subprocess.run(["sh", "-c", line], env=env, capture_output=True, text=True, check=False)
        assert done.stdout.strip() == said, code


def test_the_container_file_is_good(kit: Path) -> None:
    parser = DockerfileParser(fileobj=io.BytesIO((kit / "Containerfile").read_bytes()))
    steps = [(s["instruction"], s["value"]) for s in parser.structure]
    names = [n for n, _ in steps]
    assert names[0] == "FROM"
    assert ":" in steps[0][1], "a base has its tag"
    assert not steps[0][1].endswith(":latest")
    assert names.index("USER") < names.index("ENTRYPOINT"), "it does not run as root"
    assert [n for n in names if n in ("ENTRYPOINT", "CMD")] == ["ENTRYPOINT", "CMD"]
    assert all("--no-cache-dir" in v for n, v in steps if n == "RUN" and "pip install" in v)
    assert all(v.startswith("[") for n, v in steps if n in ("ENTRYPOINT", "CMD")), "signals reach the program"
    assert set(names) <= {"FROM", "RUN", "USER", "ENV", "VOLUME", "ENTRYPOINT", "CMD"}


@pytest.mark.parametrize(
    ("url", "who", "program"),
    [
        ('https://x.org/"; rm -rf /', WHO, PROGRAM), (URL, "a@b.c\nEnvironment=X=1", PROGRAM), (URL, WHO, "/bin/x; true"),
        ("ftp://x.org/", WHO, PROGRAM), ("https://x.org", WHO, PROGRAM), (URL, "", PROGRAM), (URL, WHO, "deputized"),
    ],
)  # fmt: skip
def test_nothing_is_smuggled_into_the_files(tmp_path: Path, url: str, who: str, program: str) -> None:
    with pytest.raises(ValueError, match="cannot stand in these files"):
        write_kit(tmp_path / "kit", url, who, program)
    assert not (tmp_path / "kit").exists()


def test_what_was_changed_by_hand_is_left(kit: Path) -> None:
    write_kit(kit, URL, WHO, PROGRAM)
    (kit / "crontab").write_text("mine", encoding="utf-8")
    with pytest.raises(ValueError, match="crontab is there already"):
        write_kit(kit, URL, WHO, PROGRAM)
    assert (kit / "crontab").read_text(encoding="utf-8") == "mine"


def test_the_command(tmp_path: Path, home: Path) -> None:
    done = CliRunner().invoke(cli, ["publish-kit", str(tmp_path / "k"), "--base-url", URL])
    assert done.exit_code == 2
    assert "give an address where" in done.output
    done = CliRunner().invoke(cli, ["publish-kit", str(tmp_path / "k"), "--base-url", URL, "--contact", WHO])
    assert done.exit_code == 0, done.output
    assert len(done.stdout.splitlines()) == 6
