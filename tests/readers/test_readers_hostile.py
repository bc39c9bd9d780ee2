"""Files that are not, or no longer, one of ICE's lists: one clear error, bounded work, nothing else."""

from __future__ import annotations

import io
import random
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deputized.model.raw import RawWorkbook
from deputized.readers import package
from deputized.readers.errors import ReadError
from deputized.readers.lists import read_list
from deputized.readers.xlsx import read_file, read_workbook
from workbook_surgery import SHEET, edit_parts, manifest, replaced

pytestmark = pytest.mark.corpus

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture(scope="module")
def data(shared_corpus: Path) -> bytes:
    return (shared_corpus / "participating/2025-06-11pm.xlsx").read_bytes()


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"STATE,LAW ENFORCEMENT AGENCY\n", "not an Excel workbook"),
        (b"<!DOCTYPE html><html><body>Access denied</body></html>", "web page"),
        (b"\xef\xbb\xbf\n <HTML>", "web page"),
        (b"%PDF-1.7\n", "a PDF"),
        (OLE + b"\0" * 600, "old Excel file"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (zipped({"readme.txt": b"hello"}), "no Excel workbook"),
        (zipped({"word/document.xml": b"<w/>"}), "Word document"),
        (zipped({"xl/workbook.bin": b"\0"}), ".xlsb"),
        (zipped({"content.xml": b"<o/>"}), "OpenDocument"),
        (b"PK\x03\x04" + b"\0" * 40, "cut short or damaged"),
    ],
)
def test_a_file_of_another_kind_is_named_for_what_it_is(content: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says) as caught:
        read_workbook("list.xlsx", content)
    assert caught.value.file == "list.xlsx"
    assert str(caught.value).startswith("list.xlsx")
    assert caught.value.remedy


def test_a_file_that_is_not_there_or_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReadError, match="cannot be opened"):
        read_file(tmp_path / "absent.xlsx")
    with pytest.raises(ReadError, match="cannot be opened"):
        read_file(tmp_path)
    big = tmp_path / "big.xlsx"
    with big.open("wb") as file:
        file.truncate(package.MAX_FILE_BYTES + 1)
    with pytest.raises(ReadError, match="too large"):
        read_file(big)


def test_cut_at_every_thousand_bytes(data: bytes) -> None:
    for end in range(0, len(data), 1000):
        with pytest.raises(ReadError):
            read_workbook("cut.xlsx", data[:end])


@pytest.mark.slow
def test_cut_at_every_thousand_bytes_in_files_of_each_kind(shared_corpus: Path) -> None:
    for name in (
        "pending/2026-01-21am.xlsx",
        "webpage/2021-01-13T002027.xlsx",
        "participating/2026-05-01am.xlsx",
    ):
        content = (shared_corpus / name).read_bytes()
        for end in range(0, len(content), 1000):
            with pytest.raises(ReadError):
                read_workbook("cut.xlsx", content[:end])


def read_or_refuse(content: bytes) -> RawWorkbook | None:
    """Reading and judging may refuse; nothing else may happen."""
    try:
        workbook = read_workbook("x.xlsx", content)
        read_list(workbook)
    except ReadError as error:
        assert str(error).startswith("x.xlsx")
        return None
    return workbook


def test_flipped_bytes_never_read_as_something_else(data: bytes) -> None:
    """The zip's checksums hold the contents; what can change is in the zip's own directory."""
    expected = read_workbook("x.xlsx", data).sheets
    chance = random.Random(287)
    refused = 0
    for _ in range(400):
        content = bytearray(data)
        for _ in range(chance.choice((1, 1, 1, 8))):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        workbook = read_or_refuse(bytes(content))
        if workbook is None:
            refused += 1
        else:
            assert workbook.sheets == expected
    assert refused > 300


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), count=st.integers(1, 20), part=st.sampled_from([SHEET, "xl/workbook.xml",
    "xl/sharedStrings.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels", "docProps/core.xml"]))  # fmt: skip
def test_damage_inside_the_parts_is_read_or_refused(data: bytes, seed: int, count: int, part: str) -> None:
    """Damage under a fresh checksum: as a hostile or broken program would write."""
    chance = random.Random(seed)

    def damage(xml: bytes) -> bytes:
        content = bytearray(xml)
        for _ in range(count):
            at = chance.randrange(len(content))
            match chance.randrange(4):
                case 0:
                    content[at] = chance.randrange(256)
                case 1:
                    del content[at : at + chance.randrange(1, 200)]
                case 2:
                    content[at:at] = chance.choice(
                        (b"<", b">", b'"', b"&", b"&#0;", b"<!--", b"]]>", b"\0", b"'")
                    )
                case _:
                    content[at:at] = content[max(0, at - 50) : at]
        return bytes(content)

    read_or_refuse(edit_parts(data, {part: damage}))


ENTITY = b'<!DOCTYPE x [<!ENTITY a "' + b"A" * 1000 + b'"><!ENTITY b "' + b"&a;" * 1000 + b'">]>'
EXTERNAL = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("doctype", [ENTITY, EXTERNAL, b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'])
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "docProps/core.xml",
    "xl/_rels/workbook.xml.rels", "xl/worksheets/_rels/sheet1.xml.rels", "xl/styles.xml"])  # fmt: skip
