"""The words' file: a key given twice would silently take the place of another's words."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import deputized.site.words as words
from deputized.rules import law_words, laws


def test_no_key_is_given_twice() -> None:
    keys: Counter[str] = Counter()
    for path in (*Path(words.__file__).parent.glob("words*.csv"), law_words.PATH):
        with path.open(encoding="utf-8", newline="") as stream:
            keys.update(row["key"] for row in csv.DictReader(stream))
    assert [k for k, n in keys.items() if n > 1] == []


def test_every_row_has_its_three_cells() -> None:
    """A comma without quotation marks cut a sentence in two."""
    for path in (*Path(words.__file__).parent.glob("words*.csv"), law_words.PATH):
        with path.open(encoding="utf-8", newline="") as stream:
            assert [row for row in csv.reader(stream) if len(row) != 3] == [], path.name


def test_every_cell_of_the_comparison_of_models_has_its_words() -> None:
    """A cell without words ended the build of the whole site."""
    from deputized.rules import common
    from deputized.rules.provisions import CELLS, POWERS

    wanted = [f"common_{p.cell}" for p in common()]
    wanted += [f"cell_{c}" for c in CELLS if c != "powers"] + [f"power_{p}" for p in POWERS]
    assert [key for key in wanted if key not in words.WORDS] == []


def test_whom_a_law_covers_is_said_in_spanish() -> None:
    """It stood in English on every county's Spanish page. A law written since falls back on English, marked as such."""
    every = {law.covered for law in laws()}
    told = {english for english in every if words.of_law("es", english)[1] == "es"}
    assert len(every) > 70
    assert len(told) >= 0.9 * len(every), sorted(every - told)
    for english in told:
        spanish = words.of_law("es", english)[0]
        assert spanish != english and words.of_law("en", english) == (english, "en")
