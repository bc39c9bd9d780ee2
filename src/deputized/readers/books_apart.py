"""What `readers.books` runs apart: a workbook from standard input, its cells as JSON to standard output."""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
import zlib
from datetime import date, datetime, time

from deputized.model.cells import CellValue, encode
from deputized.readers.parts import MAX_CELLS, MAX_COLUMNS, MAX_LIST_TEXT, MAX_ROWS, MAX_TEXT

MOST_BYTES = 500 * 2**20
MAX_SHEETS = 100
MAX_CONTENT = 40 * 2**20
_INDENT = re.compile(rb">[ \t]*[\r\n]\s*(?=</?(?:table|office|text:p|text:h)\b)")


def main() -> None:
    """Read, within bounds of memory and time set first. Ends with status 3 and one line where it refuses."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        pass
    try:
        found = _sheets(sys.stdin.buffer.read())
    except (_Refused, MemoryError) as error:
        print(str(error) or "it would take too much memory", file=sys.stderr)
        raise SystemExit(3) from None
    json.dump(found, sys.stdout)


class _Refused(Exception):
    """Why a workbook is not read."""


def _sheets(data: bytes) -> list[tuple[str, str, list[tuple[int, list[str]]]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        try:
            book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        except CalamineError:
            if (plain := _without_indents(data)) is None:
                raise
            book = CalamineWorkbook.from_filelike(io.BytesIO(plain))
        kinds = {m.name: str(m.visible).rpartition(".")[2] for m in book.sheets_metadata}
        if len(book.sheet_names) > MAX_SHEETS:
            raise _Refused(f"it has more than {MAX_SHEETS} sheets")
        out, cells, length = [], 0, 0
        for name in book.sheet_names:
            rows = []
            for number, row in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), 1):
                values = [_plain(value) for value in row]
                while values and values[-1] is None:
                    values.pop()
                if not values:
                    continue
                texts = [encode(value) for value in values]
                cells += len(texts)
                length += sum(map(len, texts))
                if (
                    number > MAX_ROWS
                    or len(texts) > MAX_COLUMNS
                    or cells > MAX_CELLS
                    or length > MAX_LIST_TEXT
                ):
                    raise _Refused("it has more rows, cells or text than any list")
                if max(map(len, texts)) > MAX_TEXT:
                    raise _Refused(f"one of its texts has more than {MAX_TEXT:,} characters")
                rows.append((number, texts))
            out.append(
                (name, {"Hidden": "hidden", "VeryHidden": "veryHidden"}.get(kinds[name], "visible"), rows)
            )
        return out
    except (CalamineError, ValueError, OSError, KeyError) as error:
        raise _Refused(" ".join(str(error).split())) from error


def _without_indents(data: bytes) -> bytes | None:
    """An OpenDocument sheet without the line breaks some programs (Gnumeric) write between its elements; None for no such.

    They mean nothing, and calamine takes them for text where only cells may stand.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {i.filename: i for i in package.infolist()}
            if "content.xml" not in parts or parts["content.xml"].file_size > MAX_CONTENT:
                return None
            content = _INDENT.sub(b">", package.read("content.xml"))
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w") as made:
                for name in ("mimetype", "META-INF/manifest.xml"):
                    if name in parts and parts[name].file_size <= MAX_CONTENT:
                        made.writestr(name, package.read(name))
                made.writestr("content.xml", content)
    except (zipfile.BadZipFile, KeyError, OSError, zlib.error, NotImplementedError, RuntimeError):
        return None
    return out.getvalue()


def _plain(value: object) -> CellValue:
    """A value as the Excel reader gives it: whole numbers whole, days without a time as days, no empty texts."""
    if value is None or value == "":
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, datetime) and value.time() == time(0):
        return date(value.year, value.month, value.day)
    return value  # type: ignore[return-value]
