"""Whom a mandate binds and who has complied; agreements listed after a law forbade them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest

from deputized import reference
from deputized.library import Registry
from deputized.rules import RulesError, added_by, bans, bound_in, mandate, states_with_mandate
from deputized.rules.daily import chart, day_by_day
from deputized.rules.days import Truth
from deputized.rules.duties import ANNOUNCED, HELD, NONE, OTHER
from deputized.rules.jail_operators import jail_operators
from deputized.rules.law_in_brief import law_on
from deputized.rules.predicates import BoundGroup, is_bound, jail_fact

TODAY = date(2026, 11, 24)


def test_texas_binds_the_counties_that_run_a_jail(registry: Registry) -> None:
    texas = mandate(registry, "TX", date(2026, 5, 1), today=TODAY)
    total = texas.totals[-1]
    assert (total.bound, total.held, total.none) == (228, 182, 46)
    assert total.unclear + total.not_bound + total.bound == 254
    left = [r.population or 0 for r in texas.rows if r.bound is Truth.YES and r.standing != HELD]
    assert total.population_left == sum(left) > 10_000_000
    assert texas.days_left == 7
    assert texas.standing_of_law == "in force"
    assert [r.county for r in texas.rows[:3]] == [
        "Harris County, TX",
        "Dallas County, TX",
        "Travis County, TX",
    ]


def test_texas_rows_agree_with_the_jail_table(registry: Registry) -> None:
    operation = {fips: jail.operation for fips, jail in reference.texas_jails().items()}
    expected = {"county": {Truth.YES}, "private": {Truth.UNCLEAR}, "none": {Truth.NO, Truth.UNCLEAR}}
    for row in mandate(registry, "TX").rows:
        assert row.bound in expected[operation[row.county_fips]], row
        assert row.why


def test_totals_add_up_by_rurality(registry: Registry) -> None:
    for state in states_with_mandate():
        answer = mandate(registry, state)
        *parts, whole = answer.totals
        for field in (
            "bound",
            "held",
            "other_model",
            "announced",
            "none",
            "unclear",
            "not_bound",
            "population_bound",
        ):
            assert sum(getattr(p, field) for p in parts) == getattr(whole, field), (state, field)
        assert whole.bound == whole.held + whole.other_model + whole.announced + whole.none
        assert len(answer.rows) == whole.bound + whole.unclear + whole.not_bound


def test_those_left_come_first_and_the_largest_first(registry: Registry) -> None:
    rows = [r for r in mandate(registry, "TX").rows if r.bound is Truth.YES]
    standings = [(NONE, OTHER, ANNOUNCED, HELD).index(r.standing) for r in rows]
    assert standings == sorted(standings)
    left = [r.population or 0 for r in rows if r.standing == NONE]
    assert left == sorted(left, reverse=True)


def test_the_floor_shows_whom_the_law_as_passed_added(registry: Registry) -> None:
    passed, floored = mandate(registry, "TX"), mandate(registry, "TX", floor=100_000)
    added = added_by(passed, floored)
    assert floored.totals[-1].bound == sum(
        r.bound is Truth.YES and (r.population or 0) >= 100_000 for r in passed.rows
    )
    assert len(added) + floored.totals[-1].bound == passed.totals[-1].bound
    assert all((r.population or 0) < 100_000 for r in added)


def test_a_model_that_does_not_fulfil_the_law_is_not_compliance(registry: Registry) -> None:
    arkansas = mandate(registry, "AR", date(2026, 5, 1))
    for row in arkansas.rows:
        models = {a.model for a in row.agreements}
        if row.standing == OTHER:
            assert models == {"TFM"}
        if row.standing == HELD:
            assert models & {"JEM", "WSO"}
    assert arkansas.totals[-1].other_model == 3
    assert ("ar-department-of-corrections", ("JEM", "WSO")) in arkansas.state_bodies


def test_florida_sheriffs_have_all_signed(registry: Registry) -> None:
    total = mandate(registry, "FL").totals[-1]
    assert (total.bound, total.held) == (58, 58)
    assert (total.not_bound, total.not_bound_held) == (9, 9)  # a department of the county runs the jail


def test_what_was_known_on_a_day_never_grows_from_later_lists(registry: Registry) -> None:
    early = mandate(registry, "TX", date(2026, 1, 15), date(2026, 1, 15))
    late = mandate(registry, "TX", date(2026, 1, 15))
    assert early.totals[-1].held <= late.totals[-1].held
    assert early.totals[-1].held < mandate(registry, "TX").totals[-1].held


def test_agreements_count_as_the_registry_counts_them(registry: Registry) -> None:
    sheriffs = {a["agency_id"] for a in registry.agencies(state="TX", kind="sheriff", standing="active")}
    rows = mandate(registry, "TX").rows
    assert {a.agreement_id.split(".")[0] for r in rows for a in r.agreements} == sheriffs


def test_agreements_of_sheriffs_agree_with_a_count_from_the_workbook(registry: Registry) -> None:
    """Counties of rows with Sheriff in the agency's name, counted from ICE's workbooks by hand."""
    for day, expected in (
        (date(2026, 5, 1), {"TX": 195, "FL": 67, "GA": 37, "TN": 49, "AR": 41}),
        (date(2026, 5, 18), {"TX": 198, "FL": 67, "GA": 37, "TN": 51, "AR": 42}),
    ):
        held = {s: sum(bool(r.agreements) for r in mandate(registry, s, day).rows) for s in expected}
        assert held == expected, day


def test_what_is_no_law_on_the_day_says_whom_it_would_bind(registry: Registry) -> None:
    early = mandate(registry, "TX", date(2024, 1, 1))
    assert early.in_force is Truth.NO
    assert any("nobody was bound" in note for note in early.notes)
    assert mandate(registry, "TX", today=TODAY).in_force is Truth.YES
    tennessee = mandate(registry, "TN", today=date(2026, 6, 1))
    assert tennessee.in_force is Truth.UNCLEAR
    assert any("is not known: this is who it binds once it is" in note for note in tennessee.notes)
    assert mandate(registry, "TN", today=date(2026, 11, 28)).days_left == 34


def test_the_age_of_the_lists_is_told(registry: Registry) -> None:
    notes = mandate(registry, "TX", today=TODAY).notes
    newest = date.fromisoformat(registry.growth()[-1]["published_date"])
    assert any(f"of {newest}, {(TODAY - newest).days} days before 2026-11-24" in note for note in notes)
    (pending,) = registry.db.execute(
        "SELECT max(published_date) FROM publications WHERE kind = 'pending' AND published_date <= ?",
        (TODAY.isoformat(),),
    ).fetchone()
    assert any(f"pending list we hold by then is of {pending}" in note for note in notes)


def test_a_bill_that_died_says_whom_it_would_have_bound(registry: Registry) -> None:
    idaho = mandate(registry, "ID", today=TODAY)
    assert idaho.law.status == "died"
    assert any("not told as law" in note for note in idaho.notes)


def test_north_carolina_binds_four_agencies_of_the_state_and_no_sheriff(registry: Registry) -> None:
    carolina = mandate(registry, "NC", today=date(2026, 11, 28))
    assert carolina.law.law_id == "nc-sb153-2026"
    assert (carolina.rows, carolina.standing_of_law) == ((), "in force")
    assert [b.body.removeprefix("North Carolina ") for b in carolina.bodies] == [
        "Department of Public Safety", "Department of Adult Correction", "State Highway Patrol", "State Bureau of Investigation",
    ]  # fmt: skip
    assert {b.standing for b in carolina.bodies} == {NONE}
    assert any("sheriffs and towns stay free" in note for note in carolina.notes)


def test_agencies_a_law_names_are_found_by_what_ice_calls_them(registry: Registry) -> None:
    louisiana = {b.agency_id: b for b in mandate(registry, "LA").bodies}
    assert louisiana["la-state-police-department"].standing == HELD
    (carolina,) = mandate(registry, "SC").bodies
    assert carolina.agency_id == "sc-law-enforcement-division"


def test_miami_dades_jail_is_run_by_its_corrections_department(registry: Registry) -> None:
    florida = {b.agency_id: b for b in mandate(registry, "FL").bodies}
    miami = florida["fl-miami-dade-county-corrections"]
    assert (miami.standing, [a.model for a in miami.agreements]) == (HELD, ["WSO"])
    assert florida.keys() == {o.agency_id for o in jail_operators().values()}, "no other body is listed"
    assert all(b.bound is Truth.YES and "runs the county's jail" in b.why for b in florida.values())
    rows = {r.county_fips: r for r in mandate(registry, "FL").rows}
    assert {f for f, r in rows.items() if r.bound is Truth.NO} == set(jail_operators())
    told = {k: law_on("FL", k, "12086", TODAY) for k in ("sheriff", "corrections", "municipal_police")}
    assert {k: v.bound if v else "" for k, v in told.items()} == {
        "sheriff": "no", "corrections": "yes", "municipal_police": None,
    }  # fmt: skip


def test_who_runs_a_jail_agrees_with_the_agreements_on_ices_list(registry: Registry) -> None:
    """A WSO or JEM agreement is exercised in the signer's own jail: each such department of Florida, and no sheriff beside it."""
    held: dict[str, set[str]] = defaultdict(set)
    for a in registry.as_of():
        held[a.agency_id].add(a.model)
    jail = {"WSO", "JEM"}
    found = {}
    for agency, match in registry.ties.of("FL").items():
        if match.kind == "corrections" and match.level == "county" and held[agency] & jail:
            found[match.county.codes[0]] = agency
    assert found == {f: o.agency_id for f, o in jail_operators().items()}
    for agency, match in registry.ties.of("FL").items():
        if match.kind == "sheriff" and set(match.county.codes) & set(found):
            assert not held[agency] & jail, agency


