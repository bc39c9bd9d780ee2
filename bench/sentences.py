"""Published sentences against what a count apart from the project says of them: `python -m bench sentences`.

The sentences of bench/gold/sentences.csv are quoted from public pages; `python -m bench.truth` wrote what is expected
before the checker ran. Those whose split is `look` may be looked at while the desk is mended; of those whose split is
`once` only the score is kept: `python -m bench.sentences --once`, in bench/results/sentences_once.txt.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import deputized
from bench.truth import SENTENCES, Reading, read
from deputized.claims import Books
from deputized.claims.article import Desk, read_article
from deputized.claims.claim import Kind
from deputized.claims.verdicts import Checked, Verdict

SAID = {
    Verdict.SUPPORTED: "true", Verdict.WITHIN: "true", Verdict.NUMBER_ONLY: "number", Verdict.OFF: "false",
    Verdict.WRONG_UNIT: "false", Verdict.CONTRADICTED: "false", Verdict.UNCHECKABLE: "open",
}  # fmt: skip
LATER = ("look-2", "fresh", "fresh-2", "fresh-3", "fresh-4", "look-3")
"""Sentences found or written later: the first were mended from; the others were scored once before anybody looked
(`fresh`: 27 of 39 right, none reversed; `fresh-2`: 25 of 59 right, 6 reversed, no false support; `fresh-3`: 79 of 118, 4 reversed, 1
false support; `fresh-4`: 52 of 84 and 3 reversed at first sight, 56 and 3 after mending from `fresh-3` alone), and mended from since.
`look-3` are those of a later search that were mended from (44 of 86 right and 8 reversed at first sight); its other half is `once-2`.
Those of the sort `written` are in the style of press and press offices, by hand, from ICE's counts."""
WORST = ("reversed", "false support", "wrong", "unread", "right")


@dataclass(frozen=True, slots=True)
class Scored:
    """One sentence: what is expected of each of its numbers, what the desk said, and how that is judged."""

    row: dict[str, str]
    said: tuple[str, ...]
    scores: tuple[str, ...]

    @property
    def score(self) -> str:
        """The worst of its numbers."""
        return min(self.scores, key=WORST.index)


def judged(expected: str, said: str) -> str:
    """How a verdict class is judged against the one expected.

    >>> judged("true", "false")
    'reversed'
    """
    if expected == said:
        return "right"
    if said == "false":
        return "wrong" if expected == "open" else "reversed"
    if said == "true":
        return "false support" if expected == "false" else "wrong"
    if expected == "open":
        return "wrong"
    return "unread"


def found(reading: Reading, parts: list[Checked]) -> Checked | None:
    """The desk's verdict on the number of a reading; None if it read no such number."""
    for checked in parts:
        part = checked.part
        if reading.number != reading.number:
            if part.kind in (Kind.STATED, Kind.SIGNED):
                return checked
        elif (
            abs(part.number - reading.number) < 0.5
            and (part.kind in (Kind.SHARE, Kind.GROWTH)) == reading.is_percent
        ):
            return checked
    return None


def scored(row: dict[str, str], desk: Desk) -> Scored:
    """One sentence, judged number by number; a number nobody expects that is called wrong counts too."""
    at = len(desk.text) - len(row["sentence"]) if row["before"] else 0
    left = [p for r in desk.reads if r.sentence.start >= at for p in r.parts]
    said, scores = [], []
    for text, expected in zip(row["reading"].split(" & "), row["expected"].split("; "), strict=True):
        checked = found(read(text), left)
        left = [p for p in left if p is not checked]
        said.append(SAID[checked.verdict] if checked else "open")
        scores.append(judged(expected, said[-1]))
    for stray in left:
        if SAID[stray.verdict] == "false":
            said.append(f"false: {stray.part.written}")
            scores.append("wrong")
    return Scored(row, tuple(said), tuple(scores))


def all_scored(split: str, every: int = 1) -> Iterator[Scored]:
    """The sentences of a split, or each so many of them, put to the desk with the day of its page.

    A sentence that cannot be understood alone has the one that stands before it with it.
    """
    with deputized.open() as registry, SENTENCES.open(encoding="utf-8", newline="") as stream:
        books = Books(registry)
        for row in [r for r in csv.DictReader(stream) if r["split"] == split][::every]:
            day = date.fromisoformat(row["published"])
            text = f"{row['before']}\n{row['sentence']}" if row["before"] else row["sentence"]
            yield scored(row, read_article(registry, text, published=day, books=books))


def table(some: list[Scored]) -> str:
    """How many of each score, of sentences and of numbers."""
    of = Counter(s.score for s in some)
    numbers = Counter(x for s in some for x in s.scores)
    total, all_numbers = max(1, len(some)), max(1, sum(numbers.values()))
    return (
        ", ".join(f"{of[w]} {w} ({100 * of[w] / total:.1f}%)" for w in reversed(WORST))
        + f"; of {all_numbers} numbers "
        + ", ".join(f"{numbers[w]} {w} ({100 * numbers[w] / all_numbers:.1f}%)" for w in reversed(WORST))
    )


def summary(split: str, some: list[Scored]) -> list[str]:
    """The scores of a split, and of its parts."""
    lines = [f"{split}: {len(some)} sentences: {table(some)}"]
    for name, kept in (
        ("as published", [s for s in some if s.row["sort"] not in ("trap", "written")]),
        ("written for this", [s for s in some if s.row["sort"] == "written"]),
        ("traps and their twins", [s for s in some if s.row["sort"] == "trap"]),
        ("English", [s for s in some if s.row["lang"] == "en"]),
        ("Spanish", [s for s in some if s.row["lang"] == "es"]),
    ):
        lines.append(f"  {name}: {len(kept)}: {table(kept)}")
    return lines


def report() -> str:
    """The scores of those that may be looked at, and what was said of each that is not right, worst first."""
    some = [*all_scored("look")]
    lines = ["sentences: published sentences of the program, by what a count apart says of them", ""]
    lines += [*summary("look", some), ""]
    for split in LATER:
        lines += [*summary(split, [*all_scored(split)]), ""]
    rest = [s for s in some if s.score != "right"]
    for s in sorted(rest, key=lambda s: (WORST.index(s.score), s.row["id"])):
        lines.append(f"{s.score}: {s.row['id']} {s.row['sentence']}")
        lines.append(f"    expected {s.row['expected']}; said {'; '.join(s.said)}")
    return "\n".join(lines) + "\n"


def kept_back() -> str:
    """The scores alone of those that are scored once."""
    return "\n".join(summary("once", [*all_scored("once")])) + "\n"


if __name__ == "__main__":
    print(kept_back() if sys.argv[1:] == ["--once"] else report())
