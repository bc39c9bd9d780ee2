"""The letter of request: the state's law as far as it was read, the agreement's own clause, what is not sure said."""

from __future__ import annotations

import re

import pytest

from deputized.places import find_state
from deputized.rules.provisions import models
from deputized.rules.records import records_law, records_laws, release_clauses
from deputized.site.content import SiteContent
from deputized.site.letter import addressee, letter
from deputized.site.words import LANGUAGES, say


def test_every_state_has_a_law_and_what_was_read_is_told_from_what_was_not(content: SiteContent) -> None:
    states = {p for p in content.names_of_states if not find_state(p).is_territory}
    assert set(records_laws()) == states
    for law in records_laws().values():
        assert re.search(r"\d", law.citation) and law.act, law.state
        if law.source.confidence == "confirmed":
            assert law.quote and law.source.url.startswith("https://"), law.state
        if not law.source.is_verified:
            assert not law.quote and not law.time, "what nobody read gives no days"
    assert records_law("GU") is None


def test_the_clause_is_a_sentence_of_the_signed_text() -> None:
    clauses = dict(release_clauses(("TFM", "JEM", "WSO")))
    assert set(clauses) == {"TFM", "JEM", "WSO"}
    for model in models():
        for p in model.cell("release"):
            if p.quote:
                assert "state public records laws" in p.quote and p.sha256, model.model
    assert release_clauses(("TTFM", "unknown")) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_county_has_a_whole_letter(content: SiteContent, language: str) -> None:
    for fips in sorted(content.counties)[::7]:
        card = content.card(fips)
        found = letter(card, language)
        assert "{" not in found.text and "None" not in found.text, fips
        law = records_law(card.state)
        if law is not None:
            assert law.citation in found.text
            unsure = say(language, "letter_law_unread") in found.text
            assert unsure == (not law.source.is_verified), fips
        else:
            assert say(language, "letter_law_unknown") in found.text
        assert say(language, "letter_no_advice") in found.text
        assert found.agency in found.text


def test_it_asks_who_holds_it_for_what_it_holds(content: SiteContent) -> None:
    kinney = letter(content.card("48271"), "en").text
    assert "Kinney County Sheriff's Office" in kinney and "Task Force Model" in kinney
    assert "signed March 26, 2025" in kinney and content.registry.clocks.lists[-1] in kinney
    assert "section XIII" in kinney and "solely state records and not ICE records" in kinney
    assert "Tex. Gov't Code ch. 552" in kinney
    left = letter(content.card("24023"), "en").text
    assert "was last on ICE's list on May 14, 2026" in left and "Md. Code, Gen. Prov. § 4-101" in left
    never = letter(content.card("17031"), "en").text
    assert "if there is no such record, please say so" in never
    doral = next(p for p in content.card("12086").towns if p.name.startswith("Doral"))
    assert addressee(content.card("12086"), doral.agency_id) is doral
    assert "Doral Police Department" in letter(content.card("12086"), "es", doral.agency_id).text
    with pytest.raises(LookupError, match="no agency of Kinney County"):
        letter(content.card("48271"), "en", "fl-doral-police")


def test_who_may_ask_is_said_where_the_law_says_not_everybody(content: SiteContent) -> None:
    tennessee = next(f for f, c in content.counties.items() if c.state == "TN")
    assert "citizens of Tennessee" in letter(content.card(tennessee), "en").text
    assert "7 business days" in letter(content.card(tennessee), "en").text
    assert "7 días hábiles" in letter(content.card(tennessee), "es").text
