"""What is shipped, away from home: the wheel on every Python that is found, in odd surroundings.

python -m bench.gate [--python 3.12 ...] [--lowest]

Builds the wheel and the source archive; for each Python makes an environment in a folder with spaces in its name, installs
the wheel there (`--lowest`: with the lowest versions that pyproject.toml states), and asks it, from a folder that is no
checkout: without HOME, with ASCII and Windows-1252 output, into a pipe that is closed, with an old SQLite feigned. One line
a check; exit code 1 if any fails. A Python that is not found is said, never passed over.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
NOT_ODD = "W002"
"""Files that are alike: marks of packages that say one line, and tables that are empty in two."""
OLD = (
    "import sqlite3; sqlite3.sqlite_version_info = (3, 34, 1); sqlite3.sqlite_version = '3.34.1'\n"
    "from deputized.cli import main; main()"
)


def _found(version: str) -> str | None:
    """An interpreter of a version that really runs: a shim of another may bear its name."""
    homes = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python{version}"))
    for name in (f"python{version}", *map(str, homes)):
        path = shutil.which(name)
        if path and subprocess.run([path, "-c", ""], capture_output=True, check=False).returncode == 0:
            return path
    return None


def _packages(files: list[Path]) -> Iterator[tuple[str, str]]:
    """(check, what is wrong or nothing) of the packages as files, by those who take and those who install them."""
    beside = Path(sys.executable).parent
    wheel = next(p for p in files if p.suffix == ".whl")
    for check, words in (
        ("twine: PyPI takes both packages", ["twine", "check", "--strict", *map(str, files)]),
        (
            "check-wheel-contents: nothing odd is in the wheel",
            ["check-wheel-contents", "--ignore", NOT_ODD, str(wheel)],
        ),
    ):
        done = subprocess.run(
            [str(beside / words[0]), *words[1:]], capture_output=True, text=True, check=False
        )
        yield check, (done.stdout + done.stderr)[-600:] if done.returncode else ""


def _checks(python: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """(check, what is wrong or nothing)."""
    plain = {"PATH": os.environ["PATH"], "DEPUTIZED_HOME": str(folder / "kept here"), "LANG": "C"}
    ours = [str(python), "-m", "deputized"]

    def run(words: list[str], **more: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            words, cwd=folder, env=plain | more, capture_output=True, check=False, timeout=600
        )

    done = run([*ours, "status", "--as-of", "2025-12-12", "-f", "json"])
    rows = json.loads(done.stdout)["printed"]["rows"] if done.returncode == 0 else None
    yield (
        "builds and answers without HOME",
        "" if rows == 1245 else (done.stderr or done.stdout)[-300:].decode(),
    )
    for code in ("ascii", "cp1252"):
        done = run([*ours, "county", "48271"], PYTHONIOENCODING=code)
        bad = done.returncode or b"Traceback" in done.stderr
        yield f"{code} output", done.stderr[-300:].decode() if bad else ""
    done = run(["sh", "-c", f"'{python}' -m deputized lists -f csv | head -1"])
    yield "a pipe that is closed", done.stderr[-300:].decode() if b"Traceback" in done.stderr else ""
    done = run([str(python), "-c", OLD, "build", "-o", str(folder / "r.sqlite")])
    refused = done.returncode and b"3.37" in done.stderr and b"Traceback" not in done.stderr
    yield (
        "an old SQLite is refused with what to do",
        "" if refused else (done.stderr or done.stdout)[-300:].decode(),
    )
    done = run([*ours, "county", "99999"])
    one_line = done.returncode == 2 and done.stderr.count(b"\n") < 6
    yield "what is not there is one line", "" if one_line else done.stderr[-300:].decode()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.gate", description=__doc__)
    parser.add_argument("--python", action="append", help="only this version; may be given again")
    parser.add_argument("--lowest", action="store_true", help="with the lowest versions stated")
    options = parser.parse_args()
    uv, wrong = str(Path(sys.executable).with_name("uv")), 0
    with tempfile.TemporaryDirectory() as made:
        subprocess.run([uv, "build", "-q", "-o", made, str(ROOT)], check=True)
        files = sorted(p for p in Path(made).iterdir() if p.suffix in (".whl", ".gz"))
        print(", ".join(f"{p.name} ({p.stat().st_size / 1e6:.1f} MB)" for p in files), flush=True)
        wheel = next(p for p in files if p.suffix == ".whl")
        for check, fault in _packages(files):
            print(f"{'FAILED ' if fault else ''}{check}{': ' + fault if fault else ''}", flush=True)
            wrong += bool(fault)
        for version in options.python or PYTHONS:
            path = _found(version)
            if path is None:
                print(f"{version}: not found on this machine, not tried", flush=True)
                continue
            folder = Path(made) / f"away from home {version}"
            python = folder / "an environment" / "bin" / "python"
            subprocess.run([uv, "venv", "-q", "-p", path, str(python.parents[1])], check=True)
            how = ["--resolution", "lowest-direct"] if options.lowest else []
            done = subprocess.run(
                [uv, "pip", "install", "-q", "-p", str(python), *how, str(wheel)],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            if done.returncode:
                print(f"{version}: FAILED to install: {done.stderr[-400:]}", flush=True)
                wrong += 1
                continue
            for check, fault in _checks(python, folder):
                print(
                    f"{version}: {'FAILED ' if fault else ''}{check}{': ' + fault if fault else ''}",
                    flush=True,
                )
                wrong += bool(fault)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
