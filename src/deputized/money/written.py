"""How one file writes its numbers and days: the decimal mark and the order of day and month, found, never guessed.

Each column is looked at as a whole. A cell that can be read in one way only settles how its neighbors are read;
where none settles it, or two of them disagree, a cell that could be read in two ways is a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

Mark = Literal["point", "comma"]
Order = Literal["mdy", "dmy"]

_POINT = re.compile(r"\d{1,3}(?:([,'’ ])\d{3})(?:\1\d{3})*\.\d+|\d*\.\d+(?:[eE][+-]?\d+)?")
_COMMA = re.compile(r"\d{1,3}(?:([.'’ ])\d{3})(?:\1\d{3})*,\d+|\d*,\d+")
_PLAIN = re.compile(r"\d+\.?(?:[eE][+-]?\d+)?")
_GROUPED = re.compile(r"[1-9]\d{0,2}([.,'\u2019 ])\d{3}(?:\1\d{3})*")
_PARTS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?")
_MIDNIGHT = re.compile(
    r"[T ]+0{1,2}:00(?::00(?:\.0+)?)?(?: ?[AaPp]\.?[Mm]\.?)?$|[T ]+12:00(?::00)? ?[Aa][Mm]$"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LATIN_MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,10})\.?[ -](\d{1,2})(?:st|nd|rd|th)?,?[ -](\d{4}|\d{2})")
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[ -](?:de )?([A-Za-z]{3,10})\.?,?[ -](?:de )?(\d{4}|\d{2})"
)
_WEEKDAY = re.compile(r"^(?:mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?\.?,? +", re.I)
_EPOCH = date(1899, 12, 30)
_SERIALS = range(36_526, 73_051)  # days a spreadsheet counts from 1900: 2000 to 2100


class Ambiguous(ValueError):
    """A cell that can be read in two ways, and nothing beside it says which."""


@dataclass(frozen=True, slots=True)
class Writing:
    """How a column is written; None where no cell of it tells, or where cells disagree."""

    mark: Mark | None = None
    order: Order | None = None


def writing(cells: Iterable[Any], mark: Mark | None = None, order: Order | None = None) -> Writing:
    """How the cells of one column are written; `mark` and `order` are a person's answer and settle it.

    >>> writing(["52.000,00", "48.500"]).mark, writing(["11/17/2025", "03/04/2026"]).order
    ('comma', 'mdy')
    """
    marks: set[Mark] = set()
    orders: set[Order] = set()
    for cell in cells:
        if isinstance(cell, str):
            text = cell.strip()
            if (found := _mark(_bare(text))) is not None:
                marks.add(found)
            if (turn := _order(text)) is not None:
                orders.add(turn)
    return Writing(
        mark or (marks.pop() if len(marks) == 1 else None),
        order or (orders.pop() if len(orders) == 1 else None),
    )


def number(cell: Any, how: Writing = Writing()) -> Decimal:
    """A number as offices write it: 52000, "$52,000.00", "52.000,00", "38%" (0.38), "(1,200)" (negative).

    Raises Ambiguous for "52.000" or "1,234" where `how` does not tell, ValueError for what is no number.
    """
    if isinstance(cell, bool | date):
        raise ValueError(f"{str(cell)[:40]!r} is not a number")
    if isinstance(cell, int | float | Decimal):
        return _decimal(str(cell), str(cell))
    text = str(cell).strip()
    per_cent = text.endswith("%")
    bare = _bare(text)
    negative = bare.startswith("-") or (bare.startswith("(") and bare.endswith(")"))
    bare = bare.strip("-() ")
    mark = _mark(bare)
    if mark is None:
        grouped = _GROUPED.fullmatch(bare)
        if grouped is not None:
            mark = _of_groups(grouped[1], bare, text, how)
        elif not (bare.isascii() and _PLAIN.fullmatch(bare)):
            raise ValueError(f"{text[:40]!r} is not a number")
    groups = r"[.'’ ]" if mark == "comma" else r"[,'’ ]"
    bare = re.sub(groups, "", bare).replace(",", ".")
    value = _decimal(bare, text)
    value = value / 100 if per_cent else value
    return -value if negative else value


def _of_groups(separator: str, bare: str, text: str, how: Writing) -> Mark:
    """The decimal mark of a number in groups of three, such as 52,000 or 52.000."""
    if bare.count(separator) > 1 or separator not in ".,":
        return "comma" if separator == "." else "point"
    if separator == ",":  # thousands, as the US writes them, unless the column writes a decimal comma
        return "comma" if how.mark == "comma" else "point"
    if how.mark is None:
        raise Ambiguous(
            f"{text[:40]!r} is {bare.replace('.', ',')} or {bare}: say which with --decimal comma or point"
        )
    return how.mark


def _bare(text: str) -> str:
    """The number without its currency sign, per cent sign and odd spaces."""
    bare = text.replace("\u00a0", " ").replace("\u202f", " ").strip()
    bare = (
        re.sub(r"^'(?=[\d$+.-])", "", bare).removeprefix("+").strip()
    )  # how a sheet marks text; a sign that says nothing
    bare = re.sub(r"^(-|\()?\s*(?:US)?\$\s*|\s*(?:USD|US\$|\$|%)$|^USD\s*", r"\1", bare).strip()
    return bare.removeprefix("$").strip()


def _mark(bare: str) -> Mark | None:
    """The decimal mark of a number that can be read in one way only; None where it has none or could be groups."""
    bare = bare.strip("-() ")
    if _GROUPED.fullmatch(bare):
        return None
    if _POINT.fullmatch(bare):
        return "point"
    return "comma" if _COMMA.fullmatch(bare) else None


def _decimal(bare: str, text: str) -> Decimal:
    try:
        value = Decimal(bare)
    except InvalidOperation as error:
        raise ValueError(f"{text[:40]!r} is not a number") from error
    if not value.is_finite():
        raise ValueError(f"{text[:40]!r} is not a number")
    return value


def day(cell: Any, how: Writing = Writing()) -> date:
    """A day as offices write it: 2025-11-17, 11/17/2025, "Nov 17, 2025", 17-Nov-25, 20251117, a day count of 1900.

    Raises Ambiguous for 03/04/2026 where `how` does not tell, ValueError for what is no day.

    >>> day("17-Nov-25"), day("45978")
    (datetime.date(2025, 11, 17), datetime.date(2025, 11, 17))
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = str(cell).strip().removesuffix(".0")
    text = _WEEKDAY.sub("", _MIDNIGHT.sub("", text)).strip()
    try:
        return _day(text, how)
    except Ambiguous:
        raise
    except ValueError as error:
        raise ValueError(f"{str(cell)[:40]!r} is no day; write it as 2025-11-17") from error


