"""Numbers people quote, asked as a person would: through the library and through the command."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from bench.gold import publications, rows
from click.testing import CliRunner

from deputized.archive import Ledger
from deputized.cli.group import cli
from deputized.library import Registry


def ask(registry_file: Path, *words: str) -> dict[str, object]:
    """The command's answer as JSON."""
    result = CliRunner().invoke(cli, [*words, "--registry", str(registry_file), "--format", "json"])
    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)
    assert isinstance(answer, dict)
    return answer


@pytest.mark.parametrize(
    ("day", "rows_", "tfm"), [("2025-12-12", 1245, 661), ("2025-12-29", 1274, 684), ("2025-09-03", 957, 473)]
)
def test_rows_on_a_day(registry: Registry, registry_file: Path, day: str, rows_: int, tfm: int) -> None:
    printed = registry.status(as_of=day).printed
    assert (printed.rows, printed.rows_by_model["TFM"]) == (rows_, tfm)
    answer = ask(registry_file, "status", "--as-of", day)
    assert answer["printed"]["rows"] == rows_  # type: ignore[index]


def test_two_lists_of_one_day_are_told_apart(registry: Registry) -> None:
    morning = registry.status(as_of="participating-2025-07-07am").printed.rows
    evening = registry.status(as_of="participating-2025-07-07pm").printed.rows
    assert morning == 777
    assert evening == 776 == registry.status(as_of="2025-07-07").printed.rows
    with pytest.raises(LookupError, match="participating-1999-01-01"):
        registry.status(as_of="participating-1999-01-01")


def test_135_agreements_in_mid_december_2024(registry: Registry) -> None:
    answer = registry.status(as_of="2024-12-15")
    assert answer.resolved.listed == 135
    assert answer.printed.rows_by_model == {"TFM": 0, "JEM": 60, "WSO": 75}
    assert answer.list_used is not None
    assert answer.list_used.published_date == "2024-12-11"
    assert any("no list is dated 2024-12-15" in note for note in answer.notes)


def test_the_42_rows_of_22_september_end_nothing(registry: Registry) -> None:
    answer = registry.status(as_of="2025-09-22")
    assert answer.resolved.listed == 1000
    assert any("participating-2025-09-22pm is not believed" in note for note in answer.notes)


def test_guam_is_no_state(registry: Registry) -> None:
    answer = registry.status(as_of="2025-12-12")
    assert (answer.printed.states, answer.printed.territories) == (39, 1)
    assert [s.state for s in answer.by_state if s.is_territory] == ["GU"]


def test_pennslyvania_keeps_its_agreements(registry: Registry) -> None:
    before = registry.status(as_of="2026-02-17", state="PA").resolved.listed
    during = registry.status(as_of="2026-02-27", state="PA").resolved.listed
    assert during >= before > 60


def test_kinney_county_shows_each_day_as_what_it_is(registry: Registry, registry_file: Path) -> None:
    record = registry.agency("Kinney County Sheriff", "TX")
    assert record["agency_id"] == "tx-kinney-county-sheriff"
    assert record["agreements"][0]["signed_date"] == "2025-03-26"
    document = record["documents"][0]
    assert (document["agency_signed_date"], document["ice_signed_date"]) == ("2025-03-19", "2025-03-25")
    assert document["list_date_is"] == "neither"
    shown = CliRunner().invoke(cli, ["agency", "Kinney County Sheriff, TX", "--registry", str(registry_file)])
    for text in (
        "SIGNED on ICE's list: 2025-03-26",
        "by the agency 2025-03-19",
        "by ICE 2025-03-25",
        "neither signature",
    ):
        assert text in shown.stdout


def test_the_day_on_the_list_is_nearly_always_ices(registry: Registry) -> None:
    assert json.loads(registry.meta["documents_list_date_is"]) == {"agency": 2, "ice": 21, "neither": 2}


def test_newest_list_is_what_is_in_force(registry: Registry) -> None:
    answer = registry.status()
    assert answer.resolved.agreements == answer.resolved.listed == answer.printed.rows
    assert (answer.resolved.signed_not_listed, answer.resolved.omitted) == (0, 0)


def test_1843_agreements_on_18_may_2026(registry: Registry) -> None:
    """Rows and names counted from ICE's workbook with openpyxl alone."""
    answer = registry.status(as_of="2026-05-18")
    assert answer.printed.rows_by_model == {"TFM": 1162, "JEM": 182, "WSO": 499}
    assert answer.resolved.listed == answer.printed.rows == 1843
    assert (answer.resolved.agencies, answer.printed.names) == (1549, 1551)
    assert (answer.printed.states, answer.printed.territories) == (38, 2)


def test_every_list_counts_as_the_labels_say(registry: Registry) -> None:
    files = publications(Ledger.shipped())
    checked = 0
    for label in (*rows("gold_counts.csv"), *rows("recounted.csv")):
        publication = files[label["file"]]
        if publication not in registry.clocks.lists:
            continue
        printed = registry.status(as_of=publication).printed
        ours = (
            printed.rows,
            printed.rows_by_model["TFM"],
            printed.rows_by_model["JEM"],
            printed.rows_by_model["WSO"],
        )
        assert ours == tuple(int(label[c]) for c in ("rows", "tfm_rows", "jem_rows", "wso_rows")), publication
        assert (printed.states, printed.territories) == (int(label["states"]), int(label["territories"])), (
            publication
        )
        assert printed.names == int(label["agencies_by_printed_name"]), publication
        checked += 1
    assert checked >= 208


def test_growth_is_the_lists_own_counts(registry: Registry) -> None:
    series = registry.growth()
    assert len(series) == len(registry.clocks.lists) >= 208
    assert {r["published_date"]: r["tfm"] for r in series}["2026-05-01"] == 1100
    assert all(r["agreements"] == r["tfm"] + r["jem"] + r["wso"] + r["unknown"] for r in series)


def test_the_benchmark_is_the_frozen_one() -> None:
    from bench.__main__ import RESULTS
    from bench.identity import report

    text = report()
    assert text == (RESULTS / "identity.txt").read_text(encoding="utf-8"), (
        "the identity result changed: look, then python -m bench identity --freeze"
    )
    assert "not explained" not in text
    ours = next(line.split() for line in text.splitlines() if line.startswith("deputized"))
    assert float(ours[1]) >= 0.995
    assert float(ours[2]) >= 0.97
    assert float(next(line.split()[-1] for line in text.splitlines() if line.startswith("macro F1"))) >= 0.95


def test_the_labels_are_whole() -> None:
    folder = Path(__file__).parents[2] / "bench" / "gold"
    sizes = {p.name: sum(1 for _ in csv.reader(p.open(encoding="utf-8"))) for p in folder.glob("gold_*.csv")}
    assert sizes["gold_pairs.csv"] == 121
    assert len(sizes) == 6


def test_growth_of_every_state_is_that_of_each(registry: Registry) -> None:
    from deputized.library.growth import growth_by_state

    found = growth_by_state(registry)
    for state in ("TX", "GU", "VT"):
        assert found.get(state, []) == registry.growth(state)
