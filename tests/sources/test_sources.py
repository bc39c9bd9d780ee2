"""A source is a folder: every example reads as its golden file says, and a broken file or folder is one clear error."""

from __future__ import annotations

import csv
import json
import shutil
from io import StringIO
from pathlib import Path

import pytest

from deputized.readers.errors import ReadError
from deputized.registry.contract import SHARES, TOUCHED
from deputized.registry.statements import load_rosters, load_statements
from deputized.sources import Source, SourceError, load, names, read

EXAMPLES = [(name, path) for name in names() for path in load(name).examples]
TEXTS = [(name, path) for name, path in EXAMPLES if path.suffix == ".csv"]


@pytest.mark.parametrize(("name", "path"), EXAMPLES, ids=lambda x: x if isinstance(x, str) else x.name)
def test_every_example_reads_as_its_golden_file(name: str, path: Path) -> None:
    """Adding a file to examples/ adds a test; `python -m deputized.sources golden NAME` writes what it gives."""
    golden = json.loads(path.with_name(path.name + ".golden.json").read_text(encoding="utf-8"))
    parsed = read(name, path.name, path.read_bytes(), is_trimmed=True)
    assert parsed.rows and parsed.plain() == golden


@pytest.mark.parametrize("name", names())
def test_every_folder_is_whole(name: str) -> None:
    source = load(name)
    assert source.examples, "an example of real rows"
    assert len((source.folder / "NOTES.md").read_text(encoding="utf-8").splitlines()) >= 3
    assert source.manifest.license and source.manifest.coverage.since
    assert all(c.meaning for c in source.columns)
    printed = {c for _, p in EXAMPLES if p.parent.parent.name == name for r in read(
        name, p.name, p.read_bytes(), is_trimmed=True) for c in r.values}  # fmt: skip
    assert printed <= {c.column for c in source.columns}


@pytest.mark.parametrize(("name", "path"), EXAMPLES, ids=lambda x: x if isinstance(x, str) else x.name)
def test_a_row_has_its_address(name: str, path: Path) -> None:
    for row in read(name, path.name, path.read_bytes(), is_trimmed=True):
        assert row.at.source == name and row.at.file == path.name and len(row.at.sha256) == 64
        assert row.at.row >= 2 and str(row.at.row) in str(row.at)


@pytest.mark.parametrize(("name", "path"), EXAMPLES, ids=lambda x: x if isinstance(x, str) else x.name)
def test_a_trimmed_file_is_no_whole_one(name: str, path: Path) -> None:
    rows = len(read(name, path.name, path.read_bytes(), is_trimmed=True).rows)
    if rows >= load(name).manifest.floors.rows:
        assert name == "ice_pending"  # a pending list without rows has been served
        return
    with pytest.raises(ReadError, match="a whole file of"):
        read(name, path.name, path.read_bytes())


def broken(text: str, how: str, required: str) -> str:
    rows = list(csv.reader(StringIO(text)))
    if how == "a heading lost":
        at = rows[0].index(required)
        rows = [r[:at] + r[at + 1 :] for r in rows]
    elif how == "a heading twice":
        rows[0][-1] = rows[0][0]
    elif how == "a heading unknown":
        rows = [[*r, "x"] for r in rows]
    elif how == "a cell short":
        rows[2] = rows[2][:-1]
    elif how == "a cell emptied":
        rows[2][rows[0].index(required)] = ""
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize(
    "how", ["a heading lost", "a heading twice", "a heading unknown", "a cell short", "a cell emptied"]
)
@pytest.mark.parametrize(("name", "path"), TEXTS, ids=lambda x: x if isinstance(x, str) else x.name)
def test_a_broken_table_is_one_error_with_its_row(name: str, path: Path, how: str) -> None:
    required = next(c.column for c in load(name).columns if c.required)
    text = broken(path.read_text(encoding="utf-8"), how, required)
    with pytest.raises(ReadError) as caught:
        read(name, path.name, text.encode(), is_trimmed=True)
    assert path.name in str(caught.value) and f"row {3 if 'cell' in how else 1}" in str(caught.value)


