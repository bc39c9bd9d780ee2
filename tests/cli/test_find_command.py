"""`deputized find`: what the site's box leads to, in the terminal, of every kind of thing; asked where it is not certain."""

from __future__ import annotations

from datetime import date

import pytest

from deputized.library import Registry
from deputized.rules.duty import answer
from deputized.site.card_words import drop_line
from deputized.site.found_words import find, note

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "how", "kind", "key", "command"),
    [
        ("Del Rio, TX", "exact", "town", "4819792", "deputized county 48465"),
        ("78840", "exact", "county", "48465", "deputized county 48465"),
        ("condado de Kinney, Tejas", "exact", "county", "48271", "deputized county 48271"),
        ("Kinny county texs", "near", "county", "48271", "deputized county 48271"),
        ("Texas", "exact", "state", "TX", "deputized state TX"),
        (
            "TX1360000",
            "exact",
            "agency",
            "tx-kinney-county-sheriff",
            "deputized agency tx-kinney-county-sheriff",
        ),
        ("UC Berkeley police", "exact", "body", "CA0019700", "deputized county 06001"),
        ("SB 8 Texas", "exact", "law", "tx-sb8", "deputized law TX"),
        ("WSO", "exact", "model", "WSO", "deputized models"),
    ],
)
def test_each_kind_is_found_and_leads_on(
    registry: Registry, text: str, how: str, kind: str, key: str, command: str
) -> None:
    first = find(registry, text, "en", TODAY)[0]
    assert (first.how, first.kind, first.next) == (how, kind, command)
    assert first.key == key or kind == "law"


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_place_s_line_is_its_card_s(registry: Registry, language: str) -> None:
    for fips in ("48271", "12086", "06037", "50001", "66010", "51760"):
        (thing,) = find(registry, f"FIPS {fips}", language, TODAY)
        assert thing.answer == drop_line(answer(registry, fips, today=TODAY), language)


def test_what_is_not_certain_is_asked(registry: Registry) -> None:
    several = find(registry, "Springfield")
    assert (
        len(several) > 3
        and note(several[0].how, several) == "More than one has that name. Which did you mean?"
    )
    assert find(registry, "zzzzqqqq") == [] and note("nothing", []).startswith("Nothing like that was found.")
    assert {t.state for t in find(registry, "Kinny County, Texas")} == {"TX"}, (
        "nothing outside a state that is named"
    )
