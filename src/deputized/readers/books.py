"""Older and binary Excel workbooks (.xls, .xlsb) and OpenDocument (.ods), read by calamine in a process of its own.

It is quick and reads what spreadsheet programs read, but gives no links, and what it makes of a hostile file is not
bounded: so it runs apart, within fixed memory and time, and can at worst be refused.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys

from deputized.model.cells import CellValue, decode
from deputized.model.raw import RawRow, RawSheet, RawWorkbook
from deputized.readers.errors import ReadError
from deputized.readers.links import clean_text

KINDS = {
    "xls": "an old Excel workbook (.xls)",
    "xlsb": "a binary Excel workbook (.xlsb)",
    "ods": "an OpenDocument file (.ods)",
}
MOST_SECONDS = 10
_SAVE_AGAIN = "Open it in a spreadsheet program, save it as an Excel workbook (.xlsx) and try again"


def read_book(name: str, data: bytes, kind: str) -> RawWorkbook:
    """The sheets of a workbook of one of KINDS. Raises ReadError if it cannot be read within bounds."""
    what = KINDS[kind]
    try:
        done = subprocess.run(
            [sys.executable, "-c", "from deputized.readers.books_apart import main; main()"],
            input=data, capture_output=True, timeout=MOST_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise ReadError(
            name, f"it is {what} and takes more than {MOST_SECONDS} seconds to read", _SAVE_AGAIN
        ) from error
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        why = said[-1][:200] if done.returncode == 3 and said else "damaged, or it would take too much memory"
        raise ReadError(name, f"it is {what} and cannot be read ({why})", _SAVE_AGAIN)
    sheets = [
        RawSheet(
            sheet,
            visibility,
            tuple(RawRow(number, False, tuple(map(_cell, cells)), ()) for number, cells in rows),
        )
        for sheet, visibility, rows in json.loads(done.stdout)
    ]
    if not sheets:
        raise ReadError(name, f"it is {what} without sheets", "Give the list that ICE publishes")
    return RawWorkbook(name, hashlib.sha256(data).hexdigest(), len(data), tuple(sheets))


def _cell(text: str) -> CellValue:
    value = decode(text)
    return clean_text(value) if isinstance(value, str) else value
