"""Judgements are rows: asked before any rule, undone by a newer row, refused with file, line and key when broken."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from deputized.archive import Ledger
from deputized.archive.home import home
from deputized.cli.group import cli
from deputized.library import Registry
from deputized.model.publications import Listing
from deputized.registry.curation import CurationError
from deputized.registry.judgements import (
    FIELDS,
    FILE,
    Judgements,
    append,
    holds,
    in_force,
    load_judgements,
    parse_judgements,
)
from deputized.registry.layout import Layout
from deputized.registry.misprints import is_misprint
from deputized.registry.names import parse_name

BROOKFIELD, BROOKFORD = "NC: Brookfield Police Department", "NC: Brookford Police Department"
GOOD = {
    "judgement_id": "one", "a": BROOKFIELD, "b": BROOKFORD, "judgement": "different", "because": "two towns",
    "evidence": "the list of 15 September 2025", "who": "a test", "when": "2026-05-18", "expect": "history", "replaces": "",
}  # fmt: skip


class Days:
    """The shipped lists of some days alone."""

    def __init__(self, ledger: Ledger, first: date, last: date) -> None:
        self.publications = tuple(p for p in ledger.publications if first <= p.published_date <= last)
        self.contents = ledger.contents
        held = {p.publication_id for p in self.publications}
        self.sightings = tuple(s for s in ledger.sightings if s[0] in held)
        self.sha256 = "days"
        self._ledger = ledger

    def listings(self, publication_id: str) -> Sequence[Listing]:
        return self._ledger.listings(publication_id)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEPUTIZED_HOME", str(tmp_path / "home"))
    return home() / FILE


def told(layout: Layout, word: str) -> dict[str, list[str]]:
    """Agencies whose name has a word, with the ids of their agreements."""
    held: dict[str, list[str]] = {r[0]: [] for r in layout.agency_rows() if word in r[1]}
    for r in layout.agreement_rows():
        if r[1] in held:
            held[r[1]].append(r[0])
    return held


# what a row does ------------------------------------------------------------------------------------


def test_one_row_parts_what_a_rule_joined_and_a_newer_one_undoes_it(ledger: Ledger, own: Path) -> None:
    days = Days(ledger, date(2025, 9, 3), date(2025, 9, 16))
    one = {"nc-brookford-police": ["nc-brookford-police.tfm.2025-09-09"]}
    assert told(Layout(days), "Brookf") == one
    append(own, GOOD)
    parted = Layout(days)
    assert told(parted, "Brookf") == one | {"nc-brookfield-police": ["nc-brookfield-police.tfm.2025-09-09"]}
    assert parted.ids.leads_to()["nc-brookford-police.tfm.pending-2025-09-03"].startswith("nc-brookfield")
    decided = [r for r in parted.decision_rows() if r[3] == "one"]
    assert [(r[2], r[13], r[14]) for r in decided] == [("different", "a test", "2026-05-18")]
    append(own, GOOD | {"judgement_id": "two", "judgement": "unsure", "replaces": "one"})
    asked = Layout(days)
    assert len(told(asked, "Brookf")) == 2
    assert [r[6] for r in asked.candidate_rows()] == ["a test is not sure (two): two towns"]
    append(own, GOOD | {"judgement_id": "three", "judgement": "same", "replaces": "two"})
    assert told(Layout(days), "Brookf") == one


def test_one_row_joins_from_the_first_day(ledger: Ledger, own: Path) -> None:
    """Where the wrong name was printed for a while, the record reaches back."""
    days = Days(ledger, date(2026, 2, 6), date(2026, 2, 12))
    a, b = "TX: McIntosh County Sheriff's Office", "OK: McIntosh County Sheriff's Office"
    append(own, GOOD | {"a": a, "b": b, "judgement": "different"})
    assert set(told(Layout(days), "McIntosh")) == {"tx-mcintosh-county-sheriff", "ok-mcintosh-county-sheriff"}
    append(own, GOOD | {"judgement_id": "two", "a": a, "b": b, "judgement": "same", "replaces": "one"})
    joined = Layout(days)
    assert set(told(joined, "McIntosh")) == {"ok-mcintosh-county-sheriff"}
    spell = next(r for r in joined.pending_rows() if r[1] == "ok-mcintosh-county-sheriff")
    assert spell[2:4] == ("OK", "TFM") and spell[10:] == (
        "participating",
        "ok-mcintosh-county-sheriff.tfm.2026-02-10",
    )
    assert joined.ids.leads_to()["tx-mcintosh-county-sheriff"] == "ok-mcintosh-county-sheriff"


def test_namesakes_of_two_counties_are_told_by_the_county(own: Path) -> None:
    a, b = (f"PA: Mahoning Township Police Department [{c} County]" for c in ("Carbon", "Montour"))
    append(own, GOOD | {"a": a, "b": b})
    name = in_force().apply(parse_name("PA", "Mahoning Township Police Department", "Carbon County"))
    other = in_force().apply(parse_name("PA", "Mahoning TWP Police Department", "Montour County"))
    assert (name.apart, other.apart) == (("one/a",), ("one/b",))
    assert (
        in_force().apply(parse_name("PA", "Mahoning Township Police Department", "Lawrence County")).apart
        == ()
    )


# states misprinted ----------------------------------------------------------------------------------


def test_a_place_absent_from_the_printed_state_is_the_other_states(registry: Registry) -> None:
    rows = registry.rows("SELECT * FROM pending_spells")
    by_agency = {(r["agency_id"], r["model"]): r["outcome"] for r in rows}
    assert by_agency["ok-mcintosh-county-sheriff", "TFM"] == "participating"
    assert by_agency["ky-heritage-creek-police", "TFM"] == "participating"
    assert by_agency["ks-ellis-county-sheriff", "WSO"] == "participating"  # first listed under Texas
    assert by_agency["tx-wichita-county-sheriff", "WSO"] == "participating"  # first listed under Oklahoma
    assert by_agency["fl-pasco-county-commissioners", "WSO"] == "participating"  # a judgement: its jail
    moved = {r["old_id"]: r["new_id"] for r in registry.rows("SELECT * FROM redirects WHERE kind = 'agency'")}
    assert moved["tx-mcintosh-county-sheriff"] == "ok-mcintosh-county-sheriff"
    assert moved["fl-heritage-creek-police"] == "ky-heritage-creek-police"
    assert moved["fl-department-of-environmental-protection"].endswith("-division-of-law-enforcement")


@pytest.mark.parametrize(
    ("wrong", "right", "county", "is_it"),
    [
        ("KS", "NE", "Sarpy", True),
        ("GA", "FL", "Okaloosa", True),
        ("LA", "TX", "Kinney", True),
        ("KS", "TX", "Ellis", False),  # both have one
        ("TX", "OK", "Nowhere", False),  # neither has
        ("OK", "OK", "McIntosh", False),  # no other state
        ("AL", "GA", "Houston", False),
    ],
)
def test_which_state_is_the_misprint(wrong: str, right: str, county: str, is_it: bool) -> None:
    names = [parse_name(s, f"{county} County Sheriff's Office") for s in (wrong, right)]
    moved = names[0].note == "state_moved"  # one state alone has such a county: read as that at once
    assert (is_misprint(names[0], names[1]) or moved) is is_it
    assert not is_misprint(names[1], names[0])


# what is refused --------------------------------------------------------------------------------------


def as_text(*rows: dict[str, str], fields: Sequence[str] = FIELDS) -> str:
    lines = [",".join(fields)]
    for row in rows:
        lines.append(",".join('"' + row.get(f, "").replace('"', '""') + '"' for f in fields))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"judgement": "maybe"},
            "judgements.csv, line 2, judgement: 'maybe' is not allowed; it must be one of same",
        ),
        (
            {"a": "Kinney County"},
            "line 2, a: 'Kinney County' is not allowed; it must be a postal code and the name",
        ),
        ({"b": "ZZ: Nowhere Police"}, "line 2, b: 'ZZ: Nowhere Police' is not allowed"),
        ({"b": BROOKFIELD}, "line 2, b: .* must be another name than a"),
        ({"when": "18 May"}, "line 2, when: '18 May' is not allowed; it must be a day such as 2026-05-18"),
        ({"expect": "hope"}, "line 2, expect: 'hope' is not allowed; it must be one of printed, history"),
        ({"evidence": ""}, "line 2, evidence: '' is not allowed; it must be told"),
        ({"who": " "}, "line 2, who: '' is not allowed"),
        ({"because": "x" * 5000}, "line 2, because: .* at most 2000 characters"),
        ({"replaces": "none"}, "line 2, replaces: 'none' is no earlier judgement"),
    ],
)
def test_a_broken_row_is_one_error_with_file_line_and_key(change: dict[str, str], said: str) -> None:
    with pytest.raises(CurationError, match=said):
        Judgements(parse_judgements(as_text(GOOD | change), FILE))


def test_rows_that_contradict_each_other_are_refused() -> None:
    turned = GOOD | {"judgement_id": "two", "a": BROOKFORD, "b": BROOKFIELD, "judgement": "same"}
    for rows, said in (
        ([GOOD, turned], "line 3, replaces: one judges the same pair; name it here to undo it"),
        ([GOOD, GOOD], "line 3, judgement_id: 'one' stands twice"),
        (
            [
                GOOD | {"judgement": "same"},
                turned | {"b": "NC: Hickory Police Department"},
                turned | {"judgement_id": "three", "a": "NC: Hickory Police Department", "b": BROOKFIELD},
            ],
            "that is a circle",
        ),
    ):
        with pytest.raises(CurationError, match=said):
            Judgements(parse_judgements(as_text(*rows), FILE))
    for text, said in (
        ("a,b\n1,2\n", "line 1: the columns must be judgement_id, a, b"),
        (as_text(GOOD) + "one,two\n", "line 3: 10 fields are needed"),
        (as_text(GOOD) + '"open\n', "line 3: not a CSV row"),
    ):
        with pytest.raises(CurationError, match=said):
            parse_judgements(text, FILE)


def test_a_broken_file_stops_the_build_and_the_last_registry_stays(
    registry_file: Path, own: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "registry.sqlite"
    kept.write_bytes(b"the last good one")
    own.parent.mkdir(parents=True)
    own.write_text(as_text(GOOD | {"judgement": "perhaps"}), encoding="utf-8")
    done = CliRunner().invoke(cli, ["build", "-o", str(kept)])
    assert done.exit_code != 0
    assert "judgements.csv, line 2, judgement: 'perhaps'" in done.stderr
    assert "Traceback" not in done.stderr
    assert kept.read_bytes() == b"the last good one"
    with pytest.raises(CurationError):
        append(own, GOOD | {"judgement_id": "two"})


# expectations -----------------------------------------------------------------------------------------


def test_every_judgement_that_ships_holds_until_the_source_is_fixed(registry: Registry) -> None:
    shipped = {j.judgement_id: j for j in load_judgements(Path(__file__).parents[2] / "curation" / FILE)}
    rows = {r["correction_id"]: r for r in registry.rows("SELECT * FROM corrections")}
    assert shipped and all(rows[name]["is_met"] == 1 for name in shipped), "review what no longer holds"
    for j in shipped.values():
        a, b = j.a.name, j.b.name
        assert holds(j, [(a, False), (b, True)]) is (j.expect == "history")
        assert holds(j, [(a, True), (b, True)]) is (j.expect == "printed")
        assert not holds(j, []), "a judgement of what no list prints is due for review"


# commands ---------------------------------------------------------------------------------------------


def run(*words: str) -> Any:
    return CliRunner().invoke(cli, list(words), catch_exceptions=False)


def test_judge_writes_a_row_from_ids_and_candidates_show_both_sides(
    registry_file: Path, own: Path, tmp_path: Path
) -> None:
    target, at = tmp_path / FILE, ("--registry", str(registry_file))
    done = run(
        "judge", "pa-mahoning-township-police", "pa-mahoning-township-police-montour-county", "different",
        "--because", "two townships", "--evidence", "Census", "--who", "a test", "--when", "18 May 2026",
        "--file", str(target), *at,
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 1
    assert all(
        r["judgement"] == "different" and r["expect"] == "printed" and r["when"] == "2026-05-18" for r in rows
    )
    assert load_judgements(target)
    refused = run(
        "judge",
        "nc-brookford-police",
        "no such agency at all",
        "same",
        "--because",
        "x",
        "--evidence",
        "y",
        *at,
    )
    assert refused.exit_code == 2 and "no such agency at all" in refused.output
    shown = run("candidates", "--format", "json", *at)
    assert shown.exit_code == 0
    for row in json.loads(shown.stdout):
        assert {"names", "agreements", "pending"} <= row["a"].keys() and row["reason"]
    assert run("candidates", *at).exit_code == 0
