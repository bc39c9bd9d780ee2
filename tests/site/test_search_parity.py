"""The browser's search and the program's are one rule: thousands of questions have the same answers in both."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from bench.search import ASK, asked_on, questions

from deputized import reference
from deputized.library import Registry
from deputized.places.towns import places_in
from deputized.resolver import resolver_of
from deputized.resolver.finder import Finder
from deputized.rules.named import topics
from deputized.site.card_words import drop_line
from deputized.site.content import SiteContent

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(scope="module")
def finder(registry: Registry) -> Finder:
    return Finder(resolver_of(registry.db), topics())


def slip(drawn: random.Random, name: str) -> str:
    """A name with one letter lost, doubled, changed or moved."""
    at = drawn.randrange(1, max(len(name) - 1, 2))
    letter = drawn.choice(LETTERS)
    return drawn.choice(
        [
            name[:at] + name[at + 1 :],
            name[:at] + letter + name[at:],
            name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :],
            name[:at] + letter + name[at + 1 :],
        ]
    )


def typed(finder: Finder) -> list[str]:
    """Names of towns, counties and agencies, whole, begun and misspelt, with their state and without it, and codes."""
    drawn = random.Random(13)
    states = {s.postal: s.name for s in reference.states()}
    out = [q.text for q in questions()]
    ways: tuple[Callable[[str, str], str], ...] = (
        lambda n, s: f"{n}, {s}", lambda n, s: f"{n} {states[s]}", lambda n, _: n, lambda n, s: f"{n.lower()} {s.lower()}",
        lambda n, _: n[: max(3, len(n) // 2)], lambda n, s: f"{slip(drawn, n)}, {s}", lambda n, _: slip(drawn, n),
        lambda n, s: f"{n} {states[s][:4]}",
    )  # fmt: skip
    for state in reference.states():
        out += [
            f"University of {state.name}",
            f"{state.name} State University Police",
            f"Universidad de {state.name}",
        ]
    out += [f"{c.base_name}, {c.state}" for c in reference.counties() if c.lsad == "independent city"]
    for place in drawn.sample(reference.places(), 220):
        out.append(drawn.choice(ways)(place.name, place.state))
        out.append(
            drawn.choice(ways)(
                drawn.choice((f"City of {place.name}", f"{place.name} PD", f"{place.name} police")),
                place.state,
            )
        )
    for county in drawn.sample(reference.counties(), 140):
        name = drawn.choice(
            (
                county.name,
                county.base_name,
                f"{county.base_name} Sheriff",
                f"condado de {county.base_name}",
                f"{county.base_name} co",
            )
        )
        out += [drawn.choice(ways)(name, county.state), drawn.choice((county.fips, f"FIPS {county.fips}"))]
    for place in drawn.sample(reference.places(), 100):
        between = drawn.choice(
            (f", {place.state}", f", {states[place.state]}", f" {place.state}", f" {states[place.state]}")
        )
        out.append(f"{place.name}{between} {drawn.choice(('police', 'PD', 'Police Department', 'sheriff'))}")
    bodies = [b for s in states for b in finder.resolver.bodies(s)]
    for body in (*drawn.sample(bodies, 170), *drawn.sample([b for b in bodies if b.agency_id], 170)):
        out.append(
            drawn.choice((*ways, lambda *_, b=body: b.agency_id or b.ori or b.name))(body.name, body.state)
        )
    return out


def test_the_browser_answers_as_the_program_does(chromium: Any, find_address: str, finder: Finder) -> None:
    page = chromium.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda e: errors.append(str(e)))
    page.goto(f"{find_address}find/")
    texts = typed(finder)
    assert len(texts) > 1800
    wrong = []
    for text, (how, *keys) in zip(texts, asked_on(page, texts), strict=True):
        found = finder.find(text)
        if (how, keys) != (found.how, [f"{h.kind} {h.key}" for h in found.hits]):
            wrong.append((text, found, how, keys))
    page.close()
    assert errors == []
    assert wrong == []


def test_the_lines_are_those_of_the_cards(chromium: Any, find_address: str, content: SiteContent) -> None:
    """Of every twentieth county and its towns, in both languages: what drops down is what the card's line says."""
    for language in ("en", "es"):
        page = chromium.new_page()
        page.goto(f"{find_address}{'es/' if language == 'es' else ''}find/")
        wanted: dict[str, str] = {}
        for fips in sorted(content.counties)[::20]:
            card = content.card(fips)
            wanted[f"FIPS {fips}"] = drop_line(card, language)
            for place in places_in(card.state, fips)[:2]:
                if place.county_fips == fips:
                    party = next(
                        (p for p in card.towns if p.cover and p.cover.geoid == place.place_geoid), None
                    )
                    wanted[f"GEOID {place.place_geoid}"] = drop_line(card, language, party, in_town=True)
        shown = page.evaluate(ASK, list(wanted))
        wrong = [(t, s["line"], w) for (t, w), s in zip(wanted.items(), shown, strict=True) if s["line"] != w]
        page.close()
        assert len(wanted) > 300
        assert wrong == []


def test_an_agency_s_line_is_its_standing(chromium: Any, find_address: str, content: SiteContent) -> None:
    """Applicants were once shown as no longer listed."""
    said = {
        "in force": " since ",
        "pending": "announced",
        "left": "left the list",
        "never listed": "no agreement",
    }
    page = chromium.new_page()
    page.goto(f"{find_address}find/")
    ids = sorted(content.agencies)[::25]
    shown = page.evaluate(ASK, ids)
    page.close()
    wrong = [
        (i, s["line"])
        for i, s in zip(ids, shown, strict=True)
        if said[content.day.standing_of(i)] not in s["line"]
    ]
    assert wrong == []
