"""What is made of a workbook stays small: in memory and time, whatever a small file could be unpacked or parsed to."""

from __future__ import annotations

import random
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from deputized.readers import bounds
from deputized.readers.errors import ReadError
from deputized.readers.lists import read_list
from deputized.readers.xlsx import read_workbook
from replica.books import workbook_bytes
from workbook_surgery import SHEET, edit_parts

pytestmark = pytest.mark.corpus

NOISE = "".join(random.Random(3).choices("abcdefghijklmnopqrstuvwxyz", k=100_000))
STRINGS = "xl/sharedStrings.xml"


def salted(form: str, count: int) -> bytes:
    """Many pieces with noise in them, so that the zip's ratio does not give them away."""
    return "".join(form.format(n=n, x=NOISE[n * 7 % 90_000 :][:6]) for n in range(count)).encode()


def text_rows(text: Callable[[int], str], count: int = 200, first: int = 2000) -> bytes:
    """Rows with one long text in the agency column."""
    form = '<row r="{0}"><c r="A{0}" t="str"><v>OHIO</v></c><c r="B{0}" t="str"><v>{1}</v></c></row>'
    return "".join(form.format(n, text(n)) for n in range(first, first + count)).encode()


# fmt: off
BOMBS: dict[str, tuple[str, bytes, Callable[[], bytes]]] = {
    "one text without end": (SHEET, b"</sheetData>", lambda: text_rows(lambda n: NOISE * 90, 1)),
    "a text of small steps": (SHEET, b"</sheetData>", lambda: text_rows(lambda n: "a" * 300_000, 1)),
    "a string without end": (STRINGS, b"</sst>", lambda: b"<si><r><t>" + NOISE.encode() * 90 + b"</t></r></si>"),
    "a string of many runs": (STRINGS, b"</sst>", lambda: b"<si>" + salted("<r><t>{x}</t></r>", 90_000) + b"</si>"),
    "phonetic guides": (STRINGS, b"</sst>", lambda: b"<si><t>a</t>"
        + salted('<rPh sb="{n}" eb="0"><t>{x}</t></rPh>', 50_000) + b"</si>"),
    "one row of many elements": (SHEET, b"</sheetData>", lambda: b'<row r="3000">' + salted("<x>{x}</x>", 250_000) + b"</row>"),
    "cells far to the right": (SHEET, b"</sheetData>", lambda: salted('<row r="1{n:04}"><c r="OI1{n:04}"><v>1</v></c></row>', 9_999)),
    "attributes without end": (SHEET, b"<sheetData>", lambda: b"<x " + salted('{x}{n}="1" ', 300_000) + b"/>"),
    "columns hidden over and over": (SHEET, b"<sheetData>", lambda: b"<cols>"
        + salted('<col min="1" max="9999" hidden="1" x="{x}"/>', 20_000) + b"</cols>"),
    "links over everything": (SHEET, b"</worksheet>", lambda: b"<hyperlinks>"
        + salted('<hyperlink ref="A1:G59000" location="x{x}"/>', 900) + b"</hyperlinks>"),
    "elements in elements": (SHEET, b"<sheetData>", lambda: salted('<a z="{x}">', 100_000) + b"</a>" * 100_000),
    "a number format of brackets": ("xl/styles.xml", b"<fonts", lambda: b'<numFmts><numFmt numFmtId="200" formatCode="'
        + b"[h" * 100_000 + b'"/></numFmts>'),
    "styles opened over and over": ("xl/styles.xml", b"<fonts", lambda: salted("<cellXfs/><{x}/>", 40_000)),
    "addresses within addresses": (SHEET, b"</sheetData>", lambda: text_rows(
        lambda n: "".join(f"http://{NOISE[j + n]}" for j in range(3_000)) + " safelinks")),
    "mail without an end": (SHEET, b"</sheetData>", lambda: text_rows(lambda n: NOISE[n : n + 30_000] + " @", 60)),
    "brackets in a name": (SHEET, b"</sheetData>", lambda: text_rows(lambda n: "".join(f"*{NOISE[j + n]}" for j in range(15_000)) + "(")),
}
# fmt: on
MOST_SECONDS = 10.0
MOST_BYTES = 300 * 2**20


@pytest.fixture(scope="module")
def data() -> bytes:
    return workbook_bytes("participating/2025-06-11pm.xlsx")


@pytest.mark.parametrize(("part", "at", "make"), BOMBS.values(), ids=BOMBS.keys())
def test_little_is_made_of_a_small_file(data: bytes, part: str, at: bytes, make: Callable[[], bytes]) -> None:
    """Read or refused, in bounded time and memory."""
    more = make()
    content = edit_parts(data, {part: lambda xml: xml.replace(at, more + at, 1)})
    began = time.process_time()
    try:
        read_list(read_workbook("bomb.xlsx", content))
    except ReadError as error:
        assert str(error).startswith("bomb.xlsx")
    assert time.process_time() - began < MOST_SECONDS


@pytest.mark.parametrize(
    "name",
    ["a text of small steps", "cells far to the right"],
)
def test_the_memory_of_it_is_small(data: bytes, name: str) -> None:
    part, at, make = BOMBS[name]
    more = make()
    content = edit_parts(data, {part: lambda xml: xml.replace(at, more + at, 1)})
    tracemalloc.start()
    try:
        read_workbook("bomb.xlsx", content)
    except ReadError:
        pass
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < MOST_BYTES


def test_the_case_that_took_eight_gigabytes(shared_cases: Path) -> None:
    content = (shared_cases / "security/memory_8GB_from_164kB.xlsx").read_bytes()
    began = time.process_time()
    with pytest.raises(ReadError, match="has no end"):
        read_workbook("memory.xlsx", content)
    assert time.process_time() - began < 1


ALONE = """
import resource
from deputized.readers import bounds
from deputized.readers.errors import ReadError

before = resource.getrlimit(resource.RLIMIT_AS)
try:
    with bounds.bounded("odd.xlsx"):
        bytearray(bounds.MOST_BYTES + 2**24)
except ReadError as error:
    print(error)
assert resource.getrlimit(resource.RLIMIT_AS) == before
"""


@pytest.mark.skipif(not bounds._STATM.is_file(), reason="only Linux holds a process to a size")
def test_what_nobody_thought_of_is_stopped_by_the_system() -> None:
    """In a process of its own: the runner of the tests has threads, beside which no process is held to a size."""
    done = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "more than 400 MB" in done.stdout
