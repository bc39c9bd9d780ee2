"""Polite HTTP: one request at a time, conditional, bounded in bytes, time and tries, never a loop.

What is asked for is said (a page or a file), and the first bytes are looked at before anybody keeps them: a 200 may
carry a block page. 400 to 410 are final; 429 stops; only what passes by itself (no connection, a cut body, 5xx) is
tried again, a few times, with a growing wait.
"""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin, urlsplit

from deputized import __version__
from deputized.live.trouble import FetchStatus, Trouble

if TYPE_CHECKING:
    import urllib3

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
"""Sent only if the user says so, once, after a refusal."""
MAX_PAGE = 8_000_000
MAX_FILE = 20_000_000
MAX_HOPS = 5
PASSING = (FetchStatus.OFFLINE, FetchStatus.CUT)
GZIP = b"\x1f\x8b"
DENIED = re.compile(
    rb"access denied|request (?:was )?blocked|reference\s*(?:#|&#35;)\s*\d+\.[0-9a-f]", re.IGNORECASE
)
ANY_SIZE_OF_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Response:
    """What an address gave. `headers` has lower-case names; `body` is unpacked; an unchanged answer has none."""

    url: str  # as asked
    final_url: str  # after redirects
    http_status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    at: str  # ISO 8601, UTC

    @property
    def is_unchanged(self) -> bool:
        return self.http_status == 304

    @property
    def last_modified(self) -> str:
        return self.headers.get("last-modified", "")


