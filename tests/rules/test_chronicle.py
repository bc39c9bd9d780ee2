"""The timeline and the series of counts."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest

from deputized.library import Registry
from deputized.rules import counts, newest_stated, series, timeline
from deputized.rules.chronicle import KINDS, _noted
from deputized.rules.chronicle_chart import MARKED, RECENT, timeline_svg
from deputized.rules.chronicle_laws import BEGINS, TOLD
from deputized.rules.chronicle_words import ENGLISH
from deputized.rules.courts import rulings
from deputized.rules.statutes import laws


def test_the_timeline_runs_from_the_statute() -> None:
    days = [m.day.earliest for m in timeline()]
    assert days == sorted(days)
    assert timeline()[0].day.text == "1996-09-30"
    assert {d for d, _ in (*MARKED, *RECENT)} <= {m.day.text for m in timeline()}


def test_the_files_are_the_facts(shared_facts: Path) -> None:
    """A reader gets the address alone: what the gatherers noted behind it for themselves is not shown."""
    noted = [m for m in _noted() if m.kind != "models" or m.day.text != "2025-12"]
    for name, ours in (("programme_timeline.csv", noted), ("counts_by_date.csv", counts())):
        with (shared_facts / name).open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert sorted(r["date"] for r in rows) == sorted(x.day.text for x in ours)  # type: ignore[attr-defined]
        assert sorted(
            (r["date"], r["confidence"], r["source_url"].split(" (seed ")[0]) for r in rows
        ) == sorted(
            (x.day.text, x.source.confidence, x.source.url)  # type: ignore[attr-defined]
            for x in ours  # type: ignore[attr-defined]
        )


def test_statements_stop_where_lists_begin(registry: Registry) -> None:
    points = series(registry)
    lists = [p for p in points if p.origin == "list"]
    first, last = lists[0].on, lists[-1].on
    on = {p.on: p.count for p in lists}
    assert (lists[0].count, on[date(2026, 5, 1)], on[date(2026, 5, 18)]) == (150, 1779, 1843)
    for p in points:
        if p.origin == "statement":
            assert p.on < first or p.on > last
            assert p.evidence
    assert points[0].on == date(2002, 12, 31)


def test_stated_counts_of_lists_we_hold_are_those_of_the_lists(registry: Registry) -> None:
    """An independent count of the same lists, by day and model."""
    checked = 0
    for stated in counts():
        if "participatingAgencies xlsx" not in stated.source.title or stated.unit != "agreements":
            continue
        for used in (
            x["publication_id"] for x in registry.growth() if x["published_date"] == stated.day.text
        ):
            printed = registry.status(as_of=used).printed
            rows = printed.rows if stated.model == "all" else printed.rows_by_model[stated.model]
            checked += rows == stated.count
    assert checked >= 25


def test_the_chart_draws_every_point(registry: Registry) -> None:
    points = series(registry)
    svg = timeline_svg(points, timeline())
    stated = [p for p in points if p.origin == "statement"]
    late = [p for p in stated if p.on >= date(2025, 1, 1)]
    assert svg.count("<circle") == len(stated) + len(late), "those since 2025 stand in both charts"
    assert svg.count("<polyline") == 5
    newest = registry.growth()[-1]
    ends = [f"{m.upper()} {newest[m]:,}" for m in ("tfm", "wso", "jem")]
    for name in (f"all {newest['rows']:,}", *ends, "DOJ: Maricopa"):
        assert name in svg
    assert "<script" not in svg
    assert "http://" not in svg.replace("http://www.w3.org/2000/svg", "")
    with pytest.raises(ValueError):
        timeline_svg([], timeline())


def test_what_others_say_of_a_number_is_kept(registry: Registry) -> None:
    notes = {p.day: p.note for p in series(registry) if p.origin == "statement"}
    assert "Vice gives 31" in notes["2017-01"]
    assert notes["2011"] == "others say about 70"
    assert "JEM+WSO only" in notes["2020-12"]


def test_the_chart_takes_the_words_it_is_given(registry: Registry) -> None:
    svg = timeline_svg(
        series(registry),
        timeline(),
        lambda key, **values: "w " * 12 if key == "months" else f"[{key.upper()}]",
    )
    own = re.sub(r"<title.*?</title>", "", svg)
    for key, text in ENGLISH.items():
        first = text.split("{")[0].strip()
        assert len(first) < 8 or first not in own, key
    assert "[TITLE]" in own
    assert "[TEXAS]" in own
    assert {key for _, key in (*MARKED, *RECENT)} <= ENGLISH.keys()
    assert {c.unit for c in counts()} <= ENGLISH.keys(), "a unit that the chart has no words for"


def test_the_newest_stated_number_is_one_of_all_agreements_after_the_list() -> None:
    found = newest_stated(date(2026, 5, 1), date(2026, 11, 24))
    assert found is not None
    assert (found.count, found.day.text) == (2608, "2026-09-28"), "not the agencies counted on 1 October"
    before = newest_stated(date(2026, 5, 1), date(2026, 9, 27))
    assert before is not None
    assert (before.count, before.day.text) == (2382, "2026-08-26")
    assert newest_stated(date(2026, 9, 28), date(2026, 11, 24)) is None
    assert newest_stated(date(2026, 5, 1), date(2026, 5, 2)) is None


def test_the_ledger_s_days_are_events_told_once() -> None:
    """Each act and ruling with a day somebody read stands in the timeline, and no day of it twice."""
    told = [(m.day.text, subject) for m in timeline() for subject in m.tells]
    assert len(told) == len(set(told))
    assert {m.kind for m in timeline()} == set(KINDS)
    subjects = {subject for _, subject in told}
    for law in laws():
        days = [d for d in law.days if d.what in TOLD and d.certainty != "assumed" and d.day.latest >= BEGINS]
        assert law.law_id in subjects or not days or not law.source.is_verified or law.unverified
    by_subject = {(m.day.text, s): m for m in timeline() for s in m.tells}
    assert by_subject["2026-06-24", "nc-sb153-2026"].state == "NC"
    assert by_subject["2026-08-31", "va-injunction-2026"].kind == "court"
    assert by_subject["2026-07-29", "me-ld1971-2026"].event.endswith("in force")


def test_what_a_row_tells_is_in_the_ledger() -> None:
    known = {w.law_id for w in laws()} | {r.ruling_id for r in rulings()}
    assert {s for m in timeline() for s in m.tells} <= known


def test_older_lists_stand_in_the_series_by_what_they_have(registry: Registry) -> None:
    """Task forces 25, 20, 17 and none at the end of 2012, as ICE's page had them; captions do not count."""
    found = {p.day: p for p in series(registry) if p.evidence.startswith("ICE's 287(g) page")}
    assert len(found) == 28
    days = ("2010-10-29", "2011-08-18", "2012-10-16", "2012-12-31")
    assert [(found[d].count, found[d].tfm) for d in days] == [(71, 25), (69, 20), (57, 17), (39, 0)]
    assert found["2014-04-14"].count == 37
    assert found["2014-04-14"].note == "its caption says 36"