def test_a_sheriff_is_in_time_late_or_has_time_left(registry: Registry) -> None:
    early = mandate(registry, "TX", today=date(2026, 11, 28))
    assert {r.timing for r in early.rows if r.standing == HELD} == {"in time"}
    assert {r.timing for r in early.rows if r.standing == NONE} == {"time left"}
    after = mandate(registry, "TX", today=date(2026, 12, 2))
    assert {r.timing for r in after.rows if r.standing == NONE} == {"overdue"}
    partly = [r for r in mandate(registry, "FL").rows if r.timing == "late"]
    assert len(partly) < len(mandate(registry, "FL").rows)


def test_day_by_day_ends_where_the_mandate_stands(registry: Registry) -> None:
    texas = mandate(registry, "TX")
    counts = day_by_day(registry, texas)
    assert counts[-1].held == texas.totals[-1].held
    assert all(c.held + c.left == c.bound == texas.totals[-1].bound for c in counts)
    assert [c.day for c in counts] == sorted(c.day for c in counts)
    assert {c.standing for c in counts} >= {"in force", "signed, not yet in force (2026-01-01)"}
    assert len(chart(counts)) == len(counts)


def test_colorado_forbids_no_agreement_and_teller_county_is_accused_of_nothing(registry: Registry) -> None:
    with pytest.raises(RulesError, match="no law that forbids agreements"):
        bans(registry, "CO", today=TODAY)


