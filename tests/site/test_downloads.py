"""Downloads: every table in both formats says the same, the package keeps the standard, and checksums hold."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from frictionless import Package

from deputized.claims import check_known
from deputized.library import Registry
from deputized.model.tables import TABLES, Column
from deputized.site.content import SiteContent
from deputized.site.data_pages import data_pages, size
from deputized.site.downloads import LARGE, SQLITE, Download, downloads
from deputized.site.frame import Frame
from deputized.site.linked import dataset_json
from deputized.site.open_data import DERIVED
from deputized.site.rendering import render
from deputized.store.export import export, table_rows

BASE = "https://news.example.org/287g/"


@pytest.fixture(scope="module")
def made(content: SiteContent, registry: Registry) -> dict[str, tuple[Download, bytes]]:
    return {f.name: (f, body) for f, body in downloads(content, check_known(registry))}


@pytest.fixture(scope="module")
def folder(made: dict[str, tuple[Download, bytes]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("data")
    for name, (_, body) in made.items():
        (place / name).write_bytes(body)
    return place


def test_every_table_is_there_in_both_formats(made: dict[str, tuple[Download, bytes]]) -> None:
    for table in (*TABLES, *DERIVED):
        assert made[f"{table.name}.parquet"][0].table == table.name
        assert _csv(made, table.name)[0].table == table.name


def _csv(made: dict[str, tuple[Download, bytes]], name: str) -> tuple[Download, str]:
    """A table's CSV as text: a large one is compressed, and then it stands in that form alone."""
    plain, packed = made.get(f"{name}.csv"), made.get(f"{name}.csv.gz")
    assert (plain is None) != (packed is None), name
    if plain:
        assert len(plain[1]) <= LARGE
        return plain[0], plain[1].decode("utf-8-sig")
    assert packed
    text = gzip.decompress(packed[1])
    assert len(text) > LARGE
    return packed[0], text.decode("utf-8-sig")


def _as_text(column: Column, value: object) -> str:
    """A typed value as CSV prints it."""
    if value is None:
        return ""
    if column.type == "boolean":
        return str(int(bool(value)))
    text = str(value)
    return (
        "'" + text if isinstance(value, str) and text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
    )


@pytest.mark.parametrize("table", [*TABLES, *DERIVED], ids=lambda t: t.name)
def test_parquet_read_by_another_library_says_what_csv_says(
    made: dict[str, tuple[Download, bytes]], table
) -> None:  # type: ignore[no-untyped-def]
    read = pq.read_table(io.BytesIO(made[f"{table.name}.parquet"][1]))
    told, text = _csv(made, table.name)
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert read.column_names == rows[0] == [c.name for c in table.columns]
    assert read.num_rows == len(rows) - 1 == told.rows
    kinds = {
        "text": "string",
        "json": "string",
        "date": "date32[day]",
        "integer": "int64",
        "boolean": "bool",
        "real": "double",
    }
    for n, column in enumerate(table.columns):
        field = read.schema.field(column.name)
        assert str(field.type) == kinds[column.type]
        assert field.nullable != column.required
        assert field.metadata[b"description"].decode() == column.description
        assert [_as_text(column, v) for v in read.column(n).to_pylist()] == [r[n] for r in rows[1:]], (
            column.name
        )


def test_parquet_tells_unknown_from_empty(
    made: dict[str, tuple[Download, bytes]], registry: Registry
) -> None:
    table = next(t for t in TABLES if t.name == "contents")
    read = pq.read_table(io.BytesIO(made["contents.parquet"][1])).to_pylist()
    assert [tuple(r.values())[1:10] for r in read] == [r[1:10] for r in table_rows(registry.db, table)]


def test_the_package_keeps_the_standard(folder: Path) -> None:
    package = Package(str(folder / "datapackage.json"))
    assert not list(package.metadata_validate(package.to_descriptor()))
    for resource in package.resources:
        if resource.name.endswith("-parquet") or resource.name == "listings":
            continue  # no reader of Parquet there; listings are checked below, as they are many
        report = resource.validate(limit_errors=3, limit_rows=3000)
        assert report.valid, (resource.name, report.flatten(["message"])[:3])


