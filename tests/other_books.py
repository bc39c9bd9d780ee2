"""Small workbooks of other kinds, written byte by byte for tests: .xls (BIFF8 in OLE), .xlsb (BIFF12) and .ods."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import escape

Cell = str | int | float | date | None
Rows = Sequence[Sequence[Cell]]
SECTOR = 512


def serial(day: date) -> int:
    """A day as Excel counts it."""
    return day.toordinal() - date(1899, 12, 30).toordinal()


def _biff(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def xls(rows: Rows, sheet: str = "Sheet1") -> bytes:
    """An Excel 97 workbook."""
    bof = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)
    xf = [_biff(0x00E0, struct.pack("<HHHHHHHHHH", 0, fmt, 0, 0, 0, 0, 0, 0, 0, 0)) for fmt in (0, 14)]
    name = sheet.encode("latin-1")
    head = _biff(0x0809, bof) + b"".join(xf)
    tail = _biff(0x000A)
    place = len(head) + 4 + 8 + len(name) + len(tail)
    bound = _biff(0x0085, struct.pack("<IHBB", place, 0, len(name), 0) + name)
    cells = []
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, str):
                text = value.encode("utf-16-le")
                cells.append(_biff(0x0204, struct.pack("<HHHHB", r, c, 0, len(value), 1) + text))
            elif value is not None:
                number = serial(value) if isinstance(value, date) else value
                cells.append(_biff(0x0203, struct.pack("<HHHd", r, c, int(isinstance(value, date)), number)))
    own = _biff(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    own += _biff(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows), default=0), 0))
    return _ole("Workbook", head + bound + tail + own + b"".join(cells) + _biff(0x000A))


def _ole(name: str, stream: bytes) -> bytes:
    """An OLE file with one stream."""
    stream = stream.ljust(4096, b"\0")
    stream += b"\0" * (-len(stream) % SECTOR)
    count = len(stream) // SECTOR
    fats = 1
    while fats * 128 < count + 1 + fats:
        fats += 1
    end, free, fat_mark = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    chain = [*(range(1, count)), end, end, *([fat_mark] * fats)]
    chain += [free] * (fats * 128 - len(chain))
    header = (
        bytes.fromhex("d0cf11e0a1b11ae1")
        + b"\0" * 16
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + b"\0" * 6
    )
    header += struct.pack("<IIIIIIIII", 0, fats, count, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", *range(count + 1, count + 1 + fats), *([free] * (109 - fats)))

    def entry(title: str, kind: int, child: int, start: int, size: int) -> bytes:
        text = title.encode("utf-16-le") + b"\0\0"
        return (
            text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) if title else 0, kind, 1, free, free, child)
            + b"\0" * 36 + struct.pack("<IQ", start, size)
        )  # fmt: skip

    root = (
        entry("Root Entry", 5, 1, end, 0)
        + entry(name, 2, free, 0, len(stream))
        + entry("", 0, free, 0, 0) * 2
    )
    return header + stream + root + struct.pack(f"<{len(chain)}I", *chain)


def _brt(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = len(body), b""
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 127 else 0)])
        length >>= 7
        if not length:
            return head + size + body


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(rows: Rows, sheet: str = "Sheet1") -> bytes:
    """A binary Excel workbook."""
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    book = (
        _brt(0x83)
        + _brt(0x8F)
        + _brt(0x9C, struct.pack("<II", 0, 1) + _wide("rId1") + _wide(sheet))
        + _brt(0x90)
        + _brt(0x84)
    )
    styles = _brt(0x116) + _brt(0x269, struct.pack("<I", 2))
    styles += (
        b"".join(_brt(0x2F, struct.pack("<HH", 0, fmt) + b"\0" * 12) for fmt in (0, 14))
        + _brt(0x26A)
        + _brt(0x117)
    )
    width = max(map(len, rows), default=1)
    body = _brt(0x81) + _brt(0x94, struct.pack("<IIII", 0, max(len(rows) - 1, 0), 0, width - 1)) + _brt(0x91)
    for r, row in enumerate(rows):
        body += _brt(0x00, struct.pack("<II", r, 0) + b"\0" * 9)
        for c, value in enumerate(row):
            if isinstance(value, str):
                body += _brt(0x06, struct.pack("<II", c, 0) + _wide(value))
            elif value is not None:
                number = serial(value) if isinstance(value, date) else value
                body += _brt(0x05, struct.pack("<IId", c, int(isinstance(value, date)), number))
    body += _brt(0x92) + _brt(0x82)
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{office}/officeDocument" '
        'Target="xl/workbook.bin"/></Relationships>',
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.bin"/>'
        f'<Relationship Id="rId2" Type="{office}/styles" Target="styles.bin"/></Relationships>',
        "xl/workbook.bin": book, "xl/styles.bin": styles, "xl/worksheets/sheet1.bin": body,
    }  # fmt: skip
    return _zip(parts)


def ods(rows: Rows, sheet: str = "Sheet1") -> bytes:
    """An OpenDocument spreadsheet."""
    office = "urn:oasis:names:tc:opendocument:xmlns:"

    def cell(value: Cell) -> str:
        if value is None:
            return "<table:table-cell/>"
        if isinstance(value, date):
            return f'<table:table-cell office:value-type="date" office:date-value="{value}"><text:p>{value}</text:p></table:table-cell>'
        if isinstance(value, str):
            return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{office}office:1.0" xmlns:table="{office}table:1.0" '
        f'xmlns:text="{office}text:1.0" office:version="1.2"><office:body><office:spreadsheet><table:table table:name="{sheet}">{body}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = f'<manifest:manifest xmlns:manifest="{office}manifest:1.0"><manifest:file-entry '
    manifest += f'manifest:full-path="/" manifest:media-type="{mime}"/>'
    return _zip(
        {"mimetype": mime, "content.xml": content, "META-INF/manifest.xml": manifest + "</manifest:manifest>"}
    )


def _zip(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, body in parts.items():
            stored = name == "mimetype"  # which OpenDocument wants to be seen in the file's first bytes
            target.writestr(name, body, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    return out.getvalue()
