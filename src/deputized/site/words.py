"""Every word of the site's own, in English and Spanish. Names, laws and quotations stay as their sources print them."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from deputized.model.days import MONTHS as MONTHS
from deputized.model.days import in_words
from deputized.rules import law_words
from deputized.rules.law_words import of_law as of_law

LANGUAGES = ("en", "es")


def _read() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for path in (*sorted(Path(__file__).parent.glob("words*.csv")), law_words.PATH):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                if row["key"] in found:
                    raise ValueError(f"{path.name}: {row['key']} stands twice")
                found[row["key"]] = (row["en"], row["es"])
    return found


WORDS = _read()
"""Key to the English and the Spanish words, from words.csv and its sisters beside this module, and from the law's own."""


def say(language: str, key: str, **values: object) -> str:
    """The words of a key in a language. "one|many" is chosen by `n`. Raises KeyError for an unknown key."""
    text = WORDS[key][LANGUAGES.index(language)]
    if "|" in text:
        one, many = text.split("|")
        text = one if values.get("n") == 1 else many
    return text.format(**{k: number(language, v) if isinstance(v, int) else v for k, v in values.items()})


def number(language: str, value: int) -> str:
    """A whole number with its thousands apart: 1,779 in English and Spanish of the United States alike."""
    return f"{value:,}"


def day(language: str, text: str | date | None) -> str:
    """A day as people write it; text that is no day is given back.

    >>> day("en", "2026-05-01"), day("es", "2026-05-01")
    ('May 1, 2026', '1 de mayo de 2026')
    """
    if text is None:
        return ""
    try:
        found = text if isinstance(text, date) else date.fromisoformat(text)
    except ValueError:
        return str(text)
    return in_words(found, language)
