"""How fast: reading as a ratio to openpyxl in the same run, building, taking in a list, asking; each with its memory.

Every task runs in a process of its own. Times are of this machine on this day: only ratios mean anything elsewhere.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

SHARED = Path(os.environ.get("DEPUTIZED_SHARED") or Path(__file__).parents[2] / "shared")

READ_OPENPYXL = """
from openpyxl import load_workbook
def work():
    cells = 0
    for path in files:
        for sheet in load_workbook(path).worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    cells += cell.value is not None
                    cell.hyperlink
    return {"cells": cells}
"""
READ_OURS = """
from deputized.readers.xlsx import read_file
def work():
    cells = 0
    for path in files:
        for sheet in read_file(path).sheets:
            cells += sum(c is not None for row in sheet.rows for c in row.cells)
    return {"cells": cells}
"""
READ_OURS_TWO = """
from concurrent.futures import ProcessPoolExecutor
from deputized.readers.xlsx import read_file
def count(path):
    return sum(c is not None for sheet in read_file(path).sheets for row in sheet.rows for c in row.cells)
def work():
    with ProcessPoolExecutor(2) as pool:
        return {"cells": sum(pool.map(count, files, chunksize=6))}
"""
BUILD = """
from deputized.archive import Ledger
from deputized.registry import build_registry
def work():
    build_registry(Ledger.shipped(), Path(target))
    return {"MB": round(Path(target).stat().st_size / 1e6)}
"""
AS_OF = """
import deputized, statistics
registry = deputized.open(target)
registry.clocks
def work():
    took = []
    for n in range(300):
        day = f"202{5 + n % 2}-{1 + n % 4:02d}-{1 + n % 28:02d}"
        start = time.perf_counter()
        registry.as_of(day, None if n % 3 else "2026-03-01")
        took.append(time.perf_counter() - start)
    return {"median_ms": round(statistics.median(took) * 1000, 2), "p95_ms": round(sorted(took)[285] * 1000, 2)}
"""
INGEST = """
from deputized.archive import Ledger
from deputized.archive.ingest import ingest
from deputized.library.opening import build, default_path
def work():
    start = time.perf_counter()
    ingest([Path(new)])
    ledger = time.perf_counter() - start
    build(default_path())
    return {"into_the_ledger_s": round(ledger, 2)}
"""
SCENARIO = """
from datetime import date
from deputized.money.plan import Plan
from deputized.money.scenario import scenario
def work():
    scenario(Plan("A", "TFM", 10, 60_000, 0.38, date(2025, 10, 1), 60, until=date(2027, 10, 1), force=40), 10_000)
    return {}
"""
FRAME = """
import json, resource, sys, time
from pathlib import Path
files = [Path(p) for p in json.loads(sys.stdin.readline())]
target, new = sys.argv[1], sys.argv[2]
{task}
if __name__ == "__main__":
    start = time.perf_counter()
    found = work()
    took = time.perf_counter() - start
    status = Path("/proc/self/status")  # ru_maxrss begins with the size of the process that forked this one
    peak = (
        int(status.read_text().split("VmHWM:")[1].split()[0]) / 1000
        if status.exists()
        else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    )
    print(json.dumps({{"seconds": round(took, 3), "peak_MB": round(peak), **found}}))