def test_document_types_and_entities_are_refused(data: bytes, part: str, doctype: bytes) -> None:
    def edit(xml: bytes) -> bytes:
        end = xml.index(b"?>") + 2
        return xml[:end] + doctype + xml[end:]

    content = edit_parts(data, {part: edit})
    if part == "docProps/core.xml":  # beside the list: left unread, and the list stays readable
        assert read_workbook("x.xlsx", content).modified is None
        return
    with pytest.raises(ReadError, match="damaged") as caught:
        read_workbook("x.xlsx", content)
    assert part in str(caught.value)


def peak_of(work: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_zip_bomb_is_refused_before_it_is_unpacked(data: bytes) -> None:
    bomb = edit_parts(data, {SHEET: lambda xml: xml + b" " * (20 * 2**20)})
    assert len(bomb) < 400_000

    def work() -> None:
        with pytest.raises(ReadError, match="unpacks to over"):
            read_workbook("bomb.xlsx", bomb)

    assert peak_of(work) < 8 * 2**20


def test_a_part_beyond_the_limit_is_refused_unread(data: bytes) -> None:
    styles = "xl/styles.xml"  # of a worksheet the empty cells are left out first
    bomb = edit_parts(data, {styles: lambda xml: xml + b" " * package.MAX_PART_BYTES})
    with pytest.raises(ReadError, match="too large"):
        read_workbook("bomb.xlsx", bomb)


def test_too_many_parts_are_refused() -> None:
    with pytest.raises(ReadError, match="parts"):
        read_workbook("x.xlsx", zipped({f"x{n}.xml": b"" for n in range(package.MAX_ENTRIES + 1)}))


def test_two_parts_of_one_name_are_refused(data: bytes) -> None:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as target, pytest.warns(UserWarning, match="Duplicate name"):
        target.writestr(SHEET, b"<worksheet/>")
    with pytest.raises(ReadError, match="one name"):
        read_workbook("x.xlsx", out.getvalue())


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b'<c r="A3"', b'<c r="XFD3"', "far outside"),
        (b'<row r="3"', b'<row r="1999999"', "row beyond"),
        (b'<c r="B3"', b'<c r="A3"', "stands twice"),
        (b'<c r="A3"', b'<c r="3A"', "no cell reference"),
        (b"</sheetData>", b"", "damaged"),
    ],
)
def test_addresses_outside_any_list_are_refused(data: bytes, old: bytes, new: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says):
        read_workbook("x.xlsx", edit_parts(data, {SHEET: replaced(old, new)}))


def test_a_shared_string_that_is_not_there_is_refused_with_its_row(data: bytes) -> None:
    def edit(xml: bytes) -> bytes:
        start = xml.index(b"<v>", xml.index(b'<c r="A9"')) + 3
        return xml[:start] + b"99999999" + xml[xml.index(b"</v>", start) :]

    with pytest.raises(ReadError) as caught:
        read_workbook("x.xlsx", edit_parts(data, {SHEET: edit}))
    assert (caught.value.sheet, caught.value.row) == ("Sheet1", 9)


def test_many_empty_rows_and_unclosed_strings_cost_little(data: bytes) -> None:
    rows = b"".join(b'<row r="%d" spans="1:%d"/>' % (n, n * 7919) for n in range(3_000, 100_000))
    found = read_workbook(
        "x.xlsx", edit_parts(data, {SHEET: lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>")})
    )
    assert found.sheets == read_workbook("x.xlsx", data).sheets, "rows that print nothing are nothing"
    many = b"".join(b"<si>%d" % (n * 7919) for n in range(200_000))
    with pytest.raises(ReadError, match="damaged"):
        read_workbook(
            "x.xlsx",
            edit_parts(data, {"xl/sharedStrings.xml": lambda xml: xml.replace(b"</sst>", many + b"</sst>")}),
        )


def test_one_long_text_in_every_cell_is_refused(data: bytes) -> None:
    """Shared strings make a small file print a huge one."""
    long = b"<si><t>" + bytes(random.Random(1).choices(b"abcdefgh ", k=32_000)) + b"</t></si>"

    def strings(xml: bytes) -> bytes:
        head = xml.index(b"<si>")
        return xml[:head] + long * 1 + xml[xml.index(b"</si>") + 5 :]

    def sheet(xml: bytes) -> bytes:
        import re

        return re.sub(rb't="s"><v>\d+</v>', b't="s"><v>0</v>', xml)

    with pytest.raises(ReadError, match="characters"):
        read_workbook("x.xlsx", edit_parts(data, {"xl/sharedStrings.xml": strings, SHEET: sheet}))


def test_every_file_of_the_corpus_is_read(shared_corpus: Path) -> None:
    rows = manifest(shared_corpus)
    assert len(rows) >= 440
    for row in rows[::8]:
        assert read_or_refuse((shared_corpus / row["file"]).read_bytes()) is not None
