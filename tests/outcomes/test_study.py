"""The study: the published values of mpdta, planted effects found again with real starts, and what cannot be told said.

Outcomes of the last tests are made here and stand for nothing: no outcome by county and month is held.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from moderndid import load_mpdta

from deputized.cli.group import cli
from deputized.library import Registry
from deputized.outcomes.errors import OutcomesError
from deputized.outcomes.study import Beginnings, beginnings, estimate, study
from deputized.outcomes.study_data import read_outcome
from deputized.report.study import SAYS, page


def test_the_published_example_is_reproduced() -> None:
    """County employment and minimum wages, 2003 to 2007: the example of R's package did, without covariates."""
    held = load_mpdta().to_pandas()
    frame = held.rename(columns={"countyreal": "unit", "year": "period", "lemp": "y", "first.treat": "first"})
    found = estimate(frame, "never")
    told = [round(x.estimate, 4) for x in (found.simple, found.dynamic, found.group, found.calendar)]
    assert told == [-0.0400, -0.0772, -0.0310, -0.0417]
    assert {t: round(x.estimate, 4) for t, x in found.by_time if t >= 0} == {
        0: -0.0199, 1: -0.0510, 2: -0.1373, 3: -0.1008,
    }  # fmt: skip
    assert [(g, n, round(x.estimate, 4)) for g, n, x in found.by_cohort] == [
        (2004, 20, -0.0797), (2006, 40, -0.0229), (2007, 131, -0.0261),
    ]  # fmt: skip
    assert found.simple.error == pytest.approx(0.0120, abs=5e-4)
    assert found.dynamic.error == pytest.approx(0.0200, abs=5e-4)
    assert found.trend_p is not None and found.trend_p > 0.05
    assert all(b.low is not None and b.low < found.dynamic.estimate < (b.high or 0) for b in found.bounds)


@pytest.fixture(scope="module")
def starts(registry: Registry) -> Beginnings:
    return beginnings(registry, "tfm")


def test_starts_are_the_registrys(registry: Registry, starts: Beginnings) -> None:
    assert starts.first["48271"] == 2025 * 12 + 2, "Kinney, 26 March 2025"
    every = beginnings(registry, "agreement")
    assert every.unknown and every.earlier and "04013" in every.earlier | every.unknown, "Maricopa, 2007"
    assert all(every.first[fips] <= month for fips, month in starts.first.items())
    assert beginnings(registry, "mandate").first["48271"] == 2026 * 12, "Texas, from January 2026"


def made(starts: Beginnings, effect: float, path: Path, counties: int = 260) -> Path:
    """A made outcome: every county on its own level, a common trend, and `effect` from its first Task Force month on."""
    chance = np.random.default_rng(7)
    months = range(2024 * 12 + 8, 2025 * 12 + 10)
    begun = [f for f, m in starts.first.items() if months[0] < m <= months[-1] and f not in starts.earlier]
    others = ["06037", "36061", "17031", "53033", "41051", "08031", "34013", "25025", "24510", "27053"]
    others += [f"17{n:03}" for n in range(1, 61, 2)] + [f"53{n:03}" for n in range(1, 60, 2)]
    others = [f for f in others if f not in starts.first]
    rows = []
    for n, fips in enumerate([*sorted(begun)[:counties], *dict.fromkeys(others)]):
        level = chance.normal(10, 3)
        for m in months:
            on = fips in starts.first and m >= starts.first[fips]
            rows.append(
                (fips, f"{m // 12}-{m % 12 + 1:02}", level + 0.05 * m + effect * on + chance.normal(0, 0.5))
            )
        assert n < 500
    pd.DataFrame(rows, columns=["fips", "month", "rate"]).to_csv(path, index=False)
    return path


def test_a_planted_effect_is_found_and_none_is_not(
    registry: Registry, starts: Beginnings, tmp_path: Path
) -> None:
    for effect in (2.0, 0.0):
        data = read_outcome(made(starts, effect, tmp_path / "y.csv"), "rate")
        found = study(registry, data, "tfm", "never", placebos=9)
        e = found.estimates
        assert found.treated > 150 and found.compared > 30
        for x in (e.simple, e.dynamic):
            assert x.low is not None and x.high is not None and x.low < effect < x.high, (effect, x)
        assert e.group.estimate == pytest.approx(effect, abs=0.3)
        assert e.placebo_p is not None and (e.placebo_p <= 0.1) == (effect > 0)
        assert {"chosen", "spill", "no_cause", "listed", "towns"} <= set(found.cannot)
    for language in SAYS:
        text = page(found, language)
        assert "<svg" in text and "http" not in text.replace("http://www.w3.org/2000/svg", "")
        assert all(SAYS[language][code].format(n=found.ended) for code in found.cannot)


def test_both_languages_say_the_same_things() -> None:
    assert SAYS["en"].keys() == SAYS["es"].keys()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("fips,month,rate\n99999,2025-01,1\n", "row 2"),
        ("fips,month,rate\n48271,2025-01,1\n48271,2025-01,2\n", "row 3"),
        ("fips,month,rate\n48271,13/2025,1\n", "2025-03"),
        ("fips,month,rate\n48271,2025-01,many\n", "no number"),
        ("fips,month,rate\n48271,2025-01,1\n48271,2025,1\n", "months and years"),
        ("county,rate\n48271,1\n", "--time"),
        ("fips,month,other\n48271,2025-01,1\n", "other"),
        ("fips,month,rate\n48271,2025-01,1\n48271,2025-02,1\n", "three"),
        ("", "table"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, text: str, word: str) -> None:
    (tmp_path / "y.csv").write_text(text, encoding="utf-8")
    with pytest.raises(OutcomesError, match=word):
        read_outcome(tmp_path / "y.csv", "rate")


def test_an_outcome_of_years_before_the_lists_is_refused(registry: Registry, tmp_path: Path) -> None:
    """ICE's results by agency end in 2013, and of those without an agreement there are none: nothing to compare."""
    rows = "".join(
        f"{f},{y},{n}\n" for f in ("04013", "48201", "06037") for n, y in enumerate(range(2006, 2014))
    )
    (tmp_path / "y.csv").write_text("fips,year,identified\n" + rows, encoding="utf-8")
    with pytest.raises(OutcomesError, match="no effect to estimate"):
        study(registry, read_outcome(tmp_path / "y.csv", "identified"))


def test_the_command(registry_file: Path, starts: Beginnings, tmp_path: Path) -> None:
    source = made(starts, 1.0, tmp_path / "y.csv", counties=60)
    words = [
        "study",
        str(source),
        "--outcome",
        "rate",
        "--event",
        "tfm",
        "--placebos",
        "0",
        "--registry",
        str(registry_file),
    ]
    done = CliRunner().invoke(cli, [*words, "-o", str(tmp_path / "s.html"), "--language", "es"])
    assert done.exit_code == 0, done.output
    assert "Lo que esto no puede mostrar" in done.stdout and (tmp_path / "s.html").is_file()
    done = CliRunner().invoke(cli, [*words, "-f", "json"])
    assert json.loads(done.stdout)["treated"] >= 40
    assert CliRunner().invoke(cli, [*words[:3], "none"]).exit_code == 1
