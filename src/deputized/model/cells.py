"""One spreadsheet cell's value, and its exact text form in the ledger.

A value is None (no value), str, bool, int, float, datetime.date, datetime.datetime, datetime.time,
datetime.timedelta or `CellError` (an Excel error such as ``#N/A``, which is not the text "#N/A").

`encode` and `decode` are inverses: text stands as itself unless it would be mistaken for a tagged value;
every other type carries a one-letter tag, so a ledger diff reads like the list it came from.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class CellError:
    """An Excel error value as printed, e.g. ``CellError("#N/A")``."""

    code: str


CellValue = None | str | bool | int | float | date | datetime | time | timedelta | CellError

_LOOKS_TAGGED = re.compile(r"[a-z]:")
# Characters that would break one record per line, or cannot stand in UTF-8 text at all.
_NEEDS_ESCAPE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]")
_MICROSECOND = timedelta(microseconds=1)


def encode(value: CellValue) -> str:
    """The text form of a value; never contains a line break.

    >>> encode("TEXAS "), encode(None), encode(""), encode(date(2025, 3, 26)), encode(CellError("#N/A"))
    ('TEXAS ', '', 's:', 'd:2025-03-26', 'e:#N/A')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        if _NEEDS_ESCAPE.search(value):
            return "j:" + json.dumps(value)
        if not value or _LOOKS_TAGGED.match(value):
            return "s:" + value
        return value
    if isinstance(value, bool):
        return "b:1" if value else "b:0"
    if isinstance(value, int):
        return f"i:{value}"
    if isinstance(value, float):
        return f"f:{value!r}"
    if isinstance(value, datetime):
        return "m:" + value.isoformat()
    if isinstance(value, date):
        return "d:" + value.isoformat()
    if isinstance(value, time):
        return "t:" + value.isoformat()
    if isinstance(value, timedelta):
        return f"p:{value // _MICROSECOND}"
    return "e:" + encode(value.code)


def _error(text: str) -> CellError:
    code = decode(text)
    if not isinstance(code, str):
        raise ValueError(f"an error cell without its code: {text!r}")
    return CellError(code)


def _boolean(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError(f"neither 0 nor 1: {text!r}")
    return text == "1"


def _json_text(text: str) -> str:
    value = json.loads(text)
    if not isinstance(value, str):
        raise ValueError(f"not a text: {text!r}")
    return value


_DECODERS: dict[str, Callable[[str], CellValue]] = {
    "s": str,
    "j": _json_text,
    "b": _boolean,
    "i": int,
    "f": float,
    "m": datetime.fromisoformat,
    "d": date.fromisoformat,
    "t": time.fromisoformat,
    "p": lambda text: timedelta(microseconds=int(text)),
    "e": _error,
}


def decode(text: str) -> CellValue:
    """The value whose `encode` is `text`; ValueError for text that `encode` never writes.

    >>> decode("d:2025-03-26"), decode("TEXAS "), decode("")
    (datetime.date(2025, 3, 26), 'TEXAS ', None)
    """
    if text[1:2] != ":" or not "a" <= text[0] <= "z":
        return text or None
    decoder = _DECODERS.get(text[0])
    if decoder is None:
        raise ValueError(f"unknown tag in cell text {text[:40]!r}")
    return decoder(text[2:])
