"""Real workbooks with something done to them, for tests."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

SHEET = "xl/worksheets/sheet1.xml"


def manifest(corpus: Path) -> list[dict[str, str]]:
    """The rows of the corpus's manifest."""
    with (corpus / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def edit_parts(data: bytes, edits: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """A workbook with some parts changed; a part that is not there is made from b""."""
    source = zipfile.ZipFile(io.BytesIO(data))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        for name in [*names, *(part for part in edits if part not in names)]:
            content = source.read(name) if name in names else b""
            if name in edits:
                content = edits[name](content)
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def edit_sheet(data: bytes, edit: Callable[[Any], None]) -> bytes:
    """A workbook whose first sheet openpyxl has changed and saved."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data))
        edit(book.worksheets[0])
        out = io.BytesIO()
        book.save(out)
    return out.getvalue()


def replaced(old: bytes, new: bytes, count: int = 1) -> Callable[[bytes], bytes]:
    """An edit that replaces bytes which must be there."""

    def edit(content: bytes) -> bytes:
        assert old in content, f"{old!r} is not in the part"
        return content.replace(old, new, count)

    return edit


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook by name."""
    source = zipfile.ZipFile(io.BytesIO(data))
    return {name: source.read(name) for name in source.namelist()}


def zip_of(parts: dict[str, bytes]) -> bytes:
    """A workbook of these parts, unpacked: quick to make and to read."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name, content in parts.items():
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return out.getvalue()
