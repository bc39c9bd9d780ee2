"""What the replica serves: a page, files, captures; and every behavior of the real site as a switch."""

from __future__ import annotations

import gzip
import hashlib
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

HERE = Path(__file__).parent
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FOLDER = "/doclib/about/offices/ero/287g/"
DOWNLOAD = "/file-download/download/public/"
PAGE = "/identify-and-arrest/287g"
BLOCK_PAGE = (
    b"<HTML><HEAD>\n<TITLE>Access Denied</TITLE>\n</HEAD><BODY>\n<H1>Access Denied</H1>\n \n"
    b"You don't have permission to access "
    b'"http&#58;&#47;&#47;www&#46;ice&#46;gov&#47;" on this server.<P>\n'
    b"Reference&#32;&#35;18&#46;2d3e1402&#46;1780000000&#46;1a2b3c4d\n</BODY>\n</HTML>\n"
)


@dataclass
class File:
    """One file: its bytes, the name it is served under, when it was put up. Kind A has an ETag; kind B a name."""

    body: bytes
    name: str
    put_up: datetime
    kind: str = "A"

    @property
    def etag(self) -> str:
        return f'"{hashlib.md5(self.body).hexdigest()}:{self.put_up.timestamp():.6f}"'


@dataclass
class Capture:
    """One capture of the Wayback Machine."""

    stamp: str
    address: str  # as on www.ice.gov
    body: bytes
    last_modified: str = ""

    @property
    def digest(self) -> str:
        return hashlib.sha1(self.body).hexdigest().upper()


@dataclass
class Switches:
    """Behaviors. Each is a list of what the next requests get, or a flag for all of them; see `server`."""

    block: bool = False  # 403 with an access-denied page, to all
    block_programs: bool = False  # the same, but not to a browser's name
    html_with_200: bool = False  # files answer 200 with a block page
    page_as_file: bool = False  # files answer 200 with an ordinary web page
    throttle: int = 0  # so many 429
    busy: int = 0  # so many 503
    missing_files: bool = False  # the page's links lead to 404
    gone: bool = False  # 410
    cut: int = 0  # so many bodies end in the middle
    reset: int = 0  # so many connections are closed without an answer
    slow: float = 0.0  # seconds between parts of a body
    redirect: str = ""  # "once", "loop", "away"
    gzip_unsaid: bool = False  # bodies are gzip without a header
    damaged_gzip: bool = False
    gzip_said: bool = False
    no_conditions: bool = False  # If-Modified-Since is ignored, as ICE ignores If-None-Match
    endless: bool = False  # a body without end
    edited_while_read: str = ""  # a page that replaces the served one after the first reading
    index_parts: int = 500  # captures in one part of the index


@dataclass
class World:
    """Everything served, and everything asked for."""

    page: str = ""
    page_edited: datetime = datetime(2026, 5, 22, 14, 0, tzinfo=UTC)
    files: dict[str, File] = field(default_factory=dict)
    captures: list[Capture] = field(default_factory=list)
    switches: Switches = field(default_factory=Switches)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def put(self, name: str, body: bytes, put_up: str, *, kind: str = "A", number: int = 185939) -> str:
        """Puts a file up; gives its path."""
        path = FOLDER + name if kind == "A" else f"{DOWNLOAD}{number}"
        self.files[path] = File(body, name, datetime.fromisoformat(put_up).replace(tzinfo=UTC), kind)
        return path

    def edit(self, lists: str, day: str) -> None:
        """Edits the page: what stands under its two headings, and the day of the edit."""
        self.page = page(lists, day)
        self.page_edited = datetime.fromisoformat(f"{day}T15:00:00").replace(tzinfo=UTC)

    def show(
        self,
        day: str,
        participating: str,
        pending: str = "",
        *,
        agreements: int = 0,
        states: int = 39,
        territories: int = 2,
    ) -> None:
        """Edits the page to link these paths, with ICE's own sentence of 2026."""
        self.edit(sections(day, participating, pending, agreements, states, territories), day)


def page(lists: str, day: str) -> str:
    """The program page with what stands under its headings."""
    return (HERE / "page.html").read_text(encoding="utf-8").format(lists=lists, edited=day)


def sections(
    day: str, participating: str, pending: str, agreements: int, states: int, territories: int
) -> str:
    said = datetime.fromisoformat(day).strftime("%B %-d, %Y")
    text = (
        f"<h3>287(g) Participating Agencies</h3><p>As of {said}, at 4 p.m., ICE has signed {agreements:,} Memorandums of "
        f"Agreement for 287(g) programs covering {states} states and {territories} U.S. Territories.</p>"
        f'<p><a class="usa-button" href="{participating}" target="_blank">View 287(g) Participating Agencies</a></p>'
    )
    if pending:
        text += (
            f"<h3>287(g) Pending Agencies</h3><p>As of {said}, at 4 p.m., the following 67 287(g) program applications are "
            f'pending.</p><p><a class="usa-button" href="{pending}" target="_blank">View 287(g) Pending Agencies</a></p>'
        )
    return text


def http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def packed(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)
