"""Rows below the headings that are no agreements in force: totals, notes, titles, other sections, ended rows.

What a row means can hang on where it stands: under a title that says TERMINATED, under a second heading row without
SIGNED, beside a STATUS that says withdrawn. Such rows are kept as printed and never counted; each kind is told with
the first row it was met on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from deputized.model.cells import CellError, CellValue
from deputized.model.raw import RawRow

_TOTAL = re.compile(
    r"\W*(?:(?:grand|sub)[\s-]*)?(?:sub)?totals?\b(?!\s+\w+\s+(?:county|city|police|sheriff))|\W*(?:count|sum|number) of\b",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\s*(?:[*†‡§¹²³]|\(?\d\)\s|notes?\b|source\b|footnotes?\b|disclaimer\b|(?:last )?updated\b|as of\b|data (?:as )?of\b|"
    r"current as of\b|prepared by\b|page \d+|end of\b|https?://|for (?:more|questions)|this (?:list|table|document))",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"\W*(?:t\.?b\.?[ad]\.?|n/?a|none|null|nan|unknown|pending|to be (?:determined|announced|added)|x+|test|blank|"
    r"#?(?:ref|name|value|div/0|null|num|n/a|spill|calc)[!?]?|\(?blank\)?|\d[\d,.]*)\W*|\W+",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"\b(?:terminat\w*|withdr[ae]wn?|withdrew|withdrawal|expired?|ended|cancell?ed|rescind\w*|revoked?|inactive|"
    r"former|discontinued|closed|removed|no longer|not active|non-?active|suspended|dissolved|lapsed|deactivated|"
    r"not renewed|superseded|void(?:ed)?|archived|historical)\b",
    re.IGNORECASE,
)
_WAITING = re.compile(
    r"\b(?:pending|awaiting|proposed|applied|application|in (?:process|negotiation|review)|under review|requested|"
    r"prospective|not (?:yet )?signed|submitted|denied|declined|rejected)\b",
    re.IGNORECASE,
)
_RUNNING = re.compile(
    r"\b(?:active|current|participating|executed|signed|in force|in effect|effective)\b", re.IGNORECASE
)
_TAIL = re.compile(r"(?:[(\[\u2013\u2014*]|\s-\s)([^()\[\]]*)[)\]*]?\s*$")
_STATUS = frozenset({"status", "moa status", "agreement status", "current status", "state of agreement"})
LONGEST_NAME = 1_000  # characters; the longest of ICE's has 77
MOST = 2_000  # rows told one by one at most; a list has no more


def is_status(words: str) -> bool:
    """Whether a heading, in its words, says that its column tells which agreements are in force."""
    return words in _STATUS


@dataclass(slots=True)
class Aside:
    """The rows set aside and why, in the order met."""

    rows: set[int] = field(default_factory=set)
    reasons: dict[str, list[int]] = field(default_factory=dict)

    def put(self, number: int, why: str) -> None:
        """Set a row aside for a reason that reads on after "row 12 "."""
        self.rows.add(number)
        self.reasons.setdefault(why, []).append(number)

    def signals(self) -> list[str]:
        """One sentence for each reason, with the rows it holds for."""
        return [f"{_numbers(rows)} {why}; kept as printed, not counted" for why, rows in self.reasons.items()]


def _numbers(rows: Sequence[int]) -> str:
    if len(rows) == 1:
        return f"row {rows[0]}"
    return f"{len(rows)} rows from row {rows[0]} to {rows[-1]}:"


@lru_cache(maxsize=32768)
def no_agency(value: CellValue) -> str | None:
    """Why a cell of the agency column names no agency, or None if it may name one."""
    if isinstance(value, CellError):
        return f"has the error {value.code} where the agency should stand"
    if not isinstance(value, str):
        return None if value is None else "has no text where the agency should stand"
    if len(value) > LONGEST_NAME:
        return f"has {len(value):,} characters where the agency should stand"
    text = " ".join(value.replace("\xa0", " ").split())
    if _PLACEHOLDER.fullmatch(text):
        return f"names no agency but {text[:30]!r}"
    if _TOTAL.match(text):
        return f"is a total ({text[:40]!r})"
    if _NOTE.match(text):
        return f"is a note ({text[:40]!r})"
    return None


def tail_says(value: CellValue) -> str | None:
    """What a remark behind a name or model says of an agreement not in force: "(terminated)", "- pending"."""
    if not isinstance(value, str) or not (match := _TAIL.search(value[-LONGEST_NAME:])):
        return None
    return not_in_force(match[1])


@lru_cache(maxsize=4096)
def not_in_force(text: str) -> str | None:
    """The word of a status that says an agreement ended or has not begun; None if it says neither.

    "Active, renewal pending" is in force: what follows such a beginning counts only if it says that it ended.
    """
    text = text[:LONGEST_NAME]
    found = _ENDED.search(text) or (None if _RUNNING.match(text.strip()) else _WAITING.search(text))
    return found[0].lower() if found else None


def title_says(text: str) -> str | None:
    """ "out" for a title over agreements not in force, "in" for one over those that are, None for any other."""
    if _ENDED.search(text) or _WAITING.search(text):
        return "out"
    return "in" if _RUNNING.search(text) else None


def texts(row: RawRow) -> list[str]:
    """The row's texts that show something."""
    return [c.strip() for c in row.cells if isinstance(c, str) and c.strip(" \t\r\n\xa0\u200b")]


def is_title(row: RawRow, columns: Mapping[str, int]) -> bool:
    """Whether a row holds one text and nothing of an agreement: no model, no day, no link."""
    if row.links or _at(row, columns.get("support_type")) is not None:  # as nearly every row of a list
        return False
    return all(c is None or isinstance(c, str) for c in row.cells) and len(texts(row)) == 1


def _at(row: RawRow, position: int | None) -> CellValue:
    if position is None or position >= len(row.cells):
        return None
    cell = row.cells[position]
    return None if isinstance(cell, str) and not cell.strip(" \t\r\n\xa0\u200b") else cell


def lacks_signing(rows: Sequence[RawRow], columns: Mapping[str, int]) -> bool:
    """Whether hardly any of these rows has a day under SIGNED or a link: they are no agreements yet."""
    signed = columns.get("signed")
    if signed is None or not rows:
        return False
    having = sum(_at(row, signed) is not None or bool(row.links) for row in rows)
    return having * 5 < len(rows)
