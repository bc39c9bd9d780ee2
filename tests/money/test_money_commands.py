"""money agency, roster, template, rules, check and national, as a person would ask them; and the briefs."""

from __future__ import annotations

import io
import json
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from deputized.cli.group import cli
from deputized.library import Registry
from deputized.money.assumptions import assumptions
from deputized.money.grants import grant_of, grants
from deputized.money.national import national
from deputized.money.payments import check_florida, explain, payments
from deputized.money.plan import Plan
from deputized.money.prefill import known_of
from deputized.money.scenario import scenario
from deputized.report.charts import tornado_svg
from deputized.report.money import brief, brief_html, brief_pdf
from deputized.report.words import LABELS

KINNEY = [
    "money",
    "agency",
    "tx-kinney-county-sheriff",
    "--officers",
    "2",
    "--salary",
    "52000",
    "--benefits",
    "0.38",
]


@pytest.fixture(scope="module")
def ask(registry_file: Path):  # type: ignore[no-untyped-def]
    def go(*words: str) -> Result:
        extra = ["--registry", str(registry_file)] if words[1] in ("agency", "bodies", "national") else []
        return CliRunner().invoke(cli, [*words, *extra])

    return go


def test_florida_is_rebuilt_within_a_thousand_dollars() -> None:
    """3,676 x 7,500 + 10 x 100,000 = 28,570,000 against 28,570,240; 974 x 7,500 + 27 x 100,000 = 10,005,000
    against 10,005,665."""
    state, local = check_florida()
    assert (state.vehicles, state.rebuilt, state.difference) == (10, 28_570_000, 240)
    assert (local.vehicles, local.rebuilt, local.difference) == (27, 10_005_000, 665)
    assert state.holds
    assert local.holds
    assert state.other_fits > 0, "the sum alone does not tell officers from vehicles"


def test_a_payment_that_does_not_fit_is_said_not_to() -> None:
    lee = next(p for p in payments() if p.recipient.startswith("Lavaca"))
    assert not explain(lee, 3).holds


def test_kinney_from_what_is_known(registry: Registry) -> None:
    known = known_of(registry, "tx-kinney-county-sheriff")
    assert (known.models, known.signed, known.population) == (("TFM",), {"TFM": "2025-03-26"}, 3129)
    assert known.force == 8
    assert known.grant is not None
    assert known.grant.maximum == 80_000


@pytest.mark.parametrize(
    ("people", "most"),
    [
        (1, 80_000),
        (99_999, 80_000),
        (100_000, 100_000),
        (499_999, 100_000),
        (500_000, 120_000),
        (999_999, 120_000),
        (1_000_000, 140_000),
    ],
)
def test_texas_grants_by_tier(people: int, most: int) -> None:
    found = grant_of("TX", people)
    assert found is not None
    assert found.maximum == most
    assert grant_of("OH", people) is None
    assert all(g.source.confidence for g in grants())


def test_the_national_run(registry: Registry) -> None:
    found = national(registry, date(2026, 1, 26), 70_000, 0.38)
    assert found.agencies == registry.status(as_of="2026-01-26", model="TFM").resolved.agencies
    low, middle, high = (p.total for p in found.projections)
    assert low < middle < high
    assert middle == pytest.approx(13_800 * (70_000 * 1.38 + 7_000 + 4 * 500))
    assert 0 < found.share_of_force[0] < found.share_of_force[1] < 1
    assert found.why_they_differ
    assert len(found.by_agency) == found.agencies, "every agency has its part"
    assert sum(a.year[0] for a in found.by_agency) == pytest.approx(low)
    assert sum(a.year[1] for a in found.by_agency) == pytest.approx(high)
    assert sum(a.equipment_once[1] for a in found.by_agency) == pytest.approx(found.equipment_once[1])
    assert {a.force_source.split(":")[0] for a in found.by_agency} == {"FBI", "inferred"}
    assert [(y, v) for y, v, _ in found.published] == [(2026, 1.4e9), (2026, 2.0e9), (2027, 3.4e9)]


def test_what_is_not_given_is_estimated_and_marked(ask) -> None:  # type: ignore[no-untyped-def]
    asked = ["money", "agency", "tx-kinney-county-sheriff", "--draws", "200", "--format", "json"]
    found = json.loads(ask(*asked).stdout)
    assert found["estimates"] == ["salary", "officers", "benefits"]
    assert "BLS" in found["inputs"]["salary"]
    own = json.loads(ask(*asked, "--officers", "2", "--salary", "52000", "--benefits", "0.38").stdout)
    assert own["estimates"] == []
    assert (own["officers"], own["salary"], own["benefits"]) == (2, 52_000, 0.38)


