"""State law: what is law, since when, and that a wrong entry stops everything."""

from __future__ import annotations

import csv
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputized.rules import laws, laws_of, posture_of, postures
from deputized.rules.days import Truth
from deputized.rules.sources import GENERAL, RulesError, read_entries
from deputized.rules.statutes import LAW, Posture, read_laws

TODAY = date(2026, 11, 24)
DAYS = st.dates(date(1996, 1, 1), date(2035, 12, 31))


def entry(law_id: str) -> dict[str, Any]:
    return deepcopy(next(e for e in read_entries("laws.yml") if e["id"] == law_id))


@pytest.mark.parametrize(
    ("state", "day", "posture"),
    [
        ("TX", date(2026, 1, 1), Posture.MANDATES),
        ("TX", date(2025, 12, 31), Posture.NOTHING),
        ("FL", date(2025, 2, 13), Posture.MANDATES),
        ("NY", date(2026, 8, 24), Posture.NOTHING),
        ("NY", date(2026, 8, 25), Posture.FORBIDS),
        ("MD", date(2026, 2, 17), Posture.FORBIDS),
        ("MD", date(2026, 2, 16), Posture.NOTHING),
        ("CA", date(2018, 1, 1), Posture.FORBIDS),
        ("VA", date(2025, 6, 1), Posture.MANDATES),
        ("VA", date(2026, 3, 1), Posture.FORBIDS),
        ("VA", date(2026, 11, 24), Posture.RESTRICTS),
        ("VA", date(2028, 7, 1), Posture.FORBIDS),
        ("CT", TODAY, Posture.RESTRICTS),
        ("IL", date(2018, 6, 1), Posture.NOTHING),
        ("OR", date(2015, 6, 1), Posture.NOTHING),
        ("NC", TODAY, Posture.COOPERATE),
    ],
)
def test_the_law_on_a_day(state: str, day: date, posture: Posture) -> None:
    assert posture_of(state, day).posture is posture


def test_an_order_for_state_agencies_is_told_after_what_binds_sheriffs() -> None:
    virginia = posture_of("VA", TODAY)
    assert [law.law_id for law in virginia.laws] == ["va-sb783-2026", "va-ed1-2026"]


def test_a_day_nobody_read_is_marked_wherever_it_is_shown() -> None:
    virginia = next(law for law in laws() if law.law_id == "va-sb783-2026")
    assert virginia.shown("effective") == "2026-07-01 (assumed, not read)"
    assert "assumed" in virginia.stands(TODAY)
    assert virginia.in_force(date(2028, 6, 30)) is Truth.UNCLEAR, "on the day it expires nobody knows"


def test_what_a_source_marks_as_general_knowledge_is_no_day() -> None:
    illinois = next(law for law in laws() if law.law_id == "il-way-forward-2021")
    assert illinois.signed is None
    assert "general knowledge" in illinois.printed["signed"]


def test_an_act_our_source_only_names_is_not_law() -> None:
    for law_id in ("or-181a820-1987", "il-trust-2017", "nj-bill-2026", "hi-sb2057-2026"):
        law = next(w for w in laws() if w.law_id == law_id)
        assert not law.is_law
        assert "not told as law" in law.stands(TODAY)


def test_no_law_is_known_before_it_is_signed() -> None:
    for law in laws():
        if law.is_law and law.signed is not None:
            assert not law.known(law.signed.earliest - timedelta(days=1)), law.law_id
    assert [w.law_id for w in laws_of("AR", date(2025, 3, 31))] == []
    assert [w.law_id for w in laws_of("AR", date(2025, 4, 1))] == ["ar-act654-2025"]


def test_a_state_with_only_bills_says_so() -> None:
    assert posture_of("HI", TODAY).certainty == "only what is pending or unverified"
    assert posture_of("LA", TODAY).certainty == "nothing confirmed"
    assert posture_of("AK", TODAY).certainty == "our sources do not speak of this state"
    assert posture_of("TX", date(2025, 12, 31)).certainty == "no law in force that day"


LOST = {
    "FL": ("bill", "who_is_covered"),
    "IN": ("bill",),
    "NJ": ("bill",),
    "OR": ("bill",),
    "IL": ("bill", "date_signed"),
    "VA": ("bill", "who_is_covered", "notes"),
}
"""Fields of the facts that stand in several entries of ours, part by part."""


