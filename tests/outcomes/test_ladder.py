"""Paper and practice: every step has a source or is not known, days and knowledge bound it, nobody's is a neighbor's."""

from __future__ import annotations

import json
from datetime import date

import pytest
from click.testing import CliRunner

from deputized.cli.group import cli
from deputized.library import Registry
from deputized.outcomes import ladder
from deputized.outcomes.errors import OutcomesError


@pytest.fixture(scope="module")
def every(registry: Registry) -> list[ladder.Ladder]:
    return ladder.Ladders(registry).all()


def test_each_agreement_in_force_has_every_step(registry: Registry, every: list[ladder.Ladder]) -> None:
    assert len(every) == len(registry.as_of())
    for one in every:
        assert [s.step for s in one.steps] == list(ladder.STEPS)
        for s in one.steps:
            assert s.is_known == bool(s.source), s
            assert s.words


def test_every_evidence_is_of_an_agency_on_the_lists(registry: Registry) -> None:
    known = {r["agency_id"] for r in registry.rows("SELECT agency_id FROM agencies")}
    for e in ladder.practice():
        assert registry.clocks.agency_known(e.agency_id, None) in known, e
        held = [a for a in registry.as_of() if a.agency_id == e.agency_id and e.model in ("", a.model)]
        assert held, f"{e.agency_id} holds no {e.model} agreement"


def test_a_hand_read_document_beats_the_list_and_the_list_is_told_as_ices_signature(
    registry: Registry, every: list[ladder.Ladder]
) -> None:
    read = {d["agreement_id"]: d for d in ladder.hand_read(registry)}
    shown = [one for one in every if one.agreement_id in read]
    assert shown
    for one in shown:
        day = read[one.agreement_id]["ice_signed_date"]
        assert next(s for s in one.steps if s.step == "countersigned").by == date.fromisoformat(day)
    other = next(one for one in every if one.agreement_id not in read)
    assert not other.steps[0].is_known and "29 of 33" in other.steps[1].words


def test_days_and_knowledge_bound_what_is_seen(registry: Registry) -> None:
    def step(name: str, *when: str | None) -> ladder.LadderStep:
        one = ladder.ladders_of(registry, "mo-highway-patrol", *when)[0]
        return next(s for s in one.steps if s.step == name)

    assert step("trained").told == "by 2025-09-26"
    assert not step("trained", "2025-09-01").is_known
    assert not step("first_detainer", "2026-03-01").is_known, "it may have been later: by the end of March"
    assert not step("trained", None, "2026-02-01").is_known, "the source is of March 2026"


def test_what_does_not_name_the_agreement_is_told_so(registry: Registry) -> None:
    found = ladder.ladders_of(registry, "tx-lavaca-county-sheriff")
    assert {one.model for one in found} == {"JEM", "TFM", "WSO"}
    for one in found:
        assert [s.is_of_agreement for s in one.practice] == [False]
    wso = next(one for one in ladder.ladders_of(registry, "fl-polk-county-sheriff") if one.model == "WSO")
    assert not wso.practice, "the payment is of the task force agreement"


def test_quiet_adds_up(registry: Registry, every: list[ladder.Ladder]) -> None:
    found = ladder.quiet(registry)
    assert sum(q.agreements for q in found) == len(every)
    assert sum(q.seen for q in found) == sum(bool(one.practice) for one in every)
    for q in found:
        assert q.under_3 + q.to_6 + q.to_12 + q.over_12 == q.nothing_seen
    texas = ladder.quiet(registry, "TX", "tfm")
    assert [(q.state, q.model) for q in texas] == [("TX", "TFM")]
    before = ladder.quiet(registry, as_of="2025-12-12")
    assert sum(q.agreements for q in before) == len(registry.as_of("2025-12-12"))


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [("2025-01-31", "2025-02-28", 0), ("2025-01-31", "2025-03-31", 2), ("2025-06-15", "2026-06-15", 12), ("2026-01-02", "2026-01-01", 0)],
)  # fmt: skip
def test_whole_months(first: str, last: str, months: int) -> None:
    assert ladder.months_between(date.fromisoformat(first), date.fromisoformat(last)) == months


def test_a_row_that_is_not_as_it_must_be_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    good = {
        "agency_id": "x", "model": "", "step": "trained", "from": "", "by": "2026-01-01", "words": "w", "source_title": "t",
        "source_url": "u", "source_date": "2026", "confidence": "single source",
    }  # fmt: skip
    for change, says in (
        ({"step": "signed"}, "line 2: step 'signed'"),
        ({"by": "soon"}, "line 2: .*write days"),
        ({"from": "2026-02-01"}, "line 2: from 2026-02-01 is after"),
    ):
        monkeypatch.setattr(ladder, "read_rows", lambda _name, row=good | change: [row])
        with pytest.raises(OutcomesError, match=says):
            ladder.practice()


def test_the_commands(registry_file: object) -> None:
    def run(*words: str) -> str:
        done = CliRunner().invoke(cli, ["outcomes", *words, "--registry", str(registry_file)])
        assert done.exit_code == 0, done.output
        return done.stdout

    assert "not known" in run("ladder", "mo-highway-patrol")
    rows = json.loads(run("ladder", "mo-highway-patrol", "--format", "json"))
    assert [r["step"] for r in rows] == list(ladder.STEPS)
    assert run("quiet", "--state", "TX").count("TX") == 3
    assert json.loads(run("quiet", "--state", "TX", "--format", "json"))[0]["nothing_seen"] > 0
