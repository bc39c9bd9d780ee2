"""What our notes on laws say in English, in Spanish: whom a law covers, and how it stands. One table for every view."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

PATH = Path(__file__).with_name("law_words.csv")


@lru_cache(maxsize=1)
def _spanish() -> dict[str, str]:
    with PATH.open(encoding="utf-8", newline="") as stream:
        return {row["en"]: row["es"] for row in csv.DictReader(stream)}


def of_law(language: str, english: str) -> tuple[str, str]:
    """What our notes on a law say in English, in a language, and which language that is: English where it was not translated.

    >>> of_law("es", "All sheriffs"), of_law("es", "Nobody wrote this yet")
    (('Todos los alguaciles', 'es'), ('Nobody wrote this yet', 'en'))
    """
    spanish = _spanish().get(english)
    return (spanish if language == "es" else english, language) if spanish else (english, "en")
