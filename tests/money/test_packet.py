"""The packet for a county board: every part from the record that other commands tell, in both languages."""

from __future__ import annotations

from datetime import date

import pytest
from click.testing import CliRunner

from deputized.library import Registry
from deputized.money.asked import Asked, plan_of
from deputized.money.prefill import known_of
from deputized.money.scenario import scenario
from deputized.report.packet import Packet, packet, packet_html, packet_lines, packet_pdf
from deputized.report.words import rounded
from deputized.rules.binding import binding
from deputized.site.words import LANGUAGES, say

DAY = date(2026, 5, 26)


@pytest.fixture(scope="module")
def both(registry: Registry) -> dict[str, Packet]:
    return {language: packet(registry, Asked("48271"), DAY, language) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_numbers_are_the_scenarios(registry: Registry, both: dict[str, Packet], language: str) -> None:
    found = scenario(plan_of(known_of(registry, "48271"), Asked("48271"), DAY))
    costs = next(s for s in both[language].sections if s.title == say(language, "packet_costs"))
    assert f"{found.answers.cost_chance:.0%}" in costs.points[2]
    assert f"${rounded(found.answers.net.p10):,}" in costs.points[2]
    assert [row[1] for row in costs.rows] == [
        f"{found.chance_by_model[m]:.0%}" for m in ("TFM", "JEM", "WSO")
    ]
    assert say(language, "packet_salary") in costs.points[1], "what is estimated is marked"


@pytest.mark.parametrize("language", LANGUAGES)
def test_law_neighbors_and_endings_are_those_of_their_records(
    registry: Registry, both: dict[str, Packet], language: str
) -> None:
    sections = {s.title: s for s in both[language].sections}
    assert sections[say(language, "packet_law")].points == (binding("48271", DAY).told(language),)
    near = registry.county("48271").neighbours
    assert [row[0] for row in sections[say(language, "packet_near")].rows] == [n.name for n in near]
    models = sections[say(language, "packet_models")].rows
    assert say(language, "paper_ends_ice_90") in models[0][2]
    assert say(language, "paper_ends_90") in models[2][2]
    assert all(int(row[3]) > 10 for row in models)
    assert len(sections[say(language, "packet_ask")].points) == 10
    shown = "\n".join(packet_lines(both[language]))
    assert "{" not in shown
    assert f'<html lang="{language}">' in packet_html(both[language])


def test_it_prints_as_tagged_pdf(both: dict[str, Packet]) -> None:
    first, again = packet_pdf(both["es"], DAY), packet_pdf(both["es"], DAY)
    assert first.startswith(b"%PDF-") and b"/MarkInfo" in first
    assert first == again


def test_a_county_whose_sheriff_the_fbi_leaves_out_is_answered(registry: Registry) -> None:
    """Miami-Dade's sheriff is new: the FBI's list of counties has none, ICE's lists do."""
    known = known_of(registry, "12086")
    assert (known.agency_id, known.county_fips, known.kind) == (
        "fl-miami-dade-county-sheriff",
        "12086",
        "sheriff",
    )


def test_a_body_of_no_county_is_refused_with_a_reason() -> None:
    from deputized.cli.commands.money import command

    answer = CliRunner().invoke(command, ["packet", "48271", "-o", "packet.docx"])
    assert answer.exit_code == 2
    assert "a packet is .pdf or .html" in answer.output
