"""Serves a built site from a folder, read-only: for a look at it, not for the world."""

from __future__ import annotations

import gzip
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

LONGEST_PATH = 2_000
COMPRESSED = frozenset({".html", ".css", ".js", ".json", ".geojson", ".svg", ".csv", ".atom", ".xml", ".txt"})


class Handler(SimpleHTTPRequestHandler):
    """Files of the folder with the headers a careful host would send; hidden files are not there."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".json": "application/json; charset=utf-8", ".geojson": "application/geo+json", ".atom": "application/atom+xml; charset=utf-8",
        ".csv": "text/csv; charset=utf-8", ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8",
        ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml",
    }  # fmt: skip

    def do_GET(self) -> None:
        """A file, compressed for who takes it so: as a web host would."""
        if self._is_refused():
            self.send_error(404)
            return
        path = Path(self.translate_path(self.path))
        page = path / "index.html" if path.is_dir() and self.path.split("?")[0].endswith("/") else path
        takes = "gzip" in self.headers.get("Accept-Encoding", "")
        if not takes or page.suffix not in COMPRESSED or not page.is_file():
            super().do_GET()
            return
        body = gzip.compress(page.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(page)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _is_refused(self) -> bool:
        """Whether a path, decoded as often as anyone might, names a hidden file, leads out, or can be no file's."""
        path = self.path.split("?")[0].split("#")[0]
        if len(path) > LONGEST_PATH:
            return True
        for _ in range(4):
            parts = path.replace("\\", "/").split("/")
            if "\0" in path or any(
                p.startswith(".") or len(p.encode("utf-8", "replace")) > 255 for p in parts
            ):
                return True
            path, before = unquote(path, errors="replace"), path
            if path == before:
                break
        place = Path(self.translate_path(self.path)).resolve()
        return not place.is_relative_to(Path(self.directory).resolve())

    def end_headers(self) -> None:
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def send_head(self) -> Any:
        if self._is_refused():
            self.send_error(404)
            return None
        return super().send_head()

    def list_directory(self, path: Any) -> None:
        """No listings: a folder without a page is not there."""
        self.send_error(404)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: a reader's requests are nobody's business."""


class Server(ThreadingHTTPServer):
    """A server that says nothing of a browser that left before it was answered."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def server(folder: Path, host: str = "127.0.0.1", port: int = 0) -> ThreadingHTTPServer:
    """A server of a folder, not yet running; `server_port` is the port it took."""
    return Server((host, port), partial(Handler, directory=str(folder)))
