"""Mutants of the rules: one small change of the code at a time, and whether the tests that cover it notice.

    python -m bench.mutants --count 120            a sample drawn with a fixed seed, run and printed
    python -m bench.mutants --count 120 --freeze   and kept in bench/results/mutants.txt

A mutant is killed where a test fails; one whose tests take more than `LIMIT` seconds counts as neither. One that survives
is a rule no test holds, or
a change that makes no difference: `EXPLAINED` says which.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "deputized"
FROZEN = Path(__file__).parent / "results" / "mutants.txt"
SEED = 287
LIMIT = 300
TESTS: dict[str, tuple[str, ...]] = {
    "registry/rows.py": ("tests/registry/test_rows.py", "tests/registry/test_mess.py"),
    "registry/numerals.py": ("tests/registry/test_names.py", "tests/registry/test_mess.py"),
    "registry/name_readers.py": ("tests/registry/test_names.py", "tests/registry/test_mess.py"),
    "registry/name_likeness.py": ("tests/registry/test_names.py", "tests/registry/test_new_mess.py"),
    "registry/names.py": ("tests/registry/test_names.py", "tests/registry/test_known_names.py"),
    "registry/wording.py": ("tests/registry/test_wording.py",),
    "registry/abbreviations.py": ("tests/registry/test_names.py", "tests/registry/test_mess.py"),
    "registry/towns.py": ("tests/registry/test_names.py", "tests/registry/test_mess.py"),
    "registry/intervals.py": ("tests/registry/test_standing.py",),
    "registry/contract.py": ("tests/registry/test_contract.py",),
    "registry/curation.py": ("tests/curation/test_curation.py",),
    "registry/judgements.py": ("tests/curation/test_judgements.py",),
    "registry/places/matching.py": ("tests/places/test_places_matching.py",),
    "registry/places/several.py": ("tests/places/test_places_several.py",),
    "places/months.py": ("tests/places/test_places_panel.py",),
    "places/lookup.py": ("tests/places/test_places_matching.py", "tests/places/test_places_coverage.py"),
    "claims/numbers.py": ("tests/claims/test_grammar.py", "tests/claims/test_words.py"),
    "claims/days.py": ("tests/claims/test_grammar.py", "tests/claims/test_words.py"),
    "claims/comparing.py": ("tests/claims/test_checking.py",),
    "claims/counting.py": ("tests/claims/test_checking.py",),
    "claims/verdicts.py": ("tests/claims/test_checking.py",),
    "facts/clocks.py": ("tests/library/test_clocks.py",),
    "facts/rosters.py": ("tests/library/test_earlier.py",),
    "facts/runs.py": ("tests/places/test_places_panel.py",),
    "sources/tables.py": ("tests/sources/test_sources.py",),
    "curated/loading.py": ("tests/curation/test_curated_files.py",),
}
"""The modules of the sample, each with the tests that are to hold it."""
EXPLAINED: dict[str, str] = {}
"""Survivors that make no difference, by file and line, with why."""
_COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One change: which node of the module's tree, and what becomes of it."""

    file: str
    node: int
    line: int
    change: str


def mutants(file: str) -> Iterator[Mutant]:
    """Every change that this script knows to make of a module."""
    tree = ast.parse((PACKAGE / file).read_text(encoding="utf-8"))
    for number, node in enumerate(ast.walk(tree)):
        if (change := _change(node, is_dry=True)) is not None:
            yield Mutant(file, number, getattr(node, "lineno", 0), change)


