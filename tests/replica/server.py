"""The loopback server of a `World`."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit

from replica.world import BLOCK_PAGE, PAGE, XLSX, Capture, World, http_date, packed

HTML = "text/html; charset=UTF-8"


class Handler(BaseHTTPRequestHandler):
    """One request. The world is the server's."""

    protocol_version = "HTTP/1.1"
    server: Replica  # type: ignore[assignment]

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: the tests look at `World.asked`."""

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        world, path = self.server.world, unquote(urlsplit(self.path).path)
        with world.lock:
            world.asked.append((self.path, dict(self.headers.items())))
            if self._trouble(world, path):
                return
        if path == "/cdx":
            self._index(world)
        elif path.startswith("/web/"):
            self._replay(world, path)
        elif path == PAGE or path == "/moved" + PAGE:
            self._page(world)
        elif path in world.files:
            self._file(world, path)
        else:
            self._send(404, b"<html><body>Page not found</body></html>", HTML)

    def _trouble(self, world: World, path: str) -> bool:
        """What the switches have in store for this request; whether it is dealt with."""
        s = world.switches
        if s.reset:
            s.reset -= 1
            self.close_connection = True
            return True
        if s.block or (s.block_programs and "Mozilla" not in self.headers.get("User-Agent", "")):
            self._send(403, BLOCK_PAGE, "text/html", {"Server": "AkamaiGHost"})
        elif s.throttle:
            s.throttle -= 1
            self._send(429, b"slow down", "text/plain", {"Retry-After": "60"})
        elif s.busy:
            s.busy -= 1
            self._send(503, b"Service Unavailable", "text/plain")
        elif s.gone:
            self._send(410, b"<html>gone</html>", HTML)
        elif s.redirect == "loop":
            self._send(302, b"", HTML, {"Location": self.path})
        elif s.redirect == "away":
            self._send(301, b"", HTML, {"Location": "https://example.org/elsewhere"})
        elif s.redirect == "once" and path == PAGE:
            self._send(301, b"", HTML, {"Location": "/moved" + PAGE})
        elif s.missing_files and path in world.files:
            self._send(404, b"<html><body>Page not found</body></html>", HTML)
        else:
            return False
        return True

    def _page(self, world: World) -> None:
        if self._is_unchanged(world, world.page_edited):
            self._send(304, b"", HTML)
            return
        body = world.page.encode()
        headers = {"Last-Modified": http_date(world.page_edited)}
        if world.switches.edited_while_read:
            world.page, world.switches.edited_while_read = world.switches.edited_while_read, ""
            world.page_edited = world.page_edited.replace(hour=world.page_edited.hour + 1)
        self._send(200, body, HTML, headers)

    def _file(self, world: World, path: str) -> None:
        s, file = world.switches, world.files[path]
        headers = {"Last-Modified": http_date(file.put_up)}
        if file.kind == "A":
            headers["ETag"] = file.etag
        else:
            headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
        if s.html_with_200 or s.page_as_file:
            self._send(200, BLOCK_PAGE if s.html_with_200 else world.page.encode(), XLSX, headers)
        elif self._is_unchanged(world, file.put_up):
            self._send(304, b"", XLSX)
        else:
            self._send(200, file.body, XLSX, headers)

    def _is_unchanged(self, world: World, moment: object) -> bool:
        since = self.headers.get("If-Modified-Since")
        return bool(since) and not world.switches.no_conditions and parsedate_to_datetime(since) >= moment  # type: ignore[operator, arg-type]

    def _index(self, world: World) -> None:
        asked = {k: v[0] for k, v in parse_qs(urlsplit(self.path).query).items()}
        base, rows, before = asked["url"], [], {}
        for c in sorted(world.captures, key=lambda c: (c.address, c.stamp)):
            address = c.address.split("//", 1)[1]
            is_asked = address.startswith(base) if asked.get("matchType") == "prefix" else address == base
            is_repeat = before.get(c.address) == c.digest
            if is_asked and not is_repeat and c.stamp >= asked.get("from", ""):
                rows.append([c.stamp, c.address, "200", c.digest])
            before[c.address] = c.digest
        first = int(asked.get("resumeKey", "0"))
        size = min(world.switches.index_parts, int(asked.get("limit", "500")))
        part: list[list[str]] = rows[first : first + size]
        body = [["timestamp", "original", "statuscode", "digest"], *part] if part else []
        if first + size < len(rows):
            body += [[], [str(first + size)]]
        self._send(200, json.dumps(body).encode(), "application/json")

    def _replay(self, world: World, path: str) -> None:
        stamp, _, address = path.removeprefix("/web/").partition("id_/")
        near = [c for c in world.captures if c.address == address]
        if not near:
            self._send(404, b"<html><body>The Wayback Machine has not archived that URL.</body></html>", HTML)
            return
        found = min(near, key=lambda c: abs(int(c.stamp) - int(stamp)))
        if found.stamp != stamp:
            self._send(302, b"", HTML, {"Location": f"/web/{found.stamp}id_/{address}"})
            return
        self._send(
            200,
            found.body,
            HTML if _is_page(found) else XLSX,
            {"x-archive-orig-last-modified": found.last_modified},
        )

    def _send(self, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        s = self.server.world.switches
        told = {"Content-Type": kind, **(headers or {})}
        if status == 200 and (s.gzip_unsaid or s.gzip_said or s.damaged_gzip):
            body = packed(body)
            body = body[:20] + bytes(40) + body[60:] if s.damaged_gzip else body
            if s.gzip_said:
                told["Content-Encoding"] = "gzip"
        self.send_response(status)
        for name, value in told.items():
            if value:
                self.send_header(name, value)
        if s.endless and status == 200:
            self.send_header("Connection", "close")
            self.end_headers()
            self._endless()
            return
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "HEAD" or status == 304:
            return
        if s.cut and status == 200:
            s.cut -= 1
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
            return
        if s.slow and status == 200:
            self._slowly(body, s.slow)
            return
        self.wfile.write(body)

    def _slowly(self, body: bytes, pause: float) -> None:
        try:
            for at in range(0, len(body), max(len(body) // 20, 1)):
                self.wfile.write(body[at : at + max(len(body) // 20, 1)])
                self.wfile.flush()
                time.sleep(pause)
        except OSError:
            self.close_connection = True

    def _endless(self) -> None:
        try:
            for _ in range(2000):
                self.wfile.write(b"PK\x03\x04" + bytes(65536))
        except OSError:
            pass
        self.close_connection = True


def _is_page(capture: Capture) -> bool:
    return capture.body[:15].lower().startswith((b"<!doctype", b"<html"))


class Replica(ThreadingHTTPServer):
    """The server; `url` is its address."""

    daemon_threads = True

    def __init__(self, world: World, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.world = world

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news."""


@contextmanager
def serve(world: World, port: int = 0) -> Iterator[Replica]:
    """The replica, served from a thread until the block ends."""
    server = Replica(world, port)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
