"""Tables as Stata files (.dta, release 118): typed, labelled, the same bytes for the same rows. It writes and never reads."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import Any

from deputized.model.tables import Column

LONG, DOUBLE = 65528, 65526
NO_LONG, NO_DOUBLE = 2_147_483_621, struct.pack("<Q", 0x7FE0000000000000)
"""What Stata writes for a missing value."""
MOST_TEXT = 2045
NAME, FORMAT, LABEL = 129, 57, 321
"""Bytes of a name, a format and a label, with the zero behind it."""


def stata(columns: Sequence[Column], rows: Iterable[Sequence[Any]], label: str = "") -> bytes:
    """A table as a Stata file (`text`, `integer`, `real`). None is missing; text that is longer than Stata holds is refused.

    Raises ValueError for a name Stata does not take, or for a whole number beyond four bytes.
    """
    held = [tuple(row) for row in rows]
    for c in columns:
        if not c.name.isidentifier() or len(c.name) > 32:
            raise ValueError(f"{c.name}: no name of a Stata variable; use up to 32 letters, digits and _")
    widths = [_width(c, [row[n] for row in held]) for n, c in enumerate(columns)]
    types = [
        w if c.type == "text" else LONG if c.type == "integer" else DOUBLE
        for c, w in zip(columns, widths, strict=True)
    ]
    formats = [
        f"%-{min(w, 80)}s" if c.type == "text" else "%12.0g" for c, w in zip(columns, widths, strict=True)
    ]
    writers = [_writer(c, w) for c, w in zip(columns, widths, strict=True)]
    text = label.encode()[:80]
    out = BytesIO()
    out.write(b"<stata_dta><header><release>118</release><byteorder>LSF</byteorder>")
    out.write(b"<K>" + struct.pack("<H", len(columns)) + b"</K><N>" + struct.pack("<Q", len(held)) + b"</N>")
    out.write(
        b"<label>" + struct.pack("<H", len(text)) + text + b"</label><timestamp>\x00</timestamp></header>"
    )
    places = [0, out.tell()]
    at_map = out.tell()
    out.write(b"<map>" + bytes(14 * 8) + b"</map>")

    def section(name: str, body: bytes) -> None:
        places.append(out.tell())
        out.write(f"<{name}>".encode() + body + f"</{name}>".encode())

    section("variable_types", b"".join(struct.pack("<H", t) for t in types))
    section("varnames", b"".join(_fixed(c.name, NAME) for c in columns))
    section("sortlist", bytes(2 * (len(columns) + 1)))
    section("formats", b"".join(_fixed(f, FORMAT) for f in formats))
    section("value_label_names", bytes(NAME * len(columns)))
    section("variable_labels", b"".join(_fixed(c.description, LABEL) for c in columns))
    section("characteristics", b"")
    body = b"".join(write(value) for row in held for write, value in zip(writers, row, strict=True))
    section("data", body)
    section("strls", b"")
    section("value_labels", b"")
    places.append(out.tell())
    out.write(b"</stata_dta>")
    places.append(out.tell())
    out.seek(at_map + len("<map>"))
    out.write(struct.pack("<14Q", *places))
    return out.getvalue()


def _width(column: Column, values: Sequence[Any]) -> int:
    if column.type != "text":
        return 0
    longest = max((len(str(v).encode()) for v in values if v is not None), default=1)
    if longest > MOST_TEXT:
        raise ValueError(f"{column.name}: text of {longest} bytes; Stata holds {MOST_TEXT}")
    return max(longest, 1)


def _fixed(text: str, size: int) -> bytes:
    """Text cut to a size at a whole letter, with zeros behind it."""
    cut = text.encode()[: size - 1].decode("utf-8", errors="ignore").encode()
    return cut.ljust(size, b"\x00")


def _writer(column: Column, width: int) -> Callable[[Any], bytes]:
    if column.type == "text":
        return lambda v: ("" if v is None else str(v)).encode().ljust(width, b"\x00")
    if column.type == "integer":
        return lambda v: struct.pack("<i", NO_LONG if v is None else _long(column.name, int(v)))
    return lambda v: NO_DOUBLE if v is None else struct.pack("<d", float(v))


def _long(name: str, value: int) -> int:
    if not -2_147_483_647 <= value < NO_LONG - 1:
        raise ValueError(f"{name}: {value} is beyond what Stata holds as a whole number")
    return value
