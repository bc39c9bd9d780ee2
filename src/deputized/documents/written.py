"""A day read from a picture of it: which day of a span the strip of ink says, and how sure that is.

A line reader gives, for each column of the strip, how likely each character is. Instead of taking the likeliest text and
hoping that it is a date, every day of the span is spelled in every way people write days, and each spelling is scored
against the columns (the forward sum of connectionist temporal classification). Strokes that hands confuse (a slash and a
1, a 6 and a b) count for one another at a price. What is given back is the share of the best day among all of them: a
strip that says nothing spreads its weight, and nothing is then sure.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Columns = np.ndarray[Any, np.dtype[np.float64]]

DIGITS = "0123456789"
ALPHABET = DIGITS + "/" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SEPARATOR = "/"
MONTHS = (
    "JANUARY",
    "FEBRUARY",
    "MARCH",
    "APRIL",
    "MAY",
    "JUNE",
    "JULY",
    "AUGUST",
    "SEPTEMBER",
    "OCTOBER",
    "NOVEMBER",
    "DECEMBER",
)
CONFUSED = {
    "0": {
        "O": 0.5,
        "o": 0.5,
        "D": 0.2,
        "Q": 0.3,
        "C": 0.1,
        "a": 0.05,
        "U": 0.1,
        "〇": 0.5,
        "6": 0.02,
        "8": 0.02,
    },
    "1": {
        "l": 0.5,
        "I": 0.5,
        "|": 0.5,
        "i": 0.4,
        "!": 0.3,
        "]": 0.2,
        "[": 0.2,
        "/": 0.1,
        "J": 0.05,
        "7": 0.04,
    },
    "2": {"Z": 0.5, "z": 0.5, "之": 0.3, "a": 0.1, "d": 0.05, "J": 0.1, "3": 0.01, "7": 0.02},
    "3": {"J": 0.05, "z": 0.05, "5": 0.01, "2": 0.01, "8": 0.01, "Z": 0.03},
    "4": {"Y": 0.1, "y": 0.1, "u": 0.1, "H": 0.1, "L": 0.03, "9": 0.03, "A": 0.05, "q": 0.05, "U": 0.05},
    "5": {"S": 0.5, "s": 0.5, "3": 0.01, "6": 0.01, "$": 0.2},
    "6": {
        "b": 0.5,
        "G": 0.3,
        "L": 0.1,
        "C": 0.1,
        "(": 0.05,
        "0": 0.02,
        "h": 0.1,
        "e": 0.1,
        "c": 0.1,
        "8": 0.01,
    },
    "7": {"T": 0.2, ")": 0.1, "?": 0.2, "1": 0.05, "2": 0.03, "q": 0.05, "9": 0.01, "Y": 0.05, "七": 0.3},
    "8": {"B": 0.3, "X": 0.2, "&": 0.3, "6": 0.01, "3": 0.02, "0": 0.01, "g": 0.1, "S": 0.05},
    "9": {"q": 0.5, "g": 0.4, "4": 0.05, "7": 0.02, "a": 0.05, "Q": 0.05, "8": 0.01, "1": 0.01},
    SEPARATOR: {
        **dict.fromkeys("-.·—–_,\\~'’:`•", 0.8),
        **dict.fromkeys("|lI", 0.4),
        **dict.fromkeys("1()!i7", 0.15),
    },
}
"""What a written stroke is taken for, with its price: for each character meant, those a reader may give in its place."""
SLIP = 2e-4
"""The chance, a column, of anything being read as anything: no stroke may rule out a day by itself."""
LOOP = 0.15
"""The price of an open 6 that is read as two characters, 6 and 0."""


@dataclass(frozen=True, slots=True)
class DayRead:
    """The likeliest days of a span, each with its share of all; `score` is the best spelling's own, a column."""

    ranked: tuple[tuple[date, float], ...]
    score: float

    @property
    def day(self) -> date:
        """The likeliest."""
        return self.ranked[0][0]

    @property
    def share(self) -> float:
        """Its share."""
        return self.ranked[0][1]


@cache
def spellings(day: date) -> tuple[tuple[str, float], ...]:
    """The ways this day is written, without spaces, commas or periods, with how usual each is (log)."""
    m, d, y = day.month, day.day, day.year
    out: dict[str, float] = {}

    def add(text: str, weight: float) -> None:
        out[text] = max(out.get(text, -99.0), math.log(weight))

    for month in {str(m), f"{m:02d}"}:
        for number in {str(d), f"{d:02d}"}:
            for year in (str(y), f"{y % 100:02d}"):
                add(f"{month}/{number}/{year}", 1.0)
                add(f"{month}{number}{year}", 0.01)
                if "6" in (month[-1], number[-1]):
                    loose = "/".join(x.replace("6", "60") if x[-1] == "6" else x for x in (month, number))
                    add(f"{loose}/{year}", LOOP)
                    add(f"{month.replace('6', '60')}/{number}/{year}", LOOP)
                    add(f"{month}/{number.replace('6', '60')}/{year}", LOOP)
    name = MONTHS[m - 1]
    for word in {name, name[:3], name[:4]}:
        for number in {str(d), f"{d:02d}"}:
            for year in (str(y), f"{y % 100:02d}"):
                add(f"{word}{number}{year}", 0.5 if len(year) == 4 else 0.1)
                add(f"{number}{word}{year}", 0.2)
                add(f"{word}{number}{ordinal(d)}{year}", 0.1)
    add(f"{y}/{m:02d}/{d:02d}", 0.05)
    return tuple(sorted(out.items()))