def test_kinney_on_one_screen(ask) -> None:  # type: ignore[no-untyped-def]
    result = ask(*KINNEY, "--until", "2027-09-30", "--draws", "500")
    assert result.exit_code == 0, result.output
    for words in (
        "No reimbursement is promised",
        "Most the agency advances",
        "FBI, sworn officers reported for",
        "assumed, no source",
    ):
        assert words in result.stdout
    again = ask(*KINNEY, "--until", "2027-09-30", "--draws", "500")
    assert again.stdout == result.stdout


def test_agency_in_every_format(ask) -> None:  # type: ignore[no-untyped-def]
    for format_ in ("csv", "json", "ndjson"):
        result = ask(
            *KINNEY, "--draws", "200", "--start", "2026-01-01", "--months", "12", "--format", format_
        )
        assert result.exit_code == 0, result.output
        if format_ == "json":
            assert len(json.loads(result.stdout)["point_by_month"]) == 12
            assert "NaN" not in result.stdout


def test_assumptions_can_be_set(ask) -> None:  # type: ignore[no-untyped-def]
    found = json.loads(ask(*KINNEY, "--draws", "200", "--assume", "paid_share=0", "--format", "json").stdout)
    assert found["answers"]["received"]["p90"] == 0
    assert ask(*KINNEY, "--assume", "paid_share").exit_code == 2
    assert ask(*KINNEY, "--assume", "luck=1").exit_code == 2
    assert (
        ask(
            "money", "agency", "nobody at all", "--officers", "1", "--salary", "1", "--benefits", "0"
        ).exit_code
        == 2
    )


