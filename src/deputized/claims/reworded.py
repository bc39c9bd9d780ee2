"""Constructions of reporters said plainly before a sentence is read: "all but 12 of the 50", "only Florida has more", holidays."""

from __future__ import annotations

import re

from deputized.claims.lexicon import COUNTABLE
from deputized.claims.numbers import word_value

_ONES = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_N = rf"(?:\d[\d,]*|{_ONES})"
_STATE = r"(?-i:[A-Z][\w.]*(?: [A-Z][\w.]*)?)"
_STATES = rf"{_STATE}(?:, {_STATE})*(?:,? and {_STATE})?"

_HAS_MORE = r"(?:has|have|had|holds?|held|counts?) more "
_THEM = r"agreements|agencies|such agreements|pacts"

_ALL_BUT = re.compile(
    rf"\ball (?:but|except(?: for)?) (?P<out>{_N}) of (?P<whose>(?:the |its |their |the state's |the (?:nation|country)'s |"
    rf"(?-i:[A-Z])[\w. ]{{1,20}}'s? )?)(?P<whole>\d[\d,]*)"
    r"(?P<unit> (?:\w+ )?(?:states|counties|sheriffs|parishes)\b)",
    re.I,
)
_ONLY_MORE = re.compile(
    rf"^(?P<lead>\W*)Only (?P<who>{_STATES}) {_HAS_MORE}(?P<unit>{_THEM})? ?than "
    rf"(?:(?P<where>{_STATE})(?:'s|, with|, which has)? (?P<n>\d[\d,]*)"
    rf"|the (?P<n2>\d[\d,]*) (?:in|of|from) (?P<where2>{_STATE}))(?=[.,;]|$)"
)
_ONLY_HAS = re.compile(
    rf"(?:[;,.:]| \u2014| and| but)\s*[Oo]nly (?P<who>{_STATES}) (?:has|have|had|holds?|held|counts?|signed) more"
    rf"(?: agreements| of them| such agreements)?(?=[.,;]|$)"
)
_TO_END = re.compile(
    rf"\b(?:requir\w+|forc(?:es?|ed|ing)|order(?:s|ed|ing)|direct(?:s|ed|ing)|compel\w*|oblig\w+) "
    rf"(?P<what>(?:[\w'-]+ ){{0,4}}?{_N} (?:[\w'-]+ ){{0,4}}?)(?:with|that have|that had|holding) "
    rf"(?:(?:existing|active|current|such|ICE|signed|formal) )*(?P<unit>agreements?|deals|pacts|partnerships|MOAs) to "
    rf"(?:terminate|end|cancel|drop|exit|withdraw|leave|rescind|wind down|scrap)\b[^.;]*",
    re.I,
)
_SHARE = (
    r"(?:(?:about|nearly|roughly|almost|more than|just over|just under|over|some|fully|around) )?"
    r"(?:\d+(?:\.\d+)? ?(?:%|percent|per cent)"
    rf"|(?:{_ONES}|\d) (?:in|out of|of) (?:every )?(?:{_ONES}|\d\d?)"
    r"|(?:(?:a|one|two|three) )?(?:half|thirds?|quarters?|two-thirds|three-quarters|fifths?|tenths?))"
)
_OF = r"(?:the|all|all the|its|their|ICE's|such) (?:[\w()-]+ ){0,2}?(?:agreements|agencies|deals|pacts)"
_BE = r"(?:are|were|is|follow|use|belong to|come from|came from|have)"
_BETWEEN = re.compile(
    rf"(?P<n>(?:\w+ ){{0,2}}\S+) of (?P<whole>{_OF}), (?P<share>{_SHARE}), (?P<does>{_BE} [^.;,]+)", re.I
)
_HOLD = re.compile(
    rf"^(?P<lead>\W*)(?P<who>(?:County )?[Ss]heriffs(?:' offices)?|(?:City |Municipal |Local )?[Pp]olice departments|"
    rf"[Cc]onstables) (?:now |still |already )?(?:hold|held|have|had|make up|made up|account for|accounted for|represent) "
    rf"(?P<share>{_SHARE}) of (?P<whole>{_OF})(?:, (?P<again>{_SHARE}))?",
)
_SINGLE = re.compile(rf"(?<!\bnot )\ba (?:single|lone|sole) (?=(?:[\w'-]+ ){{0,2}}?(?:{COUNTABLE})\b)", re.I)
_APPROVED = re.compile(
    r"(?<=\d )applications? (?:were|was|have been|has been|got) (?:approved|granted|accepted)", re.I
)
_DAYS = (
    (r"(?:the )?(?:Fourth|4th) of July|July (?:Fourth|4th)|Independence Day", "July 4"), (r"New Year's Day", "January 1"),
    (r"New Year's Eve", "December 31"), (r"Christmas Eve", "December 24"), (r"Christmas(?: Day)?(?! \w+ing)", "December 25"),
    (r"Halloween", "October 31"), (r"Veterans Day", "November 11"), (r"Juneteenth", "June 19"),
    (r"Valentine's Day", "February 14"), (r"Memorial Day", "late May"), (r"Labor Day", "early September"),
    (r"Thanksgiving(?: Day)?", "late November"),
)  # fmt: skip
_DAY = re.compile("|".join(rf"(?P<d{n}>\b(?:{words})\b)" for n, (words, _) in enumerate(_DAYS)))


def plainly(text: str) -> str:
    """A sentence with such constructions said plainly, so that one grammar reads them.

    >>> plainly("All but 12 of the 50 states have one.")
    '38 states have one.'
    """
    text = _ALL_BUT.sub(_all_but, text)
    text = _ONLY_MORE.sub(_only_more, text)
    text = _ONLY_HAS.sub(lambda m: f", behind only {m['who']}", text)
    text = _TO_END.sub(lambda m: f"{m['what']}have {m['unit']}", text)
    text = _HOLD.sub(_hold, text)
    text = _BETWEEN.sub(
        lambda m: f"{m['n']} of {m['whole']} {m['does']}; {m['share']} of {m['whole']} {m['does']}", text
    )
    text = _SINGLE.sub("one ", text)
    text = _APPROVED.sub("agreements were signed", text)
    return _DAY.sub(lambda m: _DAYS[int((m.lastgroup or "d0")[1:])][1], text)


def _number(words: str) -> int:
    return int(words.replace(",", "")) if words[0].isdigit() else int(word_value(words) or 0)


def _all_but(m: re.Match[str]) -> str:
    whole, out = _number(m["whole"]), _number(m["out"])
    if not 0 < out < whole:
        return m[0]
    of = "" if m["unit"].endswith("states") else f" of {m['whose']}{m['whole']}"
    return f"{whole - out}{of}{m['unit']}"


def _only_more(m: re.Match[str]) -> str:
    where, number = m["where"] or m["where2"], m["n"] or m["n2"]
    return f"{m['lead']}{where} has {number} {m['unit'] or 'agreements'}, behind only {m['who']}"


def _hold(m: re.Match[str]) -> str:
    who = m["who"][0].lower() + m["who"][1:]
    again = f"; {m['again']} of {m['whole']} are with {who}" if m["again"] else ""
    return f"{m['lead']}{m['share']} of {m['whole']} are with {who}{again}"
