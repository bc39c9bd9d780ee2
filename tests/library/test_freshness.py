"""How old the newest list is, beside every answer."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from deputized.cli.group import cli
from deputized.library import Registry


@pytest.fixture
def newest(registry: Registry) -> date:
    found = registry.freshness(date(2026, 11, 28)).published_date
    assert found is not None
    return date.fromisoformat(found)


@pytest.mark.parametrize(
    ("days", "words", "is_stale"),
    [(-1, "newest list: {}", False), (0, "newest list: {}, today's", False), (1, "newest list: {}, 1 day old", False),
     (14, "newest list: {}, 14 days old", False), (15, "newest list: {}, 15 days old", True)],
)  # fmt: skip
def test_the_age_in_words(registry: Registry, newest: date, days: int, words: str, is_stale: bool) -> None:
    age = registry.freshness(newest + timedelta(days=days))
    assert age.sentence == words.format(newest)
    assert age.is_stale is is_stale
    assert ("deputized update" in age.advice) is is_stale


@pytest.mark.parametrize(
    "words",
    [
        ["status"], ["agencies", "--state", "MD"], ["county", "Kinney, TX"], ["coverage", "--model", "tfm"], ["state", "VT"],
        ["changes", "--since", "2026-05-01"], ["growth"], ["lists"], ["lag"],
    ],
)  # fmt: skip
def test_every_answer_says_how_old_the_newest_list_is(
    registry_file: Path, newest: date, words: list[str]
) -> None:
    done = CliRunner().invoke(cli, [*words, "--registry", str(registry_file)])
    assert done.exit_code == 0, done.output
    assert done.stderr.count(f"newest list: {newest}") == 1
    assert "newest list:" not in done.stdout


def test_a_day_after_the_newest_list_is_the_last_known_state(registry_file: Path, newest: date) -> None:
    after = (newest + timedelta(days=1)).isoformat()
    done = CliRunner().invoke(cli, ["status", "--as-of", after, "--registry", str(registry_file)])
    assert (
        done.stdout.splitlines()[0]
        == f"287(g) on {newest}, the last known state: no list is as new as {after}"
    )
    same = CliRunner().invoke(
        cli, ["status", "--as-of", newest.isoformat(), "--registry", str(registry_file)]
    )
    assert "last known state" not in same.stdout
