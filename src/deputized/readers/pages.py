"""The tables of a web page as sheets: ICE printed its list so from 2021 to 2025, and collectors keep it so."""

from __future__ import annotations

import hashlib
import re
from html.parser import HTMLParser
from urllib.parse import urljoin

from deputized.model.cells import CellValue
from deputized.model.raw import RawRow, RawSheet, RawWorkbook
from deputized.readers.delimited import cell_value
from deputized.readers.errors import ReadError
from deputized.readers.links import clean_link
from deputized.readers.parts import MAX_CELLS, MAX_COLUMNS, MAX_LIST_TEXT, MAX_ROWS

SITE = "https://www.ice.gov/"
MAX_TABLES = 100
MAX_PAGE_BYTES = 8_000_000  # a table of 10,000 rows has half of it
MAX_PAGE_ROWS = 30_000
MAX_TAGS = 400_000
_TOO_LARGE = "Check that it is one of ICE's pages; their tables have fewer than 10,000 rows"
_CHARSET = re.compile(rb"charset=[\"']?\s*([\w-]{1,30})", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BREAKS = frozenset({"br", "p", "div", "li"})
_UNSEEN = frozenset({"script", "style", "template", "noscript"})


def read_page_tables(name: str, data: bytes) -> RawWorkbook:
    """Every table of a page that holds rows, each as a sheet. Raises ReadError for a page without one."""
    if len(data) > MAX_PAGE_BYTES:
        raise ReadError(name, f"it is a web page of more than {MAX_PAGE_BYTES:,} bytes", _TOO_LARGE)
    parser = _Tables(name)
    parser.feed(_elements_only(_text(data)))
    parser.close()
    sheets = [t.sheet(n) for n, t in enumerate(parser.found, 1) if t.rows]
    if not sheets:
        raise ReadError(
            name, "it is a web page without a table", "Give ICE's list, or the page that holds it as a table"
        )
    return RawWorkbook(name, hashlib.sha256(data).hexdigest(), len(data), tuple(sheets))


def _text(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    stated = _CHARSET.search(data[:4096])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        encoding = stated[1].decode("ascii") if stated else "cp1252"
    try:
        return data.decode("cp1252" if encoding.lower() in ("utf-8", "iso-8859-1") else encoding, "replace")
    except LookupError:
        return data.decode("cp1252", "replace")


def _elements_only(text: str) -> str:
    """A page without comments, declarations and instructions, and without what is cut off at its end.

    The parser searches for the end of each of them again and again, which a page made for it can make take hours.
    """
    kept, at = [], 0
    while (start := min((n for n in (text.find("<!", at), text.find("<?", at)) if n >= 0), default=-1)) >= 0:
        kept.append(text[at:start])
        closing = "-->" if text.startswith("<!--", start) else ">"
        end = text.find(closing, start + 2)
        at = end + len(closing) if end >= 0 else len(text)
    kept.append(text[at:])
    whole = "".join(kept)
    return whole[: whole.rfind(">") + 1]


class _Table:
    """One table: its rows, and the cells that reach down into rows to come."""

    def __init__(self) -> None:
        self.rows: list[list[tuple[str, str]]] = []  # text and link by column
        self.reaching: dict[int, tuple[int, tuple[str, str]]] = {}  # column: rows still to fill, cell
        self.open = False  # a row is open
        self.name = ""

    def begin_row(self) -> None:
        self.rows.append([])
        self.open = True
        self.fill()

    def fill(self) -> None:
        """Cells that reach down from the rows above."""
        row = self.rows[-1]
        while len(row) in self.reaching:
            column = len(row)
            left, cell = self.reaching[column]
            row.append(cell)
            if left > 1:
                self.reaching[column] = (left - 1, cell)
            else:
                del self.reaching[column]

    def put(self, cell: tuple[str, str], across: int, down: int) -> None:
        if not self.open:
            self.begin_row()
        for n in range(across):
            column = len(self.rows[-1])
            value = cell if n == 0 else ("", "")
            self.rows[-1].append(value)
            if down > 1:
                self.reaching[column] = (down - 1, value)
        self.fill()

    def sheet(self, number: int) -> RawSheet:
        rows = []
        for n, row in enumerate(self.rows, 1):
            cells: list[CellValue] = [cell_value(self.name, text, n) for text, _ in row]
            while cells and cells[-1] is None:
                cells.pop()
            links = tuple((c, url) for c, (_, url) in enumerate(row) if url)
            if cells or links:
                rows.append(RawRow(n, False, tuple(cells), links))
        return RawSheet(f"table {number} of a web page", "visible", tuple(rows))


class _Tables(HTMLParser):
    """Collects tables, those within tables too, whatever tags are left open."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.name = name
        self.found: list[_Table] = []
        self.stack: list[_Table] = []
        self.texts: list[str] | None = None  # of the open cell
        self.links: list[str] = []
        self.spans = (1, 1)
        self.unseen = 0
        self.count = self.length = self.tags = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags += 1
        if self.tags > MAX_TAGS:
            raise self._too_large()
        if tag in _UNSEEN:
            self.unseen += 1
        elif tag == "table":
            self._end_cell()
            if len(self.found) >= MAX_TABLES:
                raise self._too_large()
            table = _Table()
            table.name = self.name
            self.found.append(table)
            self.stack.append(table)
        elif self.stack:
            self._inside(tag, attrs)

    def _inside(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._end_cell()
            self.stack[-1].begin_row()
            if len(self.stack[-1].rows) > MAX_PAGE_ROWS:
                raise self._too_large()
        elif tag in ("td", "th"):
            self._end_cell()
            given = dict(attrs)
            self.texts, self.links = [], []
            self.spans = (_span(given.get("colspan"), MAX_COLUMNS), _span(given.get("rowspan"), MAX_ROWS))
        elif tag == "a" and self.texts is not None:
            href = (dict(attrs).get("href") or "").strip()
            if href and not href.startswith("#"):
                try:
                    link = clean_link(urljoin(SITE, href))
                except ValueError:
                    link = None
                if link:
                    self.links.append(link)
        elif tag in _BREAKS and self.texts:
            self.texts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "thead", "tbody") and self.stack:
            self._end_cell()
            self.stack[-1].open = False
        elif tag == "table" and self.stack:
            self._end_cell()
            self.stack.pop()

    def handle_data(self, data: str) -> None:
        if self.texts is not None and not self.unseen:
            self.length += len(data)
            if self.length > MAX_LIST_TEXT:
                raise self._too_large()
            self.texts.append(data)

    def close(self) -> None:
        super().close()
        self._end_cell()

    def _end_cell(self) -> None:
        if self.texts is None:
            return
        # A page shows any run of spaces as one, and none at the ends of a cell.
        text = _SPACE.sub(" ", "".join(self.texts).replace("\u200b", "")).strip(" ")
        self.texts = None
        self.count += self.spans[0]
        if self.count > MAX_CELLS or not self.stack:
            raise self._too_large()
        across = min(self.spans[0], MAX_COLUMNS)
        if len(self.stack[-1].rows[-1:] and self.stack[-1].rows[-1]) + across > MAX_COLUMNS:
            raise self._too_large()
        self.stack[-1].put((text, self.links[0] if self.links else ""), across, self.spans[1])

    def _too_large(self) -> ReadError:
        return ReadError(self.name, "its tables have more rows, cells or text than any list", _TOO_LARGE)


def _span(text: str | None, most: int) -> int:
    if text is None or not text.strip().isascii() or not text.strip().isdigit() or len(text.strip()) > 6:
        return 1
    return max(1, min(int(text), most))