@dataclass(slots=True)
class Client:
    """Asks for pages and files. `sleep`, `now` and `clock` are arguments so that a test need not wait."""

    contact: str = ""
    allow_browser_agent: bool = False
    timeout: float = 60.0  # seconds for a connection, or between two reads
    whole: float = 180.0  # seconds for one body
    tries: int = 3
    base_wait: float = 2.0
    longest_wait: float = 30.0
    pause: float = 0.5  # seconds between two requests to a site
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    requests: int = 0
    _pools: dict[str, Any] = field(default_factory=dict)
    _last: float = 0.0

    @property
    def agent(self) -> str:
        """Who we are and how to reach whoever runs this."""
        contact = re.sub(r"[^\x21-\x7e ]|[()]", "", self.contact).strip()
        return f"deputized/{__version__} (287(g) lists, archived; {f'contact: {contact}' if contact else 'no contact set'})"

    def page(self, url: str, since: str = "") -> Response:
        """A web page, if it changed since `since` (an HTTP date, empty to ask for it anyway). Raises Trouble."""
        return self._get(url, since, MAX_PAGE, is_page=True)

    def file(self, url: str, since: str = "") -> Response:
        """A workbook or another file that is no web page. Raises Trouble."""
        return self._get(url, since, MAX_FILE, is_page=False)

    def _get(self, url: str, since: str, limit: int, *, is_page: bool) -> Response:
        try:
            return self._persist(url, since, limit, self.agent, is_page)
        except Trouble as trouble:
            if trouble.status is not FetchStatus.BLOCKED or not self.allow_browser_agent:
                raise
            return self._persist(url, since, limit, BROWSER, is_page)

    def _persist(self, url: str, since: str, limit: int, agent: str, is_page: bool) -> Response:
        for attempt in range(self.tries):
            try:
                return self._follow(url, since, limit, agent, is_page)
            except Trouble as trouble:
                if trouble.status not in PASSING or attempt + 1 == self.tries:
                    raise
            self.sleep(min(self.base_wait * 2**attempt, self.longest_wait))
        raise AssertionError("a try gives an answer or raises")

    def _follow(self, url: str, since: str, limit: int, agent: str, is_page: bool) -> Response:
        address, seen = url, {url}
        for _ in range(MAX_HOPS + 1):
            status, headers, body = self._once(address, since, limit, agent)
            if status in (301, 302, 303, 307, 308):
                there = urljoin(address, headers.get("location", ""))
                if "location" not in headers or there in seen:
                    raise Trouble(FetchStatus.MOVED, address, "it sends us round in a circle", status)
                if not _is_same_site(url, there):
                    raise Trouble(FetchStatus.MOVED, there, f"{url} now leads to another site", status)
                seen.add(there)
                address = there
                continue
            _judge(address, status, headers, body, is_page)
            return Response(url, address, status, headers, body, self.now().isoformat(timespec="seconds"))
        raise Trouble(FetchStatus.MOVED, address, f"it leads on more than {MAX_HOPS} times")

    def _once(self, url: str, since: str, limit: int, agent: str) -> tuple[int, dict[str, str], bytes]:
        import urllib3
        from urllib3.exceptions import HTTPError

        wait = self._last + self.pause - self.clock()
        if self._last and wait > 0:
            self.sleep(wait)
        headers = {"User-Agent": agent, "Accept": "*/*", "Accept-Encoding": "gzip"}
        if since:
            headers["If-Modified-Since"] = since
        self.requests += 1
        try:
            response = self._pool(url).request(
                "GET", _encoded(url), headers=headers, redirect=False, retries=False, preload_content=False,
                timeout=urllib3.Timeout(connect=self.timeout, read=self.timeout),
            )  # fmt: skip
            try:
                found = {k.lower(): v for k, v in response.headers.items()}
                body = self._read(url, response, limit)
            finally:
                response.close()
        except (HTTPError, OSError, ValueError) as error:
            name = type(error).__name__
            cut = name in ("IncompleteRead", "ProtocolError", "DecodeError") or "IncompleteRead" in str(error)
            if name == "LocationParseError":
                raise Trouble(FetchStatus.MOVED, url, "this is no address") from error
            status = (
                FetchStatus.CUT
                if cut and "closed connection without" not in str(error)
                else FetchStatus.OFFLINE
            )
            raise Trouble(status, url, _plain(error)) from error
        finally:
            self._last = self.clock()
        return response.status, found, body

    def _read(self, url: str, response: urllib3.BaseHTTPResponse, limit: int) -> bytes:
        started, parts, size = self.clock(), [], 0
        for part in _parts(response):
            parts.append(part)
            size += len(part)
            if size > limit:
                raise Trouble(
                    FetchStatus.NOT_A_LIST, url, f"it is larger than {limit:,} bytes", response.status
                )
            if self.clock() - started > self.whole:
                raise Trouble(FetchStatus.CUT, url, f"it was not whole after {self.whole:.0f} seconds")
        body = b"".join(parts)
        return _unpacked(url, body, limit) if body.startswith(GZIP) else body

    def _pool(self, url: str) -> Any:
        from urllib.request import getproxies, proxy_bypass

        import urllib3

        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Trouble(FetchStatus.MOVED, url, "this is no web address")
        proxy = "" if proxy_bypass(parts.hostname) else getproxies().get(parts.scheme, "")
        if proxy not in self._pools:
            self._pools[proxy] = urllib3.ProxyManager(proxy) if proxy else urllib3.PoolManager()
        return self._pools[proxy]


def _parts(response: urllib3.BaseHTTPResponse) -> Iterator[bytes]:
    yield from response.stream(65536, decode_content=True)


def _encoded(url: str) -> str:
    """An address as it may be sent: ICE prints some with blanks in them."""
    parts = urlsplit(url.strip())
    safe = "/%:@!$&'()*+,;=~-._"
    return parts._replace(
        path=quote(parts.path, safe=safe), query=quote(parts.query, safe=safe + "?"), fragment=""
    ).geturl()


def _is_same_site(asked: str, there: str) -> bool:
    """Whether a redirect stays with the site: the same host, `www.` aside, and never from https to http."""
    old, new = urlsplit(asked), urlsplit(there)
    names = [(p.hostname or "").removeprefix("www.") for p in (old, new)]
    ports = [p.port for p in (old, new)]
    is_downgrade = old.scheme == "https" and new.scheme != "https"
    same_port = ports[0] == ports[1] or {old.scheme, new.scheme} == {"http", "https"}
    return new.scheme in ("http", "https") and names[0] == names[1] and same_port and not is_downgrade