def test_the_package_tells_every_file_with_its_bytes_and_hash(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert {r["path"] for r in package["resources"]} == {p.name for p in folder.iterdir()} - {
        "datapackage.json",
        "SHA256SUMS",
    }
    assert len({r["name"] for r in package["resources"]}) == len(package["resources"])
    for r in package["resources"]:
        body = (folder / r["path"]).read_bytes()
        assert r["bytes"] == len(body)
        assert r["hash"] == f"sha256:{hashlib.sha256(body).hexdigest()}"
        assert all(f["description"] for f in r.get("schema", {}).get("fields", ()))
    assert (
        package["licenses"]
        and package["sources"]
        and re.fullmatch(r"\d+\.\d+\.\d+\+[\w-]+", package["version"])
    )


def test_checksums_are_those_that_sha256sum_reads(folder: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert done.stdout.count(": OK") == len(list(folder.iterdir())) - 1


def test_the_registry_comes_out_as_it_went_in(
    made: dict[str, tuple[Download, bytes]], registry_file: Path
) -> None:
    body = made[SQLITE][1]
    assert gzip.decompress(body) == registry_file.read_bytes()
    assert body[4:8] == bytes(4), "no time in the head, or the bytes would differ by the second"
    assert not body[3], "no name in the head"


def test_the_same_registry_gives_the_same_parquet_in_another_process(
    registry_file: Path, tmp_path: Path
) -> None:
    code = (
        "import sys; from pathlib import Path; from deputized.library.opening import _read\n"
        "from deputized.store.export import export\n"
        "with _read(Path(sys.argv[1])) as r: export(r.db, Path(sys.argv[2]), ('agencies', 'events'), 'parquet')"
    )
    for name in ("one", "two"):
        subprocess.run([sys.executable, "-c", code, str(registry_file), str(tmp_path / name)], check=True)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_export_refuses_a_format_it_does_not_write(registry: Registry, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no such format; formats are csv, parquet"):
        export(registry.db, tmp_path, format_="xls")
    assert not list(tmp_path.iterdir())


def test_counties_by_month_are_every_county_and_month(
    made: dict[str, tuple[Download, bytes]], content: SiteContent
) -> None:
    rows = pq.read_table(io.BytesIO(made["county_months.parquet"][1])).to_pylist()
    months = (content.newest.year - 2021) * 12 + content.newest.month
    assert len(rows) == 3144 * months
    by = {(r["county_fips"], r["month"]): r for r in rows}
    assert by["48271", "2025-02"]["tfm"] == 0
    assert by["48271", "2025-03"]["tfm"] == 1
    assert by["48271", "2025-03"]["first_tfm_date"] <= date(2025, 3, 31)


def test_the_page_has_every_file_and_the_dictionary_every_column(
    made: dict[str, tuple[Download, bytes]], content: SiteContent
) -> None:
    files = [f for f, _ in made.values()]
    for language in ("en", "es"):
        data, dictionary = (
            render(p, language, Frame.of(content, BASE)) for p in data_pages(content, files, language, BASE)
        )
        for f in files:
            assert f'data/{f.name}">{f.name}</a> ({size(language, f.size)})' in data
        for table in (*TABLES, *DERIVED):
            assert f'<h3 id="{table.name}">' in dictionary
            assert all(f"<code>{c.name}</code>" in dictionary for c in table.columns)


def test_the_data_set_is_told_to_search_engines_and_cannot_end_its_block(
    made: dict[str, tuple[Download, bytes]], content: SiteContent
) -> None:
    files = [f for f, _ in made.values()]
    text = str(dataset_json(content, "en", BASE, files))
    found = json.loads(text)
    assert found["@type"] == "Dataset" and found["url"] == f"{BASE}data/"
    told = {d["name"]: d for d in found["distribution"]}
    assert set(told) == {f.name for f in files if f.group != "about"}
    assert told["agencies.csv"]["sha256"] == hashlib.sha256(made["agencies.csv"][1]).hexdigest()
    assert "distribution" not in json.loads(str(dataset_json(content, "es", "", files))), (
        "no address, no links"
    )
    hostile = Download("</script><script>alert(1)</script>&\u2028", "csv", "derived", "", "", 0, 0, "")
    text = str(dataset_json(content, "en", BASE, [hostile]))
    assert "<" not in text and "&" not in text and "\u2028" not in text
    assert json.loads(text)["distribution"][0]["name"] == hostile.name
