"""The zip around a workbook, read within bounds.

Nothing of a part is inflated before its declared size has been checked; a part that inflates to more than it
declares fails in `zipfile`. Only stored and deflated parts are read. A part is found whatever the case and slashes
of its name, as spreadsheet programs find it.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from deputized.readers.errors import ReadError

MAX_FILE_BYTES = 32 * 2**20
MAX_ENTRIES = 2_000
MAX_PART_BYTES = 24 * 2**20
MAX_TOTAL_BYTES = 48 * 2**20  # inflated, over all parts read
MAX_SMALL_PART_BYTES = 8 * 2**20  # of parts read as a tree
MAX_ELEMENTS = 600_000  # of one part; the largest of ICE's lists has 30,000
MAX_ATTRIBUTES = 1_000_000
MAX_PIECE_BYTES = (
    400_000  # from one "<" to the next; a text of Excel's longest, every character escaped, has 200,000
)
MAX_RATIO = 100  # ICE's own lists reach 9
_RATIO_MATTERS_FROM = 2**20
_LONG_TAGS_MATTER_FROM = 2**20
MAX_WIDE_BYTES = 192 * 2**20  # of a worksheet that is mostly empty cells, before these are left out
_WIDE_FROM = 2**20
_FAR_EMPTIES = re.compile(rb'<c r="[A-Z]{2,3}\d{1,7}"(?: s="\d{1,6}")?\s*+/>\s*+(?=<c r="|</row>)')
_DOCTYPES = re.compile(rb"<!DOCTYPE(?:\s+[\w:.-]{1,60}\s*>)?")

_SAVE_AGAIN = "Open it in a spreadsheet program, save it as an Excel workbook (.xlsx) and try again"
_DOWNLOAD_AGAIN = "Download it again and check that its size agrees with the source"
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    IndexError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)


class Package:
    """The parts of one workbook file; every failure is a `ReadError` that names the file."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self._read_bytes = 0
        _refuse_other_formats(name, data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except _DAMAGE as error:
            raise ReadError(name, f"the file is cut short or damaged ({error})", _DOWNLOAD_AGAIN) from error
        if len(infos) > MAX_ENTRIES:
            raise ReadError(name, f"it has {len(infos):,} parts, more than {MAX_ENTRIES:,}", _SAVE_AGAIN)
        files = [info for info in infos if not info.is_dir()]
        self._infos = {part_key(info.filename): info for info in files}
        if len(self._infos) != len(files):
            raise ReadError(name, "two of its parts have one name", _SAVE_AGAIN)

    def __contains__(self, part: str) -> bool:
        return part_key(part) in self._infos

    def damaged(self, part: str, why: object) -> ReadError:
        """The error for a part that is there but cannot be understood."""
        return ReadError(self.name, f"its part {part} is damaged ({why})", _DOWNLOAD_AGAIN)

    def read(self, part: str) -> bytes:
        """The bytes of one part."""
        info = self._infos.get(part_key(part))
        if info is None:
            raise ReadError(self.name, f"it lacks the part {part}", _DOWNLOAD_AGAIN)
        self._check_size(info)
        try:
            data = self._zip.read(info)
        except _DAMAGE as error:
            raise self.damaged(part, error) from error
        return self._counted(part, data)

    def _counted(self, part: str, data: bytes) -> bytes:
        """A part's bytes, within what a list may have."""
        self._read_bytes += len(data)
        if data.count(b"<") > 2 * MAX_ELEMENTS or data.count(b"=") > MAX_ATTRIBUTES:
            raise ReadError(
                self.name,
                f"its part {part} has more than {MAX_ELEMENTS:,} elements or attributes",
                _SAVE_AGAIN,
            )
        if len(data) > _LONG_TAGS_MATTER_FROM and max(map(len, data.split(b"<"))) > MAX_PIECE_BYTES:
            raise ReadError(self.name, f"a text or element of its part {part} has no end", _SAVE_AGAIN)
        return data

    def read_sheet(self, part: str) -> bytes:
        """The bytes of a worksheet. Of a large one the cells that are empty, named and far to the right are left out
        while it is inflated: some programs (Gnumeric) write formatting down to column XFD, and nothing is printed there.
        """
        info = self._infos.get(part_key(part))
        if info is None or info.file_size < _WIDE_FROM:
            return self.read(part)
        self._check_kind(info)
        self._check_ratio(info)
        if info.file_size > MAX_WIDE_BYTES:
            raise self._too_large(info)
        kept = bytearray()
        rest = b""
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_WIDE_FROM):
                    rest += chunk
                    if b"<!" in rest:  # what may hide an element is left as it is
                        return self.read(part)
                    whole = rest.rfind(b"<row")
                    kept += _FAR_EMPTIES.sub(b"", rest[: max(whole, 0)])
                    rest = rest[max(whole, 0) :]
                    if self._read_bytes + len(kept) + len(rest) > MAX_PART_BYTES:
                        raise self._too_large(info)
        except _DAMAGE as error:
            raise self.damaged(part, error) from error
        kept += _FAR_EMPTIES.sub(b"", rest)
        return self._counted(part, bytes(kept))

    def _too_large(self, info: zipfile.ZipInfo) -> ReadError:
        return ReadError(
            self.name,
            f"its part {info.filename} is too large ({info.file_size:,} bytes unpacked)",
            _SAVE_AGAIN,
        )

    def _check_size(self, info: zipfile.ZipInfo) -> None:
        self._check_kind(info)
        if info.file_size > MAX_PART_BYTES or self._read_bytes + info.file_size > MAX_TOTAL_BYTES:
            raise self._too_large(info)
        self._check_ratio(info)

    def _check_kind(self, info: zipfile.ZipInfo) -> None:
        if info.flag_bits & 1:
            raise ReadError(self.name, "it is locked with a password", "Save it without a password")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ReadError(self.name, f"its part {info.filename} is packed in an unusual way", _SAVE_AGAIN)

    def _check_ratio(self, info: zipfile.ZipInfo) -> None:
        size = info.file_size
        if size > _RATIO_MATTERS_FROM and size > MAX_RATIO * max(info.compress_size, 1):
            raise ReadError(
                self.name,
                f"its part {info.filename} unpacks to over {MAX_RATIO} times its size; no real list does",
                "If you trust it, open it in a spreadsheet program, clear empty formatting and save it",
            )

    def tree(self, part: str) -> Element:
        """The root element of a small XML part."""
        data = self.read(part)
        if len(data) > MAX_SMALL_PART_BYTES:
            raise ReadError(self.name, f"its part {part} is too large ({len(data):,} bytes)", _SAVE_AGAIN)
        try:
            root: Element = fromstring(data, forbid_dtd=not _has_bare_doctype(data))
        except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
            raise self.damaged(part, error) from error
        return root

    def events(self, part: str, data: bytes) -> Iterator[tuple[str, Element]]:
        """Start and end events of an XML part, for what is not in the plain form programs write."""
        try:
            bare = _has_bare_doctype(data)
            yield from iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=not bare)
        except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
            raise self.damaged(part, error) from error


