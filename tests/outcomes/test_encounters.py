"""Encounter reports read to counts: pages set for these tests alone; headings, models, agencies, nothing of the stories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from deputized.library import Registry
from deputized.outcomes import encounters
from deputized.outcomes.encounters import month_of, read_report, split
from deputized.outcomes.errors import OutcomesError
from deputized.outcomes.lateness import dated, lateness, lists_median

CASES = (
    ("TEXAS", "On August 3, 2026, officers of the Kinney County Sheriff's Office, under the Task Force Model, encountered a "
              "national of a country. The person was convicted of an offense on May 1, 2019."),
    ("TEXAS", "On August 9, 2026, a Jail Enforcement Model officer at the Lavaca County Sheriff's Office lodged a detainer."),
    ("NEW YORK", "On August 11, 2026, the Blaine County Sheriff's Office, a Warrant Service Officer partner, served a warrant."),
    ("NEW YORK", "On August 12, 2026, a Designated Immigration Officer made an encounter at a facility."),
)  # fmt: skip
INTRODUCTION = "The following is a sampling of persons recently identified by partners."


def pdf(cases: Sequence[tuple[str, str]], columns: int = 2) -> bytes:
    """A report as ICE sets it: two columns, a heading a state, a paragraph a case."""
    import typst

    parts, last = [f"#set page(columns: {columns})\n{INTRODUCTION}\n"], ""
    for state, words in cases:
        if state != last:
            parts.append(f"\n#strong[{state}]\n")
            last = state
        parts.append(f"\n{words}\n")
    return bytes(typst.compile("\n".join(parts).encode()))


def test_a_report_comes_to_counts(registry: Registry) -> None:
    report = read_report("monthlyEncounter_Aug2026.pdf", pdf(CASES), registry)
    assert report.month == "2026-08"
    assert report.counts == {
        ("NY", "", ""): 1,
        ("OK", "ok-blaine-county-sheriff", "WSO"): 1,
        ("TX", "tx-kinney-county-sheriff", "TFM"): 1,
        ("TX", "tx-lavaca-county-sheriff", "JEM"): 1,
    }
    assert [c.day for c in report.cases] == [date(2026, 8, d) for d in (3, 9, 11, 12)]


def test_a_case_under_another_states_heading_is_told(registry: Registry) -> None:
    wrong = read_report("monthlyEncounter_Aug2026.pdf", pdf(CASES), registry).wrong_headings
    assert [(c.heading, c.state, c.agency_id) for c in wrong] == [("NY", "OK", "ok-blaine-county-sheriff")]


def test_a_name_of_several_states_is_nobodys(registry: Registry) -> None:
    words = "On August 3, 2026, the Washington County Sheriff's Office made an encounter."
    case = read_report("monthlyEncounter_Aug2026.pdf", pdf([("NEW YORK", words)]), registry).cases[0]
    assert case.agency_id is None or case.state == "NY"


def test_nothing_of_the_stories_is_kept(registry: Registry) -> None:
    report = read_report("monthlyEncounter_Aug2026.pdf", pdf(CASES), registry)
    assert "convicted" not in repr(report) and "national" not in repr(report)


def test_a_page_break_or_a_hyphen_within_a_case_is_no_new_case() -> None:
    text = "Intro\nTEXAS\nOn August 3, 2026, the Kinney County Sher-\niff's Office\n\nmade an encounter.\nOn August 4, 2026, x."
    found = list(split(text))
    assert [h for h, _ in found] == ["TX", "TX"]
    assert "Sheriff's Office made" in found[0][1]


@pytest.mark.parametrize(
    ("name", "month"),
    [("monthlyEncounter_Aug2026.pdf", "2026-08"), ("monthlyEncounter_Sept2025.pdf", "2025-09"),
     ("encounterReport_FY2020Jul.pdf", "2020-07"), ("encounterReport_FY2020Oct.pdf", "2019-10")],
)  # fmt: skip
def test_months_of_names(name: str, month: str) -> None:
    assert month_of(name) == month


def test_what_is_no_report_is_refused_by_name(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    good = "monthlyEncounter_Aug2026.pdf"
    for name, data, says in (
        ("report.pdf", b"", "says no month"),
        (good, b"not a pdf", "cannot be read"),
        (good, pdf([]), "no case was found"),
    ):
        with pytest.raises(OutcomesError, match=says):
            read_report(name, data, registry)
    monkeypatch.setattr(encounters, "MOST_BYTES", 10)
    with pytest.raises(OutcomesError, match="no such report is so large"):
        read_report(good, pdf(CASES), registry)


def test_lateness_is_of_the_files_names() -> None:
    assert dated("FY26_detentionStats_04092026.xlsx") == date(2026, 4, 9)
    assert dated("FY24_detentionStats.xlsx") is None
    found = {x.name: x for x in lateness()}
    assert found["FY26_detentionStats_04092026.xlsx"].days == 5
    assert found["FY25_detentionStats12122024.xlsx"].days == 12
    assert all(x.days >= 0 for x in found.values())
    assert any(x.kind.endswith("(FOIA)") and x.days > 4000 for x in found.values())


def test_the_lists_stand_beside(registry: Registry) -> None:
    median = lists_median(registry)
    assert median is not None and 0 <= median < 60
