"""Numbers as claims write them: digits, words, fractions, "doubled", "dozens", ranges; and how exactly each is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from deputized.claims.claim import Operator
from deputized.claims.lexicon import COUNTABLE, OPERATORS


@dataclass(frozen=True, slots=True)
class Found:
    """One number where it stands; per cent where `is_percent`."""

    start: int
    end: int
    number: float
    decimals: int = 0
    is_percent: bool = False
    is_growth: bool = False
    slack: float = 0.0
    operator: Operator | None = None  # where the word itself says it ("dozens")
    upper: float | None = None


_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = (
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
_VALUES = {w: n for n, w in enumerate(_ONES)} | {w: 10 * n for n, w in enumerate(_TENS, 2)}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_WORD = "|".join((*_ONES, *_TENS, *_SCALES))
_WORDS = re.compile(
    rf"\b(?:a (?=hundred|thousand))?(?:{_WORD})(?:(?:-| and | )(?:{_WORD})){{0,9}}\b(?!-)", re.I
)
_DIGITS = re.compile(
    r"(?<![\w.,/])\$?(?P<number>\d{1,3}(?:,\d{3}){1,3}|\d{1,9})(?P<rest>\.\d{1,6})?"
    r"(?:(?P<k>k)\b|(?P<scale> (?:hundred|thousand|million)\b))?(?P<percent> ?%| per ?cent\b|"
    r"-percent\b)?(?![\w/]|,\d)"
)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_FRACTION = re.compile(
    r"\b(?:(?P<top>a|an|one|two|three|four|five|nine)[- ])?(?P<part>half|third|quarter|fourth|fifth|sixth|tenth)s?"
    r"(?= (?:of|the|all)\b)|\b(?P<most>(?:a |the )?(?:vast )?majority)(?= of\b)|"
    rf"\b(?P<some>[1-9]|{'|'.join(_ONES[1:10])}) (?:in(?: every)?|out of(?: every)?|of every) (?P<bottom>\d|10|"
    rf"{'|'.join(_ONES[2:11])})(?![\d,.]\d|\w)",
    re.I,
)
_TIMES = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5}
_MULTIPLE = re.compile(
    r"\b(?:(?P<verb>doubl|tripl|trebl|quadrupl|quintupl)(?:e|ed|es|ing)\b|"
    rf"(?:(?P<digits>\d+(?:\.\d+)?)|(?P<word>{_WORD}))(?:[- ]?fold\b| times (?=as many|as large|"
    rf"the number|the size|its|what)))",
    re.I,
)
_DOZEN = re.compile(r"\b(?:(?P<count>a|one|two|three|four|five|six|half a) )?dozen\b", re.I)
_MANY = re.compile(
    r"(?<! )(?<!\w)\b(?P<many>dozens|scores|hundreds|thousands) of\b|(?<= )\b(?P<too>dozens|scores|"
    r"hundreds|thousands) of\b",
    re.I,
)
_LEAST = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000}
_NONE = re.compile(
    r"(?<=\bhas )none\b|(?<=\bhave )none\b|(?<=\bhad )none\b"
    rf"|\b(?:no(?! fewer| less| more)|zero|not a single|not one)(?= (?:[\w'-]+ ){{0,3}}?(?:{COUNTABLE})\b)",
    re.I,
)
_COUNTED = re.compile(rf" (?:[\w()-]+ ){{0,2}}?(?:{COUNTABLE}|rows)\b", re.I)
_NO_CLAIM_AFTER = re.compile(r"^[ -](?:years?|months?|weeks?|days?|hours?|minutes?|a\.m|p\.m)\b", re.I)
_ONE_OF = re.compile(
    r"^ of (?!(?:the |its |their )?(?:state's )?\d)(?:the |its |many |several |at least |more than |"
    r"nearly |about |just |only |some |around )*"
    r"(?:[a-z]|\d)",
    re.I,
)  # "one of hundreds of sheriffs" counts none
_NO_CLAIM_BEFORE = re.compile(
    r"\b(?:SB|HB|S\.B\.|H\.B\.|Bill|Order|Highway|Interstate|I|Route|page|grade|ages?|aged|H\.?R\.?|"
    r"LD|Act|Section|chapter|Title|Rev\.?|No\.|age|since|§)\s*$",
    re.I,
)
_UNIT_NEAR = re.compile(rf"^(?: [\w'.-]+){{0,3}}? (?:{COUNTABLE})\b", re.I)


def find_numbers(text: str) -> list[Found]:
    """Every number of a text in order; no two overlap. Hours, years of age and bills' numbers are none.

    >>> [n.number for n in find_numbers("twelve hundred agreements, a quarter of the agencies")]
    [1200.0, 25.0]
    """
    found: list[Found] = []
    for read in (_fractions, _multiples, _dozens, _nones, _digits, _words):
        for n in read(text):
            if all(n.end <= other.start or n.start >= other.end for other in found) and not (
                (not n.is_percent and _NO_CLAIM_AFTER.match(text[n.end :]))
                or _NO_CLAIM_BEFORE.search(text[: n.start])
                or (n.number == 1 and _ONE_OF.match(text[n.end :]))
                or (text[n.start : n.end] == "911" and not _COUNTED.match(text[n.end :]))
            ):
                found.append(n)
    return _ranges(text, sorted(found, key=lambda n: n.start))


def _digits(text: str) -> list[Found]:
    found = []
    for m in _DIGITS.finditer(text):
        scale = 1000 if m["k"] else _SCALES[m["scale"].strip()] if m["scale"] else 1
        rest = m["rest"] or ""
        number = float(m["number"].replace(",", "") + rest) * scale
        slack = scale / 10 ** len(rest[1:]) / 2 if scale > 1 and rest else 0.0
        found.append(
            Found(
                m.start(), m.end(), number, 0 if scale > 1 else len(rest[1:]), bool(m["percent"]),
                slack=slack, operator=Operator.ABOUT if slack else None,
            )
        )  # fmt: skip
    return found


def _words(text: str) -> list[Found]:
    found = []
    for m in _WORDS.finditer(text):
        number = word_value(m[0])
        percent = re.match(r" per ?cent\b|-percent\b", text[m.end() :])
        if number is None or (
            number <= 12
            and not percent
            and not _UNIT_NEAR.match(text[m.end() :])
            and not re.search(
                r"\b(?:up|down|grew|rose|went|gone|grown|surged|jumped) from $"
                r"|\b(?:ago|earlier|before|then|now|today|January|December),? (?:it (?:was|had|has)|there (?:were|are)|they had) "
                r"(?:just |only )?$",
                text[: m.start()],
            )
            and not re.search(
                r"\bOf (?:the |its )?\d+ (?:[\w-]+ ){1,3}?(?:applications|requests|agreements|agencies), $",
                text[: m.start()],
            )
            and not (
                re.search(r"\b(?:includ(?:e|es|ed|ing)|of which|of whom|of them,?|with) $", text[: m.start()])
                and re.match(r" (?:(?:in|are in|from) [A-Z]|(?:under|with) the )", text[m.end() :])
            )
            and not re.match(
                r" of (?:them|those|these|which|whom)\b(?: (?:are|were|is))?,? (?:in|from|with|under) ",
                text[m.end() :],
            )
        ):
            continue  # "one of those", "two-year"
        found.append(
            Found(m.start(), m.end() + (percent.end() if percent else 0), number, is_percent=bool(percent))
        )
    return found


def word_value(words: str) -> float | None:
    """A number in words; None if the words make none.

    >>> word_value("one thousand two hundred and forty-five")
    1245.0
    """
    total, current = 0, 0
    for word in re.split(r"[- ]", words.lower()):
        if word in ("and", "a"):
            continue
        if word in _VALUES:
            current += _VALUES[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        else:
            total, current = total + max(current, 1) * _SCALES[word], 0
    return float(total + current) if total + current else None


def _fractions(text: str) -> list[Found]:
    found = []
    for m in _FRACTION.finditer(text):
        if m["most"]:
            found.append(Found(m.start(), m.end(), 50.0, is_percent=True, operator=Operator.OVER))
            continue
        if m["bottom"]:
            top, bottom = (
                float(w) if w.isdigit() else word_value(w) or 0.0 for w in (m["some"], m["bottom"])
            )
        else:
            word = (m["top"] or "a").lower()
            top = 1.0 if word in ("a", "an", "one") else word_value(word) or 1.0
            bottom = float(_PARTS[m["part"].lower()])
        if not 0 < top < bottom:
            continue
        percent = round(100 * top / bottom, 1)
        found.append(Found(m.start(), m.end(), percent, 0 if percent == int(percent) else 1, True, slack=2.5))
    return found


def _multiples(text: str) -> list[Found]:
    found = []
    for m in _MULTIPLE.finditer(text):
        times = (
            float(_TIMES[m["verb"].lower()])
            if m["verb"]
            else float(m["digits"])
            if m["digits"]
            else word_value(m["word"]) or 0
        )
        if times > 1:
            found.append(
                Found(m.start(), m.end(), 100 * (times - 1), 0, True, is_growth=True, slack=12.5 * times)
            )
    return found


def _dozens(text: str) -> list[Found]:
    found = []
    for m in _DOZEN.finditer(text):
        word = (m["count"] or "a").lower()
        count = 0.5 if word == "half a" else 1 if word in ("a", "one") else word_value(word) or 1
        found.append(Found(m.start(), m.end(), 12 * count))
    for m in _MANY.finditer(text):
        word = (m["many"] or m["too"]).lower()
        found.append(Found(m.start(), m.end(), _LEAST[word], operator=Operator.AT_LEAST))
    return found


def _nones(text: str) -> list[Found]:
    return [Found(m.start(), m.end(), 0.0) for m in _NONE.finditer(text)]


_TO = re.compile(r"(?: to |[-–—]| and )$")


def _ranges(text: str, numbers: list[Found]) -> list[Found]:
    """ "between 1,200 and 1,300" and "1,200 to 1,300" are one number; "from 135 to 1,000" are two."""
    kept: list[Found] = []
    for n in numbers:
        last = kept[-1] if kept else None
        if last is not None and last.upper is None and _TO.fullmatch(text[last.end : n.start]):
            before = text[: last.start].rstrip().lower()
            joins = (
                before.endswith("between")
                if text[last.end : n.start] == " and "
                else not before.endswith("from")
            )
            if (
                joins
                and last.number < n.number
                and last.is_percent in (n.is_percent, False)
                and not last.operator
            ):
                start = last.start - (len("between ") if before.endswith("between") else 0)
                kept[-1] = Found(
                    start,
                    n.end,
                    last.number,
                    n.decimals,
                    n.is_percent,
                    upper=n.number,
                    operator=Operator.BETWEEN,
                )
                continue
        kept.append(n)
    return kept


def operator_of(before: str, after: str) -> tuple[Operator, str]:
    """How exactly a number is meant, by the words just before it and the sign just after; and those words."""
    if after.startswith("+") or re.match(r"(?:[ -]plus\b| or more\b)", after):
        return Operator.AT_LEAST, ""
    if re.search(r"\b(?:spread|scattered|divided|split) over\s*$", before, re.I):
        return Operator.EXACTLY, ""
    for operator, words in OPERATORS:
        if m := re.search(rf"(?:^|\s)({words})\s*(?:(?:the|an?)\s+)?$", before, re.I):
            if re.search(r"\bthan\s+the\s+$", before, re.I):
                return Operator.EXACTLY, m[0].strip()  # "fewer than the 32 of January"
            if re.match(r"almost|nearly|close to|just (?:under|shy)", m[1], re.I):
                return Operator.ABOUT, m[0].strip()
            return operator, m[0].strip()
    return Operator.EXACTLY, ""
