"""The words' file: a key given twice would silently take the place of another's words."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import deputized.site.words as words


def test_no_key_is_given_twice() -> None:
    with (Path(words.__file__).parent / "words.csv").open(encoding="utf-8", newline="") as stream:
        keys = Counter(row["key"] for row in csv.DictReader(stream))
    assert [k for k, n in keys.items() if n > 1] == []


def test_every_cell_of_the_comparison_of_models_has_its_words() -> None:
    """A cell without words ended the build of the whole site."""
    from deputized.rules import common
    from deputized.rules.provisions import CELLS, POWERS

    wanted = [f"common_{p.cell}" for p in common()]
    wanted += [f"cell_{c}" for c in CELLS if c != "powers"] + [f"power_{p}" for p in POWERS]
    assert [key for key in wanted if key not in words.WORDS] == []
