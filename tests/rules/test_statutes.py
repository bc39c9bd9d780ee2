"""State law: what is law on a day and as then known, what courts did to it, and the facts of 2026 row by row."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deputized import reference
from deputized.cli.commands.law import screen
from deputized.rules import laws, laws_of, posture_of, postures
from deputized.rules.acts import Posture
from deputized.rules.courts import rulings, rulings_of
from deputized.rules.days import Truth
from deputized.rules.evidence import address
from deputized.rules.searches import TRIBES, looked, looked_in
from deputized.rules.sources import GENERAL
from deputized.rules.statutes import stale

TODAY = date(2026, 11, 28)
DAYS = st.dates(date(1996, 1, 1), date(2035, 12, 31))
HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def known(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("row", rows("law_days.csv"), ids=lambda r: f"{r['state']}-{r['as_of']}")
def test_the_law_on_a_day_set_by_hand(row: dict[str, str]) -> None:
    day = date.fromisoformat(row["as_of"])
    found = posture_of(row["state"], day, known(row["known_on"]))
    assert (found.posture.value, found.certainty) == (row["posture"], row["certainty"])
    law = next(w for w in (*found.laws, *found.others) if w.law_id == row["law_id"])
    assert row["stands"] in law.stands(day)


@pytest.mark.parametrize("row", rows("law_facts.csv"), ids=lambda r: r["n"])
def test_every_fact_of_2026_is_right_or_shown_as_unsettled(row: dict[str, str]) -> None:
    day = date.fromisoformat(row["as_of"])
    found = posture_of(row["state"], day)
    assert found.posture.value == row["posture"]
    held = {w.law_id for w in laws_of(row["state"])} | {r.ruling_id for r in rulings_of(row["state"])}
    assert set(row["entries"].split(";")) <= held
    assert row["says"] in "\n".join(screen(found))


def test_the_facts_and_our_rows_are_the_same_rows(shared_facts: Path) -> None:
    with (shared_facts / "law_facts_2026.csv").open(encoding="utf-8", newline="") as stream:
        facts = {(r["n"], r["state"]) for r in csv.DictReader(stream)}
    assert facts == {(r["n"], r["state"]) for r in rows("law_facts.csv")}


def test_every_state_has_a_finding_or_a_dated_search() -> None:
    for state in reference.states():
        assert laws_of(state.postal) or looked_in(state.postal), state.postal
    assert looked_in(TRIBES)
    assert all(x.day and x.where and x.url for x in looked())


def test_what_was_not_looked_at_says_so() -> None:
    nothing = posture_of("AK", TODAY, date(2020, 1, 1))
    assert nothing.certainty == "our sources do not speak of this state"
    assert any("was not looked at" in line for line in screen(nothing))
    assert posture_of("AK", TODAY).certainty == "nothing confirmed"
    assert any("we looked and found none, on 2026-09-22" in line for line in screen(posture_of("AK", TODAY)))


def test_the_citation_named_is_the_citation_linked() -> None:
    """Of every source that is the act: what `section` names stands in its address."""
    for entry in (*laws(), *rulings()):
        for source in entry.sources:
            if source.kind in ("act", "court") and source.section:
                named = re.sub(r"[^a-z0-9=]", "", source.section.lower())
                assert named in re.sub(r"[^a-z0-9=]", "", source.url.lower()), (source.title, source.url)


def test_illinois_and_florida_lead_to_the_acts_they_name() -> None:
    by = {w.law_id: w for w in laws()}
    assert "102-0234" in by["il-way-forward-2021"].address
    assert "100-0463" in by["il-trust-2017"].address
    assert by["fl-sb2c-2025"].address.endswith("0908.11")
    assert by["vt-act5-2017"].statute == "20 V.S.A. § 4652"


def test_an_entry_rests_on_sources_with_addresses_and_was_checked() -> None:
    assert len(laws()) >= 80
    for law in laws():
        assert law.sources, law.law_id
        assert law.checked, law.law_id
        for day in law.days:
            assert day.source in law.sources, law.law_id
            if law.source.confidence == "confirmed" and day.certainty == "read":
                assert day.source.read, law.law_id


def test_every_entry_has_two_links_and_each_has_the_shape_of_one() -> None:
    for law in laws():
        links = {s.url for s in law.sources}
        assert len(links) >= 2, law.law_id
        assert all(address(url, law.law_id) == url for url in links)


def test_an_entry_goes_stale_after_120_days() -> None:
    assert stale(TODAY) == ()
    later = stale(max(w.checked for w in laws() if w.checked) + timedelta(days=121))
    assert {w.law_id for w in later} == {w.law_id for w in laws()}
    assert any("read it again" in line for line in screen(posture_of("TX", date(2027, 6, 1))))


def test_a_directive_to_agencies_is_told_after_what_binds_sheriffs() -> None:
    virginia = posture_of("VA", TODAY)
    assert [law.law_id for law in virginia.laws] == ["va-sb783-2026", "va-ed1-2026"]


def test_a_day_nobody_read_is_marked_wherever_it_is_shown() -> None:
    tennessee = next(law for law in laws() if law.law_id == "tn-pc1015-2026")
    assert tennessee.shown("effective") == "2026-05/2026-07-05 (assumed, not read)"
    assert "assumed" in tennessee.stands(TODAY)
    virginia = next(law for law in laws() if law.law_id == "va-sb783-2026")
    assert virginia.in_force(date(2028, 6, 30)) is Truth.UNCLEAR, "on the day it expires nobody knows"


def test_what_is_not_law_is_never_told_as_law() -> None:
    ids = (
        "nj-bill-2025",
        "hi-sb2057-2026",
        "wv-sb615-2026",
        "ky-hb47-2026",
        "id-hb659-2026",
    )
    for law in laws():
        if law.law_id in ids:
            assert not law.is_law
            assert "not told as law" in law.stands(TODAY)


def test_an_injunction_is_known_from_the_day_of_its_source() -> None:
    before = next(w for w in laws_of("VA", date(2026, 8, 15)) if w.law_id == "va-sb783-2026")
    assert "enjoined" not in before.stands(date(2026, 10, 1))
    after = next(w for w in laws_of("VA", date(2026, 9, 1)) if w.law_id == "va-sb783-2026")
    assert "enjoined" in after.stands(date(2026, 10, 1))
    assert "enjoined" not in after.stands(date(2026, 8, 30))


@settings(deadline=None)  # the first call reads the files
@given(DAYS, DAYS)
def test_what_nobody_verified_is_never_law(as_of: date, known_on: date) -> None:
    for found in postures(as_of, known_on):
        for law in found.laws:
            assert law.is_law
            assert law.source.confidence != GENERAL
            assert law.signed is None or law.signed.earliest <= known_on or law.effective is not None


@settings(deadline=None)
@given(DAYS)
def test_a_law_once_begun_stays_until_it_ends(day: date) -> None:
    for law in laws():
        whole = any(r.scope == "whole" for r in law.rulings)
        if law.in_force(day) is Truth.YES and law.until is None and not whole:
            assert law.in_force(day + timedelta(days=400)) is Truth.YES
        if law.until is not None and law.until.latest <= day:
            assert law.in_force(day) is Truth.NO


def test_a_law_whose_first_day_is_unknown_is_law_by_its_deadline() -> None:
    florida = next(law for law in laws() if law.law_id == "fl-sb1808-2022")
    assert florida.in_force(date(2022, 6, 17)) is Truth.YES
    florida = replace(florida, days=tuple(d for d in florida.days if d.what != "in force"))
    assert florida.in_force(date(2022, 12, 31)) is Truth.UNCLEAR
    assert florida.in_force(date(2023, 1, 1)) is Truth.YES
    assert florida.in_force(date(2025, 2, 13)) is Truth.NO


def test_jail_contracts_are_kept_apart() -> None:
    colorado = {w.law_id: w.posture for w in laws_of("CO")}
    assert colorado["co-hb1100-2023"] is Posture.JAIL_CONTRACTS
    assert colorado["co-hb1124-2019"] is Posture.RESTRICTS
