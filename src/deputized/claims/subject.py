"""Who a sentence says holds what its number counts, and words beside the number that set it in another light.

"Florida sheriffs hold 348 agreements" is of sheriffs' agreements alone. "Obama signed", "inherited" and "before Trump's return"
say more than that a list gives the number: while they are unread, a right number supports no sentence.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from deputized.claims.bearing import bears
from deputized.claims.claim import AgencyKind
from deputized.claims.coverage import clauses, is_plain
from deputized.claims.lexicon import body_of

_HOLDER = (
    r"(?:sheriff'?s'?(?: (?:offices?|departments?|agencies))?|(?:county )?constables?|"
    r"(?:(?:local|municipal|city|town|village|campus|university) )*police (?:departments?|chiefs?|forces?)|municipal police|"
    r"(?:universit(?:y|ies)|colleges?)(?: (?:campus )?police)?|campus police|cities|towns|municipalities|villages|"
    r"state (?:police(?: agencies| departments)?|agencies)|highway patrols?|prosecutors|district attorneys|"
    r"(?:state )?corrections departments?|counties|jails|tribes|constables)"
)
_LEAD = (
    r"(?:(?:the|all|local|many|state's|nation's|country's|county|its|our|their|his|her|(?:[A-Z][\w.]*(?: [A-Z]\w+)?(?:['\u2019]s?)?)|"
    r"\d+|of|in|across|from) )*"
)
_HOLDS = (
    r"(?:(?:now|currently|already|together|collectively|have|has|had|alone|there|today|also|still) )*"
    r"(?:hold|holds|held|have|has|had|signed|inked|maintain(?:s|ed)?|operate[sd]?|account(?:s|ed)? for|ma[dk]e up|make|own|"
    r"struck|entered into|boast|possess|run|ran)"
)
_HEDGE = (
    r"(?: (?:all|about|around|roughly|nearly|almost|some|the|a total of|over|more than|at least|fewer than|exactly|just|only|"
    r"another|every one of|of|its|their|nation's|state's|country's))*"
)
_SUBJECT = re.compile(
    rf"(?:^|[,;:\u2014\u201c\"(]\s*|\b(?:that|while|and|where|but|when|said|says)\s+)(?P<lead>{_LEAD})(?P<who>(?i:{_HOLDER}))"
    rf"(?: (?:in|of|across|from|throughout|within) (?:the )?(?:state of |country|state|nation|[A-Z][\w.]*(?: [A-Z]\w+)*))?"
    rf"(?:,[^,;]{{1,60}},)?\s+(?:{_HOLDS}){_HEDGE}\s*$"
)
_PREDICATE = re.compile(
    rf"^[^,;.]{{0,60}}?\b(?:agreements?|deals?|MOAs?|pacts?)\b[^,;.]{{0,40}}?\b(?:are|were|is|was|belong to|belonged to) "
    rf"(?:(?:all|held|signed|by|with|of|from|those|the|exclusively|only|in the hands of) )*(?P<who>{_HOLDER})\s*(?:[.;,]|$)",
    re.I,
)
_PAIRED = re.compile(rf"{_HOLDER},? (?:and|or|&)\s*$", re.I)
_ALIKE = re.compile(r"counties|jails|tribes", re.I)
"""Holders that no kind on the lists stands for."""


def holder(text: str, start: int, end: int) -> tuple[AgencyKind | None, str]:
    """The kind of agency that holds what the number at a span counts, and the words for it where no kind is theirs.

    >>> holder("Florida sheriffs hold 348 agreements", 22, 25)[0].words
    'sheriffs'
    >>> holder("ICE has 348 agreements with sheriffs and police", 8, 11)
    (None, '')
    """
    found = _SUBJECT.search(text[:start])
    if found is not None and (
        re.search(r"\b(?:and|or)\b", found["lead"]) or _PAIRED.search(text[: found.start("lead")])
    ):
        found = (
            None  # "police departments and sheriffs hold": of several kinds, which together are nearly all
        )
    if found is None:
        found = _PREDICATE.match(text[end:])
    if found is None:
        return None, ""
    who = found["who"]
    if _ALIKE.fullmatch(who):
        return None, who
    kind = body_of(who.replace("chief", "department").replace("municipal police", "police departments"))
    return kind, "" if kind else who


_PERSON = r"(?:(?:Barack|George W\.|Joe|Donald|Ron|Greg|President|Presidents|former President|Gov\.|Governor|Sen\.|Secretary|Mayor) )*"
_ERA = re.compile(
    rf"\b{_PERSON}(?:Obama|Bush|Biden|Clinton)(?:['\u2019]s?)?(?: (?:administration|years|era|presidency))?\b"
    r"|\b(?:Congress|(?:[A-Z]\w+ )?(?:[Jj]udges?|[Cc]ourts?|[Ll]awmakers|[Ll]egislators|[Ll]egislatures?|[Ss]enate|House|[Vv]oters|"
    r"[Cc]ommissioners|[Rr]esidents|[Aa]ctivists|[Cc]ritics|[Gg]overnors))(?= (?:has |have |had )?(?:approved|struck|signed|passed|added|"
    r"made|held|ended|reached|had|has|have)\b)"
    r"|\b(?:Gov\.|Governor|President|Sen\.|Rep\.|Secretary|Mayor) (?:[A-Z][\w'.-]+ )+"
    r"(?=(?:has |had |have )?(?:signed|inked|struck|negotiated|made)\b)"
)
_BEFORE = re.compile(
    r"\b(?i:before|prior to|ahead of|until|till) (?!(?:\d|then\b|now\b|today\b|signing\b|they\b|it\b|he\b|being\b))"
    r"(?:(?:the|his|her|its|their|[A-Z][\w.]*(?:['\u2019]s)?) )*[\w'\u2019-]+",
)
_EACH = re.compile(r"[^.;]{0,80}?\b(?:each|apiece)\b")
REACH = 6
"""Words before a number that say of what it is."""


def beside_number(
    text: str, start: int, end: int, used: Iterable[tuple[int, int]], *, is_of_states: bool, is_dated: bool
) -> tuple[str, ...]:
    """Words of a number's clause that say who made it so, before what, or something no rule knows right before it.

    >>> beside_number("The administration inherited 1,843 agreements", 29, 34, [], is_of_states=False, is_dated=False)
    ('inherited',)
    """
    spans = [(s, e) for s, e in used if e > s]
    begin, stop = next((a, b) for a, b in itertools.pairwise(clauses(text)) if a <= start < b)
    found = []
    for pattern in () if is_dated else (_ERA, _BEFORE):
        for m in pattern.finditer(text, begin, min(stop, len(text))):
            if not any(s < m.end() and m.start() < e for s, e in spans):
                found.append(m[0].strip())
    begin = max(begin, text.rfind(", ", 0, start), text.rfind("(", 0, start))
    others = re.search(
        r"\d", text[begin:start]
    )  # "8,501 officers have been trained in 958 agencies": said of those
    lead = [
        m[0] for m in re.finditer(r"[^\W\d_](?:[\w'\u2019-]*\w)?", text[:start])
        if m.start() >= begin and not any(s <= m.start() < e for s, e in spans)
        and not (others and re.search(r"\b(?:been|were|was|are|is|being) $", text[: m.start()]))
    ][-REACH:]  # fmt: skip
    found += [w for w in lead if not w[0].isupper() and not is_plain(w) and not bears(w)]
    if is_of_states and (each := _EACH.match(text[end:])):
        found.append(each[0].split()[-1])
    return tuple(dict.fromkeys(found))
