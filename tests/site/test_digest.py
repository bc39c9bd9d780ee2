"""The week's digest: its counts are the lists', its sentences are all there, and the net change adds up."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from deputized.facts.clocks import Standing
from deputized.facts.happenings import Happening
from deputized.library import Registry
from deputized.site.content import SiteContent
from deputized.site.digest import Week, count_before, digests, read_weeks
from deputized.site.news import happenings
from deputized.site.page import Page

CAME = ("listed", "relisted", "renewed", "model_switched")
LEFT = ("delisted", "omitted", "duplicate_removed", "model_switched", "renewed")


@pytest.fixture(scope="module")
def pages(content: SiteContent) -> dict[str, Page]:
    return {p.path: p for p in digests(content, read_weeks(content), "en")}


@pytest.fixture(scope="module")
def by_week(content: SiteContent) -> dict[Week, list[Happening]]:
    found: dict[Week, list[Happening]] = {}
    for h in happenings(content):
        found.setdefault(Week.of(h.date), []).append(h)
    return found


def test_a_week_is_iso() -> None:
    assert Week.of("2026-01-01") == Week(2026, 1)
    assert Week.of("2024-12-30") == Week(2025, 1), "the week of the new year"
    assert (Week(2026, 18).monday, Week(2026, 18).sunday) == (date(2026, 4, 27), date(2026, 5, 3))


def test_every_week_with_changes_has_its_page_and_the_newest_has_two(
    pages: dict[str, Page], by_week: dict[Week, list[Happening]]
) -> None:
    assert set(pages) == {w.path for w in by_week} | {"digest/"}
    newest = pages["digest/"]
    assert newest.title == pages[max(by_week).path].title
    assert newest.values["archive"]
    known = sorted(w.path for w in by_week)
    for before, after in pairwise(known):
        assert pages[before].values["after"] == after
        assert pages[after].values["before"] == before


def test_counts_are_those_of_the_lists(pages: dict[str, Page], registry: Registry) -> None:
    """By another way: `growth` counts agreements of a list from its rows."""
    growth = {g["publication_id"]: g for g in registry.growth()}
    seen = 0
    for page in pages.values():
        for count in (page.values["start"], page.values["end"]):
            if count is not None:
                row = growth[count.list_id]
                assert (count.agreements, count.by_model) == (
                    row["agreements"],
                    (row["tfm"], row["jem"], row["wso"]),
                )
                seen += 1
    assert seen > 140


def test_a_week_of_two_lists(pages: dict[str, Page], content: SiteContent) -> None:
    values = pages["digest/2026-W18/"].values
    assert (values["start"].list_id, values["end"].list_id) == (
        "participating-2026-04-23",
        "participating-2026-05-01am",
    )
    assert (values["start"].agreements, values["end"].agreements) == (1734, 1779)
    assert ("listed", 47) in values["tally"] and ("no longer listed", 2) in values["tally"]
    assert count_before(content, date(2021, 1, 1)) is None


def test_whoever_came_or_left_in_a_week_is_told(
    content: SiteContent, registry: Registry, by_week: dict[Week, list[Happening]]
) -> None:
    """By another way: the agreements of the lists before and after, compared. One that was gone for some lists and then
    signed anew is told as renewed, in the week it was back."""
    clocks = registry.clocks
    anew = {
        r["agreement_id"]
        for r in registry.rows("SELECT agreement_id FROM agreements WHERE superseded_by IS NOT NULL")
    }

    def held(day: date) -> set[str]:
        at = clocks.position(day.isoformat(), None)
        return (
            {a.agreement_id for a in clocks.in_force(at=at) if a.standing is Standing.LISTED}
            if at is not None
            else set()
        )

    came_in_all = 0
    for week in sorted(by_week):
        place = clocks.position((week.monday - timedelta(days=1)).isoformat(), None)
        if place is None:
            continue
        before, after = held(week.monday - timedelta(days=1)), held(week.sunday)
        told = {k: {h.agreement_id for h in by_week[week] if h.kind in k} for k in (CAME, LEFT)}
        assert after - before <= told[CAME], week
        assert before - after <= told[LEFT] | anew, week
        came_in_all += len(after - before)
    assert came_in_all > 1700


def test_every_change_of_a_week_is_told_once(
    pages: dict[str, Page], by_week: dict[Week, list[Happening]]
) -> None:
    for week, some in by_week.items():
        values = pages[week.path].values
        told = sum(len(s) for part in ("news", "printing") for _, _, s in values[part]) + sum(
            n for _, n, _ in values["documents"]
        )
        assert told == len(some), week


def test_links_of_sentences_lead_to_agencies(site: Path) -> None:
    for page, least in (("digest", 1), ("digest/2026-W18", 21), ("es/digest/2025-W18", 21)):
        text = (site / page / "index.html").read_text(encoding="utf-8")
        links = re.findall(r'<li>[^<]*<a href="([^"]*/agency/[^"]*)"', text)
        assert len(links) >= least
        for link in links:
            assert (site / page / link / "index.html").resolve().is_file()
