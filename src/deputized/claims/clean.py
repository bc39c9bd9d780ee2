"""Words of a claim that are no claim: the program's own number, names that hold a number, dashes and abbreviations."""

from __future__ import annotations

import re

from deputized.claims.compact import written_out

PROGRAM = "such"
"""The word that the program's own name becomes, so that its number is none of the claim's."""
_PROGRAM = re.compile(
    r"\b(?:(?:so-called|ICE|ICE's|federal|Section|active) )*(?:§ ?)?287\s?-?\(?[gG]\)?(?:\(1\))?(?!\w)|§\s*287\b"
)
_NAMED = (
    (re.compile(r"^\W*WASHINGTON(?=,? (?:\([\w ]+\) )?(?:[\u2014\u2013-]|[A-Z][a-z]+\.? \d))"), ""),  # where it is written
    (re.compile(r"\bTrump (?:2\.0|47)\b"), "Trump"),
    (re.compile(r"\b(?:Operation|Phase|Version|Title|Part|Tier|Group|Team|Top|Zone|"
        r"Area) [A-Z]?\w* ?\d+(?:\.\d+)?\b(?! agree)"), ""),
    (re.compile(r"\bU\.\s?S\.(?=\s)"), "US"),
    (re.compile(r"\bU\.S\.-(?=\w)"), "US "),
    (re.compile(r"\b(\d+) ?x (?=(?:the|as|more|its)\b)", re.I), r"\1 times "),
    (re.compile(r"(?<=\w)(?:--+|\s*\u2014\s*)(?=\w)"), " \u2014 "),
    (re.compile(r"\(?\b\d{3}\)?[-. ]\d{3}[-.]\d{4}\b"), ""),  # a telephone
    (re.compile(r"\b911 calls?\b|\b(?:called|dial|calling|call) 911\b", re.I), ""),
    (re.compile(r"\b(?:SB|HB|H\.?R\.?|S\.?B\.?|LD|AB|House Bill|Senate Bill|Act|Executive Order|Order|Public Law|Proposition) "
                r"(?:No\. )?\d[\d-]*[A-Z]?\b"), "the law"),
    (re.compile(r"\b\d{1,3}[-\u2013]\d{1,3} (?:vote|on [A-Z][a-z]+day)\b|\bvoted \d{1,3}[-\u2013]\d{1,3}\b"), "voted"),
)  # fmt: skip


def tidied(text: str) -> str:
    """The text without numbers that are names, the program called by a word.

    >>> tidied("seven new 287(g) agreements under SB 8")
    'seven new such agreements under the law'
    """
    text = written_out(_PROGRAM.sub(PROGRAM, text))
    for pattern, words in _NAMED:
        text = pattern.sub(words, text)
    return re.sub(r"[ \t]{2,}", " ", text)
