"""One road from what is written to the body meant: every command that takes an agency answers alike."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deputized.cli.group import cli
from deputized.library import Registry
from deputized.library.county import county_of
from deputized.library.find_body import Doubtful, NotListed, body_of, find
from deputized.places import PlaceError


@pytest.fixture(scope="module")
def run(registry_file: Path):  # type: ignore[no-untyped-def]
    def go(*words: str) -> Result:
        return CliRunner().invoke(cli, [*words, "--registry", str(registry_file)])

    return go


WORDINGS = ("Kinney Co. S.O., Tex.", "alguacil del condado de Kinney", "TX1360000", "78832")


@pytest.mark.parametrize("asked", WORDINGS)
def test_every_command_takes_any_wording(run, asked: str) -> None:  # type: ignore[no-untyped-def]
    for words in (["agency", asked], ["match", asked], ["explain", asked], ["changes", "--agency", asked]):
        done = run(*words, "--format", "json")
        assert done.exit_code == 0, (words, done.output)
        assert "tx-kinney-county-sheriff" in done.stdout
    county = run("county", asked, "--format", "json")
    assert json.loads(county.stdout)["county"]["fips"] == "48271"


MONEY = ["money", "agency", "--officers", "2", "--salary", "52000", "--benefits", "0.38"]


@pytest.mark.parametrize(
    "words",
    [["agency"], ["match"], ["explain"], ["changes", "--agency"], ["mandate"], MONEY],
    ids=" ".join,
)
def test_a_doubtful_name_exits_2_and_names_the_candidates_by_people(run, words: list[str]) -> None:  # type: ignore[no-untyped-def]
    done = run(*words, "Harris County Sheriff")
    assert done.exit_code == 2
    assert 0 < done.stderr.index("ORI TX1010000") < done.stderr.index("ga-harris-county-sheriff")


def test_the_law_of_a_body_that_never_signed_is_told(run) -> None:  # type: ignore[no-untyped-def]
    told = run("mandate", "Harris County Sheriff, TX")
    assert told.exit_code == 0
    assert "Harris County Sheriff's Office, TX: SB 8 binds it (" in told.stderr
    cook = run("agency", "Cook County Sheriff, IL")
    assert cook.exit_code == 0
    assert "Illinois: on no list we hold to 18 May 2026; Keep Illinois Families Together Act" in cook.stdout
    assert "forbids agreements" in cook.stdout
    assert run("mandate", "Texos").exit_code == 2


def test_search_finds_bodies_on_no_list_and_stays_in_the_state(registry: Registry) -> None:
    rows = registry.search("Washington County Sheriff", limit=40)
    assert {r["standing"] for r in rows} >= {"listed", "never listed"}
    assert {r["score"] for r in rows} == {1.0}
    assert {r["state"] for r in registry.search("Spingfield Police, Tenn.")} == {"TN"}
    best = registry.search("kiney cnty sherif")
    assert best[0]["agency_id"] == "tx-kinney-county-sheriff"
    assert 0.8 < best[0]["score"] < 1.0
    assert [r["score"] for r in best] == sorted((r["score"] for r in best), reverse=True)
    assert registry.search("保安官") == []


def test_the_library_answers_asks_or_says_that_nothing_is_held(registry: Registry) -> None:
    assert find(registry, "Kinney SO", "Texas") == "tx-kinney-county-sheriff"
    assert registry.agency("Kinney SO", "Texas")["agency_id"] == "tx-kinney-county-sheriff"
    with pytest.raises(
        NotListed, match="Texas: on older lists from February 2009 to December 11, 2016"
    ) as none_held:
        registry.agency("Harris County Sheriff, TX")
    assert none_held.value.body.ori == "TX1010000"
    with pytest.raises(Doubtful) as asked:
        body_of(registry, "Harris County Sheriff")
    assert [b.state for b in asked.value.candidates] == ["TX", "GA"]
    with pytest.raises(LookupError, match="ask by id"):
        registry.agency("x" * 10_000)


def test_a_county_is_asked_for_by_code_zip_or_an_office_in_it(registry: Registry) -> None:
    for asked in ("48201", "ZIP 77002", "Harris County Sheriff, TX", "TX1010000", "Bellaire PD, TX"):
        assert county_of(registry, asked).fips == "48201", asked
    with pytest.raises(PlaceError, match="it is now Oglala Lakota County, SD"):
        county_of(registry, "46113")
    with pytest.raises(PlaceError, match=r"lies in 3 counties: .*Saratoga County, NY \(FIPS 36091\)"):
        county_of(registry, "ZIP 12086")
    with pytest.raises(PlaceError, match="Hialeah is a town in Miami-Dade"):
        county_of(registry, "Hialeah, FL")
