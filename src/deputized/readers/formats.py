"""A list's bytes as a `RawWorkbook`, whatever it is written in: told by the bytes, never by the name alone.

Excel workbooks (.xlsx) are read by `readers.xlsx`; older and binary workbooks and OpenDocument by `readers.books`;
text with separators by `readers.delimited`; tables of web pages by `readers.pages`. All of them give the same: cells
as printed. What the container cannot hold (links in CSV) is not there, and the sheet's name says what it was.
"""

from __future__ import annotations

import re
import zlib

from deputized.model.raw import RawWorkbook
from deputized.readers.errors import ReadError
from deputized.readers.lists import in_usual_count
from deputized.readers.package import MAX_FILE_BYTES, Package
from deputized.readers.xlsx import read_workbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|table|div|meta|\?xml[^>]*\?>\s*<!doctype html)",
    re.I | re.S,
)
_WORKBOOK_NAMES = (".xlsx", ".xlsm", ".xlsb", ".ods")


def read_list_file(name: str, data: bytes) -> RawWorkbook:
    """Reads a file's bytes; `name` is kept and used in errors. Raises ReadError for what holds no table at all."""
    if data[:2] == b"\x1f\x8b":
        return _as_given(read_list_file(name, _unpacked(name, data)), data)
    if data[:8] == _OLE and "EncryptedPackage".encode("utf-16-le") not in data:
        return _books(name, data, "xls")
    if data[:4] == b"PK\x03\x04":
        package = Package(name, data)
        if "xl/workbook.bin" in package:
            return _books(name, data, "xlsb")
        if "content.xml" in package and "xl/workbook.xml" not in package:
            return _books(name, data, "ods")
        return in_usual_count(read_workbook(name, data))
    if _MARKUP.match(data[:4096].lstrip(b"\xef\xbb\xbf")):
        if name.lower().endswith(_WORKBOOK_NAMES):
            raise ReadError(
                name,
                "it is a web page saved under a workbook's name",
                "Download the workbook itself, not the page",
            )
        from deputized.readers.pages import read_page_tables

        return read_page_tables(name, data)
    if not data or len(data) > MAX_FILE_BYTES or data[:5] == b"%PDF-" or data[:8] == _OLE:
        return read_workbook(name, data)  # refuses it by its own name
    from deputized.readers.delimited import read_delimited

    found = read_delimited(name, data)
    return found if found is not None else read_workbook(name, data)


def _books(name: str, data: bytes, kind: str) -> RawWorkbook:
    from deputized.readers.books import read_book

    return read_book(name, data, kind)


def _as_given(found: RawWorkbook, data: bytes) -> RawWorkbook:
    """What was read from a packed file, under the hash and size of the file as it was given."""
    import hashlib
    from dataclasses import replace

    return replace(found, sha256=hashlib.sha256(data).hexdigest(), byte_count=len(data))


def _unpacked(name: str, data: bytes) -> bytes:
    """The bytes in a gzip file, no more of them than a file may have."""
    try:
        body = zlib.decompressobj(31).decompress(data, MAX_FILE_BYTES + 1)
    except zlib.error as error:
        raise ReadError(
            name, f"it is packed with gzip and damaged ({error})", "Download it again and check its size"
        ) from error
    if len(body) > MAX_FILE_BYTES or body[:2] == b"\x1f\x8b":
        raise ReadError(name, "it unpacks to more than a list can be", "Check that it is one of ICE's lists")
    return body
