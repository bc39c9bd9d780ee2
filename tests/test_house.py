"""The house: imports run one way, nothing of the shared inputs is committed, every dependency has its reason."""

from __future__ import annotations

import ast
import hashlib
import re
import subprocess
import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "deputized"
FLOORS = (
    ("model",),
    ("curated",),
    ("readers",),
    ("sources",),
    ("reference",),
    ("store",),
    ("archive",),
    ("registry",),
    ("facts",),
    ("resolver",),
    ("places",),
    ("library",),
    ("rules",),
    ("money", "outcomes", "claims", "explore", "documents", "trackers"),
    ("dataset", "api"),
    ("site",),
    ("report", "release"),
    ("live",),
    ("cli",),
)
"""A package imports from floors below its own, never from its own floor's others or above."""
ALLOWED = {
    ("__init__", "library"),  # deputized.open() is the door to the library
    ("__main__", "cli"),
}


def floor(package: str) -> int:
    return next(n for n, packages in enumerate(FLOORS) if package in packages)


def test_imports_run_one_way() -> None:
    wrong = []
    for path in sorted(SOURCE.rglob("*.py")):
        home = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [
                    f"{node.module}.{a.name}" if node.module == "deputized" else node.module
                    for a in node.names
                ]
            elif isinstance(node, ast.Import):
                names = [a.name for a in node.names]
            for name in names:
                parts = name.split(".")
                if (
                    parts[0] != "deputized"
                    or len(parts) < 2
                    or parts[1].startswith("__")
                    or parts[1] == "open"
                ):
                    continue
                other = parts[1]
                if other == home or (home, other) in ALLOWED or not (SOURCE / other).is_dir():
                    continue
                if home.startswith("__") or floor(other) >= floor(home):
                    wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    assert wrong == []


def test_sql_stands_in_facts_alone() -> None:
    """Whoever asks the file its own question gives a second answer: reads are in facts, answers are made of facts."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        home = path.relative_to(SOURCE).parts[0]
        texts = (
            n.value
            for n in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(n, ast.Constant)
        )
        if home not in ("facts", "store") and any(
            isinstance(x, str) and re.search(r"\bSELECT\b", x) for x in texts
        ):
            found.add(str(path.relative_to(SOURCE)))
    assert found == set()


def tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout: the files that are committed cannot be told")
    return [ROOT / name for name in done.stdout.split("\0") if name]


def test_no_file_of_the_shared_inputs_is_committed(shared_corpus: Path, shared_reference: Path) -> None:
    known = {
        hashlib.sha256(p.read_bytes()).hexdigest()
        for folder in (shared_corpus, shared_reference)
        for p in folder.rglob("*")
        if p.is_file() and not p.name.startswith("gold_") and p.stat().st_size > 0
    }
    assert [p for p in tracked() if p.is_file() and hashlib.sha256(p.read_bytes()).hexdigest() in known] == []


def test_no_path_of_this_machine_is_committed() -> None:
    pattern = re.compile(rb"/(?:work|farm)/(?:main|steering|in|\.)|/ro" + rb"ot/")
    found = [p for p in tracked() if p.is_file() and p.suffix != ".lock" and pattern.search(p.read_bytes())]
    assert found == []


def test_modules_stay_small() -> None:
    long = {
        str(p.relative_to(ROOT)): n
        for p in SOURCE.rglob("*.py")
        if (n := len(p.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert set(long) <= {"src/deputized/model/tables.py", "src/deputized/registry/layout.py"}, long


def test_every_dependency_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    for requirement in wanted:
        line = next(line for line in text.splitlines() if f'"{requirement}"' in line)
        assert "#" in line, f"{requirement} has no reason beside it"


def test_what_ships_is_small() -> None:
    size = sum(p.stat().st_size for p in (SOURCE / "data" / "archive").iterdir())
    assert size < 5_000_000


def test_no_staff_address_ships() -> None:
    for path in (SOURCE / "data").rglob("*.csv"):
        text = path.read_text(encoding="utf-8").lower()
        assert "safelinks" not in text, path
        assert not re.search(r"[\w.]+(@|%40)[\w.]+\.(gov|com|org)", text), path


def test_no_two_test_files_share_a_name() -> None:
    """pytest imports them by name alone: two of one name and neither is collected."""
    names = Counter(p.name for p in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, n in names.items() if n > 1] == []


def test_a_name_is_one_thing() -> None:
    """No two public classes of one name: who reads `Reading` need not ask which."""
    names = Counter(
        node.name
        for path in SOURCE.rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, n in names.items() if n > 1] == []