def test_a_roster_from_its_template_to_its_sheet(ask, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    from openpyxl import load_workbook

    roster, sheet = tmp_path / "roster.csv", tmp_path / "claim.xlsx"
    assert ask("money", "template", "-o", str(roster)).exit_code == 0
    with roster.open("a", encoding="utf-8") as stream:
        stream.write("=7,TFM,2025-09-01,,52000,0.38,2025Q4,400,37.5,0.92\n")
    refused = ask("money", "roster", str(roster))
    assert refused.exit_code == 1
    assert "row 2, officer_id" in refused.output
    roster.write_text(roster.read_text(encoding="utf-8").replace("=7", "-7"), encoding="utf-8")
    result = ask("money", "roster", str(roster), "-o", str(sheet))
    assert result.exit_code == 0, result.output
    assert "cap of a quarter" in result.stdout
    lines = load_workbook(sheet)["lines"]
    assert lines["F2"].value == "=D2-E2"
    assert lines["D2"].value == "=ROUND(roster!$E$2*roster!$R$2/roster!$J$2,2)"
    assert lines["D8"].value == "=SUM(D2:D7)"
    values = load_workbook(sheet, data_only=True)["lines"]
    assert values["D8"].value == pytest.approx(sum(values[f"D{n}"].value for n in range(2, 8)))
    out = tmp_path / "claim.csv"
    assert ask("money", "roster", str(roster), "-o", str(out)).exit_code == 0
    assert "'-7" in out.read_text(encoding="utf-8"), "no spreadsheet runs an officer's number"


@pytest.mark.parametrize("words", [["rules"], ["reports"], ["check"], ["national", "--as-of", "2026-01-26"]])
def test_every_format(ask, words: list[str]) -> None:  # type: ignore[no-untyped-def]
    for format_ in ("table", "csv", "json", "ndjson"):
        result = ask("money", *words, "--format", format_)
        assert result.exit_code == 0, result.output
        assert result.stdout.strip()


HOSTILE = Plan(
    "<script>alert(1)</script> #panic() \u202e",
    "TFM",
    2,
    52_000.0,
    0.38,
    date(2026, 1, 1),
    12,
    until=date(2026, 7, 1),
)


def test_a_brief_fetches_nothing_and_runs_nothing() -> None:
    page = brief_html(scenario(HOSTILE, 200), date(2026, 11, 24))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")
    assert page.count("<svg") == 2


def test_the_pdf_is_tagged_and_the_same_each_time() -> None:
    found = scenario(HOSTILE, 200)
    pdf = brief_pdf(found, date(2026, 11, 24))
    assert pdf.startswith(b"%PDF-")
    assert b"pdfuaid" in pdf
    assert b"/StructTreeRoot" in pdf
    assert brief_pdf(found, date(2026, 11, 24)) == pdf


def sizes_of(pdf: PdfReader) -> set[float]:
    """Of every text in it, plots too, as printed."""
    found: set[float] = set()

    def saw(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip():
            found.add(abs(size * tm[3] * cm[3]))

    for page in pdf.pages:
        page.extract_text(visitor_text=saw)
    return found


def test_what_moves_nothing_that_is_told_has_no_bar() -> None:
    """Of an assumption whose two ends read alike, a bar would say that it matters."""
    found = scenario(HOSTILE, 200)
    still = replace(found.tornado[0], cost_at_low=12_345_001.0, cost_at_high=12_345_002.5)
    page = brief(replace(found, tornado=(still, *found.tornado)), date(2026, 11, 24))
    assert page.tornado and all(low != high for _, low, high in page.tornado)
    assert "$12," not in tornado_svg(replace(found, tornado=(still,)))


def test_every_assumption_has_a_name_for_people() -> None:
    assert set(LABELS) == set(assumptions())


@pytest.mark.parametrize(
    "plan",
    [
        replace(
            HOSTILE,
            agency="Department of Highway Safety and Motor Vehicles, Division of Florida Highway Patrol, FL",
        ),
        replace(
            HOSTILE, months=240, new_posts=2, grant_maximum=80_000.0, until=date(2030, 1, 15), force=2_000
        ),
        replace(HOSTILE, model="WSO", until=None, grant_maximum=140_000.0),
        replace(HOSTILE, officers=90_000, salary=200_000.0, new_posts=90_000),
    ],
)
def test_the_brief_is_one_sheet_that_can_be_read(plan: Plan) -> None:
    found = scenario(plan, 200)
    pdf = PdfReader(io.BytesIO(brief_pdf(found, date(2026, 11, 24))))
    assert len(pdf.pages) == 2, "front and back"
    assert min(sizes_of(pdf)) >= 7.9, "points"
    page = brief(found, date(2026, 11, 24))
    for what, value, source in (*page.inputs, *page.assumptions):
        assert what
        assert value
        assert source, f"{what} says where it is from"


def test_florida_s_programme_is_named_and_its_sum_asked_for(ask) -> None:  # type: ignore[no-untyped-def]
    words = ["money", "agency", "fl-alachua-county-sheriff", *KINNEY[3:], "--draws", "200"]
    result = ask(*words)
    assert result.exit_code == 0, result.output
    assert "F.S. 908.1033" in result.stdout
    assert "give --grant" in result.stdout
    given = json.loads(ask(*words, "--grant", "50000", "--format", "json").stdout)
    assert given["grant_maximum"] == 50_000
    assert given["inputs"]["grant_maximum"] == "your input"


def test_ten_times_the_draws_take_no_more_than_ten_times_as_long() -> None:
    """In processor time, best of three, with room for noise: a draw costs no more where there are many."""
    plan = replace(HOSTILE, months=60, officers=20, new_posts=5, grant_maximum=80_000.0)

    def cost(draws: int) -> float:
        spent = []
        for _ in range(3):
            begin = time.process_time()
            scenario(plan, draws)
            spent.append(time.process_time() - begin)
        return min(spent)

    assert cost(10_000) < 20 * cost(1_000)


def test_state_survives_the_workbook_and_the_state_file(ask, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    head = "officer_id,model,certified_on,annual_salary,benefits,quarter,overtime_hours,overtime_rate\n"
    from deputized.money.carried import read_carried

    first, second = tmp_path / "q4.csv", tmp_path / "q1.csv"
    first.write_text(head + "1,TFM,2025-11-17,52000,0.38,2025Q4,300,37.5\n", encoding="utf-8")
    second.write_text(head + "1,TFM,2025-11-17,52000,0.38,2026Q1,300,37.5\n", encoding="utf-8")
    book, state = tmp_path / "claim.xlsx", tmp_path / "state.json"
    assert ask("money", "roster", str(first), "-o", str(book), "--state", str(state)).exit_code == 0
    assert read_carried(book) == read_carried(state)
    warned = ask("money", "roster", str(second))
    assert "--claimed-before" in warned.stderr
    for before in (book, state):
        told = ask("money", "roster", str(second), "--claimed-before", str(before))
        assert told.exit_code == 0, told.output
        assert "ceilings" not in told.stdout
        assert "cap of a quarter" in told.stdout
    again = ask("money", "roster", str(first), "--claimed-before", str(book))
    assert again.exit_code == 1
    assert "was claimed before" in again.stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--months", "0"), "0 months: give 1 to 240"),
        (("--force", "0"), "force 0: give the agency's sworn officers in all"),
        (("--salary", "much"), "'much' is not a number"),
        (("--salary", "52.000"), "52,000 or 52.000"),
    ],
)
def test_what_is_given_is_read_or_refused_for_what_it_is(ask, options: tuple[str, str], words: str) -> None:  # type: ignore[no-untyped-def]
    done = ask("money", "agency", "tx-kinney-county-sheriff", "--draws", "100", *options)
    assert done.exit_code == 2
    assert words in done.output


def test_sums_are_read_as_people_write_them(ask) -> None:  # type: ignore[no-untyped-def]
    asked = ("money", "agency", "48271", "--draws", "100", "--format", "json", "--officers", "2")
    written = ask(*asked, "--salary", "$52,000.00", "--benefits", "38%", "--grant", "$1,234.50")
    plain = ask(*asked, "--salary", "52000", "--benefits", "0.38", "--grant", "1234.5")
    assert written.exit_code == 0, written.output
    assert json.loads(written.stdout) == json.loads(plain.stdout)
