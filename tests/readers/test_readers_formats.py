"""A list in other clothes: CSV, TSV, web page tables, old, binary and open workbooks give the rows of the Excel workbook."""

from __future__ import annotations

import csv
import gzip
import html
import io
import re
import shutil
import subprocess
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import other_books
from deputized.model.cells import CellError
from deputized.model.publications import ListKind
from deputized.model.raw import RawWorkbook
from deputized.readers.errors import ReadError
from deputized.readers.formats import read_list_file
from deputized.readers.lists import read_list
from deputized.readers.xlsx import read_file
from deputized.registry.rows import read_signed

HEAD = ["STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA"]
ROWS: list[list[Any]] = [
    HEAD,
    ["TEXAS", "Kinney County Sheriff's Office ", "County", "Kinney County", "Task Force Model", date(2025, 3, 26), "link"],
    ["NEW MEXICO", "Do\u00f1a Ana County Sheriff; \"North\"", "County", None, "Jail Enforcement Model", date(2026, 1, 2), "link pending"],
    ["OHIO", "Butler County, Sheriff's | Office", "County", "Butler County", "Warrant Service Officer", date(2025, 5, 24), None],
]  # fmt: skip


def delimited(rows: list[list[Any]], separator: str, encoding: str = "utf-8") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows([["" if v is None else v for v in row] for row in rows])
    return out.getvalue().encode(encoding)


def page(rows: list[list[Any]], around: str = "{}") -> bytes:
    cells = "".join(
        "<tr>" + "".join(f"<td>{'' if v is None else html.escape(str(v))}</td>" for v in row) + "</tr>"
        for row in rows
    )
    return f"<!DOCTYPE html><html><body>{around.format(f'<table>{cells}</table>')}</body></html>".encode()


def indented(data: bytes) -> bytes:
    """An OpenDocument sheet with each element on a line of its own, as Gnumeric writes it."""
    from workbook_surgery import edit_parts

    return edit_parts(
        data, {"content.xml": lambda xml: re.sub(rb"><(?=/?(?:table|text):)", b">\n      <", xml)}
    )