def test_delaware(registry: Registry) -> None:
    (delaware,) = bans(registry, "DE", today=TODAY)
    assert (delaware.still_listed, delaware.on_newest) == ((), ())
    assert [(e.agency_id, e.last_listed_after) for e in delaware.gone_before] == [
        ("de-camden-police", "2025-05-02")
    ]


def test_a_state_without_a_mandate_says_where_there_is_one(registry: Registry) -> None:
    with pytest.raises(RulesError, match="AR, FL, GA, TN, TX"):
        mandate(registry, "OH")
    with pytest.raises(RulesError, match="MD"):
        bans(registry, "TX")


def test_maryland_after_its_ban(registry: Registry) -> None:
    """Counted by hand: the last two stand on the list of 14 May 2026 and not on that of 18 May."""
    (ban,) = bans(registry, "MD", date(2026, 5, 18), today=TODAY)
    assert ban.lists_after == 29
    assert [(e.agency_id, e.days_after, e.first_without) for e in ban.still_listed[:2]] == [
        ("md-garrett-county-sheriff", 86, "2026-05-18"),
        ("md-washington-county-sheriff", 86, "2026-05-18"),
    ]
    assert sorted(e.days_after for e in ban.still_listed) == [0, 0, 0, 0, 0, 14, 86, 86], (
        "the first day itself counts"
    )
    assert ban.on_newest == ()
    (before,) = bans(registry, "MD", date(2026, 5, 14), today=TODAY)
    assert [e.agency_id for e in before.on_newest] == [e.agency_id for e in ban.still_listed[:2]]


def test_a_ban_after_the_newest_list_claims_nothing(registry: Registry) -> None:
    (ban,) = bans(registry, "NY", date(2026, 5, 18), today=TODAY)
    assert (ban.lists_after, ban.still_listed) == (0, ())
    assert len(ban.on_newest) == 14
    assert any("not known here" in note for note in ban.notes)


def test_a_directive_to_state_agencies_covers_only_those(registry: Registry) -> None:
    (ban,) = bans(registry, "VA", today=TODAY)
    assert {e.agency_id for e in ban.still_listed}
    assert not [e for e in ban.still_listed if "sheriff" in e.agency_id]


def test_a_population_floor_needs_a_population() -> None:
    binding = (BoundGroup(("sheriff",), None, "any", 1000, "sign"),)
    assert is_bound(binding, "sheriff", "county", "48271", None).truth is Truth.UNCLEAR
    assert is_bound(binding, "sheriff", "county", "48271", 999).truth is Truth.NO
    assert is_bound(binding, "sheriff", "county", "48271", 1000).truth is Truth.YES
    assert is_bound(binding, "municipal_police", "municipal", "48271", 10**6).truth is Truth.NO


def test_a_table_that_lacks_a_jail_proves_nothing(registry: Registry) -> None:
    lacking = [r for r in mandate(registry, "AR").rows if not reference.jails()[r.county_fips].jail_count]
    assert "Grant County, AR" in {r.county for r in lacking}
    assert {r.bound for r in lacking} == {Truth.UNCLEAR}
    sebastian = next(r for r in mandate(registry, "AR").rows if r.county == "Sebastian County, AR")
    assert sebastian.bound is Truth.YES, "its detention center holds adults and youths"
    assert mandate(registry, "AR").totals[-1].not_bound == 0


def test_a_jail_nobody_lists_is_told_as_such() -> None:
    assert jail_fact("48301").runs is Truth.NO  # Loving County, Texas
    assert jail_fact("48271").year == 2021
    assert jail_fact("99999").runs is Truth.UNCLEAR


def test_bound_in_one_county() -> None:
    found = bound_in("TX", "48271", TODAY)
    assert found is not None
    assert found[1].truth is Truth.YES
    assert bound_in("TX", "48271", date(2025, 12, 31)) is None
    assert bound_in("OH", "39001", TODAY) is None
