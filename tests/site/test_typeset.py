"""One odd character in a name costs that character, not the brief; one odd name costs nothing but its length."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pypdf
import pytest

from deputized.library import Registry
from deputized.registry.ids import LONGEST_ID, bounded
from deputized.site.brief import county_words, set_brief
from deputized.site.content import read_content
from deputized.site.county_page import county_values
from deputized.site.typeset import STAND_IN, plainer, with_stand_ins

ODD = {
    "a bullet of a symbol font": "Loving\uf0b7Sheriff",
    "emoji": "Loving \U0001f46e\u200d\u2642\ufe0f Sheriff",
    "another script": "\u6d1b\u6587 \u0634\u0631\u0637\u0629 \u0e15\u0e33\u0e23\u0e27\u0e08 Sheriff",
    "marks and directions": "L\u0301\u0302\u0303oving\u200f\u202e Sheriff",
    "private planes": "Loving \U000f1234\U0010fffd Sheriff",
    "markup": 'O"Brien\\ #let $x$ <b> *Sheriff* _a_ @cite `raw`',
}


@pytest.fixture(scope="module")
def words(registry: Registry) -> dict[str, Any]:
    content = read_content(registry, date(2026, 5, 20))
    return county_words(content, "48301", "en", county_values(content, "48301", "en"))


@pytest.mark.parametrize("name", ODD.values(), ids=ODD.keys())
def test_a_brief_is_set_whatever_a_name_holds(words: dict[str, Any], name: str) -> None:
    made = set_brief({**words, "title": name}, date(2026, 5, 20))
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(made)).pages)
    assert "Sheriff" in text
    assert set_brief({**words, "title": name}, date(2026, 5, 20)) == made


def test_full_width_letters_are_told_as_letters() -> None:
    assert (
        plainer("\uff2c\uff4f\uff56\uff49\uff4e\uff47 Sheriff\u2019s \u6d1b")
        == f"Loving Sheriff\u2019s {STAND_IN}"
    )


def test_an_error_of_another_kind_is_raised() -> None:
    import typst

    def fails(text: str) -> bytes:
        raise typst.TypstError("unknown variable: x")

    with pytest.raises(typst.TypstError, match="unknown variable"):
        with_stand_ins(fails, "x")


def test_a_character_refused_again_and_again_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    import typst

    tries: list[str] = []

    def refuses(text: str) -> bytes:
        tries.append(text)
        raise typst.TypstError('PDF/UA-1 error: the text `"\u25a1"` could not be displayed with font `"x"`')

    setter: Callable[[str], bytes] = refuses
    with pytest.raises(typst.TypstError):
        with_stand_ins(setter, "\u25a1")
    assert len(tries) <= 40


@pytest.mark.parametrize("text", ["tx-" + "a" * 327, "tx-" + "very-long-name-of-a-" * 40, "tx-" + "b" * 900])
def test_an_id_is_short_enough_for_a_file_name(text: str) -> None:
    assert len(bounded(text)) <= LONGEST_ID < 150
    assert bounded(text) != bounded(text + "x"), "two long names are two ids"
    assert bounded(text) == bounded(text)
    assert bounded("tx-kinney-county-sheriff") == "tx-kinney-county-sheriff"
