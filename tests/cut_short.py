"""Work that is killed at moments of chance: a process that has loaded all it needs forks a child for each try."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

KILLS = int(os.environ.get("DEPUTIZED_KILLS", "0"))
"""How many kills each such test makes; by default as few as still fall into each part of the work."""

SERVER = """
import os, signal, sys, traceback
exec(sys.argv[1])
print("ready", flush=True)
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        code = 1
        os.dup2(2, 1)
        try:
            work(line.strip())
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    print("begun", flush=True)
    if sys.stdin.readline() == "kill\\n":
        os.kill(child, signal.SIGKILL)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Forks:
    """A server of children; one at a time."""

    def __init__(self, server: subprocess.Popen[str]) -> None:
        assert server.stdin is not None and server.stdout is not None
        self._in, self._out = server.stdin, server.stdout
        self._hears("ready")

    def _hears(self, word: str) -> None:
        line = self._out.readline().strip()
        assert line == word, f"the server says {line or 'nothing more'}"

    def _says(self, word: str) -> None:
        self._in.write(word + "\n")
        self._in.flush()

    def run(self, argument: str = "") -> float:
        """Do `work(argument)` in a child and let it end well; gives how long it took."""
        begun = time.monotonic()
        self._says(argument)
        self._hears("begun")
        self._says("wait")
        self._hears("0")
        return time.monotonic() - begun

    def kill_after(self, seconds: float, argument: str = "") -> bool:
        """Begin it and kill it; gives whether the kill came before its end."""
        self._says(argument)
        self._hears("begun")
        time.sleep(seconds)
        self._says("kill")
        code = int(self._out.readline())
        assert code in (0, -signal.SIGKILL), "it failed by itself"
        return code == -signal.SIGKILL


@contextmanager
def forks(program: str, *path: Path) -> Iterator[Forks]:
    """A server for a program that defines `work(argument)`; folders of `path` come first where it looks for modules."""
    tests = Path(__file__).parent
    env = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, [*path, tests, tests / "library"]))}
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=env,
    )
    try:
        yield Forks(server)
    finally:
        assert server.stdin is not None and server.stdout is not None
        server.stdin.close()
        try:
            server.wait(60)
        finally:
            server.kill()
            server.stdout.close()
