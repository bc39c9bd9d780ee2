"""Days and periods as claims write them: "Dec. 15, 2025", "mid-December 2025", "12/12/2025", "last year", "Q2 2025"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from deputized.claims.claim import When

INAUGURATION = When(date(2025, 1, 20), date(2025, 1, 20), "20 January 2025")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_YEAR = r"(?P<year>(?:19[89]|20[0-3])\d)"
_MONTH = r"(?P<month>" + "|".join(m[:3] + r"(?:" + m[3:] + r"|t?\.?)?" for m in _MONTHS) + r")\b\.?"
_PART_OF = r"(?:beginning|start|middle|end|first (?:full )?week|last week|first days|last days) of"
_PART = rf"(?:(?P<part>early|mid|late|(?:the )?{_PART_OF})[- ](?:the month of )?)?"
_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "last": 4,
    "final": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "autumn": (9, 11)}
_MONTH_PARTS = {
    "early": (1, 10), "beginning": (1, 10), "start": (1, 10), "mid": (11, 20), "late": (21, 31), "end": (21, 31), "first": (1, 10),
    "last": (21, 31),
}  # fmt: skip
_YEAR_PARTS = {
    "early": (1, 4), "beginning": (1, 1), "start": (1, 1), "mid": (5, 8), "late": (9, 12), "end": (12, 12), "first": (1, 1),
    "last": (12, 12),
}  # fmt: skip


def find_days(
    text: str, today: date | None = None, published: date | None = None
) -> list[tuple[int, int, When]]:
    """Where days and periods stand in a text; the most precise reading first, no two overlap.

    A day without a year takes that of the text's other days, if they name but one; else it is the last such day up to
    `published`. `today` is needed for "last year".

    >>> [w.words for _, _, w in find_days("958 on 2 Sep 2025, up from 135 in Jan. 2025")]
    ['2 Sep 2025', 'Jan. 2025']
    """
    found: list[tuple[int, int, When]] = []

    def take(
        pattern: re.Pattern[str],
        read: Callable[[re.Match[str]], tuple[date, date] | None],
        *,
        adds_year: bool = False,
    ) -> None:
        for m in pattern.finditer(text):
            if all(m.end() <= start or m.start() >= end for start, end, _ in found) and (span := read(m)):
                found.append(
                    (
                        m.start(),
                        m.end(),
                        When(
                            *span,
                            m[0].strip().removeprefix("as of ").removeprefix("As of ")
                            + (f" {span[0].year}" if adds_year else ""),
                        ),
                    )
                )

    for pattern, read in _DATED:
        take(pattern, read)
    years = {w.last.year for _, _, w in found}
    dated = [(s, e, w) for s, e, w in found]
    if published is not None and years:
        for pattern in _YEARLESS:
            take(pattern, lambda m: _beside(m, text, dated) or _last_before(m, published), adds_year=True)
    elif len(years) == 1:
        (year,) = years
        for pattern in _YEARLESS:
            take(pattern, lambda m: _of_month(m, year))
    elif published is not None:
        for pattern in _YEARLESS:
            take(pattern, lambda m: _last_before(m, published), adds_year=True)
    if today is not None:
        take(_RELATIVE, lambda m: _relative(m[0].lower(), today))
    return sorted(found, key=lambda f: f[0])


def _last_before(found: re.Match[str], day: date) -> tuple[date, date] | None:
    """The last such day or month that began by a day."""
    for year in (day.year, day.year - 1):
        span = _of_month(found, year)
        if span is not None and span[0] <= day:
            return span
    return None


_JOINS = re.compile(r",?\s*(?:and|to|through|until|till|-|\u2013|or|,)?\s*(?:the|on|in|by)?\s*", re.I)


def _beside(found: re.Match[str], text: str, dated: list[tuple[int, int, When]]) -> tuple[date, date] | None:
    """A day that shares the year of the one it is joined with: "Dec. 12 and Dec. 29, 2025"."""
    for start, _, when in dated:
        if found.end() <= start and _JOINS.fullmatch(text[found.end() : start]):
            span = _of_month(found, when.first.year)
            if span is not None and span[0] > when.last:
                span = _of_month(found, when.first.year - 1)
            return span
    return None


def yearless_days(text: str) -> list[str]:
    """Days written without a year, as they stand."""
    return [m[0] for pattern in _YEARLESS for m in pattern.finditer(text)]


def impossible_day(text: str) -> str:
    """A day as it stands that no calendar has ("Feb. 30, 2025"); empty if there is none."""
    for pattern, read in _DATED[:5]:
        for m in pattern.finditer(text):
            if read(m) is None:
                return m[0]
    return ""


def shifted(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _month(name: str) -> int:
    return next(n for n, m in enumerate(_MONTHS, 1) if m.startswith(name.lower().rstrip(".")[:3]))


def _whole(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _part_word(found: re.Match[str]) -> str:
    words = re.findall(
        r"early|mid|late|beginning|start|end|first|last", (found.groupdict().get("part") or "").lower()
    )
    return words[0] if words else ""


def _of_month(found: re.Match[str], year: int) -> tuple[date, date] | None:
    groups = found.groupdict()
    month = int(groups["m"]) if groups.get("m") else _month(groups["month"])
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    if groups.get("day"):
        day = int(groups["day"])
        return (date(year, month, day), date(year, month, day)) if 1 <= day <= last else None
    if groups.get("edge"):
        day = 1 if groups["edge"].lower() == "first" else last
        return date(year, month, day), date(year, month, day)
    weeks = groups.get("weeks")
    first, end = (1, 7 * _WEEKS[weeks.lower()]) if weeks else _MONTH_PARTS.get(_part_word(found), (1, 31))
    return date(year, month, first), date(year, month, min(end, last))


def _dated(found: re.Match[str]) -> tuple[date, date] | None:
    year = int(found["year"])
    return _of_month(found, year + 2000 if year < 100 else year)


def _fiscal(found: re.Match[str]) -> tuple[date, date]:
    year = int(found["year"])
    year = year + 2000 if year < 100 else year
    return date(year - 1, 10, 1), date(year, 9, 30)


def _quarter(found: re.Match[str]) -> tuple[date, date]:
    n = int(found["q"]) if found.groupdict().get("q") else _ORDINALS[found["nth"].lower()]
    return _whole(int(found["year"]), 3 * n - 2, 3 * n)


def _half(found: re.Match[str]) -> tuple[date, date] | None:
    n = _ORDINALS[found["nth"].lower()]
    return _whole(int(found["year"]), 6 * n - 5, 6 * n)


def _of_year(found: re.Match[str]) -> tuple[date, date]:
    return _whole(int(found["year"]), *_YEAR_PARTS.get(_part_word(found), (1, 12)))


def _relative(words: str, today: date) -> tuple[date, date]:
    words = re.sub(r"^the ", "", words)
    if "today" in words or "now" in words:
        return today, today
    if "ended" in words or "year-end" in words:
        year = today.year - (today.month <= 6)
        return (date(year, 12, 21), date(year, 12, 31)) if year < today.year else (today, today)
    if words == "yesterday":
        return today - timedelta(days=1), today - timedelta(days=1)
    back = 0 if words.startswith("this") else 1
    if words.endswith("year"):
        return _whole(today.year - back, 1, 12) if back else (date(today.year, 1, 1), today)
    if words.endswith("month"):
        day = shifted(today.replace(day=1), back)
        return _whole(day.year, day.month, day.month) if back else (day, today)
    monday = today - timedelta(days=today.weekday() + 7 * back)
    return monday, min(today, monday + timedelta(days=6))


def _rx(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


_TRUMP = r"(?:President |Donald |the )*(?:Trump|President)(?:'s)?"
_DATED: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[date, date] | None]], ...] = (
    (_rx(rf"{_YEAR}-(?P<m>\d\d)-(?P<day>\d\d)\b"), _dated),
    (_rx(r"\b(?P<m>\d{1,2})([/-])(?P<day>\d{1,2})\2(?P<year>20\d\d|\d\d)\b"), _dated),
    (_rx(rf"{_YEAR}-(?P<m>\d\d)\b"), _dated),
    (_rx(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}\b"), _dated),
    (_rx(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH},? {_YEAR}\b"), _dated),
    (_rx(rf"\b{_PART}{_MONTH},?(?: of)? {_YEAR}\b"), _dated),
    (
        _rx(
            rf"\b(?:the )?(?P<nth>first|second|third|fourth|last|final|1st|2nd|3rd|4th) quarter of {_YEAR}\b"
        ),
        _quarter,
    ),
    (_rx(rf"\bQ(?P<q>[1-4])(?: of)? {_YEAR}\b"), _quarter),
    (_rx(rf"\b(?:the )?(?P<nth>first|second|1st|2nd) half of {_YEAR}\b"), _half),
    (
        _rx(rf"\b(?:the )?(?P<season>spring|summer|fall|autumn)(?: of)? {_YEAR}\b"),
        lambda m: _whole(int(m["year"]), *_SEASONS[m["season"].lower()]),
    ),
    (_rx(r"\b(?:FY|fiscal year) ?'?(?P<year>20\d\d|\d\d)\b"), _fiscal),
    (
        _rx(
            rf"\b(?:{_TRUMP} (?:first )?(?:re-?took|took|returned to|"
            rf"came (?:back )?(?:in)?to) (?:the )?(?:Oval )?(?:office|White House)(?: in January)?"
            rf"|(?:{_TRUMP} (?:was )?|the )?(?:second )?inaugurat(?:ion(?: day)?|ed)(?: in (?:late )?January)?|"
            rf"{_TRUMP} began his second (?:term|presidency)|"
            rf"(?:start|beginning|onset) of (?:(?:the )?(?:current|new|present|second|Trump)|this|his|{_TRUMP})"
            rf"(?: (?:current|second|new|Trump))*(?: (?:term|administration|presidency))|"
            rf"{_TRUMP} second (?:term|administration) began)\b"
        ),
        lambda _: (INAUGURATION.first, INAUGURATION.last),
    ),
    (
        _rx(
            r"\b(?:(?:President )?(?:Joe )?Biden took office|end of (?:the )?first Trump (?:administration|term)"
            r"|end of Trump's first (?:term|administration))\b"
        ),
        lambda _: (date(2021, 1, 20), date(2021, 1, 20)),
    ),
    (
        _rx(
            rf"(?:during|under|in) (?:the )?(?:first Trump (?:term|administration)|{_TRUMP} first (?:term|administration)|"
            r"Republican's first term)\b"
        ),
        lambda _: (date(2017, 1, 20), date(2021, 1, 20)),
    ),
    (
        _rx(
            r"(?:during|under|in) (?:the )?(?:(?:President )?(?:Joe )?Biden(?:'s)?(?: administration|"
            r" presidency| years| term)?)\b"
        ),
        lambda _: (date(2021, 1, 20), date(2025, 1, 20)),
    ),
    (_rx(rf"(?<![\d,.$])\b{_PART}{_YEAR}(?![\d,.]\d|%)\b"), _of_year),
)
_WEEKS = {"two": 2, "three": 3, "2": 2, "3": 3}
_YEARLESS = (
    _rx(rf"\b(?:the )?first (?P<weeks>two|three|2|3) weeks of {_MONTH}(?! \d)"),
    _rx(rf"\b(?:the )?(?P<edge>first|last|final) day of {_MONTH}(?! \d)"),
    _rx(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,?\d)"),
    _rx(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH}(?! \d)"),
    _rx(rf"\b(?P<part>early|mid|late|(?:the )?{_PART_OF})[- ]{_MONTH}(?! \d)"),
    _rx(rf"(?<=\b(?:in|of|by) ){_MONTH}(?! \d)"),
    _rx(rf"(?<=\b(?:from|last) ){_MONTH}(?! \d)"),
    _rx(rf"(?<=\bsince ){_MONTH}(?! \d)"),
    _rx(rf"(?<=\bbetween ){_MONTH}(?! \d)"),
)
_RELATIVE = _rx(
    r"\b(?:(?:the )?(?:last|previous|this) (?:year|month|week)|yesterday|as of (?:today|now)|today|(?:the )?year ended)\b"
)