@pytest.mark.parametrize(("name", "path"), TEXTS, ids=lambda x: x if isinstance(x, str) else x.name)
def test_a_cell_of_another_type_is_named(name: str, path: Path) -> None:
    rows = list(csv.reader(StringIO(path.read_text(encoding="utf-8"))))
    for column in (c for c in load(name).columns if c.type != "text"):
        at = rows[0].index(column.headings[0])
        changed = [list(r) for r in rows]
        changed[1][at] = "12/31/25 ?"
        out = StringIO()
        csv.writer(out, lineterminator="\n").writerows(changed)
        with pytest.raises(ReadError, match=column.column) as caught:
            read(name, path.name, out.getvalue().encode(), is_trimmed=True)
        assert "row 2" in str(caught.value)


def test_a_list_given_to_the_wrong_source_is_refused() -> None:
    lists = {"ice_participating", "ice_pending", "ice_page"}
    for name, path in ((n, p) for n, p in EXAMPLES if n in lists):
        for other in lists - {name}:
            with pytest.raises(ReadError):
                read(other, path.name, path.read_bytes(), is_trimmed=True)


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ("license:", "licence:", "licence"), ("cadence: ", "cadence: [", "source.yml"),
        ("floors: {rows: ", "floors: {rows: many, least: ", "floors"), ("publisher: ", "publisher: 7 #", "publisher"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", names())
def test_a_broken_manifest_names_its_key(
    name: str, was: str, becomes: str, told: str, tmp_path: Path
) -> None:
    folder = tmp_path / name
    shutil.copytree(load(name).folder, folder)
    path = folder / "source.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(SourceError, match=told) as caught:
        _ = Source(name, folder).manifest
    assert str(path) in str(caught.value)


def test_a_broken_columns_file_names_its_line(tmp_path: Path) -> None:
    shutil.copytree(load("fbi_agencies").folder, tmp_path / "one")
    path = tmp_path / "one" / "columns.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("officers,whole", "officers,int"), encoding="utf-8"
    )
    with pytest.raises(SourceError, match=r"line 11 \(officers\)"):
        _ = Source("one", tmp_path / "one").columns


def test_an_unknown_source_is_told_with_those_there_are() -> None:
    with pytest.raises(SourceError, match="ice_pending"):
        load("ice_pendng")


def test_the_contract_is_the_manifests() -> None:
    manifest = load("ice_participating").manifest
    assert TOUCHED is manifest.limits and set(SHARES) == set(manifest.falls)


def test_every_statement_of_an_older_list_has_its_row() -> None:
    rosters = {r.roster_id: r for r in load_rosters()}
    seen = set()
    for s in load_statements():
        roster = rosters[s.roster_id]
        assert roster.source_name in names() and roster.file and len(roster.sha256) == 64
        assert int(s.row_number) >= 2 and (roster.file, s.row_number) not in seen
        seen.add((roster.file, s.row_number))


def test_explain_walks_an_older_list_and_an_agency_on_it(registry: object) -> None:
    import deputized.library.registry as library

    assert isinstance(registry, library.Registry)
    found = registry.explain("gao-09-109-2007-09-01")
    assert found["subject"] == "older list" and len(found["statements"]) == found["record"]["row_count"]
    some = next(s for s in found["statements"] if s["agency_id"])
    told = registry.explain(some["agency_id"])["statements"]
    assert {(s["roster_id"], s["row_number"]) for s in told} >= {
        ("gao-09-109-2007-09-01", some["row_number"])
    }


@pytest.mark.corpus
def test_whole_files_hold_their_floors(shared_reference: Path) -> None:
    history = shared_reference.parent / "history"
    for name, path in TEXTS:
        for folder in (history, shared_reference / "history", shared_reference):
            if (folder / path.name).exists():
                assert read(name, path.name, (folder / path.name).read_bytes()).rows


def test_the_command_tells_what_is_wrong_in_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from deputized.sources import __main__ as command

    assert command.main(["check", "fbi_agencies", "ice_pending"]) == 0

    def broken(source: str, name: str, data: bytes, *, is_trimmed: bool) -> None:
        raise ReadError(name, "it is broken", "Mend it", row=2)

    monkeypatch.setattr(command, "read", broken)
    assert command.main(["check", "fbi_agencies"]) == 1
    assert "fbi_agencies: agencies_fbi_lee.csv, row 2: it is broken. Mend it." in capsys.readouterr().out
