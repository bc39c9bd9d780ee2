"""The server of a built site keeps quiet about readers who leave."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Iterator
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


@pytest.fixture
def served(tmp_path: Path) -> Iterator[int]:
    """A site with a hidden file, an empty folder and a link out of it; a file lies beside it."""
    site = tmp_path / "site"
    (site / ".git").mkdir(parents=True)
    (site / "county").mkdir()
    for path in (
        ".git/config",
        ".deputized-site.json",
        "index.html",
        "county/index.html",
        "county/.hidden.html",
    ):
        (site / path).write_text("secret" if "." in path.split("/")[0][:1] or ".hidden" in path else "page")
    (tmp_path / "secret.txt").write_text("secret")
    (site / "out").symlink_to(tmp_path)
    found = server(site)
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield found.server_port
    found.shutdown()
    found.server_close()


PATHS = (
    "/.git/config", "/%2egit/config", "/%2Egit/config", "/%252egit/config", "/county/%2ehidden.html", "/county/..%2f.git/config",
    "/.deputized-site.json", "/%2edeputized-site.json", "/county/../.git/config", "/..%2fsecret.txt", "/%2e%2e/secret.txt",
    "/out/secret.txt", "/%2e%2e%5csecret.txt", "/county\\..\\.git/config", "/" + "a" * 5000, "/" + "a/" * 2500, "/" + "%61" * 400, "/%00",
    "/index.html%00.txt", "/%ff%fe", "/" + "%c3%28" * 90, "/county/%2e%68idden.html", "/nothing", "//etc/hostname", "/county",
    "/?a=/.git/../..",
)  # fmt: skip


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("takes", ["gzip", "identity"])
def test_no_path_reaches_a_hidden_file_or_ends_in_a_traceback(
    served: int, capfd: pytest.CaptureFixture[str], method: str, takes: str
) -> None:
    for path in PATHS:
        client = http.client.HTTPConnection("127.0.0.1", served, timeout=10)
        client.putrequest(method, path, skip_accept_encoding=True)
        client.putheader("Accept-Encoding", takes)
        client.endheaders()
        answer = client.getresponse()
        body = answer.read()
        client.close()
        assert b"secret" not in body, path
        assert answer.status in ((200, 301) if path in ("/county", "/?a=/.git/../..") else (404,)), (
            path,
            answer.status,
        )
    assert capfd.readouterr().err == ""
