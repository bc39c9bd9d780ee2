"""An Excel workbook's bytes as a `RawWorkbook`: every sheet as printed, nothing understood yet.

The sheets and their order come from xl/workbook.xml and its relationships, never from part names. Every
failure is a `ReadError`.
"""

from __future__ import annotations

import hashlib
import posixpath
from pathlib import Path
from urllib.parse import unquote

from deputized.model.memory import uncollected
from deputized.model.raw import RawSheet, RawWorkbook
from deputized.readers.bounds import bounded
from deputized.readers.errors import ReadError, plain_name
from deputized.readers.numbers import style_kinds
from deputized.readers.package import MAX_FILE_BYTES, Package, refuse_missing_workbook
from deputized.readers.parts import printed_text, texts_of
from deputized.readers.plain import scan_strings, scan_targets
from deputized.readers.sheet import SheetReader

MAX_SHEETS = 100
_KNOWN_STYLES: dict[bytes, tuple[int, ...]] = {}
"""The styles read last: list after list has the same, byte for byte."""
_OFFICE_DOCUMENT = "/officeDocument"


def read_workbook(name: str, data: bytes) -> RawWorkbook:
    """Reads a workbook's bytes; `name` is the file's name, kept and used in errors."""
    with uncollected(), bounded(name):
        return _read(name, data)


def _read(name: str, data: bytes) -> RawWorkbook:
    package = Package(name, data)
    book_part = _book_part(package)
    book = package.tree(book_part)
    if book.tag.rpartition("}")[2] != "workbook":
        raise package.damaged(book_part, "it is no workbook")
    related = _relationships(package, book_part)
    by_type: dict[str, str] = {}
    for kind, target in related.values():
        by_type.setdefault(kind.rpartition("/")[2], target)
    properties = next((e for e in book if e.tag.endswith("}workbookPr")), None)
    is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    reader = SheetReader(
        package,
        _strings(package, by_type.get("sharedStrings")),
        _styles(package, by_type.get("styles")),
        is_1904=is_1904,
    )
    sheets: list[RawSheet] = []
    for element in (e for group in book if group.tag.endswith("}sheets") for e in group):
        sheet_name = element.get("name", "")
        key = next((value for attribute, value in element.items() if attribute.endswith("}id")), "")
        if key not in related:
            raise package.damaged(book_part, f"sheet {sheet_name!r} has no part")
        kind, target = related[key]
        visibility = element.get("state", "visible")
        if visibility not in ("visible", "hidden", "veryHidden"):
            raise package.damaged(book_part, f"sheet {sheet_name!r} is in no known state")
        if not kind.endswith("/worksheet"):  # chart, dialog and macro sheets hold no list
            sheets.append(RawSheet(sheet_name, visibility, ()))
            continue
        sheets.append(reader.read(sheet_name, visibility, target, _targets(package, target)))
        if len(sheets) > MAX_SHEETS:
            raise ReadError(
                name, f"it has more than {MAX_SHEETS} sheets", "Check that it is one of ICE's lists"
            )
    if not sheets:
        raise ReadError(name, "the workbook has no sheets", "Give the workbook (.xlsx) that ICE publishes")
    sha256 = hashlib.sha256(data).hexdigest()
    return RawWorkbook(name, sha256, len(data), tuple(sheets), _modified(package), is_1904)


def worksheet_parts(package: Package) -> list[tuple[str, str]]:
    """Name and part of every worksheet, in the order of the workbook."""
    book_part = _book_part(package)
    related = _relationships(package, book_part)
    found = []
    for element in (e for group in package.tree(book_part) if group.tag.endswith("}sheets") for e in group):
        key = next((value for attribute, value in element.items() if attribute.endswith("}id")), "")
        if key in related and related[key][0].endswith("/worksheet"):
            found.append((element.get("name", ""), related[key][1]))
    return found


def read_file(path: Path) -> RawWorkbook:
    """Reads a workbook from disk; a missing or oversized file is a `ReadError` too."""
    return read_workbook(plain_name(path), read_bytes(path))


def read_bytes(path: Path) -> bytes:
    """A file's bytes, refused before they are read if there are too many."""
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise ReadError(
                plain_name(path),
                f"the file is too large ({size:,} bytes)",
                "Check that it is one of ICE's lists",
            )
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or str(error)
        raise ReadError(
            plain_name(path), f"the file cannot be opened ({why})", "Check the path and the permissions"
        ) from error


def _book_part(package: Package) -> str:
    if "_rels/.rels" in package:
        for kind, target in _relationships(package, "").values():
            if kind.endswith(_OFFICE_DOCUMENT) and target in package and not target.endswith(".bin"):
                if target.startswith(("word/", "ppt/")):
                    break
                return target
    if "xl/workbook.xml" in package:
        return "xl/workbook.xml"
    raise refuse_missing_workbook(package)


def _relationship_part(part: str) -> str:
    folder, file = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _relationships(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Relationship id to (type, part name); targets outside the package are left out."""
    folder = posixpath.dirname(part)
    related = {}
    for element in package.tree(_relationship_part(part)):
        if element.get("TargetMode") == "External":
            continue
        target = unquote(element.get("Target", ""))
        path = (
            target.lstrip("/")
            if target.startswith("/")
            else posixpath.normpath(posixpath.join(folder, target))
        )
        related[element.get("Id", "")] = (element.get("Type", ""), path)
    return related


def _targets(package: Package, part: str) -> dict[str, str]:
    """A sheet's relationships: id to target as written."""
    rels = _relationship_part(part)
    if rels not in package:
        return {}
    data = package.read(rels)
    try:
        plain = scan_targets(data)
    except ValueError:
        plain = None
    if plain is not None:
        return plain
    targets = {}
    for event, element in package.events(rels, data):
        is_one = event == "end" and element.tag.rpartition("}")[2] == "Relationship"
        if is_one and element.get("Type", "").endswith("/hyperlink"):
            targets[element.get("Id", "")] = element.get("Target", "")
    return targets


def _strings(package: Package, part: str | None) -> list[str]:
    if part is None or part not in package:
        return []
    data = package.read(part)
    try:
        plain = scan_strings(data)
    except ValueError:
        plain = None
    if plain is not None:
        return plain
    strings = []
    for event, element in package.events(part, data):
        if event == "end" and element.tag.rpartition("}")[2] == "si":
            strings.append(printed_text(texts_of(element)))
            element.clear()
    return strings


def _styles(package: Package, part: str | None) -> tuple[int, ...]:
    if part is None or part not in package:
        return ()
    data = package.read(part)
    known = _KNOWN_STYLES.get(data)
    if known is None:
        root = package.tree(part)
        try:
            known = style_kinds(root)
        except ValueError as error:
            raise package.damaged(part, error) from error
        if len(data) < 200_000:
            _KNOWN_STYLES.clear()
            _KNOWN_STYLES[data] = known
    return known


def _modified(package: Package) -> str | None:
    if "docProps/core.xml" not in package:
        return None
    try:
        root = package.tree("docProps/core.xml")
    except ReadError:  # what is said about a workbook beside its sheets: without it the list is the same
        return None
    return next((element.text for element in root if element.tag.endswith("}modified")), None)