"""


def measure(
    task: str, files: list[Path], target: Path, new: Path | str = "", home: Path | None = None
) -> dict[str, float]:
    """Run one task in a process of its own."""
    env = dict(os.environ) | ({"DEPUTIZED_HOME": str(home)} if home else {})
    with tempfile.NamedTemporaryFile("w", suffix=".py", delete=False) as script:
        script.write(FRAME.format(task=task))
    try:
        done = subprocess.run(
            [sys.executable, script.name, str(target), str(new)],
            input=json.dumps([str(f) for f in files]) + "\n",
            capture_output=True, text=True, check=True, env=env,
        )  # fmt: skip
    finally:
        Path(script.name).unlink()
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


def wall(words: list[str], env: dict[str, str], times: int = 7) -> float:
    """Median seconds of a whole command."""
    import time

    took = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "deputized", *words], capture_output=True, check=True, env=env)
        took.append(time.perf_counter() - start)
    return statistics.median(took)


def report() -> str:
    """The figures as text."""
    lines = ["speed on this machine, this run"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        target = folder / "registry.sqlite"
        build = measure(BUILD, [], target)
        lines.append(
            f"build from the shipped ledger   {build['seconds']:.2f} s, peak {build['peak_MB']:.0f} MB, file {build['MB']:.0f} MB"
        )
        asked = measure(AS_OF, [], target)
        lines.append(
            f"as_of in the library            median {asked['median_ms']:.2f} ms, 95th {asked['p95_ms']:.2f} ms"
        )
        env = dict(os.environ) | {"DEPUTIZED_HOME": str(folder / "home")}
        lines.append(f"deputized --help                {wall(['--help'], env):.3f} s")
        lines.append(
            f"deputized status --as-of        {wall(['status', '--as-of', '2025-12-12', '--registry', str(target)], env):.3f} s"
        )
        drawn = measure(SCENARIO, [], target)
        lines.append(
            f"money: 10,000 draws, 60 months  {drawn['seconds']:.2f} s, imports included, peak {drawn['peak_MB']:.0f} MB"
        )
        corpus = SHARED / "corpus"
        if not corpus.is_dir():
            lines.append("reading and ingest: not measured, ../shared/corpus is not beside the checkout")
            return "\n".join(lines)
        lines += _ingest(corpus, folder)
        lines += _reading(corpus, target)
    return "\n".join(lines)


def _ingest(corpus: Path, folder: Path) -> list[str]:
    """The newest workbook without its last row is a list nobody has: take it in and bring the registry up to date."""
    newest = corpus / "participating" / "2026-05-01am.xlsx"
    base = folder / "built"
    subprocess.run(
        [sys.executable, "-m", "deputized", "build"],
        check=True,
        capture_output=True,
        env=dict(os.environ) | {"DEPUTIZED_HOME": str(base)},
    )
    lines = []
    for label, shorten in (("as ICE writes it", _as_printed), ("saved by openpyxl", _saved_again)):
        home = folder / f"home of a list {label}"
        shutil.copytree(base, home)
        new = folder / "participatingAgencies05042026am.xlsx"
        shorten(newest, new)
        took = measure(INGEST, [], home, new, home)
        lines.append(
            f"one new list {label:<18} {took['into_the_ledger_s']:.2f} s into the ledger, {took['seconds']:.2f} s with the "
            f"registry up to date, peak {took['peak_MB']:.0f} MB"
        )
    return lines


def _as_printed(workbook: Path, target: Path) -> None:
    """A copy without the last row and its link, otherwise byte for byte as printed."""
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == part:
                text = data.decode()
                row = [r for r in re.findall(r"<row .*?</row>", text, re.DOTALL) if "<v>" in r][-1]
                number = row.split('r="')[1].split('"')[0]
                text = text.replace(row, "")
                data = re.sub(rf'<hyperlink ref="[A-Z]+{number}"[^>]*/>', "", text).encode()
            new.writestr(name, data)


def _saved_again(workbook: Path, target: Path) -> None:
    """A copy without the last row's cells, as openpyxl writes it."""
    from openpyxl import load_workbook

    book = load_workbook(workbook)
    sheet = book.worksheets[0]
    last = max(row[0].row for row in sheet.iter_rows() if row[0].value)
    for cell in sheet[last]:
        cell.value, cell.hyperlink = None, None
    book.save(target)


def _reading(corpus: Path, target: Path) -> list[str]:
    files = sorted(
        p for kind in ("participating", "pending", "webpage") for p in (corpus / kind).glob("*.xlsx")
    )
    base = measure(READ_OPENPYXL, files, target)
    one = measure(READ_OURS, files, target)
    two = measure(READ_OURS_TWO, files, target)
    lines = [f"reading {len(files)} workbooks, values and links"]
    for label, took in (
        ("openpyxl, one process", base),
        ("ours, one process", one),
        ("ours, two processes", two),
    ):
        lines.append(
            f"  {label:<28}  {took['seconds']:6.2f} s, {base['seconds'] / took['seconds']:5.1f}x, peak {took['peak_MB']:.0f} MB, "
            f"{took['cells']:,} cells"
        )
    return lines
