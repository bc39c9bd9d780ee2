"""The answer card: standings of their own, jail-only bodies, towns and their shares, the law, and what a short line says."""

from __future__ import annotations

from datetime import date

import pytest

from deputized.library.card import JAIL_MODELS
from deputized.places import find_state
from deputized.rules import models
from deputized.site.card_words import cut, drop_line, lines, summary, told
from deputized.site.content import SiteContent
from deputized.site.words import LANGUAGES, WORDS, say


def said(content: SiteContent, fips: str, key: str, language: str = "en") -> str:
    row = told(content.card(fips), language, content.today).row(key)
    return " ".join(f"{x.sign} {x.name} {x.text} {x.after} {x.english}" for x in row.lines)


def test_never_left_announced_and_listed_are_four_things(content: SiteContent) -> None:
    found: dict[str, set[str]] = {}
    for fips in content.counties:
        found.setdefault(content.card(fips).sheriff.standing, set()).add(fips)
    assert {"listed", "left", "never"} <= set(found)
    for fips in sorted(found["left"]):
        text = said(content, fips, "sheriff")
        assert "was last listed on" in text and "missing since" in text, fips
        assert any(hollow in text for hollow in "□△○▫"), fips
    for fips in sorted(found["never"])[::40]:
        assert said(content, fips, "sheriff").strip() == say("en", "card_never")
    assert not found["left"] & found["never"]
    for fips in found.get("no_office", ()):
        assert "no sheriff's office" in said(content, fips, "sheriff")


def test_no_body_with_jail_models_alone_may_act_here(content: SiteContent) -> None:
    """The Massachusetts Department of Corrections was said to be able to act in every town of the state."""
    apart = 0
    for postal in content.names_of_states:
        fips = next((f for f, c in sorted(content.counties.items()) if c.state == postal), None)
        if fips is None:
            continue
        card = content.card(fips)
        assert all({a.model for a in p.held} <= JAIL_MODELS for p in card.jails)
        assert all(not {a.model for a in p.held} <= JAIL_MODELS for p in card.street)
        assert {p.agency_id for p in (*card.jails, *card.street)} == {
            a.agency_id for a in content.statewide[postal]
        }
        apart += bool(card.jails)
        text = said(content, fips, "state")
        if card.jails and not card.street:
            assert "may use street powers" not in text and "nowhere else" in text, postal
    assert apart >= 3


def test_a_town_s_police_cover_the_town_with_its_share_of_the_county(content: SiteContent) -> None:
    text = said(content, "12086", "town")
    assert "Coral Gables Police Department" in text
    assert "covers Coral Gables, 49,700 people, about 2% of the county's" in text
    for fips in [f for f in content.counties if content.card(f).towns][::9]:
        for p in content.card(fips).towns:
            if p.cover and p.cover.share is not None:
                assert 0 <= p.cover.share <= 1, (fips, p.agency_id)


def test_the_law_says_must_by_when_what_satisfies_it_and_whether_it_is_met(content: SiteContent) -> None:
    text = said(content, "48271", "law")
    assert "by December 1, 2026" in text and "Any of the three models satisfies it." in text
    assert say("en", "law_met_yes") in text
    found = told(content.card("48271"), "en", date(2026, 11, 29))
    assert say("en", "law_days_left", n=2) in found.row("law").lines[0].text
    assert "Tex. Gov. Code ch. 753" in found.act and found.address.startswith("https://capitol.texas.gov/")
    left = [
        f for f, r in content.bound.items() if r.bound.value == "yes" and r.standing == "no agreement listed"
    ]
    assert left
    for fips in left:
        assert say("en", "law_met_no") in said(content, fips, "law"), fips
    for fips, r in content.bound.items():
        duty = content.card(fips).duty
        if duty.bound == r.bound.value and duty.bound == "yes":
            assert (duty.met == "yes") == (r.standing == "holds an agreement"), fips
    assert "We can't tell" in said(content, "48465", "law") and content.bound["48465"].why in said(
        content, "48465", "law"
    )


def test_what_a_model_means_is_what_its_text_says(content: SiteContent) -> None:
    """The plain line of each model, held against the provisions read in the signed texts."""
    by_code = {m.model: m for m in models()}
    for code, may, not_in in (
        ("TFM", "question", None),
        ("JEM", "question", "street"),
        ("WSO", "serve", "question"),
    ):
        line = WORDS[f"may_{code}"][0]
        assert may in line
        if not_in:
            assert f"No powers on the {not_in}" in line or f"no power to {not_in}" in line
    assert by_code["TFM"].power("arrest_without_warrant") and by_code["TFM"].power("interrogate")
    assert by_code["JEM"].power("interrogate") and not by_code["JEM"].power("arrest_without_warrant")
    assert by_code["JEM"].power("issue_detainer") and by_code["JEM"].power("prepare_charges")
    assert by_code["WSO"].power("serve_arrest_warrant") and not by_code["WSO"].power("interrogate")
    assert "jail" in by_code["JEM"].cell("where")[0].text and "jail" in by_code["WSO"].cell("where")[0].text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_is_told_in_words_whole(content: SiteContent, language: str) -> None:
    for fips in sorted(content.counties):
        found = told(content.card(fips), language, content.today)
        keys = [r.key for r in found.rows]
        assert keys[:2] == ["sheriff", "town"] and keys[-3:] == ["law", "pending", "before"]
        assert all(r.lines for r in found.rows)
        text = " ".join(t for _, t in lines(found))
        assert "{" not in text and "None" not in text.replace("None on", ""), fips
        assert find_state(content.counties[fips].state).name in found.title
        assert all(len(r.lines) <= 4 for r in cut(found, 4).rows)
        for label, short in summary(content.card(fips), language, content.today):
            assert label and short and "{" not in short


def test_the_line_of_a_search_answers_town_and_sheriff(content: SiteContent) -> None:
    card = content.card("48465")
    assert drop_line(card, "en", in_town=True) == (
        "town police: no agreement on any list · sheriff: jail warrants since January 26, 2026"
        " · statewide: 4 agencies with street powers"
    )
    gables = next(p for p in content.card("12086").towns if p.cover and p.cover.town == "Coral Gables")
    assert drop_line(content.card("12086"), "en", gables, in_town=True).startswith(
        "town police: street powers since"
    )
    assert "alguacil: salió de la lista" in drop_line(content.card("24023"), "es")


def test_each_model_is_held_since_its_own_day(content: SiteContent) -> None:
    """Collier County's sheriff has questioned in the jail since 2021 and in the street since 2025."""
    card = content.card("12021")
    assert "street powers since February 26, 2025; jail questioning since January 13, 2021" in drop_line(
        card, "en"
    )
    several = 0
    for fips in content.counties:
        party = content.card(fips).sheriff
        days = {m: min(a.first_listed_date for a in party.held if a.model == m) for m in party.models}
        if party.standing == "listed" and len(set(days.values())) > 1:
            several += 1
            assert drop_line(content.card(fips), "es").count(" desde el ") >= len(set(days.values())), fips
    assert several > 100
