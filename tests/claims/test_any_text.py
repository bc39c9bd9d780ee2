"""Any text, in both languages: no crash, and an article of 30,000 characters in little time."""

import csv
import time
from datetime import date

import pytest
from bench.truth import SENTENCES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deputized.claims import Books
from deputized.claims.article import read_article
from deputized.library import Registry

with SENTENCES.open(encoding="utf-8", newline="") as stream:
    KNOWN = [r["sentence"] for r in csv.DictReader(stream) if r["split"] == "look"]
WORDS = sorted({w for s in KNOWN for w in s.split()})
DAYS = (None, date(2019, 5, 1), date(2025, 6, 6), date(2026, 3, 1), date(2027, 1, 1))


@pytest.fixture(scope="module")
def books(registry: Registry) -> Books:
    return Books(registry)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=24), day=st.sampled_from(DAYS))
def test_words_in_any_order(registry: Registry, books: Books, words: list[str], day: date | None) -> None:
    read_article(registry, " ".join(words), published=day, books=books)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.sampled_from(KNOWN),
    cut=st.integers(0, 300),
    put=st.text(alphabet="0123456789,.%-$()[]<>“”—\n áñ¿XTe", max_size=8),
)
def test_known_sentences_garbled(registry: Registry, books: Books, text: str, cut: int, put: str) -> None:
    read_article(registry, text[:cut] + put + text[cut:], published=date(2025, 9, 17), books=books)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_long_article_takes_little_time(registry: Registry, books: Books, language: str) -> None:
    talk = "The sheriff said that his office had talked to residents for months about what it would mean for them.\n"
    if language == "es":
        talk = "El alguacil dijo que su oficina había hablado durante meses con los vecinos sobre lo que significaría.\n"
        claim = "Al 12 de diciembre de 2025 había 1.245 acuerdos del programa 287(g) en 39 estados.\n"
    else:
        claim = "As of Dec. 12, 2025, there were 1,245 agreements of the 287(g) program in 39 states.\n"
    text = ("".join([talk * 9, claim]) * 40)[:30_000]
    begin = time.process_time()
    found = read_article(registry, text, published=date(2026, 1, 13), books=books)
    assert len(found.reads) > 20
    assert time.process_time() - begin < 2