def _day(text: str, how: Writing) -> date:
    if found := _ISO.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if text.isdecimal() and len(text) == 8:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    if text.isdecimal() and int(text) in _SERIALS:
        return _EPOCH + timedelta(days=int(text))
    if found := _MONTH_FIRST.fullmatch(text):
        return date(_year(found[3]), _month(found[1]), int(found[2]))
    if found := _DAY_FIRST.fullmatch(text):
        return date(_year(found[3]), _month(found[2]), int(found[1]))
    found = _PARTS.fullmatch(text)
    if found is None:
        raise ValueError(text)
    first, second, year = int(found[1]), int(found[2]), _year(found[3])
    order = _order(text)
    if order is None and first != second:
        order = how.order
        if order is None:
            one, two = date(year, first, second), date(year, second, first)
            raise Ambiguous(f"{text!r} is {one} or {two}: say which with --dates mdy or dmy")
    return date(year, second, first) if order == "dmy" else date(year, first, second)


def _order(text: str) -> Order | None:
    """The order of a day in digits, where a part over 12 tells it."""
    found = _PARTS.fullmatch(_MIDNIGHT.sub("", text).strip())
    if found is None:
        return None
    first, second = int(found[1]), int(found[2])
    if first > 12 >= second:
        return "dmy"
    return "mdy" if second > 12 >= first else None


def _month(word: str) -> int:
    start = word[:3].lower()
    for names in (_MONTHS, _LATIN_MONTHS):
        if start in names:
            return names.index(start) + 1
    raise ValueError(word)


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)
