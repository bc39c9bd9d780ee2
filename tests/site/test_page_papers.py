"""An agency's page shows its signed agreements: the days with their pages, what deviates and where, in both languages."""

from __future__ import annotations

import gzip
from html import unescape

import pytest

from deputized.documents.of_agency import PaperDay, is_same_body
from deputized.documents.shipped import shipped
from deputized.site.agency_page import agency
from deputized.site.content import SiteContent
from deputized.site.frame import Frame
from deputized.site.papers_lines import MOST
from deputized.site.rendering import render
from deputized.site.words import LANGUAGES, day, say


def shown(content: SiteContent, agency_id: str, language: str) -> str:
    return unescape(render(agency(content, agency_id, language), language, Frame.of(content)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_quotes_what_deviates_and_where(content: SiteContent, language: str) -> None:
    """The Attorney General of Texas signed an early task force template: its page has the clauses."""
    text = shown(content, "tx-attorney-general", language)
    (paper,) = content.papers("tx-attorney-general").papers
    assert len(paper.deviations) > MOST
    for d in paper.deviations[:MOST]:
        assert f"{say(language, f'paper_{d.kind}')}, {say(language, 'paper_on_page', n=d.page)}" in text
        assert f'<q lang="en">{d.document or d.template}</q>' in text
    assert say(language, "paper_more", n=len(paper.deviations) - MOST) in text
    assert len(gzip.compress(text.encode())) < 60_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_is_told_with_its_page_and_one_in_doubt_as_such(content: SiteContent, language: str) -> None:
    text = shown(content, "tx-kinney-county-sheriff", language)
    ice = f"{day(language, '2025-03-25')}, {say(language, 'paper_on_page', n=9)}"
    assert f"<dt>{say(language, 'paper_ice_signed')}</dt><dd>{ice}" in text
    assert say(language, "witness_list", day=day(language, "2026-03-26")).split(":")[0] in text
    doubtful = [
        (h.document_id, f)
        for h in shipped()
        for f in h.reading.fields
        if f.name == "agency_signed" and f.standing == "candidate" and f.value
    ]
    told = 0
    for agency_id in content.agencies:
        for paper in content.papers(agency_id).papers if told < 2 else ():
            unsure = [d for d in paper.days if d.standing == "candidate" and d.may_be]
            if unsure and (paper.document_id, unsure[0].name) in {(i, f.name) for i, f in doubtful}:
                may = say(language, "paper_not_sure_may", day=day(language, unsure[0].may_be))
                assert may in shown(content, agency_id, language)
                told += 1
    assert told == 2


def test_every_document_that_ships_is_some_agencys(content: SiteContent) -> None:
    """And no more than a few are another's than their link says; each of those is said on the page."""
    found = {p.document_id: p for i in content.agencies for p in content.papers(i).papers}
    assert set(found) == {h.document_id for h in shipped()}
    gilmer = content.papers("ga-gilmer-county-sheriff").papers
    assert [(d.what, d.document, d.listed) for p in gilmer for d in p.doubts if d.what == "model"] == [
        ("model", "TFM", "WSO")
    ]
    doubted = {i for i in content.agencies for p in content.papers(i).papers if p.doubts}
    assert doubted == {
        "ga-gilmer-county-sheriff",
        "fl-okaloosa-county-corrections",
        "fl-okaloosa-county-sheriff",
    }
    text = shown(content, "ga-gilmer-county-sheriff", "en")
    assert "The document is of the model TFM; ICE's list says WSO." in text


def test_a_premature_listing_is_a_step_of_one_life(content: SiteContent) -> None:
    (life,) = content.papers("ks-rooks-county-sheriff").lives
    assert len(life.agreement_ids) == 2
    for language in LANGUAGES:
        text = shown(content, "ks-rooks-county-sheriff", language)
        assert say(language, "life_taken_back") in text
        assert say(language, "life_ended_or_left_out") not in text


@pytest.mark.parametrize(
    ("one", "other", "state", "same"),
    [
        ("Gadsden County Sheriff Department", "Gadsden County Sheriff's Office", "FL", True),
        ("Candia Police Dept., NH", "Candia Police Department", "NH", True),
        ("DFS, Criminal Investigations Division", "Florida Department of Financial Services", "FL", True),
        ("Okaloosa County Board of County Commissioners", "Okaloosa County Corrections", "FL", False),
        (
            "Melbourne Police Department",
            "Melbourne Beach Police Department",
            "FL",
            True,
        ),  # cannot be told by name
        ("Georgia Department of Public Safety", "Gilmer County Sheriff's Office", "GA", True),  # nor can this
        ("Polk County Sheriff's Office", "Marion County Sheriff's Office", "FL", False),
        ("Polk County Sheriff's Office", "Polk County Constable", "TX", False),
    ],
)
def test_whether_two_names_may_be_one_body(one: str, other: str, state: str, same: bool) -> None:
    assert is_same_body(one, other, state) is same


def test_a_day_that_is_not_sure_has_no_value(content: SiteContent) -> None:
    days: list[PaperDay] = [d for i in content.agencies for p in content.papers(i).papers for d in p.days]
    assert all((d.day is None) == (d.standing != "sure") for d in days)
    assert all(d.page for d in days if d.standing == "sure")
