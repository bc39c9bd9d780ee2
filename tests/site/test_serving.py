"""The server of a built site keeps quiet about readers who leave."""

from __future__ import annotations

import socket
import threading
import time
from pathlib import Path

import pytest

from deputized.site.serving import server


def test_a_browser_that_leaves_is_no_traceback(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "big.bin").write_bytes(b"x" * 30_000_000)
    found = server(tmp_path)
    threading.Thread(target=found.serve_forever, daemon=True).start()
    with socket.create_connection(("127.0.0.1", found.server_port)) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        client.sendall(b"GET /big.bin HTTP/1.1\r\nHost: x\r\n\r\n")
        client.recv(10)
    time.sleep(0.4)
    found.shutdown()
    found.server_close()
    assert "Traceback" not in capfd.readouterr().err
