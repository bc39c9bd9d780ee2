"""A file that holds two agreements is told as the first alone, and the second is named."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from deputized.documents.reading import second_agreement

HEAD = "MEMORANDUM OF AGREEMENT\n287(g) Task Force Model\nI. PARTIES\nThis Memorandum of Agreement (MOA) constitutes an\nagreement between"


def pages(*texts: str) -> Any:
    return [SimpleNamespace(number=n, best_text=text) for n, text in enumerate(texts, 1)]


def test_a_second_agreement_in_one_file_is_found() -> None:
    rest = ["the text of a clause"] * 9
    assert second_agreement(pages(HEAD, *rest, HEAD, *rest)) == 11


def test_a_title_that_is_its_own_is_no_second_agreement() -> None:
    rest = ["under this MEMORANDUM OF AGREEMENT this constitutes"] * 9
    assert second_agreement(pages(HEAD, *rest)) is None
    assert second_agreement(pages("cover: Memorandum of Agreement", HEAD, *rest)) is None
