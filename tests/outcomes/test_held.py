"""Results that are held: the shipped tables are the raw files', every number is at its address, bounds on each."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from deputized.cli.group import cli
from deputized.library import Registry
from deputized.model.raw import RawRow, RawSheet, RawWorkbook
from deputized.outcomes import arrests, bookins, identified, outcomes_of, published, rebuild
from deputized.outcomes.definitions import figures, measures
from deputized.outcomes.errors import OutcomesError
from deputized.outcomes.tables import FOLDER
from deputized.outcomes.ties import whole_name


@pytest.mark.corpus
def test_the_shipped_tables_are_made_from_the_raw_files(shared_outcomes: Path, shared_facts: Path) -> None:
    for name, text in rebuild.tables(shared_outcomes, shared_facts).items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, (
            f"{name}: run: deputized outcomes rebuild ../shared/outcomes ../shared/facts"
        )


@pytest.mark.corpus
def test_ices_table_is_the_raw_one_cell_by_cell(shared_outcomes: Path) -> None:
    with (shared_outcomes / identified.SOURCE_FILE).open(encoding="utf-8", newline="") as stream:
        raw = list(csv.reader(stream))
    counts, removed = 0, 0
    for agency in identified.agencies():
        for h in identified.held(agency, "", ""):
            row, column = int(h.address.cell[1:]) - 1, ord(h.address.cell[0]) - ord("A")
            assert raw[row][1] == agency.printed
            assert raw[row][column] == ("" if h.value is None else str(h.value))
            counts += int(h.value or 0) * (h.measure == "identified")
            removed += int(h.value or 0) * (h.measure == "removed")
    assert counts == sum(int(r[6] or 0) for r in raw[1:]) == 268_065
    assert removed == sum(int(r[7] or 0) for r in raw[1:]) == 175_104


def test_ices_table_has_what_its_carrier_states() -> None:
    agencies = identified.agencies()
    assert len(agencies) == 73
    assert sum(len(a.results) for a in agencies) == 584
    assert sum(len(a.active_years) for a in agencies) == 383
    assert sum(a.identified for a in agencies) == 268_065
    assert sum(a.removed for a in agencies) == 175_104
    maricopa = next(a for a in agencies if a.printed.startswith("Maricopa"))
    assert [(r.identified, r.removed) for r in maricopa.results if r.year == 2008] == [(13_522, 11_841)]
    assert maricopa.results[0].identified is None, "a blank is no zero"


@pytest.mark.corpus
def test_book_ins_stand_where_their_address_says(shared_outcomes: Path) -> None:
    seen = 0
    for path in sorted(shared_outcomes.glob("*detentionStats*.xlsx")):
        book = openpyxl.load_workbook(path, read_only=False, data_only=True)
        for b in bookins.book_ins():
            if b.file == path.name:
                for _, count, cell, _ in b.months():
                    assert book[b.sheet][cell].value == count
                    seen += 1
    assert seen > 60


@pytest.mark.corpus
def test_our_reading_of_a_workbook_is_that_of_others(shared_outcomes: Path) -> None:
    theirs = {
        (r["source_file"], r["arresting_agency"], r["month"]): r["book_ins"]
        for r in bookins.read_elsewhere(shared_outcomes, rebuild.ELSEWHERE)
    }
    both = 0
    for b in bookins.book_ins():
        if b.read == bookins.OURS:
            for first, count, _, _ in b.months():
                key = (b.file, b.arresting_agency, f"{first:%Y-%m}")
                if key in theirs:
                    assert theirs[key] == count
                    both += 1
    assert both == 3 * (12 + 3), "FY24 and December 2025 are held by both"


def test_revisions_are_of_months_that_were_over() -> None:
    found = bookins.revisions()
    assert found
    for r in found:
        assert r.before.count != r.after.count
        assert r.before.run_date <= r.after.run_date
        assert not r.before.is_partial and not r.after.is_partial
    assert not any(r.month == date(2025, 12, 1) for r in found), (
        "December 2025 was running in the first workbook"
    )
    newest = {h.start: h for h in bookins.held()}
    assert newest[date(2025, 10, 1)].value == 36_622
    assert "36,627" in newest[date(2025, 10, 1)].note
    then = {h.start: h for h in bookins.held("ICE", date(2025, 12, 31))}
    assert then[date(2025, 10, 1)].value == 36_627
    assert then[date(2025, 12, 1)].is_partial


def test_every_agency_is_tied_or_told_why_not(registry: Registry) -> None:
    found = outcomes_of(registry)
    assert len(found.foia) == 73
    keys = Counter(t.tie.key for t in found.foia)
    assert max(keys.values()) == 1
    for t in found.foia:
        assert t.tie.agency_id or t.tie.why.startswith(("not held", "not tied"))
        if t.tie.agency_id:
            assert t.tie.agency_id.startswith(f"{t.agency.state.lower()}-")
    ours = {t.agency.printed: t.tie.agency_id for t in found.foia}
    assert ours["Benton County Sheriff Office"] == "ar-benton-county-sheriff"
    assert ours["Washington County Sheriff Office AR"] == "ar-washington-county-sheriff"
    assert ours["Washington County Sheriff Office UT"] == "ut-washington-county-sheriff"
    assert ours["AZ Department of Corrections"] == "az-department-of-corrections"
    assert ours["Pima County Sheriff Office"] is None, "Pinal is a neighbor, not the same"
    assert ours["Maricopa County Sheriff Office"] is None, "Maricopa is on no list since 2021"


def test_agreements_of_that_year_come_from_lists_of_that_time(registry: Registry) -> None:
    ties = {(t.agency.state, t.agency.printed): t for t in outcomes_of(registry).foia}
    cobb = ties["GA", "Cobb County Sheriff Office"]
    by_year = {r.year: cobb.agreement_in(r) for r in cobb.agency.results}
    assert "signed 2007-02-13, Jail Enforcement" in by_year[2009]
    assert "signed 2007-02-13" in by_year[2012], "ICE's page of 1 August 2012 still names it"
    assert "signed 2013-06-27" in by_year[2013], "renewed, by ICE's page of 7 August 2013"
    assert by_year[2006].startswith("not yet signed")
    corrections = ties["AZ", "AZ Department of Corrections"]
    assert {s.as_of.year for s in corrections.said} == set(range(2007, 2015))


def test_an_agreement_without_result_is_told(registry: Registry) -> None:
    found = {(w.state, w.name): w for w in outcomes_of(registry).without}
    assert ("DE", "Delaware Department of Corrections") in found
    assert "blanks and zeros" in found["AZ", "Pima County Sheriff's Office"].why
    assert "cannot be told" in found["VA", "Prince William-Manassas Regional Jail"].why
    assert ("AZ", "Department of Corrections") not in found
    assert ("RI", "Rhode Island Department of Corrections") not in found, "it was only pending"


@pytest.mark.parametrize("which", [None, "FL", "Maricopa County, AZ", "ga-cobb-county-sheriff", "24021"])
def test_every_number_has_definition_bounds_and_address(registry: Registry, which: str | None) -> None:
    found = outcomes_of(registry, which)
    assert found.numbers
    for h in found.numbers:
        assert h.address.file and h.bounds and measures()[h.measure].cannot_tell
        if h.floor is not None and h.ceiling is not None:
            assert h.floor <= h.ceiling
        if h.floor is not None and h.value is not None and h.unit != "percent":
            assert h.floor <= h.value, h
    assert found.unknown


def test_days_leave_out_what_was_later(registry: Registry) -> None:
    then = outcomes_of(registry, "AZ", as_of="2008-10-01")
    assert all(h.start is None or h.start <= date(2008, 10, 1) for h in then.numbers)
    assert any(h.start == date(2008, 10, 1) for h in then.numbers), "a year that has begun is in"
    known = outcomes_of(registry, None, known_on="2025-12-31")
    assert not known.foia, "the table's carrier is of September 2026"
    assert all(published.last_day(h.published) <= date(2025, 12, 31) for h in known.numbers if h.published)
    assert {h.figure for h in known.numbers} >= {"P15", "P22"}


def test_a_place_is_answered_with_its_own_and_never_a_neighbor(registry: Registry) -> None:
    gwinnett = outcomes_of(registry, "Gwinnett County Sheriff, GA")
    assert {t.agency.printed for t in gwinnett.foia} == {"Gwinnett County Sheriff Office"}
    assert {h.figure for h in gwinnett.numbers} - {""} == {"P25"}
    frederick_va = outcomes_of(registry, "Frederick County, VA")
    assert not frederick_va.foia and not [h for h in frederick_va.numbers if h.figure]
    assert {h.figure for h in outcomes_of(registry, "Frederick County, MD").numbers} - {""} == {"E10"}
    patrol = outcomes_of(
        registry, "fl-department-of-highway-safety-and-motor-vehicles-division-of-highway-patrol"
    )
    assert {h.figure for h in patrol.numbers} - {""} == {"P14"}
    assert {h.figure for h in outcomes_of(registry, "OK").numbers} - {""} == {"E07"}
    with pytest.raises(LookupError, match="Springfield"):
        outcomes_of(registry, "Springfield Police")


def test_every_published_figure_is_reviewed() -> None:
    assert {h.figure for h in published.held()} == set(figures())
    assert sum(h.figure in ("P13", "E04") for h in published.held()) == 1, "one figure in two files is one"


def test_whole_names() -> None:
    assert whole_name("AZ Department of Corrections", "AZ") == "Arizona Department of Corrections"
    assert whole_name("Department of Corrections", "MA") == "Massachusetts Department of Corrections"
    assert whole_name("Washington County Sheriff Office UT", "UT") == "Washington County Sheriff Office"
    assert whole_name("Alachua Police", "FL") == "Alachua Police"


def test_a_workbook_without_the_table_or_its_day_is_refused_by_name() -> None:
    note = RawRow(
        1, False, ("Book-ins data is updated through 12/31/2022 (IIDS v.2.0 run date 01/02/2023)",), ()
    )
    with pytest.raises(OutcomesError, match=r"nosuch\.xlsx: no footnote"):
        bookins.parse(RawWorkbook("nosuch.xlsx", "", 0, (RawSheet("A", "visible", ()),)))
    with pytest.raises(OutcomesError, match=r"nosuch\.xlsx: no sheet has the table"):
        bookins.parse(RawWorkbook("nosuch.xlsx", "", 0, (RawSheet("A", "visible", (note,)),)))
    title = "ICE Initial Book-Ins by Arresting Agency and Month: FY2023"
    rows = (
        note, RawRow(18, False, (title,), ()), RawRow(19, False, ("Agency", *bookins.MONTHS), ()),
        RawRow(20, False, ("Total", 5), ()), RawRow(21, False, ("CBP", 1), ()), RawRow(22, False, ("ICE  ", 3), ()),
    )  # fmt: skip
    with pytest.raises(OutcomesError, match="ICE and CBP come to 4, the total says 5"):
        bookins.parse(RawWorkbook("odd.xlsx", "", 0, (RawSheet("Detention", "visible", rows),)))


def test_a_raw_table_that_is_not_as_it_must_be_is_named(tmp_path: Path) -> None:
    path = tmp_path / identified.SOURCE_FILE
    head = "state,agency,source_footnote,fiscal_year,identified,removed\n"
    path.write_text(head + "ALABAMA,A Police,False,2006,12x,\n")
    with pytest.raises(OutcomesError, match=r"row 2, identified: '12x' is no count"):
        identified.derive(tmp_path)
    path.write_text(head + "ALABAMA,A Police,False,2007,1,\n")
    with pytest.raises(OutcomesError, match="not in order"):
        identified.derive(tmp_path)
    (tmp_path / arrests.SOURCE_FILE).write_text("name,arrests\nTexas,1\n")
    with pytest.raises(OutcomesError, match="no column state_name"):
        arrests.derive(tmp_path)


@pytest.mark.parametrize(
    "words", [[], ["FL"], ["Cobb County Sheriff, GA", "--as-of", "2010-01-01"]], ids=" ".join
)
def test_the_command_in_every_format(registry_file: Path, words: list[str]) -> None:
    for format_ in ("table", "csv", "json", "ndjson"):
        done = CliRunner().invoke(
            cli, ["outcomes", *words, "--format", format_, "--registry", str(registry_file)]
        )
        assert done.exit_code == 0, done.output
        if format_ == "json":
            assert json.loads(done.stdout)["numbers"][0]["cannot_tell"]
        elif format_ == "csv":
            rows = list(csv.DictReader(io.StringIO(done.stdout)))
            assert all(r["file"] and r["bounds"] for r in rows)
        elif format_ == "table":
            assert "It cannot tell" in done.stdout and "not known" in done.stdout


def test_the_country_screen_adds_up(registry_file: Path) -> None:
    done = CliRunner().invoke(cli, ["outcomes", "--registry", str(registry_file)])
    assert "in all: 268,065 identified, 175,104 removed" in done.stdout
    assert "565,539 in 51" in done.stdout


def test_one_who_is_nobody_is_refused(registry_file: Path) -> None:
    done = CliRunner().invoke(cli, ["outcomes", "Nowhere at all", "--registry", str(registry_file)])
    assert done.exit_code == 2
    assert "nothing found" in done.output
