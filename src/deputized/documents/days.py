"""Days as agreements write them: in print, in a digital signature's stamp, in the name of a file."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from deputized.documents.written import MONTHS

_MONTH = "|".join(m[:3].title() + r"[a-z]*\.?" for m in MONTHS)
NUMBERS = re.compile(r"(?<![\d/.\-])(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(20\d\d|\d\d)(?![\d/\-])")
MONTH_FIRST = re.compile(
    rf"\b({_MONTH})\s*(\d(?:\s?\d)?)(?:st|nd|rd|th)?\s*[,.]?\s*(20\s?\d\s?\d)(?!\d)", re.IGNORECASE
)
DAY_FIRST = re.compile(rf"(?<!\d)(\d{{1,2}})\s*({_MONTH})\s*,?\s*(20\d\d|\d\d)(?!\d)", re.IGNORECASE)
STAMP = re.compile(r"(20[12]\d)\s?[.,]\s?([01]\d)\s?[.,]\s?([0-3]\d)(?=\D|\d\d\D|$)")


def written_days(text: str) -> list[tuple[date, str]]:
    """Every day that a text writes out, with its wording, in order."""
    found: list[tuple[int, date, str]] = []

    def keep(at: int, wording: str, year: str, month: str | int, day: str) -> None:
        number = int(re.sub(r"\s", "", year))
        with suppress(ValueError):
            found.append(
                (
                    at,
                    date(number + 2000 if number < 100 else number, int(month), int(re.sub(r"\s", "", day))),
                    wording,
                )
            )

    for m in NUMBERS.finditer(text):
        keep(m.start(), m[0], m[3], m[1], m[2])
    for m in MONTH_FIRST.finditer(text):
        keep(m.start(), m[0], m[3], _month(m[1]), m[2])
    for m in DAY_FIRST.finditer(text):
        keep(m.start(), m[0], m[3], _month(m[2]), m[1])
    return [(day, wording) for _, day, wording in sorted(found)]


def _month(word: str) -> int:
    return next(n for n, m in enumerate(MONTHS, 1) if m.startswith(word[:3].upper()))


def stamp_days(text: str) -> list[tuple[date, str]]:
    """Days of digital signatures' stamps: 2025.03.04."""
    out = []
    for m in STAMP.finditer(text):
        with suppress(ValueError):
            out.append((date(int(m[1]), int(m[2]), int(m[3])), m[0]))
    return out


def name_day(name: str) -> date | None:
    """The day in a file's name, if it has one that can be."""
    stem = re.sub(r"\.pdf$", "", name, flags=re.IGNORECASE)
    for pattern, order in (
        (r"(20[12]\d)-(\d\d)-(\d\d)", "ymd"),
        (r"(?<!\d)(\d{1,2})[.\-](\d{1,2})[.\-](20[12]\d|\d\d)(?!\d)", "mdy"),
        (r"(?<!\d)(\d\d)(\d\d)(20[12]\d)(?!\d)", "mdy"),
        (r"(?<!\d)(\d\d)(\d\d)(\d\d)(?!\d)", "mdy"),
    ):
        if m := re.search(pattern, stem):
            parts = dict(zip(order, map(int, m.groups()), strict=True))
            year = parts["y"] + 2000 if parts["y"] < 100 else parts["y"]
            with suppress(ValueError):
                return date(year, parts["m"], parts["d"])
    return None