def _change(node: ast.AST, *, is_dry: bool) -> str | None:
    """Make the one change of a node, unless `is_dry`; says what it is, None for a node that stays."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARED:
        new = _COMPARED[type(node.ops[0])]
        said = f"{type(node.ops[0]).__name__} becomes {new.__name__}"
        if not is_dry:
            node.ops[0] = new()
        return said
    if isinstance(node, ast.BoolOp):
        new_op: ast.boolop = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        said = f"{type(node.op).__name__} becomes {type(new_op).__name__}"
        if not is_dry:
            node.op = new_op
        return said
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        if not is_dry:
            node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
        return "not is dropped"
    if isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        if not is_dry:
            node.value = ast.Constant(None)
        return "returns None"
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
        said = f"{type(node.op).__name__} is turned round"
        if not is_dry:
            node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        return said
    return None


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def text_of(mutant: Mutant) -> str:
    """The module's text with the change made."""
    tree = ast.parse((PACKAGE / mutant.file).read_text(encoding="utf-8"))
    node = next(n for number, n in enumerate(ast.walk(tree)) if number == mutant.node)
    _change(node, is_dry=False)
    return ast.unparse(ast.fix_missing_locations(tree))


def sample(count: int, seed: int = SEED) -> list[Mutant]:
    """So many mutants, as many of each module as its share of the changes, at least one."""
    drawn = random.Random(seed)
    every = {file: list(mutants(file)) for file in TESTS}
    total = sum(map(len, every.values()))
    found = []
    for known in every.values():
        found += drawn.sample(known, min(len(known), max(1, round(count * len(known) / total))))
    return found


def outcome(mutant: Mutant, copy: Path, *, is_control: bool = False) -> str:
    """killed, survived or out of time. The change is made in a copy of the sources alone; a control makes none."""
    target = copy / "deputized" / mutant.file
    was = target.read_bytes()
    if not is_control:
        target.write_text(text_of(mutant), encoding="utf-8")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *TESTS[mutant.file]],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(copy), "XDG_DATA_HOME": str(copy / "home")},
            capture_output=True,
            timeout=LIMIT,
            check=False,
        )
        return "killed" if done.returncode else "survived"
    except subprocess.TimeoutExpired:
        return "out of time"
    finally:
        target.write_bytes(was)


def run(count: int, minutes: float) -> str:
    """The report of a sample, or of as much of it, in an order drawn too, as could be run in so many minutes."""
    until = time.monotonic() + 60 * minutes
    done = 0
    lines, counts = [], Counter[tuple[str, str]]()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "src"
        shutil.copytree(ROOT / "src", copy, ignore=shutil.ignore_patterns("__pycache__"))
        for beside in ("curation", "docs", "tests", "bench", "web"):
            (Path(folder) / beside).symlink_to(ROOT / beside)
        held: dict[str, bool] = {}  # whether a module's tests pass while nothing is changed
        drawn = sample(count)
        random.Random(SEED).shuffle(drawn)
        for number, mutant in enumerate(drawn, 1):
            if time.monotonic() > until:
                break
            if mutant.file not in held:
                held[mutant.file] = outcome(mutant, copy, is_control=True) == "survived"
            came = outcome(mutant, copy) if held[mutant.file] else "not held: its tests fail unchanged"
            done = number
            where = f"{mutant.file}:{mutant.line}"
            counts[mutant.file.split("/")[0], came] += 1
            print(f"{number}/{len(drawn)} {where} {mutant.change}: {came}", file=sys.stderr, flush=True)
            if came != "killed":
                why = (
                    EXPLAINED.get(where, "no test holds it")
                    if came == "survived"
                    else "counted as not killed"
                )
                lines.append(f"{came}: {where}: {mutant.change}. {why}")
    dead = sum(n for (_, came), n in counts.items() if came == "killed")
    head = [
        f"mutants: {done} run of {len(drawn)} drawn with seed {SEED}; killed {dead} ({100 * dead / max(1, done):.0f} per cent)"
    ]
    for area in sorted({a for a, _ in counts}):
        of = sum(n for (a, _), n in counts.items() if a == area)
        head.append(f"  {area}: {counts[area, 'killed']} of {of}")
    return "\n".join([*head, *sorted(lines)]) + "\n"


def main() -> None:
    """Run the sample; `--freeze` keeps its report."""
    parser = argparse.ArgumentParser(prog="python -m bench.mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=120)
    parser.add_argument("--minutes", type=float, default=240, help="stop after so many")
    parser.add_argument("--freeze", action="store_true")
    options = parser.parse_args()
    text = run(options.count, options.minutes)
    print(text)
    if options.freeze:
        FROZEN.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
