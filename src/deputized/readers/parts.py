"""What both readings of a worksheet, the byte scan and the full parse, give and share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from deputized.model.cells import CellValue

LAST_ROW = 1_048_576  # what Excel itself numbers
MAX_ROWS = 60_000  # of which something may be printed
MAX_COLUMNS = 400
MAX_CELLS = 500_000  # of a whole workbook, counted as they are held: with the gaps in their rows
MAX_LINKS = 200_000
MAX_LIST_TEXT = 2**23  # characters on one sheet
MAX_TEXT = 32_767  # what Excel itself allows in one cell
MAX_HIDDEN_SPANS = 16_384  # of columns; Excel has no more columns

_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));|&")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_COLUMN_INDEXES: dict[str, int] = {}


@dataclass(slots=True)
class SheetParts:
    """A sheet's cells by row number and its surroundings, before they are put together."""

    rows: dict[int, tuple[CellValue, ...]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)  # half-open, from 0
    merged: list[str] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)  # reference, relationship id, location
    cell_links: list[tuple[int, int, str]] = field(default_factory=list)  # row, column, relationship id
    formula_links: list[tuple[int, int, str]] = field(default_factory=list)  # row, column, target


def column_index(letters: str) -> int:
    """Column letters to a number from 0; MAX_COLUMNS for anything beyond the columns a list may have."""
    index = _COLUMN_INDEXES.get(letters)
    if index is None:
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - 64
        index = _COLUMN_INDEXES[letters] = min(number - 1, MAX_COLUMNS)
    return index


def address(reference: str) -> tuple[int, int]:
    """A cell reference such as G12 as (row from 1, column from 0); ValueError if it is none."""
    match = _ADDRESS.fullmatch(reference)
    if match is None:
        raise ValueError(f"no cell reference: {reference[:40]!r}")
    return int(match[2]), column_index(match[1])


def unescape(text: str, *, printed: bool = False) -> str:
    """The text that XML character data stands for; ValueError if it is not well formed.

    `printed` also resolves the escapes of cell text (see `printed_text`), which links do not have.
    """
    if "&" in text:
        simple = text.count("&") == text.count("&amp;")
        text = text.replace("&amp;", "&") if simple else _REFERENCE.sub(_character, text)
    return printed_text(text) if printed else text


def _character(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED[match[3]]
    code = int(match[1]) if match[1] else int(match[2], 16) if match[2] else 0
    if _is_character(code):
        return chr(code)
    raise ValueError(f"no character: {match[0]!r}")


def _is_character(code: int) -> bool:
    """Whether XML allows the code point."""
    return (
        code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code <= 0x10FFFF
    )


def printed_text(text: str) -> str:
    """Text as the program shows it: ``_x000A_`` is how a workbook writes a character XML cannot hold."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(
        lambda match: chr(code) if _is_character(code := int(match[1], 16)) else match[0], text
    )


def texts_of(element: Element) -> str:
    """The text of a string item: its own, or that of its formatted runs; not its phonetic guides."""
    texts = []
    for child in element:
        tag = child.tag.rpartition("}")[2]
        if tag == "t":
            texts.append(child.text or "")
        elif tag == "r":
            texts.extend(part.text or "" for part in child if part.tag.rpartition("}")[2] == "t")
    return "".join(texts)
