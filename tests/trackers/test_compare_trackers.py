"""Other trackers' tables against the registry: real trackers where they are at hand, and our own export with planted errors."""

from __future__ import annotations

import csv
import io
import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from deputized.cli.group import cli
from deputized.library import Registry
from deputized.trackers import TrackerComparison, TrackerError, compare, read_tracker

DAY = "2025-12-12"
MODELS = {"TFM": "Task Force Model", "JEM": "Jail Enforcement Model", "WSO": "Warrant Service Officer"}


def rows_of(registry: Registry) -> list[dict[str, str]]:
    """The list of a day as ICE printed it, as a tracker would keep it under headings of its own."""
    return [
        {
            "Date": DAY, "State": r["state_raw"].strip(), "Agency Name": r["agency_raw"], "County Name": r["county_raw"] or "",
            "Program": r["support_type_raw"], "Signed": r["signed_raw"] or "",
        }
        for r in registry.rows(
            "SELECT contents.* FROM listings JOIN contents USING (content_id) WHERE publication_id = ?",
            registry.find_list("participating-2025-12-12pm"),
        )
    ]  # fmt: skip


def table(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def held(registry: Registry, rows: list[dict[str, str]]) -> TrackerComparison:
    return compare(registry, read_tracker("t.csv", table(rows)))


def test_ices_own_list_agrees_in_every_row(registry: Registry) -> None:
    rows = rows_of(registry)
    found = held(registry, rows)
    assert found.counts == dict.fromkeys(found.counts, 0) | {"agrees": 1245} and len(rows) == 1245
    assert all(k.agency_id for k in found.rosetta)


def test_planted_errors_are_found_and_nothing_else(registry: Registry) -> None:
    """Rows left out, bodies on no list, other models, other days: each is told as what it is."""
    rows, chance = rows_of(registry), random.Random(287)
    chosen = chance.sample(range(len(rows)), 60)
    by_agency: dict[tuple[str, str], int] = {}
    for r in rows:
        by_agency[r["State"], r["Agency Name"]] = by_agency.get((r["State"], r["Agency Name"]), 0) + 1
    single = [n for n in chosen if by_agency[rows[n]["State"], rows[n]["Agency Name"]] == 1]
    gone, turned, dated = single[:10], single[10:20], single[20:30]
    for n in turned:
        rows[n]["Program"] = next(m for m in MODELS.values() if m != rows[n]["Program"])
    for n in dated:
        rows[n]["Signed"] = "2025-01-02"
    kept = [r for n, r in enumerate(rows) if n not in gone]
    extra = [
        {"Date": DAY, "State": s, "Agency Name": a, "County Name": "", "Program": "Task Force Model", "Signed": ""}
        for s, a in (("IL", "Cook County Sheriff's Office"), ("CA", "Los Angeles County Sheriff's Department"),
                     ("TX", "Atlantis Police Department"))
    ]  # fmt: skip
    found = held(registry, kept + extra)
    assert found.counts["only there"] + found.counts["cannot be told"] == 3
    assert found.counts["differs"] == 20
    why = [f.why for f in found.findings if f.verdict == "differs"]
    assert (
        sum("signed 2025-01-02 there" in w for w in why) == 10
        and sum("that day, not" in w for w in why) == 10
    )
    missing = {f.agency_id for f in found.findings if f.verdict == "only here"}
    assert len(missing) == 20, "the ten left out, and the true models of the ten turned"
    assert found.counts["agrees"] == 1245 - 30


def test_a_row_that_may_mean_several_bodies_is_told_so(registry: Registry) -> None:
    said = "agency,state,model\nWashington County Sheriff,,WSO\nSpringfield Police,,TFM\nKinney County Sheriff,Texas,TFM\n"
    found = compare(registry, read_tracker("t.csv", said.encode()), "2025-12-15")
    asked = [f.agency for f in found.findings if f.verdict == "cannot be told" and f.place]
    assert sorted(asked) == ["Springfield Police", "Washington County Sheriff"]
    assert {f.state for f in found.findings if f.verdict == "only here"} == {"TX"}, (
        "no state that no row names is asked for"
    )
    assert found.counts["agrees"] == 1
    known = next(f for f in found.findings if f.verdict == "agrees")
    assert (
        known.agreement_id == "tx-kinney-county-sheriff.tfm.2025-03-26"
        and known.evidence == "participating-2025-12-12pm"
    )


def test_a_countys_answer_is_held_against_its_bodies(registry: Registry) -> None:
    said = {"48271": {"cooperation": "287g"}, "06037": {"cooperation": "287g"}, "17031": {"cooperation": "none"},
            "12086": {"cooperation": "unknown"}, "99999": {"cooperation": "287g"}}  # fmt: skip
    found = compare(registry, read_tracker("t.json", json.dumps(said).encode()), "2025-12-15")
    assert found.counts == {
        "agrees": 2,
        "differs": 1,
        "only there": 0,
        "only here": 0,
        "cannot be told": 1,
        "says nothing": 1,
    }


def test_real_trackers(registry: Registry, shared_cases: Path) -> None:
    folder = shared_cases / "trackers"
    if not folder.is_dir():
        pytest.skip("needs cases/trackers of the shared inputs")

    def of(name: str) -> TrackerComparison:
        return compare(registry, read_tracker(name, (folder / name).read_bytes()))

    collected = of("collector_normalised_2026-05-18.xlsx")
    assert collected.counts["agrees"] == 1843 and sum(collected.counts.values()) == 1843
    volunteer = of("volunteer_archive_agreements_to_2025-07.csv")
    assert volunteer.counts["agrees"] > 11_000 and volunteer.counts["differs"] == 0
    assert {f.agency for f in volunteer.findings if f.verdict == "only there"} == {
        "west virginia of corrections and rehabilitation"
    }
    wisconsin = of("wisconsin_dashboard_2026-06-29.json")
    assert {f.agency for f in wisconsin.findings if f.verdict == "differs"} == {"Jefferson County"}


@pytest.mark.parametrize(
    ("name", "body", "says"),
    [
        ("empty.csv", b"", "headings"),
        ("one.csv", b"name\nx\n", "headings"),
        ("no.csv", b"a,b\n1,2\n", "--column agency="),
        ("bad.json", b"{", "not JSON"),
        ("none.json", b"[1, 2]", "no list of records"),
        ("bytes.csv", b"a\0b,c\n", "neither text nor a workbook"),
        ("cut.xlsx", b"PK\x03\x04 cut off", "cut.xlsx"),
    ],
)
def test_what_is_no_table_is_refused_by_name(name: str, body: bytes, says: str) -> None:
    with pytest.raises(TrackerError) as told:
        read_tracker(name, body)
    assert says in str(told.value)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(body: bytes) -> None:
    for start in (b"", b"agency,state,model\n", b"[{", b'{"a": {"agency": "'):
        try:
            read_tracker("t", start + body)
        except TrackerError as error:
            assert "t" in str(error)


def test_the_command_writes_the_rosetta_file(registry_file: Path, tmp_path: Path) -> None:
    file, out = tmp_path / "their.csv", tmp_path / "ids.csv"
    file.write_text(
        "uid,dept,st,program,date\n17,Kinney County Sheriff,TX,TFM,12/15/2025\n18,=Nobody Police,TX,TFM,12/15/2025\n"
    )
    command = [
        "compare",
        str(file),
        "--column",
        "agency=dept",
        "--rosetta",
        str(out),
        "--all",
        "-f",
        "json",
        "--registry",
        str(registry_file),
    ]
    done = CliRunner().invoke(cli, command)
    assert done.exit_code == 0, done.output
    found = {r["agency"]: r["verdict"] for r in json.loads(done.stdout) if r["place"]}
    assert found["Kinney County Sheriff"] == "agrees" and found["=Nobody Police"] in (
        "only there",
        "cannot be told",
    )
    (known,) = list(csv.DictReader(out.open(encoding="utf-8")))
    assert (known["foreign_id"], known["agency_id"], known["ori"]) == (
        "17",
        "tx-kinney-county-sheriff",
        "TX1360000",
    )
    wrong = CliRunner().invoke(
        cli, ["compare", str(file), "--column", "agency=nothing", "--registry", str(registry_file)]
    )
    assert wrong.exit_code != 0 and "no column is headed 'nothing'" in wrong.output


@pytest.mark.parametrize("kind", ["title rows", "a record a line", "semicolons", "UTF-16"])
def test_one_table_in_another_form_says_the_same(registry: Registry, kind: str) -> None:
    rows = rows_of(registry)[:40]
    text = table(rows).decode()
    forms = {
        "title rows": ("A tracker of agreements\n\nkept by hand\n" + text).encode(),
        "a record a line": "\n".join(json.dumps(r) for r in rows).encode(),
        "semicolons": "\n".join(
            ";".join(f'"{v}"' for v in r) for r in csv.reader(io.StringIO(text))
        ).encode(),
        "UTF-16": text.encode("utf-16"),
    }
    plain = compare(registry, read_tracker("t.csv", table(rows)))
    other = compare(registry, read_tracker("t.csv", forms[kind]))
    assert plain.counts == other.counts