FILES = {
    "commas": ("list.csv", delimited(ROWS, ",")),
    "tabs": ("list.tsv", delimited(ROWS, "\t")),
    "semicolons": ("list.csv", delimited(ROWS, ";")),
    "bars": ("list.txt", delimited(ROWS, "|")),
    "a byte order mark": ("list.csv", delimited(ROWS, ",", "utf-8-sig")),
    "UTF-16 as Excel saves it": ("list.txt", delimited(ROWS, "\t", "utf-16")),
    "as Windows writes it": ("list.csv", delimited(ROWS, ",", "cp1252")),
    "lines ended as on a Mac": ("list.csv", delimited(ROWS, ",").replace(b"\r\n", b"\n")),
    "a workbook's name": ("list.xlsx", delimited(ROWS, ",")),
    "a title above": ("list.csv", b"287(g) participating agencies\r\n\r\n" + delimited(ROWS, ",")),
    "midnights": ("list.csv", delimited([[f"{v} 00:00:00" if isinstance(v, date) else v for v in r] for r in ROWS], ",")),
    "gzip": ("list.csv.gz", gzip.compress(delimited(ROWS, ","))),
    "a page": ("list.html", page(ROWS)),
    "a page as .xls": ("list.xls", page(ROWS)),
    "a page of two tables": ("list.html", page(ROWS, "<table><tr><td>menu</td></tr></table>{}<script>var x = '<table>'</script>")),
    "old Excel": ("list.xls", other_books.xls(ROWS)),
    "binary Excel": ("list.xlsb", other_books.xlsb(ROWS)),
    "OpenDocument": ("list.ods", other_books.ods(ROWS)),
    "OpenDocument, indented": ("list.ods", indented(other_books.ods(ROWS))),
    "old Excel without its name": ("list", other_books.xls(ROWS)),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data"), FILES.values(), ids=FILES.keys())
def test_the_rows_are_the_rows(name: str, data: bytes) -> None:
    found = read_list(read_list_file(name, data))
    assert found.kind is ListKind.PARTICIPATING
    read = [
        [str(c).strip() if isinstance(c, str) else c for c in [*row.cells, *([None] * 7)][:7]]
        for row in found.rows
    ]
    assert read == [[v.strip() if isinstance(v, str) else v for v in row] for row in ROWS[1:]]


ICE_PAGE = """<!DOCTYPE html><html><head><title>x</title></head><body><div><table class="t"><thead><tr><th>STATE<th>LAW ENFORCEMENT AGENCY
<th>SUPPORT TYPE<th>SIGNED<th>MOA</tr></thead><tbody>
<tr><td rowspan="2">ALABAMA
<td>Etowah County Sheriff&rsquo;s&nbsp;Office<td>Jail <b>Enforcement</b> Model<td>7/8/2020<td><a href="/doclib/a.pdf">link</a>
<tr><td>Baldwin<br>County Sheriff<td>WSO</td><td>2020-07-09</td><td><a href="https://www.ice.gov/b.pdf">PDF</a><script>x</script></td></tr>
<tr><td>ARIZONA<td colspan="2">Pinal County Sheriff<td>2020-07-10<td><a href="mailto:a@b.gov">mail</a></table></div>"""


def test_a_table_of_ices_page_is_read_with_its_links_and_spans() -> None:
    found = read_list(read_list_file("ParticipatingEntities.html", ICE_PAGE.encode()))
    assert found.kind is ListKind.WEBPAGE
    rows = [row.cells for row in found.rows]
    assert rows[0] == (
        "ALABAMA",
        "Etowah County Sheriff\u2019s\xa0Office",
        "Jail Enforcement Model",
        "7/8/2020",
        "link",
    )
    assert rows[1] == ("ALABAMA", "Baldwin County Sheriff", "WSO", date(2020, 7, 9), "PDF")
    assert rows[2][:2] == ("ARIZONA", "Pinal County Sheriff") and rows[2][3] == date(2020, 7, 10)
    assert [row.links for row in found.rows] == [
        ((4, "https://www.ice.gov/doclib/a.pdf"),),
        ((4, "https://www.ice.gov/b.pdf"),),
        (),
    ]


@pytest.mark.corpus
def test_the_cases_are_the_list_of_18_may(shared_cases: Path, shared_corpus: Path) -> None:
    folder = shared_cases / "lists/other_formats"
    own = read_list(read_file(shared_corpus / "participating/2026-05-18am.xlsx"))
    wanted = [(row.cells[1], row.cells[5]) for row in own.rows]
    for ending in ("csv", "tsv", "html"):
        path = folder / f"participatingAgencies05182026.{ending}"
        found = read_list(read_list_file(path.name, path.read_bytes()))
        assert [(str(r.cells[1]).strip(), r.cells[5]) for r in found.rows] == [
            (str(a).strip(), d) for a, d in wanted
        ]
    collected = folder / "collectors_copy_with_status.xlsx"
    with pytest.raises(ReadError, match="collector's table"):
        read_list(read_list_file(collected.name, collected.read_bytes()))
    served = (folder / "participatingAgencies05182026.html").read_bytes()
    with pytest.raises(ReadError, match="web page saved under a workbook's name"):
        read_list_file("participatingAgencies05182026.xlsx", served)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("x.csv", b"", "empty"),
        ("x.csv", b"hello, world\n", "not an Excel workbook"),
        ("x.csv", b"\0\1\2\3", "not an Excel workbook"),
        ("x.html", b"<html><body>Access denied</body></html>", "without a table"),
        ("x.xlsx", b"<!doctype html><html><title>Access denied</title>", "web page saved"),
        ("x.xls", other_books.xls(ROWS)[:900], r"\.xls\) and cannot be read"),
        ("x.xlsb", other_books.xlsb(ROWS)[:-80], "cut short or damaged"),
        ("x.gz", gzip.compress(b"x" * 10_000, mtime=0)[:-20] + b"\0" * 40, "not an Excel workbook|packed"),
        ("x.gz", gzip.compress(b"\0" * 40_000_000, mtime=0), "unpacks to more"),
        ("x.csv", delimited([HEAD, *([["TEXAS", "A"]] * 61_000)], ","), "more rows"),
        ("x.csv", delimited([HEAD, ["TEXAS", "A" * 40_000]], ","), "characters"),
        ("x.csv", delimited([HEAD, ["x"] * 500], ","), "more rows, cells"),
        ("x.html", page([HEAD, *([["TEXAS", "A"]] * 31_000)]), "more rows"),
        ("x.html", b"<html><table><tr><td colspan=399>x" + b"<td colspan=399>x" * 3, "more rows"),
        ("x.html", b"<html>" + b"<table>" * 300, "more rows|without a table"),
        ("x.html", b"<html>" + b"<!" * 2_000_000 + b">", "without a table"),
        ("x.html", b"<html>" + b"<!--" * 1_000_000, "without a table"),
        ("x.html", b"<html>" + b"<a " * 1_000_000, "without a table"),
        ("x.html", b"<html>" + b"</" * 1_000_000 + b">", "without a table"),
        ("x.html", b"<html>" + b"<b>" * 1_000_000, "more rows"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else "",
)
def test_what_is_no_list_or_too_much_is_refused(name: str, data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says) as caught:
        read_list(read_list_file(name, data))
    assert str(caught.value).startswith(name)


BOMBS = {
    "rows repeated": b'<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" '
    b'office:value-type="float" office:value="1"/></table:table-row></table:table>',
    "entities": b'</table:table><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>',
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_an_open_document_that_would_take_all_memory_is_refused(bomb: bytes) -> None:
    from workbook_surgery import edit_parts

    data = edit_parts(
        other_books.ods(ROWS), {"content.xml": lambda xml: xml.replace(b"</table:table>", bomb, 1)}
    )
    began = time.monotonic()
    try:
        read_list_file("bomb.ods", data)
    except ReadError as error:
        assert "OpenDocument" in str(error)
    assert time.monotonic() - began < 30


@pytest.mark.corpus
@pytest.mark.skipif(shutil.which("ssconvert") is None, reason="Gnumeric's ssconvert is not installed")
@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        ("xlsx", "Gnumeric_Excel:xlsx2"),
        ("xls", "Gnumeric_Excel:excel_biff8"),
        ("ods", "Gnumeric_OpenCalc:odf"),
        ("csv", "Gnumeric_stf:stf_csv"),
    ],
)
def test_a_list_saved_again_by_gnumeric_is_the_same_list(
    shared_corpus: Path, tmp_path: Path, ending: str, kind: str
) -> None:
    source = shared_corpus / "participating/2025-07-08pm.xlsx"
    copy = tmp_path / f"list.{ending}"
    subprocess.run(["ssconvert", "-T", kind, str(source), str(copy)], check=True, capture_output=True)
    assert shown(read_list_file(copy.name, copy.read_bytes())) == shown(read_file(source))


def shown(book: RawWorkbook) -> list[tuple[object, ...]]:
    """State, agency, type, county, model and day of every row, as they are read."""
    found = read_list(book)
    at = dict(found.columns)
    texts = [at[c] for c in ("state", "agency", "type", "county", "support_type")]
    rows = [row.cells + (None,) * (8 - len(row.cells)) for row in found.rows]
    return [(*(_text(row[n]) for n in texts), read_signed(row[at["signed"]])[0]) for row in rows]


def _text(value: object) -> str:
    """A cell's text; a copy may have lost which error a cell held, or hold it as text."""
    text = "" if value is None or isinstance(value, CellError) else " ".join(str(value).split())
    return "" if text == "#N/A" else text
