"""Whole articles, written from ICE's counts: five all true, five with planted errors: `python -m bench.articles`.

A planted error stands in the file between `{{` and `}}`; the marks are taken away before the desk reads it. They were
written before any of them was put to the desk. The day is that of the file's name.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import deputized
from bench.sentences import SAID
from deputized.claims import Books
from deputized.claims.article import read_article

ARTICLES = Path(__file__).parent / "gold" / "articles"
_MARK = re.compile(r"\{\{(.*?)\}\}")


@dataclass(frozen=True, slots=True)
class Judged:
    """One number of an article: whether it is a planted error, and what the desk said."""

    article: str
    sentence: str
    number: str
    is_planted: bool
    said: str

    @property
    def score(self) -> str:
        """Right, missed (not called wrong, not supported), false support or false alarm."""
        if self.is_planted:
            return {"false": "caught", "true": "false support"}.get(self.said, "missed")
        return {"true": "right", "false": "false alarm"}.get(self.said, "unread")


def plain(marked: str) -> tuple[str, list[int]]:
    """The text without marks, and where each planted word begins in it."""
    text, starts, at = "", [], 0
    for m in _MARK.finditer(marked):
        text += marked[at : m.start()]
        starts.append(len(text))
        text += m[1]
        at = m.end()
    return text + marked[at:], starts


def number_of(word: str) -> float | None:
    """A planted number; None for a planted word."""
    digits = re.sub(r"[.,]", "", word)
    return float(digits) if digits.isdigit() else None


def judged() -> list[Judged]:
    """Every number the desk read in every article, and every planted one it did not."""
    found = []
    with deputized.open() as registry:
        books = Books(registry)
        for path in sorted(ARTICLES.glob("*.txt")):
            marked = path.read_text(encoding="utf-8")
            text, starts = plain(marked)
            words = [m[1] for m in _MARK.finditer(marked)]
            day = date.fromisoformat(path.stem[-10:])
            desk = read_article(registry, text, published=day, books=books)
            left = dict(enumerate(zip(starts, words, strict=True)))
            for read in desk.reads:
                at = desk.text.find(read.sentence.text[:60])
                own = {n for n, (s, _) in left.items() if at <= s < at + len(read.sentence.text)}
                for checked in read.parts:
                    number = checked.part.number
                    hit = next((n for n in own if number_of(left[n][1]) == number), None)
                    if hit is None:
                        hit = next(
                            (n for n in own if number_of(left[n][1]) is None and checked.part.extras), None
                        )
                        hit = hit if hit is not None else next(
                            (n for n in own if number_of(left[n][1]) is None and number == 50), None)  # fmt: skip
                    if hit is not None:
                        own.discard(hit)
                        left.pop(hit)
                    found.append(
                        Judged(
                            path.stem,
                            read.sentence.text,
                            checked.part.written,
                            hit is not None,
                            SAID[checked.verdict],
                        )
                    )
            found += [Judged(path.stem, "", word, True, "open") for _, word in left.values()]
    return found


def report() -> str:
    """How many planted errors were caught, what true numbers were called wrong, and every number that is not right."""
    some = judged()
    lines = ["articles: five all true, five with planted errors", ""]
    for name in dict.fromkeys(j.article for j in some):
        of = Counter(j.score for j in some if j.article == name)
        lines.append(f"{name}: " + ", ".join(f"{n} {word}" for word, n in of.most_common()))
    total = Counter(j.score for j in some)
    lines += ["", "all: " + ", ".join(f"{n} {word}" for word, n in total.most_common()), ""]
    lines += [
        f"{j.score}: {j.article}: {j.number} in {j.sentence[:160]!r}"
        for j in some
        if j.score not in ("right", "caught")
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(report())
