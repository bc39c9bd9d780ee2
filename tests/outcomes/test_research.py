"""Research: nothing told that was not read, both directions, strength by how a study was made."""

from __future__ import annotations

import copy
import csv
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from deputized.cli.group import cli
from deputized.outcomes import research
from deputized.outcomes.errors import OutcomesError
from deputized.reference import fold


def entry(**changes: object) -> dict[str, object]:
    found = copy.deepcopy(next(e for e in research._file()["studies"] if e["id"] == "tome-2021"))
    return {**found, **changes}


def test_every_study_says_what_it_must_in_both_languages() -> None:
    for s in research.studies():
        assert s.place.en and s.place.es and s.cannot_tell.en and s.cannot_tell.es
        assert s.finding.en != s.finding.es or not s.finding.en
        assert s.url.startswith("http")
        assert s.read != "none" or s.grade == 0


def test_strength_is_of_the_design_and_not_of_the_finding() -> None:
    strong = research.read_study(entry(design="staggered"))
    assert (strong.grade, strong.strength) == (4, "strong")
    for finds in research.FINDS:
        assert research.read_study(entry(design="staggered", finds=finds)).grade == 4
    assert research.read_study(entry(design="staggered", reviewed=False)).grade == 3
    assert research.read_study(entry(design="staggered", about="secure_communities")).grade == 3
    assert research.read_study(entry(design="description", reviewed=False, about="other")).grade == 1
    grades = {s.study_id: s.grade for s in research.studies()}
    assert grades["dee-murphy-2020"] == 4
    assert grades["theodore-2013"] == 1, "a survey, no journal, not of 287(g) alone"


def test_both_directions_are_there() -> None:
    crime = {s.finds for s in research.evidence("crime")}
    assert {"none", "mixed", "down"} <= crime
    health = {s.finds for s in research.evidence("health")}
    assert {"down", "none"} <= health


def test_the_interval_is_the_one_published() -> None:
    tome = next(s for s in research.studies() if s.study_id == "tome-2021")
    assert (tome.estimate, tome.low, tome.high) == (-58.54, -83.52, -33.54)
    assert "95 percent" in tome.number
    assert "interval not held" in next(s for s in research.studies() if s.study_id == "jacome-2022").number


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"design": "guess"}, "design is 'guess'"),
        ({"topic": "weather"}, "topic is 'weather'"),
        ({"read": "none"}, "nobody read it"),
        ({"low": None}, "low and high go together"),
        ({"low": 5, "high": 1}, "low and high go together"),
        ({"finding": {"en": "x"}}, "must be said in en and es"),
        ({"url": ""}, "url is missing"),
    ],
)
def test_an_entry_that_says_too_little_is_refused_by_name(changes: dict[str, object], says: str) -> None:
    with pytest.raises(OutcomesError, match=f"tome-2021: .*{says}"):
        research.read_study(entry(**changes))


@pytest.mark.corpus
def test_every_study_of_the_shared_list_is_taken_up_or_read_and_left(shared_facts: Path) -> None:
    with (shared_facts / "research_literature.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    mine = {re.findall(r"\w+", fold(s.authors))[0] for s in research.studies()}
    missing = [r["authors"] for r in rows if not mine & set(re.findall(r"\w+", fold(r["authors"])))]
    assert missing == ["Unnamed Chicago MA thesis", *["US DOJ Civil Rights Division"] * 2]
    titles = " ".join(s.title + s.authors for s in research.studies())
    assert "Maricopa" in titles and "Alamance" in titles and "Knowledge@UChicago 3299" in titles


def test_topics_are_found_by_any_word() -> None:
    assert research.topic_of("crime and public safety") == "crime"
    assert research.topic_of("confianza") == "reporting"
    assert research.topic_of("ESCUELAS") == "schools"
    for word in ("weather", "", "and"):
        with pytest.raises(OutcomesError, match="topics are crime"):
            research.topic_of(word)


def test_the_command() -> None:
    run = CliRunner()
    text = run.invoke(cli, ["evidence", "crime"]).stdout
    assert "no effect" in text and "cannot tell" in text and "What a study found counts for nothing" in text
    spanish = run.invoke(cli, ["evidence", "health", "--language", "es"]).stdout
    assert "no puede decir" in spanish and "cannot tell" not in spanish
    assert "-58.54" in spanish
    rows = json.loads(run.invoke(cli, ["evidence", "--format", "json"]).stdout)
    assert {r["topic"] for r in rows} == set(research.topics())
    assert run.invoke(cli, ["evidence", "weather"]).exit_code == 2
    assert len(run.invoke(cli, ["evidence", "--format", "csv"]).stdout.splitlines()) > len(rows)
