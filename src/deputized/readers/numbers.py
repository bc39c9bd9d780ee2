"""Numbers of a workbook as the values they were printed as: dates, times, whole and broken numbers."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from xml.etree.ElementTree import Element

from deputized.model.cells import CellValue

NUMBER, DATE, DURATION = 0, 1, 2

_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)))
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_WHOLE = re.compile(r"-?\d{1,15}")
_EPOCH = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_DAY_MS = 86_400_000
_LONGEST_CODE = 255  # characters of a number format; Excel allows no more


def number_kind(format_id: int, code: str | None) -> int:
    """Whether a number format prints a number, a date or time, or an elapsed time."""
    if code is None:
        if format_id == 46:
            return DURATION
        return DATE if format_id in _BUILT_IN_DATES else NUMBER
    bare = _LITERALS.sub("", code.split(";")[0])
    if _ELAPSED.search(bare):
        return DURATION
    return DATE if "general" not in bare.lower() and re.search("[dmyhs]", bare, re.IGNORECASE) else NUMBER


def style_kinds(styles: Element) -> tuple[int, ...]:
    """For each cell style of xl/styles.xml, in order, what its numbers are."""
    codes: dict[int, str] = {}
    known: dict[int, int] = {}
    kinds: list[int] = []
    for part in styles:
        tag = part.tag.rpartition("}")[2]
        if tag == "numFmts":
            for item in part:
                codes[int(item.get("numFmtId", "0"))] = item.get("formatCode", "General")[:_LONGEST_CODE]
        elif tag == "cellXfs":
            for item in part:
                if item.tag.rpartition("}")[2] != "xf":
                    continue
                format_id = int(item.get("numFmtId", "0"))
                if format_id not in known:
                    known[format_id] = number_kind(format_id, codes.get(format_id))
                kinds.append(known[format_id])
    return tuple(kinds)


@lru_cache(maxsize=16384)  # a list has a thousand dates, most of them the same few
def number_value(text: str, kind: int, is_1904: bool) -> CellValue:
    """The value of a numeric cell; ValueError if the text is no number.

    A serial that no calendar day answers to (below zero, beyond 9999) stays the number it is.
    """
    value: int | float = int(text) if _WHOLE.fullmatch(text) else float(text)
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            raise ValueError(f"not a number: {text!r}")
        if kind != NUMBER and value.is_integer() and abs(value) < 1e15:
            value = int(value)
    if kind == NUMBER:
        return value
    if kind == DURATION:
        return timedelta(milliseconds=round(value * _DAY_MS)) if abs(value) < 10**8 else value
    return _calendar(value, is_1904)


def _calendar(value: int | float, is_1904: bool) -> date | datetime | time | int | float:
    if not 0 <= value < 2_958_466 or (int(value) == 60 and not is_1904):
        return value
    if 0 <= value < 1 and not is_1904:
        milliseconds = round(value * _DAY_MS)
        if milliseconds >= _DAY_MS or isinstance(value, int):
            return value
        return (_EPOCH + timedelta(milliseconds=milliseconds)).time()
    # Excel counts a 29 February 1900 that never was: days before it stand one further on.
    shift = 1 if value < 60 and not is_1904 else 0
    epoch = _EPOCH_1904 if is_1904 else _EPOCH
    try:
        moment = epoch + timedelta(
            days=int(value) + shift, milliseconds=round((value - int(value)) * _DAY_MS)
        )
    except OverflowError:
        return value
    return moment.date() if isinstance(value, int) else moment
