"""Every view of a county, state or agency says what its record says: page, brief, card and command, for all of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from deputized import reference
from deputized.archive import Ledger
from deputized.cli.group import cli
from deputized.library import Registry
from deputized.library.county import County
from deputized.library.opening import _read
from deputized.registry import build_registry
from deputized.site.agency_page import agency as agency_page
from deputized.site.brief import county_words
from deputized.site.card_words import one_line
from deputized.site.content import SiteContent, read_content
from deputized.site.county_page import county_values
from deputized.site.embeds import card
from deputized.site.frame import Frame
from deputized.site.rendering import page_item
from deputized.site.state_page import state as state_page
from deputized.site.words import WORDS, number
from list_names import bare
from registry_fixture import Cut

CURRENT = tuple(c.fips for c in reference.counties() if c.status == "current")


@pytest.fixture(scope="module")
def content(registry: Registry) -> SiteContent:
    return read_content(registry, date(2026, 11, 24))


def same_county(record: County, content: SiteContent) -> None:
    fips = record.county.fips
    page = county_values(content, fips, "en")
    assert [b["agency_id"] for b in page["here_bodies"]] == [b.agency_id for b in record.agencies]
    assert [a["agreement_id"] for a in page["active"]] == [
        a.agreement_id for a in record.agreements if a.in_force
    ]
    assert [(a["agreement_id"], a["ending"]) for a in page["past"]] == [
        (a.agreement_id, a.ending) for a in record.agreements if not a.in_force
    ]
    assert (len(page["active"]), page["agency_count"]) == (
        record.in_force.agreements,
        record.in_force.agencies,
    )
    announced = [(p.agency_id, p.model, p.outcome) for p in record.pending]
    shown = [*page["pending"], *page["pending_past"]]
    assert sorted((p["agency_id"], p["model"], p["outcome"]) for p in shown) == sorted(announced)
    assert [(f, tuple(held)) for f, _, held in page["neighbours"]] == [
        (n.county_fips, n.models) for n in record.neighbours if n.county_fips in content.counties
    ]
    told = {a["agreement_id"] for _, _, some in page["statewide_groups"] for a in some}
    assert told == {a.agreement_id for a in record.statewide}
    # The sheriff: ORI, name, officers.
    assert page["sheriff"] == record.sheriff
    assert page["sheriff_name"] == (record.sheriff_name or "")
    # What is not known: every gap in words of its own, and no other.
    assert len(page["gaps"]) == len(record.gaps) == len(record.unknown)
    for gap, told in zip(record.gaps, page["gaps"], strict=True):
        assert told.startswith(WORDS[f"gap_{gap.code}"][0].partition("{")[0])
    # The brief to print and the card to embed.
    brief = county_words(content, fips, "en", page, address="")
    assert brief["gaps"] == page["gaps"]
    officers = {label: text for label, text, *_ in brief["people"]}[WORDS["officers"][0]]
    known = record.sheriff is not None and record.sheriff.officers is not None
    assert officers.startswith(
        number("en", record.sheriff.officers) if known and record.sheriff else "unknown"
    )
    # The answer card: every agreement in force once, and one set of words in page, frame and brief.
    answer = content.card(fips)
    assert sorted(a.agreement_id for p in answer.parties for a in p.held) == sorted(
        a.agreement_id for a in record.agreements if a.in_force
    )
    assert {p.agency_id for p in answer.parties if p.agency_id} == {b.agency_id for b in record.agencies}
    framed = card(content, fips, "en").values["card"]
    for row, whole, (label, paper) in zip(framed.rows, page["card"].rows, brief["card"], strict=True):
        assert row.label == whole.label == label
        assert [x.text for x in row.lines[:4]] == [x.text for x in whole.lines[:4]] or len(whole.lines) > 5
        assert paper[0][0] == one_line(replace(row.lines[0], english="", sign=""))  # paper has no signs


def test_every_county_is_one_record_in_every_view(registry: Registry, content: SiteContent) -> None:
    for fips in CURRENT:
        same_county(registry.county(fips), content)


def test_every_state_is_one_record_in_every_view(registry: Registry, content: SiteContent) -> None:
    for place in reference.states():
        record, page = registry.state(place.postal), state_page(content, place.postal, "en").values
        assert page["agreements"] == record.in_force.agreements
        assert page["agencies"] == record.in_force.agencies
        assert {m: n for m, n in page["by_model"] if n} == {
            m: n for m, n in record.in_force.agreements_by_model.items() if n and m != "unknown"
        }
        assert dict(page["by_kind"]) == record.agency_counts
        assert [a["agreement_id"] for a in page["active"]] == [a.agreement_id for a in record.agreements]
        assert (page["sheriffs"], page["offices"]) == (
            record.sheriffs_with_agreement,
            record.sheriff_offices,
        )
        assert dict(page["coverage"]) == {m: c.total for m, c in record.coverage.items()}
        assert [i for i, _ in page["unplaced"]] == list(record.unplaced)


def test_miami_dade_has_3081_sworn_officers_on_page_brief_and_command(
    content: SiteContent, registry_file: object
) -> None:
    """The site said unknown, and the brief that the sheriff made no report, while the command knew."""
    from deputized.site.county_page import county

    html = page_item(county(content, "12086", "en"), "en", Frame.of(content)).make().decode()
    assert "3,081 sworn officers" in html and "made no staffing report" not in html
    brief = county_words(content, "12086", "en", county_values(content, "12086", "en"))
    assert [row[1] for row in brief["people"] if row[0] == WORDS["officers"][0]] == ["3,081 (FBI, 2025)"]
    done = CliRunner().invoke(cli, ["county", "12086", "--format", "json", "--registry", str(registry_file)])
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert (found["sheriff"]["officers"], found["sheriff"]["year"]) == (3081, 2025)


def test_agencies_of_a_county_are_those_its_record_shows(registry: Registry) -> None:
    """01033, Colbert AL: a police department stood in one answer alone."""
    for fips in ("01033", "12086", "36061", *CURRENT[::97]):
        record = registry.county(fips)
        held = {b.agency_id for b in record.agencies if b.models}
        assert {r["agency_id"] for r in registry.agencies(county=fips)} == held, fips
        seen = {b.agency_id for b in record.agencies}
        assert {r["agency_id"] for r in registry.agencies(county=fips, standing="all")} == seen, fips


def test_search_tells_applicants_from_those_who_left_or_were_never_listed(
    ledger: Ledger, tmp_path: Path
) -> None:
    """After a pending list its applicants were shown as no longer listed."""
    last = next(
        n for n, p in enumerate(ledger.publications) if bare(p.publication_id) == "pending-2025-03-31"
    )
    build_registry(Cut(ledger, slice(last + 1, None)), tmp_path / "cut.sqlite")  # type: ignore[arg-type]
    with _read(tmp_path / "cut.sqlite") as early:
        content = read_content(early, date(2025, 4, 1))
        marks: dict[str, set[str]] = {}
        for agency_id in content.agencies:
            marks.setdefault(content.day.standing_of(agency_id), set()).add(agency_id)
        held, pending, former = (
            {r["agency_id"] for r in early.agencies(standing=s)} for s in ("active", "pending", "former")
        )
    assert len(pending - held) > 10 and len(former) > 5
    assert marks["in force"] == held
    assert marks["pending"] == pending - held
    assert marks["left"] == former - pending
    assert sum(map(len, marks.values())) == len(content.agencies)


def test_every_agency_is_one_record_on_page_and_command(registry: Registry, content: SiteContent) -> None:
    """What it is tied to, its agreements, runs on the pending lists, spellings and events."""
    some = sorted(content.agencies)[::6]
    assert len(some) > 200
    for agency_id in some:
        record, page = registry.agency(agency_id), agency_page(content, agency_id, "en").values
        assert (record["name"], record["kind"], record["state"]) == (
            page["name"],
            page["kind"],
            page["state"],
        )
        assert (record["ori"], record["place_geoid"]) == (page["ori"].code, page["place"].code), agency_id
        assert (record["county_fips"], record["county_fips_all"]) == (
            page["placed"].code,
            page["placed"].codes,
        )
        assert (record["officers"], record["staffing_year"]) == (page["officers"], page["staffing_year"])
        held = {
            (a["agreement_id"], a["signed_date"], a["first_listed_date"])
            for a in record["agreements"]
            if a["status"] != "merged" and not a["was_handed_on"]
        }
        shown = [*page["active"], *page["past"]]
        assert {(a["agreement_id"], a["signed_date"], a["first_listed_date"]) for a in shown} == held
        assert {a["agreement_id"] for a in page["active"]} == {
            a["agreement_id"]
            for a in record["agreements"]
            if a["status"] == "active" and not a["was_handed_on"]
        }
        assert [(p["model"], p["from_date"], p["outcome"]) for p in page["pending"]] == [
            (p["model"], p["from_date"], p["outcome"]) for p in record["pending"]
        ]
        assert {n[0] for n in page["names"]} == {n["name_raw"] for n in record["names"]}
        assert {e["event_id"] for e in page["events"]} == {e["event_id"] for e in record["events"]}