def ordinal(number: int) -> str:
    """ST, ND, RD or TH."""
    return "TH" if 10 < number < 20 else {1: "ST", 2: "ND", 3: "RD"}.get(number % 10, "TH")


def days_between(first: date, last: date) -> list[date]:
    """Every day from the first through the last."""
    return [first + timedelta(n) for n in range((last - first).days + 1)]


class Lens:
    """Turns a line reader's columns over its own characters into columns over the characters of a date."""

    def __init__(self, characters: Sequence[str]) -> None:
        import numpy as np

        self.matrix = np.zeros((len(characters), 1 + len(ALPHABET)))
        place = {c: n for n, c in enumerate(characters)}
        folds = {x: place[x] for x in " ,.，。_'’`" if x in place}
        self.matrix[0, 0] = 1.0
        for number in folds.values():
            self.matrix[number, 0] = 1.0
        for n, meant in enumerate(ALPHABET, 1):
            alike = {meant: 1.0, **CONFUSED.get(meant, {})}
            if meant.isalpha():
                alike[meant.lower()] = 1.0
            for character, weight in alike.items():
                if character in place:
                    self.matrix[place[character], n] = max(self.matrix[place[character], n], weight)
        self.used = np.flatnonzero(self.matrix.any(axis=1))
        self.matrix = self.matrix[self.used]

    def __call__(self, columns: Columns) -> Columns:
        """Log likelihoods, a column a row; the first is for no character."""
        import numpy as np

        return np.asarray(np.log(columns[:, self.used] @ self.matrix + SLIP))


def forward(columns: Columns, texts: Sequence[str]) -> Columns:
    """The log likelihood of each text, all of them at once."""
    import numpy as np

    longest = max(map(len, texts))
    labels = np.zeros((len(texts), longest), dtype=np.int64)
    lengths = np.array([len(t) for t in texts])
    index = {c: n for n, c in enumerate(ALPHABET, 1)}
    for n, text in enumerate(texts):
        labels[n, : len(text)] = [index[c] for c in text]
    states = 2 * longest + 1
    path = np.zeros((len(texts), states), dtype=np.int64)
    path[:, 1::2] = labels
    may_skip = np.zeros((len(texts), states), dtype=bool)
    may_skip[:, 3::2] = labels[:, 1:] != labels[:, :-1]
    low = -1e9
    alpha = np.full((len(texts), states), low)
    alpha[:, 0] = columns[0, 0]
    alpha[:, 1] = columns[0, path[:, 1]]
    for column in columns[1:]:
        one = np.concatenate((np.full((len(texts), 1), low), alpha[:, :-1]), axis=1)
        two = np.concatenate((np.full((len(texts), 2), low), alpha[:, :-2]), axis=1)
        two[~may_skip] = low
        alpha = np.logaddexp(np.logaddexp(alpha, one), two) + column[path]
    rows = np.arange(len(texts))
    return np.asarray(np.logaddexp(alpha[rows, 2 * lengths], alpha[rows, 2 * lengths - 1]))


SHORTLIST = 100
"""Spellings that are weighed in full: those nearest in letters to what the strips say at first sight."""


def first_sight(columns: Columns) -> str:
    """The likeliest character of each column, repeats and gaps dropped."""
    out, last = [], 0
    for n in columns.argmax(axis=1).tolist():
        if n and n != last:
            out.append(ALPHABET[n - 1])
        last = n
    return "".join(out)


def shortlist(strips: Sequence[Columns], texts: Sequence[str]) -> list[int]:
    """The numbers of the spellings worth weighing, by edit distance from each strip at first sight."""
    import numpy as np
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import cdist

    seen = sorted({first_sight(s) for s in strips})
    distances = cdist(seen, texts, scorer=Levenshtein.distance, dtype=np.uint8)
    keep: set[int] = set()
    for row in distances:
        keep.update(np.argsort(row, kind="stable")[:SHORTLIST].tolist())
    return sorted(keep)


def read_day(strips: Iterable[Columns], days: Sequence[date]) -> DayRead | None:
    """The day that the strips (the same ink cut in several ways) say together, or None where they say nothing."""
    import numpy as np

    strips = [s for s in strips if len(s) > 4 and len(first_sight(s)) >= 3]
    listed = [(text, prior, n) for n, day in enumerate(days) for text, prior in spellings(day)]
    if not strips or not listed:
        return None
    kept = [listed[n] for n in shortlist(strips, [text for text, _, _ in listed])]
    texts = [text for text, _, _ in kept]
    total = np.mean([forward(s, texts) for s in strips], axis=0) + np.array([p for _, p, _ in kept])
    best = np.full(len(days), -1e9)
    np.logaddexp.at(best, np.array([n for _, _, n in kept]), total)
    weights = np.exp(best - best.max())
    shares = weights / weights.sum()
    order = [int(n) for n in np.argsort(-shares)[:15] if shares[n] > 1e-5]
    return DayRead(
        tuple((days[n], float(shares[n])) for n in order),
        float(best.max() / np.mean([len(s) for s in strips])),
    )
