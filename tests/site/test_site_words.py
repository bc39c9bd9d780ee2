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