def part_key(name: str) -> str:
    """What a part is found by: its name in lower case, with slashes one way and none before it."""
    return name.replace("\\", "/").lstrip("/").lower()


def _has_bare_doctype(data: bytes) -> bool:
    """Whether an XML part names a document type and nothing more: that declares nothing and refers to nothing."""
    found = _DOCTYPES.findall(data)
    return len(found) == 1 and found[0].endswith(b">")


def _refuse_other_formats(name: str, data: bytes) -> None:
    if not data:
        raise ReadError(name, "the file is empty", _DOWNLOAD_AGAIN)
    if len(data) > MAX_FILE_BYTES:
        raise ReadError(
            name, f"the file is too large ({len(data):,} bytes)", "Check that it is one of ICE's lists"
        )
    if data[:4] == b"PK\x03\x04":
        return
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise ReadError(name, "the workbook is locked with a password", "Save it without a password")
        raise ReadError(name, "it is an old Excel file (.xls)", _SAVE_AGAIN)
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        raise ReadError(
            name,
            "it is a web page saved under a workbook's name",
            "Download the workbook itself, not the page",
        )
    if head.startswith(b"%pdf"):
        raise ReadError(name, "it is a PDF", "Give the workbook (.xlsx) that ICE publishes")
    if zipfile.is_zipfile(io.BytesIO(data)):  # something stands before it, as when a download wrote twice
        return
    raise ReadError(
        name, "it is not an Excel workbook (.xlsx)", "Give the workbook (.xlsx) that ICE publishes"
    )


def refuse_missing_workbook(package: Package) -> ReadError:
    """The error for a zip that holds no Excel workbook, saying what it seems to be."""
    for part, what in (
        ("xl/workbook.bin", "a binary Excel workbook (.xlsb)"),
        ("word/document.xml", "a Word document"),
        ("ppt/presentation.xml", "a PowerPoint file"),
        ("content.xml", "an OpenDocument file"),
    ):
        if part in package:
            return ReadError(package.name, f"it is {what}, not an Excel workbook (.xlsx)", _SAVE_AGAIN)
    return ReadError(
        package.name, "it is a zip file that holds no Excel workbook", "Unpack it and give the workbook in it"
    )