def test_nothing_the_facts_say_is_lost(shared_facts: Path) -> None:
    with (shared_facts / "state_rules.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        said = " | ".join(
            " ".join(
                [
                    w.bill, w.statute, w.covered, w.models, w.enforcement, w.note, *w.printed.values(), w.source.title,
                    w.source.url, w.source.date, w.source.confidence,
                    *(str(d) for d in (w.signed, w.effective, w.deadline, w.until)),
                ]
            )
            for w in laws()
            if w.state == row["state"]
        )  # fmt: skip
        for field, value in row.items():
            if value in ("", "none") or field in ("state", "posture", *LOST.get(row["state"], ())):
                continue
            assert value in said, (row["state"], field)


@given(DAYS, DAYS)
def test_what_nobody_verified_is_never_law(as_of: date, known_on: date) -> None:
    for found in postures(as_of, known_on):
        for law in found.laws:
            assert law.status in LAW
            assert law.source.confidence != GENERAL


@given(DAYS)
def test_a_law_once_begun_stays_until_it_ends(day: date) -> None:
    for law in laws():
        if law.in_force(day) is Truth.YES and law.until is None:
            assert law.in_force(day + timedelta(days=400)) is Truth.YES
        if law.until is not None and law.until.latest <= day:
            assert law.in_force(day) is Truth.NO


def test_the_record_knows_a_law_from_the_day_of_its_source() -> None:
    known = [law.law_id for law in laws_of("NY", date(2026, 8, 24))]
    assert known == []
    assert [law.law_id for law in laws_of("NY", date(2026, 8, 25))] == ["ny-lclc-2026"]


def test_a_law_whose_first_day_is_unknown_is_unclear_not_law() -> None:
    tennessee = posture_of("TN", TODAY)
    assert (tennessee.posture, tennessee.certainty) == (Posture.MANDATES, "unclear whether in force")
    before = posture_of("TN", date(2026, 4, 1))
    assert [law.law_id for law in before.laws] == ["tn-sb6002-2025"]
    assert before.certainty == "unclear whether in force"


def test_a_law_whose_first_day_is_unknown_is_law_by_its_deadline() -> None:
    florida = next(law for law in laws() if law.law_id == "fl-sb1808-2022")
    assert florida.in_force(date(2022, 12, 31)) is Truth.UNCLEAR
    assert florida.in_force(date(2023, 1, 1)) is Truth.YES
    assert florida.in_force(date(2025, 2, 13)) is Truth.NO


@pytest.mark.parametrize(
    "field",
    ["signed", "effective", "source_title", "source_url", "source_date", "confidence", "bill", "covered"],
)
def test_an_entry_that_lacks_a_day_or_a_source_stops_the_build(field: str) -> None:
    wrong = entry("tx-sb8-2025")
    del wrong[field]
    with pytest.raises(RulesError, match=rf"laws\.yml.*tx-sb8-2025.*{field}"):
        read_laws([wrong], "laws.yml")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("effective", "next year"), ("posture", "likes"), ("status", "perhaps"), ("confidence", "sure"),
        ("satisfied_by", ["ABC"]), ("state", "ZZ"), ("binds", [{"bodies": ["sheriff"], "jail": "maybe"}]),
        ("assumed", ["bill"]), ("effectve", "2026-01-01"),
        ("binds", [{"who": "sheriff"}]), ("binds", [{"bodies": []}]), ("replaced_by", "nothing-like-it"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named(field: str, value: object) -> None:
    with pytest.raises(RulesError, match="tx-sb8-2025"):
        read_laws([entry("tx-sb8-2025") | {field: value}], "laws.yml")


def test_an_id_given_twice_is_refused() -> None:
    with pytest.raises(RulesError, match="twice"):
        read_laws([entry("tx-sb8-2025"), entry("tx-sb8-2025")], "laws.yml")


def test_every_row_of_the_facts_is_here_with_its_source(shared_facts: Path) -> None:
    ours = laws()
    with (shared_facts / "state_rules.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found = [w for w in ours if w.state == row["state"]]
            assert found, row["state"]
            if row["bill"]:
                assert any(w.source.url == row["source_url"] for w in found), row["bill"]
                assert any(w.source.confidence == row["confidence"] for w in found), row["bill"]
