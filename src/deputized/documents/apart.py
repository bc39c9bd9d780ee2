"""Reads documents in a process of their own, bounded in time and memory: whatever a file does, the next is read."""

from __future__ import annotations

import json
import selectors
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from deputized.documents.child import MOST_BYTES
from deputized.documents.record import DocumentReading, from_dict

SECONDS = 60.0
"""One document's time."""
GRACE = 0.25
"""The share of it beyond which a reader that does not stop by itself is stopped."""


class Unreadable(Exception):
    """A document that was not read: which, why, and what to do."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")
        self.name, self.why = name, why


@dataclass(slots=True)
class DocumentReader:
    """A reader's process, begun when first needed and begun anew after a file that ended it.

    `kept` is a folder in which pages that were read optically are kept by the document's hash.
    """

    seconds: float = SECONDS
    is_optical: bool = True
    kept: Path | None = None
    _process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> DocumentReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        if self._process:
            with suppress(OSError):
                self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe:
                    with suppress(OSError):
                        pipe.close()
            self._process = None

    def read(self, path: Path, name: str, sha256: str = "") -> tuple[DocumentReading, Sequence[str]]:
        """A document's record and its pages' texts. Raises Unreadable; the reader goes on."""
        folder = self.kept / sha256 if self.kept and sha256 else None
        answer = self._ask(path, name, {"kept": str(folder) if folder else ""})
        return from_dict(answer["reading"]), answer["texts"]

    def draw(self, path: Path, page: int, box: Sequence[float] | None = None) -> bytes:
        """A page as PNG, or the place in it with some room around. Raises Unreadable."""
        import base64

        answer = self._ask(path, path.name, {"kept": "", "draw": [page, list(box) if box else None]})
        return base64.b64decode(answer["picture"])

    def _ask(self, path: Path, name: str, more: Mapping[str, Any]) -> dict[str, Any]:
        process = self._started()
        request = {
            "path": str(path.resolve()),
            "name": name,
            "seconds": self.seconds,
            "is_optical": self.is_optical,
            **more,
        }
        try:
            assert process.stdin
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
            line = self._line(process)
        except (BrokenPipeError, OSError):
            line = b""
        if line is None:
            self.close()
            raise Unreadable(
                name, f"it was not read within {self.seconds:g} seconds; open it and see what it is"
            )
        if not line:
            code = process.wait()
            self.close()
            why = f"signal {-code}" if code < 0 else f"exit {code}"
            raise Unreadable(
                name,
                f"it ended the reader ({why}): it is broken, or takes more than {MOST_BYTES // 2**20} MB",
            )
        answer: dict[str, Any] = json.loads(line)
        if "refused" in answer:
            raise Unreadable(name, answer["refused"])
        return answer

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "deputized.documents.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def _line(self, process: subprocess.Popen[bytes]) -> bytes | None:
        """One line of the reader's answer; None if it does not come in time, empty if the reader is gone."""
        import os

        assert process.stdout
        until = time.monotonic() + self.seconds * (1 + GRACE)
        out = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while (left := until - time.monotonic()) > 0:
                if not selector.select(left):
                    break
                piece = os.read(process.stdout.fileno(), 1 << 16)
                if not piece:
                    return b""
                out += piece
                if out.endswith(b"\n"):
                    return bytes(out)
        return None
