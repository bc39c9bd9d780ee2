"""Reporters' short forms written out before a sentence is read: asides, "its 1,000th agreement", "with 138, Texas ..."."""

from __future__ import annotations

import re

from deputized.claims.bearing import unread
from deputized.claims.reworded import plainly

_NAME = r"(?-i:[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3})"
_ASIDE = re.compile(
    r",\s+(?:where|whose|which|who)\b(?P<what>(?:[^,;.\d\"\u201c\u201d]|(?<=\b[A-Z][a-z])\.|(?<=\b[A-Z][a-z][a-z])\.){3,110}),"
    r"(?=\s+(?:also |now |still |already |currently )?[a-z]+)"
)
_ALL_TOLD = re.compile(r"^(\W*)(?:In all|All told|All in all|Altogether|In sum|Taken together),\s+", re.I)
_NTH = re.compile(
    r"\b(?:signed|inked|reached|announced|marked|struck|hit|passed|logged|celebrated)\s+(?:its|their|the)\s+"
    r"(\d[\d,]*)(?:st|nd|rd|th)\s+((?:[\w()]+\s){0,2}?)(agreement|memorandum of agreement|MOA|partnership|pact|deal)s?\b",
    re.I,
)
_WITH = re.compile(
    rf"^(\W*)With (?P<some>(?:about |nearly |almost |more than |over |just |only )?\d[\d,]*(?: [a-z][\w()'-]*){{0,3}}), "
    rf"(?P<who>{_NAME}),?(?= (?:is|has|had|was|ranks?|leads?|led|trails?|tops?|accounts?|makes?|holds?|stands?|comes?|remains?)\b)"
)
_FOR = (
    (re.compile(r"(?<=\d )(?P<of>(?:of (?:them|those|these|which) )?)for task forces\b"), "task force"),
    (re.compile(r"(?<=\d )(?P<of>(?:of (?:them|those|these|which) )?)for jails\b"), "jail enforcement"),
    (
        re.compile(r"(?<=\d )(?P<of>(?:of (?:them|those|these|which) )?)for warrant[- ]service officers\b"),
        "warrant service officer",
    ),
    (
        re.compile(r"(?<=\d )(?P<of>(?:of (?:them|those|these|which) )?)for warrants\b"),
        "warrant service officer",
    ),
)
_YEAR_AFTER = re.compile(
    r"^(\W*)(?:(?:Nearly|Almost|Just over|More than|About|Over|Barely|Only) )?(?:a|one|two|three|four|five|six|\d+) "
    r"(?:years?|months?|weeks?|days?) (?:after|into|before) (?=[^,\d]{3,80},)[^,]*,\s+",
    re.I,
)
_TOTAL = re.compile(
    r"(?P<what>\b(?:count|total|tally|number|figure)\b(?: of (?:such )?agreements)?) (?P<verb>stood at|stands at|was|reached|hit|"
    r"is|topped) (?P<hedge>(?:exactly |about |nearly |more than |over |just )?)(?P<n>\d[\d,]*)(?=[,;.\u2014]|$| (?:on|in|by|as of)\b)",
    re.I,
)
_UNIT = re.compile(
    r"\b(?:agreements?|agenc\w+|sheriffs?|departments?|counties|states|officers?|deput\w+|people|applications?|requests?|"
    r"arrests?|jails?|\$)",
    re.I,
)


def written_out(text: str) -> str:
    """A sentence with its short forms written out, so that one grammar reads them all.

    >>> written_out("With 138, Texas is a distant second to Florida's 319.")
    "Texas, with 138, is a distant second to Florida's 319."
    """
    text = plainly(text)
    text = _ASIDE.sub(lambda m: m[0] if unread(_of_law(m["what"]), []) else "", text)
    text = _ALL_TOLD.sub(r"\1", text)
    for pattern, model in _FOR:
        text = pattern.sub(rf"\g<of>under the {model} model", text)
    text = _NTH.sub(lambda m: f"reached {m[1]} {m[2]}{m[3]}s", text)
    text = _WITH.sub(lambda m: f"{m[1]}{m['who']}, with {m['some']},", text)
    if (
        re.search(r"\b(?:as of|on|by)\b[^,;]*\d|\b[A-Z][a-z]{2,8}\.? \d{1,2}\b(?!,\d)", text)
        or len(re.findall(r"\b20\d\d\b", text)) == 1
    ):
        text = _YEAR_AFTER.sub(r"\1", text)
    if (total := _TOTAL.search(text)) is not None and not _UNIT.search(text[: total.end()]):
        text = text[: total.end()] + " agreements" + text[total.end() :]
    return text


def _of_law(words: str) -> str:
    """An aside without what it says of laws, orders and plans, which bears on no number."""
    return re.sub(
        r"\b(?:order\w*|requir\w+|mandat\w+|ban\w*|barred|prohibit\w*|must|will|would|could|propos\w+|expect\w*)\b",
        "", words, flags=re.I,
    )  # fmt: skip
