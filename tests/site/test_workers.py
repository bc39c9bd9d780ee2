"""The site's processes are gone when the build is, however it ends; Ctrl-C is prompt and changes nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from deputized.site.output import MANIFEST

SLOW = """
import sys, time
from pathlib import Path
from deputized.site.workers import meanwhile, pool, uninterrupted

def work(n):
    Path(sys.argv[1], f"{__import__('os').getpid()}.pid").touch()
    time.sleep(60)

def begin():
    pass

with meanwhile(2, lambda: work(0), begin), pool(2, begin) as run:
    for later in [run(work, (n,)) for n in range(40)]:
        later()
"""


def alive(pid: int) -> bool:
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return text.rpartition(")")[2].split()[0] != "Z"


def started(folder: Path, count: int) -> list[int]:
    deadline = time.monotonic() + 60
    while len(pids := [int(p.stem) for p in folder.glob("*.pid")]) < count:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return pids


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to see who lives")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_workers_end_with_the_process_that_forked_them(tmp_path: Path, how: signal.Signals) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(tmp_path)], stderr=subprocess.DEVNULL, start_new_session=True
    )
    workers = started(tmp_path, 3)
    began = time.monotonic()
    if how is signal.SIGINT:
        os.killpg(process.pid, how)  # as a terminal does: every process of the group gets it
    else:
        process.send_signal(how)
    process.wait(30)
    while any(map(alive, workers)):
        assert time.monotonic() - began < 10, "workers live on"
        time.sleep(0.05)


@pytest.mark.slow
def test_ctrl_c_on_the_site_is_prompt_and_honest(registry_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    process = subprocess.Popen(
        [sys.executable, "-m", "deputized", "site", "-o", str(folder), "--registry", str(registry_file)],
        stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    deadline = time.monotonic() + 120
    while not list(folder.glob(".deputized-site.new/county/*/index.html")):
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.05)
    began = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert time.monotonic() - began < 10
    assert process.returncode == 130 and "nothing was changed" in said and "Traceback" not in said
    left = [p.name for p in folder.rglob("*") if p.is_file()]
    assert MANIFEST not in left and not any(n.endswith(".html") for n in left), "nothing of it stands"
