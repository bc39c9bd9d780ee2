"""Departures from a template: each kind is found in a real template's words, and what is filled in is none."""

from __future__ import annotations

from deputized.documents.clauses import OPEN, Template, compare, words_of
from deputized.documents.templates import shipped


def template() -> Template:
    return next(t for t in shipped() if t.template_id == "tfm-2025-03-07")


def as_page(words: list[str]) -> list[str]:
    text = " ".join("Lincoln County Sheriff" if w == OPEN else w for w in words)
    return [text[n : n + 3000] for n in range(0, len(text), 3000)]


def middle(words: list[str]) -> int:
    """A place well before the signatures with no open place around."""
    return next(n for n in range(1500, len(words)) if OPEN not in words[n - 60 : n + 60])


def test_an_agreement_as_its_template_departs_nowhere() -> None:
    assert compare(as_page(list(template().words)), template(), is_text=True) == []


def test_a_clause_struck_is_found() -> None:
    words = list(template().words)
    at = middle(words)
    found = compare(as_page(words[:at] + words[at + 25 :]), template(), is_text=True)
    assert [d.kind for d in found] == ["struck"]
    assert found[0].words >= 20


def test_a_clause_added_is_found_and_a_list_of_contacts_is_not() -> None:
    words = list(template().words)
    at = middle(words)
    clause = [
        "Nothing",
        "in",
        "this",
        "MOA",
        "shall",
        "be",
        "read",
        "to",
        "require",
        "the",
        "LEA",
        "to",
        "act",
        "in",
        "conflict",
        "with",
        "the",
        "law",
        "of",
        "its",
        "state",
    ]
    found = compare(as_page(words[:at] + clause + words[at:]), template(), is_text=True)
    assert [d.kind for d in found] == ["added"]
    assert "conflict with the law" in found[0].document
    contacts = [
        "Jane",
        "Roe",
        "Captain",
        "Lincoln",
        "County",
        "Jail",
        "Main",
        "Street",
        "Springfield",
        "Attn",
        "Records",
    ]
    assert compare(as_page(words[:at] + contacts + words[at:]), template(), is_text=True) == []


def test_a_whole_passage_missing_is_told_as_that() -> None:
    words = list(template().words)
    found = compare(as_page(words[:1500] + words[2100:]), template(), is_text=True)
    assert found[0].kind == "missing"


def test_feet_of_pages_and_blanks_are_no_words() -> None:
    page = "The LEA shall notify ICE.\n______________\nLincoln County Sheriff's Office 3 Revised 03/07/2025"
    assert [w for w, _ in words_of([page])] == ["The", "LEA", "shall", "notify", "ICE"]