def _unpacked(url: str, body: bytes, limit: int) -> bytes:
    """A body that is gzip without saying so; bounded, and whole or refused."""
    stream = zlib.decompressobj(wbits=31)
    try:
        found = stream.decompress(body, limit + 1)
    except zlib.error as error:
        raise Trouble(FetchStatus.CUT, url, "its packing is damaged") from error
    if len(found) > limit:
        raise Trouble(FetchStatus.NOT_A_LIST, url, f"it unpacks to more than {limit:,} bytes")
    if not stream.eof:
        raise Trouble(FetchStatus.CUT, url, "it ends in the middle of its packing")
    return found


def _judge(url: str, status: int, headers: Mapping[str, str], body: bytes, is_page: bool) -> None:
    """Raises Trouble for all but a whole answer of the kind asked for, or "unchanged"."""
    if status == 304:
        return
    head = body[:ANY_SIZE_OF_HEAD]
    if status in (401, 403) or (status < 500 and len(body) < 2000 and DENIED.search(head)):
        server = headers.get("server", "")
        raise Trouble(
            FetchStatus.BLOCKED,
            url,
            f"the site refuses programs (HTTP {status}{f', {server}' if server else ''})",
            status,
        )
    if status == 429:
        after = headers.get("retry-after", "")
        raise Trouble(
            FetchStatus.THROTTLED,
            url,
            f"we are asked to slow down (HTTP 429{f', for {after} s' if after.isdigit() else ''})",
            status,
        )
    if status == 404:
        raise Trouble(FetchStatus.NOT_THERE, url, "there is no such file (HTTP 404)", status)
    if status >= 500:
        raise Trouble(
            FetchStatus.THROTTLED if status == 503 else FetchStatus.OFFLINE,
            url,
            f"the site has trouble of its own (HTTP {status})",
            status,
        )
    if status != 200:
        raise Trouble(FetchStatus.MOVED, url, f"it is gone (HTTP {status})", status)
    if not body:
        raise Trouble(FetchStatus.CUT, url, "it is empty", status)
    if is_page != is_html(body):
        seen = "it is no web page" if is_page else "it is a web page, not a file"
        raise Trouble(FetchStatus.NOT_A_LIST, url, seen, status)


def is_html(body: bytes) -> bool:
    """Whether bytes are a web page, by how they begin."""
    head = body[:ANY_SIZE_OF_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    while head.startswith(b"<!--") and b"-->" in head:
        head = head.split(b"-->", 1)[1].lstrip()
    return bool(re.match(rb"<(?:!doctype\s+html|html|head|body|main|table|meta|title|div|h[1-6]|p)\b", head))


def _plain(error: Exception) -> str:
    """A library's error as a few plain words."""
    text = str(error)
    for sign, words in (
        ("NameResolution", "its name cannot be found"), ("getaddrinfo", "its name cannot be found"),
        ("Connection refused", "nobody answers there"), ("timed out", "it does not answer in time"),
        ("CERTIFICATE", "its certificate is not good"), ("IncompleteRead", "its body was cut short"),
        ("closed connection", "it closed the connection"), ("unreachable", "there is no way to it"),
    ):  # fmt: skip
        if sign.lower() in text.lower() or sign in type(error).__name__:
            return words
    return f"the connection failed ({type(error).__name__})"


def served_name(answer: Response) -> str:
    """The name a file was served under: that of Content-Disposition, else the last part of its address."""
    from email.message import Message
    from urllib.parse import unquote

    header = Message()
    header["content-disposition"] = answer.headers.get("content-disposition", "") or "attachment"
    name = header.get_filename() or unquote(urlsplit(answer.final_url).path.rsplit("/", 1)[-1])
    base = re.split(r"[/\\]", name)[-1]
    return re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", "", base).strip()[:200] or "list"
