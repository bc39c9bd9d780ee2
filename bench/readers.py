"""500 readers ask the API at once while lists are taken in: errors, torn answers and how long an agency's answer takes.

python -m bench.readers [--readers 500] [--seconds 20] [--pause 1.0] [--swap-every 5] [--full-speed]

The server is `deputized api` in a process of its own; each reader keeps a connection and asks, waits a random pause around
the one given, and asks again. Meanwhile the registry's file is swapped as a build swaps it, between the one before the
newest list and the newest. An answer is torn if it is neither registry's.
With --full-speed the command wrk then asks for one agency on as many connections without any pause, which takes a core
of its own. The figures are of the machine and its load.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from deputized.api.desk import AnswerDesk
from deputized.api.params import read_all
from deputized.api.questions import question
from deputized.archive import Ledger
from deputized.library.opening import open_registry
from deputized.registry import build_registry

ONE = "tx-kinney-county-sheriff"


class _Before:
    """The shipped ledger without its newest list."""

    def __init__(self, ledger: Ledger) -> None:
        self.publications = ledger.publications[:-1]
        held = {p.publication_id for p in self.publications}
        self.contents, self.signals, self.judgements = ledger.contents, ledger.signals, ledger.judgements
        self.sightings = tuple(s for s in ledger.sightings if s[0] in held)
        self.sha256, self.listings = "before", ledger.listings


async def _get(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str) -> tuple[int, bytes]:
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    found = re.search(r"content-length: (\d+)", head)
    return int(head.split()[1]), await reader.readexactly(int(found[1]) if found else 0)


async def _reader(
    port: int, paths: list[str], right: dict[str, set[bytes]], pause: float, until: float, told: dict[str, list[object]]
) -> None:  # fmt: skip
    chance = random.Random(id(asyncio.current_task()))
    await asyncio.sleep(chance.random() * pause)
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.monotonic() < until:
            path = chance.choice(paths)
            begun = time.perf_counter()
            status, body = await _get(reader, writer, path)
            told["took"].append((time.perf_counter() - begun) * 1000)
            if status != 200:
                told["errors"].append((path, status, body[:200]))
            elif body not in right[path]:
                told["torn"].append((path, body[:200]))
            await asyncio.sleep(pause * (0.5 + chance.random()))
        writer.close()
    except (OSError, asyncio.IncompleteReadError) as error:
        told["errors"].append(("connection", repr(error)))


async def _swaps(
    served: Path, files: tuple[Path, Path], every: float, until: float, told: dict[str, list[object]]
) -> None:
    turn = 0
    while time.monotonic() < until - 2:
        await asyncio.sleep(every)
        fresh = served.with_suffix(".fresh")
        await asyncio.to_thread(shutil.copyfile, files[turn % 2], fresh)
        fresh.replace(served)
        turn += 1
        told["swaps"].append(turn)


def _server(served: Path) -> tuple[subprocess.Popen[str], int]:
    """`deputized api` over a registry, and its port."""
    server = subprocess.Popen(
        [sys.executable, "-m", "deputized", "api", "--port", "0", "--registry", str(served)],
        stdout=subprocess.PIPE, text=True, bufsize=1,
    )  # fmt: skip
    assert server.stdout is not None
    return server, int(re.findall(r":(\d+)/", server.stdout.readline())[0])


def measure(readers: int, seconds: float, pause: float, every: float, folder: Path) -> dict[str, object]:
    """Ask and count."""
    files = (folder / "newest.sqlite", folder / "before.sqlite")
    build_registry(Ledger.shipped(), files[0])
    build_registry(_Before(Ledger.shipped()), files[1])  # type: ignore[arg-type]
    served = folder / "served.sqlite"
    shutil.copyfile(files[1], served)
    with open_registry(files[1]) as held:
        ids = [r["agency_id"] for r in held.agencies()][:: max(1, len(held.agencies()) // 60)]
    paths = [f"/v1/agency/{quote(i)}" for i in ids]
    right: dict[str, set[bytes]] = {p: set() for p in paths}
    for file in files:
        desk = AnswerDesk(file)
        for path, agency_id in zip(paths, ids, strict=True):
            asked = question("agency")
            right[path].add(desk.answer(asked, read_all(asked.every, {"id": agency_id}, []), "json").body)
    server, port = _server(served)
    told: dict[str, list[object]] = {"took": [], "errors": [], "torn": [], "swaps": []}
    try:

        async def run() -> None:
            until = time.monotonic() + seconds
            await asyncio.gather(
                _swaps(served, files, every, until, told),
                *(_reader(port, paths, right, pause, until, told) for _ in range(readers)),
            )

        asyncio.run(asyncio.wait_for(run(), seconds + 120))
    finally:
        server.terminate()
        server.wait(20)
    took = sorted(float(str(t)) for t in told["took"])

    def at(share: float) -> float:
        return round(took[min(len(took) - 1, int(share * len(took)))], 1)

    return {
        "readers": readers, "pause_s": pause, "seconds": seconds, "swap_every_s": every, "answers": len(took), "swaps": len(told["swaps"]),
        "errors": len(told["errors"]), "torn": len(told["torn"]), "p50_ms": at(0.5), "p95_ms": at(0.95), "p99_ms": at(0.99),
        "worst_ms": round(took[-1], 1), "cores": os.cpu_count(), "load_before": round(os.getloadavg()[0], 1),
        "first_errors": [str(e) for e in (*told["errors"], *told["torn"])[:3]],
    }  # fmt: skip


def at_full_speed(readers: int, seconds: float, file: Path) -> dict[str, object]:
    """As many answers as the server gives, by wrk."""
    command = shutil.which("wrk")
    if command is None:
        return {"full_speed": "no wrk on this machine: apt-get install wrk"}
    server, port = _server(file)
    try:
        told = subprocess.run(
            [command, "-t1", f"-c{readers}", f"-d{seconds:g}s", "--latency", f"http://127.0.0.1:{port}/v1/agency/{ONE}"],
            capture_output=True, text=True, check=True, timeout=seconds + 60,
        ).stdout  # fmt: skip
    finally:
        server.terminate()
        server.wait(20)
    found = dict(re.findall(r"(50%|99%|Requests/sec:|Non-2xx or 3xx responses:)\s+(\S+)", told))
    return {"full_speed": {name.rstrip(":"): value for name, value in found.items()}}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.readers", description=__doc__)
    parser.add_argument("--readers", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--pause", type=float, default=1.0)
    parser.add_argument("--swap-every", type=float, default=5.0)
    parser.add_argument("--full-speed", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(options.readers, options.seconds, options.pause, options.swap_every, Path(folder))
        if options.full_speed:
            found |= at_full_speed(options.readers, options.seconds, Path(folder) / "newest.sqlite")
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
